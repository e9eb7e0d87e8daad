//! Dumps that keep the columns of a page apart by blanks, as `pdftotext -layout` writes them: every character is put back
//! at its place on a page of equally wide characters, and the page is read like one whose grid is not drawn.

use crate::options::Options;
use crate::tables::{Tables, drawn_tables};
use gongkai_model::layout::{Line, PageLayout, Run};
use gongkai_model::page::{DumpLine, Font, Glyph, Page};
use gongkai_model::{BBox, Issue, Severity, Table};
use gongkai_normalize::chars::fold_text;

/// Font size the text is set in, in points.
const SIZE: f32 = 10.0;
/// Width of a character. Such programs give a Chinese character one column as they do a digit.
const ADVANCE: f32 = 0.5 * SIZE;
/// Distance of two lines.
const PITCH: f32 = 1.2 * SIZE;
/// Blanks beside each other that keep two columns apart.
const GAP: usize = 2;
/// Lines with such gaps that make a dump one that is set in columns.
const MIN_LINES: usize = 3;
/// Confidence of a table read from columns of blanks, at most.
const CONFIDENCE: &str = "0.70";

/// Whether lines keep columns apart by blanks, and none by marks.
pub(super) fn is_set_in_columns(pages: &[Page]) -> bool {
    let lines = || pages.iter().flat_map(|p| &p.dump_lines);
    let in_columns = |line: &&DumpLine| stretches(&line.text).len() >= 3;
    lines().all(|l| l.cells.is_empty()) && lines().filter(in_columns).take(MIN_LINES).count() == MIN_LINES
}

/// Stretches of characters between gaps: place of the first one, and the characters with single blanks among them.
fn stretches(text: &str) -> Vec<(usize, Vec<char>)> {
    let mut stretches: Vec<(usize, Vec<char>)> = Vec::new();
    let mut blanks = GAP;
    for (at, c) in text.chars().enumerate() {
        if c.is_whitespace() {
            blanks += 1;
            continue;
        }
        match stretches.last_mut().filter(|_| blanks < GAP) {
            Some((_, chars)) => {
                if blanks == 1 {
                    chars.push(' ');
                }
                chars.push(c);
            }
            None => stretches.push((at, vec![c])),
        }
        blanks = 0;
    }
    stretches
}

/// The tables of a dump that is set in columns.
pub(super) fn column_tables(pages: &[Page], layouts: &[PageLayout], found: Tables, options: &Options) -> Tables {
    let set: Vec<(Page, PageLayout)> = pages.iter().zip(layouts).map(|(page, layout)| set_page(page, layout)).collect();
    let (set_pages, set_layouts): (Vec<Page>, Vec<PageLayout>) = set.into_iter().unzip();
    let mut found = drawn_tables(&set_pages, &set_layouts, found, options);
    for table in &mut found.tables {
        places_to_lines(table, &set_layouts);
        if table.confidence.as_str() > CONFIDENCE {
            CONFIDENCE.clone_into(&mut table.confidence);
        }
    }
    let first = found.tables.first().and_then(|t| t.cells.iter().filter_map(|c| c.line).min());
    if let Some(line) = first {
        let detail = format!("{} tables whose cells are told apart by columns of blanks", found.tables.len());
        found.issues.push(Issue::new("columns_of_blanks", Severity::Info, format!("line {line}"), detail));
    }
    found
}

/// A page of lines to one of glyphs.
fn set_page(page: &Page, layout: &PageLayout) -> (Page, PageLayout) {
    let first = page.dump_lines.first().map_or(0, |l| l.number);
    let mut set = Page { number: page.number, text_layer: page.text_layer, ..Page::default() };
    set.fonts.push(Font::default());
    let mut out = PageLayout { page: layout.page, ..PageLayout::default() };
    for (dump, line) in page.dump_lines.iter().zip(&layout.lines) {
        let baseline = PITCH * (1.0 + dump.number.saturating_sub(first) as f32);
        let from = out.runs.len();
        for (at, chars) in stretches(&dump.text) {
            set_run(&mut set, &mut out, (at + usize::from(dump.column)) as f32 * ADVANCE, baseline, &chars);
        }
        let runs = out.runs.get(from..).unwrap_or_default();
        let bbox = runs.iter().map(|r| r.bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
        set.width = set.width.max(bbox.x1);
        set.height = set.height.max(bbox.y1);
        let runs = from as u32..out.runs.len() as u32;
        out.lines.push(Line { runs, bbox, baseline, size: SIZE, ..line.clone() });
    }
    (set, out)
}

fn set_run(page: &mut Page, layout: &mut PageLayout, left: f32, baseline: f32, chars: &[char]) {
    let begin = layout.order.len();
    for (n, c) in chars.iter().enumerate().filter(|(_, c)| **c != ' ') {
        let x = left + n as f32 * ADVANCE;
        let bbox = BBox::new(x, baseline - Glyph::ASCENT * SIZE, x + ADVANCE, baseline + Glyph::DESCENT * SIZE);
        // One character may fold into several, which share its place.
        for ch in fold_text(c.encode_utf8(&mut [0; 4])).chars() {
            layout.order.push(page.glyphs.len() as u32);
            page.glyphs.push(Glyph {
                ch,
                font: 0,
                direction: gongkai_model::page::Direction::Right,
                flags: gongkai_model::page::GlyphFlags::default(),
                size: SIZE,
                bbox,
            });
        }
    }
    let boxes = layout.order.get(begin..).unwrap_or_default().iter().filter_map(|i| page.glyphs.get(*i as usize));
    let bbox = boxes.map(|g| g.bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
    let glyphs = begin as u32..layout.order.len() as u32;
    layout.runs.push(Run { glyphs, bbox, baseline, size: SIZE, bold: false });
}

/// The line of each cell in place of its page and box.
fn places_to_lines(table: &mut Table, layouts: &[PageLayout]) {
    for cell in &mut table.cells {
        let line = cell.page.zip(cell.bbox).and_then(|(page, bbox)| line_at(layouts, page, &bbox));
        cell.line = line;
        cell.page = None;
        cell.bbox = None;
        cell.regions.clear();
    }
    table.pages.clear();
    // A blank cell stands on the line of its row.
    let mut last = None;
    for cell in &mut table.cells {
        cell.line = cell.line.or(last);
        last = cell.line;
    }
}

/// The first line with text in a box, else the first line beside it.
fn line_at(layouts: &[PageLayout], page: u32, bbox: &BBox) -> Option<u32> {
    let layout = layouts.get(page.checked_sub(1)? as usize)?;
    let inside = |b: &BBox| b.center_y() > bbox.y0 && b.center_y() < bbox.y1;
    let from = layout.lines.partition_point(|l| l.bbox.center_y() <= bbox.y0);
    let lines = || layout.lines.iter().skip(from).take_while(|l| inside(&l.bbox));
    let has_text = |line: &&Line| {
        let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
        runs.iter().any(|r| r.bbox.x0 < bbox.x1 && r.bbox.x1 > bbox.x0)
    };
    lines().find(has_text).or_else(|| lines().next()).and_then(|l| l.number)
}
