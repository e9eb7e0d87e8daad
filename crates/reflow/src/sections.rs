//! Prose outside of tables: lines to headings, paragraphs, list items and notes.
//!
//! The steps, each in a module of its own:
//!
//! 1. [`source`] collects the lines that are prose: neither furniture nor part of a table, nor labels of a chart, which
//!    [`drawing`] finds.
//! 2. [`contents`] finds the table of contents, whose entries look like headings and are none.
//! 3. [`column`] measures where lines begin and end when they are full.
//! 4. [`footnotes`] takes the notes at the foot of pages out of the text.
//! 5. [`paragraph`] joins lines that a line or page end has cut, which [`joint`] tells by their places and [`line_signs`],
//!    or, in [`broken`], a hand.
//! 6. [`kind`] tells headings, list items, notes, footnotes and entries of the glossary apart.
//! 7. [`ranks`] corrects the depth of headings by how they are set.
//! 8. [`outline`] gives each its depth and the heading above it.

mod broken;
mod column;
mod contents;
mod drawing;
mod footnotes;
mod joint;
mod kind;
mod line_signs;
mod outline;
mod paragraph;
mod ranks;
mod source;

use gongkai_model::Issue;
use gongkai_model::layout::{PageLayout, Section};
use gongkai_model::page::Page;

/// Reads the prose of a document. `used[page][line]` tells which lines belong to tables, to their titles, unit lines
/// and notes; a missing entry means that the line is free.
#[must_use]
pub fn sections(pages: &[Page], layouts: &[PageLayout], used: &[Vec<bool>]) -> (Vec<Section>, Vec<Issue>) {
    let (drawn, issues) = drawing::drawings(pages, layouts, used);
    let mut lines = source::collect_prose(pages, layouts, used, &drawn);
    contents::mark_contents(&mut lines);
    let mut measure = column::measure(pages, &lines);
    measure.title_above_tables = source::is_title_above_tables(pages, layouts, used, &lines);
    let count = footnotes::move_footnotes_behind(&mut lines, &measure);
    let text = paragraph::lines_to_paragraphs(&lines, 0..count, &measure);
    let notes = footnotes::footnotes_to_paragraphs(&lines, count, &measure);
    let paragraphs = footnotes::insert_footnotes(text, notes, &lines);
    let mut kinds = kind::kinds_of(&lines, &paragraphs, &measure);
    ranks::rank_by_look(&lines, &paragraphs, &mut kinds);
    (outline::to_sections(&lines, &paragraphs, &kinds), issues)
}

#[cfg(test)]
mod tests;
