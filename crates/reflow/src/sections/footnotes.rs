//! Footnotes of a page: small print at its foot that begins with a raised or circled number. The paragraph above it goes on on the
//! next page.

use super::column::Measure;
use super::line_signs::starts_with_superscript;
use super::paragraph::{Paragraph, lines_to_paragraphs};
use super::source::ProseLine;
use gongkai_normalize::footnote::is_circled;

/// Size of a footnote, at most, as a share of the text of its page.
const SMALL: f32 = 0.92;

/// Moves the footnotes behind all other lines; returns how many lines are no footnotes.
pub(super) fn move_footnotes_behind(lines: &mut Vec<ProseLine<'_>>, measure: &Measure) -> usize {
    let is_note: Vec<bool> = lines
        .chunk_by(|above, below| above.page == below.page)
        .flat_map(|page| {
            let small = |line: &ProseLine<'_>| line.dump.is_none() && measure.scale(line) <= SMALL;
            let print = page.iter().rev().take_while(|line| small(line)).count();
            let foot = page.len() - print;
            let is_first =
                |line: &ProseLine<'_>| starts_with_superscript(line.text) || line.text.starts_with(is_circled);
            let first = page.iter().skip(foot).position(is_first);
            let from = first.map_or(page.len(), |first| foot + first);
            (0..page.len()).map(move |at| at >= from)
        })
        .collect();
    let mut marks = is_note.iter();
    let (notes, mut text): (Vec<_>, Vec<_>) =
        std::mem::take(lines).into_iter().partition(|_| marks.next().copied().unwrap_or(false));
    let count = text.len();
    text.extend(notes);
    *lines = text;
    count
}

/// The paragraphs of the footnotes, which are the lines from `first` on: those of each page by themselves.
pub(super) fn footnotes_to_paragraphs(lines: &[ProseLine<'_>], first: usize, measure: &Measure) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut from = first;
    for page in lines.get(first..).unwrap_or_default().chunk_by(|above, below| above.page == below.page) {
        paragraphs.extend(lines_to_paragraphs(lines, from..from + page.len(), measure));
        from += page.len();
    }
    paragraphs
}

/// Puts the paragraphs of footnotes behind the paragraph in which their page ends.
pub(super) fn insert_footnotes(
    paragraphs: Vec<Paragraph>,
    notes: Vec<Paragraph>,
    lines: &[ProseLine<'_>],
) -> Vec<Paragraph> {
    let page_of = |at: usize| lines.get(at).map_or(usize::MAX, |line| line.page);
    let mut merged = Vec::with_capacity(paragraphs.len() + notes.len());
    let mut notes = notes.into_iter().peekable();
    for paragraph in paragraphs {
        let start = page_of(paragraph.lines.start);
        while let Some(note) = notes.next_if(|note| page_of(note.lines.start) < start) {
            merged.push(note);
        }
        merged.push(paragraph);
    }
    merged.extend(notes);
    merged
}
