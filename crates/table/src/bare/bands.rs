//! Rows that more white parts from each other than the lines of their cells.

use crate::bare::areas::median;
use crate::bare::words::Word;

/// The white between rows is at least this part of the font size.
const ROW_WHITE: f32 = 0.45;

/// And at least so many times the white between lines.
const TIMES_LINE: f32 = 1.7;

/// One band in this many may hold several rows.
const MIXED: usize = 8;

/// Stretches of a table's height that white across all its columns parts, from top to bottom: from, and to.
fn bands(words: &[(usize, &Word)], least: f32) -> Vec<(f32, f32)> {
    let mut extents: Vec<(f32, f32)> = words.iter().map(|(_, w)| (w.bbox.y0, w.bbox.y1)).collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found: Vec<(f32, f32)> = Vec::new();
    for (y0, y1) in extents {
        match found.last_mut().filter(|last| y0 - last.1 < least) {
            Some(last) => last.1 = last.1.max(y1),
            None => found.push((y0, y1)),
        }
    }
    found
}

/// White that parts the rows of a table, given the words below the header of each of its pages with their columns: where
/// the white between its lines is of two kinds, and the wider kind leaves no two numbers of a column together. `None` where
/// rows are set as close as lines, or no text is wrapped.
pub(crate) fn row_white(pages: &[Vec<(usize, &Word)>]) -> Option<f32> {
    let size = median(pages.iter().flatten().map(|(_, w)| w.size).collect()).max(1.0);
    let mut whites: Vec<f32> = Vec::new();
    for words in pages {
        whites.extend(bands(words, 0.02 * size).windows(2).map(|w| w[1].0 - w[0].1));
    }
    whites.sort_by(f32::total_cmp);
    // The greatest step from one white to the next wider one.
    let step = |i: &usize| whites[*i] / whites[*i - 1].max(0.1 * size);
    let at = (1..whites.len()).filter(|i| whites[*i] >= ROW_WHITE * size).max_by(|a, b| step(a).total_cmp(&step(b)))?;
    if step(&at) < TIMES_LINE {
        return None;
    }
    let white = 0.5 * (whites[at - 1].max(0.0) + whites[at]);
    let (mut all, mut mixed) = (0, 0);
    for words in pages {
        let found = bands(words, white);
        all += found.len();
        mixed += found.iter().filter(|b| has_several_rows(words, **b)).count();
    }
    (mixed * MIXED <= all).then_some(white)
}

/// Bands of rows with this white between them, and whether each is one row: none of its columns has two numbers.
pub(crate) fn row_bands(words: &[(usize, &Word)], white: f32) -> Vec<((f32, f32), bool)> {
    bands(words, white).into_iter().map(|b| (b, !has_several_rows(words, b))).collect()
}

/// Numbers of one column stand one under the other between two heights.
pub(crate) fn has_several_rows(words: &[(usize, &Word)], (from, to): (f32, f32)) -> bool {
    let mut first: Vec<(usize, f32)> = Vec::new();
    for (column, word) in words.iter().filter(|(_, w)| w.is_numeric()) {
        if word.bbox.center_y() < from || word.bbox.center_y() > to {
            continue;
        }
        match first.iter().find(|(c, _)| c == column) {
            Some((_, y)) if (y - word.baseline).abs() > 0.5 * word.size => return true,
            Some(_) => {}
            None => first.push((*column, word.baseline)),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bare::words::Kind;
    use gongkai_model::BBox;

    fn word(column: usize, baseline: f32, kind: Kind) -> (usize, Word) {
        let x0 = 100.0 * column as f32;
        let bbox = BBox::new(x0, baseline - 8.8, x0 + 40.0, baseline + 1.2);
        (column, Word { bbox, baseline, size: 10.0, line: 0, text: "甲".to_owned(), kind })
    }

    #[test]
    fn rows_stand_further_apart_than_lines() {
        let mut words = Vec::new();
        for row in [20.0, 70.0, 120.0] {
            words.extend([0.0, 12.0, 24.0].map(|line| word(1, row + line, Kind::Text)));
            words.push(word(0, row + 12.0, Kind::Amount));
        }
        let placed: Vec<(usize, &Word)> = words.iter().map(|(c, w)| (*c, w)).collect();
        let white = row_white(std::slice::from_ref(&placed)).unwrap();
        assert!(white > 2.0 && white < 16.0, "{white}");
        assert_eq!(row_bands(&placed, white).len(), 3);
        assert!(row_bands(&placed, white).iter().all(|(_, one)| *one));
    }

    #[test]
    fn even_lines_tell_nothing() {
        let words: Vec<(usize, Word)> = (1..9).map(|i| word(0, 20.0 * i as f32, Kind::Amount)).collect();
        let placed: Vec<(usize, &Word)> = words.iter().map(|(c, w)| (*c, w)).collect();
        assert_eq!(row_white(&[placed]), None);
    }
}
