//! `run.json`: what ran, the only file that may differ between equal runs.

use crate::error::DatasetError;
use crate::whole_file::write_whole;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What a run did.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Run {
    /// Version of the program.
    pub version: String,
    /// Version of the output contract.
    pub schema_version: String,
    /// When it began, in UTC: `2026-03-01T08:30:00Z`.
    pub started: String,
    /// How long it took.
    pub seconds: f64,
    /// It was interrupted, and the manifest lists only what was done until then.
    pub interrupted: bool,
    /// What it was asked to do.
    pub options: RunOptions,
    /// What became of the inputs.
    pub inputs: InputCounts,
    /// Files that an earlier run had written for inputs that are gone.
    pub removed: u64,
    /// Pages of published documents.
    pub pages: u64,
    /// Pages of published documents per second.
    pub pages_per_second: f64,
    /// Checks by status.
    pub checks: BTreeMap<String, u64>,
    /// Identities by form.
    pub identities: BTreeMap<String, IdentityCounts>,
    /// Issues by code.
    pub issues: BTreeMap<String, u64>,
}

/// What a run was asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RunOptions {
    /// Inputs as given.
    pub inputs: Vec<String>,
    /// Folder that sources are relative to.
    pub root: String,
    /// Documents at a time.
    pub jobs: usize,
    /// Mismatches change the exit code.
    pub strict: bool,
}

/// What became of the inputs of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InputCounts {
    /// Inputs found.
    pub found: u64,
    /// Files in folders that are no inputs.
    pub ignored: u64,
    /// Inputs by status.
    pub status: BTreeMap<String, u64>,
    /// Inputs that are not ok by reason.
    pub reason: BTreeMap<String, u64>,
}

/// How many identities of a form could be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IdentityCounts {
    /// Identities that the form's tables call for.
    pub applicable: u64,
    /// Those whose figures were all known.
    pub evaluated: u64,
    /// Those that hold, rounding included.
    pub closing: u64,
}

/// Writes `run.json`.
///
/// # Errors
/// When it cannot be written.
pub fn write_run(out: &Path, run: &Run) -> Result<(), DatasetError> {
    let path = out.join("run.json");
    let mut bytes = serde_json::to_vec_pretty(run).map_err(|e| DatasetError::write(&path)(e.into()))?;
    bytes.push(b'\n');
    write_whole(&path, &bytes)
}
