//! Paragraphs and their kinds to sections with depth and parent.

use super::kind::Kind;
use super::paragraph::Paragraph;
use super::source::{ProseLine, dotted_mark};
use gongkai_model::layout::{Section, SectionKind};
use gongkai_normalize::heading::heading_mark;

/// Deepest heading.
const MAX_LEVEL: u8 = 7;

/// A heading whose section lasts.
struct Open {
    level: u8,
    /// It has a mark.
    numbered: bool,
    centred: bool,
    /// Its font size in points.
    size: f32,
    id: String,
}

/// Makes sections of paragraphs. A heading stands under the last heading of lesser depth, an item of a list under the last
/// item of lesser depth below that heading, everything else under the last heading.
pub(super) fn to_sections(lines: &[ProseLine<'_>], paragraphs: &[Paragraph], kinds: &[Kind]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(paragraphs.len());
    let mut open: Vec<Open> = Vec::new();
    // Items of lists below the last heading, with the depth of their marks.
    let mut items: Vec<(u8, String)> = Vec::new();
    for (index, (paragraph, kind)) in paragraphs.iter().zip(kinds).enumerate() {
        let id = format!("s{:04}", index + 1);
        let mut section = located(lines, paragraph);
        section.text.clone_from(&paragraph.text);
        section.section_id.clone_from(&id);
        let size = lines.get(paragraph.lines.start).map_or(0.0, |line| line.size);
        let heading = match *kind {
            Kind::Numbered(level) => Some((level, true)),
            Kind::Title => Some((1, false)),
            Kind::Plain => {
                let above = open.iter().rev().find(|h| h.numbered).map_or(0, |h| h.level);
                Some((above.saturating_add(1).clamp(2, MAX_LEVEL), false))
            }
            Kind::Centred => {
                let encloses = |h: &&Open| h.numbered && h.size >= size - 0.5 && (h.centred || h.level == 1);
                let above = open.iter().rev().find(encloses).map_or(0, |h| h.level);
                Some((above.saturating_add(1).min(MAX_LEVEL), false))
            }
            Kind::Text(kind) => {
                section.kind = kind;
                None
            }
        };
        if let Some((level, numbered)) = heading {
            section.kind = SectionKind::Heading;
            section.level = level;
            while open.last().is_some_and(|h| h.level >= level) {
                open.pop();
            }
            section.parent_id = open.last().map(|h| h.id.clone());
            open.push(Open { level, numbered, centred: paragraph.centred, size, id });
            items.clear();
        } else {
            section.level = open.last().map_or(0, |h| h.level);
            section.parent_id = open.last().map(|h| h.id.clone());
            let in_contents = lines.get(paragraph.lines.start).is_some_and(|line| line.in_contents);
            let mark = heading_mark(&section.text).filter(|_| section.kind == SectionKind::ListItem && !in_contents);
            if let Some(mark) = mark {
                while items.pop_if(|(depth, _)| *depth >= mark.level).is_some() {}
                if let Some((_, above)) = items.last() {
                    section.parent_id = Some(above.clone());
                }
                items.push((mark.level, id));
            }
        }
        let marked = matches!(kind, Kind::Numbered(_) | Kind::Text(_));
        let number = heading_mark(&section.text).map(|m| m.number).or_else(|| dotted_mark(&section.text));
        section.number = number.filter(|_| marked).map(str::to_owned);
        sections.push(section);
    }
    sections
}

/// A section with the place of its lines.
fn located(lines: &[ProseLine<'_>], paragraph: &Paragraph) -> Section {
    let mut section = Section::default();
    let of_paragraph = lines.get(paragraph.lines.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (of_paragraph.first(), of_paragraph.last()) else { return section };
    if first.dump.is_some() {
        section.line_start = first.number;
        section.line_end = last.number;
        return section;
    }
    section.page_start = Some(first.page_number);
    section.page_end = Some(last.page_number);
    let on_first = of_paragraph.iter().filter(|l| l.page == first.page).map(|l| l.box_on_page());
    section.bbox = on_first.reduce(|a, b| a.union(&b));
    section
}
