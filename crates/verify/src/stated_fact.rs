//! An amount that prose states, to be compared with the tables.

use crate::equation::Equation;
use crate::judgement::judge;
use crate::ledger::Ledger;
use gongkai_model::Decimal;
use gongkai_model::record::Fact;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::year::find_years;

/// An amount that prose states.
pub(crate) struct StatedFact<'a> {
    /// Index of the figure.
    pub(crate) figure: usize,
    pub(crate) fact: &'a Fact,
    /// What it is the amount of, without the year and whose it is.
    pub(crate) subject: String,
    /// The heading it stands below.
    pub(crate) heading: &'a str,
    /// What is said before it in its section is said of one fund.
    pub(crate) of_fund: bool,
}

/// Whether a fact means the number itself, and not one near it, above it or below it.
pub(crate) fn is_exact(fact: &Fact) -> bool {
    !matches!(fact.op.as_str(), "<" | "<=" | ">" | ">=" | "~")
}

/// Whether the two sides differ by less than a hundredth: what differs by more may be another quantity.
pub(crate) fn is_near(equation: &Equation, ledger: &Ledger<'_>) -> bool {
    let difference = judge(equation, &ledger.figures).and_then(|o| o.difference().zip(o.left));
    difference.is_some_and(|(by, of)| by.abs().saturating_mul(Decimal::ONE_HUNDRED) < of.abs())
}

/// Words before the name of a quantity that say whose it is.
const WHOSE: &[&str] = &["本部门", "我部门", "本单位", "我单位", "部门", "单位", "当年", "全年", "本年度"];

/// The subject of a fact without the year it begins with and the words that say whose it is.
pub(crate) fn bare_subject(subject: &str) -> String {
    let key = comparison_key(subject);
    let mut rest = key.as_str();
    if let Some(year) = find_years(rest).first().filter(|year| year.start == 0) {
        rest = rest.get(year.end..).unwrap_or(rest).trim_start_matches(['年', '度']);
    }
    while let Some(shorter) = WHOSE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.to_owned()
}
