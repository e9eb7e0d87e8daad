//! Lines of a page that make a table whose grid no rules draw.

use crate::bare::words::Word;

/// Lines of a page that make a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Area {
    /// Words of each line, from top to bottom; no line is without any.
    pub(crate) lines: Vec<Vec<Word>>,
    /// The first line that is not part of the header.
    pub(crate) body: usize,
    /// Usual distance between the baselines of two rows.
    pub(crate) pitch: f32,
    /// Nothing but what recurs stands above it on its page.
    pub(crate) begins_page: bool,
    /// It is the rest of the table that the page before ends with.
    pub(crate) goes_on: bool,
    /// Left and right side of that table, where rules draw its columns.
    pub(crate) sides: Option<(f32, f32)>,
}

impl Area {
    /// Words below the header.
    pub(crate) fn body_words(&self) -> impl Iterator<Item = &Word> {
        self.lines.iter().skip(self.body).flatten()
    }

    /// Words of the header.
    pub(crate) fn header_words(&self) -> impl Iterator<Item = &Word> {
        self.lines.iter().take(self.body).flatten()
    }

    /// Where its first line begins.
    pub(crate) fn top(&self) -> f32 {
        self.lines.iter().flatten().map(|w| w.bbox.y0).fold(f32::MAX, f32::min)
    }

    /// Where its last line ends.
    pub(crate) fn bottom(&self) -> f32 {
        self.lines.iter().flatten().map(|w| w.bbox.y1).fold(f32::MIN, f32::max)
    }

    /// Its lines in the layout, in order.
    pub(crate) fn line_indices(&self) -> Vec<usize> {
        self.lines.iter().flatten().map(|w| w.line).collect()
    }

    /// Size in which most of the body is set.
    pub(crate) fn size(&self) -> f32 {
        median(self.body_words().map(|w| w.size).collect())
    }
}

/// What all pages of a table tell about the grid of an area.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct AreaGrid {
    /// Column edges.
    pub(crate) edges: Vec<f32>,
    /// White that parts rows, where lines are set closer than rows.
    pub(crate) row_white: Option<f32>,
}

/// Header lines above the first line with numbers at most.
pub(super) const HEADER_LINES: usize = 12;

/// A line of a long cell follows the one above it within this many font sizes.
pub(super) const CELL_LINE: f32 = 2.0;

/// The middle value; 0 of none.
pub(crate) fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
