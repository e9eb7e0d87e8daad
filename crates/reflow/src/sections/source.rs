//! Which lines are prose.

use super::drawing::Drawn;
use gongkai_model::BBox;
use gongkai_model::layout::{Line, PageLayout};
use gongkai_model::page::{DumpLine, Page};
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::heading::{HeadingMark, MarkKind, heading_mark};
use std::collections::BTreeMap;

/// A line of prose.
#[derive(Debug, Clone, Default)]
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
    /// It is the title of a chart.
    pub(super) names_drawing: bool,
    /// A table or a drawing stands between this line and the one before.
    pub(super) after_table: bool,
    /// Heading or list mark at its start.
    pub(super) mark: Option<HeadingMark<'a>>,
    /// It is an entry of the table of contents.
    pub(super) in_contents: bool,
    /// Font of most of its ideographs, by its name on the page.
    pub(super) font: Option<&'a str>,
}

impl ProseLine<'_> {
    /// Its box on the page, wherever its column stands.
    pub(super) fn box_on_page(&self) -> BBox {
        let left = self.column.unwrap_or(0.0);
        BBox { x0: self.bbox.x0 + left, x1: self.bbox.x1 + left, ..self.bbox }
    }

    /// Whether its number is the next after that of another line: （十二） after （十一）, 2.5 after 2.4. A reference such as
    /// （二）项 is no number.
    pub(super) fn counts_on_from(&self, other: &ProseLine<'_>) -> bool {
        if let (Some(own), Some(above)) = (self.mark, other.mark) {
            let of_text = own.rest.starts_with(['项', '条', '款', '、', '，', '和', '至']);
            let next = own.ordinal().zip(above.ordinal()).is_some_and(|(own, above)| above.checked_add(1) == Some(own));
            return own.kind == above.kind && next && !of_text;
        }
        match (dotted_number(self.text), dotted_number(other.text)) {
            (Some((first, second)), Some((above, before))) => {
                (first == above && second == before + 1) || (first == above + 1 && second <= 1)
            }
            _ => false,
        }
    }

    /// Whether it begins with a mark that numbers headings: 一、, （一）, 1., but not the 一是 of running text.
    pub(super) fn is_numbered(&self) -> bool {
        self.mark.is_some_and(|m| m.kind != MarkKind::Firstly) || has_dotted_number(self.text)
    }
}

/// Whether a text begins with a number of two parts: `1.2 收入表`.
fn has_dotted_number(text: &str) -> bool {
    dotted_number(text).is_some()
}

/// The number of two parts at the start of a text, as printed: 3.1.
pub(super) fn dotted_mark(text: &str) -> Option<&str> {
    dotted_number(text)?;
    let digits = |c: char| c.is_ascii_digit();
    let behind = text.trim_start_matches(digits).trim_start_matches(['.', '．', '-']).trim_start_matches(digits);
    text.get(..text.len() - behind.len())
}

fn dotted_number(text: &str) -> Option<(u8, u8)> {
    let digits = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
    let (first, rest) = text.split_at_checked(digits(text))?;
    let rest = rest.strip_prefix(['.', '．', '-'])?;
    let (second, behind) = rest.split_at_checked(digits(rest))?;
    // 3.1关于收入 is a number, 3.1万元 an amount.
    let unit = behind.starts_with(|c: char| "万亿千百元个倍人次年月日度米公吨台辆家户项分".contains(c));
    let named = behind.starts_with(' ') || (behind.starts_with(is_ideograph) && !unit);
    named.then_some((first.parse().ok()?, second.parse().ok()?)).filter(|(a, b)| *a < 100 && *b < 100)
}

/// The lines that are neither furniture nor part of a table or a drawing, in reading order.
pub(super) fn collect_prose<'a>(
    pages: &'a [Page],
    layouts: &'a [PageLayout],
    used: &[Vec<bool>],
    drawn: &[Vec<Drawn>],
) -> Vec<ProseLine<'a>> {
    let mut prose = Vec::new();
    let mut after_table = false;
    for (p, (page, layout)) in pages.iter().zip(layouts).enumerate() {
        for (l, line) in layout.lines.iter().enumerate() {
            if line.furniture.is_some() || line.text.is_empty() {
                continue;
            }
            let drawn = drawn.get(p).and_then(|lines| lines.get(l)).copied().unwrap_or_default();
            if used.get(p).and_then(|lines| lines.get(l)).copied().unwrap_or(false) || drawn == Drawn::Label {
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
                names_drawing: drawn == Drawn::Title,
                font: main_font(page, layout, line),
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

/// The font of most ideographs of a line: headings set in another than the text may be of its size.
fn main_font<'a>(page: &'a Page, layout: &PageLayout, line: &Line) -> Option<&'a str> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
    for run in runs {
        let glyphs = layout.order.get(run.glyphs.start as usize..run.glyphs.end as usize).unwrap_or_default();
        for glyph in glyphs.iter().filter_map(|g| page.glyphs.get(*g as usize)).filter(|g| is_ideograph(g.ch)) {
            *counts.entry(glyph.font).or_default() += 1;
        }
    }
    let (font, _) = counts.into_iter().max_by_key(|&(font, count)| (count, font))?;
    page.fonts.get(usize::from(font)).map(|font| font.name.as_str()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_two_parts_are_marks_and_amounts_are_none() {
        assert!(has_dotted_number("1.2 林业支出表"));
        assert!(has_dotted_number("3.1关于林业收入的说明"));
        for text in ["1.25万元", "3.5%", "2024.5 年", "12.2024", ""] {
            assert!(!has_dotted_number(text), "{text}");
        }
    }
}
