//! The codes of a row: one classification after another, each from one cell, from the cells of its parts, or from the head
//! of a label.

use crate::codes::{Staircase, code_level, code_name, digits_of, parted_code, split_code, system_of};
use crate::document::public_body::is_organisation;
use crate::grid::Grid;
use crate::lanes::ClassColumns;
use crate::lanes::row::LaneRow;
use gongkai_model::record::{Code, CodeSystem};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::{TotalKind, total_kind};

/// Reads code and name of one classification of a row.
pub(crate) fn read_class(
    grid: &Grid<'_>,
    row: usize,
    class: &ClassColumns,
    stairs: &mut Staircase,
    item: &mut LaneRow,
) {
    let mut label = class.label.map_or("", |col| grid.text(row, col));
    let mut code = None;
    let mut inherited = false;
    match class.codes.as_slice() {
        [] => {}
        [(col, 0)] => {
            let text = grid.text(row, *col);
            match digits_of(text).or_else(|| parted_code(text)) {
                Some(digits) => {
                    let part = code_level(&digits).or((digits.len() == 2).then_some(2)).unwrap_or(0);
                    match stairs.assemble(std::iter::once((part, text))).filter(|_| part > 0) {
                        // 208 | 05 | 2080505: the code of the division without its class.
                        Some(whole) if digits.len() == 2 && whole.code.len() == 5 => {
                            code = Some(whole.code);
                            inherited = true;
                        }
                        _ => code = Some(digits),
                    }
                }
                // A code cell may hold the name as well, or 合计.
                None => match split_code(text) {
                    Some((digits, name)) => {
                        code = Some(digits);
                        if label.is_empty() {
                            label = name;
                        }
                    }
                    None if label.is_empty() => label = text,
                    None => {}
                },
            }
        }
        parts => {
            let printed = parts.iter().map(|(col, part)| {
                let own = grid.cell(row, *col).filter(|cell| cell.col as usize == *col);
                ((*part).max(1), own.map_or("", |cell| cell.text.trim()))
            });
            if let Some(assembled) = stairs.assemble(printed) {
                inherited = assembled.inherited;
                code = Some(assembled.code);
            } else if label.is_empty() {
                // 合计 or 无 printed across the code cells.
                label = parts.iter().map(|(col, _)| grid.text(row, *col)).find(|t| !t.is_empty()).unwrap_or("");
            }
        }
    }
    if code.is_none()
        && let Some((digits, name)) = split_code(label)
    {
        code = Some(digits);
        label = name;
    }
    let mut indent = class.label.and_then(|col| grid.cell(row, col)).map_or(0, |cell| cell.indent);
    for (depth, col) in (1u8..).zip(&class.members) {
        let Some(cell) = grid.anchored(row, *col).filter(|cell| !cell.text.trim().is_empty()) else { continue };
        // 小计 or 合计 among the members of a group is the group's own row.
        if total_kind(&cell.text).is_some_and(|kind| kind != TotalKind::GrandTotal) && !label.is_empty() {
            indent = indent.max(depth - 1);
        } else {
            label = cell.text.trim();
            indent = cell.indent.saturating_add(depth);
        }
    }
    if item.label.is_empty() {
        label.clone_into(&mut item.label);
        item.indent = indent;
    }
    let Some(code) = code else { return };
    let Some(level) = code_level(&code) else {
        // Not a length any classification has: an organisation's or a project's code.
        let unit = class.system.is_none() || (code.len() == 6 && is_organisation(&comparison_key(label)));
        if item.unit_code.is_none() && item.codes.is_empty() && unit {
            item.unit_code = Some(code);
        }
        return;
    };
    let Some(system) = class_system(&code, class.system) else { return };
    item.code_inherited |= inherited;
    item.codes.push(Code { system, code, label: label.to_owned(), level });
}

/// The classification of a code: its first digit tells, the header decides for non-tax income.
fn class_system(code: &str, named: Option<CodeSystem>) -> Option<CodeSystem> {
    match (system_of(code), named) {
        (Some(CodeSystem::Revenue) | None, Some(CodeSystem::NonTax)) => Some(CodeSystem::NonTax),
        (system, named) => system.or(named),
    }
}

/// Beside the rows of organisations and of what they buy a code has no name of its own.
pub(crate) fn forget_names_of_codes(rows: &mut [LaneRow]) {
    for row in rows {
        let label = &row.label;
        for code in row.codes.iter_mut().filter(|code| code.label == *label && code_name(&code.code) != Some(label)) {
            code.label.clear();
        }
    }
}

/// Whether a code is unknown to the carried lists.
pub(crate) fn is_unknown(code: &Code) -> bool {
    matches!(code.system, CodeSystem::Functional | CodeSystem::DepartmentEconomic | CodeSystem::GovernmentEconomic)
        && code_name(&code.code).is_none()
}
