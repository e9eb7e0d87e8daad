//! A table with what its columns and rows mean, before records are made of it.

use crate::codes::{names_economic_class, names_functional_class};
use crate::columns::column_meanings;
use crate::columns::content::name_places_in_headers;
use crate::columns::dimensions::{tell_classes, tell_places};
use crate::columns::issue_totals::tell_issue_totals;
use crate::columns::meaning::{ColumnMeaning, Holds};
use crate::columns::upper_headers::{
    tell_columns_of_which, tell_grand_total, tell_parts_of_total, tell_totals_of_other_years, tell_whole_of_basic,
};
use crate::forms::set::is_form_grid;
use crate::grid::Grid;
use crate::lanes::row::LaneRow;
use crate::lanes::{Lane, lanes};
use crate::projects::form_fields::begins_with_field;
use crate::rows::dimensions::{one_side, row_side};
use crate::rows::lane_rows;
use gongkai_model::record::{LaneKind, Side};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;
use gongkai_normalize::unit::MoneyUnit;
use gongkai_normalize::value::is_unit;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A table with lanes and rows.
pub(crate) struct Understood {
    pub(crate) meanings: Vec<ColumnMeaning>,
    pub(crate) lanes: Vec<(Lane, Vec<LaneRow>)>,
}

impl Understood {
    /// Whether any column holds amounts.
    pub(crate) fn has_money(&self) -> bool {
        self.lanes.iter().any(|(lane, _)| !lane.money.is_empty())
    }
}

/// Reads columns, lanes and rows of a table, and notes in its columns what they hold.
///
/// `units` are the organisations that other tables of the document list.
pub(crate) fn understand(table: &mut Table, units: &Rc<BTreeSet<String>>) -> Understood {
    if is_form_grid(table.form) && has_no_header(table) {
        table.header_rows = 0;
        for column in &mut table.columns {
            column.path.clear();
        }
        return Understood { meanings: Vec::new(), lanes: Vec::new() };
    }
    if table.unit.is_none() && table.title.as_deref().is_some_and(counts_things) {
        return Understood { meanings: Vec::new(), lanes: Vec::new() };
    }
    let (meanings, found) = {
        let grid = Grid::new(table);
        let mut meanings = column_meanings(table, table.form, &grid);
        if matches!(table.form, Form::FA07 | Form::BU07) {
            tell_grand_total(&mut meanings);
        }
        if matches!(table.form, Form::FA06 | Form::BU06) {
            tell_whole_of_basic(&mut meanings);
        }
        tell_parts_of_total(&mut meanings);
        tell_totals_of_other_years(&mut meanings, table.form);
        tell_columns_of_which(&mut meanings, table, &grid);
        tell_issue_totals(&mut meanings, table, &grid);
        let title = table.title.as_deref().map(comparison_key).unwrap_or_default();
        let header_rows = table.header_rows as usize;
        tell_classes(&mut meanings);
        tell_places(&mut meanings, &title, &grid, header_rows);
        name_places_in_headers(&mut meanings);
        let leaves: Vec<String> = meanings.iter().map(|m| m.leaf.clone()).collect();
        let lanes = lanes(&meanings, &table.columns, table.form, &title);
        let several = lanes.len() > 1;
        let found: Vec<(Lane, Vec<LaneRow>)> = lanes
            .into_iter()
            .map(|mut lane| {
                lane.units = Rc::clone(units);
                let rows = lane_rows(&grid, header_rows, &lane, &leaves);
                let named = || kind_of_names(&rows).or_else(|| kind_of_classes(&rows));
                let purposes = names_purposes(&rows).then_some(LaneKind::Purpose);
                lane.kind = purposes.or(lane.kind).or_else(|| kind_of_codes(&rows)).or_else(named);
                if lane.side == Side::Both && table.form == Form::Other {
                    lane.side = side_of_codes(&rows);
                }
                if lane.side == Side::Both && table.form == Form::Other && several {
                    lane.side = side_of_totals(&rows);
                }
                (lane, rows)
            })
            .collect();
        (meanings, found)
    };
    for (column, meaning) in table.columns.iter_mut().zip(&meanings) {
        column.field = field_of(meaning);
    }
    for (index, (lane, _)) in found.iter().enumerate() {
        for column in table.columns.iter_mut().take(lane.end).skip(lane.start) {
            column.lane = u32::try_from(index).unwrap_or(u32::MAX);
        }
    }
    Understood { meanings, lanes: found }
}

/// A form about one project begins with the name of a field.
fn has_no_header(table: &Table) -> bool {
    table.cells.iter().find(|c| !c.text.trim().is_empty()).is_some_and(|c| begins_with_field(&c.text))
}

/// 设施规模表（万吨/年）: whether a title ends with a unit that is none of money.
fn counts_things(title: &str) -> bool {
    let inner = title.trim_end().strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
    inner
        .and_then(|(_, unit)| unit.split(['/', '／']).next())
        .is_some_and(|unit| unit.chars().count() > 1 && MoneyUnit::parse(unit).is_none() && is_unit(unit))
}

fn field_of(meaning: &ColumnMeaning) -> Option<String> {
    if let Holds::Code { .. } = meaning.holds {
        return Some("code".to_owned());
    }
    (!meaning.field.is_empty()).then(|| meaning.field.clone())
}

fn kind_of_codes(rows: &[LaneRow]) -> Option<LaneKind> {
    use gongkai_model::record::CodeSystem::*;
    rows.iter().find_map(|row| row.codes.first()).map(|code| match code.system {
        Functional => LaneKind::Functional,
        DepartmentEconomic | GovernmentEconomic => LaneKind::Economic,
        Revenue | NonTax => LaneKind::Income,
    })
}

/// Fewest rows named after classes that tell what a list without codes is divided by.
const FEWEST_CLASSES: usize = 3;

/// The classification of a list without codes most of whose rows are named after its classes: 工资福利支出, 基本工资….
fn kind_of_names(rows: &[LaneRow]) -> Option<LaneKind> {
    let named = || rows.iter().filter(|row| !row.label.is_empty() && !row.total && !row.is_unit);
    let economic = named().filter(|row| names_economic_class(strip_list_mark(&row.label))).count();
    let functional = named().filter(|row| names_functional_class(strip_list_mark(&row.label))).count();
    let (most, kind) =
        if economic > functional { (economic, LaneKind::Economic) } else { (functional, LaneKind::Functional) };
    (most >= FEWEST_CLASSES && most * 2 > named().count()).then_some(kind)
}

/// The classification of a list without codes whose rows at the top are named after classes, whatever stands below them.
fn kind_of_classes(rows: &[LaneRow]) -> Option<LaneKind> {
    let top: Vec<LaneRow> = rows.iter().filter(|row| row.parent.is_none() && row.codes.is_empty()).cloned().collect();
    let below = rows.iter().any(|row| row.parent.is_some());
    kind_of_names(&top).filter(|_| below)
}

/// 一、基本支出 | 二、项目支出: whether expenditure is divided by its purpose alone.
fn names_purposes(rows: &[LaneRow]) -> bool {
    let named = |word: &str| rows.iter().any(|row| comparison_key(strip_list_mark(&row.label)) == word);
    let functional = rows.iter().any(|row| names_functional_class(strip_list_mark(&row.label)));
    named("基本支出") && named("项目支出") && !functional && rows.iter().all(|row| row.codes.is_empty())
}

/// The side of a list beside another whose totals are all 收入总计 (total income) or all 支出总计 (total expenditure).
fn side_of_totals(rows: &[LaneRow]) -> Side {
    let mut sides = rows.iter().filter(|row| row.total).filter_map(|row| one_side(&comparison_key(&row.label)));
    let Some(first) = sides.next() else { return Side::Both };
    if sides.all(|side| side == first) { first } else { Side::Both }
}

/// The side of a list whose codes are all of income, or all of expenditure.
fn side_of_codes(rows: &[LaneRow]) -> Side {
    let mut sides = rows.iter().filter_map(row_side);
    let Some(first) = sides.next() else { return Side::Both };
    if sides.all(|side| side == first) { first } else { Side::Both }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;
    use crate::header::complete_header;

    fn kind(rows: &[&[&str]]) -> Option<LaneKind> {
        let mut table = build::table("支出预算表", 1, rows);
        complete_header(&mut table);
        understand(&mut table, &Rc::default()).lanes.first().and_then(|(lane, _)| lane.kind)
    }

    #[test]
    fn names_of_classes_tell_what_a_list_without_codes_is_divided_by() {
        let head: &[&str] = &["项目", "金额"];
        let economic: [&[&str]; 4] =
            [head, &["一、工资福利支出", "3.00"], &["基本工资", "2.00"], &["津贴补贴", "1.00"]];
        assert_eq!(kind(&economic), Some(LaneKind::Economic));
        let functional: [&[&str]; 4] =
            [head, &["一、教育支出", "3.00"], &["二、科学技术支出", "2.00"], &["三、卫生健康支出", "1.00"]];
        assert_eq!(kind(&functional), Some(LaneKind::Functional));
        assert_eq!(kind(&[head, &["河道清淤", "3.00"], &["苗木采购", "2.00"], &["教育支出", "1.00"]]), None);
    }
}
