//! Lines that are nothing but the number of a page.

use gongkai_normalize::chars::{comparison_key, is_blank};

/// A page number as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageNumber {
    /// `—— 10 ——`, `第 3 页`: can be nothing else.
    Decorated,
    /// `10`: may be anything.
    Bare(u32),
}

/// Characters of a page number with what stands around it: 第12页，共120页.
const LONGEST_PAGE_NUMBER: usize = 16;

/// Reads a line that is nothing but a page number.
pub(crate) fn page_number(text: &str) -> Option<PageNumber> {
    // Most lines are longer, and need no key to be known for that.
    if text.chars().filter(|c| !is_blank(*c)).nth(LONGEST_PAGE_NUMBER).is_some() {
        return None;
    }
    let key = comparison_key(text);
    if key.is_empty() || key.chars().count() > LONGEST_PAGE_NUMBER {
        return None;
    }
    let bare = key.trim_matches(|c: char| matches!(c, '-' | '~' | '·' | '•' | '*' | '_' | '|' | '—' | '/' | '.'));
    let digits = |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if digits(&key) {
        return key.parse().ok().map(PageNumber::Bare);
    }
    let dashes = |c: char| matches!(c, '-' | '~' | '·' | '•' | '_' | '|');
    let framed = key.starts_with(dashes) && key.ends_with(dashes);
    let roman =
        |s: &str| !s.is_empty() && s.len() <= 5 && s.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x'));
    if framed && (digits(bare) || roman(bare)) {
        return Some(PageNumber::Decorated);
    }
    is_counted_page(&key, digits).then_some(PageNumber::Decorated)
}

/// 第3页, 第1页共5页, 共5页第1页, 页(3), 3/12, page 3 of 12.
fn is_counted_page(key: &str, digits: impl Fn(&str) -> bool) -> bool {
    if let Some((at, of)) = key.split_once('/') {
        let page = |s: &str| digits(s.trim_start_matches('第').trim_start_matches('共').trim_end_matches('页'));
        return page(at) && page(of);
    }
    let lower = key.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("page") {
        return rest.split("of").all(&digits);
    }
    if let Some(rest) = key.strip_prefix("页(") {
        return rest.strip_suffix(')').is_some_and(&digits);
    }
    let mut rest = key;
    let mut parts = 0;
    while let Some(after) = rest.strip_prefix(['第', '共']) {
        let Some((number, behind)) = after.split_once('页') else { return false };
        if !digits(number) {
            return false;
        }
        parts += 1;
        rest = behind.trim_start_matches([',', '、', '|']);
    }
    parts > 0 && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_page_numbers() {
        for text in [
            "—— 10 ——",
            "- 10 -",
            "－3－",
            "第 3 页",
            "页(29)",
            "第1页共5页",
            "第 1 页，共 5 页",
            "3/12",
            "— IV —",
            "Page 3 of 9",
        ] {
            assert_eq!(page_number(text), Some(PageNumber::Decorated), "{text}");
        }
        assert_eq!(page_number("10"), Some(PageNumber::Bare(10)));
        for text in ["", "第三页", "2.1", "-", "10%", "第3页说明", "12345", "I"] {
            assert_eq!(page_number(text), None, "{text}");
        }
    }
}
