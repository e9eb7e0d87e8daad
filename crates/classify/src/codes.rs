//! Budget classification codes: which list a code belongs to, how deep it is, how it is read from one cell, from three
//! cells, or from the head of a label.

use crate::vocabulary::rows;
use gongkai_model::record::CodeSystem;
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, fold_char};
use gongkai_normalize::label::strip_list_mark;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lists = [include_str!("../data/functional-classes.tsv"), include_str!("../data/economic-classes.tsv")];
    lists.into_iter().flat_map(rows).filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
});

/// The name of a functional or economic code in the carried lists.
pub(crate) fn code_name(code: &str) -> Option<&'static str> {
    NAMES.get(code).copied()
}

/// Names that functional classes had in earlier years.
const FORMER_CLASSES: &[(&str, &str)] = &[
    ("207", "文化体育与传媒"),
    ("210", "医疗卫生与计划生育"),
    ("210", "医疗卫生"),
    ("213", "农林水事务"),
    ("215", "资源勘探信息等"),
    ("215", "资源勘探工业信息"),
    ("216", "商业服务业"),
    ("220", "国土海洋气象等"),
];

static FUNCTIONAL_CLASSES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let names = NAMES.iter().filter(|(code, _)| code.len() == 3 && code.starts_with('2'));
    let names = names.map(|(code, name)| (*code, *name)).chain(FORMER_CLASSES.iter().copied());
    names.map(|(code, name)| (bare_class(&comparison_key(name)).to_owned(), code)).collect()
});

/// The code of the functional class (类) that a label names, with or without the word 支出 (expenditure).
pub(crate) fn functional_class(label: &str) -> Option<&'static str> {
    FUNCTIONAL_CLASSES.get(bare_class(&comparison_key(label))).copied()
}

/// The name of a functional class without the word 支出 (expenditure), which some places leave out.
fn bare_class(key: &str) -> &str {
    key.strip_suffix("支出").filter(|bare| !bare.is_empty()).unwrap_or(key)
}

/// Codes of divisions (款) and items (项) of the functional classification, by the comparison keys of their names.
static FUNCTIONAL_NAMES: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut found: HashMap<String, Vec<&'static str>> = HashMap::new();
    for (code, name) in NAMES.iter().filter(|(code, _)| code.starts_with('2') && matches!(code.len(), 5 | 7)) {
        found.entry(comparison_key(name)).or_default().push(code);
    }
    found
});

/// The codes of the functional divisions (款) that bear a name.
pub(crate) fn division_codes(key: &str) -> Vec<&'static str> {
    FUNCTIONAL_NAMES.get(key).into_iter().flatten().filter(|code| code.len() == 5).copied().collect()
}

/// Whether a name is that of an item (项) of a division.
pub(crate) fn is_item_of(division: &str, key: &str) -> bool {
    FUNCTIONAL_NAMES.get(key).into_iter().flatten().any(|code| code.len() == 7 && code.starts_with(division))
}

/// Whether a label is the name of a functional class (类), the highest level of the classification by function.
pub(crate) fn names_functional_class(label: &str) -> bool {
    functional_class(label).is_some()
}

static ECONOMIC_NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = NAMES.iter().filter(|(code, _)| code.starts_with(['3', '5']));
    names.map(|(_, name)| comparison_key(name)).collect()
});

/// Whether a label is the name of an economic class or division: 工资福利支出 (pay), 基本工资 (basic salary).
pub(crate) fn names_economic_class(label: &str) -> bool {
    ECONOMIC_NAMES.contains(&comparison_key(label))
}

/// The classification a code belongs to by its first digit, where the header does not say.
pub(crate) fn system_of(code: &str) -> Option<CodeSystem> {
    match code.as_bytes().first()? {
        b'1' => Some(CodeSystem::Revenue),
        b'2' => Some(CodeSystem::Functional),
        b'3' => Some(CodeSystem::DepartmentEconomic),
        b'5' => Some(CodeSystem::GovernmentEconomic),
        _ => None,
    }
}

/// Depth of a code by its number of digits: 3 is a class (类), 5 a division (款), 7 an item (项), 9 the level below.
pub(crate) fn code_level(code: &str) -> Option<u8> {
    match code.len() {
        3 => Some(1),
        5 => Some(2),
        7 => Some(3),
        9 => Some(4),
        _ => None,
    }
}

/// Digits of a cell that holds nothing but a code; blanks and full-width forms are folded.
pub(crate) fn digits_of(text: &str) -> Option<String> {
    let mut digits = String::new();
    for c in text.chars().map(ascii_of) {
        match c {
            '\0' => {}
            c if c.is_ascii_digit() => digits.push(c),
            _ => return None,
        }
    }
    (!digits.is_empty() && digits.len() <= 16).then_some(digits)
}

/// Digits of a code whose class, division and item are set apart: 208-05-01, 208.05.
pub(crate) fn parted_code(text: &str) -> Option<String> {
    let folded: String = text.chars().map(ascii_of).filter(|c| *c != '\0').collect();
    let parts: Vec<&str> = folded.split(['-', '.', '/']).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_code = matches!(lengths.as_slice(), [3, 2] | [3, 2, 2]);
    let digits = parts.concat();
    (is_code && digits.bytes().all(|b| b.is_ascii_digit()) && system_of(&digits).is_some()).then_some(digits)
}

/// A full-width digit or mark as ASCII; blanks and invisible characters as NUL.
fn ascii_of(c: char) -> char {
    match fold_char(c) {
        c if c.is_whitespace() => '\0',
        c @ '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Splits a code off the head of a label: `[2010501]行政运行`, `2010601-行政运行`, `30101 基本工资`.
///
/// Without a mark between them the code must be a known one, so that 301国道改造 stays whole.
pub(crate) fn split_code(label: &str) -> Option<(String, &str)> {
    split_leading_code(label).or_else(|| split_closing_code(label))
}

/// 工资福利支出（301）: the code of a class behind its name, in brackets. The name must be the one of the lists, for a
/// project may end in the code it is paid from.
fn split_closing_code(label: &str) -> Option<(String, &str)> {
    let text = label.trim_end();
    let body = text.strip_suffix([')', '）'])?;
    let open = body.rfind(['(', '（'])?;
    let digits = digits_of(body.get(open..)?.trim_start_matches(['(', '（']))?;
    let name = text.get(..open)?.trim_end();
    let known = code_name(&digits).map(comparison_key)?;
    (comparison_key(strip_list_mark(name)) == known).then_some((digits, name))
}

fn split_leading_code(label: &str) -> Option<(String, &str)> {
    let text = label.trim_start();
    let first = text.chars().next().map(ascii_of)?;
    let bracketed = matches!(first, '[' | '【' | '(');
    let body = if bracketed { text.get(text.chars().next()?.len_utf8()..)? } else { text };
    let mut code = String::new();
    let mut rest = body;
    for c in body.chars() {
        let folded = ascii_of(c);
        if !folded.is_ascii_digit() || code.len() > 9 {
            break;
        }
        code.push(folded);
        rest = rest.get(c.len_utf8()..)?;
    }
    if code_level(&code).is_none() || !matches!(code.as_bytes().first(), Some(b'1' | b'2' | b'3' | b'5')) {
        return None;
    }
    let next = rest.chars().next();
    if bracketed {
        let close = next.filter(|c| matches!(ascii_of(*c), ']' | '】' | ')'))?;
        let name = rest.get(close.len_utf8()..)?.trim_start();
        return (!name.is_empty()).then_some((code, name));
    }
    let next = next?;
    match ascii_of(next) {
        '-' | '_' | '—' | '–' | ':' => {
            let name = rest.get(next.len_utf8()..)?.trim_start();
            let word = name.chars().next().is_some_and(|c| !c.is_ascii_digit());
            word.then_some((code, name))
        }
        '\0' if code.len() >= 5 || code_name(&code).is_some() => {
            let name = rest.trim_start();
            let word = name.chars().next().is_some_and(|c| !c.is_ascii_digit() && !matches!(c, '年' | '.' | '%'));
            word.then_some((code, name))
        }
        c if gongkai_normalize::chars::is_cjk(c) && code_name(&code).is_some() && code.len() >= 5 => Some((code, rest)),
        _ => None,
    }
}

/// Splits the code off the name of a project: `11000022T000000444016-公众评价`. Codes of the national budget system are
/// a place (6 digits), a year (2), the letter of a category and 12 digits or so.
pub(crate) fn split_project_code(name: &str) -> (Option<String>, String) {
    let name = tidy_blanks(name);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let code = name.get(..length).unwrap_or("");
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let rest = name.get(length..).and_then(|rest| rest.strip_prefix(['-', '－', '—', '_', ' ']));
    match rest {
        Some(rest) if length >= 12 && digits + 2 >= length && !rest.trim().is_empty() => {
            (Some(code.to_owned()), rest.trim().to_owned())
        }
        _ => (None, name),
    }
}

/// Puts codes together that are printed as 类 | 款 | 项 in several cells of a row, where a row may leave out the parts
/// it shares with the row above.
#[derive(Debug, Default)]
pub(crate) struct Staircase {
    parts: [String; 4],
}

/// A code as put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AssembledCode {
    pub(crate) code: String,
    /// Leading parts came from rows above.
    pub(crate) inherited: bool,
}

impl Staircase {
    /// Forgets the rows above.
    pub(crate) fn reset(&mut self) {
        self.parts = Default::default();
    }

    /// The code of a row from its printed parts: `(part, text)` with part 1 to 4.
    pub(crate) fn assemble<'t>(&mut self, printed: impl Iterator<Item = (u8, &'t str)>) -> Option<AssembledCode> {
        let mut given: [Option<String>; 4] = [None, None, None, None];
        for (part, text) in printed {
            if let Some(slot) = given.get_mut(usize::from(part.saturating_sub(1))) {
                *slot = digits_of(text);
            }
        }
        let deepest = given.iter().rposition(Option::is_some)?;
        let mut code = String::new();
        let mut inherited = false;
        for index in 0..=deepest {
            let width = if index == 0 { 3 } else { 2 };
            let part = match given.get_mut(index).and_then(Option::take) {
                // 208 | 20805 | 2080505: each cell holds the whole code so far.
                Some(digits) if digits.len() > width && digits.len() == 1 + 2 * (index + 1) => {
                    code.clear();
                    inherited = false;
                    digits
                }
                Some(digits) if index > 0 && digits.len() == 1 => format!("0{digits}"),
                Some(digits) => digits,
                None => {
                    inherited = true;
                    self.parts.get(index).cloned().unwrap_or_default()
                }
            };
            if part.len() == 1 + 2 * (index + 1) && index > 0 {
                // Remember the parts of a whole code.
                for (i, slot) in self.parts.iter_mut().enumerate().take(index + 1) {
                    let (from, to) = if i == 0 { (0, 3) } else { (1 + 2 * i, 3 + 2 * i) };
                    *slot = part.get(from..to).unwrap_or_default().to_owned();
                }
            } else if let Some(slot) = self.parts.get_mut(index) {
                slot.clone_from(&part);
            }
            code.push_str(&part);
        }
        for slot in self.parts.iter_mut().skip(deepest + 1) {
            slot.clear();
        }
        Some(AssembledCode { code, inherited })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_printed_in_parts() {
        assert_eq!(parted_code("208-05-01").as_deref(), Some("2080501"));
        assert_eq!(parted_code("２０８．０５").as_deref(), Some("20805"));
        assert_eq!(parted_code("2024-05-01"), None);
        assert_eq!(parted_code("408-05"), None);
        assert_eq!(parted_code(""), None);
    }

    #[test]
    fn codes_at_the_head_of_labels_are_split_off() {
        let split = |label| split_code(label).map(|(code, name)| format!("{code}|{name}"));
        assert_eq!(split("[2010501]行政运行").as_deref(), Some("2010501|行政运行"));
        assert_eq!(split("2010601-行政运行").as_deref(), Some("2010601|行政运行"));
        assert_eq!(split("30101 基本工资").as_deref(), Some("30101|基本工资"));
        assert_eq!(split("30101基本工资").as_deref(), Some("30101|基本工资"));
        assert_eq!(split("［２０８］社会保障").as_deref(), Some("208|社会保障"));
        assert_eq!(split("(1)工资福利支出（301）").as_deref(), Some("301|(1)工资福利支出"));
        for whole in
            ["某某宣传（301）", "2025年工作经费", "301国道改造", "20105", "2025", "12345678-甲", "100-200元", ""]
        {
            assert_eq!(split(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_staircase_takes_leading_parts_from_above() {
        let mut stairs = Staircase::default();
        let mut next =
            |parts: &[(u8, &str)]| stairs.assemble(parts.iter().map(|(p, t)| (*p, *t))).map(|c| (c.code, c.inherited));
        assert_eq!(next(&[(1, "208"), (2, ""), (3, "")]), Some(("208".into(), false)));
        assert_eq!(next(&[(1, ""), (2, "05"), (3, "")]), Some(("20805".into(), true)));
        assert_eq!(next(&[(1, ""), (2, ""), (3, "1")]), Some(("2080501".into(), true)));
        assert_eq!(next(&[(1, "208"), (2, "05"), (3, "06")]), Some(("2080506".into(), false)));
        assert_eq!(next(&[(1, "210"), (2, ""), (3, "")]), Some(("210".into(), false)));
        assert_eq!(next(&[(1, ""), (2, ""), (3, "")]), None);
    }

    #[test]
    fn cells_that_repeat_the_whole_code_are_not_glued() {
        let mut stairs = Staircase::default();
        let code = stairs.assemble([(1, "208"), (2, "20805"), (3, "2080505")].into_iter());
        assert_eq!(code.map(|c| c.code).as_deref(), Some("2080505"));
        let code = stairs.assemble([(1, ""), (2, ""), (3, "06")].into_iter());
        assert_eq!(code.map(|c| c.code).as_deref(), Some("2080506"));
    }
}
