//! What the cells of a column settle that its header leaves open: whether it holds amounts, rates or words, and which
//! columns of words name the rows.

use crate::columns::meaning::{ColumnMeaning, Holds, MEMBER};
use crate::columns::scope::{is_scope, without_brackets};
use crate::document::region::is_place;
use crate::grid::Grid;
use gongkai_model::record::{Basis, CellState};
use gongkai_model::table::Table;
use gongkai_normalize::label::strip_of_which;
use gongkai_normalize::number::parse_cell;

/// Share of amounts in the body of a column, and what else its cells are.
pub(crate) struct Content {
    pub(crate) filled: usize,
    pub(crate) numbers: usize,
    with_decimals: usize,
    percents: usize,
    /// Cells with a letter or an ideograph.
    words: usize,
}

/// Counts what the body cells of a column are.
pub(crate) fn content(grid: &Grid<'_>, header_rows: usize, col: usize) -> Content {
    let mut content = Content { filled: 0, numbers: 0, with_decimals: 0, percents: 0, words: 0 };
    for row in header_rows..grid.rows {
        let Some(cell) = grid.anchored(row, col) else { continue };
        let text = cell.text.trim();
        if text.is_empty() {
            continue;
        }
        content.filled += 1;
        if text.ends_with(['%', '％']) {
            content.percents += 1;
        }
        let number = parse_cell(text);
        match number.state {
            CellState::Number | CellState::Zero => {
                content.numbers += 1;
                if number.decimals > 0 || text.contains([',', '，']) {
                    content.with_decimals += 1;
                }
            }
            CellState::Dash | CellState::Blank => content.filled -= 1,
            CellState::Garbled => content.words += usize::from(text.contains(char::is_alphabetic)),
        }
    }
    content
}

/// Settles what the header left open by what the cells hold.
pub(crate) fn settle_by_content(
    meaning: &mut ColumnMeaning,
    grid: &Grid<'_>,
    header_rows: usize,
    col: usize,
    has_unit: bool,
) {
    let open = meaning.field == "scope_or_year";
    if open {
        meaning.field.clear();
    }
    let known_money = meaning.holds == Holds::Money;
    let unknown = meaning.holds == Holds::Text && meaning.field.is_empty();
    let label = matches!(meaning.holds, Holds::Label { .. });
    if !known_money && !unknown && !label {
        return;
    }
    let seen = content(grid, header_rows, col);
    if known_money {
        // A column of words or of percentages under a money header.
        if seen.filled >= 2 && seen.percents * 2 > seen.filled {
            meaning.holds = Holds::Rate;
            "rate".clone_into(&mut meaning.field);
        } else if seen.filled >= 2 && seen.words * 4 > seen.filled * 3 {
            // Amounts that nobody can read are amounts all the same.
            meaning.holds = Holds::Text;
            meaning.field.clear();
            // 项目＼市县: the lower half of a header cut by a diagonal, over the names of places.
            if matches!(meaning.leaf.as_str(), "市县" | "区县") {
                meaning.holds = Holds::Region;
                "region".clone_into(&mut meaning.field);
            }
        }
    } else if label {
        // 项目 above a column of amounts is a header cell that slipped.
        if seen.filled >= 3 && seen.with_decimals * 10 >= seen.filled * 9 {
            meaning.holds = Holds::Money;
            let told = ["预算数", "决算数", "金额"].iter().any(|word| meaning.leaf.contains(word));
            meaning.field = if told { "amount".to_owned() } else { format!("column_{col}") };
        }
    } else if seen.filled > 0 && seen.percents * 2 > seen.filled {
        meaning.holds = Holds::Rate;
        "rate".clone_into(&mut meaning.field);
    } else if seen.numbers > 0
        && seen.numbers * 10 >= seen.filled * 6
        && (seen.with_decimals * 2 >= seen.numbers || (has_unit && (open || !meaning.leaf.is_empty())))
    {
        meaning.holds = Holds::Money;
        // 增收额 (increase), 年末累计结余预算调整数 (as the budget was adjusted): amounts of the row.
        let general = meaning.basis == Some(Basis::Change) || (meaning.phase.is_some() && meaning.leaf.ends_with('数'));
        let unnamed = || term_of_debt(&meaning.leaf).unwrap_or_else(|| format!("column_{col}"));
        meaning.field = if open || general { "amount".to_owned() } else { unnamed() };
        let place = without_brackets(&meaning.leaf);
        if open && is_scope(&place) {
            meaning.scope = Some(place);
        }
    }
}

/// 5年期: what is owed in bonds of a term of years.
fn term_of_debt(leaf: &str) -> Option<String> {
    let years: u8 = leaf.strip_suffix("年期")?.parse().ok()?;
    Some(format!("debt_balance_{years}_years"))
}

/// Ends of heads of columns that tell the kinds of what the column before them names.
const KINDS: &[&str] = &["类型", "类别", "种类", "分类", "明细"];

/// A column of words without a head, or headed 类型 (kind), beside labels that span several rows holds the members of those
/// groups.
pub(crate) fn name_second_step(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    for col in 1..meanings.len() {
        // Columns that only spanned cells cover hold nothing of their own.
        let filled = |col: &usize| (header_rows..grid.rows).any(|row| is_filled(grid, row, *col));
        let Some(named) = (0..col).rev().find(filled) else { continue };
        let (before, rest) = meanings.split_at_mut(col);
        let (Some(label), Some((own, behind))) = (before.get(named), rest.split_first_mut()) else { return };
        let kinds = KINDS.iter().any(|word| own.leaf.ends_with(word));
        // One header over both columns.
        let shared = !own.leaf.is_empty() && own.label == label.label;
        let open = own.holds == Holds::Text && own.field.is_empty() && (own.leaf.is_empty() || kinds || shared);
        let beside = matches!(label.holds, Holds::Label { .. });
        if !open || !beside || !behind.iter().any(|m| m.holds == Holds::Money) {
            continue;
        }
        let groups = (header_rows..grid.rows)
            .filter_map(|row| grid.anchored(row, named))
            .any(|cell| cell.row_span > 1 && !cell.text.trim().is_empty());
        let seen = content(grid, header_rows, col);
        if groups && seen.filled > 0 && seen.numbers * 4 < seen.filled {
            own.holds = label.holds;
            let apart = kinds || named + 1 < col;
            own.field = if apart { MEMBER.to_owned() } else { label.field.clone() };
        }
    }
}

/// 类型 | 一级项目 | 二级项目: columns of words at the left of which every row fills exactly one name rows at as many steps.
pub(crate) fn name_staircase(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    let words = |m: &&ColumnMeaning| m.holds == Holds::Text && m.field.is_empty() && !m.leaf.is_empty();
    let steps = meanings.iter().take_while(words).count();
    let named = |m: &ColumnMeaning| matches!(m.holds, Holds::Label { .. } | Holds::Code { .. });
    if steps < 2 || meanings.iter().any(named) || !meanings.iter().any(|m| m.holds == Holds::Money) {
        return;
    }
    let filled: Vec<Vec<usize>> = (header_rows..grid.rows)
        .map(|row| (0..steps).filter(|col| is_filled(grid, row, *col)).collect())
        .filter(|cols: &Vec<usize>| !cols.is_empty())
        .collect();
    let begins = filled.first().is_some_and(|cols| cols.first() == Some(&0));
    let each = (0..steps).all(|col| filled.iter().any(|cols| cols.first() == Some(&col)));
    if filled.len() < FEWEST_NAMES || !begins || !each || filled.iter().any(|cols| cols.len() > 1) {
        return;
    }
    for (step, meaning) in meanings.iter_mut().take(steps).enumerate() {
        meaning.holds = Holds::Label { system: None };
        meaning.field = if step == 0 { "label".to_owned() } else { MEMBER.to_owned() };
    }
}

/// Whether a cell with a text begins here.
fn is_filled(grid: &Grid<'_>, row: usize, col: usize) -> bool {
    grid.anchored(row, col).is_some_and(|cell| !cell.text.trim().is_empty())
}

/// 专项资金 | 政府预算项目: a column of words whose cells stand in rows where the label column before it is blank names those
/// rows, one step below.
pub(crate) fn name_steps_down(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    for col in 1..meanings.len() {
        let (before, rest) = meanings.split_at_mut(col);
        let (Some(label), Some((own, behind))) = (before.last(), rest.split_first_mut()) else { return };
        let open = own.holds == Holds::Text && own.field.is_empty() && !own.leaf.is_empty();
        let labelled = matches!(label.holds, Holds::Label { .. }) && !before.iter().any(|m| m.holds == Holds::Money);
        if !open || !labelled || !behind.iter().any(|m| m.holds == Holds::Money) {
            continue;
        }
        let named = |row: &usize| grid.anchored(*row, col).is_some_and(|cell| !cell.text.trim().is_empty());
        let rows: Vec<usize> = (header_rows..grid.rows).filter(named).collect();
        let alone = rows.iter().filter(|row| grid.text(**row, col - 1).is_empty()).count();
        let seen = content(grid, header_rows, col);
        if alone >= FEWEST_NAMES && alone * 10 >= rows.len() * 9 && seen.numbers * 4 < seen.filled {
            own.holds = label.holds;
            MEMBER.clone_into(&mut own.field);
        }
    }
}

/// Fewest names that make a column without a head the labels of a list.
const FEWEST_NAMES: usize = 3;

/// A column of words without a head of its own, amounts before and behind it: the names of another list beside the first.
pub(crate) fn name_headless_lane(meanings: &mut [ColumnMeaning], table: &Table, grid: &Grid<'_>) {
    let path = |col: usize| table.columns.get(col).map_or(0, |column| column.path.len());
    for col in 1..meanings.len().saturating_sub(1) {
        let money = |at: usize| meanings.get(at).is_some_and(|m| m.holds == Holds::Money);
        let open = meanings.get(col).is_some_and(|m| m.holds == Holds::Text && m.field.is_empty());
        let headless = path(col) < path(col - 1) && path(col) < path(col + 1);
        let labelled = meanings.iter().take(col).any(|m| matches!(m.holds, Holds::Label { .. }));
        if !open || !headless || !labelled || !money(col - 1) || !money(col + 1) {
            continue;
        }
        let seen = content(grid, table.header_rows as usize, col);
        if seen.filled >= FEWEST_NAMES
            && seen.numbers * 4 < seen.filled
            && let Some(own) = meanings.get_mut(col)
        {
            own.holds = Holds::Label { system: None };
            "label".clone_into(&mut own.field);
        }
    }
}

/// 项目名称 | 金额 ‖ 市县别 | 金额: places between amounts, most of them beside rows without a name, are a list of their own.
pub(crate) fn part_lists_of_places(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    let Some(names) = meanings.iter().position(|m| matches!(m.holds, Holds::Label { .. })) else { return };
    for col in names + 2..meanings.len().saturating_sub(1) {
        let money = |at: usize| meanings.get(at).is_some_and(|m| m.holds == Holds::Money);
        if !meanings.get(col).is_some_and(|m| m.holds == Holds::Region) || !money(col - 1) || !money(col + 1) {
            continue;
        }
        let listed: Vec<usize> = (header_rows..grid.rows).filter(|row| !grid.text(*row, col).is_empty()).collect();
        let alone = listed.iter().filter(|row| grid.text(**row, names).is_empty()).count();
        if alone >= FEWEST_NAMES
            && alone * 2 > listed.len()
            && let Some(own) = meanings.get_mut(col)
        {
            own.opens_lane = true;
        }
    }
}

/// 青山市 | 青山市本级: amounts under the name of a place, or of a part of it, are of the row for that place. Other columns
/// beside them are named by what they hold.
pub(crate) fn name_places_in_headers(meanings: &mut [ColumnMeaning]) {
    let placed = |m: &ColumnMeaning| m.holds == Holds::Money && m.field.starts_with("column_");
    for own in meanings.iter_mut().filter(|m| placed(m)) {
        let place = without_brackets(&own.leaf);
        if !is_place_or_part(&place) {
            continue;
        }
        "amount".clone_into(&mut own.field);
        // 其中：东岭区 (of which): a place within the whole. Several places side by side are the places of a list.
        if strip_of_which(&own.label).is_some() && !place.starts_with("不含") {
            own.region = Some(place);
        } else {
            own.scope = Some(place);
        }
    }
}

/// 青山市, 青山市本级, 青山地区, 不含东岭 (without a place).
fn is_place_or_part(name: &str) -> bool {
    let whole = name.strip_prefix("不含").unwrap_or(name);
    is_place(whole) || ["本级", "地区"].iter().any(|part| whole.strip_suffix(part).is_some_and(is_place))
}

/// 部门 | 额度 printed a second time beside the first list: the header that names rows there names them here.
pub(crate) fn name_label_again(meanings: &mut [ColumnMeaning]) {
    for col in 1..meanings.len() {
        let (before, rest) = meanings.split_at_mut(col);
        let Some((own, behind)) = rest.split_first_mut() else { return };
        let open = own.holds == Holds::Text && own.field.is_empty() && !own.leaf.is_empty();
        if !open || !behind.iter().any(|m| m.holds == Holds::Money) {
            continue;
        }
        let first = before.iter().position(|m| matches!(m.holds, Holds::Label { .. }) && m.leaf == own.leaf);
        let Some(first) = first.filter(|at| before.iter().skip(*at).any(|m| m.holds == Holds::Money)) else { continue };
        if let Some(label) = before.get(first) {
            own.holds = label.holds;
            own.field.clone_from(&label.field);
        }
    }
}

/// Without any known label column the first column of words before the money is the label.
pub(crate) fn name_first_label(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    let first_money = meanings.iter().position(|m| m.holds == Holds::Money).unwrap_or(meanings.len());
    let named = meanings
        .iter()
        .take(first_money)
        .any(|m| matches!(m.holds, Holds::Label { .. } | Holds::UnitName | Holds::Region));
    if named || first_money == meanings.len() {
        return;
    }
    // 债券种类 | 债券名称: where bonds have names, those name the rows and the kind tells their fund.
    if let Some(bond) = meanings.iter().take(first_money).position(|m| m.field == "bond_name") {
        for (col, meaning) in meanings.iter_mut().enumerate().take(first_money) {
            if col == bond {
                meaning.holds = Holds::Label { system: None };
            } else if meaning.field.is_empty() && KINDS.iter().any(|word| meaning.leaf.ends_with(word)) {
                "bond_kind".clone_into(&mut meaning.field);
            }
        }
        return;
    }
    for (col, meaning) in meanings.iter_mut().enumerate().take(first_money) {
        if meaning.holds == Holds::Text && meaning.field.is_empty() {
            let seen = content(grid, header_rows, col);
            if seen.filled > 0 && seen.numbers * 2 < seen.filled {
                let system = None;
                meaning.holds = Holds::Label { system };
                "label".clone_into(&mut meaning.field);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::columns::column_meanings;
    use crate::columns::meaning::{ColumnMeaning, Holds};
    use crate::grid::{Grid, build};
    use crate::header::complete_header;
    use gongkai_model::table::Form;

    fn meanings(rows: &[&[&str]]) -> Vec<ColumnMeaning> {
        let mut table = build::table("", 1, rows);
        complete_header(&mut table);
        column_meanings(&table, Form::Other, &Grid::new(&table))
    }

    #[test]
    fn bonds_are_named_by_their_names_and_not_by_their_kinds() {
        let found = meanings(&[
            &["债券种类", "债券名称", "年限", "发行量"],
            &["一般债券", "某省一般债券（一期）", "7", "17.50"],
            &["专项债券", "某省专项债券（一期）", "10", "28.47"],
        ]);
        let fields: Vec<_> = found.iter().map(|m| (m.field.as_str(), matches!(m.holds, Holds::Label { .. }))).collect();
        let expected = [("bond_kind", false), ("bond_name", true), ("term", false), ("bond_amount", false)];
        assert_eq!(fields, expected);
    }

    #[test]
    fn places_stand_under_the_lower_half_of_a_diagonal_header() {
        let rows: &[&[&str]] = &[&["市县", "债务余额"], &["青山市", "5.00"], &["其中：市本级", "3.00"]];
        let mut table = build::table("", 1, rows);
        complete_header(&mut table);
        table.columns[0].path.insert(0, "项目".to_owned());
        let found = column_meanings(&table, Form::Other, &Grid::new(&table));
        assert_eq!(found[0].holds, Holds::Region);
    }

    #[test]
    fn columns_of_which_every_row_fills_one_are_steps() {
        let found = meanings(&[
            &["类型", "一级项目", "二级项目", "项目单位", "合计"],
            &["特定目标类", "", "", "", "9.00"],
            &["", "综合管理", "", "", "9.00"],
            &["", "", "会展经费", "青山市商务局", "5.00"],
            &["", "", "驻外经费", "青山市商务局", "4.00"],
        ]);
        let fields: Vec<_> = found.iter().map(|m| m.field.as_str()).collect();
        assert_eq!(fields, ["label", super::MEMBER, super::MEMBER, "unit_name", "total"]);
    }

    #[test]
    fn names_beside_blank_labels_are_one_step_below_them() {
        let found = meanings(&[
            &["专项资金", "政府预算项目", "合计"],
            &["一、科技资金", "", "9.00"],
            &["", "甲工程", "5.00"],
            &["", "乙工程", "3.00"],
            &["", "丙工程", "1.00"],
            &["二、人才资金", "", "2.00"],
            &["", "丁工程", "2.00"],
        ]);
        assert!(matches!(found[1].holds, Holds::Label { .. }));
        assert_eq!(found[1].field, super::MEMBER);
    }
}
