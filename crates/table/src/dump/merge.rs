//! Pieces of one table that page ends have cut.

use super::{Item, Piece, header};
use gongkai_model::record::CellState;
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::label::is_bare_total;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::quality::garble;
use std::collections::BTreeSet;

/// Shortest label that two pieces of a form have in common, in characters; the longest is twice that.
const LABEL: usize = 4;

/// Joins pieces of one table: those with the title of the piece before or none, the same header, and no prose between.
pub(super) fn merge_pieces(pieces: Vec<Piece>, issues: &mut Vec<Issue>) -> Vec<Piece> {
    let mut tables: Vec<Piece> = Vec::new();
    // Header rows of the pieces of the last table, to choose the one that was read best.
    let mut headers: Vec<Vec<Vec<Item>>> = Vec::new();
    let mut columns_so_far = Columns::default();
    for mut piece in pieces {
        join_split_letters(&mut piece);
        if let Some(form) = tables.last_mut().filter(|form| form_goes_on(form, &piece)) {
            form.rows.append(&mut piece.rows);
            form.notes.append(&mut piece.notes);
            continue;
        }
        let goes_on = tables.last().is_some_and(|table| belongs(table, &piece));
        let mapped = match tables.last().filter(|_| goes_on) {
            Some(table) => {
                columns_so_far.count(table);
                align_columns(&columns_so_far, &Columns::of(&piece))
            }
            None => None,
        };
        match (mapped, tables.last_mut()) {
            (Some(columns), Some(table)) => {
                headers.push(remapped(piece.rows.get(..piece.header_rows).unwrap_or_default(), &columns, width(table)));
                append(table, piece, &columns, issues);
            }
            _ => {
                choose_header(tables.last_mut(), &mut headers);
                headers.push(piece.rows.get(..piece.header_rows).unwrap_or_default().to_vec());
                tables.push(piece);
                columns_so_far = Columns::default();
            }
        }
    }
    choose_header(tables.last_mut(), &mut headers);
    tables
}

fn width(piece: &Piece) -> usize {
    piece.rows.first().map_or(0, Vec::len)
}

/// `支` `出` in two cells beside each other to `支出` in the first.
fn join_split_letters(piece: &mut Piece) {
    const WORDS: [&str; 5] = ["支出", "收入", "项目", "栏次", "名称"];
    let count = piece.header_rows;
    for row in piece.rows.iter_mut().take(count) {
        for col in 1..row.len() {
            let pair = format!("{}{}", row[col - 1].text, row[col].text);
            if row[col - 1].text.chars().count() == 1 && WORDS.contains(&pair.as_str()) {
                row[col - 1].text = pair;
                row[col].text.clear();
            }
        }
    }
}

fn belongs(table: &Piece, piece: &Piece) -> bool {
    let title = |p: &Piece| p.title.as_deref().map(|t| comparison_key(t).replace("(续)", ""));
    let same_title = piece.title.is_none() || title(piece) == title(table);
    if piece.apart || !same_title || !table.notes.is_empty() || table.header_rows == 0 || piece.header_rows == 0 {
        return false;
    }
    let of = |p: &Piece| -> String {
        p.rows.iter().take(p.header_rows).flatten().map(|c| comparison_key(&c.text)).collect()
    };
    header::is_same_header(&of(table), &of(piece))
}

/// A piece of a form without header goes on where a label of its first column, such as 年度绩效目标 (aims of the year), was in
/// that of the form before. What stands between them is the rest of a cell that recognition took for prose.
fn form_goes_on(form: &Piece, piece: &Piece) -> bool {
    let labels = |p: &Piece| -> BTreeSet<String> {
        let first = p.rows.iter().filter_map(|row| row.first()).map(|cell| comparison_key(&cell.text));
        first.filter(|key| (LABEL..=2 * LABEL).contains(&key.chars().count())).collect()
    };
    let own_form = piece.rows.iter().take(3).any(|row| header::is_form_row(row));
    form.header_rows == 0
        && form.notes.is_empty()
        && piece.title.is_none()
        && !own_form
        && width(form) == width(piece)
        && !labels(form).is_disjoint(&labels(piece))
}

/// What the cells of a column mostly are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Blank,
    /// Up to three digits: a row number.
    Small,
    /// A code of digits without a point.
    Code,
    Amount,
    Words,
}

fn content(text: &str) -> Content {
    let text = comparison_key(text);
    if text.is_empty() {
        Content::Blank
    } else if text.bytes().all(|b| b.is_ascii_digit()) {
        if text.len() <= 2 { Content::Small } else { Content::Code }
    } else if matches!(parse_cell(&text).state, CellState::Number | CellState::Zero) {
        Content::Amount
    } else {
        Content::Words
    }
}

/// The columns of a table: the text of their headers, and how many of their cells are what. Rows that were counted are not
/// looked at again, or a table of many pieces would cost the square of them.
#[derive(Debug, Default)]
struct Columns {
    heads: Vec<String>,
    counts: Vec<[usize; 5]>,
    /// Rows that were counted, the header included.
    rows: usize,
}

impl Columns {
    fn of(piece: &Piece) -> Self {
        let mut columns = Self::default();
        columns.count(piece);
        columns
    }

    /// Counts the rows that were added since.
    fn count(&mut self, table: &Piece) {
        if self.rows == 0 {
            let header = table.rows.get(..table.header_rows).unwrap_or_default();
            let cells = |col: usize| header.iter().filter_map(move |row| row.get(col));
            let head = |col| cells(col).map(|c| comparison_key(&c.text)).collect();
            self.heads = (0..width(table)).map(head).collect();
            self.counts = vec![[0; 5]; self.heads.len()];
            self.rows = table.header_rows;
        }
        for row in table.rows.get(self.rows..).unwrap_or_default() {
            for (col, counts) in self.counts.iter_mut().enumerate() {
                counts[row.get(col).map_or(Content::Blank, |cell| content(&cell.text)) as usize] += 1;
            }
        }
        self.rows = table.rows.len().max(self.rows);
    }

    /// Header and content of each.
    fn described(&self) -> Vec<(&str, Content)> {
        let kinds = [Content::Small, Content::Code, Content::Amount, Content::Words];
        let mostly = |counts: &[usize; 5]| {
            let found = kinds.into_iter().filter(|k| counts[*k as usize] > 0);
            found.max_by_key(|k| counts[*k as usize]).unwrap_or(Content::Blank)
        };
        self.heads.iter().zip(&self.counts).map(|(head, counts)| (head.as_str(), mostly(counts))).collect()
    }
}

/// Which column of the table each column of the piece is; `None` where a column with content has no place.
fn align_columns(table: &Columns, piece: &Columns) -> Option<Vec<Option<usize>>> {
    let (left, right) = (table.described(), piece.described());
    let (n, m) = (left.len(), right.len());
    if n == m && left.iter().zip(&right).all(|(a, b)| fits(a.1, b.1)) {
        return Some((0..m).map(Some).collect());
    }
    // Best monotone alignment by header text and content.
    let mut best = vec![vec![0i32; m + 1]; n + 1];
    for i in 0..n {
        for j in 0..m {
            let pair = best[i][j] + similarity(&left[i], &right[j]);
            best[i + 1][j + 1] = pair.max(best[i][j + 1]).max(best[i + 1][j]);
        }
    }
    let mut columns = vec![None; m];
    let (mut i, mut j) = (n, m);
    while i > 0 && j > 0 {
        let score = similarity(&left[i - 1], &right[j - 1]);
        if score > 0 && best[i][j] == best[i - 1][j - 1] + score {
            columns[j - 1] = Some(i - 1);
            i -= 1;
            j -= 1;
        } else if best[i][j] == best[i - 1][j] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    let lost = columns.iter().zip(&right).any(|(to, (_, content))| to.is_none() && *content != Content::Blank);
    (!lost).then_some(columns)
}

fn fits(a: Content, b: Content) -> bool {
    a == b || a == Content::Blank || b == Content::Blank
}

fn similarity(a: &(&str, Content), b: &(&str, Content)) -> i32 {
    if !fits(a.1, b.1) {
        return 0;
    }
    let common = a.0.chars().filter(|c| is_ideograph(*c) && b.0.contains(*c)).count();
    let header = i32::try_from(common).unwrap_or(0).min(8);
    match (a.1, b.1) {
        (Content::Blank, Content::Blank) => 1 + header,
        (Content::Blank, _) | (_, Content::Blank) => 2 + header,
        _ => 6 + header,
    }
}

fn remapped(rows: &[Vec<Item>], columns: &[Option<usize>], width: usize) -> Vec<Vec<Item>> {
    rows.iter()
        .map(|row| {
            let line = row.first().map_or(0, |cell| cell.line);
            let mut placed = vec![Item { text: String::new(), line }; width];
            for (cell, to) in row.iter().zip(columns) {
                if let Some(slot) = to.and_then(|to| placed.get_mut(to))
                    && slot.text.is_empty()
                {
                    slot.text.clone_from(&cell.text);
                }
            }
            placed
        })
        .collect()
}

/// Appends the rows of a piece, without its header and without a total that the table already has.
fn append(table: &mut Piece, piece: Piece, columns: &[Option<usize>], issues: &mut Vec<Issue>) {
    let rows = remapped(piece.rows.get(piece.header_rows..).unwrap_or_default(), columns, width(table));
    for (index, row) in rows.into_iter().enumerate() {
        if index == 0 && row.iter().any(|cell| is_bare_total(&cell.text)) {
            let texts = |row: &[Item]| row.iter().map(|c| comparison_key(&c.text)).collect::<Vec<_>>();
            let first = table.rows.get(table.header_rows);
            if first.is_some_and(|first| texts(first) == texts(&row)) {
                continue;
            }
            if first.is_some_and(|first| first.iter().any(|cell| is_bare_total(&cell.text))) {
                let place = format!("line {}", row.first().map_or(0, |cell| cell.line));
                let detail = "the total repeated on a later page differs from the first one: both kept";
                issues.push(Issue::new("repeated_total_differs", Severity::Warn, place, detail));
            }
        }
        table.rows.push(row);
    }
    table.notes.extend(piece.notes);
    if table.unit.is_none() {
        table.unit = piece.unit;
    }
    if table.organisation.is_none() {
        table.organisation = piece.organisation;
    }
    if table.title.is_none() {
        table.title = piece.title;
    }
    if table.form_number.is_none() {
        table.form_number = piece.form_number;
    }
}

/// Gives a table the header of the piece where it was read best, where one was read worse at the first.
fn choose_header(table: Option<&mut Piece>, headers: &mut Vec<Vec<Vec<Item>>>) {
    let Some(table) = table else {
        headers.clear();
        return;
    };
    let quality = |rows: &Vec<Vec<Item>>| {
        let cells = || rows.iter().flatten().filter(|c| !c.text.is_empty());
        let garbled = cells().filter(|c| is_unreadable(&c.text)).count();
        let crammed = cells().filter(|c| c.text.split_whitespace().count() > 1).count();
        let filled = rows.iter().rev().take(2).flatten().filter(|c| !c.text.is_empty()).count();
        (std::cmp::Reverse(garbled + crammed), filled.min(1000))
    };
    let first = headers.first().map(&quality);
    let best = (0..headers.len()).rev().max_by_key(|&i| quality(&headers[i]));
    if let (Some(best), Some(first)) = (best, first)
        && quality(&headers[best]) > first
    {
        let body = table.rows.split_off(table.header_rows.min(table.rows.len()));
        table.rows.clone_from(&headers[best]);
        table.header_rows = table.rows.len();
        table.rows.extend(body);
    }
    headers.clear();
}

/// A header cell that holds no word: `.,, , ,`, `77 17 5 1 1`.
fn is_unreadable(text: &str) -> bool {
    let words = text.chars().filter(|c| is_ideograph(*c)).count();
    let number = text.chars().all(|c| c.is_ascii_digit());
    garble(text).is_some() || (words == 0 && !number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(rows: &[&[&str]]) -> Piece {
        let item = |text: &&str| Item { text: (*text).to_owned(), line: 1 };
        let rows = rows.iter().map(|row| row.iter().map(item).collect()).collect();
        Piece { rows, header_rows: 1, ..Piece::default() }
    }

    #[test]
    fn pieces_of_any_number_are_one_table() {
        let pieces =
            vec![piece(&[&["科目编码", "科目名称", "合计"], &["213", "农林水支出", "1.00"]]); 8_000];
        let tables = merge_pieces(pieces, &mut Vec::new());
        assert_eq!((tables.len(), tables[0].rows.len()), (1, 8_001));
    }

    #[test]
    fn a_piece_with_a_blank_column_more_is_aligned_by_what_the_table_holds() {
        let first = piece(&[&["科目编码", "科目名称", "合计"], &["213", "农林水支出", "1.00"]]);
        let second = piece(&[&["科目编码", "科目名称", "合计"], &["214", "交通运输支出", "2.00"]]);
        let third = piece(&[&["科目编码", "", "科目名称", "合计"], &["215", "", "工业支出", "3.00"]]);
        let tables = merge_pieces(vec![first, second, third], &mut Vec::new());
        assert_eq!(tables.len(), 1);
        let last: Vec<_> = tables[0].rows[3].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(last, ["215", "工业支出", "3.00"]);
    }
}
