//! Tables under a header of three levels: “三公”经费 by unit, projects by source of money.

use super::{any_print, column_numbers, divided, headed, label, opening};
use crate::figures::Print;
use crate::model::{Cell, ColumnKind, Document, Table, columns, header};
use crate::table_bench::words::Words;

use ColumnKind::{Money, Text};

/// A document of two such tables.
#[must_use]
pub fn document(words: &mut Words) -> Document {
    let title = format!("{}{}年部门预算公开", words.agency, words.year);
    let mut d = Document { title: Some(title), ..Document::default() };
    let before = words.chance().below(2);
    opening(&mut d, words, before);
    let print = any_print(words);
    d.table(three_public(words, print));
    d.table(by_source(words, print));
    if words.chance().in_hundred(40) {
        d.table(purchases(words, print));
    }
    opening(&mut d, words, 1);
    d
}

fn name(text: impl Into<String>) -> Cell {
    Cell::new(text)
}

fn head(text: &str, rows: usize, cols: usize) -> Cell {
    Cell::new(text).centered().span(rows, cols)
}

fn three_public(words: &mut Words, print: Print) -> Table {
    let mut t = headed(words, "财政拨款“三公”经费支出决算表", 7);
    let mut spec = vec![(22.0, Text)];
    spec.extend((0..12).map(|_| (9.0, Money("amount"))));
    t.columns = columns(&spec);
    t.rows.push(vec![head("单位名称", 3, 1), head("预算数", 1, 6), head("决算数", 1, 6)]);
    let mut second = Vec::new();
    let mut third = Vec::new();
    for _ in 0..2 {
        second.extend([
            head("合计", 2, 1),
            head("因公出国（境）费", 2, 1),
            head("公务用车购置及运行费", 1, 3),
            head("公务接待费", 2, 1),
        ]);
        third.extend([head("小计", 1, 1), head("公务用车购置费", 1, 1), head("公务用车运行费", 1, 1)]);
    }
    t.rows.extend([second, third]);
    t.header_rows = 3;
    if words.chance().in_hundred(60) {
        t.rows.push(column_numbers(1, 12));
        t.header_rows = 4;
    }
    let units = words.chance().between(3, 26);
    let mut sums = [0; 12];
    let mut body = Vec::new();
    for _ in 0..units {
        let mut figures = Vec::new();
        for _ in 0..2 {
            let total = words.chance().money(2);
            let parts = divided(words, total, 4, 40);
            let cars = parts[1] + parts[2];
            figures.extend([total, parts[0], cars, parts[1], parts[2], parts[3]]);
        }
        for (sum, value) in sums.iter_mut().zip(&figures) {
            *sum += value;
        }
        body.push((words.unit(), figures));
    }
    let mut total = vec![label(words, "合计")];
    total.extend(sums.map(|v| print.cell(v)));
    t.rows.push(total);
    for (unit, figures) in body {
        let mut row = vec![name(unit)];
        row.extend(figures.iter().map(|v| print.cell(*v)));
        t.rows.push(row);
    }
    t.notes.push("注：本表反映部门本年度财政拨款“三公”经费支出预决算情况。".to_owned());
    t
}

fn by_source(words: &mut Words, print: Print) -> Table {
    let mut t = headed(words, "项目支出预算表", 10);
    t.columns = columns(&[
        (26.0, Text),
        (16.0, Text),
        (11.0, Money("total")),
        (11.0, Money("a")),
        (11.0, Money("b")),
        (11.0, Money("c")),
        (11.0, Money("d")),
        (11.0, Money("e")),
        (11.0, Money("f")),
    ]);
    t.rows.push(vec![head("项目名称", 3, 1), head("项目单位", 3, 1), head("资金来源", 1, 7)]);
    t.rows.push(vec![
        head("总计", 2, 1),
        head("财政拨款", 1, 4),
        head("财政专户管理资金", 2, 1),
        head("单位资金", 2, 1),
    ]);
    t.rows.push(header(&["小计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]));
    t.header_rows = 3;
    let mut sums = [0; 7];
    let mut body = Vec::new();
    for _ in 0..words.chance().between(6, 30) {
        let total = words.chance().money(4);
        let parts = divided(words, total, 5, 60);
        let figures = [total, parts[0] + parts[1] + parts[2], parts[0], parts[1], parts[2], parts[3], parts[4]];
        sums = [0, 1, 2, 3, 4, 5, 6].map(|k| sums[k] + figures[k]);
        body.push((words.project(), words.unit(), figures));
    }
    let mut total = vec![label(words, "合计"), Cell::new("")];
    total.extend(sums.map(|v| print.cell(v)));
    t.rows.push(total);
    for (project, unit, figures) in body {
        let mut row = vec![name(project), name(unit)];
        row.extend(figures.map(|v| print.cell(v)));
        t.rows.push(row);
    }
    t
}

fn purchases(words: &mut Words, print: Print) -> Table {
    let mut t = headed(words, "政府采购预算表", 11);
    t.columns = columns(&[
        (30.0, Text),
        (12.0, Money("total")),
        (12.0, Money("a")),
        (12.0, Money("b")),
        (12.0, Money("c")),
        (12.0, Money("d")),
    ]);
    t.rows.push(vec![head("采购项目", 3, 1), head("采购金额", 1, 5)]);
    t.rows.push(vec![head("合计", 2, 1), head("货物", 2, 1), head("工程", 2, 1), head("服务", 1, 2)]);
    t.rows.push(header(&["其中：信息系统", "其他服务"]));
    t.header_rows = 3;
    let mut sums = [0; 5];
    let mut body = Vec::new();
    for _ in 0..words.chance().between(2, 9) {
        let total = words.chance().money(3);
        let parts = divided(words, total, 4, 60);
        let figures = [total, parts[0], parts[1], parts[2], parts[3]];
        sums = [0, 1, 2, 3, 4].map(|k| sums[k] + figures[k]);
        body.push((words.project(), figures));
    }
    for (project, figures) in body {
        let mut row = vec![name(project)];
        row.extend(figures.map(|v| print.cell(v)));
        t.rows.push(row);
    }
    let mut total = vec![label(words, "合计")];
    total.extend(sums.map(|v| print.cell(v)));
    t.rows.push(total);
    t
}
