//! Amounts of money tables in long form: one line per row and money column.

mod told_apart;

use crate::amounts::{exact_yuan, provenance};
use crate::budget_lines::told_apart::tell_apart;
use crate::columns::issue_totals::ISSUE_TOTAL;
use crate::columns::meaning::ColumnMeaning;
use crate::columns::roles::RowUnit;
use crate::forms::set::is_form_grid;
use crate::forms::title::fund_of_title;
use crate::forms::title_scope::scope_of_title;
use crate::grid::Grid;
use crate::identity::{LineIds, lowered};
use crate::lanes::row::LaneRow;
use crate::lanes::{Lane, side_of_measure};
use crate::rows::codes::is_unknown;
use crate::rows::dimensions::{Labelled, Open, add_row_dimensions, one_side, only_fund};
use crate::understood::Understood;
use crate::units::read_money_cell;
use crate::vocabulary::{phase_in, three_public_in};
use gongkai_model::record::{Basis, BudgetLine, CellState, Fund, Phase, Side};
use gongkai_model::table::{Cell, Form, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::footnote::split_number_marks;
use gongkai_normalize::label::strip_list_mark;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::MoneyUnit;
use gongkai_normalize::year::fiscal_year;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What the document says about amounts whose table says nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Defaults {
    pub(crate) fiscal_year: Option<u16>,
    /// The year that a document about a year gone by proposes a budget for.
    pub(crate) budget_year: Option<u16>,
    pub(crate) phase: Option<Phase>,
}

/// What a table as a whole says about its amounts.
struct TableContext<'a> {
    table: &'a Table,
    unit: Option<MoneyUnit>,
    fund: Option<Fund>,
    phase: Option<Phase>,
    year: Option<u16>,
    /// The last year of which the document tells what was done.
    executed: Option<u16>,
    scope: Option<String>,
    /// Neither title nor form names the stage.
    open_phase: bool,
    of_debt: bool,
    /// Rows name the items of 三公经费.
    items_in_rows: bool,
    /// A note says that 预算数 is the adjusted budget.
    adjusted: bool,
    place: String,
}

/// Lines of one table, appended in row order. `projects` maps rows to the projects they are.
pub(crate) fn table_lines(
    table: &Table,
    understood: &Understood,
    projects: &BTreeMap<usize, String>,
    defaults: Defaults,
    ids: &mut LineIds,
    lines: &mut Vec<BudgetLine>,
) {
    if is_form_grid(table.form) || !understood.has_money() {
        return;
    }
    let context = context(table, understood, defaults);
    let grid = Grid::new(table);
    let mut made: Vec<(u32, usize, BudgetLine)> = Vec::new();
    for (index, (lane, rows)) in understood.lanes.iter().enumerate() {
        lane_lines(&context, &grid, understood, (index, lane, rows), projects, &mut made, ids);
    }
    // Row by row, lanes from left to right.
    made.sort_by_key(|(row, order, _)| (*row, *order));
    lines.extend(made.into_iter().map(|(_, _, line)| line));
}

fn context<'a>(table: &'a Table, understood: &Understood, defaults: Defaults) -> TableContext<'a> {
    let title = table.title.as_deref().unwrap_or("");
    let key = comparison_key(title);
    let three_public = matches!(table.form, Form::FA07 | Form::BU07);
    let items_in_columns = understood.meanings.iter().any(|m| matches!(m.field.as_str(), "abroad" | "reception"));
    // 部门预算草案套表2: a draft is a budget.
    let draft = table.form_number.as_deref().is_some_and(|number| number.contains("预算草案"));
    let told = phase_in(&key).or_else(|| phase_of_form(table.form)).or(draft.then_some(Phase::Budget));
    let title_year = fiscal_year(title);
    // A budget without a year in a report on a year gone by is the one that the report proposes.
    let proposed =
        defaults.budget_year.filter(|_| told == Some(Phase::Budget) && defaults.phase != Some(Phase::Budget));
    // A table about a later year than was executed proposes it.
    let later = title_year.zip(defaults.fiscal_year).is_some_and(|(own, document)| own > document);
    // A table about an earlier year than the budget it is published with tells what was done.
    let earlier = title_year.zip(defaults.fiscal_year).is_some_and(|(own, document)| own < document);
    let default =
        if earlier && defaults.phase == Some(Phase::Budget) { Some(Phase::Execution) } else { defaults.phase };
    let phase = told.or(if later { Some(Phase::Budget) } else { default });
    TableContext {
        table,
        unit: table.unit.as_deref().and_then(MoneyUnit::parse),
        fund: fund_of_table(table.form, &key),
        phase,
        open_phase: told.is_none(),
        of_debt: key.contains("债务") || key.contains("债券"),
        year: title_year.or(proposed).or(defaults.fiscal_year),
        executed: defaults.fiscal_year.filter(|_| matches!(defaults.phase, Some(Phase::Execution | Phase::Final))),
        scope: scope_of_title(&key),
        items_in_rows: three_public && !items_in_columns,
        adjusted: table.notes.iter().any(|note| names_adjusted_budget(note)),
        place: place_of_table(table),
    }
}

/// 预算数为全年预算数，反映按规定程序调整后的预算数: what a column calls 预算数 is the adjusted budget.
fn names_adjusted_budget(note: &str) -> bool {
    let key = comparison_key(note);
    key.contains("预算数为") && (key.contains("全年预算数") || key.contains("调整后的预算数"))
}

fn phase_of_form(form: Form) -> Option<Phase> {
    use Form::*;
    match form {
        FA01 | FA02 | FA03 | FA04 | FA05 | FA06 | FA07 | FA08 | FA09 | FA10 => Some(Phase::Final),
        BU01 | BU02 | BU03 | BU04 | BU05 | BU06 | BU07 | BU08 | BU09 | BU10 | BU11 | PT | PG => Some(Phase::Budget),
        _ => None,
    }
}

/// The fund a form or a title is about, where it is one.
fn fund_of_table(form: Form, title: &str) -> Option<Fund> {
    use Form::*;
    match form {
        FA05 | FA06 | BU05 | BU06 => return Some(Fund::GeneralPublic),
        FA08 | BU08 => return Some(Fund::GovernmentFund),
        FA09 | BU09 => return Some(Fund::StateCapital),
        FA01 | FA02 | FA03 | FA04 | BU01 | BU02 | BU03 | BU04 | BU10 | BU11 | FA10 | PT => return Some(Fund::All),
        _ => {}
    }
    fund_of_title(title)
        .filter(|f| *f != Fund::All)
        .or_else(|| only_fund(title))
        .or_else(|| of_general_budget(title).then_some(Fund::GeneralPublic))
        // 医疗保险基金收入情况表: one of the funds of social insurance.
        .or_else(|| (title.contains("保险基金") && !title.contains("基金管理")).then_some(Fund::Other))
}

/// Transfers to other levels are of the general public budget where no other is named.
fn of_general_budget(title: &str) -> bool {
    let others = ["政府性基金", "国有资本", "社会保险"];
    (title.contains("转移支付") || title.contains("税收返还")) && !others.iter().any(|word| title.contains(word))
}

fn place_of_table(table: &Table) -> String {
    match (&table.form_number, &table.title) {
        (Some(number), _) if number.contains('表') => number.clone(),
        (_, Some(title)) if !title.is_empty() => title.clone(),
        _ => "无题表".to_owned(),
    }
}

/// Flag of a change that is one against what was budgeted, where others are against the year before.
const AGAINST_BUDGET: &str = "against_budget";

/// Flag of an amount that its column, and not its row, calls a part (其中) of another.
const COLUMN_OF_WHICH: &str = "column_of_which";

/// What the columns of a lane share with their amounts, each told from the others.
fn columns_of_lane(
    context: &TableContext<'_>,
    understood: &Understood,
    index: usize,
    lane: &Lane,
) -> Vec<(usize, BudgetLine)> {
    let mut columns: Vec<(usize, BudgetLine)> = Vec::new();
    for &col in &lane.money {
        if let Some(meaning) = understood.meanings.get(col) {
            columns.push((col, column_line(context, lane, index, meaning)));
        }
    }
    tell_apart(&mut columns, &understood.meanings, context.table.form == Form::Other);
    columns
}

fn lane_lines(
    context: &TableContext<'_>,
    grid: &Grid<'_>,
    understood: &Understood,
    (index, lane, rows): (usize, &Lane, &[LaneRow]),
    projects: &BTreeMap<usize, String>,
    made: &mut Vec<(u32, usize, BudgetLine)>,
    ids: &mut LineIds,
) {
    let labelled = Labelled::new(rows);
    let funds = lane.money.iter().filter_map(|col| understood.meanings.get(*col)?.fund).filter(|f| *f != Fund::All);
    let funds: Vec<Fund> = funds.collect();
    let by_fund = funds.iter().any(|fund| Some(fund) != funds.first());
    for (col, column) in columns_of_lane(context, understood, index, lane) {
        let Some(meaning) = understood.meanings.get(col) else { continue };
        let unit = meaning.unit.or(context.unit);
        let mut line_of_row: Vec<Option<String>> = vec![None; rows.len()];
        for (at, row) in rows.iter().enumerate() {
            let Some(cell) = grid.anchored(row.row, col) else { continue };
            let unit = match row.unit {
                RowUnit::OfTable => unit,
                RowUnit::Money(own) => Some(own),
                RowUnit::Other => continue,
            };
            if cell.col_span > 1 && !lane.money.contains(&(col + cell.col_span as usize - 1)) {
                continue;
            }
            // A rate among amounts: 债务率 in a list of balances.
            if percent_of(&cell.text).is_some() {
                continue;
            }
            let mut line = row_line(&column, context, row, projects.get(&row.row));
            if context.items_in_rows {
                let item = item_of_row(rows, at);
                if let Some(item) = item.or(row.total.then_some("total")) {
                    item.clone_into(&mut line.measure);
                }
            }
            let open = Open {
                phase: context.open_phase && meaning.phase.is_none(),
                column_phase: meaning.phase.is_none(),
                year: meaning.year.is_none(),
                own_year: context.year,
                of_debt: context.of_debt,
                by_fund,
            };
            add_row_dimensions(&mut line, &labelled, at, open);
            if open.phase && rows.get(at).is_some_and(|row| row.year.is_some() || row.basis.is_some()) {
                forget_budget(&mut line);
            }
            if meaning.of_which && !line.of_which {
                line.of_which = true;
                line.flags.push(COLUMN_OF_WHICH.to_owned());
            }
            if meaning.field == ISSUE_TOTAL {
                line.is_leaf = false;
            }
            if cell.col_span > 1 {
                keep_what_is_shared(&mut line, understood, col, cell.col_span as usize);
            }
            if context.adjusted && line.phase == Some(Phase::Budget) {
                line.phase = Some(Phase::BudgetAdjusted);
            }
            tell_past_balance(&mut line, context.year);
            tell_plan(&mut line, context.executed);
            fill_amount(&mut line, cell, unit);
            line.locator_zh = locator(&context.place, &line, row.codes.is_empty());
            line.parent_line_id = nearest_parent(rows, at, &line_of_row);
            line.line_id = ids.next(&line);
            if let Some(slot) = line_of_row.get_mut(at) {
                *slot = Some(line.line_id.clone());
            }
            made.push((cell.row, col, line));
        }
    }
}

/// The item of 三公经费 a row is about. 公务用车运行维护费 with 公务用车购置费 (purchase) among its rows is all that cars cost.
fn item_of_row(rows: &[LaneRow], at: usize) -> Option<&'static str> {
    let item = |row: &LaneRow| three_public_in(&comparison_key(&row.label));
    let own = rows.get(at).and_then(item)?;
    let mut lower = rows.iter().skip(at + 1).take(MOST_ITEMS).filter(|row| row.parent == Some(at));
    let whole = own == "vehicle_operation" && lower.any(|row| item(row) == Some("vehicle_purchase"));
    Some(if whole { "vehicle_subtotal" } else { own })
}

/// Most rows of the items of 三公经费 below one.
const MOST_ITEMS: usize = 8;

/// The number of a cell that is a percentage.
fn percent_of(text: &str) -> Option<Decimal> {
    parse_cell(text.trim().strip_suffix(['%', '％'])?).value
}

/// An amount printed over several columns is of what they share: a total over two years is of neither.
fn keep_what_is_shared(line: &mut BudgetLine, understood: &Understood, col: usize, span: usize) {
    let covered = || understood.meanings.iter().skip(col).take(span);
    let Some(first) = covered().next() else { return };
    if covered().any(|m| m.year != first.year) {
        (line.fiscal_year, line.basis) = (None, Basis::Current);
    }
    if covered().any(|m| m.phase != first.phase) {
        line.phase = None;
    }
    if covered().any(|m| m.fund != first.fund) {
        line.fund = Fund::All;
    }
    if covered().any(|m| m.scope != first.scope) {
        line.scope = None;
    }
}

/// 2025年底余额 in a budget of 2026: what stood at the end of an earlier year was no budget.
fn tell_past_balance(line: &mut BudgetLine, year: Option<u16>) {
    let past = line.fiscal_year.zip(year).is_some_and(|(own, document)| own < document);
    let stock = line.measure == "debt_balance" || (line.measure == "amount" && line.label.contains("余额"));
    if past && stock && line.phase.is_none() {
        line.phase = Some(Phase::Execution);
    }
}

/// 2027年计划数 in a report on what was done in 2025: a later year is planned, never executed.
fn tell_plan(line: &mut BudgetLine, executed: Option<u16>) {
    let later = line.fiscal_year.zip(executed).is_some_and(|(own, executed)| own > executed);
    if later && matches!(line.phase, Some(Phase::Execution | Phase::Final)) {
        line.phase = Some(Phase::Budget);
    }
}

/// What all lines of a column share.
fn column_line(context: &TableContext<'_>, lane: &Lane, index: usize, meaning: &ColumnMeaning) -> BudgetLine {
    let basis = meaning.basis.unwrap_or_default();
    let mut line = BudgetLine {
        table_id: context.table.table_id.clone(),
        form: context.table.form,
        side: side_of_measure(lane.side, &meaning.field),
        lane: u32::try_from(index).unwrap_or(u32::MAX),
        lane_kind: lane.kind,
        measure: meaning.field.clone(),
        measure_label: meaning.label.clone(),
        fund: meaning.fund.or(context.fund).unwrap_or_default(),
        phase: meaning.phase.or(context.phase),
        fiscal_year: meaning.year.or(context.year),
        basis,
        scope: meaning.scope.clone().or_else(|| context.scope.clone()),
        region: meaning.region.clone(),
        confidence: context.table.confidence.clone(),
        ..BudgetLine::default()
    };
    // 一般公共预算收入 | 一般公共预算支出 over the same rows.
    if line.side == Side::Both && line.form == Form::Other && !context.of_debt {
        line.side = one_side(&meaning.label).unwrap_or_default();
    }
    match (meaning.year, context.year) {
        (Some(own), Some(document)) if own < document && basis == Basis::Current => line.basis = Basis::PriorYear,
        (None, Some(document)) if basis == Basis::PriorYear => line.fiscal_year = document.checked_sub(1),
        _ => {}
    }
    if let Some(code) = &meaning.code {
        (line.code, line.code_system) = (Some(code.code.clone()), Some(code.system));
        line.codes = vec![code.clone()];
        if line.side == Side::Both && !context.of_debt {
            line.side = Side::Expenditure;
        }
    }
    if context.open_phase && meaning.phase.is_none() {
        forget_budget(&mut line);
    }
    if basis == Basis::Change && is_against_budget(&meaning.leaf) {
        line.flags.push(AGAINST_BUDGET.to_owned());
    }
    line
}

/// 2024年决算比2024年预算: a change against what was budgeted.
fn is_against_budget(leaf: &str) -> bool {
    leaf.split_once('比').is_some_and(|(_, base)| base.contains("预算") && !base.contains("决算"))
}

/// A figure of an earlier year in a budget was budgeted, executed or settled: where nothing says which, nothing is
/// claimed.
fn forget_budget(line: &mut BudgetLine) {
    if line.basis == Basis::PriorYear && line.phase == Some(Phase::Budget) {
        line.phase = None;
    }
}

/// 事业收入, 上级补助收入 and the like in a summary of income: what a unit gets beside the funds of the government.
fn is_own_income(line: &BudgetLine) -> bool {
    let summary = matches!(line.form, Form::FA01 | Form::BU01) && line.side == Side::Income;
    summary && OWN_INCOME.contains(&comparison_key(strip_list_mark(&line.label)).as_str())
}

/// Rows of a unit's own income.
const OWN_INCOME: &[&str] = &[
    "事业收入",
    "经营收入",
    "其他收入",
    "事业单位经营收入",
    "上级补助收入",
    "附属单位上缴收入",
    "事业收入资金",
    "上级补助收入资金",
    "附属单位上缴收入资金",
    "事业单位经营收入资金",
];

/// A line of a column with what its row adds.
fn row_line(column: &BudgetLine, context: &TableContext<'_>, row: &LaneRow, project: Option<&String>) -> BudgetLine {
    let mut line = column.clone();
    line.row_no.clone_from(&row.row_no);
    if let Some(code) = row.codes.first() {
        line.codes.clone_from(&row.codes);
        line.code = Some(code.code.clone());
        line.code_system = Some(code.system);
    }
    line.level = row.level;
    line.label.clone_from(&row.label);
    line.unit_code.clone_from(&row.unit_code);
    line.unit_name.clone_from(&row.unit_name);
    if row.region.is_some() || row.scope.is_some() {
        line.region.clone_from(&row.region);
    }
    if row.scope.is_some() {
        line.scope.clone_from(&row.scope);
    }
    if let Some(fund) = row.fund.filter(|_| line.fund == Fund::All) {
        line.fund = fund;
    }
    if line.fund == Fund::All && is_own_income(&line) {
        line.fund = Fund::UnitFunds;
    }
    line.project_id = project.cloned();
    line.of_which = row.of_which;
    line.is_leaf = row.is_leaf;
    if row.code_inherited {
        line.flags.push("code_inferred".to_owned());
    }
    if row.nested_by_amount {
        line.flags.push("level_by_amount".to_owned());
    }
    if row.memo {
        line.flags.push(MEMO.to_owned());
    }
    if row.codes.iter().any(is_unknown) {
        line.flags.push("unknown_code".to_owned());
    }
    if let Some(basis) = row.basis {
        line.basis = basis;
    }
    if let Some(year) = row.year {
        line.fiscal_year = Some(year);
        if context.year.is_some_and(|own| year < own) && line.basis == Basis::Current {
            line.basis = Basis::PriorYear;
        }
    }
    line
}

/// Flag of an amount with a footnote mark beside it, which `amount_printed` keeps.
const FOOTNOTE_MARK: &str = "footnote_mark";

/// Flag of an amount that stands beside the sum of its list and adds nothing to it.
const MEMO: &str = "memo";

/// Flags that say what an amount is, and cast no doubt on it.
const DESCRIPTIVE: [&str; 6] =
    ["code_inferred", "level_by_amount", MEMO, AGAINST_BUDGET, COLUMN_OF_WHICH, FOOTNOTE_MARK];

fn fill_amount(line: &mut BudgetLine, cell: &Cell, unit: Option<MoneyUnit>) {
    let text = cell.text.trim();
    let (number, unit) = read_money_cell(text, unit);
    text.clone_into(&mut line.amount_printed);
    line.cell_state = number.state;
    line.unit = unit.map(|u| u.label().to_owned());
    line.amount_yuan = exact_yuan(number.value, unit);
    if unit.is_none() && number.value.is_some() {
        line.flags.push("unit_unknown".to_owned());
    }
    if number.value.is_some() && !split_number_marks(text).1.is_empty() {
        line.flags.push(FOOTNOTE_MARK.to_owned());
    }
    if number.state == CellState::Garbled {
        line.flags.push("garbled".to_owned());
    }
    let penalised = line.flags.iter().filter(|f| !DESCRIPTIVE.contains(&f.as_str())).count();
    if penalised > 0 {
        line.confidence = lowered(&line.confidence, penalised);
    }
    line.provenance = provenance(cell);
}

/// 公开06表，第12页，30201栏: table, page or line, and row.
fn locator(place: &str, line: &BudgetLine, of_column: bool) -> String {
    let mut text = place.to_owned();
    if let Some(page) = line.provenance.page {
        text.push_str(&format!("，第{page}页"));
    } else if let Some(number) = line.provenance.line {
        text.push_str(&format!("，第{number}行"));
    }
    // A code of the column names no row.
    let code = line.code.as_deref().filter(|c| !c.is_empty() && (!of_column || line.label.is_empty()));
    let row = code.unwrap_or(line.label.as_str());
    if !row.is_empty() {
        text.push('，');
        text.push_str(row);
        text.push('栏');
    }
    text
}

/// The line of the nearest row above in the hierarchy that has a cell in this column.
fn nearest_parent(rows: &[LaneRow], at: usize, line_of_row: &[Option<String>]) -> Option<String> {
    let mut parent = rows.get(at)?.parent;
    for _ in 0..32 {
        let index = parent?;
        if let Some(Some(line)) = line_of_row.get(index) {
            return Some(line.clone());
        }
        parent = rows.get(index)?.parent;
    }
    None
}
