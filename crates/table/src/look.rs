//! How the cells of a grid look beside their text: where labels begin, which lines are full or cut, which sides no rule
//! closes.

use crate::cell_text::Piece;
use crate::edges::{Edge, Lattice};
use crate::grid::{Grid, GridCell};
use gongkai_model::BBox;
use gongkai_normalize::chars::is_cjk;
use std::collections::BTreeMap;

/// How a cell is drawn on its page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Look {
    /// Where its text begins; `None` where it is no label.
    pub(crate) offset: Option<Offset>,
    /// Characters that would have found room at the end of its last line; `None` where it is blank.
    pub(crate) room: Option<f32>,
    /// Only a part of its first line is seen.
    pub(crate) cut_above: bool,
    /// Only a part of its last line is seen.
    pub(crate) cut_below: bool,
    /// Where its lines stand in it.
    pub(crate) stand: Stand,
    /// How it ends where the page's table begins.
    pub(crate) above: Side,
    /// How it ends where the page's table ends.
    pub(crate) below: Side,
}

/// How a cell ends at the outer side of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Side {
    /// It does not end there, or no rule is drawn there at all.
    #[default]
    Unknown,
    /// A rule closes it.
    Closed,
    /// No rule closes it, though one closes others.
    Open,
}

/// Where the lines of a cell stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Stand {
    /// In the middle, or there is room for no more.
    #[default]
    Middle,
    /// At the top, with room below.
    Top,
    /// At the bottom, with room above.
    Bottom,
}

/// Where a label begins in its cell, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Offset {
    pub(crate) left: f32,
    /// Room behind its first line.
    pub(crate) right: f32,
    /// Height of its line: one step of indentation.
    pub(crate) step: f32,
    /// It stands in the middle of its cell, by design or because it fills it.
    pub(crate) centred: bool,
}

/// The looks of the cells of a grid, which hold these pieces and texts, in the order of its cells.
pub(crate) fn grid_looks(lattice: &Lattice, grid: &Grid, pieces: &[Vec<Piece>], texts: &[String]) -> Vec<Look> {
    let (above, below) = (sides(lattice, grid, grid.ys.first()), sides(lattice, grid, grid.ys.last()));
    let side_at = |sides: &[Side], column: usize| sides.get(column).copied().unwrap_or_default();
    let wrapped = wrapped_widths(grid, pieces);
    let mut looks = Vec::with_capacity(grid.cells.len());
    for ((cell, held), text) in grid.cells.iter().zip(pieces).zip(texts) {
        let bbox = grid.cell_bbox(cell);
        let is_label = is_label(cell, grid.n_cols(), text);
        let (cut_above, cut_below) = cut_lines(held);
        looks.push(Look {
            offset: if is_label { offset(&bbox, held) } else { None },
            room: room_left(&bbox, held, wrapped.get(&(cell.col, cell.cols)).copied()),
            cut_above,
            cut_below,
            stand: stand(&bbox, held),
            above: if cell.row == 0 { side_at(&above, cell.col) } else { Side::Unknown },
            below: if cell.row + cell.rows == grid.n_rows() { side_at(&below, cell.col) } else { Side::Unknown },
        });
    }
    looks
}

/// Whether a cell holds words whose left edge may tell a level: a cell of one column, or one of several from the first on,
/// under a head of as many, where only the left edge tells in whose part the label stands.
fn is_label(cell: &GridCell, columns: usize, text: &str) -> bool {
    let is_place = cell.cols == 1 || cell.col == 0 && cell.cols < columns;
    is_place && text.chars().any(|c| is_cjk(c) || c.is_ascii_alphabetic())
}

/// How the columns end at this outer side of the grid.
fn sides(lattice: &Lattice, grid: &Grid, side: Option<&f32>) -> Vec<Side> {
    let Some(y) = side else { return Vec::new() };
    let along: Vec<&Edge> = lattice.horizontal.iter().filter(|e| (e.at - y).abs() <= SIDE_SLACK).collect();
    if along.is_empty() {
        return vec![Side::Unknown; grid.n_cols()];
    }
    let is_closed = |x: f32| along.iter().any(|e| e.from <= x && x <= e.to);
    let middles = grid.xs.windows(2).map(|x| (x[0] + x[1]) * 0.5);
    middles.map(|x| if is_closed(x) { Side::Closed } else { Side::Open }).collect()
}

/// A rule this near to the outer side of a grid closes it, in points.
const SIDE_SLACK: f32 = 3.0;

/// A text this near to the middle of its cell stands in it, in points.
const CENTRED: f32 = 2.0;

/// So does one this near, as part of the height of its line, with much room on both sides: cells keep more on one of them.
const ROUGHLY_CENTRED: f32 = 0.35;

/// Where the first line of a cell begins.
fn offset(cell: &BBox, pieces: &[Piece]) -> Option<Offset> {
    let line = first_line(pieces)?;
    let left = line.x0 - cell.x0;
    let off_centre = (line.center_x() - cell.center_x()).abs();
    let room = left.min(cell.x1 - line.x1);
    let roughly = off_centre < ROUGHLY_CENTRED * line.height() && room > 2.0 * line.height();
    let centred = (off_centre < CENTRED || roughly) && left > 4.0;
    Some(Offset { left, right: cell.x1 - line.x1, step: line.height().max(4.0), centred })
}

fn first_line(pieces: &[Piece]) -> Option<BBox> {
    let top = pieces.iter().min_by(|a, b| a.baseline.total_cmp(&b.baseline))?;
    let on_line = pieces.iter().filter(|p| is_on_line(p, top));
    on_line.map(|p| p.bbox).reduce(|a, b| a.union(&b))
}

/// Where lines stand between top and bottom of their cell.
fn stand(cell: &BBox, pieces: &[Piece]) -> Stand {
    let Some(bbox) = pieces.iter().map(|p| p.bbox).reduce(|a, b| a.union(&b)) else { return Stand::Middle };
    let size = pieces.iter().map(|p| p.size).fold(0.0, f32::max);
    let (above, below) = (bbox.y0 - cell.y0, cell.y1 - bbox.y1);
    let at_edge = |near: f32, far: f32| near < AT_EDGE * size && far - near > FAR_FROM_EDGE * size;
    match (at_edge(above, below), at_edge(below, above)) {
        (true, _) => Stand::Top,
        (_, true) => Stand::Bottom,
        _ => Stand::Middle,
    }
}

/// Lines nearer to the edge of their cell than this part of the font size stand at it.
const AT_EDGE: f32 = 0.4;

/// They are so much further from the other edge.
const FAR_FROM_EDGE: f32 = 0.6;

/// Whether only a part of the first and of the last line of a cell is seen.
fn cut_lines(pieces: &[Piece]) -> (bool, bool) {
    let is_cut =
        |p: Option<&Piece>| p.is_some_and(|p| p.bbox.height() < CUT_LINE * p.size && p.bbox.width() > p.bbox.height());
    let first = pieces.iter().min_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
    let last = pieces.iter().max_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1));
    (is_cut(first), is_cut(last))
}

/// A line lower than this part of its font size is cut.
const CUT_LINE: f32 = 0.95;

/// Characters that would have found room at the end of the last line of a cell, measured by its edges, by lines above it
/// that are as long, or by the `wrapped` lines of its column.
fn room_left(cell: &BBox, pieces: &[Piece], wrapped: Option<f32>) -> Option<f32> {
    let last = last_piece(pieces)?;
    let (left, right) = extent(pieces.iter().filter(|p| is_on_line(p, last)));
    let (before, behind) = ((left - cell.x0) / last.size, (cell.x1 - right) / last.size);
    // What stands in the middle has half of its room on each side.
    let in_middle = before.min(behind) > EDGE_ROOM && (before - behind).abs() <= ROUGHLY_CENTRED;
    let to_edge = if in_middle { before + behind } else { behind } - EDGE_ROOM;
    // A line that is shorter than the last one ended for another reason.
    let as_long = |w: &f32| *w > right - left - ROUGHLY_CENTRED * last.size;
    let above = pieces.iter().filter(|p| !is_on_line(p, last)).map(|p| p.bbox.width()).filter(as_long).reduce(f32::min);
    let to_lines = above.into_iter().chain(wrapped).map(|w| (w - (right - left)) / last.size);
    Some(to_lines.fold(to_edge, f32::min))
}

/// Width of the longest line that goes on in another, for the cells of each column.
fn wrapped_widths(grid: &Grid, pieces: &[Vec<Piece>]) -> BTreeMap<(usize, usize), f32> {
    let mut widths: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (cell, held) in grid.cells.iter().zip(pieces) {
        let Some(last) = last_piece(held) else { continue };
        let widest = held.iter().filter(|p| !is_on_line(p, last)).map(|p| p.bbox.width()).fold(0.0, f32::max);
        if widest > 0.0 {
            let width = widths.entry((cell.col, cell.cols)).or_default();
            *width = width.max(widest);
        }
    }
    widths
}

fn last_piece(pieces: &[Piece]) -> Option<&Piece> {
    pieces.iter().max_by(|a, b| a.baseline.total_cmp(&b.baseline))
}

/// The piece stands on the line of the other.
fn is_on_line(piece: &Piece, other: &Piece) -> bool {
    (piece.baseline - other.baseline).abs() <= 0.45 * other.size
}

fn extent<'p>(line: impl Iterator<Item = &'p Piece>) -> (f32, f32) {
    line.fold((f32::MAX, f32::MIN), |(l, r), p| (l.min(p.bbox.x0), r.max(p.bbox.x1)))
}

/// What keeps a text off the edge of its cell, as part of the font size.
const EDGE_ROOM: f32 = 1.2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_in_one_column_or_in_the_first_ones() {
        let cell = |col, cols| GridCell { row: 1, col, rows: 1, cols };
        assert!(is_label(&cell(2, 1), 6, "档案保护"));
        assert!(is_label(&cell(0, 3), 6, "三、档案保护专项资金"));
        assert!(!is_label(&cell(1, 2), 6, "档案保护") && !is_label(&cell(0, 6), 6, "单位：万元"));
        assert!(!is_label(&cell(0, 1), 6, "2012604"));
    }
}
