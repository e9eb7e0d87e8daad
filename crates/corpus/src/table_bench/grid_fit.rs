//! Fits a table to the width of a page: font size, column edges, lines of each cell, row heights.

use super::look::Look;
use crate::layout::wrap;
use crate::model::{Align, Cell, ColumnKind, Table};

/// A table fitted to a width.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    /// Font size in cells.
    pub(crate) size: f32,
    /// Distance of lines.
    pub(crate) line: f32,
    /// Column edges from the left side of the table.
    pub(crate) edges: Vec<f32>,
    /// Height of each row.
    pub(crate) heights: Vec<f32>,
    /// Cells in row order.
    pub(crate) cells: Vec<FitCell>,
}

/// A cell broken into lines.
#[derive(Debug, Clone)]
pub(crate) struct FitCell {
    pub(crate) row: usize,
    pub(crate) col: usize,
    pub(crate) row_span: usize,
    pub(crate) col_span: usize,
    pub(crate) lines: Vec<String>,
    pub(crate) align: Align,
    /// Points by which the text is indented.
    pub(crate) indent: f32,
}

impl FitCell {
    pub(crate) const fn end_row(&self) -> usize {
        self.row + self.row_span
    }

    pub(crate) const fn end_col(&self) -> usize {
        self.col + self.col_span
    }
}

/// Fits the table to this width.
pub(crate) fn fit(table: &Table, width: f32, look: &Look, advance: &dyn Fn(char) -> f32) -> Fit {
    let mut size = look.size;
    let mut needed = least_widths(table, size, look, advance);
    for _ in 0..4 {
        let total: f32 = needed.iter().sum();
        if total <= width {
            break;
        }
        size *= (width / total * 0.99).min(0.98);
        needed = least_widths(table, size, look, advance);
    }
    let widths = shared_widths(table, &needed, width);
    let mut edges = vec![0.0];
    for w in widths {
        edges.push(edges.last().copied().unwrap_or(0.0) + w);
    }
    let line = size * look.leading;
    let placed = table.placed();
    let blank =
        |row: usize, col: usize| placed.iter().any(|(r, c, cell)| (*r, *c) == (row, col) && cell.shown().is_empty());
    let cells = placed
        .iter()
        .map(|&(row, col, cell)| {
            let mut room = (edges[col + cell.col_span] - edges[col]) * (1.0 - look.drift) - 2.0 * look.pad_x;
            let indent = f32::from(cell.indent) * size;
            let whole: f32 = cell.shown().chars().map(|c| advance(c) * size).sum();
            let over = col + cell.col_span;
            if look.overflows && cell.align == Align::Left && row >= table.header_rows && blank(row, over) {
                let both = edges[over + 1] - edges[col] - 2.0 * look.pad_x;
                room = if whole + indent <= both { both } else { room };
            }
            let lines = cell.shown().split('\n').filter(|l| !l.is_empty());
            let lines = lines.flat_map(|l| wrap(l, size, room - indent, room - indent, advance)).collect();
            FitCell {
                row,
                col,
                row_span: cell.row_span.min(table.rows.len() - row),
                col_span: cell.col_span,
                lines,
                align: cell.align,
                indent,
            }
        })
        .collect();
    let mut out = Fit { size, line, edges, heights: vec![0.0; table.rows.len()], cells };
    out.heights = heights(&out, look);
    out
}

/// The widest piece that cannot be broken, for each column.
fn least_widths(table: &Table, size: f32, look: &Look, advance: &dyn Fn(char) -> f32) -> Vec<f32> {
    let mut out = vec![size * 1.05 + 2.0 * look.pad_x; table.columns.len()];
    // Names are not pressed into a column of two or three letters.
    let all: f32 = table.columns.iter().map(|c| c.width).sum();
    for (slot, column) in out.iter_mut().zip(&table.columns) {
        if column.kind == ColumnKind::Text && column.width > 0.1 * all {
            *slot = slot.max(size * 5.0 + 2.0 * look.pad_x);
        }
    }
    for (_, col, cell) in table.placed() {
        let widest = widest_piece(cell, advance) * size + f32::from(cell.indent) * size + 0.1;
        let share = (widest + 2.0 * look.pad_x) / (1.0 - look.drift) / cell.col_span as f32;
        for slot in out.iter_mut().skip(col).take(cell.col_span) {
            *slot = slot.max(share);
        }
    }
    out
}

fn widest_piece(cell: &Cell, advance: &dyn Fn(char) -> f32) -> f32 {
    let (mut widest, mut run): (f32, f32) = (0.0, 0.0);
    for c in cell.shown().chars() {
        if c.is_ascii_graphic() || "％，。；：、）》”".contains(c) {
            run += advance(c);
        } else {
            run = if c == ' ' { 0.0 } else { advance(c) };
        }
        widest = widest.max(run);
    }
    widest
}

/// The width dealt out by the columns' shares, none less than it needs.
fn shared_widths(table: &Table, needed: &[f32], width: f32) -> Vec<f32> {
    let mut fixed = vec![false; needed.len()];
    loop {
        let taken: f32 = needed.iter().zip(&fixed).filter(|(_, f)| **f).map(|(n, _)| *n).sum();
        let shares: f32 = table.columns.iter().zip(&fixed).filter(|(_, f)| !**f).map(|(c, _)| c.width).sum();
        let share = |i: usize| table.columns[i].width / shares.max(0.001) * (width - taken);
        let short: Vec<usize> = (0..needed.len()).filter(|i| !fixed[*i] && share(*i) < needed[*i]).collect();
        if short.is_empty() {
            return (0..needed.len()).map(|i| if fixed[i] { needed[i] } else { share(i) }).collect();
        }
        for i in short {
            fixed[i] = true;
        }
    }
}

fn heights(fit: &Fit, look: &Look) -> Vec<f32> {
    let mut heights = vec![fit.line + 2.0 * look.pad_y; fit.heights.len()];
    for wants_single in [true, false] {
        for cell in fit.cells.iter().filter(|c| (c.row_span == 1) == wants_single) {
            // A merged cell has room for a page end between two of its lines.
            let lines = cell.lines.len().max(1) + usize::from(!wants_single);
            let pads = if wants_single { 2.0 } else { 4.0 };
            let needed = lines as f32 * fit.line + pads * look.pad_y;
            let have: f32 = heights[cell.row..cell.end_row()].iter().sum();
            if needed > have {
                heights[cell.end_row() - 1] += needed - have;
            }
        }
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::columns;

    #[test]
    fn a_column_is_never_narrower_than_its_longest_figure() {
        let table =
            Table { columns: columns(&[(100.0, ColumnKind::Text), (1.0, ColumnKind::Figure)]), ..Table::default() };
        assert_eq!(shared_widths(&table, &[30.0, 60.0], 200.0), [140.0, 60.0]);
        let half = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        assert_eq!(widest_piece(&Cell::new("共 1,234.56万元"), &half), 4.0);
    }
}
