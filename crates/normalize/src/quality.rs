//! Signs that a text is damaged or not filled in. Such a text is kept as printed and never published as data.

use crate::chars::{is_blank, is_ideograph};

/// Why a text is taken for damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Garble {
    /// Letters of other scripts between Chinese characters, or characters that stand for unknown ones.
    ForeignLetters,
    /// The same digit over and over: `1 1 1 1 1`.
    DigitRun,
    /// The same clause three times or more in a row.
    RepeatedClause,
    /// Left-over markup or a rule of dashes.
    Markup,
}

/// The first sign of damage in a text, if there is one.
#[must_use]
pub fn garble(text: &str) -> Option<Garble> {
    if has_foreign_letters(text) {
        Some(Garble::ForeignLetters)
    } else if has_digit_run(text) {
        Some(Garble::DigitRun)
    } else if has_markup(text) {
        Some(Garble::Markup)
    } else if has_repeated_clause(text) {
        Some(Garble::RepeatedClause)
    } else {
        None
    }
}

/// Letters of scripts that do not occur in Chinese budgets, in a text that has Chinese characters beside them.
fn has_foreign_letters(text: &str) -> bool {
    if text.contains('\u{FFFD}') {
        return true;
    }
    let mut foreign = false;
    let mut chinese = false;
    for c in text.chars() {
        chinese |= is_ideograph(c);
        foreign |= is_foreign(c);
    }
    foreign && (chinese || text.chars().filter(|&c| is_foreign(c)).count() > 1)
}

const fn is_foreign(c: char) -> bool {
    matches!(c as u32,
        0x0100..=0x024F      // Latin with uncommon marks
        | 0x0400..=0x052F    // Cyrillic
        | 0x0530..=0x1CFF    // Armenian to Vedic
        | 0x3041..=0x30FA    // kana
        | 0xAC00..=0xD7A3    // Hangul
        | 0xE000..=0xEFFF    // private use; above it symbol fonts keep their check boxes and bullets
        | 0xF100..=0xF8FF
    )
}

/// Five times the same digit other than zero, each behind a blank. Rows of printed zeros are sound.
fn has_digit_run(text: &str) -> bool {
    let mut last = None;
    let mut run = 0_u32;
    let mut blank = true;
    for c in text.chars() {
        if is_blank(c) {
            blank = true;
            continue;
        }
        if !c.is_ascii_digit() || c == '0' || !blank {
            run = 0;
        } else if last == Some(c) {
            run += 1;
        } else {
            run = 1;
        }
        if run >= 5 {
            return true;
        }
        last = Some(c);
        blank = false;
    }
    false
}

fn has_markup(text: &str) -> bool {
    const TAGS: [&str; 7] = ["<b>", "</b>", "<u>", "</u>", "<sup>", "</sup>", "<br"];
    (text.contains('<') && TAGS.iter().any(|tag| text.contains(tag))) || text.contains("--------")
}

/// The same clause three times in a row. A clause ends at a comma or a full stop, has three characters or more and a
/// Chinese one among them.
fn has_repeated_clause(text: &str) -> bool {
    let mut last = "";
    let mut run = 0_u32;
    for clause in text.split([',', '，', '。', '；', '、']) {
        let clause = clause.trim_matches(is_blank);
        if clause.chars().nth(2).is_none() || !clause.chars().any(is_ideograph) {
            run = 0;
            last = "";
            continue;
        }
        run = if clause == last { run + 1 } else { 1 };
        if run >= 3 {
            return true;
        }
        last = clause;
    }
    false
}

/// Whether a text is a template's residue that nobody filled in: `20××年`, `XX局`, `……`, `待填`.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return false;
    }
    if text.chars().all(|c| matches!(c, '…' | '.' | '。' | '⋯') || is_blank(c)) {
        return text.chars().count() > 1 || text.starts_with(['…', '⋯']);
    }
    if ["待填", "待补充", "（略）", "请填写"].iter().any(|word| text.contains(word)) {
        return true;
    }
    has_crosses(text)
}

/// Two crosses beside each other, `××` or `XX`, with no Latin letter or digit but a year's 20 around them.
fn has_crosses(text: &str) -> bool {
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if !is_cross(c) {
            before = Some(c);
            continue;
        }
        let mut count = 1;
        while rest.next_if(|&next| is_cross(next)).is_some() {
            count += 1;
        }
        let after = rest.peek().copied();
        let beside_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        if count >= 2 && !beside_word(before) && !beside_word(after) {
            return true;
        }
        before = Some(c);
    }
    false
}

const fn is_cross(c: char) -> bool {
    matches!(c, '×' | 'X' | 'x' | 'Ｘ' | '╳' | '✕')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told() {
        assert_eq!(garble("ų女入"), Some(Garble::ForeignLetters));
        assert_eq!(garble("77 17 5 1 1 1 1 1"), Some(Garble::DigitRun));
        assert_eq!(garble("是一个，是一个，是一个，"), Some(Garble::RepeatedClause));
        assert_eq!(garble("<b>七</b>"), Some(Garble::Markup));
        assert_eq!(garble("甲\u{FFFD}"), Some(Garble::ForeignLetters));
    }

    #[test]
    fn sound_text_is_not() {
        for text in [
            "",
            "一般公共服务支出",
            "COVID-19疫情",
            "1,234.50",
            "1 2 3 4 5",
            "0 0 0 0 0 0",
            "16,000 16,000 16,000",
            "\u{F0A8}过程评价",
            "100、100、100、",
            "α",
            "5 < 6",
        ] {
            assert_eq!(garble(text), None, "{text}");
        }
    }

    #[test]
    fn placeholders_are_told() {
        for text in ["20××年—20××+n年", "XX局", "……", ".....", "待填", "…"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "2023年", "3×4", "BOXX", "MAXX项目", "甲局。", "。"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
