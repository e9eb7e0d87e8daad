//! Which lines are prose.

use gongkai_model::BBox;
use gongkai_model::layout::{Line, PageLayout};
use gongkai_model::page::{DumpLine, Page};
use gongkai_normalize::heading::{HeadingMark, MarkKind, heading_mark};
use std::collections::BTreeMap;

/// A line of prose.
#[derive(Debug, Clone)]
pub(super) struct ProseLine<'a> {
    /// Page from 0.
    pub(super) page: usize,
    /// Page number from 1.
    pub(super) page_number: u32,
    /// Line of the file, for a dump.
    pub(super) number: Option<u32>,
    /// Reflowed text.
    pub(super) text: &'a str,
    /// Where it stands; zero for a dump.
    pub(super) bbox: BBox,
    /// Left edge of its text column, where the page has several.
    pub(super) column: Option<f32>,
    /// The y on which it stands.
    pub(super) baseline: f32,
    /// Font size of most of its characters in points.
    pub(super) size: f32,
    /// All of it is bold.
    pub(super) bold: bool,
    /// What the dump says of it.
    pub(super) dump: Option<&'a DumpLine>,
    /// A table stands between this line and the one before.
    pub(super) after_table: bool,
    /// Heading or list mark at its start.
    pub(super) mark: Option<HeadingMark<'a>>,
    /// It is an entry of the table of contents.
    pub(super) in_contents: bool,
}

impl ProseLine<'_> {
    /// Its box on the page, wherever its column stands.
    pub(super) fn box_on_page(&self) -> BBox {
        let left = self.column.unwrap_or(0.0);
        BBox { x0: self.bbox.x0 + left, x1: self.bbox.x1 + left, ..self.bbox }
    }

    /// Whether it begins with a mark that numbers headings: 一、, （一）, 1., but not the 一是 of running text.
    pub(super) fn is_numbered(&self) -> bool {
        self.mark.is_some_and(|m| m.kind != MarkKind::Firstly) || has_dotted_number(self.text)
    }
}

/// Whether a text begins with a number of two parts, or with a number and a year: `1.2 收入表`, `18. 2025年收入表`.
fn has_dotted_number(text: &str) -> bool {
    let digits = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    let Some(rest) = text.get(first..).and_then(|r| r.strip_prefix(['.', '．', '-'])) else { return false };
    let year = rest.trim_start();
    if digits(year) == 4 && year.starts_with("20") && year.get(4..).is_some_and(|t| t.starts_with('年')) {
        return (1..=2).contains(&first);
    }
    let second = digits(rest);
    let behind = rest.get(second..).unwrap_or_default();
    (1..=2).contains(&first) && (1..=2).contains(&second) && behind.starts_with(' ')
}

/// The lines that are neither furniture nor part of a table, in reading order.
pub(super) fn collect_prose<'a>(
    pages: &'a [Page],
    layouts: &'a [PageLayout],
    used: &[Vec<bool>],
) -> Vec<ProseLine<'a>> {
    let mut prose = Vec::new();
    let mut after_table = false;
    for (p, (page, layout)) in pages.iter().zip(layouts).enumerate() {
        for (l, line) in layout.lines.iter().enumerate() {
            if line.furniture.is_some() || line.text.is_empty() {
                continue;
            }
            if used.get(p).and_then(|lines| lines.get(l)).copied().unwrap_or(false) {
                after_table = true;
                continue;
            }
            prose.push(ProseLine {
                page: p,
                page_number: layout.page,
                number: line.number,
                text: &line.text,
                bbox: in_column(line),
                column: line.column,
                baseline: line.baseline,
                size: main_size(page, layout, line),
                bold: line.bold,
                dump: page.dump_lines.get(l).filter(|_| line.number.is_some()),
                after_table,
                mark: heading_mark(&line.text),
                in_contents: false,
            });
            after_table = false;
        }
    }
    prose
}

/// Whether the first line of a document is its title though there is no prose to compare it with: it stands in the middle
/// of the page, before any table, and is larger than what belongs to the tables.
pub(super) fn is_title_above_tables(
    pages: &[Page],
    layouts: &[PageLayout],
    used: &[Vec<bool>],
    lines: &[ProseLine<'_>],
) -> bool {
    let Some(first) = lines.first().filter(|l| l.dump.is_none() && !l.after_table) else { return false };
    let Some(page) = pages.get(first.page) else { return false };
    let of_tables = layouts
        .iter()
        .zip(used)
        .flat_map(|(layout, used)| layout.lines.iter().zip(used).filter(|(_, used)| **used).map(|(line, _)| line.size))
        .reduce(f32::max);
    let in_middle = (first.bbox.center_x() - page.width * 0.5).abs() <= first.size * 2.0;
    in_middle && of_tables.is_some_and(|size| first.size >= size + 1.0)
}

/// Where a line stands in its text column: columns of one page are measured as if they lay over each other.
fn in_column(line: &Line) -> BBox {
    let left = line.column.unwrap_or(0.0);
    BBox { x0: line.bbox.x0 - left, x1: line.bbox.x1 - left, ..line.bbox }
}

/// The size of most glyphs of a line, in steps of half a point: one number set larger does not make a heading.
fn main_size(page: &Page, layout: &PageLayout, line: &Line) -> f32 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
    for run in runs {
        let glyphs = layout.order.get(run.glyphs.start as usize..run.glyphs.end as usize).unwrap_or_default();
        for glyph in glyphs.iter().filter_map(|g| page.glyphs.get(*g as usize)) {
            *counts.entry((glyph.size * 2.0).round() as i64).or_default() += 1;
        }
    }
    let main = counts.into_iter().max_by_key(|&(size, count)| (count, size));
    main.map_or(line.size, |(size, _)| size as f32 / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_two_parts_are_marks_and_amounts_are_none() {
        assert!(has_dotted_number("1.2 林业支出表"));
        assert!(has_dotted_number("18.2025年林业支出表"));
        assert!(has_dotted_number("1. 2025年林业支出表"));
        for text in ["1.25万元", "3.5%", "2024.5 年", "12.2024", ""] {
            assert!(!has_dotted_number(text), "{text}");
        }
    }
}
