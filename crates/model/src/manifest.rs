//! One line per input: what became of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of one input. Describes the output folder, not the run that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ManifestLine {
    /// Path relative to the root of the inputs.
    pub source: String,
    /// SHA-256 of the input; `null` where it could not be read.
    pub doc_id: Option<String>,
    /// Size of the input.
    pub bytes: Option<u64>,
    /// Number of pages where known.
    pub pages: Option<u32>,
    /// What became of it.
    pub status: Status,
    /// Why, for anything but `ok`.
    pub reason: Option<Reason>,
    /// Source that was converted in its place.
    pub duplicate_of: Option<String>,
    /// Path of the document file relative to the output folder.
    pub output: Option<String>,
    /// Version of the program that made the output.
    pub version: String,
    /// Which options it was made with, as 16 hex digits: equal options have equal digits.
    #[serde(default)]
    pub options: String,
    /// Size of the document file.
    #[serde(default)]
    pub output_bytes: Option<u64>,
    /// SHA-256 of the document file.
    #[serde(default)]
    pub output_sha256: Option<String>,
    /// What is counted in the document.
    #[serde(default)]
    pub census: Census,
}

/// Counts of one document, or of several together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Census {
    /// Arithmetic checks by status.
    pub checks: BTreeMap<String, u64>,
    /// Identities by form.
    pub identities: BTreeMap<String, IdentityCounts>,
    /// Issues by code.
    pub issues: BTreeMap<String, u64>,
}

/// How many arithmetic identities of a form could be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct IdentityCounts {
    /// Identities that the form's tables call for.
    pub applicable: u64,
    /// Those whose figures were all known.
    pub evaluated: u64,
    /// Those that hold, rounding included.
    pub closing: u64,
    /// Identities of printed zeros, beside the applicable ones: they hold, but tell nothing and make no findings.
    #[serde(default)]
    pub of_zeros: u64,
}

impl Census {
    /// Adds another census.
    pub fn add(&mut self, other: &Self) {
        for (status, n) in &other.checks {
            add(&mut self.checks, status, *n);
        }
        for (code, n) in &other.issues {
            add(&mut self.issues, code, *n);
        }
        for (form, n) in &other.identities {
            let sum = self.identities.entry(form.clone()).or_default();
            sum.applicable += n.applicable;
            sum.evaluated += n.evaluated;
            sum.closing += n.closing;
            sum.of_zeros += n.of_zeros;
        }
    }
}

/// Adds `n` to the count of `key`.
pub fn add(counts: &mut BTreeMap<String, u64>, key: &str, n: u64) {
    match counts.get_mut(key) {
        Some(count) => *count += n,
        None => {
            counts.insert(key.to_owned(), n);
        }
    }
}

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read whole.
    Ok,
    /// Published, but some page with ink could not be read.
    Partial,
    /// Nothing published.
    Failed,
    /// Not converted on purpose.
    Skipped,
}

/// Stable reason codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Named .pdf, but something else.
    NotAPdf,
    /// No bytes, or nothing but blanks.
    EmptyFile,
    /// Needs a password.
    Encrypted,
    /// Cannot be parsed or decoded.
    Damaged,
    /// Scanned, with no text.
    NoTextLayer,
    /// Text whose characters cannot be known.
    UnmappedText,
    /// More pages than allowed.
    PageLimit,
    /// Took too long.
    Timeout,
    /// The program failed on it.
    Crashed,
    /// Needed too much memory.
    MemoryLimit,
    /// The file could not be read from disk.
    Unreadable,
    /// The file changed while it was read.
    Changed,
    /// Same content as another input.
    Duplicate,
    /// Not a kind of file that is read.
    Unsupported,
}
