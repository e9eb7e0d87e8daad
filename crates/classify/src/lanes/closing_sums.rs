//! Sums of rows: whether rows add up to others in every column, and how many sums of a list close, by which one reading of its
//! hierarchy is preferred to another.

use crate::lanes::row::LaneRow;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The sum of the rows below each row, and of the rows below none, of those that print an amount.
pub(crate) fn sums_below(rows: &[LaneRow]) -> BTreeMap<Option<usize>, (Decimal, u32)> {
    let mut sums: BTreeMap<Option<usize>, (Decimal, u32)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.total && !row.of_which) {
        let Some(amount) = row.amount else { continue };
        let slot = sums.entry(row.parent).or_default();
        if let Some(sum) = slot.0.checked_add(amount) {
            *slot = (sum, slot.1 + 1);
        }
    }
    sums
}

/// For each row whether it is the sum of the rows below it.
pub(crate) fn sums_of_rows_below(rows: &[LaneRow]) -> Vec<bool> {
    let sums = sums_below(rows);
    let closes = |(at, row): (usize, &LaneRow)| {
        let below = sums.get(&Some(at)).zip(row.amount);
        below.is_some_and(|((sum, addends), own)| is_sum(own, *sum, *addends))
    };
    rows.iter().enumerate().map(closes).collect()
}

/// The one total of a list.
pub(crate) fn only_total(rows: &[LaneRow]) -> Option<&LaneRow> {
    let mut totals = rows.iter().filter(|row| row.total);
    totals.next().filter(|_| totals.next().is_none())
}

/// Whether a printed amount is a sum of so many others, each of them rounded to its last digit.
pub(crate) fn is_sum(amount: Decimal, sum: Decimal, addends: u32) -> bool {
    let half = |printed: Decimal| Decimal::new(5, printed.scale().saturating_add(1));
    let tolerance = half(sum).checked_mul(Decimal::from(addends)).and_then(|of_all| of_all.checked_add(half(amount)));
    amount.checked_sub(sum).zip(tolerance).is_some_and(|(difference, most)| difference.abs() <= most)
}

/// Whether two lists of rows have one sum in every column, exactly in one at least.
pub(crate) fn closes(one: &[usize], other: &[usize], columns: &[Vec<Option<Decimal>>]) -> bool {
    let mut exact = false;
    let sum = |list: &[usize], column: &[Option<Decimal>]| {
        let mut amounts = list.iter().filter_map(|at| column.get(*at).copied().flatten());
        amounts.try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount))
    };
    let addends = u32::try_from(one.len() + other.len()).unwrap_or(u32::MAX);
    for column in columns {
        let Some((left, right)) = sum(one, column).zip(sum(other, column)) else { return false };
        if !is_sum(left, right, addends) {
            return false;
        }
        exact |= left == right && !left.is_zero();
    }
    exact
}

/// How many of the first rows of a list, but not all, have the sum of a row above them in every column.
pub(crate) fn rows_of_whole(above: usize, list: &[usize], columns: &[Vec<Option<Decimal>>]) -> Option<usize> {
    let amount = |column: &Vec<Option<Decimal>>, at: usize| column.get(at).copied().flatten().unwrap_or_default();
    let mut sums: Vec<(Decimal, Decimal)> = columns.iter().map(|c| (amount(c, above), Decimal::ZERO)).collect();
    let firsts = list.split_last().map_or(&[][..], |(_, firsts)| firsts);
    firsts.iter().zip(1..).find_map(|(at, count)| {
        let (mut closed, mut exact) = (true, false);
        for ((whole, sum), column) in sums.iter_mut().zip(columns) {
            *sum = sum.checked_add(amount(column, *at))?;
            closed &= is_sum(*whole, *sum, count + 1);
            exact |= *whole == *sum && !whole.is_zero();
        }
        (closed && exact).then_some(count as usize)
    })
}

/// Whether more sums close in one reading of a list than in the other, and fewer fail.
pub(crate) fn closes_better(one: &[LaneRow], other: &[LaneRow]) -> bool {
    let (one, other) = (closings(one), closings(other));
    one.0 > other.0 && one.1 < other.1
}

/// How many sums of a list close and how many fail.
fn closings(rows: &[LaneRow]) -> (u32, u32) {
    let (mut closing, mut failing) = (0, 0);
    for (parent, (sum, addends)) in sums_below(rows) {
        let above = parent.map_or_else(|| only_total(rows), |parent| rows.get(parent));
        let Some(amount) = above.and_then(|row| row.amount) else { continue };
        let slot = if is_sum(amount, sum, addends) { &mut closing } else { &mut failing };
        *slot += 1;
    }
    (closing, failing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reading_in_which_sums_close_is_better() {
        let row = |amount: i64, parent: Option<usize>| LaneRow {
            amount: Some(Decimal::from(amount)),
            parent,
            ..LaneRow::default()
        };
        let flat = [row(5, None), row(2, None), row(3, None)];
        let nested = [row(5, None), row(2, Some(0)), row(3, Some(0))];
        let wrong = [row(5, None), row(2, Some(0)), row(3, None)];
        assert!(!closes_better(&nested, &flat));
        assert!(closes_better(&nested, &wrong) && !closes_better(&wrong, &nested));
    }
}
