//! 债券规模 (size of the bond) in lists of the projects that bonds paid for: of the whole issue, repeated beside each of its
//! projects, or of the project alone.

use crate::columns::meaning::{ColumnMeaning, Holds};
use crate::grid::Grid;
use gongkai_model::table::Table;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::number::parse_cell;
use std::collections::BTreeMap;

/// Measure of the size of a whole issue, which no sum over projects may count.
pub(crate) const ISSUE_TOTAL: &str = "bond_issue_total";

/// Names the columns that hold the size of the whole issue: their header or a note says so, or the amounts do.
pub(crate) fn tell_issue_totals(meanings: &mut [ColumnMeaning], table: &Table, grid: &Grid<'_>) {
    let projects = meanings.iter().any(|m| matches!(m.holds, Holds::Label { .. }) && m.leaf.starts_with("项目"));
    if !projects {
        return;
    }
    let noted = table.notes.iter().any(|note| is_of_issue(&comparison_key(note)));
    for (col, meaning) in meanings.iter_mut().enumerate() {
        let sized = meaning.holds == Holds::Money
            && meaning.field == "bond_amount"
            && (meaning.leaf.starts_with("债券规模") || meaning.leaf.starts_with("债券发行规模"));
        let headed = comparison_key(&meaning.label).contains("项目对应");
        if sized && (noted || headed || repeats(grid, table.header_rows as usize, col)) {
            ISSUE_TOTAL.clone_into(&mut meaning.field);
        }
    }
}

/// “债券规模”为整支债券发行规模; “债券规模”指多个项目集合发行同一期债券，对应期次的政府债券发行总额.
fn is_of_issue(note: &str) -> bool {
    note.contains("债券规模")
        && ["整支债券", "整只债券", "发行总额", "非单个项目"].iter().any(|word| note.contains(word))
}

/// Rows in which one exact amount stands, so that it is of no single project.
const OFTEN: usize = 20;

/// Digits of an amount that does not repeat by being round.
const EXACT_DIGITS: usize = 4;

/// Whether exact amounts (146.06) stand beside many projects, in a fifth of all rows at least.
fn repeats(grid: &Grid<'_>, header_rows: usize, col: usize) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut filled = 0;
    for cell in (header_rows..grid.rows).filter_map(|row| grid.anchored(row, col)) {
        let text = cell.text.trim();
        let Some(value) = parse_cell(text).value else { continue };
        filled += 1;
        let digits = value.normalize().mantissa().unsigned_abs().to_string();
        if digits.trim_end_matches('0').len() >= EXACT_DIGITS {
            *counts.entry(text).or_default() += 1;
        }
    }
    let repeated: usize = counts.values().filter(|count| **count >= OFTEN).sum();
    repeated * 5 >= filled && repeated > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::column_meanings;
    use crate::grid::build;
    use crate::header::complete_header;
    use gongkai_model::table::Form;

    fn fields(head: &str, amounts: &[&str], note: &str) -> String {
        let header = ["项目名称", "债券性质", head];
        let names: Vec<String> = (0..amounts.len()).map(|at| format!("甲村{at}号道路")).collect();
        let rows: Vec<[&str; 3]> =
            names.iter().zip(amounts).map(|(name, amount)| [name, "一般债券", *amount]).collect();
        let all: Vec<&[&str]> = std::iter::once(&header[..]).chain(rows.iter().map(|row| &row[..])).collect();
        let mut table = build::table("2023年地方政府债券使用情况表", 1, &all);
        table.notes.push(note.to_owned());
        complete_header(&mut table);
        let grid = Grid::new(&table);
        let mut meanings = column_meanings(&table, Form::Other, &grid);
        tell_issue_totals(&mut meanings, &table, &grid);
        meanings[2].field.clone()
    }

    #[test]
    fn the_size_of_the_whole_issue_is_no_amount_of_a_project() {
        let note = "注：“债券规模”为整支债券发行规模，非单个项目发行规模。";
        assert_eq!(fields("债券规模", &["17.43", "17.43"], note), ISSUE_TOTAL);
        assert_eq!(fields("债券规模（项目对应债券发行总额）", &["17.43", "17.43"], ""), ISSUE_TOTAL);
        assert_eq!(fields("债券规模", &["17.43"; 30], ""), ISSUE_TOTAL);
        assert_eq!(fields("债券规模", &["5000"; 30], ""), "bond_amount");
        assert_eq!(fields("债券规模", &["17.43", "8.21"], ""), "bond_amount");
    }
}
