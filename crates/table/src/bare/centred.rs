//! Lines of cells whose text stands in the middle of their row, about the number beside it.
//!
//! ```text
//!   Pension contributions            113,396
//!   Subsidies to the pension
//!                                    467,670
//!   funds of institutions
//! ```
//!
//! Lines are as far from the next row as from each other, so only the numbers tell which lines are one cell: its lines
//! stand as far above its number as below.

/// The middle of a cell's lines misses its number by no more than this part of the font size.
const SLACK: f32 = 0.35;

/// Most lines of one cell.
const MOST_LINES: usize = 12;

/// What a line without number costs, or a number without lines, where a missed middle costs as far as it misses.
const UNMATCHED: f32 = 1.0;

/// Baselines of one column of words and of the numbers in other columns, each from top to bottom.
pub(crate) struct Lines<'a> {
    pub(crate) baselines: &'a [f32],
    /// For each line whether a cell may go on below it: it leaves little room.
    pub(crate) full: &'a [bool],
    pub(crate) numbers: &'a [f32],
    pub(crate) size: f32,
    /// Lines of one cell are no further apart.
    pub(crate) pitch: f32,
}

/// Lines `from..to` of one cell, and the number in their middle.
#[derive(Debug, Clone, Copy)]
struct Block {
    from: usize,
    to: usize,
    number: Option<usize>,
    cost: f32,
}

/// The least cost of the lines up to the end of a block, and how many lines the block before it has.
type Best = (f32, usize);

/// For each line the cell it belongs to, counted from the top; `None` where the numbers do not tell: the line, or the one
/// that stands next to its cell, has no number, or a number beside them has no line.
pub(crate) fn centred_cells(lines: &Lines) -> Vec<Option<usize>> {
    let n = lines.baselines.len();
    // best[to][len]: the cheapest way to part the lines before `to` whose last block has `len` lines.
    let mut best: Vec<Vec<Option<Best>>> = vec![vec![None; MOST_LINES + 1]; n + 1];
    for to in 1..=n {
        for len in 1..=MOST_LINES.min(to) {
            let Some(block) = lines.block(to - len, to) else { continue };
            best[to][len] = if block.from == 0 {
                Some((block.cost + UNMATCHED * lines.numbers_between(None, Some(&block)) as f32, 0))
            } else {
                lines.best_before(&block, &best[block.from])
            };
        }
    }
    lines.told(&lines.blocks(&best))
}

impl Lines<'_> {
    /// The lines as one cell; `None` where they cannot be one.
    fn block(&self, from: usize, to: usize) -> Option<Block> {
        let own = self.baselines.get(from..to)?;
        let (first, last) = (*own.first()?, *own.last()?);
        let (slack, middle) = (SLACK * self.size, f32::midpoint(first, last));
        let start = self.numbers.partition_point(|y| *y < first - slack);
        let end = self.numbers.partition_point(|y| *y <= last + slack);
        let number = (start..end).min_by(|a, b| {
            let off = |i: usize| (self.numbers[i] - middle).abs();
            off(*a).total_cmp(&off(*b))
        });
        let off = number.map_or(f32::MAX, |i| (self.numbers[i] - middle).abs());
        if off <= slack && end - start == 1 {
            let near = own.windows(2).all(|w| w[1] - w[0] <= self.pitch);
            let full = self.full.get(from..to.saturating_sub(1)).is_some_and(|lines| lines.iter().all(|full| *full));
            return (near && full).then_some(Block { from, to, number, cost: off / self.size });
        }
        (to - from == 1).then_some(Block { from, to, number: None, cost: UNMATCHED })
    }

    /// How many numbers stand between the number or the line of one block and those of the next.
    fn numbers_between(&self, upper: Option<&Block>, lower: Option<&Block>) -> usize {
        let above = |y: f32| self.numbers.partition_point(|n| *n <= y);
        let from = upper.map_or(0, |b| b.number.map_or_else(|| above(self.baselines[b.to - 1]), |i| i + 1));
        let to = lower.map_or(self.numbers.len(), |b| b.number.unwrap_or_else(|| above(self.baselines[b.from])));
        to.saturating_sub(from)
    }

    /// The cheapest way to what stands above a block, that block included.
    fn best_before(&self, block: &Block, above: &[Option<Best>]) -> Option<Best> {
        let mut found: Option<Best> = None;
        for (len, best) in above.iter().enumerate() {
            let Some((cost, _)) = best else { continue };
            let Some(before) = self.block(block.from - len, block.from) else { continue };
            if before.number.is_some() && before.number == block.number {
                continue;
            }
            let total = cost + block.cost + UNMATCHED * self.numbers_between(Some(&before), Some(block)) as f32;
            if found.is_none_or(|(least, _)| total < least) {
                found = Some((total, len));
            }
        }
        found
    }

    /// The blocks of the cheapest way, from top to bottom.
    fn blocks(&self, best: &[Vec<Option<Best>>]) -> Vec<Block> {
        let mut to = self.baselines.len();
        let cheapest = best[to].iter().enumerate().filter_map(|(len, b)| b.map(|(cost, _)| (cost, len)));
        let Some((_, mut len)) = cheapest.min_by(|a, b| a.0.total_cmp(&b.0)) else { return Vec::new() };
        let mut blocks = Vec::new();
        while len > 0 && len <= to {
            let (Some(block), Some((_, before))) = (self.block(to - len, to), best[to][len]) else { break };
            blocks.push(block);
            (to, len) = (block.from, before);
        }
        blocks.reverse();
        blocks
    }

    /// The block of each line, where it and its neighbours are matched with numbers that follow each other.
    fn told(&self, blocks: &[Block]) -> Vec<Option<usize>> {
        let matched = |i: Option<usize>| i.and_then(|i| blocks.get(i)).is_none_or(|b| b.number.is_some());
        let mut out = vec![None; self.baselines.len()];
        for (i, block) in blocks.iter().enumerate() {
            let (before, after) = (i.checked_sub(1), i + 1);
            let gaps = self.numbers_between(before.map(|b| &blocks[b]), Some(block))
                + self.numbers_between(Some(block), blocks.get(after));
            if gaps == 0 && matched(before) && matched(Some(i)) && matched(Some(after)) {
                out[block.from..block.to].fill(Some(i));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(baselines: &[f32], numbers: &[f32]) -> Vec<Option<usize>> {
        centred_cells(&Lines { baselines, full: &vec![true; baselines.len()], numbers, size: 10.0, pitch: 18.0 })
    }

    #[test]
    fn lines_stand_about_their_number() {
        // One line, two about the second number, one, three about the fourth.
        let found = cells(&[20.0, 36.0, 52.0, 68.0, 84.0, 98.0, 112.0], &[20.0, 44.0, 68.0, 98.0]);
        assert_eq!(found, [Some(0), Some(1), Some(1), Some(2), Some(3), Some(3), Some(3)]);
    }

    #[test]
    fn evenly_set_lines_are_parted_by_their_numbers() {
        let lines: Vec<f32> = (0..8).map(|i| 20.0 + 16.0 * i as f32).collect();
        let found = cells(&lines, &[28.0, 60.5, 92.0, 124.0]);
        assert_eq!(found, [0, 0, 1, 1, 2, 2, 3, 3].map(Some));
    }

    #[test]
    fn lines_that_hang_below_their_number_are_not_told() {
        assert_eq!(cells(&[20.0, 34.0, 48.0], &[20.0, 48.0]), [None, None, None]);
    }

    #[test]
    fn a_number_without_label_leaves_its_neighbours_untold() {
        assert_eq!(cells(&[20.0, 60.0, 80.0], &[20.0, 40.0, 60.0, 80.0]), [None, None, Some(2)]);
    }

    #[test]
    fn a_line_that_left_room_ends_its_cell() {
        let full = [false, true, false];
        let lines = Lines { baselines: &[20.0, 36.0, 52.0], full: &full, numbers: &[36.0], size: 10.0, pitch: 18.0 };
        assert_eq!(centred_cells(&lines), [None, None, None]);
    }

    #[test]
    fn nothing_is_no_cell() {
        assert!(cells(&[], &[10.0]).is_empty());
        assert_eq!(cells(&[10.0], &[]), [None]);
    }
}
