//! Numbers as printed: money cells, decimals, numbers inside prose. Values are exact decimals, never floats.

use crate::chars::{digit_of, is_blank, is_unread};
use crate::footnote::split_number_marks;
use gongkai_model::Decimal;
use gongkai_model::record::CellState;

/// Most digits a number may have; longer runs are codes, not amounts.
const MOST_DIGITS: u32 = 20;

/// Most decimals a number may have.
const MOST_DECIMALS: usize = 10;

/// What a money cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberCell {
    /// Number, printed zero, blank, dash, or something that is no number.
    pub state: CellState,
    /// The number; `None` unless the state is `Number` or `Zero`.
    pub value: Option<Decimal>,
    /// Decimals as printed: 2 for `12.50`.
    pub decimals: u8,
}

/// Reads a money cell: thousands marks (`674, 065.11`, or the last one alone: `125360,898`), full-width digits, negative
/// forms (`-12.3`, `△12.3`, `▲12.3`, `(12.3)`), footnote marks beside the number (`547,331①`), dashes that stand for
/// nothing, and × (not applicable). A cell with anything else, such as a blank between two digits or a
/// group of other than three digits, is garbled: two numbers are never joined to one.
///
/// ```
/// use gongkai_model::record::CellState;
/// use gongkai_normalize::number::parse_cell;
///
/// assert_eq!(parse_cell("△1,234.50").value.map(|v| v.to_string()).as_deref(), Some("-1234.50"));
/// assert_eq!(parse_cell("——").state, CellState::Dash);
/// assert_eq!(parse_cell("12.3 5").state, CellState::Garbled);
/// ```
#[must_use]
pub fn parse_cell(text: &str) -> NumberCell {
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return NumberCell::default();
    }
    if let Some((value, decimals)) = parse_number(text).or_else(|| parse_number(split_number_marks(text).0)) {
        let state = if value.is_zero() { CellState::Zero } else { CellState::Number };
        return NumberCell { state, value: Some(value), decimals };
    }
    let state = if is_nothing_mark(text) { CellState::Dash } else { CellState::Garbled };
    NumberCell { state, value: None, decimals: 0 }
}

/// Reads one decimal number that is the whole text, by the rules of [`parse_cell`].
#[must_use]
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    parse_number(text.trim_matches(is_blank)).map(|(value, _)| value)
}

/// Whether the text is a mark for "nothing": dashes, slashes, × (not applicable), or 无 (none).
#[must_use]
pub fn is_nothing_mark(text: &str) -> bool {
    let mut marks = 0_u32;
    for c in text.chars() {
        match c {
            '-' | '－' | '\u{2010}'..='\u{2015}' | '−' | '﹣' | '─' | '━' | '一' | '/' | '／' | '\\' => {
                marks += 1
            }
            '无' | '×' if text.chars().count() == 1 => return true,
            c if is_blank(c) => {}
            _ => return false,
        }
    }
    // A single 一 is the numeral one as often as a dash.
    marks > 0 && (marks > 1 || !text.contains('一'))
}

/// Builds a decimal from digits, and checks how they are grouped.
#[derive(Default)]
struct Digits {
    mantissa: i128,
    /// Significant digits so far.
    count: u32,
    /// Digits since the start or the last thousands mark.
    group: u32,
    /// Thousands marks so far.
    marks: u32,
    /// More than three digits stand before the first mark: there is no other.
    last_mark: bool,
    /// Digits behind the point, if there is one.
    decimals: Option<u8>,
}

impl Digits {
    /// Takes one digit; `false` if the number grows too long.
    fn push(&mut self, digit: u8) -> bool {
        self.mantissa = self.mantissa * 10 + i128::from(digit);
        self.count += u32::from(self.count > 0 || digit != 0);
        match self.decimals.as_mut() {
            Some(decimals) => *decimals += 1,
            None => self.group += 1,
        }
        self.count <= MOST_DIGITS && self.group <= MOST_DIGITS && self.decimals.is_none_or(|d| d <= 10)
    }

    /// Takes a thousands mark; `false` where none can stand. Some print the last one only.
    fn push_mark(&mut self) -> bool {
        let fits = if self.marks == 0 { self.group > 0 } else { self.group == 3 && !self.last_mark };
        self.last_mark = self.group > 3;
        self.marks += 1;
        self.group = 0;
        fits && self.decimals.is_none()
    }

    /// Takes the decimal point; `false` where none can stand.
    fn push_point(&mut self) -> bool {
        let fits = self.decimals.is_none() && (self.marks == 0 || self.group == 3);
        self.decimals = Some(0);
        fits
    }

    fn finish(&self, negative: bool) -> Option<(Decimal, u8)> {
        let whole = match self.decimals {
            Some(decimals) => decimals > 0,
            None => self.group > 0 && (self.marks == 0 || self.group == 3),
        };
        if !whole {
            return None;
        }
        let decimals = self.decimals.unwrap_or(0);
        let mantissa = if negative { -self.mantissa } else { self.mantissa };
        let value = Decimal::try_from_i128_with_scale(mantissa, u32::from(decimals)).ok()?;
        Some((value, decimals))
    }
}

/// Reads a trimmed text that is one number and nothing else.
fn parse_number(text: &str) -> Option<(Decimal, u8)> {
    let mut digits = Digits::default();
    let (mut negative, mut signed, mut open, mut closed) = (false, false, false, false);
    // Blanks are layout after a mark, a point, a sign or a bracket; between two digits they separate two numbers.
    let (mut blank, mut after_digit) = (false, false);
    for c in text.chars() {
        if let Some(digit) = digit_of(c) {
            if closed || (blank && after_digit) || !digits.push(digit) {
                return None;
            }
            (blank, after_digit) = (false, true);
            continue;
        }
        let started = digits.group > 0 || digits.marks > 0 || digits.decimals.is_some();
        let fits = match c {
            ',' | '，' => !closed && digits.push_mark(),
            '.' | '．' => !closed && digits.push_point(),
            '-' | '－' | '−' | '–' | '﹣' | '△' | '▲' | '∆' if !started && !signed && !open => {
                (negative, signed) = (true, true);
                true
            }
            '+' | '＋' if !started && !signed && !open => {
                signed = true;
                true
            }
            '(' | '（' if !started && !signed && !open => {
                (negative, open) = (true, true);
                true
            }
            ')' | '）' if open && !closed && started => {
                closed = true;
                true
            }
            '¥' | '￥' if !started => true,
            c if is_blank(c) => {
                blank = true;
                continue;
            }
            _ => false,
        };
        if !fits {
            return None;
        }
        (blank, after_digit) = (false, false);
    }
    if open != closed { None } else { digits.finish(negative) }
}

/// A number found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberInText {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
    /// Its value; the sign before it is part of it.
    pub value: Decimal,
    /// Decimals as printed.
    pub decimals: u8,
}

/// All numbers in a text, in order. Thousands marks and a point may be followed by a layout blank (`674, 065. 11`);
/// `2, 3` and the `1.` of a list stay separate numbers. Digits that are part of a word of Latin letters are none, nor are
/// those beside a character that could not be read, which may have been a digit or the point.
#[must_use]
pub fn find_numbers(text: &str) -> Vec<NumberInText> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut previous: Option<char> = None;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if digit_of(c).is_none() {
            previous = Some(c);
            at += c.len_utf8();
            continue;
        }
        let (end, value) = scan_number(text, at, previous);
        if let Some((value, decimals)) = value
            && !previous.is_some_and(|p| p.is_ascii_alphabetic() || is_unread(p))
            && !text.get(end..).and_then(|rest| rest.chars().next()).is_some_and(is_unread)
        {
            let (start, value) = match sign_before(text, at) {
                Some(start) => (start, -value),
                None => (at, value),
            };
            found.push(NumberInText { start, end, value, decimals });
        }
        previous = text.get(..end).and_then(|before| before.chars().next_back());
        at = end;
    }
    found
}

/// Where the minus sign of the number at `at` stands, if it has one. A dash behind a letter, a digit or a Chinese
/// word is a range or a hyphen.
fn sign_before(text: &str, at: usize) -> Option<usize> {
    let mut before = text.get(..at)?.char_indices().rev();
    let (start, sign) = before.next()?;
    match sign {
        '△' | '▲' => Some(start),
        '-' | '−' | '－' => match before.next() {
            None => Some(start),
            Some((_, c)) if c.is_alphanumeric() || matches!(c, '%' | '％' | '-' | '－' | '—' | ')' | '）') => None,
            Some(_) => Some(start),
        },
        _ => None,
    }
}

/// Reads the number that begins at `from`: where it ends, and its value.
fn scan_number(text: &str, from: usize, previous: Option<char>) -> (usize, Option<(Decimal, u8)>) {
    let mut digits = Digits::default();
    let mut end = from;
    let mut sound = true;
    while let Some((next, step)) = next_step(text, end, &digits, previous) {
        sound &= match step {
            Step::Digit(digit) => digits.push(digit),
            Step::Mark => digits.push_mark(),
            Step::Point => digits.push_point(),
        };
        end = next;
        if !sound {
            // Run to the end of the digits: what is too long is one code, not several numbers.
            end +=
                text.get(end..).map_or(0, |rest| rest.len() - rest.trim_start_matches(|c| digit_of(c).is_some()).len());
            break;
        }
    }
    (end, if sound { digits.finish(false) } else { None })
}

enum Step {
    Digit(u8),
    Mark,
    Point,
}

/// The next piece of a number and the offset behind it; `None` where the number ends.
fn next_step(text: &str, at: usize, digits: &Digits, previous: Option<char>) -> Option<(usize, Step)> {
    let mut rest = text.get(at..)?.chars();
    let c = rest.next()?;
    let behind = at + c.len_utf8();
    if let Some(digit) = digit_of(c) {
        return Some((behind, Step::Digit(digit)));
    }
    // Digits that follow the mark or point, with one layout blank allowed before them.
    let mut following = rest.clone();
    let mut skipped = 0;
    if following.clone().next() == Some(' ') {
        following.next();
        skipped = 1;
    }
    let run = following.clone().take(MOST_DECIMALS + 1).take_while(|&c| digit_of(c).is_some()).count();
    // Behind a blank only a short run goes on with the number.
    let decimals = if skipped > 0 { 4 } else { MOST_DECIMALS };
    match c {
        ',' if digits.decimals.is_none() && run == 3 => {
            let fits = if digits.marks == 0 { (1..=3).contains(&digits.group) } else { digits.group == 3 };
            fits.then_some((behind + skipped, Step::Mark))
        }
        '.' | '．' if digits.decimals.is_none() && (1..=decimals).contains(&run) => {
            // `1. 3` at the start of a line is a list mark; `34. 3%` inside a sentence is a cut number.
            let is_mark = skipped > 0
                && (digits.group <= 2 && digits.marks == 0)
                && previous.is_none_or(|p| matches!(p, '。' | '；' | '\n' | ';' | ' '));
            // A second point makes a date or a section number of it: 2023.5.1, 1.2.3.
            let behind_run = following.nth(run);
            let dotted =
                matches!(behind_run, Some('.' | '．')) && following.next().is_some_and(|c| digit_of(c).is_some());
            (!is_mark && !dotted).then_some((behind + skipped, Step::Point))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> String {
        let cell = parse_cell(text);
        cell.value.map_or_else(|| format!("{:?}", cell.state), |v| v.to_string())
    }

    #[test]
    fn a_number_beside_an_unread_character_is_none() {
        let values = |text: &str| find_numbers(text).iter().map(|n| n.value.to_string()).collect::<Vec<_>>();
        assert_eq!(values("支出142\u{E123}8亿元，其中2.5亿元"), ["2.5"]);
        assert_eq!(values("支出\u{FFFD}42亿元"), Vec::<String>::new());
        assert_eq!(values("\u{F052}3项"), ["3"]);
    }

    #[test]
    fn thousands_marks_and_layout_blanks_are_stripped() {
        assert_eq!(value("674, 065. 11"), "674065.11");
        assert_eq!(value("3,089"), "3089");
        assert_eq!(value(" 18, 189. 59\n"), "18189.59");
        assert_eq!(value("１，２３４．５"), "1234.5");
        assert_eq!(value("¥ 12.00"), "12.00");
        assert_eq!(value(".5"), "0.5");
        assert_eq!(value("125360,898"), "125360898");
        assert_eq!(value("-1851,801.20"), "-1851801.20");
        assert_eq!(value("2818059 .33"), "2818059.33");
        assert_eq!(value("- 92,060"), "-92060");
        assert_eq!(parse_cell("4,051.680").decimals, 3);
    }

    #[test]
    fn footnote_marks_are_no_part_of_the_number() {
        assert_eq!(value("547,331①"), "547331");
        assert_eq!(value("③26,932,005"), "26932005");
        assert_eq!(value("3.04*"), "3.04");
    }

    #[test]
    fn negative_forms() {
        for text in ["-12.3", "－12.3", "(12.3)", "（12.3）", "△12.3", "▲ 12.3", "−12.3"] {
            assert_eq!(value(text), "-12.3", "{text}");
        }
        assert_eq!(value("+12.3"), "12.3");
    }

    #[test]
    fn zero_blank_and_dash_differ() {
        assert_eq!(parse_cell("0").state, CellState::Zero);
        assert_eq!(parse_cell("0.00").state, CellState::Zero);
        assert_eq!(parse_cell("-0.00").state, CellState::Zero);
        assert_eq!(parse_cell("").state, CellState::Blank);
        assert_eq!(parse_cell(" \u{3000}").state, CellState::Blank);
        for dash in ["-", "—", "——", "/", "－", "--", "无", "×"] {
            assert_eq!(parse_cell(dash).state, CellState::Dash, "{dash}");
        }
        assert_eq!(parse_cell("一").state, CellState::Garbled);
    }

    #[test]
    fn two_numbers_are_never_joined() {
        for text in [
            "12.3 5",
            "1 234",
            "1234,567,890",
            "①②",
            "12①3",
            "2, 3",
            "1,2345",
            "12,34.5",
            "1.2.3",
            "12.",
            "1,",
            "(12",
            "12)",
            "--5",
            "5%",
            "12a",
            "1.2E5",
        ] {
            assert_eq!(parse_cell(text).state, CellState::Garbled, "{text}");
        }
        assert_eq!(parse_cell(&"9".repeat(400)).state, CellState::Garbled);
        assert_eq!(parse_cell(&"0".repeat(400)).state, CellState::Garbled);
        assert_eq!(parse_cell(&format!("0.{}", "0".repeat(400))).state, CellState::Garbled);
    }

    fn found(text: &str) -> Vec<String> {
        find_numbers(text).iter().map(|n| n.value.to_string()).collect()
    }

    #[test]
    fn numbers_in_prose() {
        assert_eq!(found("支出 674, 065. 11 万元，增长34. 3%"), ["674065.11", "34.3"]);
        assert_eq!(found("第2, 3项"), ["2", "3"]);
        assert_eq!(found("1. 3个项目"), ["1", "3"]);
        assert_eq!(found("2020-2021年"), ["2020", "2021"]);
        assert_eq!(found("同比-5.2%"), ["5.2"]);
        assert_eq!(found("（-5.2%）"), ["-5.2"]);
        assert_eq!(found("2023.5.1"), ["2023", "5.1"]);
        assert_eq!(found("A4纸T5"), Vec::<String>::new());
        assert_eq!(found("98.32¹分"), ["98.32"]);
        assert_eq!(found(""), Vec::<String>::new());
    }

    #[test]
    fn a_found_number_knows_its_place() {
        let text = "共1,234.5万元";
        let number = find_numbers(text)[0];
        assert_eq!(&text[number.start..number.end], "1,234.5");
    }
}
