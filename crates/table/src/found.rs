//! What the stage finds.

use gongkai_model::{Issue, Table};

/// The tables of a document and the lines they took.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tables {
    /// In document order.
    pub tables: Vec<Table>,
    /// For each page and line: it belongs to a table, its title, unit line or note.
    pub used: Vec<Vec<bool>>,
    /// What could not be read as a table.
    pub issues: Vec<Issue>,
}
