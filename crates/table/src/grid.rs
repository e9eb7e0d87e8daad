//! A lattice of edges to a grid of cells with spans.

use crate::edges::{Edge, Lattice};
use crate::options::Options;
use gongkai_model::BBox;

/// A grid on one page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid {
    /// Column edges from left to right, one more than columns.
    pub(crate) xs: Vec<f32>,
    /// Row edges from top to bottom, one more than rows.
    pub(crate) ys: Vec<f32>,
    /// Cells in row order; together they cover every position once.
    pub(crate) cells: Vec<GridCell>,
    /// Cell of each position, row by row.
    owner: Vec<u32>,
    /// Inner corners at which a rule ends in nothing or turns: no grid of whole cells has any.
    loose_ends: usize,
}

/// A cell: first row and column, and how many it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GridCell {
    pub(crate) row: usize,
    pub(crate) col: usize,
    pub(crate) rows: usize,
    pub(crate) cols: usize,
}

impl Grid {
    pub(crate) fn n_rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    pub(crate) fn n_cols(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    pub(crate) fn bbox(&self) -> BBox {
        let ends = |v: &[f32]| (v.first().copied().unwrap_or(0.0), v.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        BBox::new(x0, y0, x1, y1)
    }

    pub(crate) fn cell_bbox(&self, cell: &GridCell) -> BBox {
        let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or(0.0);
        BBox::new(
            at(&self.xs, cell.col),
            at(&self.ys, cell.row),
            at(&self.xs, cell.col + cell.cols),
            at(&self.ys, cell.row + cell.rows),
        )
    }

    /// Inner corners at which a rule ends in nothing or turns.
    pub(crate) fn loose_ends(&self) -> usize {
        self.loose_ends
    }

    /// Index of the cell at a point inside the grid.
    pub(crate) fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let index = |v: &[f32], p: f32| v.partition_point(|e| *e <= p).checked_sub(1).filter(|i| i + 1 < v.len());
        let (col, row) = (index(&self.xs, x)?, index(&self.ys, y)?);
        self.owner.get(row * self.n_cols() + col).map(|i| *i as usize)
    }
}

/// Builds the grid of a lattice; `None` where it would have more positions than allowed.
pub(crate) fn lattice_to_grid(lattice: &Lattice, options: &Options) -> Option<Grid> {
    let xs = positions(&lattice.vertical, &lattice.horizontal, options);
    let ys = positions(&lattice.horizontal, &lattice.vertical, options);
    let (cols, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if cols == 0 || rows == 0 || cols.checked_mul(rows)? > options.max_positions {
        return None;
    }
    // Walls between neighbours: `right[r * cols + c]` stands right of (r, c), `below` under it.
    let mut right = vec![false; cols * rows];
    for edge in &lattice.vertical {
        if let Some(c) = nearest(&xs, edge.at).checked_sub(1).filter(|c| *c < cols) {
            for r in covered(&ys, edge, options) {
                right[r * cols + c] = true;
            }
        }
    }
    let mut below = vec![false; cols * rows];
    for edge in &lattice.horizontal {
        if let Some(r) = nearest(&ys, edge.at).checked_sub(1).filter(|r| *r < rows) {
            for c in covered(&xs, edge, options) {
                below[r * cols + c] = true;
            }
        }
    }
    let loose_ends = loose_ends(rows, cols, &right, &below);
    let (cells, owner) = cells_between_walls(rows, cols, &right, &below);
    Some(Grid { xs, ys, cells, owner, loose_ends })
}

fn loose_ends(rows: usize, cols: usize, right: &[bool], below: &[bool]) -> usize {
    let mut loose = 0;
    for row in 1..rows {
        for col in 1..cols {
            let (up, down) = (right[(row - 1) * cols + col - 1], right[row * cols + col - 1]);
            let (left, to_right) = (below[(row - 1) * cols + col - 1], below[(row - 1) * cols + col]);
            let walls = u8::from(up) + u8::from(down) + u8::from(left) + u8::from(to_right);
            loose += usize::from(walls == 1 || (walls == 2 && up != down));
        }
    }
    loose
}

/// Clustered positions of edges, and the ends of the crossing ones where they reach further: the missing outer rule of an
/// open table.
fn positions(edges: &[Edge], crossing: &[Edge], options: &Options) -> Vec<f32> {
    let mut at: Vec<f32> = edges.iter().map(|e| e.at).collect();
    at.sort_by(f32::total_cmp);
    let (first, last) = (at.first().copied().unwrap_or(0.0), at.last().copied().unwrap_or(0.0));
    let from = crossing.iter().map(|e| e.from).fold(f32::MAX, f32::min);
    let to = crossing.iter().map(|e| e.to).fold(f32::MIN, f32::max);
    if from < first - OPEN_SIDE {
        at.insert(0, from);
    }
    if to > last + OPEN_SIDE {
        at.push(to);
    }
    let mut clustered: Vec<f32> = Vec::new();
    let mut start = 0;
    for i in 1..=at.len() {
        if i == at.len() || at[i] - at[start] > options.snap {
            clustered.push((at[start] + at[i - 1]) * 0.5);
            start = i;
        }
    }
    clustered
}

/// A table whose crossing rules reach further than this beyond its last rule is open on that side.
const OPEN_SIDE: f32 = 8.0;

fn nearest(values: &[f32], at: f32) -> usize {
    let i = values.partition_point(|v| *v < at);
    match (i.checked_sub(1).and_then(|j| values.get(j)), values.get(i)) {
        (Some(below), Some(above)) if at - below <= above - at => i - 1,
        (Some(_), None) => i - 1,
        _ => i,
    }
}

/// Intervals of a grid axis whose middle an edge covers.
fn covered(values: &[f32], edge: &Edge, options: &Options) -> std::ops::Range<usize> {
    let middle = |i: usize| (values[i] + values[i + 1]) * 0.5;
    let n = values.len() - 1;
    let (mut lo, mut hi) = (0, n);
    while lo < hi {
        let m = (lo + hi) / 2;
        if middle(m) < edge.from - options.reach * 0.5 { lo = m + 1 } else { hi = m }
    }
    let start = lo;
    let mut end = start;
    while end < n && middle(end) <= edge.to + options.reach * 0.5 {
        end += 1;
    }
    start..end
}

/// Rectangles of positions that no wall divides, found in row order: as far right as no wall stands, then as far down as
/// the whole width stays open.
fn cells_between_walls(rows: usize, cols: usize, right: &[bool], below: &[bool]) -> (Vec<GridCell>, Vec<u32>) {
    const FREE: u32 = u32::MAX;
    let mut owner = vec![FREE; rows * cols];
    let mut cells = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            if owner[row * cols + col] != FREE {
                continue;
            }
            let mut width = 1;
            while col + width < cols && !right[row * cols + col + width - 1] && owner[row * cols + col + width] == FREE
            {
                width += 1;
            }
            let mut height = 1;
            while row + height < rows {
                let r = row + height;
                let open_above = (col..col + width).all(|c| !below[(r - 1) * cols + c] && owner[r * cols + c] == FREE);
                let undivided = (col..col + width - 1).all(|c| !right[r * cols + c]);
                // A row that is open to the side belongs to something wider.
                let closed_left = col == 0 || right[r * cols + col - 1] || owner[r * cols + col - 1] != FREE;
                let closed_right = col + width == cols || right[r * cols + col + width - 1];
                if !(open_above && undivided && closed_left && closed_right) {
                    break;
                }
                height += 1;
            }
            let index = cells.len() as u32;
            for r in row..row + height {
                owner[r * cols + col..r * cols + col + width].fill(index);
            }
            cells.push(GridCell { row, col, rows: height, cols: width });
        }
    }
    (cells, owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn h(at: f32, from: f32, to: f32) -> Edge {
        Edge { at, from, to }
    }

    fn spans(lattice: &Lattice) -> Vec<(usize, usize, usize, usize)> {
        let grid = lattice_to_grid(lattice, &Options::default()).unwrap();
        grid.cells.iter().map(|c| (c.row, c.col, c.rows, c.cols)).collect()
    }

    #[test]
    fn merged_cells_span_rows_and_columns() {
        // A header of one cell over two, beside a cell over both header rows; then a row of three.
        let lattice = Lattice {
            horizontal: vec![h(0.0, 0.0, 90.0), h(10.0, 30.0, 90.0), h(20.0, 0.0, 90.0), h(30.0, 0.0, 90.0)],
            vertical: vec![h(0.0, 0.0, 30.0), h(30.0, 0.0, 30.0), h(60.0, 10.0, 30.0), h(90.0, 0.0, 30.0)],
        };
        assert_eq!(
            spans(&lattice),
            vec![(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]
        );
    }

    #[test]
    fn a_table_open_at_its_sides_keeps_its_outer_columns() {
        let lattice = Lattice {
            horizontal: vec![h(0.0, 0.0, 90.0), h(10.0, 0.0, 90.0), h(20.0, 0.0, 90.0)],
            vertical: vec![h(30.0, 0.0, 20.0), h(60.0, 0.0, 20.0)],
        };
        assert_eq!(spans(&lattice).len(), 6);
    }

    #[test]
    fn points_find_their_cell() {
        let lattice = Lattice {
            horizontal: vec![h(0.0, 0.0, 60.0), h(20.0, 0.0, 60.0)],
            vertical: vec![h(0.0, 0.0, 20.0), h(30.0, 0.0, 20.0), h(60.0, 0.0, 20.0)],
        };
        let grid = lattice_to_grid(&lattice, &Options::default()).unwrap();
        assert_eq!(
            (grid.cell_at(10.0, 10.0), grid.cell_at(45.0, 10.0), grid.cell_at(70.0, 10.0)),
            (Some(0), Some(1), None)
        );
    }
}
