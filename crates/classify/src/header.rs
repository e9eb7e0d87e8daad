//! Header rows of a table: how many there are, the path of header texts above each column, and 栏次, the printed
//! column numbers.

use crate::columns::scope::is_scope;
use crate::grid::Grid;
use crate::vocabulary::{Kind, header_wording};
use gongkai_model::record::CellState;
use gongkai_model::table::{Cell, Column, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::is_bare_total;
use gongkai_normalize::number::parse_cell;

/// More header rows than any published form has.
const MOST_HEADER_ROWS: usize = 8;

/// What a row near the top of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// Header words.
    Header,
    /// 栏次: 1, 2, 3…
    ColumnNumbers,
    /// Nothing is printed.
    Blank,
    /// Amounts, or words that no header has.
    Body,
}

/// Counts the header rows where the table stage did not, and fills the paths and printed numbers of the columns.
pub(crate) fn complete_header(table: &mut Table) {
    let (header_rows, paths, numbers) = {
        let grid = Grid::new(table);
        let stated = (table.header_rows as usize).min(grid.rows);
        let header_rows = if stated == 0 { infer_header_rows(&grid) } else { settle_header_rows(&grid, stated) };
        let mut numbers = vec![None; grid.cols];
        let mut is_numbers = vec![false; header_rows];
        for (row, flag) in is_numbers.iter_mut().enumerate() {
            *flag = row_kind(&grid, row) == RowKind::ColumnNumbers;
            if *flag {
                for (col, number) in numbers.iter_mut().enumerate() {
                    let text = grid.text(row, col);
                    if !text.is_empty() && (text.chars().all(|c| c.is_ascii_digit()) || is_formula(text)) {
                        *number = Some(text.to_owned());
                    }
                }
            }
        }
        let paths: Vec<Vec<String>> = (0..grid.cols).map(|col| path_above(&grid, col, &is_numbers)).collect();
        (header_rows, paths, numbers)
    };
    let unchanged = table.header_rows as usize == header_rows && table.columns.len() == paths.len();
    table.header_rows = u32::try_from(header_rows).unwrap_or(0);
    let old = std::mem::take(&mut table.columns);
    for (index, (path, number)) in paths.into_iter().zip(numbers).enumerate() {
        let before = old.get(index);
        let kept = before.filter(|c| unchanged && c.path.len() >= path.len().max(1)).map(|c| c.path.clone());
        table.columns.push(Column {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            path: kept.unwrap_or(path),
            field: None,
            column_no: before.and_then(|c| c.column_no.clone()).or(number),
            lane: 0,
        });
    }
}

/// Header texts above a column from the top down; a cell that spans several rows counts once, numbers do not count.
fn path_above(grid: &Grid<'_>, col: usize, is_numbers: &[bool]) -> Vec<String> {
    let mut path = Vec::new();
    let mut last = None;
    for (row, numbers) in is_numbers.iter().enumerate() {
        let Some(cell) = grid.cell(row, col) else { continue };
        let place = (cell.row, cell.col);
        if *numbers || last == Some(place) {
            continue;
        }
        last = Some(place);
        let text = cell.text.trim();
        if !text.is_empty() && path.last().is_none_or(|p: &String| p != text) {
            path.push(text.to_owned());
        }
    }
    path
}

/// Rows at the top that hold header words or column numbers.
fn infer_header_rows(grid: &Grid<'_>) -> usize {
    let mut count = 0;
    let mut numbered = false;
    for row in 0..grid.rows.min(MOST_HEADER_ROWS) {
        match row_kind(grid, row) {
            // What follows the column numbers is no header.
            RowKind::Header if numbered || is_label_alone(grid, row) => break,
            RowKind::ColumnNumbers => (numbered, count) = (true, row + 1),
            RowKind::Header => count = row + 1,
            RowKind::Blank => {}
            RowKind::Body if !numbered && row > 0 && count == row && divides(grid, row) => count = row + 1,
            RowKind::Body => break,
        }
    }
    if count == 0 { rows_above_figures(grid) } else { spanned(grid, count) }
}

/// A row with nothing but a label, below rows that head every column and above others: the first row of a body without
/// amounts.
fn is_label_alone(grid: &Grid<'_>, row: usize) -> bool {
    let mut filled = grid.row_cells(row).filter(|cell| !cell.text.trim().is_empty());
    let alone = filled.next().is_some_and(|cell| (cell.row as usize, cell.col, cell.col_span) == (row, 0, 1));
    let is_first = row + 1 < grid.rows && grid.cols > 1;
    alone && filled.next().is_none() && is_first && (0..grid.cols).all(|col| is_headed(grid, row, col))
}

/// Some row above holds a text in the column.
fn is_headed(grid: &Grid<'_>, row: usize, col: usize) -> bool {
    (0..row).any(|above| !grid.text(above, col).trim().is_empty())
}

/// Rows without figures that name every column, right above a row of figures: a header in words that no other form has.
fn rows_above_figures(grid: &Grid<'_>) -> usize {
    let figures = |row: usize| grid.row_cells(row).filter(|cell| is_number(&cell.text)).count();
    let Some(first) = (0..grid.rows.min(ROWS_ABOVE_FIGURES + 1)).find(|row| figures(*row) > 0) else { return 0 };
    let named = |col: usize| first > 0 && !grid.text(first - 1, col).trim().is_empty();
    if grid.cols > 2 && figures(first) > 1 && (0..grid.cols).all(named) { first } else { 0 }
}

/// Most rows of a header that only the figures below it tell.
const ROWS_ABOVE_FIGURES: usize = 2;

/// Takes back rows with amounts that were counted as header, and adds a row of column numbers right below.
fn settle_header_rows(grid: &Grid<'_>, stated: usize) -> usize {
    let mut count = stated;
    while count > 1 && has_amount(grid, count - 1) {
        count -= 1;
    }
    // What follows the column numbers is no header.
    if let Some(numbers) = (1..count).find(|row| row_kind(grid, *row) == RowKind::ColumnNumbers) {
        count = numbers + 1;
    }
    while count > 0 && count < grid.rows.min(MOST_HEADER_ROWS) && divides(grid, count) {
        count += 1;
    }
    while count < grid.rows.min(MOST_HEADER_ROWS) && row_kind(grid, count) == RowKind::ColumnNumbers {
        count += 1;
    }
    count
}

/// Whether a row holds nothing but header words, two or more of them below one cell of the row above: 收入 over
/// 项目 | 全省 | 省本级.
fn divides(grid: &Grid<'_>, row: usize) -> bool {
    let mut below_wide = 0;
    for cell in grid.row_cells(row).filter(|cell| cell.row as usize == row) {
        let key = comparison_key(&cell.text);
        if !is_header_word(&key) && !is_scope(&key) {
            return false;
        }
        let wide = row.checked_sub(1).and_then(|above| grid.cell(above, cell.col as usize));
        below_wide += usize::from(wide.is_some_and(|above| above.col_span > 1 && !above.text.trim().is_empty()));
    }
    below_wide > 1
}

/// A header cell that spans further down takes its rows with it, unless they hold amounts.
fn spanned(grid: &Grid<'_>, count: usize) -> usize {
    let mut end = count;
    for row in 0..count {
        for cell in grid.row_cells(row) {
            let bottom = (cell.row as usize).saturating_add(cell.row_span as usize);
            if !cell.text.trim().is_empty() && bottom <= MOST_HEADER_ROWS.min(grid.rows) {
                end = end.max(bottom);
            }
        }
    }
    while end > count && has_amount(grid, end - 1) {
        end -= 1;
    }
    end
}

fn has_amount(grid: &Grid<'_>, row: usize) -> bool {
    grid.row_cells(row).any(|cell| {
        let number = parse_cell(&cell.text);
        number.decimals > 0 && matches!(number.state, CellState::Number | CellState::Zero)
    })
}

fn row_kind(grid: &Grid<'_>, row: usize) -> RowKind {
    let mut filled = 0_usize;
    let mut words = 0_usize;
    let mut stars = 0_usize;
    let mut numbers: Vec<u32> = Vec::new();
    let mut first_key = String::new();
    for cell in grid.row_cells(row) {
        let text = cell.text.trim();
        if text.is_empty() {
            continue;
        }
        let key = comparison_key(text);
        if filled == 0 {
            first_key.clone_from(&key);
        }
        filled += 1;
        stars += usize::from(key.chars().all(|c| c == '*'));
        if let Ok(number) = key.parse::<u32>() {
            numbers.push(number);
            continue;
        }
        if is_number(&key) {
            return RowKind::Body;
        }
        if is_header_word(&key) {
            words += 1;
        }
    }
    if filled == 0 {
        return RowKind::Blank;
    }
    // 公式 | A=B+C | B | C: letters number the columns and tell how they add up.
    // ** | ** | 1: the names have no number.
    if stars > 0 && stars + numbers.len() == filled && numbers.first() == Some(&1) {
        return RowKind::ColumnNumbers;
    }
    let lettered = |cell: &&Cell| !cell.text.trim().is_empty() && cell.text.trim() != "公式";
    if first_key == "公式" && grid.row_cells(row).filter(lettered).all(|cell| is_formula(&cell.text)) {
        return RowKind::ColumnNumbers;
    }
    let ascending = numbers.len() >= 2 && numbers.windows(2).all(|w| matches!(w, [a, b] if b > a && b - a <= 2));
    if (first_key.starts_with("栏次") || (ascending && numbers.first().is_some_and(|n| *n <= 2)))
        && numbers.iter().all(|n| *n < 200)
        && numbers.len() + 2 >= filled.min(4)
        && !numbers.is_empty()
    {
        return RowKind::ColumnNumbers;
    }
    if !numbers.is_empty() || is_total(&first_key) && words <= 1 {
        return RowKind::Body;
    }
    if words * 2 >= filled || (row == 0 && words > 0) { RowKind::Header } else { RowKind::Body }
}

/// `A`, `A=B+C`
fn is_formula(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "=+-＝＋－ ".contains(c))
}

fn is_number(key: &str) -> bool {
    matches!(parse_cell(key).state, CellState::Number | CellState::Zero)
}

fn is_total(key: &str) -> bool {
    is_bare_total(key) || matches!(key, "本年收入合计" | "本年支出合计")
}

/// A word that headers have: a known wording that is short, or a side of the budget, or a year alone.
fn is_header_word(key: &str) -> bool {
    if key.chars().count() > 30 {
        return false;
    }
    if matches!(key, "收入" | "支出" | "其中" | "其中:" | "项" | "目" | "栏次" | "收入预算" | "支出预算")
    {
        return true;
    }
    // Row labels of the forms begin with a numeral: 一、一般公共服务支出.
    if key.contains('、') && key.chars().next().is_some_and(|c| "一二三四五六七八九十".contains(c)) {
        return false;
    }
    match header_wording(key) {
        Some(w) => w.kind != Kind::Text || key.chars().count() <= 12,
        None => key.ends_with('年') || key.contains("年度"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;

    #[test]
    fn a_label_below_a_full_header_is_no_header() {
        let table = build::table(
            "",
            0,
            &[
                &["项目", "2030年执行数", "2031年预算数"],
                &["国有资本经营预算支出", "", ""],
                &["林场改革支出", "", "3.00"],
            ],
        );
        assert_eq!(infer_header_rows(&Grid::new(&table)), 1);
    }

    #[test]
    fn words_that_divide_the_cells_above_them_are_a_header() {
        let mut table = build::table(
            "",
            0,
            &[
                &["收入", "", "", "支出", "", ""],
                &["项目", "全省", "省本级", "项目", "全省", "省本级"],
                &["收入总计", "30.00", "20.00", "支出总计", "30.00", "20.00"],
            ],
        );
        let wide = |cell: &Cell| cell.row == 0;
        table.cells.retain(|cell| !(wide(cell) && cell.text.is_empty()));
        table.cells.iter_mut().filter(|cell| wide(cell)).for_each(|cell| cell.col_span = 3);
        assert_eq!(infer_header_rows(&Grid::new(&table)), 2);
    }

    #[test]
    fn rows_that_name_every_column_above_figures_are_a_header() {
        let rows: [&[&str]; 4] = [
            &["调减", "调减", "调增", "调增"],
            &["林场甲", "面积", "林场乙", "面积"],
            &["合计", "30.00", "合计", "30.00"],
            &["南山", "30.00", "北山", "30.00"],
        ];
        assert_eq!(infer_header_rows(&Grid::new(&build::table("", 0, &rows))), 2);
        // Rows without amounts are no header.
        let rows: [&[&str]; 3] = [&["南山林场", "", ""], &["苗木", "5.00", "6.00"], &["合计", "5.00", "6.00"]];
        assert_eq!(infer_header_rows(&Grid::new(&build::table("", 0, &rows))), 0);
    }

    #[test]
    fn header_rows_are_counted_with_the_row_of_column_numbers() {
        let mut table = build::table(
            "",
            0,
            &[
                &["项目", "", "本年支出合计", "基本支出"],
                &["功能分类科目编码", "科目名称", "", ""],
                &["栏次", "", "1", "2"],
                &["", "合计", "10.00", "4.00"],
                &["201", "一般公共服务支出", "10.00", "4.00"],
            ],
        );
        build::merge(&mut table, 0, 0, 1, 2);
        build::merge(&mut table, 0, 2, 2, 1);
        build::merge(&mut table, 0, 3, 2, 1);
        complete_header(&mut table);
        assert_eq!(table.header_rows, 3);
        assert_eq!(table.columns[0].path, ["项目", "功能分类科目编码"]);
        assert_eq!(table.columns[2].path, ["本年支出合计"]);
        assert_eq!(table.columns[3].column_no.as_deref(), Some("2"));
    }

    #[test]
    fn formulas_of_columns_are_header() {
        let mut table =
            build::table("", 1, &[&["地区", "限额", "一般债务"], &["公式", "A=B+C", "B"], &["青山市", "3.00", "2.00"]]);
        complete_header(&mut table);
        assert_eq!(table.header_rows, 2);
        assert_eq!(table.columns[1].column_no.as_deref(), Some("A=B+C"));
        assert_eq!(table.columns[1].path, ["限额"]);
    }

    #[test]
    fn a_row_that_divides_the_header_is_header() {
        let mut table = build::table(
            "",
            1,
            &[&["收入", "", "支出", ""], &["项目", "全省", "项目", "全省"], &["收入总计", "30", "支出总计", "30"]],
        );
        build::merge(&mut table, 0, 0, 1, 2);
        build::merge(&mut table, 0, 2, 1, 2);
        complete_header(&mut table);
        assert_eq!(table.header_rows, 2);
        assert_eq!(table.columns[3].path, ["支出", "全省"]);
    }

    #[test]
    fn a_total_row_is_not_header() {
        let mut table =
            build::table("", 0, &[&["单位名称", "合计", "财政拨款收入"], &["合计", "12", "12"], &["甲局", "12", "12"]]);
        complete_header(&mut table);
        assert_eq!(table.header_rows, 1);
    }

    #[test]
    fn stars_and_a_one_number_the_columns() {
        let mut table =
            build::table("", 1, &[&["科目编码", "科目名称", "合计"], &["**", "**", "1"], &["223", "甲", "5"]]);
        complete_header(&mut table);
        assert_eq!(table.header_rows, 2);
    }

    #[test]
    fn a_row_of_amounts_is_taken_back() {
        let mut table = build::table("", 2, &[&["项目", "预算数"], &["一、财政拨款收入", "3.50"]]);
        complete_header(&mut table);
        assert_eq!(table.header_rows, 1);
    }
}
