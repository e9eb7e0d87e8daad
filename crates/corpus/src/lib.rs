//! Generator of the small documents that the tests read, each with its known truth.
//!
//! One model of a document (fictional agencies, figures that add up) goes to several producers: LibreOffice, Chromium, a
//! PDF writer of this crate for fonts, encodings and damage, and text dumps. What a reader should find is written beside
//! each file. Run `cargo run -p gongkai-corpus -- FOLDER` to make everything this crate can make by itself, and with
//! `--external` also what other programs print. The output is committed; tests need none of those programs.
//!
//! | module | what it does |
//! |---|---|
//! | [`model`] | a document before it is laid out |
//! | [`figures`] | money as printed |
//! | [`families`] | the documents themselves |
//! | [`layout`], [`sheet_cut`], [`facing_pages`], [`pdf_writer`] | pages and PDF files of our own |
//! | [`office`] | files for office programs |
//! | [`dump`] | text dumps |
//! | [`truth`], [`manifest`] | what is written beside the documents |
//! | [`recipe`], [`recipes`], [`make`] | which document is made how |
//! | [`table_bench`] | generated documents that measure the reading of tables |

pub mod dump;
pub mod facing_pages;
pub mod families;
pub mod figures;
pub mod layout;
pub mod make;
pub mod manifest;
pub mod model;
pub mod office;
pub mod pdf_writer;
pub mod recipe;
pub mod recipes;
pub mod sheet_cut;
pub mod table_bench;
pub mod truth;
