//! What stands above a row by its label: numbering marks, indentation, 其中 (of which), 加 (plus) and 减 (minus).

use crate::hierarchy::by_place::is_sum_of_places;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::heading::heading_mark;
use gongkai_normalize::label::strip_list_mark;
use gongkai_normalize::numeral::{is_numeral_char, parse_numeral};

/// Widest shift of rows that go on below 其中： (of which), in steps of indentation: the width of the word itself, and what
/// blanks before it differ by.
const WIDTH_OF_WHICH: u8 = 5;

/// A list that begins with 其中 goes on in the rows below that are indented by its width, or numbered on:
/// 其中：一般债务 / 专项债务, 其中：1、利息收入 / 2、其他收入. So it does in rows that are with it exactly what stands above it.
pub(crate) fn spread_of_which(rows: &mut [LaneRow]) {
    let mut list: Option<(u8, Option<u8>)> = None;
    let mut closes_at = 0;
    for at in 0..rows.len() {
        if rows.get(at).is_some_and(|row| row.of_which) {
            closes_at = closes_at.max(end_of_parts(rows, at));
        }
        let Some(row) = rows.get_mut(at) else { break };
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
            // （一） / 1., 2. / （二）: what stands below an item does not end its list.
            let deeper = first.is_some() && rank > first;
            if numbered || shifted || at < closes_at {
                row.of_which = true;
                row.indent = indent;
            } else if !deeper {
                list = None;
            }
        }
    }
}

/// Most rows below 其中 that are looked at.
const LONGEST_LIST: usize = 256;

/// Behind the last of the rows that are, with the first of a list of parts, exactly the row before it. Where no such rows
/// follow, the row itself.
fn end_of_parts(rows: &[LaneRow], first: usize) -> usize {
    let whole = first.checked_sub(1).and_then(|above| rows.get(above)).filter(|above| !above.of_which && !above.total);
    let Some((whole, indent)) = whole.and_then(|above| Some((above.amount?, rows.get(first)?.indent))) else {
        return first;
    };
    let mut left = whole;
    for (at, row) in rows.iter().enumerate().skip(first).take(LONGEST_LIST) {
        let plain = !row.total && row.indent == indent && (at == first || mark_rank(&row.label).is_none());
        let Some(rest) =
            row.amount.filter(|own| plain && !own.is_sign_negative()).and_then(|own| left.checked_sub(own))
        else {
            return first;
        };
        left = rest;
        if left.is_zero() || left.is_sign_negative() {
            return if left.is_zero() { at + 1 } else { first };
        }
    }
    first
}

/// A row without an amount that starts less far in than the rows before and behind it is one of them where no other row of
/// the list stands at its place; so is one that begins with a mark which is drawn before its box, “三供一业”移交补助支出. It would
/// hold all that follow.
pub(crate) fn draw_in_lone_steps(rows: &mut [LaneRow]) {
    for at in 1..rows.len() {
        let (Some(before), Some(own), Some(next)) = (rows.get(at - 1), rows.get(at), rows.get(at + 1)) else { return };
        let blank = own.amount.is_none_or(|amount| amount.is_zero());
        let plain = !own.total && !own.of_which && own.codes.is_empty() && own.number.is_none();
        let others = || rows.iter().enumerate().filter(|(other, row)| *other != at && !row.total);
        if blank
            && plain
            && mark_rank(&own.label).is_none()
            && !next.total
            && next.indent > own.indent
            && (before.indent == next.indent
                || (before.indent < own.indent && own.label.trim_start().starts_with(['“', '"', '《', '（', '('])))
            && others().all(|(_, row)| row.indent != own.indent)
            && others().any(|(_, row)| row.indent < own.indent)
        {
            let indent = next.indent;
            if let Some(row) = rows.get_mut(at) {
                row.indent = indent;
            }
        }
    }
}

/// 加：返还性收入 above rows indented by the width of 加：(plus) or 减：(minus): the word opens a list, and its first row
/// stands beside the others.
pub(crate) fn draw_in_hanging(rows: &mut [LaneRow]) {
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

/// 一、 above （一） above 1.: a row stands below the nearest row above of a higher mark, or that is less indented.
pub(crate) fn hierarchy_by_label(rows: &mut [LaneRow]) {
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
        // 其中：（一）, （二）, 1., （三）: so is what goes on with a list of parts behind what stands below an item.
        let resumes = row.of_which && rank.is_some() && stack.iter().any(|above| above.of_which && above.rank == rank);
        let below = |above: &Above| match (above.rank, rank) {
            _ if within == Some(above.index) => true,
            (None, Some(_)) if listed && above.of_which => false,
            (None, Some(b)) if row.indent == above.indent && !above.of_which => {
                above.opens == Some(b) || (first && above.index + 1 == index)
            }
            (Some(a), Some(b)) => b > a || (row.of_which && !above.of_which && !resumes),
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
    use crate::lanes::row::build::{parents, row};
    use rust_decimal::Decimal;

    #[test]
    fn a_lone_step_of_a_row_without_amount_is_none() {
        let amounts = [Some(15), Some(9), None, Some(6), Some(4)];
        let mut rows = [row("税收收入", 0), row("甲税", 2), row("乙税", 1), row("丙税", 2), row("非税收入", 0)];
        for (row, amount) in rows.iter_mut().zip(amounts) {
            row.amount = amount.map(Decimal::from);
        }
        draw_in_lone_steps(&mut rows);
        hierarchy_by_label(&mut rows);
        assert_eq!(parents(&rows), [None, Some(0), Some(0), Some(0), None]);
    }
}
