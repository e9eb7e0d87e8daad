//! The seam between reading a content stream and keeping what it draws.

use gongkai_model::BBox;
use gongkai_model::page::{Direction, Fill, GlyphFlags, Rule};

/// A glyph as drawn, in coordinates of the displayed page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DrawnGlyph {
    /// Its character.
    pub(crate) ch: char,
    /// Index of its font, as given by [`Sink::font`].
    pub(crate) font: u16,
    /// Direction of writing.
    pub(crate) direction: Direction,
    /// What the content stream says of it.
    pub(crate) flags: GlyphFlags,
    /// Font size as displayed.
    pub(crate) size: f32,
    /// Its box.
    pub(crate) bbox: BBox,
}

/// Receives what a page draws, in drawing order. A second reader of PDFs would feed the same sink.
pub(crate) trait Sink {
    /// Announces a font; the index names it in glyphs.
    fn font(&mut self, face: &gongkai_model::page::Font) -> u16;
    /// One character.
    fn glyph(&mut self, glyph: DrawnGlyph);
    /// A ruling line.
    fn rule(&mut self, rule: Rule);
    /// A filled rectangle thicker than a rule.
    fn fill(&mut self, fill: Fill);
    /// An image.
    fn image(&mut self, bbox: BBox);
    /// An opaque rectangle: what was drawn under it is seen no more.
    fn cover(&mut self, bbox: &BBox);
    /// Any other ink: curves, slanted lines, shadings.
    fn other_ink(&mut self);
    /// From here to the matching [`Sink::end_span`] the page says what its glyphs mean (`ActualText`), or says nothing.
    fn begin_span(&mut self, actual_text: Option<String>);
    /// End of the innermost span.
    fn end_span(&mut self);
}
