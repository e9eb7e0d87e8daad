//! Headers left behind: the header of a table ends a page, its rows begin the next one.

use crate::bare::area::{Area, CELL_LINE, HEADER_LINES};
use crate::bare::candidates::{Candidate, stretches};
use crate::bare::header::{header_blocks, header_cells};
use crate::bare::lattice::area_edges;
use crate::bare::words::Word;
use crate::edges::Lattice;

/// Fewest headers beside each other.
const FEWEST_HEADERS: usize = 3;

/// Rows of a header are no further apart than so many font sizes.
const ROWS_APART: f32 = 4.2;

/// The lines that end a page below a title or a unit line, if they may be a header: texts beside each other without any
/// number. `lines` stand below the last table of the page.
pub(super) fn head_left_behind(lines: &[Candidate]) -> Option<Area> {
    let end = lines.iter().rposition(|l| !l.recurs)? + 1;
    let is_head = |l: &Candidate| {
        let is_name = |w: &Word| !w.is_numeric() && !w.text.contains(['：', ':', '，', '。', '；']);
        !l.ends_table() && !l.recurs && l.words.iter().all(is_name)
    };
    let mut from = end;
    while from > 0 && is_head(&lines[from - 1]) && end - from < HEADER_LINES {
        let apart = lines
            .get(from)
            .filter(|_| from < end)
            .is_some_and(|below| below.baseline() - lines[from - 1].baseline() > ROWS_APART * below.size());
        if apart {
            break;
        }
        from -= 1;
    }
    let titled = from.checked_sub(1).is_some_and(|above| lines[above].breaks);
    let head = lines.get(from..end)?;
    let widest = head.iter().map(|l| stretches(&l.words)).max().unwrap_or(0);
    let lines: Vec<Vec<Word>> = head.iter().map(|l| l.words.clone()).collect();
    (titled && widest >= FEWEST_HEADERS).then(|| Area { body: lines.len(), lines, ..Area::default() })
}

/// The head that ends a page above the `rows` without header that begin the next one, as if it stood above them there, if
/// each of its headers stands over a column of theirs. `rules` are those beside the rows.
pub(crate) fn head_over_rows(head: &Area, rows: &Area, rules: &Lattice) -> Option<Area> {
    // The first line of a wrapped name is no header.
    let wrapped = rows.lines.iter().take(rows.body).all(|l| stretches(l) < FEWEST_HEADERS);
    if !rows.begins_page || rows.goes_on || !wrapped {
        return None;
    }
    let moved = rows.top() - CELL_LINE * rows.size() - head.bottom();
    let mut lines = head.lines.clone();
    for word in lines.iter_mut().flatten() {
        word.bbox.y0 += moved;
        word.bbox.y1 += moved;
        word.baseline += moved;
    }
    lines.extend(rows.lines.iter().cloned());
    let whole = Area { lines, body: head.lines.len(), ..rows.clone() };
    let edges = area_edges(&whole, rules);
    let columns = edges.len().checked_sub(1).filter(|n| *n >= FEWEST_HEADERS)?;
    let bottom = rows.top();
    let cells = header_cells(header_blocks(&whole, &[]), &edges, bottom, &|_, _| None);
    let mut own = vec![0_usize; columns];
    for cell in cells.iter().filter(|c| c.end == c.first + 1) {
        own[cell.first] += 1;
    }
    own.iter().all(|n| *n == 1).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bare::words::Kind;
    use gongkai_model::BBox;

    fn words(y: f32, texts: &[(&str, f32)]) -> Vec<Word> {
        let word = |(text, x0): &(&str, f32)| {
            let numeric = text.contains('.');
            let width: f32 = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum();
            Word {
                bbox: BBox::new(*x0, y, x0 + width, y + 10.0),
                baseline: y + 8.8,
                size: 10.0,
                line: 0,
                text: (*text).to_owned(),
                kind: if numeric { Kind::Amount } else { Kind::Text },
            }
        };
        texts.iter().map(word).collect()
    }

    fn candidate(y: f32, texts: &[(&str, f32)]) -> Candidate {
        let breaks = texts.iter().any(|(text, _)| text.ends_with('元'));
        let words = words(y, texts);
        Candidate { data: words.iter().any(Word::is_numeric), breaks, prose: false, recurs: false, words }
    }

    const HEADS: [(&str, f32); 3] = [("项目", 60.0), ("预算数", 140.0), ("决算数", 220.0)];

    #[test]
    fn texts_beside_each_other_below_a_unit_line_may_be_a_header() {
        let unit = candidate(680.0, &[("单位：万元", 200.0)]);
        let found = head_left_behind(&[unit, candidate(700.0, &HEADS)]);
        assert_eq!(found.map(|head| (head.lines.len(), head.body)), Some((1, 1)));
        // Nothing says that a table begins; a row of figures; a line of two texts.
        let text = candidate(680.0, &[("林场修缮", 60.0)]);
        assert!(head_left_behind(&[text, candidate(700.0, &HEADS)]).is_none());
        let unit = || candidate(680.0, &[("单位：万元", 200.0)]);
        assert!(head_left_behind(&[unit(), candidate(700.0, &[("修缮", 60.0), ("2.50", 150.0)])]).is_none());
        assert!(head_left_behind(&[unit(), candidate(700.0, &HEADS[..2])]).is_none());
    }

    #[test]
    fn each_header_stands_over_a_column_of_the_rows() {
        let head = Area { lines: vec![words(700.0, &HEADS)], body: 1, ..Area::default() };
        let row = |y: f32| words(y, &[("林场修缮费", 40.0), ("12.50", 145.0), ("11.75", 225.0)]);
        let rows = Area {
            lines: (0..4_u8).map(|i| row(60.0 + 20.0 * f32::from(i))).collect(),
            begins_page: true,
            ..Area::default()
        };
        let whole = head_over_rows(&head, &rows, &Lattice::default()).unwrap();
        assert_eq!((whole.body, whole.lines.len()), (1, 5));
        assert!(whole.lines[0].iter().all(|w| w.bbox.y1 < 60.0));
        let below_text = Area { begins_page: false, ..rows };
        assert!(head_over_rows(&head, &below_text, &Lattice::default()).is_none());
    }
}
