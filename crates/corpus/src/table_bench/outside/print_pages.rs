//! Reads off a printed file on which pages the rows of its tables stand.

use crate::table_bench::truth::{CellTruth, TableTruth};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Notes the pages of the tables in the truth and returns how many pages there are. Rows follow each other, so each is
/// looked for from the page of the one before. Pages of single cells are left unknown: this is too rough for them.
pub(super) fn note_pages(tables: &mut [TableTruth], file: &Path) -> Result<usize> {
    let output = Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(file).arg("-").output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut pages: Vec<String> = text.split('\u{c}').map(flat).collect();
    if pages.last().is_some_and(String::is_empty) {
        pages.pop();
    }
    let mut page = 0;
    for table in tables {
        for row in 0..table.n_rows {
            let mut marks: Vec<String> = table.cells.iter().filter(|c| c.row == row).filter_map(mark).collect();
            // Fonts may show words by other characters that look like them, figures never.
            if length(&marks.iter().filter(|m| m.is_ascii()).cloned().collect::<Vec<_>>()) >= 8 {
                marks.retain(|m| m.is_ascii());
            }
            // Rows with little in them may stand anywhere; header rows are printed more than once.
            let telling = length(&marks) >= 8 && row >= table.header_rows;
            if telling {
                // Letters of narrow cells stand one below the other, so not all of a row is found on its page.
                let held = |p: &usize| marks.iter().filter(|m| pages[*p].contains(m.as_str())).count();
                // The next row begins here or overleaf; a table may begin farther on.
                let reach = if table.pages.is_empty() { pages.len() } else { (page + 2).min(pages.len()) };
                let next = (page..reach).rev().max_by_key(held).unwrap_or(page);
                page = if held(&next) > held(&page) + 1 { next } else { page };
            }
            if telling && table.pages.last() != Some(&number(page)) {
                table.pages.push(number(page));
            }
        }
    }
    Ok(pages.len())
}

fn length(marks: &[String]) -> usize {
    marks.iter().map(|m| m.chars().count()).sum()
}

fn number(page: usize) -> u32 {
    u32::try_from(page + 1).unwrap_or(u32::MAX)
}

fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What of a cell surely stands in one piece: a figure, or the first letters of words, which may be wrapped.
fn mark(cell: &CellTruth) -> Option<String> {
    let text = flat(&cell.text);
    if text.is_empty() {
        return None;
    }
    Some(if text.is_ascii() { text } else { text.chars().take(2).collect() })
}
