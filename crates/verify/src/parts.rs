//! Parts that are no more than their whole: rows of 其中 (of which) and the row above them, economic items of basic
//! expenditure and the items of 三公经费 (official trips abroad, cars, receptions) that include them.

use crate::equation::{Check, Equation, Meaning, Naming, Term, Trust};
use crate::hierarchy::adds_rows;
use crate::identities::{ECONOMIC_PART, ECONOMIC_PARTS, PART_OF_WHOLE};
use crate::ledger::Ledger;
use gongkai_model::record::{Basis, BudgetLine, Phase};
use gongkai_model::table::Form;
use std::collections::HashMap;

/// Appends the equations of one table: every row of 其中 against the row it is part of.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table).filter(|t| adds_rows(t.form)) else { return };
    let lines = || of_table.lines.iter().filter_map(|&at| ledger.lines.get(at).map(|line| (at, line)));
    let by_id: HashMap<&str, usize> = lines().map(|(at, line)| (line.line_id.as_str(), at)).collect();
    for (part, line) in lines().filter(|(_, line)| line.of_which && line.basis != Basis::Change) {
        let Some(&whole) = line.parent_line_id.as_deref().and_then(|id| by_id.get(id)) else { continue };
        // The row above may be a part itself, or a balance.
        let doubt = ledger.lines.get(whole).is_none_or(|whole| whole.of_which).then_some("structure_doubtful");
        equations.push(equation(PART_OF_WHOLE, of_table.form, table, (part, whole), doubt));
    }
}

/// Appends 30217 <= 公务接待费 and the like, where each form occurs once.
pub(crate) fn economic_equations(ledger: &Ledger<'_>, equations: &mut Vec<Equation>) {
    for (basic, public) in [(Form::FA06, Form::FA07), (Form::BU06, Form::BU07)] {
        let of_form = |form: Form| {
            let mut found = ledger.tables.iter().enumerate().filter(|(_, t)| t.form == form && !t.lines.is_empty());
            let first = found.next().map(|(at, _)| at);
            first.filter(|_| found.next().is_none())
        };
        let (Some(basic_table), Some(public_table)) = (of_form(basic), of_form(public)) else { continue };
        for &(code, measure) in ECONOMIC_PARTS {
            let part = only(ledger, basic_table, |line| {
                line.code.as_deref() == Some(code) && matches!(line.measure.as_str(), "total" | "amount")
            });
            let whole = only(ledger, public_table, |line| line.measure == measure);
            if let (Some(part), Some(whole)) = (part, whole) {
                equations.push(equation(ECONOMIC_PART, basic, basic_table, (part, whole), None));
            }
        }
    }
}

/// The only line of a table that fits, of the year's own figures and, where both are printed, of what was spent.
fn only(ledger: &Ledger<'_>, table: usize, fits: impl Fn(&BudgetLine) -> bool) -> Option<usize> {
    let lines = ledger.tables.get(table)?.lines.iter().filter_map(|&at| ledger.lines.get(at).map(|line| (at, line)));
    let fitting: Vec<(usize, &BudgetLine)> =
        lines.filter(|(_, line)| line.basis == Basis::Current && fits(line)).collect();
    let spent: Vec<usize> =
        fitting.iter().filter(|(_, line)| line.phase == Some(Phase::Final)).map(|(at, _)| *at).collect();
    match (fitting.as_slice(), spent.as_slice()) {
        ([(at, _)], _) => Some(*at),
        (_, [at]) => Some(*at),
        _ => None,
    }
}

fn equation(
    check: Check,
    form: Form,
    table: usize,
    (part, whole): (usize, usize),
    doubt: Option<&'static str>,
) -> Equation {
    Equation {
        check,
        form,
        table,
        left: vec![Term::plus(part)],
        right: vec![Term::plus(whole)],
        trust: Trust::Weak,
        meaning: Meaning::AtMost,
        naming: Naming::Row,
        doubt,
        obstacle: None,
    }
}
