//! The grid of a table of a dump.

use super::{Item, Piece, header};
use gongkai_model::Table;
use gongkai_model::table::{Cell, Column, TitleBasis, UnitBasis};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::quality::garble;
use gongkai_normalize::unit::{find_header_unit, find_unit_line};

/// Confidence of a table whose cells are divided and stand where they were.
const DIVIDED: &str = "0.80";
/// Confidence of a table whose cells were moved.
const REALIGNED: &str = "0.70";
/// Confidence of a table whose cells were not divided, or of which a good part was misread.
const FLOWING: &str = "0.50";

/// Header cells that say nothing alone: the end of the header cell above them.
const TAILS: [&str; 5] = ["支出", "收入", "费", "拨款", "补助"];

/// Writes a table.
pub(super) fn to_table(index: usize, piece: &Piece) -> Table {
    let n_cols = piece.rows.first().map_or(0, Vec::len);
    let header_rows = piece.header_rows.min(piece.rows.len());
    let spans = all_spans(piece, header_rows, n_cols);
    let mut cells = Vec::with_capacity(piece.rows.len() * n_cols);
    for (r, row) in piece.rows.iter().enumerate() {
        for (c, item) in row.iter().enumerate() {
            let Some((row_span, col_span)) = spans.get(r).map_or(Some((1, 1)), |row| row.get(c).copied().flatten())
            else {
                continue;
            };
            cells.push(Cell {
                row: count(r),
                col: count(c),
                row_span,
                col_span,
                text: span_text(piece, r, c, row_span, col_span, item),
                line: Some(item.line),
                ..Cell::default()
            });
        }
    }
    let (unit, unit_basis) = unit_of(piece, header_rows);
    let body_is_empty = piece.rows.iter().skip(header_rows).flatten().all(|c| c.text.is_empty());
    Table {
        table_id: format!("t{:03}", index + 1),
        form_number: piece.form_number.clone(),
        title: piece.title.clone(),
        title_basis: if piece.title.is_some() { TitleBasis::Printed } else { TitleBasis::None },
        unit,
        unit_basis,
        organisation: piece.organisation.clone(),
        n_rows: count(piece.rows.len()),
        n_cols: count(n_cols),
        header_rows: count(header_rows),
        columns: columns(&cells, header_rows, n_cols),
        cells,
        notes: piece.notes.clone(),
        empty: body_is_empty,
        confidence: match (piece.flowing || is_garbled(piece), piece.realigned) {
            (true, _) => FLOWING,
            (_, true) => REALIGNED,
            _ => DIVIDED,
        }
        .to_owned(),
        ..Table::default()
    }
}

/// Whether one cell in twenty or more cannot be what was printed.
fn is_garbled(piece: &Piece) -> bool {
    let cells = || piece.rows.iter().flatten().filter(|c| !c.text.is_empty());
    let garbled = cells().filter(|c| garble(&c.text).is_some()).count();
    garbled > 0 && garbled * 20 >= cells().count()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Rows and columns each header cell covers; `None` where another one covers it.
type Spans = Vec<Vec<Option<(u32, u32)>>>;

/// Spans of the header, and of the cells below that cover others.
fn all_spans(piece: &Piece, header_rows: usize, n_cols: usize) -> Spans {
    let mut spans = header_spans(&piece.rows, header_rows, n_cols);
    spans.resize(piece.rows.len(), vec![Some((1, 1)); n_cols]);
    for merged in &piece.merged {
        let (end_row, end_col) = (merged.row + merged.rows, merged.col + merged.cols);
        let covered = |r: usize| spans.get(r).and_then(|row| row.get(merged.col..end_col));
        let free = (merged.row..end_row).all(|r| covered(r).is_some_and(|c| c.iter().all(|s| *s == Some((1, 1)))));
        if !free || merged.rows == 0 || merged.cols == 0 {
            continue;
        }
        for (r, row) in spans.iter_mut().enumerate().take(end_row).skip(merged.row) {
            for (c, span) in row.iter_mut().enumerate().take(end_col).skip(merged.col) {
                let first = r == merged.row && c == merged.col;
                *span = first.then(|| (count(merged.rows), count(merged.cols)));
            }
        }
    }
    spans
}

fn header_spans(rows: &[Vec<Item>], header_rows: usize, n_cols: usize) -> Spans {
    let mut spans = spans_of_lanes_and_tails(rows, header_rows, n_cols);
    spans_of_groups(rows.get(..header_rows).unwrap_or_default(), &mut spans);
    spans
}

fn spans_of_lanes_and_tails(rows: &[Vec<Item>], header_rows: usize, n_cols: usize) -> Spans {
    let mut spans: Spans = vec![vec![Some((1, 1)); n_cols]; header_rows];
    let text = |r: usize, c: usize| rows.get(r).and_then(|row| row.get(c)).map_or("", |cell| cell.text.as_str());
    // Two lanes beside each other: the names of the lanes stand over the columns that begin again.
    if header_rows >= 2
        && let Some(split) = lane_split(rows.get(1).map_or(&[][..], Vec::as_slice))
            .or_else(|| lane_split(rows.get(header_rows.saturating_sub(1)).map_or(&[][..], Vec::as_slice)))
    {
        let filled = |range: std::ops::Range<usize>| range.filter(|&c| !text(0, c).is_empty()).count();
        if filled(0..split) <= 1 && filled(split..n_cols) == 1 {
            for (from, to) in [(0, split), (split, n_cols)] {
                for (c, span) in spans[0].iter_mut().enumerate().take(to).skip(from) {
                    *span = (c == from).then(|| (1, count(to - from)));
                }
            }
            return spans;
        }
    }
    for r in 1..header_rows {
        let (above, below) = spans.split_at_mut(r);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else { break };
        for (c, (over, under)) in above.iter_mut().zip(below).enumerate() {
            let tail = TAILS.contains(&comparison_key(text(r, c)).as_str());
            if tail && !text(r - 1, c).is_empty() && text(r - 1, c + 1).is_empty() && *over == Some((1, 1)) {
                *over = Some((2, 1));
                *under = None;
            }
        }
    }
    spans
}

/// Lets the header of a group cover the blanks beside it: 科目编码 | blank | blank above 类 | 款 | 项. Each column has a head
/// of its own below, and above all stands the same. 项目 (item) stands over codes and names, which may begin left of it.
fn spans_of_groups(header: &[Vec<Item>], spans: &mut Spans) {
    let numbers: Vec<bool> = header.iter().map(|row| header::is_column_numbers(row)).collect();
    let text = |r: usize, c: usize| header.get(r).and_then(|row| row.get(c)).map_or("", |cell| cell.text.as_str());
    let filled = |r: usize, c: usize| (0..=c).rev().find(|&at| !text(r, at).is_empty());
    for r in 0..header.len().saturating_sub(1) {
        let own = |spans: &Spans, r: usize, c: usize| spans.get(r).and_then(|row| row.get(c)).copied().flatten();
        let head_below = |spans: &Spans, c: usize| {
            let below = (r + 1..header.len()).filter(|below| numbers.get(*below) == Some(&false));
            below
                .map(|below| (below, text(below, c)))
                .find(|(below, text)| !text.is_empty() && own(spans, *below, c).is_some())
        };
        let n_cols = header.get(r).map_or(0, Vec::len);
        let mut c = 0;
        while c < n_cols {
            if text(r, c).is_empty() || own(spans, r, c) != Some((1, 1)) || head_below(spans, c).is_none() {
                c += 1;
                continue;
            }
            let of_labels = matches!(comparison_key(text(r, c)).as_str(), "项目" | "科目");
            let covers = |at: usize| {
                text(r, at).is_empty()
                    && own(spans, r, at) == Some((1, 1))
                    && head_below(spans, at).is_some_and(|(_, head)| !of_labels || is_label_head(head))
                    && (0..r).all(|above| text(above, at).is_empty() && filled(above, at) == filled(above, c))
            };
            let first = if of_labels { (0..c).rev().take_while(|&at| covers(at)).last().unwrap_or(c) } else { c };
            let end = (c + 1..n_cols).find(|&at| !covers(at)).unwrap_or(n_cols);
            for (at, span) in spans.get_mut(r).into_iter().flatten().enumerate().take(end).skip(first) {
                *span = (at == first).then(|| (1, count(end - first)));
            }
            c = end;
        }
    }
}

/// Header of codes or names.
fn is_label_head(text: &str) -> bool {
    let key = comparison_key(text);
    matches!(key.as_str(), "类" | "款" | "项" | "目") || ["编码", "代码", "名称"].iter().any(|end| key.ends_with(end))
}

/// Where the second lane begins: the column whose header repeats the first one.
fn lane_split(row: &[Item]) -> Option<usize> {
    let keys: Vec<String> = row.iter().map(|c| comparison_key(&c.text)).collect();
    let first = keys.iter().position(|k| !k.is_empty())?;
    let again: Vec<usize> = (first + 1..keys.len()).filter(|&i| keys[i] == keys[first]).collect();
    match again.as_slice() {
        [split] if *split >= first + 2 => Some(*split),
        _ => None,
    }
}

/// Text of a cell: of a merged header cell, what its parts say together.
fn span_text(piece: &Piece, row: usize, col: usize, rows: u32, cols: u32, item: &Item) -> String {
    if rows == 1 && cols == 1 {
        return item.text.clone();
    }
    let parts = piece.rows.iter().skip(row).take(rows as usize).flat_map(|r| r.iter().skip(col).take(cols as usize));
    parts.map(|part| part.text.as_str()).collect()
}

/// Header texts of each column and its printed number.
fn columns(cells: &[Cell], header_rows: usize, n_cols: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = (0..n_cols).map(|c| Column { index: count(c), ..Column::default() }).collect();
    let numbered = (0..count(header_rows)).find(|r| is_number_row(cells, *r));
    for cell in cells.iter().filter(|cell| cell.row < count(header_rows) && !cell.text.is_empty()) {
        for column in columns.iter_mut().skip(cell.col as usize).take(cell.col_span as usize) {
            if Some(cell.row) == numbered {
                if cell.text.bytes().all(|b| b.is_ascii_digit()) {
                    column.column_no = Some(cell.text.clone());
                }
            } else {
                column.path.push(cell.text.clone());
            }
        }
    }
    columns
}

fn is_number_row(cells: &[Cell], row: u32) -> bool {
    let items: Vec<Item> =
        cells.iter().filter(|c| c.row == row).map(|c| Item { text: c.text.clone(), line: 0 }).collect();
    header::is_column_numbers(&items)
}

/// The money unit: on a line of its own, in a header cell, or in the label of a row of a form.
fn unit_of(piece: &Piece, header_rows: usize) -> (Option<String>, UnitBasis) {
    if let Some(unit) = &piece.unit {
        return (Some(unit.clone()), UnitBasis::Table);
    }
    let heads = piece.rows.iter().take(header_rows).flatten();
    let labels = piece.rows.iter().skip(header_rows).filter_map(|row| row.first());
    let of_label = if header_rows == 0 { Some(labels) } else { None };
    let found = heads
        .chain(of_label.into_iter().flatten())
        .find_map(|cell| find_header_unit(&cell.text).or_else(|| find_unit_line(&cell.text)));
    match found {
        Some(unit) => (Some(unit.label().to_owned()), UnitBasis::Header),
        None => (None, UnitBasis::None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(header: &[&[&str]], body: &[&str]) -> Vec<String> {
        let item = |text: &&str| Item { text: (*text).to_owned(), line: 1 };
        let row = |row: &&[&str]| row.iter().map(item).collect::<Vec<_>>();
        let rows: Vec<Vec<Item>> = header.iter().chain([&body]).map(row).collect();
        let piece = Piece { header_rows: header.len(), rows, ..Piece::default() };
        to_table(0, &piece).columns.iter().map(|column| column.path.join("/")).collect()
    }

    #[test]
    fn a_header_stands_over_the_blanks_right_of_it() {
        let header: [&[&str]; 2] = [
            &["科目编码", "", "", "科目名称", "基本支出", "", "备注"],
            &["类", "款", "项", "", "人员经费", "公用经费", ""],
        ];
        let found = paths(&header, &["208", "05", "01", "退休", "2.00", "1.00", ""]);
        let expected =
            ["科目编码/类", "科目编码/款", "科目编码/项", "科目名称", "基本支出/人员经费", "基本支出/公用经费", "备注"];
        assert_eq!(found, expected);
    }

    #[test]
    fn items_stand_over_codes_and_names_and_a_wrapped_header_over_no_other() {
        let header: [&[&str]; 3] = [
            &["", "项目", "", "", "附属单位上缴", ""],
            &["功能分类科目编码", "科目名称", "本年收入合计", "事业收入", "收入", "其他收入"],
            &["", "栏次", "1", "2", "3", "4"],
        ];
        let found = paths(&header, &["213", "农林水支出", "2.00", "1.00", "0.00", "1.00"]);
        let expected =
            ["项目/功能分类科目编码", "项目/科目名称", "本年收入合计", "事业收入", "附属单位上缴收入", "其他收入"];
        assert_eq!(found, expected);
    }
}
