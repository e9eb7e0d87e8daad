//! Rules as drawn to the lines of grids: snapped together, joined, and grouped by what meets what.

use crate::options::Options;
use gongkai_model::page::{Axis, Rule};

/// A line of a grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// The y of a horizontal edge, the x of a vertical one.
    pub(crate) at: f32,
    pub(crate) from: f32,
    pub(crate) to: f32,
}

/// Edges that meet each other, directly or through others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lattice {
    pub(crate) horizontal: Vec<Edge>,
    pub(crate) vertical: Vec<Edge>,
}

/// Groups the visible rules of a page into lattices, in order of their top left corners. Returns the rules that meet none of
/// the other direction as well, in no lattice.
pub(crate) fn rules_to_lattices(rules: &[Rule], options: &Options) -> (Vec<Lattice>, Lattice) {
    let visible = |axis| rules.iter().filter(move |r| r.axis == axis && lightness(r.colour) <= options.max_lightness);
    let horizontal = joined_edges(visible(Axis::Horizontal), options);
    let vertical = joined_edges(visible(Axis::Vertical), options);
    let mut lattices = meeting_groups(&horizontal, &vertical, options);
    let mut lonely = Lattice::default();
    for lattice in lattices.iter().filter(|l| l.horizontal.is_empty() || l.vertical.is_empty()) {
        lonely.horizontal.extend(&lattice.horizontal);
        lonely.vertical.extend(&lattice.vertical);
    }
    lattices.retain(|l| !l.horizontal.is_empty() && !l.vertical.is_empty());
    join_open_columns(&mut lattices, &lonely.vertical, options);
    let corner = |l: &Lattice| {
        let top = l.horizontal.iter().map(|e| e.at).fold(f32::MAX, f32::min);
        let left = l.vertical.iter().map(|e| e.at).fold(f32::MAX, f32::min);
        (top, left)
    };
    lattices.sort_by(|a, b| {
        let (a, b) = (corner(a), corner(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    lonely.horizontal.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    lonely.vertical.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    (lattices, lonely)
}

/// Columns of merged cells that are open above and below on their page: a vertical rule that meets no horizontal one and
/// runs beside a lattice over most of its height, or in it down to its end, belongs to it.
fn join_open_columns(lattices: &mut [Lattice], lonely: &[Edge], options: &Options) {
    for lattice in lattices.iter_mut() {
        // A body without any rule across reaches as far as the rules between its columns.
        let first = lattice.horizontal.iter().map(|e| e.at).fold(f32::MAX, f32::min);
        let last = lattice.horizontal.iter().map(|e| e.at).fold(f32::MIN, f32::max);
        let bottom = lattice.vertical.iter().map(|e| e.to).fold(last, f32::max);
        let open = lattice.vertical.iter().map(|e| e.from).fold(first, f32::min);
        let top = if last - first <= options.snap { open } else { first };
        let left = lattice.vertical.iter().map(|e| e.at).fold(f32::MAX, f32::min);
        let right = lattice.vertical.iter().map(|e| e.at).fold(f32::MIN, f32::max);
        let beside = lonely.iter().filter(|e| {
            let shared = e.to.min(bottom) - e.from.max(top);
            let over_most = shared >= OPEN_COLUMN_SHARE * (bottom - top);
            // It begins below a merged cell and ends with the other columns.
            let to_end = e.at > left && e.at < right && (e.to - bottom).abs() <= 2.0 * options.snap && shared > 0.0;
            (over_most || to_end) && e.from >= open - 3.0 * options.snap && bottom > top
        });
        let added: Vec<Edge> = beside.copied().collect();
        lattice.vertical.extend(added);
    }
}

/// Share of a lattice's height that a rule beside it covers at least.
const OPEN_COLUMN_SHARE: f32 = 0.7;

fn lightness(colour: u32) -> f32 {
    let channel = |shift: u32| (colour >> shift & 0xff) as f32 / 255.0;
    (channel(16) * 0.3 + channel(8) * 0.59 + channel(0) * 0.11).clamp(0.0, 1.0)
}

/// Joins pieces of one line: nearly the same position, touching or with the gaps of dashes.
fn joined_edges<'a>(rules: impl Iterator<Item = &'a Rule>, options: &Options) -> Vec<Edge> {
    let mut pieces: Vec<Edge> = rules.map(|r| Edge { at: r.at, from: r.from, to: r.to }).collect();
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Edge> = Vec::with_capacity(pieces.len());
    let mut start = 0;
    while start < pieces.len() {
        // Pieces whose positions follow each other within a hair are one line, however many they are.
        let mut end = start + 1;
        while end < pieces.len()
            && pieces[end].at - pieces[end - 1].at <= HAIR
            && pieces[end].at - pieces[start].at <= options.snap
        {
            end += 1;
        }
        let line = &mut pieces[start..end];
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<(Edge, f32)> = None;
        for piece in line.iter() {
            match &mut open {
                Some((edge, _)) if piece.from <= edge.to + options.dash_gap => edge.to = edge.to.max(piece.to),
                _ => {
                    joined.extend(open.take().map(|(e, _)| e));
                    open = Some((*piece, piece.at));
                }
            }
        }
        joined.extend(open.map(|(e, _)| e));
        start = end;
    }
    joined.retain(|e| e.to - e.from >= options.min_rule);
    joined
}

/// Positions that differ by less than this are drawn at one place.
const HAIR: f32 = 0.6;

/// Connected groups of edges: a horizontal and a vertical one are connected where they meet.
fn meeting_groups(horizontal: &[Edge], vertical: &[Edge], options: &Options) -> Vec<Lattice> {
    let mut sets = Sets::new(horizontal.len() + vertical.len());
    let mut meetings = 0usize;
    for (v, edge) in vertical.iter().enumerate() {
        let first = horizontal.partition_point(|h| h.at < edge.from - options.reach);
        for (h, other) in horizontal.iter().enumerate().skip(first) {
            if other.at > edge.to + options.reach {
                break;
            }
            meetings += 1;
            if other.from <= edge.at + options.reach && other.to >= edge.at - options.reach {
                sets.join(h, horizontal.len() + v);
            }
        }
        if meetings > options.max_meetings {
            break;
        }
    }
    let mut index: Vec<Option<usize>> = vec![None; horizontal.len() + vertical.len()];
    let mut lattices: Vec<Lattice> = Vec::new();
    for i in 0..index.len() {
        let root = sets.root(i);
        let at = *index[root].get_or_insert_with(|| {
            lattices.push(Lattice::default());
            lattices.len() - 1
        });
        match i.checked_sub(horizontal.len()) {
            None => lattices[at].horizontal.push(horizontal[i]),
            Some(v) => lattices[at].vertical.push(vertical[v]),
        }
    }
    lattices
}

/// Disjoint sets.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn new(n: usize) -> Self {
        Self { parent: (0..n).collect() }
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller index is the root: the order of joining does not matter.
        self.parent[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn rule(axis: Axis, at: f32, from: f32, to: f32) -> Rule {
        Rule { axis, at, from, to, width: 0.5, colour: 0 }
    }

    #[test]
    fn dashes_and_doubled_lines_are_one_edge() {
        let mut rules: Vec<Rule> =
            (0..20).map(|i| rule(Axis::Horizontal, 100.0, i as f32 * 5.0, i as f32 * 5.0 + 3.0)).collect();
        rules.push(rule(Axis::Horizontal, 100.4, 0.0, 98.0));
        let edges = joined_edges(rules.iter(), &Options::default());
        assert_eq!(edges, vec![Edge { at: 100.0, from: 0.0, to: 98.0 }]);
    }

    #[test]
    fn a_column_open_above_and_below_belongs_to_the_grid_beside_it() {
        let mut rules: Vec<Rule> =
            (0..4).map(|i| rule(Axis::Horizontal, 100.0 + 20.0 * i as f32, 80.0, 200.0)).collect();
        rules.extend([80.0, 140.0, 200.0].map(|x| rule(Axis::Vertical, x, 100.0, 160.0)));
        rules.push(rule(Axis::Vertical, 40.0, 99.0, 161.0));
        let (lattices, _) = rules_to_lattices(&rules, &Options::default());
        assert_eq!((lattices.len(), lattices[0].vertical.len()), (1, 4));
    }

    #[test]
    fn two_tables_on_a_page_are_two_lattices() {
        let mut rules = Vec::new();
        for y in [100.0, 400.0] {
            rules.push(rule(Axis::Horizontal, y, 50.0, 200.0));
            rules.push(rule(Axis::Horizontal, y + 20.0, 50.0, 200.0));
            rules.push(rule(Axis::Vertical, 50.0, y + 1.5, y + 19.0));
            rules.push(rule(Axis::Vertical, 200.0, y, y + 20.0));
        }
        // An underline meets nothing; white cannot be seen.
        rules.push(rule(Axis::Horizontal, 300.0, 50.0, 90.0));
        rules.push(Rule { colour: 0xff_ffff, ..rule(Axis::Vertical, 100.0, 100.0, 420.0) });
        let (lattices, _) = rules_to_lattices(&rules, &Options::default());
        assert_eq!(lattices.len(), 2);
        assert_eq!((lattices[0].horizontal.len(), lattices[0].vertical.len()), (2, 2));
    }

    #[test]
    fn a_column_that_ends_above_the_last_row_belongs_to_a_grid_closed_only_below() {
        let mut rules = vec![rule(Axis::Horizontal, 500.0, 50.0, 350.0)];
        rules.extend([50.0, 250.0, 350.0].map(|x| rule(Axis::Vertical, x, 100.0, 500.0)));
        rules.push(rule(Axis::Vertical, 100.0, 100.0, 470.0));
        let (lattices, lonely) = rules_to_lattices(&rules, &Options::default());
        assert_eq!((lattices.len(), lattices[0].vertical.len(), lonely.vertical.len()), (1, 4, 1));
    }
}
