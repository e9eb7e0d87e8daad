//! 项目支出绩效目标表 as a matrix: a row per project, goals and indicators in long cells.

use super::{any_print, divided, headed, label, opening};
use crate::figures::Print;
use crate::model::{Cell, ColumnKind, Document, Table, columns, header};
use crate::table_bench::words::{Target, Words};

use ColumnKind::{Money, Text};

/// A document of one or two such tables.
#[must_use]
pub fn document(words: &mut Words) -> Document {
    let mut d = Document::default();
    if words.chance().in_hundred(50) {
        d.title = Some(format!("{}{}年项目支出绩效目标公开", words.agency, words.year));
        opening(&mut d, words, 1);
    }
    let print = any_print(words);
    for _ in 0..words.chance().between(1, 2) {
        let table = projects(words, print);
        d.table(table);
    }
    opening(&mut d, words, 1);
    d
}

fn projects(words: &mut Words, print: Print) -> Table {
    let mut t = headed(words, "项目支出绩效目标表（含转移支付项目）", 12);
    let with_content = words.chance().in_hundred(50);
    let coded = words.chance().in_hundred(50);
    let apart = words.chance().in_hundred(20);
    let mut spec = vec![(14.0, Text)];
    let mut head = vec!["项目名称（资金使用单位）"];
    if with_content {
        spec.push((18.0, Text));
        head.push("项目内容");
    }
    for (key, text) in [("total", "总计"), ("fiscal", "财政拨款"), ("special", "财政专户拨款"), ("other", "其他资金")]
    {
        spec.push((9.0, Money(key)));
        head.push(text);
    }
    spec.extend([(22.0, Text), (32.0, Text)]);
    head.extend(["绩效目标", "绩效指标"]);
    t.columns = columns(&spec);
    t.rows.push(header(&head));
    t.header_rows = 1;
    let mut sums = [0; 4];
    let mut body = Vec::new();
    for _ in 0..words.chance().between(4, 11) {
        let total = words.chance().money(4);
        let parts = divided(words, total, 3, 80);
        let figures = [total, parts[0], parts[1], parts[2]];
        sums = [0, 1, 2, 3].map(|k| sums[k] + figures[k]);
        let mut row = vec![Cell::new(words.project())];
        if with_content {
            let clauses = words.chance().between(1, 3);
            row.push(Cell::new(words.content(clauses)));
        }
        row.extend(figures.map(|v| print.cell(v)));
        let sentences = words.chance().between(1, 3);
        row.push(Cell::new(words.goal(sentences)));
        let about = words.chance().between(3, 10);
        let targets = words.targets(about);
        row.push(Cell::new(indicators(&targets, coded, if apart { "\n" } else { "" })));
        body.push(row);
    }
    for name in ["合计".to_owned(), format!("{}（本级）", words.agency)] {
        let mut row = vec![if name == "合计" { label(words, &name) } else { Cell::new(name) }];
        if with_content {
            row.push(Cell::new(""));
        }
        row.extend(sums.map(|v| print.cell(v)));
        row.extend([Cell::new(""), Cell::new("")]);
        t.rows.push(row);
    }
    t.rows.extend(body);
    t
}

fn indicators(targets: &[Target], coded: bool, between: &str) -> String {
    let many = targets.len() > 1;
    let items = targets.iter().enumerate().map(|(i, target)| {
        let number = if many { format!("{}、", i + 1) } else { String::new() };
        let Target { level1, level2, name, value } = target;
        if coded {
            let one = match *level1 {
                "产出指标" => 1,
                "效益指标" => 2,
                _ => 3,
            };
            format!("{number}{one}-{level1}；{one}1-{level2}；{name}；实施周期指标值：{value}；年度指标值：{value}。")
        } else {
            format!("{number}{level1}：{name}，年度指标值：{value}。")
        }
    });
    items.collect::<Vec<_>>().join(between)
}
