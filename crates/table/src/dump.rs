//! Tables of text dumps: rows of cells without geometry.
//!
//! 1. [`blocks`] finds runs of rows, and the title, unit and notes in the lines around them.
//! 2. [`header`] tells header rows from rows of figures.
//! 3. [`merge`] joins the pieces of one table that page ends have cut and drops what each page repeats.
//! 4. [`official`] writes a header that was read badly as the form prints it; [`drift`] puts the cells of indicator rows back under their headers.
//! 5. [`forms`] puts together what recognition cut in forms, and lets labels and classes cover their rows;
//!    [`execution`] does so for the money and the aims of self-evaluations.
//! 6. [`garbled`] leaves cells blank that recognition read as what nobody wrote.
//! 7. [`emit`] writes the grid.
//!
//! Dumps that keep columns apart by blanks are set in type again by [`typeset`] and read like pages of a PDF: their lines
//! are those of [`set_line`], their columns are told by [`white`], broken figures and the lines of a name joined by
//! [`wrapped_figures`] and [`wrapped_names`], their headers put over them by [`seating`] with [`header_blocks`] and
//! [`header_groups`], pages that go on by [`next_page`]. Tables whose cells are not divided at all are read by [`flowing`]
//! where their content leaves no doubt, matrices of project targets by [`matrix`] below a [`matrix_header`], tables of indicators whose cells are cut into lines by [`wrapped`], rows of figures
//! with single blanks between them by [`running`].

mod blocks;
mod drift;
mod emit;
mod execution;
mod fit;
mod fit_costs;
mod flowing;
mod forms;
mod garbled;
mod header;
mod header_blocks;
mod header_groups;
mod levels;
mod matrix;
mod matrix_header;
mod merge;
mod next_page;
mod official;
mod running;
mod seating;
mod set_line;
mod typeset;
mod white;
mod wrapped;
mod wrapped_figures;
mod wrapped_names;

use crate::found::Tables;
use crate::options::Options;
use gongkai_model::layout::PageLayout;
use gongkai_model::page::Page;

/// A cell of a row of a dump: its text without layout blanks, and its line in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Item {
    /// Text.
    pub(crate) text: String,
    /// Line from 1.
    pub(crate) line: u32,
}

/// Rows of one table on what was one page, with what stands around them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Piece {
    /// Title, with the year below it.
    pub(crate) title: Option<String>,
    /// Number of the form: 表1, 公开06表.
    pub(crate) form_number: Option<String>,
    /// Money unit on a line of its own.
    pub(crate) unit: Option<String>,
    /// Line that names the organisation, without the unit behind it.
    pub(crate) organisation: Option<String>,
    /// Rows of equal length.
    pub(crate) rows: Vec<Vec<Item>>,
    /// How many of them are header.
    pub(crate) header_rows: usize,
    /// Notes below.
    pub(crate) notes: Vec<String>,
    /// Prose stands between the piece before and this one, so they are two tables.
    pub(crate) apart: bool,
    /// Cells were moved to the column their content belongs to.
    pub(crate) realigned: bool,
    /// The cells were not divided in the dump: content alone told them apart.
    pub(crate) flowing: bool,
    /// Cells that cover blank ones.
    pub(crate) merged: Vec<Merged>,
}

/// A cell that covers rows and columns beside its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merged {
    /// First row.
    pub(crate) row: usize,
    /// First column.
    pub(crate) col: usize,
    /// Rows covered.
    pub(crate) rows: usize,
    /// Columns covered.
    pub(crate) cols: usize,
}

impl Piece {
    /// Lets every filled cell of a column from `first` down cover the blank ones below it.
    pub(crate) fn merge_blanks_below(&mut self, col: usize, first: usize) {
        let filled = |row: &Vec<Item>| row.get(col).is_some_and(|cell| !cell.text.is_empty());
        let mut start: Option<usize> = None;
        for row in first..=self.rows.len() {
            if self.rows.get(row).is_none_or(filled) {
                if let Some(start) = start.filter(|start| row > start + 1) {
                    self.merged.push(Merged { row: start, col, rows: row - start, cols: 1 });
                }
                start = Some(row);
            }
        }
    }
}

/// Finds the tables of a dump, and marks the lines that belong to them, to their titles, unit lines and notes.
pub(crate) fn dump_tables(pages: &[Page], layouts: &[PageLayout], mut found: Tables, options: &Options) -> Tables {
    if typeset::is_set_in_columns(pages) {
        return typeset::column_tables(pages, layouts, found, options);
    }
    let lines = blocks::collect_lines(pages, layouts);
    let mut pieces = blocks::rows_to_pieces(&lines, &mut found.used);
    for piece in &mut pieces {
        piece.header_rows = header::count_header_rows(&piece.rows);
    }
    let mut tables = merge::merge_pieces(pieces, &mut found.issues);
    for table in &mut tables {
        drift::realign_indicators(table, &mut found.issues);
        official::restore_header(table, &mut found.issues);
        forms::settle_form(table, &mut found.issues);
    }
    if !tables.is_empty() {
        let known = garbled::pairs_of_prose(pages);
        tables.iter_mut().for_each(|table| garbled::blank_garbled_cells(table, &known, &mut found.issues));
    }
    if tables.is_empty() {
        tables = flowing::flowing_tables(&lines, &mut found.used, &mut found.issues);
    }
    found.tables = tables.iter().enumerate().map(|(index, piece)| emit::to_table(index, piece)).collect();
    found
}

#[cfg(test)]
mod tests;
