//! Body rows of a lane: what names the row, what codes it has, and what stands above it.

pub(crate) mod codes;
pub(crate) mod dimensions;
pub(crate) mod leaves;
pub(crate) mod memo_rows;
pub(crate) mod places;
pub(crate) mod spenders;
pub(crate) mod unnamed_total;

use crate::codes::{Staircase, names_functional_class, split_project_code};
use crate::columns::content::content;
use crate::columns::roles::RowUnit;
use crate::document::public_body::is_kind_of_funding;
use crate::grid::Grid;
use crate::hierarchy::by_all_columns::nest_by_all_columns;
use crate::hierarchy::by_balance::part_balances;
use crate::hierarchy::by_official_name::raise_by_official_names;
use crate::hierarchy::rows_behind_sum::part_rows_behind_sums;
use crate::hierarchy::set_hierarchy;
use crate::lanes::Lane;
use crate::lanes::row::{LaneRow, is_total_label};
use crate::rows::codes::{forget_names_of_codes, read_class};
use crate::rows::leaves::{mark_leaves, tell_complete_parts};
use crate::rows::memo_rows::tell_memo_rows;
use crate::rows::places::{lists_places, region_of_row, tell_scopes};
use crate::rows::spenders::{
    begins_with_spender, heads_units, name_spenders, name_whole_unit, nest_below_units, take_unit_code, tell_unit_row,
};
use crate::rows::unnamed_total::{name_totals_at_the_foot, name_unnamed_total, tell_repeated_total};
use crate::units::read_money_cell;
use crate::vocabulary::{basis_in, fund_in};
use gongkai_model::record::Basis;
use gongkai_model::table::Cell;
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::label::strip_of_which;
use gongkai_normalize::year::find_years;
use rust_decimal::Decimal;

/// Reads the body rows of a lane that name something or hold an amount: each by itself and those above it, then what they
/// are to each other.
pub(crate) fn lane_rows(grid: &Grid<'_>, header_rows: usize, lane: &Lane, leaves: &[String]) -> Vec<LaneRow> {
    let telling = telling_column(grid, header_rows, lane);
    let mut above = Above::of(lane);
    let mut found = Vec::new();
    for row in header_rows..grid.rows {
        let mut item = read_row(grid, row, lane, &mut above);
        let amounts =
            lane.money.iter().any(|&col| grid.anchored(row, col).is_some_and(|cell| !cell.text.trim().is_empty()));
        if (item.label.is_empty() && item.codes.is_empty() && !amounts)
            || !starts_in_row(grid, row, lane)
            || is_no_row(grid, row, lane, &item)
            || is_header_again(grid, row, lane, leaves)
        {
            continue;
        }
        let behind = lane.money.last().map_or(grid.cols, |last| last + 1);
        item.described = grid.row_cells(row).any(|cell| cell.col as usize >= behind && !cell.text.trim().is_empty());
        let key = comparison_key(&item.label);
        item.of_which = strip_of_which(&key).is_some() || is_memo(&key) || (above.parts && item.unit_name.is_some());
        item.known_unit = lane.units.contains(&key);
        item.total = item.codes.is_empty() && is_total_label(&key);
        let first = telling.and_then(|col| grid.anchored(row, col));
        item.amount = first.and_then(|cell| read_money_cell(&cell.text, None).0.value);
        found.push(item);
    }
    // The only row of a list that names no rows is the whole.
    if let [only] = found.as_mut_slice() {
        let names = lane.classes.iter().any(|class| class.label.is_some()) || lane.unit_name.or(lane.region).is_some();
        only.total |= !names && only.label.is_empty() && only.codes.is_empty();
    }
    relate(grid, lane, leaves, &mut found);
    found
}

/// Tells what the rows of a list are to each other: totals and parts, organisations and what they spend.
fn relate(grid: &Grid<'_>, lane: &Lane, leaves: &[String], found: &mut [LaneRow]) {
    let of_places = lane.region.is_some() || lists_places(found);
    if of_places {
        for row in found.iter_mut().filter(|row| row.region.is_none()) {
            row.region = region_of_row(&row.label);
        }
    }
    set_hierarchy(found, of_places);
    let amounts = amounts_of(grid, lane, found);
    part_rows_behind_sums(found, &amounts);
    nest_by_all_columns(found, &amounts);
    raise_by_official_names(found);
    part_balances(found);
    name_unnamed_total(found, &amounts, lane.region.is_some());
    tell_repeated_total(found, &amounts);
    name_totals_at_the_foot(found, &amounts);
    tell_scopes(found);
    tell_memo_rows(found, &amounts, of_places);
    if lane.unit_name.is_none() {
        let heads = lane.classes.iter().filter_map(|class| leaves.get(class.label?)).any(|leaf| heads_units(leaf));
        if heads || lane.of_targets || lane.unit_code.is_some() || begins_with_spender(found, &amounts) {
            name_spenders(found);
            nest_below_units(found, lane.of_targets);
        }
    }
    for row in found.iter_mut().filter(|row| is_memo(&comparison_key(&row.label))) {
        (row.parent, row.level) = (None, Some(1));
    }
    hang_below_memos(found);
    if found.iter().any(|row| row.is_unit && !row.codes.is_empty()) {
        forget_names_of_codes(found);
    }
    for row in found.iter_mut().filter(|row| is_kind_of_funding(&comparison_key(&row.label))) {
        // 1 beside 全额 is the number of the kind.
        (row.unit_code, row.is_unit) = (None, false);
    }
    if lane.of_form {
        name_whole_unit(found);
    }
    tell_complete_parts(found, &amounts);
    mark_leaves(found);
}

/// 附：提前下达的限额 / 其中：一般债务限额 / 专项债务限额: the parts below a memo are its own, not of the row above it.
fn hang_below_memos(rows: &mut [LaneRow]) {
    let mut memo = None;
    for (at, row) in rows.iter_mut().enumerate() {
        if is_memo(&comparison_key(&row.label)) {
            memo = Some(at);
        } else if !row.of_which {
            memo = None;
        } else if let Some(above) = memo.filter(|memo| row.parent.is_none_or(|parent| parent < *memo)) {
            (row.parent, row.level) = (Some(above), Some(2));
        }
    }
}

/// What the rows above one leave for it.
struct Above {
    /// Leading parts of codes, for each classification.
    stairs: Vec<Staircase>,
    /// Organisation that was printed last, and its indent.
    unit: String,
    unit_indent: u8,
    /// Whether 其中 (of which) stands before the organisation of this row or of one above it in the same list.
    parts: bool,
}

impl Above {
    fn of(lane: &Lane) -> Self {
        let stairs = lane.classes.iter().map(|_| Staircase::default()).collect();
        Self { stairs, unit: String::new(), unit_indent: 0, parts: false }
    }
}

/// Reads one row by the columns of its lane.
fn read_row(grid: &Grid<'_>, row: usize, lane: &Lane, above: &mut Above) -> LaneRow {
    let mut item = LaneRow { row, ..LaneRow::default() };
    let named =
        |col: Option<usize>| col.map(|col| grid.text(row, col)).filter(|text| !text.is_empty()).map(str::to_owned);
    item.row_no = named(lane.row_no);
    item.project_code = named(lane.project_code);
    item.unit_code = named(lane.unit_code).filter(|code| code.contains(|c: char| c.is_ascii_alphanumeric()));
    item.unit_name = named(lane.unit_name);
    take_unit_code(&mut item);
    if let Some(cell) = lane.unit_name.and_then(|col| grid.anchored(row, col)).filter(|cell| !cell.text.is_empty()) {
        let part = strip_of_which(&cell.text).filter(|name| !name.is_empty());
        above.parts = part.is_some() || (above.parts && cell.indent > 0);
        item.unit_name = part.map(str::to_owned).or(item.unit_name);
    }
    item.region = named(lane.region);
    item.fund = lane.fund.iter().find_map(|col| fund_in(&comparison_key(grid.text(row, *col))));
    item.unit = lane.unit.map_or(RowUnit::OfTable, |col| RowUnit::read(grid.text(row, col)));
    let of_label = lane.classes.iter().filter_map(|class| class.label).map(|col| grid.text(row, col));
    if item.unit == RowUnit::OfTable {
        item.unit = of_label.map(RowUnit::of_label).find(|unit| *unit != RowUnit::OfTable).unwrap_or_default();
    }
    item.number = named(lane.number);
    if let Some(text) = lane.year.map(|col| grid.text(row, col)) {
        item.year = year_of_cell(text);
        item.basis = basis_in(&comparison_key(text)).filter(|basis| *basis != Basis::Current);
    }
    // A year below a year of the same organisation, whose name is printed once.
    if item.unit_name.is_none() && (item.year.is_some() || item.basis.is_some()) && !above.unit.is_empty() {
        item.unit_name = Some(above.unit.clone());
    }
    if let Some(name) = &item.unit_name
        && *name != above.unit
    {
        // Codes of another organisation begin anew.
        above.unit.clone_from(name);
        above.stairs.iter_mut().for_each(Staircase::reset);
    }
    if let Some(cell) = lane.unit_name.and_then(|col| grid.cell(row, col)).filter(|cell| !cell.text.is_empty()) {
        above.unit_indent = cell.indent;
    }
    let plain = lane.classes.iter().all(|class| class.codes.is_empty());
    let mut deepest = 0;
    for (depth, (class, stairs)) in (0u8..).zip(lane.classes.iter().zip(&mut above.stairs)) {
        let unnamed = item.label.is_empty();
        read_class(grid, row, class, stairs, &mut item);
        item.below_code |= unnamed && !item.label.is_empty() && depth > 0 && class.codes.is_empty() && !plain;
        let own = class.label.and_then(|col| grid.anchored(row, col));
        if plain && own.is_some_and(|cell| !cell.text.trim().is_empty()) {
            deepest = depth;
        }
    }
    // Names one column further to the right are one step below.
    item.indent = item.indent.saturating_add(deepest);
    if lane.of_purchases {
        name_by_what_is_bought(grid, row, lane, &mut item);
    }
    if item.label.is_empty() {
        name_by_other_columns(grid, lane, above.unit_indent, &mut item);
    }
    if let (Some(code), name) = split_project_code(&item.label) {
        item.project_code = item.project_code.or(Some(code));
        item.label = name;
    }
    tell_unit_row(&mut item);
    tell_totals(&mut item);
    item
}

/// 专项名称 | 经济科目 | 采购品目名称: of all that a purchase is put under, what is bought says most. Cells that begin in rows
/// above may stand for several rows.
fn name_by_what_is_bought(grid: &Grid<'_>, row: usize, lane: &Lane, item: &mut LaneRow) {
    let columns = lane.classes.iter().filter_map(|class| class.label).chain(lane.words.iter().copied());
    let cells: Vec<(u8, &Cell)> =
        (0u8..).zip(columns).filter_map(|(depth, col)| Some((depth, grid.cell(row, col)?))).collect();
    let filled = |(_, cell): &&(u8, &Cell)| !cell.text.trim().is_empty();
    let own = cells.iter().filter(filled).rfind(|(_, cell)| cell.row as usize == row);
    if let Some((depth, cell)) = own.or_else(|| cells.iter().rfind(filled)) {
        cell.text.trim().clone_into(&mut item.label);
        item.indent = cell.indent.saturating_add(*depth);
    }
}

/// The amounts of some rows, column by column.
fn amounts_of(grid: &Grid<'_>, lane: &Lane, rows: &[LaneRow]) -> Vec<Vec<Option<Decimal>>> {
    let amount = |row: usize, col: usize| read_money_cell(&grid.anchored(row, col)?.text, None).0.value;
    lane.money.iter().map(|col| rows.iter().map(|row| amount(row.row, *col)).collect()).collect()
}

/// The column of money by which the rows of a lane are compared: the first, but for one that is mostly blank beside others.
fn telling_column(grid: &Grid<'_>, header_rows: usize, lane: &Lane) -> Option<usize> {
    let first = *lane.money.first()?;
    let counted = |col: usize| content(grid, header_rows, col).numbers;
    let own = counted(first);
    let fullest = lane.money.iter().rev().map(|col| (counted(*col), *col)).max()?;
    Some(if own.saturating_mul(2) < fullest.0 { fullest.1 } else { first })
}

/// 附：税务征收: what is told beside the list and is part of none of its rows.
fn is_memo(key: &str) -> bool {
    key.starts_with("附:")
}

fn has_number(grid: &Grid<'_>, row: usize, col: usize) -> bool {
    grid.anchored(row, col).is_some_and(|cell| read_money_cell(&cell.text, None).0.value.is_some())
}

/// Longest text that names a row where no column of names does, in characters.
const LONGEST_NAME: usize = 40;

/// A row without a label is named by its organisation, its place, or by the words that follow the labels.
fn name_by_other_columns(grid: &Grid<'_>, lane: &Lane, unit_indent: u8, item: &mut LaneRow) {
    if let (Some(_), Some(name)) = (lane.unit_name, &item.unit_name) {
        (item.label, item.indent) = (name.clone(), unit_indent);
        return;
    }
    if let (Some(col), Some(name)) = (lane.region, &item.region) {
        item.indent = grid.cell(item.row, col).map_or(0, |cell| cell.indent);
        item.label.clone_from(name);
        return;
    }
    let words = lane.classes.iter().filter_map(|class| class.label).chain(lane.words.iter().copied());
    // Names one column further to the right are one step below. A name may stand for several rows.
    let depths: Vec<(u8, &Cell)> =
        (0u8..).zip(words).filter_map(|(d, col)| Some((d, grid.cell(item.row, col)?))).collect();
    let filled = |(_, cell): &&(u8, &Cell)| !cell.text.trim().is_empty();
    let own = depths.iter().filter(filled).find(|(_, cell)| cell.row as usize == item.row);
    if let Some((depth, cell)) = own.or_else(|| depths.iter().rev().find(filled)) {
        item.indent = cell.indent.saturating_add(*depth);
        cell.text.trim().clone_into(&mut item.label);
        return;
    }
    // 合计 in a column that names something else, such as a catalogue; else the words before the amounts.
    let before_money = lane.start..lane.money.first().copied().unwrap_or(lane.start);
    let cells: Vec<&Cell> = before_money.filter_map(|col| grid.anchored(item.row, col)).collect();
    let total = cells.iter().find(|cell| is_total_label(&comparison_key(&cell.text)));
    let labels = lane.classes.iter().filter_map(|class| class.label).min().unwrap_or(usize::MAX);
    let words = || {
        let named = |cell: &&&Cell| {
            let name = cell.text.chars().any(is_ideograph) && cell.text.chars().count() <= LONGEST_NAME;
            name && (cell.col as usize) < labels
        };
        cells.iter().find(named).filter(|_| lane.money.iter().any(|col| has_number(grid, item.row, *col)))
    };
    if let Some(cell) = total.or_else(words) {
        cell.text.trim().clone_into(&mut item.label);
    }
}

/// 公式 | A=B+C below a header tells how columns add up, ** | ** and … hold the place of rows in a blank form.
fn is_no_row(grid: &Grid<'_>, row: usize, lane: &Lane, item: &LaneRow) -> bool {
    let label = comparison_key(&item.label);
    // × (not applicable) fills what a list leaves blank beside another.
    if matches!(label.as_str(), "公式" | "×") {
        return true;
    }
    // 无 (none) in a form without figures.
    let amounts = lane.money.iter().filter_map(|col| grid.anchored(row, *col)).any(|cell| !cell.text.trim().is_empty());
    if label == "无" && !amounts {
        return true;
    }
    let mut filled = (lane.start..lane.end).filter_map(|col| grid.anchored(row, col)).map(|cell| cell.text.trim());
    !label.is_empty() && filled.all(|text| text.chars().all(|c| c == '*'))
}

/// 合计 in the column of organisations or places is neither.
fn tell_totals(item: &mut LaneRow) {
    for slot in [&mut item.unit_name, &mut item.region] {
        let Some(name) = slot.as_deref().map(comparison_key) else { continue };
        if matches!(name.as_str(), "合计" | "总计" | "小计" | "合 计") || name.chars().all(|c| !is_ideograph(c))
        {
            *slot = None;
        }
    }
    // 公共安全支出 in a column of departments and fields heads what departments spend in that field.
    item.unit_name = item.unit_name.take().filter(|name| !names_functional_class(name));
    if let Some(region) = item.region.take() {
        item.region = region_of_row(&region);
    }
}

/// 2025年, 2025
fn year_of_cell(text: &str) -> Option<u16> {
    let year = find_years(text).first()?.year;
    (text.chars().count() <= 10).then_some(year)
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
    fn members_of_groups_stand_under_no_head() {
        let mut table = build::table(
            "",
            1,
            &[
                &["项目名称", "", "金额"],
                &["甲类资金", "小计", "5.00"],
                &["", "拨款", "3.00"],
                &["", "补助", "2.00"],
                &["乙类资金", "小计", "1.00"],
            ],
        );
        build::merge(&mut table, 1, 0, 3, 1);
        complete_header(&mut table);
        let grid = Grid::new(&table);
        let meanings = column_meanings(&table, Form::BU02, &grid);
        let lanes = crate::lanes::lanes(&meanings, &table.columns, Form::BU02, "");
        let rows = lane_rows(&grid, 1, &lanes[0], &[]);
        let found: Vec<_> = rows.iter().map(|r| (r.label.as_str(), r.parent)).collect();
        assert_eq!(found, [("甲类资金", None), ("拨款", Some(0)), ("补助", Some(0)), ("乙类资金", None)]);
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
    fn rows_of_organisations_behind_of_which_are_parts() {
        let rows = rows_of(
            0,
            &[
                &["部门及领域", "项目", "金额"],
                &["公共安全支出", "", "9.00"],
                &["其中：甲局", "甲工程", "5.00"],
                &[">乙局", "乙工程", "2.00"],
                &["教育支出", "", "4.00"],
                &["其中：丙局", "丙工程", "1.00"],
            ],
        );
        assert_eq!(rows.iter().map(|r| r.of_which).collect::<Vec<_>>(), [false, true, true, false, true]);
        assert_eq!(rows[1].unit_name.as_deref(), Some("甲局"));
        assert_eq!(rows.iter().map(|r| r.is_leaf).collect::<Vec<_>>(), [true, false, false, true, false]);
    }

    #[test]
    fn a_repeated_header_row_is_no_row() {
        let rows = rows_of(0, &[&["科目名称", "金额"], &["甲", "5.00"], &["科目名称", "金额"], &["乙", "6.00"]]);
        assert_eq!(rows.len(), 2);
    }
}
