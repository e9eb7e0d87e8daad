//! What `verify` yields: one finding per identity and row or column.

use crate::issue::Severity;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Result of one arithmetic check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// Both sides are equal.
    Exact,
    /// The difference is no more than independent rounding of the printed figures explains.
    WithinRounding,
    /// The difference is more than that.
    Mismatch,
    /// One quantity is printed twice with different values.
    Disagreement,
    /// The check could not run; the reason is given.
    NotEvaluated,
}

/// One check on one row, column or pair of figures. Never evaluated where an operand is unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Hash over document, check and operands.
    pub finding_id: String,
    /// Which identity, such as `fa03.total=basic+project`.
    pub check_id: String,
    /// The result.
    pub status: CheckStatus,
    /// `error` for a mismatch, `warn` for a disagreement, else `info`.
    pub severity: Severity,
    /// The identity in words and numbers.
    pub statement: String,
    /// Left side in yuan, or in `unit` of the statement for rates.
    #[schemars(with = "Option<String>")]
    pub lhs: Option<Decimal>,
    /// Right side.
    #[schemars(with = "Option<String>")]
    pub rhs: Option<Decimal>,
    /// `lhs - rhs`.
    #[schemars(with = "Option<String>")]
    pub difference: Option<Decimal>,
    /// Largest difference that rounding explains.
    #[schemars(with = "Option<String>")]
    pub tolerance: Option<Decimal>,
    /// What was added up.
    pub operands: Vec<Operand>,
    /// Why it could not run: `blank_operand`, `unit_unknown`, `garbled_operand`, `missing_table`…
    pub reason: Option<String>,
    /// Where a figure cannot be read and exactly one reading of it closes every identity it stands in: that reading. The
    /// figure itself stays unread.
    pub proposal: Option<Proposal>,
    /// For a Chinese reader.
    pub message_zh: String,
    /// For an English reader.
    pub message_en: String,
}

/// One figure that entered a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Operand {
    /// `budget_line`, `project`, `indicator`, `fact`.
    pub entity: String,
    /// Its id.
    pub id: String,
    /// `+`, `-`, or `=` for the side the sum is compared with.
    pub sign: String,
    /// Its value in yuan.
    #[schemars(with = "Option<String>")]
    pub value: Option<Decimal>,
}

/// What an unreadable figure must have been.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// `budget_line`, `project`, `indicator`, `fact`.
    pub entity: String,
    /// Its id.
    pub id: String,
    /// The figure as printed.
    pub printed: String,
    /// The number it may be, in the unit of its cell.
    pub value: String,
    /// The same in yuan.
    #[schemars(with = "String")]
    pub amount_yuan: Decimal,
}
