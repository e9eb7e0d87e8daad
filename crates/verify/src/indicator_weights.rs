//! 分值 and 得分 (weight and score) of indicators: the row 总分 (total) of a form equals the sum over its indicators, with
//! or without what is given for the execution of the budget; 产出指标（50分） equals the sum over the indicators below it.

use crate::equation::{Check, Equation, Meaning, Naming, Term, Trust};
use crate::identities::{LEVEL_WEIGHT, TOTAL_SCORE, TOTAL_WEIGHT};
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
    for level in &of_table.level_weights {
        equations.push(Equation {
            check: LEVEL_WEIGHT,
            form: of_table.form,
            table,
            left: vec![Term::plus(level.total)],
            right: level.weights.iter().copied().map(Term::plus).collect(),
            trust: Trust::Strong,
            meaning: Meaning::Sum,
            naming: Naming::Row,
            // What stands below the name on the next page may have been lost.
            doubt: of_table.continued.then_some("structure_doubtful"),
            obstacle: None,
        });
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

#[cfg(test)]
mod tests {
    use crate::verify;
    use gongkai_model::Disclosure;
    use gongkai_model::finding::CheckStatus::{self, Exact, Mismatch};
    use gongkai_model::record::Indicator;
    use gongkai_model::table::{Form, Table};

    fn statuses(indicators: &[(&str, &str)]) -> Vec<CheckStatus> {
        let table = Table { table_id: "t001".to_owned(), form: Form::ER, ..Table::default() };
        let indicator = |(level, weight): &(&str, &str)| Indicator {
            table_id: Some("t001".to_owned()),
            level1: Some((*level).to_owned()),
            weight: Some((*weight).to_owned()),
            ..Indicator::default()
        };
        let indicators = indicators.iter().map(indicator).collect();
        let found = verify(&Disclosure { tables: vec![table], indicators, ..Disclosure::default() }).findings;
        found.iter().filter(|f| f.check_id == "er.level_weight=weights").map(|f| f.status).collect()
    }

    #[test]
    fn a_level_is_worth_what_its_indicators_are() {
        let closing = [("决策（15分）", "5"), ("决策（15分）", "10"), ("过程", "20")];
        assert_eq!(statuses(&closing), [Exact]);
        assert_eq!(statuses(&[("决策（15分）", "5"), ("决策（15分）", "8")]), [Mismatch]);
    }
}
