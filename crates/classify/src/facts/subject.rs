//! Subjects that say only when or in which stage, and what they are said of.
//!
//! 公务接待费年初预算为2万元，支出决算为1万元: the second amount is the final figure of what the first is the budget of.

use super::words::{Class, ends_with, ideographs, without_end, without_list_mark, without_start, without_weak_start};

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
        match if undated.len() < rest.len() { Some(undated) } else { without_weak_start(rest) } {
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
}

/// Whether a weak subject still names a quantity of a whole budget or project: 支出预算, 2026年收入预算, 预算执行率.
pub(crate) fn stands_alone(subject: &str) -> bool {
    let staged = ["预算", "决算", "合计", "总额"].iter().any(|stage| subject.contains(stage));
    let (scope, _) = split_scope(split_year(subject).1);
    has_side(subject) && (staged || !scope.is_empty())
        || is_rate(subject)
        || subject.ends_with("到位资金")
        || subject.ends_with("使用资金")
}

fn has_side(subject: &str) -> bool {
    SIDES.iter().any(|side| subject.contains(side))
}

fn is_rate(subject: &str) -> bool {
    subject.ends_with(['率', '度']) && ideographs(subject) >= 3
}

/// Whether a weak subject only tells what is done with money: 安排, 全市共投入. What it is done for stands elsewhere.
pub(crate) fn is_act(subject: &str) -> bool {
    let names = has_side(subject) || subject.contains('算');
    is_weak(subject) && !names && !["数", "额", "率", "资金", "比", "度"].iter().any(|end| subject.ends_with(end))
}

/// A weak subject with what it is said of: 支出决算 of 公务接待费年初预算 is 公务接待费支出决算. `None` where the other
/// subject names nothing either, and for a sum (合计): it is of more than was named last.
pub(crate) fn complete(weak: &str, of: &str) -> Option<String> {
    let own_side = has_side(weak) || is_rate(weak);
    // 2025年预算 of 2026年支出预算 is 2025年支出预算.
    let names_side = has_side(of) && !own_side;
    if is_weak(of) && !names_side || ["合计", "共计", "总计"].iter().any(|sum| weak.starts_with(sum)) {
        return None;
    }
    let (year_of, rest) = split_year(of);
    let (scope_of, named) = split_scope(rest);
    let base = object_of(named, own_side);
    if ideographs(base) < 2 {
        return None;
    }
    let (year, rest) = split_year(weak);
    let (scope, stage) = split_scope(rest);
    // 支出完成
    let stage = stage.strip_suffix("完成").filter(|side| SIDES.contains(side)).unwrap_or(stage);
    let own_or = |own: &'_ str, other: &'_ str| if own.is_empty() { other.to_owned() } else { own.to_owned() };
    Some(format!("{}{}{base}{stage}", own_or(year, year_of), own_or(scope, scope_of)))
}

/// What a subject is about, without the stage; without the side, too, where another is told.
pub(crate) fn object_of(subject: &str, other_side: bool) -> &str {
    let mut rest = subject;
    loop {
        if ends_with(rest, Class::Solid) {
            return rest;
        }
        if let Some(summed) = rest.strip_suffix("合计").filter(|summed| ideographs(summed) >= 4) {
            rest = summed;
        }
        // 2026年度 is a year, not a stage.
        let Some(shorter) = without_end(rest, Class::Stage).filter(|s| !s.ends_with(|c: char| c.is_ascii_digit()))
        else {
            return rest;
        };
        let cut = rest.get(shorter.len()..).unwrap_or("");
        if SIDES.iter().any(|side| cut.contains(side)) && !other_side {
            return rest;
        }
        // 总支出
        rest = shorter.strip_suffix('总').unwrap_or(shorter);
    }
}

/// The year a text begins with, and the text behind it.
pub(crate) fn split_year(text: &str) -> (&str, &str) {
    text.split_at_checked(text.len() - without_year(text).len()).unwrap_or(("", text))
}

/// The words a text begins with that say whose or of which other year, and the text behind them.
pub(crate) fn split_scope(text: &str) -> (&str, &str) {
    let mut rest = text;
    while let Some(shorter) = without_start(rest, Class::Scope) {
        rest = shorter;
    }
    text.split_at_checked(text.len() - rest.len()).unwrap_or(("", text))
}

/// The text without the year it begins with: 2026年, 2026年度.
pub(crate) fn without_year(text: &str) -> &str {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if text.len() - behind.len() != 4 {
        return text;
    }
    behind.strip_prefix("年度").or_else(|| behind.strip_prefix('年')).unwrap_or(text)
}

/// What a heading or the head of a list item is about; empty where it names nothing.
pub(crate) fn topic_of(heading: &str) -> &str {
    let mut rest = without_list_mark(heading).trim_start_matches(['—', '-']).trim_end_matches(['。', '：', ':', ' ']);
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
        assert_eq!(complete("县本级", "2026年苗圃维护费").as_deref(), Some("2026年县本级苗圃维护费"));
        assert_eq!(complete("支出决算", "2024年苗圃维护费预算").as_deref(), Some("2024年苗圃维护费支出决算"));
        assert_eq!(complete("2025年年初预算数", "苗圃维护费预算").as_deref(), Some("2025年苗圃维护费年初预算数"));
        assert_eq!(complete("支出决算", "年初预算"), None);
    }

    #[test]
    fn sums_and_whole_budgets_are_no_parts_of_what_was_named_last() {
        assert_eq!(complete("2025年年初预算数", "2026年支出预算").as_deref(), Some("2025年支出年初预算数"));
        assert_eq!(complete("合计", "苗圃维护费"), None);
        assert!(stands_alone("2026年支出预算") && stands_alone("县本级收入") && !stands_alone("年初预算"));
        assert!(is_act("全县共投入") && is_act("安排") && !is_act("支出安排") && !is_act("预算执行率"));
    }

    #[test]
    fn headings_tell_their_object() {
        assert_eq!(topic_of("（二）苗圃维护费支出决算情况说明"), "苗圃维护费支出决算");
        assert_eq!(topic_of("三、支出决算总体情况说明"), "");
    }
}
