//! Parts that are no more than their whole: rows of 其中 (of which) and the row above them.

use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::hierarchy::{adds_rows, is_part_row};
use crate::identities::PART_OF_WHOLE;
use crate::ledger::Ledger;
use gongkai_model::record::Basis;
use std::collections::HashMap;

/// Appends the equations of one table: every row of 其中 against the row it is part of.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table).filter(|t| adds_rows(t.form)) else { return };
    let lines = || of_table.lines.iter().filter_map(|&at| ledger.lines.get(at).map(|line| (at, line)));
    let by_id: HashMap<&str, usize> = lines().map(|(at, line)| (line.line_id.as_str(), at)).collect();
    for (part, line) in lines().filter(|(_, line)| is_part_row(line) && line.basis != Basis::Change) {
        let Some(&whole) = line.parent_line_id.as_deref().and_then(|id| by_id.get(id)) else { continue };
        // The row above may be a part itself, or a balance.
        let doubt = ledger.lines.get(whole).is_none_or(|whole| whole.of_which).then_some("structure_doubtful");
        equations.push(Equation {
            check: PART_OF_WHOLE,
            form: of_table.form,
            table,
            left: vec![Term::plus(part)],
            right: vec![Term::plus(whole)],
            trust: Trust::Weak,
            meaning: Meaning::AtMost,
            naming: Naming::Row,
            doubt,
            obstacle: None,
        });
    }
}
