//! Columns of a table without vertical rules: stretches of white that run down between its words.

use crate::bare::area::{Area, median};
use crate::bare::header::{Block, stand_at_top};
use crate::bare::words::{Kind, Word};

/// A stretch of white narrower than this part of the font size parts no columns.
const RIVER: f32 = 0.3;

/// With few rows the white between words may be chance: it must be as wide as this.
const RIVER_OF_FEW: f32 = 0.9;

/// Up to this many lines are few.
const FEW_LINES: usize = 3;

/// Codes have so many digits; shorter numbers count rows.
const SHORTEST_CODE: usize = 3;

/// One line in this many may run across a stretch of white: a total or a heading in the middle of several columns.
const ACROSS: usize = 20;

/// Words of one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Column {
    /// Left and right end of its words below the header; of its header where there are none.
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    /// Most of its words are numbers that end at one place.
    pub(crate) right_aligned: bool,
    /// Nothing stands below its header.
    pub(crate) empty: bool,
}

/// The columns of a area from left to right.
pub(crate) fn area_columns(area: &Area, header: &[Block], bottom: f32) -> Vec<Column> {
    let size = area.size().max(1.0);
    let mut columns = columns_between_rivers(area, size);
    join_numbered_columns(&mut columns, area);
    add_empty_columns(&mut columns, header, bottom, size);
    columns
}

fn columns_between_rivers(area: &Area, size: f32) -> Vec<Column> {
    let lines: Vec<Vec<(f32, f32)>> =
        area.lines.iter().skip(area.body).map(|l| stretches(l)).filter(|l| !l.is_empty()).collect();
    let pieces: Vec<(f32, f32)> = lines.iter().flatten().copied().collect();
    let left = pieces.iter().map(|p| p.0).fold(f32::MAX, f32::min);
    let right = pieces.iter().map(|p| p.1).fold(f32::MIN, f32::max);
    let least = if lines.len() <= FEW_LINES { RIVER_OF_FEW } else { RIVER } * size;
    let mut columns = Vec::new();
    let mut from = left;
    for (a, b) in rivers(&pieces, lines.len() / ACROSS, least).into_iter().filter(|r| !number_across(area, *r)) {
        columns.push((from, a));
        from = b;
    }
    if from < right {
        columns.push((from, right));
    }
    // Codes stand before the names they belong to; numbers of as many digits behind them are counts.
    let mut named = false;
    let of_column = |(x0, x1): (f32, f32)| {
        let words: Vec<&Word> =
            area.body_words().filter(|w| w.bbox.center_x() >= x0 && w.bbox.center_x() <= x1).collect();
        let numbers = words.iter().filter(|w| w.is_numeric()).count();
        let aligned = |side: fn(&Word) -> f32| {
            let places: Vec<f32> = words.iter().filter(|w| w.is_numeric()).map(|w| side(w)).collect();
            let middle = median(places.clone());
            places.iter().filter(|x| (**x - middle).abs() <= 0.3 * size).count()
        };
        let (at_left, at_right) = (aligned(|w| w.bbox.x0), aligned(|w| w.bbox.x1));
        let amounts = words.iter().filter(|w| w.kind == Kind::Amount).count();
        let long = words.iter().filter(|w| w.text.len() >= SHORTEST_CODE).count();
        let begin_together = at_left > at_right || at_left == at_right && !named;
        let codes = amounts == 0 && begin_together && long * 2 > words.len();
        named |= numbers * 2 <= words.len();
        let right_aligned = numbers * 2 > words.len() && at_right * 10 >= numbers * 8 && !codes;
        Column { x0, x1, right_aligned, empty: false }
    };
    columns.into_iter().map(of_column).collect()
}

/// A number runs across the stretch: it is no river.
fn number_across(area: &Area, (from, to): (f32, f32)) -> bool {
    area.body_words().any(|w| w.is_numeric() && w.bbox.x0 < from && w.bbox.x1 > to)
}

/// Where a line prints 栏次 (column numbers), a column without any belongs to the one before it, whose number stands in the
/// middle while its amounts stand at the right.
fn join_numbered_columns(columns: &mut Vec<Column>, area: &Area) {
    let body = || area.lines.iter().skip(area.body);
    let Some(numbered) = body().take(2).find(|l| is_numbered(l)) else { return };
    let inside = |w: &Word, c: &Column| w.bbox.center_x() >= c.x0 && w.bbox.center_x() <= c.x1;
    let mut joined: Vec<Column> = Vec::with_capacity(columns.len());
    for column in columns.drain(..) {
        let unnumbered = !numbered.iter().any(|w| inside(w, &column));
        let goes_on = joined.last().is_some_and(|last| {
            let has_number = numbered.iter().any(|w| w.kind == Kind::Digits && inside(w, last));
            let both = |l: &&Vec<Word>| l.iter().any(|w| inside(w, last)) && l.iter().any(|w| inside(w, &column));
            unnumbered && has_number && !body().any(|l| both(&l))
        });
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.x1 = column.x1;
                last.right_aligned = column.right_aligned;
            }
            None => joined.push(column),
        }
    }
    *columns = joined;
}

/// `栏次 1 2 3`: numbers that count up from 1.
fn is_numbered(words: &[Word]) -> bool {
    let numbers: Vec<u32> =
        words.iter().filter(|w| w.kind == Kind::Digits).filter_map(|w| w.text.parse().ok()).collect();
    let named = words.iter().any(|w| w.text == "栏次");
    (numbers.len() >= 3 || (named && !numbers.is_empty())) && numbers.iter().zip(1..).all(|(n, i)| *n == i)
}

/// Stretches of a line that hold text, labels of totals left out.
fn stretches(words: &[Word]) -> Vec<(f32, f32)> {
    let own: Vec<&Word> = words.iter().filter(|w| !w.may_span()).collect();
    own.into_iter().map(|w| (w.bbox.x0, w.bbox.x1)).collect()
}

/// Stretches of x, `least` wide, that no piece covers, and between them those that at most `across` pieces cover, each from
/// side to side.
fn rivers(pieces: &[(f32, f32)], across: usize, least: f32) -> Vec<(f32, f32)> {
    let mut rivers = low_stretches(pieces, 0);
    if across > 0 {
        let bridged = low_stretches(pieces, across).into_iter().filter(|(from, to)| {
            let dry = rivers.iter().all(|(a, b)| a >= to || b <= from);
            // A piece that ends within is no bridge but belongs to a column.
            dry && pieces.iter().all(|(a, b)| a >= to || b <= from || (a < from && b > to))
        });
        let bridged: Vec<(f32, f32)> = bridged.collect();
        rivers.extend(bridged);
        rivers.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    rivers.retain(|(from, to)| to - from >= least);
    rivers
}

/// Stretches between the first and the last piece that at most `limit` pieces cover.
fn low_stretches(pieces: &[(f32, f32)], limit: usize) -> Vec<(f32, f32)> {
    let mut ends: Vec<(f32, bool)> = pieces.iter().flat_map(|p| [(p.0, true), (p.1, false)]).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let (mut open, mut since): (usize, Option<f32>) = (0, None);
    let mut found: Vec<(f32, f32)> = Vec::new();
    for (x, begins) in ends {
        let before = open;
        open = if begins { open + 1 } else { open.saturating_sub(1) };
        if before > limit && open <= limit {
            since = Some(x);
        } else if before <= limit && open > limit {
            found.extend(since.take().filter(|from| *from < x).map(|from| (from, x)));
        }
    }
    found
}

/// A header over nothing belongs to the column beside it that has none: labels begin at the left of their column, amounts
/// end at its right, headers stand in its middle. Where both sides have their own it is a column without any entry. A header
/// between others that begin below it is the header of several columns.
fn add_empty_columns(columns: &mut Vec<Column>, header: &[Block], bottom: f32, size: f32) {
    let reach = FAR * size;
    let over = |b: &Block, c: &Column| {
        b.bbox.x1.min(c.x1) - b.bbox.x0.max(c.x0) >= 0.15 * b.bbox.width().min(c.x1 - c.x0).max(1.0)
    };
    let at_top = stand_at_top(header);
    let is_group = |block: &Block| {
        let middle = block.bbox.center_x();
        let child = |other: &&Block| {
            let far = (other.bbox.center_x() - middle).abs() > reach;
            let (from, to) = (middle.min(other.bbox.center_x()), middle.max(other.bbox.center_x()));
            // Another header of its height stands closer to it.
            let parted = || {
                header.iter().any(|o| {
                    (o.bbox.center_y() - block.bbox.center_y()).abs() <= 0.6 * size
                        && o.bbox.center_x() > from
                        && o.bbox.center_x() < to
                })
            };
            block.bbox.center_y() < other.top(bottom, at_top) - 0.25 * size && !(far && parted())
        };
        let left = header.iter().filter(child).any(|o| o.bbox.center_x() < middle);
        let right = header.iter().filter(child).any(|o| o.bbox.center_x() > middle);
        left && right
    };
    let own: Vec<&Block> = header.iter().filter(|b| !is_group(b)).collect();
    let mut headed: Vec<bool> = columns.iter().map(|c| own.iter().any(|b| over(b, c))).collect();
    let mut added: Vec<Column> = Vec::new();
    for block in &own {
        let b = &block.bbox;
        if columns.iter().chain(&added).any(|c| over(block, c)) {
            continue;
        }
        let after = columns.partition_point(|c| c.x0 < b.x0);
        let between = |x0: f32, x1: f32| {
            let inside = |x: f32| x > x0 && x < x1;
            added.iter().any(|c| c.x0 >= x0 && c.x1 <= x1) || own.iter().any(|o| inside(o.bbox.center_x()))
        };
        let left = after
            .checked_sub(1)
            .filter(|i| !headed[*i] && !columns[*i].right_aligned && !between(columns[*i].x1, b.x0));
        let right = Some(after)
            .filter(|i| columns.get(*i).is_some_and(|c| !headed[*i] && c.right_aligned && !between(b.x1, c.x0)));
        match left.or(right) {
            Some(i) => {
                headed[i] = true;
                columns[i].x0 = columns[i].x0.min(b.x0);
                columns[i].x1 = columns[i].x1.max(b.x1);
            }
            None => added.push(Column { x0: b.x0, x1: b.x1, right_aligned: false, empty: true }),
        }
    }
    columns.extend(added);
    columns.sort_by(|a, b| a.x0.total_cmp(&b.x0));
}

/// The headers of one group stand no further from its middle than this part of the font size.
const FAR: f32 = 14.0;

/// Edges of the columns, one more than columns. Where the words of two columns leave room, the edge stands close to the
/// one whose words are set against it, or where the header stands in the middle of its column.
pub(crate) fn column_edges(columns: &[Column], header: &[Block], size: f32) -> Vec<f32> {
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return Vec::new() };
    let pad = 0.4 * size;
    let leaf = |i: usize| {
        let c = columns.get(i)?;
        let over = |b: &&Block| b.bbox.x1.min(c.x1) > b.bbox.x0.max(c.x0) - 0.3 * size;
        let lowest = header.iter().filter(over).max_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1))?;
        Some(lowest.bbox)
    };
    let mut edges = vec![first.x0.min(leaf(0).map_or(f32::MAX, |b| b.x0)) - pad];
    for i in 0..columns.len().saturating_sub(1) {
        let (a, b) = (columns[i], columns[i + 1]);
        // Headers may be wider than what stands below them.
        let (ha, hb) = (leaf(i), leaf(i + 1));
        let left = ha.map_or(a.x1, |h| if h.x1 < b.x0 { a.x1.max(h.x1) } else { a.x1 });
        let right = hb.map_or(b.x0, |h| if h.x0 > a.x1 { b.x0.min(h.x0) } else { b.x0 });
        let (left, right) = if left < right { (left, right) } else { (a.x1, b.x0) };
        let half = (right - left) * 0.5;
        let before = edges.last().copied().unwrap_or(left);
        let centred =
            |h: Option<gongkai_model::BBox>| h.map(|h| 2.0 * h.center_x() - before).filter(|x| *x > left && *x < right);
        let at = if a.right_aligned {
            (a.x1 + pad).min(left + half).max(left)
        } else if !b.right_aligned && !b.empty && !a.empty {
            right - pad.min(half)
        } else {
            centred(ha).unwrap_or(left + half)
        };
        edges.push(at);
    }
    let right = leaf(columns.len() - 1).map_or(last.x1, |b| b.x1.max(last.x1));
    edges.push(right + pad);
    // A first or last column whose words stand in its middle is as wide on its outer side.
    let centred =
        |i: usize| leaf(i).is_some_and(|h| (h.center_x() - (columns[i].x0 + columns[i].x1) * 0.5).abs() < 0.3 * size);
    let n = columns.len();
    if n >= 2 && centred(0) {
        edges[0] = edges[0].min(first.x0 + first.x1 - edges[1]);
    }
    if n >= 2 && centred(n - 1) {
        edges[n] = edges[n].max(last.x0 + last.x1 - edges[n - 1]);
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rivers_run_between_the_words_of_all_lines() {
        let pieces = [(0.0, 20.0), (40.0, 60.0), (5.0, 30.0), (45.0, 60.0)];
        assert_eq!(rivers(&pieces, 0, 3.0), [(30.0, 40.0)]);
        assert!(rivers(&[(0.0, 20.0), (40.0, 60.0), (10.0, 50.0)], 0, 3.0).is_empty());
    }

    #[test]
    fn a_line_across_parts_nothing_and_bridges_all() {
        let mut pieces = vec![(10.0, 50.0)];
        for _ in 0..10 {
            pieces.extend([(0.0, 20.0), (40.0, 60.0)]);
        }
        assert_eq!(rivers(&pieces, 1, 3.0), [(20.0, 40.0)]);
        // The one label that begins further left than all others is no column.
        let mut labels = vec![(0.0, 60.0)];
        labels.extend(std::iter::repeat_n((20.0, 50.0), 10));
        assert!(rivers(&labels, 1, 3.0).is_empty());
    }

    #[test]
    fn a_header_beside_its_labels_is_no_column() {
        let block = |x0: f32, x1: f32| Block { bbox: gongkai_model::BBox::new(x0, 0.0, x1, 10.0), size: 10.0 };
        let column = |x0: f32, x1: f32, right_aligned| Column { x0, x1, right_aligned, empty: false };
        // Labels at the left, amounts at the right, their headers in the middle; nothing stands below the third header.
        let mut columns = vec![column(0.0, 30.0, false), column(180.0, 200.0, true)];
        add_empty_columns(&mut columns, &[block(40.0, 80.0), block(140.0, 170.0), block(220.0, 260.0)], 10.0, 10.0);
        let found: Vec<(f32, f32, bool)> = columns.iter().map(|c| (c.x0, c.x1, c.empty)).collect();
        assert_eq!(found, [(0.0, 80.0, false), (140.0, 200.0, false), (220.0, 260.0, true)]);
    }
}
