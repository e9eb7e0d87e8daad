//! Where texts of a row stand.

use crate::cell_text::Piece;

/// A text stands in the middle of a row within this part of the font size.
pub(crate) const OFF_MIDDLE: f32 = 0.35;

/// Where the texts of a row stand: the top of their first lines and their middle, in the middle of its cells of one row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextHeight {
    pub(crate) top: f32,
    /// Their middle.
    pub(crate) middle: f32,
    /// Top of the text that begins first.
    pub(crate) first: f32,
}

pub(crate) fn middle<'a>(held: impl Iterator<Item = &'a Piece>) -> f32 {
    let (top, bottom) = held.fold((f32::MAX, f32::MIN), |(t, b), p| (t.min(p.bbox.y0), b.max(p.bbox.y1)));
    (top + bottom) * 0.5
}
