//! Headers told by what they stand on: a band of filled rectangles right above the first row.

use crate::bare::candidates::Candidate;
use crate::bare::words::{Kind, Word};
use gongkai_model::BBox;
use gongkai_model::page::Fill;
use gongkai_normalize::year::is_year;

/// Fills whose tops and bottoms differ by no more, in points, stand beside each other.
const BESIDE: f32 = 2.0;

/// Bands no further apart, in points, are rows of one header.
const STACKED: f32 = 2.5;

/// Cells of a header.
const FEWEST_CELLS: usize = 3;

/// Height of a header in font sizes, at most.
const HIGHEST: f32 = 9.0;

/// A band of fills of one colour, from side to side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shade {
    top: f32,
    pub(crate) bottom: f32,
    left: f32,
    right: f32,
    colour: u32,
    /// Its cells.
    cells: Vec<BBox>,
}

/// The bands of a page that may be headers, from top to bottom: several cells beside each other, or rows of such on one
/// another. Fills within others, as behind the text of a cell, are none.
pub(crate) fn shades(fills: &[Fill]) -> Vec<Shade> {
    let mut cells: Vec<&Fill> = fills.iter().filter(|f| f.colour != WHITE && f.bbox.height() > STACKED).collect();
    cells.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut bands: Vec<Shade> = Vec::new();
    for f in cells {
        let b = &f.bbox;
        let in_band = |s: &Shade| s.colour == f.colour && s.top - STACKED <= b.y0 && b.y0 <= s.bottom + STACKED;
        let touches = |s: &Shade| b.x0 <= s.right + BESIDE && b.x1 >= s.left - BESIDE;
        match bands.iter_mut().rev().take(NEAR).find(|s| in_band(s) && touches(s)) {
            Some(s) => {
                let within = |c: &BBox| c.contains(b.x0, b.y0) && c.contains(b.x1, b.y1);
                if !s.cells.iter().rev().take(NEAR).any(within) {
                    s.cells.push(*b);
                }
                (s.left, s.right) = (s.left.min(b.x0), s.right.max(b.x1));
                s.bottom = s.bottom.max(b.y1);
            }
            None => {
                let (top, bottom, left, right) = (b.y0, b.y1, b.x0, b.x1);
                bands.push(Shade { top, bottom, left, right, colour: f.colour, cells: vec![*b] });
            }
        }
    }
    bands.retain(|s| s.cells.len() >= FEWEST_CELLS);
    bands
}

const WHITE: u32 = 0xFF_FFFF;

/// So many of the bands before a fill, and of the cells of its band, are looked at.
const NEAR: usize = 4;

/// The header that such a band shows at or right above the line `from`, the first with numbers: its first line and the first
/// line below it. Its numbers are years.
pub(super) fn shaded_header(
    candidates: &[Candidate],
    from: usize,
    floor: usize,
    shades: &[Shade],
) -> Option<(usize, usize)> {
    let line = candidates.get(from)?;
    let middle = |c: &Candidate| c.words.iter().map(|w| w.bbox.center_y()).fold(f32::MIN, f32::max);
    let (y, size) = (middle(line), line.size());
    let inside = |c: &Candidate, s: &Shade| {
        let (x0, x1) = c.extent();
        (s.top..=s.bottom).contains(&middle(c)) && s.left - BESIDE <= x0 && x1 <= s.right + BESIDE
    };
    let near = |s: &&Shade| s.top <= y && y <= s.bottom + HIGHEST * size && s.bottom - s.top <= HIGHEST * size;
    let shade = shades.iter().rev().find(near)?;
    let top = (floor..=from).find(|i| inside(&candidates[*i], shade))?;
    let below = top + candidates[top..].iter().take_while(|c| inside(c, shade)).count();
    let heads = || candidates[top..below].iter().flat_map(|c| &c.words);
    let is_head = |w: &Word| w.kind != Kind::Amount && (!w.is_numeric() || is_year(&w.text));
    let reaches = below >= from || candidates.get(below..from).is_some_and(|lines| lines.len() <= LINES_OF_ROW);
    // What stands below it stands below it alone.
    let under = |c: &Candidate| {
        let (x0, x1) = c.extent();
        shade.left - BESIDE <= x0 && x1 <= shade.right + BESIDE
    };
    let alone = below < candidates.len() && candidates[below..].iter().take(LINES_UNDER).all(under);
    let found = reaches && alone && heads().count() >= FEWEST_CELLS && heads().all(is_head);
    found.then_some((top, below))
}

/// So many lines below a header are looked at.
const LINES_UNDER: usize = 2;

/// Lines of a row above its numbers, at most.
const LINES_OF_ROW: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(y: f32, texts: &[(&str, Kind)]) -> Candidate {
        let word = |(at, (text, kind)): (u8, &(&str, Kind))| Word {
            bbox: BBox::new(60.0 * f32::from(at) + 4.0, y, 60.0 * f32::from(at) + 40.0, y + 10.0),
            baseline: y + 9.0,
            size: 10.0,
            line: 0,
            text: (*text).to_owned(),
            kind: *kind,
        };
        let words: Vec<Word> = (0..).zip(texts).map(word).collect();
        let data = words.iter().any(Word::is_numeric);
        Candidate { words, data, breaks: false, prose: false, recurs: false }
    }

    #[test]
    fn a_band_of_cells_is_the_header_of_what_stands_below() {
        let fill = |at: u8, y0: f32, colour| Fill {
            bbox: BBox::new(60.0 * f32::from(at), y0, 60.0 * f32::from(at + 1), y0 + 16.0),
            colour,
        };
        let mut fills: Vec<Fill> = (0..3).map(|at| fill(at, 20.0, 0x80_2020)).collect();
        fills.extend((0..3).map(|at| fill(at, 60.0, 0xF0_F0F0)));
        let found = shades(&fills);
        assert_eq!(found.iter().map(|s| (s.top, s.right)).collect::<Vec<_>>(), [(20.0, 180.0), (60.0, 180.0)]);
        let amounts = [("岚桥镇", Kind::Text), ("5.00", Kind::Amount), ("3.00", Kind::Amount)];
        let lines = |head: [(&'static str, Kind); 3]| {
            vec![candidate(3.0, &[("各镇情况", Kind::Text)]), candidate(23.0, &head), candidate(43.0, &amounts)]
        };
        let years = lines([("项目", Kind::Text), ("2031", Kind::Digits), ("2030", Kind::Digits)]);
        let header = |lines: &[Candidate], from| shaded_header(lines, from, 0, &found);
        assert_eq!(header(&years, 1), Some((1, 2)));
        let words = lines([("项目", Kind::Text), ("收入", Kind::Text), ("支出", Kind::Text)]);
        assert_eq!(header(&words, 2), Some((1, 2)));
        // A shaded row of figures is no header.
        assert_eq!(header(&lines(amounts), 1), None);
    }
}
