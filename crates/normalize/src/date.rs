//! Dates as ISO 8601 (GB/T 7408) with the precision that is printed: `2021年8月底` is 2021-08, and ranges such as
//! `2020年1月-6月` are 2020-01/2020-06.

use crate::chars::{digit_of, is_blank};
use crate::numeral::parse_numeral;
use std::fmt;

/// A date with the precision that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month from 1, if printed.
    pub month: Option<u8>,
    /// Day from 1, if printed.
    pub day: Option<u8>,
}

impl fmt::Display for Date {
    /// `2021`, `2021-08` or `2021-08-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// A date or a range of dates in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateInText {
    /// The date, or the first of the range.
    pub from: Date,
    /// The last of the range.
    pub to: Option<Date>,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
}

impl DateInText {
    /// `2021-08`, or `2020-01/2020-06` for a range.
    #[must_use]
    pub fn iso(&self) -> String {
        self.to.map_or_else(|| self.from.to_string(), |to| format!("{}/{to}", self.from))
    }
}

/// All dates in a text, in order: `2021年8月31日`, `2021年8月底`, `2021-08-31`, `2021.8.31`, `二〇二一年八月`. A year
/// counts as a date only with 年 behind it.
#[must_use]
pub fn find_dates(text: &str) -> Vec<DateInText> {
    let mut found = Vec::new();
    let mut scan = Scan { text, at: 0 };
    let mut last_was_digit = false;
    while let Some(c) = scan.peek() {
        let start = scan.at;
        if !last_was_digit
            && (digit_of(c).is_some() || c == '二' || c == '一')
            && let Some(from) = scan.date()
        {
            let to = scan.range_end(from);
            found.push(DateInText { from, to, start, end: scan.at });
            last_was_digit = false;
            continue;
        }
        scan.at = start + c.len_utf8();
        last_was_digit = digit_of(c).is_some();
    }
    found
}

/// Reads a text that is one date or range of dates, with 底, 初, 前, 以前 or 起 allowed behind it.
#[must_use]
pub fn parse_date(text: &str) -> Option<DateInText> {
    let text = text.trim_matches(is_blank);
    let found = find_dates(text);
    let [date] = found.as_slice() else { return None };
    let rest = text.get(date.end..)?.trim_matches(is_blank);
    let closed =
        matches!(rest, "" | "底" | "底前" | "初" | "前" | "以前" | "之前" | "起" | "末" | "中旬" | "上旬" | "下旬");
    (date.start == 0 && closed).then_some(*date)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes over blanks and then one of `marks`.
    fn take(&mut self, marks: &[char]) -> Option<char> {
        let rest = self.rest().trim_start_matches(is_blank);
        let mark = rest.chars().next().filter(|c| marks.contains(c))?;
        self.at = self.text.len() - rest.len() + mark.len_utf8();
        Some(mark)
    }

    /// Passes over a number of digits or of Chinese numerals and returns it with its number of digits.
    fn number(&mut self) -> Option<(u16, usize)> {
        let rest = self.rest().trim_start_matches(is_blank);
        let behind = if rest.starts_with(|c| digit_of(c).is_some()) {
            rest.trim_start_matches(|c| digit_of(c).is_some())
        } else {
            rest.trim_start_matches(crate::numeral::is_numeral_char)
        };
        let run = rest.get(..rest.len() - behind.len())?;
        let count = run.chars().count();
        if count == 0 || count > 4 {
            return None;
        }
        let value = if run.starts_with(|c| digit_of(c).is_some()) {
            run.chars().try_fold(0_u16, |v, c| v.checked_mul(10)?.checked_add(u16::from(digit_of(c)?)))?
        } else {
            u16::try_from(parse_numeral(run)?).ok()?
        };
        self.at = self.text.len() - behind.len();
        Some((value, count))
    }

    /// A number in this range, followed by one of `marks`; stays where it is if there is none.
    fn part(&mut self, range: std::ops::RangeInclusive<u16>, marks: &[char]) -> Option<u8> {
        let from = self.at;
        let part = self.number().filter(|(value, count)| range.contains(value) && *count <= 3);
        if let Some((value, _)) = part
            && (marks.is_empty() || self.take(marks).is_some())
        {
            return u8::try_from(value).ok();
        }
        self.at = from;
        None
    }

    fn date(&mut self) -> Option<Date> {
        let from = self.at;
        let date = self.date_from_year();
        if date.is_none() {
            self.at = from;
        }
        date
    }

    fn date_from_year(&mut self) -> Option<Date> {
        let (year, count) = self.number()?;
        if count != 4 || !(1900..=2100).contains(&year) {
            return None;
        }
        match self.take(&['年', '-', '/', '.'])? {
            '年' => {
                let month = self.part(1..=12, &['月']);
                let day = month.and_then(|_| self.part(1..=31, &['日', '号']));
                Some(Date { year, month, day })
            }
            mark => {
                let month = self.part(1..=12, &[mark])?;
                let day = self.part(1..=31, &[])?;
                let goes_on = self.peek().is_some_and(|c| digit_of(c).is_some() || c == mark);
                (!goes_on).then_some(Date { year, month: Some(month), day: Some(day) })
            }
        }
    }

    /// The end of a range that begins with `from`: another date, a month or a day.
    fn range_end(&mut self, from: Date) -> Option<Date> {
        let back = self.at;
        let to = self.range_end_behind_mark(from).filter(|to| *to > from);
        if to.is_none() {
            self.at = back;
        }
        to
    }

    fn range_end_behind_mark(&mut self, from: Date) -> Option<Date> {
        self.take(&['-', '－', '—', '–', '~', '～', '至', '到'])?;
        self.take(&['—', '-']);
        if let Some(date) = self.date() {
            return Some(date);
        }
        if let Some(month) = self.part(1..=12, &['月']) {
            let day = self.part(1..=31, &['日', '号']);
            return from.month.map(|_| Date { year: from.year, month: Some(month), day });
        }
        from.day?;
        let day = self.part(1..=31, &['日', '号'])?;
        Some(Date { year: from.year, month: from.month, day: Some(day) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Vec<String> {
        find_dates(text).iter().map(DateInText::iso).collect()
    }

    #[test]
    fn dates_keep_their_precision() {
        assert_eq!(iso("截至2021年8月底，2022 年 3 月 1 日起"), ["2021-08", "2022-03-01"]);
        assert_eq!(iso("2023年"), ["2023"]);
        assert_eq!(iso("2021-08-31 与 2021.9.1"), ["2021-08-31", "2021-09-01"]);
        assert_eq!(iso("二〇二一年八月十五日"), ["2021-08-15"]);
    }

    #[test]
    fn ranges_have_two_ends() {
        assert_eq!(iso("2020年1月-6月"), ["2020-01/2020-06"]);
        assert_eq!(iso("2020年1月1日至12月31日"), ["2020-01-01/2020-12-31"]);
        assert_eq!(iso("2020年3月—2021年2月"), ["2020-03/2021-02"]);
        assert_eq!(iso("2020年3月5日-9日"), ["2020-03-05/2020-03-09"]);
        assert_eq!(iso("2020年6月-1月"), ["2020-06"]);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in ["", "2023", "2023.5", "12023年", "2023-13-01", "1,234.5", "第12月", "2021.1.1.1", "年月日"] {
            assert_eq!(iso(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_whole_text_may_be_a_date() {
        assert_eq!(parse_date("2021年8月底前").map(|d| d.iso()), Some("2021-08".into()));
        assert_eq!(parse_date("2021年8月完成"), None);
    }
}
