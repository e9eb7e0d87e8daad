//! `manifest.json`: what each document of the corpus is, where it comes from and how it was made.

use serde::{Deserialize, Serialize};

/// The list of documents, sorted by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// One entry per document.
    pub documents: Vec<Entry>,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// Name of the document.
    pub id: String,
    /// Path from the folder of the manifest.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Number of pages; `None` for a dump.
    pub pages: Option<u32>,
    /// Licence of the content.
    pub licence: String,
    /// What it is an example of.
    pub tags: Vec<String>,
    /// Program that wrote the file.
    pub producer: String,
    /// How it was made, in words.
    pub recipe: String,
    /// Tests that read it.
    pub checks: Vec<String>,
}
