//! Text to lines, and one line to what it says without its markup.

use super::markup::{self, strip_inline};
use super::row::{self, RawLine};
use gongkai_model::page::DumpLine;
use gongkai_model::{Issue, Severity};

/// Longest line that is read whole, in bytes. The longest cell of a real dump is about ten kilobytes.
const MAX_LINE: usize = 1 << 20;

/// What a line turned out to be.
pub(super) enum Reading {
    /// Nothing.
    Blank,
    /// Markup without text: a rule, the divider under the header of a pipe table.
    Markup,
    /// Text.
    Text(DumpLine),
}

/// Splits text at line ends and form feeds.
pub(super) fn split_lines<'a>(text: &'a str, issues: &mut Vec<Issue>) -> Vec<RawLine<'a>> {
    // A file without any line feed may be one of carriage returns.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut lines = Vec::new();
    let mut page = 0usize;
    for (index, line) in text.split(end).enumerate() {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        for (part, piece) in line.split('\u{c}').enumerate() {
            page += usize::from(part > 0);
            let whole = piece.trim_end_matches('\r');
            let text = head_of(whole);
            if text.len() < whole.len() {
                let detail = format!("{} bytes, the first {} read", whole.len(), text.len());
                issues.push(Issue::new("dump_line_cut", Severity::Error, format!("line {number}"), detail));
            }
            lines.push(RawLine { number, page, text, row: row::RowMark::None });
        }
    }
    lines
}

fn head_of(text: &str) -> &str {
    let mut end = text.len().min(MAX_LINE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Takes the markup off one line.
pub(super) fn read_line(source: &RawLine<'_>) -> Reading {
    let raw = source.text;
    if raw.chars().all(is_nothing) {
        return Reading::Blank;
    }
    if source.row != row::RowMark::None {
        return read_row(source);
    }
    let mut line = DumpLine { number: source.number, ..DumpLine::default() };
    line.indented = is_indented(raw);
    let blanks = raw.chars().take_while(|c| c.is_whitespace()).count();
    line.column = u16::try_from(blanks).unwrap_or(u16::MAX);
    let mut text = raw.trim();
    if markup::is_rule(text) || markup::is_fence(text) {
        return Reading::Markup;
    }
    text = text.trim_start_matches("> ").trim_start_matches('>').trim_start();
    if let Some((level, rest)) = markup::heading(text) {
        line.heading = level;
        text = rest;
    }
    if let Some(rest) = markup::bullet(text) {
        line.bullet = true;
        text = rest;
    }
    line.bold = markup::is_all_bold(text);
    let text = strip_inline(text);
    if text.is_empty() {
        return Reading::Markup;
    }
    line.text = text;
    Reading::Text(line)
}

fn read_row(source: &RawLine<'_>) -> Reading {
    let cells = row::cells(source.text, source.row);
    if row::is_divider(&cells) {
        return Reading::Markup;
    }
    let bold = cells.iter().any(|c| !c.is_empty()) && cells.iter().all(|c| c.is_empty() || markup::is_all_bold(c));
    let cells: Vec<String> = cells.iter().map(|c| strip_inline(c)).collect();
    if cells.iter().all(String::is_empty) {
        return Reading::Blank;
    }
    Reading::Text(DumpLine { number: source.number, text: cells.join("\t"), cells, bold, ..DumpLine::default() })
}

/// Whether a line begins with two columns of blanks or more. A single blank is what some programs put before the first
/// line of a page.
fn is_indented(raw: &str) -> bool {
    let columns = raw.chars().take_while(|c| c.is_whitespace()).take(2).map(|c| match c {
        '\u{3000}' | '\t' => 2,
        _ => 1,
    });
    columns.sum::<usize>() >= 2
}

fn is_nothing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_carriage_returns_has_lines() {
        let mut issues = Vec::new();
        let lines = split_lines("甲\r乙", &mut issues);
        assert_eq!(lines.iter().map(|l| l.text).collect::<Vec<_>>(), ["甲", "乙"]);
    }

    #[test]
    fn an_endless_line_is_cut_between_characters_and_reported() {
        let text = "字".repeat(MAX_LINE);
        let mut issues = Vec::new();
        let lines = split_lines(&text, &mut issues);
        assert_eq!(lines[0].text.len(), MAX_LINE / 3 * 3);
        assert_eq!(issues[0].code, "dump_line_cut");
    }
}
