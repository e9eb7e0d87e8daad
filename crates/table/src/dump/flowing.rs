//! Tables of dumps whose cells are not divided: every printed line of a cell is a line of text, cell after cell.
//!
//! Some have enough marks to be read without guessing: the [`matrix`] of project targets; small tables of figures, whose
//! rows end with as many numbers as the header has columns of figures; tables of indicators; rows of figures.

use super::blocks::Place;
use super::fit_costs::width;
use super::matrix::{is_amount, matrix};
use super::running::running_table;
use super::wrapped::{LEAST_LINES, MOST_LINES, wrapped_table};
use super::{Item, Piece};
use gongkai_model::{Issue, Severity};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, fold_text};
use gongkai_normalize::join::push_joined;
use gongkai_normalize::label::is_bare_total;
use gongkai_normalize::unit::find_unit_line;

/// Reads tables whose cells are not divided.
pub(super) fn flowing_tables(lines: &[Place<'_>], used: &mut [Vec<bool>], issues: &mut Vec<Issue>) -> Vec<Piece> {
    let mut tables = Vec::new();
    let (mut at, mut floor, mut left, mut tried) = (0, 0, MOST_LINES, 0);
    while at < lines.len() {
        let found = matrix(lines, at, floor, &mut tried).or_else(|| figures(lines, at));
        let found = found.or_else(|| wrapped_table(lines, at, &mut left));
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
            let is_total = row.first().is_some_and(|c| is_bare_total(&c.text));
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
