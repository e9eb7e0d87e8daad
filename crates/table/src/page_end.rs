//! Rows and merged cells that a page's end cuts: what stands at the top of the next page goes on from the last row.

use crate::cut_label::{LabelWords, is_bracketed_rest, is_cut_label};
use crate::cut_row::row_goes_on;
use crate::cut_text::{completes_amount, is_number, without_repeated};
use crate::look::Side;
use crate::placed::{Placed, is_cut_line, is_rest};
use gongkai_model::table::Cell;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::join::push_joined;
use std::collections::BTreeMap;

/// A table under construction, page by page.
#[derive(Debug, Default)]
pub(crate) struct Growing<'d> {
    /// Labels of the document.
    labels: Option<&'d LabelWords>,
    pub(crate) placed: Vec<Placed>,
    pub(crate) rows: u32,
    /// Cells that end in the last row.
    last: Vec<usize>,
    /// What cells each column has.
    columns: BTreeMap<u32, Tally>,
}

impl<'d> Growing<'d> {
    /// Nothing yet of a table in a document with these labels.
    pub(crate) fn knowing(labels: &'d LabelWords) -> Self {
        Self { labels: Some(labels), ..Self::default() }
    }

    /// Adds the cells of a page, which count their `new_rows` rows from 0, below the rows so far.
    ///
    /// The first row goes on from the last one when all its texts go on from texts that filled their last lines, while
    /// what has an end there (numbers, names) has nothing here. A merged cell goes on when it is blank on one of the
    /// pages, or when no rule closes it where rules close others.
    pub(crate) fn add_page(&mut self, mut new: Vec<Placed>, new_rows: u32) {
        let placed = &self.placed;
        let pairs: Vec<(usize, Option<usize>)> = (0..new.len())
            .filter(|j| new[*j].cell.row == 0)
            .map(|j| (j, self.last.iter().copied().find(|i| same_place(&placed[*i].cell, &new[j].cell))))
            .collect();
        for (j, _) in pairs.iter().filter(|(_, i)| i.is_some()) {
            if is_mark(&new[*j].cell.text) {
                new[*j].cell.text.clear();
            }
        }
        for cell in new.iter().map(|p| &p.cell) {
            self.columns.entry(cell.col).or_default().add(cell, new_rows);
        }
        let cut =
            new_rows > 0 && self.rows > 0 && row_goes_on(placed, &new, &pairs, |col| self.column(col).is_never_blank());
        let joined = self.joined(&new, &pairs, cut);
        let offset = if cut { self.rows - 1 } else { self.rows };
        self.rows = offset + new_rows;
        let before = std::mem::take(&mut self.last);
        for (mut part, into) in new.into_iter().zip(joined) {
            match into.and_then(|i| self.placed.get_mut(i)) {
                Some(whole) => {
                    // A part of a cell is no blank of its own.
                    let column = self.columns.get_mut(&part.cell.col).filter(|_| part.cell.text.is_empty());
                    if let Some(column) = column.filter(|_| part.cell.row_span == 1) {
                        column.blank = column.blank.saturating_sub(1);
                    }
                    let rest = if whole.look.cut_below || part.look.cut_above {
                        without_repeated(&whole.cell.text, &part.cell.text)
                    } else {
                        &part.cell.text
                    };
                    // A label printed on each page is one.
                    if cut && completes_amount(&whole.cell.text, rest) {
                        whole.cell.text.push_str(rest);
                    } else if cut || whole.cell.text != rest {
                        push_joined(&mut whole.cell.text, rest);
                    }
                    whole.cell.row_span += part.cell.row_span - u32::from(cut);
                    whole.cell.regions.extend(part.cell.regions);
                    whole.look.room = part.look.room;
                    whole.look.cut_below = part.look.cut_below;
                    whole.look.below = part.look.below;
                }
                // Blanks that run together beside the rest of a cut row.
                None if cut && part.cell.row == 0 && part.cell.row_span == 1 => {}
                None => {
                    if cut && part.cell.row == 0 {
                        part.cell.row = 1;
                        part.cell.row_span -= 1;
                    }
                    part.cell.row += offset;
                    self.placed.push(part);
                    self.note_last(self.placed.len() - 1);
                }
            }
        }
        before.into_iter().for_each(|i| self.note_last(i));
    }

    fn column(&self, col: u32) -> Tally {
        self.columns.get(&col).copied().unwrap_or_default()
    }

    fn has_parted(&self, above: &Placed, below: &Placed) -> bool {
        self.labels.is_some_and(|labels| labels.has_parted(above, below))
    }

    fn note_last(&mut self, index: usize) {
        let ends = self.placed.get(index).is_some_and(|p| p.cell.row + p.cell.row_span == self.rows);
        if ends {
            self.last.push(index);
        }
    }

    /// For each cell of a new page the cell so far that it goes on from.
    fn joined(&self, new: &[Placed], pairs: &[(usize, Option<usize>)], cut: bool) -> Vec<Option<usize>> {
        // The strip between two lanes is drawn as it pleases.
        let is_open = |p: &Placed| {
            let open = p.look.above == Side::Open || p.look.below == Side::Open;
            open && p.cell.row_span >= 2 && self.column(p.cell.col).has_text
        };
        let rules_tell = self.last.iter().any(|i| is_open(&self.placed[*i])) || new.iter().any(is_open);
        let mut joined: Vec<Option<usize>> = vec![None; new.len()];
        // A blank row goes on from nothing.
        let has_text = pairs.iter().any(|(j, _)| !new[*j].cell.text.is_empty());
        // A line cut in two: only what is whole on both pages are rows of their own.
        let parted = pairs.iter().any(|(j, i)| i.is_some_and(|i| is_cut_line(&self.placed[i], &new[*j])));
        // Merged cells that go on, by the row they begin in and the rows they have on the new page.
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (j, i) in pairs {
            let Some(i) = i else { continue };
            let (above, below) = (&self.placed[*i].cell, &new[*j].cell);
            let texts = has_text && !is_number(&above.text) && !is_number(&below.text);
            let drawn = goes_on_by_rules(&self.placed[*i], &new[*j], rules_tell);
            // A text to the left over the same rows that is another one on the new page tells that these are others.
            let differs = |(other_j, other_i): &(usize, Option<usize>)| {
                let other = &new[*other_j].cell;
                let same_rows = |a: &Cell, b: &Cell| (a.row, a.row_span) == (b.row, b.row_span);
                other_i.map(|other_i| &self.placed[other_i].cell).is_some_and(|before| {
                    same_rows(before, above)
                        && same_rows(other, below)
                        && other.col < below.col
                        && !before.text.is_empty()
                        && !other.text.is_empty()
                        && before.text != other.text
                })
            };
            let of_other = || !above.text.is_empty() && !below.text.is_empty() && pairs.iter().any(differs);
            let by_blank = || texts && cell_goes_on(above, below, self.column(below.col)) && !of_other();
            // An amount below the head of its column.
            let differ =
                !above.text.is_empty() && !below.text.is_empty() && is_number(&above.text) != is_number(&below.text);
            if cut
                || parted && is_rest(&self.placed[*i], &new[*j])
                || !parted && !differ && drawn.unwrap_or_else(by_blank)
            {
                joined[*j] = Some(*i);
                merged.push((above.row, below.row_span));
            } else if is_cut_label(&self.placed[*i], &new[*j]) || self.has_parted(&self.placed[*i], &new[*j]) {
                joined[*j] = Some(*i);
            }
        }
        // Amounts of the same merged rows go with them.
        for (j, i) in pairs {
            let Some(i) = i.filter(|_| joined[*j].is_none()) else { continue };
            let (above, below) = (&self.placed[i].cell, &new[*j].cell);
            let column = self.column(below.col);
            let may_be_merged = (above.row_span >= 2 && below.row_span >= 2) || column.is_of_merged_texts();
            let both = may_be_merged && merged.contains(&(above.row, below.row_span));
            let closed = goes_on_by_rules(&self.placed[i], &new[*j], rules_tell) == Some(false);
            let same = above.text.is_empty() || below.text.is_empty() || above.text == below.text;
            if both && !closed && same {
                joined[*j] = Some(i);
            }
        }
        joined
    }
}

fn same_place(a: &Cell, b: &Cell) -> bool {
    a.col == b.col && a.col_span == b.col_span
}

/// A column with so many texts and no blank has none.
const FULL_COLUMN: usize = 4;

/// What cells a column has.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    /// Blank ones of one row. At the end of a page they may be the first part of a merged cell, and are not counted.
    blank: usize,
    /// Blank merged ones that do not stand at the page's end.
    merged_blank: usize,
    /// Merged ones with a text, below the first row of their page.
    merged_text: usize,
    /// Ones of one row with a text.
    text: usize,
    /// Some cell has a text.
    has_text: bool,
}

impl Tally {
    fn add(&mut self, cell: &Cell, rows_of_page: u32) {
        self.has_text |= !cell.text.is_empty();
        let (begins, ends) = (cell.row == 0, cell.row + cell.row_span == rows_of_page);
        match (cell.row_span >= 2, cell.text.is_empty()) {
            (false, true) => self.blank += usize::from(begins || !ends),
            (true, true) => self.merged_blank += usize::from(!begins && !ends),
            (true, false) => self.merged_text += usize::from(!begins),
            (false, false) => self.text += 1,
        }
    }

    /// Each row has a text of its own, but for the one at the beginning of the page.
    fn is_never_blank(self) -> bool {
        self.text >= FULL_COLUMN && self.blank <= 1 && self.merged_text + self.merged_blank == 0
    }

    /// Its cells have texts, but for the one at the beginning of the page, and some are merged.
    fn is_of_merged_texts(self) -> bool {
        self.merged_text > 0 && self.merged_blank == 0 && self.blank <= 1
    }
}

/// Whether a merged cell goes on, where the rules `tell`: some documents close cells where they end and nowhere else.
fn goes_on_by_rules(above: &Placed, below: &Placed, tell: bool) -> Option<bool> {
    let sides = [above.look.below, below.look.above];
    let merged = above.cell.row_span >= 2 || below.cell.row_span >= 2;
    let known = sides.iter().any(|s| *s != Side::Unknown);
    (tell && merged && known).then(|| !sides.contains(&Side::Closed))
}

/// A merged cell goes on over the page's end, its text on one of the pages or on both. Columns in which blank cells stand
/// elsewhere tell nothing: there a blank is a cell of its own. A page's end may leave one row of it on both pages.
fn cell_goes_on(above: &Cell, below: &Cell, column: Tally) -> bool {
    if column.merged_blank > 0 {
        return false;
    }
    let merged = (above.row_span >= 2, below.row_span >= 2);
    match (above.text.is_empty(), below.text.is_empty()) {
        (false, true) => merged.1 || (merged.0 && column.blank <= 1) || column.is_of_merged_texts(),
        (true, false) if merged.0 => merged.1 || column.blank == 0,
        (true, false) => merged.1 && column.blank == 0,
        (false, false) => (merged.0 || merged.1) && (above.text == below.text || is_bracketed_rest(above, below)),
        // Two blanks go on only beside a text that does.
        (true, true) => false,
    }
}

/// What says that a table goes on, and nothing else.
pub(crate) const MARKS: &[&str] = &["续上页", "续上表", "接上页", "接上表", "续表", "续"];

/// The text of a cell says no more than that it goes on: 续上页.
pub(crate) fn is_mark(text: &str) -> bool {
    let key = comparison_key(text);
    MARKS.contains(&key.trim_start_matches('(').trim_end_matches(')'))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::look::Look;

    pub(crate) fn row(row: u32, cells: &[(&str, u32, bool)]) -> Vec<Placed> {
        let cell = |(col, (text, row_span, full)): (usize, &(&str, u32, bool))| Placed {
            cell: Cell {
                row,
                col: col as u32,
                row_span: *row_span,
                col_span: 1,
                text: (*text).to_owned(),
                ..Cell::default()
            },
            look: Look { room: Some(if *full { 0.0 } else { 1.5 }), ..Look::default() },
        };
        cells.iter().enumerate().map(cell).collect()
    }

    pub(crate) fn add_page(placed: &mut Vec<Placed>, rows: u32, new: Vec<Placed>, new_rows: u32) -> u32 {
        let mut table = Growing::default();
        table.add_page(std::mem::take(placed), rows);
        table.add_page(new, new_rows);
        *placed = table.placed;
        table.rows
    }

    pub(crate) fn texts(placed: &[Placed]) -> Vec<(u32, u32, u32, &str)> {
        placed.iter().map(|p| (p.cell.row, p.cell.col, p.cell.row_span, p.cell.text.as_str())).collect()
    }

    #[test]
    fn only_what_is_whole_on_both_pages_is_parted_where_a_line_is_cut() {
        let cut = |cells: &[(&str, u32, bool)]| {
            let mut cells = row(0, cells);
            for part in &mut cells {
                (part.look.cut_above, part.look.cut_below) = (true, true);
            }
            cells
        };
        let mut placed = cut(&[("修缮校舍", 1, false), ("12.50", 1, false), ("", 1, false)]);
        let rest = [("修缮校舍", 1, false), ("12.50", 1, false), ("南山区", 1, false)];
        assert_eq!(add_page(&mut placed, 1, cut(&rest), 1), 1);
        assert_eq!(texts(&placed), [(0, 0, 1, "修缮校舍"), (0, 1, 1, "12.50"), (0, 2, 1, "南山区")]);
        let mut placed = cut(&[("修缮校舍", 1, false), ("12.50", 1, false), ("3月", 1, false)]);
        let rest = [("修缮校舍", 1, false), ("12.50", 1, false), ("8月", 1, false)];
        assert_eq!(add_page(&mut placed, 1, cut(&rest), 1), 2);
        assert_eq!(placed[..2].iter().map(|p| p.cell.row_span).collect::<Vec<u32>>(), [2, 2]);
        assert_eq!(placed.len(), 4);
    }

    #[test]
    fn a_code_that_begins_with_the_one_above_it_is_another() {
        let cut = |code: &'static str, amount: &'static str| {
            let mut cells = row(0, &[(code, 1, false), ("转移支付", 1, false), (amount, 1, false)]);
            for part in &mut cells {
                (part.look.cut_above, part.look.cut_below) = (true, true);
            }
            cells
        };
        let mut placed = cut("23003", "12.50");
        assert_eq!(add_page(&mut placed, 1, cut("2300301", "8.00"), 1), 2);
        assert_eq!(texts(&placed)[0], (0, 0, 1, "23003"));
        assert_eq!(texts(&placed)[3], (1, 0, 1, "2300301"));
    }

    #[test]
    fn a_mark_that_begins_no_line_takes_a_character_along() {
        let rest = |text: &str| {
            let mut placed = row(0, &[("公报", 1, false), ("2.00", 1, true), ("完成公报编辑管理工", 1, false)]);
            add_page(&mut placed, 1, row(0, &[("", 1, false), ("", 1, false), (text, 1, false)]), 1)
        };
        assert_eq!(rest("作，本年出版十二期"), 1);
        assert_eq!(rest("作目标本年出版十二期"), 2);
    }

    #[test]
    fn equal_texts_of_different_records_are_two() {
        let page = |number: &'static str| {
            let mut cells = row(0, &[(number, 2, false), ("市本级", 2, false), ("3000", 1, false)]);
            let mut amount = row(1, &[("", 1, false), ("", 1, false), ("2000", 1, false)]);
            cells.extend(amount.pop());
            cells
        };
        let mut placed = page("甲项目");
        assert_eq!(add_page(&mut placed, 2, page("乙项目"), 2), 4);
        assert_eq!(placed.iter().filter(|p| p.cell.text == "市本级").count(), 2);
        let mut placed = page("甲项目");
        add_page(&mut placed, 2, page("甲项目"), 2);
        assert_eq!(placed.iter().filter(|p| p.cell.text == "市本级").count(), 1);
    }

    #[test]
    fn an_amount_broken_by_the_page_end_is_one() {
        let mut placed = row(0, &[("南山林场苗木", 1, true), ("8,549.64", 1, false), ("12,437.3", 1, false)]);
        let rest = row(0, &[("培育中心", 1, false), ("", 1, false), ("6", 1, false)]);
        assert_eq!(add_page(&mut placed, 1, rest, 1), 1);
        assert_eq!(texts(&placed)[0].3, "南山林场苗木培育中心");
        assert_eq!(texts(&placed)[2].3, "12,437.36");
        // Amounts of a row of its own.
        let mut placed = row(0, &[("南山林场苗木", 1, true), ("8,549.6", 1, false), ("12,437.3", 1, false)]);
        assert_eq!(add_page(&mut placed, 1, row(0, &[("培育中心", 1, false), ("4", 1, false), ("6", 1, false)]), 1), 2);
    }

    #[test]
    fn a_merged_cell_goes_on_without_its_text() {
        let mut placed = row(0, &[("产出指标", 1, false), ("数量", 1, false)]);
        let mut next = row(0, &[("", 2, false), ("质量", 1, false)]);
        next.extend(row(1, &[("", 1, false), ("时效", 1, false)]).split_off(1));
        assert_eq!(add_page(&mut placed, 1, next, 2), 3);
        assert_eq!(texts(&placed), [(0, 0, 3, "产出指标"), (0, 1, 1, "数量"), (1, 1, 1, "质量"), (2, 1, 1, "时效")]);
    }

    #[test]
    fn a_merged_cell_of_two_rows_has_one_on_each_page() {
        let goes_on = |blank_elsewhere: bool| {
            let first = if blank_elsewhere { "" } else { "过程" };
            let mut placed = row(0, &[(first, 1, false), ("合规", 1, false)]);
            placed.extend(row(1, &[("立项", 1, false), ("依据", 1, false)]));
            let mut next = row(0, &[("", 1, false), ("程序", 1, false)]);
            next.extend(row(1, &[("目标", 2, false), ("合理", 1, false)]));
            next.extend(row(2, &[("", 1, false), ("明确", 1, false)]).split_off(1));
            add_page(&mut placed, 2, next, 3);
            texts(&placed).contains(&(1, 0, 2, "立项"))
        };
        assert!(goes_on(false));
        assert!(!goes_on(true));
    }

    #[test]
    fn a_mark_in_place_of_the_label_is_no_label() {
        let mut placed = row(0, &[("决策", 2, false), ("立项", 1, false)]);
        placed.extend(row(1, &[("", 1, false), ("目标", 1, false)]).split_off(1));
        let mut next = row(0, &[("（续上页）", 2, false), ("投入", 1, false)]);
        next.extend(row(1, &[("", 1, false), ("管理", 1, false)]).split_off(1));
        add_page(&mut placed, 2, next, 2);
        assert_eq!(texts(&placed)[0], (0, 0, 4, "决策"));
    }

    #[test]
    fn amounts_go_with_the_merged_name_beside_them() {
        // The name and amount of the second project stand in the middle of its rows, on the next page.
        let mut placed = row(0, &[("", 2, false), ("", 2, false), ("数量", 1, false)]);
        placed.extend(row(1, &[("", 1, false), ("", 1, false), ("质量", 1, false)]).split_off(2));
        let mut next = row(0, &[("校舍修缮", 2, false), ("12.50", 2, false), ("时效", 1, false)]);
        next.extend(row(1, &[("", 1, false), ("", 1, false), ("成本", 1, false)]).split_off(2));
        assert_eq!(add_page(&mut placed, 2, next, 2), 4);
        assert_eq!(texts(&placed)[..2], [(0, 0, 4, "校舍修缮"), (0, 1, 4, "12.50")]);
    }

    #[test]
    fn rules_tell_where_a_merged_cell_ends() {
        let labels = |above: Side, below: Side| {
            let mut placed = row(0, &[("总体目标", 2, false), ("数量", 1, false)]);
            placed.extend(row(1, &[("", 1, false), ("质量", 1, false)]).split_off(1));
            placed[0].look.below = above;
            let mut next = row(0, &[("", 2, false), ("时效", 1, false)]);
            next.extend(row(1, &[("", 1, false), ("成本", 1, false)]).split_off(1));
            next[0].look.above = below;
            add_page(&mut placed, 2, next, 2);
            placed.iter().filter(|p| p.cell.col == 0).count()
        };
        assert_eq!(labels(Side::Open, Side::Open), 1);
        assert_eq!(labels(Side::Open, Side::Unknown), 1);
        assert_eq!(labels(Side::Open, Side::Closed), 2);
    }

    #[test]
    fn an_amount_is_not_the_rest_of_the_head_of_its_column() {
        let mut placed = row(0, &[("总计", 2, false), ("小计", 1, false)]);
        placed.extend(row(1, &[("", 1, false), ("本级", 1, false)]).split_off(1));
        placed[0].look.below = Side::Open;
        add_page(&mut placed, 2, row(0, &[("12.50", 1, false), ("2.50", 1, false)]), 1);
        assert_eq!(placed[0].cell.text, "总计");
    }

    #[test]
    fn the_strip_between_two_lanes_tells_nothing() {
        let mut placed = row(0, &[("部门", 1, false), ("", 2, false), ("金额", 1, false)]);
        placed.extend(row(1, &[("省工信厅", 1, false), ("", 1, false), ("1.00", 1, false)]));
        placed.remove(4);
        for cell in &mut placed {
            cell.look.below = if cell.cell.col == 1 { Side::Open } else { Side::Closed };
        }
        let mut next = row(0, &[("", 2, false), ("", 2, false), ("2.00", 1, false)]);
        next.extend(row(1, &[("", 1, false), ("", 1, false), ("3.00", 1, false)]).split_off(2));
        add_page(&mut placed, 2, next, 2);
        assert!(texts(&placed).contains(&(1, 0, 3, "省工信厅")));
    }

    #[test]
    fn blank_merged_cells_of_their_own_stay_so() {
        let mut placed = row(0, &[("办公设备", 1, false), ("1.00", 1, false)]);
        placed.extend(row(1, &[("", 2, false), ("0.40", 1, false)]));
        placed.extend(row(2, &[("", 1, false), ("0.60", 1, false)]).split_off(1));
        placed.extend(row(3, &[("专用设备", 1, false), ("2.00", 1, false)]));
        let mut next = row(0, &[("", 2, false), ("1.20", 1, false)]);
        next.extend(row(1, &[("", 1, false), ("0.80", 1, false)]).split_off(1));
        add_page(&mut placed, 4, next, 2);
        assert!(texts(&placed).contains(&(3, 0, 1, "专用设备")));
        assert!(texts(&placed).contains(&(4, 0, 2, "")));
    }
}
