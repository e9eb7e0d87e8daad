//! Figures with their exactness, indexed by table.

use crate::marks::{LevelWeight, ProjectWeights, add_level_weights, add_weights, mark_figure};
use gongkai_model::record::{BudgetLine, CellState, Fact, Project, ProjectAmount};
use gongkai_model::table::{Form, Table};
use gongkai_model::{Decimal, Disclosure};
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::{MoneyUnit, parse_money};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

    /// The column it stands in and its unit.
    fn unit_column(&self) -> UnitColumn {
        ((self.position.lane, self.position.col), self.unit)
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

/// Lane and column, and the unit of figures in it.
type UnitColumn = ((u32, u32), Option<MoneyUnit>);

/// The figures of one table.
#[derive(Debug)]
pub(crate) struct TableFigures<'a> {
    pub(crate) form: Form,
    /// It goes on over several pages.
    pub(crate) continued: bool,
    /// Budget lines as (figure, line), in document order. The figure of a line has the line's own position.
    pub(crate) lines: Vec<usize>,
    /// Projects with the positions of their amounts' figures.
    pub(crate) projects: Vec<(&'a Project, Vec<usize>)>,
    /// Cells of its columns of rates.
    pub(crate) rates: Vec<RateCell>,
    /// Weights and scores of the indicators of forms that print a total.
    pub(crate) weights: Vec<ProjectWeights>,
    /// Weights printed with the names of levels, and of the indicators below.
    pub(crate) level_weights: Vec<LevelWeight>,
}

/// One cell of a column of rates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RateCell {
    pub(crate) lane: u32,
    pub(crate) row: u32,
    pub(crate) col: u32,
    pub(crate) figure: usize,
}

/// All figures of a document.
#[derive(Debug)]
pub(crate) struct Ledger<'a> {
    /// Figures of the budget lines in their order, then those of the projects.
    pub(crate) figures: Vec<Figure<'a>>,
    pub(crate) lines: &'a [BudgetLine],
    /// Tables with figures, in document order.
    pub(crate) tables: Vec<TableFigures<'a>>,
    /// Figures of the prose; the figure of the first is `first_fact`, the others follow.
    pub(crate) facts: &'a [Fact],
    pub(crate) first_fact: usize,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(disclosure: &'a Disclosure) -> Self {
        let lines = disclosure.budget_lines.as_slice();
        let mut positions: HashMap<&str, usize> = HashMap::new();
        let mut tables: Vec<TableFigures<'a>> = Vec::new();
        for table in &disclosure.tables {
            let at = position(&mut positions, &mut tables, &table.table_id, table.form);
            if let Some(of_table) = tables.get_mut(at) {
                of_table.continued = table.continued || table.pages.len() > 1;
            }
        }
        let mut figures: Vec<Figure<'a>> = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            let table = position(&mut positions, &mut tables, &line.table_id, line.form);
            if let Some(table) = tables.get_mut(table) {
                table.lines.push(at);
            }
            figures.push(line_figure(line));
        }
        let printed: HashMap<&str, &Table> = disclosure.tables.iter().map(|t| (t.table_id.as_str(), t)).collect();
        for project in &disclosure.projects {
            let table = position(&mut positions, &mut tables, &project.table_id, Form::Other);
            let title = printed.get(project.table_id.as_str()).copied();
            let first = figures.len();
            let row = tables.get(table).map_or(0, |t| u32::try_from(t.projects.len()).unwrap_or(u32::MAX));
            figures.extend(project.amounts.iter().map(|amount| project_figure(project, row, amount, title)));
            if let Some(table) = tables.get_mut(table) {
                table.projects.push((project, (first..figures.len()).collect()));
            }
        }
        add_weights(disclosure, &printed, &mut positions, &mut tables, &mut figures);
        add_level_weights(disclosure, &printed, &mut positions, &mut tables, &mut figures);
        for table in &disclosure.tables {
            add_rates(table, &mut positions, &mut tables, &mut figures);
        }
        let first_fact = figures.len();
        figures.extend(disclosure.facts.iter().map(fact_figure));
        let mut ledger = Self { figures, lines, tables, facts: &disclosure.facts, first_fact };
        ledger.set_exactness();
        ledger
    }

    /// Sets how exact each figure is, by the decimals printed in its column.
    fn set_exactness(&mut self) {
        for table in 0..self.tables.len() {
            let Some(of_table) = self.tables.get(table) else { continue };
            let members: Vec<usize> = of_table
                .lines
                .iter()
                .copied()
                .chain(of_table.projects.iter().flat_map(|(_, f)| f.iter().copied()))
                .collect();
            let mut by_column: BTreeMap<UnitColumn, ColumnDecimals> = BTreeMap::new();
            // Units of amounts that print their last decimal though it is a zero: what prints fewer was rounded to them.
            let mut keep_zeros: BTreeSet<Option<MoneyUnit>> = BTreeSet::new();
            for &at in &members {
                let Some(figure) = self.figures.get(at).filter(|f| f.is_non_zero()) else { continue };
                by_column.entry(figure.unit_column()).or_default().add(figure.decimals);
                if ends_in_zero(figure) {
                    keep_zeros.insert(figure.unit);
                }
            }
            let mut by_unit: BTreeMap<Option<MoneyUnit>, u32> = BTreeMap::new();
            let mut stripped = false;
            for ((_, unit), column) in &by_column {
                stripped |= column.least != column.most;
                if !column.is_rounded() {
                    let decimals = by_unit.entry(*unit).or_insert(column.most);
                    *decimals = (*decimals).max(column.most);
                }
            }
            for at in members {
                let Some(figure) = self.figures.get_mut(at) else { continue };
                let of_unit = by_unit.get(&figure.unit).copied().unwrap_or(figure.decimals);
                let own = figure.decimals;
                // Where trailing zeros are left out, one column may happen to show fewer decimals than are meant.
                figure.decimals = match by_column.get(&figure.unit_column()) {
                    Some(column) if column.is_rounded() => own,
                    Some(column) if !stripped => column.most,
                    _ => of_unit,
                };
                let meant =
                    if is_cut_short(figure) || keep_zeros.contains(&figure.unit) { own } else { figure.decimals };
                figure.half = half_unit(figure.unit, meant);
            }
        }
    }
}

/// Decimals of the figures of one column other than zero.
#[derive(Debug, Clone, Copy, Default)]
struct ColumnDecimals {
    least: u32,
    most: u32,
    /// Figures with the least and with more decimals.
    fewest: usize,
    more: usize,
}

impl ColumnDecimals {
    fn add(&mut self, decimals: u32) {
        if self.fewest + self.more == 0 {
            (self.least, self.most, self.fewest) = (decimals, decimals, 1);
        } else if decimals < self.least {
            (self.least, self.more, self.fewest) = (decimals, self.more + self.fewest, 1);
        } else {
            self.most = self.most.max(decimals);
            if decimals == self.least {
                self.fewest += 1;
            } else {
                self.more += 1;
            }
        }
    }

    /// Whole numbers with a rare decimal among them are rounded to whole numbers. Were only trailing zeros left out,
    /// nine of ten figures would show decimals.
    const fn is_rounded(&self) -> bool {
        self.least == 0 && self.most > 0 && self.more * 4 <= self.fewest
    }
}

pub(crate) fn position<'a, 'k>(
    positions: &mut HashMap<&'k str, usize>,
    tables: &mut Vec<TableFigures<'a>>,
    id: &'k str,
    form: Form,
) -> usize {
    *positions.entry(id).or_insert_with(|| {
        tables.push(TableFigures {
            form,
            continued: false,
            lines: Vec::new(),
            projects: Vec::new(),
            weights: Vec::new(),
            level_weights: Vec::new(),
            rates: Vec::new(),
        });
        tables.len() - 1
    })
}

/// Figures of the cells of columns of rates.
fn add_rates<'a>(
    table: &'a Table,
    positions: &mut HashMap<&'a str, usize>,
    tables: &mut Vec<TableFigures<'a>>,
    figures: &mut Vec<Figure<'a>>,
) {
    let lane_of: BTreeMap<u32, (u32, &str)> = table
        .columns
        .iter()
        .filter(|column| column.field.as_deref() == Some("rate"))
        .map(|column| {
            let header = column.path.last().map(String::as_str).unwrap_or_default();
            (column.index, (column.lane, header))
        })
        .collect();
    if lane_of.is_empty() {
        return;
    }
    let at = position(positions, tables, &table.table_id, table.form);
    for cell in table.cells.iter().filter(|cell| cell.row >= table.header_rows && cell.col_span == 1) {
        let Some(&(lane, header)) = lane_of.get(&cell.col) else { continue };
        let printed = cell.text.trim();
        let number = parse_cell(printed.trim_end_matches(['%', '％']));
        if number.state != CellState::Number {
            continue;
        }
        let place = place_of(Some(table), cell.page, cell.line, "");
        let source = ("table", table.table_id.as_str(), header, header);
        figures.push(mark_figure(source, printed, place, cell.page, cell.line));
        if let (Some(table), Some(figure)) = (tables.get_mut(at), figures.last_mut()) {
            figure.position = Position { lane: u32::MAX, row: cell.row, col: cell.col };
            figure.state = number.state;
            figure.yuan = number.value;
            figure.decimals = u32::from(number.decimals);
            table.rates.push(RateCell { lane, row: cell.row, col: cell.col, figure: figures.len() - 1 });
        }
    }
}

fn fact_figure(fact: &Fact) -> Figure<'_> {
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

fn line_figure(line: &BudgetLine) -> Figure<'_> {
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

fn project_figure<'a>(project: &'a Project, row: u32, amount: &'a ProjectAmount, table: Option<&Table>) -> Figure<'a> {
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

/// Most digits a spreadsheet cell shows in its general format; what is longer loses decimals.
const GENERAL_FORMAT_DIGITS: usize = 10;

/// Whether fewer decimals than in the rest of the column were printed because the figure was rounded and not because
/// it ends there: whole yuan among fen, or a figure as long as a spreadsheet's general format allows.
fn is_cut_short(figure: &Figure<'_>) -> bool {
    let digits = figure.printed.chars().filter(char::is_ascii_digit).count();
    figure.unit == Some(MoneyUnit::Yuan) || digits >= GENERAL_FORMAT_DIGITS
}

/// Whether the last decimal printed is a zero: 1794.00.
fn ends_in_zero(figure: &Figure<'_>) -> bool {
    let digits = || figure.printed.chars().rev().skip_while(|c| !c.is_ascii_digit());
    figure.decimals > 0 && digits().next() == Some('0')
}

fn printed_decimals(printed: &str) -> u32 {
    let cell = parse_cell(printed);
    if cell.value.is_some() {
        return u32::from(cell.decimals);
    }
    parse_money(printed).map_or(0, |money| u32::from(money.decimals))
}

/// Half a unit of the last printed decimal in yuan.
fn half_unit(unit: Option<MoneyUnit>, decimals: u32) -> Decimal {
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
