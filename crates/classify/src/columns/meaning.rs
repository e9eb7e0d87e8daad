//! One column of a table as understood.

use gongkai_model::record::{Basis, Code, CodeSystem, Fund, Phase};
use gongkai_normalize::unit::MoneyUnit;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A code: whole, or part 1 to 4 of it (类, 款, 项, 目).
    Code { part: u8, system: Option<CodeSystem> },
    /// Names of rows.
    Label { system: Option<CodeSystem> },
    /// 行次 (printed row number).
    RowNo,
    /// Codes of projects.
    ProjectCode,
    /// Codes of organisations.
    UnitCode,
    /// Names of organisations.
    UnitName,
    /// Places.
    Region,
    /// Amounts of money.
    Money,
    /// Rates in percent.
    Rate,
    /// Numbers of things.
    Count,
    /// Anything else.
    Text,
}

/// Field of a column of names one step below the label column before it.
pub(crate) const MEMBER: &str = "label_member";

/// One column as understood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ColumnMeaning {
    pub(crate) holds: Holds,
    /// Vocabulary key of the column; empty where unknown.
    pub(crate) field: String,
    /// Header as printed, from the top down.
    pub(crate) label: String,
    pub(crate) fund: Option<Fund>,
    pub(crate) phase: Option<Phase>,
    pub(crate) basis: Option<Basis>,
    pub(crate) year: Option<u16>,
    pub(crate) scope: Option<String>,
    pub(crate) unit: Option<MoneyUnit>,
    /// Place the column is about, where places stand side by side.
    pub(crate) region: Option<String>,
    /// Functional class the column is about, where classes stand side by side.
    pub(crate) code: Option<Code>,
    /// Comparison key of the lowest header.
    pub(crate) leaf: String,
    /// It names the rows of a list of its own, beside the one before it.
    pub(crate) opens_lane: bool,
    /// 其中：… (of which): its amounts are parts of those in a column before it.
    pub(crate) of_which: bool,
}
