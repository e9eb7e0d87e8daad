//! Forms about a whole department: 部门整体支出绩效目标表 (targets of all its spending) and its self-evaluation.
//!
//! The department is one project of kind `unit` with the money of the form; its tasks of the year (年度主要任务) are
//! projects with theirs. Indicators belong to the department.

use crate::amounts::{project_amount, provenance};
use crate::grid::Grid;
use crate::projects::ProjectIds;
use crate::projects::form_fields::{DEPARTMENT, NAME, is_annual_goal, is_any_field, is_field, is_form_head};
use crate::projects::form_grid::{goal, read_weights, value_right};
use crate::projects::target_funds::target_amounts;
use gongkai_model::record::{Project, ProjectAmount, ProjectRowType};
use gongkai_model::table::{Cell, Form, Table};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::label::total_kind;
use gongkai_normalize::unit::{MoneyUnit, find_header_unit};
use std::collections::BTreeMap;

/// Reads the department and the tasks of a form of 整体绩效, and tells which rows belong to which.
pub(crate) fn overall_projects(
    table: &Table,
    ids: &mut ProjectIds,
    projects: &mut Vec<Project>,
) -> BTreeMap<usize, String> {
    let mut of_row = BTreeMap::new();
    if table.form != Form::OP {
        return of_row;
    }
    let grid = Grid::new(table);
    let unit = table.unit.as_deref().and_then(MoneyUnit::parse);
    let mut departments = departments_below_header(&grid, table, unit);
    if departments.is_empty() {
        departments.extend(read_department(&grid, table, unit).map(|department| (0, department)));
    }
    for (first, mut department) in departments {
        department.project_id = ids.next();
        department.table_id.clone_from(&table.table_id);
        for row in first..grid.rows {
            of_row.insert(row, department.project_id.clone());
        }
        projects.push(department);
    }
    for (row, mut task) in read_tasks(&grid, unit) {
        task.project_id = ids.next();
        task.table_id.clone_from(&table.table_id);
        of_row.insert(row, task.project_id.clone());
        projects.push(task);
    }
    of_row
}

/// Columns of money of a form that prints a department a row, by what they hold, with the measures of a form.
const HEADED_MONEY: &[(&str, &str)] = &[
    ("total", "annual_total"),
    ("amount", "annual_total"),
    ("fiscal_appropriation", "annual_fiscal"),
    ("general_public", "annual_general_public"),
    ("government_fund", "annual_government_fund"),
    ("state_capital", "annual_state_capital"),
    ("special_account", "annual_special_account"),
    ("unit_funds", "annual_unit_funds"),
    ("other", "annual_other"),
    ("basic", "annual_basic"),
    ("project", "annual_project"),
];

/// 单位名称 | 资金总额 | … | 整体绩效目标 | 一级指标 …: departments with their money and goals below a header. Gives them with
/// the row each begins in.
fn departments_below_header(grid: &Grid<'_>, table: &Table, unit: Option<MoneyUnit>) -> Vec<(usize, Project)> {
    let mut departments = Vec::new();
    let field = |col: usize| table.columns.get(col).and_then(|column| column.field.as_deref()).unwrap_or("");
    let Some(names) = (0..grid.cols).find(|col| field(*col) == "unit_name").filter(|_| table.header_rows > 0) else {
        return departments;
    };
    let goals = |col: &usize| {
        let head = table.columns.get(*col).and_then(|column| column.path.last());
        head.is_some_and(|head| is_annual_goal(head))
    };
    for row in table.header_rows as usize..grid.rows {
        let Some(cell) = grid.anchored(row, names).filter(|cell| !cell.text.trim().is_empty()) else { continue };
        let mut department = Project {
            row_type: ProjectRowType::Unit,
            name: tidy_blanks(&cell.text),
            unit_name: Some(tidy_blanks(&cell.text)),
            goal_annual: (0..grid.cols).find(goals).map(|col| tidy_blanks(grid.text(row, col))),
            provenance: provenance(cell),
            ..Project::default()
        };
        department.goal_annual = department.goal_annual.filter(|goal| !goal.is_empty());
        for col in 0..grid.cols {
            let measure = HEADED_MONEY.iter().find(|(known, _)| *known == field(col)).map(|(_, measure)| *measure);
            let (Some(measure), Some(cell)) = (measure, grid.anchored(row, col)) else { continue };
            if department.amounts.iter().all(|known| known.measure != measure) {
                department.amounts.push(project_amount(measure, cell, unit));
            }
        }
        departments.push((row, department));
    }
    departments
}

fn read_department(grid: &Grid<'_>, table: &Table, unit: Option<MoneyUnit>) -> Option<Project> {
    let mut project = Project { row_type: ProjectRowType::Unit, ..Project::default() };
    for row in 0..grid.rows {
        for cell in grid.row_cells(row) {
            if is_field(&cell.text, DEPARTMENT) || is_field(&cell.text, NAME) {
                if let Some((name, at)) = value_right(grid, cell).filter(|_| project.name.is_empty()) {
                    project.provenance = provenance(at);
                    project.name = name;
                }
            } else if is_annual_goal(&cell.text) && project.goal_annual.is_none() {
                project.goal_annual = whole_goal(grid, cell);
            }
        }
    }
    project.amounts = funds_under_header(grid, unit);
    if project.amounts.is_empty() {
        project.amounts = target_amounts(grid, 0, grid.rows, unit);
    }
    read_weights(grid, 0, grid.rows, &mut project);
    if project.name.is_empty() {
        project.name = table.organisation.clone().unwrap_or_default();
    }
    project.unit_name = Some(project.name.clone()).filter(|name| !name.is_empty());
    let known = !project.name.is_empty() || !project.amounts.is_empty() || project.goal_annual.is_some();
    known.then_some(project)
}

/// The goal right of its name, in as many rows as the name spans.
fn whole_goal(grid: &Grid<'_>, name: &Cell) -> Option<String> {
    let (text, first) = goal(grid, name)?;
    let mut whole = text;
    if first.row == name.row {
        for row in name.row + 1..name.row.saturating_add(name.row_span.max(1)).min(name.row + 64) {
            let below = grid.anchored(row as usize, first.col as usize).filter(|cell| !is_any_field(&cell.text));
            let Some(below) = below else { break };
            whole.push_str(&tidy_blanks(&below.text));
        }
    }
    Some(whole).filter(|text| !text.is_empty())
}

/// 预算支出总额 | 财政拨款: 合计, 基本支出, 项目支出 | 其他资金: 合计, 基本支出, 项目支出, with the amounts below.
fn funds_under_header(grid: &Grid<'_>, unit: Option<MoneyUnit>) -> Vec<ProjectAmount> {
    let mut amounts: Vec<ProjectAmount> = Vec::new();
    let is_total = |cell: &&Cell| {
        let key = comparison_key(&cell.text);
        key.contains("预算支出总额") || key.contains("支出总额") || key == "预算总额"
    };
    let Some((row, total)) = (0..grid.rows).find_map(|row| grid.row_cells(row).find(is_total).map(|cell| (row, cell)))
    else {
        return amounts;
    };
    let own = (0..=total.col as usize).filter_map(|col| grid.cell(row, col)).find_map(|c| find_header_unit(&c.text));
    let unit = own.or(unit);
    let depth = total.row_span.max(1) as usize;
    let mut group = String::new();
    for col in total.col as usize..grid.cols {
        let head = comparison_key(grid.text(row, col));
        if !head.is_empty() {
            group = head;
        }
        let leaf = comparison_key(grid.text(row + depth - 1, col));
        let Some(cell) = grid.anchored(row + depth, col) else { continue };
        let Some(measure) = department_measure(&group, &leaf) else { continue };
        if amounts.iter().all(|a| a.measure != measure) {
            amounts.push(project_amount(measure, cell, unit));
        }
    }
    amounts
}

fn department_measure(group: &str, leaf: &str) -> Option<&'static str> {
    let (of_basic, of_project) = (leaf.contains("基本支出"), leaf.contains("项目支出"));
    Some(if group.contains("其他资金") || group.contains("其它资金") || group.contains("非财政") {
        match (of_basic, of_project) {
            (true, _) => "annual_other_basic",
            (_, true) => "annual_other_project",
            _ => "annual_other",
        }
    } else if group.contains("财政拨款") || group.contains("财政资金") {
        match (of_basic, of_project) {
            (true, _) => "annual_fiscal_basic",
            (_, true) => "annual_fiscal_project",
            _ => "annual_fiscal",
        }
    } else if group.contains("总额") {
        "annual_total"
    } else {
        return None;
    })
}

/// Columns of the tasks of the year.
#[derive(Default)]
struct TaskColumns {
    name: usize,
    content: Option<usize>,
    /// Columns of money with their measure and unit.
    money: Vec<(usize, &'static str, Option<MoneyUnit>)>,
    rate: Option<usize>,
    weight: Option<usize>,
    score: Option<usize>,
    /// First row below the header.
    first: usize,
}

/// 年度主要任务: 任务名称 | 主要内容 | 预算金额: 总额, 财政拨款, 其他资金; the last row is 金额合计 (total).
fn read_tasks(grid: &Grid<'_>, unit: Option<MoneyUnit>) -> Vec<(usize, Project)> {
    let mut tasks = Vec::new();
    let Some(columns) = (0..grid.rows).find_map(|row| task_columns(grid, row)) else { return tasks };
    for row in columns.first..grid.rows {
        let first_cell = grid.row_cells(row).find(|c| !c.text.trim().is_empty());
        let own = grid.anchored(row, columns.name);
        let name = own.map(|cell| tidy_blanks(&cell.text)).unwrap_or_default();
        if first_cell.is_some_and(|c| is_form_head(&c.text) || is_annual_goal(&c.text)) || is_any_field(&name) {
            break;
        }
        let Some(own) = own.filter(|_| !name.is_empty()) else { continue };
        let total = total_kind(&name).is_some() || name.contains("合计");
        let text = |col: Option<usize>| {
            col.map(|col| tidy_blanks(grid.text(row, col))).filter(|text| !text.is_empty() && *text != name)
        };
        let mut task = Project {
            row_type: if total { ProjectRowType::Total } else { ProjectRowType::Project },
            content: text(columns.content),
            // 执行率分值（10分） in a cell beside all tasks says what the rate would count, and is none.
            execution_rate: text(columns.rate).filter(|text| !text.starts_with(is_ideograph)),
            execution_weight: text(columns.weight),
            execution_score: text(columns.score),
            provenance: provenance(own),
            name,
            ..Project::default()
        };
        for (col, measure, own_unit) in &columns.money {
            if let Some(cell) = grid.anchored(row, *col) {
                task.amounts.push(project_amount(measure, cell, own_unit.or(unit)));
            }
        }
        tasks.push((row, task));
        if total {
            break;
        }
    }
    tasks
}

fn task_columns(grid: &Grid<'_>, row: usize) -> Option<TaskColumns> {
    let cells: Vec<(&Cell, String)> = grid.row_cells(row).map(|cell| (cell, comparison_key(&cell.text))).collect();
    let at = |words: &[&str]| cells.iter().find(|(_, key)| words.contains(&key.as_str())).map(|(cell, _)| *cell);
    let name = at(&["任务名称", "主要任务名称", "主要任务", "任务"])?;
    grid.next_filled(name)?;
    let depth = name.row_span.max(1) as usize;
    let mut columns = TaskColumns { name: name.col as usize, first: row + depth, ..TaskColumns::default() };
    columns.content = at(&["主要内容", "任务内容"]).map(|cell| cell.col as usize);
    for (cell, key) in &cells {
        let (first, last) = (cell.col as usize, cell.col.saturating_add(cell.col_span.max(1)) as usize);
        if key.contains("执行率") {
            columns.rate = Some(first);
        } else if key.starts_with("分值") {
            columns.weight = Some(first);
        } else if key == "得分" {
            columns.score = Some(first);
        }
        let executed = key.contains("执行数") || key.contains("支出数");
        let evaluated = cells.iter().any(|(_, other)| other.contains("执行数"));
        let budgeted = key.contains("预算金额") || key.contains("预算数") || key.contains("预算资金");
        if !executed && !budgeted {
            continue;
        }
        for col in first..last.min(grid.cols) {
            let leaf = comparison_key(grid.text(row + depth - 1, col));
            let item = match leaf.as_str() {
                leaf if leaf.contains("其他") || leaf.contains("其它") => 2,
                leaf if leaf.contains("财政") => 1,
                _ => 0,
            };
            let measures = match (executed, evaluated) {
                (true, _) => ["actual_total", "actual_fiscal", "actual_non_fiscal"],
                (false, true) => ["budget_total", "budget_fiscal", "budget_non_fiscal"],
                (false, false) => ["annual_total", "annual_fiscal", "annual_other"],
            };
            let Some(measure) = measures.get(item) else { continue };
            columns.money.push((col, measure, find_header_unit(&cell.text)));
        }
    }
    (!columns.money.is_empty()).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;

    fn read(rows: &[&[&str]], merges: &[(u32, u32, u32, u32)]) -> Vec<Project> {
        let mut table = build::table("", 0, rows);
        for &(row, col, height, width) in merges {
            build::merge(&mut table, row, col, height, width);
        }
        table.form = Form::OP;
        let mut projects = Vec::new();
        overall_projects(&table, &mut ProjectIds::default(), &mut projects);
        projects
    }

    fn printed(project: &Project) -> Vec<(&str, &str)> {
        project.amounts.iter().map(|a| (a.measure.as_str(), a.amount_printed.as_str())).collect()
    }

    #[test]
    fn money_of_a_department_under_a_header() {
        let projects = read(
            &[
                &["部门名称", "青山市档案局", "", "", "", ""],
                &["总体资金情况（万元）", "预算支出总额", "财政拨款", "", "", "其他资金"],
                &["", "", "合计", "基本支出", "项目支出", "合计"],
                &["", "30.00", "28.00", "20.00", "8.00", "2.00"],
                &["整体绩效目标", "馆藏完好", "", "", "", ""],
            ],
            &[(1, 1, 2, 1), (1, 2, 1, 3)],
        );
        assert_eq!(projects.len(), 1);
        assert_eq!((projects[0].name.as_str(), projects[0].row_type), ("青山市档案局", ProjectRowType::Unit));
        assert_eq!(projects[0].goal_annual.as_deref(), Some("馆藏完好"));
        assert_eq!(
            printed(&projects[0]),
            [
                ("annual_total", "30.00"),
                ("annual_fiscal", "28.00"),
                ("annual_fiscal_basic", "20.00"),
                ("annual_fiscal_project", "8.00"),
                ("annual_other", "2.00")
            ]
        );
    }

    #[test]
    fn money_of_a_department_in_rows_by_kind_of_expenditure() {
        let projects = read(
            &[
                &["部门名称", "青山市档案局", ""],
                &["年度预算安排（万元）", "资金总额", "30.00"],
                &["", "项目支出", "8.00"],
                &["", "基本支出", "22.00"],
                &["", "其他资金", "0.00"],
                &["总体目标", "馆藏完好", ""],
            ],
            &[(1, 0, 4, 1)],
        );
        assert_eq!(
            printed(&projects[0]),
            [
                ("annual_total", "30.00"),
                ("annual_project", "8.00"),
                ("annual_basic", "22.00"),
                ("annual_other", "0.00")
            ]
        );
    }

    #[test]
    fn tasks_of_the_year_are_projects() {
        let projects = read(
            &[
                &["部门（单位）名称", "", "青山市档案局", "", "", ""],
                &["年度主要任务", "任务名称", "主要内容", "预算金额（元）", "", ""],
                &["", "", "", "总额", "财政拨款", "其他资金"],
                &["", "库房改造", "改造两间", "30", "28", "2"],
                &["", "金额合计", "", "30", "28", "2"],
                &["年度总体目标", "馆藏完好", "", "", "", ""],
            ],
            &[(1, 1, 2, 1), (1, 2, 2, 1), (1, 3, 1, 3), (4, 1, 1, 2)],
        );
        let kinds: Vec<_> = projects.iter().map(|p| p.row_type).collect();
        assert_eq!(kinds, [ProjectRowType::Unit, ProjectRowType::Project, ProjectRowType::Total]);
        assert_eq!(projects[1].content.as_deref(), Some("改造两间"));
        assert_eq!(printed(&projects[1]), [("annual_total", "30"), ("annual_fiscal", "28"), ("annual_other", "2")]);
        assert_eq!(projects[1].amounts[0].unit.as_deref(), Some("元"));
    }
}
