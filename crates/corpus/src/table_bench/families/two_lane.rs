//! 收入 ∥ 支出 (income and expenditure side by side) and 人员经费 ∥ 公用经费 (staff and running costs).

use super::budget_codes::{RUNNING, STAFF, summed};
use super::{any_print, divided, headed, label, opening};
use crate::families::codes::{CLASSES, ordinal};
use crate::figures::Print;
use crate::model::{Cell, ColumnKind, Document, Table, columns, header};
use crate::table_bench::words::Words;

use ColumnKind::{Code, Money, RowNumber, Text};

/// A document of two or three such tables.
#[must_use]
pub fn document(words: &mut Words) -> Document {
    let title = format!("{}{}年度部门决算公开表", words.agency, words.year);
    let mut d = Document { title: Some(title), ..Document::default() };
    let before = words.chance().below(3);
    opening(&mut d, words, before);
    let print = any_print(words);
    d.table(totals(words, print));
    if words.chance().in_hundred(50) {
        opening(&mut d, words, 1);
    }
    d.table(by_economic(words, print));
    if words.chance().in_hundred(60) {
        d.table(by_budget(words, print));
    }
    opening(&mut d, words, 1);
    d
}

const INCOME: [&str; 8] = [
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
];

fn totals(words: &mut Words, print: Print) -> Table {
    let mut t = headed(words, "收入支出决算总表", 1);
    let numbered = words.chance().in_hundred(60);
    let lane = if numbered { 3 } else { 2 };
    let spec: &[(f32, ColumnKind)] = if numbered {
        &[
            (34.0, Text),
            (6.0, RowNumber),
            (15.0, Money("amount")),
            (30.0, Text),
            (6.0, RowNumber),
            (15.0, Money("amount")),
        ]
    } else {
        &[(34.0, Text), (15.0, Money("amount")), (32.0, Text), (15.0, Money("amount"))]
    };
    t.columns = columns(spec);
    t.rows.push(vec![label(words, "收入").span(1, lane), label(words, "支出").span(1, lane)]);
    let item = label(words, "项目");
    let mut head = Vec::new();
    for _ in 0..2 {
        head.push(item.clone());
        if numbered {
            head.push(Cell::new("行次").centered());
        }
        head.push(Cell::new("决算数").centered());
    }
    t.rows.push(head);
    t.header_rows = 2;
    if numbered {
        t.rows.push(header(&["栏次", "", "1", "栏次", "", "2"]));
        t.header_rows = 3;
    }
    let count = words.chance().between(18, CLASSES.len());
    let spent: Vec<i64> =
        (0..count).map(|_| if words.chance().in_hundred(45) { 0 } else { words.chance().money(5) }).collect();
    let total: i64 = spent.iter().sum();
    let carried = words.chance().money(3);
    let income = divided(words, total, INCOME.len(), 50);
    let mut line = 0;
    let mut row = |left: &str, a: Option<i64>, right: &str, b: Option<i64>, middle: bool| {
        line += 1;
        let name = |text: &str| if middle { Cell::new(text).centered() } else { Cell::new(text) };
        let money = |v: Option<i64>| v.map_or_else(|| Cell::new(""), |v| print.cell(v));
        let mut out = Vec::new();
        for (text, value, number) in [(left, a, line), (right, b, line + 31)] {
            out.push(name(text));
            if numbered {
                out.push(Cell::new(number.to_string()).centered());
            }
            out.push(money(value));
        }
        out
    };
    let mut rows = Vec::new();
    for i in 0..count {
        let left = INCOME.get(i).map_or(String::new(), |name| format!("{}、{name}", ordinal(i + 1)));
        let right = format!("{}、{}", ordinal(i + 1), CLASSES[i].1);
        rows.push(row(&left, income.get(i).copied(), &right, Some(spent[i]), false));
    }
    rows.push(row("本年收入合计", Some(total), "本年支出合计", Some(total), true));
    rows.push(row("使用非财政拨款结余", Some(0), "结余分配", Some(0), true));
    rows.push(row("年初结转和结余", Some(carried), "年末结转和结余", Some(carried), true));
    rows.push(row("总计", Some(total + carried), "总计", Some(total + carried), true));
    t.rows.extend(rows);
    t.notes.push("注：本表反映部门本年度的总收支和年末结转结余情况。".to_owned());
    t
}

fn by_economic(words: &mut Words, print: Print) -> Table {
    let mut t = headed(words, "一般公共预算财政拨款基本支出决算表", 6);
    t.columns = columns(&[
        (9.0, Code),
        (28.0, Text),
        (14.0, Money("amount")),
        (9.0, Code),
        (24.0, Text),
        (14.0, Money("amount")),
    ]);
    t.rows.push(vec![Cell::new("人员经费").centered().span(1, 3), Cell::new("公用经费").centered().span(1, 3)]);
    let code = words.chance().one_of(&["经济分类科目编码", "科目编码", "科目代码"]).to_owned();
    t.rows.push(header(&[&code, "科目名称", "金额", &code, "科目名称", "金额"]));
    t.header_rows = 2;
    let kept = words.chance().between(70, 100);
    let mut lane = |list| {
        summed(list, 1, |_| {
            words
                .chance()
                .in_hundred(kept)
                .then(|| vec![if words.chance().in_hundred(25) { 0 } else { words.chance().money(4) }])
        })
    };
    let (left, right) = (lane(STAFF), lane(RUNNING));
    let top = |rows: &[(&str, &str, Vec<i64>)]| rows.iter().filter(|r| r.0.len() == 3).map(|r| r.2[0]).sum::<i64>();
    for i in 0..left.len().max(right.len()) {
        let mut row = Vec::new();
        for lane in [&left, &right] {
            match lane.get(i) {
                Some((code, name, sum)) => {
                    let step = u8::from(code.len() > 3);
                    row.extend([Cell::new(*code), Cell::new(*name).indented(step), print.cell(sum[0])]);
                }
                None => row.extend([Cell::new(""), Cell::new(""), Cell::new("")]),
            }
        }
        t.rows.push(row);
    }
    t.rows.push(vec![
        Cell::new("人员经费合计").centered().span(1, 2),
        print.cell(top(&left)),
        Cell::new("公用经费合计").centered().span(1, 2),
        print.cell(top(&right)),
    ]);
    t.notes.push("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。".to_owned());
    t
}

fn by_budget(words: &mut Words, print: Print) -> Table {
    let mut t = headed(words, "财政拨款收入支出决算总表", 4);
    t.columns = columns(&[
        (26.0, Text),
        (12.0, Money("amount")),
        (26.0, Text),
        (12.0, Money("total")),
        (13.0, Money("general")),
        (13.0, Money("fund")),
        (13.0, Money("capital")),
    ]);
    t.rows.push(vec![label(words, "收入").span(1, 2), label(words, "支出").span(1, 5)]);
    let item = label(words, "项目");
    t.rows.push(vec![
        item.clone(),
        Cell::new("金额").centered(),
        item,
        Cell::new("合计").centered(),
        Cell::new("一般公共预算财政拨款").centered(),
        Cell::new("政府性基金预算财政拨款").centered(),
        Cell::new("国有资本经营预算财政拨款").centered(),
    ]);
    t.header_rows = 2;
    let count = words.chance().between(14, CLASSES.len());
    let mut sums = [0; 4];
    let mut body = Vec::new();
    for (i, (_, name)) in CLASSES.iter().take(count).enumerate() {
        let total = if words.chance().in_hundred(40) { 0 } else { words.chance().money(5) };
        let parts = divided(words, total, 3, 75);
        let figures = [total, parts[0], parts[1], parts[2]];
        sums = [0, 1, 2, 3].map(|k| sums[k] + figures[k]);
        body.push((format!("{}、{name}", ordinal(i + 1)), figures));
    }
    for (i, (name, figures)) in body.into_iter().enumerate() {
        let mut row = match INCOME.get(i).filter(|_| i < 3) {
            Some(income) => vec![Cell::new(format!("{}、{income}", ordinal(i + 1))), print.cell(sums[i + 1])],
            None => vec![Cell::new(""), Cell::new("")],
        };
        row.push(Cell::new(name));
        row.extend(figures.map(|v| print.cell(v)));
        t.rows.push(row);
    }
    let mut foot = vec![Cell::new("总计").centered(), print.cell(sums[0]), Cell::new("总计").centered()];
    foot.extend(sums.map(|v| print.cell(v)));
    t.rows.push(foot);
    t
}
