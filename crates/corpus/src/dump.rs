//! Text dumps of documents, in the styles in which they circulate: printed lines with empty lines between them, rows of
//! cells between tabs, columns kept apart by blanks, words with single blanks, markdown made by a text recogniser.

use crate::layout::{Laid, LaidPage, LaidText};
use crate::model::{Block, Document, Table};
use gongkai_model::layout::SectionKind;
use std::fmt::Write as _;

/// How a dump spoils rows of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drift {
    /// Not at all: a merged cell is followed by the blank cells it covers.
    Straight,
    /// A row whose class is cut by its cell stands on two lines of text, an empty one between.
    Broken,
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

/// Baselines that differ by less are one line, in points.
const SAME_LINE: f32 = 3.0;

/// The texts of a page by printed line, each from left to right.
fn lines_of_page(page: &LaidPage) -> Vec<Vec<&LaidText>> {
    let mut texts: Vec<&LaidText> = page.texts.iter().collect();
    texts.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<&LaidText>> = Vec::new();
    for text in texts {
        match lines.last_mut().filter(|line| line.first().is_some_and(|first| text.y - first.y < SAME_LINE)) {
            Some(line) => line.push(text),
            None => lines.push(vec![text]),
        }
    }
    lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.x.total_cmp(&b.x)));
    lines
}

/// Columns kept apart by blanks, as `pdftotext -layout` writes them: every text begins where it does on the page, in
/// characters, but a Chinese character takes the room of a digit, so that what is Chinese ends too far left.
#[must_use]
pub fn columns_of_blanks(laid: &Laid) -> String {
    const ROOM: f32 = 4.5;
    const LINE: f32 = 13.0;
    let mut out = String::new();
    for page in &laid.pages {
        let mut last = 0.0;
        for line in lines_of_page(page) {
            let top = line.first().map_or(0.0, |text| text.y);
            if last > 0.0 && top - last > 1.6 * LINE {
                out.push('\n');
            }
            last = top;
            let mut at = 0;
            for text in line {
                let gap = if at == 0 { 0 } else { 2 };
                let column = ((text.x / ROOM).round() as usize).max(at + gap);
                out.extend(std::iter::repeat_n(' ', column - at));
                out.push_str(&text.text);
                at = column + text.text.chars().count();
            }
            out.push('\n');
        }
        out.push('\u{c}');
    }
    out
}

/// Lines of words and figures with single blanks between them, as `pdftotext -raw` writes them.
#[must_use]
pub fn running_words(laid: &Laid) -> String {
    let mut out = String::new();
    for page in &laid.pages {
        for line in lines_of_page(page) {
            let texts: Vec<&str> = line.iter().map(|text| text.text.as_str()).collect();
            let _ = writeln!(out, "{}", texts.join(" "));
        }
        out.push('\u{c}');
    }
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
                    match cut_row(&row).filter(|_| drift == Drift::Broken) {
                        Some((upper, lower)) => {
                            let _ = write!(out, "{}\n\n{}\n", upper.join("\t"), lower.join("\t"));
                        }
                        None => {
                            let _ = writeln!(out, "{}", row.join("\t"));
                        }
                    }
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

/// A row with a long class, as a recogniser writes it whose lines are printed ones: the class and the values are cut.
fn cut_row(row: &[String]) -> Option<(Vec<String>, Vec<String>)> {
    const CLASS: (&str, &str) = ("可持续", "影响指标");
    let whole = format!("{}{}", CLASS.0, CLASS.1);
    let classes: Vec<usize> = (0..row.len()).filter(|&c| row[c] == whole).collect();
    let [left, right] = classes.as_slice() else { return None };
    let (mut upper, mut lower) = (row.to_vec(), vec![String::new(); row.len()]);
    for class in [*left, *right] {
        CLASS.0.clone_into(&mut upper[class]);
        CLASS.1.clone_into(&mut lower[class]);
        if let Some(value) = row.get(class + 2) {
            let half = value.char_indices().map(|(i, _)| i).nth(value.chars().count() / 2).unwrap_or(0);
            value[..half].clone_into(&mut upper[class + 2]);
            value[half..].clone_into(&mut lower[class + 2]);
        }
    }
    Some((upper, lower))
}

/// Printed lines of a document whose table has narrow columns: the lines of a cell follow those of the cell before,
/// cells of one line on one baseline stand on one line, the header comes again where a page begins, and an empty line
/// follows every line.
#[must_use]
pub fn narrow_cells(document: &Document) -> String {
    const PROSE: usize = 26;
    const PAGE_ROWS: usize = 3;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(document.title.iter().flat_map(|title| wrapped(title, PROSE)));
    for block in &document.blocks {
        match block {
            Block::Prose(p) => lines.extend(wrapped(&p.text, PROSE)),
            Block::PageBreak => {}
            Block::Table(t) => {
                let widths: Vec<usize> = t.columns.iter().map(|c| c.width.round() as usize).collect();
                for (r, row) in t.rows.iter().enumerate() {
                    if r > t.header_rows && (r - t.header_rows) % PAGE_ROWS == 0 {
                        lines.extend(t.rows[..t.header_rows].iter().flat_map(|head| cell_lines(head, &widths, 0)));
                    }
                    // Cells covered from above are at the left.
                    lines.extend(cell_lines(row, &widths, widths.len() - row.len()));
                }
            }
        }
    }
    lines.join("\n\n") + "\n"
}

fn cell_lines(row: &[crate::model::Cell], widths: &[usize], first: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut beside = false;
    for (cell, width) in row.iter().zip(&widths[first..]) {
        let cut = wrapped(cell.shown(), *width);
        match (cut.as_slice(), lines.last_mut()) {
            ([only], Some(last)) if beside => {
                last.push(' ');
                last.push_str(only);
            }
            _ => lines.extend(cut.iter().cloned()),
        }
        beside = cut.len() == 1;
    }
    lines
}

/// Text cut into lines of so many ems; Latin letters and figures take half of one and are kept together.
fn wrapped(text: &str, ems: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut taken = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mut word = c.to_string();
        while c.is_ascii_graphic() && chars.peek().is_some_and(char::is_ascii_graphic) {
            word.extend(chars.next());
        }
        let width: usize = word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let may_begin = !"，。、；：！？）”".contains(c);
        if taken + width > ems * 2 && may_begin && !lines.last().is_some_and(String::is_empty) {
            lines.push(String::new());
            taken = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&word);
        }
        taken += width;
    }
    lines
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
