//! A cell of a table under construction, and whether the next page goes on with its text.

use crate::cut_text::{is_number, unbroken_width, without_repeated};
use crate::look::Look;
use gongkai_model::table::Cell;

/// A cell of a table under construction.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Placed {
    pub(crate) cell: Cell,
    pub(crate) look: Look,
}

/// Parts of one line of a row are seen on both pages. A code that begins with the one above it, 23003 | 2300301, is another.
pub(crate) fn is_cut_line(above: &Placed, below: &Placed) -> bool {
    let other_number = is_number(&above.cell.text) && is_number(&below.cell.text) && above.cell.text != below.cell.text;
    (above.cell.row_span, below.cell.row_span) == (1, 1)
        && !other_number
        && above.look.cut_below
        && below.look.cut_above
        && without_repeated(&above.cell.text, &below.cell.text).len() < below.cell.text.len()
}

/// Where a line of the row is cut in two: what the new page has of a cell is the rest of it.
pub(crate) fn is_rest(above: &Placed, below: &Placed) -> bool {
    let (before, rest) = (&above.cell.text, &below.cell.text);
    before.is_empty()
        || rest.is_empty()
        || is_cut_line(above, below)
        || !is_number(before) && !is_number(rest) && is_full(above, rest)
}

/// The last line of a cell had no room for what the next page begins with.
pub(crate) fn is_full(before: &Placed, below: &str) -> bool {
    before.look.room.is_some_and(|room| room < unbroken_width(below) - FULL_SLACK)
}

/// Part of a character by which a full line may seem to have room.
const FULL_SLACK: f32 = 0.4;
