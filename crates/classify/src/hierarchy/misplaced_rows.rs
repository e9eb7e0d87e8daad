//! Single rows drawn half a step too far in or out, as by one blank more or less in a list of hundreds. They would hang
//! below the wrong row, or take the rows below another for their own. Two sums that fail with the row where it stands and
//! close with it one step away tell where it belongs.
//!
//! What was read from sums cannot be proved by sums: the rows of the lists concerned are marked.

use crate::lanes::closing_sums::{only_total, sums_below};
use crate::lanes::row::LaneRow;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// 转移性支出 (transfers) right below a total, with 上解支出, 补助下级支出, … behind it at the same place: a row that is exactly
/// the sum of all its sisters up to the next total stands above them. Gives it with these.
fn heads_of_sisters(rows: &[LaneRow]) -> Vec<(usize, Vec<usize>)> {
    let mut found = Vec::new();
    let mut sisters: Vec<usize> = Vec::new();
    let mut sum = Decimal::ZERO;
    let mut addends = 0;
    for (at, row) in rows.iter().enumerate().rev() {
        if row.total {
            sisters.clear();
            (sum, addends) = (Decimal::ZERO, 0);
            continue;
        }
        if row.parent.is_some() || row.of_which {
            continue;
        }
        let own = row.amount.unwrap_or_default();
        let holds_rows = rows.get(at + 1).is_some_and(|next| next.parent == Some(at));
        // A list that the total above it adds up as it stands is in order.
        let above = at.checked_sub(1).and_then(|above| rows.get(above)).filter(|above| above.total);
        let behind_total = above.is_some_and(|above| above.amount != own.checked_add(sum));
        if behind_total && !holds_rows && addends > 1 && !own.is_zero() && own == sum {
            found.push((at, std::mem::take(&mut sisters)));
        }
        addends += u32::from(!own.is_zero());
        sum = sum.saturating_add(own);
        sisters.push(at);
    }
    found
}

/// Puts rows one step further in, or out, where that closes both sums concerned.
pub(crate) fn settle_misplaced_rows(rows: &mut [LaneRow]) {
    let sums = sums_below(rows);
    let whole = only_total(rows).and_then(|row| row.amount);
    let amount = |at: Option<usize>| at.map_or(whole, |at| rows.get(at)?.amount);
    let below = |at: Option<usize>| sums.get(&at).map(|(sum, _)| *sum).unwrap_or_default();
    // By how much the rows below one are more than it.
    let excess = |at: Option<usize>| amount(at).and_then(|own| below(at).checked_sub(own));
    let mut lists: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.total && !row.of_which) {
        lists.entry(row.parent.filter(|above| *above < at)).or_default().push(at);
    }
    let mut moved: Vec<(usize, Option<usize>)> = Vec::new();
    for (above, list) in &lists {
        for pair in list.windows(2) {
            let [sister, at] = *pair else { continue };
            let Some(own) = amount(Some(at)).filter(|own| !own.is_zero()) else { continue };
            // Too far out: with the row and what hangs below it, its sister is complete, and their list has the row too much.
            let hanging = below(Some(at));
            let complete =
                own.checked_add(hanging).zip(excess(Some(sister))).is_some_and(|(rest, excess)| rest == -excess);
            if complete && !below(Some(sister)).is_zero() && hanging != own && excess(*above) == Some(own) {
                moved.push((at, Some(sister)));
                moved.extend(lists.get(&Some(at)).into_iter().flatten().map(|row| (*row, Some(sister))));
            }
        }
        // Too far in: the last row is what the row above has too much, and what the list of that one lacks.
        let last = list.last().copied().zip(*above).filter(|_| list.len() > 1);
        if let Some((last, above)) = last
            && let Some(own) = amount(Some(last)).filter(|own| !own.is_zero())
            && excess(Some(above)) == Some(own)
            && let Some(higher) = rows.get(above).map(|row| row.parent.filter(|higher| *higher < above))
            && excess(higher).is_some_and(|excess| excess == -own)
        {
            moved.push((last, higher));
        }
    }
    let mut open: Vec<Option<usize>> = moved.iter().filter_map(|(at, _)| rows.get(*at)).map(|row| row.parent).collect();
    // Of a head and its sisters only their own sum was looked at.
    for (head, sisters) in heads_of_sisters(rows) {
        moved.extend(sisters.into_iter().map(|at| (at, Some(head))));
    }
    if moved.is_empty() {
        return;
    }
    for (at, above) in moved {
        let level = above.map_or(Some(1), |above| rows.get(above)?.level?.checked_add(1));
        let Some(row) = rows.get_mut(at) else { continue };
        open.push(above);
        (row.parent, row.level) = (above, level);
    }
    open.sort_unstable();
    open.dedup();
    for row in rows.iter_mut().filter(|row| !row.total) {
        row.nested_by_amount |= open.binary_search(&row.parent).is_ok();
    }
    // What stands below a row that moved has moved with it.
    for at in 0..rows.len() {
        let above = rows.get(at).and_then(|row| row.parent).filter(|above| *above < at);
        let level = above.and_then(|above| rows.get(above)?.level?.checked_add(1));
        if let Some(row) = rows.get_mut(at).filter(|row| !row.total && !row.label.is_empty()) {
            row.level = level.or(row.level);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(list: &[(i64, Option<usize>, u8)]) -> Vec<(Option<usize>, Option<u8>)> {
        let mut rows: Vec<LaneRow> = list
            .iter()
            .map(|(amount, parent, level)| LaneRow {
                label: "甲".to_owned(),
                amount: Some((*amount).into()),
                parent: *parent,
                level: Some(*level),
                ..LaneRow::default()
            })
            .collect();
        settle_misplaced_rows(&mut rows);
        rows.iter().map(|row| (row.parent, row.level)).collect()
    }

    #[test]
    fn a_row_too_far_out_goes_below_its_sister_with_what_hung_below_it() {
        let list =
            [(90, None, 1), (60, Some(0), 2), (20, Some(1), 3), (5, Some(0), 2), (35, Some(3), 3), (30, Some(0), 2)];
        let found = settled(&list);
        let parents: Vec<_> = found.iter().map(|(parent, _)| *parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(1), Some(0)]);
        assert_eq!(found[3].1, Some(3));
        assert_eq!(found[4].1, Some(3));
    }

    #[test]
    fn transfers_stand_above_the_rows_behind_them() {
        let amounts = [(50, true), (30, false), (10, false), (0, false), (20, false), (80, true)];
        let mut rows: Vec<LaneRow> = amounts
            .iter()
            .map(|(amount, total)| LaneRow {
                label: "甲".to_owned(),
                amount: Some((*amount).into()),
                total: *total,
                level: Some(u8::from(!*total)),
                ..LaneRow::default()
            })
            .collect();
        settle_misplaced_rows(&mut rows);
        let found: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(found, [None, None, Some(1), Some(1), Some(1), None]);
        assert_eq!(rows[4].level, Some(2));
    }

    #[test]
    fn a_row_too_far_in_stands_beside_the_row_above_it() {
        let list = [(90, None, 1), (60, Some(0), 2), (20, Some(1), 3), (40, Some(1), 3), (30, Some(1), 3)];
        assert_eq!(settled(&list)[4], (Some(0), Some(2)));
        // Where only one of the sums would close nothing moves.
        let list = [(95, None, 1), (60, Some(0), 2), (20, Some(1), 3), (40, Some(1), 3), (30, Some(1), 3)];
        assert_eq!(settled(&list)[4], (Some(1), Some(3)));
    }
}
