//! Labels one below the other in the first columns, where no rules part them.

use crate::cell_text::Piece;
use crate::grid::{Grid, GridCell};
use crate::text_height::{OFF_MIDDLE, TextHeight, middle};
use gongkai_normalize::label::is_bare_total;

/// Columns in which labels of rows stand.
const LABEL_COLUMNS: usize = 2;

/// A label is no longer than this.
const LABEL_CHARS: usize = 12;

/// Lines of one label stand no further apart than this part of the font size.
const LABEL_LINE: f32 = 1.7;

/// So many texts that begin where rows do are one to a row, whatever they say.
const LIST_OF_LABELS: usize = 3;

/// The texts of a merged cell, apart from each other, each as far below the top of a row as the others.
#[derive(Debug, Clone)]
pub(crate) struct Labels<'g> {
    /// The cell they stand in.
    pub(crate) cell: &'g GridCell,
    /// The row that each begins in, counted from the cell's first.
    rows: Vec<usize>,
    /// All are short and no sentences.
    short: bool,
    /// They begin where the first text of their row does.
    begin_rows: bool,
    /// All together they do not stand in the middle of the cell.
    off_middle: bool,
    /// It is one, whose last line stands in brackets.
    pub(crate) is_one: bool,
}

impl<'g> Labels<'g> {
    /// The texts of a cell in the first columns; `None` where they do not stand in rows of their own. `heights` tell where
    /// the texts of each row of the grid stand.
    pub(crate) fn of(
        grid: &Grid,
        cell: &'g GridCell,
        held: &[Piece],
        heights: &[Option<TextHeight>],
        text: impl Fn(&Piece) -> String,
    ) -> Option<Self> {
        if cell.rows < 2 || cell.col + cell.cols > LABEL_COLUMNS || cell.col + cell.cols == grid.n_cols() {
            return None;
        }
        let mut lines: Vec<&Piece> = held.iter().collect();
        lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        // Lines from a bracket to its end are of one label.
        let mut open = 0_i32;
        let is_open: Vec<bool> = lines
            .iter()
            .map(|p| {
                let count = |brackets: [char; 2]| text(p).matches(brackets).count() as i32;
                open = (open + count(['(', '（']) - count([')', '）'])).max(0);
                open > 0
            })
            .collect();
        let mut at = 0;
        let labels: Vec<&[&Piece]> = lines
            .chunk_by(|a, b| {
                at += 1;
                b.baseline - a.baseline <= LABEL_LINE * a.size || is_open.get(at - 1).is_some_and(|open| *open)
            })
            .collect();
        let is_short = |label: &&[&Piece]| {
            let text: String = label.iter().map(|p| text(p)).collect();
            let n = text.chars().filter(|c| !c.is_whitespace()).count();
            (2..=LABEL_CHARS).contains(&n) && !text.contains(|c: char| c.is_ascii_digit() || "，。；：、".contains(c))
        };
        let tops = grid.ys.get(cell.row..cell.row + cell.rows).unwrap_or_default();
        // The row a label begins in, and how far below its top.
        let begins = |label: &&[&Piece]| {
            let line = label.first()?;
            let row = tops.partition_point(|y| *y <= line.bbox.y0 + 0.5 * line.size).checked_sub(1)?;
            Some((row, line.bbox.y0 - tops[row]))
        };
        let begun: Vec<(usize, f32)> = labels.iter().map(begins).collect::<Option<_>>()?;
        let (_, off) = begun.first().copied()?;
        let size = lines.first().map_or(10.0, |p| p.size);
        let even = begun.iter().all(|(_, other)| (off - other).abs() <= OFF_MIDDLE * size);
        let own = begun.windows(2).all(|w| w[1].0 > w[0].0);
        let begins_row = |row: usize| {
            let beside = heights.get(cell.row + row).copied().flatten();
            beside.is_some_and(|beside| (beside.first - tops[row] - off).abs() <= OFF_MIDDLE * size)
        };
        let in_brackets = |p: &&Piece| {
            let text = text(p);
            text.trim().starts_with(['（', '(']) && text.trim().ends_with(['）', ')'])
        };
        (even && own).then(|| Self {
            cell,
            is_one: labels.len() == 1 && lines.len() >= 2 && lines.last().is_some_and(in_brackets),
            short: labels.iter().all(is_short),
            begin_rows: begun.iter().all(|(row, _)| begins_row(*row)),
            off_middle: (middle(held.iter()) - grid.cell_bbox(cell).center_y()).abs() > 2.0 * OFF_MIDDLE * size,
            rows: begun.into_iter().map(|(row, _)| row).collect(),
        })
    }

    /// Row edges above which they begin: several labels, or texts that do not stand in the middle of all rows but begin as
    /// the first texts of theirs. The first may begin below the rest of a row or of a label of the page before.
    pub(crate) fn tops(&self, grid: &Grid, pieces: &[Vec<Piece>]) -> Vec<f32> {
        let first = self.rows.first().copied().unwrap_or_default();
        let sure = self.begin_rows && self.off_middle;
        let begins_page = self.cell.row == 0;
        let are_labels = self.rows.len() > 1 && self.short && (first == 0 || begins_page && self.begin_rows);
        // The page begins with the rest of a row, which is blank in most of its columns.
        let below_rest = first == 1 && is_mostly_blank(grid, pieces, self.cell.row);
        let are_listed = sure && (below_rest || first == 0 && self.rows.len() >= LIST_OF_LABELS);
        if are_labels || are_listed { self.edges(grid).collect() } else { Vec::new() }
    }

    /// The same where a cell beside it, with the same rows, is parted there.
    pub(crate) fn tops_beside(&self, grid: &Grid, parted: &[(&GridCell, Vec<f32>)]) -> Vec<f32> {
        let is_beside = |cell: &GridCell| {
            (cell.row, cell.rows) == (self.cell.row, self.cell.rows)
                && (cell.col + cell.cols == self.cell.col || self.cell.col + self.cell.cols == cell.col)
        };
        let has_all = |tops: &[f32]| self.edges(grid).all(|y| tops.contains(&y));
        let found = self.begin_rows && parted.iter().any(|(cell, tops)| is_beside(cell) && has_all(tops));
        if found { self.edges(grid).collect() } else { Vec::new() }
    }

    fn edges(&self, grid: &Grid) -> impl Iterator<Item = f32> {
        let rows = self.rows.iter().filter(|row| **row > 0);
        rows.filter_map(|row| grid.ys.get(self.cell.row + row).copied())
    }
}

/// Row edges below totals in the first column that stand beside their amounts: no label goes on from the row of a total.
pub(crate) fn ends_of_totals(
    grid: &Grid,
    merged: &[(&GridCell, &Vec<Piece>)],
    heights: &[Option<TextHeight>],
    text: impl Fn(&Piece) -> String,
) -> Vec<f32> {
    let is_total = |(cell, held): &&(&GridCell, &Vec<Piece>)| {
        let words: String = held.iter().map(&text).collect();
        let size = held.iter().map(|p| p.size).fold(0.0, f32::max);
        let beside = heights.get(cell.row).copied().flatten();
        cell.col == 0
            && cell.rows >= 2
            && is_bare_total(&words)
            && beside.is_some_and(|row| (row.middle - middle(held.iter())).abs() <= OFF_MIDDLE * size)
            && (middle(held.iter()) - grid.cell_bbox(cell).center_y()).abs() > OFF_MIDDLE * size
    };
    merged.iter().filter(is_total).filter_map(|(cell, _)| grid.ys.get(cell.row + 1).copied()).collect()
}

/// A cell in the label columns spans a row edge, and no text of it stands on the edge.
pub(crate) fn is_parted_at(grid: &Grid, cell: &GridCell, held: &[Piece], y: f32) -> bool {
    let bbox = grid.cell_bbox(cell);
    cell.col + cell.cols <= LABEL_COLUMNS
        && bbox.y0 < y - 1.0
        && y + 1.0 < bbox.y1
        && held.iter().all(|p| p.bbox.y1 <= y + 1.0 || p.bbox.y0 >= y - 1.0)
}

/// Lines as close as those of one label stand in different rows, which these edges part.
pub(crate) fn tears_lines(held: &[Piece], rows: &[f32]) -> bool {
    let mut lines: Vec<&Piece> = held.iter().collect();
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let row_of = |p: &Piece| rows.partition_point(|y| *y < p.bbox.center_y());
    lines.windows(2).any(|w| w[1].baseline - w[0].baseline <= LABEL_LINE * w[0].size && row_of(w[0]) != row_of(w[1]))
}

/// Most cells of a row are blank.
fn is_mostly_blank(grid: &Grid, pieces: &[Vec<Piece>], row: usize) -> bool {
    let of_row = || grid.cells.iter().zip(pieces).filter(|(c, _)| c.row == row && c.rows == 1);
    2 * of_row().filter(|(_, held)| held.is_empty()).count() > of_row().count()
}

#[cfg(test)]
mod tests {
    use crate::cell_text::Piece;
    use crate::edges::{Edge, Lattice};
    use crate::grid::{Grid, lattice_to_grid};
    use crate::missing::missing_edges;
    use crate::options::Options;
    use gongkai_model::BBox;

    /// Four rows of 40 points; no rule parts the first column.
    fn grid() -> Grid {
        let mut horizontal: Vec<Edge> =
            (0..=4_u8).map(|i| Edge { at: 40.0 * f32::from(i), from: 40.0, to: 160.0 }).collect();
        horizontal.extend([0.0, 160.0].map(|at| Edge { at, from: 0.0, to: 40.0 }));
        let vertical = [0.0, 40.0, 100.0, 160.0].map(|at| Edge { at, from: 0.0, to: 160.0 }).to_vec();
        lattice_to_grid(&Lattice { horizontal, vertical }, &Options::default()).unwrap()
    }

    fn piece(x0: f32, top: f32) -> Piece {
        Piece { glyphs: vec![], bbox: BBox::new(x0, top, x0 + 34.0, top + 10.0), baseline: top + 9.0, size: 10.0 }
    }

    /// Heights at which the first column is parted, whose labels have these lines; every row has two texts at its top.
    fn parted(lines: &[(f32, &'static str)], beside: &'static str) -> Vec<f32> {
        let grid = grid();
        let of_row = |row: usize, col: usize| grid.cells.iter().position(|c| (c.row, c.col) == (row, col)).unwrap();
        let mut pieces = vec![Vec::new(); grid.cells.len()];
        pieces[of_row(0, 0)] = lines.iter().map(|(top, _)| piece(3.0, *top)).collect();
        for row in 0..4_u8 {
            for (col, x0) in [(1, 43.0), (2, 123.0)] {
                pieces[of_row(usize::from(row), col)] = vec![piece(x0, 40.0 * f32::from(row) + 4.0)];
            }
        }
        let text = |p: &Piece| {
            let label = lines.iter().find(|(top, _)| p.bbox.x0 < 40.0 && (p.bbox.y0 - top).abs() < 0.1);
            label.map_or(beside, |(_, text)| text).to_owned()
        };
        let edges = missing_edges(&grid, &pieces, text).0;
        edges.into_iter().filter(|e| e.from < 1.0).map(|e| e.at).collect()
    }

    #[test]
    fn a_label_of_several_lines_is_not_torn() {
        // The last line of the second label stands in the third row.
        let lines = [(4.0, "项目"), (44.0, "年度"), (60.0, "总体"), (76.0, "目标"), (124.0, "效益")];
        assert_eq!(parted(&lines, "验收"), [40.0, 120.0]);
    }

    #[test]
    fn labels_below_the_rest_of_one_begin_their_rows() {
        assert_eq!(parted(&[(44.0, "效益"), (124.0, "满意度")], "验收"), [40.0, 120.0]);
        // Not where other rows begin.
        assert!(parted(&[(52.0, "效益"), (132.0, "满意度")], "验收").is_empty());
    }

    #[test]
    fn no_label_goes_on_from_the_row_of_a_total() {
        assert_eq!(parted(&[(4.0, "合计")], "12.50"), [40.0]);
        assert!(parted(&[(4.0, "校舍")], "12.50").is_empty());
        assert!(parted(&[(75.0, "合计")], "12.50").is_empty());
    }
}
