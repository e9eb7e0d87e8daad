//! Sums told in one sentence: 林业收入8亿元，加上级补助收入2亿元、上年结余1亿元，收入总计11亿元.

use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::identities::STATED_SUM;
use crate::ledger::Ledger;
use crate::stated_fact::is_exact;
use gongkai_model::Disclosure;
use gongkai_model::record::Fact;
use gongkai_model::table::Form;
use std::collections::BTreeMap;

/// Ends of the names of sums.
const SUMS: [&str; 7] = ["总计", "合计", "总收入", "总支出", "总量", "收入总额", "支出总额"];

/// Words of sentences that tell more than what is added: parts of a part, what is taken off.
const MORE: [&str; 8] = ["其中", "包括", "（", "(", "减", "扣除", "剔除", "分别"];

/// Appends an equation for each sum whose addends its sentence tells.
pub(crate) fn equations(ledger: &Ledger<'_>, disclosure: &Disclosure, equations: &mut Vec<Equation>) {
    let sections: BTreeMap<&str, &str> =
        disclosure.sections.iter().map(|section| (section.section_id.as_str(), section.text.as_str())).collect();
    let mut from = 0;
    while let Some(first) = ledger.facts.get(from) {
        let same = |fact: &&Fact| fact.sentence == first.sentence && fact.section_id == first.section_id;
        let count = ledger.facts.iter().skip(from).take_while(same).count();
        let section = first.section_id.as_deref().and_then(|id| sections.get(id).copied()).unwrap_or_default();
        // What goes on behind a semicolon may be a part of what was told before it.
        let alone = section
            .split_once(first.sentence.as_str())
            .is_none_or(|(before, _)| !before.trim_end().ends_with(['；', ';']));
        if alone && let Some(told) = sum_of(ledger.facts.get(from..from + count).unwrap_or_default()) {
            let figure = |at: usize| Term::plus(ledger.first_fact + from + at);
            equations.push(Equation {
                check: STATED_SUM,
                form: Form::Other,
                table: usize::MAX,
                left: vec![figure(told.sum)],
                right: told.addends.into_iter().map(figure).collect(),
                trust: Trust::Strong,
                meaning: Meaning::Sum,
                naming: Naming::Row,
                doubt: None,
                obstacle: None,
            });
        }
        from += count.max(1);
    }
}

/// A sum and what it is made of, by their places among the facts of a sentence.
#[derive(Debug, PartialEq)]
struct Told {
    sum: usize,
    addends: Vec<usize>,
}

/// The sum that a sentence tells with all of its addends: an amount, more behind 加 (plus), and what they make together.
fn sum_of(facts: &[Fact]) -> Option<Told> {
    let names_sum = |fact: &Fact| SUMS.iter().any(|end| fact.subject.ends_with(end));
    let is_amount = |fact: &Fact| fact.measure == "amount" && fact.comparison.is_none();
    let sum = facts.iter().position(|fact| is_amount(fact) && names_sum(fact))?;
    let sentence = without_thousands(&facts.first()?.sentence);
    let place = |fact: &Fact| sentence.find(&fact.value?.to_string());
    let (start, end) = (place(facts.first()?)?, place(facts.get(sum)?)?);
    let (opening, told) = (sentence.get(..start)?, sentence.get(start..end)?);
    let plus = ["，加", ",加"].iter().filter_map(|mark| told.find(mark)).min()? + start;
    let addends: Vec<usize> = (0..sum).filter(|at| facts.get(*at).is_some_and(is_amount)).collect();
    let behind = addends.iter().filter_map(|at| place(facts.get(*at)?)).filter(|at| *at > plus).count();
    let exact =
        addends.iter().chain([&sum]).all(|at| facts.get(*at).is_some_and(|f| is_exact(f) && !f.subject.is_empty()));
    let whole = !opening.contains('加') && !MORE.iter().any(|word| opening.contains(word) || told.contains(word));
    (whole && exact && behind > 0 && behind < addends.len()).then_some(Told { sum, addends })
}

/// A text without the commas between the digits of its numbers.
fn without_thousands(text: &str) -> String {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut plain = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        if c != ',' || !digit(before) || !digit(chars.peek().copied()) {
            plain.push(c);
        }
        before = Some(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::Decimal;

    fn facts(sentence: &str, told: &[(&str, i64)]) -> Vec<Fact> {
        let fact = |(subject, value): &(&str, i64)| Fact {
            subject: (*subject).to_owned(),
            measure: "amount".to_owned(),
            value: Some(Decimal::from(*value)),
            sentence: sentence.to_owned(),
            ..Fact::default()
        };
        told.iter().map(fact).collect()
    }

    #[test]
    fn a_sum_is_told_with_its_addends() {
        let told = [("林业收入", 80), ("上级补助收入", 1200), ("上年结余", 1), ("收入总计", 1281)];
        let sum = |sentence: &str| sum_of(&facts(sentence, &told)).map(|told| (told.sum, told.addends));
        let sentence = "林业收入80万元，加上级补助收入1,200万元、上年结余1万元，收入总计1281万元。";
        assert_eq!(sum(sentence), Some((3, vec![0, 1, 2])));
        assert_eq!(sum("加上林业收入80万元，加上级补助收入1,200万元、上年结余1万元，收入总计1281万元。"), None);
        assert_eq!(sum("林业收入80万元，其中补助1200万元，加上年结余1万元，收入总计1281万元。"), None);
        let unsaid = [("林业收入", 80), ("收入总计", 1281)];
        assert_eq!(sum_of(&facts("林业收入80万元，加上级补助收入等，收入总计1281万元。", &unsaid)), None);
    }
}
