//! Places as rows of a list: whether a list is one of places, and which place a row is about.

use crate::columns::scope::{is_scope, without_brackets};
use crate::document::region::{is_place, region_of};
use crate::hierarchy::by_label::mark_rank;
use crate::hierarchy::by_place::is_all_places;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::{strip_list_mark, strip_of_which};

/// Fewest rows of a list of places.
const FEWEST_PLACES: usize = 5;

/// Longest name of a place that may stand behind a number, in characters.
const LONGEST_PLACE: usize = 10;

/// Whether a list whose header does not say so is one of places: 全省, 省本级, 地市合计, 东山市, ….
pub(crate) fn lists_places(rows: &[LaneRow]) -> bool {
    let placed = |row: &LaneRow| {
        let key = comparison_key(&row.label);
        row.codes.is_empty() && (is_place(&key) || is_scope(&key) || key.ends_with("合计"))
    };
    let named = rows.iter().filter(|row| is_place(&comparison_key(&row.label))).count();
    named >= FEWEST_PLACES && rows.iter().all(placed)
}

/// The place a row of a table of places is about: 哈尔滨市合计 is of that city; a project below its place is none.
pub(crate) fn region_of_row(text: &str) -> Option<String> {
    let rest = strip_of_which(text).unwrap_or(text).trim();
    // （六）青山市: the number of a place. 一、教育支出 numbers what is no place.
    let named = Some(strip_list_mark(rest)).filter(|name| name.ends_with(['市', '县', '区', '州', '盟', '旗']));
    let rest = named.filter(|name| name.chars().count() <= LONGEST_PLACE).unwrap_or(rest);
    let rest = rest.strip_suffix("合计").or_else(|| rest.strip_suffix("小计")).unwrap_or(rest);
    let place = rest.chars().count() <= 20
        && mark_rank(rest).is_none()
        // 其他各市, 区县合计: the others or all of a kind are no place.
        && !rest.starts_with("其他")
        && !is_all_places(rest)
        && !["项目", "工程", "债券", "建设", "下达"].iter().any(|word| rest.contains(word));
    let ends = rest.chars().count() <= 4
        || rest.ends_with(['省', '市', '县', '区', '州', '旗', '盟', '级', '镇', '乡', ')', '）'])
        || ["兵团", "委会", "地区", "直属"].iter().any(|word| rest.contains(word))
        || region_of(rest).is_some();
    (place && ends && !rest.is_empty()).then(|| rest.to_owned())
}

/// Name of the own level of a government behind its place: 青山市本级.
const OWN_LEVEL: &str = "本级";

/// 市 of 青山市; nothing of what is no place.
fn kind_of(place: &str) -> &'static str {
    let kinds = ["自治区", "自治州", "省", "市", "区", "县", "州", "盟", "旗"];
    kinds.into_iter().find(|kind| place.ends_with(kind)).unwrap_or_default()
}

/// Tells places from parts of the public sector in a list of places: 省本级 and 全市 are no places, 青山市本级 is a part of one,
/// and 市本级 below 青山市 is the same.
pub(crate) fn tell_scopes(rows: &mut [LaneRow]) {
    for at in 0..rows.len() {
        let Some(row) = rows.get(at) else { return };
        let Some(name) = row.region.clone() else { continue };
        let above = || row.parent.and_then(|parent| rows.get(parent)?.region.clone());
        let (place, scope) = if is_scope(&without_brackets(&comparison_key(&name))) {
            (above(), Some(name))
        } else {
            match name.strip_suffix(OWN_LEVEL).filter(|place| place.chars().count() > 1) {
                Some(place) => {
                    // 云岭自治州本级 and 行署本级 below 云岭彝族自治州.
                    let kind = kind_of(place);
                    let same = |above: &String| kind.is_empty() || above.chars().take(2).eq(place.chars().take(2));
                    (above().filter(same).or_else(|| Some(place.to_owned())), Some(format!("{kind}{OWN_LEVEL}")))
                }
                None => (Some(name), None),
            }
        };
        if let Some(row) = rows.get_mut(at) {
            (row.region, row.scope) = (place, scope);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_levels_are_parts_of_places() {
        let row = |label: &str, parent| LaneRow { region: Some(label.to_owned()), parent, ..LaneRow::default() };
        let mut rows = [
            row("省本级（含园区）", None),
            row("青山市", None),
            row("市本级", Some(1)),
            row("青山市本级", Some(1)),
            row("行署本级", Some(1)),
            row("东区", Some(1)),
            row("绿水县本级", Some(1)),
        ];
        tell_scopes(&mut rows);
        let found: Vec<_> = rows.iter().map(|row| (row.region.as_deref(), row.scope.as_deref())).collect();
        let city = Some("青山市");
        let own = [
            (None, Some("省本级（含园区）")),
            (city, None),
            (city, Some("市本级")),
            (city, Some("市本级")),
            (city, Some("本级")),
            (Some("东区"), None),
            (Some("绿水县"), Some("县本级")),
        ];
        assert_eq!(found, own);
    }

    #[test]
    fn a_row_is_about_its_place_and_no_project() {
        assert_eq!(region_of_row("其中：青山市合计").as_deref(), Some("青山市"));
        assert_eq!(region_of_row("市本级").as_deref(), Some("市本级"));
        assert_eq!(region_of_row("青山市污水处理工程"), None);
        assert_eq!(region_of_row("合计"), None);
        assert_eq!(region_of_row("（六）青山市").as_deref(), Some("青山市"));
        assert_eq!(region_of_row("一、教育支出"), None);
        assert_eq!((region_of_row("其他各市"), region_of_row("转贷市县小计")), (None, None));
    }
}
