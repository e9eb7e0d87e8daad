//! Amounts stated in prose against the tables that print them.

use crate::cross_table::is_final;
use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::identities::STATED;
use crate::judgement::judge;
use crate::ledger::Ledger;
use crate::stated_amounts::{STATED_AMOUNTS, StatedAmount};
use crate::stated_fact::{StatedFact, bare_subject, is_exact, is_near};
use crate::{stated_budgets, stated_rates, stated_rows, stated_sums};
use gongkai_model::Disclosure;
use gongkai_model::disclosure::DocumentScope;
use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::record::{Basis, BudgetLine, Fact, Fund, Phase};
use gongkai_model::table::Form;
use std::collections::BTreeMap;

/// Appends the equations of the document's prose.
pub(crate) fn equations(ledger: &Ledger<'_>, disclosure: &Disclosure, equations: &mut Vec<Equation>) {
    stated_rates::equations(ledger, equations);
    stated_sums::equations(ledger, disclosure, equations);
    let headings = Headings::of(&disclosure.sections);
    let amounts: Vec<StatedFact<'_>> = ledger
        .facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.measure == "amount" && fact.comparison.is_none() && fact.amount_yuan.is_some())
        .filter(|(_, fact)| is_exact(fact))
        .map(|(at, fact)| StatedFact {
            figure: ledger.first_fact + at,
            fact,
            subject: bare_subject(&fact.subject),
            heading: headings.above(fact),
            of_fund: headings.names_fund_before(fact),
        })
        .collect();
    let of_government = disclosure.document.scope == Some(DocumentScope::Government);
    // A document that reports one year and proposes the next states amounts of that, too.
    let proposed = disclosure.document.budget_year.map(Some);
    for year in std::iter::once(disclosure.document.fiscal_year).chain(proposed) {
        for stated in STATED_AMOUNTS {
            amount_in_table(ledger, &amounts, (year, !of_government), stated, equations);
        }
    }
    stated_rows::equations(ledger, disclosure, &amounts, equations);
    if of_government {
        stated_budgets::equations(ledger, disclosure, &amounts, equations);
    }
}

/// The headings of a document's prose.
struct Headings<'a> {
    sections: BTreeMap<&'a str, &'a Section>,
}

impl<'a> Headings<'a> {
    fn of(sections: &'a [Section]) -> Self {
        Self { sections: sections.iter().map(|section| (section.section_id.as_str(), section)).collect() }
    }

    /// 2026年一般公共预算财政拨款支出80万元。其中：基本支出50万元: the parts are of that fund, and the form of all funds may print
    /// others of the same name.
    fn names_fund_before(&self, fact: &Fact) -> bool {
        let text = fact.section_id.as_deref().and_then(|id| self.sections.get(id)).map_or("", |s| s.text.as_str());
        let before = text.find(&fact.sentence).and_then(|at| text.get(..at)).unwrap_or("");
        FUNDS.iter().any(|fund| before.contains(fund))
    }

    /// The heading above the section of a fact, beyond the items of lists; empty where there is none.
    fn above(&self, fact: &Fact) -> &'a str {
        let mut at = fact.section_id.as_deref().and_then(|id| self.sections.get(id));
        // Deeper than any list.
        for _ in 0..8 {
            let parent = at.and_then(|section| section.parent_id.as_deref());
            at = parent.and_then(|id| self.sections.get(id));
            if let Some(section) = at.filter(|section| section.kind == SectionKind::Heading) {
                return &section.text;
            }
        }
        ""
    }
}

/// Names of the funds of which prose tells the parts.
const FUNDS: &[&str] = &["一般公共预算", "政府性基金", "国有资本经营"];

fn amount_in_table(
    ledger: &Ledger<'_>,
    amounts: &[StatedFact<'_>],
    (fiscal_year, of_department): (Option<u16>, bool),
    stated: &StatedAmount,
    equations: &mut Vec<Equation>,
) {
    let facts: Vec<usize> = amounts
        .iter()
        .filter(|amount| names(&amount.subject, stated) && is_of_year(amount.fact, fiscal_year))
        .filter(|amount| stated.below.iter().all(|word| amount.heading.contains(word)))
        .map(|amount| amount.figure)
        .collect();
    if facts.is_empty() {
        return;
    }
    let mut figures: Vec<(usize, Vec<usize>)> = Vec::new();
    for (table, of_table) in ledger.tables.iter().enumerate().filter(|(_, t)| stated.forms.contains(&t.form)) {
        let lines = of_table.lines.iter().filter_map(|&at| ledger.lines.get(at).map(|line| (at, line)));
        let of_year = |line: &BudgetLine| line.fiscal_year.is_none() || line.fiscal_year == fiscal_year;
        let mut own: Vec<_> =
            lines.filter(|(_, line)| of_year(line) && (is_own(line) || is_item(line, of_table.form))).collect();
        // Where what was budgeted stands beside what was spent, final accounts speak of what was spent.
        if is_final(of_table.form) && own.iter().any(|(_, line)| line.phase == Some(Phase::Final)) {
            own.retain(|(_, line)| line.phase == Some(Phase::Final));
        }
        let measure = stated.measures.iter().find(|m| own.iter().any(|(_, line)| line.measure == **m));
        if let Some(measure) = measure {
            own.retain(|(_, line)| line.measure == *measure);
        } else if let Some(name) = stated.list {
            own.retain(|(_, line)| {
                line.level == Some(0)
                    && matches!(line.measure.as_str(), "amount" | "total")
                    && line.label.starts_with(name)
            });
        } else {
            continue;
        }
        // The total row speaks for the table where there is one.
        let total = own.iter().any(|(_, line)| line.level == Some(0));
        let speaking = own.into_iter().filter(|(_, line)| !total || line.level == Some(0));
        figures.push((table, of_all_funds(speaking.collect())));
    }
    figures.retain(|(_, found)| !found.is_empty());
    let equation = |table: usize, left: &[Term], fact: usize| Equation {
        check: STATED,
        form: ledger.tables.get(table).map_or(Form::Other, |t| t.form),
        table,
        left: left.to_vec(),
        right: vec![Term::plus(fact)],
        trust: Trust::Strong,
        meaning: Meaning::SameQuantity,
        naming: Naming::Row,
        doubt: (facts.len() > 1).then_some("statement_ambiguous"),
        obstacle: None,
    };
    let tables: Vec<(usize, Vec<Term>)> =
        figures.iter().filter_map(|(table, found)| Some((*table, one_amount(ledger, found)?))).collect();
    let pairs = || tables.iter().flat_map(|(table, left)| facts.iter().map(move |&fact| equation(*table, left, fact)));
    let closing = pairs().find(|e| judge(e, &ledger.figures).is_some_and(|outcome| outcome.closes()));
    // Of one figure in one table, or its parts by fund, a difference may be told. A government states amounts of many.
    let first = facts.first().and_then(|first| amounts.iter().find(|amount| amount.figure == *first));
    let of_part = first.is_some_and(|amount| amount.of_fund) && stated.forms.iter().any(|form| is_of_all_funds(*form));
    let claimed = pairs().next().filter(|e| figures.len() == 1 && !of_part && (of_department || is_near(e, ledger)));
    equations.extend(closing.or(claimed));
}

/// 支出总表, whose basic and project expenditure is of all funds.
fn is_of_all_funds(form: Form) -> bool {
    matches!(form, Form::FA03 | Form::BU03)
}

/// Where a table prints an amount for all funds and for each, that of all.
fn of_all_funds(lines: Vec<(usize, &BudgetLine)>) -> Vec<usize> {
    let whole = lines.iter().any(|(_, line)| line.fund == Fund::All);
    lines.into_iter().filter(|(_, line)| !whole || line.fund == Fund::All).map(|(at, _)| at).collect()
}

/// One figure, or the figures of one row by fund, which add up to what the prose states.
fn one_amount(ledger: &Ledger<'_>, figures: &[usize]) -> Option<Vec<Term>> {
    let lines: Vec<&BudgetLine> = figures.iter().filter_map(|&at| ledger.lines.get(at)).collect();
    let first = lines.first()?;
    let mut funds: Vec<Fund> = Vec::new();
    for line in &lines {
        if funds.contains(&line.fund) || line.provenance.row != first.provenance.row {
            return None;
        }
        funds.push(line.fund);
    }
    Some(figures.iter().map(|&at| Term::plus(at)).collect())
}

/// A line of the year's own figures, of a row that is the whole table.
fn is_own(line: &BudgetLine) -> bool {
    line.basis == Basis::Current && (line.level == Some(0) || line.label.is_empty() || line.level == Some(1))
}

/// A line of one of the 三公 items, which rows name.
fn is_item(line: &BudgetLine, form: Form) -> bool {
    line.basis == Basis::Current && matches!(form, Form::FA07 | Form::BU07) && line.code.is_none()
}

/// Whether a figure may be of a year: no other is told.
fn is_of_year(fact: &Fact, fiscal_year: Option<u16>) -> bool {
    fact.fiscal_year.is_none_or(|year| Some(year) == fiscal_year)
}

/// Whether a bare subject names a quantity: as it stands, or without 预算, 决算, 支出 at its end.
fn names(subject: &str, stated: &StatedAmount) -> bool {
    let mut rest = subject;
    loop {
        if stated.subjects.contains(&rest) {
            return true;
        }
        let shorter = ["预算", "决算", "支出", "安排", "数", "总额"].iter().find_map(|tail| rest.strip_suffix(tail));
        let Some(shorter) = shorter else { return false };
        rest = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_tables::{Sheet, document};
    use crate::verify;
    use gongkai_model::Decimal;
    use gongkai_model::finding::CheckStatus;

    fn fact(subject: &str, sentence: &str) -> Fact {
        Fact { subject: subject.to_owned(), sentence: sentence.to_owned(), ..Fact::default() }
    }

    #[test]
    fn subjects_are_named_with_whose_and_when_around_them() {
        let named = |subject: &str| {
            let fact = fact(subject, "");
            STATED_AMOUNTS
                .iter()
                .find(|stated| names(&bare_subject(&fact.subject), stated))
                .map(|stated| stated.measures)
        };
        assert_eq!(named("2025年本部门政府采购预算"), Some(["total", "amount"].as_slice()));
        assert_eq!(named("本年支出合计"), Some(["total"].as_slice()));
        assert_eq!(named("基本支出预算"), Some(["basic"].as_slice()));
        assert_eq!(named("绿化支出"), None);
    }

    #[test]
    fn what_is_said_before_a_fact_in_its_section_may_be_of_one_fund() {
        let text = "2026年一般公共预算拨款支出80.00万元。其中：基本支出50.00万元；项目支出30.00万元。";
        let section = Section { section_id: "s1".to_owned(), text: text.to_owned(), ..Section::default() };
        let headings = Headings::of(std::slice::from_ref(&section));
        let of = |sentence: &str| {
            headings.names_fund_before(&Fact { section_id: Some("s1".to_owned()), ..fact("基本支出", sentence) })
        };
        assert!(of("其中：基本支出50.00万元；") && of("项目支出30.00万元。"));
        assert!(!of("2026年一般公共预算拨款支出80.00万元。"));
    }

    #[test]
    fn parts_of_basic_expenditure_are_compared_below_their_own_heading() {
        let heading = |id: &str, text: &str| Section {
            section_id: id.to_owned(),
            kind: SectionKind::Heading,
            text: text.to_owned(),
            ..Section::default()
        };
        let paragraph = |id: &str, of: &str| Section {
            section_id: id.to_owned(),
            parent_id: Some(of.to_owned()),
            ..Section::default()
        };
        let stated = |section: &str| Fact {
            fact_id: "f0001".to_owned(),
            measure: "amount".to_owned(),
            section_id: Some(section.to_owned()),
            value: Some(Decimal::new(800, 2)),
            unit: Some("万元".to_owned()),
            amount_yuan: Some(Decimal::new(80_000, 0)),
            fiscal_year: Some(2024),
            ..fact("人员经费", "其中：人员经费8.00万元。")
        };
        let found = |section: &str| {
            let lists = Sheet::new(Form::FA06, &["amount"]).row("301", "工资福利支出", &["8.00"]);
            let mut disclosure = document(vec![lists.total("人员经费合计", &["8.00"])]);
            disclosure.document.fiscal_year = Some(2024);
            disclosure.sections = vec![
                heading("s1", "一、一般公共预算财政拨款基本支出决算情况说明"),
                paragraph("s2", "s1"),
                heading("s3", "二、支出决算情况说明"),
                paragraph("s4", "s3"),
            ];
            disclosure.facts = vec![stated(section)];
            let findings = verify(&disclosure).findings;
            findings.iter().filter(|f| f.check_id == "fa06.table=prose").map(|f| f.status).collect::<Vec<_>>()
        };
        assert_eq!(found("s2"), [CheckStatus::Exact]);
        assert!(found("s4").is_empty());
    }
}
