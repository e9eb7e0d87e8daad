//! Indicators stated in the prose of a self-evaluation: `①育苗成活率，目标值：95%。指标值完成情况：成活率为97%。`
//!
//! The label 目标值 (target) behind a name is what tells them; what was achieved stands behind a second label. The level
//! is the one the heading above names (产出指标包括：), the project the one a heading further up names.

use crate::amounts::section_provenance;
use crate::indicators::ids::IndicatorIds;
use crate::indicators::levels::level;
use crate::vocabulary::indicator_level_prefix;
use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::record::{Indicator, Project};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;
use gongkai_normalize::value::{parse_value, unit_in_name};
use std::collections::BTreeMap;

/// The label of a target.
const TARGET: &str = "目标值";
/// Labels of what was achieved.
const ACTUAL: &[&str] = &["指标值完成情况", "目标值完成情况", "实际完成值", "完成情况", "完成值"];
/// Longest name of an indicator, in characters.
const LONGEST_NAME: usize = 40;
/// Deepest outline.
const DEEPEST: usize = 16;

/// The indicators of the prose, in order.
pub(crate) fn indicators_in_prose(
    sections: &[Section],
    projects: &[Project],
    ids: &mut IndicatorIds,
    indicators: &mut Vec<Indicator>,
) {
    let names: BTreeMap<String, &str> =
        projects.iter().rev().map(|project| (comparison_key(&project.name), project.project_id.as_str())).collect();
    let mut headings: BTreeMap<&str, &Section> = BTreeMap::new();
    let mut seq = 0;
    let mut last: Option<&str> = None;
    for section in sections {
        if section.kind == SectionKind::Heading {
            headings.insert(&section.section_id, section);
            continue;
        }
        let Some((name, target, actual)) = read(&section.text) else { continue };
        let above = ancestors(section, &headings);
        let project = above.iter().find_map(|heading| {
            names.get(&comparison_key(strip_list_mark(&heading.text))).filter(|id| !id.is_empty()).copied()
        });
        let of_level = above.iter().find_map(|heading| indicator_level_prefix(strip_list_mark(&heading.text), 1));
        let (level1, level1_std) = level(of_level.map_or("", |(name, _)| name), 1);
        seq = if project == last { seq + 1 } else { 1 };
        last = project;
        indicators.push(Indicator {
            indicator_id: ids.next(),
            project_id: project.map(str::to_owned),
            seq,
            level1,
            level1_std,
            name: name.to_owned(),
            unit_in_name: unit_in_name(name),
            target_value: Some(parse_value(target)),
            actual_value: actual.map(parse_value),
            provenance: section_provenance(section),
            ..Indicator::default()
        });
    }
}

/// The headings above a text, the nearest first.
fn ancestors<'s>(section: &Section, headings: &BTreeMap<&str, &'s Section>) -> Vec<&'s Section> {
    let mut above = Vec::new();
    let mut parent = section.parent_id.as_deref();
    while let Some(heading) = parent.and_then(|id| headings.get(id)).filter(|_| above.len() < DEEPEST) {
        above.push(*heading);
        parent = heading.parent_id.as_deref();
    }
    above
}

/// Name, target and what was achieved of an indicator stated in a paragraph.
fn read(text: &str) -> Option<(&str, &str, Option<&str>)> {
    let text = strip_list_mark(text.trim());
    let (name, rest) = text.split_once(TARGET)?;
    let name = name.trim().strip_suffix(['，', ',', '：', ':', '；', ';'])?.trim();
    let is_name = (2..=LONGEST_NAME).contains(&name.chars().count()) && !name.contains(['。', '；', '：', ':']);
    let rest = rest.trim_start().strip_prefix(['：', ':']).filter(|_| is_name)?;
    let (target, behind) = rest.split_once('。').unwrap_or((rest, ""));
    let behind = behind.trim_start();
    let actual = ACTUAL.iter().find_map(|label| behind.strip_prefix(label)?.trim_start().strip_prefix(['：', ':']));
    let actual = actual.map(|text| text.split_once('。').map_or(text, |(first, _)| first).trim());
    let target = target.trim();
    (!target.is_empty()).then_some((name, target, actual.filter(|text| !text.is_empty())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: &str, kind: SectionKind, parent: Option<&str>, text: &str) -> Section {
        Section {
            section_id: id.to_owned(),
            kind,
            parent_id: parent.map(str::to_owned),
            text: text.to_owned(),
            ..Section::default()
        }
    }

    #[test]
    fn targets_in_prose_are_indicators_of_the_project_named_above() {
        let sections = [
            section("s1", SectionKind::Heading, None, "2.苗圃补助项目"),
            section("s2", SectionKind::Heading, Some("s1"), "产出指标包括："),
            section(
                "s3",
                SectionKind::ListItem,
                Some("s2"),
                "①补助育苗户数，目标值：约12户。指标值完成情况：达到14户。",
            ),
            section("s4", SectionKind::ListItem, Some("s2"), "②育苗成活率,目标值:95%及以上。全年浇水8次。"),
            section("s5", SectionKind::ListItem, Some("s2"), "③各户的目标值如下。"),
        ];
        let project =
            Project { name: "苗圃补助项目".to_owned(), project_id: "p001".to_owned(), ..Project::default() };
        let mut found = Vec::new();
        indicators_in_prose(&sections, &[project], &mut IndicatorIds::default(), &mut found);
        let number = |value: &Option<gongkai_model::record::Value>| {
            value.as_ref().and_then(|v| v.number_base).map(|n| n.to_string())
        };
        let told: Vec<_> =
            found.iter().map(|i| (i.seq, i.name.as_str(), number(&i.target_value), number(&i.actual_value))).collect();
        assert_eq!(
            told,
            [
                (1, "补助育苗户数", Some("12".to_owned()), Some("14".to_owned())),
                (2, "育苗成活率", Some("95".to_owned()), None)
            ]
        );
        assert_eq!(found[0].project_id.as_deref(), Some("p001"));
        assert_eq!(found[0].level1_std.as_deref(), Some("output"));
    }
}
