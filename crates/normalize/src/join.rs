//! Joining what a line end has cut: words, sentences and numbers.

use crate::blanks::parts_issuers;
use crate::chars::{is_blank, is_cjk};
use crate::year::is_year;

/// Joins the lines of one cell or paragraph. See [`push_joined`] for what comes between two of them.
#[must_use]
pub fn join_lines(lines: &[&str]) -> String {
    let mut joined = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        push_joined(&mut joined, line);
    }
    joined
}

/// Appends a line to a text that was cut at a line end. Nothing comes between two Chinese characters or a Chinese and
/// another one; a blank between two other words; nothing between the two halves of a cut number (`674,` + `065.11`),
/// of a hyphenated word, or before punctuation. Blank lines add nothing.
pub fn push_joined(text: &mut String, line: &str) {
    let line = line.trim_matches(is_blank);
    text.truncate(text.trim_end_matches(is_blank).len());
    if parts_issuers(text, line) {
        text.push(' ');
    } else if let (Some(last), Some(first)) = (text.chars().next_back(), line.chars().next())
        && !is_cjk(last)
        && !is_cjk(first)
        && wants_blank(text, last, line, first)
    {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether a blank separates two pieces that end and begin without a Chinese character.
fn wants_blank(text: &str, last: char, line: &str, first: char) -> bool {
    if matches!(last, '(' | '[' | '/' | '-' | '<' | '>' | '=' | '~') || matches!(first, '/' | '-' | '~') {
        return false;
    }
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    if numeric(last) && numeric(first) {
        return !is_cut_number(text, line);
    }
    if matches!(first, ')' | ']' | ',' | ';' | ':' | '.' | '%' | '!' | '?') {
        return false;
    }
    if !(last.is_alphanumeric() || matches!(last, ')' | ']' | ',' | ';' | ':' | '.' | '!' | '?' | '%'))
        || !(first.is_alphanumeric() || matches!(first, '(' | '['))
    {
        return false;
    }
    !is_cut_code(text, line)
}

/// Longest printed number, in bytes.
const LONGEST_NUMBER: usize = 24;

/// Whether the digits at the end of `text` and at the start of `line` are one number: together they are well formed
/// and apart they are neither two numbers nor a number and a list mark (`14` + `2. …`).
fn is_cut_number(text: &str, line: &str) -> bool {
    let is_part = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b',');
    let tail = text.bytes().rev().take_while(is_part).take(LONGEST_NUMBER).count();
    let head = line.bytes().take_while(is_part).take(LONGEST_NUMBER).count();
    if tail + head > LONGEST_NUMBER {
        return false;
    }
    // Counted bytes are ASCII, so both cuts fall between characters.
    let (Some(tail), Some(head)) = (text.get(text.len() - tail..), line.get(..head)) else { return false };
    if is_list_mark(line) || (tail.len() == text.len() && is_list_mark(text)) {
        return false;
    }
    if is_year(tail) && is_year(head) {
        return false;
    }
    // A list of numbers such as `2, 3`: after a comma only a group of three digits goes on.
    let grouped = tail.contains(',') || head.contains(',');
    if head.is_empty() || tail.is_empty() {
        return false;
    }
    if grouped { is_grouped(tail, head) } else { is_plain(tail, head) }
}

/// `1. `, `2.` or `3.甲` but not `3.5`: a number of at most two digits, a point, and no digit.
fn is_list_mark(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = line.get(digits..).unwrap_or("").chars();
    (1..=2).contains(&digits)
        && matches!(rest.next(), Some('.' | '．' | '、' | ')' | '）'))
        && !rest.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether `tail` and `head` make `1,234,567.89`, with at most four decimals.
fn is_grouped(tail: &str, head: &str) -> bool {
    let mut digits = 0_usize;
    let mut groups = 0_usize;
    let mut decimals: Option<usize> = None;
    for b in tail.bytes().chain(head.bytes()) {
        match (b, decimals.as_mut()) {
            (b'0'..=b'9', Some(count)) => *count += 1,
            (b'0'..=b'9', None) => digits += 1,
            (b',', None) if (groups == 0 && (1..=3).contains(&digits)) || (groups > 0 && digits == 3) => {
                groups += 1;
                digits = 0;
            }
            (b'.', None) => decimals = Some(0),
            _ => return false,
        }
    }
    groups > 0 && digits == 3 && decimals.is_none_or(|count| (1..=4).contains(&count)) && !has_two_decimals(tail)
}

/// Whether `tail` and `head` make `1234.56`, with at most four decimals.
fn is_plain(tail: &str, head: &str) -> bool {
    let points = tail.bytes().chain(head.bytes()).filter(|&b| b == b'.').count();
    let integer_is_empty = tail.starts_with('.');
    let decimals = match (tail.find('.'), head.find('.')) {
        (Some(at), _) => tail.len() - at - 1 + head.len(),
        (None, Some(at)) => head.len() - at - 1,
        (None, None) => return true,
    };
    points == 1 && !integer_is_empty && (1..=4).contains(&decimals) && !has_two_decimals(tail)
}

/// A number with two decimals is complete: money is printed that way.
fn has_two_decimals(tail: &str) -> bool {
    tail.find('.').is_some_and(|at| tail.len() - at > 2)
}

/// How long a piece of letters and digits must be to be taken for a cut code and not for a word.
const CODE_PIECE: usize = 8;

/// Longest code, in bytes.
const LONGEST_CODE: usize = 64;

/// Whether a long code of letters and digits was cut, such as a project code.
fn is_cut_code(text: &str, line: &str) -> bool {
    let tail = text.bytes().rev().take_while(u8::is_ascii_alphanumeric).take(LONGEST_CODE);
    let (mut length, mut digits) = (0_usize, 0_usize);
    for b in tail {
        length += 1;
        digits += usize::from(b.is_ascii_digit());
    }
    length >= CODE_PIECE && digits * 2 > length && line.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_joined_with_nothing() {
        assert_eq!(join_lines(&["支出决", "算表"]), "支出决算表");
        assert_eq!(join_lines(&["2018年7 ", " 月"]), "2018年7月");
        assert_eq!(join_lines(&["共有", "Open"]), "共有Open");
        assert_eq!(join_lines(&["", "甲", "", "乙", " "]), "甲乙");
    }

    #[test]
    fn words_are_joined_with_a_blank() {
        assert_eq!(join_lines(&["open", "data"]), "open data");
        assert_eq!(join_lines(&["cross-", "border"]), "cross-border");
        assert_eq!(join_lines(&["see (", "a", ")"]), "see (a)");
        assert_eq!(join_lines(&["one,", "two"]), "one, two");
    }

    #[test]
    fn cut_numbers_are_joined_with_nothing() {
        assert_eq!(join_lines(&["1972", "30人"]), "197230人");
        assert_eq!(join_lines(&["674,", "065.11"]), "674,065.11");
        assert_eq!(join_lines(&["674,065", ".11"]), "674,065.11");
        assert_eq!(join_lines(&["674,06", "5.11"]), "674,065.11");
        assert_eq!(join_lines(&["674,065.", "11"]), "674,065.11");
        assert_eq!(join_lines(&["增长了34.", "3%"]), "增长了34.3%");
        assert_eq!(join_lines(&["34", "%"]), "34%");
        assert_eq!(join_lines(&["51092324T", "000010263357"]), "51092324T000010263357");
    }

    #[test]
    fn separate_numbers_stay_apart() {
        assert_eq!(join_lines(&["14", "2.甲"]), "14 2.甲");
        assert_eq!(join_lines(&["14", "2."]), "14 2.");
        assert_eq!(join_lines(&["12.34", "56.78"]), "12.34 56.78");
        assert_eq!(join_lines(&["12.34", "56"]), "12.34 56");
        assert_eq!(join_lines(&["2023", "2024"]), "2023 2024");
        assert_eq!(join_lines(&["2,", "3"]), "2, 3");
        assert_eq!(join_lines(&["1,234", "567.00"]), "1,234 567.00");
        assert_eq!(join_lines(&["1.", "5 a"]), "1. 5 a");
    }

    #[test]
    fn odd_lines_do_no_harm() {
        assert_eq!(join_lines(&["...", "..."]), "... ...");
        assert_eq!(join_lines(&["é", "ö"]), "é ö");
        assert_eq!(join_lines(&["≥", "85"]), "≥85");
    }
}
