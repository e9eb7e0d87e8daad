//! Headers of several columns: which columns they stand over, where only columns of blanks keep them apart.
//!
//! Characters are set narrower than they were printed, so that places across tell little; heights are true. A header that
//! belongs to no group stands in the middle of the height of the header, one of a group lower.

use super::header_blocks::Block;
use super::set_line::{SetLine, Word};
use std::ops::Range;

/// What it costs a group to have the same header twice below it, in characters.
const TWICE: f32 = 20.0;

/// Headers higher than both their neighbours may be those of groups that stand over the white between their columns. They are
/// where without them there are as many headers as columns.
pub(super) fn drop_groups(blocks: &[Block], leaves: &mut Vec<usize>, columns: usize) {
    let middle = |at: Option<usize>| at.and_then(|at| leaves.get(at)).map(|l| blocks[*l].middle());
    let is_higher = |at: usize| {
        let lower = |other: Option<usize>| middle(other).zip(middle(Some(at))).is_some_and(|(b, own)| b >= own + 1.0);
        lower(at.checked_sub(1)) && lower(Some(at + 1))
    };
    let rest: Vec<usize> = (0..leaves.len()).filter(|at| !is_higher(*at)).map(|at| leaves[at]).collect();
    if rest.len() == columns {
        *leaves = rest;
    }
}

/// Spreads the words of the header of a group over its columns. Where some of these have lost their own header, it is set over
/// each stretch of the others, for it says nothing of a column alone.
pub(super) fn spread(block: &Block, under: &[Option<(usize, usize)>], header: &mut [SetLine]) {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let mut whole = false;
    for place in under {
        match (place, stretches.last_mut().filter(|_| whole)) {
            (Some((_, to)), Some(stretch)) => stretch.1 = *to,
            (Some(place), None) => stretches.push(*place),
            (None, _) => {}
        }
        whole = place.is_some();
    }
    for &(l, w) in &block.words {
        let Some(line) = header.get_mut(l) else { continue };
        let Some(word) = line.words.get_mut(w) else { continue };
        let text = word.clone();
        word.spread = Some(0);
        for (n, (from, to)) in stretches.iter().enumerate() {
            let width = to.saturating_sub(*from).max(1);
            let word = Word { at: *from, spread: Some(width), ..text.clone() };
            match line.words.get_mut(w).filter(|_| n == 0) {
                Some(first) => *first = word,
                None => line.words.push(word),
            }
        }
    }
}

/// The headers that each header of a group stands over, as ranges of the leaves. A header that belongs to no group stands in the
/// middle of the height that the group has with all that is below it; those of the group stand lower.
pub(super) fn ranges_of_groups(blocks: &[Block], leaves: &[usize]) -> Vec<(usize, Range<usize>)> {
    let bottom = blocks.iter().map(|b| b.bottom).max().unwrap_or(0);
    let mut groups: Vec<usize> = (0..blocks.len()).filter(|i| !leaves.contains(i)).collect();
    groups.sort_by_key(|i| (blocks[*i].top, blocks[*i].x0));
    let mut ranges: Vec<(usize, Range<usize>)> = Vec::new();
    for level in groups.chunk_by(|a, b| blocks[*a].top == blocks[*b].top) {
        // Lower than those beside the group.
        let beside = level.first().map_or(0.0, |g| (blocks[*g].top + bottom) as f32 * 0.5 + 0.1);
        let below: Vec<bool> = leaves.iter().map(|l| blocks[*l].middle() > beside).collect();
        let mut from = 0;
        while from < leaves.len() {
            let outer = |at: usize| ranges.iter().rfind(|(_, range)| range.contains(&at)).map(|(group, _)| *group);
            let mut to = from + 1;
            while to < leaves.len() && below[to] == below[from] && outer(to) == outer(from) {
                to += 1;
            }
            if below[from] {
                let (x0, x1) = (blocks[leaves[from]].x0, blocks[leaves[to - 1]].x1);
                let over: Vec<usize> = level.iter().copied().filter(|g| blocks[*g].over(x0, x1)).collect();
                ranges.extend(part_leaves(blocks, leaves, &over, from..to));
            }
            from = to;
        }
    }
    ranges
}

/// Sets each header in the middle of the height of its cell: from the header of its group to the end of the header.
pub(super) fn set_heights(
    blocks: &[Block],
    leaves: &[usize],
    groups: &[(usize, Range<usize>)],
    header: &mut [SetLine],
) {
    let top = blocks.iter().map(|b| b.top).min().unwrap_or(0);
    let bottom = blocks.iter().map(|b| b.bottom).max().unwrap_or(0);
    // Lines of the groups that a leaf stands under, of those before `end`.
    let height = |leaf: usize, end: usize| {
        let over = groups.iter().take(end).filter(|(_, range)| range.contains(&leaf));
        over.map(|(group, _)| word_lines(&blocks[*group])).sum::<usize>()
    };
    let mut first: Vec<(usize, f32)> = Vec::new();
    for (at, (group, range)) in groups.iter().enumerate() {
        first.push((*group, (top + height(range.start, at)) as f32));
    }
    for (at, leaf) in leaves.iter().enumerate() {
        let (from, own) = (top + height(at, groups.len()), word_lines(&blocks[*leaf]));
        if from + own > bottom + 1 {
            return;
        }
        first.push((*leaf, (from + bottom + 1 - own) as f32 * 0.5));
    }
    for (block, first) in first {
        let mut rows = blocks[block].words.iter().map(|(l, _)| *l).collect::<Vec<_>>();
        rows.dedup();
        for &(l, w) in &blocks[block].words {
            let line = rows.iter().position(|row| *row == l).unwrap_or(0);
            if let Some(word) = header.get_mut(l).and_then(|line| line.words.get_mut(w)) {
                word.row = first + line as f32;
            }
        }
    }
}

/// How many lines the words of a header stand on.
fn word_lines(block: &Block) -> usize {
    block.words.chunk_by(|a, b| a.0 == b.0).count()
}

/// Parts leaves among the groups over them, each as close to the middle of its own as can be.
fn part_leaves(
    blocks: &[Block],
    leaves: &[usize],
    groups: &[usize],
    range: Range<usize>,
) -> Vec<(usize, Range<usize>)> {
    let n = range.len();
    if groups.len() > n {
        return Vec::new();
    }
    let repeats = |range: Range<usize>| {
        let of_group: Vec<&str> = leaves[range].iter().map(|l| blocks[*l].key.as_str()).collect();
        of_group.iter().enumerate().any(|(i, key)| of_group[..i].contains(key))
    };
    // Least cost with the groups so far over the leaves before each place, and where the last group begins.
    let mut best = vec![f32::INFINITY; n + 1];
    best[0] = 0.0;
    let mut starts: Vec<Vec<usize>> = Vec::new();
    for group in groups {
        let (mut cost, mut start) = (vec![f32::INFINITY; n + 1], vec![0; n + 1]);
        for end in 1..=n {
            for first in 0..end {
                let (a, b) = (&blocks[leaves[range.start + first]], &blocks[leaves[range.start + end - 1]]);
                let off = ((a.x0 + b.x1) as f32 * 0.5 - blocks[*group].center()).abs();
                let twice = if repeats(range.start + first..range.start + end) { TWICE } else { 0.0 };
                let total = best[first] + off + twice;
                if total < cost[end] {
                    (cost[end], start[end]) = (total, first);
                }
            }
        }
        best = cost;
        starts.push(start);
    }
    let mut end = n;
    let mut parted = Vec::new();
    for (group, start) in groups.iter().zip(&starts).rev() {
        let first = start[end];
        parted.push((*group, range.start + first..range.start + end));
        end = first;
    }
    parted
}
