//! Columns of blanks: which stretches of the line the words of a table's rows cover, and which column a word belongs to.
//!
//! Programs that set a page in characters push figures right where a name beside them is long, so that now and then a word
//! stands in the white between two columns. White is where few words stand between many.

use super::header_blocks::Content;
use super::set_line::{SetLine, Word};
use std::collections::BTreeSet;

/// Words in the white between two columns: one in so many that stand on either side of it.
const IN_WHITE: usize = 8;

/// Rows with a word in every column that tell the columns by their order, at least.
const FEWEST_FULL: usize = 3;
/// How far a name pushes figures, in characters.
const PUSHED: usize = 6;

/// A stretch of the line that words of the body cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) x0: usize,
    pub(super) x1: usize,
    pub(super) content: Content,
    /// Its figures are mostly amounts.
    pub(super) of_amounts: bool,
    /// Its widest word.
    pub(super) widest: usize,
}

impl Column {
    /// Characters it needs.
    pub(super) fn width(&self) -> usize {
        self.widest.max(self.x1 - self.x0)
    }
}

/// The columns of the lines of a table's body.
pub(super) fn columns_of(lines: &[SetLine]) -> Vec<Column> {
    let words = || lines.iter().filter(|l| l.is_data()).flat_map(|l| &l.words);
    let extent = |w: &Word| (w.at, w.end());
    let figures = stretches(words().filter(|w| w.is_figure()).map(extent).collect());
    // A text across two columns of figures is in neither.
    let across = |w: &Word| !w.is_figure() && figures.iter().filter(|c| w.at < c.1 && c.0 < w.end()).count() > 1;
    let stretches = stretches(words().filter(|w| !across(w)).map(extent).collect());
    let mut members: Vec<Vec<&Word>> = vec![Vec::new(); stretches.len()];
    for line in lines.iter().filter(|l| l.is_data()) {
        for (word, column) in line.words.iter().zip(columns_of_words(&line.words, &stretches)) {
            if let Some(members) = column.and_then(|c| members.get_mut(c)).filter(|_| !across(word)) {
                members.push(word);
            }
        }
    }
    let mut labelled = false;
    let mut beside_code = false;
    // 50101 is no amount where amounts have decimals.
    let parted = words().filter(|w| w.is_figure() && w.text.iter().any(|c| matches!(c, '.' | ',' | '，'))).count();
    let parted = parted * 2 > words().filter(|w| w.is_figure() && !w.is_code()).count().max(1);
    let column = |((x0, x1), words): ((usize, usize), Vec<&Word>)| {
        let count = |is: fn(&Word) -> bool| words.iter().filter(|w| is(w)).count();
        let content = if count(|w| !w.is_apart()) * 2 > words.len() {
            Content::Text
        } else if count(Word::is_code) == words.len() && (!labelled || parted && is_of_codes(&words, beside_code)) {
            Content::Code
        } else {
            Content::Figures
        };
        labelled |= content != Content::Code;
        beside_code = content == Content::Code;
        Column {
            x0,
            x1,
            content,
            of_amounts: content == Content::Figures && count(Word::is_amount) * 2 >= words.len(),
            widest: words.iter().map(|w| w.width()).max().unwrap_or(0),
        }
    };
    stretches.into_iter().zip(members).map(column).collect()
}

/// Codes of a second classification: 3, 5 or 7 digits, or two beside other codes.
fn is_of_codes(words: &[&Word], beside_code: bool) -> bool {
    let lengths = |allowed: &[usize]| words.iter().all(|w| allowed.contains(&w.text.len()));
    let full = lengths(&[3, 5, 7]) && words.iter().any(|w| w.text.len() > 3);
    let first = |w: &&Word| matches!(w.text.first(), Some('2' | '3' | '5'));
    words.len() > 1 && (full || (lengths(&[3]) && words.iter().all(first)) || (beside_code && lengths(&[2])))
}

/// The columns of lines most of which have one word for each of `count` headers: told by their order, for where texts push
/// figures right there may be no white between two columns.
pub(super) fn columns_by_order(lines: &[SetLine], count: usize) -> Option<Vec<Column>> {
    let rows: Vec<&SetLine> = lines.iter().filter(|l| l.is_data()).collect();
    let full: Vec<&SetLine> = rows.iter().copied().filter(|l| l.words.len() == count).collect();
    if full.len() < FEWEST_FULL || full.len() * 2 < rows.len() {
        return None;
    }
    let middle = |mut places: Vec<usize>| {
        places.sort_unstable();
        places.get(places.len() / 2).copied().unwrap_or(0)
    };
    let mut labelled = false;
    let column = |c: usize| {
        let words: Vec<&Word> = full.iter().filter_map(|l| l.words.get(c)).collect();
        let share = |is: fn(&Word) -> bool| words.iter().filter(|w| is(w)).count();
        let content = if share(|w| !w.is_apart()) * 2 > words.len() {
            Content::Text
        } else if !labelled && share(Word::is_code) == words.len() {
            Content::Code
        } else {
            Content::Figures
        };
        labelled |= content != Content::Code;
        let middles = (middle(words.iter().map(|w| w.at).collect()), middle(words.iter().map(|w| w.end()).collect()));
        let column = Column {
            x0: words.iter().map(|w| w.at).min().unwrap_or(0),
            x1: words.iter().map(|w| w.end()).max().unwrap_or(0),
            content,
            of_amounts: content == Content::Figures && share(Word::is_amount) * 2 >= words.len(),
            widest: words.iter().map(|w| w.width()).max().unwrap_or(0),
        };
        (column, middles)
    };
    let (mut columns, middles): (Vec<Column>, Vec<(usize, usize)>) = (0..count).map(column).unzip();
    for c in 1..count {
        // Between where most words of the one end and most of the other begin.
        let border = (middles[c - 1].1 + middles[c].0) / 2;
        if columns[c - 1].x1 >= columns[c].x0 {
            columns[c - 1].x1 = columns[c - 1].x1.min(border);
            columns[c].x0 = columns[c].x0.max(border);
        } else if columns[c - 1].content == Content::Text {
            // 合计 (total) stands in the middle of the column of names.
            columns[c - 1].x1 = columns[c].x0 - 1;
        }
    }
    Some(columns)
}

/// Joins columns of figures beside each other of which no row fills both, the nearest first, until there are as many as headers:
/// a name wider than the others pushes the figures behind it right.
pub(super) fn join_never_filled_together(columns: &mut Vec<Column>, lines: &[SetLine], headers: usize) {
    let extents: Vec<(usize, usize)> = columns.iter().map(|c| (c.x0, c.x1)).collect();
    // Columns filled in one row with the column, by column.
    let mut together: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); columns.len()];
    for line in lines.iter().filter(|l| l.is_data()) {
        let filled: Vec<usize> = columns_of_words(&line.words, &extents).into_iter().flatten().collect();
        for pair in filled.windows(2) {
            if let [a, b] = *pair
                && let Some(others) = together.get_mut(a)
            {
                others.insert(b);
            }
        }
    }
    // Which of the printed columns each one holds.
    let mut held: Vec<std::ops::Range<usize>> = (0..columns.len()).map(|c| c..c + 1).collect();
    while columns.len() > headers {
        let gap = |at: usize| columns[at + 1].x0.saturating_sub(columns[at].x1);
        let figures = |at: usize| [at, at + 1].iter().all(|c| columns[*c].content == Content::Figures);
        let apart = |at: usize| {
            held[at]
                .clone()
                .all(|a| together.get(a).is_none_or(|with| with.range(held[at + 1].clone()).next().is_none()))
        };
        let joined = (0..columns.len() - 1).filter(|&at| figures(at) && gap(at) <= PUSHED && apart(at));
        let Some(at) = joined.min_by_key(|&at| gap(at)) else { return };
        let second = columns.remove(at + 1);
        let end = held.remove(at + 1).end;
        held[at].end = end;
        let first = &mut columns[at];
        first.x1 = second.x1.max(first.x1);
        first.of_amounts |= second.of_amounts;
        first.widest = first.widest.max(second.widest);
    }
}

/// Which column each word of a line belongs to: the one it shares most with, and none that another word of the line has where
/// one beside it is free.
pub(super) fn columns_of_words(words: &[Word], columns: &[(usize, usize)]) -> Vec<Option<usize>> {
    let shared =
        |w: &Word, c: usize| columns.get(c).map_or(0, |(x0, x1)| w.end().min(*x1).saturating_sub(w.at.max(*x0)));
    let nearest = |w: &Word| {
        let from = columns.partition_point(|(_, x1)| *x1 <= w.at);
        let met = (from..columns.len()).take_while(|c| columns[*c].0 < w.end());
        met.max_by_key(|c| (shared(w, *c), std::cmp::Reverse(*c)))
    };
    let mut own: Vec<Option<usize>> = words.iter().map(nearest).collect();
    for i in 1..own.len() {
        let (Some(before), Some(at)) = (own[i - 1], own[i]) else { continue };
        if at != before || !words[i].is_apart() || !words[i - 1].is_apart() {
            continue;
        }
        // Words come from left to right, so that only those beside the two can have the columns beside.
        let right_is_free = at + 1 < columns.len() && own.get(i + 1).is_none_or(|next| *next != Some(at + 1));
        let left_is_free = at > 0 && i.checked_sub(2).is_none_or(|i| own[i] != Some(at - 1));
        if right_is_free && shared(&words[i], at + 1) > 0 {
            own[i] = Some(at + 1);
        } else if left_is_free && shared(&words[i - 1], at - 1) > 0 {
            own[i - 1] = Some(at - 1);
        }
    }
    own
}

/// Stretches of the line that words cover, parted by white.
fn stretches(words: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    // Where the stretch begins that is open, and most words over it.
    let mut open: Option<(usize, usize)> = None;
    // The lowest place since then: words over it, from, to.
    let mut valley: Option<(usize, usize, usize)> = None;
    for (from, to, over) in heights(words) {
        let Some((begin, peak)) = open else {
            open = (over > 0).then_some((from, over));
            continue;
        };
        if over == 0 {
            found.push((begin, from));
            (open, valley) = (None, None);
            continue;
        }
        match valley {
            Some((lowest, end, next)) if lowest * IN_WHITE <= peak.min(over) => {
                found.push((begin, end));
                (open, valley) = (Some((next, over)), None);
            }
            _ if over > peak => (open, valley) = (Some((begin, over)), None),
            Some((lowest, ..)) if over > lowest => {}
            _ => valley = Some((over, from, to)),
        }
    }
    found
}

/// How many words stand over each stretch of the line, from left to right, to one over which none stands.
fn heights(words: Vec<(usize, usize)>) -> Vec<(usize, usize, usize)> {
    let mut ends: Vec<(usize, bool)> = words.iter().flat_map(|w| [(w.0, true), (w.1, false)]).collect();
    ends.sort_unstable();
    let mut heights: Vec<(usize, usize, usize)> = Vec::new();
    let mut over = 0_usize;
    for at in ends.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(x, _)) = at.first() else { continue };
        if let Some(last) = heights.last_mut() {
            last.1 = x;
        }
        let ended = at.iter().filter(|(_, begins)| !begins).count();
        over = over.saturating_sub(ended);
        if ended > 0 && ended < at.len() {
            heights.push((x, x, over));
        }
        over += at.len() - ended;
        heights.push((x, x, over));
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_pushed_into_the_white_joins_no_columns() {
        let mut words = vec![(9, 17)];
        words.extend(std::iter::repeat_n((0, 7), 9));
        words.extend(std::iter::repeat_n((10, 18), 9));
        words.push((5, 12));
        assert_eq!(stretches(words), [(0, 7), (9, 18)]);
        // Two words of three are no white.
        assert_eq!(stretches(vec![(0, 7), (5, 12), (10, 18)]), [(0, 18)]);
        assert!(stretches(Vec::new()).is_empty());
    }

    #[test]
    fn two_figures_in_one_column_are_of_two() {
        let word = |at: usize, text: &str| Word::new(at, 0, text.chars().collect());
        let words = [word(0, "造林"), word(9, "12.00"), word(16, "1,150.00")];
        let columns = [(0, 6), (10, 16), (15, 30)];
        assert_eq!(columns_of_words(&words, &columns), [Some(0), Some(1), Some(2)]);
    }

    fn set(text: &[&str]) -> Vec<SetLine> {
        let line = |(row, text): (usize, &&str)| SetLine { row, words: super::super::typeset::words_of(text, 0, row) };
        text.iter().enumerate().map(line).collect()
    }

    #[test]
    fn full_rows_tell_columns_that_no_white_parts() {
        let rows = set(&[
            "造林           1,150.00 2,300.00 12.00",
            "林区道路维护和防火隔离带   12.00 7.00 1,150.00",
            "防火     1,234,567.00 1,150.00 7.00",
        ]);
        let columns = columns_by_order(&rows, 4).unwrap();
        assert_eq!(columns.iter().filter(|c| c.content == Content::Figures).count(), 3);
        assert!(columns.windows(2).all(|pair| pair[0].x1 <= pair[1].x0), "{columns:?}");
        assert!(columns_by_order(&rows, 5).is_none());
    }

    #[test]
    fn figures_pushed_aside_are_of_one_column_where_no_row_has_both() {
        let rows = set(&[
            "造林             1,150.00     12.00",
            "防火             2,150.00     13.00",
            "林区道路维护和隔离带              9.00  14.00",
            "护林站和瞭望塔的修缮              8.00  15.00",
        ]);
        let mut columns = columns_of(&rows);
        let before = columns.len();
        join_never_filled_together(&mut columns, &rows, 3);
        assert!(before > 3 && columns.len() == 3, "{before} {columns:?}");
    }

    #[test]
    fn codes_of_a_second_classification_are_no_amounts() {
        let rows = set(&["30101  基本工资  50101  工资津贴  1,150.00", "30102  津贴补贴  50101  工资津贴  950.00"]);
        let content: Vec<Content> = columns_of(&rows).into_iter().map(|c| c.content).collect();
        assert_eq!(content, [Content::Code, Content::Text, Content::Code, Content::Text, Content::Figures]);
    }
}
