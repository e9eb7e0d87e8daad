//! Labels whose lines a page's end parts, in merged cells or beside rows of their own.

use crate::fragment::Fragment;
use crate::look::{Side, Stand};
use crate::placed::{Placed, is_full};
use gongkai_model::table::Cell;
use gongkai_normalize::chars::{is_cjk, is_ideograph};
use gongkai_normalize::value::is_unit;
use std::collections::BTreeSet;

/// （10分）below 资金管理: what stands in brackets alone is said of the label before it.
pub(crate) fn is_bracketed_rest(above: &Cell, below: &Cell) -> bool {
    let inner = below.text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')']));
    inner.is_some_and(|t| !t.contains(['（', '(', '）', ')'])) && !above.text.ends_with(['）', ')'])
}

/// A word whose lines the page's end parts: its first lines stand at the bottom of what one page has of the cell, the others
/// at the top of the rest, and no rule is drawn between; or its last character alone begins the next page, or the end of what
/// stands in brackets.
pub(crate) fn is_cut_label(above: &Placed, below: &Placed) -> bool {
    let chars = |p: &Placed| p.cell.text.chars().count();
    let last_char = || {
        is_word(above)
            && below.cell.text.chars().all(is_ideograph)
            && chars(above) >= CUT_WORD
            && chars(below) == 1
            && !is_unit(&below.cell.text)
            && is_full(above, &below.cell.text)
    };
    if closes_bracket(&above.cell.text, &below.cell.text) || last_char() {
        return true;
    }
    is_word(above)
        && is_word(below)
        && (above.look.stand, below.look.stand) == (Stand::Bottom, Stand::Top)
        && ![above.look.below, below.look.above].contains(&Side::Closed)
}

/// A cell of one column that holds a word and nothing else.
fn is_word(p: &Placed) -> bool {
    p.cell.col_span == 1 && !p.cell.text.is_empty() && p.cell.text.chars().all(is_cjk)
}

/// The labels of a document: words that stand alone in one of the first columns.
#[derive(Debug, Default)]
pub(crate) struct LabelWords(BTreeSet<String>);

impl LabelWords {
    pub(crate) fn of(fragments: &[Fragment]) -> Self {
        let labels = fragments.iter().flat_map(|f| &f.cells).filter(|c| c.col < LABEL_COLUMNS && is_label(&c.text));
        Self(labels.map(|c| c.text.clone()).collect())
    }

    /// Whether two words on both sides of a page's end are one that stands whole in another place, or that leaves one
    /// character alone above it.
    pub(crate) fn has_parted(&self, above: &Placed, below: &Placed) -> bool {
        let of_label = above.cell.col < LABEL_COLUMNS && is_word(above) && is_word(below);
        let (one, other) = (above.cell.text.as_str(), below.cell.text.as_str());
        let one_char =
            || above.cell.col == 0 && one.chars().count() == 1 && other.chars().count() > 1 && !COUNTED.contains(one);
        of_label && (one_char() || self.0.contains(&format!("{one}{other}")))
    }
}

fn is_label(text: &str) -> bool {
    (2..=HEAD_CHARS).contains(&text.chars().count()) && text.chars().all(is_cjk)
}

/// Labels of rows stand in so many columns at most.
const LABEL_COLUMNS: u32 = 3;

/// Characters that number a row by themselves.
const COUNTED: &str = "一二三四五六七八九十";

/// Fewest characters of a word that lacks its last one: 万元 and 套 fill a narrow column as well, each by itself.
const CUT_WORD: usize = 3;

/// A short text closes the bracket that the one above it leaves open.
fn closes_bracket(above: &str, below: &str) -> bool {
    let open = |text: &str| text.matches(['（', '(']).count() as i32 - text.matches(['）', ')']).count() as i32;
    open(above) == 1 && open(below) == -1 && below.chars().count() <= HEAD_CHARS && above.chars().count() <= HEAD_CHARS
}

/// A label on one side of a page's end has so many characters at most.
const HEAD_CHARS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page_end::tests::{add_page, row};

    #[test]
    fn points_in_brackets_belong_to_the_label_on_the_page_before() {
        let labels = |above: &str| {
            let mut placed = row(0, &[(above, 1, false), ("到位率", 1, false)]);
            let mut new = row(0, &[("（10分）", 2, false), ("执行率", 1, false)]);
            new.extend(row(1, &[("", 1, false), ("合规性", 1, false)]).split_off(1));
            add_page(&mut placed, 1, new, 2);
            placed.into_iter().filter(|p| p.cell.col == 0).map(|p| p.cell.text).collect::<Vec<_>>()
        };
        assert_eq!(labels("资金管理"), ["资金管理（10分）"]);
        assert_eq!(labels("资金管理（8分）"), ["资金管理（8分）", "（10分）"]);
    }

    #[test]
    fn a_word_parted_by_the_page_end_is_one() {
        let labels = |stand: Stand, side: Side| {
            let mut placed = row(0, &[("效益指", 1, false), ("经济效益", 1, false)]);
            placed[0].look.stand = Stand::Bottom;
            placed[0].look.below = side;
            let mut new = row(0, &[("标", 1, false), ("社会效益", 1, false)]);
            new[0].look.stand = stand;
            assert_eq!(add_page(&mut placed, 1, new, 1), 2);
            placed.into_iter().filter(|p| p.cell.col == 0).map(|p| p.cell.text).collect::<Vec<_>>()
        };
        assert_eq!(labels(Stand::Top, Side::Unknown), ["效益指标"]);
        assert_eq!(labels(Stand::Middle, Side::Unknown), ["效益指", "标"]);
        assert_eq!(labels(Stand::Top, Side::Closed), ["效益指", "标"]);
    }

    #[test]
    fn a_word_that_stands_whole_in_another_place_is_one() {
        let part = |text: &str| row(0, &[(text, 1, false), ("名称", 1, false)]).remove(0);
        let words = LabelWords(["绩效指标".to_owned()].into());
        assert!(words.has_parted(&part("绩效"), &part("指标")) && !words.has_parted(&part("产出"), &part("指标")));
        assert!(words.has_parted(&part("年"), &part("度目标")) && !words.has_parted(&part("一"), &part("度目标")));
    }

    #[test]
    fn a_label_goes_on_with_its_last_character_or_bracket() {
        let labels = |above: &str, below: &str, full: bool| {
            let mut placed = row(0, &[(above, 1, full), ("年初预算", 1, false)]);
            add_page(&mut placed, 1, row(0, &[(below, 1, false), ("资金总额", 1, false)]), 1);
            placed.into_iter().filter(|p| p.cell.col == 0).map(|p| p.cell.text).collect::<Vec<_>>()
        };
        assert_eq!(labels("项目资金（万", "元）", true), ["项目资金（万元）"]);
        assert_eq!(labels("效益指", "标", true), ["效益指标"]);
        assert_eq!(labels("效益指", "标", false), ["效益指", "标"]);
        assert_eq!(labels("产出", "效益", true), ["产出", "效益"]);
        assert_eq!(labels("万元", "套", true), ["万元", "套"]);
        assert_eq!(labels("万人次", "份", true), ["万人次", "份"]);
        assert_eq!(labels("定性值", "＝", true), ["定性值", "＝"]);
    }
}
