//! Columns of rates: 完成预算% is one column divided by another, 增长% the change from one to the other. Which columns are
//! meant is told by the reading that holds for nearly all rows of the table.

use crate::equation::{Check, Equation, Meaning, Naming, Term, Trust};
use crate::identities::{GROWTH_RATE, RATE_OF_COLUMNS};
use crate::judgement::judge;
use crate::ledger::Ledger;
use std::collections::BTreeMap;

/// Fewest rows that must agree before a reading is believed.
const FEWEST_ROWS: usize = 4;

/// Most columns of amounts that are tried against each other.
const MOST_COLUMNS: usize = 10;

/// Appends the equations of one table.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table).filter(|t| !t.rates.is_empty()) else { return };
    let mut amounts: BTreeMap<(u32, u32), BTreeMap<u32, usize>> = BTreeMap::new();
    for &at in &of_table.lines {
        let Some(line) = ledger.lines.get(at) else { continue };
        if let (Some(col), Some(row)) = (line.provenance.col, line.provenance.row) {
            amounts.entry((line.lane, col)).or_default().insert(row, at);
        }
    }
    let mut columns: BTreeMap<(u32, u32), Vec<(u32, usize)>> = BTreeMap::new();
    for rate in &of_table.rates {
        columns.entry((rate.lane, rate.col)).or_default().push((rate.row, rate.figure));
    }
    for ((lane, _), rates) in columns {
        let of_lane: Vec<&BTreeMap<u32, usize>> =
            amounts.iter().filter(|((l, _), _)| *l == lane).map(|(_, rows)| rows).take(MOST_COLUMNS).collect();
        let mut best: Option<(usize, usize, Vec<Equation>)> = None;
        for over in &of_lane {
            for under in of_lane.iter().filter(|under| !std::ptr::eq(**under, *over)) {
                for (check, meaning) in [(RATE_OF_COLUMNS, Meaning::Quotient), (GROWTH_RATE, Meaning::Growth)] {
                    let found = readings(table, of_table.form, &rates, (over, under), check, meaning);
                    let judged: Vec<bool> = found
                        .iter()
                        .filter_map(|e| judge(e, &ledger.figures))
                        .map(|outcome| outcome.closes())
                        .collect();
                    let closing = judged.iter().filter(|closes| **closes).count();
                    if best.as_ref().is_none_or(|(most, ..)| closing > *most) {
                        best = Some((closing, judged.len(), found));
                    }
                }
            }
        }
        if let Some((closing, all, found)) = best
            && closing >= FEWEST_ROWS
            && closing * 10 >= all * 9
        {
            equations.extend(found);
        }
    }
}

fn readings(
    table: usize,
    form: gongkai_model::table::Form,
    rates: &[(u32, usize)],
    (over, under): (&BTreeMap<u32, usize>, &BTreeMap<u32, usize>),
    check: Check,
    meaning: Meaning,
) -> Vec<Equation> {
    let of_row = |(row, rate): &(u32, usize)| {
        Some(Equation {
            check,
            form,
            table,
            left: vec![Term::plus(*rate)],
            right: vec![Term::plus(*over.get(row)?), Term::plus(*under.get(row)?)],
            trust: Trust::Weak,
            meaning,
            naming: Naming::Column,
            doubt: None,
            obstacle: None,
        })
    };
    rates.iter().filter_map(of_row).collect()
}
