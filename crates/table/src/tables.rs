//! The tables of a document.

use crate::around::{look_around, running_titles};
use crate::continuation::fragments_to_chains;
use crate::dump::dump_tables;
use crate::fragment::page_fragments;
use crate::options::Options;
use gongkai_model::layout::PageLayout;
use gongkai_model::page::{Page, TextLayer};
use gongkai_model::table::UnitBasis;
use gongkai_model::{Issue, Table};
use std::collections::HashMap;

/// The tables of a document and the lines they took.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tables {
    /// In document order.
    pub tables: Vec<Table>,
    /// For each page and line: it belongs to a table, its title, unit line or note.
    pub used: Vec<Vec<bool>>,
    /// What could not be read as a table.
    pub issues: Vec<Issue>,
}

/// Finds the tables of a document. Pages without a usable text layer have none.
#[must_use]
pub fn tables(pages: &[Page], layouts: &[PageLayout], options: &Options) -> Tables {
    let mut found = Tables { used: layouts.iter().map(|l| vec![false; l.lines.len()]).collect(), ..Tables::default() };
    if pages.iter().any(|p| !p.dump_lines.is_empty()) {
        return dump_tables(pages, layouts, found);
    }
    let running = running_titles(layouts);
    let mut fragments = Vec::new();
    for (page, layout) in pages.iter().zip(layouts) {
        if !matches!(page.text_layer, TextLayer::Sound | TextLayer::Ocr) {
            continue;
        }
        let mut of_page = page_fragments(page, layout, options, &mut found.issues);
        look_around(layout, &mut of_page, &running);
        fragments.extend(of_page);
    }
    let index: HashMap<u32, usize> = layouts.iter().enumerate().map(|(i, l)| (l.page, i)).collect();
    for (chain, number) in fragments_to_chains(fragments, options).into_iter().zip(1..) {
        let (mut table, lines) = chain.into_table(options);
        table.table_id = format!("t{number:03}");
        if table.unit.is_some() {
            table.unit_basis = UnitBasis::Table;
        }
        for (page, lines) in lines {
            let Some(used) = index.get(&page).and_then(|i| found.used.get_mut(*i)) else { continue };
            for line in lines {
                if let Some(slot) = used.get_mut(line) {
                    *slot = true;
                }
            }
        }
        found.tables.push(table);
    }
    found
}
