//! What stands above a row in lists of places without numbering or indentation: a place followed by 本级 (its own level) is
//! the head of its districts, and a place followed by its own level and 地市小计 (the sum of its parts) is the whole of both.

use crate::hierarchy::by_place::is_sum_of_places;
use crate::lanes::closing_sums::is_sum;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use rust_decimal::Decimal;

/// Names of the own level of a government that do not end in 本级.
const OWN_LEVELS: &[&str] = &["省级", "市级", "区级", "县级", "州级", "自治区级"];

/// Fewest places with an own level that show a list to be one of heads and their districts.
const FEWEST_HEADS: usize = 2;

/// 省本级, 青山市本级, 市级
fn is_own_level(row: &LaneRow) -> bool {
    let key = comparison_key(&row.label);
    !row.total && !row.of_which && (key.ends_with("本级") || OWN_LEVELS.contains(&key.as_str()))
}

/// Hangs districts below their city and cities below the sum of them, in lists of places that print both.
pub(crate) fn nest_by_own_level(rows: &mut [LaneRow]) {
    let flat =
        rows.iter().all(|row| row.parent.is_none() && row.indent == rows.first().map_or(0, |first| first.indent));
    if flat {
        nest_districts(rows);
    }
    nest_below_sum(rows);
}

/// 青山市, 市本级, 东区, 西区, 绿水市, 市本级, …: each city with the rows behind it, or as many of them as it is the sum of.
fn nest_districts(rows: &mut [LaneRow]) {
    let own = |at: usize| rows.get(at).is_some_and(is_own_level);
    let heads: Vec<usize> =
        (0..rows.len()).filter(|&at| own(at + 1) && !own(at) && rows.get(at).is_some_and(|row| !row.total)).collect();
    let mut groups: Vec<(usize, usize)> = Vec::new();
    let (mut cities, mut closing) = (0, 0);
    for (number, &head) in heads.iter().enumerate() {
        let next = heads.get(number + 1).copied().unwrap_or(rows.len());
        let end = (head + 1..next).find(|at| rows.get(*at).is_some_and(|row| row.total)).unwrap_or(next);
        if rows.get(end).is_some_and(|row| row.total && is_sum_of_places(&row.label)) && end == head + 2 {
            continue;
        }
        cities += 1;
        let part = length_of_whole(rows, head, end);
        closing += usize::from(part.is_some());
        groups.push((head, part.unwrap_or(end)));
    }
    if closing < FEWEST_HEADS || closing * 3 < cities * 2 {
        return;
    }
    for (head, end) in groups {
        for row in rows.iter_mut().take(end).skip(head + 1) {
            (row.parent, row.level) = (Some(head), Some(2));
        }
    }
}

/// Behind the last of the rows up to `end` that have the sum of their head: of all, else of the first.
fn length_of_whole(rows: &[LaneRow], head: usize, end: usize) -> Option<usize> {
    let whole = rows.get(head)?.amount?;
    let mut sum = Decimal::ZERO;
    let mut found = None;
    for (at, addends) in (head + 1..end).zip(1..) {
        let row = rows.get(at)?;
        sum = sum.checked_add(row.amount.filter(|_| !row.of_which).unwrap_or_default())?;
        if !sum.is_zero() && is_sum(whole, sum, addends) && (found.is_none() || at + 1 == end) {
            found = Some(at + 1);
        }
    }
    found
}

/// 东山省, 省本级, 地市小计, 青山市, …: the sum stands below the whole beside the own level, and holds the places behind it.
fn nest_below_sum(rows: &mut [LaneRow]) {
    let Some(whole) = (0..rows.len()).find(|&at| {
        let sum = rows.get(at + 2).filter(|row| row.total && is_sum_of_places(&row.label));
        let own = rows.get(at + 1).filter(|row| is_own_level(row));
        let terms = sum.and_then(|row| row.amount).zip(own.and_then(|row| row.amount));
        let total = terms.and_then(|(sum, own)| sum.checked_add(own));
        rows.get(at).and_then(|row| row.amount).zip(total).is_some_and(|(amount, total)| is_sum(amount, total, 2))
    }) else {
        return;
    };
    let (own, sum) = (whole + 1, whole + 2);
    let behind = rows.get(sum + 1..).unwrap_or_default();
    if behind.iter().any(|row| row.total) {
        return;
    }
    let above = rows.get(whole).filter(|row| !row.total).map(|_| whole);
    for at in [own, sum] {
        if let Some(row) = rows.get_mut(at) {
            (row.parent, row.total) = (above, false);
        }
    }
    for row in rows.iter_mut().skip(sum + 1).filter(|row| row.parent.is_none_or(|parent| parent <= sum)) {
        row.parent = Some(sum);
    }
    for at in own..rows.len() {
        let parent = rows.get(at).and_then(|row| row.parent);
        let level = parent.map_or(Some(1), |parent| rows.get(parent)?.level?.checked_add(1));
        if let Some(row) = rows.get_mut(at) {
            row.level = level;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::hierarchy::set_hierarchy;
    use crate::lanes::row::LaneRow;
    use crate::lanes::row::build::{parents, row};
    use crate::lanes::row::is_total_label;
    use rust_decimal::Decimal;

    fn nested(list: &[(&str, i64)]) -> (Vec<Option<usize>>, Vec<Option<u8>>) {
        let mut rows: Vec<LaneRow> = list
            .iter()
            .map(|(label, amount)| LaneRow {
                amount: Some(Decimal::from(*amount)),
                total: is_total_label(label),
                ..row(label, 0)
            })
            .collect();
        set_hierarchy(&mut rows, true);
        (parents(&rows), rows.iter().map(|row| row.level).collect())
    }

    #[test]
    fn districts_stand_below_their_city_and_cities_below_their_sum() {
        let (parents, levels) = nested(&[
            ("东山省", 60),
            ("省本级", 10),
            ("地市小计", 50),
            ("青山市", 30),
            ("市本级", 20),
            ("东区", 10),
            ("绿水市", 20),
            ("市本级", 5),
            ("西区", 15),
        ]);
        let expected = [None, Some(0), Some(0), Some(2), Some(3), Some(3), Some(2), Some(6), Some(6)];
        assert_eq!(parents, expected);
        assert_eq!(levels, [1, 2, 2, 3, 4, 4, 3, 4, 4].map(Some));
    }

    #[test]
    fn the_sum_of_places_holds_them_where_a_total_stands_above_it() {
        let list = [("合计", 60), ("省级", 10), ("转贷市县小计", 50), ("青山市", 30), ("绿水市", 20)];
        let (parents, levels) = nested(&list);
        assert_eq!(parents, [None, None, None, Some(2), Some(2)]);
        assert_eq!(levels, [0, 1, 1, 2, 2].map(Some));
    }

    #[test]
    fn rows_that_do_not_add_up_tell_nothing() {
        let (parents, _) = nested(&[("青山市", 31), ("市本级", 20), ("东区", 10), ("绿水市", 9), ("市本级", 5)]);
        assert_eq!(parents, [None; 5]);
    }
}
