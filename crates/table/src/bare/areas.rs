//! Where on a page tables stand whose grid no rules draw: lines of words and numbers that stand apart, one under the other.

use crate::bare::area::{Area, CELL_LINE, HEADER_LINES, median};
use crate::bare::candidates::{Candidate, candidates, stretches};
use crate::bare::known::KnownColumns;
use crate::bare::left_head::head_left_behind;
use crate::bare::shades::{shaded_header, shades};
use crate::bare::words::Word;
use crate::edges::{Edge, Lattice};
use gongkai_model::layout::PageLayout;
use gongkai_model::page::Page;
use std::collections::BTreeSet;
use std::ops::Range;

/// Lines without any number between two lines with numbers at most: wrapped texts and labels without amount.
const LINES_BETWEEN: usize = 80;

/// Of these, lines that run over much of the table's width at most.
const WIDE_LINES_BETWEEN: usize = 2;

/// A line of one stretch that is wider than this share of the table is a wide one.
const WIDE: f32 = 0.4;

/// Lines above the rest of a table that goes on from the page before: titles, unit lines, marks.
const LINES_ABOVE: usize = 6;

/// A table that ends with its page, as far as it matters for what goes on on the next one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ended {
    known: KnownColumns,
    /// Text of its header.
    header: String,
    size: f32,
    /// Column edges that rules draw.
    edges: Vec<f32>,
}

/// Rules on different pages draw one edge within this many points.
const SAME_RULE: f32 = 6.0;

impl Ended {
    /// A table ends with its page whose columns rules draw.
    pub(crate) fn drawn(edges: &[f32], size: f32) -> Self {
        Self { known: KnownColumns::between(edges), header: String::new(), size, edges: edges.to_vec() }
    }

    /// Where rules draw its columns, rules of the page after it do so too.
    pub(crate) fn goes_on_in(&self, rules: &Lattice) -> bool {
        let inner = self.edges.get(1..self.edges.len().saturating_sub(1)).unwrap_or_default();
        let again = inner.iter().filter(|x| rules.vertical.iter().any(|v| (v.at - **x).abs() <= SAME_RULE)).count();
        again * 2 >= inner.len()
    }

    /// Rules draw its columns, and these are edges of them.
    pub(crate) fn has_edges(&self, mut own: impl Iterator<Item = f32>) -> bool {
        own.all(|x| self.edges.iter().any(|e| (e - x).abs() <= SAME_RULE))
    }

    /// Column edges left and right of a grid whose own edges are all this table's: columns that are not drawn where they
    /// hold nothing, or whose outer side is not drawn at all.
    pub(crate) fn edges_beside(&self, own: &[f32]) -> (&[f32], &[f32]) {
        let at = |x: &f32| self.edges.iter().position(|e| (e - x).abs() <= SAME_RULE);
        let places: Option<Vec<usize>> = own.iter().map(at).collect();
        match places.as_deref() {
            Some([first, .., last]) if own.len() >= 3 => (&self.edges[..*first], &self.edges[last + 1..]),
            _ => (&[], &[]),
        }
    }
}

/// Most stretches in one of the lines above these ones' end that follow each other as those of a cell do.
fn stretches_of_block(lines: &[Candidate]) -> usize {
    let close = |l: &&[Candidate]| l[1].baseline() - l[0].baseline() <= CELL_LINE * l[1].size();
    let count = 1 + lines.windows(2).rev().take(HEADER_LINES).take_while(close).count();
    lines.iter().rev().take(count).map(|l| stretches(&l.words)).max().unwrap_or(0)
}

/// The areas of a page, from top to bottom.
#[derive(Debug, Default)]
pub(crate) struct PageAreas {
    pub(crate) areas: Vec<Area>,
    /// The one that the page ends with.
    pub(crate) ended: Option<Ended>,
    /// What may be the header of the rows that begin the next page.
    pub(crate) left_head: Option<Area>,
}

/// Finds the areas of a page among the lines that no ruled table has `taken`, beside the `rules` that belong to none.
/// `before` is the area that the page before ends with, `recurring` are the recurring titles of the document.
pub(crate) fn page_areas(
    page: &Page,
    layout: &PageLayout,
    taken: &[bool],
    rules: &Lattice,
    before: Option<&Ended>,
    recurring: &BTreeSet<String>,
) -> PageAreas {
    let candidates = candidates(page, layout, taken, &rules.vertical, recurring);
    let shades = shades(&page.fills);
    // Areas with their first candidate, the one after their last, and their columns.
    let mut found: Vec<(Area, Range<usize>, KnownColumns)> = Vec::new();
    let mut from = 0;
    if let Some((area, end, known)) = before.and_then(|before| area_that_goes_on(&candidates, before)) {
        found.push((area, 0..end, known));
        from = end;
    }
    while from < candidates.len() {
        if !candidates[from].data || candidates[from].ends_table() {
            from += 1;
            continue;
        }
        let floor = found.last().map_or(0, |(_, lines, _)| lines.end);
        let shaded = shaded_header(&candidates, from, floor, &shades);
        // Years in a header are no row.
        let head_end = shaded.map_or(from, |(_, below)| below);
        from = from.max(head_end);
        let top = shaded.map_or_else(|| first_header_line(&candidates, from, floor), |(top, _)| top);
        let mut known = KnownColumns::under(candidates[top..head_end].iter().flat_map(|c| &c.words));
        let to = last_line(&candidates, from, &mut known, false);
        let pitch = row_pitch(&candidates[from..=to]);
        let body = shaded
            .map(|(top, below)| below - top)
            .or_else(|| body_below_rule(&candidates[top..=from], &rules.horizontal))
            .unwrap_or_else(|| first_body_line(&candidates[top..=from], &known));
        // The first lines of a row's texts stand above its numbers.
        candidates[top + body..from].iter().for_each(|line| known.add_line(&line.words));
        let begins_page = candidates[..top].iter().all(|c| c.recurs);
        let area = Area { lines: words_of(&candidates[top..=to]), body, pitch, begins_page, ..Area::default() };
        let at_page_end = candidates[to + 1..].iter().all(|c| c.recurs || known.reach(&c.words));
        if is_tabular(&area) || at_page_end && begins_table(&area, &known) {
            found.push((area, top..to + 1, known));
        }
        from = to + 1;
    }
    let tops: Vec<usize> = found.iter().skip(1).map(|(_, lines, _)| lines.start).chain([candidates.len()]).collect();
    for ((area, lines, known), next) in found.iter_mut().zip(tops) {
        lines.end +=
            add_lines_below(area, candidates.get(lines.end..next).unwrap_or_default(), known, &rules.horizontal);
    }
    let ends_page = |end: usize| candidates.get(end..).unwrap_or_default().iter().all(|c| c.recurs);
    let below = found.last().map_or(0, |(_, lines, _)| lines.end);
    let left_head = head_left_behind(candidates.get(below..).unwrap_or_default());
    let ended = found.last().filter(|(_, lines, _)| ends_page(lines.end)).map(|(area, _, known)| Ended {
        known: known.clone(),
        header: match (area.body, before) {
            (0, Some(before)) if found.len() == 1 => before.header.clone(),
            _ => area.header_words().map(|w| w.text.as_str()).collect(),
        },
        size: area.size(),
        edges: before.filter(|_| area.goes_on && found.len() == 1).map_or(Vec::new(), |before| before.edges.clone()),
    });
    PageAreas { areas: found.into_iter().map(|(area, _, _)| area).collect(), ended, left_head }
}

/// Lines begin as those of a row in these columns do: a line of a cell, or a line with numbers, above which others of its
/// cells may stand.
fn begins_with_row(lines: &[Candidate], known: &KnownColumns) -> bool {
    let Some(first) = lines.first() else { return false };
    let close = lines.windows(2).take_while(|w| w[1].baseline() - w[0].baseline() <= CELL_LINE * w[1].size()).count();
    let row = lines.iter().take(close + 1).take(LINES_ABOVE).position(|l| l.data);
    let above_row = || {
        row.is_some_and(|row| {
            known.part(&lines[row].words)
                && lines[row].words.len() >= 3
                && lines[..row].iter().all(|l| !l.ends_table() && known.reach(&l.words))
        })
    };
    known.hold(&first.words) || first.data && known.part(&first.words) || above_row()
}

fn words_of(lines: &[Candidate]) -> Vec<Vec<Word>> {
    lines.iter().map(|c| c.words.clone()).collect()
}

/// The rest of the table that the page before ends with, at the top of this one: below its header printed again, or lines
/// that stand in its columns.
fn area_that_goes_on(candidates: &[Candidate], before: &Ended) -> Option<(Area, usize, KnownColumns)> {
    let mut at = 0;
    // Headers may be broken into other lines.
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let header = letters(&before.header);
    let header_end = |at: usize| {
        let mut text = String::new();
        for (i, line) in candidates.iter().enumerate().skip(at).take(HEADER_LINES) {
            text.extend(line.words.iter().map(|w| w.text.as_str()));
            if text.len() >= before.header.len() {
                return (letters(&text) == header).then_some(i + 1);
            }
        }
        None
    };
    let mut body = None;
    let mut titled = false;
    while at < candidates.len().min(LINES_ABOVE) && body.is_none() {
        let line = &candidates[at];
        body = header_end(at).filter(|_| !before.header.is_empty());
        if body.is_some() {
            break;
        }
        let same_size = (line.size() - before.size).abs() < 0.6;
        let mark = line.words.len() == 1 && line.words.iter().all(|w| w.text.contains('续') && w.text.len() <= 30);
        if same_size && !titled && !mark && !line.recurs && begins_with_row(&candidates[at..], &before.known) {
            body = Some(at);
            break;
        }
        titled |= !mark && !line.recurs;
        at += 1;
    }
    let body = body?;
    let mut known = before.known.clone();
    known.may_drift = body > at;
    let to = last_line(candidates, body, &mut known, true);
    let lines = candidates.get(body..=to)?;
    // Without header and without numbers, texts right of the first column show that it goes on.
    let beyond_first = |c: &Candidate| c.data || before.known.last_column(&c.words).is_some_and(|c| c > 0);
    if body == at && !lines.iter().take(LINES_ABOVE).any(beyond_first) {
        return None;
    }
    let area = Area {
        lines: words_of(&candidates[at..=to]),
        body: body - at,
        pitch: row_pitch(lines),
        begins_page: true,
        goes_on: true,
        sides: before.edges.first().copied().zip(before.edges.last().copied()),
    };
    Some((area, to + 1, known))
}

/// The last line that belongs to the same table as the one at `from`: one with numbers, or one of a long cell in the columns
/// that the lines above it have shown. What `goes_on` from the page before may begin with the rest of a row below a total
/// printed again, as far below it as rows are.
fn last_line(candidates: &[Candidate], from: usize, known: &mut KnownColumns, goes_on: bool) -> usize {
    let mut last = from;
    let mut widest_gap = 0.0f32;
    let mut wide = 0;
    let (mut left, mut right) = candidates.get(from).map_or((0.0, 0.0), Candidate::extent);
    if let Some((x0, x1)) = known.extent() {
        (left, right) = (left.min(x0), right.max(x1));
    }
    if let Some(first) = candidates.get(from).filter(|c| c.data) {
        known.add_line(&first.words);
    }
    for at in from + 1..candidates.len() {
        let (before, line) = (&candidates[at - 1], &candidates[at]);
        let gap = line.baseline() - before.baseline();
        // Rows of a table are set evenly; three lines apart is another matter.
        let usual = if widest_gap > 0.0 { 1.8 * widest_gap } else { 0.0 };
        let (x0, x1) = line.extent();
        let begins = goes_on && at <= from + REPEATED_ROWS && gap <= ROWS_APART * line.size();
        let of_cell = is_of_long_cell(line, gap, known) || begins && is_beyond_first(line, known);
        wide += usize::from(!line.data && !of_cell && stretches(&line.words) == 1 && x1 - x0 > WIDE * (right - left));
        let too_many = at - last > LINES_BETWEEN + 1 || wide > WIDE_LINES_BETWEEN;
        let in_columns = line.data && known.part(&line.words) || known.hold(&line.words);
        let most = (if in_columns { ROWS_APART } else { 3.6 } * line.size()).max(usual);
        let breaks = line.breaks || line.prose && known.last_column(&line.words).is_none_or(|c| c == 0);
        if breaks && !of_cell || gap > most || too_many {
            break;
        }
        if line.data || of_cell {
            known.add_line(&line.words);
        }
        if line.data {
            (left, right) = (left.min(x0), right.max(x1));
        }
        if line.data || of_cell && at == last + 1 {
            (last, wide) = (at, 0);
        }
        widest_gap = widest_gap.max(gap);
    }
    last
}

/// Rows whose words stand in the columns above them may stand this many font sizes apart: cells of several lines have room.
const ROWS_APART: f32 = 7.0;

/// A page repeats so many rows below the header at most.
const REPEATED_ROWS: usize = 2;

/// A line close to the one beside it whose words stand in the columns, one of them right of the first.
fn is_of_long_cell(line: &Candidate, gap: f32, known: &KnownColumns) -> bool {
    gap <= CELL_LINE * line.size() && is_beyond_first(line, known)
}

/// The words of a line stand in the columns, one of them right of the first.
fn is_beyond_first(line: &Candidate, known: &KnownColumns) -> bool {
    known.last_column(&line.words).is_some_and(|c| c > 0)
}

/// The first of the header lines above `from`.
fn first_header_line(candidates: &[Candidate], from: usize, floor: usize) -> usize {
    let size = candidates[from].size();
    let (left, right) = candidates
        .get(from..from + 5)
        .unwrap_or(&candidates[from..])
        .iter()
        .map(Candidate::extent)
        .fold((f32::MAX, f32::MIN), |(l, r), (a, b)| (l.min(a), r.max(b)));
    let mut known = KnownColumns::default();
    known.add_line(&candidates[from].words);
    let mut top = from;
    let mut of_cells = 0;
    while top > floor && from - top < HEADER_LINES + of_cells {
        let line = &candidates[top - 1];
        let gap = candidates[top].baseline() - line.baseline();
        // The first lines of a long cell stand above the numbers in the middle of its row.
        let of_cell = is_of_long_cell(line, gap, &known);
        of_cells += usize::from(of_cell);
        // So may headers: one of several lines beside them.
        let most = if stretches_of_block(&candidates[floor..top]) >= 3 { ROWS_APART } else { 4.2 };
        // A title is set larger. So may headers be, beside each other, or in the middle of several lines.
        let says = line.words.iter().any(|w| w.text.contains('：'));
        let stands_alone = says || stretches(&line.words) < 3 && gap > line.size();
        let larger = line.size() > 1.15 * size && stands_alone;
        if line.ends_table() && !of_cell || larger || gap > most * size {
            break;
        }
        top -= 1;
    }
    // A line in the middle above all others is a title, unless the unit line or the like stands between.
    let under_unit_line = top > 0 && candidates[top - 1].ends_table();
    while top < from && !under_unit_line {
        let (x0, x1) = candidates[top].extent();
        let centred = ((x0 + x1) * 0.5 - (left + right) * 0.5).abs() < 1.5 * size;
        if candidates[top].words.len() != 1 || !centred {
            break;
        }
        top += 1;
    }
    top
}

/// The first of the lines below the last rule across them, where lines with several headers stand above it: rules part the
/// header from the first row, whatever lines its cells have.
fn body_below_rule(lines: &[Candidate], rules: &[Edge]) -> Option<usize> {
    let (left, right) =
        lines.iter().map(Candidate::extent).fold((f32::MAX, f32::MIN), |(l, r), (a, b)| (l.min(a), r.max(b)));
    let middle = |l: &Candidate| l.words.iter().map(|w| w.bbox.center_y()).fold(f32::MIN, f32::max);
    let last = middle(lines.last()?);
    let across = |e: &&Edge| e.at < last && e.to.min(right) - e.from.max(left) >= ACROSS * (right - left);
    let rule = rules.iter().filter(across).map(|e| e.at).reduce(f32::max)?;
    let body = lines.iter().position(|l| middle(l) > rule)?;
    let has_header = lines[..body].iter().any(|l| stretches(&l.words) >= 2);
    let close = lines[body..].windows(2).all(|l| l[1].baseline() - l[0].baseline() <= CELL_LINE * l[1].size());
    (has_header && close).then_some(body)
}

/// A rule over this share of a table's width runs across it.
const ACROSS: f32 = 0.8;

/// Which of the lines down to the first one with numbers, the last of them, begins the body: that one, or the first line of a
/// long cell beside the numbers, which more white parts from the header than its lines from each other.
fn first_body_line(lines: &[Candidate], known: &KnownColumns) -> usize {
    let first = lines.len().saturating_sub(1);
    let size = lines.last().map_or(10.0, Candidate::size);
    let (mut upper, mut widest) = (f32::MAX, 0.0f32);
    for at in (1..=first).rev() {
        // Lines of cells beside a number in their middle stand closer to it than lines stand to each other.
        let beside = |l: &[Candidate]| l[1].baseline() - l[0].baseline() <= 0.9 * size;
        if at < first && !known.hold(&lines[at].words) && !beside(&lines[at..]) {
            break;
        }
        upper = lines[at].words.iter().map(|w| w.bbox.y0).fold(upper, f32::min);
        let lower = lines[..at].iter().flat_map(|l| &l.words).map(|w| w.bbox.y1).fold(f32::MIN, f32::max);
        let white = upper - lower;
        if white >= WHITE_BELOW_HEADER * size && widest <= 0.5 * white {
            return at;
        }
        widest = widest.max(white);
    }
    first
}

/// The white between a header and a cell of several lines is at least this part of the font size.
const WHITE_BELOW_HEADER: f32 = 0.5;

/// Usual distance between lines with numbers.
fn row_pitch(lines: &[Candidate]) -> f32 {
    let data: Vec<f32> = lines.iter().filter(|c| c.data).map(Candidate::baseline).collect();
    let gaps: Vec<f32> = data.windows(2).map(|w| w[1] - w[0]).filter(|g| *g > 0.0).collect();
    let size = lines.first().map_or(10.0, Candidate::size);
    if gaps.is_empty() { 2.0 * size } else { median(gaps) }
}

/// Whether numbers stand one under the other, or enough of them beside each other.
fn is_tabular(area: &Area) -> bool {
    let size = area.size().max(1.0);
    let data: Vec<&Vec<Word>> = area.lines.iter().skip(area.body).filter(|l| l.iter().any(Word::is_numeric)).collect();
    let numbers = |l: &Vec<Word>| l.iter().filter(|w| w.is_numeric()).count();
    let header = area.header_words().count();
    match data.len() {
        0 => false,
        1 => numbers(data[0]) >= 4 && header >= 3,
        n => {
            let mut rights: Vec<f32> = Vec::new();
            let mut lefts: Vec<f32> = Vec::new();
            // A number at the beginning of a line may number its heading.
            for word in data.iter().flat_map(|l| l.iter().skip(1)).filter(|w| w.is_numeric()) {
                rights.push(word.bbox.x1);
                lefts.push(word.bbox.x0);
            }
            // Page numbers of a table of contents: one number to a line, nothing else, no header above.
            let contents = data.iter().all(|l| l.len() <= 2 && l.last().is_some_and(|w| w.text.len() <= 3))
                && header <= 1
                && data.iter().all(|l| !l[0].is_numeric());
            let aligned = largest_cluster(rights, 0.4 * size).max(largest_cluster(lefts, 0.4 * size));
            let many = data.iter().filter(|l| numbers(l) >= 2).count();
            !contents && aligned * 10 >= n * 5 && (n >= 3 || many == n && header >= 2)
        }
    }
}

/// The one or two rows that have found room below a header at the end of a page: a number and other texts, each below a
/// header.
fn begins_table(area: &Area, known: &KnownColumns) -> bool {
    let data: Vec<&Vec<Word>> = area.lines.iter().skip(area.body).filter(|l| l.iter().any(Word::is_numeric)).collect();
    let below_header = |w: &Word| area.header_words().any(|h| h.bbox.x0 < w.bbox.x1 && h.bbox.x1 > w.bbox.x0);
    let headed = |l: &&Vec<Word>| l.iter().filter(|w| below_header(w)).count() >= 2;
    let headers = area.lines.iter().take(area.body).map(|l| stretches(l)).max().unwrap_or(0);
    // Each word stands with its header in a column of its own.
    let in_turn = |l: &&Vec<Word>| {
        let header = area.lines.iter().take(area.body).find(|h| h.len() == l.len() && h.len() == headers);
        let hull = |(h, w): (&Word, &Word)| (h.bbox.x0.min(w.bbox.x0), h.bbox.x1.max(w.bbox.x1));
        let hulls: Option<Vec<(f32, f32)>> = header.map(|h| h.iter().zip(l.iter()).map(hull).collect());
        hulls.is_some_and(|hulls| hulls.windows(2).all(|pair| pair[0].1 < pair[1].0))
    };
    (1..=2).contains(&data.len())
        && headers >= 4
        && data.iter().all(|l| headed(l) || in_turn(l))
        && data.iter().all(|l| known.part(l))
}

/// Most values that lie within `slack` of each other.
fn largest_cluster(mut values: Vec<f32>, slack: f32) -> usize {
    values.sort_by(f32::total_cmp);
    let mut best = 0;
    let mut from = 0;
    for to in 0..values.len() {
        while values[to] - values[from] > slack {
            from += 1;
        }
        best = best.max(to + 1 - from);
    }
    best
}

/// Labels without numbers below the last line with numbers: rows without an amount, and the rest of wrapped labels. They
/// follow as closely as rows do and stand where the labels stand, or between `rules` that part rows. Returns how many lines
/// were added.
fn add_lines_below(area: &mut Area, below: &[Candidate], known: &KnownColumns, rules: &[Edge]) -> usize {
    let Some(last) = area.lines.last() else { return 0 };
    let mut baseline = last.iter().map(|w| w.baseline).fold(f32::MIN, f32::max);
    let size = area.size();
    let labels: Vec<(f32, f32)> =
        area.body_words().filter(|w| !w.is_numeric()).map(|w| (w.bbox.x0, w.bbox.x1)).collect();
    let (left, right) =
        area.lines.iter().flatten().fold((f32::MAX, f32::MIN), |(l, r), w| (l.min(w.bbox.x0), r.max(w.bbox.x1)));
    let across: Vec<f32> = rules.iter().filter(|e| e.from <= left && right <= e.to).map(|e| e.at).collect();
    let pitch = area.pitch;
    let is_ruled = |from: f32, to: f32| across.iter().any(|y| from < *y && *y <= to);
    let is_label = |w: &Word| !w.is_numeric() && !w.text.contains(['：', ':', '，', '。']);
    let mut added = 0;
    for line in below {
        let gap = line.baseline() - baseline;
        let of_row = line.words.len() >= 2
            && is_ruled(baseline, line.baseline())
            && is_ruled(line.baseline(), line.baseline() + pitch);
        let word_fits =
            |w: &Word| labels.iter().any(|(x0, x1)| w.bbox.x0 >= x0 - 0.7 * size && w.bbox.x1 <= x1 + 1.2 * size);
        let of_labels = || line.words.len() >= 2 && known.part(&line.words) && line.words.iter().all(is_label);
        let fits = (line.words.iter().all(word_fits) || known.hold(&line.words) || of_row || of_labels())
            && line.words.iter().all(|w| w.size <= 1.1 * size);
        let of_cell = is_of_long_cell(line, gap, known);
        if !of_cell && (line.ends_table() || line.data || gap > 1.25 * area.pitch || !fits) {
            break;
        }
        baseline = line.baseline();
        area.lines.push(line.words.clone());
        added += 1;
    }
    added
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_not_drawn_stand_beside_a_grid() {
        let before = Ended::drawn(&[50.0, 100.0, 200.0, 300.0, 400.0], 10.0);
        assert_eq!(before.edges_beside(&[101.0, 200.0, 300.0]), (&[50.0][..], &[400.0][..]));
        assert_eq!(before.edges_beside(&[50.0, 200.0, 300.0]), (&[][..], &[400.0][..]));
        // Columns of its own.
        assert_eq!(before.edges_beside(&[100.0, 150.0, 300.0]), (&[][..], &[][..]));
        assert_eq!(before.edges_beside(&[100.0, 300.0]), (&[][..], &[][..]));
    }
}
