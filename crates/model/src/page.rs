//! What `extract` yields: pages of glyphs, ruling lines, fills and images, or the lines of a text dump.

use crate::geometry::BBox;
use crate::issue::Issue;
use serde::{Deserialize, Serialize};

/// A document as read, before anything is understood.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Extraction {
    /// What the bytes are.
    pub media_type: MediaType,
    /// Character encoding of a text dump (`utf-8`, `utf-16le`, `utf-16be`, `gb18030`); `None` for a PDF.
    pub encoding: Option<String>,
    /// The file of a PDF ends before its end mark, as after a download that broke off: pages may be missing that nothing
    /// names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_cut: bool,
    /// Pages in document order. A dump has one page per form feed, at least one.
    pub pages: Vec<Page>,
    /// Bookmarks of a PDF in document order.
    pub outline: Vec<OutlineEntry>,
    /// The PDF's own metadata.
    pub metadata: Metadata,
    /// What could not be read.
    pub issues: Vec<Issue>,
}

/// What the bytes of an input are, decided by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum MediaType {
    /// A PDF file.
    #[default]
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A text dump.
    #[serde(rename = "text/plain")]
    Text,
}

/// Document information of a PDF. Often wrong in published files: evidence, never the truth.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// `/Title`.
    pub title: Option<String>,
    /// `/Author`.
    pub author: Option<String>,
    /// `/Creator`: the program the document was written in.
    pub creator: Option<String>,
    /// `/Producer`: the program that made the PDF.
    pub producer: Option<String>,
}

/// One bookmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineEntry {
    /// Depth, 0 for the top.
    pub level: u8,
    /// Text as stored.
    pub title: String,
    /// Page number from 1 where the target is known.
    pub page: Option<u32>,
}

/// One page as displayed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Page {
    /// Page number from 1.
    pub number: u32,
    /// Width in points as displayed; 0 for a dump.
    pub width: f32,
    /// Height in points as displayed; 0 for a dump.
    pub height: f32,
    /// `/Rotate` of the page in degrees clockwise: 0, 90, 180 or 270. Coordinates are already turned.
    pub rotation: u16,
    /// Whether the page can be read.
    pub text_layer: TextLayer,
    /// A part of what the page draws, or all of it, could not be read: the file is broken there, or the page draws more
    /// than a page may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_incomplete: bool,
    /// Fonts used on the page, named by [`Glyph::font`].
    pub fonts: Vec<Font>,
    /// Glyphs in the order in which they were drawn.
    pub glyphs: Vec<Glyph>,
    /// Axis-parallel ruling lines: strokes and thin filled rectangles.
    pub rules: Vec<Rule>,
    /// Filled rectangles too thick to be a rule: shading.
    pub fills: Vec<Fill>,
    /// Boxes of images.
    pub images: Vec<BBox>,
    /// Lines of a text dump; empty for a PDF.
    pub dump_lines: Vec<DumpLine>,
}

/// Whether the text of a page is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextLayer {
    /// Glyphs with known characters.
    #[default]
    Sound,
    /// Invisible glyphs over an image: text recognised by a machine.
    Ocr,
    /// Nothing is drawn on the page.
    Blank,
    /// Ink without text: a scan.
    Missing,
    /// Text whose characters are unknown or are not the language of the page.
    Unmapped,
}

/// A font as far as later stages need it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Font {
    /// `/BaseFont` without its subset prefix.
    pub name: String,
    /// Bold by name, weight or flag.
    pub bold: bool,
}

/// One character drawn on a page. A ligature or an `ActualText` of several characters is several glyphs that share
/// the drawn box.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Glyph {
    /// The character; U+FFFD where it is unknown.
    pub ch: char,
    /// Index into [`Page::fonts`].
    pub font: u16,
    /// Direction of writing.
    pub direction: Direction,
    /// What is special about it.
    pub flags: GlyphFlags,
    /// Font size in points as displayed.
    pub size: f32,
    /// From the origin to the origin of the next glyph, and from 0.88 em above the baseline to 0.12 em below it.
    pub bbox: BBox,
}

impl Glyph {
    /// Part of the em above the baseline that a glyph's box covers.
    pub const ASCENT: f32 = 0.88;
    /// Part of the em below the baseline that it covers.
    pub const DESCENT: f32 = 0.12;

    /// Whether the glyph is seen and may enter text: neither invisible, nor clipped away, nor off the page, nor an
    /// overprint of another, nor painted over.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !self.flags.any(GlyphFlags::HIDDEN)
    }
}

/// Direction in which a line of glyphs runs on the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Left to right, upright.
    #[default]
    Right,
    /// Turned a quarter clockwise: the line runs downwards.
    Down,
    /// Upside down: the line runs leftwards.
    Left,
    /// Turned a quarter anticlockwise: the line runs upwards.
    Up,
    /// Upright glyphs written downwards (vertical writing mode).
    Vertical,
    /// Any other angle, as in a watermark.
    Skewed,
}

/// Set of marks on a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GlyphFlags(pub u8);

impl GlyphFlags {
    /// Bold by font, by stroke (`2 Tr`) or by drawing it twice.
    pub const BOLD: Self = Self(1);
    /// Text render mode 3, or drawn in full transparency.
    pub const INVISIBLE: Self = Self(2);
    /// Outside the clipping path.
    pub const CLIPPED: Self = Self(4);
    /// Outside the displayed page.
    pub const OFF_PAGE: Self = Self(8);
    /// The same character was already drawn at this place.
    pub const OVERPRINT: Self = Self(16);
    /// No way to know the character.
    pub const UNMAPPED: Self = Self(32);
    /// Characters from `ActualText`.
    pub const ACTUAL_TEXT: Self = Self(64);
    /// Something opaque was painted over it.
    pub const COVERED: Self = Self(128);
    /// Every reason for which a glyph is not seen.
    pub const HIDDEN: Self = Self(2 | 4 | 8 | 16 | 128);

    /// Whether any mark of `other` is set.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Sets the marks of `other`.
    pub const fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Clears the marks of `other`.
    pub const fn clear(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

/// A ruling line parallel to an axis.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Horizontal or vertical.
    pub axis: Axis,
    /// The y of a horizontal rule, the x of a vertical one: its middle.
    pub at: f32,
    /// Left or top end.
    pub from: f32,
    /// Right or bottom end.
    pub to: f32,
    /// Thickness in points as displayed.
    pub width: f32,
    /// Colour as `0xRRGGBB`.
    pub colour: u32,
}

/// Direction of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Along x.
    Horizontal,
    /// Along y.
    Vertical,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fill {
    /// Where.
    pub bbox: BBox,
    /// Colour as `0xRRGGBB`.
    pub colour: u32,
}

/// One line of a text dump, without its markup.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DumpLine {
    /// Line number in the file, from 1.
    pub number: u32,
    /// Text without markdown marks, HTML remnants and entities; cells joined by a tab.
    pub text: String,
    /// Cells of a tab-separated or pipe-separated row, blank ones included; empty where the line is prose.
    pub cells: Vec<String>,
    /// Markdown heading level 1 to 6; 0 for none. OCR sets many false ones: evidence only.
    pub heading: u8,
    /// A list mark (`- `, `* `) was cut off. OCR sets many false ones: evidence only.
    pub bullet: bool,
    /// The line began with two or more columns of blanks, as the first line of a paragraph does.
    pub indented: bool,
    /// Characters of blank before the text: where the line begins in dumps that keep columns apart by blanks.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u16,
    /// The whole line was bold.
    pub bold: bool,
    /// Empty lines between the previous line with text and this one.
    pub blank_before: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
const fn is_zero(column: &u16) -> bool {
    *column == 0
}
