//! What was found on each page, for people who watch a run closely.

use gongkai_model::Table;
use gongkai_model::page::{Extraction, Page, TextLayer};
use serde::{Deserialize, Serialize};

/// What was found on one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageNote {
    /// Its number, from 1.
    pub page: u32,
    /// Whether its text can be read.
    pub text_layer: TextLayer,
    /// Characters; of a dump those of its lines.
    pub characters: usize,
    /// Ruling lines.
    pub rules: usize,
    /// Images.
    pub images: usize,
    /// Tables that stand on it or go on over it.
    pub tables: usize,
}

/// A note on each page, with no table yet.
pub(crate) fn notes_of(extraction: &Extraction) -> Vec<PageNote> {
    extraction.pages.iter().map(note_of).collect()
}

fn note_of(page: &Page) -> PageNote {
    let of_dump: usize = page.dump_lines.iter().map(|line| line.text.chars().count()).sum();
    PageNote {
        page: page.number,
        text_layer: page.text_layer,
        characters: page.glyphs.len() + of_dump,
        rules: page.rules.len(),
        images: page.images.len(),
        tables: 0,
    }
}

/// Counts the tables on each page. The notes are in order of their pages.
pub(crate) fn note_tables(notes: &mut [PageNote], tables: &[Table]) {
    for page in tables.iter().flat_map(|table| &table.pages) {
        if let Ok(i) = notes.binary_search_by_key(page, |note| note.page)
            && let Some(note) = notes.get_mut(i)
        {
            note.tables += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::page::DumpLine;

    #[test]
    fn a_table_counts_on_each_of_its_pages() {
        let page = |number| Page { number, ..Page::default() };
        let mut extraction = Extraction { pages: vec![page(1), page(2)], ..Extraction::default() };
        extraction.pages[0].dump_lines = vec![DumpLine { text: "决算 1".to_owned(), ..DumpLine::default() }];
        let mut notes = notes_of(&extraction);
        let table = |pages: &[u32]| Table { pages: pages.to_vec(), ..Table::default() };
        note_tables(&mut notes, &[table(&[1, 2]), table(&[2, 9])]);
        let counted: Vec<_> = notes.iter().map(|note| (note.page, note.characters, note.tables)).collect();
        assert_eq!(counted, [(1, 4, 1), (2, 0, 2)]);
    }
}
