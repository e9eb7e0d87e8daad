//! Names of the fields of forms about one project or one department, as cells print them.

use gongkai_normalize::chars::comparison_key;

/// Name of the project.
pub(crate) const NAME: &[&str] = &[
    "项目名称",
    "项目(政策)名称",
    "政策名称",
    "转移支付名称",
    "专项名称",
    "专项(项目)名称",
    "专项资金名称",
    "政策和项目名称",
];

/// The unit that spends the money.
pub(crate) const UNIT: &[&str] = &[
    "实施单位",
    "项目实施单位",
    "项目单位",
    "预算单位",
    "项目承担单位",
    "资金使用单位",
    "用款单位",
    "单位名称",
    "申报单位",
];

/// The department to which the unit belongs, or which has the money.
pub(crate) const SUPERVISOR: &[&str] = &["主管部门", "主管部门及代码", "市级主管部门", "省级主管部门", "中央主管部门"];

/// 项目属性 (regular or one-off) and the like.
pub(crate) const ATTRIBUTE: &[&str] = &["项目属性", "项目类型", "项目类别"];

/// What is done.
pub(crate) const CONTENT: &[&str] = &["项目概况", "项目内容", "项目简介", "项目概述"];

/// Project code.
pub(crate) const CODE: &[&str] = &["项目编码", "项目代码"];

/// The department a form of 整体绩效 (overall performance) is about.
pub(crate) const DEPARTMENT: &[&str] =
    &["部门名称", "部门(单位)名称", "单位(部门)名称", "预算部门", "部门/单位名称", "单位名称"];

const PERIOD_GOALS: &[&str] = &[
    "中期目标",
    "实施期目标",
    "实施期总目标",
    "实施期绩效目标",
    "实施周期总目标",
    "实施周期目标",
    "项目实施期目标",
    "长期目标",
    "项目总目标",
    "项目总体目标",
];

const ANNUAL_GOALS: &[&str] = &[
    "年度目标",
    "年度总体目标",
    "年度绩效目标",
    "预期目标",
    "总体目标",
    "当年绩效目标",
    "当年整体绩效目标",
    "绩效目标",
    "项目绩效目标",
    "年度总目标",
    "整体绩效目标",
    "年度总体绩效目标",
    "当年度目标",
    "当年目标",
    "当年度绩效目标",
    "本年度目标",
    "本年度绩效目标",
];

const OTHER_FIELDS: &[&str] = &[
    "实际完成情况",
    "目标实际完成情况",
    "一级指标",
    "二级指标",
    "三级指标",
    "绩效指标",
    "绩效目标指标",
    "其他说明",
    "项目等级",
    "实施期限",
    "实施周期",
    "起始年度",
    "到期年度",
    "总体绩效目标",
    "年度总体目标完成情况",
    "年度绩效指标",
    "年度指标",
    "指标值",
    "分值",
    "得分",
];

/// Whether a cell names one of the fields, alone or before a colon.
pub(crate) fn is_field(text: &str, names: &[&str]) -> bool {
    if text.chars().count() > 40 {
        return false;
    }
    let key = comparison_key(text);
    let head = key.split(':').next().unwrap_or(&key);
    names.contains(&head) || head.split('(').next().is_some_and(|bare| names.contains(&bare))
}

/// The value behind the name of a field in one cell, without a colon: 项目名称 河道清淤, where no rule parts the two.
pub(crate) fn value_behind<'t>(text: &'t str, names: &[&str]) -> Option<&'t str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_NAME);
    let named = |at: &usize| text.get(..*at).is_some_and(|name| names.contains(&comparison_key(name).as_str()));
    let rest = text.get(ends.filter(named).last()?..)?.trim();
    let goes_on = rest.starts_with(['(', '（', ':', '：', '、', '及', '和', '与', '或']);
    (!goes_on && rest.chars().count() > 1).then_some(rest)
}

/// Longest name of a field, in characters.
const LONGEST_NAME: usize = 16;

/// Whether a cell names the goal of the whole period.
pub(crate) fn is_period_goal(text: &str) -> bool {
    is_field(text, PERIOD_GOALS)
}

/// Whether a cell names the goal of the year; the year may stand before it: 2026年度目标.
pub(crate) fn is_annual_goal(text: &str) -> bool {
    if is_field(text, ANNUAL_GOALS) || is_cut_goal(text) {
        return true;
    }
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.strip_prefix("年度").or_else(|| bare.strip_prefix('年')).unwrap_or(bare);
    bare.len() < text.len() && is_field(bare, &["目标", "总体目标", "绩效目标", "总目标"])
}

/// 总体目, whose last character did not fit into its cell.
fn is_cut_goal(text: &str) -> bool {
    let key = comparison_key(text);
    let cut = |name: &&&str| name.strip_suffix('标').is_some_and(|rest| rest == key && rest.chars().count() > 2);
    ANNUAL_GOALS.iter().find(cut).is_some()
}

/// Whether a cell names any field.
pub(crate) fn is_any_field(text: &str) -> bool {
    [NAME, UNIT, SUPERVISOR, ATTRIBUTE, CONTENT, CODE, OTHER_FIELDS, DEPARTMENT]
        .iter()
        .any(|names| is_field(text, names))
        || is_period_goal(text)
        || is_annual_goal(text)
}

/// Whether a form begins with this cell: the name of the project, or what stands above its funds.
pub(crate) fn is_form_head(text: &str) -> bool {
    is_field(text, NAME) || is_field(text, &["主管部门", "主管部门及代码"]) || is_field(text, DEPARTMENT)
}

/// Whether the first cell of a table is the name of a field, so that the table has no header.
pub(crate) fn begins_with_field(first: &str) -> bool {
    [NAME, UNIT, ATTRIBUTE, CODE, DEPARTMENT].iter().any(|names| is_field(first, names))
        || is_field(first, &["主管部门"])
        || value_behind(first, NAME).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_stand_behind_the_name_of_its_field() {
        assert_eq!(value_behind("专项（项目）名称 河道清淤", NAME), Some("河道清淤"));
        assert_eq!(value_behind("项目名称河道清淤", NAME), Some("河道清淤"));
        assert_eq!(value_behind("项目名称（资金使用单位）", NAME), None);
        assert_eq!(value_behind("项目名称", NAME), None);
    }
}
