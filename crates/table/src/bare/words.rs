//! Lines to words: stretches of glyphs with no wide gap, and what kind of text each is.

use crate::cell_text::Piece;
use crate::edges::Edge;
use gongkai_model::BBox;
use gongkai_model::layout::{Line, PageLayout};
use gongkai_model::page::Page;

/// A gap wider than this part of the font size ends a word.
const WORD_GAP: f32 = 0.45;

/// Words of two characters that tables print with a wide gap between them.
const SPACED_OUT: [&str; 18] = [
    "合计", "总计", "小计", "项目", "栏次", "行次", "科目", "名称", "金额", "编码", "收入", "支出", "备注", "序号",
    "单位", "类别", "地区", "市县",
];

/// Whether two characters are a word that tables print with a wide gap in the middle.
pub(crate) fn is_spaced_out(text: &str) -> bool {
    SPACED_OUT.contains(&text)
}

/// What labels in the middle of several columns end in.
const SPANNING: [&str; 4] = ["合计", "总计", "小计", "栏次"];

/// A stretch of text on one line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) bbox: BBox,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    /// Index of its line in the layout.
    pub(crate) line: usize,
    /// Its characters without blanks.
    pub(crate) text: String,
    pub(crate) kind: Kind,
}

/// What a word looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number with decimals or separators, a percentage, or a dash in its place.
    Amount,
    /// Digits only: a number, a code, or 栏次 (a printed column number).
    Digits,
    /// Anything else.
    Text,
}

impl Word {
    /// The label of a row that sums up others, or 栏次 (column numbers): often set in the middle of several columns.
    pub(crate) fn may_span(&self) -> bool {
        self.kind == Kind::Text && SPANNING.iter().any(|t| self.text.ends_with(t))
    }

    /// A number or a code: it stands in a row of its own.
    pub(crate) fn is_numeric(&self) -> bool {
        self.kind != Kind::Text
    }
}

/// White this wide, as part of the font size, in which a vertical rule stands ends a word.
const RULED_GAP: f32 = 0.1;

/// The words of a line from left to right. The `vertical` rules beside it part columns.
pub(crate) fn words_of_line(page: &Page, layout: &PageLayout, index: usize, vertical: &[Edge]) -> Vec<Word> {
    let Some(line) = layout.lines.get(index) else { return Vec::new() };
    let mut words: Vec<Word> = Vec::new();
    let y = line.bbox.center_y();
    let mut beside: Vec<f32> = vertical.iter().filter(|v| v.from <= y && y <= v.to).map(|v| v.at).collect();
    beside.sort_by(f32::total_cmp);
    let is_ruled = |from: f32, to: f32, size: f32| {
        to - from >= RULED_GAP * size && beside.get(beside.partition_point(|x| *x < from)).is_some_and(|x| *x <= to)
    };
    for run in layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default() {
        let glyphs = layout.order.get(run.glyphs.start as usize..run.glyphs.end as usize).unwrap_or_default();
        let mut open = false;
        for g in glyphs.iter().filter_map(|i| page.glyphs.get(*i as usize)).filter(|g| !g.ch.is_whitespace()) {
            let goes_on = |w: &&mut Word| {
                open && g.bbox.x0 - w.bbox.x1 <= WORD_GAP * g.size && !is_ruled(w.bbox.x1, g.bbox.x0, g.size)
            };
            match words.last_mut().filter(goes_on) {
                Some(word) => {
                    word.bbox = word.bbox.union(&g.bbox);
                    word.text.push(g.ch);
                    word.size = word.size.max(g.size);
                }
                None => words.push(Word {
                    bbox: g.bbox,
                    baseline: run.baseline,
                    size: g.size,
                    line: index,
                    text: g.ch.to_string(),
                    kind: Kind::Text,
                }),
            }
            open = true;
        }
    }
    join_spaced_out(&mut words, line);
    for word in &mut words {
        word.kind = kind(&word.text);
    }
    words
}

/// A piece of a cell as a word.
pub(crate) fn piece_word(piece: &Piece, text: String) -> Word {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    Word { bbox: piece.bbox, baseline: piece.baseline, size: piece.size, line: 0, kind: kind(&text), text }
}

/// `合     计` is one word.
fn join_spaced_out(words: &mut Vec<Word>, line: &Line) {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    for word in words.drain(..) {
        let one_word = joined.last().is_some_and(|last| {
            let both = format!("{}{}", last.text, word.text);
            word.bbox.x0 - last.bbox.x1 <= 6.0 * line.size && is_spaced_out(&both)
        });
        match joined.last_mut().filter(|_| one_word) {
            Some(last) => {
                last.bbox = last.bbox.union(&word.bbox);
                last.text.push_str(&word.text);
            }
            None => joined.push(word),
        }
    }
    *words = joined;
}

fn kind(text: &str) -> Kind {
    let body = text.trim_start_matches(['-', '−', '－', '–', '△', '▲', '+', '￥']).trim_end_matches(['%', '％', '‰']);
    let digits = body.chars().filter(char::is_ascii_digit).count();
    if digits == 0 {
        // A dash stands where an amount would.
        let dash = !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '一' | '―' | '/'));
        return if dash && text.chars().count() <= 3 && text != "一" { Kind::Amount } else { Kind::Text };
    }
    if body.chars().all(|c| c.is_ascii_digit()) && body.len() == text.len() {
        return Kind::Digits;
    }
    let number = body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '，'))
        && body.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && body.ends_with(|c: char| c.is_ascii_digit());
    if number { Kind::Amount } else { Kind::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_amounts_digits_or_text() {
        for amount in ["1,234.50", "-0.3", "12.5%", "—", "--", "△3.10"] {
            assert_eq!(kind(amount), Kind::Amount, "{amount}");
        }
        for digits in ["2010301", "12", "05"] {
            assert_eq!(kind(digits), Kind::Digits, "{digits}");
        }
        for text in ["合计", "2024年", "一、收入", "1.5万元", "12-3", "一", "1."] {
            assert_eq!(kind(text), Kind::Text, "{text}");
        }
    }
}
