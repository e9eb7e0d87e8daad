//! Rows that are the sum of those behind them in every column of amounts, beside which they stand all the same: their
//! indents are alike, or the list of parts (其中) below them seemed to end after its first row. A row and its parts agree in
//! one column by chance, but not in all.
//!
//! What was read from sums cannot be proved by sums: such rows are marked.

use crate::hierarchy::by_label::mark_rank;
use crate::lanes::closing_sums::closes;
use crate::lanes::row::LaneRow;
use gongkai_normalize::label::strip_of_which;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest digits that the amounts of a row have together for a sum of others to be no chance.
const FEWEST_DIGITS: u32 = 5;

/// Most rows below one that are looked at.
const MOST_ROWS: usize = 256;

/// Hangs rows below the row before them that is their sum in every column, or with the rows that stand below it already.
/// `columns` are the amounts of the rows, column by column.
pub(crate) fn nest_by_all_columns(rows: &mut [LaneRow], columns: &[Vec<Option<Decimal>>]) {
    let mut lists: BTreeMap<(Option<usize>, usize), Vec<usize>> = BTreeMap::new();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut block = 0;
    for (at, row) in rows.iter().enumerate() {
        // No sum goes on behind a total.
        block += usize::from(row.total);
        if row.total || row.memo {
            continue;
        }
        lists.entry((row.parent, row.parent.map_or(block, |_| 0))).or_default().push(at);
        if let Some(parent) = row.parent {
            children.entry(parent).or_default().push(at);
        }
    }
    let amounts = Amounts { columns, children: &children };
    let mut moved: Vec<Moved> = Vec::new();
    for ((parent, _), mut list) in lists {
        let plain = |at: &usize| rows.get(*at).is_some_and(|row| row.codes.is_empty() && row.unit_code.is_none());
        if list.len() < 2 || !list.iter().all(plain) || parent.is_some_and(|parent| closes(&[parent], &list, columns)) {
            continue;
        }
        // From the last row up, so that what stands below a row is known when the rows above it are added up.
        for at in (0..list.len()).rev() {
            let (Some(&head), Some(behind)) = (list.get(at), list.get(at + 1..)) else { continue };
            let own = children.get(&head).map_or(&[][..], Vec::as_slice);
            let (parts, others): (Vec<usize>, Vec<usize>) =
                own.iter().partition(|at| rows.get(**at).is_some_and(|row| row.of_which));
            let of_parts = others.is_empty() && !parts.is_empty();
            let below = if of_parts { parts } else { others };
            // A row without a label is named by what it sums up, later.
            if rows.get(head).is_none_or(|row| row.of_which && of_parts || row.label.is_empty()) {
                continue;
            }
            let rank = |at: usize| rows.get(at).and_then(|row| mark_rank(&row.label));
            let sisters = |next: &&usize| rank(head).is_none() || rank(**next) != rank(head);
            let behind: Vec<usize> = behind.iter().take_while(sisters).take(MOST_ROWS).copied().collect();
            let Some(count) = amounts.rows_that_add_up(head, &below, of_parts, &behind) else { continue };
            let label = |at: usize| rows.get(at).map_or("", |row| row.label.as_str());
            if behind.iter().take(count).any(|at| balances(label(head), label(*at))) {
                continue;
            }
            for row in list.drain(at + 1..at + 1 + count) {
                moved.push(Moved { row, head, of_parts });
                // A row of nothing holds no rows: they stand beside it.
                let held = children.get(&row).into_iter().flatten().filter(|_| amounts.is_blank(row));
                moved.extend(held.map(|row| Moved { row: *row, head, of_parts }));
            }
        }
    }
    hang(rows, moved);
}

/// Words of what is left of one amount less another.
const LEFT: &[&str] = &["结余", "结转", "净额", "余额", "差额", "盈余", "赤字"];

/// 收入 = 支出 + 结余 (income is expenditure and what is left): equal, but no parts of one another.
fn balances(whole: &str, part: &str) -> bool {
    let left = |label: &str| LEFT.iter().any(|word| label.contains(word));
    let side = |label: &str, one: &str, other: &str| label.contains(one) && !label.contains(other);
    (left(part) && !left(whole))
        || ["流入", "流出"].iter().any(|word| part.contains(word) && !whole.contains(word) && whole.contains('流'))
        || (side(whole, "收入", "支出") && side(part, "支出", "收入"))
        || (side(whole, "支出", "收入") && side(part, "收入", "支出"))
}

/// A row that goes below another; `of_parts` where it goes on a list of parts (其中).
struct Moved {
    row: usize,
    head: usize,
    of_parts: bool,
}

fn hang(rows: &mut [LaneRow], mut moved: Vec<Moved>) {
    // Rows further up come first, so that each finds the level of the row above it settled.
    moved.sort_by_key(|moved| moved.row);
    let mut in_parts: BTreeMap<usize, bool> = BTreeMap::new();
    for Moved { row, head, of_parts } in moved {
        let (level, head_of_which) = rows.get(head).map_or((None, false), |head| (head.level, head.of_which));
        if let Some(row) = rows.get_mut(row) {
            // What divides a part (其中) is no part itself, unless it says so.
            let parts = *in_parts.entry(head).or_insert(of_parts || strip_of_which(&row.label).is_some());
            row.parent = Some(head);
            row.level = level.map(|level| level.saturating_add(1));
            row.of_which = parts || (row.of_which && !head_of_which);
            row.nested_by_amount = true;
        }
    }
    for at in 0..rows.len() {
        let above = rows.get(at).and_then(|row| rows.get(row.parent?)?.level);
        if let (Some(row), Some(above)) = (rows.get_mut(at), above)
            && !row.total
            && row.level.is_some_and(|own| own <= above)
        {
            row.level = Some(above.saturating_add(1));
        }
    }
}

/// The amounts of the rows of a list, and which rows stand below which.
struct Amounts<'a> {
    columns: &'a [Vec<Option<Decimal>>],
    children: &'a BTreeMap<usize, Vec<usize>>,
}

impl Amounts<'_> {
    /// Whether nothing or zero is printed in all columns.
    fn is_blank(&self, at: usize) -> bool {
        self.columns.iter().all(|column| amount(column, at).is_zero())
    }

    /// What a row adds in a column: its own amount or, where it prints none at all, those of the rows below it.
    fn adds(&self, column: &[Option<Decimal>], at: usize) -> Decimal {
        let below = self.children.get(&at).filter(|_| self.is_blank(at));
        below.map_or(amount(column, at), |below| {
            below.iter().fold(Decimal::ZERO, |sum, at| sum.saturating_add(amount(column, *at)))
        })
    }

    /// How many of the rows behind one are, with those below it, exactly the row in every column.
    fn rows_that_add_up(&self, head: usize, below: &[usize], of_parts: bool, behind: &[usize]) -> Option<usize> {
        let mut left: Vec<Decimal> = self.columns.iter().map(|column| amount(column, head)).collect();
        let mut addends = 0;
        let mut take = |at: usize, left: &mut [Decimal]| {
            let mut filled = false;
            for (rest, column) in left.iter_mut().zip(self.columns) {
                let own = self.adds(column, at);
                *rest = rest.saturating_sub(own);
                filled |= !own.is_zero();
            }
            addends += usize::from(filled);
            addends
        };
        for at in below {
            take(*at, &mut left);
        }
        // What rows of its own leave open must be no chance, or else all of it.
        let own_rows = !below.is_empty() && !of_parts;
        let open: Vec<Decimal> =
            if own_rows { left.clone() } else { self.columns.iter().map(|c| amount(c, head)).collect() };
        // 总计 | 小计 | 一般公共预算 print one amount three times.
        let distinct: BTreeSet<Decimal> = open.into_iter().map(|value| value.normalize()).collect();
        if distinct.into_iter().map(digits).sum::<u32>() < FEWEST_DIGITS || left.iter().all(Decimal::is_zero) {
            return None;
        }
        for (count, at) in (1..).zip(behind) {
            let addends = take(*at, &mut left);
            if left.iter().all(Decimal::is_zero) {
                return (addends > 1).then_some(count);
            }
        }
        None
    }
}

/// An amount of a column; nothing printed adds nothing.
fn amount(column: &[Option<Decimal>], at: usize) -> Decimal {
    column.get(at).copied().flatten().unwrap_or_default()
}

/// Digits of an amount without the zeros at its end.
fn digits(value: Decimal) -> u32 {
    let mut digits = value.normalize().mantissa().unsigned_abs();
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits.checked_ilog10().map_or(0, |log| log + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::row::build::{parents, row};

    fn list(amounts: &[[i64; 2]]) -> (Vec<LaneRow>, Vec<Vec<Option<Decimal>>>) {
        let rows = amounts.iter().map(|_| LaneRow { level: Some(1), ..row("甲", 0) }).collect();
        let column =
            |at: usize| amounts.iter().map(|own| Some(Decimal::from(own[at])).filter(|v| !v.is_zero())).collect();
        (rows, vec![column(0), column(1)])
    }

    #[test]
    fn a_row_that_is_the_sum_of_the_next_in_every_column_stands_above_them() {
        let (mut rows, columns) = list(&[[3021, 1500], [1021, 0], [2000, 1500], [770, 12]]);
        nest_by_all_columns(&mut rows, &columns);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), None]);
        assert_eq!((rows[1].level, rows[1].nested_by_amount), (Some(2), true));
        // One column that does not close says that it was chance.
        let (mut rows, columns) = list(&[[3021, 1500], [1021, 0], [2000, 1400], [770, 12]]);
        nest_by_all_columns(&mut rows, &columns);
        assert_eq!(parents(&rows), [None; 4]);
    }

    #[test]
    fn groups_may_hold_groups() {
        let (mut rows, columns) = list(&[[9021, 15], [3021, 10], [1021, 4], [2000, 6], [6000, 5]]);
        nest_by_all_columns(&mut rows, &columns);
        assert_eq!(parents(&rows), [None, Some(0), Some(1), Some(1), Some(0)]);
        assert_eq!(rows[2].level, Some(3));
    }

    #[test]
    fn a_list_of_parts_goes_on_to_its_whole() {
        let (mut rows, columns) = list(&[[3021, 1500], [1021, 0], [2000, 700], [0, 800], [770, 12]]);
        (rows[1].parent, rows[1].of_which, rows[1].level) = (Some(0), true, Some(2));
        nest_by_all_columns(&mut rows, &columns);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), Some(0), None]);
        assert!(rows[3].of_which && !rows[4].of_which);
    }

    #[test]
    fn rows_below_one_of_nothing_complete_the_row_above() {
        // 一般性转移支付 with rows of its own, sisters drawn too far out, and a zero among them that seems to hold the rest.
        let (mut rows, columns) = list(&[[9021, 15], [4000, 10], [3021, 4], [0, 0], [2000, 1], [770, 12]]);
        for (at, above) in [(1, 0), (4, 3)] {
            (rows[at].parent, rows[at].level) = (Some(above), Some(2));
        }
        nest_by_all_columns(&mut rows, &columns);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), Some(0), Some(0), None]);
    }

    #[test]
    fn what_is_left_of_income_is_no_part_of_it() {
        let (mut rows, columns) = list(&[[3021, 1500], [1021, 0], [2000, 1500]]);
        for (row, label) in rows.iter_mut().zip(["基金收入", "基金支出", "本年结余"]) {
            label.clone_into(&mut row.label);
        }
        nest_by_all_columns(&mut rows, &columns);
        assert_eq!(parents(&rows), [None; 3]);
    }

    #[test]
    fn numbered_rows_beside_each_other_stay_so() {
        let (mut rows, columns) = list(&[[3021, 1500], [1021, 0], [2000, 1500]]);
        for (row, label) in rows.iter_mut().zip(["一、余额", "二、借入", "三、限额"]) {
            label.clone_into(&mut row.label);
        }
        nest_by_all_columns(&mut rows, &columns);
        assert_eq!(parents(&rows), [None; 3]);
    }
}
