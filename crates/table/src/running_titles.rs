//! Titles that recur at the head of pages.

use gongkai_model::layout::{Furniture, Line, PageLayout};
use std::collections::{BTreeMap, BTreeSet};

/// Lines above a table that are looked at.
pub(crate) const LINES_ABOVE: usize = 6;

/// Texts that recur in the upper part of more than half of the pages: running titles of the document, or the title of a
/// table that is all of it.
pub(crate) fn recurring_titles(layouts: &[PageLayout]) -> BTreeSet<String> {
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for layout in layouts {
        let keys: BTreeSet<String> = first_lines(layout).map(|l| running_key(&l.text)).collect();
        for key in keys {
            *pages.entry(key).or_default() += 1;
        }
    }
    pages.into_iter().filter(|(_, n)| *n >= 2 && 2 * n > layouts.len()).map(|(key, _)| key).collect()
}

/// The lines at the head of a page, watermarks left out.
pub(crate) fn first_lines(layout: &PageLayout) -> impl Iterator<Item = &Line> {
    layout.lines.iter().filter(|l| l.furniture != Some(Furniture::Watermark)).take(LINES_ABOVE)
}

/// The text of a running title without its numbers.
pub(crate) fn running_key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect()
}
