//! 合计 (total) rows equal the rows they add up, column by column.
//!
//! A lane may have one total row, at its head or its foot; a total followed by balances and a grand total
//! (本年收入合计 … 收入总计); or subtotals before or behind their rows. What the layout leaves open is decided by the
//! reading that closes for most columns of the lane.

use crate::equation::{Check, Equation, Term, Trust};
use crate::hierarchy::{adds_rows, is_placed_by_amount};
use crate::identities::{GRAND_TOTAL, TOTAL_OF_ROWS, TOTAL_OF_SUBTOTALS};
use crate::judgement::judge;
use crate::ledger::Ledger;
use crate::list_column::{ColumnLines, Rows, is_balance, is_total, top_rows};
use crate::total_walk;
use gongkai_model::record::{BudgetLine, CodeSystem, Side};
use gongkai_model::table::Form;
use gongkai_normalize::chars::comparison_key;
use std::collections::{BTreeMap, BTreeSet};

/// How the total rows of a lane are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// One total: all top rows.
    AllRows,
    /// One total: top rows with a code, where headings without one stand between them.
    CodedRows,
    /// One total: top rows without a code.
    UncodedRows,
    /// Each total adds the rows since the one before, and that one.
    Chain,
    /// As `Chain`, with nothing but balances between the totals.
    ChainOfBalances,
    /// As `Chain`, with rows numbered 一、二、 behind a balance taken for its parts.
    ChainOfUnmarked,
    /// Subtotals stand before their rows, the total before them all.
    SubtotalsFirst,
    /// Subtotals stand behind their rows, the total behind them all.
    SubtotalsLast,
}

const ONE_TOTAL: &[Reading] = &[Reading::AllRows, Reading::CodedRows, Reading::UncodedRows];
const SEVERAL_TOTALS: &[Reading] = &[
    Reading::Chain,
    Reading::ChainOfBalances,
    Reading::ChainOfUnmarked,
    Reading::SubtotalsFirst,
    Reading::SubtotalsLast,
];

/// Appends the equations of one table.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table).filter(|t| adds_rows(t.form)) else { return };
    let mut whole: BTreeMap<u32, Rows<'_>> = BTreeMap::new();
    for &at in &of_table.lines {
        let Some(line) = ledger.lines.get(at) else { continue };
        if line.provenance.col.is_some() && line.provenance.row.is_some() {
            whole.entry(line.lane).or_default().push((at, line));
        }
    }
    let mut lanes: BTreeMap<(u32, Side), BTreeMap<u32, Rows<'_>>> = BTreeMap::new();
    for (lane, mut rows) in whole {
        rows.sort_by_key(|(_, line)| line.provenance.row);
        let has_total = |side: Side| rows.iter().any(|(_, line)| is_total(line) && line.side == side);
        // Income above expenditure in one list: each has totals of its own.
        let parted = has_total(Side::Income) && has_total(Side::Expenditure);
        let mut side = Side::Both;
        for (at, line) in rows {
            if parted && line.side != Side::Both {
                side = line.side;
            }
            let col = line.provenance.col.unwrap_or_default();
            lanes.entry((lane, side)).or_default().entry(col).or_default().push((at, line));
        }
    }
    if matches!(of_table.form, Form::FA06 | Form::BU06) {
        join_lanes_of_one_total(&mut lanes);
    }
    for columns in lanes.into_values() {
        let columns: Vec<ColumnLines<'_>> = columns
            .into_values()
            // Items of 三公经费 in rows are parts of each other; sums over items look at them.
            .filter(|rows| rows.iter().all(|(_, line)| rows.first().is_some_and(|(_, l)| l.measure == line.measure)))
            .map(|mut rows| {
                rows.sort_by_key(|(_, line)| line.provenance.row);
                let totals =
                    rows.iter().enumerate().filter(|(_, (_, line))| is_total(line)).map(|(at, _)| at).collect();
                ColumnLines { rows, totals }
            })
            .collect();
        lane_equations(ledger, table, of_table.form, &columns, equations);
    }
}

/// Basic expenditure in three lists beside each other: 公用经费合计 stands below the last and adds up the last two. A list
/// without a total goes on in the next one that has one.
fn join_lanes_of_one_total(lanes: &mut BTreeMap<(u32, Side), BTreeMap<u32, Rows<'_>>>) {
    let totals =
        |columns: &BTreeMap<u32, Rows<'_>>| columns.values().flatten().filter(|(_, line)| is_total(line)).count();
    let keys: Vec<(u32, Side)> = lanes.keys().copied().collect();
    for pair in keys.windows(2) {
        let [own, next] = pair else { continue };
        let open = lanes.get(own).is_some_and(|columns| columns.len() == 1 && totals(columns) == 0);
        let of_both = |(_, line): &(usize, &BudgetLine)| is_total(line) && line.label.contains("公用");
        let closes = lanes.get(next).is_some_and(|columns| {
            columns.len() == 1 && totals(columns) == 1 && columns.values().flatten().any(of_both)
        });
        if !open || !closes {
            continue;
        }
        let rows: Vec<_> = lanes.remove(own).into_iter().flat_map(BTreeMap::into_values).flatten().collect();
        if let Some(column) = lanes.get_mut(next).and_then(|columns| columns.values_mut().next()) {
            column.extend(rows);
        }
    }
}

fn lane_equations(
    ledger: &Ledger<'_>,
    table: usize,
    form: Form,
    columns: &[ColumnLines<'_>],
    equations: &mut Vec<Equation>,
) {
    let most_totals = columns.iter().map(|column| column.totals.len()).max().unwrap_or(0);
    let readings = match most_totals {
        0 => return,
        1 => ONE_TOTAL,
        _ => SEVERAL_TOTALS,
    };
    let mut best: Option<(usize, Vec<Equation>)> = None;
    for &reading in readings {
        let found: Vec<Equation> =
            columns.iter().flat_map(|column| column_equations(table, form, column, reading)).collect();
        let closing =
            found.iter().filter(|e| judge(e, &ledger.figures).is_some_and(|outcome| outcome.closes())).count();
        if best.as_ref().is_none_or(|(most, _)| closing > *most) {
            best = Some((closing, found));
        }
    }
    let mut found = best.map(|(_, found)| found).unwrap_or_default();
    found.retain(|equation| {
        let open = || judge(equation, &ledger.figures).is_some_and(|outcome| !outcome.closes());
        !(adds_a_sister(equation, ledger) && open())
    });
    if !columns.iter().any(rests_on_amounts) {
        explain_open_totals(ledger, (table, form), columns, &mut found);
    }
    equations.extend(found);
}

/// Whether a total would add up another of its own rank: 合计 of the special bonds below 合计 of the general bonds, 二、年末滚存
/// 结余合计 (balance at the end) below 一、本年收支结余合计 (balance of the year).
fn adds_a_sister(equation: &Equation, ledger: &Ledger<'_>) -> bool {
    let label =
        |term: &Term| ledger.lines.get(term.figure).filter(|line| is_total(line)).map(|line| line.label.as_str());
    let Some(own) = equation.left.first().and_then(label) else { return false };
    let mark = |label: &str| gongkai_normalize::heading::heading_mark(label).map(|mark| mark.kind);
    equation.right.iter().filter_map(label).any(|other| {
        comparison_key(own) == comparison_key(other) || mark(own).is_some_and(|kind| mark(other) == Some(kind))
    })
}

/// Where the reading of a lane leaves totals that do not close, those that a walk through the list explains take what
/// they add up from it.
fn explain_open_totals(
    ledger: &Ledger<'_>,
    place: (usize, Form),
    columns: &[ColumnLines<'_>],
    found: &mut Vec<Equation>,
) {
    let row_of = |equation: &Equation| {
        let term = equation.left.first()?;
        ledger.lines.get(term.figure)?.provenance.row
    };
    let open = |equation: &Equation| judge(equation, &ledger.figures).is_some_and(|outcome| !outcome.closes());
    let (open, closed): (Vec<&Equation>, Vec<&Equation>) = found.iter().partition(|equation| open(equation));
    if open.is_empty() {
        return;
    }
    let open: BTreeSet<u32> = open.into_iter().filter_map(row_of).collect();
    let closed: BTreeSet<u32> = closed.into_iter().filter_map(row_of).collect();
    for (row, equations) in total_walk::explained(ledger, place, columns) {
        if open.contains(&row) || !closed.contains(&row) {
            found.retain(|equation| row_of(equation) != Some(row));
            found.extend(equations);
        }
    }
    found.sort_by_key(row_of);
}

/// The equations of one column under one reading.
fn column_equations(table: usize, form: Form, column: &ColumnLines<'_>, reading: Reading) -> Vec<Equation> {
    let equation = |check: Check, total: usize, right: Vec<Term>, trust: Trust| {
        let left = column.rows.get(total).map(|&(at, _)| vec![Term::plus(at)])?;
        (!right.is_empty()).then_some(Equation { trust, ..Equation::of_rows(check, (table, form), left, right) })
    };
    let mut found = Vec::new();
    if rests_on_amounts(column) {
        return found;
    }
    match reading {
        Reading::AllRows | Reading::CodedRows | Reading::UncodedRows => {
            let &[total] = column.totals.as_slice() else { return found };
            let top: Rows<'_> = top_rows(column, 0, column.rows.len())
                .into_iter()
                .filter(|(_, line)| match reading {
                    Reading::CodedRows => line.code.is_some(),
                    Reading::UncodedRows => line.code.is_none(),
                    _ => true,
                })
                .collect();
            let sure = is_uniform(&top) || is_summary(form);
            let trust = if reading == Reading::AllRows && sure { Trust::Strong } else { Trust::Weak };
            found.extend(equation(TOTAL_OF_ROWS, total, to_terms(&top), trust));
        }
        Reading::Chain | Reading::ChainOfBalances | Reading::ChainOfUnmarked => {
            let mut since = 0;
            let mut above: Option<usize> = None;
            for &total in &column.totals {
                let mut top = top_rows(column, since, total);
                match reading {
                    Reading::ChainOfBalances if above.is_some() => top.retain(|(_, line)| is_balance(&line.label)),
                    Reading::ChainOfUnmarked if above.is_some() => top.retain(|(_, line)| !is_marked(&line.label)),
                    _ => {}
                }
                let mut right: Vec<Term> =
                    above.and_then(|above| column.rows.get(above)).map(|&(at, _)| Term::plus(at)).into_iter().collect();
                let check = if right.is_empty() { TOTAL_OF_ROWS } else { GRAND_TOTAL };
                right.extend(to_terms(&top));
                let plain = top.iter().all(|(_, line)| above.is_none() || !is_marked(&line.label));
                let trust = if is_summary(form) && plain { Trust::Strong } else { Trust::Weak };
                found.extend(equation(check, total, right, trust));
                since = total + 1;
                above = Some(total);
            }
        }
        Reading::SubtotalsFirst => {
            let Some((&total, subtotals)) = column.totals.split_first() else { return found };
            found.extend(equation(TOTAL_OF_SUBTOTALS, total, at_rows(column, subtotals), Trust::Weak));
            let ends = subtotals.iter().skip(1).copied().chain([column.rows.len()]);
            for (&subtotal, end) in subtotals.iter().zip(ends) {
                let top = top_rows(column, subtotal + 1, end);
                // The rows of the last subtotal may go on in another table.
                let doubt = (end == column.rows.len()).then_some("structure_doubtful");
                let built = equation(TOTAL_OF_ROWS, subtotal, to_terms(&top), Trust::Weak);
                found.extend(built.map(|equation| Equation { doubt, ..equation }));
            }
        }
        Reading::SubtotalsLast => {
            let Some((&total, subtotals)) = column.totals.split_last() else { return found };
            let mut since = 0;
            for &subtotal in subtotals {
                let top = top_rows(column, since, subtotal);
                found.extend(equation(TOTAL_OF_ROWS, subtotal, to_terms(&top), Trust::Weak));
                since = subtotal + 1;
            }
            found.extend(equation(TOTAL_OF_SUBTOTALS, total, at_rows(column, subtotals), Trust::Weak));
        }
    }
    found
}

/// Whether amounts told the places of rows that a total adds up, which proves nothing of the total.
fn rests_on_amounts(column: &ColumnLines<'_>) -> bool {
    let tops = || column.rows.iter().filter(|(_, line)| line.parent_line_id.is_none() && !is_total(line));
    // Goods, works and services make up what is bought, whatever told their places.
    let told = tops().all(|(_, line)| KINDS_OF_PURCHASES.contains(&line.label.trim_end_matches('类')));
    !told && tops().any(|(_, line)| is_placed_by_amount(line))
}

/// Goods, works and services, of which the list of purchases is made.
const KINDS_OF_PURCHASES: [&str; 3] = ["货物", "工程", "服务"];

fn to_terms(rows: &[(usize, &BudgetLine)]) -> Vec<Term> {
    rows.iter().map(|&(at, _)| Term::plus(at)).collect()
}

fn at_rows(column: &ColumnLines<'_>, rows: &[usize]) -> Vec<Term> {
    rows.iter().filter_map(|&row| column.rows.get(row)).map(|&(at, _)| Term::plus(at)).collect()
}

/// Whether a form prints income and expenditure as a plain list each, with its total.
const fn is_summary(form: Form) -> bool {
    matches!(form, Form::FA01 | Form::FA04 | Form::BU01 | Form::BU04)
}

/// Whether the rows certainly are what the total adds up: all have codes of one classification.
fn is_uniform(rows: &[(usize, &BudgetLine)]) -> bool {
    let system = |line: &BudgetLine| -> Option<CodeSystem> { line.code_system.filter(|_| line.code.is_some()) };
    let Some((_, first)) = rows.first() else { return false };
    let first = system(first);
    first.is_some() && rows.iter().all(|(_, line)| system(line) == first)
}

/// Whether a label begins with a list mark.
fn is_marked(label: &str) -> bool {
    gongkai_normalize::heading::heading_mark(label).is_some()
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, statuses, statuses_of};
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::table::Form;

    #[test]
    fn a_total_may_stand_first_or_last() {
        for first in [true, false] {
            let sheet = Sheet::new(Form::FA05, &["total", "basic"]);
            let total: &[&str] = &["30.00", "3.01"];
            let sheet = if first { sheet.total("合计", total) } else { sheet };
            let sheet = sheet.row("201", "甲", &["10.00", "1.00"]).row("20101", "甲一", &["10.00", "1.00"]).row(
                "202",
                "乙",
                &["20.00", "2.00"],
            );
            let sheet = if first { sheet } else { sheet.total("合计", total) };
            assert_eq!(statuses(sheet, "total=rows"), [Exact, WithinRounding]);
        }
    }

    #[test]
    fn a_list_without_a_total_goes_on_in_the_next() {
        let sheet = |lane| Sheet::new(Form::FA06, &["amount"]).lane(lane);
        let sheets = vec![
            sheet(0).row("301", "工资福利支出", &["7.00"]).total("人员经费合计", &["7.00"]),
            sheet(1).row("302", "商品和服务支出", &["5.00"]),
            sheet(2).row("310", "资本性支出", &["2.00"]).row("399", "其他支出", &[""]).total("公用经费合计", &["7.00"]),
        ];
        assert_eq!(statuses_of(sheets, "total=rows"), [Exact, Exact]);
    }

    #[test]
    fn a_wrong_total_is_a_mismatch() {
        let found = statuses(
            Sheet::new(Form::FA05, &["total", "basic"])
                .total("合计", &["31.00", "3.00"])
                .row("201", "甲", &["10.00", "1.00"])
                .row("202", "乙", &["20.00", "2.00"]),
            "total=rows",
        );
        assert_eq!(found, [Mismatch, Exact]);
    }

    #[test]
    fn rows_of_organisations_between_codes_are_not_added_twice() {
        let found = statuses(
            Sheet::new(Form::BU03, &["total", "basic"])
                .total("合计", &["30.00", "3.00"])
                .row("", "甲局本级", &["30.00", "3.00"])
                .row("201", "甲", &["10.00", "1.00"])
                .row("202", "乙", &["20.00", "2.00"]),
            "total=rows",
        );
        assert_eq!(found, [Exact, Exact]);
    }

    #[test]
    fn a_grand_total_adds_the_balances() {
        let sheet = |grand: &'static str| {
            Sheet::new(Form::FA01, &["amount"])
                .row("", "一、财政拨款收入", &["10.00"])
                .row("", "二、其他收入", &["5.00"])
                .total("本年收入合计", &["15.00"])
                .row("", "使用非财政拨款结余", &["0.00"])
                .row("", "年初结转和结余", &["1.00"])
                .total("总计", &[grand])
        };
        assert_eq!(statuses(sheet("16.01"), "grand_total=total+balances"), [WithinRounding]);
        assert_eq!(statuses(sheet("17.00"), "grand_total=total+balances"), [Mismatch]);
        assert_eq!(statuses(sheet("16.00"), "total=rows"), [Exact]);
    }

    #[test]
    fn subtotals_may_stand_before_their_rows() {
        let sheet = Sheet::new(Form::Other, &["amount", "total"])
            .total("收入合计", &["10.00", "20.00"])
            .total("税收收入小计", &["7.00", "14.00"])
            .row("", "增值税", &["4.00", "8.00"])
            .row("", "契税", &["3.00", "6.00"])
            .total("非税收入小计", &["3.00", "6.00"])
            .row("", "罚没收入", &["3.00", "6.00"]);
        assert_eq!(statuses(sheet, "total=rows"), [Exact, Exact, Exact, Exact]);
    }
}
