//! Tables of dumps whose cells are not divided: every printed line of a cell is a line of text, cell after cell.
//!
//! Two kinds have enough marks to be read without guessing: the matrix of project targets (项目支出绩效目标表), whose
//! rows are an indented name, content, amounts, goal and numbered indicators; and small tables of figures, whose rows
//! end with as many numbers as the header has columns of figures.

use super::blocks::{Place, without_unit};
use super::running::running_table;
use super::wrapped::{LEAST_LINES, MOST_LINES, wrapped_table};
use super::{Item, Piece};
use gongkai_model::record::CellState;
use gongkai_model::{Issue, Severity};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, fold_text, is_cjk};
use gongkai_normalize::join::push_joined;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::find_unit_line;

/// Columns of the matrix, in printed order: what its header must hold, and the header as written.
const MATRIX: [(&str, &str); 8] = [
    ("项目名称", "项目名称（资金使用单位）"),
    ("项目内容", "项目内容"),
    ("总计", "总计"),
    ("财政拨款", "财政拨款"),
    ("财政专户拨款", "财政专户拨款"),
    ("其他资金", "其他资金"),
    ("绩效目标", "绩效目标"),
    ("绩效指标", "绩效指标"),
];

/// Most lines of a header.
const MAX_HEADER_LINES: usize = 14;

/// Reads tables whose cells are not divided.
pub(super) fn flowing_tables(lines: &[Place<'_>], used: &mut [Vec<bool>], issues: &mut Vec<Issue>) -> Vec<Piece> {
    let mut tables = Vec::new();
    if let Some(table) = matrix(lines, used) {
        issues.push(flowing_issue(&table));
        tables.push(table);
        return tables;
    }
    let (mut at, mut floor, mut left) = (0, 0, MOST_LINES);
    while at < lines.len() {
        let found = figures(lines, at).or_else(|| wrapped_table(lines, at, &mut left));
        match found.or_else(|| running_table(lines, at, floor, issues)) {
            Some((table, from, to)) => {
                mark(lines.get(from..to).unwrap_or_default(), used);
                issues.push(flowing_issue(&table));
                tables.push(table);
                at = to.max(at + 1);
                floor = at;
            }
            None => at += 1,
        }
    }
    if left < LEAST_LINES {
        let detail = "too many tables of undivided cells: not all were read";
        issues.push(Issue::new("flowing_tables_left", Severity::Warn, String::new(), detail));
    }
    tables
}

fn flowing_issue(table: &Piece) -> Issue {
    let line = table.rows.first().and_then(|row| row.first()).map_or(0, |cell| cell.line);
    let detail = "cells without separators, told apart by content; amounts stand in printed order";
    Issue::new("flowing_table", Severity::Warn, format!("line {line}"), detail)
}

fn mark(lines: &[Place<'_>], used: &mut [Vec<bool>]) {
    for place in lines {
        if let Some(flag) = used.get_mut(place.page).and_then(|page| page.get_mut(place.index)) {
            *flag = true;
        }
    }
}

/// The matrix of project targets, which fills the document.
fn matrix(lines: &[Place<'_>], used: &mut [Vec<bool>]) -> Option<Piece> {
    let title = lines.iter().position(|l| comparison_key(&l.line.text).contains("绩效目标表"))?;
    let total = lines.iter().position(|l| {
        let (head, amounts) = split_amounts(&l.dump.text);
        !amounts.is_empty() && matches!(comparison_key(head).as_str(), "合计" | "总计")
    })?;
    let header_lines = lines.get(title + 1..total).filter(|l| l.len() <= MAX_HEADER_LINES)?;
    let mut piece = Piece { flowing: true, header_rows: 1, ..Piece::default() };
    piece.title = lines.get(title).map(|l| l.line.text.clone());
    let mut header_key = String::new();
    for place in header_lines {
        let text = &place.line.text;
        if comparison_key(text).starts_with("单位名称") {
            piece.organisation = Some(without_unit(text).to_owned());
        }
        match find_unit_line(text) {
            Some(unit) => piece.unit = Some(unit.label().to_owned()),
            None => header_key.push_str(&comparison_key(text)),
        }
    }
    let columns: Vec<&str> = MATRIX
        .iter()
        .filter(|(key, _)| header_key.contains(key) || header_key.contains(&key.replace("财政专户拨款", "专户拨款")))
        .map(|(_, name)| *name)
        .collect();
    if !["总计", "绩效目标", "绩效指标"].iter().all(|c| columns.contains(c)) || columns.first() != Some(&MATRIX[0].1)
    {
        return None;
    }
    let line = header_lines.last().map_or(0, |l| l.dump.number);
    piece.rows.push(columns.iter().map(|c| Item { text: (*c).to_owned(), line }).collect());
    let mut reader = MatrixReader {
        columns: &columns,
        rows: Vec::new(),
        stage: Stage::Name,
        name_is_full: false,
        is_project: false,
    };
    let body = lines.get(total..).unwrap_or_default();
    let name_width = body.iter().filter(|l| l.dump.indented).map(|l| width(l.dump.text.trim())).fold(0.0, f32::max);
    // Every page begins with the header, and some with the title and the unit line above it.
    let keys = |lines: &[Place<'_>]| lines.iter().map(|l| comparison_key(&l.line.text)).collect::<Vec<_>>();
    let above = keys(lines.get(title..total).unwrap_or_default());
    let from_header = lines.get(title + 1..total).unwrap_or_default();
    let from_header = from_header.iter().position(|l| !is_above_header(&l.line.text)).unwrap_or(0) + 1;
    let repeats = [above.as_slice(), above.get(from_header..).unwrap_or_default()];
    let mut at = 0;
    while let Some(place) = body.get(at) {
        let again = repeats
            .iter()
            .find(|head| head.len() > 1 && body.get(at..at + head.len()).is_some_and(|lines| keys(lines) == **head));
        match again {
            Some(head) => at += head.len(),
            None => {
                reader.read(place, name_width);
                at += 1;
            }
        }
    }
    if reader.rows.len() < 2 {
        return None;
    }
    piece.rows.append(&mut reader.rows);
    mark(lines.get(title..).unwrap_or_default(), used);
    Some(piece)
}

/// 单位名称：… and the unit line, between the title and the header.
fn is_above_header(text: &str) -> bool {
    find_unit_line(text).is_some() || comparison_key(text).starts_with("单位名称")
}

/// Which cell of a row the next line goes on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Name,
    Content,
    Goal,
    Indicators,
}

struct MatrixReader<'a> {
    columns: &'a [&'a str],
    rows: Vec<Vec<Item>>,
    stage: Stage,
    /// The last line of the name reached the edge of its column.
    name_is_full: bool,
    /// The row is of a project, whose name is indented.
    is_project: bool,
}

impl MatrixReader<'_> {
    fn read(&mut self, place: &Place<'_>, name_width: f32) {
        let line = place.dump.number;
        let raw = fold_text(&place.dump.text);
        let raw = raw.trim();
        let (head, amounts) = split_amounts(raw);
        if place.dump.indented || self.rows.is_empty() {
            self.open(line);
            self.is_project = place.dump.indented;
        } else if self.stage == Stage::Goal && !self.is_project && is_unit_or_total(self.rows.last()) {
            // Below the total and the unit stand only rows.
            self.open(line);
        }
        if self.stage == Stage::Name && amounts.is_empty() {
            let first = self.cell(MATRIX[0].1).is_none_or(|cell| cell.text.is_empty());
            if first || (self.name_is_full && width(raw) <= name_width + 1.6) || name_width == 0.0 {
                self.name_is_full = width(raw) >= if first { name_width - 0.6 } else { name_width - 0.1 };
                self.push(MATRIX[0].1, raw, line);
                return;
            }
            self.stage = Stage::Content;
        }
        if !amounts.is_empty() && matches!(self.stage, Stage::Name | Stage::Content) {
            let unnamed = self.cell(MATRIX[0].1).is_none_or(|cell| cell.text.is_empty());
            let in_name = unnamed || (self.name_is_full && width(head) <= name_width + 1.6);
            let field = if self.stage == Stage::Name && in_name { MATRIX[0].1 } else { MATRIX[1].1 };
            self.push(field, head, line);
            self.push_amounts(&amounts, line);
            self.stage = Stage::Goal;
            return;
        }
        match self.stage {
            Stage::Content | Stage::Name => self.push(MATRIX[1].1, raw, line),
            Stage::Goal => match indicator_start(raw) {
                Some(at) => {
                    let (goal, indicator) = raw.split_at_checked(at).unwrap_or((raw, ""));
                    self.push(MATRIX[6].1, goal, line);
                    self.push(MATRIX[7].1, indicator, line);
                    self.stage = Stage::Indicators;
                }
                None => self.push(MATRIX[6].1, raw, line),
            },
            Stage::Indicators => self.push(MATRIX[7].1, raw, line),
        }
    }

    fn open(&mut self, line: u32) {
        self.rows.push(self.columns.iter().map(|_| Item { text: String::new(), line }).collect());
        self.stage = Stage::Name;
        self.name_is_full = false;
    }

    fn cell(&mut self, field: &str) -> Option<&mut Item> {
        let col = self.columns.iter().position(|c| *c == field)?;
        self.rows.last_mut()?.get_mut(col)
    }

    /// Adds to a cell, which stands on the line where it begins.
    fn push(&mut self, field: &str, text: &str, line: u32) {
        let text = tidy_blanks(text);
        if let Some(cell) = self.cell(field).filter(|_| !text.is_empty()) {
            if cell.text.is_empty() {
                cell.line = line;
            }
            push_joined(&mut cell.text, &text);
        }
    }

    fn push_amounts(&mut self, amounts: &[&str], line: u32) {
        let first = self.columns.iter().position(|c| *c == MATRIX[2].1).unwrap_or(0);
        for (offset, amount) in amounts.iter().take(4).enumerate() {
            if let Some(cell) = self.rows.last_mut().and_then(|row| row.get_mut(first + offset)) {
                *cell = Item { text: (*amount).to_owned(), line };
            }
        }
    }
}

/// Whether a row has amounts and neither content nor goal: a total, or the unit that spends the money.
fn is_unit_or_total(row: Option<&Vec<Item>>) -> bool {
    row.is_some_and(|row| row.iter().filter(|c| !c.text.is_empty() && !is_amount(&c.text)).count() <= 1)
}

/// Where the first indicator begins in a line: `1、产出指标：…`, `产出指标：…`.
fn indicator_start(text: &str) -> Option<usize> {
    let class = ["产出指标", "效益指标", "满意度指标", "成本指标"].iter().filter_map(|c| text.find(c)).min()?;
    let before = text.get(..class)?;
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let marked = before.strip_suffix('、').map(|b| b.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let at = marked.unwrap_or(number.len());
    let starts = at == 0 || text.get(..at).is_some_and(|b| b.ends_with(['。', ' ', '；', '.']));
    starts.then_some(at)
}

fn is_amount(text: &str) -> bool {
    matches!(parse_cell(text).state, CellState::Number | CellState::Zero)
        && text.starts_with(|c: char| c.is_ascii_digit())
}

/// A line to its words and the amounts at its end. An amount has a point, or is one of several.
fn split_amounts(text: &str) -> (&str, Vec<&str>) {
    let mut rest = text.trim_end();
    let mut amounts = Vec::new();
    loop {
        let start = rest
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + rest.get(at..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
        let Some(word) = rest.get(start..).filter(|w| is_amount(w) && w.contains('.')) else { break };
        amounts.push(word);
        rest = rest.get(..start).unwrap_or_default().trim_end();
    }
    amounts.reverse();
    (rest, amounts)
}

/// Width in ems.
fn width(text: &str) -> f32 {
    text.chars()
        .map(|c| {
            if is_cjk(c) {
                1.0
            } else if c == ' ' {
                0.25
            } else {
                0.5
            }
        })
        .sum()
}

/// A small table of figures at a header line: the table, and the lines it takes.
fn figures(lines: &[Place<'_>], header: usize) -> Option<(Piece, usize, usize)> {
    let words: Vec<&str> = lines.get(header)?.dump.text.split_whitespace().collect();
    let ends = ["数", "率", "额", "款", "计", "入", "出", "金"];
    let (name, measures) = words.split_first()?;
    let named = ["名称", "项目", "科目"].iter().any(|end| name.ends_with(end));
    if !named || measures.len() < 2 || !measures.iter().all(|w| ends.iter().any(|end| w.ends_with(end))) {
        return None;
    }
    let number = |at: usize| lines.get(at).map_or(0, |l| l.dump.number);
    let mut rows: Vec<Vec<Item>> =
        vec![words.iter().map(|w| Item { text: tidy_blanks(w), line: number(header) }).collect()];
    let (mut label, mut line) = (String::new(), None);
    // 序号 (row number) stands in a column of its own, its name above the header.
    let (mut number_of_row, mut numbers) = (String::new(), Vec::new());
    let mut end = header + 1;
    for (at, place) in lines.iter().enumerate().skip(header + 1) {
        let text = fold_text(&place.dump.text);
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let split = tokens.len().saturating_sub(measures.len());
        let (head, tail) = tokens.split_at_checked(split)?;
        let figures = |w: &&str| is_amount(w) || is_amount(w.trim_end_matches('%'));
        if tail.len() == measures.len() && tail.iter().all(figures) {
            push_joined(&mut label, &tidy_blanks(&head.concat()));
            let line = line.take().unwrap_or_else(|| number(at));
            let mut row = vec![Item { text: std::mem::take(&mut label), line }];
            row.extend(tail.iter().map(|w| Item { text: (*w).to_owned(), line }));
            let is_total = row.first().is_some_and(|c| super::header::is_total_label(&c.text));
            rows.push(row);
            numbers.push(Item { text: std::mem::take(&mut number_of_row), line });
            end = at + 1;
            if is_total {
                break;
            }
        } else if text.trim().chars().all(|c| c.is_ascii_digit()) && label.is_empty() {
            line.get_or_insert(number(at));
            text.trim().clone_into(&mut number_of_row);
        } else if width(text.trim()) <= 16.0 && !text.contains(['。', '；']) && label.chars().count() <= 60 {
            line.get_or_insert(number(at));
            push_joined(&mut label, &tidy_blanks(&text));
        } else {
            break;
        }
    }
    if rows.len() < 3 {
        return None;
    }
    let mut piece = Piece { rows, header_rows: 1, flowing: true, ..Piece::default() };
    let from = title_above(lines, header, &mut piece);
    if numbers.iter().any(|n| !n.text.is_empty()) {
        numbers.insert(0, Item { text: "序号".to_owned(), line: number(header) });
        for (row, number) in piece.rows.iter_mut().zip(numbers) {
            row.insert(0, number);
        }
    }
    Some((piece, from, end))
}

/// Takes 序号, the unit line and the title above a header.
fn title_above(lines: &[Place<'_>], header: usize, piece: &mut Piece) -> usize {
    let mut from = header;
    for at in (header.saturating_sub(6)..header).rev() {
        let text = lines[at].line.text.as_str();
        let key = comparison_key(text);
        if let Some(unit) = find_unit_line(text) {
            piece.unit.get_or_insert_with(|| unit.label().to_owned());
        } else if matches!(key.as_str(), "序" | "号" | "序号") {
            // Header of the row numbers, broken in two.
        } else if key.chars().count() <= 40 && ["表", "情况", "明细"].iter().any(|end| key.ends_with(end)) {
            piece.title = Some(text.to_owned());
            return at;
        } else {
            break;
        }
        from = at;
    }
    from
}
