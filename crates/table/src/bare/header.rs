//! The header of a table without rules: which of its texts stands over which columns, and in which header row.

use crate::bare::area::Area;
use crate::bare::words::Word;
use crate::edges::Edge;
use gongkai_model::BBox;

/// Lines of one header cell stand no further apart than this part of the font size.
const LINE_GAP: f32 = 0.75;

/// A column without header counts as much as a header that stands this part of the font size off the middle.
const LEFT_OUT: f32 = 1.0;

/// Headers over more columns than this are left where they stand.
const MOST_COLUMNS: usize = 200;

/// A text of the header: its wrapped lines together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    pub(crate) bbox: BBox,
    pub(crate) size: f32,
}

impl Block {
    /// Top of the cell it stands in, which ends at `bottom`: it stands in its middle, or at its top.
    pub(crate) fn top(&self, bottom: f32, at_top: bool) -> f32 {
        if at_top { self.bbox.y0 - 0.3 * self.size } else { 2.0 * self.bbox.center_y() - bottom }
    }
}

/// Whether headers stand at the top of their cells: one in a single line begins at the height of one of several lines, or,
/// with nothing below it, at that of one with others below it.
pub(crate) fn stand_at_top(blocks: &[Block]) -> bool {
    let below = |b: &Block| {
        let under = |o: &Block| o.bbox.y0 >= b.bbox.y1 - 0.2 * b.size && o.bbox.x0 < b.bbox.x1 && o.bbox.x1 > b.bbox.x0;
        blocks.iter().any(under)
    };
    // Headers below it on both sides that stand closer to it than to any other of its height are its own.
    let parent = |b: &Block| {
        let beside = |o: &&Block| (o.bbox.center_y() - b.bbox.center_y()).abs() <= 0.6 * b.size;
        let child = |o: &&Block| {
            let off = (o.bbox.center_x() - b.bbox.center_x()).abs();
            o.bbox.y0 >= b.bbox.y1 - 0.2 * b.size
                && blocks.iter().filter(beside).all(|s| (o.bbox.center_x() - s.bbox.center_x()).abs() >= off)
        };
        let own: Vec<&Block> = blocks.iter().filter(child).collect();
        own.iter().any(|o| o.bbox.x1 <= b.bbox.x0) && own.iter().any(|o| o.bbox.x0 >= b.bbox.x1)
    };
    let (over, leaves): (Vec<&Block>, Vec<&Block>) = blocks.iter().partition(|b| below(b) || parent(b));
    let (single, wrapped): (Vec<&Block>, Vec<&Block>) =
        leaves.into_iter().partition(|b| b.bbox.height() <= 1.3 * b.size);
    let begin_together = |a: &Block, b: &Block| (a.bbox.y0 - b.bbox.y0).abs() <= 0.25 * a.size;
    let in_middle = |a: &Block, b: &Block| (a.bbox.center_y() - b.bbox.center_y()).abs() <= 0.25 * a.size;
    let pairs = || single.iter().flat_map(|s| wrapped.iter().map(move |w| (*s, *w)));
    let at_top = pairs().filter(|(s, w)| begin_together(s, w)).count();
    let middle = pairs().filter(|(s, w)| in_middle(s, w)).count();
    at_top > middle || single.iter().any(|s| over.iter().any(|b| begin_together(s, b)))
}

/// A cell of the header: columns from `first` to before `end`, header rows likewise.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeaderCell {
    pub(crate) block: Block,
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) row: usize,
    pub(crate) row_end: usize,
}

/// The texts of the header, lines joined that are wrapped and not parted by a rule, from top to bottom.
pub(crate) fn header_blocks(area: &Area, horizontal: &[Edge]) -> Vec<Block> {
    let words: Vec<&Word> = area.header_words().collect();
    let mut blocks: Vec<Block> = Vec::new();
    let is_ruled = |above: &BBox, below: &BBox| {
        let x = below.center_x();
        horizontal.iter().any(|e| e.from <= x && x <= e.to && above.center_y() < e.at && e.at < below.center_y())
    };
    for (at, word) in words.iter().enumerate() {
        let over = |b: &BBox, w: &Word| b.x1.min(w.bbox.x1) - b.x0.max(w.bbox.x0) > 0.0;
        let above: Vec<usize> = (0..blocks.len())
            .filter(|i| {
                let b = &blocks[*i];
                let gap = word.bbox.y0 - b.bbox.y1;
                over(&b.bbox, word) && gap <= LINE_GAP * word.size && gap > -0.5 * word.size
            })
            .collect();
        let goes_on = match above.as_slice() {
            [only] => {
                let b = &blocks[*only];
                // The only text below it.
                let alone = words.iter().enumerate().all(|(i, w)| {
                    i == at || !over(&b.bbox, w) || w.bbox.y0 < b.bbox.y1 - 0.5 * w.size || w.bbox.y0 > word.bbox.y1
                });
                let centred = (b.bbox.center_x() - word.bbox.center_x()).abs() <= 0.8 * word.size;
                let flush = (b.bbox.x0 - word.bbox.x0).abs() <= 0.3 * word.size;
                let narrower = word.bbox.width() <= b.bbox.width() + 1.1 * word.size;
                (alone && (centred || flush) && narrower && !is_ruled(&b.bbox, &word.bbox)).then_some(*only)
            }
            _ => None,
        };
        match goes_on.and_then(|i| blocks.get_mut(i)) {
            Some(block) => block.bbox = block.bbox.union(&word.bbox),
            None => blocks.push(Block { bbox: word.bbox, size: word.size }),
        }
    }
    blocks.sort_by(|a, b| a.bbox.center_y().total_cmp(&b.bbox.center_y()).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    blocks
}

/// Evidence from rules for how far a header reaches: the edges of the columns that a rule parts at a height.
pub(crate) type PartedAt<'a> = dyn Fn(f32, usize) -> Option<bool> + 'a;

/// Puts each text of the header over its columns. `edges` are those of the columns, `bottom` is where the header ends;
/// `parted(y, i)` says whether a rule stands on edge `i` at height `y`, where rules tell.
///
/// The lowest text over a column is its own header. Every other text is the header of several columns: of those beside it
/// that have a header which begins below it, parted among the texts of one height so that each stands in the middle of its
/// own.
pub(crate) fn header_cells(blocks: Vec<Block>, edges: &[f32], bottom: f32, parted: &PartedAt) -> Vec<HeaderCell> {
    let n = edges.len().saturating_sub(1);
    let at_top = stand_at_top(&blocks);
    let single: Vec<Option<usize>> = blocks.iter().map(|b| column_of(b, edges)).collect();
    let reach: Vec<(usize, usize)> = blocks.iter().map(|b| columns_under(b, edges)).collect();
    // The lowest text over each column, first among those that stand over no other.
    let mut lowest: Vec<Option<usize>> = vec![None; n];
    for (i, column) in single.iter().enumerate() {
        if let Some(slot) = column.and_then(|c| lowest.get_mut(c)) {
            *slot = Some(i);
        }
    }
    let own = lowest.clone();
    for (i, (first, end)) in reach.iter().enumerate() {
        for slot in lowest.get_mut(*first..*end).into_iter().flatten() {
            let lower =
                slot.is_none_or(|l| blocks[l].bbox.center_y() + 0.5 * blocks[i].size < blocks[i].bbox.center_y());
            if lower {
                *slot = Some(i);
            }
        }
    }
    let is_own = |i: usize| single[i].is_some_and(|c| own[c] == Some(i));
    let mut ranges: Vec<(usize, usize)> = (0..blocks.len())
        .map(|i| match single[i].filter(|_| is_own(i)) {
            Some(c) => (c, c + 1),
            None => reach[i],
        })
        .collect();
    // Texts over several columns, height by height from the top.
    let groups: Vec<usize> = (0..blocks.len()).filter(|i| !is_own(*i)).collect();
    let mut from = 0;
    while from < groups.len() {
        let top = &blocks[groups[from]];
        let mut to = from + 1;
        while to < groups.len() && blocks[groups[to]].bbox.center_y() - top.bbox.center_y() <= 0.6 * top.size {
            to += 1;
        }
        let level = &groups[from..to];
        let above: Vec<(usize, usize)> = groups[..from].iter().map(|i| ranges[*i]).collect();
        from = to;
        for (i, range) in part_level(level, &blocks, &reach, &lowest, &above, edges, (bottom, at_top), parted) {
            ranges[i] = range;
        }
    }
    let mut cells: Vec<HeaderCell> = blocks
        .into_iter()
        .zip(ranges)
        .map(|(block, (first, end))| HeaderCell { block, first, end, row: 0, row_end: 0 })
        .collect();
    set_rows(&mut cells);
    cells
}

/// The column a text stands over, if it is one.
fn column_of(block: &Block, edges: &[f32]) -> Option<usize> {
    let b = &block.bbox;
    let shared = |i: usize| b.x1.min(edges[i + 1]) - b.x0.max(edges[i]);
    let best = (0..edges.len().checked_sub(1)?).max_by(|x, y| shared(*x).total_cmp(&shared(*y)))?;
    (shared(best) >= 0.72 * b.width()).then_some(best)
}

/// Columns that a text reaches into, from the first to before the end.
fn columns_under(block: &Block, edges: &[f32]) -> (usize, usize) {
    let b = &block.bbox;
    let last = edges.len().saturating_sub(2);
    let at = |x: f32| edges.partition_point(|e| *e <= x).saturating_sub(1).min(last);
    let (first, end) = (at(b.x0 + 0.3 * block.size), at(b.x1 - 0.3 * block.size) + 1);
    if end > first { (first, end) } else { (at(b.center_x()), at(b.center_x()) + 1) }
}

/// Ranges of columns of the texts of one height, which stand from left to right.
#[expect(clippy::too_many_arguments, reason = "all of it describes one header")]
fn part_level(
    level: &[usize],
    blocks: &[Block],
    reach: &[(usize, usize)],
    lowest: &[Option<usize>],
    above: &[(usize, usize)],
    edges: &[f32],
    (bottom, at_top): (f32, bool),
    parted: &PartedAt,
) -> Vec<(usize, (usize, usize))> {
    let n = lowest.len();
    let mut level: Vec<usize> = level.to_vec();
    level.sort_by_key(|i| reach[*i].0);
    let mut placed = Vec::new();
    let mut at = 0;
    while at < level.len() {
        let block = &blocks[level[at]];
        let (first, end) = reach[level[at]];
        let (low, high) = above.iter().rev().find(|(a, b)| *a <= first && end <= *b).copied().unwrap_or((0, n));
        let y = block.bbox.center_y();
        if parted(y, first).is_some() {
            let is_parted = |i: usize| parted(y, i).unwrap_or(true);
            let from = (low..=first).rev().find(|i| *i == low || is_parted(*i)).unwrap_or(low);
            let to = (end..=high).find(|i| *i == high || is_parted(*i)).unwrap_or(high);
            placed.push((level[at], (from, to)));
            at += 1;
            continue;
        }
        // Columns whose own header begins below this text.
        let may_hold = |c: usize| {
            lowest[c].is_some_and(|l| {
                let child = &blocks[l];
                child.bbox.center_y() > y + 0.5 * block.size && y < child.top(bottom, at_top) + 0.45 * block.size
            })
        };
        let mut from = first;
        while from > low && may_hold(from - 1) {
            from -= 1;
        }
        let mut to = end;
        let mut sharing = vec![level[at]];
        at += 1;
        loop {
            let next = level.get(at).filter(|i| reach[**i].0 <= to && reach[**i].1 <= high);
            if let Some(next) = next {
                sharing.push(*next);
                to = to.max(reach[*next].1);
                at += 1;
            } else if to < high && may_hold(to) {
                to += 1;
            } else {
                break;
            }
        }
        placed.extend(part_columns(&sharing, blocks, reach, edges, (from, to)));
    }
    placed
}

/// Parts columns among texts that stand over them from left to right: each as close to the middle of its columns as can be,
/// and few columns left without.
fn part_columns(
    sharing: &[usize],
    blocks: &[Block],
    reach: &[(usize, usize)],
    edges: &[f32],
    (from, to): (usize, usize),
) -> Vec<(usize, (usize, usize))> {
    if to - from > MOST_COLUMNS {
        return sharing.iter().map(|i| (*i, reach[*i])).collect();
    }
    let columns = to - from;
    // Least cost with the texts so far placed in the columns before each edge, and the range of the last text.
    let mut best: Vec<f32> = (0..=columns).map(|x| x as f32 * LEFT_OUT * blocks[sharing[0]].size).collect();
    let mut choices: Vec<Vec<Option<(usize, usize)>>> = Vec::new();
    for i in sharing {
        let (block, left_out) = (&blocks[*i], LEFT_OUT * blocks[*i].size);
        let (least, most) = (reach[*i].0.max(from) - from, reach[*i].1.min(to) - from);
        let mut cost = vec![f32::INFINITY; columns + 1];
        let mut choice = vec![None; columns + 1];
        for end in most..=columns {
            for first in 0..=least {
                let off = (edges[from + first] + edges[from + end]) * 0.5 - block.bbox.center_x();
                let total = best[first] + off.abs();
                if total < cost[end] {
                    (cost[end], choice[end]) = (total, Some((first, end)));
                }
            }
            if end > 0 && cost[end - 1] + left_out < cost[end] {
                (cost[end], choice[end]) = (cost[end - 1] + left_out, choice[end - 1]);
            }
        }
        best = cost;
        choices.push(choice);
    }
    let mut placed = Vec::new();
    let mut at = columns;
    for (i, choice) in sharing.iter().zip(&choices).rev() {
        match choice[at] {
            Some((first, end)) => {
                placed.push((*i, (from + first, from + end)));
                at = first;
            }
            None => placed.push((*i, reach[*i])),
        }
    }
    placed
}

/// The header row of each cell is how many cells stand above it; a header with none below it reaches down to the last row.
fn set_rows(cells: &mut [HeaderCell]) {
    for i in 0..cells.len() {
        let (own, before) = (cells[i].clone(), cells.get(..i).unwrap_or_default());
        let above = before.iter().filter(|c| c.first <= own.first && own.end <= c.end);
        let row = above
            .filter(|c| c.block.bbox.center_y() < own.block.bbox.center_y() - 0.3 * own.block.size)
            .map(|c| c.row + 1)
            .max();
        cells[i].row = row.unwrap_or(0);
    }
    let rows = cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
    for i in 0..cells.len() {
        let own = cells[i].clone();
        let below = cells.iter().filter(|c| c.row > own.row && c.first < own.end && own.first < c.end);
        cells[i].row_end = below.map(|c| c.row).min().unwrap_or(rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text_width: f32, middle_x: f32, middle_y: f32) -> Block {
        let half = text_width * 0.5;
        Block { bbox: BBox::new(middle_x - half, middle_y - 5.0, middle_x + half, middle_y + 5.0), size: 10.0 }
    }

    fn spans(blocks: Vec<Block>, edges: &[f32], bottom: f32) -> Vec<(usize, usize, usize, usize)> {
        let cells = header_cells(blocks, edges, bottom, &|_, _| None);
        cells.iter().map(|c| (c.row, c.first, c.row_end - c.row, c.end - c.first)).collect()
    }

    #[test]
    fn a_header_of_three_rows_is_a_tree() {
        // 预算数 over five columns, 购置及运行费 over the middle three of them, every other header down to the last row.
        let edges = [0.0, 60.0, 120.0, 180.0, 240.0, 300.0];
        let blocks = vec![
            block(30.0, 150.0, 12.0),
            block(60.0, 150.0, 36.0),
            block(20.0, 30.0, 48.0),
            block(20.0, 270.0, 48.0),
            block(20.0, 90.0, 60.0),
            block(30.0, 150.0, 60.0),
            block(30.0, 210.0, 60.0),
        ];
        let found = spans(blocks, &edges, 72.0);
        assert_eq!(found[0], (0, 0, 1, 5));
        assert_eq!(found[1], (1, 1, 1, 3));
        assert_eq!(&found[2..4], [(1, 0, 2, 1), (1, 4, 2, 1)]);
        assert_eq!(&found[4..], [(2, 1, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1)]);
    }

    #[test]
    fn headers_at_the_top_of_their_cells_are_a_tree() {
        // 单位名称 over three rows, 预算数 over four columns, the second to fourth of them under headers of their own.
        let edges = [0.0, 60.0, 120.0, 180.0, 240.0];
        let blocks = vec![
            block(40.0, 30.0, 12.0),
            block(30.0, 150.0, 12.0),
            block(20.0, 90.0, 36.0),
            block(60.0, 180.0, 36.0),
            block(20.0, 150.0, 60.0),
            block(20.0, 210.0, 60.0),
        ];
        let found = spans(blocks, &edges, 72.0);
        assert_eq!(found[..2], [(0, 0, 3, 1), (0, 1, 1, 3)]);
        assert_eq!(found[2..4], [(1, 1, 2, 1), (1, 2, 1, 2)]);
    }

    #[test]
    fn headers_of_one_height_part_the_columns_between_them() {
        let edges = [0.0, 40.0, 140.0, 200.0, 240.0, 340.0, 400.0];
        let mut blocks = vec![block(40.0, 100.0, 12.0), block(40.0, 300.0, 12.0)];
        blocks.extend([20.0, 90.0, 170.0, 220.0, 290.0, 370.0].map(|x| block(20.0, x, 36.0)));
        let found = spans(blocks, &edges, 48.0);
        assert_eq!(&found[..2], [(0, 0, 1, 3), (0, 3, 1, 3)]);
    }

    #[test]
    fn rules_say_how_far_a_header_reaches() {
        let edges = [0.0, 40.0, 80.0, 120.0];
        let mut blocks = vec![block(20.0, 80.0, 12.0)];
        blocks.extend([20.0, 60.0, 100.0].map(|x| block(20.0, x, 36.0)));
        let cells = header_cells(blocks, &edges, 48.0, &|y, i| Some(y > 24.0 || i != 2));
        assert_eq!((cells[0].first, cells[0].end), (1, 3));
    }
}
