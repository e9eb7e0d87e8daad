//! Rates stated in prose against the amounts beside them: 甲支出12.00万元，比上年增加2.00万元，增长20%;
//! 年初预算为10.00万元，支出决算为9.00万元，完成年初预算的90%.

use crate::equation::{Check, Equation, Meaning, Naming, Term, Trust};
use crate::identities::{CHANGE_RATE, EXECUTION_RATE, SHARE};
use crate::ledger::Ledger;
use crate::stated_fact::{bare_subject, is_exact};
use gongkai_model::record::Fact;
use gongkai_model::table::Form;

/// How many facts before a change the amount that changed is looked for.
const REACH: usize = 6;

/// Appends the equations of the rates of the prose.
pub(crate) fn equations(ledger: &Ledger<'_>, equations: &mut Vec<Equation>) {
    let rates = ledger.facts.iter().enumerate().filter(|(_, rate)| rate.unit.as_deref() == Some("%"));
    for (at, rate) in rates.filter(|(_, rate)| is_exact(rate)) {
        equations.extend(change_rate(ledger.facts, at, rate, ledger.first_fact));
        let share = share(ledger.facts, at, rate, ledger.first_fact);
        equations.extend(share.or_else(|| execution_rate(ledger.facts, at, rate, ledger.first_fact)));
    }
}

fn equation(check: Check, meaning: Meaning, [rate, over, under]: [usize; 3], doubt: bool) -> Equation {
    Equation {
        check,
        form: Form::Other,
        table: usize::MAX,
        left: vec![Term::plus(rate)],
        right: vec![Term::plus(over), Term::plus(under)],
        trust: Trust::Strong,
        meaning,
        naming: Naming::Row,
        doubt: doubt.then_some("statement_ambiguous"),
        obstacle: None,
    }
}

/// The rate of a change is the change divided by what was there before.
fn change_rate(facts: &[Fact], at: usize, rate: &Fact, first_fact: usize) -> Option<Equation> {
    let changed = at.checked_sub(1)?;
    let change = facts.get(changed)?;
    let same = change.sentence == rate.sentence
        && change.subject == rate.subject
        && change.direction == rate.direction
        && !rate.subject.is_empty();
    if !same || (change.measure.as_str(), rate.measure.as_str()) != ("change", "change_rate") {
        return None;
    }
    let meaning = match change.direction.as_deref()? {
        "increase" => Meaning::IncreaseRate,
        "decrease" => Meaning::DecreaseRate,
        _ => return None,
    };
    let nearest = (changed.saturating_sub(REACH)..changed).rev().find(|&before| {
        facts.get(before).is_some_and(|fact| {
            fact.measure == "amount"
                && fact.comparison.is_none()
                && fact.subject == change.subject
                && is_near(fact, change)
        })
    })?;
    let amount = facts.get(nearest)?;
    let figures = [at, changed, nearest].map(|fact| first_fact + fact);
    // The amount may be of another scope than the change: 其中, 合计.
    let doubt = !is_plain(amount) || amount.sentence != change.sentence;
    Some(equation(CHANGE_RATE, meaning, figures, doubt))
}

/// The rate at which a budget was carried out is what was spent divided by what was budgeted, whichever is told first.
fn execution_rate(facts: &[Fact], at: usize, rate: &Fact, first_fact: usize) -> Option<Equation> {
    let base = rate.comparison.as_deref().filter(|_| rate.measure == "rate" && !rate.subject.is_empty())?;
    let (first, second) = (at.checked_sub(2)?, at.checked_sub(1)?);
    let (one, other) = (facts.get(first)?, facts.get(second)?);
    let amounts = one.measure == "amount" && other.measure == "amount" && is_near(one, rate) && is_near(other, rate);
    if !amounts || other.sentence != rate.sentence {
        return None;
    }
    let (over, under) = if other.subject.ends_with(base) { (first, second) } else { (second, first) };
    let (amount, budget) = (facts.get(over)?, facts.get(under)?);
    if amount.subject != rate.subject || !budget.subject.ends_with(base) || amount.subject == budget.subject {
        return None;
    }
    let figures = [at, over, under].map(|fact| first_fact + fact);
    Some(equation(EXECUTION_RATE, Meaning::Quotient, figures, !is_plain(rate) || one.sentence != rate.sentence))
}

/// A share is what it is the share of divided into the amount before it: 甲80万元, of which 乙20万元，占甲的25%.
fn share(facts: &[Fact], at: usize, rate: &Fact, first_fact: usize) -> Option<Equation> {
    let base = rate.comparison.as_deref().filter(|_| rate.measure == "rate" && !rate.subject.is_empty())?;
    // 为预算的80% is a rate of execution.
    let value = rate.value.map(|value| value.to_string()).unwrap_or_default();
    let told = [base, value.as_str(), "比"].iter().any(|next| rate.sentence.contains(&format!("占{next}")));
    let amount = |fact: &Fact| fact.measure == "amount" && fact.amount_yuan.is_some() && is_exact(fact);
    let own = facts.get(at.checked_sub(1)?)?;
    let of_own = amount(own) && own.subject == rate.subject && own.sentence == rate.sentence;
    if !told || !of_own {
        return None;
    }
    let alike =
        |fact: &Fact| fact.fiscal_year == rate.fiscal_year && fact.scope == rate.scope && fact.comparison.is_none();
    let whole = (at.saturating_sub(SHARES)..at - 1).rev().find(|&before| {
        facts.get(before).is_some_and(|fact| {
            amount(fact) && is_near(fact, rate) && alike(fact) && bare_subject(&fact.subject) == bare_subject(base)
        })
    })?;
    let figures = [at, at - 1, whole].map(|fact| first_fact + fact);
    Some(equation(SHARE, Meaning::Quotient, figures, rate.sentence.contains("分别")))
}

/// How many facts before a share its whole is looked for.
const SHARES: usize = 60;

/// Whether two facts stand in one section.
fn is_near(fact: &Fact, other: &Fact) -> bool {
    fact.section_id == other.section_id && (fact.section_id.is_some() || fact.sentence == other.sentence)
}

/// Whether a sentence states one amount of one thing.
fn is_plain(fact: &Fact) -> bool {
    !fact.sentence.contains("其中") && !fact.sentence.contains("分别") && !fact.subject.contains("增加")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(subject: &str, measure: &str, sentence: &str) -> Fact {
        Fact {
            subject: subject.to_owned(),
            measure: measure.to_owned(),
            sentence: sentence.to_owned(),
            section_id: Some("s0001".to_owned()),
            ..Fact::default()
        }
    }

    #[test]
    fn a_share_is_of_the_whole_told_before_it() {
        let amount = |subject: &str| Fact {
            amount_yuan: Some(1.into()),
            ..fact(subject, "amount", "乙支出2万元，占总支出的25%")
        };
        let rate = Fact {
            comparison: Some("总支出".to_owned()),
            ..fact("苗圃支出", "rate", "乙支出2万元，占总支出的25%")
        };
        let facts = [amount("2025年总支出"), amount("林场支出"), amount("苗圃支出"), rate];
        let found = share(&facts, 3, &facts[3], 10).unwrap();
        assert_eq!((found.left[0].figure, found.right[0].figure, found.right[1].figure), (13, 12, 10));
        assert!(share(&facts[1..], 2, &facts[3], 10).is_none());
    }

    #[test]
    fn a_change_is_of_the_amount_before_it_in_the_section() {
        let moved = |measure| Fact { direction: Some("increase".to_owned()), ..fact("苗圃收入", measure, "乙") };
        let mut facts = vec![fact("苗圃收入", "amount", "甲"), fact("林场收入", "amount", "甲"), moved("change")];
        facts.push(moved("change_rate"));
        let found = change_rate(&facts, 3, &facts[3], 10).unwrap();
        assert_eq!((found.left[0].figure, found.right[0].figure, found.right[1].figure), (13, 12, 10));
        assert_eq!(found.doubt, Some("statement_ambiguous"));
        facts[0].section_id = Some("s0002".to_owned());
        assert!(change_rate(&facts, 3, &facts[3], 10).is_none());
    }

    #[test]
    fn a_budget_may_stand_before_or_behind_what_was_spent() {
        let rate = Fact { comparison: Some("年初预算".to_owned()), ..fact("苗圃支出决算", "rate", "甲") };
        let spent = fact("苗圃支出决算", "amount", "甲");
        let budget = fact("苗圃支出年初预算", "amount", "甲");
        let right = |facts: &[Fact]| {
            execution_rate(facts, 2, &facts[2], 0).map(|e| (e.right[0].figure, e.right[1].figure, e.doubt))
        };
        assert_eq!(right(&[budget.clone(), spent.clone(), rate.clone()]), Some((1, 0, None)));
        assert_eq!(right(&[spent.clone(), budget, rate.clone()]), Some((0, 1, None)));
        assert_eq!(right(&[spent.clone(), spent, rate]), None);
    }
}
