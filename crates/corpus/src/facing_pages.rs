//! Tables as wide as two pages, cut down the middle: the left half stands on one page, the right half on the page that
//! faces it, or behind all pages of the left half.

use crate::layout::{Laid, LaidPage, MARGIN};
use crate::recipe::Halves;

/// Width of the sheet that is cut into two pages of this width.
#[must_use]
pub fn facing_width(page: f32) -> f32 {
    2.0 * (page - MARGIN)
}

/// Each sheet of a layout of [`facing_width`] cut into two pages of this size.
#[must_use]
pub fn part_sheets(laid: &Laid, page: (f32, f32), order: Halves) -> Laid {
    let middle = page.0 - MARGIN;
    let left = |sheet: &LaidPage| half(sheet, page, 0.0, |x| x < middle);
    let right = |sheet: &LaidPage| half(sheet, page, MARGIN - middle, |x| x >= middle);
    let count = u32::try_from(laid.pages.len()).unwrap_or(0);
    let both = |p: &u32| match order {
        Halves::Facing => [2 * p - 1, 2 * p],
        Halves::Behind => [*p, p + count],
    };
    let of_table = |pages: &Vec<u32>| {
        let mut pages: Vec<u32> = pages.iter().flat_map(both).collect();
        pages.sort_unstable();
        pages
    };
    Laid {
        pages: match order {
            Halves::Facing => laid.pages.iter().flat_map(|sheet| [left(sheet), right(sheet)]).collect(),
            Halves::Behind => laid.pages.iter().map(left).chain(laid.pages.iter().map(right)).collect(),
        },
        table_pages: laid.table_pages.iter().map(of_table).collect(),
        furniture: Vec::new(),
    }
}

/// What begins in one half of a sheet, moved by `shift`.
fn half(sheet: &LaidPage, page: (f32, f32), shift: f32, holds: impl Fn(f32) -> bool) -> LaidPage {
    let moved = |text: &crate::layout::LaidText| crate::layout::LaidText { x: text.x + shift, ..text.clone() };
    LaidPage {
        width: page.0,
        height: page.1,
        texts: sheet.texts.iter().filter(|t| holds(t.x)).map(moved).collect(),
        // The edge of a column may miss the middle by a rounding.
        boxes: sheet
            .boxes
            .iter()
            .filter(|b| holds(b[0] + 0.01))
            .map(|b| [b[0] + shift, b[1], b[2] + shift, b[3]])
            .collect(),
        seen: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_right_of_the_middle_stands_on_the_facing_page() {
        let width = facing_width(200.0);
        let boxes = vec![[62.0, 70.0, 138.0, 90.0], [138.0, 70.0, 214.0, 90.0]];
        let sheet = LaidPage { width, height: 300.0, boxes, ..LaidPage::default() };
        let laid = Laid { pages: vec![sheet], table_pages: vec![vec![1]], furniture: Vec::new() };
        let parted = part_sheets(&laid, (200.0, 300.0), Halves::Facing);
        assert_eq!(parted.table_pages, [[1, 2]]);
        assert_eq!(parted.pages[0].boxes, [[62.0, 70.0, 138.0, 90.0]]);
        assert_eq!(parted.pages[1].boxes, [[62.0, 70.0, 138.0, 90.0]]);
    }
}
