//! The part of the public sector that the title of a table names: 全省 (the whole province), 市本级 (the city by itself), or a
//! zone that has a budget of its own and no code in GB/T 2260.

use crate::document::region::place_at_head;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::year::find_years;

/// Words of titles that say how much of the public sector a table is about.
const PARTS: [&str; 11] =
    ["全省", "全市", "全区", "全县", "自治区本级", "省本级", "市本级", "区本级", "县本级", "各市县", "本级"];

/// Levels of government.
const LEVELS: [&str; 6] = ["自治区级", "省级", "市级", "州级", "县级", "区级"];

/// The funds of a government, which its tables name.
const FUNDS: [&str; 4] = ["一般公共预算", "政府性基金", "国有资本经营", "社会保险基金"];

/// Words of titles of what one level of government gives to others.
const OF_OTHERS: [&str; 6] = ["部门", "单位", "转移支付", "税收返还", "分地区", "对市县"];

/// Ends of the names of zones.
const ZONES: [&str; 16] = [
    "新区",
    "开发区",
    "高新区",
    "经开区",
    "合作区",
    "起步区",
    "示范区",
    "试验区",
    "园区",
    "管理区",
    "度假区",
    "保税区",
    "功能区",
    "工业区",
    "风景区",
    "山区",
];

/// The scope a title names, as printed. `title` is a comparison key.
pub(crate) fn scope_of_title(title: &str) -> Option<String> {
    let part = || PARTS.into_iter().find(|part| title.contains(part)).map(str::to_owned);
    zone(title).map(str::to_owned).or_else(part).or_else(|| level_of_government(title))
}

/// 2026年省级一般公共预算支出表: the level of government whose budget it is. What a level transfers to others is of them.
fn level_of_government(title: &str) -> Option<String> {
    let of_others = OF_OTHERS.iter().any(|word| title.contains(word));
    let budget = FUNDS.iter().any(|fund| title.contains(fund));
    let level = LEVELS.into_iter().find(|word| title.contains(word));
    level.filter(|_| budget && !of_others).map(str::to_owned)
}

/// 2026年青山高新区一般公共预算支出表: the zone whose budget it is. A place with a code of its own is no zone.
fn zone(title: &str) -> Option<&str> {
    let fund = FUNDS.iter().filter_map(|fund| title.find(fund)).min()?;
    let mut name = title.get(..fund)?;
    if let Some(year) = find_years(name).first() {
        let (before, behind) = (name.get(..year.start)?, name.get(year.end..)?);
        name = if before.is_empty() { behind.trim_start_matches(['年', '度']) } else { before };
    }
    let whole = name.strip_suffix("本级").unwrap_or(name);
    let is_zone = ZONES.iter().any(|end| whole.ends_with(end) && whole.len() > end.len())
        && whole.chars().all(is_ideograph)
        && !whole.starts_with(['各', '对']);
    let has_code = || place_at_head(whole).is_some_and(|(_, rest)| rest.is_empty());
    (is_zone && !has_code()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::scope_of_title;

    #[test]
    fn titles_name_parts_levels_and_zones() {
        let scope = |title: &str| scope_of_title(title);
        assert_eq!(scope("2026年全市一般公共预算收入表").as_deref(), Some("全市"));
        assert_eq!(scope("2026年省级政府性基金支出表").as_deref(), Some("省级"));
        assert_eq!(scope("2026年省级转移支付一般公共预算表"), None);
        assert_eq!(scope("2026年青山高新区一般公共预算支出表").as_deref(), Some("青山高新区"));
        assert_eq!(scope("青山经济开发区2025年国有资本经营预算表").as_deref(), Some("青山经济开发区"));
        assert_eq!(scope("2025年青山新区本级社会保险基金预算表").as_deref(), Some("青山新区本级"));
        // A district by GB/T 2260, and no zone at all.
        assert_eq!(scope("2025年上海市浦东新区一般公共预算收入表"), None);
        assert_eq!(scope("2025年各园区一般公共预算收入表"), None);
        assert_eq!(scope("2025年自治区一般公共预算收入表"), None);
    }
}
