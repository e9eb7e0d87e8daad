//! Lays a document out on pages for the direct writer: wrapped lines, cells, repeated headers. Where lines break and
//! which page a row stands on is known exactly.

use crate::model::{Align, Block, Cell, Document, Prose, Table};
use gongkai_model::layout::SectionKind;

/// Page, fonts' widths and the habits of a table.
pub struct LayoutOptions<'a> {
    /// Width and height of the page in points.
    pub page: (f32, f32),
    /// Width of a character in ems.
    pub advance: &'a dyn Fn(char) -> f32,
    /// Tables repeat their header rows on later pages.
    pub repeat_header: bool,
    /// Tables repeat their title on later pages.
    pub repeat_title: bool,
    /// A row may be cut by the end of the page.
    pub cut_rows: bool,
    /// Merged cells may be parted by the end of the page, with this in the place of their text on the later page; where
    /// `None`, the rows that a cell spans stand together.
    pub carried_label: Option<&'a str>,
    /// Page numbers `- 1 -` at the foot.
    pub page_numbers: bool,
    /// Line at the head of every page.
    pub running_title: Option<&'a str>,
    /// Narrow cells that span rows are written downwards.
    pub vertical_labels: bool,
    /// Below the header only the columns and the border are ruled.
    pub column_rules: bool,
    /// The page is a sheet over two facing pages: what is centred stands in the middle of the left one.
    pub facing: bool,
    /// Rows below the header are this high, however many lines their texts have; a cell shows what it has room for.
    pub row_height: Option<f32>,
    /// The header is printed again before this row, on the same page.
    pub header_again: Option<usize>,
    /// Below the header the rows that the label of the first column stands for are one box in the other columns.
    pub group_rules: bool,
}

/// A document on pages.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    /// The pages.
    pub pages: Vec<LaidPage>,
    /// For each table the pages it stands on, from 1.
    pub table_pages: Vec<Vec<u32>>,
    /// Page numbers and running titles that were printed.
    pub furniture: Vec<String>,
}

/// One page. Coordinates are points from the top left.
#[derive(Debug, Clone, Default)]
pub struct LaidPage {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Text, one piece per printed line.
    pub texts: Vec<LaidText>,
    /// Boxes of table cells: left, top, right, bottom.
    pub boxes: Vec<[f32; 4]>,
    /// What lies above the first height and below the second is not seen.
    pub seen: Option<(f32, f32)>,
}

/// One printed line of text.
#[derive(Debug, Clone)]
pub struct LaidText {
    /// Left end, or the middle of the column for vertical text.
    pub x: f32,
    /// Baseline, or the top for vertical text.
    pub y: f32,
    /// Size in points.
    pub size: f32,
    /// The characters.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Written downwards.
    pub vertical: bool,
    /// Only what lies in this box is seen: left, top, right, bottom.
    pub clip: Option<[f32; 4]>,
}

pub(crate) const MARGIN: f32 = 62.0;
const BODY: f32 = 12.0;
const LEADING: f32 = 20.0;
const CELL: f32 = 9.0;
const CELL_LEADING: f32 = 12.5;
const PAD: f32 = 3.0;

struct Press<'a> {
    options: &'a LayoutOptions<'a>,
    laid: Laid,
    y: f32,
    /// What stands above is the header, or nothing: a rule parts it from what follows.
    ruled_above: bool,
}

/// The document on pages.
#[must_use]
pub fn lay_out(document: &Document, options: &LayoutOptions) -> Laid {
    let mut press = Press { options, laid: Laid::default(), y: 0.0, ruled_above: true };
    press.new_page();
    for line in &document.above_title {
        press.lines(line, BODY, LEADING, false, Align::Center, 0.0);
    }
    if let Some(title) = &document.title {
        press.lines(title, 18.0, 28.0, true, Align::Center, 0.0);
        press.y += 10.0;
    }
    for block in &document.blocks {
        match block {
            Block::Prose(p) => press.prose(p),
            Block::Table(t) => press.table(t),
            Block::PageBreak => press.new_page(),
        }
    }
    press.laid
}

/// Breaks text into lines no wider than the given widths of the first and the other lines. A number is not cut, and no
/// line begins with a closing mark.
#[must_use]
pub fn wrap(text: &str, size: f32, first: f32, rest: f32, advance: &dyn Fn(char) -> f32) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let width = if lines.is_empty() { first } else { rest };
        let mut end = start;
        let mut used = 0.0;
        while end < chars.len() && used + advance(chars[end]) * size <= width + 0.01 {
            used += advance(chars[end]) * size;
            end += 1;
        }
        end = end.max(start + 1);
        if end < chars.len() {
            let mut back = end;
            while back > start + 1 && !may_break(chars[back - 1], chars[back]) {
                back -= 1;
            }
            if back > start + 1 || may_break(chars[start], chars[start + 1]) {
                end = back;
            }
        }
        lines.push(chars[start..end].iter().collect::<String>().trim_end().to_owned());
        start = end;
        while start < chars.len() && chars[start] == ' ' {
            start += 1;
        }
    }
    lines
}

fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。；：、）》”〕%！？";
    const OPENING: &str = "（《“〔≥≤";
    let inside_number = before.is_ascii_graphic() && after.is_ascii_graphic();
    !inside_number && !CLOSING.contains(after) && !OPENING.contains(before)
}

impl Press<'_> {
    fn page(&mut self) -> &mut LaidPage {
        if self.laid.pages.is_empty() {
            self.new_page();
        }
        let last = self.laid.pages.len() - 1;
        &mut self.laid.pages[last]
    }

    fn new_page(&mut self) {
        let (width, height) = self.options.page;
        self.laid.pages.push(LaidPage { width, height, ..LaidPage::default() });
        if let Some(title) = self.options.running_title {
            self.put(title, MARGIN, 36.0, 9.0, false);
            self.laid.furniture.push(title.to_owned());
        }
        if self.options.page_numbers {
            let text = format!("- {} -", self.laid.pages.len());
            let x = (width - self.width(&text, 10.5)) / 2.0;
            self.put(&text, x, height - 36.0, 10.5, false);
            self.laid.furniture.push(text);
        }
        self.y = MARGIN;
    }

    fn bottom(&self) -> f32 {
        self.options.page.1 - MARGIN
    }

    fn right(&self) -> f32 {
        self.options.page.0 - MARGIN
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| (self.options.advance)(c) * size).sum()
    }

    fn put(&mut self, text: &str, x: f32, y: f32, size: f32, bold: bool) {
        let text = LaidText { x, y, size, text: text.to_owned(), bold, vertical: false, clip: None };
        self.page().texts.push(text);
    }

    fn lines(&mut self, text: &str, size: f32, leading: f32, bold: bool, align: Align, indent: f32) {
        let full = (self.right() - MARGIN) / if self.options.facing { 2.0 } else { 1.0 };
        let wrapped = |line| wrap(line, size, full - indent, full, self.options.advance);
        let lines: Vec<String> = text.lines().flat_map(wrapped).collect();
        for (i, line) in lines.iter().enumerate() {
            if self.y + leading > self.bottom() {
                self.new_page();
            }
            let x = match align {
                Align::Left => MARGIN + if i == 0 { indent } else { 0.0 },
                Align::Center => MARGIN + (full - self.width(line, size)) / 2.0,
                Align::Right => self.right() - self.width(line, size),
            };
            let y = self.y + leading * 0.5 + size * 0.38;
            self.put(line, x, y, size, bold);
            self.y += leading;
        }
    }

    fn prose(&mut self, p: &Prose) {
        match (p.kind, p.level) {
            (SectionKind::Heading, 1) => {
                self.y += 6.0;
                self.lines(&p.text, 15.0, 26.0, true, Align::Center, 0.0);
            }
            (SectionKind::Heading, _) => self.lines(&p.text, BODY, LEADING, true, Align::Left, BODY * 2.0),
            _ => self.lines(&p.text, BODY, LEADING, false, Align::Left, BODY * 2.0),
        }
    }

    fn table(&mut self, t: &Table) {
        let grid = Grid::of(t, self.right() - MARGIN, self.options);
        let head = 60.0 + grid.heights.iter().take(t.header_rows + 1).sum::<f32>();
        if self.y + head > self.bottom() {
            self.new_page();
        } else if self.y > MARGIN {
            self.y += 10.0;
        }
        self.table_head(t);
        let mut pages = vec![self.laid.pages.len()];
        let mut row = 0;
        while row < t.rows.len() {
            if self.options.header_again == Some(row) {
                self.rows(t, &grid, 0..t.header_rows);
            }
            let group = grid.group_end(row, t);
            let height: f32 = grid.heights[row..group].iter().sum();
            let room = self.bottom() - self.y;
            if height <= room || row < t.header_rows {
                self.rows(t, &grid, row..group);
            } else if self.options.cut_rows && group == row + 1 && room > 3.0 * CELL_LEADING {
                let fitting = ((room - 2.0 * PAD) / CELL_LEADING).floor().max(1.0);
                self.cut_row(t, &grid, row, fitting, &mut pages);
            } else {
                if self.options.carried_label.is_some() {
                    let fitting = grid.fitting(row..group, room);
                    self.rows(t, &grid, row..fitting);
                    row = fitting;
                }
                self.next_table_page(t, &grid, &mut pages);
                let whole = grid.heights[row..group].iter().sum::<f32>() <= self.bottom() - self.y;
                if self.options.carried_label.is_some() && !whole {
                    continue;
                }
                self.rows(t, &grid, row..group);
            }
            row = group;
        }
        self.y += 3.0;
        for note in &t.notes {
            self.lines(note, CELL, 13.0, false, Align::Left, 0.0);
        }
        self.y += 6.0;
        self.laid.table_pages.push(pages.iter().filter_map(|p| u32::try_from(*p).ok()).collect());
    }

    fn table_head(&mut self, t: &Table) {
        if let Some(title) = &t.title {
            self.lines(title, 14.0, 24.0, true, Align::Center, 0.0);
        }
        if let Some(year) = &t.year_line {
            self.lines(year, 10.5, 18.0, false, Align::Center, 0.0);
        }
        if let Some(number) = &t.form_number {
            self.lines(number, CELL, 14.0, false, Align::Right, 0.0);
        }
        let unit = t.unit.as_ref().map(|u| format!("单位：{u}"));
        if t.owner_line.is_none() && unit.is_none() {
            return;
        }
        let y = self.y + 10.0;
        if let Some(owner) = &t.owner_line {
            self.put(owner, MARGIN, y, CELL, false);
        }
        if let Some(unit) = unit {
            let x = self.right() - self.width(&unit, CELL);
            self.put(&unit, x, y, CELL, false);
        }
        self.y += 14.0;
    }

    fn next_table_page(&mut self, t: &Table, grid: &Grid, pages: &mut Vec<usize>) {
        self.new_page();
        pages.push(self.laid.pages.len());
        self.ruled_above = true;
        if self.options.repeat_title {
            self.table_head(t);
        }
        if self.options.repeat_header {
            self.rows(t, grid, 0..t.header_rows);
        }
    }

    fn rows(&mut self, t: &Table, grid: &Grid, range: std::ops::Range<usize>) {
        let top = self.y;
        let stands = |(row, _, cell): &(usize, usize, &Cell)| *row < range.end && row + cell.row_span > range.start;
        for (row, col, cell) in t.placed().into_iter().filter(stands) {
            let carried =
                self.options.carried_label.filter(|_| row < range.start).map(|label| Cell::new(label).centered());
            let end = (row + cell.row_span).min(range.end);
            let cell = &Cell { col_span: cell.col_span, ..carried.unwrap_or_else(|| cell.clone()) };
            let y0 = top + grid.heights[range.start..row.max(range.start)].iter().sum::<f32>();
            let y1 = y0 + grid.heights[row.max(range.start)..end].iter().sum::<f32>();
            let (x0, x1) = (MARGIN + grid.edges[col], MARGIN + grid.edges[col + cell.col_span]);
            let in_group = self.options.group_rules && row > t.header_rows && !begins_group(t, row);
            self.rule_box([x0, y0, x1, y1], in_group || self.options.column_rules && !self.ruled_above);
            if cell.shown().is_empty() {
                continue;
            }
            if self.options.vertical_labels && is_narrow_label(cell, x1 - x0) {
                self.vertical_label(cell, [x0, y0, x1, y1]);
                continue;
            }
            let lines = grid.lines(cell, x1 - x0, self.options);
            self.cell_lines(cell, &lines, [x0, y0, x1, y1], row >= t.header_rows && self.options.row_height.is_some());
        }
        self.ruled_above = range.end <= t.header_rows;
        self.y = top + grid.heights[range].iter().sum::<f32>();
    }

    /// Rules around a cell; or, where it is said to go on from the cell above it, around both.
    fn rule_box(&mut self, b: [f32; 4], goes_on: bool) {
        let boxes = &mut self.page().boxes;
        let is_above = |above: &&mut [f32; 4]| above[0] == b[0] && above[2] == b[2] && (above[3] - b[1]).abs() < 0.01;
        match boxes.iter_mut().rev().find(is_above).filter(|_| goes_on) {
            Some(above) => above[3] = b[3],
            None => boxes.push(b),
        }
    }

    fn vertical_label(&mut self, cell: &Cell, b: [f32; 4]) {
        let length: f32 = cell.shown().chars().map(|_| CELL).sum();
        let y = b[1] + (b[3] - b[1] - length) / 2.0;
        let text = LaidText {
            x: (b[0] + b[2]) / 2.0,
            y,
            size: CELL,
            text: cell.shown().to_owned(),
            bold: false,
            vertical: true,
            clip: None,
        };
        self.page().texts.push(text);
    }

    /// The lines of a cell in its middle; `clipped` where it may be too low for them.
    fn cell_lines(&mut self, cell: &Cell, lines: &[String], b: [f32; 4], clipped: bool) {
        let block = lines.len() as f32 * CELL_LEADING;
        let above = (b[3] - b[1] - block) / 2.0;
        let mut y = b[1] + if clipped { above } else { above.max(PAD) } + CELL_LEADING * 0.5 + CELL * 0.38;
        for line in lines {
            let width = self.width(line, CELL);
            let x = match cell.align {
                Align::Left => b[0] + PAD + f32::from(cell.indent) * CELL,
                Align::Center => (b[0] + b[2] - width) / 2.0,
                Align::Right => b[2] - PAD - width,
            };
            self.put(line, x, y, CELL, false);
            if let Some(text) = self.page().texts.last_mut().filter(|_| clipped) {
                text.clip = Some(b);
            }
            y += CELL_LEADING;
        }
    }

    /// Prints what fits of a row, and the rest on the next page.
    fn cut_row(&mut self, t: &Table, grid: &Grid, row: usize, fitting: f32, pages: &mut Vec<usize>) {
        let cells: Vec<(usize, &Cell)> = t.placed().into_iter().filter(|p| p.0 == row).map(|p| (p.1, p.2)).collect();
        for part in 0..2 {
            if part == 1 {
                self.next_table_page(t, grid, pages);
            }
            let mut height: f32 = 0.0;
            let mut pieces = Vec::new();
            for (col, cell) in &cells {
                let (x0, x1) = (MARGIN + grid.edges[*col], MARGIN + grid.edges[col + cell.col_span]);
                let lines = grid.lines(cell, x1 - x0, self.options);
                let (mut here, mut later) = (Vec::new(), Vec::new());
                for (i, line) in lines.into_iter().enumerate() {
                    if (i as f32) < fitting { here.push(line) } else { later.push(line) }
                }
                let lines = if part == 0 { here } else { later };
                height = height.max(lines.len() as f32 * CELL_LEADING + 2.0 * PAD);
                pieces.push((x0, x1, *cell, lines));
            }
            let top = self.y;
            for (x0, x1, cell, lines) in pieces {
                let b = [x0, top, x1, top + height];
                self.page().boxes.push(b);
                let block = [x0, top, x1, top + lines.len() as f32 * CELL_LEADING + 2.0 * PAD];
                self.cell_lines(cell, &lines, block, false);
            }
            self.y = top + height;
        }
    }
}

/// Whether a label of the first column begins in a row.
fn begins_group(t: &Table, row: usize) -> bool {
    t.placed().iter().any(|(own, col, _)| (*own, *col) == (row, 0))
}

fn is_narrow_label(cell: &Cell, width: f32) -> bool {
    cell.row_span > 1 && width < 10.0 * CELL && cell.shown().chars().all(|c| !c.is_ascii())
}

/// Column edges and row heights of one table.
struct Grid {
    edges: Vec<f32>,
    heights: Vec<f32>,
}

impl Grid {
    fn of(t: &Table, width: f32, options: &LayoutOptions) -> Self {
        let total: f32 = t.columns.iter().map(|c| c.width).sum();
        let mut edges = vec![0.0];
        let mut x = 0.0;
        for column in &t.columns {
            x += column.width / total * width;
            edges.push(x);
        }
        let mut grid = Self { edges, heights: vec![0.0; t.rows.len()] };
        let placed = t.placed();
        for wanted_span in [true, false] {
            for &(row, col, cell) in &placed {
                if (cell.row_span == 1) != wanted_span {
                    continue;
                }
                let w = grid.edges[col + cell.col_span] - grid.edges[col];
                if options.vertical_labels && is_narrow_label(cell, w) {
                    continue;
                }
                let lines = grid.lines(cell, w, options).len().max(1);
                let low = options.row_height.filter(|_| row >= t.header_rows && cell.row_span == 1);
                let needed = low.unwrap_or(lines as f32 * CELL_LEADING + 2.0 * PAD);
                let end = (row + cell.row_span).min(t.rows.len());
                let have: f32 = grid.heights[row..end].iter().sum();
                if needed > have {
                    grid.heights[end - 1] += needed - have;
                }
            }
        }
        grid
    }

    fn lines(&self, cell: &Cell, width: f32, options: &LayoutOptions) -> Vec<String> {
        let room = width - 2.0 * PAD - f32::from(cell.indent) * CELL;
        wrap(cell.shown(), CELL, room, room, options.advance)
    }

    /// End of those of the rows that the room is high enough for.
    fn fitting(&self, rows: std::ops::Range<usize>, room: f32) -> usize {
        let mut height = 0.0;
        let fits = |row: &usize| {
            height += self.heights[*row];
            height <= room
        };
        rows.start + rows.take_while(fits).count()
    }

    /// End of the rows that must stand together because a cell spans them.
    fn group_end(&self, start: usize, t: &Table) -> usize {
        let mut end = if start < t.header_rows { t.header_rows } else { start + 1 };
        let placed = t.placed();
        loop {
            let reach = placed
                .iter()
                .filter(|p| p.0 >= start && p.0 < end)
                .map(|p| p.0 + p.2.row_span)
                .max()
                .unwrap_or(end)
                .min(t.rows.len());
            if reach <= end {
                return end;
            }
            end = reach;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half_width(c: char) -> f32 {
        if c.is_ascii() { 0.5 } else { 1.0 }
    }

    #[test]
    fn a_number_is_not_cut_and_no_line_begins_with_a_mark() {
        let lines = wrap("支出共计12,345.67万元，完成预算", 10.0, 70.0, 70.0, &half_width);
        assert_eq!(lines, ["支出共计", "12,345.67万", "元，完成预算"]);
    }
}
