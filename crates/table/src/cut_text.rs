//! Texts on both sides of the end of a line or a page: whether the lower is the rest of the upper.

use gongkai_normalize::heading::heading_mark;

/// What a text adds to one that ended in the same line: a line cut by the page's end stands on both pages.
pub(crate) fn without_repeated<'t>(above: &str, below: &'t str) -> &'t str {
    // One character alone may stand there by chance.
    let one = below.chars().next().map_or(0, char::len_utf8);
    let mut ends = below.char_indices().rev().map(|(at, c)| at + c.len_utf8());
    let repeated = ends.find(|end| *end > one && above.ends_with(&below[..*end]));
    repeated.map_or(below, |end| below[end..].trim_start())
}

/// A text begins as an item of a list does, be it one whose own name begins with a digit: `2、3-产出指标`.
pub(crate) fn begins_anew(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let counted = (1..=2).contains(&digits) && text.chars().nth(digits) == Some('、');
    counted || heading_mark(text).is_some() || text.starts_with("其中")
}

/// Width in font sizes of what is never broken at the beginning of a text: a character, or a number or word, with the
/// brackets and signs before it and the marks behind it that begin no line.
pub(crate) fn unbroken_width(text: &str) -> f32 {
    let brackets = text.chars().take_while(|c| "（《“‘〔【(≥≤＞＜".contains(*c)).count();
    let rest = || text.chars().skip(brackets);
    let word = rest().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/')).count();
    let marks = rest().skip(word.max(1)).take_while(|c| "，。；：、）》〕】”’！？%,;:)".contains(*c)).count();
    let first = if word > 0 { (HALF_WIDTH * word as f32).max(1.0) } else { 1.0 };
    first + (brackets + marks) as f32
}

/// Width of a digit or letter in font sizes.
const HALF_WIDTH: f32 = 0.5;

/// The last decimals of an amount that its cell broke: `6` below `12,437.3`.
pub(crate) fn completes_amount(above: &str, below: &str) -> bool {
    let decimals = above.split_once('.').map(|(_, decimals)| decimals.len() + below.len());
    decimals == Some(DECIMALS)
        && !below.is_empty()
        && below.chars().all(|c| c.is_ascii_digit())
        && is_amount(&format!("{above}{below}"))
}

/// Amounts that are broken have so many decimals.
const DECIMALS: usize = 2;

/// The text is a number, or a mark in the place of one.
pub(crate) fn is_number(text: &str) -> bool {
    let mut digits = text.chars().filter(|c| !matches!(c, '.' | ',' | '-' | '%' | '—' | '－' | '−')).peekable();
    !text.is_empty() && digits.all(|c| c.is_ascii_digit())
}

/// A complete amount: digits with well-placed separators, not a piece of a longer number.
pub(crate) fn is_amount(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '−', '△', '▲']);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let grouped = whole.split(',').enumerate().all(|(i, g)| {
        let n = g.chars().count();
        g.chars().all(|c| c.is_ascii_digit()) && if i == 0 { (1..=12).contains(&n) } else { n == 3 }
    });
    grouped && !decimals.is_empty() && decimals.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_cut_by_the_page_end_is_read_once() {
        assert_eq!(without_repeated("完成校舍屋面防水", "屋面防水和外墙"), "和外墙");
        assert_eq!(without_repeated("完成校舍屋面防水", "和外墙"), "和外墙");
        assert_eq!(without_repeated("防水", "防水"), "");
        assert_eq!(without_repeated("", "防水"), "防水");
    }

    #[test]
    fn the_last_decimals_complete_an_amount() {
        assert!(completes_amount("12,437.3", "6") && completes_amount("12,437.", "36"));
        for (above, below) in [("12,437.36", "6"), ("12,437", "36"), ("12.3", "61"), ("甲.3", "6"), ("12.3", "6.0")] {
            assert!(!completes_amount(above, below), "{above} {below}");
        }
    }

    #[test]
    fn a_sign_stands_on_the_line_of_its_number() {
        assert!((unbroken_width("≥93%。验收") - 4.0).abs() < 0.01);
        assert!((unbroken_width("验收") - 1.0).abs() < 0.01);
    }

    #[test]
    fn an_item_may_begin_with_two_numbers() {
        assert!(begins_anew("2、3-质量指标") && begins_anew("其中：工程") && begins_anew("（二）工程"));
        assert!(!begins_anew("2024年底前") && !begins_anew("123、4") && !begins_anew("工程"));
    }
}
