//! `run.json`: what ran, the only file that may differ between equal runs.

use crate::error::DatasetError;
use crate::whole_file::write_whole;
use gongkai_model::manifest::{Census, IdentityCounts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Name of the file in the output folder.
pub const RUN: &str = "run.json";

/// What a run did.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Run {
    /// Version of the program.
    pub version: String,
    /// Version of the output contract.
    pub schema_version: String,
    /// When it began, in UTC: `2026-03-01T08:30:00Z`.
    pub started: String,
    /// The run has come to its end, if an early one. As long as it has not, the JSONL files are those of an earlier run.
    pub finished: bool,
    /// It was interrupted, and the manifest lists only what was done until then.
    pub interrupted: bool,
    /// The first input that failed, where the run was asked to end with it.
    pub failed_fast: Option<String>,
    /// How long it took.
    pub seconds: f64,
    /// How long its parts took.
    pub parts: Parts,
    /// What it was asked to do.
    pub options: RunOptions,
    /// What became of the inputs.
    pub inputs: InputCounts,
    /// Inputs that were converted.
    pub converted: u64,
    /// Inputs that were left as an earlier run had made them.
    pub unchanged: u64,
    /// Inputs converted again because an earlier run had failed on them.
    pub retried: u64,
    /// Inputs that an early end has left for the next run.
    pub not_run: u64,
    /// Inputs of earlier runs that are gone and whose documents were kept.
    pub gone: u64,
    /// Document files that were removed.
    pub removed: u64,
    /// Pages of published documents.
    pub pages: u64,
    /// Pages of documents that this run converted and published.
    pub pages_converted: u64,
    /// Those pages by the seconds that documents took.
    pub pages_per_second: f64,
    /// Checks by status.
    pub checks: BTreeMap<String, u64>,
    /// Identities by form.
    pub identities: BTreeMap<String, IdentityCounts>,
    /// Issues by code.
    pub issues: BTreeMap<String, u64>,
    /// What the JSONL files were last made from.
    pub consolidated: Option<Consolidated>,
}

/// Seconds of the parts of a run.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Parts {
    /// Finding the inputs, and finding out what is to be done for each.
    pub planning: f64,
    /// Converting documents.
    pub documents: f64,
    /// Manifest and JSONL files.
    pub consolidation: f64,
}

/// What a run was asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RunOptions {
    /// Inputs as given.
    pub inputs: Vec<String>,
    /// Folder that sources are relative to.
    pub root: String,
    /// Documents at a time.
    pub jobs: usize,
    /// Documents ran in worker processes.
    pub isolated: bool,
    /// Which part of the inputs: `3/8`.
    pub shard: Option<String>,
    /// Mismatches change the exit code.
    pub strict: bool,
    /// The first input that fails ends the run.
    pub fail_fast: bool,
}

/// What became of the inputs of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InputCounts {
    /// Inputs found.
    pub found: u64,
    /// Files in folders that are no inputs.
    pub ignored: u64,
    /// Folders that could not be opened.
    pub unopened: Vec<String>,
    /// Inputs that other shards convert.
    pub of_other_shards: u64,
    /// Inputs by status.
    pub status: BTreeMap<String, u64>,
    /// Inputs that are not ok by reason.
    pub reason: BTreeMap<String, u64>,
}

/// What the JSONL files were made from, and what was made: as long as nothing of this changes they need not be made again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Consolidated {
    /// SHA-256 of the manifest that lists the documents.
    pub manifest: String,
    /// Sizes of the JSONL files by name.
    pub files: BTreeMap<String, u64>,
}

impl Run {
    /// Takes over what was counted in the documents.
    pub fn count(&mut self, census: Census) {
        let Census { checks, identities, issues } = census;
        (self.checks, self.identities, self.issues) = (checks, identities, issues);
    }
}

impl Consolidated {
    /// Whether the files are still there, in the size they had.
    #[must_use]
    pub fn stands_in(&self, out: &Path) -> bool {
        let stands =
            |(name, bytes): (&String, &u64)| std::fs::metadata(out.join(name)).is_ok_and(|m| m.len() == *bytes);
        !self.files.is_empty() && self.files.iter().all(stands)
    }
}

/// Writes `run.json`.
///
/// # Errors
/// When it cannot be written.
pub fn write_run(out: &Path, run: &Run) -> Result<(), DatasetError> {
    let path = out.join(RUN);
    let mut bytes = serde_json::to_vec_pretty(run).map_err(|e| DatasetError::write(&path)(e.into()))?;
    bytes.push(b'\n');
    write_whole(&path, &bytes)
}

/// What the last run into `out` did; `None` where that is not known.
#[must_use]
pub fn read_run(out: &Path) -> Option<Run> {
    serde_json::from_slice(&std::fs::read(out.join(RUN)).ok()?).ok()
}
