//! Runs of rows, and the titles, unit lines and notes around them.

use super::{Item, Piece, header};
use gongkai_model::layout::{Line, PageLayout};
use gongkai_model::page::{DumpLine, Page};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, fold_text};
use gongkai_normalize::form_number::{form_number, number_before_title};
use gongkai_normalize::unit::find_unit_line;

/// Most lines above a table that are looked at for its title and unit.
const REACH: usize = 5;

/// Longest title, in characters.
const MAX_TITLE: usize = 60;

/// A line of the dump with its place.
pub(super) struct Place<'a> {
    pub(super) page: usize,
    pub(super) index: usize,
    pub(super) dump: &'a DumpLine,
    pub(super) line: &'a Line,
}

impl Place<'_> {
    pub(super) fn is_row(&self) -> bool {
        !self.dump.cells.is_empty()
    }
}

/// All lines but furniture, in order.
pub(super) fn collect_lines<'a>(pages: &'a [Page], layouts: &'a [PageLayout]) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    for (p, (page, layout)) in pages.iter().zip(layouts).enumerate() {
        for (index, (dump, line)) in page.dump_lines.iter().zip(&layout.lines).enumerate() {
            if line.furniture.is_none() {
                places.push(Place { page: p, index, dump, line });
            }
        }
    }
    places
}

/// Cuts the lines into pieces of tables and marks what they use.
pub(super) fn rows_to_pieces(lines: &[Place<'_>], used: &mut [Vec<bool>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    // End of the lines that belong to the piece before.
    let mut taken = 0;
    while at < lines.len() {
        if !lines[at].is_row() {
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|&i| !lines[i].is_row()).unwrap_or(lines.len());
        let rows = lines.get(at..end).unwrap_or_default();
        if is_contents(rows) || (rows.len() == 1 && rows[0].dump.cells.len() < 3) {
            at = end;
            continue;
        }
        let (above, title) = lines_above(lines, taken, at);
        let (below, notes) = notes_below(lines, end);
        for place in lines.iter().take(below).skip(above) {
            mark(used, place);
        }
        let mut first = true;
        for (from, to) in cut_at_repeated_headers(rows) {
            let mut piece = if first { title.clone() } else { Piece::default() };
            piece.apart = first && above > taken;
            piece.rows = square(rows.get(from..to).unwrap_or_default());
            first = false;
            pieces.push(piece);
        }
        if let Some(last) = pieces.last_mut() {
            last.notes = notes;
        }
        taken = below;
        at = below;
    }
    pieces
}

fn mark(used: &mut [Vec<bool>], place: &Place<'_>) {
    if let Some(flag) = used.get_mut(place.page).and_then(|page| page.get_mut(place.index)) {
        *flag = true;
    }
}

/// Rows of equal length, wholly blank columns at the right end left out.
fn square(rows: &[Place<'_>]) -> Vec<Vec<Item>> {
    let width = rows
        .iter()
        .filter_map(|row| row.dump.cells.iter().rposition(|c| !c.trim().is_empty()))
        .max()
        .map_or(0, |last| last + 1);
    rows.iter()
        .map(|row| {
            let line = row.dump.number;
            (0..width)
                .map(|col| {
                    let text = row.dump.cells.get(col).map(|c| tidy_blanks(&fold_text(c))).unwrap_or_default();
                    Item { text, line }
                })
                .collect()
        })
        .collect()
}

/// Cuts rows where, behind an empty line, the header of the first rows comes again.
fn cut_at_repeated_headers(rows: &[Place<'_>]) -> Vec<(usize, usize)> {
    let items = square(rows);
    let first_header = header::header_text(&items);
    let mut cuts = Vec::new();
    let mut from = 0;
    for (at, row) in rows.iter().enumerate().skip(1) {
        let behind_blank = row.dump.blank_before > 0;
        let rest = items.get(at..(at + 6).min(items.len())).unwrap_or_default();
        if behind_blank && header::is_same_header(&first_header, &header::header_text(rest)) {
            cuts.push((from, at));
            from = at;
        }
    }
    cuts.push((from, rows.len()));
    cuts
}

/// The title, number and unit above a table: where they begin, and what they say.
fn lines_above(lines: &[Place<'_>], taken: usize, table: usize) -> (usize, Piece) {
    let mut piece = Piece::default();
    let mut begin = table;
    let mut year = None;
    for at in (taken.max(table.saturating_sub(REACH))..table).rev() {
        let text = lines[at].line.text.as_str();
        let key = comparison_key(text);
        if is_owner_line(&key) {
            piece.organisation.get_or_insert_with(|| without_unit(text).to_owned());
        }
        if let Some(unit) = find_unit_line(text) {
            piece.unit.get_or_insert_with(|| unit.label().to_owned());
            if is_title(text, lines[at].dump) && key.contains('表') && piece.title.is_none() {
                piece.title = Some(text.to_owned());
            }
        } else if is_year_line(&key) && piece.title.is_none() {
            year = Some(text.to_owned());
        } else if is_owner_line(&key) && piece.title.is_none() {
            // Belongs to the table and says nothing of its columns.
        } else if let Some(number) = form_number(&key) {
            piece.form_number.get_or_insert(number);
        } else if piece.title.is_none() && is_title(text, lines[at].dump) {
            let (number, title) = number_before_title(text).map_or((None, text), |(number, rest)| (Some(number), rest));
            piece.title = Some(title.to_owned());
            piece.form_number = piece.form_number.or(number);
        } else {
            break;
        }
        begin = at;
    }
    if piece.title.is_none() && year.is_some() {
        // A year alone is prose.
        return (table, Piece::default());
    }
    if let (Some(title), Some(year)) = (piece.title.as_mut(), year) {
        title.push_str(&year);
    }
    (begin, piece)
}

/// （2024年度） and nothing else.
fn is_year_line(key: &str) -> bool {
    let inner = key.trim_start_matches('(').trim_end_matches(')').trim_end_matches('度');
    inner.len() < key.len()
        && inner.strip_suffix('年').is_some_and(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))
}

/// 部门：…, 编制单位：….
fn is_owner_line(key: &str) -> bool {
    let labels = ["部门:", "部门名称:", "单位名称:", "编制单位:", "编制部门:", "填报单位:", "单位编码:", "公开部门:"];
    labels.iter().any(|label| key.starts_with(label)) && key.chars().count() <= 80
}

/// `部门：青禾县林业局 单位：万元` without what follows the organisation.
pub(super) fn without_unit(text: &str) -> &str {
    let named = text.find([':', '：']).unwrap_or(0);
    let behind = text.get(named..).unwrap_or_default();
    let unit = ["金额单位", "单位:", "单位："].iter().filter_map(|word| behind.find(word)).min();
    unit.and_then(|at| text.get(..named + at)).unwrap_or(text).trim_end()
}

/// A short line that ends as titles of tables end, or a heading above a table.
fn is_title(text: &str, dump: &DumpLine) -> bool {
    let key = comparison_key(text);
    if key.chars().count() > MAX_TITLE || key.contains(['。', ';', '!', '?']) || key.ends_with([',', ':', '、']) {
        return false;
    }
    let ends =
        ["表", "表)", "情况", "明细", "一览", "(续)", "表一", "表二", "表格"].iter().any(|end| key.ends_with(end));
    let numbered = gongkai_normalize::heading::heading_mark(text).is_some();
    (ends || key.contains("表(") || number_before_title(text).is_some()) && (!numbered || key.contains('表'))
        || (dump.heading > 0 && key.contains('表'))
}

/// Notes right below a table: where they end, and what they say.
pub(super) fn notes_below(lines: &[Place<'_>], end: usize) -> (usize, Vec<String>) {
    let mut notes: Vec<String> = Vec::new();
    let mut at = end;
    while let Some(place) = lines.get(at) {
        let key = comparison_key(&place.line.text);
        let begins = ["注:", "注1", "注释:", "备注:", "附注:", "说明:"].iter().any(|m| key.starts_with(m));
        let goes_on = !notes.is_empty()
            && (key.starts_with("本套") || key.starts_with("本表") || is_numbered_note(&key))
            && key.ends_with(['。', '.']);
        if place.is_row() || !(begins || goes_on) {
            break;
        }
        notes.push(place.line.text.clone());
        at += 1;
    }
    (at, notes)
}

/// `2.本套报表…` behind the first note.
fn is_numbered_note(key: &str) -> bool {
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    digits == 1 && key.get(digits..).is_some_and(|r| r.starts_with(['.', '、'])) && !key.starts_with('1')
}

/// Whether rows are a table of contents: names and page numbers that never fall.
fn is_contents(rows: &[Place<'_>]) -> bool {
    let mut last = 0u32;
    let mut entries = 0usize;
    for row in rows {
        let filled: Vec<&str> = row.dump.cells.iter().map(|c| c.trim()).filter(|c| !c.is_empty()).collect();
        let [name, page] = filled.as_slice() else { return false };
        let Ok(page) = page.parse::<u32>() else { return false };
        let listed = gongkai_normalize::heading::heading_mark(name).is_some() || name.contains("附件");
        if page < last || page > 9999 || !listed {
            return false;
        }
        last = page;
        entries += 1;
    }
    entries >= 2
}
