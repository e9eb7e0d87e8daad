//! Rows behind others that are already the whole of the row above: what follows them belongs elsewhere. A publisher draws
//! 州对下专项转移支付补助 (transfers to the counties) at the place of the classes behind each class, or 信访事务 (a division of its
//! own) and its items as far in as the items before it.
//!
//! What was read from sums alone cannot be proved by sums: such rows are marked.

use crate::hierarchy::by_place::is_group_of_places;
use crate::lanes::closing_sums::{closes, rows_of_whole};
use crate::lanes::row::LaneRow;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Takes rows out of lists that are complete without them in every column: below the last of these, if they are its sum, with
/// what stands below it; else to where the row above them stands, if they are drawn further out than the others, or if the
/// first of them is the sum of the others.
/// 区县合计 at the place of the counties behind it stands above them where they add up to it.
pub(crate) fn part_rows_behind_sums(rows: &mut [LaneRow], columns: &[Vec<Option<Decimal>>]) {
    let mut lists: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.total && !row.memo) {
        if let Some(above) = row.parent.filter(|above| *above < at) {
            lists.entry(above).or_default().push(at);
        }
    }
    let mut moved: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    let mut open: BTreeSet<Option<usize>> = BTreeSet::new();
    for (above, list) in &lists {
        let told = |at: &usize| rows.get(*at).is_some_and(|row| row.of_which || !row.codes.is_empty());
        if list.iter().any(told) || closes(&[*above], list, columns) {
            continue;
        }
        let Some(from) = rows_of_whole(*above, list, columns) else { continue };
        let (within, behind) = list.split_at(from);
        let Some(((first, rest), last)) = behind.split_first().zip(within.last()) else { continue };
        let higher = rows.get(*above).and_then(|row| row.parent);
        let indent = |at: &usize| rows.get(*at).map(|row| row.indent);
        let own = lists.get(last).map_or(&[][..], Vec::as_slice);
        if closes(&[*last], &[own, behind].concat(), columns) {
            moved.extend(behind.iter().map(|at| (*at, Some(*last))));
            open.extend([Some(*above), Some(*last)]);
        } else if closes(&[*above], behind, columns) {
            // Rows that are the whole once more divide it another way.
        } else if behind.iter().map(indent).max() < within.iter().map(indent).min() {
            // The row above may itself be drawn too far out: with it and them the list before it is complete.
            let sister = (0..*above).rev().find(|at| rows.get(*at).is_some_and(|row| row.parent == higher));
            let whole = sister.zip(sister.and_then(|sister| lists.get(&sister))).filter(|(sister, list)| {
                let list: Vec<usize> = list.iter().chain([above]).chain(behind).copied().collect();
                closes(&[*sister], &list, columns)
            });
            if let Some((sister, _)) = whole {
                moved.extend(behind.iter().chain([above]).map(|at| (*at, Some(sister))));
                open.extend([Some(sister), higher]);
            } else {
                moved.extend(behind.iter().map(|at| (*at, higher)));
            }
        } else if !rest.is_empty() && closes(&[*first], rest, columns) {
            moved.insert(*first, higher);
            moved.extend(rest.iter().map(|at| (*at, Some(*first))));
            open.extend([Some(*above), Some(*first), higher]);
        }
    }
    for list in lists.values() {
        let group = |at: &usize| rows.get(*at).is_some_and(|row| is_group_of_places(&row.label) && !row.of_which);
        let Some(from) = list.iter().position(group) else { continue };
        let (Some(group), behind) = (list.get(from), list.get(from + 1..).unwrap_or_default()) else { continue };
        if behind.len() > 1 && !moved.contains_key(group) && closes(&[*group], behind, columns) {
            moved.extend(behind.iter().map(|at| (*at, Some(*group))));
            open.extend([rows.get(*group).and_then(|row| row.parent), Some(*group)]);
        }
    }
    move_rows(rows, &moved);
    for row in rows.iter_mut().filter(|row| !row.total) {
        row.nested_by_amount |= open.contains(&row.parent);
    }
}

/// Puts rows below others, with what stands below them.
fn move_rows(rows: &mut [LaneRow], moved: &BTreeMap<usize, Option<usize>>) {
    let mut changed = vec![false; rows.len()];
    for at in 0..rows.len() {
        let Some(own) = rows.get(at).filter(|row| !row.total && !row.memo).map(|row| row.parent) else { continue };
        let above = moved.get(&at).copied().unwrap_or(own).filter(|above| *above < at);
        if !moved.contains_key(&at) && !above.and_then(|above| changed.get(above)).is_some_and(|changed| *changed) {
            continue;
        }
        let level = above.map_or(Some(1), |above| rows.get(above)?.level?.checked_add(1));
        if let Some((row, slot)) = rows.get_mut(at).zip(changed.get_mut(at)) {
            (row.parent, row.level, *slot) = (above, level, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::row::build::parents;

    fn parted(list: &[(i64, Option<usize>, u8)]) -> (Vec<Option<usize>>, Vec<Option<u8>>) {
        let mut rows: Vec<LaneRow> = list
            .iter()
            .map(|(_, parent, indent)| LaneRow {
                parent: *parent,
                indent: *indent,
                level: Some(if parent.is_none() { 1 } else { 2 }),
                ..LaneRow::default()
            })
            .collect();
        let column = list.iter().map(|(amount, ..)| Some(Decimal::from(*amount))).collect();
        part_rows_behind_sums(&mut rows, &[column]);
        (parents(&rows), rows.iter().map(|row| row.level).collect())
    }

    #[test]
    fn rows_drawn_further_out_than_a_complete_list_stand_beside_the_row_above_it() {
        let list = [(30, None, 0), (10, Some(0), 2), (20, Some(0), 2), (7, Some(0), 1)];
        assert_eq!(parted(&list), (vec![None, Some(0), Some(0), None], vec![Some(1), Some(2), Some(2), Some(1)]));
        // What is the whole once more divides it another way.
        let list = [(30, None, 0), (10, Some(0), 2), (20, Some(0), 2), (12, Some(0), 1), (18, Some(0), 1)];
        assert_eq!(parted(&list).0, [None, Some(0), Some(0), Some(0), Some(0)]);
        // A list that is not complete without the row keeps it.
        let list = [(37, None, 0), (10, Some(0), 2), (20, Some(0), 2), (7, Some(0), 0)];
        assert_eq!(parted(&list).0, [None, Some(0), Some(0), Some(0)]);
    }

    #[test]
    fn a_row_drawn_too_far_out_and_the_rows_behind_its_list_belong_to_the_list_before_it() {
        let list = [(60, None, 0), (40, Some(0), 1), (5, None, 0), (5, Some(2), 2), (15, Some(2), 1), (9, None, 0)];
        let (parents, levels) = parted(&list);
        assert_eq!(parents, [None, Some(0), Some(0), Some(2), Some(0), None]);
        assert_eq!(levels[2..5], [Some(2), Some(3), Some(2)]);
    }

    #[test]
    fn rows_that_complete_the_last_of_a_list_stand_below_it_however_far_out_they_are_drawn() {
        let list = [(30, None, 0), (18, Some(0), 1), (12, Some(0), 1), (5, Some(0), 0), (7, Some(0), 0)];
        assert_eq!(parted(&list).0, [None, Some(0), Some(0), Some(2), Some(2)]);
        let list = [(30, None, 0), (30, Some(0), 1), (2, Some(1), 0), (21, Some(0), 0), (7, Some(0), 0)];
        assert_eq!(parted(&list).0, [None, Some(0), Some(1), Some(1), Some(1)]);
    }

    #[test]
    fn a_group_of_places_stands_above_the_places_behind_it() {
        let amounts = [90, 50, 40, 15, 25];
        let labels = ["青山市", "市本级", "区县级合计", "东区", "绿水县"];
        let mut rows: Vec<LaneRow> = labels
            .iter()
            .enumerate()
            .map(|(at, label)| LaneRow {
                label: (*label).to_owned(),
                parent: (at > 0).then_some(0),
                level: Some(if at > 0 { 2 } else { 1 }),
                ..LaneRow::default()
            })
            .collect();
        part_rows_behind_sums(&mut rows, &[amounts.map(|amount| Some(Decimal::from(amount))).to_vec()]);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), Some(2), Some(2)]);
        assert_eq!(rows[4].level, Some(3));
    }

    #[test]
    fn a_division_drawn_as_its_items_stands_above_them() {
        let list =
            [(19, None, 0), (18, Some(0), 1), (1, Some(0), 1), (36, Some(0), 1), (29, Some(0), 1), (7, Some(0), 1)];
        let (parents, levels) = parted(&list);
        assert_eq!(parents, [None, Some(0), Some(0), None, Some(3), Some(3)]);
        assert_eq!(levels[3..], [Some(1), Some(2), Some(2)]);
    }
}
