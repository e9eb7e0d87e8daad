//! Projects in tables of projects: one row each, with totals and organisations among them.

pub(crate) mod form_fields;
pub(crate) mod form_grid;
pub(crate) mod overall_form;
pub(crate) mod purchases;
pub(crate) mod target_funds;

use crate::amounts::{project_amount, provenance};
use crate::codes::split_project_code;
use crate::columns::meaning::Holds;
use crate::document::public_body::{ends_as_body, is_kind_of_funding, is_organisation};
use crate::grid::Grid;
use crate::lanes::row::LaneRow;
use crate::understood::Understood;
use gongkai_model::record::{Project, ProjectRowType};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::unit::MoneyUnit;
use std::collections::{BTreeMap, BTreeSet};

/// Hands out project ids in document order.
#[derive(Debug, Default)]
pub(crate) struct ProjectIds(u32);

impl ProjectIds {
    /// `p001` and on.
    pub(crate) fn next(&mut self) -> String {
        self.0 += 1;
        format!("p{:03}", self.0)
    }

    /// The last id was not needed.
    pub(crate) const fn take_back(&mut self) {
        self.0 -= 1;
    }
}

/// Fewest characters of the code of a project.
const SHORTEST_CODE: usize = 4;

/// Reads the projects of a matrix of targets or of a table of projects. Returns which row is which project.
pub(crate) fn table_projects(
    table: &Table,
    understood: &Understood,
    ids: &mut ProjectIds,
    projects: &mut Vec<Project>,
) -> BTreeMap<usize, String> {
    let mut of_row = BTreeMap::new();
    if !is_project_table(table, understood) {
        return of_row;
    }
    let Some((lane, rows)) = understood.lanes.first() else { return of_row };
    let grid = Grid::new(table);
    let column = |field: &str| understood.meanings.iter().position(|m| m.field == field);
    let (goal, indicators) = (column("goal"), column("indicators").or_else(|| column("level1")));
    let (content, category) = (column("content"), column("project_category"));
    let supervisor = column("supervising_department");
    // The last label column before the money names the project.
    let label_col =
        lane.classes.iter().rev().filter_map(|c| c.label).find(|c| lane.money.first().is_none_or(|m| c < m));
    // Names of one step below another stand in columns of their own.
    let of_label = lane.classes.iter().find(|class| class.label.is_some() && class.label == label_col);
    let members = of_label.map_or(&[][..], |class| &class.members);
    // Rows are told to be projects by their codes where the form does not say so.
    let by_code = match table.form {
        Form::Other => true,
        Form::BU11 => !names_projects(understood),
        _ => false,
    };
    let mut current: Option<String> = None;
    // Projects by their code and name as printed.
    let mut known: BTreeMap<(String, String), String> = BTreeMap::new();
    // Rows of organisations, which go on with no project.
    let mut units = BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        let begins = label_col.is_none_or(|col| {
            let names = |col: &usize| grid.anchored(row.row, *col).is_some_and(|cell| !cell.text.trim().is_empty());
            std::iter::once(&col).chain(members).any(names) || !row.label.is_empty() && row.codes.len() > 1
        });
        if !begins {
            if row.is_unit || lane.unit_name.is_none() && row.unit_name.as_ref() == Some(&row.label) {
                current = None;
                units.insert(row.row);
            }
            if let Some(id) = current.as_ref().filter(|_| !row.total) {
                of_row.insert(row.row, id.clone());
            }
            continue;
        }
        if row.label.is_empty() || is_kind_of_funding(&comparison_key(&row.label)) {
            continue;
        }
        if by_code {
            // What has no code there is a place or a sum, A 货物 (goods) a kind of purchase; a code printed again is the same
            // project, paid by another bond.
            let coded = row.project_code.as_deref().filter(|code| code.chars().count() >= SHORTEST_CODE);
            let Some(code) = coded.filter(|_| !row.total) else { continue };
            if let Some(id) = known.get(&(code.to_owned(), row.label.clone())) {
                of_row.insert(row.row, id.clone());
                current = Some(id.clone());
                continue;
            }
        }
        let text =
            |col: Option<usize>| col.map(|col| grid.text(row.row, col)).filter(|t| !t.is_empty()).map(tidy_blanks);
        let key = comparison_key(&row.label);
        let described = text(goal).is_some() || text(indicators).is_some() || text(content).is_some();
        let group = table.form == Form::BU10 && !described && is_group(rows, at);
        // 青山市方舱医院 with the code of a project is built, and spends nothing.
        let of_unit = !by_code && (row.is_unit || is_organisation(&key) || (group && ends_as_body(&key)));
        let row_type = if row.total && !row.is_unit {
            ProjectRowType::Total
        } else if !described && of_unit {
            ProjectRowType::Unit
        } else if group || (row.unit_code.as_ref().is_some_and(|code| code.len() == 1) && is_group(rows, at)) {
            // 通用项目, 专用项目; 全额 (paid in full), with a digit for a code.
            continue;
        } else {
            ProjectRowType::Project
        };
        let (own_code, name) = split_project_code(&row.label);
        let anchor = label_col.and_then(|col| grid.cell(row.row, col)).or_else(|| grid.cell(row.row, 0));
        let mut project = Project {
            project_id: ids.next(),
            table_id: table.table_id.clone(),
            row_type,
            name,
            code: row.project_code.clone().or(own_code),
            unit_name: row.unit_name.clone(),
            supervising_department: text(supervisor),
            attribute: text(category),
            content: text(content),
            goal_period: None,
            goal_annual: text(goal),
            provenance: anchor.map(provenance).unwrap_or_default(),
            ..Project::default()
        };
        if table.form == Form::PT {
            let unit = table.unit.as_deref().and_then(MoneyUnit::parse);
            for &col in &lane.money {
                let (Some(meaning), Some(cell)) = (understood.meanings.get(col), grid.anchored(row.row, col)) else {
                    continue;
                };
                let measure = project_measure(&meaning.field);
                project.amounts.push(project_amount(measure, cell, meaning.unit.or(unit)));
            }
        }
        // The name is printed a second time beside the one goal of both rows.
        let shared = goal.and_then(|col| grid.cell(row.row, col)).is_some_and(|cell| (cell.row as usize) < row.row);
        let again = |known: &&Project| {
            let nothing = project.amounts.iter().all(|amount| amount.amount_yuan.is_none());
            shared && nothing && known.table_id == project.table_id && known.name == project.name
        };
        if let Some(known) = projects.last().filter(again) {
            of_row.insert(row.row, known.project_id.clone());
            ids.take_back();
            continue;
        }
        current = Some(project.project_id.clone());
        of_row.insert(row.row, project.project_id.clone());
        if let Some(code) = &project.code {
            known.insert((code.clone(), row.label.clone()), project.project_id.clone());
        }
        projects.push(project);
    }
    name_units(projects, &table.table_id);
    if let Some(col) = label_col {
        fill_cut_rows(&grid, col, table.header_rows as usize, &units, &mut of_row);
    }
    of_row
}

/// Whether projects stand below a row, and not only parts of its own money (其中).
fn is_group(rows: &[LaneRow], at: usize) -> bool {
    rows.iter().any(|row| row.parent == Some(at) && !row.of_which)
}

/// A project that goes on over a page end has its name on one page and a blank cell on the other. A blank cell right
/// before the page end belongs to the name on the next page, as a rule parts it from the one above; any other belongs
/// to the project above.
fn fill_cut_rows(
    grid: &Grid<'_>,
    col: usize,
    first: usize,
    units: &BTreeSet<usize>,
    of_row: &mut BTreeMap<usize, String>,
) {
    let blank = |row: usize| grid.cell(row, col).filter(|cell| cell.text.trim().is_empty());
    for row in (first..grid.rows).rev().filter(|row| !of_row.contains_key(row)).collect::<Vec<_>>() {
        let Some(cell) = blank(row) else { continue };
        let end = (cell.row as usize).saturating_add(cell.row_span.max(1) as usize);
        let next = grid.cell(end, col).and_then(|below| below.page);
        let cut = cell.page.zip(next).is_some_and(|(own, next)| own < next);
        if let Some(project) = of_row.get(&end).filter(|_| cut).cloned() {
            of_row.insert(row, project);
        }
    }
    for row in first + 1..grid.rows {
        if !of_row.contains_key(&row)
            && !units.contains(&row)
            && blank(row).is_some()
            && let Some(project) = of_row.get(&(row - 1)).cloned()
        {
            of_row.insert(row, project);
        }
    }
}

/// Projects below the row of an organisation are spent by it.
fn name_units(projects: &mut [Project], table_id: &str) {
    let mut unit: Option<String> = None;
    for project in projects.iter_mut().filter(|p| p.table_id == table_id) {
        match project.row_type {
            ProjectRowType::Unit => unit = Some(project.name.clone()),
            ProjectRowType::Total => {}
            ProjectRowType::Project if project.unit_name.is_none() => project.unit_name.clone_from(&unit),
            ProjectRowType::Project => {}
        }
    }
}

fn is_project_table(table: &Table, understood: &Understood) -> bool {
    match table.form {
        Form::PT | Form::BU10 => true,
        Form::BU11 => names_projects(understood) || has_project_codes(understood),
        // Lists of what bonds are spent on, of investments, of transfers: 项目名称 beside 项目编码.
        Form::Other => names_projects(understood) && has_project_codes(understood),
        _ => false,
    }
}

/// Whether the names of the rows are those of projects: 项目名称.
fn names_projects(understood: &Understood) -> bool {
    let named = |leaf: &str| leaf.contains("项目") && leaf != "项目";
    understood.meanings.iter().any(|m| matches!(m.holds, Holds::Label { .. }) && named(&m.leaf))
}

/// Whether a column of the table holds the codes of projects.
fn has_project_codes(understood: &Understood) -> bool {
    understood.meanings.iter().any(|m| matches!(m.holds, Holds::ProjectCode))
}

fn project_measure(field: &str) -> &str {
    match field {
        "special_account" => "special_account_appropriation",
        "other" => "other_funds",
        // 申报预算, 预算金额: the one amount a list of projects prints.
        "amount" => "total",
        field => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;
    use crate::header::complete_header;
    use crate::understood::understand;
    use gongkai_model::record::CellState;

    #[test]
    fn a_name_printed_again_beside_the_same_goal_is_one_project() {
        let mut table = build::table(
            "项目绩效目标表",
            1,
            &[
                &["项目名称", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"],
                &["河道清淤", "河道通畅", "产出指标", "数量指标", "长度", "10公里"],
                &["河道清淤", "", "效益指标", "社会效益", "通航", "提高"],
                &["库房改造", "库房干燥", "产出指标", "数量指标", "面积", "80平方米"],
            ],
        );
        build::merge(&mut table, 1, 1, 2, 1);
        table.form = Form::PT;
        complete_header(&mut table);
        let understood = understand(&mut table, &std::rc::Rc::default());
        let mut projects = Vec::new();
        let rows = table_projects(&table, &understood, &mut ProjectIds::default(), &mut projects);
        let names: Vec<_> = projects.iter().map(|p| (p.project_id.as_str(), p.name.as_str())).collect();
        assert_eq!(names, [("p001", "河道清淤"), ("p002", "库房改造")]);
        assert_eq!(rows.into_values().collect::<Vec<_>>(), ["p001", "p001", "p002"]);
    }

    #[test]
    fn rows_with_the_code_of_a_project_are_projects_in_any_list() {
        let mut table = build::table(
            "政府专项债券使用情况表",
            1,
            &[
                &["项目名称", "项目编号", "项目实施单位", "债券规模"],
                &["合计", "", "", "6.00"],
                &["A货物", "A", "", "6.00"],
                &["青山市方舱医院", "P34110000-0001", "青山市水务局", "3.00"],
                &["库房改造工程", "P34110000-0002", "青山市档案局", "1.00"],
                &["青山市方舱医院", "P34110000-0001", "青山市水务局", "2.00"],
            ],
        );
        complete_header(&mut table);
        let understood = understand(&mut table, &std::rc::Rc::default());
        let mut projects = Vec::new();
        let rows = table_projects(&table, &understood, &mut ProjectIds::default(), &mut projects);
        let names: Vec<_> =
            projects.iter().map(|p| (p.code.as_deref(), p.name.as_str(), p.unit_name.as_deref())).collect();
        let expected = [
            (Some("P34110000-0001"), "青山市方舱医院", Some("青山市水务局")),
            (Some("P34110000-0002"), "库房改造工程", Some("青山市档案局")),
        ];
        assert_eq!(names, expected);
        assert_eq!(rows.into_iter().collect::<Vec<_>>(), [(3, "p001".into()), (4, "p002".into()), (5, "p001".into())]);
    }

    #[test]
    fn totals_units_and_projects_are_told_apart() {
        let mut table = build::table(
            "项目支出绩效目标表",
            1,
            &[
                &["项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"],
                &["合计", "30.50", "30.50", "", "", "", ""],
                &["青山市档案中心", "30.50", "30.50", "", "", "", ""],
                &["库房改造项目", "30.50", "30.50", "", "", "改造库房", "产出指标：面积，年度指标值：10平方米。"],
            ],
        );
        table.form = Form::PT;
        complete_header(&mut table);
        let understood = understand(&mut table, &std::rc::Rc::default());
        let mut projects = Vec::new();
        let rows = table_projects(&table, &understood, &mut ProjectIds::default(), &mut projects);
        let kinds: Vec<_> = projects.iter().map(|p| p.row_type).collect();
        assert_eq!(kinds, [ProjectRowType::Total, ProjectRowType::Unit, ProjectRowType::Project]);
        assert_eq!(rows.get(&3).map(String::as_str), Some("p003"));
        assert_eq!(projects[2].unit_name.as_deref(), Some("青山市档案中心"));
        let measures: Vec<_> = projects[2].amounts.iter().map(|a| a.measure.as_str()).collect();
        assert_eq!(measures, ["total", "fiscal_appropriation", "special_account_appropriation", "other_funds"]);
        assert_eq!(projects[2].amounts[0].amount_yuan.map(|a| a.to_string()).as_deref(), Some("305000.00"));
        assert_eq!(projects[2].amounts[2].cell_state, CellState::Blank);
    }
}
