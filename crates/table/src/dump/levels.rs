//! Names of the classes of performance indicators, as the official forms print them.

use gongkai_normalize::chars::comparison_key;

/// 一级指标 (top classes), without 指标: output, benefit, satisfaction, cost.
const TOP_CLASSES: [&str; 5] = ["产出", "效益", "效果", "满意度", "成本"];

/// 二级指标 (classes), without 指标, each with the top class it belongs to where there is only one.
const CLASSES: [(&str, &str); 18] = [
    ("数量", "产出"),
    ("质量", "产出"),
    ("时效", "产出"),
    ("成本", "产出"),
    ("经济效益", "效益"),
    ("社会效益", "效益"),
    ("生态效益", "效益"),
    ("可持续影响", "效益"),
    ("可持续发展", "效益"),
    ("可持续", "效益"),
    ("服务对象满意度", ""),
    ("社会公众满意度", ""),
    ("社会公众或服务对象满意度", ""),
    ("满意度", ""),
    ("经济成本", "成本"),
    ("社会成本", "成本"),
    ("生态环境成本", "成本"),
    ("生态成本", "成本"),
];

/// Top classes that reports print with the class: 产出数量 (quantity of output).
const JOINED: [&str; 4] = ["产出数量", "产出质量", "产出时效", "产出成本"];

/// Name of a level without its code and without 指标: `11-数量指标` is 数量.
fn bare(key: &str) -> &str {
    let name = key.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
    let name = if name.is_empty() { key } else { name };
    name.strip_suffix("指标").unwrap_or(name)
}

/// Whether a cell names a top class.
pub(super) fn is_top_class(text: &str) -> bool {
    let key = comparison_key(text);
    TOP_CLASSES.contains(&bare(&key))
}

/// Whether a cell names a class.
pub(super) fn is_class(text: &str) -> bool {
    let key = comparison_key(text);
    CLASSES.iter().any(|(name, _)| *name == bare(&key))
}

/// Whether a cell names a class or a top class in any of the ways in which forms and reports print them.
pub(super) fn is_level(text: &str) -> bool {
    let key = comparison_key(text);
    is_top_class(&key) || is_class(&key) || JOINED.contains(&bare(&key))
}

/// Whether a class cannot stand under a top class: 社会效益 (social benefit) under 产出指标 (output).
pub(super) fn contradicts(class: &str, top: &str) -> bool {
    let (class, top) = (comparison_key(class), comparison_key(top));
    let Some((_, own)) = CLASSES.iter().find(|(name, _)| *name == bare(&class)) else { return false };
    let top = bare(&top);
    if !TOP_CLASSES.contains(&top) {
        return false;
    }
    match *own {
        // Satisfaction is a top class of its own, or a part of the benefit.
        "" => matches!(top, "产出" | "成本"),
        "产出" if bare(&class) == "成本" => !matches!(top, "产出" | "成本"),
        own => own != top && !(own == "效益" && top == "效果"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_their_top_class() {
        assert!(is_class("社会 效益") && is_class("31-服务对象满意度指标") && is_top_class("产出指标"));
        assert!(is_level("产出数量") && !is_class("造林面积"));
        assert!(contradicts("社会效益", "产出指标") && contradicts("服务对象满意度", "产出指标"));
        assert!(!contradicts("服务对象满意度", "效益指标") && !contradicts("成本指标", "成本指标"));
    }
}
