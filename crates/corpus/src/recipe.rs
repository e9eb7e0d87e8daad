//! What a document of the corpus says and how its file is made.

use crate::model::Document;
use crate::office::{html::Look, text::Sheet};
use crate::pdf_writer::draw::Habits;
use crate::pdf_writer::embedded::Says;
use crate::pdf_writer::simple::Kind;

/// One document of the corpus: what it says and how it is made.
pub struct Recipe {
    /// Name; the file is named for it.
    pub id: &'static str,
    /// The document.
    pub document: fn() -> Document,
    /// Who makes the file.
    pub producer: Producer,
    /// What it is an example of.
    pub tags: &'static [&'static str],
    /// How it was made, in words.
    pub words: &'static str,
    /// Golden files hold every stage, or only the first: documents that differ in nothing but fonts and drawing are the
    /// same from there on.
    pub every_stage: bool,
}

/// Who makes a file.
pub enum Producer {
    /// LibreOffice Writer.
    Writer(Sheet),
    /// LibreOffice Calc.
    Calc(&'static str),
    /// Chromium.
    Chromium(Look),
    /// The writer of this crate.
    Direct(Direct),
    /// The writer of this crate, then qpdf with these arguments.
    Qpdf(&'static [&'static str]),
    /// A text dump.
    Dump(Dump, Encoding),
}

/// How the writer of this crate makes a file.
#[derive(Clone, Copy)]
pub struct Direct {
    /// Fonts.
    pub fonts: Fonts,
    /// Habits of drawing.
    pub habits: Habits,
    /// Page in points.
    pub page: (f32, f32),
    /// Tables repeat their headers.
    pub repeat_header: bool,
    /// Tables repeat their titles.
    pub repeat_title: bool,
    /// The document is one long sheet, cut into pages wherever a row ends.
    pub long_sheet: bool,
    /// Rows may be cut by the end of a page.
    pub cut_rows: bool,
    /// Line at the head of every page.
    pub running_title: Option<&'static str>,
    /// Narrow labels are written downwards.
    pub vertical_labels: bool,
    /// Below the header only the columns and the border of a table are ruled.
    pub column_rules: bool,
    /// Where the right half of a table stands that is as wide as two pages.
    pub halves: Option<Halves>,
    /// Rows below the header are this high, whatever they hold.
    pub row_height: Option<f32>,
    /// Tables print their header again before this row, on the same page.
    pub header_again: Option<usize>,
    /// Only the groups of rows are ruled that the labels of the first column stand for.
    pub group_rules: bool,
    /// Merged cells are parted by the end of the page, with this in the place of their text on the later one.
    pub carried_label: Option<&'static str>,
    /// Reason code where nothing can be read.
    pub unreadable: Option<&'static str>,
}

/// Where the right half of a wide table stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Halves {
    /// On the page that faces the left half.
    Facing,
    /// Behind all pages of the left half.
    Behind,
}

/// Fonts of a file.
#[derive(Clone, Copy)]
pub enum Fonts {
    /// A predefined CMap.
    CMap(&'static str),
    /// A predefined CMap, and its vertical sister for labels.
    CMaps(&'static str, &'static str),
    /// A predefined CMap for Chinese, a font of one byte for figures.
    Figures(Kind),
    /// An embedded subset.
    Embedded(Says),
}

/// Style of a dump.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dump {
    /// Printed lines.
    Lines,
    /// Rows of cells.
    Tabs,
    /// Rows of cells that drift.
    Drifting,
    /// Rows of cells, some of them on two lines of text.
    Broken,
    /// Printed lines of narrow cells.
    Narrow,
    /// Markdown by a text recogniser.
    Markdown,
    /// Columns kept apart by blanks.
    Columns,
    /// Words and figures with single blanks between them.
    Running,
}

/// Encoding of a dump.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, little end first, with a mark.
    Utf16,
    /// GB18030.
    Gb18030,
}

impl Default for Direct {
    /// Everything as plain as the writer can make it: a portrait page, a predefined CMap, headers repeated on each page.
    fn default() -> Self {
        Self {
            fonts: Fonts::CMap("UniGB-UCS2-H"),
            habits: Habits::default(),
            page: (595.0, 842.0),
            repeat_header: true,
            repeat_title: false,
            long_sheet: false,
            cut_rows: false,
            running_title: None,
            vertical_labels: false,
            column_rules: false,
            halves: None,
            row_height: None,
            header_again: None,
            group_rules: false,
            carried_label: None,
            unreadable: None,
        }
    }
}
