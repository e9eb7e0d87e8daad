//! Pieces of one table on several pages to one table.

use crate::fragment::Fragment;
use crate::options::Options;
use gongkai_model::table::{Cell, Table};
use gongkai_normalize::chars::comparison_key;

/// A table under construction: fragments that belong together, in page order.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) fragments: Vec<Fragment>,
    /// Rows at the head of each fragment that repeat the first one's.
    repeated: Vec<u32>,
    header_repeated: bool,
}

/// Joins fragments, given in document order, to tables.
///
/// A fragment goes on from the one before it when nothing but furniture stands between them, it begins the next page, has
/// the same columns, and no title of its own that differs.
pub(crate) fn fragments_to_chains(fragments: Vec<Fragment>, options: &Options) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for fragment in fragments {
        let goes_on = chains.last().and_then(|chain| continuation(chain, &fragment, options));
        match chains.last_mut() {
            Some(chain) if goes_on.is_some() => {
                let rows = goes_on.unwrap_or(0);
                chain.header_repeated |= rows > 0;
                chain.repeated.push(rows);
                chain.fragments.push(fragment);
            }
            _ => chains.push(Chain { fragments: vec![fragment], repeated: vec![0], header_repeated: false }),
        }
    }
    chains
}

/// How many rows at the head of `next` repeat the head of the chain, where it goes on from it at all.
fn continuation(chain: &Chain, next: &Fragment, options: &Options) -> Option<u32> {
    let (first, last) = (chain.fragments.first()?, chain.fragments.last()?);
    let adjacent =
        next.page == last.page + 1 && !last.text_follows && !next.follows_text && last.around.notes.is_empty();
    let same_columns = next.n_cols == last.n_cols
        && next
            .xs
            .iter()
            .zip(&last.xs)
            .all(|(a, b)| ((a - next.xs[0]) - (b - last.xs[0])).abs() <= options.column_slack);
    let same_title = match (&next.around.title, &first.around.title) {
        (Some(a), Some(b)) => without_marks(a) == without_marks(b),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let same_number = match (&next.around.form_number, &first.around.form_number) {
        (Some(a), Some(b)) => comparison_key(a) == comparison_key(b),
        (Some(_), None) => false,
        (None, _) => true,
    };
    if !(adjacent && same_columns && same_title && same_number) {
        return None;
    }
    let repeated = repeated_rows(first, next);
    // A new head of other words is a new table, even with equal columns.
    let new_head = repeated == 0 && next.around.title.is_some();
    (!new_head).then_some(repeated)
}

/// A title without 续表 (continued) marks.
fn without_marks(title: &str) -> String {
    let mut key = comparison_key(title);
    for mark in ["(续表)", "(续)", "续表", "(续上表)"] {
        key = key.replace(mark, "");
    }
    key.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// Leading rows of `next` whose cells equal those of `first`, never ending inside a merged cell.
fn repeated_rows(first: &Fragment, next: &Fragment) -> u32 {
    let mut equal = 0;
    let most = first.n_rows.min(next.n_rows).min(12);
    while equal < most
        && row_key(first, equal) == row_key(next, equal)
        && row_key(next, equal).iter().any(|(_, _, t)| !t.is_empty())
    {
        equal += 1;
    }
    // Blank rows and a row cut by a merged cell repeat nothing.
    while equal > 0 && next.cells.iter().any(|c| c.row < equal && c.row + c.row_span > equal) {
        equal -= 1;
    }
    equal
}

fn row_key(fragment: &Fragment, row: u32) -> Vec<(u32, u32, String)> {
    let cells = fragment.cells.iter().filter(|c| c.row == row);
    cells.map(|c| (c.col, c.col_span, comparison_key(&c.text))).collect()
}

impl Chain {
    /// The whole table: rows of all fragments, repeated heads left out.
    pub(crate) fn into_table(self) -> (Table, Vec<(u32, Vec<usize>)>) {
        let continued = self.fragments.len() > 1;
        let overflow = self.fragments.iter().any(|f| f.overflow);
        let confidence = match (overflow, continued && !self.header_repeated) {
            (false, false) => "1.00",
            (true, false) => "0.90",
            (false, true) => "0.95",
            (true, true) => "0.85",
        };
        let mut table = Table { continued, confidence: confidence.to_owned(), ..Table::default() };
        let mut lines = Vec::new();
        for (fragment, repeated) in self.fragments.into_iter().zip(self.repeated) {
            let offset = table.n_rows;
            table.n_cols = table.n_cols.max(fragment.n_cols);
            table.n_rows += fragment.n_rows - repeated;
            table.cells.extend(fragment.cells.into_iter().filter(|c| c.row >= repeated).map(|mut c: Cell| {
                c.row = c.row - repeated + offset;
                c
            }));
            if table.pages.last() != Some(&fragment.page) {
                table.pages.push(fragment.page);
            }
            table.title = table.title.or(fragment.around.title);
            table.form_number = table.form_number.or(fragment.around.form_number);
            table.unit = table.unit.or(fragment.around.unit);
            table.notes.extend(fragment.around.notes);
            table.notes.extend(fragment.beside);
            lines.push((fragment.page, fragment.lines.into_iter().chain(fragment.around.lines).collect()));
        }
        table.cells.sort_by_key(|c| (c.row, c.col));
        (table, lines)
    }
}
