//! Where lines begin and end when they are full: the column of text on PDF pages, the line length of a dump.

use super::contents::is_leader_alone;
use super::source::ProseLine;
use gongkai_model::page::Page;
use gongkai_normalize::width::width;
use std::collections::BTreeMap;

/// How many lines must end at one place to make it the edge of a column.
const MIN_EDGE_LINES: usize = 3;

/// Share of a document's lines that must end at one place.
const EDGE_SHARE: f32 = 0.03;

/// How many lines of text a page needs to have a font size of its own.
const TEXT_LINES: usize = 5;

/// Shortest line that counts as text there, in characters.
const TEXT_LINE: usize = 12;

/// Widest line of a hard-wrapped dump, in ems. Nobody prints more characters on an A3 line.
const MAX_WRAPPED: f32 = 90.0;

/// Indent of a paragraph, in ems.
pub(super) const INDENT: f32 = 2.0;

/// Share of lines near the full length that makes a dump a hard-wrapped one.
const WRAPPED_SHARE: f32 = 0.25;

/// What is known of the places where lines begin and end.
#[derive(Debug, Clone, Default)]
pub(super) struct Measure {
    /// Column of each page, by index; `None` for pages of a dump.
    pub(super) columns: Vec<Option<Column>>,
    /// Line length of a dump.
    pub(super) dump: DumpMeasure,
    /// Font size of the text of each page in points, by index; 0 for a dump.
    pub(super) body_sizes: Vec<f32>,
    /// The first line of the document is set larger than all of its tables and stands above them.
    pub(super) title_above_tables: bool,
}

impl Measure {
    /// Font size of the text on the page of a line; 0 where it is unknown.
    pub(super) fn body_size(&self, line: &ProseLine<'_>) -> f32 {
        self.body_sizes.get(line.page).copied().unwrap_or(0.0)
    }

    /// How much larger a line is than the text of its page.
    pub(super) fn scale(&self, line: &ProseLine<'_>) -> f32 {
        let body = self.body_size(line);
        if body > 0.0 { line.size / body } else { 1.0 }
    }
}

/// The column of text of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Left edge of lines that are not indented.
    pub(super) left: f32,
    /// Right edge of full lines.
    pub(super) right: f32,
    /// Usual distance of baselines.
    pub(super) pitch: f32,
    /// Paragraphs begin with an indent.
    pub(super) indents: bool,
}

/// How the lines of a dump were cut.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct DumpMeasure {
    /// Length of a full line in ems, where the dump has one line per printed line. `None`: one line per paragraph.
    pub(super) full: Option<f32>,
    /// First lines of paragraphs are shorter by this much, for their indent was not written.
    pub(super) lost_indent: f32,
    /// Empty lines stand between paragraphs only.
    pub(super) blank_ends: bool,
}

/// Measures a document.
pub(super) fn measure(pages: &[Page], lines: &[ProseLine<'_>]) -> Measure {
    let body_sizes = body_sizes(pages.len(), lines);
    let columns = columns(pages, lines, &body_sizes);
    Measure { columns, dump: dump_measure(lines), body_sizes, title_above_tables: false }
}

/// The size in which most characters of each page are set. A page with few lines, such as a cover, takes that of the
/// document, for it has no text of its own.
fn body_sizes(pages: usize, lines: &[ProseLine<'_>]) -> Vec<f32> {
    let mut by_page: BTreeMap<usize, Vec<&ProseLine<'_>>> = BTreeMap::new();
    for line in lines.iter().filter(|l| l.dump.is_none() && l.size > 0.0) {
        by_page.entry(line.page).or_default().push(line);
    }
    let of_document = most_used_size(by_page.values().flatten());
    (0..pages)
        .map(|p| match by_page.get(&p) {
            Some(own) if own.iter().filter(|l| l.text.chars().count() >= TEXT_LINE).count() >= TEXT_LINES => {
                most_used_size(own)
            }
            _ => of_document,
        })
        .collect()
}

/// The size in which most characters are set, in steps of half a point.
fn most_used_size<'a, 'b: 'a>(lines: impl IntoIterator<Item = &'a &'a ProseLine<'b>>) -> f32 {
    let mut used: BTreeMap<i64, usize> = BTreeMap::new();
    for line in lines {
        *used.entry((line.size * 2.0).round() as i64).or_default() += line.text.chars().count();
    }
    let best = used.into_iter().max_by_key(|&(size, chars)| (chars, size));
    best.map_or(0.0, |(size, _)| size as f32 / 2.0)
}

fn columns(pages: &[Page], lines: &[ProseLine<'_>], bodies: &[f32]) -> Vec<Option<Column>> {
    // Pages of one size share their margins; a page with enough lines of its own is measured alone.
    let mut by_shape: BTreeMap<(i64, i64), Vec<&ProseLine<'_>>> = BTreeMap::new();
    let mut by_page: BTreeMap<usize, Vec<&ProseLine<'_>>> = BTreeMap::new();
    // Dots that lead to a page number end where full lines do.
    for line in lines.iter().filter(|l| l.dump.is_none() && (!l.in_contents || is_leader_alone(l.text))) {
        if let (Some(page), Some(&body)) = (pages.get(line.page), bodies.get(line.page))
            && (body == 0.0 || (line.size - body).abs() <= body * 0.15)
        {
            by_shape.entry(shape(page)).or_default().push(line);
            by_page.entry(line.page).or_default().push(line);
        }
    }
    let shapes: BTreeMap<(i64, i64), Column> =
        by_shape.iter().filter_map(|(shape, lines)| Some((*shape, column_of(lines, most_used_size(lines))?))).collect();
    pages
        .iter()
        .enumerate()
        .map(|(p, page)| {
            let body = bodies.get(p).copied().unwrap_or(0.0);
            let shared = shapes.get(&shape(page)).copied();
            let own = by_page.get(&p).filter(|l| l.len() >= 8).and_then(|l| column_of(l, body));
            match (own, shared) {
                // A page of short lines has no right edge of its own.
                (Some(own), Some(shared)) => Some(Column {
                    // Lines at the edge and lines set in from it show where it is, however other pages stand.
                    left: if own.indents { own.left } else { own.left.min(shared.left + body * 2.5) },
                    right: if own.right < shared.right - body * 1.5 && !ends_there(by_page.get(&p), own.right, body) {
                        shared.right
                    } else {
                        own.right
                    },
                    pitch: own.pitch,
                    indents: own.indents || shared.indents,
                }),
                (own, shared) => own.or(shared),
            }
        })
        .collect()
}

/// Whether half of the lines of a page end at one place.
fn ends_there(lines: Option<&Vec<&ProseLine<'_>>>, right: f32, body: f32) -> bool {
    lines.is_some_and(|lines| 2 * lines.iter().filter(|l| (l.bbox.x1 - right).abs() <= body).count() >= lines.len())
}

fn shape(page: &Page) -> (i64, i64) {
    (page.width.round() as i64, page.height.round() as i64)
}

fn column_of(lines: &[&ProseLine<'_>], body: f32) -> Option<Column> {
    let em = body.max(6.0);
    let need = MIN_EDGE_LINES.max((lines.len() as f32 * EDGE_SHARE) as usize).min(lines.len());
    let mut ends: Vec<f32> = lines.iter().map(|l| l.bbox.x1).collect();
    let mut starts: Vec<f32> = lines.iter().map(|l| l.bbox.x0).collect();
    ends.sort_by(|a, b| b.total_cmp(a));
    starts.sort_by(f32::total_cmp);
    let right = edge(&ends, need, em * 0.8).or(ends.first().copied())?;
    let left = edge(&starts, need, em * 0.5).or(starts.first().copied())?;
    let indented = starts.iter().filter(|x| (1.2..3.2).contains(&((**x - left) / em))).count();
    let at_left = starts.iter().filter(|x| (**x - left).abs() < em * 0.6).count();
    let mut pitches: Vec<f32> = lines
        .windows(2)
        .filter(|w| w[0].page == w[1].page)
        .map(|w| w[1].baseline - w[0].baseline)
        .filter(|d| *d > em * 0.9 && *d < em * 4.0)
        .collect();
    pitches.sort_by(f32::total_cmp);
    let pitch = pitches.get(pitches.len() / 3).copied().unwrap_or(em * 1.8);
    Some(Column { left, right, pitch, indents: indented * 8 >= lines.len() && at_left > 0 })
}

/// The outermost place at which `need` of the sorted places stand within `reach`.
fn edge(sorted: &[f32], need: usize, reach: f32) -> Option<f32> {
    if need == 0 {
        return None;
    }
    sorted.windows(need).find(|w| (w[0] - w[need - 1]).abs() <= reach).map(|w| w[0])
}

fn dump_measure(lines: &[ProseLine<'_>]) -> DumpMeasure {
    let prose: Vec<&ProseLine<'_>> =
        lines.iter().filter(|l| l.dump.is_some_and(|d| d.cells.is_empty()) && !l.in_contents).collect();
    let mut widths: Vec<f32> = prose.iter().map(|l| raw_width(l)).collect();
    widths.sort_by(|a, b| b.total_cmp(a));
    let need = MIN_EDGE_LINES.max((widths.len() as f32 * EDGE_SHARE) as usize);
    let full = edge(&widths, need, 1.0).map(|longest| most_common_width(&widths, longest)).filter(|full| {
        let near = widths.iter().filter(|w| (full - 4.5..=full + 1.0).contains(*w)).count();
        let beyond = widths.iter().filter(|w| **w > full * 1.3).count();
        (8.0..=MAX_WRAPPED).contains(full)
            && near as f32 >= widths.len() as f32 * WRAPPED_SHARE
            && beyond as f32 <= widths.len() as f32 * 0.03
    });
    let Some(full) = full else { return DumpMeasure::default() };
    let indented = prose.iter().filter(|l| l.dump.is_some_and(|d| d.indented)).count();
    let lost_indent = if indented * 20 > prose.len() && !is_indent_lost(&prose, full) { 0.0 } else { INDENT };
    // Full lines go on: an empty line behind them says nothing.
    let (mut followed, mut blank) = (0usize, 0usize);
    for pair in prose.windows(2) {
        if raw_width(pair[0]) >= full - 1.0 {
            followed += 1;
            blank += usize::from(pair[1].dump.is_some_and(|d| d.blank_before > 0));
        }
    }
    DumpMeasure { full: Some(full), lost_indent, blank_ends: followed > 0 && blank * 5 < followed }
}

/// Whether full lines behind the short last line of a paragraph are shorter than others, although they do not begin with
/// blanks. Other lines of the dump may be indented, such as rows of tables.
fn is_indent_lost(prose: &[&ProseLine<'_>], full: f32) -> bool {
    let ends = |l: &ProseLine<'_>| l.text.ends_with(['。', '；', ';']) && raw_width(l) < full - 3.0;
    let starts = || {
        prose.windows(2).filter(|pair| ends(pair[0]) && !pair[1].dump.is_some_and(|d| d.indented)).filter_map(|pair| {
            let width = raw_width(pair[1]);
            (full - 4.5..=full + 1.0).contains(&width).then_some(width)
        })
    };
    let short = starts().filter(|width| *width <= full - INDENT + 0.5).count();
    short >= MIN_EDGE_LINES && short * 3 >= starts().count() * 2
}

/// The width of most of the long lines, in steps of half an em. Lines with much punctuation, which is set closer, are
/// longer than the column seems to be.
fn most_common_width(widths: &[f32], longest: f32) -> f32 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for width in widths.iter().filter(|w| (longest * 0.8..=longest).contains(*w)) {
        *counts.entry((width * 2.0).round() as i64).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(longest, |(width, _)| width as f32 / 2.0)
}

/// Width of a line as it stands in the dump, in ems.
pub(super) fn raw_width(line: &ProseLine<'_>) -> f32 {
    line.dump.map_or(0.0, |d| width(&d.text))
}
