//! Pages set in several columns of text, such as newspaper pages on which reports are published.

use crate::runs::Draft;
use gongkai_model::page::{Axis, Page};
use std::collections::BTreeMap;

/// A column of text: its left and right edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TextColumn {
    pub(crate) left: f32,
    pub(crate) right: f32,
}

/// Lines that must begin at one place to make it the edge of a column.
const MIN_LINES: usize = 15;

/// Narrowest column, in ems.
const MIN_WIDTH: f32 = 8.0;

/// Columns of one page are as wide as each other, within this share.
const WIDTH_SLACK: f32 = 0.15;

/// Share of the text of the page that must stand in its columns.
const MIN_SHARE: f32 = 0.75;

/// Rules in each direction from which a page is one of tables.
const TABLE_RULES: usize = 3;

/// The columns of a page, from left to right; none where it has one column only, or tables.
pub(crate) fn text_columns(page: &Page, runs: &[Draft]) -> Vec<TextColumn> {
    let rules = |axis: Axis| page.rules.iter().filter(|r| r.axis == axis && r.to - r.from > 20.0).count();
    if runs.len() < 2 * MIN_LINES || rules(Axis::Horizontal).min(rules(Axis::Vertical)) >= TABLE_RULES {
        return Vec::new();
    }
    let size = body_size(runs);
    let body: Vec<&Draft> =
        runs.iter().filter(|r| (r.size - size).abs() <= 0.1 * size && r.glyphs.len() >= 4).collect();
    let mut starts: Vec<&Draft> = body.clone();
    starts.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let mut columns: Vec<TextColumn> = Vec::new();
    let mut from = 0;
    for to in 1..=starts.len() {
        let ends = to == starts.len() || starts[to].bbox.x0 - starts[to - 1].bbox.x0 > 0.4 * size;
        if !ends {
            continue;
        }
        let cluster = starts.get(from..to).unwrap_or_default();
        from = to;
        if cluster.len() < MIN_LINES {
            continue;
        }
        let mut rights: Vec<f32> = cluster.iter().map(|r| r.bbox.x1).collect();
        rights.sort_by(f32::total_cmp);
        let right = rights.get(rights.len() * 9 / 10).copied().unwrap_or(0.0);
        let left = cluster.first().map_or(0.0, |r| r.bbox.x0);
        // First lines of paragraphs stand further right in the column before.
        if columns.last().is_none_or(|c| left > c.right) && right - left >= MIN_WIDTH * size {
            columns.push(TextColumn { left, right });
        }
    }
    let widest = columns.iter().map(|c| c.right - c.left).fold(0.0, f32::max);
    let alike = columns.iter().all(|c| c.right - c.left >= (1.0 - WIDTH_SLACK) * widest);
    let inside = body.iter().filter(|r| column_of(&columns, r, size).is_some()).count();
    if columns.len() >= 2 && alike && inside as f32 >= MIN_SHARE * body.len() as f32 { columns } else { Vec::new() }
}

/// The column a run stands in; `None` where it runs across.
pub(crate) fn column_of(columns: &[TextColumn], run: &Draft, size: f32) -> Option<usize> {
    columns.iter().position(|c| run.bbox.x0 >= c.left - 0.6 * size && run.bbox.x1 <= c.right + 1.1 * size)
}

/// The size in which most glyphs are set.
fn body_size(runs: &[Draft]) -> f32 {
    let mut used: BTreeMap<i64, usize> = BTreeMap::new();
    for run in runs {
        *used.entry((run.size * 4.0).round() as i64).or_default() += run.glyphs.len();
    }
    let best = used.into_iter().max_by_key(|&(size, count)| (count, size));
    best.map_or(10.0, |(size, _)| size as f32 / 4.0)
}
