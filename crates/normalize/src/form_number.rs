//! Numbers of forms: 公开06表, 表5, 附表1-2, alone on a line or before the title of their table.

use crate::chars::{is_blank, is_cjk};

/// Longest number of a form, in characters.
const MOST_CHARS: usize = 14;

/// What a form number says beside its digits.
const NAMES: &[&str] = &[
    "表",
    "附表",
    "公开表",
    "预算公开表",
    "决算公开表",
    "公开",
    "预算表",
    "决算表",
    "财决表",
    "财决公开表",
    "预决公开表",
    "部门公开表",
];

/// A form number that stands by itself: 公开06表, 表5, 附表1-2, 预算公开表3. Blanks inside are deleted.
#[must_use]
pub fn form_number(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let compact = compact.trim_end_matches(['：', ':', '.', '．', '、']);
    let has_number = compact.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let rest: String = compact
        .chars()
        .filter(|c| !c.is_ascii_digit() && !"一二三四五六七八九十-－—–.（）()附件之".contains(*c))
        .collect();
    let named = NAMES.contains(&rest.as_str()) || rest.ends_with("套表");
    let plain = named && compact.contains('表') || is_counted_form(compact);
    (compact.chars().count() <= MOST_CHARS && has_number && plain).then(|| compact.to_owned())
}

/// A series of forms in a few characters, the number, and 表: 社预01表 of 社会保险基金预算 (social insurance budget).
fn is_counted_form(text: &str) -> bool {
    let Some(counted) = text.strip_suffix('表') else { return false };
    let series = counted.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let number = counted.get(series.len()..).unwrap_or_default();
    (1..=6).contains(&number.len())
        && !number.starts_with("20")
        && series.chars().count() <= SERIES_CHARS
        && series.chars().all(is_cjk)
        && !series.ends_with(['表', '第'])
}

/// The name of a series of forms is no longer than this.
const SERIES_CHARS: usize = 4;

/// The number at the head of a title, and the title behind it: 预算01表 收支总表, 公开01表：收支总表, 表3-1收支情况表,
/// 1.2 收支总表, 34 收支总表.
#[must_use]
pub fn number_before_title(text: &str) -> Option<(String, &str)> {
    let text = text.trim_matches(is_blank);
    let marked = text.find(|c| is_blank(c) || matches!(c, '：' | ':'));
    let heads = [marked, behind_digits_and_form(text), behind_form_and_digits(text)];
    let named = heads.into_iter().flatten().find_map(|at| {
        let (head, rest) = text.split_at_checked(at)?;
        Some((form_number(head)?, rest))
    });
    let (number, rest) = named.or_else(|| bare_number(text))?;
    let rest =
        rest.trim_start_matches(|c| is_blank(c) || matches!(c, '：' | ':' | '-' | '－' | '—' | '、' | '.' | '．'));
    let is_title = rest.chars().nth(1).is_some() && rest.chars().any(is_cjk);
    is_title.then_some((number, rest))
}

/// The number in brackets behind a title, and the title before it: 收支总表（预算表1）.
#[must_use]
pub fn number_behind_title(text: &str) -> Option<(String, &str)> {
    let inner = text.trim_end_matches(is_blank).strip_suffix(['）', ')'])?;
    let (title, number) = inner.rsplit_once(['（', '('])?;
    let title = title.trim_end_matches(is_blank);
    title.chars().nth(1).and(form_number(number)).map(|number| (number, title))
}

/// Where 01表 ends, digits first.
fn behind_digits_and_form(text: &str) -> Option<usize> {
    let at = text.find('表').filter(|at| text[..*at].ends_with(|c: char| c.is_ascii_digit()))?;
    Some(at + '表'.len_utf8())
}

/// Where 表3-1 ends, 表 first.
fn behind_form_and_digits(text: &str) -> Option<usize> {
    let start = text.find('表')? + '表'.len_utf8();
    let number = text.get(start..)?.trim_start_matches(is_blank);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
    // What parts the number from the title is not of it.
    let digits = number.get(..number.len() - rest.len())?.trim_end_matches(['-', '.']);
    (!digits.is_empty()).then(|| text.len() - number.len() + digits.len())
}

/// The number of a table in a book of tables, parted from its title by a blank: 1.2 or 34. Not a year, not 3 月 or 1 2 月.
/// What is of two parts, 6-1, needs no blank before the words of the title.
fn bare_number(text: &str) -> Option<(String, &str)> {
    let behind = text.find(|c: char| !c.is_ascii_digit() && c != '-');
    let parted = |at: &usize| {
        text.get(..*at).is_some_and(|number| number.contains('-'))
            && text.get(*at..).is_some_and(|rest| rest.starts_with(is_cjk))
    };
    let end = behind.filter(parted).or_else(|| text.find(is_blank))?;
    let (number, rest) = text.split_at_checked(end)?;
    let parts: Vec<&str> = number.split(['.', '-']).collect();
    let of_digits = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let rest = rest.trim_start_matches(is_blank);
    let counted = rest.starts_with(['年', '月', '日', '个', '项', '万', '亿', '元'])
        || parts.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit());
    (parts.len() <= 3 && parts.iter().all(of_digits) && !counted).then(|| (number.to_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_numbers_stand_by_themselves() {
        for yes in [
            "公开06表",
            "表5",
            "附表1-2",
            "预算公开表3",
            "公开 01 表",
            "表一",
            "附件2-1表",
            "预算表12：",
            "社预03表",
            "预算草案套表2",
        ] {
            assert!(form_number(yes).is_some(), "{yes}");
        }
        for no in ["收支总表", "2024年", "表5列示各项支出", "单位：万元", "公开", "表", ""] {
            assert!(form_number(no).is_none(), "{no}");
        }
    }

    #[test]
    fn a_number_may_stand_behind_the_title() {
        assert_eq!(number_behind_title("收支总表（预算表1）"), Some(("预算表1".to_owned(), "收支总表")));
        assert_eq!(number_behind_title("支出总表 (表 3)"), Some(("表3".to_owned(), "支出总表")));
        for no in ["收支总表（续表）", "支出表（按功能分类）", "（表1）", "收支总表（2026年）", ""]
        {
            assert_eq!(number_behind_title(no), None, "{no}");
        }
    }

    #[test]
    fn a_number_may_stand_before_the_title() {
        for (text, number, title) in [
            ("预算01表 收支总表", "预算01表", "收支总表"),
            ("公开01表：收支预算总表", "公开01表", "收支预算总表"),
            ("预算12表项目支出绩效目标表", "预算12表", "项目支出绩效目标表"),
            ("预算表12 项目支出绩效目标表", "预算表12", "项目支出绩效目标表"),
            ("预算表12项目支出绩效目标表", "预算表12", "项目支出绩效目标表"),
            ("表3-1项目资金到位情况表", "表3-1", "项目资金到位情况表"),
            ("表11-财拨结转支出表", "表11", "财拨结转支出表"),
            ("表1-3 2024年救助资金情况", "表1-3", "2024年救助资金情况"),
            ("1.10 2024年云岭市收支总表", "1.10", "2024年云岭市收支总表"),
            ("34 云岭市债务余额情况表", "34", "云岭市债务余额情况表"),
            ("1-1 2026年云岭市收支情况表", "1-1", "2026年云岭市收支情况表"),
            ("5-1云岭市债务余额情况表", "5-1", "云岭市债务余额情况表"),
        ] {
            assert_eq!(number_before_title(text), Some((number.to_owned(), title)), "{text}");
        }
        for no in [
            "收支预算总表",
            "公开06表",
            "2024年 收支预算总表",
            "2024 收支预算总表",
            "3 月收支表",
            "2024-2025年收支表",
            "1-6月收支表",
            "一般公共预算表",
            "附表三公经费支出表",
            "",
        ] {
            assert_eq!(number_before_title(no), None, "{no}");
        }
    }
}
