//! Forms about one project, with the names of their fields in cells: 项目支出绩效目标表 as a form, and 绩效自评表
//! (self-evaluation).
//!
//! A field's value stands to the right of its name, or below it where the next name stands to the right. One table may
//! hold several forms, each beginning with 项目名称 (name of the project).

use crate::grid::Grid;
use crate::projects::{ProjectIds, amount};
use gongkai_model::record::{CellState, Project, ProjectAmount, ProjectRowType};
use gongkai_model::table::{Cell, Form, Table};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::MoneyUnit;
use std::collections::BTreeMap;

const NAME: &[&str] =
    &["项目名称", "项目(政策)名称", "政策名称", "转移支付名称", "专项名称", "专项资金名称", "政策和项目名称"];
const UNIT: &[&str] =
    &["实施单位", "项目实施单位", "项目单位", "预算单位", "项目承担单位", "资金使用单位", "单位名称", "申报单位"];
const ATTRIBUTE: &[&str] = &["项目属性", "项目类型", "项目类别"];
const CONTENT: &[&str] = &["项目概况", "项目内容", "项目简介", "项目概述"];
const CODE: &[&str] = &["项目编码", "项目代码"];
const PERIOD_GOALS: &[&str] =
    &["中期目标", "实施期目标", "实施期总目标", "实施期绩效目标", "项目实施期目标", "长期目标"];
const ANNUAL_GOALS: &[&str] =
    &["年度目标", "年度总体目标", "年度绩效目标", "预期目标", "总体目标", "绩效目标", "项目绩效目标", "年度总目标"];
const OTHER_FIELDS: &[&str] = &["主管部门", "实际完成情况", "一级指标", "二级指标", "三级指标", "绩效指标"];

/// Reads the projects of a form grid and tells which rows belong to which.
pub(crate) fn form_projects(
    table: &Table,
    ids: &mut ProjectIds,
    projects: &mut Vec<Project>,
) -> BTreeMap<usize, String> {
    let mut of_row = BTreeMap::new();
    if !matches!(table.form, Form::PG | Form::SE) {
        return of_row;
    }
    let grid = Grid::new(table);
    let starts: Vec<usize> = (0..grid.rows)
        .filter(|row| grid.row_cells(*row).any(|cell| (cell.col < 2) && is_field(&cell.text, NAME)))
        .collect();
    let unit = table.unit.as_deref().and_then(MoneyUnit::parse);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(grid.rows);
        let Some(mut project) = read_form(&grid, *start, end) else { continue };
        project.project_id = ids.next();
        project.table_id.clone_from(&table.table_id);
        project.amounts = if table.form == Form::SE {
            executed_amounts(&grid, *start, end, unit)
        } else {
            target_amounts(&grid, *start, end, unit)
        };
        for row in *start..end {
            of_row.insert(row, project.project_id.clone());
        }
        projects.push(project);
    }
    of_row
}

/// Whether the first cell of a table is the name of a field, so that the table has no header.
pub(crate) fn begins_with_field(first: &str) -> bool {
    [NAME, UNIT, ATTRIBUTE, CODE].iter().any(|names| is_field(first, names))
        || is_field(first, &["部门名称", "部门(单位)名称", "主管部门", "单位(部门)名称"])
}

/// Whether a cell names one of the fields, alone or before a colon.
fn is_field(text: &str, names: &[&str]) -> bool {
    if text.chars().count() > 40 {
        return false;
    }
    let key = comparison_key(text);
    let head = key.split(':').next().unwrap_or(&key);
    names.contains(&head) || head.split('(').next().is_some_and(|bare| names.contains(&bare))
}

fn is_any_field(text: &str) -> bool {
    [NAME, UNIT, ATTRIBUTE, CONTENT, CODE, PERIOD_GOALS, ANNUAL_GOALS, OTHER_FIELDS].iter().any(|n| is_field(text, n))
}

fn read_form(grid: &Grid<'_>, start: usize, end: usize) -> Option<Project> {
    let mut project = Project { row_type: ProjectRowType::Project, ..Project::default() };
    let mut named = false;
    for row in start..end {
        for cell in grid.row_cells(row) {
            let text = cell.text.trim();
            if text.is_empty() {
                continue;
            }
            if !named && is_field(text, NAME) {
                if let Some((value, at)) = value_right(grid, cell) {
                    project.name = value;
                    project.provenance = crate::budget_lines::provenance(at);
                    named = true;
                }
            } else if is_field(text, UNIT) {
                set(&mut project.unit_name, value_right(grid, cell));
            } else if is_field(text, ATTRIBUTE) {
                set(&mut project.attribute, value_right(grid, cell));
            } else if is_field(text, CODE) {
                set(&mut project.code, value_right(grid, cell));
            } else if is_field(text, CONTENT) {
                set(&mut project.content, value_right(grid, cell));
            } else if is_field(text, PERIOD_GOALS) {
                set(&mut project.goal_period, goal(grid, cell));
            } else if is_field(text, ANNUAL_GOALS) {
                set(&mut project.goal_annual, goal(grid, cell));
            }
        }
    }
    named.then_some(project)
}

fn set(slot: &mut Option<String>, value: Option<(String, &Cell)>) {
    if slot.is_none() {
        *slot = value.map(|(text, _)| text).filter(|text| !text.is_empty());
    }
}

/// The value of a field: behind the colon in its own cell, else the next filled cell to the right that is no field.
fn value_right<'a>(grid: &Grid<'a>, cell: &'a Cell) -> Option<(String, &'a Cell)> {
    if let Some((_, own)) = cell.text.split_once(['：', ':'])
        && !own.trim().is_empty()
    {
        return Some((tidy_blanks(own.trim()), cell));
    }
    let mut next = next_filled(grid, cell)?;
    // 实施单 | 位 | 甲中心: the end of the name stands in a cell of its own.
    if next.text.trim().chars().count() == 1
        && let Some(behind) = next_filled(grid, next)
    {
        next = behind;
    }
    (!is_any_field(&next.text)).then(|| (tidy_blanks(&next.text), next))
}

fn next_filled<'a>(grid: &Grid<'a>, cell: &Cell) -> Option<&'a Cell> {
    let row = cell.row as usize;
    let mut col = cell.col.saturating_add(cell.col_span.max(1)) as usize;
    while col < grid.cols {
        let next = grid.cell(row, col)?;
        if !next.text.trim().is_empty() {
            return Some(next);
        }
        col = next.col.saturating_add(next.col_span.max(1)).max(cell.col + 1) as usize;
    }
    None
}

/// A goal stands right of its name, or below where another name stands to the right or nothing does.
fn goal<'a>(grid: &Grid<'a>, cell: &'a Cell) -> Option<(String, &'a Cell)> {
    let right = next_filled(grid, cell);
    if let Some(right) = right
        && !is_any_field(&right.text)
    {
        return Some((tidy_blanks(&right.text), right));
    }
    let below = grid.cell(cell.row.saturating_add(cell.row_span.max(1)) as usize, cell.col as usize)?;
    let usable = !below.text.trim().is_empty() && !is_any_field(&below.text);
    usable.then(|| (tidy_blanks(&below.text), below))
}

/// Amounts of a form of targets: mid-term and annual totals with their parts.
fn target_amounts(grid: &Grid<'_>, start: usize, end: usize, unit: Option<MoneyUnit>) -> Vec<ProjectAmount> {
    let mut amounts: Vec<ProjectAmount> = Vec::new();
    // Columns at which the totals of the periods stand.
    let mut periods: Vec<(u32, &str)> = Vec::new();
    for row in start..end {
        for cell in grid.row_cells(row) {
            let Some((item, period)) = funds_item(&cell.text) else { continue };
            let period = match period {
                Some(period) => {
                    periods.retain(|(col, _)| *col != cell.col);
                    periods.push((cell.col, period));
                    period
                }
                None => {
                    let left = periods.iter().filter(|(col, _)| *col <= cell.col).max_by_key(|(col, _)| *col);
                    left.map_or("annual", |(_, period)| *period)
                }
            };
            let Some(value) = number_beside(grid, cell) else { continue };
            let measure = format!("{period}_{item}");
            if amounts.iter().all(|a| a.measure != measure) {
                amounts.push(amount(&measure, &value, unit));
            }
        }
    }
    amounts
}

/// The item a funds label names, and its period where it says.
fn funds_item(text: &str) -> Option<(&'static str, Option<&'static str>)> {
    if text.chars().count() > 30 {
        return None;
    }
    let key = comparison_key(text);
    let head = key.split(':').find(|part| !part.is_empty() && *part != "其中")?;
    let head = head.strip_prefix("其中").unwrap_or(head);
    let midterm = ["中期", "实施期", "三年"].iter().any(|w| head.contains(w));
    let total = head.contains("资金总额") || head.contains("预算总额") || head == "年度金额" || head == "项目总额";
    if total {
        return Some(("total", Some(if midterm { "midterm" } else { "annual" })));
    }
    if head.contains("非财政") || head.contains("其他资金") || head.contains("其它资金") || head.contains("自筹资金")
    {
        Some(("other", None))
    } else if head.contains("财政拨款") || head.contains("财政资金") {
        Some(("fiscal", None))
    } else {
        None
    }
}

/// The number right of a label, or behind the colon in its own cell.
fn number_beside(grid: &Grid<'_>, cell: &Cell) -> Option<Cell> {
    if let Some((_, own)) = cell.text.rsplit_once(['：', ':'])
        && !own.trim().is_empty()
        && parse_cell(own).state != CellState::Garbled
    {
        return Some(Cell { text: own.trim().to_owned(), ..cell.clone() });
    }
    let next = next_filled(grid, cell)?;
    (funds_item(&next.text).is_none()).then(|| next.clone())
}

/// Amounts of a self-evaluation: budgeted and spent, under a header of their own.
fn executed_amounts(grid: &Grid<'_>, start: usize, end: usize, unit: Option<MoneyUnit>) -> Vec<ProjectAmount> {
    let mut amounts: Vec<ProjectAmount> = Vec::new();
    let Some((header, budget, actual)) = (start..end).find_map(|row| executed_header(grid, row)) else {
        return amounts;
    };
    for row in header + 1..end {
        let Some(item) = (0..budget.min(actual)).rev().find_map(|col| executed_item(grid.text(row, col))) else {
            if amounts.is_empty() && row < header + 3 {
                continue;
            }
            break;
        };
        for (prefix, col) in [("budget", budget), ("actual", actual)] {
            let measure = format!("{prefix}_{item}");
            if let Some(cell) = grid.anchored(row, col)
                && amounts.iter().all(|a| a.measure != measure)
            {
                amounts.push(amount(&measure, cell, unit));
            }
        }
    }
    amounts
}

/// Row and columns of 全年预算数 (budget of the year) and 执行数 (spent).
fn executed_header(grid: &Grid<'_>, row: usize) -> Option<(usize, usize, usize)> {
    let mut budget: Option<(usize, bool)> = None;
    let mut actual = None;
    for cell in grid.row_cells(row) {
        let key = comparison_key(&cell.text);
        if key.chars().count() > 16 {
            continue;
        }
        let col = cell.col as usize;
        if key.contains("执行数") || key.contains("完成数") || key.contains("实际支出") || key.contains("支出数")
        {
            actual = actual.or(Some(col));
        } else if key.contains("预算数") {
            // 全年预算数 is what the execution is measured against, 年初预算数 is not.
            let whole_year = key.contains("全年") || key.contains("调整");
            if budget.is_none_or(|(_, known)| whole_year && !known) {
                budget = Some((col, whole_year));
            }
        }
    }
    Some((row, budget?.0, actual?))
}

fn executed_item(label: &str) -> Option<&'static str> {
    let key = comparison_key(label);
    if key.contains("转移支付") {
        Some("fiscal_transfer")
    } else if key.contains("上年结转") {
        Some("carried_in")
    } else if key.contains("非财政") || key.contains("其他资金") || key.contains("其它资金") || key.contains("自筹")
    {
        Some("non_fiscal")
    } else if key.contains("财政拨款") || key.contains("财政资金") {
        Some("fiscal")
    } else if key.contains("总额") || key.contains("合计") || key.contains("资金总量") {
        Some("total")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;

    fn read(form: Form, rows: &[&[&str]]) -> Vec<Project> {
        let mut table = build::table("", 0, rows);
        table.form = form;
        let mut projects = Vec::new();
        form_projects(&table, &mut ProjectIds::default(), &mut projects);
        projects
    }

    #[test]
    fn a_form_of_targets() {
        let projects = read(
            Form::PG,
            &[
                &["项目名称", "河道清淤", "", "", ""],
                &["实施单位", "青山市水务中心", "", "", ""],
                &["项目资金(万元)", "中期资金总额:", "240.00", "年度资金总额:", "80.00"],
                &["", "其中:财政拨款", "200.00", "其中:财政拨款", "70.00"],
                &["", "其他资金", "40.00", "其他资金", "10.00"],
                &["总体目标", "中期目标", "", "年度目标", ""],
                &["", "河道通畅", "", "清淤十公里", ""],
            ],
        );
        assert_eq!(projects.len(), 1);
        assert_eq!(projects[0].name, "河道清淤");
        assert_eq!(projects[0].unit_name.as_deref(), Some("青山市水务中心"));
        assert_eq!(projects[0].goal_period.as_deref(), Some("河道通畅"));
        assert_eq!(projects[0].goal_annual.as_deref(), Some("清淤十公里"));
        let found: Vec<_> =
            projects[0].amounts.iter().map(|a| (a.measure.as_str(), a.amount_printed.as_str())).collect();
        assert_eq!(
            found,
            [
                ("midterm_total", "240.00"),
                ("annual_total", "80.00"),
                ("midterm_fiscal", "200.00"),
                ("annual_fiscal", "70.00"),
                ("midterm_other", "40.00"),
                ("annual_other", "10.00")
            ]
        );
    }

    #[test]
    fn a_self_evaluation() {
        let projects = read(
            Form::SE,
            &[
                &["项目名称", "", "河道清淤", "", "", ""],
                &["项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值"],
                &["", "年度资金总额", "90.00", "80.00", "75.50", "10"],
                &["", "其中：当年财政拨款", "90.00", "80.00", "75.50", "—"],
                &["", "其他资金", "", "", "", "—"],
                &["年度总体目标", "预期目标", "", "", "实际完成情况", ""],
                &["", "清淤十公里", "", "", "已完成", ""],
            ],
        );
        let found: Vec<_> =
            projects[0].amounts.iter().map(|a| (a.measure.as_str(), a.amount_printed.as_str())).collect();
        assert_eq!(found[..3], [("budget_total", "80.00"), ("actual_total", "75.50"), ("budget_fiscal", "80.00")]);
        assert_eq!(projects[0].goal_annual.as_deref(), Some("清淤十公里"));
    }
}
