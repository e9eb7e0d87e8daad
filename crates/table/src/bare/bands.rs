//! Rows that more white parts from each other than the lines of their cells.

use crate::bare::area::median;
use crate::bare::words::{Kind, Word};

/// The white between rows is at least this part of the font size.
const ROW_WHITE: f32 = 0.45;

/// And at least so many times the white between lines.
const TIMES_LINE: f32 = 1.7;

/// One band in this many may hold several rows.
const MIXED: usize = 8;

/// Words between two stretches of white across all columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Band<'a> {
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    /// Each with its column.
    pub(crate) words: Vec<(usize, &'a Word)>,
}

/// Parts words where at least so much white runs across all columns, from top to bottom.
pub(crate) fn row_bands<'a>(words: &[(usize, &'a Word)], least: f32) -> Vec<Band<'a>> {
    let mut sorted = words.to_vec();
    sorted.sort_by(|a, b| a.1.bbox.y0.total_cmp(&b.1.bbox.y0));
    let mut found: Vec<Band> = Vec::new();
    for (column, word) in sorted {
        match found.last_mut().filter(|last| word.bbox.y0 - last.bottom < least) {
            Some(last) => {
                last.bottom = last.bottom.max(word.bbox.y1);
                last.words.push((column, word));
            }
            None => found.push(Band { top: word.bbox.y0, bottom: word.bbox.y1, words: vec![(column, word)] }),
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
        whites.extend(row_bands(words, 0.02 * size).windows(2).map(|w| w[1].top - w[0].bottom));
    }
    // Lines of one column stand beside those of others: no white runs across all.
    let line_white = pages.iter().filter_map(|words| widest_line_white(words, size)).reduce(f32::max);
    whites.extend(line_white);
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
        let found = row_bands(words, white);
        all += found.len();
        mixed += found.iter().filter(|b| has_several_rows(&b.words)).count();
    }
    (mixed * MIXED <= all).then_some(white)
}

/// The widest white between lines of text in one column that may be lines of one cell.
fn widest_line_white(words: &[(usize, &Word)], size: f32) -> Option<f32> {
    let mut texts: Vec<(usize, &Word)> = words.iter().filter(|(_, w)| w.kind == Kind::Text).copied().collect();
    texts.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.baseline.total_cmp(&b.1.baseline)));
    let below = texts.windows(2).filter(|w| w[0].0 == w[1].0).map(|w| w[1].1.bbox.y0 - w[0].1.bbox.y1);
    below.filter(|white| *white > -0.3 * size && *white < ROW_WHITE * size).reduce(f32::max)
}

/// Numbers of one column stand one under the other: the words are several rows.
pub(crate) fn has_several_rows(words: &[(usize, &Word)]) -> bool {
    let amounts = amount_baselines(words);
    let mut numbers: Vec<(usize, &Word)> = words.iter().filter(|(_, w)| w.is_numeric()).copied().collect();
    numbers.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.baseline.total_cmp(&b.1.baseline)));
    numbers.windows(2).any(|pair| {
        let ((column, upper), (other, lower)) = (pair[0], pair[1]);
        column == other
            && lower.baseline - upper.baseline > 0.5 * lower.size
            && !is_rest_of_code(upper, lower, &amounts)
    })
}

/// Baselines of amounts, which never go on over lines, from top to bottom.
pub(crate) fn amount_baselines(words: &[(usize, &Word)]) -> Vec<f32> {
    let mut amounts: Vec<f32> = words.iter().filter(|(_, w)| w.kind == Kind::Amount).map(|(_, w)| w.baseline).collect();
    amounts.sort_by(f32::total_cmp);
    amounts
}

/// A code that a narrow column breaks: its digits go on in the next line, with the amounts of the row beside neither line.
pub(crate) fn is_rest_of_code(upper: &Word, lower: &Word, amounts: &[f32]) -> bool {
    let size = upper.size.max(lower.size);
    let within = |from: f32, to: f32| amounts.partition_point(|y| *y < to) > amounts.partition_point(|y| *y < from);
    let slack = 0.2 * size;
    upper.kind == Kind::Digits
        && lower.kind == Kind::Digits
        && lower.baseline - upper.baseline <= CODE_LINE * size
        && lower.bbox.width() <= upper.bbox.width() + slack
        && within(upper.baseline + slack, lower.baseline - slack)
        && !within(upper.baseline - slack, upper.baseline + slack)
        && !within(lower.baseline - slack, lower.baseline + slack)
}

/// Lines of a broken code stand no further apart than this part of the font size.
const CODE_LINE: f32 = 1.7;

#[cfg(test)]
mod tests {
    use super::*;
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
        assert!(row_bands(&placed, white).iter().all(|b| !has_several_rows(&b.words)));
    }

    #[test]
    fn a_code_broken_around_its_amount_is_one_row() {
        let words = [word(0, 20.0, Kind::Digits), word(0, 32.0, Kind::Digits), word(1, 26.0, Kind::Amount)];
        let placed: Vec<(usize, &Word)> = words.iter().map(|(c, w)| (*c, w)).collect();
        assert!(!has_several_rows(&placed));
        let words = [
            word(0, 20.0, Kind::Digits),
            word(0, 32.0, Kind::Digits),
            word(1, 20.0, Kind::Amount),
            word(1, 32.0, Kind::Amount),
        ];
        let placed: Vec<(usize, &Word)> = words.iter().map(|(c, w)| (*c, w)).collect();
        assert!(has_several_rows(&placed));
    }

    #[test]
    fn even_lines_tell_nothing() {
        let words: Vec<(usize, Word)> = (1..9).map(|i| word(0, 20.0 * i as f32, Kind::Amount)).collect();
        let placed: Vec<(usize, &Word)> = words.iter().map(|(c, w)| (*c, w)).collect();
        assert_eq!(row_white(&[placed]), None);
    }
}
