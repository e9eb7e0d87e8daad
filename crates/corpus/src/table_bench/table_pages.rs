//! Which rows of a table stand on which page, where they are cut, and the cells drawn there.

use super::grid_fit::{Fit, FitCell};
use super::look::{Borders, Look, Repeat};
use super::press::Press;
use super::rule_lines::{Piece, PieceCell};
use super::sheet::Text;
use super::truth::TableTruth;
use crate::model::{Align, ColumnKind, Table};
use std::collections::BTreeMap;

/// A row on a page, or what stands there of a cut row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Strip {
    row: usize,
    height: f32,
    /// Printed before, on an earlier page.
    repeated: bool,
    /// Lines of the row's cells that stand here: from, and to.
    lines: Option<[usize; 2]>,
}

/// The strips of one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strips {
    pub(crate) strips: Vec<Strip>,
    pub(crate) first: bool,
    pub(crate) last: bool,
}

/// Deals the rows of a table out to pages.
pub(crate) struct TablePages<'a> {
    table: &'a Table,
    fit: &'a Fit,
    look: &'a Look,
    /// Next row, and how many of its lines have been printed.
    next: (usize, usize),
    first: bool,
}

impl<'a> TablePages<'a> {
    pub(crate) const fn new(table: &'a Table, fit: &'a Fit, look: &'a Look) -> Self {
        Self { table, fit, look, next: (0, 0), first: true }
    }

    pub(crate) const fn is_done(&self) -> bool {
        self.next.0 >= self.fit.heights.len()
    }

    /// The strips of the next page, which has this much room.
    pub(crate) fn next_strips(&mut self, room: f32) -> Strips {
        let mut out = Strips { first: self.first, ..Strips::default() };
        let mut left = room;
        if !self.first {
            for row in self.repeated_rows() {
                let height = self.fit.heights[row];
                left -= height;
                out.strips.push(Strip { row, height, repeated: true, lines: None });
            }
        }
        self.first = false;
        let repeated = out.strips.len();
        while !self.is_done() {
            let (row, printed) = self.next;
            let total = self.lines_of(row);
            let height =
                if printed == 0 { self.fit.heights[row] } else { self.height_of(total.saturating_sub(printed)) };
            if height <= left || row < self.table.header_rows {
                let lines = (printed > 0).then_some([printed, total]);
                out.strips.push(Strip { row, height, repeated: false, lines });
                left -= height;
                self.next = (row + 1, 0);
                continue;
            }
            let fitting = ((left - 2.0 * self.look.pad_y) / self.fit.line).floor().max(0.0) as usize;
            let alone = out.strips.len() == repeated;
            if fitting > 0 && (alone || self.may_cut(row, printed, fitting)) {
                let to = (printed + fitting).min(total);
                out.strips.push(Strip {
                    row,
                    height: self.height_of(fitting),
                    repeated: false,
                    lines: Some([printed, to]),
                });
                self.next = if to >= total { (row + 1, 0) } else { (row, to) };
            } else if alone {
                out.strips.push(Strip { row, height, repeated: false, lines: None });
                self.next = (row + 1, 0);
            }
            break;
        }
        out.last = self.is_done();
        out
    }

    fn repeated_rows(&self) -> Vec<usize> {
        if matches!(self.look.repeat, Repeat::Nothing | Repeat::Mark) || self.table.header_rows == 0 {
            return Vec::new();
        }
        let mut rows: Vec<usize> = (0..self.table.header_rows).collect();
        let first = self.table.rows.get(self.table.header_rows).and_then(|r| r.first());
        let single = |row: usize| self.fit.cells.iter().filter(|c| c.row == row).all(|c| c.row_span == 1);
        let total = first.is_some_and(|c| c.text == "合计") && single(self.table.header_rows);
        if self.look.repeat_total && total && self.next.0 > self.table.header_rows {
            rows.push(self.table.header_rows);
        }
        rows
    }

    fn lines_of(&self, row: usize) -> usize {
        let own = self.fit.cells.iter().filter(|c| c.row == row && c.row_span == 1);
        own.map(|c| c.lines.len()).max().unwrap_or(1).max(1)
    }

    fn height_of(&self, lines: usize) -> f32 {
        lines.max(1) as f32 * self.fit.line + 2.0 * self.look.pad_y
    }

    /// A row is cut where enough of it stands on both pages and, unless the open cell tells, where its first cell is
    /// whole, so that nobody takes the rest for a row of its own.
    fn may_cut(&self, row: usize, printed: usize, fitting: usize) -> bool {
        let total = self.lines_of(row);
        let open = self.look.borders.parts_rows() && !self.look.closed_cuts;
        let mut own = self.fit.cells.iter().filter(|c| c.row == row && c.row_span == 1);
        let first = own.next().map_or(0, |c| c.lines.len());
        let others_whole = self.fit.cells.iter().filter(|c| c.row == row).all(|c| c.lines.len() <= printed + fitting);
        self.look.cut_rows
            && total >= 4
            && fitting >= 2
            && printed + fitting < total
            && !others_whole
            && (open || first <= printed + fitting)
    }
}

/// Draws the strips of one page and notes in the truth where cells stand.
pub(crate) fn part(
    press: &mut Press<'_>,
    table: &Table,
    fit: &Fit,
    strips: &Strips,
    page: usize,
    printed: &mut BTreeMap<(usize, usize), usize>,
    truth: &mut TableTruth,
) {
    if strips.strips.is_empty() {
        return;
    }
    let piece = piece_of(press, table, fit, strips);
    let number = u32::try_from(page).unwrap_or(u32::MAX);
    truth.pages.push(number);
    let look = press.look;
    let order = press.printed.tables.len();
    shade(press, &piece, strips);
    let mut texts = Vec::new();
    for (i, (cell, at)) in cells_on(fit, strips).into_iter().enumerate() {
        let bbox = piece.bbox(&piece.cells[i]);
        let own = &strips.strips[at[0]..at[1]];
        let already = printed.get(&(cell.row, cell.col)).copied().unwrap_or(0);
        let lines = lines_here(cell, already, fit, own, look);
        let whole = lines.len() == cell.lines.len();
        let labels = look.borders == Borders::LabelGaps && cell.col < piece.label_columns;
        let cut = own.iter().any(|s| s.lines.is_some());
        let middle = look.middle && whole && !cut && !labels && (cell.row_span == 1 || look.borders.parts_rows());
        let block = lines.len() as f32 * fit.line;
        let room = bbox[3] - bbox[1];
        let mut y = bbox[1] + if middle { ((room - block) / 2.0).max(look.pad_y) } else { look.pad_y };
        y += fit.line * 0.5 + fit.size * 0.38;
        for (n, line) in lines.iter().enumerate() {
            let width = press.text_width(line, fit.size);
            let x = match cell.align {
                Align::Left => bbox[0] + look.pad_x + cell.indent,
                Align::Center => (bbox[0] + bbox[2] - width) / 2.0,
                Align::Right => bbox[2] - look.pad_x - width,
            };
            let place = Some([order, at[0], cell.col, n]);
            texts.push(Text { x, y, size: fit.size, text: line.clone(), bold: false, place });
            y += fit.line;
        }
        let repeated = own[0].repeated;
        if !repeated {
            printed.insert((cell.row, cell.col), already + lines.len());
        }
        let known = truth.cells.iter_mut().find(|c| c.row == cell.row && c.col == cell.col).filter(|_| !repeated);
        if let Some(known) = known {
            known.lines = cell.lines.len();
            if !lines.is_empty() {
                known.pages.push(number);
            }
        }
    }
    let (rules, boxes) = piece.drawn(look.borders, look.closed_cuts, look.header_rules);
    press.y = piece.ys.last().copied().unwrap_or(press.y);
    let sheet = press.sheet();
    sheet.texts.extend(texts);
    sheet.rules.extend(rules);
    sheet.boxes.extend(boxes);
}

fn piece_of(press: &Press<'_>, table: &Table, fit: &Fit, strips: &Strips) -> Piece {
    let mut ys = vec![press.y];
    for strip in &strips.strips {
        ys.push(ys.last().copied().unwrap_or(press.y) + strip.height);
    }
    let left = press.look.margin;
    let drift = if strips.first { 0.0 } else { press.look.drift };
    let cells = cells_on(fit, strips);
    let cells = cells.into_iter().map(|(cell, at)| PieceCell {
        strips: at,
        cols: [cell.col, cell.end_col()],
        filled: !cell.lines.is_empty(),
    });
    let is_cut = |s: Option<&Strip>, end: bool| {
        s.is_some_and(|s| {
            s.lines.is_some_and(|[from, to]| {
                let all = fit.cells.iter().filter(|c| c.row == s.row && c.row_span == 1).map(|c| c.lines.len()).max();
                if end { Some(to) < all } else { from > 0 }
            })
        })
    };
    Piece {
        xs: drifted(&fit.edges, drift).into_iter().map(|x| left + x).collect(),
        ys,
        header_strips: strips.strips.iter().take_while(|s| s.row < table.header_rows).count(),
        cut: [is_cut(strips.strips.first(), false), is_cut(strips.strips.last(), true)],
        outer: [strips.first, strips.last],
        cells: cells.collect(),
        label_columns: label_columns(table),
    }
}

/// Column edges with every second inner edge moved by this part of its narrower neighbour.
fn drifted(edges: &[f32], drift: f32) -> Vec<f32> {
    let mut out = edges.to_vec();
    for i in (1..edges.len().saturating_sub(1)).step_by(2) {
        let narrower = (edges[i] - edges[i - 1]).min(edges[i + 1] - edges[i]);
        out[i] += drift * narrower;
    }
    out
}

/// Leading columns of words and codes.
fn label_columns(table: &Table) -> usize {
    let words = |c: &&crate::model::Column| matches!(c.kind, ColumnKind::Text | ColumnKind::Code);
    let count = table.columns.iter().take_while(words).count();
    count.clamp(1, 2).min(table.columns.len().saturating_sub(2)).max(1)
}

/// Cells that have a part on this page, with their first strip and the one after the last.
fn cells_on<'f>(fit: &'f Fit, strips: &Strips) -> Vec<(&'f FitCell, [usize; 2])> {
    let mut out = Vec::new();
    for cell in &fit.cells {
        let inside = |s: &Strip| (cell.row..cell.end_row()).contains(&s.row);
        for repeated in [true, false] {
            let mut own = strips.strips.iter().enumerate().filter(|(_, s)| s.repeated == repeated && inside(s));
            if let Some((first, _)) = own.next() {
                let last = own.next_back().map_or(first, |(i, _)| i);
                out.push((cell, [first, last + 1]));
            }
        }
    }
    out
}

/// The lines of a cell that stand on this page; `printed` of them stood on earlier ones.
fn lines_here(cell: &FitCell, printed: usize, fit: &Fit, own: &[Strip], look: &Look) -> Vec<String> {
    if own[0].repeated {
        return cell.lines.clone();
    }
    if cell.row_span == 1 {
        return match own[0].lines {
            Some([from, to]) => cell.lines.iter().take(to).skip(from).cloned().collect(),
            None => cell.lines.clone(),
        };
    }
    // A merged cell begins with as many lines as its first page has room for; the rest follows on the next.
    let height: f32 = own.iter().map(|s| s.height).sum();
    let ends = own.last().is_some_and(|s| s.row + 1 == cell.end_row());
    let fits = (((height - 2.0 * look.pad_y) / fit.line + 0.05).floor().max(0.0)) as usize;
    let room = if ends { cell.lines.len() } else { fits };
    cell.lines.iter().skip(printed).take(room).cloned().collect()
}

fn shade(press: &mut Press<'_>, piece: &Piece, strips: &Strips) {
    let (left, right) = (piece.xs[0], piece.xs[piece.xs.len() - 1]);
    let look = press.look;
    let mut shades = Vec::new();
    if look.shaded && piece.header_strips > 0 {
        shades.push([left, piece.ys[0], right, piece.ys[piece.header_strips]]);
    }
    if look.borders == Borders::Zebra {
        let body = strips.strips.iter().enumerate().skip(piece.header_strips).filter(|(_, s)| s.row % 2 == 0);
        shades.extend(body.map(|(i, _)| [left, piece.ys[i], right, piece.ys[i + 1]]));
    }
    press.sheet().shades.extend(shades);
}
