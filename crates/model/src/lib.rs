//! Plain data that crosses a stage boundary: what a page holds, what a line is, what a table is, and what the
//! published dataset says of them.
//!
//! The modules follow the order of the stages:
//!
//! | module | made by | read by |
//! |---|---|---|
//! | [`page`] | `extract` | `reflow`, `table` |
//! | [`layout`] | `reflow` | `table`, `classify` |
//! | [`table`] | `table`, completed by `classify` | `classify`, `verify`, users |
//! | [`record`] | `classify` | `verify`, users |
//! | [`finding`] | `verify` | users |
//! | [`disclosure`] | `pipeline` | users: one document as it is published |
//! | [`manifest`] | `pipeline` | users: one line per input |
//! | [`schema`] | | users: the JSON Schema of all of the above |
//!
//! This crate does no I/O, knows no PDF library and decides nothing.

pub mod disclosure;
pub mod finding;
pub mod geometry;
pub mod issue;
pub mod layout;
pub mod manifest;
pub mod page;
pub mod record;
pub mod schema;
pub mod table;

pub use disclosure::{Disclosure, Document};
pub use finding::Finding;
pub use geometry::BBox;
pub use issue::{Issue, Severity};
pub use rust_decimal::Decimal;
pub use table::{Cell, Column, Region, Table};

/// Version of the output contract. It changes when the meaning of a published field changes, not when one is added.
pub const SCHEMA_VERSION: &str = "1.0";
