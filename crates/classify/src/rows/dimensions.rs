//! What the label of a row, or of the rows above it, adds to its amounts: side, fund, year, stage of the budget cycle.

use crate::hierarchy::by_balance::names_balance;
use crate::lanes::row::LaneRow;
use crate::vocabulary::{Kind, fund_in, header_wording, phase_in};
use gongkai_model::record::{Basis, BudgetLine, CodeSystem, Fund, Phase, Side};
use gongkai_model::table::Form;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::{is_bare_total, strip_list_mark};
use gongkai_normalize::year::find_years;
use std::cell::OnceCell;

/// Most rows above one another that are looked at.
const DEEPEST: usize = 8;

/// What is known of the columns of a table, so that a row says only what they leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Open {
    /// No header and no title names the stage.
    pub(crate) phase: bool,
    /// No header names the stage.
    pub(crate) column_phase: bool,
    /// No header names the year.
    pub(crate) year: bool,
    /// Year of the table.
    pub(crate) own_year: Option<u16>,
    /// The table is about debt, where 收入 and 支出 are no sides.
    pub(crate) of_debt: bool,
    /// Columns divide the amounts by fund, so that one without a fund is of them all.
    pub(crate) by_fund: bool,
}

/// The rows of a lane with the comparison keys of their labels, which every column of amounts asks for.
pub(crate) struct Labelled<'a> {
    rows: &'a [LaneRow],
    keys: Vec<String>,
    /// What each label says of the stage and the year of a stock, read when the first amount asks.
    stages: OnceCell<Vec<Option<Phase>>>,
    years: OnceCell<Vec<Option<u16>>>,
}

impl<'a> Labelled<'a> {
    pub(crate) fn new(rows: &'a [LaneRow]) -> Self {
        let keys = rows.iter().map(|row| comparison_key(&row.label)).collect();
        Self { rows, keys, stages: OnceCell::new(), years: OnceCell::new() }
    }

    fn key(&self, at: usize) -> Option<&str> {
        self.keys.get(at).map(String::as_str)
    }

    fn stage(&self, at: usize) -> Option<Phase> {
        let read = || self.keys.iter().map(|key| stage_at_end(key)).collect();
        *self.stages.get_or_init(read).get(at)?
    }

    fn year(&self, at: usize) -> Option<u16> {
        let read = || self.keys.iter().map(|key| year_of_stock(key)).collect();
        *self.years.get_or_init(read).get(at)?
    }

    /// The rows a total stands over, or, where the list does not begin with a total, those it closes.
    fn block(&self, at: usize) -> Vec<usize> {
        let heads = self.rows.first().is_some_and(|row| row.total);
        let is_total = |index: usize| self.rows.get(index).is_none_or(|row| row.total);
        match heads {
            true => (at + 1..self.rows.len()).take_while(|index| !is_total(*index)).collect(),
            false => (0..at).rev().take_while(|index| !is_total(*index)).collect(),
        }
    }

    /// A row and the rows above it in the hierarchy, nearest first.
    fn upwards(&self, at: usize) -> Vec<usize> {
        let above = |at: &usize| self.rows.get(*at).and_then(|row| row.parent);
        std::iter::successors(Some(at), above).take(DEEPEST).take_while(|at| *at < self.rows.len()).collect()
    }
}

/// What the first of some rows that say it says; of the rows of a total, all that say it must agree.
fn shared<T: PartialEq>(of_total: bool, rows: &[usize], read: impl Fn(usize) -> Option<T>) -> Option<T> {
    let mut told = rows.iter().filter_map(|at| read(*at));
    let first = told.next()?;
    (!of_total || told.all(|other| other == first)).then_some(first)
}

/// Adds to a line what its row says.
pub(crate) fn add_row_dimensions(line: &mut BudgetLine, labelled: &Labelled<'_>, at: usize, open: Open) {
    let Some(row) = labelled.rows.get(at) else { return };
    let upwards = labelled.upwards(at);
    let keys = || upwards.iter().filter_map(|at| labelled.key(*at));
    let key = labelled.key(at).unwrap_or_default();
    if line.side == Side::Both && line.form == Form::Other {
        let general = matches!(line.measure.as_str(), "amount" | "total");
        let of_labels = || match open.of_debt {
            true => side_of_debt(key, keys()).filter(|_| general),
            false => keys().find_map(one_side),
        };
        line.side = row_side(row).or_else(of_labels).unwrap_or_default();
    }
    if line.form == Form::Other && row.codes.is_empty() && names_balance(key) {
        line.side = Side::Both;
    }
    if line.fund == Fund::All && row.codes.is_empty() && !row.total && !open.by_fund {
        line.fund = keys().find_map(only_fund).unwrap_or_default();
        if line.fund == Fund::All && line.side == Side::Income && is_summary(line.form) {
            let earned = names_own_income(strip_list_mark(key));
            line.fund = if earned { Fund::UnitFunds } else { Fund::All };
        }
    }
    // 预算数 and 决算数 as rows of a form whose columns are items.
    if open.column_phase
        && let Some(phase) = stage_of_row(key)
    {
        line.phase = Some(phase);
    }
    if line.form != Form::Other || !row.codes.is_empty() {
        return;
    }
    // 合计 over 一、2025年还本预算数 and the rows below it: what it adds up tells.
    let block = if row.total && is_bare_total(key) { labelled.block(at) } else { upwards };
    if open.phase
        && let Some(phase) = shared(row.total, &block, |at| labelled.stage(at))
    {
        line.phase = Some(phase);
    }
    if open.year
        && row.year.is_none()
        && let Some(year) = shared(row.total, &block, |at| labelled.year(at))
    {
        line.fiscal_year = Some(year);
        if open.own_year.is_some_and(|own| year < own) && line.basis == Basis::Current {
            line.basis = Basis::PriorYear;
        }
    }
}

/// Whether a form lists what one department receives, item by item.
const fn is_summary(form: Form) -> bool {
    matches!(form, Form::FA01 | Form::FA04 | Form::BU01 | Form::BU04)
}

/// 事业收入, 经营收入, 其他收入: what a department earns or is given by others than the treasury.
fn names_own_income(key: &str) -> bool {
    const OWN: &[&str] = &[
        "事业收入",
        "事业单位经营收入",
        "经营收入",
        "上级补助收入",
        "附属单位上缴收入",
        "附属单位上缴",
        "其他收入",
        "上年实户资金余额",
    ];
    let bare = key.split('(').next().unwrap_or(key);
    OWN.contains(&bare)
}

/// The stage a row is of whose label is nothing but the name of a stage.
fn stage_of_row(key: &str) -> Option<Phase> {
    let short = key.chars().count() <= "全年预算数".chars().count() && !key.contains(['比', '增']);
    let figure = || header_wording(key).is_some_and(|w| w.kind == Kind::Money && w.field == "amount");
    if short && key.ends_with('数') && figure() { phase_in(key) } else { None }
}

/// 六、2024年末余额决算数, 2024年决算: the stage a label ends with. A label that only speaks of one (决算工作会, a meeting on
/// the accounts) names something done.
fn stage_at_end(key: &str) -> Option<Phase> {
    let body = strip_list_mark(key);
    let body = body.strip_suffix(')').and_then(|open| open.rsplit_once('(')).map_or(body, |(body, _)| body);
    let figure =
        ["决算数", "预算数", "执行数", "预计数", "完成数", "决算额", "预算额"].iter().any(|end| body.ends_with(end));
    let short = || body.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['年', '度', '初', '末']);
    let bare = || matches!(short(), "决算" | "预算" | "执行" | "预计执行" | "调整预算" | "预算调整");
    if figure || bare() { phase_in(key) } else { None }
}

/// The side a row's code belongs to.
pub(crate) fn row_side(row: &LaneRow) -> Option<Side> {
    Some(match row.codes.first()?.system {
        CodeSystem::Revenue | CodeSystem::NonTax => Side::Income,
        CodeSystem::Functional | CodeSystem::DepartmentEconomic | CodeSystem::GovernmentEconomic => Side::Expenditure,
    })
}

/// The one side of the budget that some words name.
pub(crate) fn one_side(words: &str) -> Option<Side> {
    match (words.contains("收入"), words.contains("支出")) {
        (true, false) => Some(Side::Income),
        (false, true) => Some(Side::Expenditure),
        _ => None,
    }
}

/// The side of a flow of debt: issued is income, paid back is spent; limits and balances are neither.
fn side_of_debt<'k>(key: &str, mut keys: impl Iterator<Item = &'k str>) -> Option<Side> {
    let holds = |key: &str, words: &[&str]| words.iter().any(|word| key.contains(word));
    // 一般债务发行费用支出, 转贷区县债务支出: what it costs, what is passed on.
    if key.ends_with("支出") {
        return Some(Side::Expenditure);
    }
    let telling = keys.find(|key| holds(key, &["余额", "限额", "赤字", "还本", "付息", "偿还", "发行", "转贷"]))?;
    if holds(telling, &["余额", "限额", "赤字"]) {
        None
    } else if holds(telling, &["还本", "付息", "偿还"]) {
        Some(Side::Expenditure)
    } else {
        Some(Side::Income)
    }
}

/// The one fund a label names.
pub(crate) fn only_fund(key: &str) -> Option<Fund> {
    let named = ["一般公共预算", "政府性基金", "国有资本经营", "一般债", "专项债"];
    let count = named.iter().filter(|word| key.contains(**word)).count();
    if count > 1 { None } else { fund_in(key).filter(|fund| *fund != Fund::All) }
}

/// 2023年末地方政府债务余额, 2024年地方政府债务发行决算数: the year of a balance or a flow of debt, at the head of its
/// label. The year in the name of a project is none.
fn year_of_stock(key: &str) -> Option<u16> {
    let body = strip_list_mark(key);
    let year = find_years(body).first().filter(|year| year.start == 0 && !year.aside)?.year;
    let told = ["年末", "年底", "年初", "债务", "债券", "余额", "限额", "还本", "付息", "转贷", "赤字"].iter().any(|w| body.contains(w))
            // 2025年发行执行数: what was done in that year.
            || ["执行数", "预算数", "决算数"].iter().any(|w| body.ends_with(w));
    told.then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(labels: &[(&str, Option<usize>)]) -> Vec<LaneRow> {
        labels
            .iter()
            .map(|(label, parent)| LaneRow { label: (*label).to_owned(), parent: *parent, ..LaneRow::default() })
            .collect()
    }

    const OPEN: Open =
        Open { phase: true, column_phase: true, year: true, own_year: Some(2024), of_debt: true, by_fund: false };

    #[test]
    fn a_balance_is_of_the_year_its_label_names() {
        let rows = rows(&[
            ("一、2023年末地方政府债务余额", None),
            ("其中：专项债务", Some(0)),
            ("二、2024年还本决算数", None),
        ]);
        let line = |at| {
            let mut line = BudgetLine { fiscal_year: Some(2024), ..BudgetLine::default() };
            add_row_dimensions(&mut line, &Labelled::new(&rows), at, OPEN);
            line
        };
        assert_eq!((line(0).fiscal_year, line(0).basis), (Some(2023), Basis::PriorYear));
        assert_eq!((line(1).fiscal_year, line(1).fund), (Some(2023), Fund::GovernmentFund));
        assert_eq!((line(2).fiscal_year, line(2).phase), (Some(2024), Some(Phase::Final)));
    }

    #[test]
    fn a_row_may_be_a_stage() {
        let rows = rows(&[("预算数", None), ("决算数", None), ("预算数调整办法", None)]);
        let phase = |at| {
            let mut line = BudgetLine { form: Form::FA07, phase: Some(Phase::Execution), ..BudgetLine::default() };
            add_row_dimensions(&mut line, &Labelled::new(&rows), at, OPEN);
            line.phase
        };
        assert_eq!([phase(0), phase(1), phase(2)], [Some(Phase::Budget), Some(Phase::Final), Some(Phase::Execution)]);
    }

    #[test]
    fn a_flow_is_of_the_year_its_label_names() {
        let rows = rows(&[("一、2023年发行（转贷）执行数", None), ("二、2025年地方财政赤字", None)]);
        let year = |at| {
            let mut line = BudgetLine { fiscal_year: Some(2024), ..BudgetLine::default() };
            add_row_dimensions(&mut line, &Labelled::new(&rows), at, OPEN);
            line.fiscal_year
        };
        assert_eq!((year(0), year(1)), (Some(2023), Some(2025)));
    }

    #[test]
    fn what_is_done_about_accounts_is_at_no_stage() {
        let labels =
            ["三、2023年还本（转贷）决算数（含外国贷款）", "2024年预算", "决算汇审会", "预决算管理", "案件执行"];
        let found = labels.map(|label| stage_at_end(&comparison_key(label)));
        assert_eq!(found, [Some(Phase::Final), Some(Phase::Budget), None, None, None]);
    }

    #[test]
    fn flows_of_debt_have_sides_and_balances_have_none() {
        let rows = rows(&[
            ("一、2024年末债务余额", None),
            ("二、2024年发行额", None),
            ("一般债券", Some(1)),
            ("三、2024年还本付息额", None),
        ]);
        let side = |at| {
            let mut line = BudgetLine { form: Form::Other, measure: "amount".to_owned(), ..BudgetLine::default() };
            add_row_dimensions(&mut line, &Labelled::new(&rows), at, OPEN);
            line.side
        };
        assert_eq!([side(0), side(1), side(2), side(3)], [Side::Both, Side::Income, Side::Income, Side::Expenditure]);
    }

    #[test]
    fn rows_below_income_are_income() {
        let rows = rows(&[("一、收入", None), ("利息", Some(0)), ("二、支出", None), ("2024年道路工程", None)]);
        let side = |at| {
            let mut line = BudgetLine { form: Form::Other, ..BudgetLine::default() };
            add_row_dimensions(&mut line, &Labelled::new(&rows), at, Open { of_debt: false, ..OPEN });
            (line.side, line.fiscal_year)
        };
        assert_eq!(side(1), (Side::Income, None));
        assert_eq!(side(2), (Side::Expenditure, None));
        assert_eq!(side(3), (Side::Both, None));
    }
}
