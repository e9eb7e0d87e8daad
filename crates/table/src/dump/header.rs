//! Header rows of tables without geometry.

use super::Item;
use gongkai_model::record::CellState;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::number::parse_cell;
use std::collections::BTreeMap;

/// Most header rows of a table.
const MAX_HEADER: usize = 5;

/// How many of the first rows may be noise above the first row of a form.
const FORM_REACH: usize = 2;

/// Longest header cell, in characters.
const MAX_HEADER_CELL: usize = 30;

/// Share of characters two headers have in common when they are the same header read twice.
const SAME_HEADER: f32 = 0.72;

/// How many of the first rows are header. 0 for a form, whose rows are label and value.
pub(super) fn count_header_rows(rows: &[Vec<Item>]) -> usize {
    if rows.iter().take(FORM_REACH).any(|row| is_form_row(row)) {
        return 0;
    }
    let reach = rows.len().min(MAX_HEADER + 1);
    for (index, row) in rows.iter().take(reach).enumerate() {
        if is_column_numbers(row) {
            return (index + 1).min(rows.len());
        }
        if is_data_row(row) {
            return index;
        }
        if row.iter().any(|cell| cell.text.chars().count() > MAX_HEADER_CELL) {
            return index;
        }
    }
    usize::from(rows.len() > 1 && rows.first().is_some_and(|row| filled(row).count() >= 3))
}

fn filled(row: &[Item]) -> impl Iterator<Item = &Item> {
    row.iter().filter(|cell| !cell.text.is_empty())
}

/// A row of a form: a label such as 项目名称 (project name) and its value.
pub(super) fn is_form_row(row: &[Item]) -> bool {
    const LABELS: [&str; 6] = ["项目名称", "部门名称", "单位名称", "主管部门", "实施单位", "项目单位"];
    let mut cells = filled(row);
    let label = cells.next().is_some_and(|c| LABELS.contains(&comparison_key(&c.text).as_str()));
    let value = cells.next().is_some_and(|c| !looks_like_header(&c.text));
    label && value && cells.count() <= 2
}

fn looks_like_header(text: &str) -> bool {
    let key = comparison_key(text);
    ["金额", "总计", "合计", "预算", "支出", "收入", "指标", "年度", "单位", "行次", "内容"]
        .iter()
        .any(|w| key.ends_with(w))
        || ["当年", "本年", "年初"].iter().any(|w| key.starts_with(w))
}

/// 栏次: a row of column numbers from 1 up. The first cells may hold the word, or what recognition made of it.
pub(super) fn is_column_numbers(row: &[Item]) -> bool {
    let mut numbers = Vec::new();
    let mut words = 0usize;
    for cell in filled(row) {
        let parts: Vec<Option<u32>> = cell.text.split_whitespace().take(4).map(|part| part.parse().ok()).collect();
        match parts.iter().copied().collect::<Option<Vec<u32>>>() {
            // Two numbers in one cell are two columns; more of them are noise.
            Some(several) if several.len() <= 2 => numbers.extend(several),
            _ => words += 1,
        }
    }
    let named = filled(row).any(|cell| comparison_key(&cell.text).contains("栏次"));
    let rising = numbers.windows(2).all(|w| w[0] < w[1]) && numbers.first() == Some(&1);
    let dense = numbers.last().is_some_and(|&n| n as usize <= numbers.len() + 2);
    rising && dense && (named || (words == 0 && numbers.len() >= 3))
}

/// A row of figures: an amount, a code, or a total.
pub(super) fn is_data_row(row: &[Item]) -> bool {
    let mut numbers = 0usize;
    for cell in filled(row) {
        let key = comparison_key(&cell.text);
        let code = (3..=9).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_digit()) && !key.starts_with("20");
        let functional = matches!(key.len(), 3 | 5 | 7) && key.bytes().all(|b| b.is_ascii_digit());
        let parsed = parse_cell(&cell.text);
        let number = matches!(parsed.state, CellState::Number | CellState::Zero);
        let percent = key.ends_with('%') && key.starts_with(|c: char| c.is_ascii_digit());
        if code || functional || percent || (number && (parsed.decimals > 0 || key.contains(','))) {
            return true;
        }
        numbers += usize::from(number);
    }
    let label = filled(row).next().map(|c| comparison_key(&c.text)).unwrap_or_default();
    let total = ["合计", "总计", "小计", "一、"].iter().any(|t| label.starts_with(t)) && !label.contains("栏次");
    numbers >= 1 && (total || numbers >= 2)
}

/// The text of the header rows without blanks and figures.
pub(super) fn header_text(rows: &[Vec<Item>]) -> String {
    let count = count_header_rows(rows);
    rows.iter().take(count).flatten().map(|cell| comparison_key(&cell.text)).collect()
}

/// Whether two headers are the same, allowing for what recognition misread.
pub(super) fn is_same_header(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let counts = |text: &str| {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            *counts.entry(c).or_default() += 1;
        }
        counts
    };
    let (a, b) = (counts(a), counts(b));
    let common: usize = a.iter().map(|(c, n)| n.min(b.get(c).unwrap_or(&0))).sum();
    let total: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    total > 0 && 2.0 * common as f32 / total as f32 >= SAME_HEADER
}
