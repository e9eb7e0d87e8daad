//! A table as a grid: which cell covers a position.

use gongkai_model::table::{Cell, Table};

/// Largest number of grid positions that is looked at; a table that claims more is cut.
const POSITIONS: usize = 8_000_000;

/// Index from grid positions to the cells that cover them.
pub(crate) struct Grid<'a> {
    cells: &'a [Cell],
    /// Number of rows.
    pub(crate) rows: usize,
    /// Number of columns.
    pub(crate) cols: usize,
    at: Vec<u32>,
}

impl<'a> Grid<'a> {
    /// The grid of a table. A cell that lies outside the size the table states is left out.
    pub(crate) fn new(table: &'a Table) -> Self {
        let cols = (table.n_cols as usize).min(4096);
        let rows = POSITIONS.checked_div(cols).map_or(0, |most| most.min(table.n_rows as usize));
        let mut at = vec![u32::MAX; rows * cols];
        for (index, cell) in table.cells.iter().enumerate() {
            let (r0, c0) = (cell.row as usize, cell.col as usize);
            let r1 = r0.saturating_add(cell.row_span.max(1) as usize).min(rows);
            let c1 = c0.saturating_add(cell.col_span.max(1) as usize).min(cols);
            let Ok(index) = u32::try_from(index) else { break };
            for row in r0..r1 {
                for slot in at.get_mut(row * cols + c0..row * cols + c1).unwrap_or_default() {
                    if *slot == u32::MAX {
                        *slot = index;
                    }
                }
            }
        }
        Self { cells: &table.cells, rows, cols, at }
    }

    /// The cell that covers a position.
    pub(crate) fn cell(&self, row: usize, col: usize) -> Option<&'a Cell> {
        if col >= self.cols {
            return None;
        }
        let index = *self.at.get(row * self.cols + col)?;
        self.cells.get(index as usize)
    }

    /// The text at a position, of the cell that covers it.
    pub(crate) fn text(&self, row: usize, col: usize) -> &'a str {
        self.cell(row, col).map_or("", |cell| cell.text.trim())
    }

    /// The cell that begins at a position.
    pub(crate) fn anchored(&self, row: usize, col: usize) -> Option<&'a Cell> {
        self.cell(row, col).filter(|cell| cell.row as usize == row && cell.col as usize == col)
    }

    /// The next cell with a text to the right of a cell, in its first row.
    pub(crate) fn next_filled(&self, cell: &Cell) -> Option<&'a Cell> {
        let row = cell.row as usize;
        let mut col = cell.col.saturating_add(cell.col_span.max(1)) as usize;
        while col < self.cols {
            let next = self.cell(row, col)?;
            if !next.text.trim().is_empty() {
                return Some(next);
            }
            col = next.col.saturating_add(next.col_span.max(1)).max(cell.col + 1) as usize;
        }
        None
    }

    /// The cells that begin in a row, from left to right.
    pub(crate) fn row_cells(&self, row: usize) -> impl Iterator<Item = &'a Cell> + '_ {
        (0..self.cols).filter_map(move |col| self.anchored(row, col))
    }
}

#[cfg(test)]
pub(crate) mod build {
    use gongkai_model::table::{Cell, Table};

    /// A table without spans from rows of cell texts. Leading `>` of a cell are its indentation.
    pub(crate) fn table(title: &str, header_rows: u32, rows: &[&[&str]]) -> Table {
        let n_cols = rows.iter().map(|r| r.len()).max().unwrap_or(0);
        let mut cells = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            for c in 0..n_cols {
                let raw = row.get(c).copied().unwrap_or("");
                let text = raw.trim_start_matches('>');
                cells.push(Cell {
                    row: r as u32,
                    col: c as u32,
                    row_span: 1,
                    col_span: 1,
                    text: text.to_owned(),
                    indent: (raw.len() - text.len()) as u8,
                    page: Some(1),
                    ..Cell::default()
                });
            }
        }
        Table {
            table_id: "t001".to_owned(),
            title: (!title.is_empty()).then(|| title.to_owned()),
            unit: Some("万元".to_owned()),
            n_rows: rows.len() as u32,
            n_cols: n_cols as u32,
            header_rows,
            cells,
            pages: vec![1],
            confidence: "1.00".to_owned(),
            ..Table::default()
        }
    }

    /// Merges the cells of a rectangle into its first one.
    pub(crate) fn merge(table: &mut Table, row: u32, col: u32, rows: u32, cols: u32) {
        table.cells.retain(|c| {
            !(c.row >= row && c.row < row + rows && c.col >= col && c.col < col + cols)
                || (c.row == row && c.col == col)
        });
        if let Some(cell) = table.cells.iter_mut().find(|c| c.row == row && c.col == col) {
            cell.row_span = rows;
            cell.col_span = cols;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_cell_covers_its_positions() {
        let mut table = build::table("", 1, &[&["甲", "乙"], &["1", "2"]]);
        build::merge(&mut table, 0, 0, 1, 2);
        let grid = Grid::new(&table);
        assert_eq!(grid.text(0, 1), "甲");
        assert!(grid.anchored(0, 1).is_none());
        assert_eq!(grid.row_cells(1).count(), 2);
    }

    #[test]
    fn a_table_that_lies_about_its_size_is_cut() {
        let mut table = build::table("", 0, &[&["1"]]);
        table.n_rows = u32::MAX;
        table.n_cols = u32::MAX;
        table.cells[0].row_span = u32::MAX;
        table.cells[0].col_span = u32::MAX;
        let grid = Grid::new(&table);
        assert!(grid.rows * grid.cols <= POSITIONS);
        assert_eq!(grid.text(0, 0), "1");
    }
}
