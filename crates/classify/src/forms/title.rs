//! The title of a form without the words that say nothing about which form it is.
//!
//! The same form is called 支出总表, 部门支出总体情况表, 支出预算情况表 or 支出决算明细表: total, overall, situation, budget,
//! detail are ornaments that every place sets in its own way. What is left when they are gone names the form.

use crate::document::public_body::after_organisations;
use crate::vocabulary::{FormTitle, form_titles};
use gongkai_model::record::Fund;

/// Wordings of one thing, the longer ones first. The names of funds lose 预算 (budget) here, so that where it is left
/// it tells a budget; they also lose 财政拨款 (appropriation), which every one of them is.
const ONE_WORDING: &[(&str, &str)] = &[
    ("收入支出", "收支"),
    ("收入、支出", "收支"),
    ("收入和支出", "收支"),
    ("收入与支出", "收支"),
    ("收入及支出", "收支"),
    ("收、支", "收支"),
    ("\"三公\"", "三公"),
    ("'三公'", "三公"),
    ("三公\"经费", "三公经费"),
    ("公共财政预算", "一般公共"),
    ("一般公共预算", "一般公共"),
    ("政府性基金预算", "政府性基金"),
    ("国有资本经营预算", "国有资本经营"),
    ("财政拨款政府性基金", "政府性基金"),
    ("财政拨款一般公共", "一般公共"),
    ("一般公共当年", "一般公共"),
    ("一般公共本年", "一般公共"),
    ("一般公共财政拨款", "一般公共"),
    ("政府性基金财政拨款", "政府性基金"),
    ("国有资本经营财政拨款", "国有资本经营"),
    ("一般公共拨款", "一般公共"),
    ("政府性基金拨款", "政府性基金"),
    ("国有资本经营拨款", "国有资本经营"),
];

/// Words that say nothing about which form a title names.
const ORNAMENTS: &[&str] = &[
    "总体",
    "情况",
    "明细",
    "汇总",
    "统计",
    "公开",
    "安排",
    "财务",
    "年初",
    "按功能分类",
    "功能分类科目",
    "功能分类",
    "按科目",
    "预算",
    "决算",
    "总表",
];

/// A title reduced to what names its form, and what it says of the budget cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReducedTitle {
    text: String,
    /// 决算 (final accounts) is printed.
    says_final: bool,
    /// 预算 (budget) is printed, and not as a part of the name of a fund.
    says_budget: bool,
}

/// What a title names.
pub(crate) struct NamedForm {
    pub(crate) known: &'static FormTitle,
    /// Title before the name of the form, reduced and without names of organisations.
    pub(crate) before: String,
    pub(crate) says_final: bool,
    pub(crate) says_budget: bool,
}

/// Reduces the comparison key of a title.
pub(crate) fn reduced(title: &str) -> ReducedTitle {
    // 青山市国有资产管理局收支总表: what an organisation is called says nothing about its tables.
    let mut text = after_organisations(title).to_owned();
    for (wording, one) in ONE_WORDING {
        if text.contains(wording) {
            text = text.replace(wording, one);
        }
    }
    let (says_final, says_budget) = (text.contains("决算"), text.contains("预算"));
    for ornament in ORNAMENTS {
        if text.contains(ornament) {
            let left = if *ornament == "总表" { "表" } else { "" };
            text = text.replace(ornament, left);
        }
    }
    // 绩效目标表预算表: two names of one table.
    while text.ends_with("表表") {
        text.pop();
    }
    ReducedTitle { text, says_final, says_budget }
}

/// The form a title names: of all names it ends with the longest.
pub(crate) fn named_form(title: &str) -> Option<NamedForm> {
    let ReducedTitle { text, says_final, says_budget } = reduced(title);
    let named =
        |known: &&FormTitle| if known.anywhere { text.contains(known.name) } else { text.ends_with(known.name) };
    let known = form_titles().iter().find(named)?;
    let before = text.rfind(known.name).and_then(|at| text.get(..at)).unwrap_or("").to_owned();
    Some(NamedForm { known, before, says_final, says_budget })
}

/// The fund a title names with its form.
pub(crate) fn fund_of_title(title: &str) -> Option<Fund> {
    named_form(title)?.known.fund
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_normalize::chars::comparison_key;

    #[test]
    fn ornaments_do_not_make_another_form() {
        let text = |title: &str| reduced(&comparison_key(title)).text;
        for title in ["支出总表", "支出预算总表", "支出总体情况表", "支出决算明细表", "支出预算情况表"]
        {
            assert_eq!(text(title), "支出表", "{title}");
        }
        assert_eq!(text("一般公共预算当年财政拨款基本支出情况表"), "一般公共基本支出表");
        assert_eq!(text("一般公共预算基本支出部门预算经济分类预算表"), "一般公共基本支出部门经济分类表");
        assert_eq!(text("2024年青山市国有资产管理局收入支出预算总表"), "收支表");
        assert_eq!(text("“三公”经费支出情况表"), "三公经费支出表");
        assert_eq!(text("项目支出绩效目标表预算表"), "项目支出绩效目标表");
    }

    #[test]
    fn the_name_of_a_fund_is_no_word_of_the_budget_cycle() {
        let said = |title: &str| {
            let title = reduced(&comparison_key(title));
            (title.says_budget, title.says_final)
        };
        assert_eq!(said("一般公共预算财政拨款支出表"), (false, false));
        assert_eq!(said("一般公共预算财政拨款支出决算表"), (false, true));
        assert_eq!(said("政府性基金预算支出预算表"), (true, false));
    }
}
