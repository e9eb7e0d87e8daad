//! What stands above a row: by its code, by the code of its organisation, by place, by year, by what is bought, or by
//! numbering and indentation. Chooses the reading that fits a list.

pub(crate) mod by_all_columns;
pub(crate) mod by_amount;
pub(crate) mod by_balance;
pub(crate) mod by_class;
pub(crate) mod by_code;
pub(crate) mod by_label;
pub(crate) mod by_name;
pub(crate) mod by_official_name;
pub(crate) mod by_own_level;
pub(crate) mod by_place;
pub(crate) mod by_purchase;
pub(crate) mod by_year;
pub(crate) mod misplaced_rows;
pub(crate) mod rows_behind_sum;

use crate::hierarchy::by_amount::{nest_by_amounts, raise_by_amounts};
use crate::hierarchy::by_class::{hierarchy_by_class_name, names_classes};
use crate::hierarchy::by_code::{
    begins_with_unit, hierarchy_by_code, hierarchy_by_unit_code, is_flat, nests, take_closing_indents,
};
use crate::hierarchy::by_label::{draw_in_hanging, draw_in_lone_steps, hierarchy_by_label, spread_of_which};
use crate::hierarchy::by_name::{name_subtotals, name_units, name_whole};
use crate::hierarchy::by_own_level::nest_by_own_level;
use crate::hierarchy::by_place::{free_own_level, hierarchy_by_place, is_group_of_places, part_counties};
use crate::hierarchy::by_purchase::hierarchy_by_kind_of_purchase;
use crate::hierarchy::by_year::hang_by_year;
use crate::hierarchy::misplaced_rows::settle_misplaced_rows;
use crate::lanes::closing_sums::sums_of_rows_below;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::{TotalKind, total_kind};

/// Sets level and parent of every row. `of_places` where a column lists places.
pub(crate) fn set_hierarchy(rows: &mut [LaneRow], of_places: bool) {
    let coded = rows.iter().filter(|r| !r.codes.is_empty() || r.below_code).count();
    let by_unit = rows.iter().filter(|r| r.codes.is_empty() && r.unit_code.is_some()).count();
    if hierarchy_by_kind_of_purchase(rows) {
        // Told by what is bought.
    } else if by_unit == 0 && coded > 0 && is_flat(rows) && nests(rows) {
        // What pays, who spends and what is bought stand below each other, each with the code of the item it is for.
        hierarchy_by_unit_code(rows);
    } else if coded * 2 >= rows.len() && coded > 0 {
        name_units(rows);
        name_whole(rows);
        hierarchy_by_code(rows);
        take_closing_indents(rows);
    } else if by_unit > 0 && (by_unit * 2 >= rows.len() && nests(rows) || begins_with_unit(rows)) {
        hierarchy_by_unit_code(rows);
    } else if of_places && rows.iter().all(|r| r.indent == rows.first().map_or(0, |first| first.indent)) {
        spread_of_which(rows);
        hierarchy_by_place(rows);
        nest_by_own_level(rows);
    } else {
        if of_places {
            // 市县合计 below the whole is a group, and its rows follow.
            for row in rows.iter_mut().skip(1).filter(|row| is_group_of_places(&row.label)) {
                row.total = false;
            }
        }
        spread_of_which(rows);
        draw_in_hanging(rows);
        draw_in_lone_steps(rows);
        let groups = leading_subtotals(rows);
        for (subtotal, _) in &groups {
            if let Some(row) = rows.get_mut(*subtotal) {
                row.total = false;
            }
        }
        if names_classes(rows) {
            hierarchy_by_class_name(rows);
        } else {
            hierarchy_by_label(rows);
        }
        for (subtotal, end) in groups {
            hang_below(rows, subtotal, end);
        }
        if of_places {
            free_own_level(rows);
            part_counties(rows);
            nest_by_own_level(rows);
        }
        free_projects(rows);
        settle_misplaced_rows(rows);
        raise_by_amounts(rows);
    }
    name_subtotals(rows);
    nest_by_amounts(rows);
    hang_by_year(rows);
    for row in rows.iter_mut().filter(|r| r.total) {
        row.level = Some(0);
    }
}

/// Projects hold no projects: where names are centred, or their second lines hang, a longer one begins further left than
/// the others. A row that has the code of a project as those below it have, and is not their sum, stands beside them.
fn free_projects(rows: &mut [LaneRow]) {
    let closed = sums_of_rows_below(rows);
    let alone: Vec<bool> = rows
        .iter()
        .zip(closed)
        .map(|(row, closed)| row.project_code.is_some() && row.amount.is_some() && !closed)
        .collect();
    for at in 0..rows.len() {
        while let Some(row) = rows.get(at)
            && let Some(above) = row.parent.filter(|above| *above < at && alone.get(*above) == Some(&true))
            && let Some(head) = rows.get(above).filter(|_| row.project_code.is_some() && !row.of_which)
        {
            let (parent, level) = (head.parent, head.level);
            if let Some(row) = rows.get_mut(at) {
                (row.parent, row.level) = (parent, level);
            }
        }
    }
}

/// Words at the head of rows that no subtotal above them holds: transfers, balances, debt.
const BEHIND_SUBTOTALS: &[&str] =
    &["转移性", "上解", "调入", "调出", "上年", "年终", "年末", "结转", "债务", "地方政府", "动用", "上级", "补助"];

/// 收入合计, 税收收入小计, 增值税, …, 非税收入小计, …: where a subtotal follows the total, each stands before its rows. Gives
/// them with the row behind their last.
fn leading_subtotals(rows: &[LaneRow]) -> Vec<(usize, usize)> {
    let is_subtotal = |row: &LaneRow| {
        row.total && total_kind(&row.label) == Some(TotalKind::Subtotal) && comparison_key(&row.label) != "小计"
    };
    let leads = matches!(rows, [first, second, ..] if first.total && !is_subtotal(first) && is_subtotal(second));
    let mut groups = Vec::new();
    for at in (1..rows.len()).filter(|at| leads && rows.get(*at).is_some_and(is_subtotal)) {
        let ends =
            |row: &LaneRow| row.total || BEHIND_SUBTOTALS.iter().any(|word| row.label.trim_start().starts_with(word));
        let end = (at + 1..rows.len()).find(|below| rows.get(*below).is_some_and(ends)).unwrap_or(rows.len());
        groups.push((at, end));
    }
    groups
}

/// Hangs the rows behind a subtotal below it, which stands in the middle of its cell, so that its indent tells nothing.
fn hang_below(rows: &mut [LaneRow], above: usize, end: usize) {
    if let Some(row) = rows.get_mut(above) {
        row.parent = None;
        row.level = Some(1);
    }
    for row in rows.iter_mut().take(end).skip(above + 1) {
        if row.parent.is_none_or(|parent| parent < above) {
            row.parent = Some(above);
        }
        row.level = row.level.map(|own| own.saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::row::build::{parents, row};
    use gongkai_model::record::{Code, CodeSystem};
    use rust_decimal::Decimal;

    #[test]
    fn projects_hold_no_projects_but_those_they_are_the_sum_of() {
        let project = |label: &str, indent, amount: i64| LaneRow {
            project_code: Some("P1".to_owned()),
            amount: Some(Decimal::from(amount)),
            ..row(label, indent)
        };
        let mut rows = [project("河道清淤及两岸绿化工程", 0, 9), project("库房改造", 2, 4), project("设备更新", 2, 3)];
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None; 3]);
        let mut rows = [project("河道工程", 0, 7), project("一期", 2, 4), project("二期", 2, 3)];
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(0)]);
    }

    #[test]
    fn plus_and_minus_open_a_list() {
        let mut rows = [
            row("一、税收收入", 0),
            row("契税", 1),
            row("收入合计", 0),
            row("加：返还", 0),
            row("补助", 1),
            row("调入", 1),
        ];
        rows[2].total = true;
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), None, None, None, None]);
    }

    #[test]
    fn one_code_printed_at_three_depths_is_three_levels() {
        let code = |code: &str, label: &str, indent| {
            let own = Code { system: CodeSystem::Functional, code: code.to_owned(), label: label.to_owned(), level: 1 };
            LaneRow { codes: vec![own], ..row(label, indent) }
        };
        let mut rows =
            [code("226", "甲", 0), code("227", "预备费", 0), code("227", "预备费", 1), code("227", "预备费", 2)];
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, None, Some(1), Some(2)]);
        assert_eq!(rows[3].level, Some(3));
    }

    #[test]
    fn a_project_stands_below_the_code_it_is_paid_from() {
        let code = |code: &str, level| {
            let own = Code { system: CodeSystem::Functional, code: code.to_owned(), label: "甲".to_owned(), level };
            LaneRow { codes: vec![own], ..row("甲", 0) }
        };
        let mut rows = [code("201", 1), code("20113", 2), code("2011302", 3), row("珍珠产业", 0), row("合计", 0)];
        rows[3].below_code = true;
        rows[4].total = true;
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(1), Some(2), None]);
        assert_eq!(rows[3].level, Some(4));
    }

    #[test]
    fn a_list_of_parts_goes_on_below_of_which() {
        let mut rows = [row("一、债务余额", 0), row("其中：一般债务", 1), row("专项债务", 3), row("二、债务限额", 0)];
        rows[1].of_which = true;
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), None]);
        assert!(rows[2].of_which && !rows[3].of_which);
    }

    #[test]
    fn what_stands_below_an_item_does_not_end_a_list_of_parts() {
        let labels = ["经费", "其中：（一）出国", "（二）车辆", "1.购置", "2.运行", "（三）接待"];
        let mut rows = labels.map(|label| row(label, 0));
        for (row, indent) in rows.iter_mut().zip([0, 2, 5, 8, 8, 5]) {
            row.indent = indent;
        }
        rows[1].of_which = true;
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), Some(2), Some(2), Some(0)]);
        assert_eq!(rows.map(|row| row.of_which), [false, true, true, false, false, true]);
    }

    #[test]
    fn rows_that_complete_the_row_above_of_which_are_its_parts() {
        let printed = [("省本级", 30), ("其中：基建", 12), ("农村", 10), ("治理", 8), ("青山市", 8)];
        let mut rows = printed.map(|(label, amount)| LaneRow { amount: Some(amount.into()), ..row(label, 0) });
        rows[1].of_which = true;
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), Some(0), None]);
    }

    #[test]
    fn rows_stand_below_the_subtotal_before_them() {
        let mut rows = ["收入合计", "税收收入小计", "甲税", "乙税", "非税收入小计", "罚没收入", "转移性收入"]
            .map(|label| row(label, if label.ends_with("小计") { 4 } else { 0 }));
        for at in [0, 1, 4] {
            rows[at].total = true;
        }
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, None, Some(1), Some(1), None, Some(4), None]);
        let levels: Vec<_> = rows.iter().map(|r| r.level).collect();
        assert_eq!(levels, [Some(0), Some(1), Some(2), Some(2), Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn a_list_that_begins_below_a_row_without_a_mark_is_its_own() {
        let mut rows = [row("资本收入", 0), row("1.利润", 0), row("2.股利", 0), row("上年结转", 0)];
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), None]);
    }

    #[test]
    fn a_numbered_list_goes_on_behind_of_which() {
        let mut rows = [row("一、拨款", 0), row("1、甲拨款", 1), row("其中：专项", 2), row("2、乙拨款", 3)];
        rows[2].of_which = true;
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn a_list_may_begin_anew_below_its_whole() {
        let labels = ["一、本年支出", "一、公共安全支出", "二、教育支出", "三、住房保障支出", "二、结转下年支出"];
        let mut rows = labels.map(|label| row(label, 0));
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), Some(0), None]);
        let mut rows = ["一、本年收入", "二、上年结转", "三、调入资金"].map(|label| row(label, 0));
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, None, None]);
    }

    #[test]
    fn numbers_in_a_column_of_their_own_order_rows() {
        let mut rows = [row("补助", 0), row("安置补助", 0), row("帮扶资金", 0), row("帮扶甲厂", 0)];
        for (row, number) in rows.iter_mut().zip(["一", "1", "二", "1"]) {
            row.number = Some(number.to_owned());
        }
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), None, Some(2)]);
        let mut plain = [row("甲", 0), row("乙", 0)];
        plain[0].number = Some("1".to_owned());
        plain[1].number = Some("2".to_owned());
        set_hierarchy(&mut plain, false);
        assert_eq!(parents(&plain), [None, None]);
    }

    #[test]
    fn names_of_classes_order_a_list_without_codes() {
        let labels = [
            "合计",
            "社会保障和就业支出",
            "甲基金安排的支出",
            "城乡社区支出",
            "乙基金安排的支出",
            "丙费安排的支出",
            "农林水支出",
        ];
        let mut rows = labels.map(|label| row(label, 0));
        rows[0].total = true;
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, None, Some(1), None, Some(3), Some(3), None]);
    }

    #[test]
    fn rows_of_one_code_nest_by_their_organisation() {
        let mut rows = [row("全额", 0), row("青山市档案局", 0), row("体检服务", 0), row("全额", 0)];
        for (row, unit) in rows.iter_mut().zip([Some("1"), Some("117001"), None, Some("1")]) {
            row.unit_code = unit.map(str::to_owned);
            row.codes = vec![gongkai_model::record::Code {
                system: gongkai_model::record::CodeSystem::Functional,
                code: "2010801".to_owned(),
                label: String::new(),
                level: 3,
            }];
        }
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(1), None]);
    }

    #[test]
    fn organisations_nest_by_their_codes() {
        let mut rows = [row("某部门", 0), row("某局", 0), row("某中心", 0)];
        for (row, code) in rows.iter_mut().zip(["125", "125001", "125002"]) {
            row.unit_code = Some(code.to_owned());
        }
        set_hierarchy(&mut rows, false);
        assert_eq!(parents(&rows), [None, Some(0), Some(0)]);
    }
}
