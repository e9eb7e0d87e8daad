//! Runs of a page into the cells of a grid, and the text of a cell from its pieces.

use crate::cut_text::is_amount;
use crate::grid::Grid;
use gongkai_model::BBox;
use gongkai_model::layout::PageLayout;
use gongkai_model::page::{Glyph, Page};
use gongkai_normalize::blanks::{close_spaced_figures, tidy_blanks};
use gongkai_normalize::chars::is_cjk;
use gongkai_normalize::join::push_joined;

/// A stretch of glyphs that stands in one cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// Indices into the page's glyphs in reading order.
    pub(crate) glyphs: Vec<u32>,
    pub(crate) bbox: BBox,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
}

/// A gap between two glyphs at a cell's edge that is no wider than this part of the font size is none: the text runs
/// over the edge and stays with its own cell.
const OVERFLOW_GAP: f32 = 0.04;

/// A gap inside a piece wider than this part of the font size is a blank.
const BLANK_GAP: f32 = 0.25;

/// Deals the runs of the lines inside a grid out to its cells. Returns the pieces of each cell in the order of the grid's
/// cells, and whether any text ran over an edge.
pub(crate) fn pieces_by_cell(
    page: &Page,
    layout: &PageLayout,
    lines: &[usize],
    grid: &Grid,
) -> (Vec<Vec<Piece>>, bool) {
    let mut pieces: Vec<Vec<Piece>> = vec![Vec::new(); grid.cells.len()];
    let mut overflow = false;
    for line in lines.iter().filter_map(|i| layout.lines.get(*i)) {
        let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
        for run in runs {
            let glyphs = layout.order.get(run.glyphs.start as usize..run.glyphs.end as usize).unwrap_or_default();
            let first = glyphs.first().and_then(|i| glyph_cell(page, grid, *i));
            let last = glyphs.last().and_then(|i| glyph_cell(page, grid, *i));
            if first.is_some() && first == last {
                push_piece(&mut pieces, first, page, glyphs, run.size);
                continue;
            }
            for (cell, part, ran_over) in split_at_edges(page, grid, glyphs) {
                overflow |= ran_over;
                push_piece(&mut pieces, cell.or(first).or(last), page, part, run.size);
            }
        }
    }
    (pieces, overflow)
}

fn push_piece(pieces: &mut [Vec<Piece>], cell: Option<usize>, page: &Page, glyphs: &[u32], size: f32) {
    let mut boxes =
        glyphs.iter().filter_map(|i| page.glyphs.get(*i as usize)).filter(|g| !g.ch.is_whitespace()).map(|g| g.bbox);
    let (Some(first), Some(cell)) = (boxes.next(), cell.and_then(|c| pieces.get_mut(c))) else { return };
    let bbox = boxes.fold(first, |b, g| b.union(&g));
    let baseline = bbox.y1 - Glyph::DESCENT * size;
    cell.push(Piece { glyphs: glyphs.to_vec(), bbox, baseline, size });
}

fn glyph_cell(page: &Page, grid: &Grid, index: u32) -> Option<usize> {
    let bbox = page.glyphs.get(index as usize)?.bbox;
    grid.cell_at(bbox.center_x(), bbox.center_y())
}

/// Splits a run where it passes from one cell to another with a visible gap, or from one amount to another. A stretch
/// without such a gap goes to the cell where a number ends or a text begins; of amounts that touch, each to its middle's.
fn split_at_edges<'g>(page: &Page, grid: &Grid, glyphs: &'g [u32]) -> Vec<(Option<usize>, &'g [u32], bool)> {
    let drawn: Vec<(usize, &Glyph)> = glyphs
        .iter()
        .enumerate()
        .filter_map(|(at, i)| Some((at, page.glyphs.get(*i as usize)?)))
        .filter(|(_, g)| !g.ch.is_whitespace())
        .collect();
    let cell_of = |g: &Glyph| grid.cell_at(g.bbox.center_x(), g.bbox.center_y());
    let mut parts = Vec::new();
    let mut start = 0;
    let mut ran_over = false;
    let mut touching = false;
    for (i, pair) in drawn.windows(2).enumerate() {
        let (left, right) = (pair[0].1, pair[1].1);
        if i < start || cell_of(left) == cell_of(right) {
            continue;
        }
        if let Some(second) = drawn.get(start..).and_then(|open| second_amount(open, i - start)) {
            parts.push((start, start + second, ran_over));
            start += second;
            ran_over = false;
            touching = true;
            continue;
        }
        // A number that ends where the next cell's words begin is no word cut by the edge.
        let number_meets_word = is_numeric(left.ch) != is_numeric(right.ch) && (is_cjk(left.ch) || is_cjk(right.ch));
        if gap(left, right) > OVERFLOW_GAP * left.size || number_meets_word {
            parts.push((start, i + 1, ran_over));
            start = i + 1;
            ran_over = false;
        } else {
            ran_over = true;
        }
    }
    parts.push((start, drawn.len(), ran_over));
    parts
        .into_iter()
        .filter_map(|(from, to, ran_over)| {
            let part = drawn.get(from..to)?;
            let (first, last) = (part.first()?, part.last()?);
            let numeric = part.iter().all(|(_, g)| is_numeric(g.ch));
            let middle = part.get(part.len() / 2).filter(|_| touching && numeric).and_then(|(_, g)| cell_of(g));
            let end =
                || if numeric { cell_of(last.1).or(cell_of(first.1)) } else { cell_of(first.1).or(cell_of(last.1)) };
            let cell = middle.or_else(end);
            Some((cell, glyphs.get(first.0..=last.0)?, ran_over))
        })
        .collect()
}

/// Where the second of two amounts that touch at a cell's edge begins, in a run that passes the edge behind glyph `at`:
/// `174,900.64101,833.84` is no number, and one place near the edge makes two of it that print as many decimals.
fn second_amount(run: &[(usize, &Glyph)], at: usize) -> Option<usize> {
    let touching = run.windows(2).take_while(|pair| gap(pair[0].1, pair[1].1) <= OVERFLOW_GAP * pair[0].1.size).count();
    let glyphs = run.iter().take(touching + 1).map(|(_, g)| g.ch);
    let text: String = glyphs.take_while(|c| is_numeric(*c)).collect();
    if text.matches('.').count() != 2 {
        return None;
    }
    let decimals = |amount: &str| amount.split_once('.').filter(|_| is_amount(amount)).map(|(_, d)| d.len());
    (at.saturating_sub(1)..=at + 3).find(|&place| {
        text.split_at_checked(place)
            .is_some_and(|(one, other)| decimals(one).is_some_and(|count| Some(count) == decimals(other)))
    })
}

/// The white between a glyph and the next one of its run, whatever way the text runs.
fn gap(left: &Glyph, right: &Glyph) -> f32 {
    (right.bbox.x0 - left.bbox.x1).max(right.bbox.y0 - left.bbox.y1)
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '-')
}

/// Text of a cell: its pieces in lines from top to bottom, lines joined as Chinese is, layout blanks gone.
pub(crate) fn cell_text(page: &Page, pieces: &mut [Piece]) -> String {
    match pieces {
        [] => return String::new(),
        [only] => return without_blanks(&piece_text(page, only)),
        _ => {}
    }
    pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let right = pieces.iter().map(|p| p.bbox.x1).fold(f32::MIN, f32::max);
    let mut text = String::new();
    let mut start = 0;
    let mut reached_right = true;
    while start < pieces.len() {
        let (baseline, size) = (pieces[start].baseline, pieces[start].size);
        let mut end = start + 1;
        while end < pieces.len() && pieces[end].baseline - baseline <= 0.45 * size.max(pieces[end].size) {
            end += 1;
        }
        let line_pieces = &mut pieces[start..end];
        line_pieces.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        let mut line = String::new();
        for piece in line_pieces.iter() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&piece_text(page, piece));
        }
        let ends_in_digit = text.ends_with(|c: char| c.is_ascii_digit());
        if !reached_right && ends_in_digit && line.starts_with(|c: char| c.is_ascii_digit()) {
            // Nothing forced the line to end: two numbers, not one.
            text.push(' ');
            text.push_str(&line);
        } else {
            push_joined(&mut text, &line);
        }
        reached_right = line_pieces.iter().map(|p| p.bbox.x1).fold(f32::MIN, f32::max) >= right - 1.2 * size;
        start = end;
    }
    without_blanks(&text)
}

/// The text without blanks that only its layout has.
fn without_blanks(text: &str) -> String {
    close_spaced_figures(&tidy_blanks(text)).into_owned()
}

/// Characters of a piece, with a blank where one is drawn or a gap is wide enough.
pub(crate) fn piece_text(page: &Page, piece: &Piece) -> String {
    glyphs_text(page, piece.glyphs.iter().copied())
}

/// Characters of glyphs in reading order, with a blank where one is drawn or a gap is wide enough.
pub(crate) fn glyphs_text(page: &Page, glyphs: impl Iterator<Item = u32>) -> String {
    let mut text = String::with_capacity(3 * glyphs.size_hint().0);
    let mut last: Option<&Glyph> = None;
    let mut blank = false;
    for g in glyphs.filter_map(|i| page.glyphs.get(i as usize)) {
        if g.ch.is_whitespace() {
            blank = true;
            continue;
        }
        if let Some(l) = last
            && (blank || (g.bbox.x0 - l.bbox.x1).max(g.bbox.y0 - l.bbox.y1) > BLANK_GAP * g.size)
        {
            text.push(' ');
        }
        text.push(g.ch);
        blank = false;
        last = Some(g);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::page::GlyphFlags;

    #[test]
    fn amounts_that_touch_at_an_edge_are_two() {
        let glyphs: Vec<Glyph> = "1,900.64833.84年"
            .chars()
            .map(|ch| Glyph {
                ch,
                font: 0,
                direction: gongkai_model::page::Direction::Right,
                flags: GlyphFlags::default(),
                size: 10.0,
                bbox: BBox::new(0.0, 0.0, 5.0, 10.0),
            })
            .collect();
        let run: Vec<(usize, &Glyph)> = glyphs.iter().enumerate().collect();
        assert_eq!(second_amount(&run, 7), Some(8));
        assert_eq!(second_amount(&run, 9), Some(8));
        assert_eq!(second_amount(&run, 3), None);
        assert_eq!(second_amount(&run[..8], 4), None);
    }
}
