//! Headers of columns of blanks, put over their columns.
//!
//! Programs that keep columns apart by blanks give a Chinese character the room of a digit, so that a header, which is all
//! Chinese, ends up left of the figures it stands over. Its order is right: headers are put over the columns of figures
//! below them in that order. Where there are more of the ones than of the others, only a header that stands over one
//! column alone is sure of it; the others are left out, so that no figure is published under a name that may be another's.

use super::header_blocks::{Block, Content, blocks_of, text_of};
use super::header_groups::{drop_groups, ranges_of_groups, set_heights, spread};
use super::next_page::{Seated, SeatedColumn, SharedWidths, go_on};
use super::set_line::{SetLine, Word};
use super::white::{Column, columns_by_order, columns_of, columns_of_words, join_never_filled_together};
use super::wrapped_figures::join_wrapped_figures;
use super::wrapped_names::{Moved, join_wrapped_names};
use gongkai_normalize::unit::find_unit_line;
use std::ops::Range;

/// Lines of a header at most.
const HEADER_LINES: usize = 10;
/// Rows stand no further apart, in lines.
const NEXT_ROW: usize = 3;
/// Lines without figures between two rows of a table at most.
const WITHOUT_FIGURES: usize = 8;
/// A header further from the middle of a column than this, in characters, is not its.
const FAR: f32 = 28.0;
/// What a header without column costs, and a column without header.
const ALONE: f32 = 14.0;
/// Characters of one line of a header over a column of texts, at most.
const LONGEST_HEADER: usize = 14;
/// Digits of a code that says all its levels, at least.
const WHOLE_CODE: usize = 3;
/// White between two columns, in characters.
const BETWEEN: usize = 4;

/// Lines of a table of whose figures not all have a sure header.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Doubt {
    pub(super) lines: Range<usize>,
    /// Headers that were left out.
    pub(super) headers: Vec<String>,
}

/// What was found where the words of a page were put in their columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Found {
    /// Tables in which it is not told what stands over what.
    pub(super) doubts: Vec<Doubt>,
    /// Lines of names that were put on others.
    pub(super) moved: Vec<Moved>,
}

/// Puts the headers of a page over their columns, and each word into its own. `before` are the columns of the last table of
/// the page before, in which a page that begins with rows goes on, and then those of the last table of this one. `widths` are
/// those that tables with these headers need.
pub(super) fn seat_headers(lines: &mut [SetLine], before: &mut Seated, widths: &mut SharedWidths) -> Found {
    let mut found = Found { moved: join_wrapped_figures(lines), ..Found::default() };
    let mut seated = std::mem::take(before);
    let mut at = 0;
    while at < lines.len() {
        let Some(mut body) = (at..lines.len()).find(|i| lines[*i].is_data()) else { break };
        while body > at && lines[body - 1].is_named_code() && lines[body].row <= lines[body - 1].row + NEXT_ROW {
            body -= 1;
        }
        let head = header_above(lines, at, body);
        let end = body_end(lines, body);
        let mut columns = columns_of(lines.get(body..end).unwrap_or_default());
        while body > head && is_within_text(&lines[body - 1], &columns) {
            body -= 1;
        }
        let names_end = names_end(lines, end);
        // Below the money of a form stand its indicators, whose cells are no names.
        let targets = (head..names_end).find(|line| is_of_targets(&lines[*line])).unwrap_or(names_end);
        if is_of_figures(lines.get(body..end).unwrap_or_default()) && targets > body {
            found.moved.extend(join_wrapped_names(lines, head..targets, body, &columns));
            columns = columns_of(lines.get(body..end).unwrap_or_default());
        }
        if head == 0 && body == 0 {
            let rows = lines.get_mut(..end).unwrap_or_default();
            go_on(rows, &mut columns, &mut seated);
        } else if head < body {
            let parts = lines.get_mut(head..end).and_then(|l| l.split_at_mut_checked(body - head));
            // Where long texts and numbers in them stand, what stands over what is not to be told from figures.
            if let Some((header, rows)) = parts.filter(|(_, rows)| is_of_figures(rows)) {
                let headers = seat(header, rows, columns, before, widths);
                if !headers.is_empty() {
                    found.doubts.push(Doubt { lines: head..end, headers });
                }
            }
        }
        at = end.max(body + 1);
    }
    if before.is_empty() {
        // A page of nothing but rows.
        *before = seated;
    }
    found
}

/// A line of nothing but what stands in columns of texts, one of them longer than headers are: the text of a row begins above
/// its figures.
fn is_within_text(line: &SetLine, columns: &[Column]) -> bool {
    let within = |word: &Word| {
        let mut met = columns.iter().filter(|c| word.at < c.x1 && c.x0 < word.end()).peekable();
        met.peek().is_some() && met.all(|c| c.content == Content::Text)
    };
    line.words.iter().all(within) && line.words.iter().any(|word| word.text.len() > LONGEST_HEADER)
}

/// A line of targets (绩效目标) or of their indicators (指标), whose cells are long texts.
fn is_of_targets(line: &SetLine) -> bool {
    let named = |word: &Word| {
        let text: String = word.text.iter().collect();
        text.contains("指标") || text.contains("绩效")
    };
    line.words.iter().any(named)
}

/// Where the lines end that may hold the rest of the last name.
fn names_end(lines: &[SetLine], end: usize) -> usize {
    let mut at = end;
    while at < lines.len() && at > 0 && lines[at].row == lines[at - 1].row + 1 && !lines[at].is_data() {
        at += 1;
    }
    at
}

/// Puts each word of the rows where its column is to stand: figures keep their distance from its end, texts from its
/// beginning, and none leaves it. What stands in no column keeps its place between those beside it.
pub(super) fn put_in_slots(rows: &mut [SetLine], columns: &[Column], slots: &[(usize, usize)]) {
    let places = columns.iter().zip(slots);
    let places: Vec<(f32, f32)> =
        places.flat_map(|(c, (x0, x1))| [(c.x0 as f32, *x0 as f32), (c.x1 as f32, *x1 as f32)]).collect();
    let extents: Vec<(usize, usize)> = columns.iter().map(|c| (c.x0, c.x1)).collect();
    for line in rows {
        let own = if has_word_in_each(line, columns) {
            (0..columns.len()).map(Some).collect()
        } else {
            columns_of_words(&line.words, &extents)
        };
        // 208 | 05 | 02 under one header is parted, not set in by its depth.
        let alone = |own: Option<usize>, all: &[Option<usize>]| all.iter().filter(|other| **other == own).count() == 1;
        for (word, (own, alone)) in line.words.iter_mut().zip(own.iter().map(|c| (*c, alone(*c, &own)))) {
            let slot = own.and_then(|c| columns.get(c).zip(slots.get(c)));
            let inside = slot.filter(|(_, (x0, x1))| word.width() <= x1 - x0);
            word.at = match inside {
                Some((column, (x0, x1))) => {
                    let last = x1 - word.width();
                    if word.is_apart() && column.content == Content::Figures {
                        last.saturating_sub(column.x1.saturating_sub(word.end())).max(*x0)
                    } else if column.content == Content::Code && alone && word.text.len() >= WHOLE_CODE {
                        // 201, 20101, 2010101 are of one column.
                        *x0
                    } else {
                        (x0 + word.at.saturating_sub(column.x0)).min(last)
                    }
                }
                None => between(&places, word.at as f32).round() as usize,
            };
        }
    }
}

/// Whether a row fills every column: then the order of its words tells their columns, wherever they were pushed.
fn has_word_in_each(line: &SetLine, columns: &[Column]) -> bool {
    let fits = |(word, column): (&Word, &Column)| match column.content {
        Content::Text => !word.is_apart(),
        Content::Code => word.is_code(),
        Content::Figures => word.is_apart(),
    };
    line.words.len() == columns.len() && (line.is_numbers() || line.words.iter().zip(columns).all(fits))
}

/// The first of the header lines above a line.
fn header_above(lines: &[SetLine], floor: usize, body: usize) -> usize {
    let mut head = body;
    while head > floor && body - head < HEADER_LINES {
        let line = &lines[head - 1];
        let text = line.text();
        let organisation = text.starts_with("单位名称") || text.starts_with("部门：") || text.starts_with("编制");
        let title = line.words.len() == 1 && text.trim_end_matches(['）', ')']).ends_with('表');
        let sentence = line.words.len() == 1 && (line.words[0].text.len() > 24 || text.ends_with('。'));
        let far = lines[head].row.saturating_sub(line.row) > 4;
        if far || organisation || title || sentence || find_unit_line(&text).is_some() {
            break;
        }
        head -= 1;
    }
    head
}

/// Where the lines end that show the columns.
fn body_end(lines: &[SetLine], body: usize) -> usize {
    let mut end = body + 1;
    for (i, line) in lines.iter().enumerate().skip(body + 1) {
        if line.is_data() {
            end = i + 1;
        } else if i - end >= WITHOUT_FIGURES || find_unit_line(&line.text()).is_some() {
            return end;
        }
    }
    end
}

/// Codes that are set in by their depth stand under one header: 201, 20101, 2010101.
pub(super) fn join_stairs(columns: &mut Vec<Column>, headers: usize) {
    let codes = columns.iter().take_while(|column| column.content == Content::Code).count();
    if codes > 1 && headers < 2 {
        columns[0].x1 = columns[codes - 1].x1;
        columns[0].widest = columns[0].widest.max(columns[0].x1 - columns[0].x0);
        columns.drain(1..codes);
    }
}

/// Brings columns to the number their headers tell, where the rows tell how.
pub(super) fn fit_count(columns: &mut Vec<Column>, rows: &[SetLine], count: usize) {
    if columns.len() != count {
        match columns_by_order(rows, count) {
            Some(ordered) => *columns = ordered,
            None => join_never_filled_together(columns, rows, count),
        }
    }
}

/// Figures are a good part of what stands in the rows.
pub(super) fn is_of_figures(lines: &[SetLine]) -> bool {
    let words: usize = lines.iter().filter(|l| l.is_data()).map(|l| l.words.len()).sum();
    let figures = lines.iter().filter(|l| l.is_data()).flat_map(|l| &l.words).filter(|w| w.is_apart()).count();
    figures * 5 >= words * 2
}

/// Moves the blocks of a header over their columns, and the columns as far apart as their headers need. Returns the headers
/// that are left out because their columns are not told.
fn seat(
    header: &mut [SetLine],
    rows: &mut [SetLine],
    mut columns: Vec<Column>,
    seated: &mut Seated,
    widths: &mut SharedWidths,
) -> Vec<String> {
    seated.clear();
    let blocks = blocks_of(header);
    let mut leaves: Vec<usize> = (0..blocks.len())
        .filter(|&i| !blocks.iter().any(|o| o.top > blocks[i].bottom && o.over(blocks[i].x0, blocks[i].x1)))
        .collect();
    leaves.sort_by_key(|i| blocks[*i].x0 + blocks[*i].x1);
    drop_groups(&blocks, &mut leaves, columns.len());
    join_stairs(&mut columns, leaves.iter().take_while(|i| blocks[**i].content == Content::Code).count());
    if leaves.len() < 3 || columns.len() < 3 || columns.len() > 200 || leaves.len() > 200 {
        return Vec::new();
    }
    fit_count(&mut columns, rows, leaves.len());
    let pairs = align(&blocks, &leaves, &columns);
    let left_out = not_told(&blocks, &leaves, &columns, &pairs);
    // Where the middles of headers are, before and after.
    let mut middles: Vec<(f32, f32)> = Vec::new();
    // Where the columns under each header begin and end, after.
    let mut under: Vec<Option<(usize, usize)>> = vec![None; leaves.len()];
    let own: Vec<(usize, usize)> = pairs
        .iter()
        .map(|(leaf, column)| {
            let leaf = leaf.filter(|leaf| !left_out.contains(leaf));
            let body = column.map_or(0, |c| columns[c].width());
            (body, body.max(leaf.map_or(0, |l| blocks[l].x1 - blocks[l].x0)))
        })
        .collect();
    let names: Vec<&str> = leaves.iter().map(|l| blocks[*l].key.as_str()).collect();
    let pattern: Vec<(bool, bool)> = pairs.iter().map(|(leaf, column)| (leaf.is_some(), column.is_some())).collect();
    let (mut at, shared) = widths.share(&format!("{names:?}{pattern:?}"), columns[0].x0, &own);
    for ((leaf, column), (body, width)) in pairs.into_iter().zip(shared) {
        let leaf = leaf.filter(|leaf| !left_out.contains(leaf));
        if column.is_some() {
            let left = at + (width - body) / 2;
            seated.extend(column.map(|c| SeatedColumn { place: (left, left + body), printed: columns[c] }));
        }
        if let Some(leaf) = leaf {
            middles.push((blocks[leaf].center(), at as f32 + width as f32 * 0.5));
            let slot = leaves.iter().position(|l| *l == leaf).and_then(|at| under.get_mut(at));
            slot.into_iter().for_each(|slot| *slot = Some((at, at + width)));
        }
        if column.is_some() || leaf.is_some() {
            at += width + BETWEEN;
        }
    }
    let slots: Vec<(usize, usize)> = seated.iter().map(|column| column.place).collect();
    put_in_slots(rows, &columns, &slots);
    header.iter_mut().filter(|line| line.is_numbers()).for_each(|line| {
        put_in_slots(std::slice::from_mut(line), &columns, &slots);
    });
    for (i, block) in blocks.iter().enumerate() {
        let by = (between(&middles, block.center()) - block.center()).round();
        let mut below = (block.bottom + 1) as f32;
        for &(l, w) in block.words.iter().rev() {
            if let Some(word) = header.get_mut(l).and_then(|line| line.words.get_mut(w)) {
                word.at = (word.at as f32 + by).max(0.0) as usize;
                // Lines of other headers stand between those of this one: they are one text all the same.
                if leaves.contains(&i) {
                    word.row = word.row.max(below - 1.0);
                    below = word.row;
                }
            }
        }
    }
    let groups = ranges_of_groups(&blocks, &leaves);
    set_heights(&blocks, &leaves, &groups, header);
    for (group, range) in groups {
        spread(&blocks[group], under.get(range).unwrap_or_default(), header);
    }
    let headers = left_out.iter().map(|i| text_of(&blocks[*i], header)).collect();
    for (l, line) in header.iter_mut().enumerate() {
        let mut at = 0..;
        line.words.retain(|_| {
            let word = (l, at.next().unwrap_or_default());
            !left_out.iter().any(|i| blocks[*i].words.contains(&word))
        });
        line.words.retain(|word| word.spread != Some(0));
    }
    for line in header.iter_mut().chain(rows) {
        line.words.sort_by_key(|w| w.at);
        // Words that met are pushed apart.
        let mut from = 0;
        for word in &mut line.words {
            word.at = word.at.max(from);
            from = word.end() + 1;
        }
    }
    headers
}

/// Headers of figures of which it is not told over which column they stand. Nothing is in doubt where there are as many of
/// the ones as of the others, or where every column of figures has a header alone over it.
fn not_told(
    blocks: &[Block],
    leaves: &[usize],
    columns: &[Column],
    pairs: &[(Option<usize>, Option<usize>)],
) -> Vec<usize> {
    let of_figures = |leaf: &usize| blocks[*leaf].content == Content::Figures;
    // 县别 over a column of names is no header of figures, whatever it says.
    let names = |column: &Option<usize>| column.is_some_and(|c| columns[c].content != Content::Figures);
    let named = pairs.iter().filter(|(leaf, column)| names(column) && leaf.as_ref().is_some_and(of_figures)).count();
    let headers = leaves.iter().filter(|leaf| of_figures(leaf)).count() - named;
    let figures = columns.iter().filter(|column| column.content == Content::Figures).count();
    let met = |column: &Column| leaves.iter().filter(|l| blocks[**l].over(column.x0, column.x1)).count();
    let meets = |leaf: usize| columns.iter().filter(|c| blocks[leaf].over(c.x0, c.x1)).count();
    let sure = |&(leaf, column): &(Option<usize>, Option<usize>)| match (leaf, column.map(|c| columns[c])) {
        (_, None) => true,
        (None, Some(column)) => !column.of_amounts,
        (Some(leaf), Some(column)) => {
            !column.of_amounts
                || headers == figures
                || (blocks[leaf].over(column.x0, column.x1) && met(&column) == 1 && meets(leaf) == 1)
        }
    };
    if pairs.iter().all(sure) {
        return Vec::new();
    }
    let unsure = pairs.iter().filter(|pair| (pair.1.is_none() || !sure(pair)) && !names(&pair.1));
    unsure.filter_map(|(leaf, _)| *leaf).filter(of_figures).collect()
}

/// The value at `x` of a function that is straight between the points given, in order of x, and as steep as one beyond.
fn between(points: &[(f32, f32)], x: f32) -> f32 {
    let after = points.partition_point(|p| p.0 <= x);
    match (after.checked_sub(1).and_then(|i| points.get(i)), points.get(after)) {
        (Some(a), Some(b)) => a.1 + (x - a.0) * (b.1 - a.1) / (b.0 - a.0),
        (Some(end), None) | (None, Some(end)) => (end.1 + x - end.0).max(0.0),
        (None, None) => x,
    }
}

/// Which header stands over which column, both in order; either may be without the other.
fn align(blocks: &[Block], leaves: &[usize], columns: &[Column]) -> Vec<(Option<usize>, Option<usize>)> {
    let (n, m) = (leaves.len(), columns.len());
    let off = |l: usize, c: usize| ((columns[c].x0 + columns[c].x1) as f32 * 0.5 - blocks[leaves[l]].center()).abs();
    let fits = |l: usize, c: usize| match (blocks[leaves[l]].content, columns[c].content) {
        (Content::Figures, Content::Code) => false,
        (Content::Figures, _) => true,
        (_, content) => content != Content::Figures || !columns[c].of_amounts,
    };
    if n == m && (0..n).all(|i| off(i, i) <= FAR && fits(i, i)) {
        return leaves.iter().enumerate().map(|(c, l)| (Some(*l), Some(c))).collect();
    }
    let cost = |l: usize, c: usize| {
        let Column { x0, x1, .. } = columns[c];
        let off = off(l, c);
        let own = blocks[leaves[l]].content == columns[c].content;
        if !fits(l, c) || (!own && off > FAR) {
            f32::MAX
        } else if !own && columns[c].content == Content::Text {
            off.min(ALONE) + ALONE * 0.5
        } else if blocks[leaves[l]].over(x0, x1) {
            off.min(ALONE) * 0.5
        } else if off <= FAR {
            off
        } else {
            f32::MAX
        }
    };
    let mut best = vec![vec![f32::MAX; m + 1]; n + 1];
    for l in 0..=n {
        for c in 0..=m {
            best[l][c] = if l == 0 || c == 0 {
                (l + c) as f32 * ALONE
            } else {
                (best[l - 1][c - 1] + cost(l - 1, c - 1)).min(best[l - 1][c] + ALONE).min(best[l][c - 1] + ALONE)
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut l, mut c) = (n, m);
    while l > 0 || c > 0 {
        if c == 0 || (l > 0 && best[l][c] >= best[l - 1][c] + ALONE) {
            l -= 1;
            pairs.push((Some(leaves[l]), None));
        } else if l == 0 || best[l][c] >= best[l][c - 1] + ALONE {
            c -= 1;
            pairs.push((None, Some(c)));
        } else {
            (l, c) = (l - 1, c - 1);
            pairs.push((Some(leaves[l]), Some(c)));
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &[&str]) -> Vec<SetLine> {
        let line = |(row, text): (usize, &&str)| SetLine { row, words: super::super::typeset::words_of(text, 0, row) };
        text.iter().enumerate().map(line).collect()
    }

    fn place(lines: &[SetLine], text: &str) -> (usize, usize) {
        let found = lines.iter().flat_map(|l| &l.words).find(|w| w.text.iter().collect::<String>() == text).unwrap();
        (found.at, found.end())
    }

    #[test]
    fn headers_come_over_the_figures_they_name() {
        let mut lines = set(&[
            "科目名称     小计    基本支出   项目支出",
            "合计           9,433.72     8,401.67      1,032.05",
            "林业支出         8,295.28     7,263.23      1,032.05",
        ]);
        assert!(seat_headers(&mut lines, &mut Seated::new(), &mut SharedWidths::default()).doubts.is_empty());
        for (header, figure) in [("小计", "8,295.28"), ("基本支出", "7,263.23"), ("项目支出", "1,032.05")] {
            let (h, f) = (place(&lines, header), place(&lines, figure));
            assert!(h.0 >= f.0 && h.1 <= f.1, "{header} {h:?} {f:?}");
        }
    }

    #[test]
    fn a_wrapped_header_is_one_text_again() {
        let mut lines = set(&[
            "                                   决算数为",
            "                          决算数为",
            "项目        预算数    决算数            上年决数",
            "                          预算数的%",
            "                                   的%",
            "造林          27,235    25,912     95.1%     86.5%",
            "护林             -    12,479        -      86.9%",
        ]);
        assert!(seat_headers(&mut lines, &mut Seated::new(), &mut SharedWidths::default()).doubts.is_empty());
        let row = |text: &str| {
            lines.iter().flat_map(|l| &l.words).find(|w| w.text.iter().collect::<String>() == text).unwrap().row
        };
        assert!((row("的%") - row("上年决数") - 1.0).abs() < 0.01);
        assert!(place(&lines, "预算数的%").0 + 8 < place(&lines, "上年决数").0);
    }

    #[test]
    fn headers_without_a_sure_column_are_left_out() {
        let mut lines = set(&[
            "科目名称     小计   其中   基本支出   项目支出",
            "合计           9,433.72     8,401.67      1,032.05",
            "林业支出         8,295.28     7,263.23      1,032.05",
        ]);
        let Found { doubts, .. } = seat_headers(&mut lines, &mut Seated::new(), &mut SharedWidths::default());
        assert_eq!(doubts.len(), 1);
        assert_eq!(doubts[0].lines, 0..3);
        let left = lines[0].words.len();
        assert_eq!(left + doubts[0].headers.len(), 5);
        assert!(!doubts[0].headers.contains(&"科目名称".to_owned()));
    }

    #[test]
    fn codes_set_in_by_depth_have_one_header_and_a_note_none() {
        let mut lines = set(&[
            "科目编码            科目名称        小计         基本支出       项目支出     备注",
            "213              农林水支出      1,200.00     500.00     700.00",
            "     21302       林业          1,200.00     500.00     700.00",
            "          2130201 行政运行        1,200.00     500.00     700.00",
        ]);
        assert!(seat_headers(&mut lines, &mut Seated::new(), &mut SharedWidths::default()).doubts.is_empty());
        for (header, figure) in [("小计", "1,200.00"), ("基本支出", "500.00"), ("项目支出", "700.00")] {
            let (h, f) = (place(&lines, header), place(&lines, figure));
            assert!(h.0 < f.1 && f.0 < h.1, "{header} {h:?} {f:?}");
        }
    }

    #[test]
    fn headers_of_groups_are_spread_over_their_columns() {
        let mut lines = set(&[
            "              2024年债务限额               2024年债务余额",
            "地     区",
            "          合计     一般债务      专项债务        合计     一般债务     专项债务",
            "青禾县         900      400       500       800     300      500",
            "白杨县         700      300       400       600     200      400",
        ]);
        assert!(seat_headers(&mut lines, &mut Seated::new(), &mut SharedWidths::default()).doubts.is_empty());
        assert!(place(&lines, "2024年债务限额").0 <= place(&lines, "900").0.min(place(&lines, "合计").0));
        let (group, last) = (place(&lines, "2024年债务余额"), place(&lines, "800"));
        assert!(group.0 <= last.0 && group.1 > last.1 + 8, "{group:?} {last:?}");
        assert!(place(&lines, "2024年债务限额").1 < group.0);
    }

    #[test]
    fn a_page_of_rows_goes_on_in_the_columns_before() {
        let mut seated = Seated::new();
        let mut first = set(&[
            "科目名称         小计        基本支出       项目支出",
            "林业支出     8,295.28     7,263.23      1,032.05",
            "造林       9,433.72     8,401.67      1,032.05",
        ]);
        assert!(seat_headers(&mut first, &mut seated, &mut SharedWidths::default()).doubts.is_empty());
        let mut next = set(&["护林   295.28   263.23  32.05", "防火   433.72   401.67  32.05"]);
        assert!(seat_headers(&mut next, &mut seated, &mut SharedWidths::default()).doubts.is_empty());
        assert_eq!(place(&first, "8,401.67").1, place(&next, "401.67").1);
    }

    #[test]
    fn printed_numbers_of_columns_are_no_rows() {
        let mut lines = set(&[
            "科目编码      科目名称      合计      基本支出    项目支出",
            "**           **            1           2         3",
            "213   农林水支出        900.00      300.00      600.00",
            "214   交通支出         80.00      30.00      50.00",
        ]);
        assert!(seat_headers(&mut lines, &mut Seated::new(), &mut SharedWidths::default()).doubts.is_empty());
        let (one, header, figure) = (place(&lines, "1"), place(&lines, "合计"), place(&lines, "900.00"));
        assert!(one.0 >= header.0.min(figure.0) && one.1 <= header.1.max(figure.1), "{one:?} {header:?} {figure:?}");
    }
}
