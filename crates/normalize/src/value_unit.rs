//! Scales and units of indicator values: 万, %, 元/人·次, 微克/立方米, 台（套）.

use crate::chars::is_ideograph;
use crate::value_words::{AFTER, DIVIDERS, NOT_IN_UNITS, SCALES, UNITS, UNITS_ALONE, longest_prefix, longest_suffix};

/// Most characters of a unit that no list knows.
const LONGEST_UNKNOWN_UNIT: usize = 3;

/// Most characters behind the slash of a unit that no list knows: 元/标准展位.
const LONGEST_UNKNOWN_PART: usize = 4;

/// The unit a name ends with in brackets: 覆盖率（%）, 培训成本（元/人/天）, 面积（万平方米）.
///
/// ```
/// use gongkai_normalize::value::unit_in_name;
///
/// assert_eq!(unit_in_name("宣传册（万册）").as_deref(), Some("万册"));
/// assert_eq!(unit_in_name("宣传册（彩印）"), None);
/// ```
#[must_use]
pub fn unit_in_name(name: &str) -> Option<String> {
    let body = name.trim_end().strip_suffix(['）', ')'])?;
    let open = body.rfind(['（', '('])?;
    let inside = body.get(open..)?.trim_start_matches(['（', '(']).trim();
    let is_unit = |text: &str| {
        // 亿 alone counts in hundreds of millions.
        let (scale, rest) = take_scale(text.trim());
        parse_unit(rest).is_some() || (scale.is_some() && rest.is_empty())
    };
    inside.split('、').all(is_unit).then(|| inside.to_owned())
}

/// Whether a text is a unit of measure and nothing else: 万人, 元/年, %.
#[must_use]
pub fn is_unit(text: &str) -> bool {
    let text = text.trim();
    parse_unit(text).is_some() || parse_unit(take_scale(text).1).is_some()
}

/// Takes the scale from the start of what follows a number.
pub(crate) fn take_scale(after: &str) -> (Option<(&'static str, u64)>, &str) {
    for &(word, factor) in &SCALES {
        if let Some(rest) = after.strip_prefix(word) {
            return (Some((word, factor)), rest);
        }
    }
    // 千元 is money in thousands, but 千克 and 千米 are units of their own.
    match after.strip_prefix('千') {
        Some(rest) if rest.starts_with('元') => (Some(("千", 1_000)), rest),
        _ => (None, after),
    }
}

/// Reads a text that is a known unit and nothing else.
pub(crate) fn parse_unit(text: &str) -> Option<String> {
    let first = UNITS_ALONE.iter().find(|unit| text == **unit).copied().or_else(|| longest_prefix(UNITS, text))?;
    let length = first.len() + parts_length(text.get(first.len()..)?);
    (length == text.len()).then(|| ascii_percent(text))
}

/// Takes the unit from the start of what follows the number: a known one, one in brackets, or a few unknown
/// characters that are all there is. A unit may go on as a rate: 元/人, 次/年; or be a rate only, behind a scale: 万/年.
pub(crate) fn take_unit(after: &str) -> (Option<String>, &str) {
    if let Some((inside, rest)) = bracketed(after)
        && let Some(unit) = parse_unit(inside)
    {
        return (Some(unit), rest);
    }
    let first = longest_prefix(UNITS, after).map_or_else(|| unknown_length(after, LONGEST_UNKNOWN_UNIT), str::len);
    let end = first + parts_length(after.get(first..).unwrap_or(""));
    match after.split_at_checked(end) {
        Some((unit, rest)) if end > 0 => (Some(ascii_percent(unit)), rest),
        _ => (None, after),
    }
}

fn ascii_percent(unit: &str) -> String {
    if matches!(unit, "％" | "﹪") { "%".to_owned() } else { unit.to_owned() }
}

/// Length of `/人`, `/人/天`, `·次` or `每年` behind a unit, and of a second unit in brackets: 台（套）.
fn parts_length(rest: &str) -> usize {
    let mut left = rest;
    while let Some(part) = left.strip_prefix(DIVIDERS) {
        // 元/每千字
        let part = part.strip_prefix('每').unwrap_or(part);
        let slashed = left.starts_with(['/', '／']);
        let length = match longest_prefix(UNITS, part) {
            Some(unit) => unit.len(),
            None if slashed => unknown_length(part.split(DIVIDERS).next().unwrap_or(part), LONGEST_UNKNOWN_PART),
            None => 0,
        };
        match part.get(length..) {
            Some(behind) if length > 0 => left = behind,
            _ => break,
        }
    }
    if let Some((inside, behind)) = bracketed(left)
        && UNITS.contains(&inside)
    {
        left = behind;
    }
    rest.len() - left.len()
}

/// The text inside brackets at the start, and what follows them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(['(', '（'])?;
    let close = inside.find([')', '）'])?;
    let rest = inside.get(close..)?;
    Some((inside.get(..close)?, rest.get(rest.chars().next()?.len_utf8()..)?))
}

/// Length of a unit that no list knows: all there is before a closing word such as 以上, if it is short and plain.
fn unknown_length(after: &str, longest: usize) -> usize {
    let mut unit = after;
    while let Some(word) = longest_suffix(AFTER, unit) {
        unit = unit.get(..unit.len() - word.text.len()).unwrap_or("");
    }
    let plain = unit.chars().all(|c| is_ideograph(c) || c.is_ascii_alphabetic())
        && !NOT_IN_UNITS.iter().any(|word| unit.contains(word));
    if plain && (1..=longest).contains(&unit.chars().count()) { unit.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_go_on_behind_every_divider() {
        for unit in [
            "元/人/天",
            "元/人·次",
            "元/人*月",
            "元/㎡/月",
            "元/造",
            "元/标准展位",
            "微克/立方米",
            "微克每立方米",
            "台（套）",
            "家（次）",
            "次/季",
            "人·月",
            "人*天",
            "元/人/半天",
            "辆次",
            "毫秒",
            "元/生·年",
            "元/标准展位/天",
            "元/人.天",
        ] {
            assert_eq!(take_unit(&format!("{unit}以上")), (Some(unit.to_owned()), "以上"), "{unit}");
        }
        assert_eq!(take_unit("（毫秒）"), (Some("毫秒".to_owned()), ""));
        assert_eq!(take_unit("成本"), (None, "成本"));
        assert_eq!(take_unit("/年"), (Some("/年".to_owned()), ""));
        assert_eq!(take_unit("元/人（含税）"), (Some("元/人".to_owned()), "（含税）"));
        assert_eq!(take_unit("个/地区未达标企业"), (Some("个".to_owned()), "/地区未达标企业"));
    }

    #[test]
    fn names_end_with_units_in_brackets() {
        let cases = [
            ("住宿成本（元/人/天）", Some("元/人/天")),
            ("巡护频次（次/天）", Some("次/天")),
            ("制证数量(张)", Some("张")),
            ("修缮面积(㎡)", Some("㎡")),
            ("设备（台/套）", Some("台/套")),
            ("设备（台、套）", Some("台、套")),
            ("标识（类）", Some("类")),
            ("终端数量（万台）", Some("万台")),
            ("投入（万元）", Some("万元")),
            ("检查金额（亿）", Some("亿")),
            ("译文单价（元/每千字）", Some("元/每千字")),
            ("合格（是/否）", None),
            ("门诊（旺季除外）", None),
            ("报告（一份）", None),
            ("得分（3分）", None),
            ("缺口（", None),
            ("空（）", None),
        ];
        for (name, unit) in cases {
            assert_eq!(unit_in_name(name).as_deref(), unit, "{name}");
        }
    }
}
