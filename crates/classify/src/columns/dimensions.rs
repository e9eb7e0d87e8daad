//! What columns add to their amounts besides a measure: places and functional classes side by side, and names made of
//! several headers.

use crate::codes::functional_class;
use crate::columns::meaning::{ColumnMeaning, Holds};
use crate::document::region::is_place;
use crate::grid::Grid;
use crate::vocabulary::{Kind, header_wording, included};
use gongkai_model::record::{Code, CodeSystem};
use gongkai_normalize::chars::comparison_key;

/// Fewest columns of places that make a table of places.
const FEWEST_PLACES: usize = 3;

/// Fewest columns of classes that make a table of classes.
const FEWEST_CLASSES: usize = 3;

/// Whether a column holds amounts of which no header tells the measure.
fn is_unnamed(meaning: &ColumnMeaning) -> bool {
    meaning.holds == Holds::Money && meaning.field.starts_with("column_") && !meaning.leaf.is_empty()
}

/// Places printed side by side (中堂 | 望牛墩 | 麻涌) are no measures: the amounts are of the row, each of its place. The
/// title says so (分地区, by place) where the rows are no places, or most of the headers are names of places.
pub(crate) fn tell_places(meanings: &mut [ColumnMeaning], title: &str, grid: &Grid<'_>, header_rows: usize) {
    let open: Vec<String> = meanings.iter().filter(|m| is_unnamed(m)).map(|m| m.leaf.clone()).collect();
    let named = open.iter().filter(|leaf| is_place(leaf)).count();
    let by_place = ["分地区", "分市县", "分县", "分区", "分镇街"].iter().any(|word| title.contains(word));
    let in_rows = || meanings.iter().any(|m| m.holds == Holds::Region) || lists_places(meanings, grid, header_rows);
    let fewest = if by_place && named == open.len() { 1 } else { FEWEST_PLACES };
    if open.len() < fewest || !(by_place || named * 2 > open.len()) || in_rows() {
        return;
    }
    // 其他 (other) beside places is the other places.
    let is_column = |m: &ColumnMeaning| is_unnamed(m) || (m.holds == Holds::Money && m.leaf == "其他");
    for meaning in meanings.iter_mut().filter(|m| is_column(m)) {
        meaning.region = Some(meaning.leaf.clone());
        "amount".clone_into(&mut meaning.field);
    }
}

/// Whether most rows are named after places.
fn lists_places(meanings: &[ColumnMeaning], grid: &Grid<'_>, header_rows: usize) -> bool {
    let Some(names) = meanings.iter().position(|m| matches!(m.holds, Holds::Label { .. })) else { return false };
    let labels = || (header_rows..grid.rows).map(|row| comparison_key(grid.text(row, names)));
    labels().filter(|label| is_place(label)).count() * 2 > labels().filter(|label| !label.is_empty()).count()
}

/// 教育 | 科学技术 | 社会保障和就业: functional classes (支出功能分类) side by side are no measures either: the amounts are of
/// the row, each with the code of its class.
pub(crate) fn tell_classes(meanings: &mut [ColumnMeaning]) {
    let class = |m: &ColumnMeaning| functional_class(&m.leaf).filter(|_| m.holds == Holds::Money);
    let named = meanings.iter().filter(|m| is_unnamed(m) && class(m).is_some()).count();
    if named < FEWEST_CLASSES || meanings.iter().any(|m| matches!(m.holds, Holds::Code { .. })) {
        return;
    }
    for meaning in meanings.iter_mut() {
        // 其他支出 (229) has a wording of its own.
        let Some(code) = class(meaning).filter(|_| is_unnamed(meaning) || meaning.leaf == "其他支出") else {
            continue;
        };
        let label = meaning.leaf.clone();
        meaning.code = Some(Code { system: CodeSystem::Functional, code: code.to_owned(), label, level: 1 });
        meaning.field = measure_above(meaning).unwrap_or("amount").to_owned();
    }
}

/// 专项转移支付 | 教育: the measure that the headers above the lowest name.
fn measure_above(meaning: &ColumnMeaning) -> Option<&'static str> {
    let headers: Vec<String> = meaning.label.split(' ').map(comparison_key).collect();
    let (_, above) = headers.split_last()?;
    let money = above.iter().rev().filter_map(|key| header_wording(key)).filter(|w| w.kind == Kind::Money);
    money.map(|w| w.field).find(|field| !matches!(*field, "total" | "amount"))
}

/// The measure of a column whose own header is not enough, made of all its headers that have a meaning:
/// 还本情况 | 一般债券 is `principal_repayment_general_bonds`.
pub(crate) fn composed_measure(meaning: &ColumnMeaning) -> Option<String> {
    let mut parts: Vec<&'static str> = Vec::new();
    let mut bracket: Vec<&'static str> = Vec::new();
    for header in meaning.label.split(' ') {
        let key = comparison_key(header);
        let (key, told) = included(&key);
        // 预算数（不含上年结转）: what is counted in or left out.
        if let Some((with, wording)) = told {
            bracket = vec![if with { "with" } else { "without" }, wording.field];
        }
        let Some(wording) = header_wording(key).filter(|w| w.kind == Kind::Money) else { continue };
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
    if !bracket.is_empty() && parts.is_empty() {
        parts.push("amount");
    }
    parts.extend(bracket);
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
        let grid = Grid::new(&table);
        let mut meanings = column_meanings(&table, Form::Other, &grid);
        tell_places(&mut meanings, "青山市转移支付表(按项目分地区列示)", &grid, 1);
        let found: Vec<_> = meanings.iter().skip(1).map(|m| (m.field.as_str(), m.region.as_deref())).collect();
        let expected = [("amount", "东岭"), ("amount", "西岭"), ("amount", "南岭"), ("amount", "其他")];
        assert_eq!(found, expected.map(|(field, place)| (field, Some(place))));
    }

    /// Field, code, place and scope of every column of amounts.
    fn told(title: &str, rows: &[&[&str]]) -> Vec<(String, String)> {
        let mut table = build::table(title, 1, rows);
        table.unit = Some("万元".to_owned());
        complete_header(&mut table);
        let meanings = crate::understood::understand(&mut table, &std::rc::Rc::default()).meanings;
        let dimension = |m: &ColumnMeaning| {
            let code = m.code.as_ref().map(|code| code.code.clone());
            code.or_else(|| m.region.clone()).or_else(|| m.scope.clone()).unwrap_or_default()
        };
        let money = meanings.iter().filter(|m| m.holds == Holds::Money);
        money.map(|m| (m.field.clone(), dimension(m))).collect()
    }

    #[test]
    fn classes_side_by_side_are_codes() {
        let found = told(
            "2031年青山市对各区转移支付分地区分项目表",
            &[
                &["县市区", "合计", "教育", "社会保障和就业", "城乡社区", "其他支出"],
                &["海珠区", "10", "1", "2", "3", "4"],
                &["天河区", "10", "1", "2", "3", "4"],
            ],
        );
        let own = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        let of_class = ["205", "208", "212", "229"].map(|code| own("amount", code));
        assert_eq!(found[0], own("total", ""));
        assert_eq!(found[1..], of_class);
    }

    #[test]
    fn a_place_in_a_header_is_whose_amounts_they_are() {
        let head: &[&str] = &["项目", "广东省", "广东省本级", "其中：天河区"];
        let found = told("债务发行情况表", &[head, &["甲债务", "9.00", "5.00", "1.00"]]);
        let expected = ["广东省", "广东省本级", "天河区"].map(|place| ("amount".to_owned(), place.to_owned()));
        assert_eq!(found, expected);
    }
}
