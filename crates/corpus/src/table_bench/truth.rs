//! What a reader should find in a document of the benchmark: its tables as grids.

use crate::model::Table;
use serde::Serialize;

/// One table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TableTruth {
    /// Title as printed.
    pub title: Option<String>,
    /// Pages it stands on, from 1.
    pub pages: Vec<u32>,
    /// Number of rows, header rows included.
    pub n_rows: usize,
    /// Number of columns.
    pub n_cols: usize,
    /// How many of the first rows are header.
    pub header_rows: usize,
    /// Header texts above each column from the top row down, merged headers repeated, without 栏次 (printed column
    /// numbers); empty where the table has no header.
    pub paths: Vec<Vec<String>>,
    /// Cells in row order.
    pub cells: Vec<CellTruth>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CellTruth {
    /// Row from 0, header rows included.
    pub row: usize,
    /// Column from 0.
    pub col: usize,
    /// Rows covered.
    pub row_span: usize,
    /// Columns covered.
    pub col_span: usize,
    /// Text as it should be read.
    pub text: String,
    /// Lines it is printed in.
    pub lines: usize,
    /// Pages its text stands on, from 1; empty where that is unknown.
    pub pages: Vec<u32>,
}

impl TableTruth {
    /// What is known of a table before it is laid out.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        let cell = |(row, col, cell): (usize, usize, &crate::model::Cell)| CellTruth {
            row,
            col,
            row_span: cell.row_span,
            col_span: cell.col_span,
            text: cell.text.clone(),
            lines: usize::from(!cell.text.is_empty()),
            pages: Vec::new(),
        };
        let cells: Vec<CellTruth> = table.placed().into_iter().map(cell).collect();
        let n_cols = table.columns.len();
        let header_rows = table.header_rows;
        let paths = if header_rows == 0 {
            Vec::new()
        } else {
            (0..n_cols).map(|col| path_above(&cells, header_rows, col)).collect()
        };
        Self {
            title: table.title.clone(),
            pages: Vec::new(),
            n_rows: table.rows.len(),
            n_cols,
            header_rows,
            paths,
            cells,
        }
    }

    /// Its cells that hold text.
    pub fn filled(&self) -> impl Iterator<Item = &CellTruth> {
        self.cells.iter().filter(|c| !c.text.is_empty())
    }
}

fn path_above(cells: &[CellTruth], header_rows: usize, col: usize) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    for row in 0..header_rows {
        let numbers = cells.iter().any(|c| c.row == row && c.text == "栏次");
        let above = cells
            .iter()
            .find(|c| c.row <= row && row < c.row + c.row_span && c.col <= col && col < c.col + c.col_span)
            .filter(|c| !numbers && !c.text.is_empty());
        if let Some(cell) = above
            && path.last() != Some(&cell.text)
        {
            path.push(cell.text.clone());
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, ColumnKind, columns, header};

    #[test]
    fn paths_repeat_merged_headers_and_leave_out_column_numbers() {
        let table = Table {
            columns: columns(&[(1.0, ColumnKind::Text), (1.0, ColumnKind::Figure), (1.0, ColumnKind::Figure)]),
            header_rows: 3,
            rows: vec![
                vec![Cell::new("项目").span(2, 1), Cell::new("本年支出").span(1, 2)],
                header(&["小计", "基本支出"]),
                header(&["栏次", "1", "2"]),
                header(&["合计", "3.00", "3.00"]),
            ],
            ..Table::default()
        };
        let truth = TableTruth::of(&table);
        assert_eq!(truth.paths, [vec!["项目"], vec!["本年支出", "小计"], vec!["本年支出", "基本支出"]]);
        assert_eq!(truth.filled().count(), 10);
    }
}
