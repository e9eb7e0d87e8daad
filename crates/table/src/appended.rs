//! Tables too wide for a page that are printed in parts one behind the other, each with the labels of its rows: the columns
//! of the later parts belong behind those of the first.

use gongkai_model::Table;
use gongkai_model::table::Cell;
use gongkai_normalize::chars::comparison_key;
use std::collections::BTreeSet;

/// A table with the lines of each page that it took.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) table: Table,
    pub(crate) lines: Vec<(u32, Vec<usize>)>,
    /// Perhaps the rest of the table before it.
    pub(crate) kept_apart: bool,
}

/// Fewest rows of a table in parts: the labels of fewer are the same by chance.
const FEWEST_ROWS: u32 = 4;

/// Of so many filled cells beside the labels all but one are figures.
const FIGURES: usize = 10;

/// Puts the columns of each part behind those of the part before it.
pub(crate) fn append_parts(built: Vec<Built>) -> Vec<Built> {
    let mut whole: Vec<Built> = Vec::with_capacity(built.len());
    for part in built {
        let labels = whole.last().and_then(|before| shared_labels(&before.table, &part.table));
        match whole.last_mut().zip(labels) {
            Some((before, labels)) => {
                append(&mut before.table, part.table, labels);
                before.lines.extend(part.lines);
            }
            None => whole.push(part),
        }
    }
    whole
}

/// How many columns of labels a part repeats from the one before it; `None` where it is a table of its own. Title, unit and
/// the labels of all rows are the same, nothing but figures stands beside them, and no column has the header of another.
fn shared_labels(before: &Table, part: &Table) -> Option<u32> {
    let title = |t: &Table| t.title.as_deref().map(comparison_key);
    let follows = part.pages.first().copied() == before.pages.last().map(|page| page + 1);
    let alike = title(before).is_some() && title(before) == title(part) && before.unit == part.unit;
    let sized = before.n_rows == part.n_rows && part.n_rows >= FEWEST_ROWS;
    if !follows || !alike || !sized || !are_numbers_of_one(before.form_number.as_deref(), part.form_number.as_deref()) {
        return None;
    }
    let labels = equal_columns(before, part);
    if labels == 0 || labels >= part.n_cols || labels >= before.n_cols {
        return None;
    }
    let head = header_rows(part, labels).filter(|rows| *rows > 0 && header_rows(before, labels) == Some(*rows))?;
    let paths = |table: &Table| (labels..table.n_cols).map(|col| path(table, col, head)).collect::<BTreeSet<String>>();
    let (ours, theirs) = (paths(before), paths(part));
    let are_figures = |table: &Table| {
        let filled = || table.cells.iter().filter(|c| c.row >= head && c.col >= labels && !c.text.is_empty());
        let figures = filled().filter(|c| is_figure(&c.text)).count();
        figures > 0 && (filled().count() - figures) * FIGURES <= filled().count()
    };
    (ours.is_disjoint(&theirs) && are_figures(before) && are_figures(part)).then_some(labels)
}

/// The same number, or 表8-1 and 表8-2.
fn are_numbers_of_one(before: Option<&str>, part: Option<&str>) -> bool {
    let (Some(before), Some(part)) = (before, part) else { return before == part };
    let (before, part) = (comparison_key(before), comparison_key(part));
    let counted = |number: &str| {
        let (stem, at) = number.rsplit_once('-')?;
        Some((stem.to_owned(), at.parse::<u32>().ok()?))
    };
    let in_turn = |((a, i), (b, j)): ((String, u32), (String, u32))| a == b && i.checked_add(1) == Some(j);
    before == part || counted(&before).zip(counted(&part)).is_some_and(in_turn)
}

/// Leading columns that say the same in every row, in cells of the same size.
fn equal_columns(before: &Table, part: &Table) -> u32 {
    let column = |table: &Table, col: u32| -> Vec<(u32, u32, u32, String)> {
        let cells = table.cells.iter().filter(|c| c.col == col);
        cells.map(|c| (c.row, c.row_span, c.col_span, comparison_key(&c.text))).collect()
    };
    let widest = before.n_cols.min(part.n_cols);
    let equal = (0..widest).take_while(|col| column(before, *col) == column(part, *col)).count() as u32;
    // No label reaches into the columns that differ.
    let crossed = |labels: u32| part.cells.iter().any(|c| c.col < labels && c.col + c.col_span > labels);
    if crossed(equal) { 0 } else { equal }
}

/// Rows above the first figure beside the labels.
fn header_rows(table: &Table, labels: u32) -> Option<u32> {
    table.cells.iter().filter(|c| c.col >= labels && is_figure(&c.text)).map(|c| c.row).min()
}

/// What the header says over a column.
fn path(table: &Table, col: u32, head: u32) -> String {
    let over = |c: &&Cell| c.row < head && (c.col..c.col + c.col_span).contains(&col);
    table.cells.iter().filter(over).map(|c| comparison_key(&c.text)).collect::<Vec<String>>().join("/")
}

/// An amount, a share, or a dash in the place of one.
fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".,-−－—–%％△▲ ".contains(c))
}

fn append(before: &mut Table, part: Table, labels: u32) {
    let shift = before.n_cols - labels;
    let columns = part.cells.into_iter().filter(|c| c.col >= labels);
    before.cells.extend(columns.map(|mut cell| {
        cell.col += shift;
        cell
    }));
    before.cells.sort_by_key(|c| (c.row, c.col));
    before.n_cols += part.n_cols - labels;
    before.pages.extend(part.pages);
    before.pages.sort_unstable();
    before.pages.dedup();
    before.notes.extend(part.notes);
    before.continued = true;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(page: u32, number: &str, rows: &[&[&str]]) -> Built {
        let cells = (0..).zip(rows).flat_map(|(row, texts)| {
            (0..).zip(*texts).map(move |(col, text)| Cell {
                row,
                col,
                row_span: 1,
                col_span: 1,
                text: (*text).to_owned(),
                ..Cell::default()
            })
        });
        let table = Table {
            title: Some("各乡镇补助表".to_owned()),
            form_number: Some(number.to_owned()),
            pages: vec![page],
            n_rows: rows.len() as u32,
            n_cols: rows[0].len() as u32,
            cells: cells.collect(),
            ..Table::default()
        };
        Built { table, lines: vec![(page, vec![1])], kept_apart: false }
    }

    #[test]
    fn columns_of_the_next_part_stand_behind_those_of_the_first() {
        let first =
            || part(1, "表8-1", &[&["项目", "南山镇"], &["合计", "5.00"], &["道路", "3.00"], &["校舍", "2.00"]]);
        let next = |number, head, label| {
            part(2, number, &[&["项目", head], &["合计", "7.00"], &["道路", "6.00"], &[label, "1.00"]])
        };
        let joined = append_parts(vec![first(), next("表8-2", "北山镇", "校舍")]);
        assert_eq!(joined.len(), 1);
        let table = &joined[0].table;
        assert_eq!((table.n_cols, table.n_rows, table.pages.as_slice()), (3, 4, [1, 2].as_slice()));
        let last: Vec<&str> = table.cells.iter().filter(|c| c.row == 3).map(|c| c.text.as_str()).collect();
        assert_eq!(last, ["校舍", "2.00", "1.00"]);
        // The same form of another unit, other rows, another form.
        for other in [next("表8-2", "南山镇", "校舍"), next("表8-2", "北山镇", "桥梁"), next("表9", "北山镇", "校舍")]
        {
            assert_eq!(append_parts(vec![first(), other]).len(), 2);
        }
        // Forms whose labels are the same are filled in with words.
        let form = |page, name| {
            let rows: [&[&str]; 4] =
                [&["项目名称", name], &["主管部门", "林业局"], &["金额", "3.00"], &["目标", "按期完成"]];
            part(page, "表8", &rows)
        };
        assert_eq!(append_parts(vec![form(1, "道路"), form(2, "校舍")]).len(), 2);
    }
}
