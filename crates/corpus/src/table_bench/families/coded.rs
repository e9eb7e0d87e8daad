//! Tables by functional code: the code in one cell or in three, names with their indentation, 合计 first or last.

use super::budget_codes::{FUNCTIONAL, summed};
use super::{any_print, column_numbers, divided, headed, label, opening};
use crate::figures::Print;
use crate::model::{Cell, ColumnKind, Document, Table, columns};
use crate::table_bench::words::Words;

use ColumnKind::{Code, Money, Text};

/// Forms: title, number, columns of figures.
const FORMS: &[(&str, usize, &[&str])] = &[
    (
        "收入决算表",
        2,
        &["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
    ),
    ("支出决算表", 3, &["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]),
    ("一般公共预算财政拨款支出决算表", 5, &["本年支出合计", "基本支出", "项目支出"]),
];

/// A document of two such tables.
#[must_use]
pub fn document(words: &mut Words) -> Document {
    let title = format!("{}{}年度决算公开", words.agency, words.year);
    let mut d = Document { title: Some(title), ..Document::default() };
    let before = words.chance().below(2);
    opening(&mut d, words, before);
    let print = any_print(words);
    let first = words.chance().below(FORMS.len());
    let staircase = words.chance().in_hundred(35);
    for form in [first, first + 1] {
        let table = by_code(words, print, FORMS[form % FORMS.len()], staircase);
        d.table(table);
    }
    opening(&mut d, words, 1);
    d
}

fn by_code(
    words: &mut Words,
    print: Print,
    (title, number, measures): (&str, usize, &[&str]),
    staircase: bool,
) -> Table {
    let mut t = headed(words, title, number);
    let codes = if staircase { 3 } else { 1 };
    let mut spec: Vec<(f32, ColumnKind)> =
        if staircase { vec![(5.0, Code), (4.0, Code), (4.0, Code)] } else { vec![(11.0, Code)] };
    spec.push((30.0, Text));
    spec.extend(measures.iter().map(|_| (12.0, Money("amount"))));
    t.columns = columns(&spec);
    let mut top = vec![label(words, "项目").span(1, codes + 1)];
    top.extend(measures.iter().map(|m| Cell::new(*m).centered().span(2, 1)));
    t.rows.push(top);
    let code = words.chance().one_of(&["功能分类科目编码", "科目编码"]).to_owned();
    t.rows.push(vec![Cell::new(code).centered().span(1, codes), Cell::new("科目名称").centered()]);
    t.header_rows = 2;
    if staircase {
        // 类, 款 and 项 stand over the three columns of the code.
        t.rows[0] = vec![label(words, "项目").span(1, 4)];
        t.rows[0].extend(measures.iter().map(|m| Cell::new(*m).centered().span(3, 1)));
        t.rows[1] = vec![Cell::new("科目编码").centered().span(1, 3), Cell::new("科目名称").centered().span(2, 1)];
        t.rows.push(["类", "款", "项"].map(|k| Cell::new(k).centered()).to_vec());
        t.header_rows = 3;
    }
    if words.chance().in_hundred(60) {
        t.rows.push(column_numbers(codes + 1, measures.len()));
        t.header_rows += 1;
    }
    let kept = words.chance().between(45, 95);
    let rows = summed(FUNCTIONAL, measures.len(), |_| {
        words.chance().in_hundred(kept).then(|| {
            let total = words.chance().money(5);
            let mut parts = divided(words, total, measures.len() - 1, 65);
            parts.insert(0, total);
            parts
        })
    });
    let mut sum = vec![0; measures.len()];
    for (_, _, values) in rows.iter().filter(|r| r.0.len() == 3) {
        sum = sum.iter().zip(values).map(|(a, b)| a + b).collect();
    }
    let mut total = vec![label(words, "合计").span(1, codes + 1)];
    total.extend(sum.iter().map(|v| print.cell(*v)));
    let last = words.chance().in_hundred(30);
    if !last {
        t.rows.push(total.clone());
    }
    let indented = words.chance().in_hundred(60);
    for (code, name, values) in rows {
        let level = (code.len() - 3) / 2;
        let mut row = if staircase {
            let part = |range: std::ops::Range<usize>| Cell::new(code.get(range).unwrap_or_default()).centered();
            vec![part(0..3), part(3..5), part(5..7)]
        } else {
            vec![Cell::new(code)]
        };
        let step = if indented { u8::try_from(level).unwrap_or(0) } else { 0 };
        row.push(Cell::new(name).indented(step));
        row.extend(values.iter().map(|v| print.cell(*v)));
        t.rows.push(row);
    }
    if last {
        t.rows.push(total);
    }
    t.notes.push(format!("注：本表反映部门本年度{}情况。", title.trim_end_matches("决算表")));
    t
}
