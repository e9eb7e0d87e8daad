//! What identities between figures of different rows and tables are made of.

use crate::equation::{Check, Meaning};
use gongkai_model::record::Side;
use gongkai_model::table::Form;

/// Which row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// A total row; where a lane has several (本年收入合计, 收入总计), the one that fits.
    Total,
    /// The last total row: 总计, 收入总计.
    GrandTotal,
    /// The total rows of all lanes together: 人员经费合计 and 公用经费合计.
    TotalOfLanes,
    /// The total row, or the only row of a table of one row.
    Whole,
    /// The only row above the first total whose label contains one of these words.
    Label(&'static [&'static str]),
    /// The only row below the first total, among the balances, whose label contains one of these words.
    Balance(&'static [&'static str]),
    /// The only row of this code.
    Code(&'static str),
    /// Each functional class (类) by its code or name.
    EachClass,
    /// Each row by its code.
    EachCode,
}

/// Certain figures of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) form: Form,
    pub(crate) side: Side,
    pub(crate) row: Row,
    /// Measures; the first one the table has counts.
    pub(crate) measures: &'static [&'static str],
    /// It is subtracted.
    pub(crate) negative: bool,
    /// Where it is not printed it counts nothing, but a difference proves nothing then.
    pub(crate) optional: bool,
}

impl Place {
    pub(crate) const fn minus(self) -> Self {
        Self { negative: true, ..self }
    }

    pub(crate) const fn if_printed(self) -> Self {
        Self { optional: true, ..self }
    }
}

/// An identity between figures of certain rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SamePlaces {
    pub(crate) check: Check,
    pub(crate) left: &'static [Place],
    pub(crate) right: &'static [Place],
    pub(crate) meaning: Meaning,
    /// It holds by rule. Otherwise it mostly does, and a difference is no error.
    pub(crate) by_rule: bool,
}

pub(super) const fn place(form: Form, side: Side, row: Row, measures: &'static [&'static str]) -> Place {
    Place { form, side, row, measures, negative: false, optional: false }
}

/// One quantity that two forms print.
pub(super) const fn same(check: Check, left: &'static [Place], right: &'static [Place]) -> SamePlaces {
    SamePlaces { check, left, right, meaning: Meaning::SameQuantity, by_rule: true }
}

/// A sum within a form.
pub(super) const fn sum(check: Check, left: &'static [Place], right: &'static [Place]) -> SamePlaces {
    SamePlaces { check, left, right, meaning: Meaning::Sum, by_rule: true }
}

/// A part that is no more than its whole.
pub(super) const fn at_most(check: Check, left: &'static [Place], right: &'static [Place]) -> SamePlaces {
    SamePlaces { check, left, right, meaning: Meaning::AtMost, by_rule: true }
}

/// Figures that are mostly the same.
pub(super) const fn mostly(check: Check, left: &'static [Place], right: &'static [Place]) -> SamePlaces {
    SamePlaces { check, left, right, meaning: Meaning::SameQuantity, by_rule: false }
}

/// Measures of tables with one column of amounts, and of those with several.
pub(super) const AMOUNT: &[&str] = &["amount", "total"];
pub(super) const TOTAL: &[&str] = &["total", "amount"];

/// The same of tables that divide amounts by fund, where the one of the general public budget is meant.
pub(super) const GENERAL_OR_TOTAL: &[&str] = &["general_public", "total", "amount"];

/// Words that name a budget in labels of rows.
pub(super) const GENERAL_PUBLIC: &[&str] = &["一般公共预算"];
pub(super) const GOVERNMENT_FUND: &[&str] = &["政府性基金"];
pub(super) const STATE_CAPITAL: &[&str] = &["国有资本经营"];
