//! Rows printed beside a sum that add nothing to it: 减：结转下年的支出 (of which carried forward) below the balance it is part
//! of, the same total broken down a second time, groups of the places above them, the budget of another zone below the
//! totals. Added up with the others, they would count the same money twice.

use crate::lanes::closing_sums::{closes, is_sum};
use crate::lanes::row::LaneRow;
use crate::rows::dimensions::one_side;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::{TotalKind, total_kind};
use rust_decimal::Decimal;

/// Fewest rows that are a second view of a total.
const FEWEST: usize = 2;

/// Marks the rows of a list that add nothing to its sums. `columns` are the amounts of the rows, column by column.
pub(crate) fn tell_memo_rows(rows: &mut [LaneRow], columns: &[Vec<Option<Decimal>>], of_places: bool) {
    tell_uses_of_balance(rows);
    tell_total_of_other_place(rows);
    let Some(from) = second_breakdown(rows, columns).or_else(|| groups_of_places(rows, columns, of_places)) else {
        return;
    };
    for row in rows.iter_mut().skip(from).filter(|row| row.parent.is_none()) {
        row.memo = true;
    }
}

/// 年终结余 / 减：结转下年的支出 / 净结余: what a balance is made of.
fn tell_uses_of_balance(rows: &mut [LaneRow]) {
    let mut below_balance = false;
    for row in rows.iter_mut().filter(|row| !row.label.is_empty()) {
        let key = comparison_key(&row.label);
        row.memo |= below_balance && (key.starts_with("减:") || key.contains("净结余")) && !row.total;
        below_balance = row.memo || key.contains("结余");
    }
}

/// 支出合计 / 合作区支出合计: the last total names a place of its own and is no sum of the one above it.
fn tell_total_of_other_place(rows: &mut [LaneRow]) {
    let totals: Vec<usize> = rows.iter().enumerate().filter(|(_, row)| row.total).map(|(at, _)| at).collect();
    let [.., above, last] = totals.as_slice() else { return };
    let place = |at: usize| rows.get(at).is_some_and(|row| names_place(&comparison_key(&row.label)));
    let amount = |at: usize| rows.get(at).and_then(|row| row.amount).unwrap_or_default();
    if *last + 1 != rows.len() || !place(*last) || place(*above) || amount(*last) >= amount(*above) {
        return;
    }
    if let Some(row) = rows.get_mut(*last) {
        (row.total, row.memo, row.level) = (false, true, Some(1));
    }
}

/// 合作区支出合计: whether the total of a place that is not the whole (全市) or a level (市本级).
fn names_place(key: &str) -> bool {
    let ends = ["合计", "总计", "支出", "收入"];
    let mut rest = key;
    while let Some(shorter) = ends.iter().find_map(|end| rest.strip_suffix(end)) {
        rest = shorter;
    }
    !rest.starts_with('全') && rest.chars().count() > 2 && rest.ends_with(['区', '市', '县'])
}

/// Rows that stand below none, between two places of the list.
fn tops(rows: &[LaneRow], from: usize, to: usize) -> Vec<usize> {
    let top =
        |at: &usize| rows.get(*at).is_some_and(|row| row.parent.is_none() && !row.total && !row.of_which && !row.memo);
    (from..to).filter(top).collect()
}

/// Where the rows behind the last total begin, when they add up to it once more in every column.
fn second_breakdown(rows: &[LaneRow], columns: &[Vec<Option<Decimal>>]) -> Option<usize> {
    let total = rows.iter().rposition(|row| row.total)?;
    let amount = |at: usize| rows.get(at).and_then(|row| row.amount);
    let whole = amount(total)?;
    let subtotal = rows.get(total).is_some_and(|row| total_kind(&row.label) == Some(TotalKind::Subtotal));
    // A total of less than another heads rows of its own.
    if subtotal || rows.iter().any(|row| row.total && row.amount != Some(whole)) {
        return None;
    }
    let (before, behind) = (tops(rows, 0, total), tops(rows, total + 1, rows.len()));
    let side = |list: &[usize]| {
        let labels: String = list.iter().filter_map(|at| rows.get(*at)).map(|row| comparison_key(&row.label)).collect();
        one_side(&labels)
    };
    // Expenditure below 收入合计 balances it and is no part of it.
    let sides = side(&before).zip(side(&behind));
    if before.len() < FEWEST || behind.len() < FEWEST || sides.is_some_and(|(one, other)| one != other) {
        return None;
    }
    let held = before.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(amount(*at).unwrap_or_default()))?;
    (held >= whole && closes(&[total], &behind, columns)).then_some(total + 1)
}

/// Where groups of places begin behind the places, when they add up to the same in every column.
fn groups_of_places(rows: &[LaneRow], columns: &[Vec<Option<Decimal>>], of_places: bool) -> Option<usize> {
    let list = tops(rows, 0, rows.len());
    let amounts: Vec<Decimal> = list
        .iter()
        .map(|at| columns.first()?.get(*at).copied().flatten())
        .collect::<Option<_>>()
        .filter(|_| of_places)?;
    let whole = amounts.iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount))?;
    let mut sum = Decimal::ZERO;
    for (at, amount) in amounts.iter().enumerate() {
        let (places, groups) = list.split_at(at);
        let left = whole.checked_sub(sum)?;
        let addends = u32::try_from(list.len()).ok()?;
        if groups.len() >= FEWEST
            && places.len() > groups.len()
            && is_sum(sum, left, addends)
            && closes(places, groups, columns)
        {
            return groups.first().copied();
        }
        sum = sum.checked_add(*amount)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::row::is_total_label;

    fn memos(rows: &[(&str, i64)], of_places: bool) -> Vec<&'static str> {
        let mut list: Vec<LaneRow> = rows
            .iter()
            .map(|(label, amount)| LaneRow {
                label: (*label).to_owned(),
                amount: Some(Decimal::from(*amount)),
                total: is_total_label(label),
                ..LaneRow::default()
            })
            .collect();
        let column = rows.iter().map(|(_, amount)| Some(Decimal::from(*amount))).collect();
        tell_memo_rows(&mut list, &[column], of_places);
        list.iter().map(|row| if row.memo { "memo" } else { "" }).collect()
    }

    #[test]
    fn what_a_balance_is_made_of_is_not_added_to_it() {
        let rows = [("教育支出", 30), ("年终结余", 12), ("减：结转下年的支出", 12), ("净结余", 0), ("支出总计", 42)];
        assert_eq!(memos(&rows, false), ["", "", "memo", "memo", ""]);
    }

    #[test]
    fn a_total_broken_down_again_is_no_more_money() {
        let rows = [("教育支出", 30), ("农林水支出", 12), ("支出合计", 42), ("1.本级支出", 40), ("2.上解支出", 2)];
        assert_eq!(memos(&rows, false), ["", "", "", "memo", "memo"]);
        let balanced = [("税收收入", 30), ("其他收入", 12), ("收入合计", 42), ("本级支出", 40), ("上解支出", 2)];
        assert_eq!(memos(&balanced, false), [""; 5]);
        let headed = [("东局", 30), ("合计", 42), ("基本工资", 40), ("津贴", 2)];
        assert_eq!(memos(&headed, false), [""; 4]);
        let carried = [("教育支出", 30), ("农林水支出", 12), ("支出合计", 42), ("结转", 40), ("上解支出", 3)];
        assert_eq!(memos(&carried, false), [""; 5]);
    }

    #[test]
    fn groups_behind_their_places_are_no_more_money() {
        let rows = [("东山市", 3), ("西山市", 4), ("南山市", 5), ("沿海地带", 7), ("内陆地带", 5)];
        assert_eq!(memos(&rows, true), ["", "", "", "memo", "memo"]);
        assert_eq!(memos(&rows, false), [""; 5]);
    }

    #[test]
    fn the_total_of_another_zone_is_no_grand_total() {
        assert_eq!(memos(&[("教育支出", 30), ("支出合计", 30), ("青山合作区支出合计", 4)], false), ["", "", "memo"]);
        assert_eq!(memos(&[("教育支出", 30), ("支出合计", 30), ("支出总计", 34)], false), [""; 3]);
    }
}
