//! The lines of one column of a list: which are totals, which may be added to one, and which are balances.

use crate::hierarchy::is_part_row;
use gongkai_model::record::BudgetLine;

/// Lines with their positions.
pub(crate) type Rows<'a> = Vec<(usize, &'a BudgetLine)>;

/// The lines of one column, from the top down.
pub(crate) struct ColumnLines<'a> {
    pub(crate) rows: Rows<'a>,
    /// Positions of total rows in `rows`.
    pub(crate) totals: Vec<usize>,
}

/// Whether the line is of a total row: 合计, 总计, 小计 without a code.
pub(crate) fn is_total(line: &BudgetLine) -> bool {
    line.level == Some(0)
}

/// Whether a line stands beside the sum of its list and adds nothing to it.
fn is_memo(line: &BudgetLine) -> bool {
    line.flags.iter().any(|flag| flag == "memo")
}

/// Rows from `from` to before `to` that stand below no other row and are no part (其中) of one.
pub(crate) fn top_rows<'a>(column: &ColumnLines<'a>, from: usize, to: usize) -> Rows<'a> {
    let rows = column.rows.get(from..to).unwrap_or_default();
    rows.iter()
        .filter(|(_, line)| !is_total(line) && line.parent_line_id.is_none() && !is_part_row(line) && !is_memo(line))
        .copied()
        .collect()
}

/// Words of rows that stand between 合计 and 总计: balances brought forward, used, distributed, carried forward, and
/// money passed to other levels.
const BALANCES: [&str; 6] = ["结转", "结余", "弥补", "上缴", "补助", "年初"];

/// 收支结余 (income less expenditure) is no balance that a grand total holds beside the expenditure.
pub(crate) fn is_balance(label: &str) -> bool {
    !label.contains("收支结余") && BALANCES.iter().any(|word| label.contains(word))
}
