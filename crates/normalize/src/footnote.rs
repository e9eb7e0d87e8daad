//! Footnote marks, and markup that text recognition leaves behind.

use crate::chars::{is_blank, is_ideograph};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// An opening or closing tag of the kinds that text recognition writes. `None` only if the pattern were wrong.
static TAG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"</?(?:sup|sub|b|u|i|em|strong|br|p|span|div|font)\b[^<>]*>").ok());

/// How often to strip and unescape again: nested escapes are two deep at most in practice.
const MOST_ROUNDS: usize = 8;

/// The text without tags such as `<sup>` and with `&lt;`, `&gt;`, `&amp;`, `&quot;`, `&nbsp;` read, repeated until
/// nothing changes. Texts without `<` and `&` are returned as they are.
#[must_use]
pub fn strip_markup(text: &str) -> Cow<'_, str> {
    let mut current = Cow::Borrowed(text);
    for _ in 0..MOST_ROUNDS {
        if !current.contains(['<', '&']) {
            break;
        }
        let mut next = match TAG.as_ref() {
            Some(tag) => tag.replace_all(&current, "").into_owned(),
            None => current.clone().into_owned(),
        };
        if next.contains('&') {
            next = unescape(&next);
        }
        if next == *current {
            break;
        }
        current = Cow::Owned(next);
    }
    current
}

fn unescape(text: &str) -> String {
    const ENTITIES: [(&str, &str); 5] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    ENTITIES.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Splits a footnote mark off the end of a text: `优秀¹` is `优秀` and `1`, `实现 <sup>2</sup>` is `实现` and `2`.
/// A mark is superscript; ordinary digits are never one.
#[must_use]
pub fn split_mark(text: &str) -> (&str, Option<String>) {
    let text = text.trim_end_matches(is_blank);
    if let Some((body, mark)) = split_tagged(text) {
        return (body, Some(mark));
    }
    let body = text.trim_end_matches(|c| superscript_digit(c).is_some());
    if body.len() == text.len() || body.is_empty() {
        return (text, None);
    }
    let mark: String = text.get(body.len()..).unwrap_or("").chars().filter_map(superscript_digit).collect();
    (body.trim_end_matches(is_blank), Some(mark))
}

/// Splits the footnote marks off a number: `547,331①` is `547,331` and `①`, `③26,932` is `26,932` and `③`, `3.04*` is
/// `3.04` and `*`. A circled number, an asterisk or a superscript beside digits is a mark, never a digit.
///
/// ```
/// use gongkai_normalize::footnote::split_number_marks;
///
/// assert_eq!(split_number_marks("①12.5"), ("12.5", "①".to_owned()));
/// assert_eq!(split_number_marks("12.5"), ("12.5", String::new()));
/// ```
#[must_use]
pub fn split_number_marks(text: &str) -> (&str, String) {
    let is_mark = |c: char| is_circled(c) || matches!(c, '*' | '＊' | '※') || superscript_digit(c).is_some();
    let rest = text.trim_start_matches(is_circled);
    let body = rest.trim_end_matches(is_mark);
    let marks = [text.get(..text.len() - rest.len()), rest.get(body.len()..)];
    (body.trim_matches(is_blank), marks.into_iter().flatten().collect())
}

/// The text without the raised numbers behind its words and figures: `4695⁶元` is `4695元`. What follows a letter, as in
/// m², is no mark. Numbers in circles are marks behind a word, `余额①8亿元`, but not where an item of a list begins.
#[must_use]
pub fn without_marks(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| superscript_digit(c).is_some() || is_circled(c)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        let of_letter = kept.ends_with(|c: char| c.is_ascii_alphabetic() || superscript_digit(c).is_some());
        let behind_word = kept.ends_with(|c: char| is_ideograph(c) || c.is_ascii_digit() || "%％）)”》".contains(c));
        if superscript_digit(c).is_some() && !of_letter || is_circled(c) && behind_word {
            continue;
        }
        kept.push(c);
    }
    Cow::Owned(kept)
}

/// Whether a character is a number in a circle: ①-⑳, ㉑-㊿, ❶-❿.
#[must_use]
pub const fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{2473}' | '\u{3251}'..='\u{325F}' | '\u{32B1}'..='\u{32BF}' | '\u{2776}'..='\u{277F}')
}

fn split_tagged(text: &str) -> Option<(&str, String)> {
    let inside = text.strip_suffix("</sup>")?;
    let open = inside.rfind("<sup>")?;
    let mark = inside.get(open + "<sup>".len()..)?.trim_matches(is_blank);
    let body = inside.get(..open)?.trim_end_matches(is_blank);
    let is_mark = (1..=3).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
    (is_mark && !body.is_empty()).then(|| (body, mark.to_owned()))
}

const fn superscript_digit(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_and_kept() {
        assert_eq!(split_mark("优秀¹"), ("优秀", Some("1".into())));
        assert_eq!(split_mark("98.32¹²"), ("98.32", Some("12".into())));
        assert_eq!(split_mark("完成 <sup>2</sup>"), ("完成", Some("2".into())));
        assert_eq!(split_mark("优秀1"), ("优秀1", None));
        assert_eq!(split_mark("¹"), ("¹", None));
        assert_eq!(split_mark(""), ("", None));
    }

    #[test]
    fn marks_within_a_sentence_are_left_out() {
        assert_eq!(without_marks("收入4695⁶元，增长¹²4.8%"), "收入4695元，增长4.8%");
        assert_eq!(without_marks("新建30km²"), "新建30km²");
        assert_eq!(without_marks("林业债务①余额8亿元②，包括：①苗圃；②林道"), "林业债务余额8亿元，包括：①苗圃；②林道");
    }

    #[test]
    fn marks_beside_numbers_are_no_digits() {
        assert_eq!(split_number_marks("②26,932.5"), ("26,932.5", "②".into()));
        assert_eq!(split_number_marks("1,750 ①"), ("1,750", "①".into()));
        assert_eq!(split_number_marks("3.04*"), ("3.04", "*".into()));
        assert_eq!(split_number_marks("98.3²"), ("98.3", "²".into()));
        assert_eq!(split_number_marks("①"), ("", "①".into()));
        assert_eq!(split_number_marks("*5"), ("*5", String::new()));
    }

    #[test]
    fn markup_is_stripped_until_nothing_is_left() {
        assert_eq!(strip_markup("<sup>&</sup>lt;sup>1</sup> 说明"), "1 说明");
        assert_eq!(strip_markup("<b>七</b> 甲&amp;乙"), "七 甲&乙");
        assert_eq!(strip_markup("a < b > c"), "a < b > c");
        assert!(matches!(strip_markup("无标记"), Cow::Borrowed(_)));
    }
}
