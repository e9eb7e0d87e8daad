//! Where the identities of one table fail together, the table was misread rather than miscalculated: a column was
//! shifted, a row lost, a part taken for a whole. Then nothing is claimed.

use crate::equation::{Equation, Trust};
use crate::judgement::Outcome;
use gongkai_model::finding::CheckStatus;
use std::collections::BTreeMap;

/// How the equations of one identity on one table came out.
#[derive(Default)]
struct Tally {
    closing: u32,
    failing: u32,
}

/// Turns failures without support into `not_evaluated`, reason `structure_doubtful`.
///
/// With terms that certainly belong together, failures stand unless they are two or more and outnumber the closings.
/// With terms that only seem to, they stand where twice as many equations of the same identity close, and at least
/// two do.
pub(crate) fn withdraw_unsupported(judged: &mut [(Equation, Outcome)]) {
    let mut tallies: BTreeMap<(usize, &'static str), Tally> = BTreeMap::new();
    for (equation, outcome) in judged.iter() {
        let tally = tallies.entry((equation.table, equation.check.key)).or_default();
        tally.closing += u32::from(outcome.closes());
        tally.failing += u32::from(outcome.fails());
    }
    for (equation, outcome) in judged.iter_mut().filter(|(_, outcome)| outcome.fails()) {
        let Some(tally) = tallies.get(&(equation.table, equation.check.key)) else { continue };
        let stands = match equation.trust {
            Trust::Strong => tally.failing < 2 || tally.failing <= tally.closing,
            Trust::Weak => tally.closing >= 2 && tally.closing >= tally.failing.saturating_mul(2),
        };
        if !stands {
            outcome.status = CheckStatus::NotEvaluated;
            outcome.reason = Some("structure_doubtful");
        }
    }
}
