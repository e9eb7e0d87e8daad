//! The corpus: small documents with their known truth.
#![expect(clippy::expect_used, reason = "a test without its corpus has failed")]

use gongkai_corpus::manifest::{Entry, Manifest};
use gongkai_corpus::truth::Truth;
use std::path::{Path, PathBuf};

/// One document of the corpus.
#[derive(Debug, Clone)]
pub struct Case {
    /// What the manifest says of it.
    pub entry: Entry,
    /// What a reader should find in it.
    pub truth: Truth,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The project's folder of this name.
#[must_use]
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests stand in the project's folder").join(name)
}

/// All documents, sorted by id.
#[must_use]
pub fn cases() -> Vec<Case> {
    let corpus = folder("corpus");
    let read = |path: &str| std::fs::read(corpus.join(path)).expect("the manifest lists what is there");
    let manifest: Manifest = serde_json::from_slice(&read("manifest.json")).expect("the manifest is sound");
    manifest
        .documents
        .into_iter()
        .map(|entry| {
            let truth = serde_json::from_slice(&read(&format!("truth/{}.json", entry.id))).expect("truth is sound");
            let bytes = read(&entry.path);
            Case { entry, truth, bytes }
        })
        .collect()
}

/// The documents that this test is to read.
#[must_use]
pub fn cases_of(check: &str) -> Vec<Case> {
    let mut cases = cases();
    cases.retain(|case| case.entry.checks.iter().any(|c| c == check));
    cases
}
