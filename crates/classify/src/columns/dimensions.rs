//! What columns add to their amounts besides a measure: places side by side, and names made of several headers.

use crate::columns::meaning::{ColumnMeaning, Holds};
use crate::document::region::is_place;
use crate::vocabulary::{Kind, header_wording};
use gongkai_normalize::chars::comparison_key;

/// Fewest columns of places that make a table of places.
const FEWEST_PLACES: usize = 3;

/// Places printed side by side (中堂 | 望牛墩 | 麻涌) are no measures: the amounts are of the row, each of its place. The
/// title says so (分地区, by place), or most of the headers are names of places.
pub(crate) fn tell_places(meanings: &mut [ColumnMeaning], title: &str) {
    let unnamed = |m: &ColumnMeaning| m.holds == Holds::Money && m.field.starts_with("column_") && !m.leaf.is_empty();
    let open: Vec<String> = meanings.iter().filter(|m| unnamed(m)).map(|m| m.leaf.clone()).collect();
    let named = open.iter().filter(|leaf| is_place(leaf)).count();
    let by_place = ["分地区", "分市县", "分县", "分区", "分镇街"].iter().any(|word| title.contains(word));
    let in_rows = meanings.iter().any(|m| m.holds == Holds::Region);
    if in_rows || open.len() < FEWEST_PLACES || !(by_place || named * 2 > open.len()) {
        return;
    }
    // 其他 (other) beside places is the other places.
    let is_column = |m: &ColumnMeaning| unnamed(m) || (m.holds == Holds::Money && m.leaf == "其他");
    for meaning in meanings.iter_mut().filter(|m| is_column(m)) {
        meaning.region = Some(meaning.leaf.clone());
        "amount".clone_into(&mut meaning.field);
    }
}

/// The measure of a column whose own header is not enough, made of all its headers that have a meaning:
/// 还本情况 | 一般债券 is `principal_repayment_general_bonds`.
pub(crate) fn composed_measure(meaning: &ColumnMeaning) -> Option<String> {
    let mut parts: Vec<&'static str> = Vec::new();
    for header in meaning.label.split(' ') {
        let key = comparison_key(header);
        let Some(wording) = header_wording(&key).filter(|w| w.kind == Kind::Money) else { continue };
        if !matches!(wording.field, "total" | "amount") && !parts.contains(&wording.field) {
            parts.push(wording.field);
        }
        // 一般债券还本付息额: what is paid for one kind of debt alone.
        let bonds = [("一般债券", "general_bonds"), ("专项债券", "special_bonds")];
        if let Some((_, kind)) =
            bonds.iter().find(|(word, _)| key.contains(word)).filter(|(_, kind)| !parts.contains(kind))
        {
            parts.push(kind);
        }
    }
    (parts.len() > 1).then(|| parts.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::column_meanings;
    use crate::grid::{Grid, build};
    use crate::header::complete_header;
    use gongkai_model::table::Form;

    #[test]
    fn places_side_by_side_are_no_measures() {
        let mut table = build::table(
            "青山市转移支付表（按项目分地区列示）",
            1,
            &[&["项目", "东岭", "西岭", "南岭", "其他"], &["甲补助", "1.20", "2.20", "3.20", "0.00"]],
        );
        complete_header(&mut table);
        let mut meanings = column_meanings(&table, Form::Other, &Grid::new(&table));
        tell_places(&mut meanings, "青山市转移支付表(按项目分地区列示)");
        let found: Vec<_> = meanings.iter().skip(1).map(|m| (m.field.as_str(), m.region.as_deref())).collect();
        let expected = [("amount", "东岭"), ("amount", "西岭"), ("amount", "南岭"), ("amount", "其他")];
        assert_eq!(found, expected.map(|(field, place)| (field, Some(place))));
    }
}
