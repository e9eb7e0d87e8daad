//! Headers of columns of blanks, put over their columns.
//!
//! Programs that keep columns apart by blanks give a Chinese character the room of a digit, so that a header, which is all
//! Chinese, ends up left of the figures it stands over. Its order is right: headers are put over the columns of figures
//! below them in that order.

use gongkai_model::record::CellState;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::find_unit_line;
use std::ops::Range;

/// Lines of a header at most.
const HEADER_LINES: usize = 10;
/// Lines without figures between two rows of a table at most.
const WITHOUT_FIGURES: usize = 8;
/// A header further from the middle of a column than this, in characters, is not its.
const FAR: f32 = 28.0;
/// What a header without column costs, and a column without header.
const ALONE: f32 = 14.0;
/// White between two columns, in characters.
const BETWEEN: f32 = 4.0;
/// Lines of one wrapped header stand no further apart.
const WRAPPED: usize = 2;

/// Characters without a blank between them, or with single ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Column of the first character.
    pub(super) at: usize,
    /// Line of the page, blank ones counted.
    pub(super) row: usize,
    pub(super) text: Vec<char>,
}

impl Word {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    pub(super) fn is_figure(&self) -> bool {
        let text: String = self.text.iter().collect();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let number = text.trim_end_matches(['%', '％']);
        digits > 0 && matches!(parse_cell(number).state, CellState::Number | CellState::Zero)
    }

    /// A figure, or a dash in its place.
    pub(super) fn is_apart(&self) -> bool {
        self.is_figure() || self.is_dash()
    }

    fn is_dash(&self) -> bool {
        self.text.iter().all(|c| matches!(c, '-' | '—' | '–' | '－'))
    }
}

/// A line with its words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SetLine {
    /// Line of the page.
    pub(super) row: usize,
    pub(super) words: Vec<Word>,
}

impl SetLine {
    fn text(&self) -> String {
        self.words.iter().flat_map(|w| w.text.iter()).collect()
    }

    /// Figures stand apart in it.
    fn is_data(&self) -> bool {
        let figures = self.words.iter().filter(|w| w.is_figure()).count();
        let ends = || self.words.last().is_some_and(|w| w.is_figure() || w.is_dash());
        self.words.len() >= 2 && (figures >= 2 || figures == 1 && ends())
    }
}

/// Words of the header that stand over each other: line and word.
#[derive(Debug, Clone)]
struct Block {
    words: Vec<(usize, usize)>,
    x0: usize,
    x1: usize,
    top: usize,
    bottom: usize,
}

impl Block {
    fn center(&self) -> f32 {
        (self.x0 + self.x1) as f32 * 0.5
    }

    fn over(&self, x0: usize, x1: usize) -> bool {
        self.x0 < x1 && x0 < self.x1
    }
}

/// Puts the headers of a page over their columns. Returns the lines of tables that have another number of headers than of
/// columns, so that a header may stand over the wrong one.
pub(super) fn seat_headers(lines: &mut [SetLine]) -> Vec<Range<usize>> {
    let mut doubtful = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(body) = (at..lines.len()).find(|i| lines[*i].is_data()) else { break };
        let head = header_above(lines, at, body);
        let end = body_end(lines, body);
        if head < body {
            let columns = columns_of(lines.get(body..end).unwrap_or_default());
            let seated = lines.get_mut(head..end).and_then(|l| l.split_at_mut_checked(body - head)).is_none_or(
                // Where long texts and numbers in them stand, what stands over what is not to be told from figures.
                |(header, rows)| !is_of_figures(rows) || seat(header, rows, &columns),
            );
            if !seated {
                doubtful.push(head..end);
            }
        }
        at = end.max(body + 1);
    }
    doubtful
}

/// The first of the header lines above a line.
fn header_above(lines: &[SetLine], floor: usize, body: usize) -> usize {
    let mut head = body;
    while head > floor && body - head < HEADER_LINES {
        let line = &lines[head - 1];
        let text = line.text();
        let organisation = text.starts_with("单位名称") || text.starts_with("部门：") || text.starts_with("编制");
        let title = line.words.len() == 1 && text.trim_end_matches(['）', ')']).ends_with('表');
        let sentence = line.words.len() == 1 && (line.words[0].text.len() > 24 || text.ends_with('。'));
        let far = lines[head].row.saturating_sub(line.row) > 4;
        if far || organisation || title || sentence || find_unit_line(&text).is_some() {
            break;
        }
        head -= 1;
    }
    head
}

/// Where the lines end that show the columns.
fn body_end(lines: &[SetLine], body: usize) -> usize {
    let mut end = body + 1;
    for (i, line) in lines.iter().enumerate().skip(body + 1) {
        if line.is_data() {
            end = i + 1;
        } else if i - end >= WITHOUT_FIGURES || find_unit_line(&line.text()).is_some() {
            return end;
        }
    }
    end
}

/// Stretches of the line that words of the body cover.
fn columns_of(lines: &[SetLine]) -> Vec<(usize, usize)> {
    let words = || lines.iter().filter(|l| l.is_data()).flat_map(|l| &l.words);
    let figures = merged(words().filter(|w| w.is_figure()).map(|w| (w.at, w.end())).collect());
    // A text across two columns of figures is in neither.
    let across = |w: &Word| !w.is_figure() && figures.iter().filter(|c| w.at < c.1 && c.0 < w.end()).count() > 1;
    merged(words().filter(|w| !across(w)).map(|w| (w.at, w.end())).collect())
}

/// Figures are a good part of what stands in the rows.
fn is_of_figures(lines: &[SetLine]) -> bool {
    let words: usize = lines.iter().filter(|l| l.is_data()).map(|l| l.words.len()).sum();
    let figures = lines.iter().filter(|l| l.is_data()).flat_map(|l| &l.words).filter(|w| w.is_apart()).count();
    figures * 5 >= words * 2
}

/// Stretches that overlap as one.
fn merged(mut stretches: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    stretches.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (from, to) in stretches {
        match merged.last_mut().filter(|c| from < c.1) {
            Some(stretch) => stretch.1 = stretch.1.max(to),
            None => merged.push((from, to)),
        }
    }
    merged
}

/// The words of a header as blocks: wrapped lines together.
fn blocks_of(header: &[SetLine]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (l, line) in header.iter().enumerate() {
        let above = blocks.len();
        for (w, word) in line.words.iter().enumerate() {
            let mut over = (0..above).filter(|b| {
                let block = &blocks[*b];
                block.over(word.at, word.end()) && line.row <= block.bottom + WRAPPED && line.row > block.bottom
            });
            let only = over.next().filter(|_| over.next().is_none());
            let alone = |block: &Block| line.words.iter().filter(|o| block.over(o.at, o.end())).count() == 1;
            match only.filter(|b| alone(&blocks[*b]) && word.text.len() <= blocks[*b].x1 - blocks[*b].x0 + 2) {
                Some(b) => {
                    let block = &mut blocks[b];
                    block.words.push((l, w));
                    block.x0 = block.x0.min(word.at);
                    block.x1 = block.x1.max(word.end());
                    block.bottom = line.row;
                }
                None => blocks.push(Block {
                    words: vec![(l, w)],
                    x0: word.at,
                    x1: word.end(),
                    top: line.row,
                    bottom: line.row,
                }),
            }
        }
    }
    blocks
}

/// Moves the blocks of a header over their columns, and the columns as far apart as their headers need. Returns whether there
/// are as many of the ones as of the others.
fn seat(header: &mut [SetLine], rows: &mut [SetLine], columns: &[(usize, usize)]) -> bool {
    let blocks = blocks_of(header);
    let mut leaves: Vec<usize> = (0..blocks.len())
        .filter(|&i| !blocks.iter().any(|o| o.top > blocks[i].bottom && o.over(blocks[i].x0, blocks[i].x1)))
        .collect();
    leaves.sort_by_key(|i| blocks[*i].x0 + blocks[*i].x1);
    if leaves.len() < 3 || columns.len() < 3 || columns.len() > 200 || leaves.len() > 200 {
        return true;
    }
    // Where columns begin, before and after; where the middles of headers are.
    let mut places: Vec<(f32, f32)> = Vec::new();
    let mut middles: Vec<(f32, f32)> = Vec::new();
    let mut at = columns[0].0 as f32;
    for (leaf, column) in align(&blocks, &leaves, columns) {
        let body = column.map_or(0.0, |c| (columns[c].1 - columns[c].0) as f32);
        let head = leaf.map_or(0.0, |l| (blocks[l].x1 - blocks[l].x0) as f32);
        let width = body.max(head);
        if let Some(column) = column {
            let (x0, x1) = columns[column];
            let left = (at + (width - body) * 0.5).floor();
            places.extend([(x0 as f32, left), (x1 as f32, left + body)]);
        }
        if let Some(leaf) = leaf {
            middles.push((blocks[leaf].center(), at + width * 0.5));
        }
        at += width + BETWEEN;
    }
    for word in rows.iter_mut().flat_map(|line| &mut line.words) {
        word.at = between(&places, word.at as f32).round() as usize;
    }
    for (i, block) in blocks.iter().enumerate() {
        let by = (between(&middles, block.center()) - block.center()).round();
        let mut below = block.bottom + 1;
        for &(l, w) in block.words.iter().rev() {
            if let Some(word) = header.get_mut(l).and_then(|line| line.words.get_mut(w)) {
                word.at = (word.at as f32 + by).max(0.0) as usize;
                // Lines of other headers stand between those of this one: they are one text all the same.
                if leaves.contains(&i) {
                    word.row = word.row.max(below - 1);
                    below = word.row;
                }
            }
        }
    }
    for line in header.iter_mut().chain(rows) {
        line.words.sort_by_key(|w| w.at);
        // Words that met are pushed apart.
        let mut from = 0;
        for word in &mut line.words {
            word.at = word.at.max(from);
            from = word.end() + 1;
        }
    }
    leaves.len() == columns.len()
}

/// The value at `x` of a function that is straight between the points given, in order of x, and as steep as one beyond.
fn between(points: &[(f32, f32)], x: f32) -> f32 {
    let after = points.partition_point(|p| p.0 <= x);
    match (after.checked_sub(1).and_then(|i| points.get(i)), points.get(after)) {
        (Some(a), Some(b)) => a.1 + (x - a.0) * (b.1 - a.1) / (b.0 - a.0),
        (Some(end), None) | (None, Some(end)) => (end.1 + x - end.0).max(0.0),
        (None, None) => x,
    }
}

/// Which header stands over which column, both in order; either may be without the other.
fn align(blocks: &[Block], leaves: &[usize], columns: &[(usize, usize)]) -> Vec<(Option<usize>, Option<usize>)> {
    let (n, m) = (leaves.len(), columns.len());
    let off = |l: usize, c: usize| ((columns[c].0 + columns[c].1) as f32 * 0.5 - blocks[leaves[l]].center()).abs();
    if n == m && (0..n).all(|i| off(i, i) <= FAR) {
        return leaves.iter().enumerate().map(|(c, l)| (Some(*l), Some(c))).collect();
    }
    let cost = |l: usize, c: usize| {
        let (x0, x1) = columns[c];
        let off = off(l, c);
        if blocks[leaves[l]].over(x0, x1) {
            off.min(ALONE) * 0.5
        } else if off <= FAR {
            off
        } else {
            f32::MAX
        }
    };
    let mut best = vec![vec![f32::MAX; m + 1]; n + 1];
    for l in 0..=n {
        for c in 0..=m {
            best[l][c] = if l == 0 || c == 0 {
                (l + c) as f32 * ALONE
            } else {
                (best[l - 1][c - 1] + cost(l - 1, c - 1)).min(best[l - 1][c] + ALONE).min(best[l][c - 1] + ALONE)
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut l, mut c) = (n, m);
    while l > 0 || c > 0 {
        if c == 0 || (l > 0 && best[l][c] >= best[l - 1][c] + ALONE) {
            l -= 1;
            pairs.push((Some(leaves[l]), None));
        } else if l == 0 || best[l][c] >= best[l][c - 1] + ALONE {
            c -= 1;
            pairs.push((None, Some(c)));
        } else {
            (l, c) = (l - 1, c - 1);
            pairs.push((Some(leaves[l]), Some(c)));
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &[&str]) -> Vec<SetLine> {
        let line = |(row, text): (usize, &&str)| SetLine { row, words: super::super::typeset::words_of(text, 0, row) };
        text.iter().enumerate().map(line).collect()
    }

    fn place(lines: &[SetLine], text: &str) -> (usize, usize) {
        let found = lines.iter().flat_map(|l| &l.words).find(|w| w.text.iter().collect::<String>() == text).unwrap();
        (found.at, found.end())
    }

    #[test]
    fn headers_come_over_the_figures_they_name() {
        let mut lines = set(&[
            "科目名称     小计    基本支出   项目支出",
            "合计           9,433.72     8,401.67      1,032.05",
            "林业支出         8,295.28     7,263.23      1,032.05",
        ]);
        assert!(seat_headers(&mut lines).is_empty());
        for (header, figure) in [("小计", "8,295.28"), ("基本支出", "7,263.23"), ("项目支出", "1,032.05")] {
            let (h, f) = (place(&lines, header), place(&lines, figure));
            assert!(h.0 >= f.0 && h.1 <= f.1, "{header} {h:?} {f:?}");
        }
    }

    #[test]
    fn a_wrapped_header_is_one_text_again() {
        let mut lines = set(&[
            "                                   决算数为",
            "                          决算数为",
            "项目        预算数    决算数            上年决数",
            "                          预算数的%",
            "                                   的%",
            "造林          27,235    25,912     95.1%     86.5%",
            "护林             -    12,479        -      86.9%",
        ]);
        seat_headers(&mut lines);
        let row = |text: &str| {
            lines.iter().flat_map(|l| &l.words).find(|w| w.text.iter().collect::<String>() == text).unwrap().row
        };
        assert_eq!(row("的%") - row("上年决数"), 1);
        assert!(place(&lines, "预算数的%").0 + 8 < place(&lines, "上年决数").0);
    }

    #[test]
    fn another_number_of_headers_than_of_columns_is_doubtful() {
        let mut lines = set(&[
            "科目名称     小计   其中   基本支出   项目支出",
            "合计           9,433.72     8,401.67      1,032.05",
            "林业支出         8,295.28     7,263.23      1,032.05",
        ]);
        assert_eq!(seat_headers(&mut lines).first(), Some(&(0..3)));
    }
}
