//! Forms: 项目支出绩效目标表 with its mid-term and annual halves, 项目支出绩效自评表, 部门整体支出绩效目标申报表.

use super::opening;
use crate::figures::{percent, plain};
use crate::model::{Cell, ColumnKind, Document, Table, columns, header};
use crate::table_bench::words::{Target, Words};
use gongkai_model::layout::SectionKind;

use ColumnKind::{Figure, Text};

/// A document of several such forms.
#[must_use]
pub fn document(words: &mut Words) -> Document {
    let mut d = Document::default();
    if words.chance().in_hundred(50) {
        d.title = Some(format!("{}{}年度绩效管理公开", words.agency, words.year));
        opening(&mut d, words, 1);
    }
    let kind = words.chance().below(3);
    for i in 0..words.chance().between(2, 4) {
        let project = words.project();
        if words.chance().in_hundred(60) {
            d.prose(SectionKind::Heading, 4, format!("{}.{project}", i + 1));
        }
        let table = match kind {
            0 => targets(words, &project),
            1 => self_evaluation(words, &project),
            _ => whole_agency(words),
        };
        d.table(table);
        if kind == 2 {
            break;
        }
    }
    opening(&mut d, words, 1);
    d
}

fn form(words: &Words, title: &str, widths: &[f32]) -> Table {
    let kinds: Vec<(f32, ColumnKind)> = widths.iter().map(|w| (*w, Text)).collect();
    Table {
        title: Some(title.to_owned()),
        year_line: Some(format!("（{}年度）", words.year)),
        columns: columns(&kinds),
        ..Table::default()
    }
}

fn mark(text: &str, rows: usize, cols: usize) -> Cell {
    Cell::new(text).centered().span(rows, cols)
}

fn wide(text: impl Into<String>, cols: usize) -> Cell {
    Cell::new(text).span(1, cols)
}

fn money(hundredths: i64) -> Cell {
    Cell::new(plain(hundredths, true)).right()
}

/// Runs of equal values: where each begins, and how long it is.
fn runs<'t>(targets: &'t [Target], key: impl Fn(&'t Target) -> &'t str) -> Vec<usize> {
    let mut out = vec![0; targets.len()];
    let mut begin = 0;
    for (i, target) in targets.iter().enumerate() {
        if i > 0 && key(&targets[i - 1]) != key(target) {
            begin = i;
        }
        out[begin] += 1;
    }
    out
}

/// 项目支出绩效目标表: the goals of the whole term beside those of the year.
fn targets(words: &mut Words, project: &str) -> Table {
    let mut t = form(words, "项目支出绩效目标表", &[5.0, 11.0, 11.0, 17.0, 12.0, 11.0, 17.0, 12.0]);
    t.rows.push(vec![mark("项目名称", 1, 2), wide(project, 6)]);
    let unit = words.unit();
    t.rows.push(vec![mark("主管部门", 1, 2), wide(words.agency.clone(), 2), mark("实施单位", 1, 2), wide(unit, 2)]);
    let term = format!("{}-{}年", words.year, words.year + 2);
    t.rows.push(vec![mark("项目属性", 1, 2), wide("持续性项目", 2), mark("项目期", 1, 2), wide(term, 2)]);
    let (total, own) = (words.chance().money(4), words.chance().money(2));
    for (i, (text, value)) in
        [("资金总额", total + own), ("其中：财政拨款", total), ("其他资金", own)].into_iter().enumerate()
    {
        let mut row = Vec::new();
        if i == 0 {
            row.push(mark("项目资金（万元）", 3, 2));
        }
        row.extend([wide(text, 2), money(3 * value).span(1, 1), wide(text, 2), money(value)]);
        t.rows.push(row);
    }
    t.rows.push(vec![mark("总体目标", 2, 1), mark("实施期目标", 1, 4), mark("年度目标", 1, 3)]);
    let sentences = words.chance().between(1, 3);
    let goals = [words.goal(sentences + 1), words.goal(sentences)];
    t.rows.push(vec![wide(goals[0].clone(), 4), wide(goals[1].clone(), 3)]);
    let about = words.chance().between(6, 16);
    let rows = words.targets(about);
    let mut head = vec![mark("绩效指标", rows.len() + 1, 1)];
    head.extend(header(&["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]));
    t.rows.push(head);
    let (first, second) = (runs(&rows, |r| r.level1), runs(&rows, |r| r.level2));
    for (i, target) in rows.iter().enumerate() {
        let mut row = Vec::new();
        if first[i] > 0 {
            row.push(mark(target.level1, first[i], 1));
        }
        for _ in 0..2 {
            if second[i] > 0 {
                row.push(mark(target.level2, second[i], 1));
            }
            row.extend([Cell::new(target.name.clone()), Cell::new(target.value.clone()).centered()]);
        }
        t.rows.push(row);
    }
    t
}

/// 项目支出绩效自评表: what was planned, what was done, the points.
fn self_evaluation(words: &mut Words, project: &str) -> Table {
    let mut t = form(words, "项目支出绩效自评表", &[5.0, 11.0, 12.0, 20.0, 14.0, 14.0, 8.0, 8.0, 20.0]);
    for column in t.columns.iter_mut().skip(6).take(2) {
        column.kind = Figure;
    }
    let unit = words.unit();
    t.rows.push(vec![mark("项目名称", 1, 2), wide(project, 7)]);
    t.rows.push(vec![mark("主管部门", 1, 2), wide(words.agency.clone(), 2), mark("实施单位", 1, 2), wide(unit, 3)]);
    let mut funds = vec![mark("项目资金（万元）", 4, 2), Cell::new("")];
    funds.extend(header(&["年初预算数", "全年预算数", "全年执行数", "分值", "得分", "执行率"]));
    t.rows.push(funds);
    let plan = words.chance().money(4);
    let fact = plan - i64::try_from(words.chance().below(usize::try_from(plan).unwrap_or(1))).unwrap_or(0) / 4;
    for (i, text) in ["年度资金总额", "其中：当年财政拨款", "上年结转资金"].into_iter().enumerate()
    {
        let (plan, fact) = if i < 2 { (plan, fact) } else { (0, 0) };
        let mut row = vec![Cell::new(text), money(plan), money(plan), money(fact)];
        let rate = format!("{}%", percent(fact, plan));
        row.extend(header(if i == 0 { &["10", "9.60", "%"] } else { &["—", "—", "%"] }));
        if let Some(last) = row.last_mut() {
            *last = Cell::new(rate).centered();
        }
        t.rows.push(row);
    }
    t.rows.push(vec![mark("年度总体目标", 2, 1), mark("预期目标", 1, 4), mark("实际完成情况", 1, 4)]);
    let sentences = words.chance().between(1, 3);
    let goals = [words.goal(sentences), words.goal(sentences)];
    t.rows.push(vec![wide(goals[0].clone(), 4), wide(goals[1].clone(), 4)]);
    let about = words.chance().between(7, 18);
    let rows = words.targets(about);
    let mut head = vec![mark("绩效指标", rows.len() + 1, 1)];
    let texts =
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"];
    head.extend(header(&texts));
    t.rows.push(head);
    let (first, second) = (runs(&rows, |r| r.level1), runs(&rows, |r| r.level2));
    let points = 90 / rows.len().max(1);
    for (i, target) in rows.iter().enumerate() {
        let mut row = Vec::new();
        if first[i] > 0 {
            row.push(mark(target.level1, first[i], 1));
        }
        if second[i] > 0 {
            row.push(mark(target.level2, second[i], 1));
        }
        let actual = if words.chance().in_hundred(70) { target.value.clone() } else { "基本完成".to_owned() };
        row.extend([
            Cell::new(target.name.clone()),
            Cell::new(target.value.clone()).centered(),
            Cell::new(actual).centered(),
            Cell::new(points.to_string()).centered(),
            Cell::new(points.to_string()).centered(),
            Cell::new(words.reason()),
        ]);
        t.rows.push(row);
    }
    let reached = 10 + points * rows.len();
    t.rows.push(vec![
        mark("总分", 1, 6),
        Cell::new(reached.to_string()).centered(),
        Cell::new(plain(i64::try_from(reached).unwrap_or(0) * 100 - 40, false)).centered(),
        Cell::new(""),
    ]);
    t
}

/// 部门整体支出绩效目标申报表: tasks with their money, then indicators.
fn whole_agency(words: &mut Words) -> Table {
    let mut t = form(words, "部门整体支出绩效目标申报表", &[6.0, 14.0, 16.0, 22.0, 12.0, 12.0, 12.0]);
    t.rows.push(vec![mark("部门名称", 1, 2), wide(words.agency.clone(), 5)]);
    let tasks: Vec<(String, String)> =
        (0..words.chance().between(2, 6)).map(|_| (words.project(), words.content(1))).collect();
    t.rows.push(vec![
        mark("年度主要任务", tasks.len() + 3, 1),
        mark("任务名称", 2, 1),
        mark("主要内容", 2, 2),
        mark("预算金额（万元）", 1, 3),
    ]);
    t.rows.push(header(&["总额", "财政拨款", "其他资金"]));
    let mut sums = [0; 3];
    for (name, content) in tasks {
        let (own, rest) = (words.chance().money(3), words.chance().money(2));
        let figures = [own + rest, own, rest];
        sums = [0, 1, 2].map(|k| sums[k] + figures[k]);
        let mut row = vec![Cell::new(name), wide(content, 2)];
        row.extend(figures.map(money));
        t.rows.push(row);
    }
    let mut total = vec![mark("金额合计", 1, 3)];
    total.extend(sums.map(money));
    t.rows.push(total);
    let sentences = words.chance().between(2, 4);
    t.rows.push(vec![mark("年度总体目标", 1, 1), wide(words.goal(sentences), 6)]);
    let about = words.chance().between(8, 20);
    let rows = words.targets(about);
    t.rows.push(vec![
        mark("年度绩效指标", rows.len() + 1, 1),
        mark("一级指标", 1, 1),
        mark("二级指标", 1, 1),
        mark("三级指标", 1, 2),
        mark("指标值", 1, 2),
    ]);
    let (first, second) = (runs(&rows, |r| r.level1), runs(&rows, |r| r.level2));
    for (i, target) in rows.iter().enumerate() {
        let mut row = Vec::new();
        if first[i] > 0 {
            row.push(mark(target.level1, first[i], 1));
        }
        if second[i] > 0 {
            row.push(mark(target.level2, second[i], 1));
        }
        row.extend([wide(target.name.clone(), 2), wide(target.value.clone(), 2).centered()]);
        t.rows.push(row);
    }
    t
}
