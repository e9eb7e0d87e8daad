//! Areas of following pages that are one table: their columns are read from the words of all of them.

use crate::bare::areas::Area;
use crate::bare::lattice::area_edges;
use crate::edges::Lattice;

/// A area with its page and the rules of the page that belong to no whole grid.
#[derive(Debug)]
pub(crate) struct PageArea<'a> {
    /// Index of the page.
    pub(crate) page: usize,
    pub(crate) area: &'a Area,
    pub(crate) rules: &'a Lattice,
    /// Nothing but its header stands above it.
    pub(crate) first_on_page: bool,
    /// No other table stands below it.
    pub(crate) last_on_page: bool,
}

/// Column edges of each area, which come in document order.
///
/// A area goes on from the one on the page before when it has no header or the same one, and when the words of both leave
/// as many columns as those of the first alone.
pub(crate) fn edges_of_areas(areas: &[PageArea]) -> Vec<Vec<f32>> {
    let mut edges: Vec<Vec<f32>> = Vec::with_capacity(areas.len());
    let mut from = 0;
    while from < areas.len() {
        let mut to = from + 1;
        while to < areas.len() && may_go_on(&areas[to - 1], &areas[to]) {
            to += 1;
        }
        shared_edges(&areas[from..to], &mut edges);
        from = to;
    }
    edges
}

/// Edges of areas that may be one table: those of all their words where they leave as many columns as the words of the
/// first page, else those of each half.
fn shared_edges(areas: &[PageArea], edges: &mut Vec<Vec<f32>>) {
    let Some((first, others)) = areas.split_first() else { return };
    let own = area_edges(first.area, first.rules);
    if others.is_empty() {
        edges.push(own);
        return;
    }
    let mut all = first.area.clone();
    for other in others {
        all.lines.extend(other.area.lines.iter().skip(other.area.body).cloned());
    }
    let shared = area_edges(&all, first.rules);
    if shared.len() >= 3 && shared.len() == own.len() {
        edges.extend(std::iter::repeat_n(shared, areas.len()));
    } else {
        let (before, after) = areas.split_at(areas.len() / 2);
        shared_edges(before, edges);
        shared_edges(after, edges);
    }
}

fn may_go_on(before: &PageArea, next: &PageArea) -> bool {
    let header = |r: &Area| r.header_words().map(|w| w.text.as_str()).collect::<String>();
    let same_header = next.area.body == 0 || header(before.area) == header(next.area);
    let size = |r: &Area| r.size();
    next.page == before.page + 1
        && before.last_on_page
        && next.first_on_page
        && same_header
        && (size(before.area) - size(next.area)).abs() < 0.6
}
