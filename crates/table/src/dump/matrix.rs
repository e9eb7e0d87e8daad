//! Matrices of project targets (项目支出绩效目标表) in dumps whose cells are not divided: every printed line of a cell is
//! a line of text, cell after cell and row after row.
//!
//! The amounts of a row are its anchor. What stands before them since the row before is the end of that row and the name
//! (and content) of this one; what stands behind them is the goal and the numbered indicators.

use super::blocks::{Place, notes_below, without_unit};
use super::fit_costs::width;
use super::matrix_header::{Field, MatrixHeader, read_matrix_header};
use super::{Item, Piece};
use gongkai_model::record::CellState;
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, fold_text};
use gongkai_normalize::form_number::form_number;
use gongkai_normalize::heading::{MarkKind, heading_mark};
use gongkai_normalize::join::push_joined;
use gongkai_normalize::label::is_bare_total;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::find_unit_line;
use gongkai_normalize::width::first_piece;

/// Lines above a header that may be title, organisation and unit.
const ABOVE: usize = 6;

/// Lines of a page that are looked at for rows.
const PAGE_LINES: usize = 60;

/// Share of the widest line that a line of a name may have.
const NAME_SHARE: f32 = 0.75;

/// How much narrower than its column a line may be that has no room for what begins the next, in ems.
const SLACK: f32 = 1.0;

/// Indent of the first line of a name, in ems. Some programs do not write it.
const INDENT: f32 = 2.0;

/// A line below the header.
struct BodyLine {
    /// Words before the amounts.
    words: String,
    /// Amounts, at its end or one after the other.
    amounts: Vec<String>,
    /// Words behind the amounts.
    tail: String,
    /// Width of the words before the amounts in ems.
    width: f32,
    /// Begins with blanks.
    indented: bool,
    /// First line below a header that a page repeats.
    opens_page: bool,
    /// Number of the line in the file.
    number: u32,
}

/// A row: its amounts and the lines around them.
struct Anchor {
    /// First line of the name.
    start: usize,
    /// Line of the first amount.
    at: usize,
    /// Line behind the last amount.
    end: usize,
    /// The amounts.
    amounts: Vec<String>,
}

/// The matrix whose header begins at a line: the table, and the lines it takes. No line before `floor` is its. Headers
/// before `tried` were read and have no rows.
pub(super) fn matrix(lines: &[Place<'_>], at: usize, floor: usize, tried: &mut usize) -> Option<(Piece, usize, usize)> {
    if at < *tried {
        return None;
    }
    let header = read_matrix_header(lines, at)?;
    let mut piece = Piece { flowing: true, ..Piece::default() };
    let from = read_above(lines, at, floor, &mut piece);
    let (body, end) = read_body(lines, &header);
    *tried = end;
    let anchors = find_rows(&body, &header);
    if anchors.len() < 2 {
        return None;
    }
    let line = lines.get(header.end - 1).map_or(0, |l| l.dump.number);
    (piece.rows, piece.merged) = header.to_rows(line);
    piece.header_rows = piece.rows.len();
    let names = name_column(&body);
    let mut rows: Vec<Row> = anchors
        .iter()
        .enumerate()
        .map(|(n, anchor)| {
            let until = anchors.get(n + 1).map_or(body.len(), |next| next.start);
            read_row(&body, anchor, until, &header, names)
        })
        .collect();
    let unplaced = rows.iter().any(|row| !row.unplaced.text.is_empty());
    if unplaced {
        piece.rows.iter_mut().for_each(|row| row.push(Item { text: String::new(), line }));
    }
    for row in &mut rows {
        let mut cells = std::mem::take(&mut row.cells);
        cells.extend(unplaced.then(|| std::mem::take(&mut row.unplaced)));
        piece.rows.push(cells);
    }
    let (end, notes) = notes_below(lines, end);
    piece.notes = notes;
    Some((piece, from, end))
}

/// Takes title, organisation and unit above a header: where they begin.
fn read_above(lines: &[Place<'_>], header: usize, floor: usize, piece: &mut Piece) -> usize {
    let mut from = header;
    for at in (floor.max(header.saturating_sub(ABOVE))..header).rev() {
        let text = lines[at].line.text.as_str();
        let key = comparison_key(text);
        if let Some(number) = form_number(&key) {
            piece.form_number = Some(number);
            return at;
        }
        if piece.title.is_some() {
            break;
        }
        if is_above_header(text) {
            if let Some(unit) = find_unit_line(text) {
                piece.unit = Some(unit.label().to_owned());
            }
            if is_organisation(&key) {
                piece.organisation = Some(without_unit(text).to_owned());
            }
        } else if is_matrix_title(&key) {
            piece.title = Some(text.to_owned());
        } else {
            break;
        }
        from = at;
    }
    from
}

/// A title of a table.
fn is_matrix_title(key: &str) -> bool {
    key.contains('表') && key.chars().count() <= 60 && !key.contains(['。', ';', ','])
}

/// 单位名称：… and the unit line, between the title and the header.
fn is_above_header(text: &str) -> bool {
    find_unit_line(text).is_some() || is_organisation(&comparison_key(text))
}

fn is_organisation(key: &str) -> bool {
    ["单位名称:", "部门名称:", "部门:"].iter().any(|label| key.starts_with(label))
}

/// The lines below a header, and where they end. What each page repeats is left out.
fn read_body(lines: &[Place<'_>], header: &MatrixHeader) -> (Vec<BodyLine>, usize) {
    let mut body: Vec<BodyLine> = Vec::new();
    let (mut at, mut end, mut opens_page) = (header.end, header.end, false);
    // Where the header comes again on every page, a page without it is another table's.
    let mut is_repeated = false;
    while let Some(place) = lines.get(at) {
        let again = (at..(at + ABOVE).min(lines.len()))
            .take_while(|&i| i == at || is_page_head(&lines[i - 1].line.text))
            .find_map(|i| header.again(lines, i));
        if let Some(end) = again {
            at = end;
            (opens_page, is_repeated) = (true, true);
            continue;
        }
        let new_page = at > 0 && lines.get(at - 1).is_some_and(|before| before.page != place.page);
        if is_end(&place.line.text) || (new_page && is_repeated && !has_rows(lines, at)) {
            break;
        }
        let text = fold_text(&place.dump.text);
        let (words, amounts, tail) = split_amounts(text.trim());
        body.push(BodyLine {
            words: words.to_owned(),
            amounts: amounts.iter().map(|a| (*a).to_owned()).collect(),
            tail: tail.to_owned(),
            width: width(words),
            indented: place.dump.indented,
            opens_page: std::mem::take(&mut opens_page),
            number: place.dump.number,
        });
        at += 1;
        end = at;
    }
    (body, end)
}

/// Whether a line of the page that begins here has amounts as rows have them.
fn has_rows(lines: &[Place<'_>], at: usize) -> bool {
    let page = |place: &&Place<'_>| lines.get(at).is_some_and(|first| first.page == place.page);
    let lines = lines.iter().skip(at).take_while(page).take(PAGE_LINES);
    lines.into_iter().any(|place| split_amounts(&place.dump.text).1.len() > 1)
}

/// What may stand between the top of a page and the header.
fn is_page_head(text: &str) -> bool {
    let key = comparison_key(text);
    let is_number = key.trim_matches('-').parse::<u16>().is_ok();
    is_number || is_above_header(text) || is_matrix_title(&key) || form_number(&key).is_some()
}

/// What stands below a table: notes, the number of the next form, a part of the document.
fn is_end(text: &str) -> bool {
    let key = comparison_key(text);
    let note = ["注:", "备注:", "说明:"].iter().any(|mark| key.starts_with(mark));
    let part = || heading_mark(text).is_some_and(|mark| mark.kind == MarkKind::Part) && key.chars().count() <= 30;
    note || form_number(&key).is_some() || part()
}

/// The rows of a body.
fn find_rows(body: &[BodyLine], header: &MatrixHeader) -> Vec<Anchor> {
    let widest = body.iter().map(|l| l.width).fold(0.0, f32::max);
    let has_content = header.position(Field::Content).is_some();
    let names = name_column(body);
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let Some((amounts, end)) = amounts_at(body, at, header.amounts()) else {
            at += 1;
            continue;
        };
        let words = body[at].words.as_str();
        let is_short = body[at].width <= widest * NAME_SHARE;
        let named = words.is_empty() || has_content || (is_short && is_name(words) && !words.contains('，'));
        let before = anchors.last().map_or(0, |a| a.end);
        if !named || amounts.len() < 2 && header.amounts() > 1 || (words.is_empty() && at == before) {
            at += 1;
            continue;
        }
        let start = name_start(body, before, at, names, has_content, anchors.last());
        anchors.push(Anchor { start, at, end, amounts });
        at = end;
    }
    anchors
}

/// Amounts that begin on a line and may go on, one or some to a line.
fn amounts_at(body: &[BodyLine], at: usize, most: usize) -> Option<(Vec<String>, usize)> {
    let mut amounts = body.get(at)?.amounts.clone();
    let mut end = at + 1;
    while !amounts.is_empty() && body.get(end - 1).is_some_and(|l| l.tail.is_empty()) {
        let next = body.get(end).filter(|l| l.words.is_empty() && amounts.len() + l.amounts.len() <= most);
        let Some(next) = next else { break };
        amounts.extend(next.amounts.iter().cloned());
        end += 1;
    }
    (!amounts.is_empty() && amounts.len() <= most).then_some((amounts, end))
}

/// The column of names.
#[derive(Debug, Clone, Copy, Default)]
struct NameColumn {
    /// Width of the widest indented line, without its indent; 0 where no name is indented.
    indented: f32,
    /// Width of full lines.
    full: f32,
}

/// How wide the column of names is.
fn name_column(body: &[BodyLine]) -> NameColumn {
    let indented = body.iter().filter(|l| l.indented).map(|l| l.width).fold(0.0, f32::max);
    // The two lines above the amounts are lines of the name, or the end of what stands before it.
    let widest = body.iter().map(|l| l.width).fold(0.0, f32::max);
    let mut widths: Vec<f32> = Vec::new();
    for (at, line) in body.iter().enumerate() {
        if !line.amounts.is_empty() {
            let lines = body.get(at.saturating_sub(2)..at).unwrap_or_default().iter();
            let lines = lines.filter(|l| l.amounts.is_empty() && l.width <= widest * NAME_SHARE && is_name(&l.words));
            widths.extend(lines.map(|l| l.width));
        }
    }
    widths.sort_by(f32::total_cmp);
    let like = |w: f32| {
        let upto = widths.partition_point(|x| *x <= w);
        upto - widths.partition_point(|x| *x < w - 1.0)
    };
    let full = widths.iter().rev().copied().find(|&w| like(w) >= 2 && like(w) * 10 >= widths.len());
    let from_indented = if indented > 0.0 { indented + INDENT } else { 0.0 };
    NameColumn { indented, full: full.unwrap_or(0.0).max(from_indented) }
}

/// Whether a text may stand in a name: it holds no sign that ends or divides sentences.
fn is_name(text: &str) -> bool {
    !text.contains(['。', '；', ';', '：', ':', '！', '？', '%', '≥', '≤', '≧', '≦'])
}

/// First line of the row whose amounts stand at a line, behind the amounts of the row before.
fn name_start(
    body: &[BodyLine],
    before: usize,
    at: usize,
    names: NameColumn,
    has_content: bool,
    last: Option<&Anchor>,
) -> usize {
    let between = body.get(before..at).unwrap_or_default();
    if body[at].indented {
        return at;
    }
    if let Some(indented) = between.iter().rposition(|l| l.indented) {
        return before + indented;
    }
    let is_total = |a: &Anchor| {
        let name: String = body.get(a.start..=a.at).unwrap_or_default().iter().map(|l| l.words.as_str()).collect();
        is_bare_total(&name)
    };
    if last.is_none_or(is_total) {
        return before;
    }
    if has_content {
        return before + end_of_indicators(between);
    }
    // Upwards: the last line of a name is short, those above it are full, the first may have lost its indent.
    let mut start = at;
    while start > before {
        let line = &body[start - 1];
        if line.width > names.full.max(4.0) + 1.0 || !is_name(&line.words) || !line.tail.is_empty() {
            break;
        }
        let is_last = start == at && body[at].words.is_empty();
        let room = names.full - line.width - first_piece(&body[start].words);
        if !is_last && room > SLACK {
            start -= usize::from(room <= SLACK + INDENT);
            break;
        }
        start -= 1;
    }
    start
}

/// Where what belongs to the row before ends: behind the last line of its indicators that ends a sentence or is not full.
fn end_of_indicators(between: &[BodyLine]) -> usize {
    let widest = between.iter().map(|l| l.width).fold(0.0, f32::max);
    let last = between.iter().rposition(|l| l.words.contains("指标"));
    let Some(last) = last else { return 0 };
    let ends = |l: &BodyLine| l.words.ends_with(['。', '；', ';', '%']) || l.width + 1.6 < widest;
    between.iter().skip(last).position(ends).map_or(between.len(), |n| last + n + 1)
}

/// The cells of a row, and its amounts that may stand in more than one column.
struct Row {
    cells: Vec<Item>,
    unplaced: Item,
}

impl Row {
    /// Adds to a cell, which stands on the line where it begins.
    fn push(&mut self, col: Option<usize>, text: &str, line: u32) {
        let text = tidy_blanks(text);
        if let Some(cell) = col.and_then(|col| self.cells.get_mut(col)).filter(|_| !text.is_empty()) {
            if cell.text.is_empty() {
                cell.line = line;
            }
            push_joined(&mut cell.text, &text);
        }
    }
}

fn read_row(body: &[BodyLine], anchor: &Anchor, until: usize, header: &MatrixHeader, names: NameColumn) -> Row {
    let line = body.get(anchor.start).map_or(0, |l| l.number);
    let blank = Item { text: String::new(), line };
    let mut row = Row { cells: vec![blank.clone(); header.columns.len()], unplaced: blank };
    read_name(body, anchor, header, names, &mut row);
    place_amounts(body, anchor, header, &mut row);
    let tail = body.get(anchor.end - 1).map(|l| (l.tail.clone(), l));
    let rest = body.get(anchor.end..until).unwrap_or_default().iter().map(|l| (l.text(), l));
    let rest = tail.into_iter().chain(rest);
    let (goal, indicators) = (header.position(Field::Goal), header.position(Field::Indicators));
    if indicators.is_none() {
        rest.for_each(|(text, l)| row.push(goal, &text, l.number));
        return row;
    }
    // A goal that a page's end cuts goes on at the top of the next page, above what goes on of the indicators.
    let (mut in_goal, mut goal_width, mut is_open) = (true, 0.0_f32, true);
    for (text, line) in rest {
        if line.opens_page && !in_goal && is_open {
            in_goal = true;
        }
        let start = if in_goal { indicator_start(&text) } else { None };
        if let Some((before, behind)) = start.and_then(|at| text.split_at_checked(at)) {
            row.push(goal, before, line.number);
            row.push(indicators, behind, line.number);
            in_goal = false;
        } else if in_goal {
            row.push(goal, &text, line.number);
            goal_width = goal_width.max(width(&text));
            is_open = !text.ends_with(['。', '；', ';', '！']) && width(&text) + 1.6 >= goal_width;
            in_goal = is_open || row.cells.get(indicators.unwrap_or(0)).is_none_or(|c| c.text.is_empty());
        } else {
            row.push(indicators, &text, line.number);
        }
    }
    row
}

/// Name and content: a name goes on from lines that fill its column.
fn read_name(body: &[BodyLine], anchor: &Anchor, header: &MatrixHeader, names: NameColumn, row: &mut Row) {
    let (name, content) = (header.position(Field::Name), header.position(Field::Content));
    let mut goes_on = true;
    for (n, line) in body.get(anchor.start..=anchor.at).unwrap_or_default().iter().enumerate() {
        let is_first = n == 0;
        let in_name =
            content.is_none() || is_first || (goes_on && line.width <= names.indented + 1.6) || names.full == 0.0;
        row.push(if in_name { name } else { content }, &line.words, line.number);
        goes_on = in_name && line.width >= if is_first { names.indented - 0.6 } else { names.indented - 0.1 };
    }
}

/// Amounts under their columns. Blank cells leave no trace: of fewer amounts than columns the total and, where it is all
/// of the money, the appropriation have a known place.
fn place_amounts(body: &[BodyLine], anchor: &Anchor, header: &MatrixHeader, row: &mut Row) {
    let Some(first) = header.position(Field::Amount) else { return };
    let line = body.get(anchor.at).map_or(0, |l| l.number);
    let all_equal = anchor.amounts.iter().all(|a| parse_cell(a).value == parse_cell(&anchor.amounts[0]).value);
    let alone = if header.has_budgets { 3 } else { 2 };
    let placed = match anchor.amounts.len() {
        n if n == header.amounts() => n,
        n if n == alone && all_equal => n,
        3 if !header.has_budgets && adds_up(&anchor.amounts) => 2,
        _ => 1,
    };
    for (offset, amount) in anchor.amounts.iter().take(placed).enumerate() {
        if let Some(cell) = row.cells.get_mut(first + offset) {
            *cell = Item { text: amount.clone(), line };
        }
    }
    row.unplaced = Item { text: anchor.amounts.get(placed..).unwrap_or_default().join(" "), line };
}

/// Whether the first amount is the sum of the others.
fn adds_up(amounts: &[String]) -> bool {
    let values: Option<Vec<_>> = amounts.iter().map(|a| parse_cell(a).value).collect();
    values.and_then(|v| v.split_first().map(|(first, rest)| *first == rest.iter().sum())).unwrap_or(false)
}

impl BodyLine {
    /// The whole line.
    fn text(&self) -> String {
        let words = [&self.words].into_iter().chain(&self.amounts).chain([&self.tail]);
        words.filter(|w| !w.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// Where the first indicator begins in a line: `1、产出指标：…`, `1.1－产出指标`, `产出指标：…`.
fn indicator_start(text: &str) -> Option<usize> {
    let class = ["产出指标", "效益指标", "满意度指标", "成本指标"].iter().filter_map(|c| text.find(c)).min()?;
    let before = text.get(..class)?;
    let mark = |c: char| c.is_ascii_digit() || matches!(c, '-' | '－' | '—' | '–');
    let unmarked = before.trim_end_matches(mark);
    let numbered = unmarked.trim_end_matches(['、', '.', '．']).trim_end_matches(|c: char| c.is_ascii_digit());
    let at =
        if unmarked.ends_with(['、', '.', '．']) && numbered.len() < unmarked.len() { numbered } else { unmarked };
    let starts = at.is_empty() || at.ends_with(['。', ' ', '；', '.', ';', '，']);
    starts.then_some(at.len())
}

/// Whether a word is an amount as matrices print it.
pub(super) fn is_amount(text: &str) -> bool {
    matches!(parse_cell(text).state, CellState::Number | CellState::Zero)
        && text.starts_with(|c: char| c.is_ascii_digit())
}

/// A line to its words, its amounts and the words behind them: `购置经费 3.05 3.05 新购置…`. An amount has a point or
/// thousands marks; one alone within a line belongs to a sentence.
fn split_amounts(text: &str) -> (&str, Vec<&str>, &str) {
    let mut run: Option<(usize, usize)> = None;
    let mut amounts: Vec<&str> = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        let start = at + text.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0);
        at = start + word.len();
        if word.contains(['.', ',']) && is_amount(word) {
            run = Some(run.map_or((start, at), |(first, _)| (first, at)));
            amounts.push(word);
        } else if amounts.len() >= 2 || run.is_some_and(|(first, _)| first == 0) {
            break;
        } else {
            run = None;
            amounts.clear();
        }
    }
    let Some((first, end)) = run else { return (text.trim_end(), Vec::new(), "") };
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().trim();
    (part(0..first), amounts, part(end..text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_begin_at_their_number() {
        let cut = |text: &str| indicator_start(text).map(|at| text.split_at(at).1.chars().take(6).collect::<String>());
        assert_eq!(cut("1、1-产出指标；11-数量指标").unwrap(), "1、1-产出");
        assert_eq!(cut("1.1－产出指标，11－数量").unwrap(), "1.1－产出");
        assert_eq!(cut("保障运行。 产出指标：人员").unwrap(), "产出指标：人");
        assert!(cut("完成各项产出指标").is_none());
    }

    #[test]
    fn a_line_is_words_and_amounts() {
        assert_eq!(split_amounts("工作经费 1,226.48 0.00"), ("工作经费", vec!["1,226.48", "0.00"], ""));
        assert_eq!(split_amounts("购置费 3.05 3.05 新购 2 台"), ("购置费", vec!["3.05", "3.05"], "新购 2 台"));
        assert_eq!(split_amounts("0.00 保障运转"), ("", vec!["0.00"], "保障运转"));
        assert_eq!(split_amounts("不低于 98.50 分"), ("不低于 98.50 分", vec![], ""));
        assert!(adds_up(&["9.50".to_owned(), "7.00".to_owned(), "2.50".to_owned()]));
    }
}
