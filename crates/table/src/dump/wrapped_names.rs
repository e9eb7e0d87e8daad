//! Names that run over several lines of a dump, put on the line of their figures.
//!
//! Figures stand in the middle of the height of their row, so the lines of a name stand around them, as many above as below:
//! between two lines of its own where the name has two, beside the middle one where it has three. Which of the lines between
//! two rows end the upper name, begin the lower or are rows without figures is told by weighing all of a table together.

use super::fit_costs::width;
use super::header_blocks::Content;
use super::set_line::{SetLine, Word};
use super::white::Column;
use gongkai_normalize::heading::heading_mark;
use std::ops::Range;

/// Lines of a name above its figures, and below them, at most.
const MOST: usize = 6;
/// A line of a name above the figures without one below, or the other way round.
const LOPSIDED: f32 = 1.2;
/// A row without a name.
const NAMELESS: f32 = 6.0;
/// A line that is a row without figures.
const ALONE: f32 = 2.0;
/// The same where it begins like an item of a list.
const ITEM: f32 = 0.3;
/// A name that goes on from a line with room left.
const ROOM_LEFT: f32 = 1.5;
/// A line goes on where it fills this part of the widest one.
const FULL: f32 = 0.75;
/// A name that goes on in an item of a list.
const BEGINS_ANEW: f32 = 4.0;
/// A bracket that stays open, or is closed in the next line.
const BRACKET: f32 = 3.0;
/// Blank lines within a name, or none between rows where others have them.
const BLANK_LINES: f32 = 3.0;

/// A line moved onto another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Lines of names between two rows, or before the first or behind the last.
struct Gap {
    /// Up to the first line that is none of a name, and from behind the last such line.
    above: Vec<usize>,
    below: Vec<usize>,
    /// Nothing but lines of names stands between the rows.
    whole: bool,
}

impl Gap {
    /// Lines that are neither of the row above, which takes `tail`, nor of the one below, which takes `head`.
    fn left(&self, tail: usize, head: usize) -> &[usize] {
        if self.whole { self.above.get(tail..self.above.len() - head).unwrap_or_default() } else { &[] }
    }
}

/// Moves the lines of wrapped names in `area` onto the lines of their figures; `body` is the first line with figures.
pub(super) fn join_wrapped_names(
    lines: &mut [SetLine],
    area: Range<usize>,
    body: usize,
    columns: &[Column],
) -> Vec<Moved> {
    let names = Names::new(columns);
    let rows: Vec<usize> = area.clone().filter(|i| *i >= body && lines[*i].words.iter().any(Word::is_figure)).collect();
    if rows.len() < 2 || names.first_figures == 0 {
        return Vec::new();
    }
    let of_name = |i: &usize| names.are_names(&lines[*i]);
    let gap = |from: usize, to: usize| {
        let whole = (from..to).all(|i| of_name(&i));
        let mut below: Vec<usize> = (from..to).rev().take_while(of_name).collect();
        below.reverse();
        Gap { above: (from..to).take_while(of_name).collect(), below, whole }
    };
    let mut gaps = vec![gap(area.start, rows[0])];
    gaps.extend(rows.windows(2).map(|w| gap(w[0] + 1, w[1])));
    gaps.push(gap(rows[rows.len() - 1] + 1, area.end));
    if gaps.iter().all(|g| g.above.is_empty() && g.below.is_empty()) {
        return Vec::new();
    }
    let taken = Weighing::new(lines, area, &names, &rows).lightest(&gaps);
    let mut moved = Vec::new();
    for (r, (head, tail)) in taken.into_iter().enumerate() {
        let above = &gaps[r].below;
        let heads = above.get(above.len() - head..).unwrap_or_default();
        let tails = gaps[r + 1].above.get(..tail).unwrap_or_default();
        join(lines, &names, rows[r], heads, tails);
        moved.extend(heads.iter().chain(tails).map(|from| Moved { from: *from, to: rows[r] }));
    }
    moved
}

/// Where names stand.
struct Names<'a> {
    columns: &'a [Column],
    /// Where the first column of figures begins.
    first_figures: usize,
}

impl<'a> Names<'a> {
    fn new(columns: &'a [Column]) -> Self {
        let figures = columns.iter().find(|c| c.content == Content::Figures);
        Self { columns, first_figures: figures.map_or(0, |c| c.x0) }
    }

    /// The column of names a word stands in; left of all figures there is always one.
    fn column(&self, word: &Word) -> Option<usize> {
        let texts = || self.columns.iter().enumerate().filter(|(_, c)| c.content == Content::Text);
        let inside = texts().find(|(_, c)| word.at + 1 >= c.x0 && word.at < c.x1).map(|(i, _)| i);
        let left =
            || texts().take_while(|(_, c)| c.x0 < self.first_figures).last().map_or(self.columns.len(), |(i, _)| i);
        inside.or_else(|| (word.at < self.first_figures).then(left))
    }

    /// Nothing but lines of names stands in the line.
    fn are_names(&self, line: &SetLine) -> bool {
        let note = || ["注", "说明", "备注"].iter().any(|mark| self.text(line).starts_with(mark));
        !line.words.is_empty() && line.words.iter().all(|w| !w.is_apart() && self.column(w).is_some()) && !note()
    }

    /// The first name in a line.
    fn text(&self, line: &SetLine) -> String {
        let name = line.words.iter().find(|w| !w.is_apart() && self.column(w).is_some());
        name.map(|w| w.text.iter().collect()).unwrap_or_default()
    }
}

/// What speaks for and against lines being of one name.
struct Weighing<'a> {
    lines: &'a [SetLine],
    rows: &'a [usize],
    /// The first line of the table, and the names from it on.
    first: usize,
    texts: Vec<String>,
    widest: f32,
    /// Blank lines stand between most rows.
    apart: bool,
}

impl<'a> Weighing<'a> {
    fn new(lines: &'a [SetLine], area: Range<usize>, names: &Names<'_>, rows: &'a [usize]) -> Self {
        let first = area.start;
        let texts: Vec<String> = lines.get(area).unwrap_or_default().iter().map(|line| names.text(line)).collect();
        let below = rows.first().map_or(0, |row| row - first);
        let widest = texts.iter().skip(below).map(|t| width(t)).fold(0.0, f32::max);
        let blank = rows.windows(2).filter(|w| lines[w[0]].row + (w[1] - w[0]) < lines[w[1]].row).count();
        Self { lines, rows, first, texts, widest, apart: blank * 2 > rows.len() }
    }

    fn text(&self, line: usize) -> &str {
        self.texts.get(line - self.first).map_or("", String::as_str)
    }

    /// How many lines above and below each row are of its name.
    fn lightest(&self, gaps: &[Gap]) -> Vec<(usize, usize)> {
        let most = |lines: &[usize]| lines.len().min(MOST);
        // By row and lines above it: the weight of all before, and the lines above and below the row before.
        let mut best: Vec<Vec<(f32, (usize, usize))>> =
            vec![(0..=most(&gaps[0].below)).map(|_| (0.0, (0, 0))).collect()];
        for r in 0..self.rows.len() {
            let gap = &gaps[r + 1];
            let heads = if r + 1 < self.rows.len() { most(&gap.below) } else { 0 };
            let mut next = vec![(f32::INFINITY, (0, 0)); heads + 1];
            for (head, (before, _)) in best[r].iter().enumerate() {
                for tail in 0..=most(&gap.above) {
                    let weight = before + self.row(r, head, tail, gaps);
                    for (following, slot) in next.iter_mut().enumerate() {
                        if gap.whole && tail + following > gap.above.len() {
                            break;
                        }
                        let weight = weight + self.between(r, gap, tail, following);
                        if weight < slot.0 {
                            *slot = (weight, (head, tail));
                        }
                    }
                }
            }
            best.push(next);
        }
        let mut taken = Vec::with_capacity(self.rows.len());
        let mut at = 0;
        for of_row in best.iter().skip(1).rev() {
            let Some((_, (head, tail))) = of_row.get(at).copied() else { break };
            taken.push((head, tail));
            at = head;
        }
        taken.reverse();
        taken
    }

    /// The weight of a row with so many lines above and below.
    fn row(&self, r: usize, head: usize, tail: usize, gaps: &[Gap]) -> f32 {
        let row = self.rows[r];
        let nameless = self.text(row).is_empty();
        if head + tail == 0 {
            return if nameless { NAMELESS } else { 0.0 };
        }
        let above = &gaps[r].below;
        let heads = above.get(above.len() - head..).unwrap_or_default();
        let tails = gaps[r + 1].above.get(..tail).unwrap_or_default();
        let mut weight = LOPSIDED * head.abs_diff(tail) as f32;
        let of_name = heads.iter().chain((!nameless).then_some(&row)).chain(tails);
        let of_name: Vec<usize> = of_name.copied().collect();
        weight += of_name.windows(2).map(|w| self.goes_on(w[0], w[1])).sum::<f32>();
        let from = heads.first().copied().unwrap_or(row);
        let to = tails.last().copied().unwrap_or(row);
        if self.lines[to].row - self.lines[from].row > to - from {
            weight += BLANK_LINES;
        }
        weight
    }

    /// The weight of what lies between two rows.
    fn between(&self, r: usize, gap: &Gap, tail: usize, head: usize) -> f32 {
        let left = gap.left(tail, head);
        let alone = |i: &usize| if begins_anew(self.text(*i)) { ITEM } else { ALONE };
        let last = r + 1 == self.rows.len();
        let mut weight = if last { 0.25 } else { 1.0 } * left.iter().map(alone).sum::<f32>();
        // Where the row above ends, and where the one below begins.
        let end = if tail > 0 { gap.above[tail - 1] } else { self.rows[r] };
        let parted = left.first().copied().or_else(|| gap.below.get(gap.below.len() - head).copied());
        if open_bracket(self.text(end)) && (!gap.above.is_empty() || parted.is_some()) {
            weight += BRACKET;
        }
        let close = |i: usize| i == end + 1 && self.lines[i].row == self.lines[end].row + 1;
        if self.apart && parted.is_some_and(close) {
            weight += BLANK_LINES;
        }
        weight
    }

    /// The weight of two lines being of one name.
    fn goes_on(&self, from: usize, to: usize) -> f32 {
        let (from, to) = (self.text(from), self.text(to));
        let mut weight = 0.0;
        if width(from) < FULL * self.widest {
            weight += ROOM_LEFT;
        }
        if begins_anew(to) {
            weight += BEGINS_ANEW;
        }
        if open_bracket(from) {
            weight -= BRACKET;
        }
        weight
    }
}

fn begins_anew(text: &str) -> bool {
    heading_mark(text).is_some() || text.starts_with("其中")
}

fn open_bracket(text: &str) -> bool {
    let count = |of: [char; 2]| text.chars().filter(|c| of.contains(c)).count();
    count(['（', '(']) > count(['）', ')']) || count(['《', '〔']) > count(['》', '〕'])
}

/// Puts the names of the lines above and below on the line of the row.
fn join(lines: &mut [SetLine], names: &Names<'_>, row: usize, heads: &[usize], tails: &[usize]) {
    let mut parts: Vec<(usize, bool, Word)> = Vec::new();
    for (of, before) in [(heads, true), (tails, false)] {
        for line in of {
            let words = lines.get_mut(*line).map(|l| std::mem::take(&mut l.words)).unwrap_or_default();
            parts.extend(words.into_iter().filter_map(|w| Some((names.column(&w)?, before, w))));
        }
    }
    let Some(line) = lines.get_mut(row) else { return };
    let mut own: Vec<usize> = parts.iter().map(|(column, ..)| *column).collect();
    own.sort_unstable();
    own.dedup();
    for column in own {
        let of_column = |w: &Word| !w.is_apart() && names.column(w) == Some(column);
        let middle = line.words.iter().position(of_column);
        let parts = |before: bool| parts.iter().filter(move |p| p.0 == column && p.1 == before).map(|p| &p.2);
        let whole: Vec<&Word> =
            parts(true).chain(middle.and_then(|at| line.words.get(at))).chain(parts(false)).collect();
        let Some(word) = Word::joined(&whole, line.row) else { continue };
        match middle.and_then(|at| line.words.get_mut(at)) {
            Some(own) => *own = word,
            None => line.words.push(word),
        }
    }
    line.words.sort_by_key(|w| w.at);
}

#[cfg(test)]
mod tests {
    use super::super::typeset::words_of;
    use super::super::white::columns_of;
    use super::*;

    fn joined(text: &[&str], body: usize) -> Vec<String> {
        let line = |(row, text): (usize, &&str)| SetLine { row, words: words_of(text, 0, row) };
        let mut lines: Vec<SetLine> = text.iter().enumerate().filter(|(_, t)| !t.trim().is_empty()).map(line).collect();
        let columns = columns_of(&lines[body..]);
        let area = 0..lines.len();
        join_wrapped_names(&mut lines, area, body, &columns);
        let name = |l: &SetLine| l.words.first().map(|w| w.text.iter().collect::<String>());
        lines.iter().skip(body).filter(|l| l.words.iter().any(Word::is_figure)).filter_map(name).collect()
    }

    #[test]
    fn lines_of_a_name_stand_around_its_figures() {
        let lines = [
            "地区        合计         债务限额",
            "青禾县城乡供水一体",
            "化改造一期工程           800.00         0.00",
            "项目",
            "青禾县东门桥至西门",
            "                  2,600.00       0.00",
            "桥河堤加固",
            "白杨镇水渠            2,277.00       0.00",
            "合计               5,677.00       0.00",
        ];
        let names = ["青禾县城乡供水一体化改造一期工程项目", "青禾县东门桥至西门桥河堤加固", "白杨镇水渠", "合计"];
        assert_eq!(joined(&lines, 2), names);
    }

    #[test]
    fn a_heading_between_rows_is_of_neither() {
        let lines = [
            "科目         合计         基本",
            "造林面积补助经费        800.00         0.00",
            "二、水利",
            "河堤维护            2,600.00       0.00",
            "渠道（含",
            "支渠）整修           2,600.00       0.00",
            "合计              2,600.00       0.00",
        ];
        assert_eq!(joined(&lines, 1), ["造林面积补助经费", "河堤维护", "渠道（含支渠）整修", "合计"]);
    }
}
