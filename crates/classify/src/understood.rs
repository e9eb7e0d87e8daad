//! A table with what its columns and rows mean, before records are made of it.

use crate::codes::{names_economic_class, names_functional_class};
use crate::column_dimensions::tell_places;
use crate::column_meaning::{ColumnMeaning, Holds};
use crate::columns::column_meanings;
use crate::form_fields::begins_with_field;
use crate::forms::is_form_grid;
use crate::grid::Grid;
use crate::lane_row::LaneRow;
use crate::lanes::{Lane, lanes};
use crate::row_dimensions::row_side;
use crate::rows::lane_rows;
use gongkai_model::record::{LaneKind, Side};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;

/// A table with lanes and rows.
pub(crate) struct Understood {
    pub(crate) meanings: Vec<ColumnMeaning>,
    pub(crate) lanes: Vec<(Lane, Vec<LaneRow>)>,
}

impl Understood {
    /// Whether any column holds amounts.
    pub(crate) fn has_money(&self) -> bool {
        !self.lanes.is_empty()
    }
}

/// Reads columns, lanes and rows of a table, and notes in its columns what they hold.
pub(crate) fn understand(table: &mut Table) -> Understood {
    if is_form_grid(table.form) && has_no_header(table) {
        table.header_rows = 0;
        for column in &mut table.columns {
            column.path.clear();
        }
        return Understood { meanings: Vec::new(), lanes: Vec::new() };
    }
    let (meanings, found) = {
        let grid = Grid::new(table);
        let mut meanings = column_meanings(table, table.form, &grid);
        if matches!(table.form, Form::FA07 | Form::BU07) {
            tell_grand_total(&mut meanings);
        }
        tell_current_year(&mut meanings);
        tell_inner_total(&mut meanings);
        let title = table.title.as_deref().map(comparison_key).unwrap_or_default();
        tell_places(&mut meanings, &title);
        let leaves: Vec<String> = meanings.iter().map(|m| m.leaf.clone()).collect();
        let header_rows = table.header_rows as usize;
        let found: Vec<(Lane, Vec<LaneRow>)> = lanes(&meanings, &table.columns, table.form, &title)
            .into_iter()
            .map(|mut lane| {
                let rows = lane_rows(&grid, header_rows, &lane, &leaves);
                lane.kind = lane.kind.or_else(|| kind_of_codes(&rows)).or_else(|| kind_of_names(&rows));
                if lane.side == Side::Both && table.form == Form::Other {
                    lane.side = side_of_codes(&rows);
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

/// The side of a list whose codes are all of income, or all of expenditure.
fn side_of_codes(rows: &[LaneRow]) -> Side {
    let mut sides = rows.iter().filter_map(row_side);
    let Some(first) = sides.next() else { return Side::Both };
    if sides.all(|side| side == first) { first } else { Side::Both }
}

/// 合计 | 本年收入: 小计 …: beside the total of all, the subtotal of 本年收入 (income of the year) is one of its parts.
fn tell_current_year(meanings: &mut [ColumnMeaning]) {
    let of_year = |m: &ColumnMeaning| m.label.contains("本年收入") || m.label.contains("本年支出");
    let is_total = |m: &ColumnMeaning| m.holds == Holds::Money && m.field == "total";
    if !meanings.iter().any(|m| is_total(m) && !of_year(m)) {
        return;
    }
    for meaning in meanings.iter_mut().filter(|m| is_total(m) && of_year(m)) {
        let field = if meaning.label.contains("本年收入") { "current_income" } else { "current_expenditure" };
        field.clone_into(&mut meaning.field);
    }
}

/// 总计 | 部门预算: 合计 …: beside the total of all, the total of 部门预算 (what the department itself plans) is a part.
fn tell_inner_total(meanings: &mut [ColumnMeaning]) {
    let inner = |m: &ColumnMeaning| m.label.starts_with("部门预算");
    let is_total = |m: &ColumnMeaning| m.holds == Holds::Money && m.field == "total";
    if meanings.iter().any(|m| is_total(m) && !inner(m)) {
        for meaning in meanings.iter_mut().filter(|m| is_total(m) && inner(m)) {
            "department_budget".clone_into(&mut meaning.field);
        }
    }
}

/// Some places print 会议费 (meetings) and 培训费 (training) beside 三公经费: their 合计 adds up more than 三公经费, and
/// the 小计 of 三公经费 is what other places call the total.
fn tell_grand_total(meanings: &mut [ColumnMeaning]) {
    let is_total = |m: &ColumnMeaning| m.holds == Holds::Money && m.field == "total";
    let of_three_public = |m: &ColumnMeaning| m.label.contains("三公");
    let beside = meanings.iter().any(|m| matches!(m.field.as_str(), "meeting" | "training"));
    let inner = meanings.iter().any(|m| is_total(m) && of_three_public(m));
    if !(beside && inner) {
        return;
    }
    for meaning in meanings.iter_mut().filter(|m| is_total(m) && !of_three_public(m)) {
        "total_with_meeting_training".clone_into(&mut meaning.field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;
    use crate::header::complete_header;

    fn kind(rows: &[&[&str]]) -> Option<LaneKind> {
        let mut table = build::table("支出预算表", 1, rows);
        complete_header(&mut table);
        understand(&mut table).lanes.first().and_then(|(lane, _)| lane.kind)
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
