//! Rows whose names the official classification puts at a level of its own: 知识产权事务 is a division (款) beside 商贸事务 and no
//! item below it, 债务付息支出 a class (类) beside 预备费. A publisher who sets indents by hand draws one of them too far in.

use crate::codes::{division_codes, functional_class, is_item_of};
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;

/// Hangs classes that stand below classes, and divisions that stand below divisions of their class, beside them.
pub(crate) fn raise_by_official_names(rows: &mut [LaneRow]) {
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).filter(|row| row.codes.is_empty() && !row.total && !row.of_which) else {
            continue;
        };
        let Some(above) = row.parent.and_then(|above| rows.get(above)).filter(|above| !above.total) else { continue };
        if !stand_beside(&above.label, &row.label) {
            continue;
        }
        let (parent, level) = (above.parent, above.level);
        if let Some(row) = rows.get_mut(at) {
            (row.parent, row.level) = (parent, level);
        }
    }
    for at in 0..rows.len() {
        let above = rows.get(at).and_then(|row| rows.get(row.parent?)?.level);
        if let (Some(row), Some(above)) = (rows.get_mut(at), above)
            && !row.total
            && row.level.is_some_and(|own| own > above.saturating_add(1))
            && row.codes.is_empty()
        {
            row.level = Some(above.saturating_add(1));
        }
    }
}

/// Whether the official classification puts one row beside the other.
fn stand_beside(above: &str, below: &str) -> bool {
    let name = |label: &str| strip_list_mark(&comparison_key(label)).to_owned();
    let (above, below) = (name(above), name(below));
    if let (Some(one), Some(other)) = (functional_class(&above), functional_class(&below)) {
        return one != other;
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
        raise_by_official_names(&mut rows);
        assert_eq!(parents(&rows), [None, Some(0), Some(1), Some(0), Some(3), None, None]);
        assert_eq!(rows.map(|row| row.level), [1, 2, 3, 2, 3, 1, 1].map(Some));
    }
}
