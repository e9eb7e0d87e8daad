//! Columns of a list that would mean the same are told apart by the headers above them, and at last by their position.

use crate::budget_lines::AGAINST_BUDGET;
use crate::columns::dimensions::composed_measure;
use crate::columns::meaning::ColumnMeaning;
use gongkai_model::record::{Basis, BudgetLine, Fund, Phase, Side};

/// Key of a column, by which a second column of the same meaning is noticed.
type Meaning =
    (String, Side, Fund, Option<Phase>, Option<u16>, Basis, Option<String>, Option<String>, Option<String>, bool);

fn key_of(column: &BudgetLine) -> Meaning {
    (
        column.measure.clone(),
        column.side,
        column.fund,
        column.phase,
        column.fiscal_year,
        column.basis,
        column.scope.clone(),
        column.region.clone(),
        column.code.clone(),
        column.flags.iter().any(|flag| flag == AGAINST_BUDGET),
    )
}

/// Gives columns that would mean the same measures of their own. `free`: no standard form fixes the measures.
pub(super) fn tell_apart(columns: &mut [(usize, BudgetLine)], meanings: &[ColumnMeaning], free: bool) {
    let keys: Vec<Meaning> = columns.iter().map(|(_, column)| key_of(column)).collect();
    let mut named: Vec<(String, String)> = Vec::new();
    for (at, (col, column)) in columns.iter_mut().enumerate() {
        let Some(own) = keys.get(at) else { continue };
        let twice = keys.iter().filter(|key| *key == own).count() > 1;
        // The measures of the standard forms are fixed: the first column has the one, and the others tell what they add.
        let first = keys.iter().position(|key| key == own) == Some(at);
        if twice
            && (free || !first)
            && let Some(meaning) = meanings.get(*col)
            && let Some(measure) = composed_measure(meaning)
        {
            named.push((meaning.leaf.clone(), measure.clone()));
            column.measure = measure;
        }
    }
    // 2025年预算数（不含上年结转）: what one year calls by a name of its own, another year of the same list is called as well.
    for (col, column) in columns.iter_mut() {
        let alone = |meaning: &&ColumnMeaning| column.measure == meaning.field;
        if let Some(meaning) = meanings.get(*col).filter(alone)
            && let Some((_, measure)) = named.iter().find(|(leaf, _)| *leaf == meaning.leaf)
            && composed_measure(meaning).as_ref() == Some(measure)
        {
            column.measure.clone_from(measure);
        }
    }
    let mut seen: Vec<Meaning> = Vec::new();
    for (col, column) in columns {
        let key = key_of(column);
        if seen.contains(&key) {
            column.measure = format!("column_{col}");
        }
        seen.push(key);
    }
}
