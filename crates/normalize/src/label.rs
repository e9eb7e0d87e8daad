//! Row labels of tables: list marks before them and 其中 (of which).

use crate::chars::is_blank;
use crate::heading::{MarkKind, heading_mark};

/// The label without the list mark before it: `一、一般公共预算财政拨款收入` is 一般公共预算财政拨款收入. Marks of
/// sub-items (`（一）`, `1.`, `（1）`, `①`) go too.
#[must_use]
pub fn strip_list_mark(label: &str) -> &str {
    let label = label.trim_matches(is_blank);
    match heading_mark(label) {
        Some(mark) if mark.kind != MarkKind::Part && mark.kind != MarkKind::Firstly && !mark.rest.is_empty() => {
            mark.rest
        }
        _ => label,
    }
}

/// The label behind 其中 (of which), or `None` where the label has none. Empty where 其中 stands alone.
#[must_use]
pub fn strip_of_which(label: &str) -> Option<&str> {
    let mut rest = strip_list_mark(label);
    for c in ['其', '中'] {
        rest = rest.trim_start_matches(is_blank).strip_prefix(c)?;
    }
    Some(rest.trim_start_matches(|c| is_blank(c) || matches!(c, ':' | '：' | '﹕' | '∶')))
}

/// What kind of total a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TotalKind {
    /// 小计 (subtotal).
    Subtotal,
    /// 合计 (total), 本年收入合计, 本年支出合计.
    Total,
    /// 总计 (grand total), 收入总计, 支出总计.
    GrandTotal,
}

/// The total a label names: 小计, 合计 or 总计 at its end, blanks inside passed over.
#[must_use]
pub fn total_kind(label: &str) -> Option<TotalKind> {
    let label = label.trim_end_matches(|c| is_blank(c) || matches!(c, ':' | '：'));
    let mut from_end = label.chars().rev().filter(|&c| !is_blank(c));
    if from_end.next()? != '计' {
        return None;
    }
    match from_end.next()? {
        '小' => Some(TotalKind::Subtotal),
        '合' | '共' => Some(TotalKind::Total),
        '总' => Some(TotalKind::GrandTotal),
        _ => None,
    }
}

/// The label is a total and says of nothing what it is the total: 合计, 总　计, 共计.
#[must_use]
pub fn is_bare_total(label: &str) -> bool {
    matches!(total_kind(label), Some(TotalKind::Total | TotalKind::GrandTotal))
        && label.chars().filter(|&c| !is_blank(c) && !matches!(c, ':' | '：')).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_marks_go() {
        assert_eq!(strip_list_mark("一、 一般公共预算财政拨款收入"), "一般公共预算财政拨款收入");
        assert_eq!(strip_list_mark("二十三、其他支出"), "其他支出");
        assert_eq!(strip_list_mark("（一）甲"), "甲");
        assert_eq!(strip_list_mark("1.甲"), "甲");
        assert_eq!(strip_list_mark("一般公共服务支出"), "一般公共服务支出");
        assert_eq!(strip_list_mark("一、"), "一、");
        assert_eq!(strip_list_mark(""), "");
    }

    #[test]
    fn parts_of_a_row_are_told() {
        assert_eq!(strip_of_which("其中：甲"), Some("甲"));
        assert_eq!(strip_of_which(" 其 中 ： "), Some(""));
        assert_eq!(strip_of_which("其他收入"), None);
    }

    #[test]
    fn totals_are_told_apart() {
        assert_eq!(total_kind("合 计"), Some(TotalKind::Total));
        assert_eq!(total_kind("本年支出合计"), Some(TotalKind::Total));
        assert_eq!(total_kind("收　入　总　计"), Some(TotalKind::GrandTotal));
        assert_eq!(total_kind("小计："), Some(TotalKind::Subtotal));
        assert!(is_bare_total("总　计") && is_bare_total("合计："));
        assert!(!is_bare_total("收入合计") && !is_bare_total("小计"));
        for label in ["", "计", "统计", "合计数", "会计"] {
            assert_eq!(total_kind(label), None, "{label}");
        }
    }
}
