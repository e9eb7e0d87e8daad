//! Rows that stand below one another although nothing printed says so: a list of projects that also prints their groups
//! in the same column, with no indent, number or code. The amounts tell where one row is exactly the sum of the rows
//! that follow it. Without this, adding up the list counts the same money twice or more. A list without a total row may
//! print the whole in its first row, as the name of the place.
//!
//! What was read from sums cannot be proved by sums: such rows are marked, and no identity is claimed of them.

use crate::lanes::closing_sums::{is_sum, only_total, sums_below};
use crate::lanes::row::LaneRow;
use gongkai_normalize::heading::heading_mark;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest rows of a list that is nested by amounts.
const FEWEST: usize = 3;
/// Deepest nesting by amounts.
const DEEPEST: u32 = 6;

/// Nests rows of one parent where their plain sum is not its amount and exactly the nested one is.
pub(crate) fn nest_by_amounts(rows: &mut [LaneRow]) {
    let mut lists: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.total) {
        lists.entry(row.parent).or_default().push(index);
    }
    for (parent, mut list) in lists {
        let first_is_whole = parent.is_none() && !rows.iter().any(|row| row.total) && is_headed_by_whole(rows, &list);
        let whole = match parent {
            Some(parent) => rows.get(parent).and_then(|row| row.amount),
            None => {
                let (whole, first) = (total_above(rows, list.first().copied()), list.first().copied());
                match first.and_then(|first| rows.get_mut(first)).filter(|_| whole.is_none()) {
                    Some(first) if first_is_whole => {
                        first.total = true;
                        list.remove(0);
                        first.amount
                    }
                    _ => whole,
                }
            }
        };
        let Some(whole) = whole.filter(|amount| !amount.is_zero()) else { continue };
        let Some(amounts) = plain_amounts(rows, &list) else { continue };
        if sum(&amounts) == Some(whole) {
            continue;
        }
        let names: Vec<&str> = list.iter().filter_map(|at| rows.get(*at)).map(|row| row.label.as_str()).collect();
        // One name may stand for several rows beside each other: only where they add up in no other way is one of them above.
        let plain = || nested(&amounts, whole, Some(&names)).or_else(|| nested(&amounts, whole, None));
        let read = evenly_nested(&amounts, whole).or_else(plain);
        let Some(parents) = read.or_else(|| grouped(&amounts, whole)) else { continue };
        for (at, above) in parents.iter().enumerate() {
            let (Some(own), Some(above)) = (list.get(at), above.and_then(|above| list.get(above))) else { continue };
            let level = rows.get(*above).and_then(|row| row.level).unwrap_or(1).saturating_add(1);
            if let Some(row) = rows.get_mut(*own) {
                row.parent = Some(*above);
                row.level = Some(level);
                row.nested_by_amount = true;
            }
        }
        for own in &list {
            if let Some(row) = rows.get_mut(*own) {
                row.nested_by_amount = true;
            }
        }
    }
    deepen_below(rows);
}

/// Rows that stood below one that has itself moved down stand a level below it.
fn deepen_below(rows: &mut [LaneRow]) {
    for at in 0..rows.len() {
        let above = rows.get(at).and_then(|row| rows.get(row.parent?)?.level);
        let Some(row) = rows.get_mut(at) else { break };
        if let Some((_, above)) = row.level.zip(above).filter(|(own, above)| !row.total && own <= above) {
            row.level = Some(above.saturating_add(1));
        }
    }
}

/// Rows drawn a little further in than their sisters hang below the last of these, as behind a quotation mark, a letter or a
/// line that was set by hand. Where the rows below a row are not its sum, but are exactly what the row above it lacks,
/// they are its sisters.
pub(crate) fn raise_by_amounts(rows: &mut [LaneRow]) {
    let sums = sums_below(rows);
    let whole = only_total(rows).and_then(|row| row.amount);
    let lacks = |above: Option<usize>, below: Decimal| {
        let amount = above.map_or(whole, |above| rows.get(above)?.amount);
        amount.is_some() && sums.get(&above).and_then(|(beside, _)| beside.checked_add(below)) == amount
    };
    let raised: BTreeMap<usize, Option<usize>> = sums
        .iter()
        .filter_map(|(at, (below, addends))| {
            let at = (*at)?;
            let row = rows.get(at).filter(|row| !row.total)?;
            let open = row.amount.is_some_and(|own| !own.is_zero() && !is_sum(own, *below, *addends));
            (open && !below.is_zero() && lacks(row.parent, *below)).then_some((at, row.parent))
        })
        .collect();
    if raised.is_empty() {
        return;
    }
    let open: BTreeSet<Option<usize>> = raised.values().copied().collect();
    let mut moved = vec![false; rows.len()];
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).filter(|row| !row.total) else { continue };
        let (parent, below_moved) = (row.parent, row.parent.is_some_and(|parent| moved.get(parent) == Some(&true)));
        let higher = parent.and_then(|parent| raised.get(&parent)).copied();
        let above = higher.unwrap_or(parent);
        let level = above.map_or(Some(1), |above| rows.get(above)?.level?.checked_add(1));
        let Some(row) = rows.get_mut(at) else { break };
        row.nested_by_amount |= open.contains(&above);
        if higher.is_some() || below_moved {
            (row.parent, row.level) = (above, level);
            if let Some(slot) = moved.get_mut(at) {
                *slot = true;
            }
        }
    }
}

/// The amount of the one total above a list.
fn total_above(rows: &[LaneRow], first: Option<usize>) -> Option<Decimal> {
    let mut totals = rows.iter().enumerate().filter(|(_, row)| row.total);
    let (at, total) = totals.next()?;
    (totals.next().is_none() && first? == at + 1).then_some(total.amount)?
}

/// Amounts of a list in which nothing else orders the rows and every amount is printed.
fn plain_amounts(rows: &[LaneRow], list: &[usize]) -> Option<Vec<Decimal>> {
    if list.len() < FEWEST {
        return None;
    }
    let indent = rows.get(*list.first()?)?.indent;
    list.iter()
        .map(|at| {
            let row = rows.get(*at)?;
            let plain = row.codes.is_empty()
                && row.unit_code.is_none()
                && !row.of_which
                && row.indent == indent
                && heading_mark(row.label.trim_start()).is_none();
            row.amount.filter(|_| plain)
        })
        .collect()
}

/// Whether the first row of a list is the whole of the others, which are groups with their rows.
fn is_headed_by_whole(rows: &[LaneRow], list: &[usize]) -> bool {
    let amounts = plain_amounts(rows, list).unwrap_or_default();
    matches!(amounts.split_first(), Some((whole, rest)) if grouped(rest, *whole).is_some())
}

/// The row above each row of a list in which every row is a group or stands in the group before it: each group is the
/// sum of the rows up to the next, and the groups add up to the whole. Rows may be negative.
fn grouped(amounts: &[Decimal], whole: Decimal) -> Option<Vec<Option<usize>>> {
    let mut sums = vec![Decimal::ZERO];
    for amount in amounts {
        sums.push(sums.last()?.checked_add(*amount)?);
    }
    let mut ends: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    for (end, sum) in sums.iter().enumerate() {
        ends.entry(*sum).or_default().push(end);
    }
    let mut parents = vec![None; amounts.len()];
    let (mut at, mut groups, mut total) = (0, 0, Decimal::ZERO);
    while at < amounts.len() {
        let own = *amounts.get(at)?;
        let wanted = sums.get(at + 1)?.checked_add(own)?;
        let found = ends.get(&wanted)?;
        let end = *found.get(found.partition_point(|end| *end <= at + 1))?;
        parents.get_mut(at + 1..end)?.fill(Some(at));
        total = total.checked_add(own)?;
        groups += 1;
        at = end;
    }
    (groups > 1 && total == whole).then_some(parents)
}

fn sum(amounts: &[Decimal]) -> Option<Decimal> {
    amounts.iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount))
}

/// The row above each row, where all rows without others below them stand equally deep, two steps or more, and every row
/// above others is their sum: groups of groups with one project each, all of the same amount, can be read in no other way.
fn evenly_nested(amounts: &[Decimal], whole: Decimal) -> Option<Vec<Option<usize>>> {
    if amounts.iter().any(|amount| amount.is_sign_negative() || amount.is_zero()) {
        return None;
    }
    // Where each row ends with the rows below it, for ever more steps below it.
    let mut ends: Vec<Vec<Option<usize>>> = vec![(1..=amounts.len()).map(Some).collect()];
    for _ in 0..DEEPEST {
        let lower = ends.last()?;
        let higher: Vec<Option<usize>> = (0..amounts.len())
            .map(|at| {
                let (own, mut sum, mut next) = (*amounts.get(at)?, Decimal::ZERO, at + 1);
                while sum < own {
                    sum = sum.checked_add(*amounts.get(next)?)?;
                    next = (*lower.get(next)?)?;
                }
                (sum == own).then_some(next)
            })
            .collect();
        ends.push(higher);
        let height = ends.len() - 1;
        if height > 1
            && let Some(parents) = rows_above(&ends, height, amounts, whole)
        {
            return Some(parents);
        }
    }
    None
}

/// The row above each row of a list of rows that all have so many steps below them, if these add up to the whole.
fn rows_above(
    ends: &[Vec<Option<usize>>],
    height: usize,
    amounts: &[Decimal],
    whole: Decimal,
) -> Option<Vec<Option<usize>>> {
    let mut parents = vec![None; amounts.len()];
    let (mut at, mut total) = (0, Decimal::ZERO);
    let mut open = Vec::new();
    while at < amounts.len() {
        total = total.checked_add(*amounts.get(at)?)?;
        let end = (*ends.get(height)?.get(at)?)?;
        open.push((at, end, height));
        at = end;
    }
    while let Some((above, end, height)) = open.pop() {
        let mut at = above + 1;
        while at < end {
            *parents.get_mut(at)? = Some(above);
            let next = (*ends.get(height - 1)?.get(at)?)?;
            if height > 1 {
                open.push((at, next, height - 1));
            }
            at = next;
        }
    }
    (total == whole).then_some(parents)
}

/// Steps for each row of a list, after which its sums are given up: lists of fewer rows are always read to the end.
const MOST_STEPS: usize = 64;

/// The row above each row, where the rows above which none stands add up to the whole and some row stands below
/// another. With `names`, no row has below it only rows of its own name.
fn nested(amounts: &[Decimal], whole: Decimal, names: Option<&[&str]>) -> Option<Vec<Option<usize>>> {
    if amounts.iter().any(|amount| amount.is_sign_negative()) {
        return None;
    }
    let mut left = amounts.len().saturating_mul(MOST_STEPS);
    // What stands below the rows behind one is known when its own turn comes.
    let mut below: Vec<Below> = vec![Below::default(); amounts.len()];
    for at in (0..amounts.len()).rev() {
        let own = find_below(amounts, names, at, &below, &mut left)?;
        if let Some(slot) = below.get_mut(at) {
            *slot = own;
        }
    }
    let mut parents = vec![None; amounts.len()];
    let mut total = Decimal::ZERO;
    let mut open = vec![(0, amounts.len(), None)];
    while let Some((from, to, parent)) = open.pop() {
        let mut at = from;
        while at < to {
            if parent.is_none() {
                total = total.checked_add(*amounts.get(at)?)?;
            }
            *parents.get_mut(at)? = parent;
            let own = below.get(at)?;
            let end = own.end.unwrap_or(at + 1);
            match own.flat {
                true => parents.get_mut(at + 1..end)?.fill(Some(at)),
                false => open.push((at + 1, end, Some(at))),
            }
            at = end;
        }
    }
    (total == whole && parents.iter().any(Option::is_some)).then_some(parents)
}

/// The rows below one row.
#[derive(Debug, Clone, Default)]
struct Below {
    /// Where the next row of the row's own list stands, if any row stands below it.
    end: Option<usize>,
    /// The rows below it add up as they stand, whatever they are to each other.
    flat: bool,
    /// Steps of the hierarchy below it.
    depth: u32,
}

/// Finds the rows that add up to the row at `at` and follow it, each with those below it. `left` is how many more rows
/// may be looked at.
fn find_below(
    amounts: &[Decimal],
    names: Option<&[&str]>,
    at: usize,
    known: &[Below],
    left: &mut usize,
) -> Option<Below> {
    let own = *amounts.get(at)?;
    if own.is_zero() {
        return Some(Below::default());
    }
    let (mut next, mut depth, mut sum, mut children) = (at + 1, 0, Decimal::ZERO, Vec::new());
    while next < amounts.len() {
        *left = left.checked_sub(1)?;
        sum = sum.checked_add(*amounts.get(next)?)?;
        if sum > own {
            break;
        }
        children.push(next);
        let child = known.get(next)?;
        depth = child.depth.max(depth);
        next = child.end.unwrap_or(next + 1);
        if sum == own && depth < DEEPEST && !are_namesakes(names, at, &children) {
            return Some(Below { end: Some(next), flat: false, depth: depth + 1 });
        }
    }
    // 50, 50 beside each other: the second was taken for all that stands below the first.
    let flat = end_of_sum(amounts, at, left)?;
    Some(Below { end: flat, flat: flat.is_some(), depth: u32::from(flat.is_some()) })
}

/// Whether all these rows have the name of the one at `at`.
fn are_namesakes(names: Option<&[&str]>, at: usize, rows: &[usize]) -> bool {
    names.is_some_and(|names| rows.iter().all(|row| names.get(*row) == names.get(at)))
}

/// Where the rows end that follow a row and add up to it as they stand, at least two of them.
#[expect(clippy::option_option, reason = "none of the rows that may be looked at are left, or no sum was found")]
fn end_of_sum(amounts: &[Decimal], at: usize, left: &mut usize) -> Option<Option<usize>> {
    let own = *amounts.get(at)?;
    let mut sum = Decimal::ZERO;
    for (end, amount) in amounts.iter().enumerate().skip(at + 1) {
        *left = left.checked_sub(1)?;
        sum = sum.checked_add(*amount)?;
        if sum > own {
            break;
        }
        if sum == own && end > at + 1 {
            return Some(Some(end + 1));
        }
    }
    Some(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(amounts: &[(&str, i64)]) -> Vec<LaneRow> {
        let mut rows: Vec<LaneRow> = amounts
            .iter()
            .map(|(label, amount)| LaneRow {
                label: (*label).to_owned(),
                amount: Some(Decimal::from(*amount)),
                level: Some(1),
                ..LaneRow::default()
            })
            .collect();
        rows[0].total = true;
        rows
    }

    #[test]
    fn groups_among_projects_are_found_by_their_sums() {
        let mut rows = list(&[("合计", 90), ("通用", 40), ("培训", 15), ("审查", 25), ("专用", 50), ("普查", 50)]);
        nest_by_amounts(&mut rows);
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(parents, [None, None, Some(1), Some(1), None, Some(4)]);
        assert_eq!(rows[2].level, Some(2));
        assert!(rows[2].nested_by_amount);
    }

    #[test]
    fn groups_of_one_project_each_stand_at_one_depth() {
        let mut rows = list(&[
            ("合计", 100),
            ("通用", 40),
            ("活动", 20),
            ("培训", 20),
            ("印刷", 20),
            ("编印", 20),
            ("专用", 60),
            ("专用", 60),
            ("展会", 35),
            ("机构", 25),
        ]);
        nest_by_amounts(&mut rows);
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        let expected = [None, None, Some(1), Some(2), Some(1), Some(4), None, Some(6), Some(7), Some(7)];
        assert_eq!(parents, expected);
    }

    #[test]
    fn a_long_list_of_unequal_projects_is_read_to_its_end() {
        let mut amounts = vec![("合计", 0), ("通用", 40), ("培训", 15), ("审查", 25), ("专用", 0)];
        amounts.extend((1..=60).map(|at| ("项目", 1000 + (at * 37 % 61) * 100)));
        let sum: i64 = amounts.iter().skip(5).map(|(_, amount)| amount).sum();
        (amounts[4].1, amounts[0].1) = (sum, sum + 40);
        let mut rows = list(&amounts);
        nest_by_amounts(&mut rows);
        assert_eq!((rows[2].parent, rows[4].parent), (Some(1), None));
        assert!(rows.iter().skip(5).all(|row| row.parent == Some(4)));
    }

    #[test]
    fn rows_below_a_group_that_moves_down_move_with_it() {
        let mut rows =
            list(&[("全省", 90), ("省本级", 40), ("市县", 50), ("东市", 30), ("甲县", 30), ("西市", 20), ("乙县", 20)]);
        for (row, above) in [(4, 3), (6, 5)] {
            (rows[row].parent, rows[row].level) = (Some(above), Some(2));
        }
        nest_by_amounts(&mut rows);
        assert_eq!(rows.iter().map(|row| row.parent).collect::<Vec<_>>()[3..], [Some(2), Some(3), Some(2), Some(5)]);
        assert_eq!(rows.iter().map(|row| row.level).collect::<Vec<_>>()[3..], [Some(2), Some(3), Some(2), Some(3)]);
    }

    #[test]
    fn equal_rows_beside_each_other_are_sisters() {
        let mut rows =
            list(&[("合计", 190), ("专用", 130), ("甲", 30), ("乙", 50), ("丙", 50), ("通用", 60), ("丁", 60)]);
        nest_by_amounts(&mut rows);
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(parents, [None, None, Some(1), Some(1), Some(1), None, Some(5)]);
    }

    #[test]
    fn the_first_row_of_a_list_without_total_may_be_the_whole() {
        let amounts = [("青山市", 60), ("市本级", 40), ("桥", 45), ("路", -5), ("乡镇", 20), ("渠", 15), ("堤", 5)];
        let mut rows = list(&amounts);
        rows[0].total = false;
        nest_by_amounts(&mut rows);
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(parents, [None, None, Some(1), Some(1), None, Some(4), Some(4)]);
        assert!(rows[0].total && !rows[1].total);
    }

    #[test]
    fn a_row_may_have_the_name_of_the_one_row_below_it() {
        let amounts =
            [("合计", 210), ("专用", 210), ("专用", 105), ("保险", 66), ("粮油", 39), ("储备", 105), ("储备", 105)];
        let mut rows = list(&amounts);
        nest_by_amounts(&mut rows);
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(parents, [None, None, Some(1), Some(2), Some(2), Some(1), Some(5)]);
        // Where two of one name add up beside each other they are sisters.
        let mut rows = list(&[("合计", 20), ("专用", 20), ("宣传", 10), ("宣传", 10)]);
        nest_by_amounts(&mut rows);
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(parents, [None, None, Some(1), Some(1)]);
    }

    #[test]
    fn sisters_drawn_too_far_in_are_raised_where_their_parent_lacks_them() {
        let mut rows =
            list(&[("合计", 60), ("公共安全", 50), ("运行", 20), ("“两库”建设", 18), ("装备", 12), ("教育", 10)]);
        let parents = [None, None, Some(1), Some(2), Some(2), None];
        for (row, parent) in rows.iter_mut().zip(parents) {
            row.parent = parent;
        }
        raise_by_amounts(&mut rows);
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(parents, [None, None, Some(1), Some(1), Some(1), None]);
        assert!(rows[2].nested_by_amount && rows[4].nested_by_amount && !rows[1].nested_by_amount);
        // Where nothing is lacking the rows stay, whatever they add up to.
        let mut rows = list(&[("合计", 50), ("公共安全", 50), ("运行", 50), ("装备", 12)]);
        for (row, parent) in rows.iter_mut().zip([None, None, Some(1), Some(2)]) {
            row.parent = parent;
        }
        raise_by_amounts(&mut rows);
        assert_eq!(rows[3].parent, Some(2));
    }

    #[test]
    fn a_list_that_adds_up_as_it_is_stays_flat() {
        let mut rows = list(&[("合计", 30), ("甲", 10), ("乙", 10), ("丙", 10)]);
        nest_by_amounts(&mut rows);
        assert!(rows.iter().all(|row| row.parent.is_none()));
        let mut rows = list(&[("合计", 31), ("甲", 10), ("乙", 10), ("丙", 10)]);
        nest_by_amounts(&mut rows);
        assert!(rows.iter().all(|row| row.parent.is_none() && !row.nested_by_amount));
    }
}
