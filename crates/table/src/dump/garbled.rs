//! Cells that recognition read as what nobody wrote.
//!
//! Two kinds are told from their text alone. Recognition that lost its way says the same few characters again and again.
//! And a narrow cell whose lines it read in columns has characters beside each other that stand so nowhere in the prose of
//! the document. Where the same characters read across those columns are pairs of the prose, that is what the cell says.
//! Any other such cell is left blank, since its content is unknown. Both are told in an issue with what was read.

use super::{Item, Piece};
use gongkai_model::page::Page;
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::is_ideograph;
use std::collections::{BTreeMap, BTreeSet};

/// Longest stretch of characters that is looked for again right behind itself.
const MAX_PERIOD: usize = 12;
/// How often it stands there at least.
const REPEATS: usize = 4;
/// How often one character stands behind itself in no text.
const SAME_IN_A_ROW: usize = 5;
/// Pairs of characters a text has at least for its pairs to tell something.
const MIN_PAIRS: usize = 9;
/// Different pairs the prose of a document has at least to be a measure of its tables.
const MIN_PROSE: usize = 2000;
/// A text with a smaller share of known pairs, in percent, was not read in its order.
const KNOWN_PERCENT: usize = 15;
/// The same for forms, whose cells are sentences and names of indicators. Other tables print names of accounts, of which
/// prose speaks less.
const KNOWN_PERCENT_OF_FORM: usize = 20;
/// Pairs of a text of which none is known to prose, in forms.
const MIN_UNKNOWN: usize = 6;
/// A text is read across columns where it has no more known pairs than this share, in percent…
const JUMBLED_PERCENT: usize = 30;
/// …and at least this share read so.
const REORDERED_PERCENT: usize = 55;
/// Pairs of a text that is read across columns.
const MIN_REORDERED: usize = 5;
/// Longest text that is read so, in bytes: a narrow cell.
const MAX_REORDERED: usize = 300;
/// Cells of a column read so at least that tell the same of its short ones…
const FEWEST_READ_DOWN: usize = 4;
/// …which have this many pairs.
const FEWEST_STRANGE: usize = 3;
/// Columns of characters that recognition read down.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=4;
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
    let is_form = table.header_rows == 0;
    let narrow = columns_read_down(table, known);
    for row in table.rows.iter_mut().skip(table.header_rows) {
        let mut quoted: Vec<String> = Vec::new();
        let mut line = 0;
        for (col, cell) in row.iter_mut().enumerate() {
            if let Some(across) = read_across(&cell.text, known) {
                let detail = format!("read down its columns as {}, which across them is {across}", cell.text);
                issues.push(Issue::new("transposed_cell", Severity::Info, format!("line {}", cell.line), detail));
                cell.text = across;
            } else if narrow.contains(&col) && is_strange(&cell.text, known) {
                quoted.push(cell.text.chars().take(QUOTED).collect());
                line = cell.line;
                cell.text.clear();
            }
        }
        let unread = |cell: &&mut Item| repeats_itself(&cell.text) || is_out_of_order(&cell.text, known, is_form);
        for cell in row.iter_mut().filter(unread) {
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

/// Columns of a form most of whose cells recognition read down columns of one character.
fn columns_read_down(table: &Piece, known: &BTreeSet<(char, char)>) -> BTreeSet<usize> {
    let mut read_down: BTreeMap<usize, usize> = BTreeMap::new();
    if table.header_rows > 0 || known.len() < MIN_PROSE {
        return BTreeSet::new();
    }
    for (col, cell) in table.rows.iter().flat_map(|row| row.iter().enumerate()) {
        let unread = read_across(&cell.text, known).is_some() || is_out_of_order(&cell.text, known, true);
        *read_down.entry(col).or_default() += usize::from(unread);
    }
    let many = read_down.into_iter().filter(|(_, unread)| *unread >= FEWEST_READ_DOWN);
    many.map(|(col, _)| col).collect()
}

/// A short text no pair of which stands in prose.
fn is_strange(text: &str, known: &BTreeSet<(char, char)>) -> bool {
    let (of_prose, all) = known_pairs(text, known);
    of_prose == 0 && all >= FEWEST_STRANGE && text.chars().all(is_ideograph)
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

/// Known pairs of a text and all of them.
fn known_pairs(text: &str, known: &BTreeSet<(char, char)>) -> (usize, usize) {
    let pairs = pairs(text);
    (pairs.iter().filter(|pair| known.contains(pair)).count(), pairs.len())
}

/// Whether the pairs of a text stand nowhere in prose that is long enough to tell.
fn is_out_of_order(text: &str, known: &BTreeSet<(char, char)>, is_form: bool) -> bool {
    if known.len() < MIN_PROSE || text.len() < MIN_UNKNOWN * '一'.len_utf8() {
        return false;
    }
    let (of_prose, all) = known_pairs(text, known);
    let least = if is_form { KNOWN_PERCENT_OF_FORM } else { KNOWN_PERCENT };
    (all >= MIN_PAIRS && of_prose * 100 < all * least) || (is_form && all >= MIN_UNKNOWN && of_prose == 0)
}

/// What a cell says that recognition read down columns of one character each: 职医缴费工保费率 is 职工医保缴费费率.
fn read_across(text: &str, known: &BTreeSet<(char, char)>) -> Option<String> {
    if known.len() < MIN_PROSE || text.len() < MIN_REORDERED * '一'.len_utf8() || text.len() > MAX_REORDERED {
        return None;
    }
    let (of_prose, all) = known_pairs(text, known);
    if all < MIN_REORDERED || of_prose * 100 > all * JUMBLED_PERCENT {
        return None;
    }
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let across = COLUMNS.map(|columns| {
        let height = chars.len().div_ceil(columns);
        let mut across: String = (0..height).flat_map(|row| chars.iter().skip(row).step_by(height)).collect();
        // The last line is shorter, and recognition may have filled it with the character beside.
        if let [.., a, b] = *across.chars().collect::<Vec<_>>()
            && a == b
            && !known.contains(&(a, b))
        {
            across.pop();
        }
        across
    });
    let share = |text: &String| {
        let (of_prose, all) = known_pairs(text, known);
        of_prose * 100 / all.max(1)
    };
    across.max_by_key(share).filter(|text| share(text) >= REORDERED_PERCENT)
}

/// Whether a few characters, Chinese ones and not all the same, are repeated right behind themselves.
fn repeats_itself(text: &str) -> bool {
    if text.len() < 2 * REPEATS {
        return false;
    }
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    // 某某某 stands for a name.
    let same =
        |five: &[char]| five.first().is_some_and(|c| is_ideograph(*c) && *c != '某' && five.iter().all(|d| d == c));
    let commas = |five: &[char]| five.iter().all(|c| matches!(c, ',' | '，' | '、' | ';' | '；'));
    if chars.windows(SAME_IN_A_ROW).any(|five| same(five) || commas(five)) {
        return true;
    }
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
    use super::*;

    #[test]
    fn what_is_said_again_and_again_is_no_text() {
        assert!(repeats_itself("完成造林任务，是一个，是一个，是一个，是一个"));
        assert!(!repeats_itself("一年比一年多，一个比一个好"));
        assert!(repeats_itself("屋相上上上上上率"));
        assert!(repeats_itself("是一、保, , , , , , ,"));
        assert!(!repeats_itself("某某某某某某某某某某"));
        assert!(!repeats_itself("1.00 1.00 1.00 1.00 1.00"));
    }

    #[test]
    fn pairs_unknown_to_long_prose_are_out_of_order() {
        let mut known: BTreeSet<(char, char)> = pairs("完成年度造林任务并加强森林防火").into_iter().collect();
        let jumbled = "完年造任并强林火成度林务加森防";
        assert!(!is_out_of_order(jumbled, &known, false), "prose too short to tell");
        known.extend(('\u{5000}'..'\u{5900}').map(|c| (c, '一')));
        assert!(is_out_of_order(jumbled, &known, false));
        assert!(!is_out_of_order("加强森林防火并完成造林任务", &known, false));
        assert!(is_out_of_order("救覆率抚儿童事", &known, true));
        assert!(!is_out_of_order("救覆率抚儿童事", &known, false), "an account of which no prose speaks");
        let across = |text: &str| read_across(text, &known);
        assert_eq!(across("完年造任成度林务").as_deref(), Some("完成年度造林任务"));
        assert_eq!(across("完年造任务成度林务").as_deref(), Some("完成年度造林任务"), "a character read twice");
        assert_eq!(across("完成年度造林任务"), None);
        assert_eq!(across("甲丙戊庚乙丁己辛"), None);
        let item = |text: &str| Item { text: text.to_owned(), line: 7 };
        let reversed: String = "完成年度造林任务并加强森林防火".chars().rev().collect();
        let rows =
            vec![vec![item("指标"), item("目标值"), item("完成值")], vec![item(jumbled), item("95%"), item(&reversed)]];
        let mut table = Piece { rows, header_rows: 1, ..Piece::default() };
        let mut issues = Vec::new();
        blank_garbled_cells(&mut table, &known, &mut issues);
        assert_eq!(table.rows[1], [item("完成年度造林任务并加强森林防火"), item("95%"), item("")]);
        let told: Vec<_> = issues.iter().map(|issue| (issue.code.as_str(), issue.place.as_str())).collect();
        assert_eq!(told, [("transposed_cell", "line 7"), ("garbled_cells", "line 7")]);
    }
}
