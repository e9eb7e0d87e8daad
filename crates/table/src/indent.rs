//! How far labels are indented: where they begin in the cells of their column, over all pages of a table.

use crate::look::Offset;
use crate::placed::Placed;
use gongkai_normalize::heading::heading_mark;
use gongkai_normalize::label::{strip_of_which, total_kind};
use std::collections::BTreeSet;

/// Labels whose left edges differ by less than this part of a line's height begin at one place.
const SAME_EDGE: f32 = 0.25;

/// Places that differ by half a line's height on one page are two steps, if several labels begin at each.
const APART: f32 = 0.42;

/// Places at which so many labels of a column begin, as a part of them all, are steps, however near.
const COMMON: f32 = 0.1;

/// No fewer labels than these make a common place.
const FEWEST_COMMON: usize = 6;

/// Places to the left of one that are looked at.
const NEAR_EDGES: usize = 16;

/// Deepest indentation.
const DEEPEST: u8 = 20;

/// Labels that begin at one place of a column.
#[derive(Debug, Default)]
struct Edge {
    left: f32,
    /// Labels that begin this far from it begin at it.
    slack: f32,
    /// Those that surely stand at the left of their cells.
    labels: usize,
    /// Pages of those.
    pages: BTreeSet<Option<u32>>,
    indent: u8,
}

/// Sets the indentation of each label, in steps of one character from where the leftmost label of its column begins on any
/// page. Places at which several labels of a page begin are different steps, however near.
///
/// A text in the middle of its cell is indented only where others of its column begin with it, or where it is an item of a
/// list most of which begins at the left: there it stands in the middle by chance. A total that no label begins with stands
/// where it pleases.
pub(crate) fn set_indents(placed: &mut [Placed]) {
    let columns = placed.iter().map(|p| p.cell.col as usize + 1).max().unwrap_or(0);
    let mut labels: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (index, label) in placed.iter().enumerate().filter(|(_, p)| p.look.offset.is_some()) {
        if let Some(column) = labels.get_mut(label.cell.col as usize) {
            column.push(index);
        }
    }
    for column in labels {
        let edges = column_edges(placed, &column);
        for index in column {
            let Some(label) = placed.get_mut(index) else { continue };
            let Some(offset) = label.look.offset else { continue };
            let distance = |edge: &&Edge| (edge.left - offset.left).abs();
            let near = edges.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
            let shared = near.filter(|edge| distance(edge) <= edge.slack);
            label.cell.indent = shared.map_or(0, |edge| edge.indent);
        }
    }
}

/// Where the labels of a column begin, from left to right.
fn column_edges(placed: &[Placed], column: &[usize]) -> Vec<Edge> {
    let of_column = || column.iter().filter_map(|i| placed.get(*i)).filter_map(|p| Some((p, p.look.offset?)));
    let is_item = |p: &Placed| heading_mark(&p.cell.text).is_some() || strip_of_which(&p.cell.text).is_some();
    let centred = of_column().filter(|(p, offset)| is_item(p) && offset.centred).count();
    let at_left = of_column().filter(|(p, offset)| is_item(p) && !offset.centred).count();
    let by_chance = at_left > 2 * centred;
    let base = of_column().filter(|(_, offset)| !offset.centred).map(|(_, offset)| offset.left).reduce(f32::min);
    let mut steps: Vec<f32> = of_column().map(|(_, offset)| offset.step).collect();
    steps.sort_by(f32::total_cmp);
    let (Some(base), Some(step)) = (base, steps.get(steps.len() / 2).copied()) else { return Vec::new() };
    let begins = |(p, offset): &(&Placed, Offset)| {
        let chosen = !offset.centred || by_chance && is_item(p);
        chosen && (total_kind(&p.cell.text).is_none() || offset.left - base < SAME_EDGE * step)
    };
    let surely = |offset: crate::look::Offset| offset.right > offset.left + offset.step;
    let mut lefts: Vec<(f32, bool, Option<u32>)> =
        of_column().filter(begins).map(|(p, offset)| (offset.left, surely(offset), p.cell.page)).collect();
    lefts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut edges: Vec<Edge> = Vec::new();
    for (left, surely, page) in lefts {
        if edges.last().is_none_or(|edge| left - edge.left > SAME_EDGE * step) {
            edges.push(Edge { left, slack: SAME_EDGE * step, ..Edge::default() });
        }
        if let Some(edge) = edges.last_mut().filter(|_| surely) {
            edge.labels += 1;
            edge.pages.insert(page);
        }
    }
    let all: usize = edges.iter().map(|edge| edge.labels).sum();
    let is_common = |edge: &Edge| edge.labels >= FEWEST_COMMON && edge.labels as f32 >= COMMON * all as f32;
    for at in 0..edges.len() {
        let (before, from) = edges.split_at_mut(at);
        let Some(edge) = from.first_mut() else { break };
        let own = ((edge.left - base) / step).round().clamp(0.0, f32::from(DEEPEST)) as u8;
        let apart = |other: &&Edge| {
            other.labels >= 2
                && edge.labels >= 2
                && (edge.left - other.left >= APART * step || is_common(other) && is_common(edge))
                && !other.pages.is_disjoint(&edge.pages)
        };
        let near = before.iter().rev().take(NEAR_EDGES);
        let deeper = near.filter(apart).map(|other| other.indent.saturating_add(1)).max();
        edge.indent = own.max(deeper.unwrap_or(0)).min(DEEPEST);
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Look;
    use gongkai_model::table::Cell;

    /// The indents of labels that begin here, `^` before those in the middle of their cells.
    fn indents(labels: &[(&str, f32)]) -> Vec<u8> {
        let mut placed = Vec::new();
        for (row, (text, left)) in (0..).zip(labels) {
            let centred = text.starts_with('^');
            let cell = Cell { row, text: text.trim_start_matches('^').to_owned(), ..Cell::default() };
            let offset = Some(Offset { left: *left, right: 60.0, step: 10.0, centred });
            placed.push(Placed { cell, look: Look { offset, ..Look::default() } });
        }
        set_indents(&mut placed);
        placed.iter().map(|p| p.cell.indent).collect()
    }

    #[test]
    fn a_label_that_fills_its_cell_is_indented_like_its_neighbours() {
        assert_eq!(indents(&[("甲", 2.0), ("乙", 22.0), ("^丙", 23.0), ("^丁", 45.0)]), [0, 2, 2, 0]);
    }

    #[test]
    fn an_item_of_a_list_is_in_the_middle_by_chance() {
        let list = [
            ("^项目", 40.0),
            ("一、收入", 2.0),
            ("（一）甲", 12.0),
            ("（二）乙", 12.0),
            ("^其中：丙", 32.0),
            ("二、丁", 2.0),
        ];
        assert_eq!(indents(&list), [0, 0, 1, 1, 3, 0]);
    }

    #[test]
    fn a_total_stands_where_it_pleases() {
        assert_eq!(
            indents(&[("收入", 2.0), ("甲", 2.0), ("收入合计", 33.0), ("乙", 12.0), ("小计", 12.0)]),
            [0, 0, 0, 1, 1]
        );
    }

    #[test]
    fn edges_of_several_labels_are_steps_however_near() {
        let list =
            |labels: &[f32]| -> Vec<u8> { indents(&labels.iter().map(|left| ("甲", *left)).collect::<Vec<_>>()) };
        assert_eq!(list(&[1.0, 1.0, 6.0, 6.0, 11.0, 11.0, 1.0]), [0, 0, 1, 1, 2, 2, 0]);
        // Nearer still, but where most labels begin.
        let many = |near: f32| [&[1.0, 6.0][..], &[10.0; 9], &[10.0 + near; 20], &[6.0]].concat();
        assert_eq!(list(&many(3.0))[10..12], [1, 2]);
        // One label a little off is no step.
        assert_eq!(list(&[1.0, 1.0, 5.5, 1.0, 11.0]), [0, 0, 0, 0, 1]);
    }
}
