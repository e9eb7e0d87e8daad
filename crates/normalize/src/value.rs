//! Values of performance indicators: `10万册以上`, `≥85%`, `不超过2小时`, 市域内覆盖100%, 合格.
//!
//! A value is a number with its unit, a number inside other words, or words. It has a number only where exactly one is
//! printed; years and dates are not counted as numbers. Ranges and lists of numbers stay words.

use crate::blanks::tidy_blanks;
use crate::chars::{fold_text, is_ideograph};
use crate::date::find_dates;
use crate::footnote::split_mark;
use crate::number::{NumberInText, find_numbers};
use crate::quality::is_placeholder;
use crate::value_words::{
    AFTER, ANYWHERE_BEFORE, BEFORE, CLOSERS, DURATIONS, SCALES, UNITS, Word, longest_prefix, longest_suffix,
};
use gongkai_model::Decimal;
use gongkai_model::record::{Value, ValueKind};

/// Reads the value of an indicator. `raw` is the text without layout blanks; everything else is derived from it.
///
/// ```
/// use gongkai_normalize::value::parse_value;
///
/// let value = parse_value("约 503 万人");
/// assert_eq!(value.op.as_deref(), Some("~"));
/// assert_eq!(value.number_base.map(|n| n.to_string()).as_deref(), Some("5030000"));
/// assert_eq!(value.unit.as_deref(), Some("人"));
/// ```
#[must_use]
pub fn parse_value(text: &str) -> Value {
    let raw = tidy_blanks(&fold_text(text));
    let (body, _) = split_mark(&raw);
    let body = &*close_number(body.trim_end_matches(CLOSERS));
    let read = if is_placeholder(body) { None } else { only_number(body).map(|number| read(body, &number)) };
    match read {
        Some(value) => Value { raw, ..value },
        None => Value { raw, ..Value::default() },
    }
}

/// Longest text that is one number set apart by recognition.
const LONGEST_SPACED: usize = 24;

/// `98. 32%`, which recognition makes of `98.32%`: without the blank behind the point. Only where nothing else is there
/// that could be a list.
fn close_number(body: &str) -> std::borrow::Cow<'_, str> {
    let spaced = || {
        let (whole, rest) = body.split_once(". ")?;
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let unit = rest.get(digits..)?.trim_start();
        let sound = body.len() <= LONGEST_SPACED
            && whole.ends_with(|c: char| c.is_ascii_digit())
            && !whole.contains('.')
            && (1..=4).contains(&digits)
            && !unit.is_empty()
            && !unit.contains(|c: char| c.is_ascii_digit() || is_ideograph(c));
        sound.then(|| format!("{whole}.{rest}"))
    };
    spaced().map_or(std::borrow::Cow::Borrowed(body), std::borrow::Cow::Owned)
}

/// The number of a text that has exactly one, dates and ordinals (第3) left out.
fn only_number(body: &str) -> Option<NumberInText> {
    let dates = find_dates(body);
    let mut numbers = find_numbers(body).into_iter().filter(|number| {
        let date = dates.get(dates.partition_point(|date| date.end <= number.start));
        date.is_none_or(|date| date.start >= number.end)
            && !body.get(..number.start).is_some_and(|before| before.ends_with('第') || is_spread(before))
    });
    let number = numbers.next()?;
    numbers.next().is_none().then_some(number)
}

/// `LPR+` before a number: what is added to a rate that has a name is no value of its own.
fn is_spread(before: &str) -> bool {
    before
        .trim_end()
        .strip_suffix(['+', '＋'])
        .is_some_and(|name| name.trim_end().ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// Takes 余 or 多 (and some more) between a number and its unit: 20余次. Only before a word.
fn take_and_more(after: &str) -> (bool, &str) {
    match after.strip_prefix(['余', '多']) {
        Some(rest) if rest.starts_with(is_ideograph) => (true, rest),
        _ => (false, after),
    }
}

/// Reads the words around the number.
fn read(body: &str, number: &NumberInText) -> Value {
    let before = body.get(..number.start).unwrap_or("").trim_end();
    let after = body.get(number.end..).unwrap_or("").trim_start();
    let (more_before, after) = take_and_more(after);
    let (scale, after) = take_scale(after);
    let (more_behind, after) = take_and_more(after);
    let (unit, after) = take_unit(after);
    let (op_after, rest_after) = take_words_after(after);
    let (op_before, rest_before) = take_words_before(before);

    let mut kind = ValueKind::Number;
    let mut ops = [op_before.op, op_after.op];
    if !rest_before.is_empty() || !rest_after.is_empty() {
        kind = ValueKind::NumberInText;
        if ops == [None, None] {
            ops[0] = op_of_sentence(rest_before, unit.as_deref());
        }
    }
    let approx = op_before.approx || op_after.approx || more_before || more_behind;
    let op = ops.into_iter().flatten().next().unwrap_or(if approx { "~" } else { "=" });
    let factor = scale.map_or(Decimal::ONE, |(_, factor)| Decimal::from(factor));
    Value {
        kind,
        op: Some(op.to_owned()),
        number: Some(number.value),
        scale: scale.map(|(word, _)| word.to_owned()),
        unit,
        number_base: number.value.checked_mul(factor).map(|base| base.normalize()),
        approx,
        ..Value::default()
    }
}

/// What the words around a number say of it.
#[derive(Default)]
struct Said {
    op: Option<&'static str>,
    approx: bool,
}

impl Said {
    fn take(&mut self, word: &Word) {
        match word.op {
            "~" => self.approx = true,
            "" => {}
            op => self.op = self.op.or(Some(op)),
        }
    }
}

fn take_scale(after: &str) -> (Option<(&'static str, u64)>, &str) {
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

/// Most characters of a unit that no list knows.
const LONGEST_UNKNOWN_UNIT: usize = 3;

/// Takes the unit from the start of what follows the number: a known one, one in brackets, or a few unknown
/// characters that are all there is. A unit may go on as a rate: 元/人, 次/年.
fn take_unit(after: &str) -> (Option<String>, &str) {
    if let Some((inside, rest)) = bracketed(after)
        && longest_prefix(&UNITS, inside).is_some_and(|unit| unit.len() == inside.len())
    {
        return (Some(ascii_percent(inside)), rest);
    }
    let known = longest_prefix(&UNITS, after).map(|unit| unit.find('/').unwrap_or(unit.len()));
    let length = known.unwrap_or_else(|| unknown_unit_length(after));
    if length == 0 {
        return (None, after);
    }
    let end = length + rate_length(after.get(length..).unwrap_or(""));
    match after.split_at_checked(end) {
        Some((unit, rest)) => (Some(ascii_percent(unit)), rest),
        None => (None, after),
    }
}

fn ascii_percent(unit: &str) -> String {
    if matches!(unit, "％" | "﹪") { "%".to_owned() } else { unit.to_owned() }
}

/// The text inside brackets at the start, and what follows them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(['(', '（'])?;
    let close = inside.find([')', '）'])?;
    let rest = inside.get(close..)?;
    Some((inside.get(..close)?, rest.get(rest.chars().next()?.len_utf8()..)?))
}

/// Length of a unit that no list knows: all there is before a closing word such as 以上, if it is short and plain.
fn unknown_unit_length(after: &str) -> usize {
    let mut unit = after;
    while let Some(word) = longest_suffix(&AFTER, unit) {
        unit = unit.get(..unit.len() - word.text.len()).unwrap_or("");
    }
    let plain = unit.chars().all(|c| is_ideograph(c) || c.is_ascii_alphabetic());
    if plain && (1..=LONGEST_UNKNOWN_UNIT).contains(&unit.chars().count()) { unit.len() } else { 0 }
}

/// Length of `/人` or `每年` behind a unit.
fn rate_length(rest: &str) -> usize {
    let Some(per) = rest.strip_prefix(['/', '／', '每']) else { return 0 };
    let length = longest_prefix(&UNITS, per).map_or(0, str::len);
    if length == 0 { 0 } else { rest.len() - per.len() + length }
}

/// Takes closing words such as 以上, 以内, （含） and 左右; returns what they say and the text behind them.
fn take_words_after(mut rest: &str) -> (Said, &str) {
    let mut said = Said::default();
    while let Some(word) = AFTER.iter().find(|word| rest.starts_with(word.text)) {
        said.take(word);
        rest = rest.get(word.text.len()..).unwrap_or("");
    }
    (said, rest)
}

/// Takes opening words such as ≥, 不低于 and 约; returns what they say and the text before them.
fn take_words_before(mut rest: &str) -> (Said, &str) {
    let mut said = Said::default();
    while let Some(word) = longest_suffix(&BEFORE, rest) {
        said.take(word);
        rest = rest.get(..rest.len() - word.text.len()).unwrap_or("").trim_end();
    }
    (said, rest)
}

/// The comparison a sentence before the number states, where none stands directly at the number: 进度达全年资金的70%.
/// A duration behind 后 (after) is a limit: 受理后30个工作日.
fn op_of_sentence(before: &str, unit: Option<&str>) -> Option<&'static str> {
    if before.ends_with('后') && unit.is_some_and(|unit| DURATIONS.contains(&unit)) {
        return Some("<=");
    }
    let clause = before.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or(before);
    if let Some(word) = ANYWHERE_BEFORE.iter().find(|word| clause.contains(word.text)) {
        return Some(word.op);
    }
    // 达 (reach) is also the head of 达标, 达成: up to standard, achieve.
    let reached = clause
        .match_indices('达')
        .any(|(at, reach)| !clause.get(at + reach.len()..).unwrap_or("").starts_with(['标', '成', '产', '州', '人']));
    reached.then_some(">=")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let v = parse_value(text);
        let show = |n: Option<Decimal>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        format!(
            "{:?} {} {} {} {} {}",
            v.kind,
            v.op.as_deref().unwrap_or("-"),
            show(v.number),
            v.scale.as_deref().unwrap_or("-"),
            v.unit.as_deref().unwrap_or("-"),
            show(v.number_base)
        )
    }

    #[test]
    fn a_blank_behind_the_point_is_none() {
        assert_eq!(parse_value("98. 32%").number.map(|n| n.to_string()).as_deref(), Some("98.32"));
        assert_eq!(parse_value("98. 32%").raw, "98. 32%");
        assert_eq!(parse_value("1. 2项").number, None);
    }

    #[test]
    fn numbers_with_their_unit() {
        let cases = [
            ("10万册以上", "Number >= 10 万 册 100000"),
            ("≥85%", "Number >= 85 - % 85"),
            (">= 85 ％", "Number >= 85 - % 85"),
            ("不超过2小时", "Number <= 2 - 小时 2"),
            ("约 503 万人", "Number ~ 503 万 人 5030000"),
            ("达到80%以上", "Number >= 80 - % 80"),
            ("达到95%及以上", "Number >= 95 - % 95"),
            ("1个", "Number = 1 - 个 1"),
            ("0", "Number = 0 - - 0"),
            ("25000", "Number = 25000 - - 25000"),
            ("140.7万人次", "Number = 140.7 万 人次 1407000"),
            ("≥240万元", "Number >= 240 万 元 2400000"),
            ("30个工作日内", "Number <= 30 - 个工作日 30"),
            ("超过3次", "Number > 3 - 次 3"),
            ("不足5%", "Number < 5 - % 5"),
            ("大于等于90分", "Number >= 90 - 分 90"),
            ("675元/人", "Number = 675 - 元/人 675"),
            ("12次/年", "Number = 12 - 次/年 12"),
            ("100(%)", "Number = 100 - % 100"),
            ("5场次左右", "Number ~ 5 - 场次 5"),
            ("98.50¹", "Number = 98.50 - - 98.5"),
            ("≤-2.5‰", "Number <= -2.5 - ‰ -2.5"),
            ("1,234.5亿元。", "Number = 1234.5 亿 元 123450000000"),
            ("3囤以上", "Number >= 3 - 囤 3"),
            ("≤ 12.345678 万元", "Number <= 12.345678 万 元 123456.78"),
            ("30余次", "Number ~ 30 - 次 30"),
            ("3万多人", "Number ~ 3 万 人 30000"),
            ("250元/人月", "Number = 250 - 元/人月 250"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_inside_words() {
        let cases = [
            ("市域内覆盖100%", "NumberInText = 100 - % 100"),
            ("受理后30个工作日", "NumberInText <= 30 - 个工作日 30"),
            ("上半年拨付进度达全年资金的70%", "NumberInText >= 70 - % 70"),
            ("达标率100%", "NumberInText = 100 - % 100"),
            ("2023年完成5个", "NumberInText = 5 - 个 5"),
            ("覆盖率不低于九成即90%", "NumberInText >= 90 - % 90"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn words_have_no_number() {
        for text in [
            "",
            "合格",
            "降低一半",
            "2023年12月底前",
            "20××年",
            "……",
            "90%-95%",
            "3个项目5次",
            "第3季度",
            "不超过LPR+40BPs",
        ] {
            assert_eq!(read(text), "Text - - - - -", "{text}");
        }
        assert_eq!(parse_value("成效 明显").raw, "成效明显");
    }

    #[test]
    fn an_approximate_value_may_also_be_a_limit() {
        let value = parse_value("不超过约30人");
        assert_eq!((value.op.as_deref(), value.approx), (Some("<="), true));
    }
}
