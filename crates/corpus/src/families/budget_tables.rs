//! The standard forms of a budget (预算), BU01 to BU11, computed from an agency's books.

use super::accounts::{Accounts, ClassRow, Item, Source, Spent};
use super::codes::{CLASSES, ordinal};
use super::final_tables::Style;
use crate::model::{Cell, ColumnKind, Table, columns, header};
use gongkai_model::table::Form;

use ColumnKind::{Code, Money, Text};

fn table(style: &Style, number: u8, form: Form, title: &str) -> Table {
    Table {
        title: Some(title.to_owned()),
        form,
        form_number: style.numbered.then(|| format!("表{number}")),
        owner_line: style.owner.clone(),
        unit: Some(style.unit.to_owned()),
        ..Table::default()
    }
}

fn classes_spent(books: &Accounts) -> Vec<(&'static str, Spent)> {
    CLASSES
        .iter()
        .map(|(code, name)| (*name, books.spent(|i| i.code.starts_with(code))))
        .filter(|(_, spent)| spent.total() > 0)
        .collect()
}

/// BU01 收支总表.
#[must_use]
pub fn totals(books: &Accounts, style: &Style) -> Table {
    let mut t = table(style, 1, Form::BU01, "收支预算总表");
    t.columns = columns(&[(32.0, Text), (16.0, Money("amount")), (32.0, Text), (16.0, Money("amount"))]);
    t.header_rows = 2;
    t.rows.push(vec![Cell::new("收入").centered().span(1, 2), Cell::new("支出").centered().span(1, 2)]);
    t.rows.push(header(&["项目", "预算数", "项目", "预算数"]));
    let income = [
        ("一、一般公共预算拨款收入", books.general_income()),
        ("二、政府性基金预算拨款收入", books.spent_from(Source::Fund).total()),
        ("三、国有资本经营预算拨款收入", 0),
        ("四、事业收入", books.spent_from(Source::Own).total()),
        ("五、其他收入", 0),
    ];
    let spent = classes_spent(books);
    for i in 0..income.len().max(spent.len()) {
        let mut row = Vec::new();
        match income.get(i) {
            Some((label, value)) => row.extend([Cell::new(*label), style.print.cell(*value)]),
            None => row.extend([Cell::new(""), Cell::new("")]),
        }
        match spent.get(i) {
            Some((name, value)) => {
                row.extend([Cell::new(format!("{}、{name}", ordinal(i + 1))), style.print.cell(value.total())]);
            }
            None => row.extend([Cell::new(""), Cell::new("")]),
        }
        t.rows.push(row);
    }
    let out = books.spent(|_| true).total();
    for (left, a, right, b) in [
        ("本年收入合计", books.income(), "本年支出合计", out),
        ("上年结转", books.carried_in, "结转下年", books.carried_out),
        ("收入总计", books.income() + books.carried_in, "支出总计", out + books.carried_out),
    ] {
        t.rows.push(vec![
            Cell::new(left).centered(),
            style.print.cell(a),
            Cell::new(right).centered(),
            style.print.cell(b),
        ]);
    }
    t
}

fn by_class(
    style: &Style,
    mut t: Table,
    measures: &[(&'static str, &str)],
    rows: &[ClassRow],
    values: impl Fn(&Spent) -> Vec<i64>,
    total: &Spent,
) -> Table {
    let mut spec = vec![(12.0, Code), (34.0, Text)];
    spec.extend(measures.iter().map(|(key, _)| (15.0, Money(key))));
    t.columns = columns(&spec);
    t.header_rows = 1;
    let mut head = header(&["科目编码", "科目名称"]);
    head.extend(measures.iter().map(|(_, label)| Cell::new(*label).centered()));
    t.rows.push(head);
    let mut sum = vec![Cell::new("合计").centered().span(1, 2)];
    sum.extend(values(total).into_iter().map(|v| style.print.cell(v)));
    t.rows.push(sum);
    for row in rows {
        let depth = u8::try_from((row.code.len() - 3) / 2).unwrap_or(0);
        let mut cells = vec![Cell::new(row.code.as_str()), Cell::new(row.name).indented(depth)];
        cells.extend(values(&row.spent).into_iter().map(|v| style.print.cell(v)));
        t.rows.push(cells);
    }
    t
}

/// BU02 收入总表.
#[must_use]
pub fn income(books: &Accounts, style: &Style) -> Table {
    let measures = [
        ("total", "合计"),
        ("fiscal_appropriation", "财政拨款收入"),
        ("institutional", "事业收入"),
        ("operating", "事业单位经营收入"),
        ("other", "其他收入"),
    ];
    by_class(
        style,
        table(style, 2, Form::BU02, "收入预算总表"),
        &measures,
        &books.class_rows(|_| true),
        |s| vec![s.total(), s.total() - s.own, s.own, 0, 0],
        &books.spent(|_| true),
    )
}

const SPENT: [(&str, &str); 3] = [("total", "合计"), ("basic", "基本支出"), ("project", "项目支出")];

fn spent_values(s: &Spent) -> Vec<i64> {
    vec![s.total(), s.basic, s.project]
}

/// BU03 支出总表.
#[must_use]
pub fn expenditure(books: &Accounts, style: &Style) -> Table {
    by_class(
        style,
        table(style, 3, Form::BU03, "支出预算总表"),
        &SPENT,
        &books.class_rows(|_| true),
        spent_values,
        &books.spent(|_| true),
    )
}

/// BU04 财政拨款收支总表.
#[must_use]
pub fn fiscal_totals(books: &Accounts, style: &Style) -> Table {
    let mut t = table(style, 4, Form::BU04, "财政拨款收支预算总表");
    t.columns = columns(&[
        (28.0, Text),
        (14.0, Money("amount")),
        (28.0, Text),
        (14.0, Money("total")),
        (14.0, Money("general_public")),
        (14.0, Money("government_fund")),
    ]);
    t.header_rows = 2;
    t.rows.push(vec![Cell::new("收入").centered().span(1, 2), Cell::new("支出").centered().span(1, 4)]);
    t.rows.push(header(&["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算"]));
    let fund = books.spent_from(Source::Fund).total();
    let income = [("一、一般公共预算拨款", books.general_income()), ("二、政府性基金预算拨款", fund)];
    let by = |s: Source, name: &str| {
        CLASSES
            .iter()
            .find(|(_, n)| *n == name)
            .map_or(0, |(code, _)| books.spent(|i| i.fund == s && i.code.starts_with(code)).total())
    };
    for (i, (name, _)) in classes_spent(books).into_iter().enumerate() {
        let (general, funds) = (by(Source::General, name), by(Source::Fund, name));
        let mut row = match income.get(i) {
            Some((label, value)) => vec![Cell::new(*label), style.print.cell(*value)],
            None => vec![Cell::new(""), Cell::new("")],
        };
        row.push(Cell::new(format!("{}、{name}", ordinal(i + 1))));
        row.extend([general + funds, general, funds].map(|v| style.print.cell(v)));
        t.rows.push(row);
    }
    let general = books.spent_from(Source::General).total();
    let mut row = vec![Cell::new("上年结转").centered(), style.print.cell(books.carried_in)];
    row.push(Cell::new("结转下年").centered());
    row.extend([books.carried_out, books.carried_out, 0].map(|v| style.print.cell(v)));
    t.rows.push(row);
    let all = books.general_income() + fund + books.carried_in;
    let mut row = vec![Cell::new("收入总计").centered(), style.print.cell(all)];
    row.push(Cell::new("支出总计").centered());
    row.extend([all, general + books.carried_out, fund].map(|v| style.print.cell(v)));
    t.rows.push(row);
    t
}

/// BU05 一般公共预算支出表.
#[must_use]
pub fn general_expenditure(books: &Accounts, style: &Style) -> Table {
    let general = |i: &Item| i.fund == Source::General;
    by_class(
        style,
        table(style, 5, Form::BU05, "一般公共预算支出功能分类预算表"),
        &SPENT,
        &books.class_rows(general),
        spent_values,
        &books.spent(general),
    )
}

/// BU06 一般公共预算基本支出表: one column of staff and one of running costs.
#[must_use]
pub fn basic_by_economic_class(books: &Accounts, style: &Style) -> Table {
    let mut t = table(style, 6, Form::BU06, "一般公共预算基本支出部门预算经济分类预算表");
    t.columns = columns(&[
        (12.0, Code),
        (34.0, Text),
        (15.0, Money("total")),
        (15.0, Money("personnel")),
        (15.0, Money("public")),
    ]);
    t.header_rows = 2;
    t.rows.push(vec![
        Cell::new("部门预算经济分类科目").centered().span(1, 2),
        Cell::new("一般公共预算基本支出").centered().span(1, 3),
    ]);
    t.rows.push(header(&["科目编码", "科目名称", "合计", "人员经费", "公用经费"]));
    let (staff, running) = (books.personnel(), books.running());
    let mut sum = vec![Cell::new("合计").centered().span(1, 2)];
    sum.extend([staff + running, staff, running].map(|v| style.print.cell(v)));
    t.rows.push(sum);
    for (class, name) in
        [("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助"), ("310", "资本性支出")]
    {
        let total = books.economic_sum(class);
        if total == 0 {
            continue;
        }
        let is_staff = matches!(class, "301" | "303");
        let values = |v: i64| if is_staff { [v, v, 0] } else { [v, 0, v] };
        let mut row = vec![Cell::new(class), Cell::new(name)];
        row.extend(values(total).map(|v| style.print.cell(v)));
        t.rows.push(row);
        for e in books.economic.iter().filter(|e| e.code.starts_with(class)) {
            let mut row = vec![Cell::new(e.code), Cell::new(e.name).indented(1)];
            row.extend(values(e.amount).map(|v| style.print.cell(v)));
            t.rows.push(row);
        }
    }
    t
}

/// BU07 “三公”经费支出表.
#[must_use]
pub fn three_public(books: &Accounts, style: &Style) -> Table {
    let mut t = table(style, 7, Form::BU07, "一般公共预算“三公”经费支出表");
    let keys = ["total", "abroad", "vehicle_subtotal", "vehicle_purchase", "vehicle_operation", "reception"];
    let spec: Vec<(f32, ColumnKind)> = keys.iter().map(|k| (16.0, Money(k))).collect();
    t.columns = columns(&spec);
    t.header_rows = 2;
    t.rows.push(vec![
        Cell::new("合计").centered().span(2, 1),
        Cell::new("因公出国（境）费").centered().span(2, 1),
        Cell::new("公务用车购置及运行费").centered().span(1, 3),
        Cell::new("公务接待费").centered().span(2, 1),
    ]);
    t.rows.push(header(&["小计", "购置费", "运行费"]));
    let p = books.public_budget;
    let values = [p.total(), p.abroad, p.cars(), p.purchase, p.operation, p.reception];
    t.rows.push(values.iter().map(|v| style.print.cell(*v)).collect());
    t
}

/// BU08 政府性基金预算支出表; empty where the agency has no such money.
#[must_use]
pub fn government_fund(books: &Accounts, style: &Style) -> Table {
    let fund = |i: &Item| i.fund == Source::Fund;
    let t = table(style, 8, Form::BU08, "政府性基金预算支出功能分类预算表");
    if books.spent(fund).total() > 0 {
        return by_class(style, t, &SPENT, &books.class_rows(fund), spent_values, &books.spent(fund));
    }
    let note = "注：本单位本年度无政府性基金预算安排的支出，故本表为空表。";
    empty(t, note)
}

/// BU09 国有资本经营预算支出表, empty.
#[must_use]
pub fn state_capital(style: &Style) -> Table {
    let t = table(style, 9, Form::BU09, "国有资本经营预算支出功能分类预算表");
    empty(t, "注：本单位本年度无国有资本经营预算安排的支出，故本表为空表。")
}

fn empty(mut t: Table, note: &str) -> Table {
    let mut spec = vec![(12.0, Code), (34.0, Text)];
    spec.extend(SPENT.iter().map(|(key, _)| (15.0, Money(key))));
    t.columns = columns(&spec);
    t.header_rows = 1;
    t.rows.push(header(&["科目编码", "科目名称", "合计", "基本支出", "项目支出"]));
    for _ in 0..2 {
        t.rows.push((0..5).map(|_| Cell::new("")).collect());
    }
    t.empty = true;
    t.notes.push(note.to_owned());
    t
}

/// BU11 政府采购预算表: goods, works and services.
#[must_use]
pub fn procurement(style: &Style, rows: &[(&str, i64, i64, i64)]) -> Table {
    let mut t = table(style, 10, Form::BU11, "政府采购预算表");
    t.columns = columns(&[
        (36.0, Text),
        (15.0, Money("total")),
        (15.0, Money("goods")),
        (15.0, Money("works")),
        (15.0, Money("services")),
    ]);
    t.header_rows = 1;
    t.rows.push(header(&["项目名称", "合计", "货物", "工程", "服务"]));
    let sum = rows.iter().fold((0, 0, 0), |s, r| (s.0 + r.1, s.1 + r.2, s.2 + r.3));
    let line = |name: Cell, g: i64, w: i64, s: i64| {
        let mut row = vec![name];
        row.extend([g + w + s, g, w, s].map(|v| style.print.cell(v)));
        row
    };
    t.rows.push(line(Cell::new("合计").centered(), sum.0, sum.1, sum.2));
    for (name, goods, works, services) in rows {
        t.rows.push(line(Cell::new(*name), *goods, *works, *services));
    }
    t
}
