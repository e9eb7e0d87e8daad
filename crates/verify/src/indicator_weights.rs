//! 分值 and 得分 (weight and score) of indicators: the row 总分 (total) of a form equals the sum over its indicators, with
//! or without what is given for the execution of the budget.

use crate::equation::{Check, Equation, Meaning, Naming, Term, Trust};
use crate::identities::{TOTAL_SCORE, TOTAL_WEIGHT};
use crate::judgement::judge;
use crate::ledger::{Ledger, ProjectWeights};

/// Appends the equations of one table.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table) else { return };
    for weights in &of_table.weights {
        for (check, total, parts, execution) in [
            (TOTAL_WEIGHT, weights.total_weight, &weights.weights, weights.execution_weight),
            (TOTAL_SCORE, weights.total_score, &weights.scores, weights.execution_score),
        ] {
            equations.extend(equation(ledger, table, weights, check, total, parts, execution));
        }
    }
}

fn equation(
    ledger: &Ledger<'_>,
    table: usize,
    weights: &ProjectWeights,
    check: Check,
    total: Option<usize>,
    parts: &[usize],
    execution: Option<usize>,
) -> Option<Equation> {
    let total = total.filter(|_| !parts.is_empty())?;
    let form = ledger.tables.get(table)?.form;
    let build = |with_execution: bool| {
        let mut right: Vec<Term> = parts.iter().copied().map(Term::plus).collect();
        right.extend(execution.filter(|_| with_execution).map(Term::plus));
        Equation {
            check,
            form,
            table,
            left: vec![Term::plus(total)],
            right,
            trust: Trust::Strong,
            meaning: Meaning::Sum,
            naming: Naming::Row,
            // An indicator that was cut by a page end or lost makes every sum fail, and so does an unprinted part.
            doubt: match (weights.doubtful, execution) {
                (true, _) => Some("structure_doubtful"),
                (false, None) => Some("missing_operand"),
                (false, Some(_)) => None,
            },
            obstacle: None,
        }
    };
    let (with, without) = (build(true), build(false));
    let closes = |equation: &Equation| judge(equation, &ledger.figures).is_some_and(|outcome| outcome.closes());
    Some(if !closes(&with) && closes(&without) { without } else { with })
}
