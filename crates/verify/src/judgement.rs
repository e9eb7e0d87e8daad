//! Whether an equation holds.

use crate::equation::{Equation, Meaning, Naming, Term};
use crate::identities::INCOME_IS_EXPENDITURE;
use crate::ledger::Figure;
use crate::outcome::Outcome;
use crate::ratio::{judge_at_most, judge_ratio};
use gongkai_model::Decimal;
use gongkai_model::finding::CheckStatus;
use gongkai_model::record::CellState;

/// Evaluates an equation; `None` where no operand is other than zero, for then there is nothing to check.
pub(crate) fn judge(equation: &Equation, figures: &[Figure<'_>]) -> Option<Outcome> {
    let operands = || equation.left.iter().chain(&equation.right).filter_map(|term| figures.get(term.figure));
    let mut doubtful = false;
    let mut non_zero = false;
    for figure in operands() {
        doubtful |= figure.state == CellState::Garbled;
        non_zero |= figure.is_non_zero();
    }
    if !non_zero || is_one_sided(equation, figures) {
        return None;
    }
    if let Some(obstacle) = equation.obstacle {
        return Some(Outcome::not_evaluated(obstacle));
    }
    if doubtful {
        return Some(Outcome::not_evaluated("garbled_operand"));
    }
    if operands().any(|figure| !figure.is_blank() && figure.yuan.is_none()) {
        return Some(Outcome::not_evaluated("unit_unknown"));
    }
    match equation.meaning {
        Meaning::AtMost => return judge_at_most(equation, figures),
        Meaning::Quotient | Meaning::Growth | Meaning::IncreaseRate | Meaning::DecreaseRate => {
            return judge_ratio(equation, figures);
        }
        Meaning::Sum | Meaning::SameQuantity => {}
    }
    let (Some(left), Some(right)) = (sum(&equation.left, figures), sum(&equation.right, figures)) else {
        return Some(Outcome::not_evaluated("number_too_large"));
    };
    let Some(difference) = left.checked_sub(right) else {
        return Some(Outcome::not_evaluated("number_too_large"));
    };
    let tolerance = tolerance(equation, figures);
    let outcome =
        |status, reason| Outcome { status, left: Some(left), right: Some(right), tolerance: Some(tolerance), reason };
    Some(if difference.is_zero() {
        outcome(CheckStatus::Exact, None)
    } else if difference.abs() <= tolerance {
        outcome(CheckStatus::WithinRounding, None)
    } else if blank_may_explain(equation, difference, figures) {
        outcome(CheckStatus::NotEvaluated, Some("blank_operand"))
    } else if equation.doubt.is_some() {
        outcome(CheckStatus::NotEvaluated, equation.doubt)
    } else {
        match equation.meaning {
            Meaning::Sum
            | Meaning::AtMost
            | Meaning::Quotient
            | Meaning::Growth
            | Meaning::IncreaseRate
            | Meaning::DecreaseRate => outcome(CheckStatus::Mismatch, None),
            Meaning::SameQuantity => outcome(CheckStatus::Disagreement, None),
        }
    })
}

/// Whether amounts in the blank cells could make the two sides equal: of a sum of amounts none of which is negative, only
/// the side that is too small can want for one.
fn blank_may_explain(equation: &Equation, difference: Decimal, figures: &[Figure<'_>]) -> bool {
    let blank = |terms: &[Term]| terms.iter().any(|term| figures.get(term.figure).is_some_and(Figure::is_blank));
    let (left, right) = (blank(&equation.left), blank(&equation.right));
    let mut terms = equation.left.iter().chain(&equation.right);
    let signed = terms.any(|term| {
        let yuan = figures.get(term.figure).and_then(|figure| figure.yuan);
        term.negative || yuan.is_some_and(|yuan| yuan < Decimal::ZERO)
    });
    if equation.meaning != Meaning::Sum || signed {
        return left || right;
    }
    if difference > Decimal::ZERO { right } else { left }
}

/// Whether all figures are printed zeros, blanks beside them passed over: the identity holds, and there is nothing to
/// tell about it.
pub(crate) fn is_of_zeros(equation: &Equation, figures: &[Figure<'_>]) -> bool {
    let state = |term: &Term| figures.get(term.figure).map(|figure| figure.state);
    let of_zeros = |terms: &[Term]| {
        terms.iter().all(|term| matches!(state(term), Some(CellState::Zero | CellState::Blank | CellState::Dash)))
            && terms.iter().any(|term| state(term) == Some(CellState::Zero))
    };
    equation.obstacle.is_none() && of_zeros(&equation.left) && of_zeros(&equation.right)
}

/// A heading printed without the rows below it, or the rows without their heading: one side of the sum is not published,
/// and there is nothing to compare.
fn is_one_sided(equation: &Equation, figures: &[Figure<'_>]) -> bool {
    let blank = |terms: &[Term]| {
        !terms.is_empty() && terms.iter().all(|term| figures.get(term.figure).is_some_and(Figure::is_blank))
    };
    equation.meaning == Meaning::Sum
        && equation.check != INCOME_IS_EXPENDITURE
        && equation.naming == Naming::Row
        && equation.obstacle.is_none()
        && (blank(&equation.left) || blank(&equation.right))
}

/// Sum of the terms in yuan, blanks as zero.
fn sum(terms: &[Term], figures: &[Figure<'_>]) -> Option<Decimal> {
    terms.iter().try_fold(Decimal::ZERO, |total, term| {
        let value = figures.get(term.figure).and_then(|figure| figure.yuan).unwrap_or_default();
        if term.negative { total.checked_sub(value) } else { total.checked_add(value) }
    })
}

/// Largest difference that independent rounding explains: half a unit of the last printed decimal for the left side
/// and for every term other than zero on the right.
fn tolerance(equation: &Equation, figures: &[Figure<'_>]) -> Decimal {
    let half = |term: &Term| figures.get(term.figure).map_or(Decimal::ZERO, |figure| figure.half);
    let of_non_zero = |terms: &[Term]| {
        terms
            .iter()
            .filter(|term| figures.get(term.figure).is_some_and(Figure::is_non_zero))
            .fold(Decimal::ZERO, |total, term| total.saturating_add(half(term)))
    };
    let left = equation.left.first().map_or(Decimal::ZERO, half).max(of_non_zero(&equation.left));
    left.saturating_add(of_non_zero(&equation.right))
}
