//! Which sides of a table's cells are drawn on one page.

use super::look::Borders;
use super::sheet::Rule;
use std::collections::BTreeSet;

/// The part of a table that stands on one page, as a grid of columns and strips (a row, or the part of a cut row).
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    /// Column edges.
    pub(crate) xs: Vec<f32>,
    /// Edges of the strips.
    pub(crate) ys: Vec<f32>,
    /// How many of the first strips are header.
    pub(crate) header_strips: usize,
    /// The first strip is the rest of a cut row, or the last strip is cut.
    pub(crate) cut: [bool; 2],
    /// First and last piece of the table.
    pub(crate) outer: [bool; 2],
    /// Cells.
    pub(crate) cells: Vec<PieceCell>,
    /// Columns of labels at the left.
    pub(crate) label_columns: usize,
}

/// A cell, or the part of it on this page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PieceCell {
    /// First strip and the one after the last.
    pub(crate) strips: [usize; 2],
    /// First column and the one after the last.
    pub(crate) cols: [usize; 2],
    /// It holds text.
    pub(crate) filled: bool,
}

impl Piece {
    /// Box of a cell.
    pub(crate) fn bbox(&self, cell: &PieceCell) -> [f32; 4] {
        [self.xs[cell.cols[0]], self.ys[cell.strips[0]], self.xs[cell.cols[1]], self.ys[cell.strips[1]]]
    }

    /// Sides that are drawn, each along one cell of the grid, and boxes of cells drawn on all sides.
    pub(crate) fn drawn(&self, borders: Borders, closed_cuts: bool, header_rules: bool) -> (Vec<Rule>, Vec<[f32; 4]>) {
        let mut sides = BTreeSet::new();
        for cell in &self.cells {
            let header = cell.strips[0] < self.header_strips;
            if borders == Borders::Filled && !cell.filled && !header {
                continue;
            }
            for col in cell.cols[0]..cell.cols[1] {
                for line in cell.strips {
                    if self.draws_row_line(borders, line, col, closed_cuts, header_rules) {
                        sides.insert((true, line, col));
                    }
                }
            }
            for strip in cell.strips[0]..cell.strips[1] {
                for line in cell.cols {
                    if self.draws_column_line(borders, line, strip) {
                        sides.insert((false, line, strip));
                    }
                }
            }
        }
        let rule = |(along_x, line, at): (bool, usize, usize)| {
            let (own, across) = if along_x { (&self.ys, &self.xs) } else { (&self.xs, &self.ys) };
            Rule { along_x, at: own[line], from: across[at], to: across[at + 1] }
        };
        let boxed = |c: &&PieceCell| borders == Borders::Full || c.filled || c.strips[0] < self.header_strips;
        let boxes = match borders {
            Borders::Full | Borders::Filled => self.cells.iter().filter(boxed).map(|c| self.bbox(c)).collect(),
            _ => Vec::new(),
        };
        (sides.into_iter().map(rule).collect(), boxes)
    }

    fn draws_row_line(&self, borders: Borders, line: usize, col: usize, closed_cuts: bool, header_rules: bool) -> bool {
        let last = self.ys.len() - 1;
        let (top, bottom) = (line == 0, line == last);
        if !closed_cuts && (top && self.cut[0] || bottom && self.cut[1]) {
            return false;
        }
        let below_header = line == self.header_strips && line > 0;
        let in_header = line < self.header_strips && line > 0;
        let closes = top && (self.outer[0] || self.header_strips > 0) || bottom && self.outer[1];
        match borders {
            Borders::Full | Borders::OpenSides | Borders::Rows | Borders::Filled => true,
            Borders::Inner => !top && !bottom,
            Borders::Header => closes || below_header || in_header && header_rules,
            Borders::Columns => closes || below_header || in_header,
            Borders::LabelGaps => top || bottom || below_header || in_header || col >= self.label_columns,
            Borders::ColumnsOnly | Borders::Nothing | Borders::Zebra => false,
        }
    }

    const fn draws_column_line(&self, borders: Borders, line: usize, _strip: usize) -> bool {
        let outer = line == 0 || line + 1 == self.xs.len();
        match borders {
            Borders::Full | Borders::Columns | Borders::ColumnsOnly | Borders::LabelGaps | Borders::Filled => true,
            Borders::OpenSides | Borders::Inner => !outer,
            Borders::Rows | Borders::Header | Borders::Nothing | Borders::Zebra => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_by_two() -> Piece {
        let cell = |row, col| PieceCell { strips: [row, row + 1], cols: [col, col + 1], filled: col == 0 };
        Piece {
            xs: vec![0.0, 50.0, 100.0],
            ys: vec![0.0, 10.0, 20.0],
            header_strips: 1,
            outer: [true, true],
            cells: vec![cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)],
            label_columns: 1,
            ..Piece::default()
        }
    }

    fn count(borders: Borders) -> (usize, usize) {
        let rules = two_by_two().drawn(borders, true, false).0;
        let along = rules.iter().filter(|r| r.along_x).count();
        (along, rules.len() - along)
    }

    #[test]
    fn borders_leave_out_their_sides() {
        assert_eq!(count(Borders::Full), (6, 6));
        assert_eq!(count(Borders::OpenSides), (6, 2));
        assert_eq!(count(Borders::Inner), (2, 2));
        assert_eq!(count(Borders::Rows), (6, 0));
        assert_eq!(count(Borders::ColumnsOnly), (0, 6));
        assert_eq!(count(Borders::Filled), (5, 5));
        assert_eq!(count(Borders::Nothing), (0, 0));
    }

    #[test]
    fn a_cut_row_may_stay_open() {
        let piece = Piece { cut: [false, true], ..two_by_two() };
        let bottom =
            |closed| piece.drawn(Borders::Full, closed, false).0.iter().filter(|r| r.along_x && r.at > 15.0).count();
        assert_eq!((bottom(true), bottom(false)), (2, 0));
    }
}
