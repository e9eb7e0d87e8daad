//! Printed amounts as exact yuan, and where they stand.

use crate::units::read_money_cell;
use gongkai_model::layout::Section;
use gongkai_model::record::{ProjectAmount, Provenance};
use gongkai_model::table::Cell;
use gongkai_normalize::unit::MoneyUnit;
use rust_decimal::Decimal;

/// An amount in yuan; unknown where the number or the unit is, or where it does not fit an exact decimal.
pub(crate) fn exact_yuan(value: Option<Decimal>, unit: Option<MoneyUnit>) -> Option<Decimal> {
    Some(unit?.to_yuan(value?))
}

/// Where a section stands.
pub(crate) fn section_provenance(section: &Section) -> Provenance {
    Provenance { page: section.page_start, bbox: section.bbox, line: section.line_start, row: None, col: None }
}

/// Where a cell stands.
pub(crate) fn provenance(cell: &Cell) -> Provenance {
    Provenance { page: cell.page, bbox: cell.bbox, line: cell.line, row: Some(cell.row), col: Some(cell.col) }
}

/// One amount of a project.
pub(crate) fn project_amount(measure: &str, cell: &Cell, unit: Option<MoneyUnit>) -> ProjectAmount {
    let text = cell.text.trim();
    let (number, unit) = read_money_cell(text, unit);
    ProjectAmount {
        measure: measure.to_owned(),
        amount_yuan: exact_yuan(number.value, unit),
        amount_printed: text.to_owned(),
        unit: unit.map(|u| u.label().to_owned()),
        cell_state: number.state,
        provenance: provenance(cell),
    }
}
