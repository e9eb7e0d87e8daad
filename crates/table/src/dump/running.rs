//! Tables whose rows are lines of words and figures with single blanks between them, as `pdftotext -raw` writes them.
//!
//! Blank cells leave no trace in such a dump. A row with as many figures as the header has columns of figures is whole; of
//! another row only the total, which stands first, has a known place. The rest of its figures are kept in a last column
//! without a header, and this is reported.

use super::blocks::Place;
use super::{Item, Piece};
use gongkai_model::record::CellState;
use gongkai_model::{Issue, Severity};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, fold_text, is_ideograph};
use gongkai_normalize::join::push_joined;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::find_unit_line;

/// Headers of columns of figures.
const MEASURES: [&str; 37] = [
    "合计",
    "小计",
    "总计",
    "本年收入合计",
    "本年支出合计",
    "本年收入",
    "基本支出",
    "其中:基本支出",
    "项目支出",
    "上缴上级支出",
    "经营支出",
    "事业单位经营支出",
    "对附属单位补助支出",
    "对附属单位的补助支出",
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "事业单位经营收入",
    "附属单位上缴收入",
    "其他收入",
    "人员经费",
    "公用经费",
    "日常公用经费",
    "预算数",
    "决算数",
    "金额",
    "预算",
    "年初结转和结余",
    "年末结转和结余",
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
    "结转下年",
    "单位预留机动经费",
    "上年结转",
    "事业单位经营",
];

/// Headers of columns of labels and codes.
const LABELS: [&str; 20] = [
    "科目编码",
    "科目代码",
    "科目名称",
    "功能分类科目编码",
    "经济分类科目编码",
    "功能科目编码",
    "功能科目名称",
    "经济科目编码",
    "经济科目名称",
    "支出功能分类科目编码",
    "支出经济分类科目编码",
    "部门预算支出经济科目",
    "部门预算支出经济分类科目",
    "项目名称",
    "单位名称",
    "项目",
    "类",
    "款",
    "项",
    "栏次",
];

/// Headers over several columns, which name none.
const GROUPS: [&str; 10] = [
    "功能分类科目",
    "支出功能分类科目",
    "支出功能分类",
    "经济分类科目",
    "支出经济分类科目",
    "一般公共预算支出",
    "本年支出",
    "一般公共预算基本支出",
    "支出",
    "其中",
];

/// Lines of a header at most.
const HEADER_LINES: usize = 24;
/// Lines of one label at most.
const LABEL_LINES: usize = 4;
/// Longest line of a label, in characters.
const LABEL_CHARS: usize = 30;
/// Fewest rows of a table.
const MIN_ROWS: usize = 3;
/// Rows after which a table without one whole row is given up.
const MAX_WITHOUT_WHOLE: usize = 200;

/// A line as a row: its words before the figures, and the figures.
struct Row<'a> {
    words: Vec<&'a str>,
    figures: Vec<&'a str>,
}

fn is_figure(word: &str) -> bool {
    let number = word.trim_end_matches('%');
    number.contains(['.', ',']) && matches!(parse_cell(number).state, CellState::Number | CellState::Zero)
}

fn is_code(word: &str) -> bool {
    (3..=9).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

fn row_of(text: &str) -> Row<'_> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.iter().rposition(|w| !is_figure(w)).map_or(0, |last| last + 1);
    let (words, figures) = words.split_at_checked(first).unwrap_or_default();
    Row { words: words.to_vec(), figures: figures.to_vec() }
}

/// The table whose first row stands at a line: the table, and the lines it takes. No line before `floor` is its.
pub(super) fn running_table(
    lines: &[Place<'_>],
    at: usize,
    floor: usize,
    issues: &mut Vec<Issue>,
) -> Option<(Piece, usize, usize)> {
    let text = fold_text(&lines.get(at)?.dump.text);
    let first = row_of(&text);
    if first.figures.is_empty() {
        return None;
    }
    // Where every cell is a line of its own, the label of the row stands above its first figure.
    let one_to_a_line = first.words.is_empty();
    let at = if one_to_a_line { at.checked_sub(1).filter(|above| *above >= floor)? } else { at };
    let (from, names, mut piece) = header_above(lines, at, floor)?;
    let head: Vec<String> = lines.get(from..at)?.iter().map(|l| comparison_key(&l.line.text)).collect();
    let mut reader = Reader { one_to_a_line, ..Reader::default() };
    let (mut end, mut whole, mut repeats) = (at, 0, 0);
    for (i, place) in lines.iter().enumerate().skip(at) {
        let text = fold_text(&place.dump.text);
        if reader.read(&text, place.dump.number, names.len()) {
            if reader.pending == 0 {
                end = i + 1;
                whole += usize::from(reader.rows.last().is_some_and(|r| r.figures.len() == names.len()));
            }
            if whole == 0 && reader.rows.len() >= MAX_WITHOUT_WHOLE {
                return None;
            }
        } else {
            // The header comes again on every page, without a row between only where there is no table.
            repeats += 1;
            if repeats > HEADER_LINES * (reader.rows.len() + 2) || !head.contains(&comparison_key(&place.line.text)) {
                break;
            }
        }
    }
    // Cells that stand one to a line may also stand column by column: then hardly a row seems whole.
    let is_shuffled = one_to_a_line && whole * 5 < reader.rows.len() * 4;
    if reader.rows.len() < MIN_ROWS || whole == 0 || is_shuffled {
        return None;
    }
    fill(&mut piece, &names, reader.rows, lines.get(from).map_or(0, |l| l.dump.number), issues);
    Some((piece, from, end))
}

/// The header above a first row, the names of its columns of figures, and title and unit.
fn header_above(lines: &[Place<'_>], at: usize, floor: usize) -> Option<(usize, Vec<&'static str>, Piece)> {
    let mut piece = Piece { header_rows: 1, flowing: true, ..Piece::default() };
    let mut from = at;
    let mut key = String::new();
    for i in (floor.max(at.saturating_sub(HEADER_LINES))..at).rev() {
        let place = lines.get(i)?;
        let text = place.line.text.as_str();
        let line = comparison_key(text);
        if let Some(unit) = find_unit_line(text) {
            piece.unit = Some(unit.label().to_owned());
        } else if line.starts_with("单位名称:") || line.starts_with("部门:") || line.starts_with("部门(单位):")
        {
            piece.organisation = Some(text.to_owned());
        } else if line.chars().count() <= 45 && (line.ends_with(['表', ')']) && line.contains('表')) {
            piece.title = Some(text.to_owned());
            from = i;
            break;
        } else if piece.unit.is_some() || line.chars().count() > 60 || line.contains(['。', '；']) {
            break;
        } else if !line.starts_with("栏次") && !is_numbers(&line) {
            key = format!("{line}{key}");
        }
        from = i;
    }
    let names = names_of(&key)?;
    Some((from, names, piece))
}

fn is_numbers(key: &str) -> bool {
    key.bytes().all(|b| b.is_ascii_digit())
}

/// Cuts a header into the names of its columns, longest first; `None` where something is left, or where the columns of labels
/// stand twice, as in tables of two lanes.
fn names_of(key: &str) -> Option<Vec<&'static str>> {
    let mut rest = key;
    let (mut names, mut labels) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let longest =
            |words: &'static [&'static str]| words.iter().filter(|w| rest.starts_with(**w)).max_by_key(|w| w.len());
        let (measure, label, group) = (longest(&MEASURES), longest(&LABELS), longest(&GROUPS));
        let length = |w: Option<&&'static str>| w.map_or(0, |w| w.len());
        let most = length(measure).max(length(label)).max(length(group));
        if most == 0 {
            return None;
        }
        if let Some(name) = measure.filter(|w| w.len() == most) {
            names.push(*name);
        } else if let Some(label) = label.filter(|w| w.len() == most) {
            if labels.contains(label) {
                return None;
            }
            labels.push(*label);
        }
        rest = rest.get(most..)?;
    }
    (!names.is_empty() && !labels.is_empty()).then_some(names)
}

/// A row that was read.
struct Read {
    code: String,
    label: String,
    figures: Vec<String>,
    line: u32,
}

/// Reads lines into rows. Code, label and figures of one row may stand on several lines.
#[derive(Default)]
struct Reader {
    /// Every cell is a line of its own.
    one_to_a_line: bool,
    rows: Vec<Read>,
    code: String,
    label: String,
    line: Option<u32>,
    /// Lines of a row that has no figures yet.
    pending: usize,
}

impl Reader {
    /// Whether the line belongs to the table.
    fn read(&mut self, text: &str, number: u32, columns: usize) -> bool {
        let row = row_of(text);
        let (code, words) = match row.words.split_first() {
            Some((first, rest)) if is_code(first) => (Some(*first), rest),
            _ => (None, row.words.as_slice()),
        };
        let label = words.concat();
        let named = label.chars().any(is_ideograph);
        let chars = label.chars().count();
        if chars > LABEL_CHARS || label.contains(['。', '；', '：', ':']) || words.iter().any(|w| is_figure(w)) {
            return false;
        }
        if (!label.is_empty() && !named) || row.figures.len() > columns {
            return false;
        }
        if code.is_some() && self.pending > 0 {
            self.pending = 0;
            self.label.clear();
        }
        let uncoded = code.is_none() && self.code.is_empty() && !self.one_to_a_line;
        if row.figures.is_empty() && (uncoded || self.pending >= LABEL_LINES) {
            return false;
        }
        if row.words.is_empty() && self.pending == 0 && self.one_to_a_line {
            let last = self.rows.last_mut().filter(|last| last.figures.len() + row.figures.len() <= columns);
            return last.map(|last| last.figures.extend(row.figures.iter().map(|f| (*f).to_owned()))).is_some();
        }
        if let Some(code) = code {
            code.clone_into(&mut self.code);
        }
        push_joined(&mut self.label, &tidy_blanks(&label));
        let line = *self.line.get_or_insert(number);
        self.pending += 1;
        if row.figures.is_empty() {
            return true;
        }
        if self.label.is_empty() {
            return false;
        }
        self.rows.push(Read {
            code: std::mem::take(&mut self.code),
            label: std::mem::take(&mut self.label),
            figures: row.figures.iter().map(|f| (*f).to_owned()).collect(),
            line,
        });
        self.line = None;
        self.pending = 0;
        true
    }
}

/// Writes the rows under their header.
fn fill(piece: &mut Piece, names: &[&'static str], rows: Vec<Read>, head: u32, issues: &mut Vec<Issue>) {
    let coded = rows.iter().any(|r| !r.code.is_empty());
    let total_first = names.first().is_some_and(|n| n.ends_with("合计") || matches!(*n, "小计" | "总计"));
    let whole = |r: &Read| r.figures.len() == names.len();
    let placed = |r: &Read| if whole(r) { names.len() } else { usize::from(total_first) };
    let unplaced = rows.iter().filter(|r| r.figures.len() > placed(r)).count();
    let item = |text: &str, line: u32| Item { text: text.to_owned(), line };
    let mut header: Vec<Item> = Vec::new();
    header.extend(coded.then(|| item("科目编码", head)));
    header.push(item(if coded { "科目名称" } else { "项目" }, head));
    header.extend(names.iter().map(|n| item(n, head)));
    header.extend((unplaced > 0).then(|| item("", head)));
    let width = header.len();
    piece.rows.push(header);
    for row in rows {
        let known = placed(&row);
        let mut cells: Vec<Item> = Vec::with_capacity(width);
        cells.extend(coded.then(|| item(&row.code, row.line)));
        cells.push(item(&row.label, row.line));
        cells.extend(row.figures.iter().take(known).map(|f| item(f, row.line)));
        cells.resize(width, item("", row.line));
        if let Some(last) = cells.last_mut().filter(|_| row.figures.len() > known) {
            last.text = row.figures.iter().skip(known).map(String::as_str).collect::<Vec<_>>().join(" ");
        }
        piece.rows.push(cells);
    }
    if unplaced > 0 {
        let detail =
            format!("{unplaced} rows have fewer figures than columns: all but the total stand without a column");
        issues.push(Issue::new("figures_without_column", Severity::Warn, format!("line {head}"), detail));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_cut_into_names() {
        assert_eq!(
            names_of("功能分类科目合计基本支出项目支出科目编码科目名称").unwrap(),
            ["合计", "基本支出", "项目支出"]
        );
        assert!(names_of("项目预算数项目预算数").is_none());
        assert!(names_of("林业造林面积").is_none());
    }

    #[test]
    fn rows_are_read_over_lines() {
        let mut reader = Reader::default();
        for (n, text) in
            ["213 农林水支出 12.00 5.00 7.00", "2130299", "其他林业和草原", "支出", "12.00 5.00"].iter().enumerate()
        {
            assert!(reader.read(text, n as u32 + 1, 3), "{text}");
        }
        assert!(!reader.read("本局负责林业工作。", 6, 3));
        let last = reader.rows.last().unwrap();
        assert_eq!((last.code.as_str(), last.label.as_str(), last.line), ("2130299", "其他林业和草原支出", 2));
        let (mut piece, mut issues) = (Piece::default(), Vec::new());
        fill(&mut piece, &["合计", "基本支出", "项目支出"], reader.rows, 1, &mut issues);
        let texts: Vec<&str> = piece.rows[2].iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["2130299", "其他林业和草原支出", "12.00", "", "", "5.00"]);
        assert_eq!(issues[0].code, "figures_without_column");
    }

    #[test]
    fn cells_may_stand_one_to_a_line() {
        let mut reader = Reader { one_to_a_line: true, ..Reader::default() };
        for (n, text) in ["合计", "12.00", "5.00", "7.00", "213", "农林水支出", "12.00", "5.00 7.00"].iter().enumerate()
        {
            assert!(reader.read(text, n as u32 + 1, 3), "{text}");
        }
        assert!(!reader.read("3.00", 9, 3));
        let rows: Vec<(&str, usize)> = reader.rows.iter().map(|r| (r.label.as_str(), r.figures.len())).collect();
        assert_eq!(rows, [("合计", 3), ("农林水支出", 3)]);
    }
}
