//! Lines of a page as far as it matters where tables without a drawn grid begin and end.

use crate::bare::words::{Kind, Word, words_of_line};
use crate::edges::Edge;
use crate::running_titles::running_key;
use gongkai_model::layout::{Furniture, PageLayout};
use gongkai_model::page::Page;
use gongkai_normalize::unit::find_unit_line;
use std::collections::BTreeSet;

/// A gap around a number that is wider than this part of the font size sets it apart from the words beside it.
const APART: f32 = 0.9;

/// A line of the page as far as it matters where tables begin and end.
pub(super) struct Candidate {
    pub(super) words: Vec<Word>,
    /// Numbers stand apart in it.
    pub(super) data: bool,
    /// No line of a table: a title, a unit line, a note.
    pub(super) breaks: bool,
    /// A sentence, which stands in a table only as a line of a long cell.
    pub(super) prose: bool,
    /// It stands at the same place of several pages.
    pub(super) recurs: bool,
}

impl Candidate {
    pub(super) fn baseline(&self) -> f32 {
        self.words.iter().map(|w| w.baseline).fold(f32::MIN, f32::max)
    }

    pub(super) fn size(&self) -> f32 {
        self.words.iter().map(|w| w.size).fold(0.0, f32::max)
    }

    pub(super) fn ends_table(&self) -> bool {
        self.breaks || self.prose
    }

    /// Its left and right end.
    pub(super) fn extent(&self) -> (f32, f32) {
        let left = self.words.first().map_or(0.0, |w| w.bbox.x0);
        (left, self.words.iter().map(|w| w.bbox.x1).fold(left, f32::max))
    }
}

/// Stretches of text with wide gaps between them.
pub(super) fn stretches(words: &[Word]) -> usize {
    1 + words.windows(2).filter(|w| w[1].bbox.x0 - w[0].bbox.x1 > 1.5 * w[0].size).count()
}

/// The lines of a page that no ruled table has `taken`, from top to bottom. `vertical` rules part their words, `recurring`
/// are the recurring titles of the document.
pub(super) fn candidates(
    page: &Page,
    layout: &PageLayout,
    taken: &[bool],
    vertical: &[Edge],
    recurring: &BTreeSet<String>,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let first = layout.lines.iter().position(|l| l.furniture != Some(Furniture::Watermark));
    for (index, line) in layout.lines.iter().enumerate() {
        let furniture = matches!(line.furniture, Some(Furniture::PageNumber | Furniture::Watermark));
        if furniture || taken.get(index).copied().unwrap_or(false) || line.column.is_some() {
            continue;
        }
        let words = words_of_line(page, layout, index, vertical);
        if words.is_empty() {
            continue;
        }
        let (data, breaks, prose) =
            (has_data(&words, &line.text, vertical), breaks(&words, &line.text), is_prose(&words, &line.text));
        let recurs = line.furniture.is_some() || Some(index) == first && recurring.contains(&running_key(&line.text));
        found.push(Candidate { data, breaks, prose, recurs, words });
    }
    found.sort_by(|a, b| a.baseline().total_cmp(&b.baseline()));
    mark_lone_amounts(&mut found);
    found
}

/// A single amount between the lines of the texts beside it is that of their row.
fn mark_lone_amounts(lines: &mut [Candidate]) {
    let is_beside = |a: &Candidate, b: &Candidate| (a.baseline() - b.baseline()).abs() <= BESIDE_LINE * b.size();
    for at in 1..lines.len().saturating_sub(1) {
        let [word] = lines[at].words.as_slice() else { continue };
        let is_amount = word.kind == Kind::Amount && word.text.contains(|c: char| c.is_ascii_digit());
        let between = is_beside(&lines[at - 1], &lines[at]) && is_beside(&lines[at + 1], &lines[at]);
        lines[at].data |= is_amount && between && !lines[at - 1].data && !lines[at + 1].data;
    }
}

/// Lines about an amount in the middle of their row stand no further from it than this part of the font size.
const BESIDE_LINE: f32 = 0.9;

/// Numbers stand apart from other words of the line, by white or by one of the `vertical` rules.
fn has_data(words: &[Word], text: &str, vertical: &[Edge]) -> bool {
    // Leaders of a table of contents.
    if text.contains("....") || text.contains("…") || text.contains("····") || words.len() < 2 {
        return false;
    }
    let parted = |a: &Word, b: &Word, size: f32| {
        let (from, to, y) = (a.bbox.x1, b.bbox.x0, a.bbox.center_y());
        let rule = |v: &Edge| v.from <= y && y <= v.to && from <= v.at && v.at <= to;
        to - from > APART * size || vertical.iter().any(rule)
    };
    let apart = |i: usize| {
        let left = i == 0 || parted(&words[i - 1], &words[i], words[i].size);
        let right = i + 1 == words.len() || parted(&words[i], &words[i + 1], words[i].size);
        left && right
    };
    let numeric: Vec<usize> = (0..words.len()).filter(|i| words[*i].is_numeric()).collect();
    numeric.len() >= 3 || numeric.into_iter().any(apart)
}

fn breaks(words: &[Word], text: &str) -> bool {
    let text = text.trim();
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let n = compact.chars().count();
    let note = ["注：", "注:", "注1", "说明：", "备注：", "数据来源", "续表"].iter().any(|m| compact.starts_with(m));
    let numbered = |mark| compact.strip_prefix(mark).is_some_and(|rest| rest.starts_with(is_numeral));
    let title = n <= 40 && words.len() <= 3 && (compact.ends_with('表') || numbered('图'));
    let organisation = ["部门：", "编制单位", "单位名称：", "填报单位", "单位：", "部门名称：", "预算单位："]
        .iter()
        .any(|m| compact.starts_with(m));
    note || title || organisation || find_unit_line(text).is_some()
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

fn is_prose(words: &[Word], text: &str) -> bool {
    let n = text.chars().filter(|c| !c.is_whitespace()).count();
    let is_sentence = text.trim_end().ends_with(['。', '；']) && n > 16 || n > 34;
    is_sentence && stretches(words) == 1 && words.len() <= WORDS_OF_PROSE
}

/// A line of prose has so many words at most; headers in narrow columns stand as close to each other.
const WORDS_OF_PROSE: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;

    fn line(words: &[(&str, f32)]) -> Vec<Word> {
        let word = |(text, x0): &(&str, f32)| Word {
            bbox: BBox::new(*x0, 0.0, x0 + 10.0 * text.chars().count() as f32, 10.0),
            baseline: 9.0,
            size: 10.0,
            line: 0,
            text: (*text).to_owned(),
            kind: Kind::Text,
        };
        words.iter().map(word).collect()
    }

    #[test]
    fn a_numbered_figure_ends_a_table_and_a_word_does_not() {
        let ends = |text: &str| breaks(&line(&[(text, 0.0)]), text);
        assert!(ends("图1 收入结构") && ends("收入决算表") && ends("图二"));
        assert!(!ends("图书") && !ends("图书馆运行"));
    }

    #[test]
    fn headers_close_to_each_other_are_no_prose() {
        let narrow: Vec<(&str, f32)> = (0..9_u8).map(|i| ("公务用车", 50.0 * f32::from(i))).collect();
        let text = "公务用车".repeat(9);
        assert!(!is_prose(&line(&narrow), &text));
        assert!(is_prose(&line(&[(&text, 0.0)]), &text));
    }

    #[test]
    fn amounts_stand_apart_by_white_or_by_a_rule() {
        let words = line(&[("拨款收入", 0.0), ("5.25", 60.0), ("二、外交支出", 103.0)]);
        let words: Vec<Word> = words
            .into_iter()
            .map(|w| Word { kind: if w.text.contains('.') { Kind::Amount } else { Kind::Text }, ..w })
            .collect();
        let rule = Edge { at: 101.5, from: 0.0, to: 20.0 };
        assert!(!has_data(&words, "", &[]));
        assert!(has_data(&words, "", &[rule]));
    }

    #[test]
    fn an_amount_between_the_lines_of_its_row_is_one_of_a_row() {
        let lines = |step: f32| {
            let candidate = |(at, text): (u8, &str)| {
                let mut words = line(&[(text, 100.0 * f32::from(at % 2))]);
                for w in &mut words {
                    w.baseline = 20.0 + step * f32::from(at);
                    w.kind = if text.contains('.') { Kind::Amount } else { Kind::Text };
                }
                Candidate { words, data: false, breaks: false, prose: false, recurs: false }
            };
            let mut lines: Vec<Candidate> = [(0, "一般公共预算"), (1, "12.50"), (2, "拨款收入")].map(candidate).into();
            mark_lone_amounts(&mut lines);
            lines[1].data
        };
        assert!(lines(6.0) && !lines(12.0));
    }
}
