//! 本年收支结余 (balance of the year: what came in less what went out) and 滚存结余 (what has gathered over the years) of the
//! funds of social insurance: two quantities printed in turn, of which neither is a part of the other. A row 本年结余 or
//! 滚存结余 that names no fund stands above those of its kind that follow.

use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;

/// Which of the two a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Balance {
    OfYear,
    Gathered,
}

const OF_YEAR: &[&str] = &["收支结余", "本年结余", "当年结余", "当期结余"];
const GATHERED: &[&str] = &["滚存结余", "累计结余"];

/// Names of the balance of all funds, with or without 合计 (total).
const OF_ALL: &[&str] = &["", "年末", "本年", "当年", "社会保险基金", "社会保险基金预算", "社会保险基金年末"];

/// The balance a label ends with, and whether it is the one of all funds.
fn balance(label: &str) -> Option<(Balance, bool)> {
    let key = comparison_key(label);
    // 本年收支结余（或缺口）, 年末滚存结余②, whose mark is a digit in the key.
    let key = strip_list_mark(&key).trim_end_matches(|c: char| c.is_ascii_digit());
    let key = key.strip_suffix(')').and_then(|open| Some(open.rsplit_once('(')?.0)).unwrap_or(key);
    let bare = key.strip_suffix("合计").unwrap_or(key);
    let ends = |words: &[&str]| words.iter().find_map(|word| bare.strip_suffix(word)).map(str::to_owned);
    let (kind, name) = match (ends(GATHERED), ends(OF_YEAR)) {
        (Some(name), _) => (Balance::Gathered, name),
        (None, Some(name)) => (Balance::OfYear, name),
        (None, None) => return None,
    };
    let name = name.strip_suffix("预算").unwrap_or(&name);
    let name = ["本年", "当年", "年末"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    Some((kind, OF_ALL.contains(&name)))
}

/// Whether a label names one of the two, of this year: neither income nor expenditure. What was left by the year before
/// (上年结余) comes in.
pub(crate) fn names_balance(label: &str) -> bool {
    let before = ["上年", "年初", "去年"].iter().any(|word| label.contains(word));
    !before && balance(label).is_some()
}

/// Parts balances of one kind from those of the other, and hangs each below the one of all funds where it is printed first.
pub(crate) fn part_balances(rows: &mut [LaneRow]) {
    let kinds: Vec<Option<(Balance, bool)>> =
        rows.iter().map(|row| balance(&row.label).filter(|_| !row.of_which && row.codes.is_empty())).collect();
    let of_fund = |kind: Balance| kinds.iter().flatten().filter(|(own, all)| *own == kind && !all).count();
    if of_fund(Balance::OfYear) < 2 || of_fund(Balance::Gathered) < 2 {
        return;
    }
    let mut of_all: [Option<usize>; 2] = [None, None];
    for at in 0..rows.len() {
        let Some((kind, all)) = kinds.get(at).copied().flatten() else { continue };
        let slot = usize::from(kind == Balance::Gathered);
        if all {
            let whole = rows.get(at).and_then(|row| row.parent);
            if let (Some(own), Some(row)) = (of_all.get_mut(slot), rows.get_mut(at)) {
                // The other balance of all funds holds none.
                (*own, row.parent) = (Some(at), whole.filter(|above| kinds.get(*above).copied().flatten().is_none()));
                row.level = row.parent.map_or(row.level.map(|level| level.min(1)), |_| row.level);
            }
            continue;
        }
        let other = |above: &usize| kinds.get(*above).copied().flatten().is_some_and(|(own, _)| own != kind);
        let above = of_all.get(slot).copied().flatten();
        let higher = rows.get(at).and_then(|row| row.parent);
        let parent = above.or_else(|| match higher.filter(other) {
            Some(wrong) => rows.get(wrong).and_then(|row| row.parent),
            None => higher,
        });
        let level = parent.and_then(|parent| rows.get(parent)?.level).map_or(1, |level| level.saturating_add(1));
        if let Some(row) = rows.get_mut(at) {
            (row.parent, row.level) = (parent, Some(level));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::row::build::{parents, row};

    #[test]
    fn balances_of_the_year_hold_none_that_gathered() {
        let labels = [
            "本年结余",
            "滚存结余",
            "一、甲保险基金本年收支结余",
            "甲保险基金年末滚存结余",
            "二、乙保险（含丙保险）基金本年收支结余",
            "乙保险（含丙保险）基金年末滚存结余",
        ];
        let mut rows = labels.map(|label| LaneRow { level: Some(1), ..row(label, 0) });
        for (at, above) in [(2, 1), (3, 2), (4, 1), (5, 4)] {
            rows[at].parent = Some(above);
        }
        part_balances(&mut rows);
        assert_eq!(parents(&rows), [None, None, Some(0), Some(1), Some(0), Some(1)]);
        let mut rows = rows[2..].to_vec();
        for (row, above) in rows.iter_mut().zip([None, Some(0), None, Some(2)]) {
            row.parent = above;
        }
        part_balances(&mut rows);
        assert_eq!(parents(&rows), [None; 4]);
        let named = ["三、本年收支结余", "四、年末滚存结余②", "上年滚存结余", "年终结余"].map(names_balance);
        assert_eq!(named, [true, true, false, false]);
    }
}
