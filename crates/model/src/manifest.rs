//! One line per input: what became of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
