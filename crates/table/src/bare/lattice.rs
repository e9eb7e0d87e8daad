//! A area to the lattice that rules would have drawn, with the rules that are there.

use crate::bare::area::{Area, AreaGrid};
use crate::bare::bands::{has_several_rows, row_bands};
use crate::bare::columns::{area_columns, column_edges};
use crate::bare::header::{HeaderCell, header_blocks, header_cells};
use crate::bare::rows::{right_ends, row_edges};
use crate::bare::words::{Kind, Word};
use crate::edges::{Edge, Lattice};

/// A horizontal rule that covers this share of the table parts rows.
const WIDE_RULE: f32 = 0.6;

/// White of this part of the font size may part rows.
const WHITE_OF_ROWS: f32 = 0.7;

/// Rules part the rows of a table where this share of what they part has no two numbers in a column.
const RULED_ROWS: f32 = 0.8;

/// A word reaches into a column where this part of the font size of it stands there.
const REACHES: f32 = 0.6;

/// A label stands in the middle of several columns within this part of the font size.
const OFF_MIDDLE: f32 = 1.5;

/// And this much closer than to the middle of its own column.
const CLOSER: f32 = 0.5;

/// Edges of the columns of a area: those that vertical rules draw, else those that the white between its words leaves.
/// Fewer than three where there are no two columns.
pub(crate) fn area_edges(area: &Area, rules: &Lattice) -> Vec<f32> {
    let size = area.size().max(1.0);
    let frame = Frame::new(area, &rules.horizontal, size);
    let parting = inner_verticals(&rules.vertical, &frame);
    if parting.len() >= 2 {
        return edges_of_rules(&parting, area, size);
    }
    let blocks = header_blocks(area, &rules.horizontal);
    column_edges(&area_columns(area, &blocks, frame.header_bottom), &blocks, size)
}

/// The lattice of a area with these columns. `rules` are the rules of the page that belong to no whole grid. `None` where
/// there are no two columns.
pub(crate) fn area_to_lattice(area: &Area, grid: &AreaGrid, rules: &Lattice) -> Option<Lattice> {
    let edges = grid.edges.as_slice();
    let size = area.size().max(1.0);
    let frame = Frame::new(area, &rules.horizontal, size);
    let parting = inner_verticals(&rules.vertical, &frame);
    let n = edges.len().checked_sub(1).filter(|n| *n >= 2)?;
    let placed = placed_words(area, edges);
    // Where rules part the rows of the page before, what they leave together here is one.
    let one_row = area.sides.is_some()
        && frame.across.is_empty()
        && !has_several_rows(&placed)
        && row_bands(&placed, WHITE_OF_ROWS * size).len() == 1;
    let ys =
        if one_row { vec![frame.header_bottom, frame.bottom] } else { body_edges(&placed, &frame, grid.row_white) };
    let parted = |y: f32, i: usize| -> Option<bool> {
        let x = *edges.get(i)?;
        (parting.len() >= 2).then(|| {
            i == 0 || i == n || parting.iter().any(|v| (v.at - x).abs() < 3.0 && v.from <= y + 1.0 && v.to >= y - 1.0)
        })
    };
    let header = header_cells(header_blocks(area, &rules.horizontal), edges, frame.header_bottom, &parted);
    let mut lattice = Lattice::default();
    add_header(&mut lattice, &header, edges, &frame);
    add_body(&mut lattice, &placed, &header, edges, &ys);
    Some(lattice)
}

/// The words below the header of an area with their columns.
pub(crate) fn placed_words<'a>(area: &'a Area, edges: &[f32]) -> Vec<(usize, &'a Word)> {
    area.body_words().map(|w| (column_at(edges, w), w)).collect()
}

/// Heights of a area.
struct Frame {
    top: f32,
    header_bottom: f32,
    bottom: f32,
    /// Rules across the table below the header, from top to bottom.
    across: Vec<f32>,
    /// Rules over part of the table, or across it, within the header.
    in_header: Vec<f32>,
    has_header: bool,
}

impl Frame {
    fn new(area: &Area, horizontal: &[Edge], size: f32) -> Self {
        let words = || area.lines.iter().flatten();
        let left = words().map(|w| w.bbox.x0).fold(f32::MAX, f32::min);
        let right = words().map(|w| w.bbox.x1).fold(f32::MIN, f32::max);
        let top = words().map(|w| w.bbox.y0).fold(f32::MAX, f32::min);
        let bottom = words().map(|w| w.bbox.y1).fold(f32::MIN, f32::max);
        let over = |e: &&Edge| e.to.min(right) - e.from.max(left) > 0.0;
        let wide = |e: &&Edge| e.to.min(right) - e.from.max(left) >= WIDE_RULE * (right - left);
        let first_body: Vec<&Word> = area.lines.get(area.body).map(|l| l.iter().collect()).unwrap_or_default();
        let body_top = first_body.iter().map(|w| w.bbox.y0).fold(f32::MAX, f32::min).min(bottom);
        let middle = first_body.iter().map(|w| w.bbox.center_y()).fold(f32::MAX, f32::min).min(bottom);
        let has_header = area.body > 0;
        let head_end = area.header_words().map(|w| w.bbox.y1).fold(f32::MIN, f32::max);
        let ruled = horizontal.iter().filter(wide).map(|e| e.at).find(|y| *y >= head_end - 1.0 && *y <= body_top + 1.0);
        let header_bottom = match (has_header, ruled) {
            (false, _) => top - 0.3 * size,
            (true, Some(y)) => y,
            // A wrapped label of the first row may reach above its numbers.
            (true, None) if head_end >= body_top => (head_end + body_top) * 0.5,
            (true, None) => (middle - 0.5 * area.pitch).clamp(head_end, body_top),
        };
        let near_bottom =
            horizontal.iter().filter(wide).map(|e| e.at).find(|y| *y >= bottom - 1.0 && *y <= bottom + area.pitch);
        let bottom = near_bottom.unwrap_or(bottom + 0.3 * size);
        let near_top =
            horizontal.iter().filter(wide).map(|e| e.at).rfind(|y| *y <= top + 1.0 && *y >= top - 2.5 * size);
        let header_bottom = if area.body == area.lines.len() { bottom } else { header_bottom };
        let top = near_top.unwrap_or(top - 0.3 * size).min(header_bottom);
        let mut across: Vec<f32> = horizontal
            .iter()
            .filter(wide)
            .map(|e| e.at)
            .filter(|y| *y > header_bottom + 2.0 && *y < bottom - 2.0)
            .collect();
        across.dedup_by(|a, b| (*a - *b).abs() < 3.0);
        let in_header = horizontal
            .iter()
            .filter(over)
            .map(|e| e.at)
            .filter(|y| *y > top + 2.0 && *y < header_bottom - 2.0)
            .collect();
        Self { top, header_bottom, bottom, across, in_header, has_header }
    }
}

/// Vertical rules that part columns: they run beside the body over half its height, or from within it to its end, or part
/// headers down to the end of the header.
fn inner_verticals(vertical: &[Edge], frame: &Frame) -> Vec<Edge> {
    let (top, bottom) = (frame.header_bottom, frame.bottom);
    let parts = |v: &&Edge| {
        let shared = v.to.min(bottom) - v.from.max(top);
        let parts_headers = || v.from >= frame.top && v.from + END_SLACK < top && (v.to - top).abs() <= END_SLACK;
        shared >= 0.5 * (bottom - top)
            || shared > 0.0 && v.from >= top && (v.to - bottom).abs() <= END_SLACK
            || frame.has_header && parts_headers()
    };
    vertical.iter().filter(parts).copied().collect()
}

/// A rule that ends within so many points of the end of the header or of the last row ends with it.
const END_SLACK: f32 = 10.0;

fn edges_of_rules(parting: &[Edge], area: &Area, size: f32) -> Vec<f32> {
    let mut edges: Vec<f32> = parting.iter().map(|v| v.at).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 3.5);
    let words = || area.lines.iter().flatten();
    let (left, right) = area.sides.unwrap_or_else(|| {
        let left = words().map(|w| w.bbox.x0).fold(f32::MAX, f32::min);
        (left - 0.3 * size, words().map(|w| w.bbox.x1).fold(f32::MIN, f32::max) + 0.3 * size)
    });
    if edges.first().is_some_and(|e| left < e - 0.8 * size) {
        edges.insert(0, left);
    }
    if edges.last().is_some_and(|e| right > e + 0.8 * size) {
        edges.push(right);
    }
    edges
}

/// The column of a word: the one it ends in for a number, the one it begins in for a text.
fn column_at(edges: &[f32], word: &Word) -> usize {
    let x = if word.is_numeric() { word.bbox.x1 - 0.3 * word.size } else { word.bbox.x0 + 0.3 * word.size };
    edges.partition_point(|e| *e <= x).saturating_sub(1).min(edges.len().saturating_sub(2))
}

/// Edges of the rows below the header, from the header's bottom down.
fn body_edges(placed: &[(usize, &Word)], frame: &Frame, white: Option<f32>) -> Vec<f32> {
    let mut ys = vec![frame.header_bottom];
    let rights = right_ends(placed);
    // What stands between the rules across the table, from top to bottom.
    let mut sorted = placed.to_vec();
    sorted.sort_by(|a, b| a.1.bbox.center_y().total_cmp(&b.1.bbox.center_y()));
    let mut parts: Vec<&[(usize, &Word)]> = Vec::with_capacity(frame.across.len() + 1);
    let mut rest = sorted.as_slice();
    for y in &frame.across {
        let (above, below) = rest.split_at(rest.partition_point(|(_, w)| w.bbox.center_y() <= *y));
        parts.push(above);
        rest = below;
    }
    parts.push(rest);
    let several = parts.iter().filter(|p| has_several_rows(p)).count();
    if frame.across.is_empty() {
        ys.extend(row_edges(placed, &rights, white));
    } else if several as f32 <= (1.0 - RULED_ROWS) * parts.len() as f32 {
        ys.extend(&frame.across);
    } else {
        for (part, to) in parts.iter().zip(frame.across.iter().map(Some).chain([None])) {
            ys.extend(row_edges(part, &rights, white));
            ys.extend(to);
        }
    }
    ys.push(frame.bottom);
    ys.dedup_by(|a, b| *a - *b < 1.0);
    ys
}

fn add_header(lattice: &mut Lattice, header: &[HeaderCell], edges: &[f32], frame: &Frame) {
    if !frame.has_header {
        return;
    }
    let rows = header.iter().map(|c| c.row_end).max().unwrap_or(1).max(1);
    let levels: Vec<f32> = (0..=rows).map(|r| level(r, rows, header, frame)).collect();
    let mut covered = vec![false; edges.len().saturating_sub(1)];
    for cell in header {
        covered.get_mut(cell.first..cell.end).into_iter().flatten().for_each(|c| *c = true);
        add_box(lattice, (edges[cell.first], edges[cell.end]), (levels[cell.row], levels[cell.row_end]));
    }
    for column in (0..covered.len()).filter(|c| !covered[*c]) {
        add_box(lattice, (edges[column], edges[column + 1]), (levels[0], levels[rows]));
    }
}

/// Height at which header row `r` begins: below the texts that end there, above those that begin there.
fn level(r: usize, rows: usize, header: &[HeaderCell], frame: &Frame) -> f32 {
    if r == 0 {
        return frame.top;
    }
    if r == rows {
        return frame.header_bottom;
    }
    let above = header.iter().filter(|c| c.row_end == r).map(|c| c.block.bbox.y1).fold(frame.top, f32::max);
    let below = header.iter().filter(|c| c.row == r).map(|c| c.block.bbox.y0).fold(frame.header_bottom, f32::min);
    let ruled = frame.in_header.iter().find(|y| **y >= above - 1.5 && **y <= below.max(above) + 1.5);
    ruled.copied().unwrap_or(if above < below { (above + below) * 0.5 } else { above + 0.5 })
}

fn add_box(lattice: &mut Lattice, (x0, x1): (f32, f32), (y0, y1): (f32, f32)) {
    for at in [y0, y1] {
        lattice.horizontal.push(Edge { at, from: x0, to: x1 });
    }
    for at in [x0, x1] {
        lattice.vertical.push(Edge { at, from: y0, to: y1 });
    }
}

fn add_body(lattice: &mut Lattice, placed: &[(usize, &Word)], header: &[HeaderCell], edges: &[f32], ys: &[f32]) {
    let n = edges.len() - 1;
    for y in ys {
        lattice.horizontal.push(Edge { at: *y, from: edges[0], to: edges[n] });
    }
    let rows = ys.len().saturating_sub(1);
    let labels = label_columns(placed, n);
    let mut by_row: Vec<Vec<(usize, &Word)>> = vec![Vec::new(); rows];
    for (column, word) in placed {
        let row = ys.partition_point(|y| *y <= word.bbox.center_y()).saturating_sub(1).min(rows.saturating_sub(1));
        if let Some(words) = by_row.get_mut(row) {
            words.push((*column, word));
        }
    }
    // From which row on each edge is drawn; a word across it ends it.
    let mut since: Vec<Option<f32>> = vec![Some(ys[0]); n + 1];
    for (row, words) in by_row.iter().enumerate() {
        let open = crossed_edges(words, header, &labels, edges);
        for (i, from) in since.iter_mut().enumerate() {
            if open.contains(&i) {
                if let Some(from) = from.take() {
                    lattice.vertical.push(Edge { at: edges[i], from, to: ys[row] });
                }
            } else {
                from.get_or_insert(ys[row]);
            }
        }
    }
    let bottom = ys.last().copied().unwrap_or(0.0);
    for (i, from) in since.into_iter().enumerate() {
        if let Some(from) = from {
            lattice.vertical.push(Edge { at: edges[i], from, to: bottom });
        }
    }
    lattice.vertical.retain(|e| e.to > e.from);
}

/// Edges that the words of a row run across: a text longer than its column with nothing beside it, and the label of a total
/// in the middle of several columns.
fn crossed_edges(
    words: &[(usize, &Word)],
    header: &[HeaderCell],
    labels: &[Option<bool>],
    edges: &[f32],
) -> Vec<usize> {
    let mut open = Vec::new();
    for (column, word) in words {
        let reach = |i: &usize| {
            let x = edges[*i];
            x - word.bbox.x0 > REACHES * word.size && word.bbox.x1 - x > REACHES * word.size
        };
        open.extend((1..edges.len() - 1).filter(reach));
        if word.may_span() {
            let over = header.iter().filter(|c| c.end - c.first > 1 && c.first <= *column && *column < c.end);
            let mut ranges: Vec<(usize, usize)> = over.map(|c| (c.first, c.end)).collect();
            // Columns of labels beside each other. The codes of a lane may have ended on the page before.
            let may_be_codes = |c: &usize| labels[*c] != Some(false);
            let from = (0..=*column).rev().take_while(may_be_codes).last().unwrap_or(*column);
            let to = (*column..labels.len()).take_while(|c| labels[*c] == Some(true)).last().unwrap_or(*column) + 1;
            ranges.extend((from..=*column).flat_map(|a| (*column + 1..=to).map(move |b| (a, b))));
            let off = |(a, b): &(usize, usize)| ((edges[*a] + edges[*b]) * 0.5 - word.bbox.center_x()).abs();
            let alone = |(a, b): &(usize, usize)| words.iter().filter(|(o, _)| a <= o && o < b).count() == 1;
            let own = off(&(*column, *column + 1));
            let best = ranges
                .into_iter()
                .filter(|r| {
                    r.1 - r.0 > 1 && alone(r) && off(r) <= OFF_MIDDLE * word.size && own - off(r) >= CLOSER * word.size
                })
                .min_by(|a, b| off(a).total_cmp(&off(b)));
            open.extend(best.into_iter().flat_map(|(a, b)| a + 1..b));
        }
    }
    open
}

/// Columns of names and codes: fewer amounts than other words stand in them; `None` where nothing stands.
fn label_columns(placed: &[(usize, &Word)], columns: usize) -> Vec<Option<bool>> {
    let mut balance: Vec<Option<isize>> = vec![None; columns];
    for (column, word) in placed {
        if let Some(count) = balance.get_mut(*column) {
            *count = Some(count.unwrap_or(0) + if word.kind == Kind::Amount { -1 } else { 1 });
        }
    }
    balance.into_iter().map(|b| Some(b? > 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;

    #[test]
    fn a_total_lies_over_its_name_and_the_codes_that_ended_before() {
        let word = |text: &str, x0: f32, x1: f32, kind: Kind| Word {
            bbox: BBox::new(x0, 0.0, x1, 10.0),
            baseline: 9.0,
            size: 10.0,
            line: 0,
            text: text.to_owned(),
            kind,
        };
        let edges = [0.0, 60.0, 260.0, 340.0];
        let amount = word("12.50", 300.0, 330.0, Kind::Amount);
        let open = |x0: f32, labels: &[Option<bool>]| {
            let total = word("人员经费合计", x0, x0 + 60.0, Kind::Text);
            crossed_edges(&[(1, &total), (2, &amount)], &[], labels, &edges)
        };
        // In the middle of both columns, then in that of its own; amounts in the first.
        assert_eq!(open(100.0, &[None, Some(true), Some(false)]), [1]);
        assert!(open(130.0, &[None, Some(true), Some(false)]).is_empty());
        assert!(open(100.0, &[Some(false), Some(true), Some(false)]).is_empty());
    }
}
