//! Money units: 元 (yuan) and its multiples, and the lines, headers and cells that name them.
//!
//! A table that names no unit has none: 万元 (ten thousand yuan) is never assumed.

use crate::chars::{is_blank, is_ideograph};
use crate::number::find_numbers;
use gongkai_model::Decimal;

/// A money unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 百元
    HundredYuan,
    /// 千元
    ThousandYuan,
    /// 万元
    TenThousandYuan,
    /// 百万元
    MillionYuan,
    /// 亿元
    HundredMillionYuan,
    /// 万亿元
    TrillionYuan,
}

/// Spellings, longest first, so that the first that fits is the right one.
const SPELLINGS: [(&str, MoneyUnit); 10] = [
    ("万亿元", MoneyUnit::TrillionYuan),
    ("百万元", MoneyUnit::MillionYuan),
    ("亿元", MoneyUnit::HundredMillionYuan),
    ("億元", MoneyUnit::HundredMillionYuan),
    ("万元", MoneyUnit::TenThousandYuan),
    ("萬元", MoneyUnit::TenThousandYuan),
    ("千元", MoneyUnit::ThousandYuan),
    ("百元", MoneyUnit::HundredYuan),
    ("元", MoneyUnit::Yuan),
    ("圆", MoneyUnit::Yuan),
];

impl MoneyUnit {
    /// Reads a text that is a unit and nothing else: `万元`, `（亿元）`, `人民币元`, `万 元`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = Unspaced(text);
        rest.skip_any(&['(', '（', '[', '【']);
        rest.take("人民币");
        let unit = rest.take_unit()?;
        rest.take("人民币");
        rest.skip_any(&[')', '）', ']', '】']);
        rest.is_empty().then_some(unit)
    }

    /// The unit as it is published: `万元`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::HundredYuan => "百元",
            Self::ThousandYuan => "千元",
            Self::TenThousandYuan => "万元",
            Self::MillionYuan => "百万元",
            Self::HundredMillionYuan => "亿元",
            Self::TrillionYuan => "万亿元",
        }
    }

    /// How many yuan one of it is.
    #[must_use]
    pub fn factor(self) -> Decimal {
        Decimal::from(match self {
            Self::Yuan => 1_u64,
            Self::HundredYuan => 100,
            Self::ThousandYuan => 1_000,
            Self::TenThousandYuan => 10_000,
            Self::MillionYuan => 1_000_000,
            Self::HundredMillionYuan => 100_000_000,
            Self::TrillionYuan => 1_000_000_000_000,
        })
    }

    /// The amount in yuan, exact, with two decimals or more where the printed figure has them.
    #[must_use]
    pub fn to_yuan(self, amount: Decimal) -> Decimal {
        let mut yuan = amount.saturating_mul(self.factor()).normalize();
        if yuan.scale() < 2 {
            yuan.rescale(2);
        }
        yuan
    }
}

/// Finds the money unit a line declares: `单位：万元`, `金额单位: 元`, `（单位：亿元）`, `单位：人、万元`. The word 单位
/// also means an organisation; `单位名称：…` declares nothing, and in `单位名称：甲局 单位：万元` the second one counts.
#[must_use]
pub fn find_unit_line(line: &str) -> Option<MoneyUnit> {
    let mut rest = Unspaced(line);
    while rest.seek("单位") {
        let mut declared = rest;
        let colon = declared.skip_any(&[':', '：', '﹕', '∶']);
        // `单位:人、万元`: other units may stand before the money unit.
        for _ in 0..4 {
            declared.take("人民币");
            let mut candidate = declared;
            if let Some(unit) = candidate.take_unit()
                && candidate.ends_word()
                && (colon || candidate.is_empty() || !candidate.begins_ideograph())
            {
                return Some(unit);
            }
            if !colon || !declared.skip_past(&['、', ',', '，', '/', '／'], 4) {
                break;
            }
        }
    }
    None
}

/// Finds the money unit in a header cell: `项目资金（万元）`, `金额(元)`, `决算数（单位：万元）`.
#[must_use]
pub fn find_header_unit(header: &str) -> Option<MoneyUnit> {
    if let Some(unit) = find_unit_line(header) {
        return Some(unit);
    }
    let open = header.rfind(['(', '（', '[', '【'])?;
    let inside = header.get(open..)?;
    let end = inside.find([')', '）', ']', '】']).unwrap_or(inside.len());
    let inside = inside.get(..end)?.trim_start_matches(['(', '（', '[', '【']);
    inside.split(['、', ',', '，', ';', '；']).find_map(MoneyUnit::parse)
}

/// An amount with its unit in one text: `28,602.02 万元`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The number as printed.
    pub amount: Decimal,
    /// Decimals as printed.
    pub decimals: u8,
    /// The unit behind it.
    pub unit: MoneyUnit,
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset behind the unit.
    pub end: usize,
}

impl Money {
    /// The amount in yuan.
    #[must_use]
    pub fn yuan(&self) -> Decimal {
        self.unit.to_yuan(self.amount)
    }
}

/// Reads a cell that is an amount with its unit and nothing else.
#[must_use]
pub fn parse_money(text: &str) -> Option<Money> {
    let found = find_money(text);
    let [money] = found.as_slice() else { return None };
    let outside = |piece: Option<&str>| piece.is_some_and(|piece| piece.trim_matches(is_blank).is_empty());
    (outside(text.get(..money.start)) && outside(text.get(money.end..))).then_some(*money)
}

/// All amounts with a unit in a text, in order. `675元/人` is a rate and none of them.
#[must_use]
pub fn find_money(text: &str) -> Vec<Money> {
    let mut found = Vec::new();
    for number in find_numbers(text) {
        let Some(rest) = text.get(number.end..) else { continue };
        let mut rest = Unspaced(rest);
        let Some(unit) = rest.take_unit() else { continue };
        let end = text.len() - rest.0.len();
        if rest.skip_any(&['/', '／', '每']) || rest.0.starts_with('旦') {
            continue;
        }
        found.push(Money { amount: number.value, decimals: number.decimals, unit, start: number.start, end });
    }
    found
}

/// A text read with its blanks passed over.
#[derive(Clone, Copy)]
struct Unspaced<'a>(&'a str);

impl<'a> Unspaced<'a> {
    fn trimmed(self) -> &'a str {
        self.0.trim_start_matches(is_blank)
    }

    fn is_empty(self) -> bool {
        self.trimmed().is_empty()
    }

    fn begins_ideograph(self) -> bool {
        self.0.chars().next().is_some_and(is_ideograph)
    }

    /// Whether the unit just read is not the head of a longer word.
    fn ends_word(self) -> bool {
        let rest = self.0;
        !self.begins_ideograph() || ["人民币", "单位", "保留", "和", "及"].iter().any(|word| rest.starts_with(word))
    }

    /// Passes over `word` if it comes next.
    fn take(&mut self, word: &str) -> bool {
        let mut rest = self.0;
        for wanted in word.chars() {
            rest = rest.trim_start_matches(is_blank);
            let Some(after) = rest.strip_prefix(wanted) else { return false };
            rest = after;
        }
        self.0 = rest;
        true
    }

    fn take_unit(&mut self) -> Option<MoneyUnit> {
        // Cheap look at the next character first: most texts are no unit.
        if !matches!(self.trimmed().chars().next()?, '元' | '圆' | '万' | '萬' | '亿' | '億' | '千' | '百') {
            return None;
        }
        SPELLINGS.iter().find(|(spelling, _)| self.take(spelling)).map(|&(_, unit)| unit)
    }

    /// Passes over one of these characters if it comes next.
    fn skip_any(&mut self, chars: &[char]) -> bool {
        let Some(rest) = self.trimmed().strip_prefix(chars) else { return false };
        self.0 = rest;
        true
    }

    /// Goes on behind the first of these characters, no further than `reach` characters away.
    fn skip_past(&mut self, chars: &[char], reach: usize) -> bool {
        let mut rest = self.0.chars();
        for _ in 0..=reach {
            match rest.next() {
                Some(c) if chars.contains(&c) => {
                    self.0 = rest.as_str();
                    return true;
                }
                Some(_) => {}
                None => return false,
            }
        }
        false
    }

    /// Goes on behind the next `word`.
    fn seek(&mut self, word: &str) -> bool {
        let Some(first) = word.chars().next() else { return false };
        while let Some(at) = self.0.find(first) {
            self.0 = self.0.get(at..).unwrap_or("");
            if self.take(word) {
                return true;
            }
            self.0 = self.0.get(first.len_utf8()..).unwrap_or("");
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MoneyUnit::{HundredMillionYuan, MillionYuan, TenThousandYuan, ThousandYuan, Yuan};

    #[test]
    fn units_are_read_as_printed() {
        assert_eq!(MoneyUnit::parse("万元"), Some(TenThousandYuan));
        assert_eq!(MoneyUnit::parse("（ 亿 元 ）"), Some(HundredMillionYuan));
        assert_eq!(MoneyUnit::parse("人民币元"), Some(Yuan));
        assert_eq!(MoneyUnit::parse("百万元"), Some(MillionYuan));
        for text in ["", "万", "万人", "元旦", "单位"] {
            assert_eq!(MoneyUnit::parse(text), None, "{text}");
        }
    }

    #[test]
    fn yuan_are_exact_with_two_decimals() {
        let yuan = |unit: MoneyUnit, amount: &str| unit.to_yuan(amount.parse().unwrap()).to_string();
        assert_eq!(yuan(TenThousandYuan, "5616.1"), "56161000.00");
        assert_eq!(yuan(TenThousandYuan, "0.123456"), "1234.56");
        assert_eq!(yuan(TenThousandYuan, "0.12345678"), "1234.5678");
        assert_eq!(yuan(Yuan, "12"), "12.00");
        assert_eq!(yuan(Yuan, "0"), "0.00");
        assert_eq!(MoneyUnit::HundredMillionYuan.to_yuan(Decimal::MAX), Decimal::MAX);
    }

    #[test]
    fn unit_lines_are_told_from_organisations() {
        assert_eq!(find_unit_line("单位：万元"), Some(TenThousandYuan));
        assert_eq!(find_unit_line("金额单位: 元"), Some(Yuan));
        assert_eq!(find_unit_line("单 位 ： 千 元"), Some(ThousandYuan));
        assert_eq!(find_unit_line("单位名称 ：海湾市甲局 单位：万元"), Some(TenThousandYuan));
        assert_eq!(find_unit_line("编制单位：海湾市甲局 金额单位：万元"), Some(TenThousandYuan));
        assert_eq!(find_unit_line("（单位：人民币亿元）"), Some(HundredMillionYuan));
        assert_eq!(find_unit_line("单位：人、万元、%"), Some(TenThousandYuan));
        assert_eq!(find_unit_line("单位:万元/人"), Some(TenThousandYuan));
        assert_eq!(find_unit_line("金额单位 万元"), Some(TenThousandYuan));
        for text in ["单位名称：万元宝公司", "单位：元旦筹备处", "预算单位", "单位：人", "", "万元", "单位：%"]
        {
            assert_eq!(find_unit_line(text), None, "{text}");
        }
    }

    #[test]
    fn header_cells_name_units_in_brackets() {
        assert_eq!(find_header_unit("项目资金 (万元)"), Some(TenThousandYuan));
        assert_eq!(find_header_unit("金额（元）"), Some(Yuan));
        assert_eq!(find_header_unit("决算数（单位：万元）"), Some(TenThousandYuan));
        assert_eq!(find_header_unit("人数（万人）"), None);
        assert_eq!(find_header_unit("合计"), None);
        assert_eq!(find_header_unit("（"), None);
    }

    #[test]
    fn amounts_in_prose_carry_their_unit() {
        let text = "收入28,602.02 万元，其中1.5亿元；标准675元/人，共3人";
        let found: Vec<String> = find_money(text).iter().map(|m| m.yuan().to_string()).collect();
        assert_eq!(found, ["286020200.00", "150000000.00"]);
        assert!(parse_money(" 12 万元 ").is_some_and(|m| m.unit == TenThousandYuan));
        assert!(parse_money("约12万元").is_none());
    }
}
