//! A benchmark for the reading of tables: generated documents of the usual families, with every way of drawing a table's
//! rules or leaving them out, and the tables as they should be read.
//!
//! Nothing of it is committed: the same seed gives the same files on every machine, but for those that other programs
//! print.
//!
//! | module | what it does |
//! |---|---|
//! | [`chance`], [`words`] | choices and words that follow from a seed |
//! | [`families`] | the documents |
//! | [`look`], [`hand`] | how a table looks; how a program draws |
//! | [`print`](mod@print), [`press`], [`sheet`], [`draw`] | documents to pages, pages to PDF files |
//! | [`long`] | documents that tell what reading costs |
//! | [`outside`] | the same documents printed by other programs |
//! | [`truth`] | what a reader should find |
//! | [`plan`] | which documents there are |

pub mod chance;
pub mod draw;
pub mod families;
mod grid_fit;
pub mod hand;
pub mod long;
pub mod look;
pub mod made;
pub mod outside;
pub mod plan;
pub mod press;
pub mod print;
mod rule_lines;
pub mod sheet;
mod table_pages;
pub mod truth;
pub mod words;
