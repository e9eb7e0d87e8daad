//! Rows that no rule divides, but whose heights the pieces of the vertical rules tell: programs that draw the borders of one
//! cell after the other leave a joint at every row.

use crate::bare::piece_word;
use crate::cell_text::Piece;
use crate::edges::Edge;
use crate::grid::Grid;
use gongkai_model::page::{Axis, Rule};

/// Pieces whose ends are no further apart, in points, meet in a joint.
const JOINT: f32 = 0.7;

/// A rule this near to an edge of the grid, in points, is drawn along it.
const ALONG: f32 = 1.5;

/// A joint this near to an edge of the grid, in points, is no other.
const APART: f32 = 3.0;

/// Fewest rules with a joint at one height.
const FEWEST_RULES: usize = 2;

/// A text crosses a joint that is so far from its top and bottom, as part of its size.
const CROSSES: f32 = 0.2;

/// Lines of one text stand no further apart than this part of the font size.
const TEXT_LINE: f32 = 1.5;

/// Edges of rows where all vertical rules between the columns are pieced together, between figures of one column or at one
/// of the `heads`, the heights at which bands of coloured headers end, but for columns in which a text stands across. Where
/// most texts go on over the joint, it is that of a merged row.
pub(crate) fn joint_row_edges(
    rules: &[Rule],
    heads: &[f32],
    grid: &Grid,
    pieces: &[Vec<Piece>],
    text: impl Fn(&Piece) -> String,
) -> Vec<Edge> {
    let bbox = grid.bbox();
    let drawn: Vec<Vec<(f32, f32)>> = grid.xs.iter().map(|x| strokes_along(rules, *x, bbox.y0, bbox.y1)).collect();
    let jointed: Vec<Vec<f32>> = drawn.iter().map(|strokes| joints(strokes)).collect();
    let mut heights: Vec<f32> = jointed.iter().flatten().copied().collect();
    heights.sort_by(f32::total_cmp);
    heights.dedup_by(|a, b| *a - *b <= JOINT);
    heights.retain(|y| grid.ys.iter().all(|edge| (edge - y).abs() > APART));
    let found: Vec<Joint> =
        heights.into_iter().filter_map(|y| joint(y, &drawn, &jointed, grid, pieces, &text)).collect();
    // Where figures or a coloured header show that rows are drawn so, all rows of the band are.
    let shows = |j: &&Joint| j.parts_figures || heads.iter().any(|at| (at - j.at).abs() <= ALONG);
    let bands: Vec<usize> = found.iter().filter(shows).map(|j| j.band).collect();
    let found = found.iter().filter(|j| bands.contains(&j.band));
    let edges = |j: &Joint| {
        let (at, xs) = (j.at, &grid.xs);
        let stretches = j.columns.chunk_by(|a, b| a + 1 == *b);
        stretches.map(|cols| Edge { at, from: xs[cols[0]], to: xs[cols[cols.len() - 1] + 1] }).collect::<Vec<Edge>>()
    };
    found.flat_map(edges).collect()
}

/// A height at which the vertical rules of a band of the grid are pieced together.
struct Joint {
    at: f32,
    band: usize,
    /// Columns in which nothing stands across.
    columns: Vec<usize>,
    /// Figures of one column stand on both sides.
    parts_figures: bool,
}

/// Top and bottom of the strokes along a column edge, from the top down.
fn strokes_along(rules: &[Rule], x: f32, top: f32, bottom: f32) -> Vec<(f32, f32)> {
    let along = |r: &&Rule| r.axis == Axis::Vertical && (r.at - x).abs() <= ALONG && r.to > top && r.from < bottom;
    let mut strokes: Vec<(f32, f32)> = rules.iter().filter(along).map(|r| (r.from, r.to)).collect();
    strokes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    strokes
}

/// Heights at which one stroke ends and the next begins.
fn joints(strokes: &[(f32, f32)]) -> Vec<f32> {
    let mut joints = Vec::new();
    let mut end = f32::MIN;
    for (from, to) in strokes {
        if (from - end).abs() <= JOINT {
            joints.push((from + end) * 0.5);
        }
        end = end.max(*to);
    }
    joints
}

/// The joint at a height; `None` where some rule goes on over it, or most texts do. `drawn` are the strokes along each column
/// edge, `jointed` the heights of their joints.
fn joint(
    y: f32,
    drawn: &[Vec<(f32, f32)>],
    jointed: &[Vec<f32>],
    grid: &Grid,
    pieces: &[Vec<Piece>],
    text: &impl Fn(&Piece) -> String,
) -> Option<Joint> {
    let covers = |strokes: &&Vec<(f32, f32)>| strokes.iter().any(|s| s.0 <= y + JOINT && y - JOINT <= s.1);
    let is_joint: Vec<bool> = jointed.iter().map(|of| of.iter().any(|at| (at - y).abs() <= JOINT)).collect();
    let inner = 1..drawn.len().saturating_sub(1);
    let mut covered = drawn.iter().zip(&is_joint).take(inner.end).skip(inner.start).filter(|(s, _)| covers(s));
    if is_joint.iter().filter(|is| **is).count() < FEWEST_RULES || !covered.all(|(_, is)| *is) {
        return None;
    }
    let band = grid.ys.partition_point(|edge| *edge < y).saturating_sub(1);
    let (mut open, mut torn, mut filled) = (vec![false; grid.n_cols()], 0, 0);
    let mut parts_figures = false;
    for (cell, held) in grid.cells.iter().zip(pieces) {
        if !(cell.row..cell.row + cell.rows).contains(&band) {
            continue;
        }
        let across = |p: &Piece| y - p.bbox.y0 > CROSSES * p.size && p.bbox.y1 - y > CROSSES * p.size;
        let crossed = held.iter().any(across);
        let is_figure = |p: &&Piece| piece_word(p, text(p)).is_numeric();
        let (above, below): (Vec<&Piece>, Vec<&Piece>) = held.iter().partition(|p| p.bbox.center_y() < y);
        parts_figures |= above.iter().any(is_figure) && below.iter().any(is_figure);
        filled += usize::from(!held.is_empty());
        torn += usize::from(crossed || goes_on_over(y, held));
        if crossed || cell.rows > 1 {
            open.iter_mut().skip(cell.col).take(cell.cols).for_each(|o| *o = true);
        }
    }
    let columns = (0..grid.n_cols()).filter(|col| !open[*col]).collect();
    (2 * torn <= filled).then_some(Joint { at: y, band, columns, parts_figures })
}

/// Lines on both sides of a height stand as close as those of one text.
fn goes_on_over(y: f32, held: &[Piece]) -> bool {
    let above = held.iter().filter(|p| p.bbox.center_y() < y).max_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let below = held.iter().filter(|p| p.bbox.center_y() >= y).min_by(|a, b| a.baseline.total_cmp(&b.baseline));
    above.zip(below).is_some_and(|(a, b)| b.baseline - a.baseline <= TEXT_LINE * a.size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edges::Lattice;
    use crate::grid::lattice_to_grid;
    use crate::options::Options;
    use gongkai_model::BBox;

    /// Three columns of 60 points in a frame of 40 points height.
    fn grid() -> Grid {
        let horizontal = [0.0, 40.0].map(|at| Edge { at, from: 0.0, to: 180.0 }).to_vec();
        let vertical = [0.0, 60.0, 120.0, 180.0].map(|at| Edge { at, from: 0.0, to: 40.0 }).to_vec();
        lattice_to_grid(&Lattice { horizontal, vertical }, &Options::default()).unwrap()
    }

    fn pieced(at: f32, joint: f32) -> [Rule; 2] {
        [(0.0, joint), (joint, 40.0)].map(|(from, to)| Rule {
            axis: Axis::Vertical,
            at,
            from,
            to,
            width: 0.5,
            colour: 0,
        })
    }

    fn lines(tops: &[f32]) -> Vec<Piece> {
        let piece = |top: &f32| Piece {
            glyphs: vec![],
            bbox: BBox::new(3.0, *top, 40.0, top + 8.0),
            baseline: top + 7.0,
            size: 8.0,
        };
        tops.iter().map(piece).collect()
    }

    #[test]
    fn pieces_of_all_rules_meet_between_rows() {
        let found_of = |joints: [f32; 2], tops: &[f32], text: &'static str| {
            let rules: Vec<Rule> = pieced(60.0, joints[0]).into_iter().chain(pieced(120.3, joints[1])).collect();
            let texts = vec![lines(tops); 3];
            let edges = joint_row_edges(&rules, &[], &grid(), &texts, |_| text.to_owned());
            edges.into_iter().map(|e| (e.at, e.from, e.to)).collect::<Vec<_>>()
        };
        let found = |joints: [f32; 2], tops: &[f32]| found_of(joints, tops, "5.00");
        assert_eq!(found([20.0, 20.0], &[6.0, 26.0]), [(20.0, 0.0, 180.0)]);
        assert!(found_of([20.0, 20.0], &[6.0, 26.0], "岚桥").is_empty());
        // Rules that meet at other heights; texts that stand across; a text of two lines in each cell.
        assert!(found([20.0, 26.0], &[6.0, 26.0]).is_empty());
        assert!(found([20.0, 20.0], &[16.0]).is_empty());
        assert!(found([20.0, 20.0], &[11.0, 21.0]).is_empty());
    }
}
