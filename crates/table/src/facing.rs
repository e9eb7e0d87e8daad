//! Tables too wide for a page, whose right half is printed on the next one, or behind all pages of the left half.

use crate::fragment::Fragment;
use crate::look::Look;
use gongkai_model::table::Cell;
use gongkai_normalize::chars::is_ideograph;

/// Rows of the two halves stand at the same height, give or take this many points.
const SLACK: f32 = 3.0;

/// Fewest rows of a right half.
const FEWEST_ROWS: usize = 3;

/// Most pages of a left half in front of those of the right half.
const MOST_PAGES: usize = 8;

/// Joins the halves of tables that run over two facing pages: the left one has the labels, the right one begins the next
/// page without a title, has no labels, and each of its rows stands beside one of the left half. A left half may take
/// several pages, each of which has its right half as many pages behind it. What can
/// be no more than a right half and is none is left out.
pub(crate) fn join_facing_pages(fragments: Vec<Fragment>) -> Vec<Fragment> {
    let mut joined: Vec<Fragment> = Vec::with_capacity(fragments.len());
    let mut rest = fragments;
    rest.reverse();
    while let Some(next) = rest.pop() {
        if let Some(left) = joined.last_mut()
            && let Some(rows) = rows_beside(left, &next, 1)
        {
            join(left, next, &rows);
            continue;
        }
        rest.push(next);
        let run = (2..=MOST_PAGES).find_map(|pages| Some((pages, run_beside(&rest, pages)?)));
        let (pages, rows) = run.unwrap_or((1, Vec::new()));
        let mut lefts = rest.split_off(rest.len() - pages);
        lefts.reverse();
        for (left, rows) in lefts.iter_mut().zip(&rows) {
            if let Some(right) = rest.pop() {
                join(left, right, rows);
            }
        }
        joined.extend(lefts);
    }
    joined.retain(|f| !f.half_only);
    joined
}

/// The rows beside each other of so many pages of a left half and those of the right half behind them. The pages to come
/// are given from the last one on.
fn run_beside(to_come: &[Fragment], pages: usize) -> Option<Vec<Vec<u32>>> {
    let run: Vec<&Fragment> = to_come.iter().rev().take(2 * pages).collect();
    let (lefts, rights) = run.split_at_checked(pages).filter(|(_, rights)| rights.len() == pages)?;
    let in_turn = run.windows(2).all(|pair| pair[1].page == pair[0].page + 1);
    let rows = |(left, right): (&&Fragment, &&Fragment)| rows_beside(left, right, pages as u32);
    let untitled = lefts.iter().skip(1).all(|left| left.around.title.is_none());
    if !in_turn || !untitled {
        return None;
    }
    lefts.iter().zip(rights).map(rows).collect()
}

/// For each row of `right`, so many `pages` behind, the row of `left` beside it; `None` where they are not halves of one
/// table.
fn rows_beside(left: &Fragment, right: &Fragment, pages: u32) -> Option<Vec<u32>> {
    // The number of the form stands at the upper right corner, of either half.
    let numbered_twice = left.around.form_number.is_some() && right.around.form_number.is_some();
    let untitled = right.around.title.is_none() && !numbered_twice && !right.follows_text;
    let follows = right.page == left.page + pages && left.facing.is_none() && !left.text_follows && !left.half_only;
    if !untitled || !follows || has_labels(right) || !has_labels(left) {
        return None;
    }
    let (ours, theirs) = (row_bands(left), row_bands(right));
    if ours.len() >= FEWEST_ROWS && ours.len() == theirs.len() && ours.iter().zip(&theirs).all(are_beside) {
        return Some(ours.iter().map(|band| band.row).collect());
    }
    let mut at = 0;
    let mut rows = Vec::with_capacity(theirs.len());
    for band in &theirs {
        at += ours.get(at..)?.iter().position(|ours| stand_beside(ours, band))?;
        rows.push(ours.get(at)?.row);
        at += 1;
    }
    let enough = rows.len() >= FEWEST_ROWS && 2 * rows.len() >= ours.len() && rows.len() == right.n_rows as usize;
    enough.then_some(rows)
}

/// Codes in up to three columns may stand before a label.
const LABEL_COLUMNS: usize = 4;

/// Words stand among the first texts of more than half of the rows, not only in the header.
fn has_labels(fragment: &Fragment) -> bool {
    let mut rows = 0;
    let mut words = 0;
    for row in fragment.cells.chunk_by(|a, b| a.row == b.row) {
        let mut first = row.iter().filter(|c| !c.text.is_empty()).take(LABEL_COLUMNS).peekable();
        rows += usize::from(first.peek().is_some());
        words += usize::from(first.any(|c| c.text.contains(is_ideograph)));
    }
    2 * words > rows && words > 1
}

/// A row with its top and bottom.
struct Band {
    row: u32,
    top: f32,
    bottom: f32,
}

/// The rows in which cells begin.
fn row_bands(fragment: &Fragment) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for cell in &fragment.cells {
        let Some(bbox) = cell.bbox else { continue };
        match bands.last_mut() {
            Some(band) if band.row == cell.row => band.bottom = band.bottom.min(bbox.y1),
            _ => bands.push(Band { row: cell.row, top: bbox.y0, bottom: bbox.y1 }),
        }
    }
    bands
}

/// The middle of each is at the height of the other: of as many rows, each is that of the other half.
fn are_beside((ours, theirs): (&Band, &Band)) -> bool {
    let within = |a: &Band, b: &Band| (b.top..=b.bottom).contains(&((a.top + a.bottom) * 0.5));
    within(ours, theirs) && within(theirs, ours)
}

/// Both rows stand at the same height. Where rows beside it have no text, a row whose rules are not drawn reaches further
/// up or down, or both.
fn stand_beside(ours: &Band, theirs: &Band) -> bool {
    let same = |a: f32, b: f32| (a - b).abs() <= SLACK;
    let reaches = theirs.top <= ours.top + SLACK && theirs.bottom >= ours.bottom - SLACK;
    reaches
        && (same(ours.top, theirs.top)
            || same(ours.bottom, theirs.bottom)
            || same(ours.top + ours.bottom, theirs.top + theirs.bottom))
}

/// Puts the columns of `right` behind those of `left`. Where a row of the left half has none beside it, its cells are blank.
fn join(left: &mut Fragment, right: Fragment, rows: &[u32]) {
    let columns = left.n_cols;
    let of_row = |row: u32| rows.get(row as usize).copied();
    let mut blank: Vec<bool> = vec![true; left.n_rows as usize];
    let mut cells: Vec<(Cell, Look)> =
        std::mem::take(&mut left.cells).into_iter().zip(std::mem::take(&mut left.looks)).collect();
    for (mut cell, look) in right.cells.into_iter().zip(right.looks) {
        let Some(row) = of_row(cell.row) else { continue };
        let end = of_row((cell.row + cell.row_span).saturating_sub(1)).unwrap_or(row);
        for covered in row..=end {
            if let Some(slot) = blank.get_mut(covered as usize) {
                *slot = false;
            }
        }
        cell.row_span = end.saturating_sub(row) + 1;
        cell.row = row;
        cell.col += columns;
        cells.push((cell, look));
    }
    for (row, _) in (0..).zip(blank).filter(|(_, blank)| *blank) {
        cells.extend((0..right.n_cols).map(|col| {
            let cell = Cell { row, col: columns + col, row_span: 1, col_span: 1, ..Cell::default() };
            (cell, Look::default())
        }));
    }
    cells.sort_by_key(|(cell, _)| (cell.row, cell.col));
    (left.cells, left.looks) = cells.into_iter().unzip();
    let shift = left.xs.last().copied().unwrap_or(0.0) - right.xs.first().copied().unwrap_or(0.0);
    left.xs.extend(right.xs.iter().skip(1).map(|x| x + shift));
    left.n_cols += right.n_cols;
    left.overflow |= right.overflow;
    left.text_follows = right.text_follows;
    left.beside.extend(right.beside);
    left.around.unit = left.around.unit.take().or(right.around.unit);
    left.around.form_number = left.around.form_number.take().or(right.around.form_number);
    left.around.notes.extend(right.around.notes);
    left.facing = Some((right.page, right.lines.into_iter().chain(right.around.lines).collect()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;

    fn half(page: u32, rows: &[(f32, &[&str])]) -> Fragment {
        let n_cols = rows[0].1.len() as u32;
        let mut fragment = Fragment {
            page,
            n_cols,
            n_rows: rows.len() as u32,
            xs: (0..=n_cols).map(|x| x as f32 * 50.0).collect(),
            ..Fragment::default()
        };
        for (row, (y, texts)) in (0..).zip(rows) {
            for (col, text) in (0..).zip(*texts) {
                fragment.cells.push(Cell {
                    row,
                    col,
                    row_span: 1,
                    col_span: 1,
                    text: (*text).to_owned(),
                    bbox: Some(BBox::new(0.0, *y, 10.0, y + 10.0)),
                    ..Cell::default()
                });
                fragment.looks.push(Look::default());
            }
        }
        fragment
    }

    #[test]
    fn the_right_half_of_a_table_stands_on_the_next_page() {
        let left = || {
            half(
                1,
                &[(10.0, &["项目", "甲县"]), (20.0, &["合计", "5"]), (30.0, &["甲项", "3"]), (40.0, &["乙项", "2"])],
            )
        };
        let right = half(2, &[(10.5, &["乙县", "丙县"]), (20.5, &["9", "8"]), (40.5, &["7", ""])]);
        let joined = join_facing_pages(vec![left(), right.clone()]);
        assert_eq!((joined.len(), joined[0].n_cols), (1, 4));
        let row = |row: u32| -> Vec<&str> {
            joined[0].cells.iter().filter(|c| c.row == row).map(|c| c.text.as_str()).collect()
        };
        assert_eq!((row(2), row(3)), (vec!["甲项", "3", "", ""], vec!["乙项", "2", "7", ""]));
        assert_eq!(joined[0].facing.as_ref().map(|(page, _)| *page), Some(2));
        let mut numbered = right.clone();
        numbered.around.form_number = Some("表8".to_owned());
        let joined = join_facing_pages(vec![left(), numbered]);
        assert_eq!((joined.len(), joined[0].around.form_number.as_deref()), (1, Some("表8")));
        // Names of two lines on one page make other heights of rows.
        let rows = [(10.0, &["乙县", "丙县"][..]), (22.0, &["9", "8"]), (33.0, &["6", "4"]), (44.0, &["7", ""])];
        assert_eq!(join_facing_pages(vec![left(), half(2, &rows)]).len(), 1);
        let lower = half(2, &[(15.5, &["乙县", "丙县"]), (25.5, &["9", "8"]), (45.5, &["7", ""])]);
        assert_eq!(join_facing_pages(vec![left(), lower]).len(), 2);
        // Behind all pages of the left half.
        let mut pages = vec![left(), left(), right.clone(), right.clone()];
        (1..).zip(&mut pages).for_each(|(page, half)| half.page = page);
        let joined = join_facing_pages(pages.clone());
        assert_eq!(joined.iter().map(|f| (f.page, f.n_cols)).collect::<Vec<_>>(), [(1, 4), (2, 4)]);
        assert_eq!(joined[0].facing.as_ref().map(|(page, _)| *page), Some(3));
        pages.pop();
        pages[2].half_only = true;
        assert_eq!(join_facing_pages(pages).iter().map(|f| f.n_cols).collect::<Vec<_>>(), [2, 4]);
        let labelled = half(2, &[(10.0, &["项目", "丙县"]), (20.0, &["合计", "8"]), (30.0, &["丙项", "1"])]);
        assert_eq!(join_facing_pages(vec![left(), labelled]).len(), 2);
    }
}
