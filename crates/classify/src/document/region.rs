//! The place of an issuer: the longest place name its name begins with, by GB/T 2260.

use crate::vocabulary::rows;
use gongkai_model::disclosure::Region;
use std::collections::HashMap;
use std::sync::LazyLock;

struct Place {
    code: &'static str,
    edition: &'static str,
}

static PLACES: LazyLock<HashMap<&'static str, Vec<Place>>> = LazyLock::new(|| {
    let mut places: HashMap<&'static str, Vec<Place>> = HashMap::new();
    for row in rows(include_str!("../../data/regions.tsv")) {
        if let (Some(&code), Some(&name), Some(&edition)) = (row.first(), row.get(1), row.get(2)) {
            places.entry(name).or_default().push(Place { code, edition });
        }
    }
    places
});

/// Longest and shortest place name, in characters.
const LONGEST: usize = 15;
const SHORTEST: usize = 2;

/// Longest short name of an autonomous prefecture, in characters: 西双版纳.
const LONGEST_STEM: usize = 4;

/// The place at the head of an organisation's name. 上海市普陀区 is the district of that city; 普陀区 alone, which two
/// cities have, is none.
pub(crate) fn region_of(organisation: &str) -> Option<Region> {
    place_at_head(organisation).map(|(region, _)| region)
}

/// Names of the party, before the place of its organs: 中国共产党青山市委员会宣传部.
pub(crate) const PARTY: &[&str] = &["中国共产党", "中共"];

/// The place at the head of a name, and what of the name follows it.
pub(crate) fn place_at_head(organisation: &str) -> Option<(Region, String)> {
    let name: String = organisation.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = PARTY.iter().find_map(|party| name.strip_prefix(party)).unwrap_or(&name);
    let name: Vec<char> = plain.chars().collect();
    let mut at = 0;
    let mut found: Option<(&'static str, &'static Place)> = None;
    // Follow the chain of names: province, city, county.
    while let Some((length, place_name, place)) = next_place(name.get(at..)?, found.map(|(_, p)| p.code)) {
        found = Some((place_name, place));
        at += length;
        if at >= name.len() {
            break;
        }
    }
    let (place_name, place) = found?;
    let region = Region { name: place_name.to_owned(), code: place.code.to_owned(), code_list: edition(place.edition) };
    Some((region, name.get(at..)?.iter().collect()))
}

/// The province a place lies in.
pub(crate) fn province_of(region: &Region) -> Option<Region> {
    let code = format!("{}0000", region.code.get(..2)?);
    let own = rows(include_str!("../../data/regions.tsv")).find(|row| row.first() == Some(&code.as_str()))?;
    Some(Region { name: (*own.get(1)?).to_owned(), code, code_list: edition(own.get(2)?) })
}

/// Whether a text is the name of a place, with or without its ending (市, 县, 区).
pub(crate) fn is_place(text: &str) -> bool {
    PLACES.contains_key(text)
        || ["市", "县", "区", "省", "自治区"]
            .iter()
            .any(|ending| PLACES.contains_key(format!("{text}{ending}").as_str()))
}

/// The longest place name at the head of `rest` that lies in `parent` or is unique.
fn next_place(rest: &[char], parent: Option<&str>) -> Option<(usize, &'static str, &'static Place)> {
    for length in (SHORTEST..=LONGEST.min(rest.len())).rev() {
        let word: String = rest.get(..length)?.iter().collect();
        if let Some((name, places)) = PLACES.get_key_value(word.as_str())
            && let Some(place) = choose(places, parent)
        {
            return Some((length, name, place));
        }
    }
    // 恩施州 for 恩施土家族苗族自治州
    for length in SHORTEST..=LONGEST_STEM {
        let Some(stem) = rest.get(..length).filter(|_| rest.get(length) == Some(&'州')) else { continue };
        let stem: String = stem.iter().collect();
        let is_prefecture = |name: &str| name.starts_with(&stem) && name.ends_with("自治州");
        let mut prefectures = PLACES.iter().filter(|(name, _)| is_prefecture(name));
        if let (Some((name, places)), None) = (prefectures.next(), prefectures.next())
            && let Some(place) = choose(places, parent)
        {
            return Some((length + 1, name, place));
        }
    }
    // 广东 for 广东省, 广州 for 广州市: only at the head and only where an office follows.
    if parent.is_none() {
        for length in [2, 3] {
            let Some(stem) = rest.get(..length) else { continue };
            for ending in ["省", "市", "自治区"] {
                let word: String = stem.iter().collect::<String>() + ending;
                if let Some((name, places)) = PLACES.get_key_value(word.as_str())
                    && let Some(place) = choose(places, None)
                {
                    return Some((length, name, place));
                }
            }
        }
        for (stem, name) in [
            ("内蒙古", "内蒙古自治区"),
            ("广西", "广西壮族自治区"),
            ("宁夏", "宁夏回族自治区"),
            ("新疆", "新疆维吾尔自治区"),
            ("西藏", "西藏自治区"),
            ("首都", "北京市"),
        ] {
            let length = stem.chars().count();
            let head: Option<String> = rest.get(..length).map(|c| c.iter().collect());
            if head.as_deref() == Some(stem)
                && let Some((name, places)) = PLACES.get_key_value(name)
                && let Some(place) = choose(places, None)
            {
                return Some((length, name, place));
            }
        }
    }
    None
}

/// The place meant: the one inside the parent, else the only one. Codes that the newest list still has come first.
fn choose(places: &'static [Place], parent: Option<&str>) -> Option<&'static Place> {
    let inside = |place: &&Place| match parent {
        None => true,
        Some(parent) => {
            let prefix = parent.trim_end_matches("00");
            let prefix = if parent.ends_with("0000") { parent.get(..2).unwrap_or(prefix) } else { prefix };
            place.code.starts_with(prefix) && place.code != parent
        }
    };
    for edition in ["2019", "2007"] {
        let mut fitting = places.iter().filter(|p| p.edition == edition).filter(inside);
        if let Some(first) = fitting.next() {
            // Two places of one name: without a parent nobody knows which.
            return if fitting.next().is_some() { None } else { Some(first) };
        }
    }
    None
}

fn edition(year: &str) -> String {
    if year == "2019" { "GB/T 2260 (MCA 2019-04)".to_owned() } else { "GB/T 2260-2007".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_from_the_longest_name() {
        let code = |name| region_of(name).map(|r| r.code);
        assert_eq!(code("广州市档案馆").as_deref(), Some("440100"));
        assert_eq!(code("上海市普陀区某某局").as_deref(), Some("310107"));
        assert_eq!(code("天长市某某中心").as_deref(), Some("341181"));
        assert_eq!(code("江苏省某某厅").as_deref(), Some("320000"));
        assert_eq!(code("北京市某某局").as_deref(), Some("110000"));
        assert_eq!(code("首都林业办公室").as_deref(), Some("110000"));
        assert_eq!(code("恩施州某某局").as_deref(), Some("422800"));
        assert_eq!(code("内蒙古自治区某某厅").as_deref(), Some("150000"));
        assert_eq!(code("中共上海市普陀区委某某部").as_deref(), Some("310107"));
        assert_eq!(code("普陀区某某局"), None);
        assert_eq!(code("某某局"), None);
        assert_eq!(code(""), None);
    }

    #[test]
    fn a_city_lies_in_its_province() {
        let city = region_of("广州市档案馆").unwrap();
        assert_eq!(province_of(&city).map(|r| r.code).as_deref(), Some("440000"));
        assert_eq!(place_at_head("甘肃省全辖").map(|(_, rest)| rest).as_deref(), Some("全辖"));
    }
}
