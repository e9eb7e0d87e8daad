//! Headings whose look tells more of their depth than their mark does.

use super::kind::Kind;
use super::paragraph::Paragraph;
use super::source::{ProseLine, dotted_mark};
use gongkai_normalize::heading::{MarkKind, heading_mark};

/// Font sizes no further apart, in points, are equal.
const EQUAL_SIZE: f32 = 0.5;

/// Corrects the kinds of headings by what stands beside them and how they are set.
pub(super) fn rank_by_look(lines: &[ProseLine<'_>], paragraphs: &[Paragraph], kinds: &mut [Kind]) {
    rank_two_part_numbers(paragraphs, kinds);
    raise_above_parts(lines, paragraphs, kinds);
    raise_titles_of_parts(lines, paragraphs, kinds);
}

/// `3.1` stands below the third part, however large it is set.
fn rank_two_part_numbers(paragraphs: &[Paragraph], kinds: &mut [Kind]) {
    for (paragraph, kind) in paragraphs.iter().zip(kinds) {
        if matches!(kind, Kind::Title | Kind::Centred) && dotted_mark(&paragraph.text).is_some() {
            *kind = Kind::Numbered(2);
        }
    }
}

/// 一、文字部分 directly above 第一部分 is no section of the part before; nor is 二、表格部分, which is set as it is.
fn raise_above_parts(lines: &[ProseLine<'_>], paragraphs: &[Paragraph], kinds: &mut [Kind]) {
    let mark = |at: usize| paragraphs.get(at).and_then(|p| heading_mark(&p.text)).map(|m| m.kind);
    let size = |at: usize| paragraphs.get(at).and_then(|p| lines.get(p.lines.start)).map_or(0.0, |line| line.size);
    let is_centred = |at: usize| paragraphs.get(at).is_some_and(|p| p.centred);
    let candidates: Vec<usize> = (0..kinds.len())
        .filter(|at| {
            is_centred(*at) && mark(*at) == Some(MarkKind::Numeral) && kinds.get(*at) == Some(&Kind::Numbered(2))
        })
        .collect();
    let above_part = |at: &usize| {
        is_centred(*at) && mark(at + 1) == Some(MarkKind::Part) && kinds.get(at + 1) == Some(&Kind::Numbered(1))
    };
    let Some(like) = candidates.iter().copied().find(above_part).map(size) else { return };
    for at in candidates {
        if let Some(kind) = kinds.get_mut(at).filter(|_| (size(at) - like).abs() <= EQUAL_SIZE) {
            *kind = Kind::Numbered(1);
        }
    }
}

/// A title that opens its page, in the middle and set as 第一部分 and 第三部分 are, is that of the part between them.
fn raise_titles_of_parts(lines: &[ProseLine<'_>], paragraphs: &[Paragraph], kinds: &mut [Kind]) {
    let first = |p: &Paragraph| lines.get(p.lines.start);
    let is_part = |p: &Paragraph, kind: Kind| {
        kind == Kind::Numbered(1) && heading_mark(&p.text).is_some_and(|m| m.kind == MarkKind::Part)
    };
    let parts: Vec<&ProseLine<'_>> = paragraphs
        .iter()
        .zip(kinds.iter())
        .filter(|(p, kind)| is_part(p, **kind))
        .filter_map(|(p, _)| first(p))
        .filter(|line| line.dump.is_none())
        .collect();
    let [one, .., last] = parts.as_slice() else { return };
    for (paragraph, kind) in paragraphs.iter().zip(kinds.iter_mut()) {
        let Some(line) = first(paragraph) else { continue };
        let above = paragraph.lines.start.checked_sub(1).and_then(|at| lines.get(at));
        let opens_page = above.is_none_or(|above| above.page != line.page);
        let between = line.page > one.page && line.page < last.page;
        let alike = parts.iter().any(|part| {
            let off = (part.box_on_page().center_x() - line.box_on_page().center_x()).abs();
            (part.size - line.size).abs() <= EQUAL_SIZE && part.bold == line.bold && off <= line.size
        });
        if matches!(kind, Kind::Plain | Kind::Centred) && opens_page && between && alike {
            *kind = Kind::Title;
        }
    }
}
