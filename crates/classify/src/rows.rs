//! Body rows of a lane: what names the row, what codes it has, and what stands above it.

use crate::codes::{Staircase, code_level, code_name, digits_of, split_code, system_of};
use crate::grid::Grid;
use crate::lanes::{ClassColumns, Lane};
use gongkai_model::record::{Code, CodeSystem};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::heading::heading_mark;
use gongkai_normalize::label::{strip_of_which, total_kind};
use gongkai_normalize::year::find_years;

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
    /// Year of the row where a column names it.
    pub(crate) year: Option<u16>,
    pub(crate) indent: u8,
    /// 合计, 总计, 本年收入合计…
    pub(crate) total: bool,
    pub(crate) of_which: bool,
    pub(crate) level: Option<u8>,
    /// Index of the row above in the hierarchy, in the same list of rows.
    pub(crate) parent: Option<usize>,
    pub(crate) is_leaf: bool,
    /// Leading parts of the code came from rows above.
    pub(crate) code_inherited: bool,
}

/// Reads the body rows of a lane that name something or hold an amount.
pub(crate) fn lane_rows(grid: &Grid<'_>, header_rows: usize, lane: &Lane, leaves: &[String]) -> Vec<LaneRow> {
    let mut stairs: Vec<Staircase> = lane.classes.iter().map(|_| Staircase::default()).collect();
    let mut found = Vec::new();
    let mut unit = String::new();
    for row in header_rows..grid.rows {
        let mut item = LaneRow { row, is_leaf: true, ..LaneRow::default() };
        let named =
            |col: Option<usize>| col.map(|col| grid.text(row, col)).filter(|text| !text.is_empty()).map(str::to_owned);
        item.row_no = named(lane.row_no);
        item.project_code = named(lane.project_code);
        item.unit_code = named(lane.unit_code);
        item.unit_name = named(lane.unit_name);
        item.region = named(lane.region);
        item.year = lane.year.and_then(|col| year_of_cell(grid.text(row, col)));
        if let Some(name) = &item.unit_name
            && *name != unit
        {
            // Codes of another organisation begin anew.
            unit.clone_from(name);
            stairs.iter_mut().for_each(Staircase::reset);
        }
        for (class, stairs) in lane.classes.iter().zip(&mut stairs) {
            read_class(grid, row, class, stairs, &mut item);
        }
        if item.label.is_empty() {
            item.label = item.unit_name.clone().or_else(|| item.region.clone()).unwrap_or_default();
        }
        let amounts =
            lane.money.iter().any(|&col| grid.anchored(row, col).is_some_and(|cell| !cell.text.trim().is_empty()));
        let starts = starts_in_row(grid, row, lane);
        if (item.label.is_empty() && item.codes.is_empty() && !amounts)
            || !starts
            || is_header_again(grid, row, lane, leaves)
        {
            continue;
        }
        let key = comparison_key(&item.label);
        item.of_which = strip_of_which(&key).is_some();
        item.total = item.codes.is_empty() && is_total_label(&key);
        found.push(item);
    }
    set_hierarchy(&mut found);
    found
}

/// 2025年, 2025
fn year_of_cell(text: &str) -> Option<u16> {
    let year = find_years(text).first()?.year;
    (text.chars().count() <= 10).then_some(year)
}

/// Reads code and name of one classification of a row.
fn read_class(grid: &Grid<'_>, row: usize, class: &ClassColumns, stairs: &mut Staircase, item: &mut LaneRow) {
    let mut label = class.label.map_or("", |col| grid.text(row, col));
    let mut code = None;
    let mut inherited = false;
    match class.codes.as_slice() {
        [] => {}
        [(col, 0)] => {
            let text = grid.text(row, *col);
            match digits_of(text) {
                Some(digits) => code = Some(digits),
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
    let indent = class.label.and_then(|col| grid.cell(row, col)).map_or(0, |cell| cell.indent);
    if item.label.is_empty() {
        label.clone_into(&mut item.label);
        item.indent = indent;
    }
    let Some(code) = code else { return };
    let Some(level) = code_level(&code) else {
        // Not a length any classification has: an organisation's or a project's code.
        if item.unit_code.is_none() && item.codes.is_empty() && class.system.is_none() {
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

/// Whether some naming or money cell of the lane begins in this row; a row that is only the lower part of merged cells
/// repeats nothing.
fn starts_in_row(grid: &Grid<'_>, row: usize, lane: &Lane) -> bool {
    (lane.start..lane.end)
        .any(|col| grid.cell(row, col).is_some_and(|cell| cell.row as usize == row && !cell.text.is_empty()))
}

/// Whether a body row repeats the header.
fn is_header_again(grid: &Grid<'_>, row: usize, lane: &Lane, leaves: &[String]) -> bool {
    let mut same = 0;
    for col in lane.start..lane.end {
        let text = grid.text(row, col);
        if text.is_empty() {
            continue;
        }
        let Some(leaf) = leaves.get(col) else { return false };
        if leaf.is_empty() || comparison_key(text) != *leaf {
            return false;
        }
        same += 1;
    }
    same >= 2
}

/// A row label that adds up others.
pub(crate) fn is_total_label(key: &str) -> bool {
    total_kind(key).is_some() || key.starts_with("合计") || key.starts_with("总计")
}

/// Depth of the numbering mark of a label: 一、 before （一） before 1. before （1） before ①.
fn mark_rank(label: &str) -> Option<u8> {
    let label = label.trim_start();
    let label = label.strip_prefix("其中").map_or(label, |rest| rest.trim_start_matches(['：', ':', ' ']));
    heading_mark(label).map(|mark| mark.level)
}

/// Sets level, parent and leaf of every row: by code where there are codes, else by numbering marks and indentation.
fn set_hierarchy(rows: &mut [LaneRow]) {
    let coded = rows.iter().filter(|r| !r.codes.is_empty()).count();
    if coded * 2 >= rows.len() && coded > 0 {
        hierarchy_by_code(rows);
    } else {
        hierarchy_by_label(rows);
    }
    let parents: Vec<usize> = rows.iter().filter_map(|r| r.parent).collect();
    for parent in parents {
        if let Some(row) = rows.get_mut(parent) {
            row.is_leaf = false;
        }
    }
    for row in rows.iter_mut().filter(|r| r.total) {
        row.is_leaf = false;
        row.level = Some(0);
    }
}

fn hierarchy_by_code(rows: &mut [LaneRow]) {
    let mut stack: Vec<(String, usize)> = Vec::new();
    let mut unit: Option<String> = None;
    for index in 0..rows.len() {
        let Some(row) = rows.get_mut(index) else { break };
        if row.unit_name != unit {
            unit.clone_from(&row.unit_name);
            stack.clear();
        }
        let Some(code) = row.codes.first() else { continue };
        while stack.last().is_some_and(|(above, _)| !(code.code.len() > above.len() && code.code.starts_with(above))) {
            stack.pop();
        }
        row.level = Some(code.level);
        row.parent = stack.last().map(|(_, at)| *at);
        stack.push((code.code.clone(), index));
    }
}

fn hierarchy_by_label(rows: &mut [LaneRow]) {
    struct Above {
        index: usize,
        indent: u8,
        rank: Option<u8>,
        of_which: bool,
    }
    let ranks: Vec<Option<u8>> = rows.iter().map(|r| if r.total { None } else { mark_rank(&r.label) }).collect();
    // For each row the smallest rank that follows before the next total: rows without a mark between 一、 and 二、
    // stand below 一、.
    let mut coming: Vec<Option<u8>> = vec![None; rows.len()];
    let mut next = None;
    for index in (0..rows.len()).rev() {
        if rows.get(index).is_some_and(|r| r.total) {
            next = None;
        }
        if let Some(slot) = coming.get_mut(index) {
            *slot = next;
        }
        if let Some(Some(rank)) = ranks.get(index) {
            next = Some(next.map_or(*rank, |n: u8| n.min(*rank)));
        }
    }
    let mut stack: Vec<Above> = Vec::new();
    for index in 0..rows.len() {
        let (rank, coming) = (ranks.get(index).copied().flatten(), coming.get(index).copied().flatten());
        let Some(row) = rows.get_mut(index) else { break };
        if row.total {
            stack.clear();
            continue;
        }
        let below = |above: &Above| match (above.rank, rank) {
            (Some(a), Some(b)) => b > a || (row.of_which && !above.of_which),
            _ if row.of_which && !above.of_which => true,
            (Some(a), None) if row.indent == above.indent => coming.is_some_and(|c| c <= a) && !above.of_which,
            _ => row.indent > above.indent,
        };
        while stack.last().is_some_and(|above| !below(above)) {
            stack.pop();
        }
        row.parent = stack.last().map(|above| above.index);
        if row.label.is_empty() {
            continue;
        }
        row.level = u8::try_from(stack.len() + 1).ok();
        if stack.len() < 32 {
            stack.push(Above { index, indent: row.indent, rank, of_which: row.of_which });
        }
    }
}

/// Whether a code is unknown to the carried lists.
pub(crate) fn is_unknown(code: &Code) -> bool {
    matches!(code.system, CodeSystem::Functional | CodeSystem::DepartmentEconomic | CodeSystem::GovernmentEconomic)
        && code_name(&code.code).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::column_meanings;
    use crate::grid::build;
    use crate::header::complete_header;
    use gongkai_model::table::Form;

    fn rows_of(lane: usize, rows: &[&[&str]]) -> Vec<LaneRow> {
        let mut table = build::table("", 1, rows);
        complete_header(&mut table);
        let grid = Grid::new(&table);
        let meanings = column_meanings(&table, Form::Other, &grid);
        let lanes = crate::lanes::lanes(&meanings, &table.columns, Form::Other, "");
        let leaves: Vec<String> = meanings.iter().map(|m| m.leaf.clone()).collect();
        lane_rows(&grid, 1, &lanes[lane], &leaves)
    }

    #[test]
    fn codes_make_the_hierarchy() {
        let rows = rows_of(
            0,
            &[
                &["科目编码", "科目名称", "金额"],
                &["", "合计", "9.00"],
                &["208", "社会保障和就业支出", "5.00"],
                &["20805", "行政事业单位养老支出", "5.00"],
                &["2080501", "行政单位离退休", "5.00"],
                &["210", "卫生健康支出", "4.00"],
            ],
        );
        let levels: Vec<_> = rows.iter().map(|r| r.level).collect();
        assert_eq!(levels, [Some(0), Some(1), Some(2), Some(3), Some(1)]);
        assert_eq!(rows[3].parent, Some(2));
        assert_eq!(rows.iter().map(|r| r.is_leaf).collect::<Vec<_>>(), [false, false, false, true, true]);
    }

    #[test]
    fn marks_and_indentation_make_the_hierarchy_without_codes() {
        let rows = rows_of(
            0,
            &[
                &["项目", "金额"],
                &["一、财政拨款收入", "5.00"],
                &[">1.一般公共预算", "3.00"],
                &[">2.政府性基金", "2.00"],
                &["二、事业收入", "4.00"],
                &["其中：纳入专户", "1.00"],
                &["本年收入合计", "9.00"],
                &["年初结转和结余", "0.00"],
            ],
        );
        let levels: Vec<_> = rows.iter().map(|r| r.level).collect();
        assert_eq!(levels, [Some(1), Some(2), Some(2), Some(1), Some(2), Some(0), Some(1)]);
        assert!(rows[4].of_which);
        assert_eq!(rows[4].parent, Some(3));
    }

    #[test]
    fn a_repeated_header_row_is_no_row() {
        let rows = rows_of(0, &[&["科目名称", "金额"], &["甲", "5.00"], &["科目名称", "金额"], &["乙", "6.00"]]);
        assert_eq!(rows.len(), 2);
    }
}
