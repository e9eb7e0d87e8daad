//! Body rows of a lane: what names the row, what codes it has, and what stands above it.

use crate::closing_sums::is_sum;
use crate::codes::{
    Staircase, code_level, code_name, digits_of, names_functional_class, parted_code, split_code, split_project_code,
    system_of,
};
use crate::column_content::content;
use crate::column_roles::RowUnit;
use crate::columns::is_scope;
use crate::grid::Grid;
use crate::hierarchy::{mark_rank, set_hierarchy};
use crate::lane_row::{LaneRow, is_total_label};
use crate::lanes::{ClassColumns, Lane};
use crate::leaves::mark_leaves;
use crate::memo_rows::tell_memo_rows;
use crate::public_body::{is_kind_of_funding, is_organisation};
use crate::region::{is_place, region_of};
use crate::spenders::{
    begins_with_spender, heads_units, name_spenders, name_whole_unit, nest_below_units, take_unit_code, tell_unit_row,
};
use crate::units::read_money_cell;
use crate::vocabulary::{basis_in, fund_in};
use gongkai_model::record::{Basis, Code, CodeSystem};
use gongkai_model::table::Cell;
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::label::{TotalKind, strip_of_which, total_kind};
use gongkai_normalize::year::find_years;
use rust_decimal::Decimal;

/// Reads the body rows of a lane that name something or hold an amount.
pub(crate) fn lane_rows(grid: &Grid<'_>, header_rows: usize, lane: &Lane, leaves: &[String]) -> Vec<LaneRow> {
    let mut stairs: Vec<Staircase> = lane.classes.iter().map(|_| Staircase::default()).collect();
    let mut found = Vec::new();
    let telling = telling_column(grid, header_rows, lane);
    // The organisation of the rows above and its indent.
    let mut unit = (String::new(), 0);
    // Whether 其中 (of which) stands before the organisation of this row or of one above it in the same list.
    let mut parts = false;
    for row in header_rows..grid.rows {
        let mut item = LaneRow { row, ..LaneRow::default() };
        let named =
            |col: Option<usize>| col.map(|col| grid.text(row, col)).filter(|text| !text.is_empty()).map(str::to_owned);
        item.row_no = named(lane.row_no);
        item.project_code = named(lane.project_code);
        item.unit_code = named(lane.unit_code).filter(|code| code.contains(|c: char| c.is_ascii_alphanumeric()));
        item.unit_name = named(lane.unit_name);
        take_unit_code(&mut item);
        if let Some(cell) = lane.unit_name.and_then(|col| grid.anchored(row, col)).filter(|cell| !cell.text.is_empty())
        {
            let part = strip_of_which(&cell.text).filter(|name| !name.is_empty());
            parts = part.is_some() || (parts && cell.indent > 0);
            item.unit_name = part.map(str::to_owned).or(item.unit_name);
        }
        item.region = named(lane.region);
        item.fund = lane.fund.and_then(|col| fund_in(&comparison_key(grid.text(row, col))));
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
        if item.unit_name.is_none() && (item.year.is_some() || item.basis.is_some()) && !unit.0.is_empty() {
            item.unit_name = Some(unit.0.clone());
        }
        if let Some(name) = &item.unit_name
            && *name != unit.0
        {
            // Codes of another organisation begin anew.
            unit.0.clone_from(name);
            stairs.iter_mut().for_each(Staircase::reset);
        }
        if let Some(cell) = lane.unit_name.and_then(|col| grid.cell(row, col)).filter(|cell| !cell.text.is_empty()) {
            unit.1 = cell.indent;
        }
        let plain = lane.classes.iter().all(|class| class.codes.is_empty());
        let mut deepest = 0;
        for (depth, (class, stairs)) in (0u8..).zip(lane.classes.iter().zip(&mut stairs)) {
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
        if item.label.is_empty() {
            name_by_other_columns(grid, lane, unit.1, &mut item);
        }
        if let (Some(code), name) = split_project_code(&item.label) {
            item.project_code = item.project_code.or(Some(code));
            item.label = name;
        }
        tell_unit_row(&mut item);
        tell_totals(&mut item);
        let amounts =
            lane.money.iter().any(|&col| grid.anchored(row, col).is_some_and(|cell| !cell.text.trim().is_empty()));
        let starts = starts_in_row(grid, row, lane);
        if (item.label.is_empty() && item.codes.is_empty() && !amounts)
            || !starts
            || is_no_row(grid, row, lane, &item)
            || is_header_again(grid, row, lane, leaves)
        {
            continue;
        }
        let behind = lane.money.last().map_or(grid.cols, |last| last + 1);
        item.described = grid.row_cells(row).any(|cell| cell.col as usize >= behind && !cell.text.trim().is_empty());
        let key = comparison_key(&item.label);
        item.of_which = strip_of_which(&key).is_some() || is_memo(&key) || (parts && item.unit_name.is_some());
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
    let of_places = lane.region.is_some() || lists_places(&found);
    if of_places {
        for row in found.iter_mut().filter(|row| row.region.is_none()) {
            row.region = region_of_row(&row.label);
        }
    }
    set_hierarchy(&mut found, of_places);
    name_unnamed_total(grid, lane, &mut found);
    let amounts = amounts_of(grid, lane, &found);
    tell_memo_rows(&mut found, &amounts, of_places);
    if lane.unit_name.is_none() {
        let heads = lane.classes.iter().filter_map(|class| leaves.get(class.label?)).any(|leaf| heads_units(leaf));
        if heads || lane.of_targets || lane.unit_code.is_some() || begins_with_spender(&found) {
            name_spenders(&mut found);
            nest_below_units(&mut found, lane.of_targets);
        }
    }
    for row in found.iter_mut().filter(|row| is_memo(&comparison_key(&row.label))) {
        (row.parent, row.level) = (None, Some(1));
    }
    if found.iter().any(|row| row.is_unit && !row.codes.is_empty()) {
        forget_names_of_codes(&mut found);
    }
    for row in found.iter_mut().filter(|row| is_kind_of_funding(&comparison_key(&row.label))) {
        // 1 beside 全额 is the number of the kind.
        (row.unit_code, row.is_unit) = (None, false);
    }
    if lane.of_form {
        name_whole_unit(&mut found);
    }
    mark_leaves(&mut found);
    found
}

/// Fewest rows of a list of places.
const FEWEST_PLACES: usize = 5;

/// Whether a list whose header does not say so is one of places: 全省, 省本级, 地市合计, 东山市, ….
fn lists_places(rows: &[LaneRow]) -> bool {
    let placed = |row: &LaneRow| {
        let key = comparison_key(&row.label);
        row.codes.is_empty() && (is_place(&key) || is_scope(&key) || key.ends_with("合计"))
    };
    let named = rows.iter().filter(|row| is_place(&comparison_key(&row.label))).count();
    named >= FEWEST_PLACES && rows.iter().all(placed)
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

/// Fewest rows that a row adds up whose label says nothing of a total.
const FEWEST_ADDED: usize = 3;

/// 省本级本年支出 behind the classes, or a row without a label before them: in a list without a total, the first or the last
/// row is one where it is the sum of the others in every column.
fn name_unnamed_total(grid: &Grid<'_>, lane: &Lane, rows: &mut [LaneRow]) {
    if rows.iter().any(|row| row.total) {
        return;
    }
    let top: Vec<usize> =
        (0..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| row.parent.is_none() && !row.of_which)).collect();
    let amount = |at: usize, col: usize| {
        let cell = rows.get(at).and_then(|row| grid.anchored(row.row, col));
        cell.and_then(|cell| read_money_cell(&cell.text, None).0.value)
    };
    let adds = |total: usize| {
        let mut told = 0;
        for &col in &lane.money {
            let others = top.iter().filter(|at| **at != total).filter_map(|at| amount(*at, col));
            let (mut sum, mut addends) = (Decimal::ZERO, 0);
            for other in others {
                sum = sum.saturating_add(other);
                addends += 1;
            }
            match amount(total, col) {
                Some(own) if is_sum(own, sum, addends) => told += usize::from(!own.is_zero()),
                None if addends == 0 => {}
                _ => return false,
            }
        }
        told > 0
    };
    let names_whole = |at: usize| {
        rows.get(at).is_some_and(|row| {
            let key = comparison_key(&row.label);
            let whole = key.is_empty() || lane.region.is_some() || key.ends_with("支出") || key.ends_with("收入");
            whole && row.codes.is_empty() && mark_rank(&key).is_none()
        })
    };
    let (Some(&first), Some(&last)) = (top.first(), top.last()) else { return };
    if top.len() <= FEWEST_ADDED {
        return;
    }
    let Some(total) = [last, first].into_iter().find(|at| names_whole(*at) && adds(*at)) else { return };
    let only_column = lane.money.len() == 1;
    for (at, row) in rows.iter_mut().enumerate() {
        if at == total {
            (row.total, row.level) = (true, Some(0));
        }
        // One column alone proves nothing of its own sums.
        row.nested_by_amount |= only_column && row.parent.is_none();
    }
}

/// 附：税务征收: what is told beside the list and is part of none of its rows.
fn is_memo(key: &str) -> bool {
    key.starts_with("附:")
}

/// Beside the rows of organisations and of what they buy a code has no name of its own.
fn forget_names_of_codes(rows: &mut [LaneRow]) {
    for row in rows {
        let label = &row.label;
        for code in row.codes.iter_mut().filter(|code| code.label == *label && code_name(&code.code) != Some(label)) {
            code.label.clear();
        }
    }
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

/// The place a row of a table of places is about: 哈尔滨市合计 is of that city; a project below its place is none.
fn region_of_row(text: &str) -> Option<String> {
    let rest = strip_of_which(text).unwrap_or(text).trim();
    let rest = rest.strip_suffix("合计").or_else(|| rest.strip_suffix("小计")).unwrap_or(rest);
    let place = rest.chars().count() <= 20
        && mark_rank(rest).is_none()
        && !["项目", "工程", "债券", "建设", "下达"].iter().any(|word| rest.contains(word));
    let ends = rest.chars().count() <= 4
        || rest.ends_with(['省', '市', '县', '区', '州', '旗', '盟', '级', '镇', '乡', ')', '）'])
        || ["兵团", "委会", "地区", "直属"].iter().any(|word| rest.contains(word))
        || region_of(rest).is_some();
    (place && ends && !rest.is_empty()).then(|| rest.to_owned())
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
    fn a_row_that_is_the_sum_of_the_others_is_their_total() {
        let list = |last: &str| {
            let head: &[&str] = &["项目", "预算数", "决算数"];
            let rows: [&[&str]; 5] = [
                head,
                &["教育支出", "5.00", "4.00"],
                &["科学技术支出", "3.00", ""],
                &["卫生健康支出", "2.00", "2.00"],
                &["省本级本年支出", "10.00", last],
            ];
            rows_of(0, &rows).iter().map(|row| row.total).collect::<Vec<_>>()
        };
        assert_eq!(list("6.00"), [false, false, false, true]);
        assert_eq!(list("7.00"), [false; 4]);
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
