//! Reports: numbered prose with small tables between, two of them sometimes on one page.

use super::{any_print, divided, label, opening};
use crate::families::codes::ordinal;
use crate::figures::{Print, percent, plain};
use crate::model::{Cell, ColumnKind, Document, Table, columns, header};
use crate::table_bench::words::Words;
use gongkai_model::layout::SectionKind;

use ColumnKind::{Figure, Money, Text};

/// A report.
#[must_use]
pub fn document(words: &mut Words) -> Document {
    let title = format!("{}{}年度部门整体支出绩效评价报告", words.agency, words.year);
    let mut d = Document { title: Some(title), ..Document::default() };
    let print = any_print(words);
    for i in 0..words.chance().between(4, 7) {
        let heading = words.chance().one_of(&[
            "部门基本情况",
            "预算执行情况",
            "绩效目标完成情况",
            "存在的主要问题",
            "下一步改进措施",
        ]);
        d.prose(SectionKind::Heading, 2, format!("{}、{heading}", ordinal(i + 1)));
        let before = words.chance().between(1, 2);
        opening(&mut d, words, before);
        if words.chance().in_hundred(30) {
            for k in 1..=3 {
                let text = format!("{k}.{}", words.content(1));
                d.prose(SectionKind::ListItem, 0, text);
            }
        }
        for _ in 0..words.chance().between(0, 2) {
            let table = small(words, print);
            d.table(table);
        }
        if words.chance().in_hundred(60) {
            opening(&mut d, words, 1);
        }
    }
    d
}

fn small(words: &mut Words, print: Print) -> Table {
    match words.chance().below(4) {
        0 => funds(words, print),
        1 => staff(words),
        2 => results(words),
        _ => procurement(words, print),
    }
}

fn titled(words: &mut Words, title: &str, unit: Option<&str>) -> Table {
    let number = words.chance().between(1, 9);
    let title = if words.chance().in_hundred(50) { format!("表{number} {title}") } else { title.to_owned() };
    Table { title: Some(title), unit: unit.map(str::to_owned), header_rows: 1, ..Table::default() }
}

fn funds(words: &mut Words, print: Print) -> Table {
    let mut t = titled(words, "项目资金使用情况表", Some("万元"));
    t.columns = columns(&[
        (6.0, Figure),
        (36.0, Text),
        (15.0, Money("budget")),
        (15.0, Money("adjusted")),
        (15.0, Money("spent")),
        (12.0, Figure),
    ]);
    t.rows.push(header(&["序号", "项目名称", "年初预算", "调整预算", "支出数", "支出率"]));
    let mut sums = [0; 3];
    for i in 0..words.chance().between(3, 9) {
        let budget = words.chance().money(4);
        let spent = divided(words, budget, 2, 30)[0];
        let figures = [budget, budget, spent];
        sums = [0, 1, 2].map(|k| sums[k] + figures[k]);
        let mut row = vec![Cell::new((i + 1).to_string()).centered(), Cell::new(words.project())];
        row.extend(figures.map(|v| print.cell(v)));
        row.push(Cell::new(format!("{}%", percent(spent, budget))).right());
        t.rows.push(row);
    }
    let mut total = vec![label(words, "合计").span(1, 2)];
    total.extend(sums.map(|v| print.cell(v)));
    total.push(Cell::new(format!("{}%", percent(sums[2], sums[1]))).right());
    t.rows.push(total);
    t
}

fn staff(words: &mut Words) -> Table {
    let mut t = titled(words, "人员编制情况表", None);
    t.columns = columns(&[(40.0, Text), (15.0, Text), (15.0, Figure), (15.0, Figure), (15.0, Figure)]);
    t.rows.push(vec![
        Cell::new("单位名称").centered().span(2, 1),
        Cell::new("单位性质").centered().span(2, 1),
        Cell::new("编制人数").centered().span(2, 1),
        Cell::new("实有人数").centered().span(1, 2),
    ]);
    t.rows.push(header(&["在职人员", "离退休人员"]));
    t.header_rows = 2;
    for _ in 0..words.chance().between(2, 6) {
        let unit = words.unit();
        let nature = words.chance().one_of(&["行政单位", "参公事业单位", "公益一类", "公益二类"]).to_owned();
        let mut row = vec![Cell::new(unit), Cell::new(nature).centered()];
        row.extend((0..3).map(|_| Cell::new(words.chance().between(3, 260).to_string()).right()));
        t.rows.push(row);
    }
    t
}

fn results(words: &mut Words) -> Table {
    let mut t = titled(words, "绩效指标完成情况表", None);
    t.columns = columns(&[(14.0, Text), (18.0, Text), (34.0, Text), (16.0, Text), (16.0, Text), (9.0, Figure)]);
    t.rows.push(header(&["一级指标", "二级指标", "三级指标", "指标值", "完成值", "得分"]));
    let about = words.chance().between(4, 9);
    for target in words.targets(about) {
        let points = plain(i64::try_from(words.chance().between(300, 1000)).unwrap_or(0), false);
        t.rows.push(vec![
            Cell::new(target.level1),
            Cell::new(target.level2),
            Cell::new(target.name),
            Cell::new(target.value.clone()).centered(),
            Cell::new(target.value).centered(),
            Cell::new(points).right(),
        ]);
    }
    t
}

fn procurement(words: &mut Words, print: Print) -> Table {
    let mut t = titled(words, "政府采购支出情况表", Some("万元"));
    t.columns = columns(&[(30.0, Text), (18.0, Money("a")), (18.0, Money("b")), (34.0, Text)]);
    t.rows.push(header(&["采购类别", "预算金额", "采购金额", "备注"]));
    let mut sums = [0; 2];
    for kind in ["货物", "工程", "服务"] {
        let budget = words.chance().money(4);
        let figures = [budget, divided(words, budget, 2, 40)[0]];
        sums = [0, 1].map(|k| sums[k] + figures[k]);
        let remark = if words.chance().in_hundred(50) { words.content(1) } else { String::new() };
        let mut row = vec![Cell::new(kind)];
        row.extend(figures.map(|v| print.cell(v)));
        row.push(Cell::new(remark));
        t.rows.push(row);
    }
    let mut total = vec![label(words, "合计")];
    total.extend(sums.map(|v| print.cell(v)));
    total.push(Cell::new(""));
    t.rows.push(total);
    t
}
