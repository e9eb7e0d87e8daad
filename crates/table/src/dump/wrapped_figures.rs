//! Figures that a narrow column breaks over two lines: `7,245,77` above `4.75`, and codes broken beside them: `20` above `8`.
//!
//! A figure is broken where it stops in a group of thousands or at its point, and the digits below its end complete it. All
//! broken figures of a line are completed by one line below it, or none is.

use super::set_line::{SetLine, Word};
use super::wrapped_names::Moved;

/// How many lines below a figure its end stands, at most: the name may stand between them.
const BELOW: usize = 2;
/// How far the two parts end from each other, in characters, at most.
const ASIDE: usize = 2;
/// Longest code of a level, and longest figure.
const CODE: usize = 3;
const FIGURE: usize = 24;

/// Puts the ends of broken figures and codes behind their beginnings.
pub(super) fn join_wrapped_figures(lines: &mut [SetLine]) -> Vec<Moved> {
    let mut moved = Vec::new();
    for at in 0..lines.len() {
        let Some((above, below)) = lines.split_at_mut_checked(at + 1) else { break };
        let Some(line) = above.last_mut() else { break };
        let broken: Vec<usize> = (0..line.words.len()).filter(|w| is_broken(&line.words[*w].text)).collect();
        if broken.is_empty() {
            continue;
        }
        for (down, other) in below.iter_mut().enumerate().take(BELOW) {
            if other.row > line.row + BELOW {
                break;
            }
            if let Some(ends) = ends_of(line, &broken, other) {
                complete(line, other, ends);
                moved.push(Moved { from: at + 1 + down, to: at });
                break;
            }
        }
    }
    moved
}

/// `7,245,77`, `150,000.`: digits that stop in a group or at their point.
fn is_broken(text: &[char]) -> bool {
    let digits = |c: &char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let starts = text.first().is_some_and(char::is_ascii_digit) && text.len() <= FIGURE && text.iter().all(digits);
    let points = text.iter().filter(|c| **c == '.').count();
    let last = text.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let stops = match text.len().checked_sub(last + 1).and_then(|at| text.get(at)) {
        Some(',') => points == 0 && last < 3,
        Some('.') => points == 1 && last == 0,
        _ => false,
    };
    starts && stops
}

/// `1,234,567.89`
fn is_whole(text: &[char]) -> bool {
    let text: String = text.iter().collect();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && digits(first))
        && groups.all(|group| group.len() == 3 && digits(group))
        && decimals.is_none_or(|rest| (1..=4).contains(&rest.len()) && digits(rest))
}

/// Which word of the other line completes each broken figure of a line, and each code beside them.
fn ends_of(line: &SetLine, broken: &[usize], other: &SetLine) -> Option<Vec<(usize, usize)>> {
    let mut ends = Vec::with_capacity(broken.len());
    for &w in broken {
        let word = &line.words[w];
        let from = other.words.partition_point(|o| o.end() + ASIDE < word.end());
        let end = (from..other.words.len()).find(|o| other.words[*o].end() <= word.end() + ASIDE)?;
        let joined: Vec<char> = word.text.iter().chain(&other.words[end].text).copied().collect();
        if !is_whole(&joined) || ends.iter().any(|(_, taken)| *taken == end) {
            return None;
        }
        ends.push((w, end));
    }
    let first = broken.first().copied().unwrap_or(0);
    let digits = |word: &Word| word.text.len() < CODE && word.text.iter().all(char::is_ascii_digit);
    for w in (0..first).filter(|w| digits(&line.words[*w])) {
        let word = &line.words[w];
        let from = other.words.partition_point(|o| o.at + 1 < word.at);
        let end = other.words.get(from).filter(|o| o.at <= word.at + 1 && digits(o));
        if end.is_some_and(|end| end.text.len() + word.text.len() <= CODE) {
            ends.push((w, from));
        }
    }
    Some(ends)
}

fn complete(line: &mut SetLine, other: &mut SetLine, mut ends: Vec<(usize, usize)>) {
    for (w, end) in &ends {
        let (Some(word), Some(rest)) = (line.words.get_mut(*w), other.words.get(*end)) else { continue };
        let (at, until) = (word.at.min(rest.at), word.end().max(rest.end()));
        let text: Vec<char> = word.text.iter().chain(&rest.text).copied().collect();
        let width = (until - at).max(1);
        *word = Word { row: word.row, spread: Some(width), ..Word::new(at, line.row, text) };
    }
    ends.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
    for (_, end) in ends {
        if end < other.words.len() {
            other.words.remove(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &[&str]) -> Vec<String> {
        let line = |(row, text): (usize, &&str)| SetLine { row, words: super::super::typeset::words_of(text, 0, row) };
        let mut lines: Vec<SetLine> = text.iter().enumerate().map(line).collect();
        join_wrapped_figures(&mut lines);
        let word = |word: &Word| word.text.iter().collect::<String>();
        lines.iter().map(|line| line.words.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn figures_and_codes_of_two_lines_are_one() {
        let found = joined(&[
            "20  0                  531,048.   150,000.",
            "        退休人员",
            "8   5                        00         00",
        ]);
        assert_eq!(found, ["208 05 531,048.00 150,000.00", "退休人员", ""]);
        let found = joined(&["合计        7,245,77   6,000.00", "      4.75"]);
        assert_eq!(found[1], "4.75", "not below the end of the figure");
        assert_eq!(joined(&["合计   7,245,77", "           4.75"]), ["合计 7,245,774.75", ""]);
    }

    #[test]
    fn whole_figures_take_nothing_from_the_line_below() {
        let lines = ["造林   1,200.00   300.00", "防火     200.00    50.00"];
        assert_eq!(joined(&lines), ["造林 1,200.00 300.00", "防火 200.00 50.00"]);
        assert_eq!(joined(&["造林   1,200.   300.", "防火     20.00   50.00"])[0], "造林 1,200. 300.");
    }
}
