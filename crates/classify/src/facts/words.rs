//! The words that part a sentence of budget prose, from `data/fact-words.tsv`.

use crate::vocabulary::rows;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::label::strip_list_mark;
use std::sync::LazyLock;

/// What a word does in a sentence. The data file says which words are of each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Before a subject and no part of it: 加上 (and).
    Opener,
    /// Behind 加 (plus), what is added: 上级补助收入.
    Addend,
    /// What follows speaks of something of its own: 原因是 (the reason is).
    Reason,
    /// Between a subject and its figure: 为 (is).
    Verb,
    /// Ends like a verb and is none: 下达 (hand down).
    Kept,
    /// After a word of change: what follows is where it arrived: 到 (to).
    Level,
    /// Between a word of change and its figure: 了.
    Filler,
    /// Opens the parts of a sum: 其中 (of which).
    Parts,
    /// Says when, in which stage or on which side, but not of what: 年初 (adopted), 决算 (final), 支出 (spending).
    Stage,
    /// Says whose or of which year, but not of what: 全市 (all of the city).
    Scope,
    /// Says how, but not of what: 累计 (in sum).
    Weak,
    /// Ends like weak words and is a name: 一般公共预算 (general public budget).
    Solid,
    /// What figures are compared with is made of these: 上年 (the year before).
    Base,
    /// Holds a word of comparison and compares nothing: 比例 (share).
    NoBase,
    /// Opens the words that say what money is for: 用于.
    Aim,
    /// A figure behind it is a rule or a limit: 按照 (according to).
    Manner,
    /// Makes an amount the limit that names a group: 以上 (and more).
    Bound,
    /// Names the place of a value and not what it is of: 目标值 (target).
    Slot,
    /// Ends a heading: 情况说明 (explanation).
    Heading,
    /// Before a number whose noun stands behind it: 设 (has) 6个内设机构.
    Counting,
    /// A quantity that each of several things has, and that does not say of which: 基金收入 (income of the fund).
    Share,
    /// Ends a heading that names what money is raised for or spent on: 费 (expenses).
    Item,
}

/// Class as the data file writes it.
const CLASSES: [(&str, Class); 22] = [
    ("opener", Class::Opener),
    ("addend", Class::Addend),
    ("reason", Class::Reason),
    ("verb", Class::Verb),
    ("kept", Class::Kept),
    ("level", Class::Level),
    ("filler", Class::Filler),
    ("parts", Class::Parts),
    ("stage", Class::Stage),
    ("scope", Class::Scope),
    ("weak", Class::Weak),
    ("solid", Class::Solid),
    ("base", Class::Base),
    ("no-base", Class::NoBase),
    ("aim", Class::Aim),
    ("manner", Class::Manner),
    ("bound", Class::Bound),
    ("slot", Class::Slot),
    ("heading", Class::Heading),
    ("counting", Class::Counting),
    ("share", Class::Share),
    ("item", Class::Item),
];

/// Words of each class, longest first, so that the first that fits is the right one.
static WORDS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: Vec<Vec<&'static str>> = vec![Vec::new(); CLASSES.len()];
    for row in rows(include_str!("../../data/fact-words.tsv")) {
        let (Some(class), Some(&word)) = (row.first(), row.get(1)) else { continue };
        if let Some(list) = CLASSES.iter().position(|(name, _)| name == class).and_then(|at| words.get_mut(at)) {
            list.push(word);
        }
    }
    for list in &mut words {
        list.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    words
});

fn words(class: Class) -> &'static [&'static str] {
    WORDS.get(class as usize).map_or(&[], Vec::as_slice)
}

/// The text without the longest word of a class at its start.
pub(crate) fn without_start(text: &str, class: Class) -> Option<&str> {
    words(class).iter().find_map(|word| text.strip_prefix(word))
}

/// The text without a word that opens a clause: 此外, 加上. 加上级补助收入 is 上级补助收入.
pub(crate) fn without_opener(text: &str) -> Option<&str> {
    let added = text.strip_prefix('加').filter(|added| without_start(added, Class::Addend).is_some());
    added.or_else(|| without_start(text, Class::Opener))
}

/// Whether a text is a word of a class.
pub(crate) fn is_word(text: &str, class: Class) -> bool {
    words(class).contains(&text)
}

/// The text without the longest word of a class at its end.
pub(crate) fn without_end(text: &str, class: Class) -> Option<&str> {
    words(class).iter().find_map(|word| text.strip_suffix(word))
}

/// Whether a text ends with a word of a class.
pub(crate) fn ends_with(text: &str, class: Class) -> bool {
    without_end(text, class).is_some()
}

/// The text without the longest word at its start that says when, whose or how, but not of what.
pub(crate) fn without_weak_start(text: &str) -> Option<&str> {
    [Class::Stage, Class::Scope, Class::Weak]
        .iter()
        .filter_map(|class| without_start(text, *class))
        .min_by_key(|rest| rest.len())
}

/// Whether a text is made of such words and nothing else.
pub(crate) fn is_made_of_weak(text: &str) -> bool {
    let mut rest = text;
    while let Some(shorter) = without_weak_start(rest) {
        rest = shorter;
    }
    rest.is_empty()
}

/// The text behind the last word of a class.
pub(crate) fn behind_last(text: &str, class: Class) -> Option<&str> {
    let end = words(class).iter().filter_map(|word| text.rfind(word).map(|at| at + word.len())).max()?;
    text.get(end..)
}

/// The text behind a list mark, before a year, too: 17.2026年…
pub(crate) fn without_list_mark(text: &str) -> &str {
    let rest = strip_list_mark(text.trim());
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = behind.strip_prefix(['.', '．']).filter(|_| (1..=2).contains(&(rest.len() - behind.len())));
    year.filter(|year| year.starts_with("20") && year.get(4..).is_some_and(|t| t.starts_with('年'))).unwrap_or(rest)
}

pub(crate) fn ideographs(text: &str) -> usize {
    text.chars().filter(|c| is_ideograph(*c)).count()
}
