//! What a stage could not do, or did on purpose and wants known.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much an issue or a finding matters to somebody who uses the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing, harms nothing: a page number left out of the text.
    Info,
    /// Something was kept apart, flagged or left null.
    Warn,
    /// Something is missing or contradicts itself.
    Error,
}

/// One thing that extraction could not do or decided to leave out. Nothing is dropped without one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// Stable code in `snake_case`, such as `furniture_page_number` or `unmapped_glyphs`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where: `page 3`, `line 120`, a table id; empty for the document as a whole.
    pub place: String,
    /// What, in English, with the printed text where there is one.
    pub detail: String,
}

impl Issue {
    /// An issue with these parts.
    #[must_use]
    pub fn new(code: &str, severity: Severity, place: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code: code.to_owned(), severity, place: place.into(), detail: detail.into() }
    }
}
