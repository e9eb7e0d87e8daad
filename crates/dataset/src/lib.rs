//! Writes, sorts and describes the files of an output folder.
//!
//! ```text
//! OUT/documents/<source>.json   one document, written whole or not at all
//! OUT/<entity>.jsonl            the same entities over all documents, one per line
//! OUT/manifest.jsonl            one line per input
//! OUT/datapackage.json          what the fields of the JSONL files mean
//! OUT/run.json                  what ran
//! ```
//!
//! | module | does |
//! |---|---|
//! | [`document_path`] | a source's place under `documents/` |
//! | [`document_file`] | one document to JSON, one entity per line, and those lines back |
//! | [`lines`] | the JSONL files, rebuilt from the document files without parsing them |
//! | [`entity`] | which JSONL files there are, and their keys |
//! | [`table_schema`], [`data_package`] | their description, derived from the types of the model |
//! | [`manifest_file`], [`run_file`] | what became of each input; what ran |
//! | [`csv_files`] | the same lines for spreadsheets, on request |
//! | [`sorted_lines`] | lines put in order in bounded memory |
//! | [`whole_file`] | temporary file and rename |
//!
//! Everything but `run.json` is the same bytes for the same documents. This crate reads no PDF and decides nothing.
//!
//! ```
//! use gongkai_dataset::document_path::document_path;
//! assert_eq!(document_path("2024/决算.pdf"), "documents/2024/决算.pdf.json");
//! ```

pub mod csv_files;
pub mod data_package;
pub mod document_file;
pub mod document_path;
pub mod entity;
mod error;
pub mod lines;
pub mod manifest_file;
pub mod run_file;
pub mod sorted_lines;
pub mod table_schema;
pub mod whole_file;

pub use error::DatasetError;
