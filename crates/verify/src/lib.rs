//! Accounting identities over records.
//!
//! A budget table is full of sums: a row's total is the sum of its columns, a class is the sum of its divisions, 合计
//! (total) is the sum of the rows, income equals expenditure, and one table's total stands in another table too. This
//! crate evaluates every such identity that a document's records allow and says how it came out, with both numbers as
//! printed, so that a reader can quote it.
//!
//! The steps:
//!
//! 1. `ledger`: figures with their exactness, indexed by table, row and column;
//! 2. evaluators turn identities into equations: `row_sums`, `hierarchy`, `column_totals`, `lane_balance`, `fund_balance`,
//!    `column_groups`, `cross_table`, `project_sums`, `indicator_weights`,
//!    `parts`, `rate_columns`, `stated_figures`, `stated_amounts`, `stated_budgets`, `stated_rates`, `stated_rows`, `stated_sums`; which
//!    identities there are is a table of data, `identities`;
//! 3. `judgement`: each equation is exact, explained by rounding, false, or not to be decided;
//! 4. `support`: where a table's identities fail together, its structure was misread, and nothing is claimed;
//! 5. `proposals`: what unreadable figures must have been, where exactly one reading closes everything;
//! 6. `report`: findings with statements and messages.
//!
//! A false alarm is worse than a missed one. A blank cell counts as zero only where the identity then closes; an
//! unreadable cell, an unknown unit, a missing or doubled table make a check `not_evaluated`, with the reason.
//!
//! This crate corrects nothing.

mod column_groups;
mod column_totals;
mod company_accounts;
mod cross_table;
mod equation;
mod fund_balance;
mod hierarchy;
mod identities;
mod indicator_weights;
mod judgement;
mod lane_balance;
mod ledger;
mod list_column;
mod outcome;
mod parts;
mod project_sums;
mod proposals;
mod rate_columns;
mod ratio;
mod report;
mod row_sums;
mod stated_amounts;
mod stated_budgets;
mod stated_fact;
mod stated_figures;
mod stated_rates;
mod stated_rows;
mod stated_sums;
mod support;
#[cfg(test)]
mod test_tables;
mod total_walk;

use equation::Equation;
use gongkai_model::finding::CheckStatus;
use gongkai_model::table::Form;
use gongkai_model::{Disclosure, Finding};
use ledger::Ledger;
use outcome::Outcome;
use std::collections::BTreeMap;

/// How the identities of one form came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Identities with an operand other than zero.
    pub applicable: u64,
    /// Those that could be decided.
    pub evaluated: u64,
    /// Those that close, exactly or within rounding.
    pub closing: u64,
    /// Identities of printed zeros, which are none of the above: they hold, and there is nothing to tell about them.
    pub of_zeros: u64,
}

/// Result of all checks on one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verification {
    /// One finding per identity and row or column, in a fixed order: tables in document order, then identities across
    /// tables.
    pub findings: Vec<Finding>,
    /// Counts by form, named as in the output (`FA03`, `other`). An identity across tables counts for the form on its
    /// left side.
    pub counts: BTreeMap<String, Counts>,
}

impl Verification {
    fn counts_of(&mut self, form: Form) -> &mut Counts {
        self.counts.entry(form_name(form).to_owned()).or_default()
    }
}

/// Checks every identity the records of a document allow.
#[must_use]
pub fn verify(disclosure: &Disclosure) -> Verification {
    let ledger = Ledger::new(disclosure);
    let mut equations: Vec<Equation> = Vec::new();
    for table in 0..ledger.tables.len() {
        row_sums::equations(&ledger, table, &mut equations);
        if company_accounts::is_statement(&ledger, table) {
            company_accounts::equations(&ledger, table, &mut equations);
        } else {
            hierarchy::equations(&ledger, table, &mut equations);
            column_totals::equations(&ledger, table, &mut equations);
            lane_balance::equations(&ledger, table, &mut equations);
            fund_balance::equations(&ledger, table, &mut equations);
        }
        column_groups::equations(&ledger, table, &mut equations);
        project_sums::equations(&ledger, table, &mut equations);
        indicator_weights::equations(&ledger, table, &mut equations);
        parts::equations(&ledger, table, &mut equations);
        rate_columns::equations(&ledger, table, &mut equations);
    }
    cross_table::equations(&ledger, &mut equations);
    stated_figures::equations(&ledger, disclosure, &mut equations);

    let mut verification = Verification::default();
    let mut judged: Vec<(Equation, Outcome)> = Vec::with_capacity(equations.len());
    for equation in equations {
        match judgement::judge(&equation, &ledger.figures) {
            Some(outcome) => judged.push((equation, outcome)),
            None if judgement::is_of_zeros(&equation, &ledger.figures) => {
                verification.counts_of(equation.form).of_zeros += 1;
            }
            None => {}
        }
    }
    support::withdraw_unsupported(&mut judged, &ledger);

    let proposed = proposals::proposals(&judged, &ledger.figures);

    for (equation, outcome) in &judged {
        if outcome.reason != Some(cross_table::NEED_NOT_HOLD) {
            let counts = verification.counts_of(equation.form);
            counts.applicable += 1;
            counts.evaluated += u64::from(outcome.status != CheckStatus::NotEvaluated);
            counts.closing += u64::from(outcome.closes());
        }
        let mut finding = report::finding(&disclosure.document.doc_id, equation, outcome, &ledger.figures);
        if outcome.reason == Some("garbled_operand") {
            let terms = equation.left.iter().chain(&equation.right);
            if let Some(proposal) = terms.filter_map(|term| proposed.get(&term.figure)).next() {
                report::add_proposal(&mut finding, proposal);
            }
        }
        verification.findings.push(finding);
    }
    verification
}

/// The form as it is written in the output.
fn form_name(form: Form) -> &'static str {
    use Form::*;
    match form {
        FA01 => "FA01",
        FA02 => "FA02",
        FA03 => "FA03",
        FA04 => "FA04",
        FA05 => "FA05",
        FA06 => "FA06",
        FA07 => "FA07",
        FA08 => "FA08",
        FA09 => "FA09",
        FA10 => "FA10",
        BU01 => "BU01",
        BU02 => "BU02",
        BU03 => "BU03",
        BU04 => "BU04",
        BU05 => "BU05",
        BU06 => "BU06",
        BU07 => "BU07",
        BU08 => "BU08",
        BU09 => "BU09",
        BU10 => "BU10",
        BU11 => "BU11",
        PT => "PT",
        PG => "PG",
        SE => "SE",
        OP => "OP",
        ER => "ER",
        FUND => "FUND",
        Other => "other",
    }
}
