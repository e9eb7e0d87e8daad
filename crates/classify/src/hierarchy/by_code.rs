//! What stands above a row by codes: of the classification, or of the organisation that spends.

use crate::document::public_body::is_kind_of_funding;
use crate::hierarchy::by_label::{hierarchy_by_label, mark_rank};
use crate::lanes::closing_sums::closes_better;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;

/// 201, 20101, 2010101: a row stands below the nearest row above whose code its own continues.
pub(crate) fn hierarchy_by_code(rows: &mut [LaneRow]) {
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
pub(crate) fn take_closing_indents(rows: &mut [LaneRow]) {
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
pub(crate) fn nests(rows: &[LaneRow]) -> bool {
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
pub(crate) fn is_flat(rows: &[LaneRow]) -> bool {
    let mut levels = rows.iter().filter_map(|row| row.codes.first()).map(|code| code.level);
    levels.next().is_some_and(|first| levels.all(|level| level == first))
}

/// Whether the first row is an organisation's, so that the rows without a code below are of it.
pub(crate) fn begins_with_unit(rows: &[LaneRow]) -> bool {
    let plain = |row: &LaneRow| row.indent == 0 && mark_rank(&row.label).is_none();
    let mut listed = rows.iter().filter(|row| !row.total && !is_kind_of_funding(&comparison_key(&row.label)));
    let first = listed.next().is_some_and(|row| row.unit_code.is_some() && row.unit_name.is_some());
    first && listed.clone().all(plain) && listed.any(|row| row.unit_code.is_none())
}

/// 125, 125001: a row stands below the nearest row above whose organisation is above its own; rows without a code stand
/// below the organisation before them.
pub(crate) fn hierarchy_by_unit_code(rows: &mut [LaneRow]) {
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
