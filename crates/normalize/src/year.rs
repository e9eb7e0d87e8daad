//! Fiscal years as printed: 2023年, 2023 年度, （２０２３年度）, 二〇二三年.
//!
//! A title names the year a document speaks of; prose names many others. Years inside 《》 (titles of other documents)
//! and 〔〕 (document numbers), years compared with (比2022年) and years that end a period (截至2023年) are not the
//! fiscal year. Give these functions titles, headings and file names, never prose.

use crate::chars::{digit_of, is_blank};
use crate::numeral::parse_numeral;

/// A year in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearInText {
    /// The year.
    pub year: u16,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind 年 or 年度, or behind the digits where neither follows.
    pub end: usize,
    /// 年 or 年度 follows.
    pub marked: bool,
    /// It stands in 《》 or 〔〕, or is compared with, or ends a period: it names another time than the document's.
    pub aside: bool,
    /// It begins or ends a range of years such as 2024-2026年.
    pub in_range: bool,
}

/// Years a budget can speak of.
const PLAUSIBLE: std::ops::RangeInclusive<u16> = 1990..=2099;

/// Words before a year that make it another year than the document's.
const ASIDES: [&str; 8] = ["比", "较", "截至", "截止", "截止到", "同", "与", "从"];

/// The year a title, heading or file name speaks of: the first one with 年 behind it, else the first one that stands
/// directly before 部门, 单位, 预算, 决算 (department, unit, budget, final accounts) or the end of a word.
#[must_use]
pub fn fiscal_year(text: &str) -> Option<u16> {
    let years = find_years(text);
    let usable = |y: &&YearInText| !y.aside && !y.in_range;
    years
        .iter()
        .filter(usable)
        .find(|y| y.marked)
        .or_else(|| years.iter().filter(usable).find(|y| text.get(y.end..).is_some_and(introduces_budget)))
        .map(|y| y.year)
}

fn introduces_budget(rest: &str) -> bool {
    let rest = rest.trim_start_matches(is_blank);
    ["部门", "单位", "预算", "决算", "预决算", "财政", "本级", "政府", "项目", "绩效"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// All years of four digits or four Chinese numerals in a text, in order.
#[must_use]
pub fn find_years(text: &str) -> Vec<YearInText> {
    let mut found: Vec<YearInText> = Vec::new();
    // Open title marks and brackets of document numbers.
    let (mut titles, mut numbers) = (0_u32, 0_u32);
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '《' => titles += 1,
            '》' => titles = titles.saturating_sub(1),
            '〔' | '﹝' => numbers += 1,
            '〕' | '﹞' => numbers = numbers.saturating_sub(1),
            _ => {}
        }
        if digit_of(c).is_none() && !is_positional(c) {
            at += c.len_utf8();
            continue;
        }
        let Some((year, digits_end)) = year_at(text, at) else {
            at = run_end(text, at).max(at + c.len_utf8());
            continue;
        };
        let (end, marked) = behind_mark(text, digits_end);
        let before = text.get(..at).unwrap_or("").trim_end_matches(is_blank);
        let aside = titles > 0 || numbers > 0 || ASIDES.iter().any(|word| before.ends_with(word));
        let in_range = found.last().is_some_and(|last| text.get(last.end..at).is_some_and(is_range_mark));
        if in_range && let Some(last) = found.last_mut() {
            last.in_range = true;
        }
        found.push(YearInText { year, start: at, end, marked, aside, in_range });
        at = end;
    }
    found
}

fn is_range_mark(between: &str) -> bool {
    matches!(between.trim_matches(is_blank), "-" | "－" | "—" | "——" | "–" | "~" | "～" | "至" | "到" | "--")
}

/// The year that begins at `at` and the offset behind its digits. Its digits may be full width or Chinese numerals.
fn year_at(text: &str, at: usize) -> Option<(u16, usize)> {
    let end = run_end(text, at);
    let run = text.get(at..end)?;
    let year = if run.starts_with(|c| digit_of(c).is_some()) {
        let mut year = 0_u16;
        let mut count = 0_u32;
        for c in run.chars() {
            year = year.checked_mul(10)?.checked_add(u16::from(digit_of(c)?))?;
            count += 1;
        }
        if count != 4 {
            return None;
        }
        year
    } else {
        if run.chars().count() != 4 {
            return None;
        }
        let year = u16::try_from(parse_numeral(run)?).ok()?;
        // Chinese numerals are years only before 年.
        if !behind_mark(text, end).1 {
            return None;
        }
        year
    };
    PLAUSIBLE.contains(&year).then_some((year, end))
}

/// End of the run of digits, or of positional Chinese numerals, that begins at `at`.
fn run_end(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..) else { return at };
    let behind = match rest.chars().next() {
        Some(c) if digit_of(c).is_some() => rest.trim_start_matches(|c| digit_of(c).is_some()),
        Some(c) if is_positional(c) => rest.trim_start_matches(is_positional),
        _ => rest,
    };
    text.len() - behind.len()
}

const fn is_positional(c: char) -> bool {
    matches!(c, '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// Offset behind 年 or 年度, and whether one of them follows.
fn behind_mark(text: &str, digits_end: usize) -> (usize, bool) {
    let Some(rest) = text.get(digits_end..) else { return (digits_end, false) };
    let Some(after) = rest.trim_start_matches(is_blank).strip_prefix('年') else { return (digits_end, false) };
    let after = after.trim_start_matches(is_blank).strip_prefix('度').unwrap_or(after);
    (text.len() - after.len(), true)
}

/// Whether a text is nothing but the four digits of a year of this century or the last.
#[must_use]
pub fn is_year(token: &str) -> bool {
    token.len() == 4
        && (token.starts_with("19") || token.starts_with("20"))
        && token.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_titles() {
        assert_eq!(fiscal_year("海湾市甲局2023年部门预算"), Some(2023));
        assert_eq!(fiscal_year("( 2023 年度 )"), Some(2023));
        assert_eq!(fiscal_year("（２０２３年度）"), Some(2023));
        assert_eq!(fiscal_year("二〇二三年部门决算"), Some(2023));
        assert_eq!(fiscal_year("2024部门预算公开"), Some(2024));
        assert_eq!(fiscal_year("2024年预算执行情况和2025年预算草案的报告"), Some(2024));
    }

    #[test]
    fn other_years_are_not_the_fiscal_year() {
        for text in [
            "《2019年工作要点》",
            "财预〔2016〕143号",
            "比2022年增加",
            "截至2023年",
            "12023年",
            "1.2024",
            "20240101",
            "2024-2026年规划",
            "23年预算",
            "1850年",
            "合计 2025",
            "",
        ] {
            assert_eq!(fiscal_year(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_are_marked_on_both_ends() {
        let years = find_years("2024—2026年");
        assert_eq!(years.iter().map(|y| (y.year, y.in_range)).collect::<Vec<_>>(), [(2024, true), (2026, true)]);
    }
}
