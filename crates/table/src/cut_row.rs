//! Rows that a page's end cuts: whether the first row of a page is the rest of the last one.

use crate::cut_text::{begins_anew, completes_amount, is_number};
use crate::placed::{Placed, is_cut_line, is_full, is_rest};
use gongkai_normalize::heading::heading_mark;

/// The first row of the new page is the rest of the last row. A text that ended, or one that begins like an item, may go on
/// beside another that surely does, where several cells of the row are at their end, and wherever the row would have nothing
/// in columns in which every row has something.
pub(crate) fn row_goes_on(
    placed: &[Placed],
    new: &[Placed],
    pairs: &[(usize, Option<usize>)],
    never_blank: impl Fn(u32) -> bool,
) -> bool {
    let pair = |(j, i): &(usize, Option<usize>)| Some((&placed[(*i)?], &new[*j]));
    if pairs.iter().filter_map(pair).any(|(above, below)| is_cut_line(above, below)) {
        return pairs.iter().all(|p| pair(p).is_some_and(|(above, below)| is_rest(above, below)));
    }
    if is_blank_strip(new, pairs) {
        return true;
    }
    let (mut sure, mut unsure, mut ends) = (0, 0, 0);
    let mut lacking: Vec<u32> = Vec::new();
    let mut room = false;
    for (j, i) in pairs {
        let part = &new[*j];
        let Some(i) = i else {
            if part.cell.text.is_empty() {
                continue;
            }
            return false;
        };
        let before = &placed[*i];
        let (above, below) = (before.cell.text.as_str(), part.cell.text.as_str());
        match (above.is_empty(), below.is_empty()) {
            (_, true) => {
                let ends_here = !above.is_empty() && part.cell.row_span == 1;
                ends += usize::from(ends_here);
                if ends_here && before.cell.row_span == 1 && never_blank(part.cell.col) {
                    lacking.push(part.cell.col);
                }
            }
            (true, false) => return false,
            (false, false) if completes_amount(above, below) => {}
            (false, false) => {
                let begins_anew = begins_anew(below);
                let ended = above.ends_with(['。', '；', ';', '！']);
                let full = is_full(before, below);
                let at_its_end = full || begins_anew && ended;
                if is_number(above) || is_number(below) || !at_its_end {
                    return false;
                }
                room |= !full;
                if begins_anew || ended {
                    unsure += 1;
                } else {
                    sure += 1;
                    ends += usize::from(is_listed_item(above) && begins_item(new, part.cell.col, part.cell.row_span));
                }
            }
        }
    }
    // The head of a group of rows lacks its amounts, though not its name.
    let first_text = pairs.iter().map(|(j, _)| &new[*j].cell).filter(|c| !c.text.is_empty()).map(|c| c.col).min();
    let names_it = lacking.iter().min() < first_text.as_ref() && sure + unsure > 0;
    let rest_only = lacking.len() >= LACKING && (names_it || sure >= SURE);
    rest_only || !room && sure > 0 && ends > usize::from(unsure > 0)
}

/// The page begins with a strip that holds nothing, lower than its rows are, beside merged cells that go on below it: the
/// foot of a row whose texts stand on the page before.
fn is_blank_strip(new: &[Placed], pairs: &[(usize, Option<usize>)]) -> bool {
    let height = |p: &Placed| p.cell.bbox.map_or(0.0, |b| b.height());
    let single = |row_span: u32| pairs.iter().map(|(j, _)| &new[*j]).filter(move |p| p.cell.row_span == row_span);
    let strip = single(1).map(height).fold(0.0, f32::max);
    let mut rows: Vec<f32> = new.iter().filter(|p| p.cell.row > 0 && p.cell.row_span == 1).map(height).collect();
    rows.sort_by(f32::total_cmp);
    let blank = pairs.iter().all(|(j, i)| i.is_some() && new[*j].cell.text.is_empty());
    blank
        && single(1).count() >= LACKING
        && single(1).count() < pairs.len()
        && strip > 0.0
        && rows.get(rows.len() / 2).is_some_and(|usual| strip < STRIP * usual)
}

/// A strip is lower than this part of the usual height of a row.
const STRIP: f32 = 0.8;

/// Columns in which every row has a text and the rest of one has none.
const LACKING: usize = 2;

/// So many texts that surely go on are no chance.
const SURE: usize = 2;

/// 十七、: the label is an item of a numbered list.
fn is_listed_item(text: &str) -> bool {
    heading_mark(text).is_some()
}

/// Below the part of a label at the top of a page, the next item of its list begins.
fn begins_item(new: &[Placed], col: u32, row: u32) -> bool {
    new.iter().any(|p| p.cell.row == row && p.cell.col == col && is_listed_item(&p.cell.text))
}

#[cfg(test)]
mod tests {
    use gongkai_model::BBox;

    use crate::page_end::tests::{add_page, row, texts};

    #[test]
    fn the_rest_of_a_cut_row_goes_up() {
        let mut placed = row(0, &[("修缮", 1, false), ("12.50", 1, true), ("完成校舍屋面防水和外墙", 1, true)]);
        let rows = add_page(&mut placed, 1, row(0, &[("", 1, false), ("", 1, false), ("修缮工程", 1, false)]), 1);
        assert_eq!(rows, 1);
        assert_eq!(placed[2].cell.text, "完成校舍屋面防水和外墙修缮工程");
    }

    #[test]
    fn blanks_that_run_together_beside_the_rest_of_a_row_are_no_cells() {
        let mut placed =
            row(0, &[("修缮", 1, false), ("12.50", 1, true), ("", 1, false), ("完成校舍屋面防水", 1, true)]);
        let mut rest = row(0, &[("", 1, false), ("", 1, false), ("", 1, false), ("和外墙", 1, false)]);
        rest.remove(2);
        rest[1].cell.col_span = 2;
        assert_eq!(add_page(&mut placed, 1, rest, 1), 1);
        assert_eq!(texts(&placed).len(), 4);
        assert_eq!(texts(&placed)[3], (0, 3, 1, "完成校舍屋面防水和外墙"));
    }

    #[test]
    fn the_rest_of_a_numbered_label_goes_up_beside_blanks() {
        let items = |rest: &str, next: &str| {
            let mut placed = row(0, &[("十七、自然资源海洋气象等支", 1, true), ("", 1, false)]);
            let mut new = row(0, &[(rest, 1, false), ("", 1, false)]);
            new.extend(row(1, &[(next, 1, false), ("3.00", 1, false)]));
            add_page(&mut placed, 1, new, 2)
        };
        assert_eq!(items("出", "十八、住房保障支出"), 2);
        assert_eq!(items("出", "住房保障支出"), 3);
        assert_eq!(items("十八、住房保障支出", "十九、其他支出"), 3);
    }

    #[test]
    fn a_text_that_ended_goes_on_beside_one_that_surely_does() {
        let row_of = |goal: &str, targets: &str| {
            row(0, &[("", 1, false), ("", 1, false), (goal, 1, false), (targets, 1, false)])
        };
        let mut placed =
            row(0, &[("修缮", 1, false), ("12.50", 1, true), ("完成防水和外墙", 1, true), ("1、修缮面积；", 1, true)]);
        assert_eq!(add_page(&mut placed.clone(), 1, row_of("修缮工程", "2、验收合格率"), 1), 1);
        placed[2].cell.text.push('。');
        assert_eq!(add_page(&mut placed, 1, row_of("修缮工程", "2、验收合格率"), 1), 2);
    }

    #[test]
    fn a_row_without_what_every_row_has_is_the_rest_of_one() {
        // The text above ended, and what follows begins like an item.
        let criteria = |number: &str| {
            let mut placed = Vec::new();
            for at in 0..4 {
                placed.extend(row(at, &[("验收", 1, false), (number, 1, false), ("①按期，得1分；", 1, false)]));
            }
            add_page(&mut placed, 4, row(0, &[("", 1, false), ("", 1, false), ("②合格，得1分。", 1, false)]), 1)
        };
        assert_eq!(criteria("2"), 4);
        // A column that is blank elsewhere tells nothing.
        assert_eq!(criteria(""), 5);
        // Two names that go on below full lines, beside an item that ended with room.
        let items = |above: bool| {
            let mut placed = Vec::new();
            for at in 0..4 {
                let item = ("1、修缮3处；", 1, false);
                placed.extend(row(at, &[("南山校舍", 1, above), ("2.00", 1, false), ("3.00", 1, false), item]));
                placed.extend(
                    row(
                        at,
                        &[("", 1, false), ("", 1, false), ("", 1, false), ("", 1, false), ("按期完成防水", 1, true)],
                    )
                    .split_off(4),
                );
            }
            let rest =
                [("维修", 1, false), ("", 1, false), ("", 1, false), ("2、按期；", 1, false), ("工程", 1, false)];
            add_page(&mut placed, 4, row(0, &rest), 1)
        };
        assert_eq!((items(true), items(false)), (4, 5));
        // Nor does one that is merged: its levels go on over the row.
        let mut placed = row(0, &[("三级指标", 1, false), ("名称", 1, false), ("值", 1, false)]);
        for at in [1, 2] {
            placed.extend(row(at, &[("数量", 1, false), ("质量", 1, false), ("5座", 1, false)]));
        }
        placed.extend(row(3, &[("产出", 2, false), ("时效", 2, false), ("按期", 1, false)]));
        placed.extend(row(4, &[("", 1, false), ("", 1, false), ("及时", 1, false)]).split_off(2));
        placed.extend(row(5, &[("效益", 1, false), ("社会", 1, false), ("知晓率；", 1, false)]));
        assert_eq!(add_page(&mut placed, 6, row(0, &[("", 1, false), ("", 1, false), ("投诉", 1, false)]), 1), 7);
        let mut placed = Vec::new();
        for at in 0..4 {
            placed.extend(row(at, &[("设备", 1, false), ("购置", 1, false), ("2.00", 1, false)]));
        }
        assert_eq!(add_page(&mut placed, 4, row(0, &[("二、修缮", 1, false), ("", 1, false), ("", 1, false)]), 1), 5);
    }

    #[test]
    fn a_blank_strip_beside_merged_cells_is_the_foot_of_a_row() {
        let rows = |height: f32| {
            let mut placed = row(0, &[("绩效指标", 1, false), ("质量", 1, false), ("合格率", 1, false)]);
            let mut new = row(0, &[("", 2, false), ("", 1, false), ("", 1, false)]);
            new.extend(row(1, &[("", 1, false), ("时效", 1, false), ("按期", 1, false)]).split_off(1));
            for p in &mut new {
                let (top, bottom) = if p.cell.row == 0 { (0.0, height) } else { (height, height + 30.0) };
                p.cell.bbox = Some(BBox::new(0.0, top, 50.0, bottom));
            }
            add_page(&mut placed, 1, new, 2)
        };
        assert_eq!((rows(15.0), rows(30.0)), (2, 3));
    }

    #[test]
    fn a_row_of_its_own_stays_one() {
        let mut placed = row(0, &[("行政运行", 1, true), ("12.50", 1, true)]);
        assert_eq!(add_page(&mut placed, 1, row(0, &[("其他支出", 1, false), ("3.00", 1, true)]), 1), 2);
        // A label without amount, after one that left room.
        let mut placed = row(0, &[("行政运行", 1, false), ("12.50", 1, true)]);
        assert_eq!(add_page(&mut placed, 1, row(0, &[("信访事务", 1, false), ("", 1, false)]), 1), 2);
    }
}
