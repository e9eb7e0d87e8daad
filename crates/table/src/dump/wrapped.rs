//! Tables of indicators whose cells are not divided: every cell is cut into lines by its narrow column, and the lines of
//! one cell follow those of the cell before.
//!
//! The header tells which columns there are. [`fit`] then finds the cells: where each column is as wide as its full
//! lines, where names that recur elsewhere in the document are whole, and where target and result say alike.

use super::blocks::Place;
use super::fit;
use super::fit_costs::{self, Evidence, Role};
use super::{Item, Piece, levels};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, fold_text};
use gongkai_normalize::heading::{MarkKind, heading_mark};
use gongkai_normalize::join::push_joined;
use gongkai_normalize::label::is_bare_total;
use std::collections::BTreeSet;

/// Words of indicator headers, as comparison keys, and what stands below them.
const HEADER: [(&str, Role); 34] = [
    ("一级指标", Role::Level),
    ("二级指标", Role::Level),
    ("三级指标", Role::Name),
    ("四级指标", Role::Name),
    ("指标类别", Role::Level),
    ("指标名称", Role::Name),
    ("绩效指标", Role::Name),
    ("具体指标", Role::Name),
    ("指标内容", Role::Text),
    ("指标解释", Role::Text),
    ("指标说明", Role::Text),
    ("评分标准", Role::Text),
    ("指标值", Role::Value),
    ("目标值", Role::Value),
    ("年度指标值", Role::Value),
    ("年度目标值", Role::Value),
    ("预期指标值", Role::Value),
    ("预期值", Role::Value),
    ("预期目标值", Role::Value),
    ("计划值", Role::Value),
    ("完成值", Role::Value),
    ("实际值", Role::Value),
    ("实际完成值", Role::Value),
    ("实际完成指标值", Role::Value),
    ("实际完成情况", Role::Value),
    ("完成情况", Role::Value),
    ("指标完成情况", Role::Value),
    ("分值", Role::Figure),
    ("权重", Role::Figure),
    ("得分", Role::Figure),
    ("自评得分", Role::Figure),
    ("备注", Role::Remark),
    ("偏差原因分析及改进措施", Role::Remark),
    ("未完成原因分析", Role::Remark),
];

/// Most lines of a header.
const MAX_HEADER_LINES: usize = 24;

/// Widest line of a cell, in ems. Lines of prose are wider.
const MAX_CELL_LINE: f32 = 22.0;

/// Columns of a header and what stands in them.
struct Header {
    columns: Vec<(&'static str, Role)>,
    end: usize,
}

/// Lines of cells that are fitted in one document at most. Forms without any division of their cells come by the hundred,
/// and what is read of them is seldom right.
pub(super) const MOST_LINES: usize = 240;

/// What a table costs of these at least: the widths of columns are found anew for each.
pub(super) const LEAST_LINES: usize = 60;

/// The table of indicators that begins at a line: the table, and the lines it takes. `left` are the lines that may still be
/// fitted in this document.
pub(super) fn wrapped_table(lines: &[Place<'_>], at: usize, left: &mut usize) -> Option<(Piece, usize, usize)> {
    if *left < LEAST_LINES {
        return None;
    }
    let header = read_header(lines, at)?;
    let keys: Vec<&str> = header.columns.iter().map(|(key, _)| *key).collect();
    let (body, totals, end) = read_body(lines, &header, *left);
    if body.len() < header.columns.len() || body.len() > *left {
        return None;
    }
    // Lines of many words hold several cells each: not the cells are cut into lines, and trying where to cut the lines costs
    // much and finds little.
    let of_many = body.iter().filter(|l| l.text.split_whitespace().nth(5).is_some()).count();
    if of_many * 8 > body.len() {
        return None;
    }
    *left = left.saturating_sub(body.len().max(LEAST_LINES));
    let evidence = gather_evidence(lines, at, end);
    // What the columns of classes hold differs from place to place: the cheaper reading is right.
    let readings = [roles(&header.columns, true), roles(&header.columns, false)];
    let fitted = readings.into_iter().filter_map(|roles| Some((fit::fit_rows(&body, &roles, &evidence)?, roles)));
    let ((_, rows), roles) = fitted.min_by(|a, b| a.0.0.total_cmp(&b.0.0))?;
    let line = lines.get(at).map_or(0, |l| l.dump.number);
    let mut piece = Piece { header_rows: 1, flowing: true, ..Piece::default() };
    piece.rows.push(keys.iter().map(|k| Item { text: (*k).to_owned(), line }).collect());
    for row in rows {
        let first = row.iter().find_map(|cell| cell.lines.first().map(|l| l.number)).unwrap_or(line);
        let items = row.iter().map(|cell| {
            let mut text = String::new();
            for part in &cell.lines {
                push_joined(&mut text, &tidy_blanks(&part.text));
            }
            Item { text: tidy_blanks(&text), line: cell.lines.first().map_or(first, |l| l.number) }
        });
        piece.rows.push(items.collect());
    }
    for (number, words) in totals {
        let mut row = vec![Item { text: String::new(), line: number }; keys.len()];
        let mut figures = roles.iter().enumerate().filter(|(_, r)| **r == Role::Figure).map(|(col, _)| col);
        for (n, word) in words.iter().enumerate() {
            let col = if n == 0 { Some(0) } else { figures.next() };
            if let Some(slot) = col.and_then(|col| row.get_mut(col)) {
                slot.text.clone_from(word);
            }
        }
        piece.rows.push(row);
    }
    for col in (0..roles.len()).filter(|col| matches!(roles.get(*col), Some(Role::Level | Role::Class))) {
        piece.merge_blanks_below(col, 1);
    }
    Some((piece, at, end))
}

/// What the columns hold: 二级指标 the classes below those of 一级指标, or the names of the indicators.
fn roles(columns: &[(&'static str, Role)], has_classes: bool) -> Vec<Role> {
    let mut roles: Vec<Role> = columns.iter().map(|(_, role)| *role).collect();
    let levels: Vec<usize> = (0..roles.len()).filter(|col| roles.get(*col) == Some(&Role::Level)).collect();
    let named = roles.contains(&Role::Name);
    for (n, col) in levels.iter().enumerate().skip(1) {
        if let Some(role) = roles.get_mut(*col) {
            *role = if !has_classes && !named && n + 1 == levels.len() { Role::Name } else { Role::Class };
        }
    }
    if has_classes
        && !named
        && let Some(role) = roles.iter_mut().find(|role| **role == Role::Text)
    {
        *role = Role::Name;
    }
    roles
}

/// Reads a header whose words may be cut over several lines.
fn read_header(lines: &[Place<'_>], at: usize) -> Option<Header> {
    let first = comparison_key(&lines.get(at)?.line.text);
    if first.is_empty() || !HEADER.iter().any(|(word, _)| word.starts_with(first.as_str()) || first.starts_with(word)) {
        return None;
    }
    let mut best = None;
    let mut key = String::new();
    let mut stacked = String::new();
    let mut above: Vec<String> = Vec::new();
    for (n, place) in lines.iter().skip(at).take(MAX_HEADER_LINES).enumerate() {
        let words: Vec<String> = place.dump.text.split_whitespace().map(comparison_key).collect();
        key.extend(words.iter().map(String::as_str));
        // 一级 二级 三级 over 指标 指标 指标: the words go on below.
        if words.len() > 1 && words.len() == above.len() {
            for (word, below) in above.iter_mut().zip(&words) {
                word.push_str(below);
            }
        } else {
            stacked.extend(above.drain(..));
            above = words;
        }
        if key.chars().count() > 90 {
            break;
        }
        let whole = format!("{stacked}{}", above.concat());
        let columns = words_of(&key).or_else(|| words_of(&whole));
        if let Some(columns) = columns.filter(|c| is_header(c)) {
            best = Some(Header { columns, end: at + n + 1 });
        }
    }
    best
}

fn is_header(columns: &[(&'static str, Role)]) -> bool {
    let count = |role: Role| columns.iter().filter(|(_, r)| *r == role).count();
    columns.len() >= 4
        && count(Role::Level) >= 1
        && count(Role::Value) >= 1
        && count(Role::Level) + count(Role::Name) >= 2
        && columns.iter().enumerate().all(|(i, a)| columns.iter().skip(i + 1).all(|b| a.0 != b.0))
}

/// Cuts a key into words of headers, longest first; `None` where something is left.
fn words_of(key: &str) -> Option<Vec<(&'static str, Role)>> {
    let mut rest = key;
    let mut words = Vec::new();
    while !rest.is_empty() {
        let (word, role) =
            HEADER.iter().filter(|(word, _)| rest.starts_with(word)).max_by_key(|(word, _)| word.len())?;
        words.push((*word, *role));
        rest = rest.get(word.len()..)?;
    }
    Some(words)
}

/// Rows of totals below the indicators: line and words.
type Totals = Vec<(u32, Vec<String>)>;

/// The lines below a header up to the next heading or prose, or one more than `most`. Headers that come again are left out.
fn read_body(lines: &[Place<'_>], header: &Header, most: usize) -> (Vec<fit_costs::Line>, Totals, usize) {
    let mut body = Vec::new();
    let mut totals = Vec::new();
    let mut at = header.end;
    let mut repeats = 0;
    while let Some(place) = lines.get(at).filter(|_| body.len() <= most) {
        if let Some(again) = read_header(lines, at)
            && again.columns == header.columns
        {
            // Headers without rows between them are no table.
            repeats += 1;
            if repeats > body.len() + 1 {
                break;
            }
            at = again.end;
            continue;
        }
        let text = fold_text(&place.dump.text).trim().to_owned();
        let words: Vec<&str> = text.split_whitespace().collect();
        let total = words.first().is_some_and(|w| comparison_key(w) == "总分" || is_bare_total(w));
        if total {
            totals.push((place.dump.number, words.iter().map(|w| (*w).to_owned()).collect()));
            at += 1;
            break;
        }
        if ends_table(&text, words.len()) {
            break;
        }
        body.push(fit_costs::Line { text, number: place.dump.number });
        at += 1;
    }
    (body, totals, at)
}

fn ends_table(text: &str, words: usize) -> bool {
    let mark = heading_mark(text).map(|m| m.kind);
    let heading = matches!(mark, Some(MarkKind::Part | MarkKind::Numeral | MarkKind::BracketedNumeral));
    let note = ["注：", "注:", "备注：", "备注:", "说明："].iter().any(|m| text.starts_with(m));
    heading || note || (words <= 2 && fit_costs::width(text) > MAX_CELL_LINE)
}

/// What the rest of the document tells about names and words.
fn gather_evidence(lines: &[Place<'_>], from: usize, to: usize) -> Evidence {
    let mut names = BTreeSet::new();
    let mut pairs = BTreeSet::new();
    for (at, place) in lines.iter().enumerate() {
        let text = place.line.text.as_str();
        let chars: Vec<char> = text.chars().collect();
        pairs.extend(chars.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?))));
        if at < from || at >= to {
            let rest = heading_mark(text).map_or(text, |m| m.rest);
            let key = comparison_key(rest);
            if (2..=30).contains(&key.chars().count()) && !key.contains(['。', ',', ';']) {
                names.insert(key);
            }
        }
    }
    Evidence { names, pairs, is_top: levels::is_top_class, is_level: levels::is_level }
}
