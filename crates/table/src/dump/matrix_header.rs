//! The header of a matrix of project targets (项目支出绩效目标表) in a dump whose cells are not divided.
//!
//! Its words stand in printed order, cut into lines wherever a cell was narrow: joined again they are nothing but names
//! of columns.

use super::blocks::Place;
use super::{Item, Merged};
use gongkai_normalize::chars::comparison_key;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Name of the project, or of the unit that spends the money.
    Name,
    /// What is done for the money.
    Content,
    /// An amount.
    Amount,
    /// What is to be achieved.
    Goal,
    /// Numbered indicators.
    Indicators,
}

/// Names of columns as comparison keys, as written, and what stands below them.
const WORDS: [(&str, &str, Field); 17] = [
    ("项目名称(资金使用单位)", "项目名称（资金使用单位）", Field::Name),
    ("支出项目类别(资金使用单位)", "支出项目类别（资金使用单位）", Field::Name),
    ("支出项目类别", "支出项目类别", Field::Name),
    ("项目名称", "项目名称", Field::Name),
    ("项目", "项目", Field::Name),
    ("项目内容", "项目内容", Field::Content),
    ("总计", "总计", Field::Amount),
    ("财政拨款", "财政拨款", Field::Amount),
    ("合计", "合计", Field::Amount),
    ("一般公共预算", "一般公共预算", Field::Amount),
    ("政府性基金预算", "政府性基金预算", Field::Amount),
    ("国有资本经营预算", "国有资本经营预算", Field::Amount),
    ("财政专户拨款", "财政专户拨款", Field::Amount),
    ("其他资金", "其他资金", Field::Amount),
    ("预算数(单位:万元)", "预算数（单位：万元）", Field::Amount),
    ("预算数", "预算数", Field::Amount),
    ("绩效目标", "绩效目标", Field::Goal),
];

/// The last column, which not every matrix has.
const INDICATORS: (&str, &str, Field) = ("绩效指标", "绩效指标", Field::Indicators);

/// Over the columns of the three budgets.
const GROUP: &str = "财政拨款";
/// Columns below [`GROUP`].
const BUDGETS: [&str; 4] = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];

/// Most lines of a header: one name of a column after the other, each cut in three.
const MAX_LINES: usize = 30;

/// A header and where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MatrixHeader {
    /// Columns in printed order: their names and what they hold.
    pub(super) columns: Vec<(&'static str, Field)>,
    /// 财政拨款 (appropriation) stands over a total and the three budgets.
    pub(super) has_budgets: bool,
    /// Its lines as comparison keys.
    keys: Vec<String>,
    /// Line behind it.
    pub(super) end: usize,
}

impl MatrixHeader {
    /// Line behind the same header, if it stands at a line again. What begins every page may have been taken for the
    /// running title: the first line may be missing.
    pub(super) fn again(&self, lines: &[Place<'_>], at: usize) -> Option<usize> {
        let found = read_matrix_header(lines, at).or_else(|| {
            let second = self.keys.get(1)?;
            let is_second = comparison_key(&lines.get(at)?.line.text) == *second;
            if is_second { read_behind(self.keys.first()?, lines, at) } else { None }
        });
        found.filter(|found| found.columns == self.columns).map(|found| found.end)
    }

    /// Where a column stands.
    pub(super) fn position(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|(_, f)| *f == field)
    }

    /// How many columns hold amounts.
    pub(super) fn amounts(&self) -> usize {
        self.columns.iter().filter(|(_, f)| *f == Field::Amount).count()
    }

    /// The header rows, and its cells that cover others.
    pub(super) fn to_rows(&self, line: u32) -> (Vec<Vec<Item>>, Vec<Merged>) {
        let item = |text: &str| Item { text: text.to_owned(), line };
        let names: Vec<Item> = self.columns.iter().map(|(name, _)| item(name)).collect();
        let Some(first) = self.columns.iter().position(|(name, _)| self.has_budgets && *name == BUDGETS[0]) else {
            return (vec![names], Vec::new());
        };
        let group = first..first + BUDGETS.len();
        let (mut top, mut below) = (names.clone(), names);
        let mut merged = vec![Merged { row: 0, col: first, rows: 1, cols: BUDGETS.len() }];
        for col in 0..self.columns.len() {
            if group.contains(&col) {
                top[col] = item(if col == first { GROUP } else { "" });
            } else {
                below[col] = item("");
                merged.push(Merged { row: 0, col, rows: 2, cols: 1 });
            }
        }
        (vec![top, below], merged)
    }
}

/// The header that begins at a line.
pub(super) fn read_matrix_header(lines: &[Place<'_>], at: usize) -> Option<MatrixHeader> {
    let first = comparison_key(&lines.get(at)?.line.text);
    if !["项目", "支出项目类别"].iter().any(|name| first.starts_with(name)) || is_refuted(&first) {
        return None;
    }
    read_behind("", lines, at)
}

/// The header that begins with what was read and goes on at a line.
fn read_behind(read: &str, lines: &[Place<'_>], at: usize) -> Option<MatrixHeader> {
    let (mut key, mut keys) = (read.to_owned(), Vec::new());
    let mut found = None;
    for (offset, place) in lines.iter().skip(at).take(MAX_LINES).enumerate() {
        let text = comparison_key(&place.line.text);
        if text.chars().count() > 80 || text.bytes().any(|b| b.is_ascii_digit()) {
            break;
        }
        key.push_str(&text);
        keys.push(text);
        // A line that ends within a name is no end of the header.
        match words_of(&key) {
            Some(words) => found = columns_of(&words, at + offset + 1).or(found),
            None if is_refuted(&key) => break,
            None => {}
        }
    }
    let mut found: MatrixHeader = found?;
    keys.truncate(found.end - at);
    found.keys = keys;
    Some(found)
}

/// Cuts a header into names of columns; `None` where something is left, or a name stands twice.
fn words_of(key: &str) -> Option<Vec<(&'static str, Field)>> {
    let (words, rest) = leading_words(key);
    let twice = words.iter().enumerate().any(|(i, word)| words.iter().skip(i + 1).any(|other| other.0 == word.0));
    (rest.is_empty() && !twice).then_some(words)
}

/// Whether no line that follows can make a header of it.
fn is_refuted(key: &str) -> bool {
    let (words, rest) = leading_words(key);
    let begins = |text: &str| WORDS.iter().chain([&INDICATORS]).any(|(word, ..)| word.starts_with(text));
    // What was read as a name may be the beginning of a longer one: 项目名称（资金使 is not 项目名称.
    let last = words.last().map_or("", |(name, _)| *name);
    !rest.is_empty() && !begins(rest) && !begins(&format!("{}{rest}", comparison_key(last)))
}

/// The names of columns a text begins with, and what follows them.
fn leading_words(key: &str) -> (Vec<(&'static str, Field)>, &str) {
    let (mut rest, mut words) = (key, Vec::new());
    let longest = |rest: &str| {
        let all = WORDS.iter().chain([&INDICATORS]);
        all.filter(|(word, ..)| rest.starts_with(word)).max_by_key(|(word, ..)| word.len())
    };
    while let Some((word, name, field)) = longest(rest) {
        words.push((*name, *field));
        rest = rest.get(word.len()..).unwrap_or_default().trim_start_matches(':');
    }
    (words, rest)
}

/// Columns in printed order, if a name, a total and a goal are among them.
fn columns_of(words: &[(&'static str, Field)], end: usize) -> Option<MatrixHeader> {
    let has = |name: &str| words.iter().any(|(word, _)| *word == name);
    let has_budgets = BUDGETS.iter().all(|name| has(name));
    if !has_budgets && BUDGETS.iter().any(|name| has(name)) {
        return None;
    }
    let mut columns = Vec::new();
    for (name, field) in words.iter().filter(|(name, _)| !BUDGETS.contains(name)) {
        match has_budgets && *name == GROUP {
            true => columns.extend(BUDGETS.iter().map(|budget| (*budget, Field::Amount))),
            false => columns.push((*name, *field)),
        }
    }
    let header = MatrixHeader { columns, has_budgets, keys: Vec::new(), end };
    let fields: Vec<Field> = header.columns.iter().map(|(_, field)| *field).collect();
    let order = [Field::Name, Field::Content, Field::Amount, Field::Goal, Field::Indicators];
    let rank = |field: &Field| order.iter().position(|f| f == field);
    let in_order = fields.windows(2).all(|pair| rank(&pair[0]) <= rank(&pair[1]));
    // With the three budgets no other table has this header.
    let has_goal = header.position(Field::Goal).is_some();
    let whole = has("总计") && has(GROUP) && (has_goal || has_budgets) || header.amounts() == 1 && has_goal;
    (whole && in_order && fields.first() == Some(&Field::Name)).then_some(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(key: &str) -> Option<MatrixHeader> {
        columns_of(&words_of(&comparison_key(key))?, 0)
    }

    #[test]
    fn names_of_columns_are_cut_out_of_a_header() {
        let names = |h: MatrixHeader| h.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let plain = header("项目名称（资金使用单位） 总计： 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标").unwrap();
        assert_eq!((plain.amounts(), plain.position(Field::Goal)), (4, Some(5)));
        let split = header(
            "支出项目类别（资金使用单位）总计财政拨款财政专户拨款其他资金绩效目标合计一般公共预算政府性基金预算国有资本经营预算",
        )
        .unwrap();
        assert!(split.has_budgets);
        let (rows, merged) = split.to_rows(3);
        assert_eq!((rows[0][2].text.as_str(), rows[1][2].text.as_str()), ("财政拨款", "合计"));
        assert_eq!(merged.len(), 6);
        assert_eq!(names(split)[1..4], ["总计", "合计", "一般公共预算"]);
        assert!(header("项目名称 总计 财政拨款").is_none());
        assert!(header("总计 财政拨款 绩效目标 项目名称").is_none());
        assert!(header("项目名称 总计 财政拨款 绩效目标 备注").is_none());
    }

    #[test]
    fn other_texts_are_given_up_soon() {
        assert!(is_refuted("项目名称是单位"));
        assert!(!is_refuted("项目名称(资金使"));
        assert!(!is_refuted("项目名称(资金使用单位)总计财政专"));
    }
}
