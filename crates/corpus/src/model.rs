//! One fictional document: prose and tables whose figures add up, before anybody has laid them out.
//!
//! The same document can be given to every producer, so what a reader should find in it is known beforehand.

use gongkai_model::disclosure::{DocType, DocumentScope};
use gongkai_model::layout::SectionKind;
use gongkai_model::record::Phase;
use gongkai_model::table::Form;
use serde::{Deserialize, Serialize};

/// A document with everything that can be known of it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Lines printed above its title, in the middle: whose paper it is, its number.
    pub above_title: Vec<String>,
    /// Its title as printed at its head; `None` where the first table's title is all there is.
    pub title: Option<String>,
    /// Family.
    pub doc_type: DocType,
    /// Year executed or budgeted.
    pub fiscal_year: Option<u16>,
    /// Year proposed by a report on the year before.
    pub budget_year: Option<u16>,
    /// Who publishes it.
    pub issuer: Option<String>,
    /// Whom it speaks of.
    pub scope: Option<DocumentScope>,
    /// Stage of the budget cycle.
    pub phase: Option<Phase>,
    /// Document numbers it cites, in normal form.
    pub cited: Vec<String>,
    /// Prose and tables in reading order.
    pub blocks: Vec<Block>,
    /// Indicators in reading order.
    pub indicators: Vec<Indicator>,
}

/// A piece of a document.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading, a paragraph, a list item or a note.
    Prose(Prose),
    /// A table with its title, unit line and notes.
    Table(Table),
    /// What follows begins a new page.
    PageBreak,
}

/// One paragraph of prose, however many lines it takes on the page.
#[derive(Debug, Clone)]
pub struct Prose {
    /// What it is.
    pub kind: SectionKind,
    /// Depth of a heading by its mark: 1 第一部分, 2 一、, 3 （一）, 4 1., 5 （1）; 0 for anything else.
    pub level: u8,
    /// Text without line breaks.
    pub text: String,
}

/// One logical table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Title as printed, a line break where it stands on two lines; `None` where nothing is printed.
    pub title: Option<String>,
    /// Standard form.
    pub form: Form,
    /// Printed number: 公开05表.
    pub form_number: Option<String>,
    /// Line at the left of the unit line: 部门：….
    pub owner_line: Option<String>,
    /// Line centred under the title: （2023年度）.
    pub year_line: Option<String>,
    /// Money unit, printed as 单位：….
    pub unit: Option<String>,
    /// Columns.
    pub columns: Vec<Column>,
    /// How many of the first rows are header.
    pub header_rows: usize,
    /// Rows, header first. A cell that spans stands once, at its first row and column.
    pub rows: Vec<Vec<Cell>>,
    /// Notes printed under it.
    pub notes: Vec<String>,
    /// Nothing in its body.
    pub empty: bool,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Share of the table's width.
    pub width: f32,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// Names and other words.
    Text,
    /// Classification codes.
    Code,
    /// 行次 (printed row number).
    RowNumber,
    /// Money, with the measure's key of the output contract.
    Money(&'static str),
    /// A rate, a score, a count: a number that is no money.
    Figure,
}

/// One cell as printed.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Text as it should be read.
    pub text: String,
    /// Text as it is printed where that differs: `项　目`.
    pub printed: Option<String>,
    /// Rows covered.
    pub row_span: usize,
    /// Columns covered.
    pub col_span: usize,
    /// Steps of indentation.
    pub indent: u8,
    /// Where the text stands in the cell.
    pub align: Align,
}

/// Where text stands between the left and the right edge of its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

/// One performance indicator as it should be read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Indicator {
    /// Project it belongs to, by name.
    pub project: Option<String>,
    /// 一级指标
    pub level1: Option<String>,
    /// 二级指标
    pub level2: Option<String>,
    /// 三级指标
    pub name: String,
    /// Target as printed.
    pub target: Option<String>,
    /// Achievement as printed.
    pub actual: Option<String>,
}

impl Cell {
    /// A cell of one row and one column, text at the left.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), row_span: 1, col_span: 1, ..Self::default() }
    }

    /// The cell over this many rows and columns.
    #[must_use]
    pub const fn span(mut self, rows: usize, cols: usize) -> Self {
        self.row_span = rows;
        self.col_span = cols;
        self
    }

    /// The cell with centred text.
    #[must_use]
    pub const fn centered(mut self) -> Self {
        self.align = Align::Center;
        self
    }

    /// The cell with its text at the right edge, as figures are printed.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// The cell indented by this many steps.
    #[must_use]
    pub const fn indented(mut self, steps: u8) -> Self {
        self.indent = steps;
        self
    }

    /// The cell printed otherwise than it should be read.
    #[must_use]
    pub fn printed_as(mut self, printed: &str) -> Self {
        self.printed = Some(printed.to_owned());
        self
    }

    /// What a producer puts on the page.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.printed.as_deref().unwrap_or(&self.text)
    }
}

impl Table {
    /// Every cell with its row and column, in row order.
    #[must_use]
    pub fn placed(&self) -> Vec<(usize, usize, &Cell)> {
        let cols = self.columns.len();
        let mut taken = vec![vec![false; cols]; self.rows.len()];
        let mut out = Vec::new();
        for (r, row) in self.rows.iter().enumerate() {
            let mut c = 0;
            for cell in row {
                while c < cols && taken[r][c] {
                    c += 1;
                }
                if c >= cols {
                    break;
                }
                for line in taken.iter_mut().skip(r).take(cell.row_span) {
                    for slot in line.iter_mut().skip(c).take(cell.col_span) {
                        *slot = true;
                    }
                }
                out.push((r, c, cell));
                c += cell.col_span;
            }
        }
        out
    }
}

impl Document {
    /// A document in which a government speaks of one year.
    #[must_use]
    pub fn of_government(title: impl Into<String>, doc_type: DocType, fiscal_year: u16, phase: Phase) -> Self {
        Self {
            title: Some(title.into()),
            doc_type,
            fiscal_year: Some(fiscal_year),
            scope: Some(DocumentScope::Government),
            phase: Some(phase),
            ..Self::default()
        }
    }

    /// Adds a heading; its depth follows from its mark and is given by the caller.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.prose(SectionKind::Heading, level, text);
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.prose(SectionKind::Paragraph, 0, text);
    }

    /// Adds prose of any kind.
    pub fn prose(&mut self, kind: SectionKind, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Prose(Prose { kind, level, text: text.into() }));
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// Begins a new page.
    pub fn new_page(&mut self) {
        self.blocks.push(Block::PageBreak);
    }

    /// The tables in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None })
    }
}

/// A row of header cells, all centred.
#[must_use]
pub fn header(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|t| Cell::new(*t).centered()).collect()
}

/// Columns with these widths and kinds.
#[must_use]
pub fn columns(spec: &[(f32, ColumnKind)]) -> Vec<Column> {
    spec.iter().map(|(width, kind)| Column { width: *width, kind: kind.clone() }).collect()
}
