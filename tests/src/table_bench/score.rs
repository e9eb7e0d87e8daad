//! Counts of one document: cells, tables, header paths, lines joined.

use super::align::{Grid, align, bare, hits, pair_tables};
use gongkai_corpus::table_bench::truth::{CellTruth, TableTruth};
use gongkai_model::table::Table;
use std::collections::{BTreeMap, BTreeSet};

/// What was counted in a document, or in many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Pages.
    pub pages: usize,
    /// Cells with text: known, read, and both at the same place with the same text.
    pub cells: [usize; 3],
    /// The same page by page where pages are known: a table that was left in pieces costs nothing here.
    pub page_cells: [usize; 3],
    /// Tables over several pages: known, and returned whole.
    pub whole: [usize; 2],
    /// Columns under a header: known, and with the right path.
    pub paths: [usize; 2],
    /// Cells with a line wrongly joined or broken, of the known cells with text.
    pub wrong_joins: usize,
    /// Cells printed in several lines: known, and read with their lines joined rightly.
    pub wrapped: [usize; 2],
    /// Tables: known, read, and paired.
    pub tables: [usize; 3],
}

/// Something that was read wrongly, in words.
pub type Miss = String;

impl Counts {
    /// Adds the counts of more documents.
    pub fn add(&mut self, other: &Self) {
        fn add<const N: usize>(a: &mut [usize; N], b: [usize; N]) {
            a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        }
        self.documents += other.documents;
        self.pages += other.pages;
        add(&mut self.cells, other.cells);
        add(&mut self.page_cells, other.page_cells);
        add(&mut self.whole, other.whole);
        add(&mut self.paths, other.paths);
        self.wrong_joins += other.wrong_joins;
        add(&mut self.wrapped, other.wrapped);
        add(&mut self.tables, other.tables);
    }

    /// Harmonic mean of the share of known cells that were read and the share of read cells that are known.
    #[must_use]
    pub fn cell_f1(&self) -> f64 {
        f1(self.cells)
    }

    /// The same page by page.
    #[must_use]
    pub fn page_f1(&self) -> f64 {
        f1(self.page_cells)
    }
}

fn f1([known, read, both]: [usize; 3]) -> f64 {
    share(2 * both, known + read)
}

/// A part of a whole; 1 where there is nothing.
#[must_use]
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Counts of one document and what was read wrongly in it.
#[must_use]
pub fn score(truth: &[TableTruth], read: &[Table], pages: usize) -> (Counts, Vec<Miss>) {
    let known: Vec<Grid> = truth.iter().map(truth_grid).collect();
    let found: Vec<Grid> = read.iter().map(read_grid).collect();
    let pairs = pair_tables(&known, &found);
    let mut counts =
        Counts { documents: 1, pages, tables: [truth.len(), read.len(), pairs.len()], ..Counts::default() };
    counts.cells = [known.iter().map(Grid::filled).sum(), found.iter().map(Grid::filled).sum(), 0];
    let mut misses = Vec::new();
    for (i, table) in truth.iter().enumerate() {
        let several = table.pages.len() > 1;
        counts.whole[0] += usize::from(several);
        counts.paths[0] += table.paths.len();
        let name = format!("table {} {} p{}", i + 1, table.title.as_deref().unwrap_or("-"), first_page(table));
        let Some((_, j)) = pairs.iter().find(|p| p.0 == i) else {
            misses.push(format!("{name}: not found"));
            continue;
        };
        let (a, b) = (&known[i], &found[*j]);
        let alignment = align(a, b);
        let hit = hits(a, b, &alignment);
        counts.cells[2] += hit.len();
        let whole = is_whole(a, b, &alignment.rows, &hit);
        counts.whole[1] += usize::from(several && whole);
        if several && !whole {
            misses.push(format!("{name}: not whole, {} of {} rows", read[*j].n_rows, table.n_rows));
        }
        let wrong = wrong_paths(table, &read[*j]);
        counts.paths[1] += table.paths.len() - wrong.len();
        misses.extend(wrong.into_iter().take(2).map(|w| format!("{name}: path {w}")));
        let lost = table.filled().filter(|c| !hit.contains(&(c.row, c.col)));
        misses.extend(lost.take(6).map(|c| format!("{name}: r{}c{} {}", c.row, c.col, shortened(&c.text))));
    }
    for (j, table) in read.iter().enumerate().filter(|(j, _)| !pairs.iter().any(|p| p.1 == *j)) {
        let first = table.cells.iter().find(|c| !c.text.is_empty()).map_or("", |c| c.text.as_str());
        misses.push(format!(
            "read table {} p{:?}: none, {} cells, {}",
            j + 1,
            table.pages,
            found[j].filled(),
            shortened(first)
        ));
    }
    count_joins(truth, read, &mut counts, &mut misses);
    let known_pages = truth.iter().flat_map(TableTruth::filled).any(|c| !c.pages.is_empty());
    counts.page_cells = if known_pages { page_cells(truth, read) } else { counts.cells };
    (counts, misses)
}

fn first_page(table: &TableTruth) -> u32 {
    table.pages.first().copied().unwrap_or(0)
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

fn truth_grid(table: &TableTruth) -> Grid {
    Grid::of(table.cells.iter().map(|c| (c.row, c.col, c.text.clone())))
}

fn read_grid(table: &Table) -> Grid {
    Grid::of(table.cells.iter().map(|c| (c.row as usize, c.col as usize, c.text.clone())))
}

/// Cells with text, page by page, a cell on the page where it begins: known, read and both.
fn page_cells(truth: &[TableTruth], read: &[Table]) -> [usize; 3] {
    type Pieces = BTreeMap<(u32, usize), Vec<(usize, usize, String)>>;
    let (mut known, mut found) = (Pieces::new(), Pieces::new());
    for (i, table) in truth.iter().enumerate() {
        for c in table.filled() {
            let page = c.pages.first().copied().unwrap_or(0);
            known.entry((page, i)).or_default().push((c.row, c.col, c.text.clone()));
        }
    }
    for (j, table) in read.iter().enumerate() {
        for c in table.cells.iter().filter(|c| !c.text.is_empty()) {
            let at = (c.row as usize, c.col as usize, c.text.clone());
            found.entry((c.page.unwrap_or(0), j)).or_default().push(at);
        }
    }
    let mut out = [0; 3];
    let pages: BTreeSet<u32> = known.keys().chain(found.keys()).map(|k| k.0).collect();
    for page in pages {
        let grids = |pieces: &Pieces| -> Vec<Grid> {
            pieces.range((page, 0)..=(page, usize::MAX)).map(|(_, cells)| Grid::of(cells.iter().cloned())).collect()
        };
        let (a, b) = (grids(&known), grids(&found));
        out[0] += a.iter().map(Grid::filled).sum::<usize>();
        out[1] += b.iter().map(Grid::filled).sum::<usize>();
        for (i, j) in pair_tables(&a, &b) {
            out[2] += hits(&a[i], &b[j], &align(&a[i], &b[j])).len();
        }
    }
    out
}

/// Whether every row with text was read, at least half of its cells right, and no other.
fn is_whole(known: &Grid, read: &Grid, rows: &[(usize, usize)], hit: &[(usize, usize)]) -> bool {
    let mut per_row = vec![0; known.rows.len()];
    hit.iter().for_each(|(row, _)| per_row[*row] += 1);
    let texts = |row: &[String]| row.iter().filter(|t| !t.is_empty()).count();
    let all_read = known.rows.iter().zip(&per_row).all(|(row, hits)| 2 * hits >= texts(row));
    let paired: Vec<usize> = rows.iter().map(|p| p.1).collect();
    all_read && read.rows.iter().enumerate().all(|(i, row)| texts(row) == 0 || paired.contains(&i))
}

/// Columns whose path is not the known one, in words.
fn wrong_paths(table: &TableTruth, read: &Table) -> Vec<String> {
    let folded = |path: &[String]| path.iter().map(|p| bare(p)).collect::<Vec<_>>().join("/");
    let read_path = |col: usize| read.columns.iter().find(|c| c.index as usize == col).map(|c| folded(&c.path));
    let wrong = table.paths.iter().enumerate().filter_map(|(col, path)| {
        let (want, got) = (folded(path), read_path(col).unwrap_or_default());
        (want != got).then(|| format!("{col}: {got} for {want}"))
    });
    wrong.collect()
}

/// A cell is joined rightly where some cell reads exactly as it should, blanks included.
fn count_joins(truth: &[TableTruth], read: &[Table], counts: &mut Counts, misses: &mut Vec<Miss>) {
    let mut exact: BTreeMap<String, usize> = BTreeMap::new();
    let mut without_blanks: BTreeMap<String, usize> = BTreeMap::new();
    for cell in read.iter().flat_map(|t| &t.cells).filter(|c| !c.text.is_empty()) {
        *exact.entry(spelled(&cell.text)).or_insert(0) += 1;
        *without_blanks.entry(bare(&cell.text)).or_insert(0) += 1;
    }
    let mut take = |text: String| match exact.get_mut(&text) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    };
    for cell in truth.iter().flat_map(TableTruth::filled) {
        let right =
            take(spelled(&cell.text)) || cell.text.contains('\n') && take(spelled(&cell.text.replace('\n', "")));
        let is_wrapped = cell.lines > 1;
        counts.wrapped[0] += usize::from(is_wrapped);
        counts.wrapped[1] += usize::from(is_wrapped && right);
        // A cell in one line that is nowhere at all is a matter of the grid, not of its lines.
        if !right && (is_wrapped || without_blanks.contains_key(&bare(&cell.text))) {
            counts.wrong_joins += 1;
            misses.push(wrong_join(cell, read));
        }
    }
}

/// Text with every stretch of white space as one blank, or as one line break where it holds one.
fn spelled(text: &str) -> String {
    let mut out = String::new();
    let mut blank = None;
    for ch in text.trim().chars() {
        if ch.is_whitespace() {
            blank = Some(if ch == '\n' { '\n' } else { blank.unwrap_or(' ') });
        } else {
            out.extend(blank.take());
            out.push(gongkai_normalize::chars::fold_char(ch));
        }
    }
    out
}

fn wrong_join(cell: &CellTruth, read: &[Table]) -> Miss {
    let want = bare(&cell.text);
    let head: String = want.chars().take(8).collect();
    let cells = read.iter().flat_map(|t| &t.cells);
    let like = cells.map(|c| c.text.as_str()).find(|t| bare(t).starts_with(&head)).unwrap_or("nothing alike");
    let (from, want) = first_difference(&cell.text, like);
    format!("joined p{:?} r{}c{} ({} lines): {from} for {want}", cell.pages, cell.row, cell.col, cell.lines)
}

/// Where two texts part, a few characters of each.
fn first_difference(want: &str, got: &str) -> (String, String) {
    let (want, got): (Vec<char>, Vec<char>) = (want.chars().collect(), got.chars().collect());
    let at = want.iter().zip(&got).take_while(|(a, b)| a == b).count().saturating_sub(6);
    let cut = |text: &[char]| -> String { text.iter().skip(at).take(24).collect::<String>().replace('\n', "⏎") };
    (cut(&got), cut(&want))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::table::{Cell, Column};

    fn truth() -> TableTruth {
        let cell = |row, col, text: &str, lines| CellTruth {
            row,
            col,
            row_span: 1,
            col_span: 1,
            text: text.to_owned(),
            lines,
            pages: vec![1],
        };
        TableTruth {
            pages: vec![1, 2],
            n_rows: 3,
            n_cols: 2,
            header_rows: 1,
            paths: vec![vec!["项目".to_owned()], vec!["金额".to_owned()]],
            cells: vec![
                cell(0, 0, "项目", 1),
                cell(0, 1, "金额", 1),
                cell(1, 0, "设备购置", 2),
                cell(1, 1, "3.00", 1),
                cell(2, 0, "合计", 1),
                cell(2, 1, "3.00", 1),
            ],
            ..TableTruth::default()
        }
    }

    fn read(cells: &[(u32, u32, &str)]) -> Table {
        let cell = |(row, col, text): &(u32, u32, &str)| Cell {
            row: *row,
            col: *col,
            row_span: 1,
            col_span: 1,
            text: (*text).to_owned(),
            ..Cell::default()
        };
        let column = |(index, text): (u32, &str)| Column { index, path: vec![text.to_owned()], ..Column::default() };
        Table {
            columns: [(0, "项目"), (1, "金额")].map(column).to_vec(),
            cells: cells.iter().map(cell).collect(),
            ..Table::default()
        }
    }

    const RIGHT: [(u32, u32, &str); 6] =
        [(0, 0, "项目"), (0, 1, "金额"), (1, 0, "设备购置"), (1, 1, "3.00"), (2, 0, "合计"), (2, 1, "3.00")];

    #[test]
    fn a_table_read_rightly_has_no_miss() {
        let (counts, misses) = score(&[truth()], &[read(&RIGHT)], 2);
        assert_eq!(misses, Vec::<String>::new());
        assert_eq!((counts.cells, counts.whole, counts.paths), ([6, 6, 6], [1, 1], [2, 2]));
        assert_eq!((counts.wrapped, counts.wrong_joins), ([1, 1], 0));
    }

    #[test]
    fn a_blank_inside_is_a_wrong_join_and_no_wrong_cell() {
        let mut cells = RIGHT;
        cells[2].2 = "设备 购置";
        let (counts, _) = score(&[truth()], &[read(&cells)], 2);
        assert_eq!((counts.cells, counts.wrapped, counts.wrong_joins), ([6, 6, 6], [1, 0], 1));
    }

    #[test]
    fn a_table_in_two_parts_is_not_whole() {
        let (counts, _) = score(&[truth()], &[read(&RIGHT[..4]), read(&[(0, 0, "合计"), (0, 1, "3.00")])], 2);
        assert_eq!((counts.cells, counts.whole), ([6, 6, 4], [1, 0]));
    }

    #[test]
    fn a_header_printed_again_is_too_much() {
        let mut cells = RIGHT.to_vec();
        cells.extend([(3, 0, "项目"), (3, 1, "金额")]);
        let (counts, _) = score(&[truth()], &[read(&cells)], 2);
        assert_eq!((counts.cells, counts.whole), ([6, 8, 6], [1, 0]));
    }

    #[test]
    fn prose_read_as_a_table_counts_against_the_cells() {
        let (counts, _) = score(&[truth()], &[read(&RIGHT), read(&[(0, 0, "xyz")])], 2);
        assert_eq!((counts.cells, counts.tables), ([6, 7, 6], [1, 2, 1]));
    }
}
