//! One row of a list as understood, and the labels that add up others.

use crate::columns::roles::RowUnit;
use crate::document::public_body::is_organisation;
use gongkai_model::record::{Basis, Code, Fund};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::total_kind;
use rust_decimal::Decimal;

/// One row of one lane.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct LaneRow {
    pub(crate) row: usize,
    pub(crate) codes: Vec<Code>,
    pub(crate) label: String,
    pub(crate) row_no: Option<String>,
    pub(crate) project_code: Option<String>,
    pub(crate) unit_code: Option<String>,
    pub(crate) unit_name: Option<String>,
    pub(crate) region: Option<String>,
    /// Part of the public sector the row is about, as printed: 省本级, 全市, 本级.
    pub(crate) scope: Option<String>,
    /// Fund of the row where a column of its own names it.
    pub(crate) fund: Option<Fund>,
    /// Unit of the row where a column of its own prints it.
    pub(crate) unit: RowUnit,
    /// 序号 (number of the row) where a column of its own prints it.
    pub(crate) number: Option<String>,
    /// Year of the row where a column or the label names it.
    pub(crate) year: Option<u16>,
    /// 增减变化金额 (change) where a column of years says so.
    pub(crate) basis: Option<Basis>,
    pub(crate) indent: u8,
    /// 合计, 总计, 本年收入合计…
    pub(crate) total: bool,
    pub(crate) of_which: bool,
    /// With the rows beside it, it is the whole of the row above in every column.
    pub(crate) breaks_down: bool,
    /// It stands beside the sum of its list and adds nothing to it.
    pub(crate) memo: bool,
    /// A column of names beside the one of the classification names it: a project below its code.
    pub(crate) below_code: bool,
    pub(crate) level: Option<u8>,
    /// Index of the row above in the hierarchy, in the same list of rows.
    pub(crate) parent: Option<usize>,
    /// Its amounts may be added to those of the other leaves.
    pub(crate) is_leaf: bool,
    /// Leading parts of the code came from rows above.
    pub(crate) code_inherited: bool,
    /// The first amount of the row, in the unit of its table.
    pub(crate) amount: Option<Decimal>,
    /// It is the row of an organisation, whose rows follow.
    pub(crate) is_unit: bool,
    /// Another table of the document lists an organisation of this name.
    pub(crate) known_unit: bool,
    /// Something is printed behind its amounts: a goal, a note.
    pub(crate) described: bool,
    /// Its place in the list was told by amounts alone.
    pub(crate) nested_by_amount: bool,
}

impl LaneRow {
    /// Whether the label is the name of an organisation.
    pub(crate) fn names_organisation(&self) -> bool {
        self.known_unit || is_organisation(&comparison_key(&self.label))
    }
}

/// A row label that adds up others.
pub(crate) fn is_total_label(key: &str) -> bool {
    total_kind(key).is_some() || key.starts_with("合计") || key.starts_with("总计")
}

/// Rows of tests.
#[cfg(test)]
pub(crate) mod build {
    use super::LaneRow;

    /// A row of a label and an indent.
    pub(crate) fn row(label: &str, indent: u8) -> LaneRow {
        LaneRow { label: label.to_owned(), indent, ..LaneRow::default() }
    }

    /// The row above each row.
    pub(crate) fn parents(rows: &[LaneRow]) -> Vec<Option<usize>> {
        rows.iter().map(|row| row.parent).collect()
    }
}
