//! Rates against the amounts they are rates of. Both are rounded when printed, so intervals are compared: the rate may
//! be what any amounts give that round to the printed ones.

use crate::equation::{Equation, Meaning};
use crate::ledger::Figure;
use crate::outcome::Outcome;
use gongkai_model::Decimal;
use gongkai_model::finding::CheckStatus;

/// An interval of exact values.
#[derive(Debug, Clone, Copy)]
struct Interval {
    low: Decimal,
    high: Decimal,
}

impl Interval {
    fn around(value: Decimal, half: Decimal) -> Self {
        Self { low: value.saturating_sub(half), high: value.saturating_add(half) }
    }

    fn minus(self, other: Self) -> Self {
        Self { low: self.low.saturating_sub(other.high), high: self.high.saturating_sub(other.low) }
    }

    fn plus(self, other: Self) -> Self {
        Self { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }

    /// Quotient by an interval that does not hold zero.
    fn over(self, other: Self) -> Option<Self> {
        if other.low <= Decimal::ZERO && other.high >= Decimal::ZERO {
            return None;
        }
        let ends = [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        let mut quotients = Vec::with_capacity(4);
        for (over, under) in ends {
            quotients.push(over.checked_div(under)?);
        }
        Some(Self { low: quotients.iter().min().copied()?, high: quotients.iter().max().copied()? })
    }
}

/// Evaluates an equation whose left side is a rate in percent and whose right side are the amounts it is made of.
/// `None` where a part is not printed or the base is zero: then there is no rate to compare.
pub(crate) fn judge_ratio(equation: &Equation, figures: &[Figure<'_>]) -> Option<Outcome> {
    let [rate] = equation.left.as_slice() else { return None };
    let [over, under] = equation.right.as_slice() else { return None };
    let (rate, over, under) = (figures.get(rate.figure)?, figures.get(over.figure)?, figures.get(under.figure)?);
    let of = |figure: &Figure<'_>| Some(Interval::around(figure.yuan?, figure.half));
    let exact = |figure: &Figure<'_>| Some(Interval::around(figure.yuan?, Decimal::ZERO));
    let computed = |a: Interval, b: Interval| match equation.meaning {
        Meaning::Quotient => a.over(b),
        Meaning::Growth => a.minus(b).over(b),
        // A change of `a` that led to `b`: the base is what was there before.
        Meaning::IncreaseRate => a.over(b.minus(a)),
        Meaning::DecreaseRate => a.over(b.plus(a)),
        _ => None,
    };
    let hundred = Decimal::ONE_HUNDRED;
    let middle = computed(exact(over)?, exact(under)?)?.low.checked_mul(hundred)?;
    let wide = computed(of(over)?, of(under)?)?;
    let printed = rate.yuan?;
    // A decrease is printed with or without its sign; so is the growth of what was below zero.
    let unsigned = match equation.meaning {
        Meaning::DecreaseRate => printed.is_sign_negative(),
        Meaning::Growth => {
            under.yuan.is_some_and(|base| base.is_sign_negative())
                && printed.is_sign_negative() != middle.is_sign_negative()
        }
        _ => false,
    };
    let sign = if unsigned { -Decimal::ONE } else { Decimal::ONE };
    let own = printed.checked_mul(sign)?;
    let half = Decimal::new(5, rate.decimals.saturating_add(1).min(20));
    let (low, high) = (wide.low.checked_mul(hundred)?, wide.high.checked_mul(hundred)?);
    let status = if own.checked_sub(middle)?.abs() <= half {
        CheckStatus::Exact
    } else if own.saturating_add(half) >= low && own.saturating_sub(half) <= high {
        CheckStatus::WithinRounding
    } else {
        CheckStatus::Mismatch
    };
    let spread = middle.saturating_sub(low).max(high.saturating_sub(middle)).saturating_add(half);
    let failed = status == CheckStatus::Mismatch && equation.doubt.is_some();
    Some(Outcome {
        status: if failed { CheckStatus::NotEvaluated } else { status },
        left: Some(own),
        right: Some(middle.round_dp(rate.decimals.saturating_add(2))),
        tolerance: Some(spread.round_dp(rate.decimals.saturating_add(2))),
        reason: if failed { equation.doubt } else { None },
    })
}

/// Evaluates `part <= whole`, for figures that are not negative.
pub(crate) fn judge_at_most(equation: &Equation, figures: &[Figure<'_>]) -> Option<Outcome> {
    let [part] = equation.left.as_slice() else { return None };
    let [whole] = equation.right.as_slice() else { return None };
    let (part, whole) = (figures.get(part.figure)?, figures.get(whole.figure)?);
    if part.is_blank() || whole.is_blank() {
        return None;
    }
    let (left, right) = (part.yuan?, whole.yuan?);
    if left.is_sign_negative() || right.is_sign_negative() {
        return None;
    }
    let tolerance = part.half.saturating_add(whole.half);
    let outcome =
        |status, reason| Outcome { status, left: Some(left), right: Some(right), tolerance: Some(tolerance), reason };
    Some(if left <= right {
        outcome(CheckStatus::Exact, None)
    } else if left.saturating_sub(right) <= tolerance {
        outcome(CheckStatus::WithinRounding, None)
    } else if equation.doubt.is_some() {
        outcome(CheckStatus::NotEvaluated, equation.doubt)
    } else {
        outcome(CheckStatus::Mismatch, None)
    })
}
