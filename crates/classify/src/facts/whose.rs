//! Of which part of the public sector a figure of prose is: 全市 (the whole city), 市本级 (the city by itself).

use super::clause::Clause;
use super::subject::split_year;
use super::words::{Class, behind_last, without_list_mark, without_opener, without_start};
use std::collections::BTreeSet;

/// Names of budgets and their parts, behind which the word for a level of government says whose they are: 市级一般公共预算.
/// 市级示范点 (a model place of that rank) is a name.
const OF_LEVEL: [&str; 11] =
    ["一般公共预算", "政府性基金", "国有资本", "社会保险", "预算", "财政", "收入", "支出", "债务", "地方政府", "结余"];

/// What a text says of whose money it tells, while it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Whose {
    above: Option<String>,
    sentence: Option<String>,
}

impl Whose {
    pub(super) fn below(above: Option<String>) -> Self {
        Self { above, sentence: None }
    }

    pub(super) fn begin_sentence(&mut self, goes_on: bool) {
        if !goes_on {
            self.sentence = None;
        }
    }

    /// The item that heads the text says whose it is of.
    pub(super) fn open(&mut self, item: &str) {
        if let Some(scope) = at_start(item) {
            self.above = Some(scope.to_owned());
        }
    }

    /// The scope of a figure, as printed.
    pub(super) fn of(&mut self, passed: &[&str], own: &str, clause: &Clause, subject: &str) -> Option<String> {
        for text in passed {
            if let Some(scope) = at_start(text).filter(|scope| is_about_budget(text, scope)) {
                self.sentence = Some(scope.to_owned());
            }
        }
        let own = own.rsplit(['：', ':']).next().unwrap_or(own);
        let own = behind_last(own, Class::Parts).unwrap_or(own);
        let named = [subject, own, &clause.head].into_iter().find_map(|text| Some((at_start(text)?, text)));
        if let Some((scope, text)) = named.filter(|(scope, text)| !is_level(scope) || is_about_budget(text, scope)) {
            if !clause.reason && is_about_budget(text, scope) {
                self.sentence = Some(scope.to_owned());
            }
            return Some(scope.to_owned());
        }
        // 其中：青山区8亿元 is of a part of the whole.
        let of_place = subject.ends_with(['区', '县', '市', '州', '旗', '镇', '乡']) || subject.contains(['对', '镇']);
        self.sentence.clone().or_else(|| self.above.clone()).filter(|_| !of_place)
    }
}

/// The scope a text begins with, behind what opens it and the year; also where the name of a place stands before it.
fn at_start(text: &str) -> Option<&str> {
    let mut rest = without_list_mark(text.trim());
    loop {
        let undated = split_year(rest).1.trim_start_matches(['末', '底', '，', ',', '：', ':', ' ', '—']);
        let shorter = if undated.len() < rest.len() { Some(undated) } else { without_opener(rest) };
        match shorter.or_else(|| rest.strip_prefix("其中")) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    scope_word(rest).or_else(|| {
        // 云山市市本级
        let place = rest.char_indices().skip(1).take(6).find(|(_, c)| matches!(c, '省' | '市' | '区' | '县' | '州'))?;
        scope_word(rest.get(place.0 + place.1.len_utf8()..)?).filter(|scope| scope.ends_with("本级"))
    })
}

/// Whether a word says no more than the level of a government: 市级.
fn is_level(word: &str) -> bool {
    !word.starts_with('全') && !word.ends_with("本级")
}

/// Whether what stands behind a scope is a budget or a part of one, or nothing: the text is about that scope then.
fn is_about_budget(text: &str, scope: &str) -> bool {
    let behind = text.split_once(scope).map_or("", |(_, behind)| behind);
    scope.starts_with('全') || behind.trim().is_empty() || OF_LEVEL.iter().any(|of| behind.contains(of))
}

/// The word for a part of the public sector that a text begins with.
fn scope_word(text: &str) -> Option<&str> {
    let behind = without_start(text, Class::Scope)?;
    let word = text.get(..text.len() - behind.len())?;
    // 市级以上, 市级部门
    let of_others = word.ends_with('级') && behind.starts_with(['以', '及', '和', '、', '与', '机', '部']);
    ((word.starts_with('全') || word.ends_with('级')) && !of_others).then_some(word)
}

/// The scopes that a heading names: （二）市本级一般公共预算.
pub(super) fn of_heading(heading: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut at = 0;
    while let Some(rest) = heading.get(at..).filter(|rest| !rest.is_empty()) {
        let before = heading.get(..at).unwrap_or("");
        // 林业局（本级）, 安全区域
        let inside = before.ends_with(['（', '(', '安', '健', '完', '齐', '周', '保']);
        let word = scope_word(rest).filter(|_| !inside);
        let behind = rest.get(word.map_or(0, str::len)..).unwrap_or("");
        found.extend(word.filter(|word| !is_level(word) || OF_LEVEL.iter().any(|of| behind.starts_with(of))));
        at += word.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), str::len);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_the_part_they_are_about() {
        let scopes = |heading: &str| of_heading(heading).into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(scopes("（二）市本级一般公共预算"), ["市本级"]);
        assert_eq!(scopes("2025年市级政府性基金收支"), ["市级"]);
        assert_eq!(scopes("一、全市及市本级预算"), ["全市", "市本级"]);
        assert!(scopes("云山市林业局（本级）").is_empty() && scopes("市级部门项目").is_empty());
        assert!(scopes("健全市场制度").is_empty());
    }

    #[test]
    fn texts_begin_with_the_part_they_are_about() {
        assert_eq!(at_start("2.2025年，全市林业收入"), Some("全市"));
        assert_eq!(at_start("云山市市本级林业收入"), Some("市本级"));
        assert_eq!(at_start("林业收入"), None);
    }
}
