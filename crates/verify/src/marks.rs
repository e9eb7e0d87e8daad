//! 分值 and 得分 (weights and scores) of performance indicators as figures: numbers without a unit.

use crate::ledger::{Figure, Position, TableFigures, place_of, position};
use gongkai_model::record::Indicator;
use gongkai_model::table::{Form, Table};
use gongkai_model::{Decimal, Disclosure};
use gongkai_normalize::number::parse_cell;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Figures of the weights and scores of one form.
#[derive(Debug, Default)]
pub(crate) struct ProjectWeights {
    pub(crate) weights: Vec<usize>,
    pub(crate) scores: Vec<usize>,
    pub(crate) total_weight: Option<usize>,
    pub(crate) total_score: Option<usize>,
    pub(crate) execution_weight: Option<usize>,
    pub(crate) execution_score: Option<usize>,
    /// Some indicator has no weight, or the form goes on over a page end.
    pub(crate) doubtful: bool,
}

/// The weight printed with the name of a level, 产出指标（50分）, and the weights of the indicators below it.
#[derive(Debug)]
pub(crate) struct LevelWeight {
    pub(crate) total: usize,
    pub(crate) weights: Vec<usize>,
}

/// Figures of weights and scores, form by form, where the form prints their total.
pub(crate) fn add_weights<'a>(
    disclosure: &'a Disclosure,
    printed: &HashMap<&'a str, &Table>,
    positions: &mut HashMap<&'a str, usize>,
    tables: &mut Vec<TableFigures<'a>>,
    figures: &mut Vec<Figure<'a>>,
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
            figures.push(mark_figure((entity, id, row, column), text, place.clone(), page, line));
            Some(figures.len() - 1)
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
        let at = position(positions, tables, &project.table_id, Form::Other);
        if let Some(table) = tables.get_mut(at) {
            table.weights.push(weights);
        }
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
    positions: &mut HashMap<&'a str, usize>,
    tables: &mut Vec<TableFigures<'a>>,
    figures: &mut Vec<Figure<'a>>,
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
        let first = figures.len();
        let own = (head, level, "level_weight", weight);
        let below = group.iter().filter_map(|i| Some((i, i.name.as_str(), "weight", i.weight.as_deref()?)));
        for (indicator, row, column, text) in std::iter::once(own).chain(below) {
            let (page, line) = (indicator.provenance.page, indicator.provenance.line);
            let source = ("indicator", indicator.indicator_id.as_str(), row, column);
            figures.push(mark_figure(source, text, place_of(table, page, line, level), page, line));
        }
        let level_weight = LevelWeight { total: first, weights: (first + 1..figures.len()).collect() };
        let at = position(positions, tables, table_id, Form::Other);
        if let Some(table) = tables.get_mut(at) {
            table.level_weights.push(level_weight);
        }
    }
}

/// A weight or a score: a number without a unit.
pub(crate) fn mark_figure<'a>(
    (entity, id, row, column): (&'static str, &'a str, &'a str, &'a str),
    printed: &'a str,
    place: String,
    page: Option<u32>,
    line: Option<u32>,
) -> Figure<'a> {
    let cell = parse_cell(printed.trim_end_matches('分'));
    let decimals = u32::from(cell.decimals);
    Figure {
        entity,
        id,
        row,
        column,
        printed: Cow::Borrowed(printed),
        unit: None,
        state: cell.state,
        yuan: cell.value,
        half: if decimals == 0 { Decimal::ZERO } else { Decimal::new(5, decimals.saturating_add(1).min(20)) },
        decimals,
        position: Position { lane: u32::MAX, row: u32::MAX, col: u32::MAX },
        place: Cow::Owned(place),
        page,
        line,
        row_key: row,
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
