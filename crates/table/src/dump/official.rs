//! Headers that recognition read badly, restored by the order of the official form.
//!
//! Only where the title names the form, the printed column numbers (栏次) are all there, and most columns still hold a
//! word that stands in them on the form. What was read is reported.

use super::{Item, Merged, Piece, header};
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::comparison_key;

/// One column of an official header.
struct Leaf {
    /// Header texts from the top down; equal ones beside or below each other are one cell.
    path: [&'static str; 3],
    /// One of these must be readable in the column.
    words: &'static [&'static str],
    /// None of these may be.
    foreign: &'static [&'static str],
}

/// “三公”经费支出决算表 (three public expenses): six items budgeted, six spent.
const ITEMS: [([&str; 2], &[&str], &[&str]); 6] = [
    (["合计", "合计"], &["合计"], &["出国", "境"]),
    (["因公出国（境）费", "因公出国（境）费"], &["出国", "境)"], &["用车", "小计"]),
    (["公务用车购置及运行费", "小计"], &["小计"], &["接待", "出国"]),
    (["公务用车购置及运行费", "公务用车购置费"], &["购置"], &["接待", "出国"]),
    (["公务用车购置及运行费", "公务用车运行费"], &["运行"], &["接待", "出国"]),
    (["公务接待费", "公务接待费"], &["接待"], &["购置", "出国"]),
];

/// Title, groups of columns, and the words by which the groups are told.
const THREE_PUBLIC: (&str, [&str; 2]) = ("三公", ["预算数", "决算数"]);

fn leaves() -> Vec<Leaf> {
    let groups = THREE_PUBLIC.1.iter();
    groups
        .flat_map(|group| {
            ITEMS.iter().map(|(path, words, foreign)| Leaf { path: [group, path[0], path[1]], words, foreign })
        })
        .collect()
}

/// Writes the header of the form where the table is that form and its own header is damaged.
pub(super) fn restore_header(piece: &mut Piece, issues: &mut Vec<Issue>) {
    let titled = piece.title.as_deref().is_some_and(|title| comparison_key(title).contains(THREE_PUBLIC.0));
    let count = piece.header_rows.min(piece.rows.len());
    if !titled || count < 2 {
        return;
    }
    let leaves = leaves();
    let (head, numbers) = piece.rows.split_at(count - 1);
    let Some(numbers) = numbers.first().filter(|row| header::is_column_numbers(row) && row.len() == leaves.len())
    else {
        return;
    };
    let column =
        |col: usize| -> String { head.iter().filter_map(|r| r.get(col)).map(|c| comparison_key(&c.text)).collect() };
    let fits = |col: usize, leaf: &Leaf, strict: bool| {
        let text = column(col);
        leaf.words.iter().any(|w| text.contains(w)) && !(strict && leaf.foreign.iter().any(|w| text.contains(w)))
    };
    let sound = leaves.iter().enumerate().all(|(col, leaf)| fits(col, leaf, true));
    let readable = leaves.iter().enumerate().filter(|(col, leaf)| fits(*col, leaf, false)).count();
    let group_at = |word: &str| (0..leaves.len()).find(|c| column(*c).contains(word));
    let grouped = matches!(
        (group_at(THREE_PUBLIC.1[0]), group_at(THREE_PUBLIC.1[1])),
        (Some(a), Some(b)) if a < leaves.len() / 2 && b >= leaves.len() / 2 - 1 && a < b
    );
    if sound || !grouped || readable * 4 < leaves.len() * 3 {
        return;
    }
    let line = numbers.first().map_or(0, |c| c.line);
    let first_line = head.first().and_then(|r| r.first()).map_or(line, |c| c.line);
    let read: Vec<&str> = head.iter().flatten().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).collect();
    let detail = format!("header read by the order of the form; read: {}", read.join(" | "));
    issues.push(Issue::new("header_restored", Severity::Info, format!("line {first_line}"), detail));
    let mut rows: Vec<Vec<Item>> = (0..3)
        .map(|level| leaves.iter().map(|leaf| Item { text: leaf.path[level].to_owned(), line: first_line }).collect())
        .collect();
    let merged = merge_equal(&mut rows);
    rows.push(numbers.clone());
    let body = piece.rows.split_off(count);
    piece.header_rows = rows.len();
    piece.rows = rows;
    piece.rows.extend(body);
    piece.realigned = true;
    piece.merged = merged;
}

/// Equal texts beside and below each other to one cell, the others blank.
fn merge_equal(rows: &mut [Vec<Item>]) -> Vec<Merged> {
    let texts: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|c| c.text.clone()).collect()).collect();
    let text = |r: usize, c: usize| texts.get(r).and_then(|row| row.get(c));
    let mut merged: Vec<Merged> = Vec::new();
    for r in 0..texts.len() {
        for c in 0..texts.get(r).map_or(0, Vec::len) {
            let inside = |m: &Merged| (m.row..m.row + m.rows).contains(&r) && (m.col..m.col + m.cols).contains(&c);
            if merged.iter().any(inside) {
                if let Some(cell) = rows.get_mut(r).and_then(|row| row.get_mut(c)) {
                    cell.text.clear();
                }
                continue;
            }
            let same = |row: usize, col: usize| text(row, col) == text(r, c);
            let down = (r + 1..texts.len()).take_while(|row| same(*row, c)).count();
            let across = if down == 0 {
                (c + 1..).take_while(|col| same(r, *col) && text(r, *col).is_some()).count()
            } else {
                0
            };
            merged.push(Merged { row: r, col: c, rows: down + 1, cols: across + 1 });
        }
    }
    merged.retain(|m| m.rows * m.cols > 1);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &&str) -> Item {
        Item { text: (*text).to_owned(), line: 7 }
    }

    #[test]
    fn a_shifted_header_is_that_of_the_form() {
        let rows: [&[&str]; 4] = [
            &["", "预算数", "", "", "", "", "决算数", "", "", "", "", ""],
            &["因公出国", "", "用车购置及运行费", "", "", "公务接", "", "因公出国", "公务", "用车购置及运行费", "", ""],
            &[
                "合计",
                "(境)费",
                "小计",
                "购置费",
                "运行费",
                "待费",
                "合计",
                "合(境)费",
                "小计",
                "购置费",
                "运行费",
                "接待费",
            ],
            &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
        ];
        let mut rows: Vec<Vec<Item>> = rows.iter().map(|r| r.iter().map(item).collect()).collect();
        rows.push((0..12).map(|n| Item { text: format!("{n}.00"), line: 8 }).collect());
        let title = Some("一般公共预算财政拨款“三公”经费支出决算表".to_owned());
        let mut piece = Piece { title, rows, header_rows: 4, ..Piece::default() };
        let mut issues = Vec::new();
        restore_header(&mut piece, &mut issues);
        assert_eq!(issues.len(), 1);
        let texts: Vec<&str> = piece.rows[1].iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts[..6], ["合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"]);
        assert_eq!((piece.header_rows, piece.rows.len()), (4, 5));
        assert!(piece.merged.contains(&Merged { row: 0, col: 6, rows: 1, cols: 6 }));
        assert!(piece.merged.contains(&Merged { row: 1, col: 0, rows: 2, cols: 1 }));
        // Once restored, it stays.
        restore_header(&mut piece, &mut issues);
        assert_eq!(issues.len(), 1);
    }
}
