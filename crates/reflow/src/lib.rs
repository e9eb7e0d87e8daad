//! Glyphs to runs and lines, and lines to paragraphs and sections.
//!
//! [`lines`] orders what a page shows, [`mark_furniture`] sets apart what belongs to the page and not to the document,
//! [`sections`] joins the broken lines that stand outside tables into headings, paragraphs, list items and notes.
//!
//! This crate does not look for tables and knows nothing of budgets.

mod columns;
mod dump_lines;
mod furniture;
mod lines;
mod options;
mod overdrawn;
mod page_number;
mod runs;
mod sections;

pub use furniture::mark_furniture;
pub use lines::lines;
pub use options::Options;
pub use sections::sections;
