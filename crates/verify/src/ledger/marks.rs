//! 分值 and 得分 (weights and scores) of performance indicators as figures: numbers without a unit.

use super::collected::{Collected, LevelWeight, ProjectWeights};
use super::figure::{mark_figure, place_of};
use gongkai_model::Disclosure;
use gongkai_model::record::Indicator;
use gongkai_model::table::{Form, Table};
use std::collections::{HashMap, HashSet};

/// Figures of weights and scores, form by form, where the form prints their total.
pub(crate) fn add_weights<'a>(
    disclosure: &'a Disclosure,
    printed: &HashMap<&'a str, &Table>,
    collected: &mut Collected<'a>,
) {
    let mut of_project: HashMap<&str, Vec<&Indicator>> = HashMap::new();
    for indicator in &disclosure.indicators {
        if let Some(project) = indicator.project_id.as_deref() {
            of_project.entry(project).or_default().push(indicator);
        }
    }
    for project in &disclosure.projects {
        if project.total_weight.is_none() && project.total_score.is_none() {
            continue;
        }
        let Some(indicators) = of_project.get(project.project_id.as_str()) else { continue };
        let table = printed.get(project.table_id.as_str()).copied();
        let mut weights = ProjectWeights {
            doubtful: indicators.iter().any(|i| i.weight.is_none()) || table.is_none_or(|t| t.pages.len() > 1),
            ..ProjectWeights::default()
        };
        let place = place_of(table, project.provenance.page, project.provenance.line, &project.name);
        let mut add = |entity, id, row, column, text: &'a Option<String>, page, line| {
            let text = text.as_deref()?;
            Some(collected.add(mark_figure((entity, id, row, column), text, place.clone(), page, line)))
        };
        let at = (project.provenance.page, project.provenance.line);
        let mut own = |column, text| add("project", &project.project_id, "总分", column, text, at.0, at.1);
        weights.total_weight = own("total_weight", &project.total_weight);
        weights.total_score = own("total_score", &project.total_score);
        weights.execution_weight = own("execution_weight", &project.execution_weight);
        weights.execution_score = own("execution_score", &project.execution_score);
        for indicator in indicators {
            let (page, line) = (indicator.provenance.page, indicator.provenance.line);
            let (id, name) = (indicator.indicator_id.as_str(), indicator.name.as_str());
            weights.weights.extend(add("indicator", id, name, "weight", &indicator.weight, page, line));
            weights.scores.extend(add("indicator", id, name, "score", &indicator.score, page, line));
        }
        collected.table(&project.table_id, Form::Other).weights.push(weights);
    }
}

/// The weight a level's name ends with: 产出指标（50分）, 效益30分.
fn weight_in_name(level: &str) -> Option<&str> {
    let inside = level.trim_end().trim_end_matches(['）', ')']).trim_end().strip_suffix('分')?.trim_end();
    let name = inside.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = inside.get(name.len()..)?;
    let named = name.trim_end_matches(['（', '(', ' ']).ends_with(gongkai_normalize::chars::is_ideograph);
    (named && !number.is_empty()).then_some(number)
}

/// Figures of weights that are printed with the names of levels, where every indicator below has one of its own. Where
/// the form's total can be compared with all of them that is done, and says the same.
pub(crate) fn add_level_weights<'a>(
    disclosure: &'a Disclosure,
    printed: &HashMap<&'a str, &Table>,
    collected: &mut Collected<'a>,
) {
    let compared: HashSet<&str> = disclosure
        .projects
        .iter()
        .filter(|project| project.total_weight.is_some() && project.execution_weight.is_some())
        .map(|project| project.project_id.as_str())
        .collect();
    let is_compared = |i: &Indicator| i.project_id.as_deref().is_some_and(|id| compared.contains(id));
    let same = |a: &Indicator, b: &Indicator| {
        (&a.table_id, &a.project_id, &a.level1) == (&b.table_id, &b.project_id, &b.level1)
    };
    let first = disclosure.indicators.chunk_by(|a, b| same(a, b));
    let first = first.filter_map(|group| Some((group.first()?.level1.as_deref()?, group)));
    let second = disclosure.indicators.chunk_by(|a, b| same(a, b) && a.level2 == b.level2);
    let second = second.filter_map(|group| Some((group.first()?.level2.as_deref()?, group)));
    for (level, group) in first.chain(second) {
        let (Some(weight), Some(head)) = (weight_in_name(level), group.first()) else { continue };
        if is_compared(head) {
            continue;
        }
        let Some(table_id) = head.table_id.as_deref().filter(|_| group.iter().all(|i| i.weight.is_some())) else {
            continue;
        };
        let table = printed.get(table_id).copied();
        let total = collected.figures.len();
        let own = (head, level, "level_weight", weight);
        let below = group.iter().filter_map(|i| Some((i, i.name.as_str(), "weight", i.weight.as_deref()?)));
        for (indicator, row, column, text) in std::iter::once(own).chain(below) {
            let (page, line) = (indicator.provenance.page, indicator.provenance.line);
            let source = ("indicator", indicator.indicator_id.as_str(), row, column);
            collected.add(mark_figure(source, text, place_of(table, page, line, level), page, line));
        }
        let level_weight = LevelWeight { total, weights: (total + 1..collected.figures.len()).collect() };
        collected.table(table_id, Form::Other).level_weights.push(level_weight);
    }
}

#[cfg(test)]
mod tests {
    use super::weight_in_name;

    #[test]
    fn a_level_may_name_its_weight() {
        assert_eq!(weight_in_name("产出指标（50分）"), Some("50"));
        assert_eq!(weight_in_name("效益(12.5分)"), Some("12.5"));
        assert_eq!(weight_in_name("满意度指标10分"), Some("10"));
        assert_eq!(weight_in_name("产出指标"), None);
        assert_eq!(weight_in_name("（10分）"), None);
        assert_eq!(weight_in_name("满意度指标（≥90分）"), None);
    }
}
