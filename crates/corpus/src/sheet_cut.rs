//! A document on one long sheet, cut into pages as programs for spreadsheets print it: wherever a row ends, through merged
//! cells and through the lines of their text, which show their upper part on one page and the rest on the next.

use crate::layout::{Laid, LaidPage, MARGIN};

/// Height of a sheet that holds everything, in points.
pub const LONG_SHEET: f32 = 6000.0;

/// What lies this far beyond a cut is drawn as well, though it is not seen.
const DRAWN_BEYOND: f32 = 40.0;

/// The first page of a layout, which holds everything, cut into pages of this size.
#[must_use]
pub fn cut_sheet(laid: &Laid, page: (f32, f32)) -> Laid {
    let Some(sheet) = laid.pages.first() else { return Laid::default() };
    let end =
        sheet.boxes.iter().map(|b| b[3]).fold(0.0, f32::max).max(sheet.texts.iter().map(|t| t.y).fold(0.0, f32::max));
    let mut pages = Vec::new();
    let mut from = MARGIN;
    while from < end {
        let to = cut_at(sheet, from, from + page.1 - 2.0 * MARGIN).min(end + 1.0);
        pages.push(strip(sheet, page, from, to));
        from = to;
    }
    let last = u32::try_from(pages.len()).unwrap_or(1);
    Laid { pages, table_pages: laid.table_pages.iter().map(|_| (1..=last).collect()).collect(), furniture: Vec::new() }
}

/// The last end of a row before `limit`.
fn cut_at(sheet: &LaidPage, from: f32, limit: f32) -> f32 {
    let ends = sheet.boxes.iter().map(|b| b[3]).filter(|y| *y > from + 1.0 && *y <= limit);
    let last = ends.fold(f32::MIN, f32::max);
    if last > from { last } else { limit }
}

fn strip(sheet: &LaidPage, page: (f32, f32), from: f32, to: f32) -> LaidPage {
    let shift = MARGIN - from;
    let texts = sheet.texts.iter().filter(|t| t.y > from - DRAWN_BEYOND && t.y - t.size < to + DRAWN_BEYOND);
    let boxes = sheet.boxes.iter().filter(|b| b[3] > from + 0.01 && b[1] < to - 0.01);
    LaidPage {
        width: page.0,
        height: page.1,
        texts: texts
            .cloned()
            .map(|mut t| {
                t.y += shift;
                t
            })
            .collect(),
        boxes: boxes.map(|b| [b[0], b[1] + shift, b[2], b[3] + shift]).collect(),
        seen: Some((MARGIN, to + shift)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_cut_where_a_row_ends() {
        let boxes = vec![
            [0.0, 62.0, 50.0, 262.0],
            [50.0, 62.0, 90.0, 122.0],
            [50.0, 122.0, 90.0, 182.0],
            [50.0, 182.0, 90.0, 262.0],
        ];
        let sheet = LaidPage { width: 100.0, height: LONG_SHEET, boxes, ..LaidPage::default() };
        let laid = Laid { pages: vec![sheet], table_pages: vec![vec![1]], furniture: Vec::new() };
        let cut = cut_sheet(&laid, (100.0, 124.0 + 130.0));
        assert_eq!(cut.table_pages, [[1, 2]]);
        assert_eq!(cut.pages[0].seen, Some((62.0, 182.0)));
        // The merged cell stands on both pages and begins above the second.
        assert_eq!(cut.pages[1].boxes[0], [0.0, -58.0, 50.0, 142.0]);
    }
}
