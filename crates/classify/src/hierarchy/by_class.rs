//! Lists without codes and indents that the names of the functional classes (类) order.

use crate::codes::names_functional_class;
use crate::hierarchy::by_label::mark_rank;
use crate::lanes::row::LaneRow;

/// Fewest functional classes by which a list without codes is told to be ordered by them.
const FEWEST_CLASSES: usize = 3;

/// Whether names of functional classes (类) are all that orders a list: no indents, no numbers.
pub(crate) fn names_classes(rows: &[LaneRow]) -> bool {
    let mut listed = rows.iter().filter(|row| !row.total && !row.label.is_empty()).peekable();
    let Some(first) = listed.peek().map(|row| row.indent) else { return false };
    if !listed.peek().is_some_and(|row| names_functional_class(&row.label)) {
        return false;
    }
    let (mut classes, mut others) = (0, 0);
    for row in listed {
        if row.indent != first || row.of_which || mark_rank(&row.label).is_some() {
            return false;
        }
        if names_functional_class(&row.label) {
            classes += 1;
        } else {
            others += 1;
        }
    }
    // Where nearly all rows are classes, the others are classes of another year's list.
    classes >= FEWEST_CLASSES && others >= classes
}

/// Words at the head of rows that follow the last class of a list: transfers, balances, debt.
const BEHIND_CLASSES: &[&str] = &["转移性", "上解", "调出", "年终", "年末", "结转", "补助", "增设", "安排预算", "补充"];

/// 社会保障和就业支出, 小型水库移民扶助基金安排的支出, 城乡社区支出, …: the classes, and what is spent in each below it.
pub(crate) fn hierarchy_by_class_name(rows: &mut [LaneRow]) {
    let mut class: Option<usize> = None;
    for (index, row) in rows.iter_mut().enumerate() {
        if row.total || BEHIND_CLASSES.iter().any(|word| row.label.trim_start().starts_with(word)) {
            class = None;
            row.level = (!row.total).then_some(1);
        } else if names_functional_class(&row.label) {
            class = Some(index);
            row.level = Some(1);
        } else if !row.label.is_empty() {
            row.parent = class;
            row.level = Some(if class.is_some() { 2 } else { 1 });
        }
    }
}
