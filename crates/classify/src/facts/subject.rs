//! Subjects that say only when or in which stage, and what they are said of.
//!
//! 公务接待费年初预算为2万元，支出决算为1万元: the second amount is the final figure of what the first is the budget of.

use super::clause::ideographs;
use super::words::{Class, ends_with, without_end, without_start};
use gongkai_normalize::label::strip_list_mark;

/// Words of a subject that say which side of the budget is meant.
const SIDES: &[&str] = &["收入", "支出", "收支"];

/// Whether a subject says only when, in which stage or on which side: 2026年预算数, 年初预算, 支出.
pub(crate) fn is_weak(subject: &str) -> bool {
    let mut rest = subject;
    loop {
        if rest.is_empty() {
            return true;
        }
        let undated = without_year(rest);
        match if undated.len() < rest.len() { Some(undated) } else { without_start(rest, Class::Weak) } {
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
}

/// Whether a weak subject still names a quantity of a whole budget: 支出预算, 2026年收入预算.
pub(crate) fn stands_alone(subject: &str) -> bool {
    let side = SIDES.iter().any(|side| subject.contains(side));
    side && ["预算", "决算", "合计", "总额"].iter().any(|stage| subject.contains(stage))
}

/// A weak subject with what it is said of: 支出决算 of 公务接待费年初预算 is 公务接待费支出决算. `None` where the other
/// subject names nothing either.
pub(crate) fn complete(weak: &str, of: &str) -> Option<String> {
    let base = object_of(of, SIDES.iter().any(|side| weak.contains(side)));
    if ideographs(base) < 2 {
        return None;
    }
    let behind_year = without_start_of_time(weak);
    let (time, stage) = weak.split_at_checked(weak.len() - behind_year.len())?;
    Some(format!("{time}{base}{stage}"))
}

/// What a subject is about, without time and stage; without the side, too, where another is told.
fn object_of(subject: &str, other_side: bool) -> &str {
    let mut rest = without_start_of_time(subject);
    loop {
        if ends_with(rest, Class::Solid) {
            return rest;
        }
        let Some(shorter) = without_end(rest, Class::Weak) else { return rest };
        let cut = rest.get(shorter.len()..).unwrap_or("");
        if SIDES.iter().any(|side| cut.contains(side)) && !other_side {
            return rest;
        }
        rest = shorter;
    }
}

fn without_start_of_time(text: &str) -> &str {
    let undated = without_year(text);
    ["上年度", "上年", "去年"].iter().find_map(|word| undated.strip_prefix(word)).unwrap_or(undated)
}

/// The text without the year it begins with: 2026年, 2026年度.
fn without_year(text: &str) -> &str {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if text.len() - behind.len() != 4 {
        return text;
    }
    behind.strip_prefix("年度").or_else(|| behind.strip_prefix('年')).unwrap_or(text)
}

/// What a heading or the head of a list item is about; empty where it names nothing.
pub(crate) fn topic_of(heading: &str) -> &str {
    let mut rest = strip_list_mark(heading.trim()).trim_end_matches(['。', '：', ':', ' ']);
    while let Some(shorter) = without_end(rest, Class::Heading) {
        rest = shorter.trim_end();
    }
    if is_weak(rest) || ideographs(rest) < 2 { "" } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_completed_by_what_they_are_said_of() {
        assert!(is_weak("2026年年初预算数") && is_weak("支出决算") && !is_weak("苗圃支出决算"));
        assert_eq!(complete("支出决算", "苗圃维护费支出年初预算").as_deref(), Some("苗圃维护费支出决算"));
        assert_eq!(complete("年初预算", "全县一般公共预算收入").as_deref(), Some("全县一般公共预算收入年初预算"));
        assert_eq!(complete("支出", "全县一般公共预算收入").as_deref(), Some("全县一般公共预算支出"));
        assert_eq!(complete("2025年年初预算数", "苗圃维护费预算").as_deref(), Some("2025年苗圃维护费年初预算数"));
        assert_eq!(complete("支出决算", "年初预算"), None);
    }

    #[test]
    fn headings_tell_their_object() {
        assert_eq!(topic_of("（二）苗圃维护费支出决算情况说明"), "苗圃维护费支出决算");
        assert_eq!(topic_of("三、支出决算总体情况说明"), "");
    }
}
