//! Which number of an indicator's text is its value: dates, ordinals, numbers of titles and factors of formulas are not.

use crate::chars::{digit_of, is_ideograph};
use crate::date::find_dates;
use crate::number::{NumberInText, find_numbers};
use crate::value_unit::{parse_unit, take_scale};
use crate::value_words::{AFTER, BEFORE, UNITS, longest_suffix};
use std::ops::Range;

/// The number of a text that has exactly one besides those that state no value.
pub(crate) fn only_number(body: &str) -> Option<NumberInText> {
    let numbers = find_numbers(body);
    let dates = dates_in(body, &numbers);
    let titles = titles_in(body);
    let mut values = numbers.iter().enumerate().filter(|(index, number)| {
        let (before, after) = around(body, number);
        let earlier = index.checked_sub(1).and_then(|earlier| numbers.get(earlier));
        !covers(&dates, number)
            && !covers(&titles, number)
            && !before.ends_with('第')
            && !is_spread(before)
            && !is_name(number, before, after)
            && !is_list_mark(number, before, after)
            && !is_bare_year(number, before, after)
            && !is_first_factor(after)
            && !is_later_factor(body, number, earlier)
    });
    let (_, number) = values.next()?;
    let alone = values.next().is_none() && !is_remark(body, number, &dates);
    alone.then_some(*number)
}

/// The text before a number and behind it.
fn around<'t>(body: &'t str, number: &NumberInText) -> (&'t str, &'t str) {
    (body.get(..number.start).unwrap_or("").trim_end(), body.get(number.end..).unwrap_or("").trim_start())
}

/// Whether the number lies in one of these places, which stand in order.
fn covers(places: &[Range<usize>], number: &NumberInText) -> bool {
    let place = places.get(places.partition_point(|place| place.end <= number.start));
    place.is_some_and(|place| place.start < number.end)
}

/// Dates, also those without a year: 12月底前 (before the end of December), 次月20日, 3-10月, 2023年4月1日-2024.
fn dates_in(body: &str, numbers: &[NumberInText]) -> Vec<Range<usize>> {
    let printed: Vec<Range<usize>> = find_dates(body).iter().map(|date| date.start..date.end).collect();
    let mut dates = printed.clone();
    // From behind, so that the last of a range tells what the first is: 3-10月.
    let mut next: Option<&NumberInText> = None;
    for number in numbers.iter().rev() {
        let begins_range = next.is_some_and(|next| is_range_mark(body, number.end, next.start));
        let earlier = printed.partition_point(|date| date.end <= number.start).checked_sub(1);
        let ends_range = earlier
            .and_then(|earlier| printed.get(earlier))
            .is_some_and(|date| is_range_mark(body, date.end, number.start));
        let is_printed = covers(&printed, number);
        let is_date = begins_range || ends_range || is_month(body, number) || is_day(body, number);
        next = (is_date || is_printed).then_some(number);
        if is_date && !is_printed {
            dates.push(number.start..number.end);
        }
    }
    dates.sort_by_key(|date| (date.start, date.end));
    dates
}

/// Whether nothing but the mark of a range stands between two places.
fn is_range_mark(body: &str, from: usize, to: usize) -> bool {
    let between = body.get(from..to).unwrap_or("").trim();
    matches!(between, "-" | "－" | "—" | "——" | "--" | "–" | "~" | "～" | "至" | "到")
}

/// A month of the calendar: 12月, 12月底, 9月已完成, 每年6月, 5月1日. 3月以内 and ≤3月 are durations.
fn is_month(body: &str, number: &NumberInText) -> bool {
    let (before, after) = around(body, number);
    let Some(behind) = after.strip_prefix('月') else { return false };
    let behind = behind.trim_start();
    let in_year = number.decimals == 0 && number.value >= 1.into() && number.value <= 12.into();
    let duration = longest_suffix(BEFORE, before).is_some() || AFTER.iter().any(|word| behind.starts_with(word.text));
    let begins_day = behind.trim_start_matches(|c| digit_of(c).is_some()).starts_with(['日', '号']);
    let alone = before.is_empty() && behind.is_empty();
    in_year && !duration && (alone || before.ends_with('年') || begins_day || behind.starts_with(is_ideograph))
}

/// A day of a month: 次月20日, 15日前, 6.30前.
fn is_day(body: &str, number: &NumberInText) -> bool {
    let (before, after) = around(body, number);
    let until = |behind: &str| ["前", "之前", "以前"].iter().any(|word| behind.starts_with(word));
    if until(after) {
        return true;
    }
    let Some(behind) = after.strip_prefix(['日', '号']) else { return false };
    let in_month = number.decimals == 0 && number.value >= 1.into() && number.value <= 31.into();
    let limit = longest_suffix(BEFORE, before).is_some();
    in_month && !limit && (before.ends_with('月') || until(behind))
}

/// Titles and words in quotation marks, unless they are the whole text.
fn titles_in(body: &str) -> Vec<Range<usize>> {
    let mut titles = Vec::new();
    for (open, close) in [('《', '》'), ('“', '”')] {
        let mut from = 0;
        while let Some(rest) = body.get(from..)
            && let Some(start) = rest.find(open)
            && let Some(length) = rest.get(start..).and_then(|title| title.find(close))
        {
            let end = start + length + close.len_utf8();
            if start > 0 || from > 0 || end < rest.len() {
                titles.push(from + start..from + end);
            }
            from += end;
        }
    }
    titles.sort_by_key(|title| (title.start, title.end));
    titles
}

/// `LPR+` before a number: what is added to a rate that has a name is no value of its own; nor is what a value may
/// stray: ±5%.
fn is_spread(before: &str) -> bool {
    if before.ends_with('±') {
        return true;
    }
    before.strip_suffix(['+', '＋']).is_some_and(|name| name.trim_end().ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// The number of a standard (GB1234-2010) or of a class (4A级, 5G基站).
fn is_name(number: &NumberInText, before: &str, after: &str) -> bool {
    let mut behind = after.chars();
    let class = number.value < 10.into()
        && number.decimals == 0
        && behind.next().is_some_and(|c| c.is_ascii_uppercase())
        && behind.next().is_some_and(is_ideograph);
    let standard = before.strip_suffix(['-', '—', '－']).is_some_and(|name| {
        let letters = name.trim_end_matches(|c| digit_of(c).is_some());
        letters.len() < name.len() && letters.ends_with(|c: char| c.is_ascii_uppercase())
    });
    class || standard
}

/// 1.完成造林: the number of an item.
fn is_list_mark(number: &NumberInText, before: &str, after: &str) -> bool {
    let small = number.decimals == 0 && number.value < 20.into();
    let behind = after.strip_prefix(['.', '．', '、']).map(str::trim_start);
    small && before.is_empty() && behind.is_some_and(|behind| behind.starts_with(is_ideograph))
}

/// 参照2020规划: a year without its 年, between words, and with no unit behind it.
fn is_bare_year(number: &NumberInText, before: &str, after: &str) -> bool {
    let year = number.decimals == 0 && number.value >= 1990.into() && number.value < 2050.into();
    let length = number.end.saturating_sub(number.start);
    let words = before.ends_with(is_ideograph) && after.starts_with(is_ideograph);
    let known = take_scale(after).0.is_some() || UNITS.iter().any(|unit| after.starts_with(unit));
    year && length == 4 && words && !known && longest_suffix(BEFORE, before).is_none()
}

/// Signs between the factors of a formula.
const TIMES: [char; 6] = ['×', '÷', '*', '＊', '✕', '✖'];

/// The first factor of a formula in words: 100%×完成数/计划数. Of 3×8 both are plain numbers.
fn is_first_factor(after: &str) -> bool {
    let term = after.trim_start_matches(['%', '％', ' ']).strip_prefix(TIMES).map(str::trim_start);
    term.is_some_and(|term| term.starts_with(|c: char| is_ideograph(c) || matches!(c, '(' | '（')))
}

/// A later factor of a formula in words: 完成数/计划数×100%. Of 24小时×7天 both are plain numbers.
fn is_later_factor(body: &str, number: &NumberInText, earlier: Option<&NumberInText>) -> bool {
    let (before, _) = around(body, number);
    let Some(term) = before.strip_suffix(TIMES).map(str::trim_end) else { return false };
    let unit = earlier.and_then(|earlier| term.get(earlier.end..)).map(|unit| take_scale(unit.trim()).1);
    let behind_number = unit.is_some_and(|unit| unit.is_empty() || parse_unit(unit).is_some());
    !behind_number && term.ends_with(|c: char| digit_of(c).is_none() && !c.is_ascii_alphabetic())
}

/// A number in brackets behind a date is a remark on the date.
fn is_remark(body: &str, number: &NumberInText, dates: &[Range<usize>]) -> bool {
    let (before, _) = around(body, number);
    let open = before.rfind(['(', '（']).filter(|&open| !before.get(open..).unwrap_or("").contains([')', '）']));
    open.is_some_and(|open| dates.iter().any(|date| date.end <= open))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        only_number(text).map(|number| number.value.to_string())
    }

    #[test]
    fn dates_without_a_year_are_no_values() {
        for text in [
            "12月底前",
            "每年9月底前",
            "次月20日之前",
            "每月15日前报送",
            "10月前",
            "12月",
            "8月已完成验收",
            "当年6月",
            "3-10月完成",
            "5月1日",
            "2023年4月1日-2024",
            "2023年4月--5月",
            "2023年1月至2023年12月",
            "2023年4月完工，11月已付款",
            "2023-2025年",
            "5.31前",
            "于2023年6月30日付清尾款（按合同80%）",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_values() {
        for (text, number) in
            [("3月内", "3"), ("≤2月", "2"), ("6个月", "6"), ("18月完成", "18"), ("不超过5日", "5"), ("7日内", "7")]
        {
            assert_eq!(value(text).as_deref(), Some(number), "{text}");
        }
        assert_eq!(value("12月底前完成7座").as_deref(), Some("7"));
    }

    #[test]
    fn titles_and_formulas_are_no_values() {
        assert_eq!(value("符合《“绿色2035”规划》"), None);
        assert_eq!(value("按《规划2035》完成3项").as_deref(), Some("3"));
        assert_eq!(value("“90%”").as_deref(), Some("90"));
        assert_eq!(value("办结率=（办结数/受理数）×100%"), None);
        assert_eq!(value("办结率=办结数÷受理数*100%≥95%").as_deref(), Some("95"));
        assert_eq!(value("100%×办结数/受理数"), None);
        assert_eq!(value("7*24"), None);
        assert_eq!(value("24小时×7天"), None);
        assert_eq!(value("100%×90%"), None);
        assert_eq!(value("执行DB1234-2010"), None);
        assert_eq!(value("4A级公园3座").as_deref(), Some("3"));
        assert_eq!(value("》90%").as_deref(), Some("90"));
        assert_eq!(value("1.建成苗圃"), None);
        assert_eq!(value("1.建成苗圃3座").as_deref(), Some("3"));
        assert_eq!(value("参照2020苗圃规划"), None);
        assert_eq!(value("服务2020人").as_deref(), Some("2020"));
    }
}
