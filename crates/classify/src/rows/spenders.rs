//! Rows of organisations in lists of what they spend: whose money the rows below are.

use crate::codes::digits_of;
use crate::document::public_body::{ends_as_body, is_organisation};
use crate::lanes::closing_sums::closes;
use crate::lanes::row::{LaneRow, is_total_label};
use crate::vocabulary::{Kind, header_wording};
use gongkai_model::table::{Column, Table};
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// 支出项目类别（资金使用单位）, 单位（项目）名称: a header of organisations and of what they spend.
pub(crate) fn heads_units(leaf: &str) -> bool {
    leaf.contains("资金使用单位") || leaf.contains("(单位)") || leaf.contains("单位(")
}

/// Fewest characters of the name of an organisation that other tables are searched for.
const SHORTEST_NAME: usize = 4;

/// The organisations that the tables of a document list in columns of their own, as comparison keys: a list of what they
/// spend may print them among their projects.
pub(crate) fn printed_units(tables: &[Table]) -> BTreeSet<String> {
    let mut units = BTreeSet::new();
    for table in tables {
        let heads_names = |column: &Column| {
            let leaf = column.path.last().map(|text| comparison_key(text)).unwrap_or_default();
            leaf != "单位" && header_wording(&leaf).is_some_and(|wording| wording.kind == Kind::UnitName)
        };
        let columns: BTreeSet<u32> = table.columns.iter().filter(|c| heads_names(c)).map(|c| c.index).collect();
        for cell in table.cells.iter().filter(|c| c.row >= table.header_rows && columns.contains(&c.col)) {
            let key = comparison_key(cell.text.trim_start_matches(|c: char| c.is_ascii_digit()));
            let named =
                key.chars().count() >= SHORTEST_NAME && key.chars().all(|c| is_ideograph(c) || "()".contains(c));
            if named && !is_total_label(&key) {
                units.insert(key);
            }
        }
    }
    units
}

/// `125001 | 某某局` among classified rows: the code and name of an organisation, whose rows follow.
pub(crate) fn tell_unit_row(item: &mut LaneRow) {
    if item.codes.is_empty() && item.unit_name.is_none() && item.unit_code.is_some() && !item.label.is_empty() {
        if item.names_organisation() {
            item.unit_name = Some(item.label.clone());
        } else if is_total_label(&comparison_key(&item.label)) {
            item.unit_code = None;
        }
    }
}

/// 105001青山市信访局: the code of an organisation before its name.
pub(crate) fn take_unit_code(item: &mut LaneRow) {
    let Some(name) = item.unit_name.as_deref() else { return };
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let code = name.get(..name.len() - rest.len()).unwrap_or("");
    let rest = rest.trim_start_matches(['-', '_', '—', ' ']);
    if (3..=12).contains(&code.len()) && !rest.starts_with('年') && is_organisation(&comparison_key(rest)) {
        let (code, rest) = (code.to_owned(), rest.to_owned());
        item.unit_code.get_or_insert(code);
        item.unit_name = Some(rest);
    }
}

/// Fewest projects of one organisation that prove by their sum to be its own.
const FEWEST_PROJECTS: usize = 2;

/// Whether a list begins with an organisation that other rows stand below, or that is the sum of the rows up to the next in
/// every column.
pub(crate) fn begins_with_spender(rows: &[LaneRow], columns: &[Vec<Option<Decimal>>]) -> bool {
    let Some(first) = rows.iter().position(|row| !row.total && !row.label.is_empty()) else { return false };
    let spends = |row: &LaneRow| row.codes.is_empty() && row.names_organisation();
    let projects: Vec<usize> =
        (first + 1..rows.len()).take_while(|at| rows.get(*at).is_some_and(|row| !row.total && !spends(row))).collect();
    let own = || projects.len() >= FEWEST_PROJECTS && closes(&[first], &projects, columns);
    rows.get(first).is_some_and(spends) && (rows.iter().any(|row| row.parent == Some(first)) || own())
}

/// Fewest digits of the code of an organisation; 1 before 全额 (paid in full) is none.
const SHORTEST_CODE: usize = 3;

/// Fewest organisations at the top of a list that make the others there, whose names tell less, organisations too.
const FEWEST_HEADS: usize = 2;

/// Rows at the top of a list with rows below them that are named as bodies are, although a word of projects is in the
/// name, in a list whose other such rows are organisations: 青山市投资项目评审中心.
fn heads_of_groups(rows: &[LaneRow]) -> Vec<bool> {
    let mut heads = vec![false; rows.len()];
    for parent in rows.iter().filter_map(|row| row.parent) {
        if let Some(slot) = heads.get_mut(parent) {
            *slot = rows.get(parent).is_some_and(|row| row.parent.is_none() && !row.total);
        }
    }
    let of_heads = || rows.iter().zip(&heads).filter(|(_, head)| **head).map(|(row, _)| row);
    let known = of_heads().filter(|row| row.names_organisation()).count();
    let body = |row: &LaneRow| row.known_unit || ends_as_body(&comparison_key(&row.label));
    let whole = known >= FEWEST_HEADS && of_heads().all(body);
    heads.into_iter().map(|head| head && whole).collect()
}

/// Rows below the row of an organisation are spent by it. Where only some rows have the code of an organisation, those are
/// the organisations, whatever their names; else their names tell, where nothing is printed behind the amounts.
pub(crate) fn name_spenders(rows: &mut [LaneRow]) {
    let whole = |code: &str| digits_of(code).is_some_and(|digits| digits.len() >= SHORTEST_CODE);
    let coded = |row: &LaneRow| row.unit_code.as_deref().is_some_and(whole) && !row.label.is_empty();
    let listed = || rows.iter().filter(|row| !row.total && !row.label.is_empty());
    let by_code = listed().any(coded) && listed().any(|row| row.unit_code.is_none());
    let heads = heads_of_groups(rows);
    let mut unit: Option<(String, Option<String>)> = None;
    for (row, heads) in rows.iter_mut().zip(heads) {
        let named = || (row.names_organisation() || heads) && row.codes.is_empty() && !row.described;
        let of_unit =
            if row.unit_code.is_some() { (by_code && coded(row)) || row.names_organisation() } else { named() };
        if row.total {
            unit = None;
        } else if of_unit {
            row.is_unit = true;
            row.unit_name.get_or_insert_with(|| row.label.clone());
            unit = row.unit_name.clone().map(|name| (name, row.unit_code.clone()));
        } else if let Some(name) = &row.unit_name {
            unit = Some((name.clone(), row.unit_code.clone()));
        } else if row.unit_code.is_some() {
            unit = None;
        } else if let Some((name, code)) = &unit {
            row.unit_name = Some(name.clone());
            row.unit_code.clone_from(code);
        }
    }
}

/// The only organisation of a list without a total, below which all other rows stand, is the whole of it.
pub(crate) fn name_whole_unit(rows: &mut [LaneRow]) {
    if rows.iter().any(|row| row.total) {
        return;
    }
    let Some((first, others)) = rows.split_first_mut() else { return };
    let whole = (first.is_unit || first.unit_name.as_deref() == Some(&first.label)) && first.names_organisation();
    if !whole || first.parent.is_some() || others.iter().any(|row| row.parent.is_none() || row.is_unit) {
        return;
    }
    (first.total, first.level) = (true, Some(0));
    for row in others {
        row.parent = row.parent.filter(|parent| *parent > 0);
        row.level = row.level.map(|level| level.saturating_sub(1).max(1));
    }
}

/// Hangs the rows of an organisation below its own. In a list of targets every row below an organisation is a project of
/// it, whatever its indent.
pub(crate) fn nest_below_units(rows: &mut [LaneRow], of_targets: bool) {
    let mut unit: Option<(usize, u8)> = None;
    let mut has_rows = vec![false; rows.len()];
    for parent in rows.iter().filter_map(|row| row.parent) {
        if let Some(slot) = has_rows.get_mut(parent) {
            *slot = true;
        }
    }
    for index in 0..rows.len() {
        let Some(row) = rows.get_mut(index) else { break };
        if row.total {
            unit = None;
        } else if row.is_unit {
            // An organisation with rows of its own already stands where it belongs.
            let open = of_targets || !has_rows.get(index).copied().unwrap_or(false);
            unit = row.level.filter(|_| open).map(|level| (index, level));
        } else if let Some((above, level)) = unit {
            if of_targets {
                row.level = Some(level.saturating_add(1));
            } else {
                row.level = row.level.map(|own| own.saturating_add(1));
            }
            if of_targets || row.parent.is_none_or(|parent| parent < above) {
                row.parent = Some(above);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::column_meanings;
    use crate::grid::{Grid, build};
    use crate::header::complete_header;
    use crate::rows::lane_rows;
    use gongkai_model::table::Form;

    fn rows_of(form: Form, cells: &[&[&str]]) -> Vec<LaneRow> {
        let mut table = build::table("", 1, cells);
        complete_header(&mut table);
        let grid = Grid::new(&table);
        let meanings = column_meanings(&table, form, &grid);
        let lanes = crate::lanes::lanes(&meanings, &table.columns, form, "");
        let leaves: Vec<String> = meanings.iter().map(|m| m.leaf.clone()).collect();
        lane_rows(&grid, 1, &lanes[0], &leaves)
    }

    #[test]
    fn rows_below_an_organisation_are_spent_by_it() {
        let rows = rows_of(
            Form::BU10,
            &[
                &["单位编码", "单位（项目）名称", "项目金额"],
                &["", "合计", "5.00"],
                &["125001", "青山市档案中心", "3.00"],
                &["", "库房改造", "3.00"],
                &["", "无", ""],
                // 工程 is a word of projects; the code tells.
                &["125002", "青山市建设工程造价服务中心", "2.00"],
                &["", "造价信息服务", "2.00"],
            ],
        );
        let found: Vec<_> = rows.iter().map(|r| (r.unit_code.as_deref(), r.unit_name.as_deref(), r.parent)).collect();
        let unit = (Some("125001"), Some("青山市档案中心"));
        let other = (Some("125002"), Some("青山市建设工程造价服务中心"));
        let expected = [
            (None, None, None),
            (unit.0, unit.1, None),
            (unit.0, unit.1, Some(1)),
            (other.0, other.1, None),
            (other.0, other.1, Some(3)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_only_organisation_is_the_whole() {
        let list = |cells: &[&[&str]]| {
            let rows = rows_of(Form::BU10, cells);
            rows.into_iter().map(|row| (row.level, row.parent, row.is_leaf)).collect::<Vec<_>>()
        };
        let head: &[&str] = &["单位（项目）名称", "项目金额"];
        let one = list(&[head, &["青山市档案局", "5.00"], &[">库房改造", "3.00"], &[">设备更新", "2.00"]]);
        assert_eq!(one, [(Some(0), None, false), (Some(1), None, true), (Some(1), None, true)]);
        let two = list(&[head, &["青山市档案局", "3.00"], &[">库房改造", "3.00"], &["青山市档案馆", "2.00"]]);
        assert_eq!(two[0].0, Some(1));
    }

    #[test]
    fn projects_of_the_first_organisation_are_told_by_their_sum() {
        let list = |own: &str| {
            let head: &[&str] = &["项目", "总计", "财政拨款"];
            let cells: &[&[&str]] = &[
                head,
                &["青山市档案局（本级）", own, "5.00"],
                &["库房改造", "4.00", "3.00"],
                &["设备更新", "2.00", "2.00"],
                &["青山市档案局东山分局（二级部门）", "1.00", "1.00"],
                &["档案修复", "1.00", "1.00"],
            ];
            rows_of(Form::BU10, cells).into_iter().map(|row| row.parent).collect::<Vec<_>>()
        };
        assert_eq!(list("6.00"), [None, Some(0), Some(0), None, Some(3)]);
        assert_eq!(list("9.00"), [None; 5]);
    }

    #[test]
    fn a_name_listed_by_another_table_is_an_organisation() {
        let mut listed = build::table("", 1, &[&["单位代码", "单位名称", "合计"], &["125003", "青山市融媒体", "2.00"]]);
        complete_header(&mut listed);
        assert_eq!(printed_units(&[listed]).into_iter().collect::<Vec<_>>(), ["青山市融媒体"]);
        let mut rows = ["青山市档案局", "库房改造", "青山市融媒体", "设备更新"].map(|label| LaneRow {
            label: label.to_owned(),
            known_unit: label == "青山市融媒体",
            ..LaneRow::default()
        });
        name_spenders(&mut rows);
        let units: Vec<_> = rows.iter().map(|row| row.unit_name.as_deref()).collect();
        let (office, media) = (Some("青山市档案局"), Some("青山市融媒体"));
        assert_eq!(units, [office, office, media, media]);
    }

    #[test]
    fn organisations_without_amounts_are_above_their_projects() {
        let rows = rows_of(
            Form::PT,
            &[
                &["项目", "预算数", "绩效目标"],
                &["青山市档案局", "", ""],
                &["库房改造", "3.00", "改造库房"],
                &[">档案进校园活动中心", "2.00", "办好活动"],
                &["青山市档案馆", "", ""],
                &["档案修复", "1.00", "修复档案"],
            ],
        );
        let found: Vec<_> = rows.iter().map(|r| (r.level, r.parent, r.is_leaf, r.unit_name.as_deref())).collect();
        let (office, hall) = (Some("青山市档案局"), Some("青山市档案馆"));
        let expected = [
            (Some(1), None, false, office),
            (Some(2), Some(0), true, office),
            (Some(2), Some(0), true, office),
            (Some(1), None, false, hall),
            (Some(2), Some(3), true, hall),
        ];
        assert_eq!(found, expected);
    }
}
