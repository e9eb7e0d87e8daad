//! Names of public bodies: authorities, institutions, schools, companies of the state.

/// Endings of the names of public bodies.
const BODIES: &[&str] = &[
    "局",
    "委员会",
    "中心",
    "院",
    "办公室",
    "处",
    "队",
    "站",
    "所",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "馆",
    "厅",
    "大学",
    "医院",
    "政府",
    "(本级)",
    "(汇总)",
    "机关",
    "团",
    "协会",
    "联合会",
    "办事处",
    "公司",
    "委",
    "总会",
    "基地",
    "宣传部",
    "组织部",
    "统战部",
    "社会工作部",
    "监狱",
    "少年宫",
    "文化宫",
    "电视台",
    "分校",
    "报社",
];

/// Words that names of public bodies do not have and names of projects do.
const NOT_BODIES: &[&str] =
    &["经费", "项目", "费用", "工程", "资金", "补助", "购置", "专项", "运维", "建设费", "租赁", "支出"];

/// Whether a row label says how the organisations below it are paid for: 全额 (wholly from the budget), 差额 (in part).
pub(crate) fn is_kind_of_funding(key: &str) -> bool {
    let mut bare = key;
    while let Some(rest) = ["拨款", "事业", "单位", "供给"].iter().find_map(|tail| bare.strip_suffix(tail)) {
        bare = rest;
    }
    matches!(bare, "全额" | "差额" | "自收自支" | "财政全额" | "财政差额" | "定额" | "定补")
}

/// Whether a row label is the name of a public body.
pub(crate) fn is_organisation(key: &str) -> bool {
    ends_as_body(key) && !NOT_BODIES.iter().any(|w| key.contains(w))
}

/// What may stand in brackets behind the name of a body: its rank in the budget, or what kind of body it is.
const RANKS: &[&str] = &[
    "一级部门",
    "二级部门",
    "二级单位",
    "一级预算单位",
    "二级预算单位",
    "基层单位",
    "行政单位",
    "事业单位",
    "参公单位",
    "机关",
    "汇总",
];

/// Whether a row label ends as names of public bodies do, also before a second name or a rank in brackets: 甲中心(乙中心),
/// 甲局乙分局(二级部门). Names of what is built may end so too.
pub(crate) fn ends_as_body(key: &str) -> bool {
    let ends = |name: &str| name.chars().count() >= 3 && BODIES.iter().any(|body| name.ends_with(body));
    let second = key.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    // 中共青山市委…部: organs of the party are departments.
    let of_party = key.ends_with('部') && crate::document::region::PARTY.iter().any(|party| key.starts_with(party));
    let whole = of_party
        || ends(key)
        || second.is_some_and(|(first, second)| ends(first) && (ends(second) || RANKS.contains(&second)));
    whole && !key.starts_with(|c: char| c.is_ascii_digit())
}

/// What may follow the name of a body in a title: a year, a bracket, or the beginning of what the table is.
const BEHIND_BODIES: &[&str] = &[
    "20",
    "(",
    "部门",
    "单位",
    "本级",
    "机关",
    "一般公共",
    "政府性基金",
    "政府采购",
    "国有资本",
    "财政拨款",
    "收",
    "支",
    "项目",
    "基本",
    "年",
    "预算",
    "决算",
    "综合",
    "整体",
    "\"三公\"",
    "三公",
];

/// A title from behind the last name of a public body it begins with.
pub(crate) fn after_organisations(title: &str) -> &str {
    let mut behind = title;
    for (at, _) in title.char_indices().skip(3) {
        let Some((name, rest)) = title.split_at_checked(at) else { continue };
        let follows = BEHIND_BODIES.iter().any(|word| rest.starts_with(word));
        if follows && BODIES.iter().any(|body| name.ends_with(body)) {
            behind = rest;
        }
    }
    behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_begins_behind_the_name_of_the_body() {
        let behind = after_organisations;
        assert_eq!(behind("2024年青山市国有资产监督管理委员会收支总表"), "收支总表");
        assert_eq!(behind("青山市采购中心2024年度支出总表"), "2024年度支出总表");
        assert_eq!(behind("青山市社会保险局(本级)项目支出表"), "项目支出表");
        assert_eq!(behind("市本级政府性基金支出表"), "市本级政府性基金支出表");
        assert_eq!(behind("机关运行经费支出表"), "机关运行经费支出表");
    }

    #[test]
    fn a_kind_of_funding_is_no_body() {
        assert!(
            is_kind_of_funding("全额") && is_kind_of_funding("差额拨款事业单位") && !is_kind_of_funding("全额补助项目")
        );
    }

    #[test]
    fn bodies_are_told_from_what_they_spend() {
        assert!(is_organisation("青山市档案局"));
        assert!(is_organisation("青山市档案局(本级)"));
        assert!(!is_organisation("档案局办公楼改造工程"));
        assert!(!is_organisation("学校运行经费"));
        assert!(is_organisation("青山市档案中心(青山市史志馆)"));
        assert!(!is_organisation("青山市档案中心(二期)"));
        assert!(ends_as_body("青山市工程质量监督站") && !is_organisation("青山市工程质量监督站"));
        assert!(!is_organisation("局"));
        assert!(is_organisation("中共青山市委老干部工作部") && !is_organisation("青山市干部"));
    }
}
