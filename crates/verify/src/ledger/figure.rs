//! One printed figure: what it is, where it stands and how exact it is.

use gongkai_model::Decimal;
use gongkai_model::record::{BudgetLine, CellState, Fact, Project, ProjectAmount};
use gongkai_model::table::Table;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::{MoneyUnit, parse_money};
use std::borrow::Cow;

/// One printed figure.
#[derive(Debug, Clone)]
pub(crate) struct Figure<'a> {
    /// `budget_line` or `project`.
    pub(crate) entity: &'static str,
    /// Id of the entity.
    pub(crate) id: &'a str,
    /// Label of its row.
    pub(crate) row: &'a str,
    /// Header of its column.
    pub(crate) column: &'a str,
    pub(crate) printed: Cow<'a, str>,
    pub(crate) unit: Option<MoneyUnit>,
    pub(crate) state: CellState,
    pub(crate) yuan: Option<Decimal>,
    /// Half a unit of the last decimal printed in its column, in yuan; 0 where amounts are printed to the fen (0.01
    /// yuan), the smallest unit there is.
    pub(crate) half: Decimal,
    /// Decimals printed in its column.
    pub(crate) decimals: u32,
    /// Lane, row and column; for a project its position in the table.
    pub(crate) position: Position,
    /// Where to find it, in Chinese.
    pub(crate) place: Cow<'a, str>,
    pub(crate) page: Option<u32>,
    pub(crate) line: Option<u32>,
    /// Code of the row, or its label.
    pub(crate) row_key: &'a str,
}

impl Figure<'_> {
    /// A number other than zero is printed.
    pub(crate) fn is_non_zero(&self) -> bool {
        self.state == CellState::Number
    }

    /// Nothing is printed, or a dash.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(self.state, CellState::Blank | CellState::Dash)
    }
}

/// Where a figure stands in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// Lane; `u32::MAX` for projects.
    pub(crate) lane: u32,
    pub(crate) row: u32,
    pub(crate) col: u32,
}

/// The figure of a budget line.
pub(crate) fn line_figure(line: &BudgetLine) -> Figure<'_> {
    Figure {
        entity: "budget_line",
        id: &line.line_id,
        row: &line.label,
        column: &line.measure_label,
        printed: Cow::Borrowed(&line.amount_printed),
        unit: line.unit.as_deref().and_then(MoneyUnit::parse),
        state: line.cell_state,
        yuan: line.amount_yuan,
        half: Decimal::ZERO,
        decimals: printed_decimals(&line.amount_printed),
        position: Position {
            lane: line.lane,
            row: line.provenance.row.unwrap_or(u32::MAX),
            col: line.provenance.col.unwrap_or(u32::MAX),
        },
        place: Cow::Borrowed(&line.locator_zh),
        page: line.provenance.page,
        line: line.provenance.line,
        row_key: line.code.as_deref().filter(|code| !code.is_empty()).unwrap_or(&line.label),
    }
}

/// The figure of an amount of a project, which stands `row`th in its table.
pub(crate) fn project_figure<'a>(
    project: &'a Project,
    row: u32,
    amount: &'a ProjectAmount,
    table: Option<&Table>,
) -> Figure<'a> {
    let page = amount.provenance.page.or(project.provenance.page);
    let line = amount.provenance.line.or(project.provenance.line);
    let place = place_of(table, page, line, &project.name);
    Figure {
        entity: "project",
        id: &project.project_id,
        row: &project.name,
        column: &amount.measure,
        printed: Cow::Borrowed(&amount.amount_printed),
        unit: amount.unit.as_deref().and_then(MoneyUnit::parse),
        state: amount.cell_state,
        yuan: amount.amount_yuan,
        half: Decimal::ZERO,
        decimals: printed_decimals(&amount.amount_printed),
        position: Position { lane: u32::MAX, row, col: u32::MAX },
        place: Cow::Owned(place),
        page,
        line,
        row_key: &project.name,
    }
}

/// The figure of a fact of the prose.
pub(crate) fn fact_figure(fact: &Fact) -> Figure<'_> {
    let unit = fact.unit.as_deref().and_then(MoneyUnit::parse).filter(|_| fact.amount_yuan.is_some());
    let decimals = fact.value.map_or(0, |value| value.scale());
    let place = fact.provenance.page.map(|page| format!("第{page}页"));
    let line = fact.provenance.line.map(|line| format!("第{line}行"));
    Figure {
        entity: "fact",
        id: &fact.fact_id,
        row: &fact.subject,
        column: "文字说明",
        printed: Cow::Owned(fact.value.map(|value| value.to_string()).unwrap_or_default()),
        unit,
        state: if fact.value.is_none_or(|v| v.is_zero()) { CellState::Zero } else { CellState::Number },
        yuan: fact.amount_yuan.or(fact.value),
        half: half_unit(unit, decimals),
        decimals,
        position: Position { lane: u32::MAX, row: u32::MAX, col: u32::MAX },
        place: Cow::Owned(format!("文字说明{}", place.or(line).map(|place| format!("，{place}")).unwrap_or_default())),
        page: fact.provenance.page,
        line: fact.provenance.line,
        row_key: &fact.subject,
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

/// Where to find a figure, in Chinese: form number or title, page or line, name.
pub(crate) fn place_of(table: Option<&Table>, page: Option<u32>, line: Option<u32>, name: &str) -> String {
    let mut place = table.and_then(|t| t.form_number.clone().or_else(|| t.title.clone())).unwrap_or_default();
    let page_place = page.map(|page| format!("第{page}页"));
    let line_place = line.filter(|_| page.is_none()).map(|line| format!("第{line}行"));
    let name = Some(name.to_owned()).filter(|name| !name.is_empty());
    for part in [page_place, line_place, name].into_iter().flatten() {
        if !place.is_empty() {
            place.push('，');
        }
        place.push_str(&part);
    }
    place
}

fn printed_decimals(printed: &str) -> u32 {
    let cell = parse_cell(printed);
    if cell.value.is_some() {
        return u32::from(cell.decimals);
    }
    parse_money(printed).map_or(0, |money| u32::from(money.decimals))
}

/// Half a unit of the last printed decimal in yuan.
pub(crate) fn half_unit(unit: Option<MoneyUnit>, decimals: u32) -> Decimal {
    let fen = Decimal::new(1, 2);
    let Some(unit) = unit else { return Decimal::ZERO };
    let last = unit.factor().saturating_mul(Decimal::new(1, decimals.min(20)));
    if last <= fen { Decimal::ZERO } else { last.saturating_mul(Decimal::new(5, 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_unit_depends_on_unit_and_decimals() {
        let half = |unit, decimals| half_unit(Some(unit), decimals).normalize().to_string();
        assert_eq!(half(MoneyUnit::TenThousandYuan, 2), "50");
        assert_eq!(half(MoneyUnit::TenThousandYuan, 6), "0");
        assert_eq!(half(MoneyUnit::Yuan, 2), "0");
        assert_eq!(half(MoneyUnit::Yuan, 0), "0.5");
        assert_eq!(half(MoneyUnit::HundredMillionYuan, 2), "500000");
        assert_eq!(half_unit(None, 2), Decimal::ZERO);
    }
}
