//! Rows whose amounts may be added up: each yuan of a list stands in one of them.

use crate::lanes::closing_sums::closes;
use crate::lanes::row::LaneRow;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Rows behind 其中 (of which) that are, with those beside them, the whole of the row above in every column break it down.
/// `columns` are the amounts of the rows, column by column.
pub(crate) fn tell_complete_parts(rows: &mut [LaneRow], columns: &[Vec<Option<Decimal>>]) {
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.total && !row.memo) {
        if let Some(parent) = row.parent.filter(|parent| *parent < rows.len()) {
            children.entry(parent).or_default().push(at);
        }
    }
    for (parent, below) in children {
        let parts = below.iter().any(|at| rows.get(*at).is_some_and(|row| row.of_which));
        if !parts || below.len() < 2 || !closes(&[parent], &below, columns) {
            continue;
        }
        for at in below {
            if let Some(row) = rows.get_mut(at) {
                row.breaks_down = true;
            }
        }
    }
}

/// Marks the leaves: rows that no row below adds up to. What is part of a row (其中：, of which) is no leaf, nor is what
/// stands below it, unless the parts break the row down; a row with nothing else below is one itself. A total is one where it
/// is all that is printed.
pub(crate) fn mark_leaves(rows: &mut [LaneRow]) {
    let is_part = |row: &LaneRow| row.of_which && !row.breaks_down;
    let mut parted = vec![false; rows.len()];
    for row in rows.iter().filter(|row| !is_part(row)) {
        if let Some(slot) = row.parent.and_then(|parent| parted.get_mut(parent)) {
            *slot = true;
        }
    }
    let only = rows.len() == 1;
    let mut of_part = vec![false; rows.len()];
    for at in 0..rows.len() {
        let (Some(row), Some(parted)) = (rows.get_mut(at), parted.get(at)) else { break };
        let below_part = row.parent.and_then(|parent| of_part.get(parent)).is_some_and(|of_part| *of_part);
        let own = is_part(row) || row.memo || below_part;
        row.is_leaf = !own && !parted && (!row.total || only);
        if let Some(slot) = of_part.get_mut(at) {
            *slot = own;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(parent: Option<usize>, of_which: bool, total: bool) -> LaneRow {
        LaneRow { parent, of_which, total, ..LaneRow::default() }
    }

    fn leaves(mut rows: Vec<LaneRow>) -> Vec<bool> {
        mark_leaves(&mut rows);
        rows.iter().map(|r| r.is_leaf).collect()
    }

    #[test]
    fn parts_are_no_leaves_and_do_not_part_their_row() {
        let rows = vec![
            row(None, false, true),
            row(None, false, false),
            row(Some(1), true, false),
            row(Some(2), false, false),
            row(None, false, false),
            row(Some(4), false, false),
        ];
        assert_eq!(leaves(rows), [false, true, false, false, false, true]);
    }

    #[test]
    fn parts_that_are_the_whole_break_it_down() {
        let tell = |amounts: [i64; 4]| {
            let mut rows = vec![
                row(None, false, false),
                row(Some(0), true, false),
                row(Some(0), true, false),
                row(None, false, false),
            ];
            let column = amounts.map(|amount| Some(Decimal::from(amount))).to_vec();
            tell_complete_parts(&mut rows, &[column]);
            leaves(rows)
        };
        assert_eq!(tell([30, 20, 10, 5]), [false, true, true, true]);
        assert_eq!(tell([30, 20, 5, 5]), [true, false, false, true]);
    }

    #[test]
    fn a_total_that_stands_alone_is_all_there_is() {
        assert_eq!(leaves(vec![row(None, false, true)]), [true]);
        assert_eq!(leaves(vec![row(None, false, true), row(None, false, true)]), [false, false]);
    }

    #[test]
    fn rows_may_point_anywhere() {
        assert_eq!(leaves(vec![row(Some(7), false, false), row(Some(1), true, false)]), [true, false]);
    }
}
