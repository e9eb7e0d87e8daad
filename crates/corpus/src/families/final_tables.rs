//! The standard forms of final accounts (决算), FA01 to FA09, computed from an agency's books.

use super::accounts::{Accounts, ClassRow, Item, Source};
use super::codes::{CLASSES, ordinal};
use crate::figures::Print;
use crate::model::{Cell, Column, ColumnKind, Table, columns, header};
use gongkai_model::table::Form;

use ColumnKind::{Code, Money, RowNumber, Text};

/// How a set of forms is printed.
#[derive(Debug, Clone)]
pub struct Style {
    /// 元 or 万元.
    pub unit: &'static str,
    /// Figures.
    pub print: Print,
    /// 类, 款 and 项 in three columns, as a staircase of codes.
    pub staircase: bool,
    /// Blanks inside header words: 项　目.
    pub spaced: bool,
    /// Text at the left of the unit line.
    pub owner: Option<String>,
    /// Printed numbers 公开01表….
    pub numbered: bool,
}

impl Style {
    fn table(&self, number: u8, form: Form, title: &str) -> Table {
        Table {
            title: Some(title.to_owned()),
            form,
            form_number: self.numbered.then(|| format!("公开{number:02}表")),
            owner_line: self.owner.clone(),
            unit: Some(self.unit.to_owned()),
            ..Table::default()
        }
    }

    fn spaced(&self, text: &str) -> Cell {
        let cell = Cell::new(text).centered();
        if !self.spaced {
            return cell;
        }
        let printed: Vec<String> = text.chars().map(String::from).collect();
        cell.printed_as(&printed.join("　"))
    }
}

fn number_row(spans: &[(usize, &str)]) -> Vec<Cell> {
    spans.iter().map(|(span, text)| Cell::new(*text).centered().span(1, *span)).collect()
}

/// FA01 收入支出决算总表: income at the left, expenditure by class at the right.
#[must_use]
pub fn totals(books: &Accounts, style: &Style) -> Table {
    let print = style.print;
    let mut table = style.table(1, Form::FA01, "收入支出决算总表");
    table.columns = columns(&[
        (34.0, Text),
        (6.0, RowNumber),
        (15.0, Money("amount")),
        (30.0, Text),
        (6.0, RowNumber),
        (15.0, Money("amount")),
    ]);
    table.header_rows = 3;
    table.rows.push(vec![style.spaced("收入").span(1, 3), style.spaced("支出").span(1, 3)]);
    let mut head = header(&["", "行次", "决算数", "", "行次", "决算数"]);
    head[0] = style.spaced("项目");
    head[3] = style.spaced("项目");
    table.rows.push(head);
    table.rows.push(header(&["栏次", "", "1", "栏次", "", "2"]));
    let own = books.spent_from(Source::Own).total();
    let income = [
        ("一、一般公共预算财政拨款收入", books.general_income()),
        ("二、政府性基金预算财政拨款收入", books.spent_from(Source::Fund).total()),
        ("三、国有资本经营预算财政拨款收入", 0),
        ("四、上级补助收入", 0),
        ("五、事业收入", own),
        ("六、经营收入", 0),
        ("七、附属单位上缴收入", 0),
        ("八、其他收入", 0),
    ];
    let spent = books.spent(|_| true).total();
    let by_class = books.class_rows(|_| true);
    let rows = CLASSES.len();
    for (i, (code, name)) in CLASSES.iter().enumerate() {
        let amount = by_class.iter().find(|r| r.code == *code).map_or(0, |r| r.spent.total());
        let mut row = match income.get(i) {
            Some((label, value)) => {
                vec![Cell::new(*label), Cell::new((i + 1).to_string()).centered(), print.cell(*value)]
            }
            None => vec![Cell::new(""), Cell::new((i + 1).to_string()).centered(), Cell::new("")],
        };
        row.push(Cell::new(format!("{}、{name}", ordinal(i + 1))));
        row.push(Cell::new((rows + 4 + i + 1).to_string()).centered());
        row.push(print.cell(amount));
        table.rows.push(row);
    }
    let feet = [
        ("本年收入合计", books.income(), "本年支出合计", spent),
        ("使用非财政拨款结余", 0, "结余分配", 0),
        ("年初结转和结余", books.carried_in, "年末结转和结余", books.carried_out),
        ("总计", books.income() + books.carried_in, "总计", spent + books.carried_out),
    ];
    for (i, (left, in_value, right, out_value)) in feet.into_iter().enumerate() {
        table.rows.push(vec![
            Cell::new(left).centered(),
            Cell::new((rows + i + 1).to_string()).centered(),
            print.cell(in_value),
            Cell::new(right).centered(),
            Cell::new((2 * rows + 4 + i + 1).to_string()).centered(),
            print.cell(out_value),
        ]);
    }
    table.notes.push("注：本表反映部门本年度的总收支和年末结转结余情况。".to_owned());
    table
}

/// A form by functional class: codes and names at the left, figures at the right, the total first.
fn by_class(
    style: &Style,
    mut table: Table,
    measures: &[(&'static str, &str)],
    rows: &[ClassRow],
    total: &[i64],
    values: impl Fn(&ClassRow) -> Vec<i64>,
) -> Table {
    let codes = if style.staircase { 3 } else { 1 };
    let mut spec: Vec<(f32, ColumnKind)> =
        if style.staircase { vec![(5.0, Code), (4.0, Code), (4.0, Code)] } else { vec![(12.0, Code)] };
    spec.push((30.0, Text));
    spec.extend(measures.iter().map(|(key, _)| (13.0, Money(key))));
    table.columns = columns(&spec);
    table.header_rows = 3;
    let mut first = vec![style.spaced("项目").span(1, codes + 1)];
    first.extend(measures.iter().map(|(_, label)| Cell::new(*label).centered().span(2, 1)));
    table.rows.push(first);
    table.rows.push(if style.staircase {
        vec![Cell::new("功能分类科目编码").centered().span(1, 3), Cell::new("科目名称").centered()]
    } else {
        vec![Cell::new("功能分类科目编码").centered(), Cell::new("科目名称").centered()]
    });
    let numbers: Vec<String> = (1..=measures.len()).map(|n| n.to_string()).collect();
    let mut numbering = number_row(&[(codes + 1, "栏次")]);
    numbering.extend(numbers.iter().map(|n| Cell::new(n.as_str()).centered()));
    table.rows.push(numbering);
    let mut sum = vec![style.spaced("合计").span(1, codes + 1)];
    sum.extend(total.iter().map(|v| style.print.cell(*v)));
    table.rows.push(sum);
    for row in rows {
        let depth = u8::try_from((row.code.len() - 3) / 2).unwrap_or(0);
        let mut cells = if style.staircase {
            let parts = [&row.code[..3], row.code.get(3..5).unwrap_or(""), row.code.get(5..7).unwrap_or("")];
            parts.iter().map(|p| Cell::new(*p).centered()).collect()
        } else {
            vec![Cell::new(row.code.as_str())]
        };
        cells.push(Cell::new(row.name).indented(depth));
        cells.extend(values(row).into_iter().map(|v| style.print.cell(v)));
        table.rows.push(cells);
    }
    table
}

/// FA02 收入决算表.
#[must_use]
pub fn income(books: &Accounts, style: &Style) -> Table {
    let measures = [
        ("total", "本年收入合计"),
        ("fiscal_appropriation", "财政拨款收入"),
        ("superior_subsidy", "上级补助收入"),
        ("institutional", "事业收入"),
        ("operating", "经营收入"),
        ("affiliate_remittance", "附属单位上缴收入"),
        ("other", "其他收入"),
    ];
    let own = books.spent_from(Source::Own).total();
    // What is brought forward or left belongs to the first item.
    let shift = books.carried_out - books.carried_in;
    let first = books.items.first().map_or("", |i| i.code);
    let total = [books.income(), books.income() - own, 0, own, 0, 0, 0];
    let mut table = by_class(
        style,
        style.table(2, Form::FA02, "收入决算表"),
        &measures,
        &books.class_rows(|_| true),
        &total,
        |row| {
            let sum = row.spent.total() + if first.starts_with(&row.code) { shift } else { 0 };
            vec![sum, sum - row.spent.own, 0, row.spent.own, 0, 0, 0]
        },
    );
    table.notes.push("注：本表反映部门本年度取得的各项收入情况。".to_owned());
    table
}

/// FA03 支出决算表.
#[must_use]
pub fn expenditure(books: &Accounts, style: &Style) -> Table {
    let measures = [
        ("total", "本年支出合计"),
        ("basic", "基本支出"),
        ("project", "项目支出"),
        ("to_superior", "上缴上级支出"),
        ("operating", "经营支出"),
        ("to_affiliate", "对附属单位补助支出"),
    ];
    let all = books.spent(|_| true);
    let mut table = by_class(
        style,
        style.table(3, Form::FA03, "支出决算表"),
        &measures,
        &books.class_rows(|_| true),
        &[all.total(), all.basic, all.project, 0, 0, 0],
        |row| vec![row.spent.total(), row.spent.basic, row.spent.project, 0, 0, 0],
    );
    table.notes.push("注：本表反映部门本年度各项支出情况。".to_owned());
    table
}

/// FA04 财政拨款收入支出决算总表.
#[must_use]
pub fn fiscal_totals(books: &Accounts, style: &Style) -> Table {
    let print = style.print;
    let mut table = style.table(4, Form::FA04, "财政拨款收入支出决算总表");
    table.columns = columns(&[
        (28.0, Text),
        (5.0, RowNumber),
        (13.0, Money("amount")),
        (26.0, Text),
        (5.0, RowNumber),
        (13.0, Money("total")),
        (13.0, Money("general_public")),
        (13.0, Money("government_fund")),
        (13.0, Money("state_capital")),
    ]);
    table.header_rows = 3;
    table.rows.push(vec![style.spaced("收入").span(1, 3), style.spaced("支出").span(1, 6)]);
    table.rows.push(header(&[
        "项目",
        "行次",
        "金额",
        "项目",
        "行次",
        "合计",
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
        "国有资本经营预算财政拨款",
    ]));
    table.rows.push(header(&["栏次", "", "1", "栏次", "", "2", "3", "4", "5"]));
    let general = books.spent_from(Source::General).total();
    let fund = books.spent_from(Source::Fund).total();
    let income = [
        ("一、一般公共预算财政拨款", books.general_income()),
        ("二、政府性基金预算财政拨款", fund),
        ("三、国有资本经营预算财政拨款", 0),
    ];
    let by = |source: Source, code: &str| books.spent(|i| i.fund == source && i.code.starts_with(code)).total();
    let n = CLASSES.len();
    for (i, (code, name)) in CLASSES.iter().enumerate() {
        let (label, value) = income.get(i).map_or((String::new(), None), |(l, v)| ((*l).to_owned(), Some(*v)));
        let (g, f) = (by(Source::General, code), by(Source::Fund, code));
        table.rows.push(vec![
            Cell::new(label),
            Cell::new((i + 1).to_string()).centered(),
            value.map_or_else(|| Cell::new(""), |v| print.cell(v)),
            Cell::new(format!("{}、{name}", ordinal(i + 1))),
            Cell::new((n + 4 + i).to_string()).centered(),
            print.cell(g + f),
            print.cell(g),
            print.cell(f),
            print.cell(0),
        ]);
    }
    let (inn, out) = (books.carried_in, books.carried_out);
    let feet = [
        ("本年收入合计", books.general_income() + fund, "本年支出合计", general, fund),
        ("年初财政拨款结转和结余", inn, "年末财政拨款结转和结余", out, 0),
        ("总计", books.general_income() + fund + inn, "总计", general + out, fund),
    ];
    for (i, (left, value, right, g, f)) in feet.into_iter().enumerate() {
        table.rows.push(vec![
            Cell::new(left).centered(),
            Cell::new((n + i + 1).to_string()).centered(),
            print.cell(value),
            Cell::new(right).centered(),
            Cell::new((2 * n + 4 + i).to_string()).centered(),
            print.cell(g + f),
            print.cell(g),
            print.cell(f),
            print.cell(0),
        ]);
    }
    table.notes.push(
        "注：本表反映部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况。"
            .to_owned(),
    );
    table
}

const SPENT: [(&str, &str); 3] = [("total", "本年支出合计"), ("basic", "基本支出"), ("project", "项目支出")];

/// FA05 一般公共预算财政拨款支出决算表.
#[must_use]
pub fn general_expenditure(books: &Accounts, style: &Style) -> Table {
    let general = |i: &Item| i.fund == Source::General;
    let all = books.spent(general);
    let mut table = by_class(
        style,
        style.table(5, Form::FA05, "一般公共预算财政拨款支出决算表"),
        &SPENT,
        &books.class_rows(general),
        &[all.total(), all.basic, all.project],
        |row| vec![row.spent.total(), row.spent.basic, row.spent.project],
    );
    table.notes.push("注：本表反映部门本年度一般公共预算财政拨款实际支出情况。".to_owned());
    table
}

/// FA06 一般公共预算财政拨款基本支出决算表: staff at the left, running costs at the right.
#[must_use]
pub fn basic_by_economic_class(books: &Accounts, style: &Style) -> Table {
    let print = style.print;
    let mut table = style.table(6, Form::FA06, "一般公共预算财政拨款基本支出决算表");
    let lane = [(12.0, Code), (26.0, Text), (14.0, Money("amount"))];
    table.columns =
        lane.iter().chain(&lane).map(|(width, kind)| Column { width: *width, kind: kind.clone() }).collect();
    table.header_rows = 2;
    table.rows.push(vec![style.spaced("人员经费").span(1, 3), style.spaced("公用经费").span(1, 3)]);
    let names = ["经济分类科目编码", "科目名称", "金额"];
    table.rows.push(header(&[names[0], names[1], names[2], names[0], names[1], names[2]]));
    let lanes = [
        lane_rows(books, &[("301", "工资福利支出"), ("303", "对个人和家庭的补助")]),
        lane_rows(books, &[("302", "商品和服务支出"), ("310", "资本性支出")]),
    ];
    for i in 0..lanes[0].len().max(lanes[1].len()) {
        let mut row = Vec::new();
        for lane in &lanes {
            match lane.get(i) {
                Some((code, name, amount)) => {
                    row.push(Cell::new(code.as_str()));
                    row.push(Cell::new(*name).indented(u8::from(code.len() > 3)));
                    row.push(print.cell(*amount));
                }
                None => row.extend([Cell::new(""), Cell::new(""), Cell::new("")]),
            }
        }
        table.rows.push(row);
    }
    table.rows.push(vec![
        Cell::new("人员经费合计").centered().span(1, 2),
        print.cell(books.personnel()),
        Cell::new("公用经费合计").centered().span(1, 2),
        print.cell(books.running()),
    ]);
    table.notes.push("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。".to_owned());
    table
}

fn lane_rows(books: &Accounts, classes: &[(&str, &'static str)]) -> Vec<(String, &'static str, i64)> {
    let mut rows = Vec::new();
    for (class, name) in classes {
        let sum = books.economic_sum(class);
        if sum == 0 {
            continue;
        }
        rows.push(((*class).to_owned(), *name, sum));
        let members = books.economic.iter().filter(|e| e.code.starts_with(class));
        rows.extend(members.map(|e| (e.code.to_owned(), e.name, e.amount)));
    }
    rows
}

/// FA07 “三公”经费支出决算表: one row of twelve figures.
#[must_use]
pub fn three_public(books: &Accounts, style: &Style) -> Table {
    let mut table = style.table(7, Form::FA07, "财政拨款“三公”经费支出决算表");
    let keys = ["total", "abroad", "vehicle_subtotal", "vehicle_purchase", "vehicle_operation", "reception"];
    table.columns = keys.iter().chain(&keys).map(|k| Column { width: 10.0, kind: Money(k) }).collect();
    table.header_rows = 4;
    table.rows.push(vec![Cell::new("预算数").centered().span(1, 6), Cell::new("决算数").centered().span(1, 6)]);
    let mut second = Vec::new();
    let mut third = Vec::new();
    for _ in 0..2 {
        second.push(Cell::new("合计").centered().span(2, 1));
        second.push(Cell::new("因公出国（境）费").centered().span(2, 1));
        second.push(Cell::new("公务用车购置及运行维护费").centered().span(1, 3));
        second.push(Cell::new("公务接待费").centered().span(2, 1));
        third.extend(header(&["小计", "公务用车购置费", "公务用车运行维护费"]));
    }
    table.rows.push(second);
    table.rows.push(third);
    let numbers: Vec<String> = (1..=12).map(|n| n.to_string()).collect();
    table.rows.push(numbers.iter().map(|n| Cell::new(n.as_str()).centered()).collect());
    let values = [books.public_budget, books.public_final]
        .map(|p| [p.total(), p.abroad, p.cars(), p.purchase, p.operation, p.reception]);
    table.rows.push(values.iter().flatten().map(|v| style.print.cell(*v)).collect());
    table.notes.push("注：本表反映部门本年度“三公”经费支出预决算情况。其中，预算数为“三公”经费全年预算数。".to_owned());
    table
}

/// FA08 政府性基金预算财政拨款收入支出决算表.
#[must_use]
pub fn government_fund(books: &Accounts, style: &Style) -> Table {
    let codes = if style.staircase { 3 } else { 1 };
    let mut table = style.table(8, Form::FA08, "政府性基金预算财政拨款收入支出决算表");
    let mut spec: Vec<(f32, ColumnKind)> =
        if style.staircase { vec![(5.0, Code), (4.0, Code), (4.0, Code)] } else { vec![(12.0, Code)] };
    spec.push((28.0, Text));
    for key in ["opening_balance", "income", "expenditure_subtotal", "basic", "project", "closing_balance"] {
        spec.push((12.0, Money(key)));
    }
    table.columns = columns(&spec);
    table.header_rows = 3;
    table.rows.push(vec![
        style.spaced("项目").span(1, codes + 1),
        Cell::new("年初结转和结余").centered().span(2, 1),
        Cell::new("本年收入").centered().span(2, 1),
        Cell::new("本年支出").centered().span(1, 3),
        Cell::new("年末结转和结余").centered().span(2, 1),
    ]);
    let mut second = vec![Cell::new("功能分类科目编码").centered().span(1, codes)];
    second.extend(header(&["科目名称", "小计", "基本支出", "项目支出"]));
    table.rows.push(second);
    let mut numbering = number_row(&[(codes + 1, "栏次")]);
    numbering.extend(header(&["1", "2", "3", "4", "5", "6"]));
    table.rows.push(numbering);
    let fund = |i: &Item| i.fund == Source::Fund;
    let all = books.spent(fund);
    let mut sum = vec![style.spaced("合计").span(1, codes + 1)];
    let line = |s: super::accounts::Spent| [0, s.total(), s.total(), s.basic, s.project, 0];
    sum.extend(line(all).map(|v| style.print.cell(v)));
    table.rows.push(sum);
    for row in books.class_rows(fund) {
        let mut cells: Vec<Cell> = if style.staircase {
            let parts = [&row.code[..3], row.code.get(3..5).unwrap_or(""), row.code.get(5..7).unwrap_or("")];
            parts.iter().map(|p| Cell::new(*p).centered()).collect()
        } else {
            vec![Cell::new(row.code.as_str())]
        };
        cells.push(Cell::new(row.name));
        cells.extend(line(row.spent).map(|v| style.print.cell(v)));
        table.rows.push(cells);
    }
    table.notes.push("注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转结余情况。".to_owned());
    table
}

/// FA09 国有资本经营预算财政拨款支出决算表, published empty.
#[must_use]
pub fn state_capital(style: &Style) -> Table {
    let mut table = style.table(9, Form::FA09, "国有资本经营预算财政拨款支出决算表");
    table.columns = columns(&[
        (12.0, Code),
        (28.0, Text),
        (14.0, Money("total")),
        (14.0, Money("basic")),
        (14.0, Money("project")),
    ]);
    table.header_rows = 2;
    table.rows.push(vec![
        Cell::new("科目编码").centered().span(2, 1),
        Cell::new("科目名称").centered().span(2, 1),
        Cell::new("本年支出").centered().span(1, 3),
    ]);
    table.rows.push(header(&["小计", "基本支出", "项目支出"]));
    for _ in 0..3 {
        table.rows.push((0..5).map(|_| Cell::new("")).collect());
    }
    table.empty = true;
    table.notes.push("注：本部门本年度无国有资本经营预算财政拨款支出，故本表为空表。".to_owned());
    table
}
