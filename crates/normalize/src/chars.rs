//! Single characters: what is folded, what is dropped, what counts as Chinese.
//!
//! Compatibility normalization (NFKC) must not run over running text: it turns `①` into `1` and `98.32¹` into
//! `98.321`. [`fold_char`] touches only characters that are certainly another one in disguise; [`comparison_key`]
//! folds hard and is meant for comparing labels and titles, never for publishing.

use crate::radicals::{FIRST_SUPPLEMENT, SUPPLEMENT};
use std::borrow::Cow;
use unicode_normalization::char::decompose_compatible;

/// The character that is meant: radicals and compatibility ideographs become plain ideographs, every kind of blank
/// becomes `' '`. `'\0'` means that the character is invisible and must be dropped.
///
/// Tab, line feed, carriage return and form feed stay.
#[must_use]
pub fn fold_char(c: char) -> char {
    match u32::from(c) {
        0x20..=0x7E | 0x09 | 0x0A | 0x0C | 0x0D | 0x3400..=0x9FFF | 0x3001..=0x33FF | 0xFF01..=0xFFEF => c,
        0x00..=0x1F | 0x7F..=0x9F => '\0',
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => ' ',
        0xAD | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F => '\0',
        0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE01EF => '\0',
        code @ 0x2E80..=0x2EF3 => radical_to_ideograph(c, code),
        // The glyph of this radical is shared with the simplified character, not with the traditional one Unicode names.
        0x2F3E => '户',
        // Tick boxes of Wingdings, whose characters have no meaning of their own.
        0xF052 | 0xF0FE => '☑',
        0xF0A8 | 0xF06F => '☐',
        0x2F00..=0x2FD5 | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F => singleton(c),
        // The fonts of Founder (方正, the typesetting system of most presses) name these two outside of what Unicode assigns.
        0x10_01B0 => '.',
        0x10_0170 => '·',
        0x10_01BA => '…',
        _ => c,
    }
}

fn radical_to_ideograph(c: char, code: u32) -> char {
    usize::try_from(code - FIRST_SUPPLEMENT)
        .ok()
        .and_then(|i| SUPPLEMENT.get(i))
        .filter(|&&to| to != 0)
        .and_then(|&to| char::from_u32(to))
        .unwrap_or(c)
}

/// The character `c` decomposes to, if it is a single one.
fn singleton(c: char) -> char {
    let (mut first, mut count) = (c, 0_u32);
    decompose_compatible(c, |d| {
        if count == 0 {
            first = d;
        }
        count += 1;
    });
    if count == 1 { first } else { c }
}

/// [`fold_char`] over a text. Borrowed where nothing changes, which is the common case.
#[must_use]
pub fn fold_text(text: &str) -> Cow<'_, str> {
    let Some((at, _)) = text.char_indices().find(|&(_, c)| fold_char(c) != c || c == '\0') else {
        return Cow::Borrowed(text);
    };
    let (clean, rest) = text.split_at(at);
    let mut folded = String::with_capacity(text.len());
    folded.push_str(clean);
    folded.extend(rest.chars().map(fold_char).filter(|&c| c != '\0'));
    Cow::Owned(folded)
}

/// A key by which labels, titles and headers are compared: no blanks, full-width forms as ASCII, one kind of
/// quotation mark and of dash. `“三公”经费 （合计）` and `"三公"经费(合计)` have the same key.
#[must_use]
pub fn comparison_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    // Most characters are their own key, and are copied together.
    let mut copied = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !matches!(c, '!'..='~' | '\u{4E00}'..='\u{9FFF}')) {
        key.push_str(&text[copied..at]);
        copied = at + c.len_utf8();
        match fold_char(c) {
            '\0' => {}
            c if c.is_whitespace() => {}
            c if is_ideograph(c) || c.is_ascii() => key.push(c),
            c => decompose_compatible(c, |d| push_key_char(&mut key, d)),
        }
    }
    key.push_str(&text[copied..]);
    key
}

fn push_key_char(key: &mut String, c: char) {
    match c {
        '“' | '”' | '„' | '‟' | '〝' | '〞' | '＂' => key.push('"'),
        '‘' | '’' | '‚' | '‛' => key.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '─' | '━' => key.push('-'),
        '〜' | '～' | '∼' => key.push('~'),
        '﹝' => key.push('〔'),
        '﹞' => key.push('〕'),
        c if c.is_whitespace() => {}
        c => key.push(c),
    }
}

/// Whether `c` stands for a glyph whose meaning a file does not tell: U+FFFD and the private-use areas but for the block in
/// which symbol fonts keep their check boxes and bullets.
#[must_use]
pub const fn is_unread(c: char) -> bool {
    matches!(c as u32, 0xE000..=0xEFFF | 0xF100..=0xF8FF | 0xFFFD | 0xF_0000..=0x10_FFFF)
}

/// Whether `c` is a Chinese character proper.
#[must_use]
pub const fn is_ideograph(c: char) -> bool {
    matches!(c as u32,
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x3007 | 0x2E80..=0x2FDF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Whether `c` takes a full cell of Chinese typesetting, so that a blank beside it is only layout: ideographs, Chinese
/// punctuation with its quotation marks and dashes, full-width forms, circled numbers.
#[must_use]
pub const fn is_cjk(c: char) -> bool {
    matches!(c as u32,
        0x4E00..=0x9FFF | 0x3001..=0x33FF | 0x3400..=0x4DBF | 0x2E80..=0x2FDF | 0xFF01..=0xFFEF
        | 0x2014..=0x2015 | 0x2018..=0x201D | 0x2026 | 0x2460..=0x24FF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0x20000..=0x3FFFF)
}

/// The raised form of a digit, as of the marks of footnotes: 2 to ².
#[must_use]
pub const fn superscript(digit: char) -> Option<char> {
    Some(match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => return None,
    })
}

/// Whether `c` is a blank of any kind: white space, no-break and ideographic blanks, or invisible.
#[must_use]
pub fn is_blank(c: char) -> bool {
    match c {
        ' ' | '\t' | '\n' | '\r' | '\u{3000}' => true,
        '!'..='~' | '\u{3001}'..='\u{9FFF}' => false,
        c => c.is_whitespace() || matches!(fold_char(c), '\0' | ' '),
    }
}

/// The digit 0 to 9 that `c` shows, half or full width.
#[must_use]
pub const fn digit_of(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((c as u32 - '０' as u32) as u8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_founder_fonts_are_points() {
        assert_eq!(fold_text("１４２\u{1001B0}8亿元"), "１４２.8亿元");
        assert_eq!(fold_text("\u{100170}\u{1001BA}"), "·…");
    }

    #[test]
    fn radicals_become_the_characters_they_are_drawn_as() {
        assert_eq!(fold_text("⻋辆⻔⼾⽤⻘"), "车辆门户用青");
        assert_eq!(fold_char('\u{2E9A}'), '\u{2E9A}');
        assert_eq!(fold_char('\u{F9F4}'), '林');
    }

    #[test]
    fn every_kangxi_radical_becomes_a_unified_ideograph() {
        for c in '\u{2F00}'..='\u{2FD5}' {
            assert!(('\u{4E00}'..='\u{9FFF}').contains(&fold_char(c)), "{c}");
        }
    }

    #[test]
    fn text_is_not_damaged_by_folding() {
        for text in ["①绩效", "98.32¹", "㎡", "……", "（一）：；％", "〔2021〕", "《甲》“乙”"]
        {
            assert!(matches!(fold_text(text), Cow::Borrowed(t) if t == text), "{text}");
        }
    }

    #[test]
    fn blanks_become_one_kind_and_the_invisible_goes() {
        assert_eq!(fold_text("\u{FEFF}合\u{3000}计\u{A0}1\u{200B}2"), "合 计 12");
        assert_eq!(fold_text("a\u{0}b\u{7F}\tc\n"), "ab\tc\n");
    }

    #[test]
    fn keys_ignore_typography() {
        assert_eq!(comparison_key("“三公” 经费 （合　计）"), comparison_key("\"三公\"经费(合计)"));
        assert_eq!(comparison_key("１２．５％"), "12.5%");
        assert_eq!(comparison_key("A—B"), "A-B");
        assert_eq!(comparison_key(""), "");
    }

    #[test]
    fn what_counts_as_chinese() {
        assert!("中、。（）：“”—…①㎡〇".chars().all(is_cjk));
        assert!(!"aZ0 .,%()-≥×é".chars().any(is_cjk));
        assert!(is_ideograph('〇') && !is_ideograph('、'));
        assert_eq!((digit_of('7'), digit_of('７'), digit_of('七')), (Some(7), Some(7), None));
    }
}
