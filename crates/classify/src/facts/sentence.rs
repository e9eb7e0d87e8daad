//! Prose to sentences.

use gongkai_normalize::chars::is_ideograph;

/// Bytes of the longest sentence that is taken for one.
pub(crate) const LONGEST: usize = 3_000;

/// A bracket that is opened and closed, by the byte offsets of both marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bracket {
    pub(crate) open: usize,
    pub(crate) close: usize,
}

/// The brackets of a text that are closed in it, in the order in which they open. One that would hold more than a
/// sentence was forgotten to be closed.
pub(crate) fn brackets(text: &str) -> Vec<Bracket> {
    let mut open = Vec::new();
    let mut found: Vec<Bracket> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => open.push(at),
            '）' | ')' => {
                found.extend(
                    open.pop().filter(|from| at - from <= LONGEST / 4).map(|from| Bracket { open: from, close: at }),
                );
            }
            _ => {}
        }
    }
    found.sort_by_key(|bracket| bracket.open);
    found
}

/// The sentences of a text, with the mark that ends them. A full stop inside brackets ends none.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut enclosed = brackets(text).into_iter().peekable();
    let (mut start, mut enclosed_until) = (0, 0);
    for (at, c) in text.char_indices() {
        while let Some(bracket) = enclosed.next_if(|bracket| bracket.open <= at) {
            enclosed_until = enclosed_until.max(bracket.close);
        }
        let end = at + c.len_utf8();
        let (said, rest) = (text.get(start..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
        if at >= enclosed_until && (matches!(c, '。' | '；' | ';' | '！' | '\n') || is_narrow_stop(said, c, rest)) {
            found.extend(text.get(start..end));
            start = end;
        }
    }
    found.extend(text.get(start..));
    found.into_iter().flat_map(pieces).map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

/// Whether a narrow point ends a sentence, as it does where a press prints no other: between Chinese words, where it is no
/// point of a number and not the mark behind a list number (一.).
fn is_narrow_stop(said: &str, c: char, rest: &str) -> bool {
    let ends = |c: char| is_ideograph(c) || matches!(c, '%' | '％' | '）' | ')' | '”' | '》');
    let begins = |c: char| is_ideograph(c) || matches!(c, '（' | '(' | '“' | '《');
    matches!(c, '.' | '．')
        && said.chars().next_back().is_some_and(ends)
        && rest.chars().next().is_some_and(begins)
        && said.trim_start().chars().nth(2).is_some()
}

/// A sentence as it is, or, where it is longer than any, in pieces that end at commas: each fact carries its sentence, and
/// a text of a million characters without a full stop has thousands of them.
pub(crate) fn pieces(sentence: &str) -> impl Iterator<Item = &str> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        let limit = rest.floor_char_boundary(LONGEST);
        let (head, tail) = rest.split_at(limit);
        let comma =
            head.char_indices().rev().find(|(_, c)| matches!(c, '，' | '、' | ',')).filter(|_| !tail.is_empty());
        let (piece, left) = rest.split_at(comma.map_or(limit, |(at, c)| at + c.len_utf8()));
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_inside_brackets_ends_no_sentence() {
        assert_eq!(
            sentences("购车费（已含税。）比上年减少。另有安排；"),
            ["购车费（已含税。）比上年减少。", "另有安排；"]
        );
        assert_eq!(sentences("（一）购车费。（未完。再说"), ["（一）购车费。", "（未完。", "再说"]);
        let forgotten = format!("（甲。{}乙）丙。", "林".repeat(LONGEST));
        assert!(sentences(&forgotten).len() > 2);
    }

    #[test]
    fn a_narrow_point_between_words_ends_a_sentence() {
        assert_eq!(
            sentences("一.全市收支.收入221.7亿元,增长4.1％.其中,税收收入9.4亿元;非税收入1.3亿元"),
            ["一.全市收支.", "收入221.7亿元,增长4.1％.", "其中,税收收入9.4亿元;", "非税收入1.3亿元"]
        );
    }

    #[test]
    fn a_text_without_a_comma_is_cut_where_it_must_be() {
        let text = "算".repeat(2_500);
        assert_eq!(pieces(&text).collect::<String>(), text);
    }
}
