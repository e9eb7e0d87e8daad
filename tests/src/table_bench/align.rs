//! Pairs tables, and the rows and columns of two grids, in order, so that as many cells as possible hold the same text.

use std::collections::BTreeMap;

/// The texts of a grid at the first row and column of their cells; empty elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// Rows of texts, all of the same length.
    pub rows: Vec<Vec<String>>,
    /// Number of columns.
    pub cols: usize,
}

impl Grid {
    /// A grid of cells given as row, column and text. White space is deleted.
    pub fn of(cells: impl IntoIterator<Item = (usize, usize, String)>) -> Self {
        let cells: Vec<(usize, usize, String)> = cells.into_iter().collect();
        let cols = cells.iter().map(|c| c.1 + 1).max().unwrap_or(0);
        let mut rows = vec![vec![String::new(); cols]; cells.iter().map(|c| c.0 + 1).max().unwrap_or(0)];
        for (row, col, text) in cells {
            rows[row][col] = bare(&text);
        }
        Self { rows, cols }
    }

    /// Number of cells with text.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.rows.iter().flatten().filter(|t| !t.is_empty()).count()
    }

    fn characters(&self) -> BTreeMap<char, usize> {
        let mut out = BTreeMap::new();
        for ch in self.rows.iter().flatten().flat_map(|t| t.chars()) {
            *out.entry(ch).or_insert(0) += 1;
        }
        out
    }

    fn column(&self, col: usize) -> Vec<&str> {
        self.rows.iter().map(|row| row[col].as_str()).collect()
    }
}

/// The text without white space, letters that are the same in another width folded.
#[must_use]
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(gongkai_normalize::chars::fold_char).collect()
}

/// Pairs of rows and pairs of columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Row of the first grid, row of the second.
    pub rows: Vec<(usize, usize)>,
    /// Column of the first grid, column of the second.
    pub cols: Vec<(usize, usize)>,
}

/// Pairs the rows of two grids by what their cells hold, and the columns likewise.
#[must_use]
pub fn align(a: &Grid, b: &Grid) -> Alignment {
    let lines = |grid: &Grid| -> Vec<Vec<String>> { grid.rows.clone() };
    let turned = |grid: &Grid| -> Vec<Vec<String>> {
        (0..grid.cols).map(|c| grid.column(c).into_iter().map(str::to_owned).collect()).collect()
    };
    Alignment { rows: pair_lines(&lines(a), &lines(b)), cols: pair_lines(&turned(a), &turned(b)) }
}

/// Cells of the first grid whose text stands in the second at the paired row and column.
#[must_use]
pub fn hits(a: &Grid, b: &Grid, alignment: &Alignment) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (row, other_row) in &alignment.rows {
        for (col, other_col) in &alignment.cols {
            let text = &a.rows[*row][*col];
            if !text.is_empty() && *text == b.rows[*other_row][*other_col] {
                out.push((*row, *col));
            }
        }
    }
    out
}

fn pair_lines(a: &[Vec<String>], b: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut numbers = BTreeMap::new();
    let a: Vec<Vec<usize>> = a.iter().map(|line| numbered(&mut numbers, line)).collect();
    let b: Vec<Vec<usize>> = b.iter().map(|line| numbered(&mut numbers, line)).collect();
    let weights: Vec<Vec<usize>> = a.iter().map(|x| b.iter().map(|y| common(x, y)).collect()).collect();
    in_order(&weights)
}

/// Texts as numbers; 0 for none.
fn numbered(numbers: &mut BTreeMap<String, usize>, line: &[String]) -> Vec<usize> {
    let mut out = Vec::new();
    for text in line {
        let next = numbers.len() + 1;
        out.push(if text.is_empty() { 0 } else { *numbers.entry(text.clone()).or_insert(next) });
    }
    out
}

/// Length of the longest common part of two lines, in order, not counting blanks.
fn common(a: &[usize], b: &[usize]) -> usize {
    let mut best = vec![0; b.len() + 1];
    for x in a.iter().filter(|x| **x > 0) {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let above = best[j + 1];
            best[j + 1] = if x == y { corner + 1 } else { above.max(best[j]) };
            corner = above;
        }
    }
    best.last().copied().unwrap_or(0)
}

/// Pairs in order that weigh the most together.
#[must_use]
pub fn in_order(weights: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let n = weights.len();
    let m = weights.first().map_or(0, Vec::len);
    let mut best = vec![vec![0; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            best[i][j] = (weights[i][j] + best[i + 1][j + 1]).max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < n && j < m {
        if weights[i][j] > 0 && best[i][j] == weights[i][j] + best[i + 1][j + 1] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// Pairs tables that share at least a part in twenty of their characters, the most alike first.
#[must_use]
pub fn pair_tables(a: &[Grid], b: &[Grid]) -> Vec<(usize, usize)> {
    let bags = |grids: &[Grid]| -> Vec<BTreeMap<char, usize>> { grids.iter().map(Grid::characters).collect() };
    let (left, right) = (bags(a), bags(b));
    let mut pairs = Vec::new();
    for (i, x) in left.iter().enumerate() {
        for (j, y) in right.iter().enumerate() {
            let shared: usize = x.iter().map(|(c, n)| (*n).min(y.get(c).copied().unwrap_or(0))).sum();
            let all = x.values().sum::<usize>() + y.values().sum::<usize>();
            let likeness = 2000 * shared / all.max(1);
            if likeness >= 100 {
                pairs.push((std::cmp::Reverse(likeness), i, j));
            }
        }
    }
    pairs.sort_unstable();
    let (mut used_a, mut used_b, mut out) = (vec![false; a.len()], vec![false; b.len()], Vec::new());
    for (_, i, j) in pairs {
        if !used_a[i] && !used_b[j] {
            (used_a[i], used_b[j]) = (true, true);
            out.push((i, j));
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let cell = |r: usize, c: usize, text: &str| (r, c, text.to_owned());
        Grid::of(rows.iter().enumerate().flat_map(|(r, row)| row.iter().enumerate().map(move |(c, t)| cell(r, c, t))))
    }

    #[test]
    fn a_row_too_many_moves_no_other() {
        let truth = grid(&[&["项目", "金额"], &["办公费", "1.00"], &["水费", "2.00"]]);
        let read = grid(&[&["项目", "金额"], &["办", ""], &["公费", "1.00"], &["水 费", "2.00"]]);
        let found = align(&truth, &read);
        assert_eq!(found.rows, [(0, 0), (1, 2), (2, 3)]);
        assert_eq!(hits(&truth, &read, &found).len(), 5);
    }

    #[test]
    fn a_text_in_the_wrong_column_is_no_hit() {
        let truth = grid(&[&["a", "b", ""], &["c", "", "d"]]);
        let read = grid(&[&["a", "b", ""], &["c", "d", ""]]);
        assert_eq!(hits(&truth, &read, &align(&truth, &read)), [(0, 0), (0, 1), (1, 0)]);
    }

    #[test]
    fn tables_are_paired_by_their_characters() {
        let (a, b) = (grid(&[&["收入", "1"]]), grid(&[&["支出", "2"]]));
        assert_eq!(pair_tables(&[a.clone(), b.clone()], &[b, a, grid(&[&["xyz"]])]), [(0, 1), (1, 0)]);
    }
}
