//! Headers printed again in the middle of a page: a table drawn in parts repeats its header above each.

use crate::placed::Placed;

/// Fewest texts of a header that is known again.
const FEWEST_TEXTS: usize = 2;

/// Takes out rows that say in every column what the first row says. `placed` is in order of rows and columns; returns how
/// many of the `rows` are left.
pub(crate) fn without_repeated_headers(placed: &mut Vec<Placed>, rows: u32) -> u32 {
    let first: Vec<&Placed> = placed.iter().take_while(|p| p.cell.row == 0).collect();
    let texts = first.iter().filter(|p| !p.cell.text.is_empty()).count();
    let width: u32 = placed.iter().map(|p| p.cell.col + p.cell.col_span).max().unwrap_or(0);
    let whole =
        first.iter().map(|p| p.cell.col_span).sum::<u32>() == width && first.iter().all(|p| p.cell.row_span == 1);
    if texts < FEWEST_TEXTS || !whole {
        return rows;
    }
    let key = |p: &Placed| (p.cell.col, p.cell.col_span, p.cell.row_span);
    let is_first = |row: &[Placed]| {
        row.len() == first.len() && row.iter().zip(&first).all(|(a, b)| key(a) == key(b) && a.cell.text == b.cell.text)
    };
    let again: Vec<u32> = placed
        .chunk_by(|a, b| a.cell.row == b.cell.row)
        .skip(1)
        .filter(|row| is_first(row))
        .filter_map(|row| row.first().map(|p| p.cell.row))
        .collect();
    placed.retain(|p| again.binary_search(&p.cell.row).is_err());
    for p in placed.iter_mut() {
        p.cell.row -= again.partition_point(|row| *row < p.cell.row) as u32;
    }
    rows - again.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::table::Cell;

    #[test]
    fn a_header_in_the_middle_is_no_row() {
        let row = |row: u32, texts: [&'static str; 2]| {
            texts.into_iter().zip(0..).map(move |(text, col)| Placed {
                cell: Cell { row, col, row_span: 1, col_span: 1, text: text.to_owned(), ..Cell::default() },
                ..Placed::default()
            })
        };
        let rows = [["林场", "面积"], ["南山", "5.00"], ["林场", "面积"], ["北山", "6.00"], ["林场", "5.00"]];
        let mut placed: Vec<Placed> = rows.into_iter().zip(0..).flat_map(|(texts, at)| row(at, texts)).collect();
        assert_eq!(without_repeated_headers(&mut placed, 5), 4);
        let left: Vec<(u32, &str)> = placed.iter().map(|p| (p.cell.row, p.cell.text.as_str())).collect();
        assert_eq!(left[2..], [(1, "南山"), (1, "5.00"), (2, "北山"), (2, "6.00"), (3, "林场"), (3, "5.00")]);
    }
}
