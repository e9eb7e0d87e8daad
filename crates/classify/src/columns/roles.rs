//! Header words with two meanings, which the cells below settle: 项目编码 (code of a project) over functional codes, 区县
//! (county) over amounts for the counties, 单位 (organisation) over units of measure, 支出 (expenditure) over the labels
//! of a second list.

use crate::codes::{code_level, code_name, digits_of};
use crate::columns::content::{Content, content};
use crate::columns::meaning::{ColumnMeaning, Holds};
use crate::columns::scope::without_brackets;
use crate::grid::Grid;
use gongkai_model::record::Phase;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::MoneyUnit;
use gongkai_normalize::value::is_unit;

/// Columns of performance indicators. Beside them 实际完成 (achieved) is what was achieved of a target.
const INDICATOR_FIELDS: &[&str] =
    &["level1", "level2", "name", "indicators", "target_value", "annual_value", "indicator_unit", "indicator_op"];

/// Tells every column whose header word has another meaning where the cells show it.
pub(crate) fn settle_roles(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize, has_unit: bool) {
    name_item_part(meanings, grid, header_rows);
    tell_codes(meanings, grid, header_rows);
    tell_amounts(meanings, grid, header_rows, has_unit);
    tell_row_units(meanings, grid, header_rows);
    if !has_unit {
        tell_persons(meanings, grid, header_rows);
    }
}

/// Ends of labels of rows that count persons.
const PERSONS: &[&str] = &["人数", "人员", "职工", "人次", "人月数", "年末数", "户数"];

/// 参保人数 (insured persons), 在职职工 (workers): most rows of a table that prints no unit of money count persons.
fn tell_persons(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    let Some(names) = meanings.iter().position(|m| matches!(m.holds, Holds::Label { .. })) else { return };
    let of_money = |m: &ColumnMeaning| m.holds == Holds::Money && m.field == "amount" && m.unit.is_none();
    let columns: Vec<usize> = (0..meanings.len()).filter(|col| meanings.get(*col).is_some_and(of_money)).collect();
    let cells = |row: usize| columns.iter().filter_map(move |col| grid.anchored(row, *col));
    let numbers = |row: &usize| cells(*row).filter_map(|cell| parse_cell(&cell.text).value);
    let counted: Vec<usize> = (header_rows..grid.rows).filter(|row| numbers(row).next().is_some()).collect();
    let whole = counted.iter().flat_map(numbers).all(|value| value.fract().is_zero());
    let persons = |row: &&usize| {
        let key = comparison_key(grid.text(**row, names));
        PERSONS.iter().any(|end| without_brackets(&key).ends_with(end))
    };
    if !whole || counted.iter().filter(persons).count() * 2 <= counted.len() {
        return;
    }
    for col in columns {
        if let Some(own) = meanings.get_mut(col) {
            own.holds = Holds::Count;
            "count".clone_into(&mut own.field);
        }
    }
}

/// 类 | 款 | 项 without a header over them: 项, which elsewhere heads labels, is the third part of the code.
fn name_item_part(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    for col in 1..meanings.len() {
        let follows = meanings.get(col - 1).is_some_and(|m| matches!(m.holds, Holds::Code { part: 2, .. }));
        let Some(own) = meanings.get_mut(col) else { return };
        if let Holds::Label { system } = own.holds
            && follows
            && own.leaf == "项"
            && !content(grid, header_rows, col).is_words()
        {
            own.holds = Holds::Code { part: 3, system };
            "code_item".clone_into(&mut own.field);
        }
    }
}

/// Fewest codes that make a column one of codes.
const FEWEST_CODES: usize = 2;

/// Codes of a classification in a column that its header calls one of projects, or that stands before the names.
fn tell_codes(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    for col in 0..meanings.len() {
        let named = meanings.get(col + 1).is_some_and(|m| matches!(m.holds, Holds::Label { .. }));
        let Some(own) = meanings.get_mut(col) else { return };
        let system = match own.holds {
            Holds::ProjectCode => None,
            Holds::Label { system } if named => system,
            _ => continue,
        };
        let texts = (header_rows..grid.rows).map(|row| grid.text(row, col)).filter(|text| !text.is_empty());
        let (mut filled, mut codes) = (0, 0);
        for text in texts {
            filled += 1;
            let known = |code: &String| code_level(code).is_some() && code_name(code).is_some();
            codes += usize::from(text.len() <= 7 && digits_of(text).as_ref().is_some_and(known));
        }
        if codes >= FEWEST_CODES && codes * 10 >= filled * 7 {
            own.holds = Holds::Code { part: 0, system };
            "code".clone_into(&mut own.field);
        }
    }
}

/// Whether a table lists indicators. 指标 (indicator) alone heads the rows of statistics as well.
fn has_targets(meanings: &[ColumnMeaning]) -> bool {
    meanings.iter().filter(|m| INDICATOR_FIELDS.contains(&m.field.as_str())).count() > 1
}

/// Amounts under 市县级 (cities and counties), 区县 or 实际完成 (achieved).
fn tell_amounts(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize, has_unit: bool) {
    if has_targets(meanings) || !has_unit {
        return;
    }
    for (col, own) in meanings.iter_mut().enumerate() {
        let place = own.holds == Holds::Region;
        if !(place || own.field == "actual_value") || !content(grid, header_rows, col).is_amounts() {
            continue;
        }
        own.holds = Holds::Money;
        "amount".clone_into(&mut own.field);
        if place {
            own.scope = Some(own.leaf.clone());
        } else {
            own.phase = own.phase.or(Some(Phase::Execution));
        }
    }
}

/// 单位 over 人, %, 元/年, 万元: the unit of each row. One unit must be of money or a rate, else they are units in which
/// things bought are counted.
fn tell_row_units(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    if has_targets(meanings) {
        return;
    }
    for (col, own) in meanings.iter_mut().enumerate() {
        if !(own.holds == Holds::UnitName && own.leaf == "单位" || own.field == "measuring_unit") {
            continue;
        }
        let texts = || (header_rows..grid.rows).map(|row| grid.text(row, col)).filter(|text| !text.is_empty());
        let units = texts().filter(|text| RowUnit::read(text) != RowUnit::OfTable).count();
        let telling = texts().any(|text| MoneyUnit::parse(text).is_some() || text.contains(['%', '％', '/']));
        if telling && units * 2 > texts().count() {
            own.holds = Holds::Text;
            "row_unit".clone_into(&mut own.field);
        }
    }
}

/// The unit a row is printed in where a column of its own tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum RowUnit {
    /// Nothing is said.
    #[default]
    OfTable,
    /// Money.
    Money(MoneyUnit),
    /// Persons, rates: no money.
    Other,
}

impl RowUnit {
    /// Reads a cell of the column of units.
    pub(crate) fn read(text: &str) -> Self {
        let text = text.trim();
        match MoneyUnit::parse(text) {
            Some(unit) => Self::Money(unit),
            None if text == "×" || is_unit(text) || is_unit(&comparison_key(text)) => Self::Other,
            None => Self::OfTable,
        }
    }

    /// 增速（%）, 人均收入（元）: the unit in brackets behind the name of a row. 款 and 项 there are depths of codes.
    pub(crate) fn of_label(label: &str) -> Self {
        let text = label.trim_end();
        let inner = text.strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
        match inner.map(|(name, unit)| (name.trim(), unit.trim())) {
            Some((name, unit)) if !name.is_empty() && !matches!(unit, "类" | "款" | "项" | "目" | "级") => {
                Self::read(unit)
            }
            _ if RATIOS.iter().any(|end| text.ends_with(end)) => Self::Other,
            _ => Self::OfTable,
        }
    }
}

/// Ends of names of ratios, which are no money whatever the unit of their table: 资产负债率 (debt to assets).
const RATIOS: &[&str] =
    &["倍数", "债务比", "比率", "周转天数", "周转率", "负债率", "债务率", "毛利率", "利润率", "净利率"];

/// 收入 | 金额 | 支出 | 金额: labels under 支出 (expenditure) or 收入 (income), amounts before and behind them, begin a second
/// list.
pub(crate) fn name_side_lane(meanings: &mut [ColumnMeaning], grid: &Grid<'_>, header_rows: usize) {
    for col in 1..meanings.len().saturating_sub(1) {
        let money = |at: usize| meanings.get(at).is_some_and(|m| m.holds == Holds::Money);
        let labelled = meanings.iter().take(col).any(|m| matches!(m.holds, Holds::Label { .. }));
        let sided = meanings.get(col).is_some_and(|m| {
            m.holds == Holds::Text && m.field.is_empty() && (m.leaf.ends_with("支出") || m.leaf.ends_with("收入"))
        });
        if !sided || !labelled || !money(col + 1) || !(0..col).any(money) {
            continue;
        }
        if content(grid, header_rows, col).is_words()
            && let Some(own) = meanings.get_mut(col)
        {
            own.holds = Holds::Label { system: None };
            "label".clone_into(&mut own.field);
        }
    }
}

impl Content {
    /// Most cells are words.
    fn is_words(&self) -> bool {
        self.filled > 0 && self.numbers * 4 < self.filled
    }

    /// Most cells are amounts.
    fn is_amounts(&self) -> bool {
        self.numbers > 0 && self.numbers * 10 >= self.filled * 6
    }
}

#[cfg(test)]
mod tests {
    use super::RowUnit;
    use crate::columns::column_meanings;
    use crate::columns::meaning::{ColumnMeaning, Holds};
    use crate::grid::{Grid, build};
    use crate::header::complete_header;
    use crate::lanes::lanes;
    use gongkai_model::record::{Phase, Side};
    use gongkai_model::table::{Form, Table};

    fn table(rows: &[&[&str]]) -> Table {
        let mut table = build::table("", 1, rows);
        table.unit = Some("万元".to_owned());
        complete_header(&mut table);
        table
    }

    fn meanings(rows: &[&[&str]]) -> Vec<ColumnMeaning> {
        let table = table(rows);
        column_meanings(&table, Form::Other, &Grid::new(&table))
    }

    #[test]
    fn income_and_expenditure_alone_head_two_lists() {
        let table = table(&[
            &["收入", "金额", "支出", "金额"],
            &["本地收入", "12", "本地支出", "30"],
            &["上级补助", "20", "上解支出", "2"],
        ]);
        let found = lanes(&column_meanings(&table, Form::Other, &Grid::new(&table)), &table.columns, Form::Other, "");
        let sides: Vec<_> = found.iter().map(|lane| (lane.start, lane.side)).collect();
        assert_eq!(sides, [(0, Side::Income), (2, Side::Expenditure)]);
    }

    #[test]
    fn codes_under_the_head_of_projects_are_codes() {
        let found = meanings(&[
            &["项目编码", "项目名称", "金额"],
            &["212", "城乡社区支出", "5"],
            &["21208", "国有土地使用权出让收入安排的支出", "5"],
        ]);
        assert!(matches!(found[0].holds, Holds::Code { part: 0, .. }));
        let found = meanings(&[&["项目编码", "项目名称", "金额"], &["A-17", "甲", "5"], &["A-18", "乙", "5"]]);
        assert_eq!(found[0].holds, Holds::ProjectCode);
    }

    #[test]
    fn amounts_of_counties_and_of_what_was_done() {
        let found = meanings(&[
            &["项目", "预算数", "实际完成", "市县级"],
            &["甲", "500", "480", "12"],
            &["乙", "600", "610", "18"],
        ]);
        assert_eq!((found[2].holds, found[2].phase), (Holds::Money, Some(Phase::Execution)));
        assert_eq!((found[3].holds, found[3].scope.as_deref()), (Holds::Money, Some("市县级")));
    }

    #[test]
    fn persons_are_no_money() {
        let rows: &[&[&str]] =
            &[&["项目", "2025年执行数"], &["参保人数", "17,410"], &["1.在职职工", "12,000"], &["2.退休人员", "5,410"]];
        let mut counts = table(rows);
        counts.unit = None;
        assert_eq!(column_meanings(&counts, Form::Other, &Grid::new(&counts))[1].holds, Holds::Count);
        assert_eq!(meanings(rows)[1].holds, Holds::Money);
    }

    #[test]
    fn the_third_part_of_a_code_is_no_label() {
        let found = meanings(&[&["类", "款", "项", "功能科目", "金额"], &["201", "04", "02", "甲事务", "5.00"]]);
        assert!(matches!(found[2].holds, Holds::Code { part: 3, .. }));
        assert!(matches!(found[3].holds, Holds::Label { .. }));
    }

    #[test]
    fn ratios_have_no_money_unit() {
        let other = ["EBITDA利息保障倍数", "现金短期债务比", "增速（%）"].map(RowUnit::of_label);
        assert!(other.iter().all(|unit| *unit == RowUnit::Other));
        assert_eq!(RowUnit::of_label("债务付息支出"), RowUnit::OfTable);
    }

    #[test]
    fn units_of_rows_are_no_organisations() {
        let rows: &[&[&str]] = &[
            &["项目", "单位", "2025年执行数"],
            &["参保人数", "人", "1741"],
            &["缴费费率", "%", "20"],
            &["缴费总额", "万元", "6608"],
        ];
        assert_eq!(meanings(rows)[1].field, "row_unit");
        let bought: &[&[&str]] = &[&["采购项目", "计量单位", "金额"], &["桌", "张", "5.00"], &["椅", "把", "6.00"]];
        assert_eq!(meanings(bought)[1].field, "measuring_unit");
        let targets: &[&[&str]] =
            &[&["项目名称", "金额", "三级指标", "目标值", "计量单位"], &["甲", "5.00", "乙", "90", "%"]];
        assert_eq!(meanings(targets)[4].field, "measuring_unit");
    }
}
