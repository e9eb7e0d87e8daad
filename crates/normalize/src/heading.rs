//! Heading and list marks at the start of a line.
//!
//! Chinese official documents number their parts in a fixed order, so the kind of the mark tells the depth:
//!
//! | level | mark | gloss |
//! |---|---|---|
//! | 1 | 第一部分, 第一章, 第一节 | part one, chapter one, section one |
//! | 2 | 一、 | one |
//! | 3 | （一） | (one) |
//! | 4 | 1. 1． 1、 | |
//! | 5 | （1） 1） | |
//! | 6 | ① ⑴ | |
//! | 7 | 一是 | "firstly", inside running text |

use crate::chars::{digit_of, is_blank};
use crate::numeral::{is_numeral_char, parse_numeral};

/// Kind of a heading or list mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// 第一部分 (part), 第一章 (chapter), 第一节 (section).
    Part,
    /// 一、
    Numeral,
    /// （一）
    BracketedNumeral,
    /// 1. or 1、
    Digit,
    /// （1） or 1）
    BracketedDigit,
    /// ①
    Circled,
    /// 一是
    Firstly,
}

impl MarkKind {
    /// Depth of a heading with this mark, from 1.
    #[must_use]
    pub const fn level(self) -> u8 {
        match self {
            Self::Part => 1,
            Self::Numeral => 2,
            Self::BracketedNumeral => 3,
            Self::Digit => 4,
            Self::BracketedDigit => 5,
            Self::Circled => 6,
            Self::Firstly => 7,
        }
    }
}

/// A mark at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingMark<'a> {
    /// Its kind.
    pub kind: MarkKind,
    /// Depth from 1, as [`MarkKind::level`].
    pub level: u8,
    /// The mark as printed: `（一）`, `1.`.
    pub number: &'a str,
    /// The text behind it, without leading blanks.
    pub rest: &'a str,
}

impl HeadingMark<'_> {
    /// The number the mark counts: 11 for 十一、 and （11）.
    #[must_use]
    pub fn ordinal(&self) -> Option<u64> {
        if self.kind == MarkKind::Circled {
            return self.number.chars().next().and_then(circled);
        }
        let digits: String = self.number.chars().filter_map(digit_of).map(|d| char::from(b'0' + d)).collect();
        if !digits.is_empty() {
            return digits.parse().ok();
        }
        let numerals: String = self.number.chars().filter(|c| is_numeral_char(*c)).collect();
        parse_numeral(&numerals)
    }
}

/// The number in a circle or bracket that is one character.
fn circled(c: char) -> Option<u64> {
    let first = ['\u{2460}', '\u{2474}', '\u{24F5}', '\u{2776}'].into_iter().filter(|first| *first <= c).max()?;
    Some(u64::from(u32::from(c) - u32::from(first)) + 1)
}

/// The mark a line begins with. `None` for `1.5万元`, `2023.` and a number with nothing behind it: a mark made of
/// digits has at most two of them and is followed by something other than a digit, or by a year: `17.2026年…`.
#[must_use]
pub fn heading_mark(line: &str) -> Option<HeadingMark<'_>> {
    let line = line.trim_start_matches(is_blank);
    let first = line.chars().next()?;
    let found = match first {
        '第' => part(line).map(|end| (MarkKind::Part, end)),
        '(' | '（' | '〈' | '﹙' => bracketed(line),
        '\u{2460}'..='\u{2473}' | '\u{2474}'..='\u{2487}' | '\u{24F5}'..='\u{24FE}' | '\u{2776}'..='\u{277F}' => {
            Some((MarkKind::Circled, first.len_utf8()))
        }
        '\u{2488}'..='\u{249B}' => Some((MarkKind::Digit, first.len_utf8())),
        '\u{3220}'..='\u{3229}' => Some((MarkKind::BracketedNumeral, first.len_utf8())),
        c if digit_of(c).is_some() => digit(line),
        c if is_numeral_char(c) => numeral(line),
        _ => None,
    };
    let (kind, end) = found?;
    let (number, rest) = line.split_at_checked(end)?;
    Some(HeadingMark { kind, level: kind.level(), number, rest: rest.trim_start_matches(is_blank) })
}

/// Most characters of a numeral in a mark: 三十一.
const MOST_NUMERALS: usize = 3;

/// 第一部分, 第1部分, 第一章: offset behind it.
fn part(line: &str) -> Option<usize> {
    let rest = line.strip_prefix('第')?.trim_start_matches(is_blank);
    let number = rest.trim_start_matches(|c| is_numeral_char(c) || digit_of(c).is_some());
    let count = rest.get(..rest.len() - number.len())?.chars().count();
    if !(1..=MOST_NUMERALS).contains(&count) {
        return None;
    }
    let number = number.trim_start_matches(is_blank);
    let behind = match number.strip_prefix('部') {
        Some(after) => after.trim_start_matches(is_blank).strip_prefix('分')?,
        None => number.strip_prefix(['章', '节'])?,
    };
    // 第一部分的… and 第一节约… are sentences.
    if behind.starts_with(['的', '约', '课', '是', '为']) {
        return None;
    }
    Some(line.len() - behind.len())
}

/// （一）, (1), with blanks inside: kind and offset behind it.
fn bracketed(line: &str) -> Option<(MarkKind, usize)> {
    let mut inside = line.char_indices().skip(1);
    let (mut numerals, mut digits) = (0_usize, 0_usize);
    let end = loop {
        let (at, c) = inside.next()?;
        match c {
            ')' | '）' | '〉' | '﹚' => break at + c.len_utf8(),
            c if is_blank(c) => {}
            c if digit_of(c).is_some() => digits += 1,
            c if is_numeral_char(c) => numerals += 1,
            _ => return None,
        }
        if numerals > MOST_NUMERALS || digits > 2 {
            return None;
        }
    };
    match (numerals, digits) {
        (1.., 0) => Some((MarkKind::BracketedNumeral, end)),
        (0, 1..) => Some((MarkKind::BracketedDigit, end)),
        _ => None,
    }
}

/// 1. 1． 1、 1）: kind and offset behind it.
fn digit(line: &str) -> Option<(MarkKind, usize)> {
    let rest = line.trim_start_matches(|c| digit_of(c).is_some());
    let count = line.get(..line.len() - rest.len())?.chars().count();
    if count > 2 {
        return None;
    }
    let mark = rest.trim_start_matches(is_blank);
    let separator = mark.chars().next()?;
    let kind = match separator {
        '.' | '．' | '、' | '﹒' => MarkKind::Digit,
        ')' | '）' => MarkKind::BracketedDigit,
        _ => return None,
    };
    let behind = mark.get(separator.len_utf8()..)?;
    let next = behind.trim_start_matches(is_blank).chars().next()?;
    if kind == MarkKind::Digit && begins_with_year(behind) {
        return Some((kind, line.len() - behind.len()));
    }
    if digit_of(next).is_some() || matches!(next, ',' | '.' | '．' | '，' | '。' | '、' | '%' | '％') {
        return None;
    }
    Some((kind, line.len() - behind.len()))
}

/// 2026年…
fn begins_with_year(text: &str) -> bool {
    let text = text.trim_start_matches(is_blank);
    text.starts_with("20")
        && text.get(4..).is_some_and(|behind| behind.starts_with('年'))
        && text.bytes().take(4).all(|b| b.is_ascii_digit())
}

/// 一、 or 一是: kind and offset behind it.
fn numeral(line: &str) -> Option<(MarkKind, usize)> {
    let rest = line.trim_start_matches(is_numeral_char);
    let count = line.get(..line.len() - rest.len())?.chars().count();
    if count > MOST_NUMERALS {
        return None;
    }
    let mark = rest.trim_start_matches(is_blank);
    if let Some(behind) = mark.strip_prefix(['、', '．', '.', '﹑']) {
        // 一、二、三产业 is a list inside a sentence.
        let listed = behind.trim_start_matches(is_numeral_char);
        if listed.len() < behind.len() && listed.starts_with(['、', '级', '类', '季', '线', '产']) {
            return None;
        }
        return Some((MarkKind::Numeral, line.len() - behind.len()));
    }
    let behind = rest.strip_prefix('是')?;
    (count == 1 || line.starts_with('十')).then_some((MarkKind::Firstly, line.len() - behind.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(line: &str) -> Option<(u8, &str, &str)> {
        heading_mark(line).map(|m| (m.level, m.number, m.rest))
    }

    #[test]
    fn the_mark_tells_the_depth() {
        assert_eq!(mark("第一部分 甲局概况"), Some((1, "第一部分", "甲局概况")));
        assert_eq!(mark("一、收入情况"), Some((2, "一、", "收入情况")));
        assert_eq!(mark("十一、 其他"), Some((2, "十一、", "其他")));
        assert_eq!(mark("（一）职能"), Some((3, "（一）", "职能")));
        assert_eq!(mark("( 二 ) 职能"), Some((3, "( 二 )", "职能")));
        assert_eq!(mark("1.职能"), Some((4, "1.", "职能")));
        assert_eq!(mark("12、职能"), Some((4, "12、", "职能")));
        assert_eq!(mark("1．职能"), Some((4, "1．", "职能")));
        assert_eq!(mark("（1）职能"), Some((5, "（1）", "职能")));
        assert_eq!(mark("3）职能"), Some((5, "3）", "职能")));
        assert_eq!(mark("①职能"), Some((6, "①", "职能")));
        assert_eq!(mark("一是加强"), Some((7, "一是", "加强")));
        assert_eq!(mark("17.2026年林业收入表"), Some((4, "17.", "2026年林业收入表")));
    }

    #[test]
    fn marks_count() {
        let ordinal = |line: &str| heading_mark(line).and_then(|m| m.ordinal());
        assert_eq!(ordinal("第二部分 概况"), Some(2));
        assert_eq!(ordinal("十一、收入"), Some(11));
        assert_eq!(ordinal("（12）收入"), Some(12));
        assert_eq!(ordinal("③收入"), Some(3));
    }

    #[test]
    fn numbers_are_no_marks() {
        for line in [
            "1.5万元",
            "2023.",
            "2023.甲",
            "14.",
            "14. ",
            "3、5月份",
            "1.1 概况",
            "",
            "（一",
            "（2023）",
            "第一季度",
            "第三方",
            "一般公共预算",
            "二级项目",
            "（一般）",
            "10.%",
            "一、二、三产业",
        ] {
            assert_eq!(mark(line), None, "{line}");
        }
    }

    #[test]
    fn a_mark_may_stand_alone_when_it_is_no_digit() {
        assert_eq!(mark("一、"), Some((2, "一、", "")));
        assert_eq!(mark("第三部分"), Some((1, "第三部分", "")));
    }
}
