//! The form a title names, and what in the title or below it says that the table is another, narrower one.

use crate::forms::by_header::{
    header_key, is_about_project, is_by_economic_class, layout_of_targets, lists_three_public, three_public,
};
use crate::forms::set::FormSet;
use crate::forms::title::{NamedForm, named_form};
use crate::grid::Grid;
use crate::vocabulary::TitledForm;
use gongkai_model::table::Form;

/// Words before a known title that make it a table of a whole government.
const GOVERNMENT: &[&str] = &[
    "全省",
    "全市",
    "全区",
    "全县",
    "市县",
    "自治区",
    "省本级",
    "市本级",
    "区本级",
    "县本级",
    "分地区",
    "转移支付",
    "社会保险",
    "债务",
    "税收",
];

/// Words before the title of a general form (收入总表, 支出总表…) that make it another, narrower table.
const NARROWER: &[&str] = &[
    "财政拨款",
    "一般公共",
    "政府性基金",
    "国有资本",
    "项目",
    "基本",
    "三公",
    "采购",
    "结转",
    "机关运行",
    "专户",
    "单位资金",
    "执行",
    "购买",
    "资产",
    "非税",
];

/// The form of a title; `Some(Other)` where the title is known to be none of the forms.
pub(crate) fn form_of_title(title: &str, set: FormSet, grid: &Grid<'_>) -> Option<Form> {
    let (body, bracket) = without_tail(title);
    if body.is_empty() {
        return None;
    }
    // The three public expenses are the same items for a whole government as for one department.
    if set == FormSet::Government && body.contains("三公") && lists_three_public(grid) {
        return Some(three_public(body.contains("决算") || header_key(grid).contains("决算")));
    }
    let named = named_form(body)?;
    let before = named.before.as_str();
    let whole = body.contains("整体");
    let form = match titled(&named, set) {
        TitledForm::Targets if !whole => return Some(layout_of_targets(grid)),
        TitledForm::Targets => Form::OP,
        TitledForm::Form(Form::SE) if whole => Form::OP,
        TitledForm::Form(form) => form,
    };
    // 专项资金整体支出绩效目标表: the targets of one project, whatever the title calls whole.
    if form == Form::OP && title.contains("目标") && is_about_project(grid) {
        return Some(Form::PG);
    }
    if matches!(form, Form::SE | Form::OP | Form::ER | Form::Other) {
        return Some(form);
    }
    if set == FormSet::Report {
        return None;
    }
    let of_level = set == FormSet::Unknown && names_level(before);
    if set == FormSet::Government || of_level || GOVERNMENT.iter().any(|w| before.contains(w)) {
        return Some(Form::Other);
    }
    let general = {
        use Form::*;
        matches!(form, FA01 | FA02 | FA03 | FA05 | BU01 | BU02 | BU03 | BU05)
    };
    if general && NARROWER.iter().any(|w| before.contains(w)) {
        return Some(Form::Other);
    }
    // 按经济分类 of a form by function, or the other way round, is another table.
    match form {
        Form::FA03 | Form::FA05 | Form::BU03 | Form::BU05
            if bracket.contains("经济") || before.contains("经济分类") || is_by_economic_class(grid) =>
        {
            Some(Form::Other)
        }
        Form::FA06 | Form::BU06 if bracket.contains("功能") => Some(Form::Other),
        _ => Some(form),
    }
}

/// 省级, 市级 before the name of a fund: the budget of a level of government, and of no department (市级部门).
pub(crate) fn names_level(title: &str) -> bool {
    let level = ["省级", "市级", "州级", "县级", "区级"].iter().any(|word| title.contains(word));
    level && !["部门", "单位"].iter().any(|word| title.contains(word))
}

/// The form a title names: of final accounts or of a budget as the title says, else as the document is.
fn titled(named: &NamedForm, set: FormSet) -> TitledForm {
    let of_accounts = named.says_final || (set == FormSet::FinalAccounts && !named.says_budget);
    if of_accounts { named.known.final_accounts } else { named.known.budget }
}

/// A title without what may follow its name: （续）, （按功能分类科目）, 单位：万元. Also the brackets that were cut.
fn without_tail(title: &str) -> (&str, String) {
    let mut body = title;
    if let Some(at) = body.find("单位:").filter(|at| *at > 0) {
        body = body.get(..at).unwrap_or(body);
    }
    let mut bracket = String::new();
    loop {
        let before = body.len();
        body = body.trim_end_matches(['续', '-', ':', '。', ',', '_']);
        if body.ends_with(')')
            && let Some(open) = body.rfind('(')
        {
            bracket.push_str(body.get(open..).unwrap_or(""));
            body = body.get(..open).unwrap_or(body);
        }
        if let Some(at) = body.rfind("表").filter(|at| at + "表".len() < body.len()) {
            // 收入总表1, 支出表之二
            let tail = body.get(at + "表".len()..).unwrap_or("");
            let counted = tail.chars().count() <= 3;
            if counted && tail.chars().all(|c| c.is_ascii_digit() || "之一二三四五".contains(c)) {
                body = body.get(..at + "表".len()).unwrap_or(body);
            } else if tail.starts_with(['-', '—', '–']) {
                // 基本支出表-人员经费
                bracket.push_str(tail);
                body = body.get(..at + "表".len()).unwrap_or(body);
            }
        }
        if body.len() == before {
            return (body, bracket);
        }
    }
}
