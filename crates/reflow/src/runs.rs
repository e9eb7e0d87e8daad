//! Glyphs to runs: stretches of glyphs that follow each other on one baseline.

use crate::options::Options;
use gongkai_model::BBox;
use gongkai_model::page::{Direction, Glyph, GlyphFlags, Page};
use gongkai_normalize::chars::superscript;

/// Gaps between digits that differ by no more than this part of the font size are equal.
const EVEN: f32 = 0.05;

/// A run while it is built: its glyphs in reading order.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Indices into the page's glyphs; never starts or ends with a blank.
    pub(crate) glyphs: Vec<u32>,
    pub(crate) direction: Direction,
    pub(crate) bbox: BBox,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    pub(crate) bold: bool,
}

/// Start, end and baseline of a glyph along its direction of writing, so that one rule serves all directions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) start: f32,
    pub(crate) end: f32,
    pub(crate) baseline: f32,
}

/// Extent of a box for text of this direction and size. Along the direction it grows, across it the baseline grows
/// towards the next line.
pub(crate) fn extent(bbox: &BBox, direction: Direction, size: f32) -> Extent {
    match direction {
        Direction::Right | Direction::Skewed => {
            Extent { start: bbox.x0, end: bbox.x1, baseline: bbox.y1 - Glyph::DESCENT * size }
        }
        Direction::Left => Extent { start: -bbox.x1, end: -bbox.x0, baseline: -bbox.y0 - Glyph::DESCENT * size },
        Direction::Down => Extent { start: bbox.y0, end: bbox.y1, baseline: -bbox.x0 - Glyph::DESCENT * size },
        Direction::Up => Extent { start: -bbox.y1, end: -bbox.y0, baseline: bbox.x1 - Glyph::DESCENT * size },
        // Columns follow each other from right to left; the middle of the column is its baseline.
        Direction::Vertical => Extent { start: bbox.y0, end: bbox.y1, baseline: -bbox.center_x() },
    }
}

fn glyph_extent(g: &Glyph) -> Extent {
    extent(&g.bbox, g.direction, g.size)
}

/// Runs of a page in drawing order, watermarks apart.
pub(crate) fn runs_in_drawing_order(page: &Page, options: &Options) -> Vec<Draft> {
    let mut runs: Vec<Draft> = Vec::new();
    let mut open: Option<(Draft, Extent)> = None;
    // Blanks since the last glyph of the open run: kept only when the run goes on.
    let mut blanks: Vec<u32> = Vec::new();
    for (i, g) in (0u32..).zip(&page.glyphs) {
        if !g.is_shown() {
            continue;
        }
        if g.ch.is_whitespace() {
            blanks.push(i);
            continue;
        }
        let e = glyph_extent(g);
        let goes_on = open.as_ref().is_some_and(|(run, last)| {
            let size = run.size.max(g.size);
            let gap = e.start - last.end;
            run.direction == g.direction
                && (e.baseline - last.baseline).abs() <= options.baseline_slack * size
                && g.size.min(run.size) >= 0.5 * size
                && gap <= options.run_gap * size
                && gap >= -0.5 * size
                && e.start >= last.start
        });
        let is_bold = g.flags.any(GlyphFlags::BOLD);
        match &mut open {
            Some((run, last)) if goes_on => {
                run.glyphs.append(&mut blanks);
                run.glyphs.push(i);
                run.bbox = run.bbox.union(&g.bbox);
                run.size = run.size.max(g.size);
                run.bold &= is_bold;
                *last = e;
            }
            _ => {
                blanks.clear();
                if let Some((done, _)) = open.take() {
                    runs.push(done);
                }
                let draft = Draft {
                    glyphs: vec![i],
                    direction: g.direction,
                    bbox: g.bbox,
                    baseline: e.baseline,
                    size: g.size,
                    bold: is_bold,
                };
                open = Some((draft, e));
            }
        }
    }
    runs.extend(open.map(|(done, _)| done));
    runs
}

/// Text of glyphs in reading order: their characters, and a blank where one is drawn or a gap is wide enough. Digits
/// drawn small and raised, such as the marks of footnotes, are no part of the numbers beside them.
pub(crate) fn run_text(page: &Page, glyphs: &[u32], options: &Options, text: &mut String) {
    let drawn = || glyphs.iter().filter_map(|i| page.glyphs.get(*i as usize));
    let main = drawn().max_by(|a, b| a.size.total_cmp(&b.size)).map(|g| (g.size, glyph_extent(g).baseline));
    let spaced = has_spaced_digits(drawn(), options);
    let mut last: Option<(char, f32)> = None;
    let mut blank = false;
    for g in drawn() {
        if g.ch.is_whitespace() {
            blank = true;
            continue;
        }
        let e = glyph_extent(g);
        if let Some((before, end)) = last
            && (blank && !is_inside_number(before, g.ch, (e.start - end) / g.size)
                || e.start - end > options.blank_gap * g.size && !(spaced && are_digits(before, g.ch)))
        {
            text.push(' ');
        }
        let is_raised = main.is_some_and(|(size, baseline)| {
            g.direction == Direction::Right && g.size <= 0.75 * size && baseline - e.baseline >= 0.2 * size
        });
        // [6] beside a word is its mark, as ⁶ is.
        if !(is_raised && matches!(g.ch, '[' | ']' | '［' | '］' | '〔' | '〕')) {
            text.push(superscript(g.ch).filter(|_| is_raised).unwrap_or(g.ch));
        }
        blank = false;
        last = Some((g.ch, e.end));
    }
}

/// Whether all neighbouring digits of a run are set apart alike, or by a blank each: letter-spaced numbers hold no blanks.
fn has_spaced_digits<'a>(glyphs: impl Iterator<Item = &'a Glyph>, options: &Options) -> bool {
    let (mut count, mut least, mut most) = (0, f32::MAX, f32::MIN);
    let mut before: Option<(char, f32)> = None;
    let (mut blank, mut all_blank) = (false, true);
    for g in glyphs {
        if g.ch.is_whitespace() {
            blank = true;
            continue;
        }
        let e = glyph_extent(g);
        if let Some((_, end)) = before.filter(|(ch, _)| are_digits(*ch, g.ch)) {
            let gap = (e.start - end) / g.size;
            (count, least, most) = (count + 1, least.min(gap), most.max(gap));
            all_blank &= blank;
        }
        before = Some((g.ch, e.end));
        blank = false;
    }
    let alike = most - least <= EVEN && most > options.blank_gap;
    count >= 3 && (alike || all_blank) && most <= options.spaced_digits
}

/// Whether a blank is drawn between two signs of a number that leave no room for it: digits of full width whose blank takes
/// back half of it.
fn is_inside_number(before: char, after: char, gap: f32) -> bool {
    let of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    of_number(before) && of_number(after) && gap < NO_ROOM
}

/// Gap between the signs of a number, in ems, where the second is drawn over the place of the first.
const NO_ROOM: f32 = -0.25;

const fn are_digits(before: char, after: char) -> bool {
    before.is_ascii_digit() && after.is_ascii_digit()
}
