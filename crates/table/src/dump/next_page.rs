//! Rows of a page put into the columns of the page before, where it begins without a header.

use super::header_blocks::Content;
use super::seating::{fit_count, is_of_figures, join_stairs, put_in_slots};
use super::set_line::SetLine;
use super::white::Column;
use std::collections::BTreeMap;

/// How far the columns of a page stand from those of the page before, in characters, at most, where there are not as many.
const SHIFTED: f32 = 8.0;
/// A column of a table after its headers were put over it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SeatedColumn {
    /// Where it begins and ends.
    pub(super) place: (usize, usize),
    /// As it was printed.
    pub(super) printed: Column,
}

/// The columns of a table after its headers were put over them.
pub(super) type Seated = Vec<SeatedColumn>;

/// How wide the columns under the same headers are on all pages: set alike, they are seen to be of one table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct SharedWidths(BTreeMap<String, (usize, Vec<(usize, usize)>)>);

impl SharedWidths {
    /// Where a table begins that has these headers, and how wide the bodies and the wholes of its columns are: what this
    /// page needs and all seen so far.
    pub(super) fn share(&mut self, headers: &str, at: usize, own: &[(usize, usize)]) -> (usize, Vec<(usize, usize)>) {
        let known = self.0.entry(headers.to_owned()).or_insert_with(|| (at, own.to_vec()));
        for ((body, whole), (own_body, own_whole)) in known.1.iter_mut().zip(own) {
            *body = (*body).max(*own_body);
            *whole = (*whole).max(*own_whole);
        }
        known.clone()
    }
}

/// Puts the rows of a page without a header into the columns of the page before, where they are the same.
pub(super) fn go_on(rows: &mut [SetLine], columns: &mut Vec<Column>, before: &mut Seated) {
    if !is_of_figures(rows) || columns.len() > 200 || before.len() < 2 {
        return;
    }
    join_stairs(columns, before.iter().take_while(|b| b.printed.content == Content::Code).count());
    let as_many = columns.len() == before.len();
    if columns.len() > before.len() {
        fit_count(columns, rows, before.len());
    }
    let Some(of) = columns_before(columns, before, as_many) else { return };
    let mut slots = Vec::with_capacity(columns.len());
    let mut end = 0;
    for (column, of) in columns.iter().zip(&of) {
        let (x0, x1) = before[*of].place;
        // Figures end at the edge where they ended, texts begin where they began.
        let width = column.width();
        let left = if column.content == Content::Figures { x1.saturating_sub(width) } else { x0 }.max(end);
        slots.push((left, left + width));
        end = left + width + 1;
    }
    put_in_slots(rows, columns, &slots);
    for ((column, of), place) in columns.iter().zip(of).zip(slots) {
        before[of] = SeatedColumn { place, printed: *column };
    }
}

/// Which column of the page before each column is, in order: one of the same content, as near as can be to where that stood.
/// A column that page did not have is none of them.
///
/// `as_many`: there were as many as on the page before, so that only what they hold tells against it.
fn columns_before(columns: &[Column], before: &[SeatedColumn], as_many: bool) -> Option<Vec<usize>> {
    let (n, m) = (columns.len(), before.len());
    if n == 0 || n > m {
        return None;
    }
    let cost = |c: usize, b: usize| {
        let (own, other) = (&columns[c], &before[b].printed);
        let edge = |column: &Column| if column.content == Content::Figures { column.x1 } else { column.x0 } as f32;
        let figures = |column: &Column| column.content == Content::Figures;
        if figures(own) == figures(other) { (edge(own) - edge(other)).abs() } else { f32::INFINITY }
    };
    if as_many && n == m {
        return (0..n).all(|c| cost(c, c).is_finite()).then(|| (0..n).collect());
    }
    // Least cost of the columns so far among the first columns of the page before.
    let mut best = vec![vec![0.0_f32; m + 1]; n + 1];
    for c in 1..=n {
        best[c][..c].fill(f32::INFINITY);
        for b in c..=m {
            let without = if b > c { best[c][b - 1] } else { f32::INFINITY };
            best[c][b] = without.min(best[c - 1][b - 1] + cost(c - 1, b - 1));
        }
    }
    if !best[n][m].is_finite() || best[n][m] > SHIFTED * n as f32 {
        return None;
    }
    let mut of = vec![0; n];
    let (mut c, mut b) = (n, m);
    while c > 0 {
        if b > c && best[c][b] >= best[c][b - 1] {
            b -= 1;
        } else {
            of[c - 1] = b - 1;
            (c, b) = (c - 1, b - 1);
        }
    }
    Some(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(x0: usize, x1: usize, content: Content) -> Column {
        Column { x0, x1, content, of_amounts: content == Content::Figures, widest: x1 - x0 }
    }

    #[test]
    fn a_page_with_a_blank_column_goes_on_in_the_others() {
        let before: Seated = [(0, 8, Content::Text), (12, 20, Content::Figures), (24, 32, Content::Figures)]
            .into_iter()
            .map(|(x0, x1, content)| SeatedColumn { place: (x0, x1), printed: column(x0, x1, content) })
            .collect();
        let next = [column(0, 6, Content::Text), column(26, 33, Content::Figures)];
        assert_eq!(columns_before(&next, &before, false), Some(vec![0, 2]));
        let far = [column(0, 6, Content::Text), column(90, 98, Content::Figures)];
        assert_eq!(columns_before(&far, &before, false), None);
        let other = [column(0, 6, Content::Figures); 3];
        assert_eq!(columns_before(&other, &before, true), None);
    }

    #[test]
    fn the_same_headers_are_as_wide_on_all_pages() {
        let mut widths = SharedWidths::default();
        assert_eq!(widths.share("甲", 3, &[(4, 6)]), (3, vec![(4, 6)]));
        assert_eq!(widths.share("甲", 9, &[(5, 5)]), (3, vec![(5, 6)]));
        assert_eq!(widths.share("乙", 9, &[(5, 5)]), (9, vec![(5, 5)]));
    }
}
