//! Areas of following pages that are one table: their columns are read from the words of all of them.

use crate::bare::area::{Area, AreaGrid};
use crate::bare::bands::row_white;
use crate::bare::lattice::{area_edges, placed_words};
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

/// Columns of each area, which come in document order.
///
/// A area goes on from the one on the page before when it has no header or the same one, and when the words of both leave
/// as many columns as those of the first alone.
pub(crate) fn grids_of_areas(areas: &[PageArea]) -> Vec<AreaGrid> {
    let mut grids: Vec<AreaGrid> = Vec::with_capacity(areas.len());
    let mut from = 0;
    while from < areas.len() {
        let mut to = from + 1;
        while to < areas.len() && may_go_on(&areas[to - 1], &areas[to]) {
            to += 1;
        }
        shared_edges(&areas[from..to], &mut grids);
        let together = from..grids.len().min(to);
        let words: Vec<_> = together.clone().map(|i| placed_words(areas[i].area, &grids[i].edges)).collect();
        let white = row_white(&words);
        grids[together].iter_mut().for_each(|g| g.row_white = white);
        from = to;
    }
    grids
}

/// Edges of areas that may be one table: those of all their words where they leave as many columns as the words of the
/// first page, else those of each half, parted where the table of a page was not seen to go on.
fn shared_edges(areas: &[PageArea], grids: &mut Vec<AreaGrid>) {
    let of = |edges: Vec<f32>| AreaGrid { edges, row_white: None };
    let Some((first, others)) = areas.split_first() else { return };
    let own = area_edges(first.area, first.rules);
    if others.is_empty() {
        grids.push(of(own));
        return;
    }
    let mut all = first.area.clone();
    for other in others {
        all.lines.extend(other.area.lines.iter().skip(other.area.body).cloned());
    }
    let shared = area_edges(&all, first.rules);
    if shared.len() >= 3 && shared.len() == own.len() {
        grids.extend(std::iter::repeat_n(of(shared), areas.len()));
    } else {
        let middle = areas.len() / 2;
        let begun = (1..areas.len()).filter(|at| !areas[*at].area.goes_on);
        let (before, after) = areas.split_at(begun.min_by_key(|at| at.abs_diff(middle)).unwrap_or(middle));
        shared_edges(before, grids);
        shared_edges(after, grids);
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
