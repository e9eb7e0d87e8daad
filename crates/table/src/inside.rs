//! Title, form number, unit line and notes that are drawn inside the grid of a table: a worksheet printed with all its lines.

use crate::above::{is_qualifier, is_quiet, is_title, is_unit_only};
use crate::fragment::Fragment;
use crate::texts_around::begins_note;
use gongkai_model::table::Cell;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::form_number::form_number;
use gongkai_normalize::join::push_joined;
use gongkai_normalize::unit::find_unit_line;

/// Rows of boxes above a title inside the grid at most.
const ROWS_ABOVE_TITLE: u32 = 3;

/// Titles, unit lines and form numbers drawn inside the grid at the top, as one cell over its whole width, become what they
/// are; their rows go. Around such a title the same may stand in one of several boxes whose others are blank.
pub(crate) fn take_head_inside(fragment: &mut Fragment) {
    let mut titled = title_inside(fragment).is_some();
    loop {
        let row: Vec<&Cell> = cells_of_row(fragment, 0).collect();
        let whole_width = row.len() == 1 && fragment.n_cols >= 2;
        let has_others = fragment.cells.iter().any(|c| c.row >= 1 && !c.text.is_empty());
        let texts: Vec<&str> = row.iter().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).collect();
        // A table of two rows may begin with a label over its whole width, though not with one that names a table.
        let is_label = fragment.n_rows < 3 && !texts.iter().any(|t| t.ends_with('表'));
        if row.iter().any(|c| c.row_span > 1) || !has_others || is_label || !(whole_width || titled && texts.len() <= 2)
        {
            return;
        }
        let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
        let mut around = std::mem::take(&mut fragment.around);
        let taken = texts.iter().all(|text| {
            if let Some(number) = form_number(text) {
                around.form_number.get_or_insert(number);
            } else if let Some(unit) = find_unit_line(text).filter(|_| is_unit_only(text)) {
                around.unit.get_or_insert(unit.label().to_owned());
            } else if whole_width && around.title.is_none() && names_table(text) {
                let title = around.number_taken_off(text);
                around.title = Some(title);
                titled = true;
            } else if (titled || whole_width) && is_qualifier(text) {
                match &mut around.title {
                    Some(title) => push_joined(title, text),
                    None => around.qualifier = Some(text.clone()),
                }
            } else if titled && is_quiet(text) {
                around.organisation.get_or_insert_with(|| text.clone());
            } else {
                return false;
            }
            true
        });
        fragment.around = around;
        if !taken {
            return;
        }
        drop_row(fragment, 0);
    }
}

/// A unit line that its place put into the cell of a header stands above the table: 单位：亿元 before the name of a column.
pub(crate) fn take_unit_of_header(fragment: &mut Fragment) {
    let mut found = None;
    for cell in fragment.cells.iter_mut().filter(|c| c.row == 0) {
        let Some((line, header)) = unit_before_header(&cell.text) else { continue };
        let Some(unit) = find_unit_line(line).filter(|_| is_unit_only(line)) else { continue };
        found = found.or_else(|| Some(unit.label().to_owned()));
        cell.text = header.to_owned();
    }
    fragment.around.unit = fragment.around.unit.take().or(found);
}

/// A unit line and what follows it, where a text begins with one: nothing but letters goes on behind 元.
fn unit_before_header(text: &str) -> Option<(&str, &str)> {
    if !UNIT_MARKS.iter().any(|mark| text.starts_with(mark)) {
        return None;
    }
    let end = text.find('元')? + '元'.len_utf8();
    let (line, header) = text.split_at_checked(end)?;
    let header = header.trim();
    header.starts_with(is_ideograph).then_some((line, header))
}

/// What a unit line begins with.
const UNIT_MARKS: [&str; 3] = ["单位：", "单位:", "金额单位"];

/// The text of a cell over the whole width, near the top of the grid, that names a table; in the boxes above it stands next to
/// nothing.
fn title_inside(fragment: &Fragment) -> Option<&str> {
    for row in 0..fragment.n_rows.min(ROWS_ABOVE_TITLE + 1) {
        let mut filled = cells_of_row(fragment, row).filter(|c| !c.text.is_empty());
        match (filled.next(), filled.next()) {
            (Some(only), None) if only.col_span == fragment.n_cols && names_table(&only.text) => {
                return Some(&only.text);
            }
            (Some(only), None) if form_number(&only.text).is_none() && !is_unit_only(&only.text) => return None,
            (_, Some(_)) => return None,
            _ => {}
        }
    }
    None
}

fn names_table(text: &str) -> bool {
    is_title(text) && text.ends_with(['表', '）', ')', '况', '算'])
}

/// Notes drawn in the last rows of the grid, beside nothing but blanks, become notes; their rows go.
pub(crate) fn take_notes_inside(fragment: &mut Fragment) {
    let mut notes = Vec::new();
    while let Some(last) = fragment.n_rows.checked_sub(1).filter(|last| *last > 1) {
        let filled: Vec<&Cell> = cells_of_row(fragment, last).filter(|c| !c.text.is_empty()).collect();
        let [note] = filled.as_slice() else { break };
        let is_note = note.col == 0 && note.col_span >= 2 && begins_note(&note.text);
        if !is_note || fragment.cells.iter().any(|c| c.row < last && c.row + c.row_span > last) {
            break;
        }
        let note = note.text.clone();
        notes.insert(0, note);
        drop_row(fragment, last);
    }
    fragment.around.notes.append(&mut notes);
}

fn cells_of_row(fragment: &Fragment, row: u32) -> impl Iterator<Item = &Cell> {
    fragment.cells.iter().filter(move |c| c.row == row)
}

/// Takes a row out whose cells are of this row alone.
fn drop_row(fragment: &mut Fragment, row: u32) {
    let keep: Vec<bool> = fragment.cells.iter().map(|c| c.row != row).collect();
    let mut kept = keep.iter().copied();
    fragment.cells.retain(|_| kept.next().unwrap_or(true));
    let mut kept = keep.iter().copied();
    fragment.looks.retain(|_| kept.next().unwrap_or(true));
    fragment.n_rows = fragment.n_rows.saturating_sub(1);
    for cell in fragment.cells.iter_mut().filter(|c| c.row > row) {
        cell.row -= 1;
    }
    let boxes = || fragment.cells.iter().filter_map(|c| c.bbox);
    if let Some(all) = boxes().reduce(|a, b| a.union(&b)) {
        (fragment.bbox.y0, fragment.bbox.y1) = (all.y0, all.y1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(rows: &[&[(u32, &str)]]) -> Fragment {
        let mut cells = Vec::new();
        for (row, texts) in (0..).zip(rows) {
            let mut col = 0;
            for (col_span, text) in *texts {
                cells.push(Cell {
                    row,
                    col,
                    row_span: 1,
                    col_span: *col_span,
                    text: (*text).to_owned(),
                    ..Cell::default()
                });
                col += col_span;
            }
        }
        Fragment { n_rows: rows.len() as u32, n_cols: 3, cells, ..Fragment::default() }
    }

    #[test]
    fn boxes_around_a_title_are_no_rows() {
        let mut sheet = fragment(&[
            &[(1, "表7"), (1, ""), (1, "")],
            &[(3, "2025年结转资金支出表")],
            &[(1, ""), (1, ""), (1, "")],
            &[(1, ""), (2, "单位：万元")],
            &[(1, "单位"), (1, "项目"), (1, "金额")],
            &[(1, "云岭市林业局"), (1, "护林"), (1, "3.00")],
            &[(2, "注：金额含上年结转。"), (1, "")],
        ]);
        take_head_inside(&mut sheet);
        take_notes_inside(&mut sheet);
        assert_eq!(sheet.n_rows, 2);
        assert_eq!(sheet.cells.iter().map(|c| (c.row, c.text.as_str())).next(), Some((0, "单位")));
        let around = sheet.around;
        assert_eq!((around.form_number.as_deref(), around.unit.as_deref()), (Some("表7"), Some("万元")));
        assert_eq!(around.title.as_deref(), Some("2025年结转资金支出表"));
        assert_eq!(around.notes, ["注：金额含上年结转。"]);
    }

    #[test]
    fn a_unit_line_in_the_cell_of_a_header_is_the_unit() {
        let mut debt = fragment(&[
            &[(1, "项目"), (1, "预算数"), (1, "单位：亿元执行数")],
            &[(1, "债务余额"), (1, ""), (1, "单位：亿元的数")],
        ]);
        take_unit_of_header(&mut debt);
        let texts: Vec<&str> = debt.cells.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["项目", "预算数", "执行数", "债务余额", "", "单位：亿元的数"]);
        assert_eq!(debt.around.unit.as_deref(), Some("亿元"));
        assert_eq!(unit_before_header("单位：元/人"), None);
        assert_eq!(unit_before_header("单位：万元"), None);
    }

    #[test]
    fn a_list_of_forms_has_no_title_inside() {
        let list: &[&[(u32, &str)]] =
            &[&[(1, "表1"), (1, ""), (1, "")], &[(1, "表2"), (1, "收入表"), (1, "")], &[(3, "支出表")]];
        let mut forms = fragment(list);
        take_head_inside(&mut forms);
        assert_eq!(forms.n_rows, 3);
    }
}
