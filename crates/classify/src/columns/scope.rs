//! Headers that name a part of the public sector.

/// Words of headers that name a part of the public sector, kept as the scope of an amount.
pub(crate) const SCOPES: &[&str] = &[
    "全省",
    "全市",
    "全区",
    "全县",
    "自治区本级",
    "省本级",
    "市本级",
    "区本级",
    "县本级",
    "本级",
    "各市县",
    "市县",
    "本地区",
    "省级留用",
    "市级留用",
];

/// Words that name such a part only where they are the whole header.
const OTHER_SCOPES: &[&str] =
    &["下级", "管委会", "省级", "市级", "市县级", "区县级", "县区级", "区县", "地市级及以下", "中央", "自治区"];

/// Whether a header names a part of the public sector and nothing else.
pub(crate) fn is_scope(key: &str) -> bool {
    SCOPES.contains(&key) || OTHER_SCOPES.contains(&key)
}

/// A header without what stands in brackets.
pub(crate) fn without_brackets(key: &str) -> String {
    let mut depth = 0_u32;
    key.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}
