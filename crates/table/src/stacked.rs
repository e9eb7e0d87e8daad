//! Rows that no rule divides: several amounts stacked in one cell of each column.

use crate::bare::{Band, Kind, Word, piece_word, row_bands, row_edges, row_white};
use crate::cell_text::Piece;
use crate::cut_text::completes_amount;
use crate::cut_text::is_amount;
use crate::edges::Edge;
use crate::grid::{Grid, GridCell};
use gongkai_model::BBox;
use gongkai_normalize::label::is_bare_total;

/// Amounts stacked in one cell whose edges or middles differ by no more than this part of the font size are aligned.
const ALIGNED: f32 = 0.6;

/// A line that leaves less than this part of the font size in its cell, margins included, may have been broken there.
const ROOM: f32 = 1.5;

/// Edges that divide the stacked rows of a grid.
///
/// A band of the grid is divided where the cell of at least one column holds nothing but complete figures, two or more,
/// one to a line: no cell has two amounts. Its texts make rows as those of a table without rules do, but for a label in the
/// middle of its cell, which is that of all of them. It is also divided where white across all columns parts a total from
/// the texts above it or below it.
pub(crate) fn stacked_row_edges(grid: &Grid, pieces: &[Vec<Piece>], text: impl Fn(&Piece) -> String) -> Vec<Edge> {
    let (from, to) = (grid.bbox().x0, grid.bbox().x1);
    let mut edges = Vec::new();
    for row in 0..grid.n_rows() {
        let of_band = || grid.cells.iter().zip(pieces).filter(|(c, _)| c.row == row && c.rows == 1);
        let words: Vec<(usize, Word)> =
            of_band().flat_map(|(cell, held)| held.iter().map(|p| (cell.col, piece_word(p, text(p))))).collect();
        let placed: Vec<(usize, &Word)> = words.iter().map(|(c, w)| (*c, w)).collect();
        let width = |cell| grid.cell_bbox(cell).width();
        let ended: Vec<f32> = of_band().flat_map(|(cell, held)| ended_lines(held, width(cell))).collect();
        let stacks: Vec<Stack> = of_band()
            .map(|(cell, held)| Stack {
                col: cell.col,
                held,
                baselines: amount_baselines(held, width(cell), &ended, &text),
            })
            .filter(|stack| stack.baselines.len() >= 2)
            .collect();
        let broken = of_band().filter(|(_, held)| is_broken_figure(held, &text)).count();
        let all = |is: &dyn Fn(&[Piece]) -> bool| stacks.iter().all(|stack| is(stack.held));
        if stacks.is_empty()
            || all(&|held| is_broken_figure(held, &text)) && (broken >= 2 || stands_between(&words, &stacks))
            || all(&|held| is_broken_code(held, &text)) && are_of_one_row(&words, &stacks)
        {
            let labels =
                of_band().find(|(cell, _)| cell.col == 0).map(|(cell, held)| label_gaps(held, width(cell), &placed));
            let gaps = labels.filter(|gaps| !gaps.is_empty()).unwrap_or_else(|| sides_of_rows(&placed, row == 0));
            edges.extend(gaps.into_iter().map(|at| Edge { at, from, to }));
            continue;
        }
        let spans = |cell: &GridCell, held: &[Piece]| {
            (cell.row..cell.row + cell.rows).contains(&row)
                && spans_rows(grid.cell_bbox(cell), cell, held, &stacks, &text)
        };
        let over: Vec<&GridCell> =
            grid.cells.iter().zip(pieces).filter(|(cell, held)| spans(cell, held)).map(|(cell, _)| cell).collect();
        let is_over = |col: usize| over.iter().any(|cell| (cell.col..cell.col + cell.cols).contains(&col));
        let placed: Vec<(usize, &Word)> = placed.into_iter().filter(|(col, _)| !is_over(*col)).collect();
        let white = row_white(std::slice::from_ref(&placed));
        let rights = grid.xs.get(1..).unwrap_or_default();
        let parted: Vec<usize> = (0..grid.n_cols()).filter(|col| !is_over(*col)).collect();
        for at in row_edges(&placed, rights, white) {
            let stretches = parted.chunk_by(|a, b| a + 1 == *b);
            edges.extend(stretches.map(|cols| Edge {
                at,
                from: grid.xs[cols[0]],
                to: grid.xs[cols[cols.len() - 1] + 1],
            }));
        }
    }
    edges
}

/// A label that stands for all rows of the stacks beside it: its few lines stand in the middle of its cell, and not beside
/// figures one by one.
fn spans_rows(bbox: BBox, cell: &GridCell, held: &[Piece], stacks: &[Stack], text: &impl Fn(&Piece) -> String) -> bool {
    let mut lines: Vec<f32> = held.iter().map(|p| p.baseline).collect();
    lines.sort_by(f32::total_cmp);
    let size = held.iter().map(|p| p.size).fold(0.0, f32::max);
    lines.dedup_by(|next, line| *next - *line <= ON_LINE * size);
    let (top, bottom) = held.iter().fold((f32::MAX, f32::MIN), |(t, b), p| (t.min(p.bbox.y0), b.max(p.bbox.y1)));
    let figures = || stacks.iter().flat_map(|s| &s.baselines);
    let beside = |line: &f32| figures().any(|at| (at - line).abs() <= ON_LINE * size);
    // A label with room above and below is a row without figures.
    let close = |line: &f32| figures().any(|at| (at - line).abs() <= OWN_ROW * size);
    let rows = stacks.iter().map(|s| s.baselines.len()).max().unwrap_or(0);
    !held.is_empty()
        && held.iter().all(|p| !piece_word(p, text(p)).is_numeric())
        && (lines.len() == 1 || lines.len() < rows && !lines.iter().all(beside))
        && lines.windows(2).all(|pair| pair[1] - pair[0] <= LABEL_LINE * size)
        && lines.iter().any(close)
        && ((top + bottom) * 0.5 - bbox.center_y()).abs() <= OFF_MIDDLE * size
        && (cell.rows > 1 || in_middle_of(stacks, (lines[0] + lines[lines.len() - 1]) * 0.5, size))
}

/// The figures beside a label in the middle of its cell reach as far up as down from it.
fn in_middle_of(stacks: &[Stack], baseline: f32, size: f32) -> bool {
    let figures = || stacks.iter().flat_map(|s| &s.baselines);
    let (top, bottom) = figures().fold((f32::MAX, f32::MIN), |(t, b), at| (t.min(*at), b.max(*at)));
    ((top + bottom) * 0.5 - baseline).abs() <= OFF_MIDDLE * size
}

/// Baselines of one row differ by no more than this part of the font size.
const ON_LINE: f32 = 0.3;

/// A label closer than this part of the font size to a figure has no row of its own between figures.
const OWN_ROW: f32 = 1.2;

/// The middle of a label is that of its cell within this part of the font size.
const OFF_MIDDLE: f32 = 0.35;

/// Lines of one label stand no further apart than this part of the font size.
const LABEL_LINE: f32 = 1.7;

/// Heights between the labels of a cell of a width that are rows though few of them have figures: three or more, as far
/// apart as lines of one text are not, none at the end of its cell, and nothing beside them but figures on their lines,
/// which do not stand in the middle of all of them.
fn label_gaps(held: &[Piece], width: f32, band: &[(usize, &Word)]) -> Vec<f32> {
    let mut lines: Vec<&Piece> = held.iter().collect();
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let apart = |pair: &[&Piece]| pair[1].baseline - pair[0].baseline > LABEL_LINE * pair[1].size;
    let on_line = |w: &Word| lines.iter().any(|p| (p.baseline - w.baseline).abs() <= ON_LINE * w.size);
    let middle = lines.first().zip(lines.last()).map_or(0.0, |(first, last)| (first.baseline + last.baseline) * 0.5);
    let off_middle = |w: &Word| (w.baseline - middle).abs() > OFF_MIDDLE * w.size;
    let mut beside = band.iter().filter(|(column, _)| *column > 0).map(|(_, w)| *w).peekable();
    let are_rows = lines.len() >= LABELS
        && lines.windows(2).all(apart)
        && lines.iter().all(|p| p.bbox.width() + ROOM * p.size < width)
        && beside.peek().is_some()
        && beside.all(|w| w.is_numeric() && on_line(w) && off_middle(w));
    let gaps = lines.windows(2).map(|pair| (pair[0].bbox.y1 + pair[1].bbox.y0) * 0.5);
    if are_rows { gaps.collect() } else { Vec::new() }
}

/// Fewest labels that tell rows without figures.
const LABELS: usize = 3;

/// Heights between texts and a row of a total and several amounts that white parts from them, or, in the `first` row of a
/// grid, between the header and a row of amounts. Nothing else stands in the row above texts.
fn sides_of_rows(words: &[(usize, &Word)], first: bool) -> Vec<f32> {
    let size = words.iter().map(|(_, w)| w.size).fold(0.0, f32::max);
    let has_amounts = |band: &Band| band.words.iter().filter(|(_, w)| w.kind == Kind::Amount).count() >= AMOUNTS_OF_ROW;
    let is_row = |band: &Band| {
        let first = band.words.iter().map(|(column, _)| *column).min();
        let labelled = band.words.iter().any(|(column, w)| Some(*column) == first && w.may_span());
        has_amounts(band) && labelled
    };
    let is_total = |band: &Band| {
        let mut names = band.words.iter().filter(|(_, w)| w.kind == Kind::Text);
        is_row(band) && names.next().is_some_and(|(_, w)| is_bare_total(&w.text)) && names.next().is_none()
    };
    let bands = row_bands(words, WHITE_ABOVE_ROW * size);
    let is_header = |header: &Band, row: &Band| {
        let named = |column: usize| header.words.iter().any(|(c, _)| *c == column);
        first
            && has_amounts(row)
            && header.words.iter().all(|(_, w)| w.kind != Kind::Amount)
            && row.words.iter().all(|(column, _)| named(*column))
    };
    let sides = bands.windows(2).filter(|pair| {
        is_row(&pair[1]) && !is_row(&pair[0])
            || is_total(&pair[0]) && !is_row(&pair[1])
            || is_header(&pair[0], &pair[1])
    });
    sides.map(|pair| (pair[0].bottom + pair[1].top) * 0.5).collect()
}

/// Amounts of a row that stands by itself below texts.
const AMOUNTS_OF_ROW: usize = 2;

/// White above such a row is at least this part of the font size.
const WHITE_ABOVE_ROW: f32 = 0.7;

/// Baselines of the lines of a cell that another follows though there was room for more: they end by themselves.
fn ended_lines(held: &[Piece], width: f32) -> impl Iterator<Item = f32> {
    let last = held.iter().map(|p| p.baseline).fold(f32::MIN, f32::max);
    let ends = move |p: &&Piece| p.baseline < last && p.bbox.width() + ROOM * p.size < width;
    held.iter().filter(ends).map(|p| p.baseline)
}

/// Baselines of the amounts of a cell of a width, from the top down; empty where it holds anything else. A share or a
/// dash may stand in place of an amount. `ended` are the lines of the band that end by themselves.
fn amount_baselines(held: &[Piece], width: f32, ended: &[f32], text: &impl Fn(&Piece) -> String) -> Vec<f32> {
    let mut entries: Vec<(&Piece, String)> = held.iter().map(|p| (p, text(p).replace(' ', ""))).collect();
    entries.sort_by(|(a, _), (b, _)| a.baseline.total_cmp(&b.baseline));
    let figures = entries.iter().filter(|(_, text)| is_figure(text)).count();
    let others = entries.iter().filter(|(_, text)| !is_figure(text) && !is_dash(text));
    let is_short = |text: &str| text.chars().count() <= SHORT_TEXT;
    if figures < 2 || others.clone().count() * FIGURES_TO_A_TEXT > figures || !others.clone().all(|(_, t)| is_short(t))
    {
        return Vec::new();
    }
    if !are_aligned(held) || !are_separate(&entries, width, ended) {
        return Vec::new();
    }
    let baselines: Vec<f32> = entries.iter().map(|(p, _)| p.baseline).collect();
    let apart = baselines.windows(2).zip(held).all(|(w, p)| w[1] - w[0] > 0.6 * p.size);
    if apart { baselines } else { Vec::new() }
}

/// Among so many figures one short text may stand in place of a figure: 30%或50%.
const FIGURES_TO_A_TEXT: usize = 5;

/// Such a text is no longer than this.
const SHORT_TEXT: usize = 8;

/// Whether the lines of a cell are one figure that is broken behind its point: `1,682.7` above `6`.
fn is_broken_figure(held: &[Piece], text: &impl Fn(&Piece) -> String) -> bool {
    let mut lines: Vec<(f32, String)> = held.iter().map(|p| (p.baseline, text(p).replace(' ', ""))).collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let [(_, figure), (_, rest)] = lines.as_slice() else { return false };
    completes_amount(figure, rest)
}

/// Whether the lines of a cell are one code that is broken by a narrow column: `20` above `4`.
fn is_broken_code(held: &[Piece], text: &impl Fn(&Piece) -> String) -> bool {
    let lines: Vec<String> = held.iter().map(|p| text(p).replace(' ', "")).collect();
    lines.iter().all(|l| l.chars().all(|c| c.is_ascii_digit()))
        && lines.iter().map(String::len).sum::<usize>() <= CODE_DIGITS
}

/// Digits of a code.
const CODE_DIGITS: usize = 7;

/// A band has figures besides its stacks, all on one line.
fn are_of_one_row(words: &[(usize, Word)], stacks: &[Stack]) -> bool {
    let others = || words.iter().filter(|(col, w)| w.is_numeric() && stacks.iter().all(|s| s.col != *col));
    let first = others().next().map(|(_, w)| w.baseline);
    let on_line = |w: &Word| first.is_some_and(|first| (w.baseline - first).abs() <= 0.3 * w.size);
    others().count() >= FIGURES_OF_ROW && others().all(|(_, w)| on_line(w))
}

/// So many figures on one line are those of one row.
const FIGURES_OF_ROW: usize = 2;

/// Figures one below the other in a cell.
struct Stack<'p> {
    col: usize,
    held: &'p [Piece],
    baselines: Vec<f32>,
}

/// Some word of a band stands between the lines of its stacks, in the middle of one row.
fn stands_between(words: &[(usize, Word)], stacks: &[Stack]) -> bool {
    words.iter().any(|(_, word)| {
        let apart = |at: &f32| (at - word.baseline).abs() > 0.3 * word.size;
        stacks.iter().all(|Stack { baselines: lines, .. }| {
            lines.iter().all(apart)
                && lines.iter().any(|at| *at < word.baseline)
                && lines.iter().any(|at| *at > word.baseline)
        })
    })
}

/// Whether the lines of a cell end at one place or have one middle, as figures do.
fn are_aligned(held: &[Piece]) -> bool {
    let agree = |place: fn(&BBox) -> f32| {
        let first = held.first().map_or(0.0, |p| place(&p.bbox));
        held.iter().all(|p| (place(&p.bbox) - first).abs() <= ALIGNED * p.size)
    };
    agree(|b| b.x1) || agree(|b| f32::midpoint(b.x0, b.x1))
}

/// Whether the figures of a cell are several and not the lines of one that is too long for it: a line that is not the
/// last leaves room for more, here or beside it, or all print as many decimals.
fn are_separate(entries: &[(&Piece, String)], width: f32, ended: &[f32]) -> bool {
    let lines = entries.get(..entries.len().saturating_sub(1)).unwrap_or_default();
    let decimals = |text: &str| text.split_once('.').map(|(_, decimals)| decimals.len());
    let first = entries.first().and_then(|(_, text)| decimals(text));
    let ends = |p: &Piece| {
        p.bbox.width() + ROOM * p.size < width || ended.iter().any(|at| (at - p.baseline).abs() < 0.3 * p.size)
    };
    lines.iter().any(|(p, _)| ends(p))
        || first.is_some() && entries.iter().all(|(_, text)| is_dash(text) || decimals(text) == first)
}

/// An amount or a share.
fn is_figure(text: &str) -> bool {
    is_amount(text.trim_end_matches(['%', '％']))
}

fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '—' | '－' | '–' | '―'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edges::Lattice;
    use crate::grid::lattice_to_grid;
    use crate::options::Options;

    fn edge(at: f32, from: f32, to: f32) -> Edge {
        Edge { at, from, to }
    }

    fn piece(x1: f32, baseline: f32) -> Piece {
        Piece { glyphs: vec![], bbox: BBox::new(x1 - 30.0, baseline - 9.0, x1, baseline + 1.0), baseline, size: 10.0 }
    }

    fn grid() -> Grid {
        let lattice = Lattice {
            horizontal: vec![edge(0.0, 0.0, 100.0), edge(60.0, 0.0, 100.0)],
            vertical: vec![edge(0.0, 0.0, 60.0), edge(50.0, 0.0, 60.0), edge(100.0, 0.0, 60.0)],
        };
        lattice_to_grid(&lattice, &Options::default()).unwrap()
    }

    #[test]
    fn figures_broken_behind_the_point_are_no_rows() {
        let divided = |figures: [&'static str; 4]| {
            let band = [vec![piece(48.0, 20.0), piece(48.0, 32.0)], vec![piece(98.0, 20.5), piece(98.0, 32.5)]];
            let mut pieces = vec![Vec::new(); grid().cells.len()];
            for (cell, held) in pieces.iter_mut().zip(&band) {
                cell.clone_from(held);
            }
            let text = move |p: &Piece| {
                let at = usize::from(p.bbox.x1 > 50.0) * 2 + usize::from(p.baseline > 30.0);
                figures[at].to_owned()
            };
            !stacked_row_edges(&grid(), &pieces, text).is_empty()
        };
        assert!(!divided(["1,682.7", "6", "208.2", "0"]));
        assert!(divided(["1,682.7", "6", "208.2", "1.5"]));
    }

    #[test]
    fn a_label_in_the_middle_of_its_cell_stands_for_all_rows() {
        let parted = |label: f32| {
            let pieces = vec![vec![piece(40.0, label)], vec![piece(98.0, 15.0), piece(98.0, 35.0), piece(98.0, 55.0)]];
            let text = |p: &Piece| if p.bbox.x1 < 50.0 { "专项债券" } else { "7.00" }.to_owned();
            stacked_row_edges(&grid(), &pieces, text).iter().map(|e| (e.from, e.to)).collect::<Vec<_>>()
        };
        // The middle of the cell: 30.
        assert_eq!(parted(34.0), [(50.0, 100.0); 2]);
        assert_eq!(parted(15.0), [(0.0, 100.0); 2]);
        // Two figures, the label between their lines.
        let pieces = vec![vec![piece(40.0, 34.0)], vec![piece(98.0, 24.0), piece(98.0, 44.0)]];
        let text = |p: &Piece| if p.bbox.x1 < 50.0 { "专项债券" } else { "7.00" }.to_owned();
        let edges = stacked_row_edges(&grid(), &pieces, text);
        assert_eq!(edges.iter().map(|e| (e.from, e.to)).collect::<Vec<_>>(), [(50.0, 100.0)]);
    }

    #[test]
    fn labels_without_figures_are_rows() {
        let rows = |step: f32, width: f32| {
            let at = |i: u8| 15.0 + step * f32::from(i);
            let label =
                |i: u8| Piece { bbox: BBox::new(2.0, at(i) - 9.0, 2.0 + width, at(i) + 1.0), ..piece(40.0, at(i)) };
            let pieces = vec![(0..3).map(label).collect(), vec![piece(98.0, 15.0)]];
            let text = |p: &Piece| if p.bbox.x1 < 50.0 { "专项转移支付" } else { "0" }.to_owned();
            stacked_row_edges(&grid(), &pieces, text).len()
        };
        assert_eq!(rows(20.0, 30.0), 2);
        // Lines of one label: close to each other, or full.
        assert_eq!((rows(13.0, 30.0), rows(20.0, 42.0)), (0, 0));
    }

    #[test]
    fn a_short_text_may_stand_in_place_of_a_figure() {
        let rows = |of_texts: u8| {
            let at = |i: u8| piece(98.0, 15.0 + 20.0 * f32::from(i));
            let pieces = vec![vec![], (0..6).map(at).collect()];
            let text =
                move |p: &Piece| if p.baseline > 115.0 - 20.0 * f32::from(of_texts) { "3%或5%" } else { "7.00%" };
            stacked_row_edges(&grid(), &pieces, |p: &Piece| text(p).to_owned()).len()
        };
        assert_eq!((rows(1), rows(2)), (5, 0));
    }

    #[test]
    fn white_parts_a_total_from_the_text_above_it() {
        let total = |baseline: f32| {
            let band = [vec![piece(48.0, baseline)], vec![piece(98.0, 15.0), piece(98.0, baseline)]];
            let words: Vec<(usize, Word)> =
                band.iter().zip(0..).flat_map(|(held, col)| held.iter().map(move |p| (col, p))).map(kind_of).collect();
            let amount = (2, piece_word(&piece(150.0, baseline), "2.50".to_owned()));
            let placed: Vec<(usize, &Word)> = words.iter().chain([&amount]).map(|(c, w)| (*c, w)).collect();
            sides_of_rows(&placed, false).len()
        };
        assert_eq!(total(35.0), 1);
        // The next line of the text.
        assert_eq!(total(27.0), 0);
    }

    #[test]
    fn white_parts_a_total_from_the_text_below_it() {
        let total = |name: &str| {
            let word = |x1: f32, baseline: f32, text: &str| piece_word(&piece(x1, baseline), text.to_owned());
            let words = [
                word(48.0, 15.0, name),
                word(98.0, 15.0, "12.50"),
                word(150.0, 15.0, "2.50"),
                word(98.0, 35.0, "按期"),
            ];
            let placed: Vec<(usize, &Word)> = [0, 1, 2, 1].into_iter().zip(&words).collect();
            sides_of_rows(&placed, false).len()
        };
        assert_eq!((total("合计"), total("修缮")), (1, 0));
    }

    #[test]
    fn a_header_stands_above_the_first_row_of_amounts() {
        let word = |col: usize, text: &str, baseline: f32| {
            (col, piece_word(&piece(48.0 + 50.0 * col as f32, baseline), text.to_owned()))
        };
        let words = [
            word(0, "项目", 15.0),
            word(1, "2030年", 15.0),
            word(2, "2031年", 15.0),
            word(0, "税收收入", 35.0),
            word(1, "631.42", 35.0),
            word(2, "665.07", 35.0),
        ];
        let placed: Vec<(usize, &Word)> = words.iter().map(|(c, w)| (*c, w)).collect();
        assert_eq!((sides_of_rows(&placed, true).len(), sides_of_rows(&placed, false).len()), (1, 0));
    }

    /// A label on the left, below the text beside it an amount.
    fn kind_of((col, piece): (usize, &Piece)) -> (usize, Word) {
        let text = match (col, piece.baseline > 20.0) {
            (0, _) => "合计",
            (_, true) => "12.50",
            (_, false) => "完成校舍修缮",
        };
        (col, piece_word(piece, text.to_owned()))
    }

    #[test]
    fn stacked_amounts_are_rows() {
        let pieces = vec![vec![], vec![piece(98.0, 15.0), piece(98.0, 35.0), piece(98.0, 55.0)]];
        let edges = stacked_row_edges(&grid(), &pieces, |_| "1,234.50".to_owned());
        assert_eq!(edges.len(), 2);
        assert!(edges[0].at > 16.0 && edges[0].at < 26.0);
    }

    #[test]
    fn the_rows_are_those_of_all_columns() {
        let pieces = vec![vec![piece(48.0, 35.5)], vec![piece(98.0, 15.0), piece(98.0, 55.0)]];
        assert_eq!(stacked_row_edges(&grid(), &pieces, |_| "7.00".to_owned()).len(), 2);
        // A label without amount is a row too.
        let label = |p: &Piece| if p.bbox.x1 < 50.0 { "水利" } else { "7.00" }.to_owned();
        assert_eq!(stacked_row_edges(&grid(), &pieces, label).len(), 2);
    }

    #[test]
    fn a_number_cut_by_a_narrow_cell_is_no_row() {
        let pieces = vec![vec![], vec![piece(98.0, 15.0), piece(78.0, 27.0)]];
        assert!(stacked_row_edges(&grid(), &pieces, |_| "12".to_owned()).is_empty());
        let pieces = vec![vec![], vec![piece(98.0, 15.0), piece(98.0, 27.0)]];
        assert!(stacked_row_edges(&grid(), &pieces, |_| "项目一".to_owned()).is_empty());
    }

    #[test]
    fn centred_amounts_are_rows_where_none_fills_the_cell() {
        let centred = |half: f32, baseline: f32| Piece {
            glyphs: vec![],
            bbox: BBox::new(75.0 - half, baseline - 9.0, 75.0 + half, baseline + 1.0),
            baseline,
            size: 10.0,
        };
        let pieces = vec![vec![], vec![centred(12.0, 15.0), centred(4.0, 35.0), centred(8.0, 55.0)]];
        assert_eq!(stacked_row_edges(&grid(), &pieces, |_| "125".to_owned()).len(), 2);
        let one_number = vec![vec![], vec![centred(22.0, 15.0), centred(22.0, 27.0), centred(8.0, 39.0)]];
        assert!(stacked_row_edges(&grid(), &one_number, |_| "125".to_owned()).is_empty());
    }

    #[test]
    fn an_amount_that_fills_its_cell_may_go_on_in_the_next_line() {
        let wide = |x0: f32, baseline: f32| Piece {
            glyphs: vec![],
            bbox: BBox::new(x0, baseline - 9.0, 98.0, baseline + 1.0),
            baseline,
            size: 10.0,
        };
        let pieces = vec![vec![], vec![wide(53.0, 15.0), wide(93.0, 27.0)]];
        let torn = |p: &Piece| if p.baseline < 20.0 { "435,216.1" } else { "7" }.to_owned();
        assert!(stacked_row_edges(&grid(), &pieces, torn).is_empty());
        // Names that end beside its lines tell that they are several.
        let named = vec![vec![piece(40.0, 15.0), piece(40.0, 27.0)], vec![wide(53.0, 15.0), wide(53.0, 27.0)]];
        let numbers = |p: &Piece| if p.bbox.x1 < 50.0 { "结余" } else { "3285843" }.to_owned();
        assert_eq!(stacked_row_edges(&grid(), &named, numbers).len(), 1);
        let whole = |p: &Piece| if p.baseline < 20.0 { "435,216.17" } else { "7.00" }.to_owned();
        assert_eq!(stacked_row_edges(&grid(), &pieces, whole).len(), 1);
    }

    #[test]
    fn shares_and_dashes_stand_among_amounts() {
        let pieces = vec![vec![], vec![piece(98.0, 15.0), piece(98.0, 35.0), piece(98.0, 55.0)]];
        let text = |p: &Piece| ["103.5%", "-", "98 . 2%"][(p.baseline / 20.0) as usize].to_owned();
        assert_eq!(stacked_row_edges(&grid(), &pieces, text).len(), 2);
    }

    #[test]
    fn amounts_are_complete() {
        assert!(["0", "-12.50", "1,234,567.89", "2237991"].into_iter().all(is_amount));
        assert!(["1,23", "12.", "", "208-01", ".5"].into_iter().all(|t| !is_amount(t)));
    }
}
