//! Percentages, percentage points and directions of change.

use crate::chars::{comparison_key, is_blank};
use crate::number::{find_numbers, is_nothing_mark, parse_cell};
use gongkai_model::Decimal;

/// What the number of a rate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RateKind {
    /// % (per cent).
    Percent,
    /// 百分点 (percentage point): the difference of two percentages.
    PercentagePoint,
    /// ‰ (per mille).
    Permille,
    /// No mark is printed; the column header may tell.
    Unmarked,
}

/// A rate as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The number, in per cent for `34.3%`; `None` where the rate is marked as not comparable.
    pub value: Option<Decimal>,
    /// Decimals as printed.
    pub decimals: u8,
    /// What it counts.
    pub kind: RateKind,
    /// Why there is no value: `base_zero`, `not_comparable`, `dash`.
    pub reason: Option<&'static str>,
}

/// Reads a text that is one rate: `34. 3%`, `2.38个百分点`, `105.6`, `--%（基数为0，不可比）`. A dash is a rate without
/// a value; a blank and any other text are `None`.
#[must_use]
pub fn parse_percent(text: &str) -> Option<Rate> {
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return None;
    }
    if let Some(reason) = not_comparable(text) {
        return Some(Rate { value: None, decimals: 0, kind: RateKind::Percent, reason: Some(reason) });
    }
    let (number, kind) = strip_mark(text);
    if is_nothing_mark(number) {
        return Some(Rate { value: None, decimals: 0, kind, reason: Some("dash") });
    }
    let cell = parse_cell(number);
    cell.value.map(|value| Rate { value: Some(value), decimals: cell.decimals, kind, reason: None })
}

/// Splits the mark of a rate off its number.
fn strip_mark(text: &str) -> (&str, RateKind) {
    const MARKS: [(&str, RateKind); 7] = [
        ("个百分点", RateKind::PercentagePoint),
        ("百分点", RateKind::PercentagePoint),
        ("%", RateKind::Percent),
        ("％", RateKind::Percent),
        ("﹪", RateKind::Percent),
        ("‰", RateKind::Permille),
        ("pct", RateKind::PercentagePoint),
    ];
    MARKS
        .iter()
        .find_map(|&(mark, kind)| text.strip_suffix(mark).map(|number| (number.trim_end_matches(is_blank), kind)))
        .unwrap_or((text, RateKind::Unmarked))
}

/// Why a rate has no value, if the text says so.
fn not_comparable(text: &str) -> Option<&'static str> {
    if text.bytes().all(|b| b.is_ascii()) {
        return None;
    }
    let key = comparison_key(text);
    if ["基数为0", "基数为零", "上年为0", "上年数为0", "上年无"].iter().any(|word| key.contains(word))
    {
        Some("base_zero")
    } else if key.contains("不可比") || key.contains("无可比") {
        Some("not_comparable")
    } else {
        None
    }
}

/// A rate found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateInText {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its mark.
    pub end: usize,
    /// Its value.
    pub value: Decimal,
    /// Decimals as printed.
    pub decimals: u8,
    /// What it counts.
    pub kind: RateKind,
}

/// All rates with a mark in a text, in order.
#[must_use]
pub fn find_rates(text: &str) -> Vec<RateInText> {
    const MARKS: [(&str, RateKind); 6] = [
        ("%", RateKind::Percent),
        ("％", RateKind::Percent),
        ("﹪", RateKind::Percent),
        ("‰", RateKind::Permille),
        ("个百分点", RateKind::PercentagePoint),
        ("百分点", RateKind::PercentagePoint),
    ];
    let mut found = Vec::new();
    for number in find_numbers(text) {
        let Some(rest) = text.get(number.end..) else { continue };
        let rest = rest.trim_start_matches(is_blank);
        let Some(&(mark, kind)) = MARKS.iter().find(|(mark, _)| rest.starts_with(mark)) else { continue };
        let end = text.len() - rest.len() + mark.len();
        found.push(RateInText { start: number.start, end, value: number.value, decimals: number.decimals, kind });
    }
    found
}

/// Direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 增加, 增长, 上升, 提高
    Increase,
    /// 减少, 下降, 降低
    Decrease,
    /// 持平 (level), 无变化
    Flat,
}

impl Direction {
    /// The direction as it is published: `increase`, `decrease`, `flat`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::Flat => "flat",
        }
    }
}

/// Words of change. Where several begin at one place the longest counts.
const CHANGES: [(&str, Direction); 35] = [
    ("增长幅度", Direction::Increase),
    ("增长率", Direction::Increase),
    ("多支出", Direction::Increase),
    ("多收", Direction::Increase),
    ("增加", Direction::Increase),
    ("增长", Direction::Increase),
    ("上升", Direction::Increase),
    ("提高", Direction::Increase),
    ("上涨", Direction::Increase),
    ("增幅", Direction::Increase),
    ("涨幅", Direction::Increase),
    ("升幅", Direction::Increase),
    ("增收", Direction::Increase),
    ("增支", Direction::Increase),
    ("调增", Direction::Increase),
    ("净增", Direction::Increase),
    ("下降幅度", Direction::Decrease),
    ("少支出", Direction::Decrease),
    ("少收", Direction::Decrease),
    ("减少", Direction::Decrease),
    ("下降", Direction::Decrease),
    ("降低", Direction::Decrease),
    ("减幅", Direction::Decrease),
    ("降幅", Direction::Decrease),
    ("压减", Direction::Decrease),
    ("压缩", Direction::Decrease),
    ("缩减", Direction::Decrease),
    ("减支", Direction::Decrease),
    ("减收", Direction::Decrease),
    ("调减", Direction::Decrease),
    ("持平", Direction::Flat),
    ("无变化", Direction::Flat),
    ("无增减", Direction::Flat),
    ("相同", Direction::Flat),
    ("一致", Direction::Flat),
];

/// A word of change found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeInText {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind it.
    pub end: usize,
    /// Where the change goes.
    pub direction: Direction,
}

/// All words of change in a text, in order.
#[must_use]
pub fn find_changes(text: &str) -> Vec<ChangeInText> {
    let mut found: Vec<ChangeInText> = Vec::new();
    for (start, _) in text.char_indices() {
        let Some(rest) = text.get(start..).filter(|_| found.last().is_none_or(|last| last.end <= start)) else {
            continue;
        };
        if let Some(&(word, direction)) = CHANGES.iter().find(|(word, _)| rest.starts_with(word)) {
            found.push(ChangeInText { start, end: start + word.len(), direction });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_with_their_kind() {
        let read = |text: &str| parse_percent(text).map(|r| (r.value.map(|v| v.to_string()), r.kind));
        assert_eq!(read("34. 3%"), Some((Some("34.3".into()), RateKind::Percent)));
        assert_eq!(read("-5.10 ％"), Some((Some("-5.10".into()), RateKind::Percent)));
        assert_eq!(read("2.38个百分点"), Some((Some("2.38".into()), RateKind::PercentagePoint)));
        assert_eq!(read("105.6"), Some((Some("105.6".into()), RateKind::Unmarked)));
        assert_eq!(read("甲%"), None);
        assert_eq!(read(" "), None);
    }

    #[test]
    fn a_rate_on_a_zero_base_has_no_value() {
        let reason = |text: &str| parse_percent(text).and_then(|r| r.reason);
        assert_eq!(reason("--%(基 数 为 0,不可比)"), Some("base_zero"));
        assert_eq!(reason("——%（基数为0，不可比）"), Some("base_zero"));
        assert_eq!(reason("不可比"), Some("not_comparable"));
        assert_eq!(reason("—"), Some("dash"));
        assert_eq!(reason("5%"), None);
    }

    #[test]
    fn rates_in_prose() {
        let text = "增长34. 3%，上升2.38 个百分点，共5人";
        let found: Vec<_> = find_rates(text).iter().map(|r| (r.value.to_string(), r.kind)).collect();
        assert_eq!(found, [("34.3".into(), RateKind::Percent), ("2.38".into(), RateKind::PercentagePoint)]);
    }

    #[test]
    fn words_of_change_tell_the_direction() {
        let found: Vec<_> = find_changes("收入增加，支出比上年减少").iter().map(|c| (c.start, c.direction)).collect();
        assert_eq!(found, [(6, Direction::Increase), (30, Direction::Decrease)]);
        let [growth] = find_changes("增长幅度5%").try_into().expect("one word");
        assert_eq!((growth.end, growth.direction), (12, Direction::Increase));
        assert!(find_changes("支出").is_empty());
    }
}
