//! How an equation came out.

use gongkai_model::Decimal;
use gongkai_model::finding::CheckStatus;

/// The two sides of an equation and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) status: CheckStatus,
    pub(crate) left: Option<Decimal>,
    pub(crate) right: Option<Decimal>,
    pub(crate) tolerance: Option<Decimal>,
    /// Why it was not evaluated.
    pub(crate) reason: Option<&'static str>,
}

impl Outcome {
    pub(crate) fn closes(&self) -> bool {
        matches!(self.status, CheckStatus::Exact | CheckStatus::WithinRounding)
    }

    pub(crate) fn fails(&self) -> bool {
        matches!(self.status, CheckStatus::Mismatch | CheckStatus::Disagreement)
    }

    pub(crate) fn difference(&self) -> Option<Decimal> {
        self.left?.checked_sub(self.right?)
    }

    pub(crate) fn not_evaluated(reason: &'static str) -> Self {
        Self { status: CheckStatus::NotEvaluated, left: None, right: None, tolerance: None, reason: Some(reason) }
    }
}
