//! Indicators written one after the other into a single cell, as 广州 (Guangzhou) prints them in its matrix of targets.
//!
//! Old style: `1、产出指标：NAME，年度指标值：VALUE。` Coded style: `1、1-产出指标；11-数量指标；NAME；实施周期指标值：V；
//! 年度指标值：V。` Values may hold 、，；。 themselves, so the literal labels are the only fixed points.

use crate::indicators::ids::IndicatorIds;
use crate::indicators::levels::level_code;
use crate::vocabulary::indicator_level;
use gongkai_model::record::{Indicator, Provenance};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::value::{begins_value, parse_value, unit_in_name};

const PERIOD_LABELS: &[&str] = &["实施周期指标值", "中期指标值"];
const ANNUAL_LABELS: &[&str] = &["年度指标值"];
const LEVEL1_WORDS: &[&str] = &["产出指标", "效益指标", "满意度指标", "成本指标"];

/// Reads the indicators of one cell.
pub(crate) fn indicators_in_text(
    text: &str,
    project_id: Option<&str>,
    table_id: &str,
    provenance: Provenance,
    ids: &mut IndicatorIds,
) -> Vec<Indicator> {
    let text = tidy_blanks(text);
    let mut found = Vec::new();
    for item in split_items(&text) {
        let Some(mut indicator) = read_item(item) else { continue };
        indicator.indicator_id = ids.next();
        indicator.project_id = project_id.map(str::to_owned);
        indicator.table_id = Some(table_id.to_owned());
        indicator.seq = u32::try_from(found.len() + 1).unwrap_or(u32::MAX);
        indicator.provenance = provenance.clone();
        found.push(indicator);
    }
    found
}

/// Cuts a cell where a new indicator begins: a number with 、 or a level-1 name, at the start, behind a full stop or
/// behind the label of a value that is left empty.
fn split_items(text: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut boundary = true;
    let mut skip_until = 0;
    for (at, c) in text.char_indices() {
        if at < skip_until {
            continue;
        }
        if boundary && let Some(length) = item_start(text.get(at..).unwrap_or("")) {
            starts.push(at);
            skip_until = at + length;
            boundary = false;
            continue;
        }
        boundary = match c {
            '。' | '；' | ';' | '\n' => true,
            '：' | ':' => text.get(..at).is_some_and(|before| before.ends_with("指标值")),
            c if c.is_whitespace() => boundary,
            _ => false,
        };
    }
    let mut items = Vec::with_capacity(starts.len());
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        items.push(text.get(*start..end).unwrap_or("").trim());
    }
    items
}

/// Length of what begins an indicator: `12、` before a level-1 name, `1-产出指标`, or the bare name before a colon.
fn item_start(rest: &str) -> Option<usize> {
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let mut body = rest;
    if (1..=3).contains(&digits) {
        let after = rest.get(digits..)?;
        body = after.strip_prefix(['、', '.', '．']).unwrap_or(rest).trim_start();
    }
    let name = level_code(body).map_or(body, |(_, name)| name);
    let word = LEVEL1_WORDS.iter().find(|w| name.starts_with(**w))?;
    let tail = name.get(word.len()..)?.trim_start();
    let coded = level_code(body).is_some();
    let separated = tail.starts_with(['：', ':', '；', ';']) || (coded && tail.starts_with(['，', ',']));
    separated.then(|| rest.len() - tail.len())
}

fn read_item(item: &str) -> Option<Indicator> {
    // The number of the item.
    let digits = item.chars().take_while(char::is_ascii_digit).count();
    let body = item.get(digits..)?;
    let body =
        if digits > 0 { body.strip_prefix(['、', '.', '．']).map(str::trim_start).unwrap_or(item) } else { item };
    let (head, period, annual) = split_values(body);
    let mut indicator = Indicator::default();
    let head = head.trim_end_matches(['；', ';', '，', ',', '：', ':', ' ']);
    let coded = level_code(head).is_some();
    let mut name = head;
    if coded || head.contains(['；', ';']) {
        let separators: &[char] = if coded { &['；', ';', '，', ','] } else { &['；', ';'] };
        let mut parts = head.splitn(3, separators).map(str::trim);
        let level1 = parts.next().unwrap_or("");
        let level2 = parts.next().unwrap_or("");
        name = parts.next().unwrap_or("");
        set_level1(&mut indicator, level1);
        let level2_name = level_code(level2).map_or(level2, |(_, name)| name);
        if indicator_level(&comparison_key(level2_name), 2).is_some() || level_code(level2).is_some() {
            set_level2(&mut indicator, level2);
        } else if name.is_empty() {
            name = level2;
        } else {
            // No level 2: the name itself holds a semicolon.
            name = head.split_once(separators).map_or(name, |(_, rest)| rest).trim();
        }
    } else if let Some((level1, rest)) = head.split_once(['：', ':']) {
        set_level1(&mut indicator, level1);
        name = rest;
    }
    let name = name.trim().trim_end_matches(['；', ';', '，', ',']);
    if name.is_empty() && annual.is_none() && period.is_none() {
        return None;
    }
    name.clone_into(&mut indicator.name);
    indicator.unit_in_name = unit_in_name(name);
    indicator.period_value = period.map(parse_value);
    indicator.annual_value = annual.map(parse_value);
    if indicator.annual_value.is_none() {
        indicator.flags.push("no_annual_value".to_owned());
    }
    Some(indicator)
}

/// Cuts an item at its literal labels into head, period value and annual value.
fn split_values(body: &str) -> (&str, Option<&str>, Option<&str>) {
    let find = |labels: &[&str], from: usize| {
        let tail = body.get(from..)?;
        let (at, label) = labels.iter().filter_map(|l| tail.rfind(l).map(|at| (at, *l))).max()?;
        let value = tail.get(at + label.len()..)?.trim_start();
        let (value, coloned) = value.strip_prefix(['：', ':']).map_or((value, false), |value| (value, true));
        (coloned || begins_value(value)).then_some((from + at, value))
    };
    let annual = find(ANNUAL_LABELS, 0);
    let before = annual.map_or(body, |(at, _)| body.get(..at).unwrap_or(body));
    let period = PERIOD_LABELS.iter().filter_map(|l| before.rfind(l).map(|at| (at, l.len()))).max();
    let head_end = period.map(|(at, _)| at).unwrap_or(before.len());
    let head = before.get(..head_end).unwrap_or(before);
    let period = period
        .and_then(|(at, length)| before.get(at + length..))
        .map(|v| value_text(v.trim_start_matches(['：', ':', ' '])));
    let annual = annual.map(|(_, value)| value_text(value));
    (head, period.filter(|value| !value.is_empty()), annual.filter(|value| !value.is_empty()))
}

/// A value without the stop that ends it.
fn value_text(text: &str) -> &str {
    text.trim().trim_end_matches(['。', '；', ';', '，', ',', '.']).trim()
}

fn set_level1(indicator: &mut Indicator, printed: &str) {
    let name = level_code(printed).map_or(printed, |(_, name)| name);
    indicator.level1 = Some(printed.trim().to_owned());
    indicator.level1_std = indicator_level(&comparison_key(name), 1).map(str::to_owned);
}

fn set_level2(indicator: &mut Indicator, printed: &str) {
    let name = level_code(printed).map_or(printed, |(_, name)| name);
    indicator.level2 = Some(printed.trim().to_owned());
    indicator.level2_std = indicator_level(&comparison_key(name), 2).map(str::to_owned);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Indicator> {
        indicators_in_text(text, Some("p001"), "t001", Provenance::default(), &mut IndicatorIds::default())
    }

    #[test]
    fn old_style() {
        let found = read("1、产出指标：巡查次数，年度指标值：≥4次。2、满意度指标：居民满意度（%），年度指标值：90。");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name, "巡查次数");
        assert_eq!(found[0].level1_std.as_deref(), Some("output"));
        assert_eq!(found[0].annual_value.as_ref().map(|v| v.raw.as_str()), Some("≥4次"));
        assert_eq!(found[1].unit_in_name.as_deref(), Some("%"));
        let found = read("效益指标：到期办结率，年度指标值：100%。");
        assert_eq!((found.len(), found[0].level1_std.as_deref()), (1, Some("benefit")));
    }

    #[test]
    fn coded_style_with_stops_inside_values() {
        let found = read(
            "1、1-产出指标；11-数量指标；接待人数；实施周期指标值：3万人次；年度指标值：3万人次。 2、2-效益指标；\
             22-社会效益；知晓度实施周期指标值：提高。逐年提高；年度指标值：提高，且稳定；持续。",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].level2.as_deref(), Some("11-数量指标"));
        assert_eq!(found[0].level2_std.as_deref(), Some("quantity"));
        assert_eq!(found[0].name, "接待人数");
        assert_eq!(found[1].name, "知晓度");
        assert_eq!(found[1].level2_std.as_deref(), Some("social"));
        assert_eq!(found[1].annual_value.as_ref().map(|v| v.raw.as_str()), Some("提高，且稳定；持续"));
        assert_eq!(found[1].period_value.as_ref().map(|v| v.raw.as_str()), Some("提高。逐年提高"));
    }

    #[test]
    fn coded_style_with_commas() {
        let found = read(
            "1.1－产出指标，11－数量指标，网格员数量；实施周期指标值：≥5人，年度指标值：≥5人；2、2－效益指标，\
             22－社会效益，投诉办结率；实施周期指标值：≥90%，年度指标值：≥90%;",
        );
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].name.as_str(), found[0].level2_std.as_deref()), ("网格员数量", Some("quantity")));
        assert_eq!(found[1].period_value.as_ref().map(|v| v.raw.as_str()), Some("≥90%"));
        assert_eq!(found[1].name, "投诉办结率");
    }

    #[test]
    fn an_empty_value_takes_no_next_indicator() {
        let found = read(
            "1、1－产出指标，12－质量指标，方案评审；实施周期指标值：通过，年度指标值：2、2－效益指标，23－生态效益，\
             湿地恢复率；实施周期指标值：≥60%，年度指标值：≥60%。",
        );
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].name.as_str(), found[0].annual_value.as_ref()), ("方案评审", None));
        assert_eq!(found[0].flags, ["no_annual_value"]);
        assert_eq!((found[1].name.as_str(), found[1].level1_std.as_deref()), ("湿地恢复率", Some("benefit")));
    }

    #[test]
    fn a_label_may_lack_its_colon() {
        let found = read("1、1-产出指标；12-质量指标；完好率；实施周期指标值》80%，年度指标值》85%。");
        let raw = |value: &Option<gongkai_model::record::Value>| value.as_ref().map(|v| (v.raw.clone(), v.op.clone()));
        assert_eq!(raw(&found[0].period_value), Some(("》80%".to_owned(), Some(">".to_owned()))));
        assert_eq!(raw(&found[0].annual_value), Some(("》85%".to_owned(), Some(">".to_owned()))));
        assert_eq!(found[0].name, "完好率");
    }

    #[test]
    fn numbered_prose_is_no_indicator() {
        assert!(read("1、编印资料；2、公共宣传。").is_empty());
        assert!(read("").is_empty());
    }
}
