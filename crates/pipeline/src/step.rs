//! The steps of one document, as they are told while it is in work.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A step of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Reading the file.
    Read,
    /// Bytes to pages.
    Extract,
    /// Glyphs to lines.
    Reflow,
    /// Lines and rules to tables and prose.
    Table,
    /// Tables to records.
    Classify,
    /// Arithmetic.
    Verify,
    /// Writing the document.
    Write,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Extract => "extract",
            Self::Reflow => "reflow",
            Self::Table => "table",
            Self::Classify => "classify",
            Self::Verify => "verify",
            Self::Write => "write",
        })
    }
}

/// Told each step as it begins, and reading again for each page, which shows that it gets on.
pub type OnStep<'a> = dyn FnMut(Step) + 'a;
