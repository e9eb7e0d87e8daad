//! Text dumps of documents, in the styles in which they circulate: printed lines with empty lines between them, rows of
//! cells between tabs, markdown made by a text recogniser.

use crate::layout::Laid;
use crate::model::{Block, Document, Table};
use gongkai_model::layout::SectionKind;
use std::fmt::Write as _;

/// How a dump spoils rows of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drift {
    /// Not at all: a merged cell is followed by the blank cells it covers.
    Straight,
    /// Every second row that begins with covered cells loses one of them at its left and gains one at its right.
    Shifted,
}

/// Printed lines, an empty line after each, a page number at the end of each page: what becomes of a text layer that is
/// saved as text.
#[must_use]
pub fn printed_lines(laid: &Laid) -> String {
    let mut out = String::new();
    for (i, page) in laid.pages.iter().enumerate() {
        let mut last = f32::NEG_INFINITY;
        for text in &page.texts {
            // Cells that stand beside each other come out on one line, a blank between them.
            if (text.y - last).abs() < 0.5 {
                let _ = write!(out, " {}", text.text);
            } else {
                if i + last.is_finite() as usize > 0 {
                    out.push_str("\n\n");
                }
                let indent = if last.is_finite() { "" } else { " " };
                let _ = write!(out, "{indent}{}", text.text);
            }
            last = text.y;
        }
    }
    out.push('\n');
    out
}

/// Rows of cells between tabs, paragraphs on one line each.
#[must_use]
pub fn tab_rows(document: &Document, drift: Drift) -> String {
    let mut out = String::new();
    if let Some(title) = &document.title {
        let _ = write!(out, "\n\n{title}\n\n");
    }
    for block in &document.blocks {
        match block {
            Block::Prose(p) => {
                let _ = write!(out, "{}\n\n", p.text);
            }
            Block::PageBreak => {}
            Block::Table(t) => {
                if let Some(title) = &t.title {
                    let mark = if document.title.is_none() { "## " } else { "" };
                    let _ = write!(out, "{mark}{title}\n\n");
                }
                for line in [&t.year_line, &t.form_number, &t.owner_line].into_iter().flatten() {
                    let _ = write!(out, "{line}\n\n");
                }
                if let Some(unit) = &t.unit {
                    let _ = write!(out, "单位：{unit}\n\n");
                }
                for row in rows(t, drift) {
                    let _ = writeln!(out, "{}", row.join("\t"));
                }
                out.push('\n');
                for note in &t.notes {
                    let _ = write!(out, "{note}\n\n");
                }
            }
        }
    }
    out
}

/// Texts of a table's cells, a blank for every covered place.
fn rows(t: &Table, drift: Drift) -> Vec<Vec<String>> {
    let mut grid = vec![vec![String::new(); t.columns.len()]; t.rows.len()];
    for (row, col, cell) in t.placed() {
        grid[row][col] = cell.shown().to_owned();
    }
    if drift == Drift::Shifted {
        for (i, row) in grid.iter_mut().enumerate() {
            if i % 2 == 1 && row.len() > 2 && row[0].is_empty() && row[1].is_empty() {
                row.remove(0);
                row.push(String::new());
            }
        }
    }
    grid
}

/// Markdown as a text recogniser writes it: headings with too many or too few marks, list marks before what is no list,
/// bold across half a sentence, blanks inside figures, ASCII marks for Chinese ones in figures, page numbers between, and
/// paragraphs cut where a page ended.
#[must_use]
pub fn recognised_markdown(document: &Document) -> String {
    let mut out = String::new();
    let mut page = 1;
    if let Some(title) = &document.title {
        let _ = write!(out, "# {title}\n\n");
    }
    for (i, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Prose(p) => match p.kind {
                SectionKind::Heading => {
                    let marks = "#".repeat(1 + (i * 7) % 4);
                    let _ = write!(out, "{marks} {}\n\n", p.text);
                }
                SectionKind::ListItem => {
                    let _ = writeln!(out, "- {}", p.text);
                }
                _ => {
                    let (start, end) = cut(&p.text);
                    if i % 3 == 0 && !end.is_empty() {
                        // The page ended here; the rest wears a heading's mark it never had.
                        let _ = write!(out, "{start}\n\n— {page} —\n\n# {end}\n\n");
                        page += 1;
                    } else if i % 3 == 1 && !end.is_empty() {
                        let _ = write!(out, "**{start}**{end}\n\n");
                    } else {
                        let _ = write!(out, "{}\n\n", p.text);
                    }
                }
            },
            Block::PageBreak => {
                let _ = write!(out, "— {page} —\n\n");
                page += 1;
            }
            Block::Table(t) => markdown_table(&mut out, t),
        }
    }
    out
}

/// The text in two parts, cut in the middle of a word.
fn cut(text: &str) -> (&str, &str) {
    let at = text.char_indices().map(|(i, _)| i).nth(text.chars().count() * 2 / 3).unwrap_or(0);
    let plain = text[..at].chars().next_back().is_some_and(|c| c >= '\u{4E00}')
        && text[at..].chars().next().is_some_and(|c| c >= '\u{4E00}');
    if plain { text.split_at(at) } else { (text, "") }
}

fn markdown_table(out: &mut String, t: &Table) {
    if let Some(number) = &t.form_number {
        let _ = write!(out, "{number}\n\n");
    }
    if let Some(title) = &t.title {
        let _ = write!(out, "### {title}\n\n");
    }
    for line in [&t.year_line, &t.owner_line].into_iter().flatten() {
        let _ = write!(out, "{line}\n\n");
    }
    if let Some(unit) = &t.unit {
        let _ = write!(out, "单位: {unit}\n\n");
    }
    for row in rows(t, Drift::Straight) {
        let cells: Vec<String> = row.iter().map(|c| spread_figure(c)).collect();
        let _ = writeln!(out, "{}", cells.join("\t"));
    }
    out.push('\n');
    for note in &t.notes {
        let _ = write!(out, "{note}\n\n");
    }
}

/// `1,234.50` as `1, 234. 50`.
fn spread_figure(cell: &str) -> String {
    let figure = cell.len() > 4 && cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'-'));
    if figure { cell.replace(',', ", ").replace('.', ". ") } else { cell.to_owned() }
}
