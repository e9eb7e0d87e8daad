//! Figures as a table prints them. Money is counted in hundredths of the printed unit, so sums are exact.

use crate::model::Cell;
use rust_decimal::Decimal;

/// How a table prints its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    /// Thousands marks.
    pub marks: bool,
    /// What stands for nothing.
    pub zero: Zero,
}

/// What stands for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zero {
    /// `0.00`
    Digits,
    /// An empty cell.
    Blank,
    /// `—`
    Dash,
}

impl Default for Print {
    fn default() -> Self {
        Self { marks: true, zero: Zero::Blank }
    }
}

impl Print {
    /// The figure as text.
    #[must_use]
    pub fn text(self, hundredths: i64) -> String {
        match (hundredths, self.zero) {
            (0, Zero::Blank) => String::new(),
            (0, Zero::Dash) => "—".to_owned(),
            _ => plain(hundredths, self.marks),
        }
    }

    /// The figure as a cell, at the right edge.
    #[must_use]
    pub fn cell(self, hundredths: i64) -> Cell {
        Cell::new(self.text(hundredths)).right()
    }
}

/// A row of cells; figures stand at the right.
#[must_use]
pub fn row(texts: &[&str]) -> Vec<Cell> {
    let figure = |text: &str| text.ends_with(|c: char| c.is_ascii_digit()) && text.contains('.');
    texts.iter().map(|text| if figure(text) { Cell::new(*text).right() } else { Cell::new(*text) }).collect()
}

/// The figure with two decimals, with thousands marks where asked.
#[must_use]
pub fn plain(hundredths: i64, marks: bool) -> String {
    let magnitude = hundredths.unsigned_abs();
    let whole = (magnitude / 100).to_string();
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if marks && i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{grouped}.{:02}", magnitude % 100)
}

/// The percentage `part / whole` with two decimals, rounded half up.
#[must_use]
pub fn percent(part: i64, whole: i64) -> String {
    if whole == 0 {
        return String::from("0.00");
    }
    plain((part * 20_000 + whole) / (2 * whole), false)
}

/// The printed figure in yuan; `None` where no number is printed.
#[must_use]
pub fn yuan(printed: &str, unit: &str) -> Option<Decimal> {
    let factor = match unit {
        "元" => Decimal::ONE,
        "万元" => Decimal::from(10_000),
        "亿元" => Decimal::from(100_000_000),
        _ => return None,
    };
    let digits: String = printed.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    Some((digits.parse::<Decimal>().ok()? * factor).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_printed_with_marks_and_sign() {
        assert_eq!(plain(123_456_789, true), "1,234,567.89");
        assert_eq!(plain(-5, true), "-0.05");
        assert_eq!(plain(100_000, true), "1,000.00");
        assert_eq!(Print { marks: false, zero: Zero::Dash }.text(0), "—");
    }

    #[test]
    fn yuan_follows_from_the_unit() {
        assert_eq!(yuan("1,234.50", "万元"), Some(Decimal::from(12_345_000)));
        assert_eq!(yuan("—", "万元"), None);
        assert_eq!(percent(1, 3), "33.33");
    }
}
