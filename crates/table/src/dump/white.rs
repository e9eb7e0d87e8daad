//! Columns of blanks: which stretches of the line the words of a table's rows cover, and which column a word belongs to.
//!
//! Programs that set a page in characters push figures right where a name beside them is long, so that now and then a word
//! stands in the white between two columns. White is where few words stand between many.

use super::header_blocks::Content;
use super::set_line::{SetLine, Word};

/// Words in the white between two columns: one in so many that stand on either side of it.
const IN_WHITE: usize = 8;

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
    let column = |((x0, x1), words): ((usize, usize), Vec<&Word>)| {
        let count = |is: fn(&Word) -> bool| words.iter().filter(|w| is(w)).count();
        let content = if count(|w| !w.is_apart()) * 2 > words.len() {
            Content::Text
        } else if !labelled && count(Word::is_code) == words.len() {
            Content::Code
        } else {
            Content::Figures
        };
        labelled |= content != Content::Code;
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
}
