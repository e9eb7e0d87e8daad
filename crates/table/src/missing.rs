//! Cells that run together because pieces of the rules between them are missing.

use crate::cell_text::Piece;
use crate::cut_text::is_amount;
use crate::edges::Edge;
use crate::grid::{Grid, GridCell};
use crate::labels::{Labels, ends_of_totals, is_parted_at, tears_lines};
use crate::text_height::{OFF_MIDDLE, TextHeight, middle};
use gongkai_model::BBox;
use gongkai_normalize::chars::is_cjk;

/// Rules that end in nothing from which on a grid has gaps.
const LOOSE_ENDS: usize = 3;

/// Cells of several amounts from which on a grid has gaps.
const GLUED_AMOUNTS: usize = 2;

/// A text that begins within this part of the font size of an edge begins a column.
const BEGINS: f32 = 0.8;

/// Edges that divide cells where a piece of a rule is missing: horizontal ones and vertical ones.
///
/// A merged cell that holds nothing but complete numbers, each in a row (or column) of its own, is as many cells. Where
/// rules end in nothing, or several such cells stand, the grid has gaps, and every merged cell is divided whose texts stand
/// in the middle of rows and within columns of their own.
pub(crate) fn missing_edges(
    grid: &Grid,
    pieces: &[Vec<Piece>],
    text: impl Fn(&Piece) -> String,
) -> (Vec<Edge>, Vec<Edge>) {
    let merged: Vec<(&GridCell, &Vec<Piece>)> =
        grid.cells.iter().zip(pieces).filter(|(c, p)| c.rows * c.cols >= 2 && !p.is_empty()).collect();
    let amounts = |held: &[Piece]| held.len() >= 2 && held.iter().all(|p| is_amount(&text(p)));
    let glued = merged.iter().filter(|(c, p)| amounts(p) && apart(grid, c, p)).count();
    let has_gaps = grid.loose_ends() >= LOOSE_ENDS || glued >= GLUED_AMOUNTS;
    let tall = merged.iter().any(|(c, _)| c.rows >= 2);
    let heights = if has_gaps || tall { row_heights(grid, pieces) } else { Vec::new() };
    let (mut horizontal, mut vertical) = (Vec::new(), Vec::new());
    let lists: Vec<&GridCell> =
        merged.iter().filter(|(c, p)| c.rows >= 2 && is_list(grid, c, p, &heights)).map(|(c, _)| *c).collect();
    let is_one = |c: &GridCell, p: &[Piece]| {
        is_one_by_brackets(grid, c, p, &text) || !has_gaps && (is_one_of_middles(grid, c, p, &merged))
    };
    let lists: Vec<&GridCell> =
        merged.iter().filter(|(c, p)| lists.contains(c) && !is_one(c, p)).map(|(c, _)| *c).collect();
    for y in ends_of_totals(grid, &merged, &heights, &text) {
        let parted = merged.iter().filter(|(cell, held)| is_parted_at(grid, cell, held, y));
        horizontal.extend(parted.map(|(cell, _)| grid.cell_bbox(cell)).map(|b| Edge { at: y, from: b.x0, to: b.x1 }));
    }
    // Cells that labels part, and others with labels.
    let (mut parted, mut beside) = (Vec::new(), Vec::new());
    for (cell, held) in merged {
        let bbox = grid.cell_bbox(cell);
        let rows = inner(&grid.ys, cell.row, cell.rows);
        let columns = inner(&grid.xs, cell.col, cell.cols);
        let (by_rows, by_columns) = if amounts(held) && apart(grid, cell, held) {
            (true, true)
        } else if is_upright(held, rows, &text) || cell.rows >= 2 && is_one_by_brackets(grid, cell, held, &text) {
            (false, false)
        } else if lists.contains(&cell) || is_beside_list(grid, cell, held, &lists, &heights) {
            (true, false)
        } else if begin_columns(&bbox, held, columns) || cell.rows == 1 && are_centred(grid, cell, held, columns) {
            (false, true)
        } else if has_gaps {
            // An amount stands in one row, a text may stand in the middle of several.
            let amounts_only = held.iter().all(|p| is_amount(&text(p)));
            let in_middle = !amounts_only && in_middle(&bbox, held);
            (!in_middle && own_rows(grid, cell, held, rows, &heights), own_columns(&bbox, held, columns))
        } else {
            (false, false)
        };
        // Rows would tear a label whose lines stand in several of them.
        let may_be_labels = !by_rows || !amounts(held) && tears_lines(held, rows);
        let labels = Some(cell).filter(|_| may_be_labels).and_then(|c| Labels::of(grid, c, held, &heights, &text));
        let tops = labels.as_ref().map_or(Vec::new(), |labels| labels.tops(grid, pieces));
        let by_rows = by_rows && tops.is_empty() && labels.as_ref().is_none_or(|labels| !labels.is_one);
        if by_rows {
            parted.push((cell, rows.to_vec()));
        } else if !tops.is_empty() {
            parted.push((cell, tops));
        } else if !by_columns {
            beside.extend(labels);
        }
        if by_columns {
            vertical.extend(columns.iter().map(|x| Edge { at: *x, from: bbox.y0, to: bbox.y1 }));
        }
    }
    let of_beside: Vec<(&GridCell, Vec<f32>)> = beside.iter().map(|b| (b.cell, b.tops_beside(grid, &parted))).collect();
    for (cell, tops) in parted.into_iter().chain(of_beside) {
        let bbox = grid.cell_bbox(cell);
        horizontal.extend(tops.into_iter().map(|at| Edge { at, from: bbox.x0, to: bbox.x1 }));
    }
    (horizontal, vertical)
}

/// Edges of the grid inside a cell that spans `count` intervals from `first`.
fn inner(edges: &[f32], first: usize, count: usize) -> &[f32] {
    edges.get(first + 1..first + count).unwrap_or_default()
}

fn within(piece: &Piece, columns: &[f32]) -> bool {
    columns.iter().all(|x| piece.bbox.x1 <= x + 1.0 || piece.bbox.x0 >= x - 1.0)
}

/// Each piece stands in a position of its own.
fn apart(grid: &Grid, cell: &GridCell, held: &[Piece]) -> bool {
    let rows = inner(&grid.ys, cell.row, cell.rows);
    let columns = inner(&grid.xs, cell.col, cell.cols);
    let place = |p: &Piece| {
        (rows.partition_point(|y| *y < p.bbox.center_y()), columns.partition_point(|x| *x < p.bbox.center_x()))
    };
    let mut places: Vec<(usize, usize)> = held.iter().map(place).collect();
    places.sort_unstable();
    places.dedup();
    places.len() == held.len() && held.iter().all(|p| within(p, columns))
}

/// Where the texts of each row stand; `None` where it has none.
fn row_heights(grid: &Grid, pieces: &[Vec<Piece>]) -> Vec<Option<TextHeight>> {
    let mut tops: Vec<Vec<f32>> = vec![Vec::new(); grid.n_rows()];
    let mut middles: Vec<Vec<f32>> = vec![Vec::new(); grid.n_rows()];
    for (cell, held) in grid.cells.iter().zip(pieces).filter(|(c, p)| c.rows == 1 && !p.is_empty()) {
        if let (Some(tops), Some(middles)) = (tops.get_mut(cell.row), middles.get_mut(cell.row)) {
            tops.push(top(held.iter()));
            middles.push(middle(held.iter()));
        }
    }
    let median = |row: &mut Vec<f32>| {
        row.sort_by(f32::total_cmp);
        row.get(row.len() / 2).copied()
    };
    let height = |(tops, middles): (&mut Vec<f32>, &mut Vec<f32>)| {
        Some(TextHeight { top: median(tops)?, middle: median(middles)?, first: *tops.first()? })
    };
    tops.iter_mut().zip(&mut middles).map(height).collect()
}

fn top<'a>(held: impl Iterator<Item = &'a Piece>) -> f32 {
    held.map(|p| p.bbox.y0).fold(f32::MAX, f32::min)
}

/// The texts of a merged cell stand in rows as texts do: with the other texts of each row, in the middle of all rows, or as
/// far below the top of each. `rows` are the edges between them.
fn own_rows(grid: &Grid, cell: &GridCell, held: &[Piece], rows: &[f32], heights: &[Option<TextHeight>]) -> bool {
    let size = held.iter().map(|p| p.size).fold(0.0, f32::max);
    let row_of = |p: &Piece| rows.partition_point(|y| *y < p.bbox.center_y());
    let mut beside = true;
    let (mut below_top, mut off_middle): (Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new());
    for row in 0..cell.rows {
        let own: Vec<&Piece> = held.iter().filter(|p| row_of(p) == row).collect();
        let (Some(from), Some(to)) = (grid.ys.get(cell.row + row), grid.ys.get(cell.row + row + 1)) else { continue };
        if own.is_empty() {
            continue;
        }
        let (top, middle) = (top(own.iter().copied()), middle(own.iter().copied()));
        beside &= heights.get(cell.row + row).copied().flatten().is_some_and(|expected| {
            (middle - expected.middle).abs().min((top - expected.top).abs()) <= OFF_MIDDLE * size
        });
        below_top.push(top - from);
        off_middle.push(middle - (from + to) * 0.5);
    }
    let even = |values: &[f32]| {
        let (least, most) = values.iter().fold((f32::MAX, f32::MIN), |(l, m), v| (l.min(*v), m.max(*v)));
        values.len() >= 2 && most - least <= OFF_MIDDLE * size
    };
    !rows.is_empty() && !below_top.is_empty() && (beside || even(&below_top) || even(&off_middle))
}

/// One text in the middle of a cell.
fn in_middle(bbox: &BBox, held: &[Piece]) -> bool {
    let size = held.iter().map(|p| p.size).fold(0.0, f32::max);
    is_one_text(bbox, held) && (middle(held.iter()) - bbox.center_y()).abs() <= OFF_MIDDLE * size
}

/// Lines of different rows stand further apart than lines of one row.
fn stand_apart(held: &[Piece], row_of: impl Fn(&Piece) -> usize) -> bool {
    let mut lines: Vec<(f32, usize)> = held.iter().map(|p| (p.baseline, row_of(p))).collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut within, mut between) = (0.0f32, f32::MAX);
    for pair in lines.windows(2) {
        let step = pair[1].0 - pair[0].0;
        if pair[0].1 == pair[1].1 {
            within = within.max(step);
        } else {
            between = between.min(step);
        }
    }
    within > 0.0 && between > APART * within
}

/// Lines of different rows are at least so many times further apart than lines of one.
const APART: f32 = 1.1;

/// Lines that follow each other as those of one text do: close to each other, and where one ends by itself, the next
/// begins at the same place or has the same middle.
fn is_one_text(bbox: &BBox, held: &[Piece]) -> bool {
    let size = held.iter().map(|p| p.size).fold(0.0, f32::max);
    let mut pieces: Vec<&Piece> = held.iter().collect();
    pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let whole = |line: &[&Piece]| line.iter().map(|p| p.bbox).reduce(|a, b| a.union(&b));
    let lines: Vec<BBox> =
        pieces.chunk_by(|a, b| b.baseline - a.baseline <= OFF_MIDDLE * size).filter_map(whole).collect();
    let goes_on = |pair: &[BBox]| {
        let (line, next) = (pair[0], pair[1]);
        let same = |a: f32, b: f32| (a - b).abs() <= BEGINS * size;
        bbox.x1 - line.x1 < ENDED * size || same(line.x0, next.x0) || same(line.center_x(), next.center_x())
    };
    lines_within(held, 1.6 * size) && lines.windows(2).all(goes_on)
}

/// A line that leaves room for so many characters ends by itself.
const ENDED: f32 = 3.0;

/// Each line stands no further below the one above it.
fn lines_within(held: &[Piece], step: f32) -> bool {
    let mut baselines: Vec<f32> = held.iter().map(|p| p.baseline).collect();
    baselines.sort_by(f32::total_cmp);
    baselines.windows(2).all(|w| w[1] - w[0] <= step)
}

/// One word written downwards in a narrow cell: single characters one below the other, blank lines between them at most,
/// two of them in one of the `rows`.
fn is_upright(held: &[Piece], rows: &[f32], text: impl Fn(&Piece) -> String) -> bool {
    let single = |p: &Piece| {
        let text = text(p);
        let mut chars = text.chars();
        chars.next().is_some_and(is_cjk) && chars.next().is_none()
    };
    let mut places: Vec<usize> = held.iter().map(|p| rows.partition_point(|y| *y < p.bbox.center_y())).collect();
    places.sort_unstable();
    places.dedup();
    let middles = || held.iter().map(|p| p.bbox.center_x());
    let (left, right) = (middles().fold(f32::MAX, f32::min), middles().fold(f32::MIN, f32::max));
    let size = held.iter().map(|p| p.size).fold(0.0, f32::max);
    places.len() < held.len()
        && held.iter().all(single)
        && right - left <= 0.75 * size
        && lines_within(held, UPRIGHT_STEP * size)
}

/// Characters of a word written downwards stand no further apart than this part of the font size: two blank lines may part
/// them.
const UPRIGHT_STEP: f32 = 4.0;

/// Texts that each begin at the left of a column, with no column in between: a code and its name.
fn begin_columns(bbox: &BBox, held: &[Piece], columns: &[f32]) -> bool {
    let begins = |p: &Piece| {
        let left = columns.iter().rev().find(|x| p.bbox.x0 >= **x - 1.0).copied().unwrap_or(bbox.x0);
        p.bbox.x0 - left <= BEGINS * p.size
    };
    let places = held.iter().map(|p| columns.partition_point(|x| *x <= p.bbox.x0 + 1.0));
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places.dedup();
    !columns.is_empty()
        && places.len() == columns.len() + 1
        && held.len() == places.len()
        && held.iter().all(|p| within(p, columns) && begins(p))
}

/// Texts that each stand in the middle of a column, one in every column of the table: names of columns that no rules part.
fn are_centred(grid: &Grid, cell: &GridCell, held: &[Piece], columns: &[f32]) -> bool {
    let bbox = grid.cell_bbox(cell);
    let from = std::iter::once(bbox.x0).chain(columns.iter().copied());
    let to = columns.iter().copied().chain(std::iter::once(bbox.x1));
    let is_centred = |(from, to): (f32, f32)| {
        let own = held.iter().filter(|p| p.bbox.x0 >= from && p.bbox.x1 <= to);
        let whole = own.map(|p| (p.bbox, p.size)).reduce(|a, b| (a.0.union(&b.0), a.1.max(b.1)));
        whole.is_some_and(|(text, size)| (text.center_x() - (from + to) * 0.5).abs() <= BEGINS * size)
    };
    cell.cols == grid.n_cols() && cell.cols >= NAMED_COLUMNS && from.zip(to).all(is_centred)
}

/// Fewest columns that names without rules between them make.
const NAMED_COLUMNS: usize = 3;

/// A column of texts, each in a row of its own: three or more, or two too far apart for lines of one text; not the full
/// lines of one.
fn is_list(grid: &Grid, cell: &GridCell, held: &[Piece], heights: &[Option<TextHeight>]) -> bool {
    let bbox = grid.cell_bbox(cell);
    let rows = inner(&grid.ys, cell.row, cell.rows);
    let row_of = |p: &Piece| rows.partition_point(|y| *y < p.bbox.center_y());
    let mut lines: Vec<(usize, &Piece)> = held.iter().map(|p| (row_of(p), p)).collect();
    lines.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.baseline.total_cmp(&a.1.baseline)));
    // The last line of each row.
    lines.dedup_by_key(|(row, _)| *row);
    let full = lines.iter().filter(|(_, p)| p.bbox.x1 >= bbox.x1 - 1.8 * p.size).count();
    // A label of two lines far apart stands in the middle of its rows.
    let size = held.iter().map(|p| p.size).fold(0.0, f32::max);
    let off_middle = (middle(held.iter()) - bbox.center_y()).abs() > OFF_MIDDLE * size;
    cell.cols == 1
        && (lines.len() >= 3
            || lines.len() == 2 && cell.rows <= 3 && !is_one_text(&bbox, held) && (cell.rows == 2 || off_middle))
        && full * 2 <= lines.len()
        && (!in_middle(&bbox, held) || stand_apart(held, row_of) || lines.len() == cell.rows && cell.rows >= FULL_LIST)
        && own_rows(grid, cell, held, rows, heights)
}

/// The texts of a row leave a bracket open, which those of the next one close, and all stand in the middle of their cell:
/// they are one text.
fn is_one_by_brackets(grid: &Grid, cell: &GridCell, held: &[Piece], text: impl Fn(&Piece) -> String) -> bool {
    let rows = inner(&grid.ys, cell.row, cell.rows);
    let mut open = vec![0_i32; rows.len() + 1];
    for piece in held {
        let text = text(piece);
        let count = |brackets: [char; 2]| text.matches(brackets).count() as i32;
        let row = rows.partition_point(|y| *y < piece.bbox.center_y());
        open[row] += count(['(', '（']) - count([')', '）']);
    }
    stands_in_middle(grid, cell, held) && open.windows(2).any(|pair| pair[0] > 0 && pair[1] < 0)
}

/// The middle of all texts of a cell is that of the cell.
fn stands_in_middle(grid: &Grid, cell: &GridCell, held: &[Piece]) -> bool {
    let size = held.iter().map(|p| p.size).fold(0.0, f32::max);
    (middle(held.iter()) - grid.cell_bbox(cell).center_y()).abs() <= OFF_MIDDLE * size
}

/// The texts of a cell stand in its middle, as do those of another cell of its column over as many rows, which are not
/// one to a row.
fn is_one_of_middles(grid: &Grid, cell: &GridCell, held: &[Piece], merged: &[(&GridCell, &Vec<Piece>)]) -> bool {
    let lines = |held: &[Piece]| {
        let mut lines: Vec<i32> = held.iter().map(|p| p.baseline as i32).collect();
        lines.sort_unstable();
        lines.dedup_by(|a, b| *a - *b <= 2);
        lines.len()
    };
    let is_other = |(other, held): &&(&GridCell, &Vec<Piece>)| {
        (other.col, other.cols, other.rows) == (cell.col, cell.cols, cell.rows)
            && other.row != cell.row
            && lines(held) < cell.rows
            && stands_in_middle(grid, other, held)
    };
    // A text of its own beside it over the same rows.
    let is_beside = |(other, held): &&(&GridCell, &Vec<Piece>)| {
        (other.row, other.rows) == (cell.row, cell.rows)
            && other.col != cell.col
            && lines(held) < cell.rows
            && stands_in_middle(grid, other, held)
    };
    stands_in_middle(grid, cell, held)
        && merged.iter().any(|other| is_other(&other))
        && merged.iter().any(|other| is_beside(&other))
}

/// The cell of labels beside a list of others, in the same rows: its texts begin at the top of rows as those do.
fn is_beside_list(
    grid: &Grid,
    cell: &GridCell,
    held: &[Piece],
    lists: &[&GridCell],
    heights: &[Option<TextHeight>],
) -> bool {
    let beside = |l: &&&GridCell| {
        l.row == cell.row && l.rows == cell.rows && (l.col + l.cols == cell.col || cell.col + cell.cols == l.col)
    };
    let rows = inner(&grid.ys, cell.row, cell.rows);
    cell.cols == 1
        && lists.iter().any(|l| beside(&l))
        && !in_middle(&grid.cell_bbox(cell), held)
        && own_rows(grid, cell, held, rows, heights)
}

/// So many rows with a text each are no text in the middle of them.
const FULL_LIST: usize = 4;

/// The texts of a cell over several columns stand within columns, none of them in the middle of the cell.
fn own_columns(bbox: &BBox, held: &[Piece], columns: &[f32]) -> bool {
    let alone_in_middle = held.len() == 1
        && held.iter().all(|p| (p.bbox.center_x() - bbox.center_x()).abs() <= 2.0 && p.bbox.x0 > bbox.x0 + 6.0);
    !columns.is_empty() && held.iter().all(|p| within(p, columns)) && !alone_in_middle
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edges::Lattice;
    use crate::grid::lattice_to_grid;
    use crate::options::Options;

    fn edge(at: f32, from: f32, to: f32) -> Edge {
        Edge { at, from, to }
    }

    fn piece(x1: f32, baseline: f32) -> Piece {
        Piece { glyphs: vec![], bbox: BBox::new(x1 - 30.0, baseline - 9.0, x1, baseline + 1.0), baseline, size: 10.0 }
    }

    #[test]
    fn a_merged_cell_of_numbers_is_as_many_cells_as_numbers() {
        // The rule between two rows is missing in the second column.
        let lattice = Lattice {
            horizontal: vec![edge(0.0, 0.0, 100.0), edge(20.0, 0.0, 50.0), edge(40.0, 0.0, 100.0)],
            vertical: vec![edge(0.0, 0.0, 40.0), edge(50.0, 0.0, 40.0), edge(100.0, 0.0, 40.0)],
        };
        let grid = lattice_to_grid(&lattice, &Options::default()).unwrap();
        let merged = grid.cells.iter().position(|c| c.rows == 2).unwrap();
        let mut pieces = vec![Vec::new(); grid.cells.len()];
        pieces[merged] = vec![piece(98.0, 15.0), piece(98.0, 35.0)];
        let (horizontal, vertical) = missing_edges(&grid, &pieces, |_| "12.50".to_owned());
        assert_eq!((horizontal, vertical.len()), (vec![edge(20.0, 50.0, 100.0)], 0));
        let (none, _) = missing_edges(&grid, &pieces, |_| "目标".to_owned());
        assert!(none.is_empty());
    }

    #[test]
    fn lines_that_end_by_themselves_at_different_places_are_several_texts() {
        let cell = BBox::new(0.0, 0.0, 100.0, 40.0);
        let at = |x0: f32, x1: f32, baseline: f32| Piece {
            glyphs: vec![],
            bbox: BBox::new(x0, baseline - 9.0, x1, baseline + 1.0),
            baseline,
            size: 10.0,
        };
        assert!(!is_one_text(&cell, &[at(40.0, 60.0, 12.0), at(4.0, 34.0, 27.0)]));
        assert!(is_one_text(&cell, &[at(4.0, 96.0, 12.0), at(20.0, 50.0, 27.0)]));
        assert!(is_one_text(&cell, &[at(30.0, 70.0, 12.0), at(40.0, 60.0, 27.0)]));
    }

    #[test]
    fn names_in_the_middle_of_columns_are_a_row_of_cells() {
        let lattice = Lattice {
            horizontal: [0.0, 20.0, 40.0].map(|y| edge(y, 0.0, 150.0)).to_vec(),
            vertical: vec![
                edge(0.0, 0.0, 40.0),
                edge(50.0, 20.0, 40.0),
                edge(100.0, 20.0, 40.0),
                edge(150.0, 0.0, 40.0),
            ],
        };
        let grid = lattice_to_grid(&lattice, &Options::default()).unwrap();
        let divided = |ends: [f32; 3]| {
            let mut pieces = vec![Vec::new(); grid.cells.len()];
            pieces[0] = ends.map(|x1| piece(x1, 15.0)).to_vec();
            missing_edges(&grid, &pieces, |_| "本级".to_owned()).1.len()
        };
        assert_eq!((divided([40.0, 90.0, 140.0]), divided([49.0, 90.0, 140.0])), (2, 0));
    }

    #[test]
    fn a_label_below_the_rest_of_a_row_begins_its_own() {
        // No rule parts the labels at the left; the first row of the page is the rest of one of the page before.
        let lattice = Lattice {
            horizontal: vec![edge(0.0, 0.0, 160.0), edge(30.0, 40.0, 160.0), edge(100.0, 0.0, 160.0)],
            vertical: [0.0, 40.0, 80.0, 100.0, 160.0].map(|x| edge(x, 0.0, 100.0)).to_vec(),
        };
        let grid = lattice_to_grid(&lattice, &Options::default()).unwrap();
        let at = |row: usize, col: usize| grid.cells.iter().position(|c| (c.row, c.col) == (row, col)).unwrap();
        let parted = |label: f32| {
            let mut pieces = vec![Vec::new(); grid.cells.len()];
            pieces[at(0, 0)] = vec![piece(35.0, label)];
            pieces[at(0, 3)] = vec![piece(150.0, 12.0)];
            pieces[at(1, 3)] = vec![piece(150.0, 42.0), piece(150.0, 54.0), piece(150.0, 66.0)];
            missing_edges(&grid, &pieces, |_| "校舍修缮".to_owned()).0
        };
        assert_eq!(parted(42.0), vec![edge(30.0, 0.0, 40.0)]);
        // In the middle of both rows.
        assert_eq!(parted(54.0), vec![]);
    }

    #[test]
    fn a_word_written_downwards_stands_in_no_rows() {
        // The third character stands in the second row, with the second one.
        let held: Vec<Piece> = (0..4u8).map(|i| piece(40.0, 15.0 + 12.0 * f32::from(i))).collect();
        let rows = [22.0, 44.0];
        assert!(is_upright(&held, &rows, |_| "产".to_owned()));
        assert!(!is_upright(&held, &rows, |_| "产出".to_owned()));
        // One to a row: a list of marks.
        assert!(!is_upright(&held, &[22.0, 34.0, 46.0], |_| "是".to_owned()));
    }

    #[test]
    fn a_grid_with_loose_ends_is_divided_where_texts_stand_in_rows() {
        let ys = [0.0, 20.0, 40.0, 60.0, 80.0];
        let mut horizontal: Vec<Edge> = ys.iter().map(|y| edge(*y, 0.0, 40.0)).collect();
        horizontal.extend([edge(0.0, 40.0, 160.0), edge(80.0, 40.0, 160.0)]);
        // Rules between rows end in nothing in the middle of columns.
        horizontal.extend([edge(20.0, 40.0, 80.0), edge(40.0, 40.0, 80.0), edge(60.0, 40.0, 80.0)]);
        let vertical = vec![
            edge(0.0, 0.0, 80.0),
            edge(40.0, 0.0, 80.0),
            edge(80.0, 0.0, 10.0),
            edge(120.0, 0.0, 80.0),
            edge(160.0, 0.0, 80.0),
        ];
        let grid = lattice_to_grid(&Lattice { horizontal, vertical }, &Options::default()).unwrap();
        assert!(grid.loose_ends() >= LOOSE_ENDS, "{}", grid.loose_ends());
    }
}
