//! What a damaged number must have been: where a figure cannot be read, every identity it stands in tells its value.
//! One that all of them agree on, and that the printed characters allow, is proposed in the finding. The data stays as it
//! was read.

use crate::equation::{Equation, Meaning};
use crate::ledger::Figure;
use crate::outcome::Outcome;
use gongkai_model::Decimal;
use gongkai_model::finding::Proposal;
use gongkai_model::record::CellState;
use gongkai_normalize::unit::MoneyUnit;
use std::collections::BTreeMap;

/// The proposals for unreadable figures, by figure.
pub(crate) fn proposals(judged: &[(Equation, Outcome)], figures: &[Figure<'_>]) -> BTreeMap<usize, Proposal> {
    let mut needed: BTreeMap<usize, Vec<Decimal>> = BTreeMap::new();
    for (equation, outcome) in judged.iter().filter(|(_, outcome)| outcome.reason == Some("garbled_operand")) {
        debug_assert!(outcome.left.is_none());
        if let Some((figure, value)) = solve(equation, figures) {
            needed.entry(figure).or_default().push(value);
        }
    }
    needed
        .into_iter()
        .filter_map(|(at, values)| {
            let figure = figures.get(at)?;
            let first = *values.first()?;
            // Rounding lets two identities differ by a little; then neither value is certain.
            let agree = values.iter().all(|value| *value == first);
            let printed = printed_in(first, figure.unit?, figure.decimals)?;
            (agree && may_be(&figure.printed, &printed)).then(|| {
                let proposal = Proposal {
                    entity: figure.entity.to_owned(),
                    id: figure.id.to_owned(),
                    printed: figure.printed.clone().into_owned(),
                    value: printed,
                    amount_yuan: first,
                };
                (at, proposal)
            })
        })
        .collect()
}

/// The only unreadable figure of a sum and the value that closes it.
fn solve(equation: &Equation, figures: &[Figure<'_>]) -> Option<(usize, Decimal)> {
    if !matches!(equation.meaning, Meaning::Sum | Meaning::SameQuantity) || equation.obstacle.is_some() {
        return None;
    }
    let mut unknown: Option<(usize, bool)> = None;
    let mut sum = Decimal::ZERO;
    let left = equation.left.iter().map(|term| (term, true));
    for (term, on_left) in left.chain(equation.right.iter().map(|term| (term, false))) {
        let figure = figures.get(term.figure)?;
        let positive = on_left != term.negative;
        if figure.state == CellState::Garbled {
            if unknown.replace((term.figure, positive)).is_some() {
                return None;
            }
            continue;
        }
        let value = figure.yuan.or(figure.is_blank().then_some(Decimal::ZERO))?;
        sum = if positive { sum.checked_add(value)? } else { sum.checked_sub(value)? };
    }
    // Left minus right is zero: the unknown is minus the rest, or the rest.
    let (figure, positive) = unknown?;
    Some((figure, if positive { -sum } else { sum }))
}

fn printed_in(yuan: Decimal, unit: MoneyUnit, decimals: u32) -> Option<String> {
    let mut value = yuan.checked_div(unit.factor())?.normalize();
    if value.scale() > decimals.max(2) {
        return None;
    }
    if value.scale() < decimals {
        value.rescale(decimals);
    }
    Some(value.to_string())
}

/// Fewest digits of a number of which one may be unlike the printed one.
const FEWEST_DIGITS: usize = 4;

/// Whether damaged characters may have been a number: digit for digit, letters taken for the digits they look like, and
/// at most one digit lost, gained or changed.
fn may_be(printed: &str, number: &str) -> bool {
    let seen: Vec<char> = printed.chars().filter_map(as_digit).collect();
    let meant: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    seen == meant || (meant.len() >= FEWEST_DIGITS && !seen.is_empty() && one_apart(&seen, &meant))
}

fn as_digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32)?,
        'O' | 'o' | 'D' | 'Q' | '〇' | '○' => '0',
        'l' | 'I' | '|' | 'i' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'b' | 'G' => '6',
        'B' => '8',
        'g' | 'q' => '9',
        _ => return None,
    })
}

fn one_apart(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = |digits: &[char], from: usize| digits.get(from..).unwrap_or_default().to_vec();
    if short.len() == long.len() {
        rest(short, same + 1) == rest(long, same + 1)
    } else {
        rest(short, same) == rest(long, same + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_tables::{Sheet, findings_of};
    use gongkai_model::table::Form;

    #[test]
    fn a_number_that_closes_its_sums_is_proposed() {
        let sheet = Sheet::new(Form::FA03, &["total", "basic", "project"])
            .row("20801", "人力资源事务", &["1O.50", "4.00", "6.50"])
            .row("20802", "民政事务", &["2.00", "2.00", "0.00"]);
        let findings = findings_of(vec![sheet]);
        let proposed: Vec<_> = findings.iter().filter_map(|f| f.proposal.as_ref()).map(|p| p.value.as_str()).collect();
        assert_eq!(proposed, ["10.50"]);
    }

    #[test]
    fn characters_decide_whether_a_value_is_possible() {
        assert!(may_be("1O,5OO.0l", "10500.01"));
        assert!(may_be("12345", "12375"));
        assert!(!may_be("987", "12345.00"));
        assert!(!may_be("?", "10.00"));
    }
}
