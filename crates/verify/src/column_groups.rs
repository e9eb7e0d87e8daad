//! A column equals the columns its header is divided into: 合计 = 一般债务 + 专项债务, 2024年债务限额 = 一般债务 + 专项债务.
//!
//! For tables of no standard form. The headers tell which columns belong together: those under the header of the total,
//! or all beside a total that stands alone. Columns of 其中 (of which) are left out.

use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::identities::TOTAL_OF_COLUMNS;
use crate::ledger::Ledger;
use gongkai_model::record::BudgetLine;
use gongkai_model::table::Form;
use std::collections::BTreeMap;

/// Fewest rows in which a sum must be possible before it is looked for.
const FEWEST_ROWS: usize = 2;

/// Most columns of one lane.
const MOST_COLUMNS: usize = 80;

/// One column of amounts: its position and the headers above it.
struct HeadedColumn<'a> {
    col: u32,
    path: Vec<&'a str>,
}

/// A total and its parts, by column.
struct ColumnSum {
    total: u32,
    parts: Vec<u32>,
}

/// Appends the equations of one table.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table).filter(|t| t.form == Form::Other) else { return };
    let mut lanes: BTreeMap<u32, BTreeMap<u32, BTreeMap<u32, usize>>> = BTreeMap::new();
    let mut headers: BTreeMap<u32, Vec<HeadedColumn<'_>>> = BTreeMap::new();
    for &at in &of_table.lines {
        let Some(line) = ledger.lines.get(at) else { continue };
        let (Some(col), Some(row)) = (line.provenance.col, line.provenance.row) else { continue };
        lanes.entry(line.lane).or_default().entry(row).or_default().insert(col, at);
        let columns = headers.entry(line.lane).or_default();
        if columns.iter().all(|column| column.col != col) && columns.len() < MOST_COLUMNS {
            columns.push(HeadedColumn { col, path: path_of(line) });
        }
    }
    for (lane, rows) in lanes {
        let Some(columns) = headers.get_mut(&lane).filter(|columns| columns.len() > 2) else { continue };
        columns.sort_by_key(|column| column.col);
        for sum in sums(columns).into_iter().filter(|_| rows.len() >= FEWEST_ROWS) {
            for cells in rows.values() {
                let Some(&total) = cells.get(&sum.total) else { continue };
                let parts: Vec<Term> =
                    sum.parts.iter().filter_map(|col| cells.get(col)).map(|&at| Term::plus(at)).collect();
                let complete = parts.len() == sum.parts.len();
                let blank = |at: usize| ledger.figures.get(at).is_none_or(|figure| figure.is_blank());
                if !complete || blank(total) || parts.iter().all(|term| blank(term.figure)) {
                    continue;
                }
                equations.push(Equation {
                    check: TOTAL_OF_COLUMNS,
                    form: of_table.form,
                    table,
                    left: vec![Term::plus(total)],
                    right: parts,
                    trust: Trust::Weak,
                    meaning: Meaning::Sum,
                    naming: Naming::Column,
                    doubt: None,
                    obstacle: None,
                });
            }
        }
    }
}

fn path_of(line: &BudgetLine) -> Vec<&str> {
    line.measure_label.split(' ').filter(|header| !header.is_empty()).collect()
}

/// Whether a header adds up its neighbours.
fn is_total(header: &str) -> bool {
    matches!(header, "合计" | "小计" | "总计" | "总额")
}

fn is_part_only(header: &str) -> bool {
    header.starts_with("其中")
}

fn sums(columns: &[HeadedColumn<'_>]) -> Vec<ColumnSum> {
    let mut found = Vec::new();
    for column in columns {
        let group: &[&str] = match column.path.split_last() {
            Some((leaf, above)) if is_total(leaf) => above,
            // A header with others below it and an amount of its own.
            Some(_) if columns.iter().any(|c| c.path.len() > column.path.len() && c.path.starts_with(&column.path)) => {
                &column.path
            }
            _ => continue,
        };
        let parts = parts_of(group, column.col, columns);
        if parts.len() > 1 {
            found.push(ColumnSum { total: column.col, parts });
        }
    }
    found
}

/// The columns a group of headers is divided into: of each header right below it, its own amount or total, else all of
/// its columns.
fn parts_of(group: &[&str], total: u32, columns: &[HeadedColumn<'_>]) -> Vec<u32> {
    let mut parts = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let inside =
        || columns.iter().filter(|c| c.col != total && c.path.len() > group.len() && c.path.starts_with(group));
    for column in inside() {
        let Some(&next) = column.path.get(group.len()) else { continue };
        if seen.contains(&next) || is_part_only(next) || is_total(next) {
            continue;
        }
        seen.push(next);
        let under: Vec<&HeadedColumn<'_>> = inside().filter(|c| c.path.get(group.len()) == Some(&next)).collect();
        let own = under.iter().find(|c| c.path.len() == group.len() + 1).or_else(|| {
            under.iter().find(|c| c.path.len() == group.len() + 2 && c.path.last().is_some_and(|leaf| is_total(leaf)))
        });
        match own {
            Some(own) => parts.push(own.col),
            None => parts.extend(under.iter().filter(|c| !c.path.iter().any(|h| is_part_only(h))).map(|c| c.col)),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(headers: &[&'static str]) -> Vec<HeadedColumn<'static>> {
        let column = |(col, header): (u32, &&'static str)| HeadedColumn { col, path: header.split(' ').collect() };
        (1..).zip(headers).map(column).collect()
    }

    fn found(headers: &[&'static str]) -> Vec<(u32, Vec<u32>)> {
        sums(&columns(headers)).into_iter().map(|sum| (sum.total, sum.parts)).collect()
    }

    #[test]
    fn totals_stand_for_the_columns_under_their_header() {
        let headers = ["限额 合计", "限额 一般债务", "限额 专项债务", "余额 合计", "余额 一般债务", "余额 专项债务"];
        assert_eq!(found(&headers), [(1, vec![2, 3]), (4, vec![5, 6])]);
        assert_eq!(found(&["限额", "限额 一般债务", "限额 专项债务"]), [(1, vec![2, 3])]);
    }

    #[test]
    fn a_group_with_a_subtotal_is_one_part() {
        let headers = ["合计", "税收返还", "转移支付 小计", "转移支付 均衡", "转移支付 结算", "其中：专项"];
        assert_eq!(found(&headers), [(1, vec![2, 3]), (3, vec![4, 5])]);
    }
}
