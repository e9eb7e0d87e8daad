//! What each column of a table holds, read from the path of header texts above it.
//!
//! The lowest header says most. 小计 (subtotal) and 预算数 (budget figure) say little alone: the header above them
//! tells of what. A column whose header has no known wording counts as money when its cells are amounts; its measure
//! is then `column_<index>`.

pub(crate) mod content;
pub(crate) mod dimensions;
pub(crate) mod issue_totals;
pub(crate) mod meaning;
pub(crate) mod roles;
pub(crate) mod scope;
pub(crate) mod upper_headers;

use crate::columns::content::{
    name_first_label, name_headless_lane, name_label_again, name_second_step, name_staircase, name_steps_down,
    part_lists_of_places, settle_by_content,
};
use crate::columns::meaning::{ColumnMeaning, Holds};
use crate::columns::roles::{RowUnit, name_side_lane, settle_roles};
use crate::columns::scope::{SCOPES, is_scope, without_brackets};
use crate::columns::upper_headers::add_upper_headers;
use crate::grid::Grid;
use crate::vocabulary::{Kind, Wording, basis_in, compares_years, fund_in, header_wording, included, phase_in};
use gongkai_model::record::{Basis, CodeSystem, Phase};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_of_which;
use gongkai_normalize::unit::find_header_unit;
use gongkai_normalize::year::fiscal_year;

/// Reads every column of a table.
pub(crate) fn column_meanings(table: &Table, form: Form, grid: &Grid<'_>) -> Vec<ColumnMeaning> {
    let header_rows = table.header_rows as usize;
    let mut meanings: Vec<ColumnMeaning> = (0..grid.cols)
        .map(|col| {
            let path = table.columns.get(col).map_or(&[][..], |c| c.path.as_slice());
            let Some(whole) = whole_of_part(table, col) else { return from_path(path, form) };
            let within: Vec<String> = whole.iter().chain(path.iter().skip(1)).cloned().collect();
            ColumnMeaning { label: path.join(" "), ..from_path(&within, form) }
        })
        .collect();
    for (col, meaning) in meanings.iter_mut().enumerate() {
        let path = table.columns.get(col).map_or(&[][..], |c| c.path.as_slice());
        settle_by_content(meaning, grid, header_rows, col, table.unit.is_some() || stands_under_money(path));
    }
    settle_roles(&mut meanings, grid, header_rows, table.unit.is_some());
    name_staircase(&mut meanings, grid, header_rows);
    name_first_label(&mut meanings, grid, header_rows);
    name_label_again(&mut meanings);
    name_side_lane(&mut meanings, grid, header_rows);
    name_second_step(&mut meanings, grid, header_rows);
    name_steps_down(&mut meanings, grid, header_rows);
    name_headless_lane(&mut meanings, table, grid);
    part_lists_of_places(&mut meanings, grid, header_rows);
    number_code_parts(&mut meanings, table);
    meanings
}

/// 项目支出 | 业务经费: whether what is above the lowest header is money.
fn stands_under_money(path: &[String]) -> bool {
    let above = path.split_last().map_or(&[][..], |(_, above)| above);
    above.iter().any(|text| header_wording(&bare_wording(&comparison_key(text))).is_some_and(|w| w.kind == Kind::Money))
}

/// The headers of the column that a lone 其中 (of which) above other headers divides: 债务限额 | 其中: 一般债务, 专项债务.
fn whole_of_part(table: &Table, col: usize) -> Option<&[String]> {
    let path = |col: usize| table.columns.get(col).map(|c| c.path.as_slice()).unwrap_or_default();
    let parts = |path: &[String]| {
        path.len() > 1 && path.first().is_some_and(|top| strip_of_which(top).is_some_and(|rest| rest.is_empty()))
    };
    if !parts(path(col)) {
        return None;
    }
    let whole = (0..col).rev().map(path).find(|path| !parts(path))?;
    let leaf = bare_wording(&comparison_key(whole.last()?));
    header_wording(&leaf).filter(|w| w.kind == Kind::Money).map(|_| whole)
}

/// Code columns that stand under one merged header without heads of their own are 类, 款 and 项 (class, division, item) of
/// one code.
fn number_code_parts(meanings: &mut [ColumnMeaning], table: &Table) {
    let path = |col: usize| table.columns.get(col).map(|c| &c.path);
    let mut start = 0;
    while start < meanings.len() {
        let mut end = start + 1;
        let is_whole = |m: &ColumnMeaning| matches!(m.holds, Holds::Code { part: 0, .. });
        if meanings.get(start).is_some_and(is_whole) {
            while meanings.get(end).is_some_and(is_whole) && path(end) == path(start) {
                end += 1;
            }
        }
        if (2..=4).contains(&(end - start)) {
            for (number, meaning) in (1u8..).zip(meanings.iter_mut().skip(start).take(end - start)) {
                if let Holds::Code { part, .. } = &mut meaning.holds {
                    *part = number;
                }
            }
        }
        start = end;
    }
}

/// Reads one path of header texts.
fn from_path(path: &[String], form: Form) -> ColumnMeaning {
    let keys: Vec<String> = path.iter().map(|text| comparison_key(text)).collect();
    let bare: Vec<String> = keys.iter().map(|key| bare_wording(key)).collect();
    let leaf = bare.iter().rev().find(|k| !k.is_empty()).cloned().unwrap_or_default();
    let joined = keys.concat();
    let year = keys.iter().rev().find_map(|key| if key.contains('年') { fiscal_year(key) } else { plain_year(key) });
    let mut meaning = ColumnMeaning {
        holds: Holds::Text,
        field: String::new(),
        label: path.join(" "),
        // 新增一般 | 债务限额: two headers may make one name.
        fund: bare.iter().rev().find_map(|key| fund_in(key)).or_else(|| fund_in(&bare.concat())),
        // 2025年完成: of some words only the year before them tells the stage.
        phase: bare.iter().rev().chain(keys.iter().rev()).find_map(|key| phase_of_header(key)),
        basis: bare.iter().rev().find_map(|key| basis_in(key)),
        year,
        scope: scope_above(&bare).or_else(|| scope_within(&joined)),
        unit: path.iter().rev().find_map(|text| find_header_unit(text)),
        region: None,
        code: None,
        leaf: leaf.clone(),
        opens_lane: false,
        of_which: false,
    };
    // 全市 | 本级: amounts of the row, for a part of the public sector. 2026年 | 2027年: amounts of a year.
    let above_leaf = bare.iter().filter(|k| !k.is_empty()).count();
    let place = without_brackets(&leaf);
    let scoped = is_scope(&place);
    if scoped && (above_leaf > 1 || meaning.scope.is_some()) {
        meaning.scope = Some(place.clone());
    }
    let of_years = (leaf.is_empty() && year.is_some()) || (year.is_some() && is_period(&leaf));
    if scoped || of_years || (compares_years(&leaf) && header_wording(&leaf).is_none()) {
        let above = bare.iter().rev().filter(|k| !k.is_empty()).skip(usize::from(!leaf.is_empty()));
        let money = above.filter_map(|key| header_wording(key)).find(|w| w.kind == Kind::Money);
        meaning.field = money.map_or("amount", |w| w.field).to_owned();
        meaning.holds = Holds::Money;
        if above_leaf <= 1 {
            // Alone such a header may stand over anything: its cells decide.
            meaning.holds = Holds::Text;
            "scope_or_year".clone_into(&mut meaning.field);
        }
        return meaning;
    }
    let system = code_system_named(&joined);
    let plain = included(&leaf).0;
    let whole = || header_wording(&without_brackets(plain)).or_else(|| wording_cut_in_two(&bare));
    let Some(wording) = header_wording(plain).or_else(whole) else {
        if compares_years(&leaf) {
            // Amounts or rates: the cells decide.
            "scope_or_year".clone_into(&mut meaning.field);
        }
        return meaning;
    };
    wording.field.clone_into(&mut meaning.field);
    meaning.holds = match wording.kind {
        Kind::Code => Holds::Code { part: 0, system },
        Kind::CodePart if bare.len() < 2 && leaf == "项" => Holds::Label { system },
        Kind::CodePart => Holds::Code { part: code_part(wording.field), system },
        Kind::ProjectCode => Holds::ProjectCode,
        Kind::UnitCode => Holds::UnitCode,
        Kind::UnitName => Holds::UnitName,
        Kind::Region => Holds::Region,
        Kind::RowNo => Holds::RowNo,
        Kind::Label => Holds::Label { system },
        Kind::Text | Kind::Sequence => Holds::Text,
        Kind::Rate => Holds::Rate,
        Kind::Count => Holds::Count,
        Kind::Money => {
            meaning.field = measure(&bare, wording.field, form).to_owned();
            Holds::Money
        }
    };
    if meaning.holds == Holds::Money {
        add_upper_headers(&mut meaning, &bare, form);
    }
    if meaning.holds == Holds::Money
        && let Some((holds, field)) = counted_by(&keys)
    {
        meaning.holds = holds;
        field.clone_into(&mut meaning.field);
    }
    // 执行数为调整预算数的%: a rate, whatever it is a rate of.
    if meaning.holds == Holds::Money && without_brackets(&leaf).ends_with('%') {
        meaning.holds = Holds::Rate;
        "rate".clone_into(&mut meaning.field);
    }
    // 公务用车购置费 under 增减变化 (change) in percent is a rate all the same.
    if meaning.holds == Holds::Money && joined.contains('%') && meaning.basis == Some(Basis::Change) {
        meaning.holds = Holds::Rate;
        "rate".clone_into(&mut meaning.field);
    }
    meaning
}

/// 政府性 | 基金拨款: a wording of money that a line drawn beside its cell cut into two headers.
fn wording_cut_in_two(bare: &[String]) -> Option<&'static Wording> {
    let mut filled = bare.iter().rev().filter(|key| !key.is_empty());
    let (leaf, above) = (filled.next()?, filled.next()?);
    let whole = header_wording(&format!("{above}{leaf}")).filter(|w| w.kind == Kind::Money)?;
    let of_above = header_wording(above).is_some_and(|w| w.field == whole.field);
    (!of_above).then_some(whole)
}

/// The part of the public sector that headers speak of. 本级财政拨款 beside 上级补助收入 is what the treasury appropriates, not
/// whose amount it is.
fn scope_within(joined: &str) -> Option<String> {
    let named = joined.replace("本级财政拨款", "财政拨款");
    SCOPES.iter().find(|scope| named.contains(**scope)).map(|scope| (*scope).to_owned())
}

/// 债务平均利率（%） | 一般债务, 债务平均年限（年） | 合计: the lowest header that prints a unit prints none of money.
fn counted_by(keys: &[String]) -> Option<(Holds, &'static str)> {
    let named = keys.iter().rev().find(|key| RowUnit::of_label(key) != RowUnit::OfTable)?;
    let of_money = RowUnit::of_label(named) != RowUnit::Other || find_header_unit(named).is_some();
    let rate = named.contains(['%', '‰']);
    (!of_money).then_some(if rate { (Holds::Rate, "rate") } else { (Holds::Count, "count") })
}

/// 管委会 | 2020年决算数: the part of the public sector that a header above the lowest names.
fn scope_above(bare: &[String]) -> Option<String> {
    bare.iter().rev().filter(|key| !key.is_empty()).skip(1).find(|key| is_scope(key)).cloned()
}

/// The stage a header names; what an amount is compared with is of another: 快报数比2024年决算数增减额.
fn phase_of_header(key: &str) -> Option<Phase> {
    let own = if basis_in(key) == Some(Basis::Change) { key.split(['比', '较']).next() } else { None };
    phase_in(own.unwrap_or(key))
}

/// 2025 alone in a header, or right before what the figure is: 2025决算数.
fn plain_year(key: &str) -> Option<u16> {
    let rest = key.get(4..)?;
    let alone = rest.is_empty() || rest.starts_with(['预', '决', '执', '完', '调', '比', '较']);
    key.get(..4)?.parse().ok().filter(|year| alone && (2000..2100).contains(year))
}

/// 及以后年度 (and later): what may follow the year of a column.
fn is_period(leaf: &str) -> bool {
    matches!(leaf, "及以后年度" | "及以后" | "及以后年份" | "以后年度" | "度" | "末" | "底" | "(末)" | "(底)")
}

/// A header without what is not its wording: the year, the column's unit, 其中, a footnote number.
fn bare_wording(key: &str) -> String {
    let mut rest = key;
    for prefix in ["其中:", "其中"] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest);
    }
    // 2025年预算数, 2025年度预算数
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    if digits == 4
        && let Some(after) = rest.get(4..)
    {
        if let Some(tail) = after.strip_prefix("年度").or_else(|| after.strip_prefix('年')) {
            rest = tail;
        } else if after.starts_with(['预', '决', '执', '完', '调']) || (after.is_empty() && rest.starts_with("20"))
        {
            rest = after;
        }
    }
    if let Some(open) = rest.rfind('(')
        && rest.ends_with(')')
        && find_header_unit(rest.get(open..).unwrap_or("")).is_some()
    {
        rest = rest.get(..open).unwrap_or(rest);
    }
    // 其它 is another writing of 其他 (other).
    rest.trim_end_matches(':').replace("其它", "其他")
}

fn code_part(field: &str) -> u8 {
    match field {
        "code_class" => 1,
        "code_division" => 2,
        "code_item" => 3,
        _ => 4,
    }
}

/// The measure of a money column: of the lowest header, or of the one above it where the lowest is general.
fn measure(bare: &[String], leaf_field: &'static str, form: Form) -> &'static str {
    let above = bare
        .iter()
        .rev()
        .filter(|k| !k.is_empty())
        .skip(1)
        .filter_map(|key| header_wording(key).filter(|w| w.kind == Kind::Money).map(|w| w.field));
    let sided = bare.iter().rev().skip(1).any(|key| key.contains("收入") != key.contains("支出"));
    let mut field = leaf_field;
    if matches!(
        leaf_field,
        "general_public"
            | "government_fund"
            | "state_capital"
            | "special_account"
            | "unit_funds"
            | "general_debt"
            | "special_debt"
            | "general_bonds"
            | "special_bonds"
    ) {
        return measure_above_fund(bare, form).unwrap_or(leaf_field);
    }
    // 发行情况 | 一般债券 | 合计: the total of what the kind of bond is divided by.
    if leaf_field == "total"
        && let Some(parent) = bare.iter().rev().filter(|k| !k.is_empty()).nth(1)
        && header_wording(parent).is_some_and(|w| matches!(w.field, "general_bonds" | "special_bonds"))
        && let Some(shorter) = bare.iter().rposition(|k| !k.is_empty()).and_then(|last| bare.get(..last))
        && let Some(field) = measure_above_fund(shorter, form)
    {
        return field;
    }
    // Basic expenditure in two lanes prints 人员经费 | 金额 ∥ 公用经费 | 金额: the lane tells which.
    if leaf_field == "amount" && matches!(form, Form::FA06 | Form::BU06) {
        return leaf_field;
    }
    if matches!(leaf_field, "total" | "amount") {
        // 公务用车购置及运行费 | 小计 | 预算数: the figure of a subtotal is the subtotal.
        let mut general = leaf_field;
        for parent in above {
            match parent {
                "total" if general == "amount" => (general, field) = ("total", "total"),
                "total" | "amount" => {}
                "general_public" | "government_fund" | "state_capital" => {
                    // 一般公共预算收入 | 预算数 beside 一般公共预算支出 | 预算数: the side of the budget.
                    if sided && form == Form::Other && general == "amount" {
                        break;
                    }
                    // 一般公共预算拨款 | 小计: where funds are what income comes from.
                    if general == "amount" || matches!(form, Form::FA02 | Form::BU02 | Form::BU03) {
                        field = parent;
                        break;
                    }
                }
                "three_public" => break,
                "expenditure" if matches!(form, Form::FA08 | Form::BU08) => {
                    field = "expenditure_subtotal";
                    break;
                }
                "income" if matches!(form, Form::FA08 | Form::BU08) => {
                    field = "income";
                    break;
                }
                // 财政拨款收入 | 预算数: all of these forms is appropriated.
                "fiscal_appropriation" if matches!(form, Form::FA04 | Form::FA05 | Form::BU04 | Form::BU05) => break,
                // 本年收入 | 预算数 beside 本年支出 | 预算数: the side of the lane.
                "income" | "expenditure" if general == "amount" && matches!(form, Form::FA01 | Form::BU01) => break,
                "income" | "expenditure" | "procurement" if general == "total" && parent != "procurement" => break,
                specific => {
                    field = specific;
                    break;
                }
            }
        }
    }
    match (field, form) {
        ("carried_in", Form::FA08 | Form::FA09 | Form::BU08 | Form::BU09) => "opening_balance",
        ("carried_out", Form::FA08 | Form::FA09 | Form::BU08 | Form::BU09) => "closing_balance",
        ("expenditure", Form::FA08 | Form::BU08) => "expenditure_subtotal",
        // 小计 without 本年支出 above it, which a dump may have lost: this form has no other subtotal.
        ("total", Form::FA08) if bare.last().is_some_and(|k| k == "小计") => "expenditure_subtotal",
        ("income", Form::FA08 | Form::FA09 | Form::BU08 | Form::BU09) => field,
        // 财政拨款支出 | 合计 in the forms that are all about 财政拨款.
        (
            "fiscal_appropriation",
            Form::FA04 | Form::BU04 | Form::FA05 | Form::BU05 | Form::FA06 | Form::BU06 | Form::FA07 | Form::BU07,
        ) if leaf_field == "total" => "total",
        ("fiscal_appropriation", Form::FA04 | Form::BU04) if leaf_field == "amount" => "amount",
        ("income" | "expenditure" | "three_public", _) => "total",
        _ => field,
    }
}

/// The measure above a header that names a fund, where the fund only divides it: 因公出国 | 一般公共预算 are trips
/// abroad paid by that fund, 上年结转 | 一般公共预算 money of that fund carried in.
fn measure_above_fund(bare: &[String], form: Form) -> Option<&'static str> {
    let filled: Vec<&String> = bare.iter().filter(|k| !k.is_empty()).collect();
    let above: Vec<String> = filled.get(..filled.len().checked_sub(1)?)?.iter().map(|k| (*k).clone()).collect();
    // 债务限额（预计数）
    let parent = header_wording(above.last()?).or_else(|| header_wording(&without_brackets(above.last()?)));
    let field = measure(&above, parent.filter(|w| w.kind == Kind::Money)?.field, form);
    let items = matches!(form, Form::FA07 | Form::BU07);
    let divided = matches!(
        field,
        "carried_in"
            | "carried_out"
            | "basic"
            | "project"
            | "personnel"
            | "public"
            | "debt_limit"
            | "new_debt_limit"
            | "debt_balance"
            | "bond_issue"
            | "principal_repayment"
            | "interest_payment"
            | "bond_amount"
            | "debt_service"
            | "maturing_principal"
            | "refinancing_bonds"
            | "new_bonds"
            | "paid_from_own_funds"
            | "refinanced"
    );
    (items || divided).then_some(field)
}

/// Which classification a header names.
fn code_system_named(joined: &str) -> Option<CodeSystem> {
    if joined.contains("经济") {
        // 政府预算支出经济分类 against 部门预算支出经济分类.
        let government = joined.rfind("政府").filter(|_| !joined.contains("政府性"));
        let department = joined.rfind("部门");
        Some(match (government, department) {
            (Some(g), Some(d)) if g > d => CodeSystem::GovernmentEconomic,
            (Some(_), None) => CodeSystem::GovernmentEconomic,
            _ => CodeSystem::DepartmentEconomic,
        })
    } else if joined.contains("功能") {
        Some(CodeSystem::Functional)
    } else if joined.contains("非税") {
        Some(CodeSystem::NonTax)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;
    use crate::header::complete_header;
    use gongkai_model::record::{Fund, Phase};
    use gongkai_normalize::unit::MoneyUnit;

    fn of(path: &[&str], form: Form) -> ColumnMeaning {
        let path: Vec<String> = path.iter().map(|s| (*s).to_owned()).collect();
        from_path(&path, form)
    }

    #[test]
    fn a_subtotal_takes_its_meaning_from_above() {
        assert_eq!(of(&["公务用车购置及运行费", "小计"], Form::FA07).field, "vehicle_subtotal");
        assert_eq!(of(&["预算数", "合计"], Form::FA07).field, "total");
        assert_eq!(of(&["当年财政拨款预算安排", "合计"], Form::BU07).field, "total");
        assert_eq!(of(&["预算数", "合计"], Form::FA07).phase, Some(Phase::Budget));
        assert_eq!(of(&["因公出国（境）费", "决算数"], Form::FA07).field, "abroad");
        assert_eq!(of(&["财政拨款收入", "小计"], Form::BU02).field, "fiscal_appropriation");
        assert_eq!(of(&["公务用车购置及运行费", "小计", "预算数"], Form::FA07).field, "vehicle_subtotal");
        assert_eq!(of(&["合计", "预算数"], Form::FA07).field, "total");
        assert_eq!(of(&["本年收入", "预算数"], Form::BU01).field, "amount");
        assert_eq!(of(&["财政拨款收入", "预算数"], Form::BU04).field, "amount");
        assert_eq!(of(&["下级"], Form::Other).scope.as_deref(), None);
        assert_eq!(of(&["财政拨款收入", "预算数"], Form::BU04).field, "amount");
        assert_eq!(of(&["财政拨款支出", "合计"], Form::BU05).field, "total");
        assert_eq!(of(&["新增一般", "债务限额"], Form::Other).fund, Some(Fund::GeneralPublic));
        assert_eq!(of(&["管委会", "2020年决算数"], Form::Other).scope.as_deref(), Some("管委会"));
        assert_eq!(of(&["限额", "下级"], Form::Other).scope.as_deref(), Some("下级"));
        assert_eq!(of(&["限额", "全市（县、区）"], Form::Other).field, "debt_limit");
        assert_eq!(of(&["2026年新增债务限额", "专项债务"], Form::Other).field, "new_debt_limit");
        assert_eq!(of(&["债务平均利率（%）", "一般债务"], Form::Other).holds, Holds::Rate);
        assert_eq!(of(&["债务平均年限（年）", "合计"], Form::Other).holds, Holds::Count);
        assert_eq!(of(&["2026年", "对比预算数增幅（%）"], Form::Other).holds, Holds::Rate);
        assert_eq!(of(&["增幅（%）", "预算数（万元）"], Form::Other).holds, Holds::Money);
        assert_eq!(of(&["本级财政拨款", "金额"], Form::BU02).scope, None);
        assert_eq!(of(&["2025年债务限额（预计数）", "一般债务"], Form::Other).field, "debt_limit");
        assert_eq!(of(&["公务用车购置及运行维护费", "小计", "一般公共预算"], Form::BU07).field, "vehicle_subtotal");
        assert_eq!(of(&["总计", "一般公共预算"], Form::BU07).fund, Some(Fund::GeneralPublic));
        assert_eq!(of(&["总计", "一般公共预算"], Form::BU07).field, "total");
        assert_eq!(of(&["财政拨款", "一般公共预算"], Form::BU02).field, "general_public");
        assert_eq!(of(&["本年支出", "小计"], Form::FA08).field, "expenditure_subtotal");
        assert_eq!(of(&["小计"], Form::FA08).field, "expenditure_subtotal");
        assert_eq!(of(&["本年支出", "小计"], Form::FA09).field, "total");
        assert_eq!(of(&["本年收入"], Form::FA09).field, "income");
        assert_eq!(of(&["财政拨款支出", "合计"], Form::BU04).field, "total");
        assert_eq!(of(&["部门预算", "一般公共预算拨款", "小计"], Form::BU02).field, "general_public");
        assert_eq!(of(&["一般公共预算支出", "合计"], Form::BU05).field, "total");
        assert_eq!(of(&["一般公共预算支出", "合计"], Form::BU05).fund, Some(Fund::GeneralPublic));
    }

    #[test]
    fn headers_as_places_word_them() {
        for (header, field) in [
            ("经费拨款（补助）", "funding_appropriation"),
            ("纳入一般公共预算管理的非税收入拨款", "non_tax_appropriation"),
            ("财政专户核拨资金", "special_account"),
            ("单位自有资金", "unit_funds"),
            ("动用事业基金", "non_fiscal_balance_used"),
            ("使用非财政拨款结余", "non_fiscal_balance_used"),
            ("附属单位上解收入", "affiliate_remittance"),
            ("对下级单位补助支出", "to_affiliate"),
            ("年初财政拨款结转和结余", "carried_in"),
            ("年末财政拨款结转和结余", "carried_out"),
            ("工资福利支出", "wages_benefits"),
            ("对个人和家庭的补助", "individuals_families"),
            ("国内接待费", "reception_domestic"),
            ("公务用车运行维护费", "vehicle_operation"),
            ("特定目标类项目", "specific_projects"),
            ("本年预算", "amount"),
            ("调整预算", "amount"),
            ("本年收支结余", "year_balance"),
            ("年末滚存结余", "cumulative_balance"),
        ] {
            let meaning = of(&[header], Form::Other);
            assert_eq!((meaning.holds, meaning.field.as_str()), (Holds::Money, field), "{header}");
        }
        assert_eq!(of(&["财政拨款结转结余", "一般公共预算"], Form::BU10).field, "carried_in");
        for (header, holds) in [
            ("采购数量", Holds::Count),
            ("建筑面积", Holds::Count),
            ("单价", Holds::Text),
            ("项目编号", Holds::ProjectCode),
            ("资金使用单位", Holds::UnitName),
        ] {
            assert_eq!(of(&[header], Form::Other).holds, holds, "{header}");
        }
    }

    #[test]
    fn years_and_stages_are_read_from_the_header() {
        let m = of(&["2024年决算数"], Form::Other);
        assert_eq!((m.field.as_str(), m.year, m.phase), ("amount", Some(2024), Some(Phase::Final)));
        assert_eq!(of(&["完成预算%"], Form::Other).holds, Holds::Rate);
        assert_eq!(of(&["金额（元）"], Form::Other).unit, Some(MoneyUnit::Yuan));
    }

    #[test]
    fn classifications_are_told_apart() {
        let system = |path: &[&str]| match of(path, Form::BU06).holds {
            Holds::Code { system, .. } => system,
            _ => None,
        };
        assert_eq!(system(&["政府预算支出经济分类科目编码"]), Some(CodeSystem::GovernmentEconomic));
        assert_eq!(system(&["部门预算经济分类科目编码"]), Some(CodeSystem::DepartmentEconomic));
        assert_eq!(system(&["功能分类科目编码", "类"]), Some(CodeSystem::Functional));
    }

    #[test]
    fn unknown_columns_of_amounts_are_money_and_percentages_are_not() {
        let mut table = build::table(
            "",
            1,
            &[&["项目", "某某口径", "变化"], &["甲", "1.20", "3%"], &["乙", "2.40", "4%"], &["丙", "", "5%"]],
        );
        complete_header(&mut table);
        let meanings = column_meanings(&table, Form::Other, &Grid::new(&table));
        assert_eq!((meanings[1].holds, meanings[1].field.as_str()), (Holds::Money, "column_1"));
        assert_eq!(meanings[2].holds, Holds::Rate);
    }
}
