//! Pieces of one table on several pages to one table.

use crate::columns::{as_wide, fit, fit_left, mostly_fit, remap, union, widths_alike};
use crate::cut_label::LabelWords;
use crate::fragment::Fragment;
use crate::indent::set_indents;
use crate::options::Options;
use crate::page_end::Growing;
use crate::page_end::MARKS;
use crate::placed::Placed;
use crate::repeated::without_repeated_headers;
use crate::running_titles::running_key;
use gongkai_model::Table;
use gongkai_model::table::Cell;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::{TotalKind, is_bare_total, total_kind};
use std::collections::BTreeSet;

/// A table under construction: fragments that belong together, in page order.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) fragments: Vec<Fragment>,
    /// Column edges of all fragments, relative to the left edge.
    edges: Vec<f32>,
    /// Rows at the head of each fragment that repeat the first one's.
    repeated: Vec<u32>,
    header_repeated: bool,
    /// It begins a page without a title of its own, right after a table that ends the page before: perhaps the rest of it.
    pub(crate) kept_apart: bool,
}

/// How a fragment goes on from a chain.
struct GoesOn {
    repeated: u32,
    /// Column edges of both.
    edges: Vec<f32>,
}

/// Joins fragments, given in document order, to tables.
///
/// A fragment goes on from the one before it when nothing but furniture stands between them, it begins the next page, has
/// no title or number of its own that differs (`running` ones are the document's), does not begin as the chain did only to
/// say something else, and either repeats the header word for word with as many columns, or shows columns that fit: the
/// same edges, or some of them where the cells of the others are merged on its page.
pub(crate) fn fragments_to_chains(
    fragments: Vec<Fragment>,
    running: &BTreeSet<String>,
    options: &Options,
) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for fragment in fragments {
        let goes_on = chains.last().and_then(|chain| continuation(chain, &fragment, running, options));
        match (chains.last_mut(), goes_on) {
            (Some(chain), Some(on)) => {
                chain.header_repeated |= on.repeated > 0;
                chain.repeated.push(on.repeated);
                chain.edges = on.edges;
                chain.fragments.push(fragment);
            }
            _ if fragment.rest_only => {}
            _ => {
                let edges = relative(&fragment);
                let before = chains.last().and_then(|chain| chain.fragments.last());
                let kept_apart = fragment.around.title.is_none() && before.is_some_and(|b| follows(b, &fragment));
                chains.push(Chain {
                    fragments: vec![fragment],
                    edges,
                    repeated: vec![0],
                    header_repeated: false,
                    kept_apart,
                });
            }
        }
    }
    chains
}

fn relative(fragment: &Fragment) -> Vec<f32> {
    let left = fragment.xs.first().copied().unwrap_or(0.0);
    fragment.xs.iter().map(|x| x - left).collect()
}

fn continuation(chain: &Chain, next: &Fragment, running: &BTreeSet<String>, options: &Options) -> Option<GoesOn> {
    let (first, last) = (chain.fragments.first()?, chain.fragments.last()?);
    // A mark alone and a running title say nothing about this table.
    let title = next.around.title.as_deref();
    let title = title.filter(|t| !without_marks(t).is_empty() && !running.contains(&running_key(t)));
    let same_title = match (title, &first.around.title) {
        (Some(a), Some(b)) => without_marks(a) == without_marks(b),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let same_number = match (&next.around.form_number, &first.around.form_number) {
        (Some(a), Some(b)) => comparison_key(a) == comparison_key(b),
        (Some(_), None) => false,
        (None, _) => true,
    };
    if !(same_title && same_number) || is_of_another(first, next) {
        return None;
    }
    let repeated = repeated_rows(first, next);
    let head_only = title.is_some() && repeats_head_only(first, last, next, repeated);
    if !(head_only || follows(last, next) || numbered_again(first, last, next, repeated)) {
        return None;
    }
    // A title that says so is the same table's.
    let title = title.filter(|t| !same_title || without_marks(t) == *comparison_key(t));
    // The same form filled in again, or a table that begins as this one did.
    let alike = || {
        repeated == 0 && begins_alike(first, next)
            || begins_with_other_total(first, next, repeated)
            || repeated > 0 && (counts_anew(first, next, repeated) || ends_with_total(first, last, repeated))
    };
    if title.is_some() && !head_only && (is_same_form(first, next, repeated) || alike()) {
        return None;
    }
    // Columns set anew on each page: the repeated header says which is which.
    if repeated > 0 && next.n_cols == first.n_cols && chain.edges.len() as u32 == next.n_cols + 1 {
        return Some(GoesOn { repeated, edges: chain.edges.clone() });
    }
    let repeated = if repeated == 0 && repeats_inner_header(last, next) { 1 } else { repeated };
    let edges = relative(next);
    let slack = options.column_slack;
    let untitled = title.is_none() && next.around.form_number.is_none() && next.around.unit.is_none();
    let fits = fit(&edges, &chain.edges, slack) || fit(&chain.edges, &edges, slack);
    if !fits && title.is_none() && next.around.form_number.is_none() && widths_alike(&edges, &chain.edges) {
        return Some(GoesOn { repeated, edges: chain.edges.clone() });
    }
    let fits = fits || untitled && (mostly_fit(&edges, &chain.edges, slack) || fit_left(&edges, &chain.edges, slack));
    // Another block of a form, with columns of its own, below the number of that form.
    let numbered = title.is_none() && next.around.form_number.is_some() && first.around.form_number.is_some();
    let fits = fits || numbered && !begins_alike(first, next) && as_wide(&edges, &chain.edges, slack);
    fits.then(|| GoesOn { repeated, edges: union(&chain.edges, &edges, slack) })
}

/// Nothing but furniture stands between the two.
fn follows(last: &Fragment, next: &Fragment) -> bool {
    let facing = last.facing.as_ref().map(|(page, _)| *page);
    // The right half may stand behind all pages of the left one.
    let page = facing.filter(|page| *page <= next.page).unwrap_or(last.page);
    next.page == page + 1 && !last.text_follows && !next.follows_text && last.around.notes.is_empty()
}

/// Notes stand below the table on the last page, but the next one repeats its title, its number and its header.
fn numbered_again(first: &Fragment, last: &Fragment, next: &Fragment, repeated: u32) -> bool {
    let titled = next.around.title.is_some() && next.around.form_number.is_some() && first.around.form_number.is_some();
    titled && repeated > 0 && next.page == last.page + 1 && !last.text_follows && !next.follows_text
}

/// The next page repeats the head of the table and nothing else: its notes go on there.
fn repeats_head_only(first: &Fragment, last: &Fragment, next: &Fragment, repeated: u32) -> bool {
    repeated > 0 && repeated == next.n_rows && first.n_rows > repeated && next.page == last.page + 1
}

/// A title without 续表 (continued) marks; nothing where it is no more than the mark.
fn without_marks(title: &str) -> String {
    let mut key = comparison_key(title);
    for mark in MARKS {
        key = key.replace(&format!("({mark})"), "");
        if *mark != "续" {
            key = key.replace(mark, "");
        }
    }
    key.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// Leading rows of `next` whose cells equal those of `first`, never ending inside a merged cell.
fn repeated_rows(first: &Fragment, next: &Fragment) -> u32 {
    let mut equal = 0;
    let most = first.n_rows.min(next.n_rows).min(12);
    while equal < most && row_key(first, equal) == row_key(next, equal) && !row_key(next, equal).is_empty() {
        equal += 1;
    }
    // Blank rows and a row cut by a merged cell repeat nothing. Blank cells may not be drawn at all.
    let is_cut = |c: &Cell, row: u32| !c.text.is_empty() && c.row < row && c.row + c.row_span > row;
    while equal > 0 && next.cells.iter().any(|c| is_cut(c, equal)) {
        equal -= 1;
    }
    equal
}

/// Both have the same labels, row for row, also below the rows that are wholly equal: a form that another project filled in.
fn is_same_form(first: &Fragment, next: &Fragment, repeated: u32) -> bool {
    let labels = |fragment: &Fragment| -> Vec<(u32, String)> {
        let cells = fragment.cells.iter().filter(|c| c.col == 0 && !c.text.is_empty());
        cells.map(|c| (c.row, comparison_key(&c.text))).collect()
    };
    let (a, b) = (labels(first), labels(next));
    let equal: Vec<u32> = a.iter().zip(&b).take_while(|(a, b)| a == b).map(|(a, _)| a.0).collect();
    let filled_in = equal.iter().filter(|row| **row >= repeated).count();
    equal.len() >= SAME_LABELS && filled_in >= 2 && 2 * equal.len() >= a.len().min(b.len())
}

/// Labels that two forms share.
const SAME_LABELS: usize = 4;

/// The first label of both is the same, though the rows are not.
fn begins_alike(first: &Fragment, next: &Fragment) -> bool {
    let label = |fragment: &Fragment| {
        fragment.cells.iter().find(|c| c.row == 0 && !c.text.is_empty()).map(|c| comparison_key(&c.text))
    };
    label(first) == label(next)
}

/// Another organisation is named above it, or its amounts are in another unit.
fn is_of_another(first: &Fragment, next: &Fragment) -> bool {
    let differs = |a: &Option<String>, b: &Option<String>| {
        a.as_deref().zip(b.as_deref()).is_some_and(|(a, b)| comparison_key(a) != comparison_key(b))
    };
    differs(&first.around.organisation, &next.around.organisation) || differs(&first.around.unit, &next.around.unit)
}

/// Its rows are numbered from 1 again, below a header that says so.
fn counts_anew(first: &Fragment, next: &Fragment, repeated: u32) -> bool {
    let numbers = next.cells.iter().filter(|c| {
        c.row < repeated && matches!(comparison_key(&c.text).as_str(), "序号" | "行次" | "编号") && c.col_span == 1
    });
    let begins_at_one = |fragment: &Fragment, col: u32| {
        let below = fragment.cells.iter().filter(|c| c.col == col && c.row >= repeated && !c.text.is_empty());
        below.min_by_key(|c| c.row).is_some_and(|c| c.text == "1")
    };
    numbers.into_iter().any(|c| begins_at_one(first, c.col) && begins_at_one(next, c.col))
}

/// The last row is the total of all rows, which did not begin with it.
fn ends_with_total(first: &Fragment, last: &Fragment, repeated: u32) -> bool {
    let is_total = |fragment: &Fragment, row: u32| {
        let label = fragment.cells.iter().find(|c| c.row == row && !c.text.is_empty());
        label.is_some_and(|c| is_bare_total(&c.text))
    };
    let begins_with_it = (0..=repeated).any(|row| is_total(first, row));
    !begins_with_it && last.n_rows.checked_sub(1).is_some_and(|row| is_total(last, row))
}

/// Both have a total in the first row below the header, with other amounts: the sum of another table.
fn begins_with_other_total(first: &Fragment, next: &Fragment, repeated: u32) -> bool {
    let label = |fragment: &Fragment| {
        let of_row = |c: &&Cell| c.row == repeated && !c.text.is_empty();
        let label = fragment.cells.iter().find(of_row).map(|c| comparison_key(&c.text));
        label.filter(|t| matches!(total_kind(t), Some(TotalKind::Total | TotalKind::GrandTotal)))
    };
    let total = label(first);
    total.is_some() && total == label(next) && row_key(first, repeated) != row_key(next, repeated)
}

/// The first row of `next` repeats a row from within the page before: the head of the indicators of a form.
fn repeats_inner_header(last: &Fragment, next: &Fragment) -> bool {
    let texts = |row: &[Cell]| -> Vec<String> {
        let cells = row.iter().filter(|c| c.row_span == 1 && !c.text.is_empty());
        cells.map(|c| comparison_key(&c.text)).collect()
    };
    let same_row = |a: &Cell, b: &Cell| a.row == b.row;
    let head = next.cells.chunk_by(same_row).next().map(texts).unwrap_or_default();
    let is_head = head.len() >= 3
        && next.n_rows > 1
        && head.iter().all(|t| t.chars().count() <= HEAD_CHARS && !t.contains(|c: char| c.is_ascii_digit()));
    is_head && last.cells.chunk_by(same_row).any(|row| texts(row) == head)
}

/// A text in a head is no longer than this.
const HEAD_CHARS: usize = 12;

/// What a row says, and where: on another page a blank may be a cell of its own or part of a merged one.
fn row_key(fragment: &Fragment, row: u32) -> Vec<(u32, u32, String)> {
    let cells = fragment.cells.iter().filter(|c| c.row == row && !c.text.is_empty());
    cells.map(|c| (c.col, c.col_span, comparison_key(&c.text))).collect()
}

impl Chain {
    /// The whole table: rows of all fragments, repeated heads left out. `labels` are those of the document. And for each page the lines it took.
    pub(crate) fn into_table(self, labels: &LabelWords, options: &Options) -> (Table, Vec<(u32, Vec<usize>)>) {
        let continued = self.fragments.len() > 1;
        let overflow = self.fragments.iter().any(|f| f.overflow);
        let confidence = match (overflow, continued && !self.header_repeated) {
            (false, false) => "1.00",
            (true, false) => "0.90",
            (false, true) => "0.95",
            (true, true) => "0.85",
        };
        let mut table = Table { continued, confidence: confidence.to_owned(), ..Table::default() };
        table.n_cols = (self.edges.len() as u32).saturating_sub(1);
        let mut lines = Vec::new();
        let mut growing = Growing::knowing(labels);
        for (fragment, repeated) in self.fragments.into_iter().zip(self.repeated) {
            let columns = if fragment.n_cols == table.n_cols {
                None
            } else {
                Some(remap(&relative(&fragment), &self.edges, options.column_slack))
            };
            let mut new = Vec::with_capacity(fragment.cells.len());
            for (mut cell, look) in fragment.cells.into_iter().zip(fragment.looks) {
                // A label beside the repeated rows is kept for the others.
                if cell.row + cell.row_span <= repeated {
                    continue;
                }
                cell.row_span -= repeated.saturating_sub(cell.row);
                cell.row = cell.row.saturating_sub(repeated);
                if let Some(columns) = &columns {
                    let at = |i: u32| columns.get(i as usize).copied().unwrap_or(i);
                    let end = at(cell.col + cell.col_span);
                    cell.col = at(cell.col);
                    cell.col_span = end.saturating_sub(cell.col).max(1);
                }
                new.push(Placed { cell, look });
            }
            growing.add_page(new, fragment.n_rows - repeated);
            if table.pages.last() != Some(&fragment.page) {
                table.pages.push(fragment.page);
            }
            table.title = table.title.or(fragment.around.title);
            table.form_number = table.form_number.or(fragment.around.form_number);
            table.unit = table.unit.or(fragment.around.unit);
            table.organisation = table.organisation.or(fragment.around.organisation);
            table.notes.extend(fragment.around.notes);
            table.notes.extend(fragment.beside);
            lines.push((fragment.page, fragment.lines.into_iter().chain(fragment.around.lines).collect()));
            if let Some((page, of_page)) = fragment.facing {
                table.pages.push(page);
                lines.push((page, of_page));
            }
        }
        table.pages.sort_unstable();
        let mut placed = growing.placed;
        placed.sort_by_key(|p| (p.cell.row, p.cell.col));
        table.n_rows = without_repeated_headers(&mut placed, growing.rows);
        set_indents(&mut placed);
        table.cells = placed.into_iter().map(|p| p.cell).collect();
        (table, lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Look;
    use gongkai_model::table::Cell;

    fn fragment(page: u32, xs: &[f32], rows: &[&[(u32, u32, &str)]]) -> Fragment {
        let mut f = Fragment {
            page,
            xs: xs.to_vec(),
            n_rows: rows.len() as u32,
            n_cols: xs.len() as u32 - 1,
            ..Fragment::default()
        };
        for (row, cells) in (0..).zip(rows) {
            for (col, col_span, text) in *cells {
                f.cells.push(Cell {
                    row,
                    col: *col,
                    row_span: 1,
                    col_span: *col_span,
                    text: (*text).to_owned(),
                    ..Cell::default()
                });
                f.looks.push(Look::default());
            }
        }
        f
    }

    fn joined(fragments: Vec<Fragment>) -> Vec<Table> {
        let options = Options::default();
        fragments_to_chains(fragments, &BTreeSet::new(), &options)
            .into_iter()
            .map(|c| c.into_table(&LabelWords::default(), &options).0)
            .collect()
    }

    #[test]
    fn a_repeated_header_joins_columns_of_other_widths() {
        let head: &[(u32, u32, &str)] = &[(0, 1, "项目"), (1, 1, "金额")];
        let a = fragment(1, &[0.0, 100.0, 200.0], &[head, &[(0, 1, "甲"), (1, 1, "1.00")]]);
        let b = fragment(2, &[0.0, 120.0, 200.0], &[head, &[(0, 1, "乙"), (1, 1, "2.00")]]);
        let tables = joined(vec![a, b]);
        assert_eq!(tables.len(), 1);
        assert_eq!((tables[0].n_rows, tables[0].n_cols, tables[0].continued), (3, 2, true));
    }

    #[test]
    fn another_total_below_the_same_title_begins_a_table() {
        let head: &[(u32, u32, &str)] = &[(0, 1, "项目"), (1, 1, "金额")];
        let with_total = |page, total| {
            let mut f = fragment(page, &[0.0, 100.0, 200.0], &[head, &[(0, 1, "合计"), (1, 1, total)]]);
            f.around.title = Some("专项经费表".to_owned());
            f
        };
        assert_eq!(joined(vec![with_total(1, "12.50"), with_total(2, "3.00")]).len(), 2);
        assert_eq!(joined(vec![with_total(1, "12.50"), with_total(2, "12.50")]).len(), 1);
    }

    #[test]
    fn a_repeated_header_may_be_merged_otherwise() {
        let first: [&[(u32, u32, &str)]; 3] =
            [&[(0, 1, "项目"), (1, 1, "金额")], &[(1, 1, "合计")], &[(0, 1, "甲"), (1, 1, "1.00")]];
        let next: [&[(u32, u32, &str)]; 3] =
            [&[(0, 1, "项目"), (1, 1, "金额")], &[(0, 1, ""), (1, 1, "合计")], &[(0, 1, "乙"), (1, 1, "2.00")]];
        let mut a = fragment(1, &[0.0, 100.0, 200.0], &first);
        a.cells[0].row_span = 2;
        let tables = joined(vec![a, fragment(2, &[0.0, 100.0, 200.0], &next)]);
        assert_eq!(tables.iter().map(|t| t.n_rows).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn a_total_is_printed_again_beside_blanks_that_are_not_drawn() {
        let head: &[(u32, u32, &str)] = &[(0, 1, "项目"), (1, 1, "金额"), (2, 1, "目标")];
        let total: &[(u32, u32, &str)] = &[(0, 1, "合计"), (1, 1, "3.00"), (2, 1, "")];
        let xs = [0.0, 50.0, 100.0, 200.0];
        let a = fragment(1, &xs, &[head, total, &[(0, 1, "甲"), (1, 1, "3.00"), (2, 1, "按期")]]);
        let mut b = fragment(2, &xs, &[head, total, &[(0, 1, "乙"), (1, 1, "1.00")]]);
        b.cells[5].row_span = 2;
        let tables = joined(vec![a, b]);
        assert_eq!(tables.iter().map(|t| t.n_rows).collect::<Vec<_>>(), [4]);
        assert!(tables[0].cells.iter().any(|c| (c.row, c.col, c.row_span, c.text.as_str()) == (3, 2, 1, "")));
    }

    #[test]
    fn columns_a_little_wider_on_the_next_page_are_the_same() {
        let a = fragment(1, &[0.0, 100.0, 160.0, 240.0], &[&[(0, 1, "甲"), (1, 1, "1.00"), (2, 1, "2.00")]]);
        let b = fragment(2, &[0.0, 108.0, 165.0, 240.0], &[&[(0, 1, "乙"), (1, 1, "3.00"), (2, 1, "4.00")]]);
        let tables = joined(vec![a, b]);
        assert_eq!(tables.iter().map(|t| (t.n_rows, t.n_cols)).collect::<Vec<_>>(), [(2, 3)]);
    }

    #[test]
    fn a_page_of_merged_cells_keeps_its_columns() {
        let a = fragment(1, &[0.0, 50.0, 100.0, 200.0], &[&[(0, 1, "名称"), (1, 1, "内容"), (2, 1, "金额")]]);
        let b = fragment(2, &[0.0, 100.5, 200.0], &[&[(0, 1, "合计"), (1, 1, "3.00")]]);
        let tables = joined(vec![a, b]);
        assert_eq!(tables.len(), 1);
        let last: Vec<(u32, u32, &str)> =
            tables[0].cells.iter().filter(|c| c.row == 1).map(|c| (c.col, c.col_span, c.text.as_str())).collect();
        assert_eq!(last, [(0, 2, "合计"), (2, 1, "3.00")]);
    }

    fn titled(mut fragment: Fragment) -> Fragment {
        fragment.around.title = Some("项目绩效目标表".to_owned());
        fragment
    }

    #[test]
    fn a_page_of_nothing_but_the_head_and_notes_goes_on() {
        let head: &[(u32, u32, &str)] = &[(0, 1, "项目"), (1, 1, "金额")];
        let titled = |page, rows: &[&[(u32, u32, &str)]], note: &str| {
            let mut f = fragment(page, &[0.0, 100.0, 200.0], rows);
            f.around.title = Some("专项经费表".to_owned());
            f.around.notes = vec![note.to_owned()];
            f
        };
        let a = || titled(1, &[head, &[(0, 1, "甲"), (1, 1, "1.00")]], "注：一");
        let tables = joined(vec![a(), titled(2, &[head], "注：二")]);
        assert_eq!(tables.len(), 1);
        assert_eq!((tables[0].n_rows, tables[0].notes.len()), (2, 2));
        // Behind its notes a table has no more rows.
        assert_eq!(joined(vec![a(), titled(2, &[head, &[(0, 1, "乙"), (1, 1, "2.00")]], "注：二")]).len(), 2);
        assert_eq!(joined(vec![titled(1, &[head], "注：一"), titled(2, &[head], "注：二")]).len(), 2);
    }

    #[test]
    fn a_block_with_other_columns_goes_on_below_the_number_of_its_form() {
        let numbered = |mut fragment: Fragment| {
            fragment.around.form_number = Some("表15".to_owned());
            fragment
        };
        let a = || numbered(titled(fragment(1, &[0.0, 50.0, 120.0, 200.0], &[&[(0, 1, "部门名称"), (1, 2, "某局")]])));
        let rest = [(0, 1, "年度绩效指标"), (1, 1, "一级指标"), (2, 1, "指标值")];
        let b = fragment(2, &[0.0, 50.0, 90.0, 200.0], &[&rest]);
        let tables = joined(vec![a(), numbered(b.clone())]);
        assert_eq!(tables.iter().map(|t| (t.n_rows, t.n_cols)).collect::<Vec<_>>(), [(2, 4)]);
        assert_eq!(joined(vec![a(), b]).len(), 2);
        let again = fragment(2, &[0.0, 70.0, 200.0], &[&[(0, 1, "部门名称"), (1, 1, "某所")]]);
        assert_eq!(joined(vec![a(), numbered(again)]).len(), 2);
    }

    #[test]
    fn a_repeated_title_without_its_head_goes_on() {
        let xs = [0.0, 50.0, 100.0];
        let a =
            titled(fragment(1, &xs, &[&[(0, 1, "项目名称"), (1, 1, "校舍修缮")], &[(0, 1, "产出"), (1, 1, "3处")]]));
        let rest = titled(fragment(2, &xs, &[&[(0, 1, "效益"), (1, 1, "提升")]]));
        let other =
            titled(fragment(3, &xs, &[&[(0, 1, "项目名称"), (1, 1, "设备购置")], &[(0, 1, "产出"), (1, 1, "5台")]]));
        let tables = joined(vec![a, rest, other]);
        assert_eq!(tables.iter().map(|t| t.pages.clone()).collect::<Vec<_>>(), [vec![1, 2], vec![3]]);
    }

    #[test]
    fn a_form_filled_in_again_is_another() {
        let form = |page: u32, amount: &str| {
            let rows: [&[(u32, u32, &str)]; 4] = [
                &[(0, 1, "项目名称"), (1, 1, "工作经费")],
                &[(0, 1, "主管部门"), (1, 1, "云岭市林业局")],
                &[(0, 1, "资金总额"), (1, 1, amount)],
                &[(0, 1, "年度目标"), (1, 1, "保障运转")],
            ];
            titled(fragment(page, &[0.0, 50.0, 100.0], &rows))
        };
        assert_eq!(joined(vec![form(1, "3.00"), form(2, "4.00")]).len(), 2);
    }

    #[test]
    fn a_head_from_within_the_table_is_repeated_once() {
        let head: [(u32, u32, &str); 3] = [(1, 1, "二级指标"), (2, 1, "三级指标"), (3, 1, "指标值")];
        let xs = [0.0, 20.0, 50.0, 100.0, 150.0];
        let rows: [&[(u32, u32, &str)]; 3] =
            [&[(0, 1, "项目名称"), (1, 3, "校舍修缮")], &head, &[(1, 1, "数量"), (2, 1, "校舍"), (3, 1, "3处")]];
        let a = fragment(1, &xs, &rows);
        let mut b = fragment(2, &xs, &[&head, &[(1, 1, "质量"), (2, 1, "验收"), (3, 1, "100%")]]);
        b.cells.push(Cell {
            row: 0, col: 0, row_span: 2, col_span: 1, text: "绩效指标".to_owned(), ..Cell::default()
        });
        b.looks.push(Look::default());
        let tables = joined(vec![a, b]);
        assert_eq!((tables.len(), tables[0].n_rows), (1, 4));
        let label = tables[0].cells.iter().find(|c| c.text == "绩效指标").unwrap();
        assert_eq!((label.row, label.row_span), (3, 1));
    }

    #[test]
    fn another_title_or_other_columns_begin_a_table() {
        let a = fragment(1, &[0.0, 50.0, 200.0], &[&[(0, 1, "名称"), (1, 1, "金额")]]);
        let mut b = fragment(2, &[0.0, 50.0, 200.0], &[&[(0, 1, "名称"), (1, 1, "金额")]]);
        b.around.title = Some("支出总表".to_owned());
        let c = fragment(3, &[0.0, 80.0, 200.0], &[&[(0, 1, "甲"), (1, 1, "3.00")]]);
        assert_eq!(joined(vec![a, b, c]).len(), 3);
    }
}
