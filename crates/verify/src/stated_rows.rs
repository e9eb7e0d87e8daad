//! Amounts that prose states of single items against the rows of the forms that print them: 行政运行（2010301）123万元;
//! 农林水支出（类）林业（款）苗圃维护（项）支出决算为18万元.

use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::identities::STATED;
use crate::judgement::judge;
use crate::ledger::Ledger;
use crate::stated_fact::StatedFact;
use gongkai_model::Disclosure;
use gongkai_model::record::{Basis, BudgetLine, Phase};
use gongkai_model::table::Form::{self, *};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;
use std::collections::BTreeMap;

/// Forms that list what is spent by item.
const LISTS: [Form; 10] = [FA03, FA05, FA06, FA08, FA09, BU03, BU05, BU06, BU08, BU09];

/// Appends an equation for each item whose amount a form prints, too.
pub(crate) fn equations(
    ledger: &Ledger<'_>,
    disclosure: &Disclosure,
    facts: &[StatedFact<'_>],
    equations: &mut Vec<Equation>,
) {
    let rows = Rows::of(ledger);
    if rows.lines.is_empty() {
        return;
    }
    let settled = disclosure.document.phase == Some(Phase::Final);
    // One item may be told in several parts: what is said of it twice proves nothing.
    let mut stated: BTreeMap<Item, Vec<&StatedFact<'_>>> = BTreeMap::new();
    for fact in facts.iter().filter(|stated| is_of_stage(&stated.subject, settled)) {
        if let Some(item) = Item::of(fact) {
            stated.entry(item).or_default().push(fact);
        }
    }
    for (item, facts) in stated {
        let found: Vec<(usize, usize)> = rows.find(&item, facts.first().and_then(|stated| stated.fact.fiscal_year));
        let equation = |(table, line): (usize, usize), fact: usize| Equation {
            check: STATED,
            form: ledger.tables.get(table).map_or(Form::Other, |t| t.form),
            table,
            left: vec![Term::plus(line)],
            right: vec![Term::plus(fact)],
            trust: Trust::Strong,
            meaning: Meaning::SameQuantity,
            naming: Naming::Row,
            doubt: None,
            obstacle: None,
        };
        let mut amounts: Vec<_> = found.iter().filter_map(|(_, line)| ledger.figures.get(*line)?.yuan).collect();
        amounts.sort_unstable();
        amounts.dedup();
        for stated in &facts {
            let all = || found.iter().map(|at| equation(*at, stated.figure));
            let closing = all().find(|e| judge(e, &ledger.figures).is_some_and(|outcome| outcome.closes()));
            let claimed = all().next().filter(|_| amounts.len() == 1 && facts.len() == 1);
            equations.extend(closing.or(claimed));
        }
    }
}

/// Whether what is said of an item is of the stage that the document's forms print: in final accounts what was spent, in a
/// budget what is to be.
fn is_of_stage(subject: &str, settled: bool) -> bool {
    let tail = subject.rsplit_once(')').map_or("", |(_, tail)| tail);
    if settled { !tail.contains("预算") } else { !tail.contains("决算") && !tail.contains("执行") }
}

/// An item of a list: by its code, or by the names of its division and itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Code(String, Option<u16>),
    Name { above: String, name: String, year: Option<u16> },
}

impl Item {
    /// The item whose amount is stated.
    fn of(stated: &StatedFact<'_>) -> Option<Self> {
        let year = stated.fact.fiscal_year;
        let subject = comparison_key(&stated.fact.subject);
        if let Some(code) = code_in(&subject) {
            return Some(Self::Code(code, year));
        }
        let (path, _) = subject.split_once("(项)")?;
        let (above, name) = path.rsplit_once("(款)").map_or(("", path), |(above, name)| (above, name));
        let above = above.rsplit_once("(类)").map_or(above, |(_, above)| above);
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        (!name.is_empty()).then(|| Self::Name { above: above.to_owned(), name: name.to_owned(), year })
    }
}

/// The code of a division or an item in a text: five or seven digits that are no part of a longer number.
fn code_in(text: &str) -> Option<String> {
    let mut runs = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let code = runs.find(|run| matches!(run.len(), 5 | 7) && run.starts_with(['2', '3']) && !run.contains('.'))?;
    Some(code.to_owned())
}

/// The rows of the lists, by code and by name.
struct Rows<'a> {
    /// Table, index and line.
    lines: Vec<(usize, usize, &'a BudgetLine)>,
    /// Names of rows by the ids of their lines.
    labels: BTreeMap<&'a str, String>,
}

impl<'a> Rows<'a> {
    fn of(ledger: &Ledger<'a>) -> Self {
        let lines: Vec<_> = ledger
            .tables
            .iter()
            .enumerate()
            .filter(|(_, table)| LISTS.contains(&table.form))
            .flat_map(|(at, table)| {
                table.lines.iter().filter_map(move |&line| Some((at, line, ledger.lines.get(line)?)))
            })
            .filter(|(_, _, line)| {
                let whole = matches!(line.measure.as_str(), "total" | "amount" | "expenditure_subtotal");
                whole && line.basis == Basis::Current && !matches!(line.phase, Some(Phase::Budget) if is_final(line))
            })
            .collect();
        let labels = lines.iter().map(|(_, _, line)| (line.line_id.as_str(), bare_label(&line.label))).collect();
        Self { lines, labels }
    }

    /// Where the rows of an item stand.
    fn find(&self, item: &Item, year: Option<u16>) -> Vec<(usize, usize)> {
        let of_year = |line: &BudgetLine| year.is_none() || line.fiscal_year.is_none() || line.fiscal_year == year;
        let of_item = |line: &BudgetLine| match item {
            Item::Code(code, _) => line.code.as_deref() == Some(code.as_str()),
            Item::Name { above, name, .. } => {
                let parent = || line.parent_line_id.as_deref().and_then(|id| self.labels.get(id));
                // 去年林业(款), 2025年"农林水支出(类)…: the name ends the words before the mark.
                let below = !above.is_empty() && parent().is_some_and(|parent| above.ends_with(parent.as_str()));
                bare_label(&line.label) == *name && line.level.is_some_and(|level| level > 0) && below
            }
        };
        let found = self.lines.iter().filter(|(_, _, line)| of_year(line) && of_item(line));
        found.map(|(table, at, _)| (*table, *at)).collect()
    }
}

/// Final accounts print what was budgeted beside what was spent.
fn is_final(line: &BudgetLine) -> bool {
    matches!(line.form, FA03 | FA05 | FA06 | FA08 | FA09)
}

fn bare_label(label: &str) -> String {
    comparison_key(strip_list_mark(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_tables::{Sheet, document};
    use crate::verify;
    use gongkai_model::Decimal;
    use gongkai_model::finding::CheckStatus;
    use gongkai_model::record::Fact;

    fn fact(id: &str, subject: &str, wan: i64) -> Fact {
        Fact {
            fact_id: id.to_owned(),
            subject: subject.to_owned(),
            measure: "amount".to_owned(),
            sentence: format!("{subject}{wan}万元。"),
            value: Some(Decimal::from(wan)),
            unit: Some("万元".to_owned()),
            amount_yuan: Some(Decimal::from(wan * 10_000)),
            fiscal_year: Some(2024),
            ..Fact::default()
        }
    }

    fn statuses(facts: Vec<Fact>) -> Vec<CheckStatus> {
        let sheet = Sheet::new(Form::FA05, &["total"])
            .row("213", "农林水支出", &["12"])
            .row("21302", "林业", &["12"])
            .row("2130201", "行政运行", &["8"])
            .row("2130202", "苗圃维护", &["4"]);
        let mut disclosure = document(vec![sheet.total("合计", &["12"])]);
        disclosure.document.fiscal_year = Some(2024);
        disclosure.document.phase = Some(Phase::Final);
        disclosure.facts = facts;
        let findings = verify(&disclosure).findings;
        findings.iter().filter(|f| f.check_id == "fa05.table=prose").map(|f| f.status).collect()
    }

    #[test]
    fn items_are_found_by_code_and_by_name() {
        use CheckStatus::{Disagreement, Exact};
        assert_eq!(statuses(vec![fact("f0001", "行政运行（2130201）", 8)]), [Exact]);
        assert_eq!(statuses(vec![fact("f0001", "农林水支出（类）林业（款）苗圃维护（项）支出决算", 4)]), [Exact]);
        assert_eq!(statuses(vec![fact("f0001", "农林水支出（类）林业（款）苗圃维护（项）", 9)]), [Disagreement]);
        // The same name in another division, and what was budgeted.
        assert!(statuses(vec![fact("f0001", "农林水支出（类）水利（款）行政运行（项）", 5)]).is_empty());
        assert!(statuses(vec![fact("f0001", "农林水支出（类）林业（款）苗圃维护（项）年初预算", 5)]).is_empty());
        let twice = vec![fact("f0001", "苗圃维护（2130202）", 1), fact("f0002", "苗圃维护（2130202）", 2)];
        assert!(statuses(twice).is_empty());
    }
}
