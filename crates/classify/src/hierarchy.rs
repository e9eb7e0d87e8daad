//! What stands above a row: by its code, by the code of its organisation, by place, or by numbering and indentation.

use crate::closing_sums::closes_better;
use crate::hierarchy_by_amount::{nest_by_amounts, raise_by_amounts};
use crate::hierarchy_by_class::{hierarchy_by_class_name, names_classes};
use crate::hierarchy_by_name::{name_subtotals, name_units, name_whole};
use crate::hierarchy_by_place::{
    free_own_level, hierarchy_by_place, is_group_of_places, is_sum_of_places, part_counties,
};
use crate::hierarchy_by_purchase::hierarchy_by_kind_of_purchase;
use crate::hierarchy_by_year::hang_by_year;
use crate::lane_row::LaneRow;
use crate::public_body::is_kind_of_funding;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::heading::heading_mark;
use gongkai_normalize::label::{TotalKind, strip_list_mark, total_kind};
use gongkai_normalize::numeral::{is_numeral_char, parse_numeral};

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
        hierarchy_by_place(rows);
    } else {
        if of_places {
            // 市县合计 below the whole is a group, and its rows follow.
            for row in rows.iter_mut().skip(1).filter(|row| is_group_of_places(&row.label)) {
                row.total = false;
            }
        }
        spread_of_which(rows);
        draw_in_hanging(rows);
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
        }
        raise_by_amounts(rows);
    }
    name_subtotals(rows);
    nest_by_amounts(rows);
    hang_by_year(rows);
    for row in rows.iter_mut().filter(|r| r.total) {
        row.level = Some(0);
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

fn hierarchy_by_code(rows: &mut [LaneRow]) {
    let mut stack: Vec<(String, usize)> = Vec::new();
    let mut unit: Option<String> = None;
    for index in 0..rows.len() {
        let Some(row) = rows.get_mut(index) else { break };
        if row.unit_name != unit {
            unit.clone_from(&row.unit_name);
            stack.clear();
        }
        if row.below_code && row.codes.is_empty() && !row.total {
            // A project in the column beside, below the code it is paid from.
            row.parent = stack.last().map(|(_, at)| *at);
            let above = row.parent.and_then(|parent| rows.get(parent)?.level);
            if let Some(row) = rows.get_mut(index) {
                row.level = above.and_then(|level| level.checked_add(1));
            }
            continue;
        }
        let Some(code) = row.codes.first().cloned() else { continue };
        let indent = row.indent;
        // 227 预备费 printed as class, division and item with one code, each further in than the one above.
        let repeats = |(above, at): &(String, usize)| {
            *above == code.code && *at + 1 == index && rows.get(*at).is_some_and(|row| row.indent < indent)
        };
        let below = |above: &(String, usize)| code.code.len() > above.0.len() && code.code.starts_with(&above.0);
        while stack.last().is_some_and(|above| !below(above) && !repeats(above)) {
            stack.pop();
        }
        let parent = stack.last().map(|(_, at)| *at);
        let nested = stack.last().filter(|above| repeats(above)).and_then(|(_, at)| rows.get(*at)?.level);
        let Some(row) = rows.get_mut(index) else { break };
        row.level = Some(nested.map_or(code.level, |level| level.saturating_add(1)));
        row.parent = parent;
        stack.push((code.code, index));
    }
}

/// Where codes that do not fit the list leave sums open which the printed indents close, the indents tell.
fn take_closing_indents(rows: &mut [LaneRow]) {
    if rows.iter().all(|row| row.indent == 0) {
        return;
    }
    let mut indented = rows.to_vec();
    for row in &mut indented {
        row.parent = None;
    }
    hierarchy_by_label(&mut indented);
    if closes_better(&indented, rows) {
        rows.clone_from_slice(&indented);
    }
}

/// Whether the code of an organisation continues another: 125001 and 125. A code of one digit, 1 before 全额 (paid in
/// full), is of a kind of funding, above the organisations that have it.
fn continues(code: &str, above: &str) -> bool {
    code.len() > above.len() && (code.starts_with(above) || above.len() == 1)
}

/// Whether some code of an organisation stands below the one of a row above.
fn nests(rows: &[LaneRow]) -> bool {
    let mut above: Option<&str> = None;
    for code in rows.iter().filter_map(|r| r.unit_code.as_deref()) {
        if above.is_some_and(|above| continues(code, above)) {
            return true;
        }
        above = Some(code);
    }
    false
}

/// Whether all codes of a list are of one depth, so that they order nothing.
fn is_flat(rows: &[LaneRow]) -> bool {
    let mut levels = rows.iter().filter_map(|row| row.codes.first()).map(|code| code.level);
    levels.next().is_some_and(|first| levels.all(|level| level == first))
}

/// Whether the first row is an organisation's, so that the rows without a code below are of it.
fn begins_with_unit(rows: &[LaneRow]) -> bool {
    let plain = |row: &LaneRow| row.indent == 0 && mark_rank(&row.label).is_none();
    let mut listed = rows.iter().filter(|row| !row.total && !is_kind_of_funding(&comparison_key(&row.label)));
    let first = listed.next().is_some_and(|row| row.unit_code.is_some() && row.unit_name.is_some());
    first && listed.clone().all(plain) && listed.any(|row| row.unit_code.is_none())
}

fn hierarchy_by_unit_code(rows: &mut [LaneRow]) {
    let mut stack: Vec<(String, usize)> = Vec::new();
    for index in 0..rows.len() {
        let Some(row) = rows.get_mut(index) else { break };
        if row.unit_code.is_none() && !row.total && !row.label.is_empty() {
            // A project below the row of the organisation that spends the money.
            row.parent = stack.last().map(|(_, at)| *at);
            row.level = u8::try_from(stack.len() + 1).ok();
        }
        let Some(code) = row.unit_code.clone().filter(|_| !row.total) else { continue };
        while stack.last().is_some_and(|(above, _)| !continues(&code, above)) {
            stack.pop();
        }
        row.parent = stack.last().map(|(_, at)| *at);
        row.level = u8::try_from(stack.len() + 1).ok();
        stack.push((code, index));
    }
}

/// Widest shift of rows that go on below 其中： (of which), in steps of indentation: the width of the word itself, and what
/// blanks before it differ by.
const WIDTH_OF_WHICH: u8 = 5;

/// A list that begins with 其中 goes on in the rows below that are indented by its width, or numbered on:
/// 其中：一般债务 / 专项债务, 其中：1、利息收入 / 2、其他收入.
fn spread_of_which(rows: &mut [LaneRow]) {
    let mut list: Option<(u8, Option<u8>)> = None;
    for row in rows {
        let rank = mark_rank(&row.label);
        // 其中：市本级, 区市合计: the other part of the whole.
        if row.total && list.is_some_and(|(indent, _)| indent == row.indent) && is_sum_of_places(&row.label) {
            (row.total, row.of_which) = (false, true);
        }
        if row.total {
            list = None;
        } else if row.of_which {
            list = Some((row.indent, rank));
        } else if let Some((indent, first)) = list {
            let numbered = first.is_some() && rank == first;
            let shifted = rank.is_none() && row.indent > indent && row.indent - indent <= WIDTH_OF_WHICH;
            if numbered || shifted {
                row.of_which = true;
                row.indent = indent;
            } else {
                list = None;
            }
        }
    }
}

/// 加：返还性收入 above rows indented by the width of 加：(plus) or 减：(minus): the word opens a list, and its first row
/// stands beside the others.
fn draw_in_hanging(rows: &mut [LaneRow]) {
    let mut list: Option<u8> = None;
    let mut shift = 0;
    for row in rows {
        if row.total {
            list = None;
        } else if ["加：", "减：", "加:", "减:"].iter().any(|word| row.label.starts_with(word)) {
            (list, shift) = (Some(row.indent), 0);
        } else if let Some(indent) = list {
            if shift == 0 {
                shift = row.indent.saturating_sub(indent);
            }
            if shift == 0 || shift > WIDTH_OF_WHICH || row.indent < indent + shift || mark_rank(&row.label).is_some() {
                list = None;
            } else {
                row.indent -= shift;
            }
        }
    }
}

/// Depth of the numbering mark of a label: 一、 before （一） before 1. before （1） before ①.
pub(crate) fn mark_rank(label: &str) -> Option<u8> {
    let label = label.trim_start();
    let label = label.strip_prefix("其中").map_or(label, |rest| rest.trim_start_matches(['：', ':', ' ']));
    heading_mark(label).map(|mark| mark.level)
}

/// Whether a label is the first of a numbered list.
fn is_first(label: &str) -> bool {
    let number = heading_mark(label.trim_start()).map_or("", |mark| mark.number);
    let digits: String =
        number.chars().filter(|c| c.is_ascii_digit() || "一二三四五六七八九十①".contains(*c)).collect();
    matches!(digits.as_str(), "1" | "一" | "①")
}

/// Depth of a row number in a column of its own: 一, （一）, 1, 1.1.
fn number_rank(number: &str) -> Option<u8> {
    let number = number.trim();
    let dots = number.trim_end_matches('.').matches('.').count();
    if dots > 0 && number.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return u8::try_from(4 + dots).ok();
    }
    let level = |line: &str| heading_mark(line).map(|mark| mark.level);
    level(&format!("{number}目")).or_else(|| level(&format!("{number}、目")))
}

fn hierarchy_by_label(rows: &mut [LaneRow]) {
    struct Above {
        index: usize,
        indent: u8,
        rank: Option<u8>,
        of_which: bool,
        /// Rank of the list that begins right below a row without a mark: 国有资本经营收入 / 1.利润收入 / 2.股利收入.
        opens: Option<u8>,
    }
    let ranks = ranks(rows);
    // For each row the smallest rank that follows before the next total: rows without a mark between 一、 and 二、
    // stand below 一、.
    let mut coming: Vec<Option<u8>> = vec![None; rows.len()];
    let mut next = None;
    for index in (0..rows.len()).rev() {
        if rows.get(index).is_some_and(|r| r.total) {
            next = None;
        }
        if let Some(slot) = coming.get_mut(index) {
            *slot = next;
        }
        if let Some(Some(rank)) = ranks.get(index) {
            next = Some(next.map_or(*rank, |n: u8| n.min(*rank)));
        }
    }
    let mut stack: Vec<Above> = Vec::new();
    let inner = lists_within(rows);
    for index in 0..rows.len() {
        let (rank, coming) = (ranks.get(index).copied().flatten(), coming.get(index).copied().flatten());
        let within = inner.get(index).copied().flatten();
        let Some(row) = rows.get_mut(index) else { break };
        if row.total {
            stack.clear();
            continue;
        }
        let first = is_first(&row.label);
        // 1、, 其中：, 2、: the second of a list is no part of what 其中 names, however far it is indented.
        let listed = rank.is_some() && stack.iter().any(|above| above.rank == rank);
        let below = |above: &Above| match (above.rank, rank) {
            _ if within == Some(above.index) => true,
            (None, Some(_)) if listed && above.of_which => false,
            (None, Some(b)) if row.indent == above.indent && !above.of_which => {
                above.opens == Some(b) || (first && above.index + 1 == index)
            }
            (Some(a), Some(b)) => b > a || (row.of_which && !above.of_which),
            _ if row.of_which && !above.of_which => true,
            _ if row.of_which && above.of_which => false,
            (Some(a), None) if row.indent == above.indent => coming.is_some_and(|c| c <= a) && !above.of_which,
            _ => row.indent > above.indent,
        };
        while stack.last().is_some_and(|above| !below(above)) {
            stack.pop();
        }
        row.parent = stack.last().map(|above| above.index);
        if row.label.is_empty() {
            continue;
        }
        if let Some(above) = stack.last_mut().filter(|above| above.rank.is_none() && above.opens.is_none()) {
            above.opens = rank;
        }
        row.level = u8::try_from(stack.len() + 1).ok();
        if stack.len() < 32 {
            stack.push(Above { index, indent: row.indent, rank, of_which: row.of_which, opens: None });
        }
    }
}

/// 一、本年支出 right above 一、, 二、, 三、: the list begins anew below the row that names the whole, until its numbers go on
/// from the row above it. Gives the row above for each row of such a list.
fn lists_within(rows: &[LaneRow]) -> Vec<Option<usize>> {
    let number = |row: &LaneRow| {
        let mark = heading_mark(row.label.trim_start())?;
        let digits = mark.number.trim_matches(|c: char| !is_numeral_char(c));
        parse_numeral(digits).map(|number| (mark.level, number))
    };
    let is_whole = |row: &LaneRow| {
        let key = comparison_key(strip_list_mark(&row.label));
        matches!(key.as_str(), "本年支出" | "本年收入" | "当年支出" | "当年收入")
    };
    let mut within = vec![None; rows.len()];
    let mut list: Option<(usize, (u8, u64), u64)> = None;
    for at in 1..rows.len() {
        let (Some(before), Some(row)) = (rows.get(at - 1), rows.get(at)) else { break };
        let (Some(own), false) = (number(row), row.total) else {
            list = list.filter(|_| !row.total);
            continue;
        };
        if let Some((_, outer, last)) = list.as_mut() {
            if own.0 == outer.0 && own.1 == *last + 1 {
                *last += 1;
            } else if own.0 <= outer.0 {
                list = None;
            }
        }
        if let Some(outer) = number(before).filter(|outer| is_whole(before) && own == (outer.0, 1)) {
            list = Some((at - 1, outer, 1));
        }
        if let (Some((above, outer, _)), Some(slot)) = (list, within.get_mut(at)) {
            *slot = Some(above).filter(|_| own.0 == outer.0);
        }
    }
    within
}

/// Depth of the numbering of each row: of its label, else of its number where the numbers have several depths. Plain
/// 1, 2, 3… order nothing.
fn ranks(rows: &[LaneRow]) -> Vec<Option<u8>> {
    let of_number = |row: &LaneRow| row.number.as_deref().and_then(number_rank);
    let mut depths: Vec<u8> = rows.iter().filter(|r| !r.total).filter_map(of_number).collect();
    depths.sort_unstable();
    depths.dedup();
    let numbered = depths.len() > 1;
    rows.iter()
        .map(|row| {
            if row.total {
                return None;
            }
            mark_rank(&row.label).or_else(|| of_number(row).filter(|_| numbered))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::record::{Code, CodeSystem};

    fn row(label: &str, indent: u8) -> LaneRow {
        LaneRow { label: label.to_owned(), indent, ..LaneRow::default() }
    }

    fn parents(rows: &[LaneRow]) -> Vec<Option<usize>> {
        rows.iter().map(|r| r.parent).collect()
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
