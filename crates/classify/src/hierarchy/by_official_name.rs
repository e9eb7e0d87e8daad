//! Rows whose names the official classification puts at a level of its own: 知识产权事务 is a division (款) beside 商贸事务 and no
//! item below it, 债务付息支出 a class (类) beside 预备费. A publisher who sets indents by hand draws one of them too far in.

use crate::codes::{division_codes, functional_class, is_item_of};
use crate::lanes::closing_sums::sums_of_rows_below;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;

/// Hangs classes that stand below classes, and divisions that stand below divisions of their class, beside them.
pub(crate) fn raise_by_official_names(rows: &mut [LaneRow]) {
    // A row that is the sum of those below it holds them, whatever their names.
    let closed = sums_of_rows_below(rows);
    let mut moved = vec![false; rows.len()];
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).filter(|row| row.codes.is_empty() && !row.total && !row.of_which) else {
            continue;
        };
        let Some(above) = row.parent.and_then(|above| rows.get(above)).filter(|above| !above.total) else { continue };
        if row.parent.is_some_and(|above| closed.get(above) != Some(&false)) || !stand_beside(&above.label, &row.label)
        {
            continue;
        }
        let (parent, level) = (above.parent, above.level);
        if let (Some(row), Some(moved)) = (rows.get_mut(at), moved.get_mut(at)) {
            (row.parent, row.level, *moved) = (parent, level, true);
        }
    }
    // What stands below a row moves with it.
    for at in 0..rows.len() {
        let parent = rows.get(at).and_then(|row| row.parent).filter(|parent| moved.get(*parent) == Some(&true));
        let level = parent.and_then(|parent| rows.get(parent)?.level);
        if let (Some(level), Some(row), Some(moved)) = (level, rows.get_mut(at), moved.get_mut(at))
            && !*moved
        {
            (row.level, *moved) = (Some(level.saturating_add(1)), true);
        }
    }
}

/// Class 227, 预备费.
const RESERVE: &str = "227";

/// Class 219, 援助其他地区支出.
const AID_TO_OTHER_PLACES: &str = "219";

/// Whether the official classification puts one row beside the other.
fn stand_beside(above: &str, below: &str) -> bool {
    let name = |label: &str| strip_list_mark(&comparison_key(label)).to_owned();
    let (above, below) = (name(above), name(below));
    // 其他支出 (other) is a class, a division of it and what not.
    // Below 预备费 (reserve), which has no divisions, it is the class.
    let other = below.starts_with("其他") && functional_class(&above) != Some(RESERVE);
    if other || above.starts_with("其他") || above.starts_with("转移性") {
        return false;
    }
    if let (Some(one), Some(other)) = (functional_class(&above), functional_class(&below)) {
        // 援助其他地区支出 (aid to other places) has divisions of the names of classes.
        return one != other && one != AID_TO_OTHER_PLACES;
    }
    let (ones, others) = (division_codes(&above), division_codes(&below));
    let mut pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (*one, *other)));
    let of_class = |one: &str, other: &str| one.get(..3) == other.get(..3) && one != other;
    // A name may be that of a division in one class and of an item in another.
    pairs.any(|(one, other)| of_class(one, other)) && !ones.iter().any(|one| is_item_of(one, &below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::row::build::{parents, row};

    #[test]
    fn divisions_and_classes_stand_beside_their_like() {
        let labels = [
            "一般公共服务支出",
            "商贸事务",
            "招商引资",
            "知识产权事务",
            "知识产权战略和规划",
            "预备费",
            "债务付息支出",
        ];
        let mut rows = labels.map(|label| row(label, 0));
        for (row, (parent, level)) in rows.iter_mut().zip([
            (None, 1),
            (Some(0), 2),
            (Some(1), 3),
            (Some(1), 3),
            (Some(3), 4),
            (None, 1),
            (Some(5), 2),
        ]) {
            (row.parent, row.level) = (parent, Some(level));
        }
        for (row, amount) in rows.iter_mut().zip([90, 30, 30, 60, 60, 10, 20]) {
            row.amount = Some(amount.into());
        }
        raise_by_official_names(&mut rows);
        assert_eq!(parents(&rows), [None, Some(0), Some(1), Some(0), Some(3), None, None]);
        assert!(stand_beside("预备费", "其他支出") && !stand_beside("其他支出", "彩票公益金安排的支出"));
        assert!(!stand_beside("援助其他地区支出", "教育"));
        assert_eq!(rows.map(|row| row.level), [1, 2, 3, 2, 3, 1, 1].map(Some));
    }
}
