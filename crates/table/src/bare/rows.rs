//! Rows of a table without horizontal rules: words that belong to one cell, and cells that stand beside each other.

use crate::bare::area::median;
use crate::bare::bands::{amount_baselines, has_several_rows, is_rest_of_code, row_bands};
use crate::bare::centred::{Lines, centred_cells};
use crate::bare::words::Word;
use gongkai_normalize::heading::heading_mark;

/// Lines of one cell stand no further apart than this part of the font size.
const LINE_PITCH: f32 = 1.8;

/// A line of a cell is full where no further character would have found room: this part of the font size is left at most.
const ROOM_LEFT: f32 = 1.6;

/// A line with its number below it, in the middle of the row, leaves at most this part of the font size.
const ROOM_ABOUT_NUMBER: f32 = 4.0;

/// Cells of one row share most of their height.
const SHARED: f32 = 0.5;

/// Least part of their height that a name and the amounts of its row share, where one stands lower in the row.
const LEAST_SHARED: f32 = 0.25;

/// Lines of one cell.
#[derive(Debug, Clone)]
struct Piece {
    column: usize,
    top: f32,
    bottom: f32,
    /// Indices of its words.
    words: Vec<usize>,
}

/// Where the text of each column ends at the right.
pub(crate) fn right_ends(words: &[(usize, &Word)]) -> Vec<f32> {
    let columns = words.iter().map(|(c, _)| c + 1).max().unwrap_or(0);
    let mut rights = vec![f32::MIN; columns];
    for (column, word) in words {
        rights[*column] = rights[*column].max(word.bbox.x1);
    }
    rights
}

/// Edges between the rows of the words, from top to bottom: one fewer than rows. Each word comes with its column, whose
/// right end `rights` tells. `white` parts rows from each other where it is known.
pub(crate) fn row_edges(words: &[(usize, &Word)], rights: &[f32], white: Option<f32>) -> Vec<f32> {
    let mut rows_found = Vec::new();
    match white {
        None => rows_found = rows(words, rights),
        Some(white) => {
            for band in row_bands(words, white) {
                if has_several_rows(&band.words) {
                    rows_found.extend(rows(&band.words, rights));
                } else {
                    rows_found.push((band.top, band.bottom));
                }
            }
        }
    }
    rows_found.windows(2).map(|w| (w[0].1 + w[1].0) * 0.5).collect()
}

/// Top and bottom of each row.
fn rows(words: &[(usize, &Word)], rights: &[f32]) -> Vec<(f32, f32)> {
    let pieces = cells(words, rights);
    // Cells of different columns that share most of their height are one row; never two cells of one column.
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|a, b| {
        middle(&pieces[*a]).total_cmp(&middle(&pieces[*b])).then(pieces[*a].column.cmp(&pieces[*b].column))
    });
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (at, &i) in order.iter().enumerate() {
        for &j in order.iter().skip(at + 1) {
            let (a, b) = (&pieces[i], &pieces[j]);
            if b.top >= a.bottom && middle(b) - middle(a) > 400.0 {
                break;
            }
            let shared = a.bottom.min(b.bottom) - a.top.max(b.top);
            let share = shared / (a.bottom - a.top).min(b.bottom - b.top).max(0.1);
            if a.column != b.column && share >= LEAST_SHARED {
                pairs.push((share, i, j));
            }
            if b.top - a.bottom > 60.0 {
                break;
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let mut row_of: Vec<usize> = (0..pieces.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..pieces.len()).map(|i| vec![i]).collect();
    let numeric = |m: &usize| pieces[*m].words.iter().all(|w| words[*w].1.is_numeric());
    for (share, i, j) in pairs {
        let (a, b) = (row_of[i], row_of[j]);
        if a == b {
            continue;
        }
        // Names at the foot of their cells, amounts in the middle: what holds names alone goes with what holds none.
        let (names, amounts) = if members[a].iter().any(numeric) { (b, a) } else { (a, b) };
        let apart = members[names].iter().any(numeric) || !members[amounts].iter().all(numeric);
        if share < SHARED && apart {
            continue;
        }
        let clash = members[a].iter().any(|m| members[b].iter().any(|o| pieces[*m].column == pieces[*o].column));
        if clash {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        for m in &moved {
            row_of[*m] = a;
        }
        members[a].extend(moved);
    }
    let extent = |m: &Vec<usize>| {
        let top = m.iter().map(|i| pieces[*i].top).fold(f32::MAX, f32::min);
        (top, m.iter().map(|i| pieces[*i].bottom).fold(f32::MIN, f32::max))
    };
    members.retain(|m| !m.is_empty());
    members.sort_by(|a, b| {
        let (a, b) = (extent(a), extent(b));
        (a.0 + a.1).total_cmp(&(b.0 + b.1))
    });
    let row = |m: &Vec<usize>| Row {
        extent: extent(m),
        numbers: m.iter().any(|i| pieces[*i].words.iter().any(|w| words[*w].1.is_numeric())),
        first: m.iter().map(|i| pieces[*i].column).min().unwrap_or(0),
    };
    join_loose_rows(members.iter().map(row).collect(), median(words.iter().map(|(_, w)| w.size).collect()))
}

/// A row as far as it matters whether it is one.
#[derive(Debug, Clone, Copy)]
struct Row {
    extent: (f32, f32),
    /// It holds a number.
    numbers: bool,
    /// Its first column.
    first: usize,
}

/// Lines that hold neither a number nor a name go on from the row they stand close to, where rows stand further apart than
/// lines: long texts whose paragraphs begin anew within their cell.
fn join_loose_rows(rows: Vec<Row>, size: f32) -> Vec<(f32, f32)> {
    let whole: Vec<&Row> = rows.iter().filter(|r| r.numbers).collect();
    let name = whole.iter().map(|r| r.first).min().unwrap_or(0);
    let apart = whole.windows(2).map(|w| w[1].extent.0 - w[0].extent.1).filter(|g| *g > 0.0).fold(f32::MAX, f32::min);
    if whole.is_empty() || apart < 0.6 * size {
        return rows.into_iter().map(|r| r.extent).collect();
    }
    let close = (0.75 * size).min(0.7 * apart);
    let loose = |r: &Row| !r.numbers && r.first > name;
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        let near = joined.last().is_some_and(|last| row.extent.0 - last.extent.1 <= close);
        match joined.last_mut().filter(|last| near && (loose(&row) || loose(last))) {
            Some(last) => {
                last.extent = (last.extent.0.min(row.extent.0), last.extent.1.max(row.extent.1));
                last.first = last.first.min(row.first);
                last.numbers |= row.numbers;
            }
            None => joined.push(row),
        }
    }
    joined.into_iter().map(|r| r.extent).collect()
}

fn middle(piece: &Piece) -> f32 {
    (piece.top + piece.bottom) * 0.5
}

/// Words that are lines of one cell.
fn cells(words: &[(usize, &Word)], rights: &[f32]) -> Vec<Piece> {
    let columns = words.iter().map(|(c, _)| c + 1).max().unwrap_or(0);
    let mut by_column: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (i, (column, _)) in words.iter().enumerate() {
        by_column[*column].push(i);
    }
    // Baselines of numbers, which never go on over lines, by column.
    let mut numbers: Vec<Vec<f32>> = vec![Vec::new(); columns];
    for (column, word) in words.iter().filter(|(_, w)| w.is_numeric()) {
        numbers[*column].push(word.baseline);
    }
    let amounts = amount_baselines(words);
    let size = median(words.iter().map(|(_, w)| w.size).collect());
    let mut pitch = f32::MAX;
    for column in &mut numbers {
        column.sort_by(f32::total_cmp);
        let gaps = column.windows(2).map(|w| w[1] - w[0]).filter(|g| *g > 0.8 * size);
        pitch = gaps.fold(pitch, f32::min);
    }
    let mut pieces = Vec::new();
    for (column, own) in by_column.iter_mut().enumerate() {
        own.sort_by(|a, b| {
            words[*a]
                .1
                .baseline
                .total_cmp(&words[*b].1.baseline)
                .then(words[*a].1.bbox.x0.total_cmp(&words[*b].1.bbox.x0))
        });
        let right = own.iter().map(|i| words[*i].1.bbox.x1).fold(f32::MIN, f32::max);
        let end = rights.get(column).copied().unwrap_or(right);
        let centred = centred_words(words, own, &numbers, (column, end));
        let mut open: Option<Piece> = None;
        for (at, &i) in own.iter().enumerate() {
            let word = words[i].1;
            let last = open.as_ref().and_then(|p| p.words.last()).map(|i| words[*i].1);
            let told = at.checked_sub(1).and_then(|above| centred[above].zip(centred[at]));
            let goes_on = match told {
                Some((above, own)) => above == own,
                None => {
                    last.is_some_and(|last| is_rest_of_code(last, word, &amounts))
                        || open.as_ref().is_some_and(|p| belongs(p, word, words, right, pitch, &numbers, column))
                }
            };
            match &mut open {
                Some(piece) if goes_on => {
                    piece.top = piece.top.min(word.bbox.y0);
                    piece.bottom = piece.bottom.max(word.bbox.y1);
                    piece.words.push(i);
                }
                _ => {
                    pieces.extend(open.take());
                    open = Some(Piece { column, top: word.bbox.y0, bottom: word.bbox.y1, words: vec![i] });
                }
            }
        }
        pieces.extend(open);
    }
    pieces
}

/// For each word of a column the cell it is a line of, where the numbers of other columns tell it.
fn centred_words(
    words: &[(usize, &Word)],
    own: &[usize],
    numbers: &[Vec<f32>],
    (column, right): (usize, f32),
) -> Vec<Option<usize>> {
    if own.iter().any(|i| words[*i].1.is_numeric()) {
        return vec![None; own.len()];
    }
    let size = median(own.iter().map(|i| words[*i].1.size).collect()).max(1.0);
    let apart = |last: Option<&f32>, y: f32| last.is_none_or(|last| y - last > 0.3 * size);
    let mut beside: Vec<f32> =
        numbers.iter().enumerate().filter(|(c, _)| *c != column).flat_map(|(_, n)| n).copied().collect();
    beside.sort_by(f32::total_cmp);
    beside.dedup_by(|y, last| !apart(Some(last), *y));
    let mut baselines: Vec<f32> = Vec::new();
    let mut full: Vec<bool> = Vec::new();
    let mut line_of = Vec::with_capacity(own.len());
    for word in own.iter().map(|i| words[*i].1) {
        if apart(baselines.last(), word.baseline) {
            baselines.push(word.baseline);
            full.push(false);
        }
        if let Some(full) = full.last_mut() {
            *full |= right - word.bbox.x1 <= ROOM_ABOUT_NUMBER * size;
        }
        line_of.push(baselines.len() - 1);
    }
    let lines = Lines { baselines: &baselines, full: &full, numbers: &beside, size, pitch: LINE_PITCH * size };
    let cells = centred_cells(&lines);
    line_of.into_iter().map(|line| cells.get(line).copied().flatten()).collect()
}

/// Whether a word belongs to the cell above or beside it.
fn belongs(
    piece: &Piece,
    word: &Word,
    words: &[(usize, &Word)],
    right: f32,
    pitch: f32,
    numbers: &[Vec<f32>],
    column: usize,
) -> bool {
    let Some(last) = piece.words.last().map(|i| words[*i].1) else { return false };
    let size = last.size.max(word.size);
    let step = word.baseline - last.baseline;
    if step <= 0.3 * size {
        return true;
    }
    let begins_anew = heading_mark(&word.text).is_some() || word.text.starts_with("其中");
    if last.is_numeric() && word.is_numeric() || step > LINE_PITCH * size || begins_anew {
        return false;
    }
    // No column has two numbers beside the lines of one cell.
    let first = piece.words.first().map_or(last.baseline, |i| words[*i].1.baseline);
    let (from, to) = (first - 0.3 * size, word.baseline + 0.3 * size);
    let count = |n: &Vec<f32>| n.partition_point(|y| *y <= to) - n.partition_point(|y| *y < from);
    if numbers.iter().enumerate().any(|(c, n)| c != column && count(n) > 1) {
        return false;
    }
    // A number between the lines, in the middle of the row.
    let between = numbers.iter().enumerate().any(|(c, n)| {
        let inside = n.partition_point(|y| *y < word.baseline - 0.25 * size)
            > n.partition_point(|y| *y <= last.baseline + 0.25 * size);
        c != column && inside
    });
    let room = right - last.bbox.x1;
    let tight = step <= 0.85 * pitch;
    if between {
        return room <= ROOM_ABOUT_NUMBER * size;
    }
    let beside = |y: f32| {
        numbers.iter().enumerate().any(|(c, n)| {
            c != column && {
                let i = n.partition_point(|b| *b < y - 0.3 * size);
                n.get(i).is_some_and(|b| *b <= y + 0.3 * size)
            }
        })
    };
    // Two lines with numbers beside them are two rows; a line without any may go on from one that is full.
    let alone = !(beside(last.baseline) && beside(word.baseline));
    let full = room <= if tight { ROOM_LEFT * size } else { 0.9 * size };
    alone && full && (tight || step <= 1.5 * size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bare::words::Kind;
    use gongkai_model::BBox;

    fn word(text: &str, x0: f32, baseline: f32) -> Word {
        let numeric = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        let width: f32 = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum();
        Word {
            bbox: BBox::new(x0, baseline - 8.8, x0 + width, baseline + 1.2),
            baseline,
            size: 10.0,
            line: 0,
            text: text.to_owned(),
            kind: if numeric { Kind::Amount } else { Kind::Text },
        }
    }

    fn count(words: &[(usize, Word)]) -> usize {
        let placed: Vec<(usize, &Word)> = words.iter().map(|(c, w)| (*c, w)).collect();
        row_edges(&placed, &right_ends(&placed), None).len() + 1
    }

    #[test]
    fn a_wrapped_name_around_its_number_is_one_row() {
        let words = [
            (0, word("行政运行", 0.0, 20.0)),
            (1, word("8.00", 100.0, 20.0)),
            (0, word("其他农村综合改革", 0.0, 44.0)),
            (1, word("12.50", 100.0, 50.0)),
            (0, word("支出", 0.0, 56.0)),
            (0, word("水利", 0.0, 80.0)),
            (1, word("3.00", 100.0, 80.0)),
        ];
        assert_eq!(count(&words), 3);
    }

    #[test]
    fn names_at_the_foot_of_their_rows_go_with_amounts_in_the_middle() {
        let words = [
            (1, word("58", 100.0, 20.0)),
            (0, word("青禾县", 0.0, 26.5)),
            (1, word("52", 100.0, 39.0)),
            (0, word("松坪县", 0.0, 45.5)),
            (0, word("白塔县", 0.0, 64.5)),
            (1, word("173", 100.0, 77.0)),
            (0, word("石桥县", 0.0, 83.5)),
        ];
        assert_eq!(count(&words), 4);
    }

    #[test]
    fn a_name_without_number_is_a_row_after_one_that_left_room() {
        let words = [
            (0, word("水土保持", 0.0, 20.0)),
            (1, word("12.50", 100.0, 20.0)),
            (0, word("水利", 0.0, 34.0)),
            (0, word("农业农村综合改革", 0.0, 48.0)),
            (1, word("3.00", 100.0, 48.0)),
        ];
        assert_eq!(count(&words), 3);
        // The next item of a list is a row even after a full line.
        let words = [
            (0, word("一、农业农村综合改革", 0.0, 20.0)),
            (1, word("12.50", 120.0, 20.0)),
            (0, word("二、水利", 0.0, 34.0)),
            (0, word("三、林业", 0.0, 48.0)),
            (1, word("3.00", 120.0, 48.0)),
        ];
        assert_eq!(count(&words), 3);
    }

    #[test]
    fn paragraphs_of_a_long_text_stay_in_their_row() {
        let words = [
            (0, word("校舍修缮", 0.0, 20.0)),
            (1, word("12.50", 100.0, 20.0)),
            (2, word("1.完成屋面防水", 160.0, 20.0)),
            (2, word("2.验收合格", 160.0, 33.0)),
            (0, word("图书购置", 0.0, 70.0)),
            (1, word("3.00", 100.0, 70.0)),
            (2, word("1.采购图书", 160.0, 70.0)),
        ];
        assert_eq!(count(&words), 2);
    }
}
