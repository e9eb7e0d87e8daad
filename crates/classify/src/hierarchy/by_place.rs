//! What stands above a row in lists of places: provinces, cities, counties, and groups of them.

use crate::lanes::closing_sums::is_sum;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use rust_decimal::Decimal;

/// Names of the whole in tables of places that print no 合计 (total).
const WHOLES: &[&str] = &["全省", "全市", "全区", "全县", "全自治区", "全国"];

/// 全省, 省本级, 地市合计, 哈尔滨市, … or 市县合计, 哈尔滨市合计, 市本级, 宾县, …: the whole, and groups whose rows follow.
pub(crate) fn hierarchy_by_place(rows: &mut [LaneRow]) {
    let key = |row: &LaneRow| comparison_key(&row.label);
    let groups = rows.iter().skip(1).filter(|row| key(row).ends_with("合计")).count();
    let headed = begins_with_whole(rows);
    let mut group: Option<usize> = None;
    let mut above: Option<usize> = None;
    for index in 0..rows.len() {
        let Some(row) = rows.get_mut(index) else { break };
        let name = key(row);
        let whole = || WHOLES.contains(&name.as_str()) || (name.ends_with("合计") && groups > 0) || headed;
        if index == 0 && whole() {
            row.total = true;
        } else if index > 0 && is_group_of_places(&name) {
            row.total = false;
            row.level = Some(1);
            group = Some(index);
            above = Some(index);
        } else if row.total {
            group = None;
        } else if row.of_which {
            row.parent = above;
            row.level = Some(if group.is_some() && above != group { 3 } else { 2 });
        } else {
            row.parent = group;
            row.level = Some(if group.is_some() { 2 } else { 1 });
            above = Some(index);
        }
    }
}

/// 东山省 above its cities: whether the first place of a list without a total is the sum of all others.
fn begins_with_whole(rows: &[LaneRow]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let listed = || rest.iter().filter(|row| !row.of_which);
    if rows.iter().any(|row| row.total || is_group_of_places(&row.label)) || listed().count() < FEWEST_CITIES {
        return false;
    }
    let sum = listed().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(row.amount.unwrap_or_default()));
    let addends = u32::try_from(rest.len()).unwrap_or(u32::MAX);
    first.amount.zip(sum).is_some_and(|(own, sum)| !own.is_zero() && is_sum(own, sum, addends))
}

/// 市县合计, 哈尔滨市合计
pub(crate) fn is_group_of_places(label: &str) -> bool {
    let key = comparison_key(label);
    key.ends_with("合计") && key.chars().count() > 2
}

/// 区市合计, 地市小计, 转贷市县小计: the sum of the places below the one that a table is about.
pub(crate) fn is_sum_of_places(label: &str) -> bool {
    let key = comparison_key(label);
    let places = key.strip_suffix("合计").or_else(|| key.strip_suffix("小计")).unwrap_or_default();
    is_all_places(places) && places.chars().count() >= 2
}

/// 各区县, 地市, 转贷市县: all places of a kind, which is none of them.
pub(crate) fn is_all_places(name: &str) -> bool {
    let kinds = name.trim_start_matches("转贷").trim_start_matches(['各', '所', '有']);
    (1..=4).contains(&kinds.chars().count()) && kinds.chars().all(|c| "地区县市旗州".contains(c))
}

/// 市本级 (the city by itself) holds no districts, however far these are drawn in below it: they stand beside it.
pub(crate) fn free_own_level(rows: &mut [LaneRow]) {
    let mut holds = vec![false; rows.len()];
    let place = |row: &&LaneRow| !row.of_which && comparison_key(&row.label).ends_with(['区', '县', '市', '旗']);
    for row in rows.iter().filter(place) {
        let own = |at: usize| rows.get(at).is_some_and(|above| comparison_key(&above.label).ends_with("本级"));
        if let Some(slot) = row.parent.filter(|at| own(*at)).and_then(|at| holds.get_mut(at)) {
            *slot = true;
        }
    }
    for at in 0..rows.len() {
        let listed = rows.get(at).filter(|row| !row.of_which).and_then(|row| row.parent);
        let Some(own) = listed.filter(|own| holds.get(*own) == Some(&true)) else { continue };
        let Some((parent, level)) = rows.get(own).map(|own| (own.parent, own.level)) else { return };
        if let Some(row) = rows.get_mut(at) {
            (row.parent, row.level) = (parent, level);
        }
    }
}

/// Fewest cities whose sums tell that the counties printed below them are not theirs.
const FEWEST_CITIES: usize = 3;

/// 长春市, its districts and 农安县 below it: a province may deal with its counties itself. Where the rows of cities hold
/// their districts alone, city after city, the counties stand beside the cities; a prefecture among them that is the sum of
/// its counties keeps them.
pub(crate) fn part_counties(rows: &mut [LaneRow]) {
    let is_county = |row: &LaneRow| {
        let key = comparison_key(&row.label);
        !key.contains("本级") && key.ends_with(['县', '市', '旗'])
    };
    let mut sums: Vec<[(Decimal, u32); 2]> = vec![Default::default(); rows.len()];
    for row in rows.iter().filter(|row| !row.of_which && !row.total) {
        let (Some(parent), Some(amount)) = (row.parent, row.amount) else { continue };
        let Some(slots) = sums.get_mut(parent) else { continue };
        let of_districts = usize::from(is_county(row));
        for slot in slots.iter_mut().skip(of_districts) {
            *slot = (slot.0.saturating_add(amount), slot.1 + 1);
        }
    }
    let (mut without, mut with) = (0, 0);
    let mut cities = vec![false; rows.len()];
    for ((row, [districts, all]), city) in rows.iter().zip(&sums).zip(&mut cities) {
        let Some(amount) = row.amount.filter(|_| districts.1 > 0 && all.1 > districts.1 && row.parent.is_some()) else {
            continue;
        };
        let holds = is_sum(amount, all.0, all.1);
        *city = !holds;
        without += usize::from(is_sum(amount, districts.0, districts.1));
        with += usize::from(holds);
    }
    let others = cities.iter().filter(|city| **city).count();
    if without < FEWEST_CITIES || with * FEWEST_CITIES > without || without * 3 < others * 2 {
        return;
    }
    for at in 0..rows.len() {
        let Some(row) = rows.get(at) else { return };
        let Some(city) = row.parent.filter(|parent| cities.get(*parent) == Some(&true) && is_county(row)) else {
            continue;
        };
        let Some((parent, level)) = rows.get(city).map(|city| (city.parent, city.level)) else { return };
        if let Some(row) = rows.get_mut(at) {
            (row.parent, row.level) = (parent, level);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hierarchy::set_hierarchy;
    use crate::lanes::row::build::{parents, row};

    #[test]
    fn places_stand_below_their_group() {
        let mut rows =
            [row("市县合计", 0), row("青山市合计", 0), row("市本级", 0), row("绿水县", 0), row("白云市合计", 0)];
        rows[0].total = true;
        rows[1].total = true;
        rows[4].total = true;
        set_hierarchy(&mut rows, true);
        assert_eq!(parents(&rows), [None, None, Some(1), Some(1), None]);
        assert_eq!(rows.iter().map(|r| r.level).collect::<Vec<_>>(), [Some(0), Some(1), Some(2), Some(2), Some(1)]);
    }

    #[test]
    fn districts_stand_beside_the_city_by_itself() {
        let mut rows = [row("云岭省", 0), row("青山市", 1), row("青山市本级", 2), row("东区", 3), row("绿水县", 3)];
        set_hierarchy(&mut rows, true);
        assert_eq!(parents(&rows), [None, Some(0), Some(1), Some(1), Some(1)]);
        assert_eq!(rows[3].level, Some(3));
    }

    #[test]
    fn counties_that_cities_do_not_hold_stand_beside_them() {
        let list_with = |county: i64, others: &[(&str, i64, u8)]| {
            let cities = ["青山市", "绿水市", "白云市"].into_iter().enumerate();
            let own = |label: &str, amount: i64, indent| LaneRow {
                amount: Some(Decimal::from(amount)),
                ..row(label, indent)
            };
            let mut rows = vec![own("云岭省", 100, 0)];
            for (number, city) in cities {
                rows.push(own(city, 8 + county, 1));
                rows.push(own("市本级", 5, 2));
                rows.push(own(&format!("东{number}区"), 3, 2));
                rows.push(own(&format!("西{number}县"), 7, 2));
            }
            rows.extend(others.iter().map(|(label, amount, indent)| own(label, *amount, *indent)));
            set_hierarchy(&mut rows, true);
            parents(&rows)
        };
        let list = |county: i64| list_with(county, &[]);
        assert_eq!(list(0)[..6], [None, Some(0), Some(1), Some(1), Some(0), Some(0)]);
        assert_eq!(list(7)[..6], [None, Some(0), Some(1), Some(1), Some(1), Some(0)]);
        // A prefecture without districts that is the sum of its counties.
        let prefecture = list_with(0, &[("山南州", 12, 1), ("山南州本级", 5, 2), ("山南县", 7, 2)]);
        assert_eq!(prefecture[..5], [None, Some(0), Some(1), Some(1), Some(0)]);
        assert_eq!(prefecture[13..], [Some(0), Some(13), Some(13)]);
    }
}
