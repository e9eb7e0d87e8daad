//! Level names of indicators: 一级指标 (产出指标, output) and 二级指标 (数量指标, quantity), as printed in merged cells,
//! with codes, with weights, or at the head of the indicator's own cell.

use crate::grid::Grid;
use crate::vocabulary::{indicator_level, indicator_level_prefix};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::comparison_key;

/// Splits the code off a level name: `11-数量指标`.
pub(crate) fn level_code(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let name = text.get(digits..)?.strip_prefix(['-', '－', '—'])?;
    Some((text.get(..digits)?, name.trim_start()))
}

/// Whether a text is the name of a level and of nothing else.
pub(crate) fn is_level(name: &str) -> bool {
    let key = comparison_key(name);
    indicator_level(&key, 1).is_some() || indicator_level(&key, 2).is_some()
}

/// A level as printed, and its standard name.
pub(crate) fn level(printed: &str, depth: u8) -> (Option<String>, Option<String>) {
    if printed.is_empty() {
        return (None, None);
    }
    (Some(printed.to_owned()), standard_level(printed, depth).map(str::to_owned))
}

/// The standard name of a level. What may stand with it: a code (`11-数量指标`), the weight of the level
/// (成本指标（20分）, 产出指标50分, 产出指标50).
pub(crate) fn standard_level(printed: &str, depth: u8) -> Option<&'static str> {
    let name = level_code(printed).map_or(printed, |(_, name)| name);
    let key = comparison_key(name);
    let bare = key.split('(').next().unwrap_or(&key);
    indicator_level(bare, depth).or_else(|| {
        let bare = bare.trim_end_matches('分').trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        indicator_level(bare, depth)
    })
}

/// The first level that a second level belongs to; 成本 (cost) may be a first level or belong to 产出 (output).
pub(crate) fn level1_of(level2: &str) -> Option<&'static str> {
    Some(match level2 {
        "quantity" | "quality" | "timeliness" => "output",
        "economic" | "social" | "ecological" | "sustainability" => "benefit",
        "satisfaction" => "satisfaction",
        _ => return None,
    })
}

/// Cuts 产出指标数量指标评审项目数量 into first level, second level and indicator.
pub(crate) fn split_levels(text: &str) -> (&str, &str, &str) {
    let (level1, rest) = indicator_level_prefix(text, 1).unwrap_or(("", text));
    if level1.is_empty() {
        return ("", "", text);
    }
    let (level2, name) = indicator_level_prefix(rest, 2).unwrap_or(("", rest));
    // 满意度指标 | 服务对象满意度: what is left of an indicator must be something.
    if name.trim().is_empty() { (level1, "", rest) } else { (level1, level2, name.trim()) }
}

/// Texts of a level column row by row, merged cells filled in.
///
/// A merged cell that goes on over a page end is two cells, one of them blank. A blank cell right before the page end
/// belongs to the label that follows on the next page, as a rule parts it from the one above; any other blank cell
/// belongs to the label above, unless another label of the level over it (`over`) begins there.
pub(crate) fn level_texts(
    grid: &Grid<'_>,
    col: Option<usize>,
    first: usize,
    last: usize,
    over: Option<&[String]>,
) -> Vec<String> {
    let mut texts = vec![String::new(); last.saturating_sub(first)];
    let Some(col) = col else { return texts };
    let mut above = String::new();
    for row in first..last {
        let printed = tidy_blanks(grid.text(row, col));
        let at = row - first;
        if let (Some(over), Some(before)) = (over, at.checked_sub(1))
            && over.get(at) != over.get(before)
        {
            above.clear();
        }
        if !printed.is_empty() && !is_page_mark(&printed) {
            above = printed;
        }
        if let Some(slot) = texts.get_mut(at) {
            slot.clone_from(&above);
        }
    }
    let mut row = first;
    while row < last {
        let Some(cell) = grid.cell(row, col) else { break };
        let end = ((cell.row as usize).saturating_add(cell.row_span.max(1) as usize)).clamp(row + 1, last);
        let below = grid.cell(end, col).filter(|_| end < last);
        let cut = cell.page.zip(below.and_then(|b| b.page)).is_some_and(|(own, next)| own < next);
        if cut && cell.text.trim().is_empty() && cell.row as usize >= first {
            let label = below.map(|b| tidy_blanks(b.text.trim())).filter(|t| !t.is_empty() && !is_page_mark(t));
            if let Some(label) = label {
                for slot in texts.iter_mut().take(end - first).skip(row - first) {
                    slot.clone_from(&label);
                }
            }
        }
        row = end;
    }
    join_pieces(&mut texts);
    texts
}

/// Most pieces of one label.
const MOST_PIECES: usize = 4;

/// 效益指 / 标: a label whose cell was cut between its lines. Pieces that together are the name of a level, and alone
/// are none, are that name.
fn join_pieces(texts: &mut [String]) {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in 0..texts.len() {
        match runs.last_mut() {
            Some((first, end)) if texts.get(*first) == texts.get(at) => *end = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    let mut first = 0;
    while first < runs.len() {
        let mut joined = String::new();
        let mut found = None;
        for (count, (at, _)) in (1..=MOST_PIECES).zip(runs.get(first..).unwrap_or_default()) {
            let Some(piece) = texts.get(*at).filter(|piece| !piece.is_empty() && !is_level(piece)) else { break };
            joined.push_str(piece);
            if count > 1 && is_level(&joined) {
                found = Some((count, joined.clone()));
            }
        }
        let Some((count, whole)) = found else {
            first += 1;
            continue;
        };
        for at in runs.get(first..first + count).unwrap_or_default().iter().flat_map(|(from, to)| *from..*to) {
            if let Some(slot) = texts.get_mut(at) {
                slot.clone_from(&whole);
            }
        }
        first += count;
    }
}

/// 续上页 (continued from the page before) stands in place of a label.
fn is_page_mark(text: &str) -> bool {
    matches!(text, "续上页" | "接上页" | "续表")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;

    #[test]
    fn weights_and_codes_are_no_part_of_a_level() {
        for printed in ["产出指标", "1-产出指标", "产出指标（50分）", "产出指标50分", "产出指标50"]
        {
            assert_eq!(standard_level(printed, 1), Some("output"), "{printed}");
        }
        assert_eq!(standard_level("过程（25分）", 1), None);
    }

    #[test]
    fn levels_at_the_head_of_an_indicator() {
        assert_eq!(split_levels("产出指标数量指标巡查次数"), ("产出指标", "数量指标", "巡查次数"));
        assert_eq!(
            split_levels("满意度指标服务对象满意度指标居民满意度"),
            ("满意度指标", "服务对象满意度指标", "居民满意度")
        );
        assert_eq!(split_levels("巡查次数"), ("", "", "巡查次数"));
    }

    #[test]
    fn pieces_of_a_cut_label_are_joined() {
        let mut texts = ["成本指标", "效益指", "效益指", "标", "满意度指标"].map(str::to_owned);
        join_pieces(&mut texts);
        assert_eq!(texts, ["成本指标", "效益指标", "效益指标", "效益指标", "满意度指标"]);
        let mut others = ["甲", "乙"].map(str::to_owned);
        join_pieces(&mut others);
        assert_eq!(others, ["甲", "乙"]);
    }

    #[test]
    fn a_blank_label_before_a_page_end_belongs_to_the_next_page() {
        let mut table = build::table("", 0, &[&["成本指标"], &[""], &["产出指标"], &[""]]);
        for cell in &mut table.cells {
            cell.page = Some(if cell.row < 2 { 1 } else { 2 });
        }
        let grid = Grid::new(&table);
        assert_eq!(level_texts(&grid, Some(0), 0, 4, None), ["成本指标", "产出指标", "产出指标", "产出指标"]);
    }
}
