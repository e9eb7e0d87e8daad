//! What `reflow` yields: runs and lines on a page, and the sections of the document's prose.

use crate::geometry::BBox;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The text of one page in reading order. Indices point into the page's glyphs, so nothing is copied.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PageLayout {
    /// Page number from 1.
    pub page: u32,
    /// Indices of the shown glyphs, run after run.
    pub order: Vec<u32>,
    /// Runs, line after line.
    pub runs: Vec<Run>,
    /// Lines from top to bottom.
    pub lines: Vec<Line>,
}

/// Glyphs that follow each other on one baseline with no gap wider than about one em.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Range in [`PageLayout::order`].
    pub glyphs: Range<u32>,
    /// Union of the glyph boxes.
    pub bbox: BBox,
    /// The y on which the glyphs stand.
    pub baseline: f32,
    /// Largest font size of its glyphs in points.
    pub size: f32,
    /// Every glyph is bold.
    pub bold: bool,
}

/// Runs that stand beside each other on one baseline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Range in [`PageLayout::runs`]; empty for a line of a dump.
    pub runs: Range<u32>,
    /// Line number in the file for a dump, else `None`.
    pub number: Option<u32>,
    /// Union of the run boxes; zero for a dump.
    pub bbox: BBox,
    /// The y on which the line stands.
    pub baseline: f32,
    /// Largest font size in points.
    pub size: f32,
    /// Every run is bold.
    pub bold: bool,
    /// Where the page has several columns of text: the left edge of the one the line stands in.
    pub column: Option<f32>,
    /// Text with layout blanks deleted inside runs and one blank between runs.
    pub text: String,
    /// Set where the line belongs to the page and not to the document.
    pub furniture: Option<Furniture>,
}

/// Lines that belong to the page and not to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Furniture {
    /// `—— 10 ——`, `第 3 页`, `10`.
    PageNumber,
    /// A header or footer that recurs at the same place of several pages.
    RunningTitle,
    /// Text across the page at an angle.
    Watermark,
}

/// One heading, paragraph, list item or note of the document, its broken lines joined.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// `s0001` and on, in document order.
    pub section_id: String,
    /// What it is.
    pub kind: SectionKind,
    /// Heading depth from 1: 第一部分 (part), 一、, （一）, 1., （1）, ①. For other kinds the depth of the heading above.
    pub level: u8,
    /// The printed number or mark: `第一部分`, `（一）`, `1.`; `null` where there is none.
    pub number: Option<String>,
    /// Text, reflowed: no line breaks and no layout blanks inside Chinese words. Holds the number too.
    pub text: String,
    /// First page, from 1; `null` for a dump.
    pub page_start: Option<u32>,
    /// Last page.
    pub page_end: Option<u32>,
    /// First line of a dump, from 1; `null` for a PDF.
    pub line_start: Option<u32>,
    /// Last line of a dump.
    pub line_end: Option<u32>,
    /// The heading it stands under, or the item of a list: `1.` under （一）.
    pub parent_id: Option<String>,
    /// Where it stands on its first page; `null` for a dump.
    pub bbox: Option<BBox>,
}

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// A heading, the document's title included.
    Heading,
    /// A paragraph of prose.
    #[default]
    Paragraph,
    /// A numbered or marked item.
    ListItem,
    /// A note of the whole document or of a page: 注：, 说明：.
    Note,
    /// A footnote.
    Footnote,
    /// An entry of 名词解释 (glossary).
    Glossary,
}
