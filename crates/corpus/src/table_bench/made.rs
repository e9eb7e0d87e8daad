//! A document of the benchmark, drawn, with the tables a reader should find in it.

use super::truth::TableTruth;

/// A document with its truth.
#[derive(Debug, Clone)]
pub struct Made {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Its tables.
    pub tables: Vec<TableTruth>,
}
