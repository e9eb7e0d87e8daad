//! Cells that recognition read as what nobody wrote.
//!
//! Two kinds are told from their text alone. Recognition that lost its way says the same few characters again and again.
//! And a narrow cell whose lines it read in columns has characters beside each other that stand so nowhere in the prose of
//! the document. Such a cell is left blank, since its content is unknown, and is quoted in an issue.

use super::Piece;
use gongkai_model::page::Page;
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::is_ideograph;
use std::collections::BTreeSet;

/// Longest stretch of characters that is looked for again right behind itself.
const MAX_PERIOD: usize = 12;
/// How often it stands there at least.
const REPEATS: usize = 4;
/// Pairs of characters a text has at least for its pairs to tell something.
const MIN_PAIRS: usize = 9;
/// Different pairs the prose of a document has at least to be a measure of its tables.
const MIN_PROSE: usize = 2000;
/// A text with a smaller share of known pairs, in percent, was not read in its order.
const KNOWN_PERCENT: usize = 15;
/// Characters of a cell that an issue quotes.
const QUOTED: usize = 120;
/// Rows that are told one by one.
const MAX_TOLD: usize = 40;

/// Pairs of Chinese characters in the lines without cells.
pub(super) fn pairs_of_prose(pages: &[Page]) -> BTreeSet<(char, char)> {
    let prose = pages.iter().flat_map(|p| &p.dump_lines).filter(|l| l.cells.is_empty());
    prose.flat_map(|l| pairs(&l.text)).collect()
}

/// Leaves the cells of a table of several columns blank that were not read in order.
pub(super) fn blank_garbled_cells(table: &mut Piece, known: &BTreeSet<(char, char)>, issues: &mut Vec<Issue>) {
    let mut rows = 0_usize;
    for row in table.rows.iter_mut().skip(table.header_rows) {
        let mut quoted: Vec<String> = Vec::new();
        let mut line = 0;
        for cell in row.iter_mut().filter(|cell| repeats_itself(&cell.text) || is_out_of_order(&cell.text, known)) {
            quoted.push(cell.text.chars().take(QUOTED).collect());
            line = cell.line;
            cell.text.clear();
        }
        rows += usize::from(!quoted.is_empty());
        if !quoted.is_empty() && rows <= MAX_TOLD {
            let detail = format!("not read in the order written, left blank: {}", quoted.join(" | "));
            issues.push(Issue::new("garbled_cells", Severity::Warn, format!("line {line}"), detail));
        }
    }
    if rows > MAX_TOLD {
        let detail = format!("{} more rows with cells that were not read in order", rows - MAX_TOLD);
        issues.push(Issue::new("garbled_cells", Severity::Warn, String::new(), detail));
    }
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let mut pairs = Vec::new();
    let mut before = None;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let own = Some(c).filter(|c| is_ideograph(*c));
        pairs.extend(before.zip(own));
        before = own;
    }
    pairs
}

/// Whether the pairs of a text stand nowhere in prose that is long enough to tell.
fn is_out_of_order(text: &str, known: &BTreeSet<(char, char)>) -> bool {
    if known.len() < MIN_PROSE || text.len() < MIN_PAIRS * '一'.len_utf8() {
        return false;
    }
    let pairs = pairs(text);
    let of_prose = pairs.iter().filter(|pair| known.contains(pair)).count();
    pairs.len() >= MIN_PAIRS && of_prose * 100 < pairs.len() * KNOWN_PERCENT
}

/// Whether a few characters, Chinese ones and not all the same, are repeated right behind themselves.
fn repeats_itself(text: &str) -> bool {
    if text.len() < 2 * REPEATS {
        return false;
    }
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    (2..=MAX_PERIOD).any(|period| {
        let mut same = 0;
        chars.iter().zip(chars.iter().skip(period)).enumerate().any(|(at, (a, b))| {
            same = if a == b { same + 1 } else { 0 };
            let unit = chars.get(at..at + period).unwrap_or_default();
            same >= period * (REPEATS - 1)
                && unit.iter().any(|c| is_ideograph(*c))
                && unit.iter().any(|c| Some(c) != unit.first())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::Item;
    use super::*;

    #[test]
    fn what_is_said_again_and_again_is_no_text() {
        assert!(repeats_itself("完成造林任务，是一个，是一个，是一个，是一个"));
        assert!(!repeats_itself("一年比一年多，一个比一个好"));
        assert!(!repeats_itself("某某某某某某某某某某"));
        assert!(!repeats_itself("1.00 1.00 1.00 1.00 1.00"));
    }

    #[test]
    fn pairs_unknown_to_long_prose_are_out_of_order() {
        let mut known: BTreeSet<(char, char)> = pairs("完成年度造林任务并加强森林防火").into_iter().collect();
        let jumbled = "完年造任并强林火成度林务加森防";
        assert!(!is_out_of_order(jumbled, &known), "prose too short to tell");
        known.extend(('\u{5000}'..'\u{5900}').map(|c| (c, '一')));
        assert!(is_out_of_order(jumbled, &known));
        assert!(!is_out_of_order("加强森林防火并完成造林任务", &known));
        let item = |text: &str| Item { text: text.to_owned(), line: 7 };
        let rows = vec![vec![item("指标"), item("目标值")], vec![item(jumbled), item("95%")]];
        let mut table = Piece { rows, header_rows: 1, ..Piece::default() };
        let mut issues = Vec::new();
        blank_garbled_cells(&mut table, &known, &mut issues);
        assert_eq!(table.rows[1], [item(""), item("95%")]);
        assert_eq!((issues.len(), issues[0].place.as_str()), (1, "line 7"));
    }
}
