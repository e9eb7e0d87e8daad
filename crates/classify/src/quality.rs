//! How well a document could be read, and where its text comes from.

use gongkai_model::disclosure::{ExtractionKind, Quality};
use gongkai_model::page::{Extraction, Glyph, GlyphFlags, MediaType, TextLayer};
use gongkai_model::record::{BudgetLine, CellState, Project};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Where the text of a document comes from.
pub(crate) fn extraction_kind(extraction: &Extraction) -> ExtractionKind {
    if extraction.media_type == MediaType::Text {
        return ExtractionKind::Dump;
    }
    let ocr = extraction.pages.iter().any(|p| p.text_layer == TextLayer::Ocr);
    let text = extraction.pages.iter().any(|p| matches!(p.text_layer, TextLayer::Sound | TextLayer::Unmapped));
    match (text, ocr) {
        (true, true) => ExtractionKind::Mixed,
        (true, false) => ExtractionKind::TextLayer,
        (false, true) => ExtractionKind::Ocr,
        (false, false) => ExtractionKind::None,
    }
}

/// How well the document could be read: share of known glyphs, times share of sound money cells, times share of pages
/// that could be read.
pub(crate) fn quality(extraction: &Extraction, lines: &[BudgetLine], projects: &[Project]) -> Quality {
    let mut glyphs = 0_u64;
    let mut unmapped = 0_u64;
    let mut unread = Vec::new();
    let mut inked = 0_u64;
    for page in &extraction.pages {
        for glyph in page.glyphs.iter().filter(|g| Glyph::is_shown(g) && !g.ch.is_whitespace()) {
            glyphs += 1;
            unmapped += u64::from(glyph.flags.any(GlyphFlags::UNMAPPED) || glyph.ch == '\u{FFFD}');
        }
        for line in &page.dump_lines {
            for c in line.text.chars().filter(|c| !c.is_whitespace()) {
                glyphs += 1;
                unmapped += u64::from(c == '\u{FFFD}');
            }
        }
        let is_unread = page.is_incomplete || matches!(page.text_layer, TextLayer::Missing | TextLayer::Unmapped);
        inked += u64::from(page.text_layer != TextLayer::Blank);
        if is_unread {
            unread.push(page.number);
        }
    }
    // The money of forms is told by their projects alone; of other tables it would count twice.
    let with_lines: BTreeSet<&str> = lines.iter().map(|l| l.table_id.as_str()).collect();
    let of_forms = projects.iter().filter(|p| !with_lines.contains(p.table_id.as_str())).flat_map(|p| &p.amounts);
    let states: Vec<CellState> =
        lines.iter().map(|l| l.cell_state).chain(of_forms.map(|amount| amount.cell_state)).collect();
    let garbled = states.iter().filter(|state| **state == CellState::Garbled).count();
    let share = |bad: u64, all: u64| {
        if all == 0 { Decimal::ONE } else { Decimal::ONE - Decimal::from(bad.min(all)) / Decimal::from(all) }
    };
    let filled = states.iter().filter(|state| **state != CellState::Blank).count();
    let mut score = share(unmapped, glyphs) * share(garbled as u64, filled as u64) * share(unread.len() as u64, inked);
    if glyphs == 0 {
        score = Decimal::ZERO;
    }
    Quality {
        score: format!("{:.2}", score.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::ToZero)),
        glyphs: u32::try_from(glyphs).unwrap_or(u32::MAX),
        unmapped_glyphs: u32::try_from(unmapped).unwrap_or(u32::MAX),
        garbled_cells: u32::try_from(garbled).unwrap_or(u32::MAX),
        unread_pages: unread,
    }
}
