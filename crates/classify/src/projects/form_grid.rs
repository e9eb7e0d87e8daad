//! Forms about one project, with the names of their fields in cells: 项目支出绩效目标表 as a form, 绩效自评表
//! (self-evaluation), and 评价评分表 (scores that an evaluation gave) where it names the project.
//!
//! A field's value stands to the right of its name, or below it where the next name stands to the right. One table may
//! hold several forms, each beginning with 项目名称 (name of the project).

use crate::amounts::{project_amount, provenance};
use crate::codes::split_project_code;
use crate::grid::Grid;
use crate::indicators::header::blocks;
use crate::projects::ProjectIds;
use crate::projects::form_fields::{
    ATTRIBUTE, CODE, CONTENT, NAME, SUPERVISOR, UNIT, is_annual_goal, is_any_field, is_field, is_period_goal,
    value_behind,
};
use crate::projects::target_funds::target_amounts;
use gongkai_model::record::{Project, ProjectAmount, ProjectRowType};
use gongkai_model::table::{Cell, Form, Table};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::MoneyUnit;
use std::collections::BTreeMap;

/// Reads the projects of a form grid and tells which rows belong to which.
pub(crate) fn form_projects(
    table: &Table,
    ids: &mut ProjectIds,
    projects: &mut Vec<Project>,
) -> BTreeMap<usize, String> {
    let mut of_row = BTreeMap::new();
    if !matches!(table.form, Form::PG | Form::SE | Form::ER) {
        return of_row;
    }
    let grid = Grid::new(table);
    let mut starts: Vec<usize> = (0..grid.rows)
        .filter(|row| {
            grid.row_cells(*row).any(|cell| is_field(&cell.text, NAME) && begins_pair(&grid, *row, cell))
                || name_in_one_cell(&grid, *row).is_some()
        })
        .collect();
    // A form that leaves the name of its project to its title.
    let titled = table.title.as_deref().and_then(project_of_title).filter(|_| starts.is_empty());
    if titled.is_some() {
        starts.push(0);
    }
    let unit = table.unit.as_deref().and_then(MoneyUnit::parse);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(grid.rows);
        let Some(mut project) = read_form(&grid, *start, end, titled.as_ref()) else { continue };
        project.project_id = ids.next();
        project.table_id.clone_from(&table.table_id);
        if matches!(table.form, Form::SE | Form::ER) {
            project.amounts = executed_amounts(&grid, *start, end, unit);
            read_execution(&grid, *start, end, &mut project);
        } else {
            project.amounts = target_amounts(&grid, *start, end, unit);
            read_weights(&grid, *start, end, &mut project);
        }
        for row in *start..end {
            of_row.insert(row, project.project_id.clone());
        }
        projects.push(project);
    }
    of_row
}

/// Whether a name of a field stands at the head of a row, or behind the value of another: 项目编码 | 0017 | 项目名称 | 甲.
fn begins_pair(grid: &Grid<'_>, row: usize, cell: &Cell) -> bool {
    let before: Vec<&Cell> = grid.row_cells(row).take_while(|before| before.col < cell.col).collect();
    cell.col < 2
        || matches!(before.as_slice(), [name, value]
            if is_any_field(&name.text) && !value.text.trim().is_empty() && !is_any_field(&value.text))
}

/// The name of a project behind the name of its field, in a cell as wide as the form above the next field.
pub(crate) fn name_in_one_cell<'a>(grid: &Grid<'a>, row: usize) -> Option<(&'a str, &'a Cell)> {
    let cell = grid.anchored(row, 0).filter(|cell| grid.cols > 1 && cell.col_span as usize >= grid.cols)?;
    let next = grid.anchored(row + 1, 0).is_some_and(|below| is_any_field(&below.text));
    value_behind(cell.text.trim(), NAME).filter(|_| next).map(|name| (name, cell))
}

/// Words of titles that name the form and no project.
const NO_PROJECT: &[&str] = &["预算", "部门", "单位", "整体", "汇总", "专项资金", "本级"];

/// The organisation and the name in the title of a form about one project: 301007_青山市某局_机房改造项目绩效目标表.
fn project_of_title(title: &str) -> Option<(Option<String>, String)> {
    let body = title.trim();
    let body = ["绩效目标申报表", "绩效目标表"].iter().find_map(|ending| body.strip_suffix(ending))?;
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let (unit, name) = match rest.strip_prefix(['_', '-']).filter(|_| rest.len() < body.len()) {
        Some(rest) => rest.split_once(['_', '-']).map(|(unit, name)| (Some(unit.trim().to_owned()), name))?,
        None => (None, body),
    };
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度'));
    let tells =
        bare.chars().count() >= 4 && !bare.ends_with("支出") && !NO_PROJECT.iter().any(|word| bare.contains(word));
    tells.then(|| (unit, name.trim().to_owned()))
}

fn read_form(grid: &Grid<'_>, start: usize, end: usize, titled: Option<&(Option<String>, String)>) -> Option<Project> {
    let mut project = Project { row_type: ProjectRowType::Project, ..Project::default() };
    let mut named = titled.is_some();
    if let Some((unit, name)) = titled {
        (project.unit_name, project.name) = (unit.clone(), name.clone());
        project.provenance = grid.row_cells(start).next().map(provenance).unwrap_or_default();
    }
    if let Some((name, cell)) = name_in_one_cell(grid, start).filter(|_| !named) {
        (project.code, project.name) = split_project_code(&tidy_blanks(name));
        project.provenance = provenance(cell);
        named = true;
    }
    for row in start..end {
        for cell in grid.row_cells(row) {
            let text = cell.text.trim();
            if text.is_empty() {
                continue;
            }
            if !named && is_field(text, NAME) {
                if let Some((value, at)) = value_right(grid, cell) {
                    (project.code, project.name) = split_project_code(&value);
                    project.provenance = provenance(at);
                    named = true;
                }
            } else if is_field(text, UNIT) {
                set(&mut project.unit_name, value_right(grid, cell));
            } else if is_field(text, SUPERVISOR) {
                let named = value_right(grid, cell).map(|(text, at)| (without_code(&text).to_owned(), at));
                set(&mut project.supervising_department, named);
            } else if is_field(text, ATTRIBUTE) {
                set(&mut project.attribute, value_right(grid, cell));
            } else if is_field(text, CODE) {
                set(&mut project.code, value_right(grid, cell));
            } else if is_field(text, CONTENT) {
                set(&mut project.content, value_right(grid, cell));
            } else if is_period_goal(text) {
                set(&mut project.goal_period, goal(grid, cell));
            } else if is_annual_goal(text) {
                set(&mut project.goal_annual, goal(grid, cell));
            }
        }
    }
    named.then_some(project)
}

/// 266_青山市交通运输局: the name behind the code of an organisation.
fn without_code(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches(['_', '-', ' ']);
    if rest.len() < text.len() && !name.starts_with('年') { name } else { text }
}

fn set(slot: &mut Option<String>, value: Option<(String, &Cell)>) {
    if slot.is_none() {
        *slot = value.map(|(text, _)| text).filter(|text| !text.is_empty());
    }
}

/// The value of a field: behind the colon in its own cell, else the next filled cell to the right that is no field.
pub(crate) fn value_right<'a>(grid: &Grid<'a>, cell: &'a Cell) -> Option<(String, &'a Cell)> {
    if let Some((_, own)) = cell.text.split_once(['：', ':'])
        && !own.trim().is_empty()
    {
        return Some((tidy_blanks(own.trim()), cell));
    }
    let mut next = grid.next_filled(cell)?;
    // 实施单 | 位 | 甲中心: the end of the name stands in a cell of its own.
    if next.text.trim().chars().count() == 1
        && let Some(behind) = grid.next_filled(next)
    {
        next = behind;
    }
    (!is_any_field(&next.text)).then(|| (tidy_blanks(&next.text), next))
}

/// A goal stands right of its name, or below where another name stands to the right or nothing does.
pub(crate) fn goal<'a>(grid: &Grid<'a>, cell: &'a Cell) -> Option<(String, &'a Cell)> {
    let right = grid.next_filled(cell);
    if let Some(right) = right
        && !is_any_field(&right.text)
    {
        return Some((tidy_blanks(&right.text), right));
    }
    let below = grid.cell(cell.row.saturating_add(cell.row_span.max(1)) as usize, cell.col as usize)?;
    let usable = !below.text.trim().is_empty() && !is_any_field(&below.text);
    usable.then(|| (tidy_blanks(&below.text), below))
}

/// Amounts of a self-evaluation: budgeted and spent, under a header of their own.
fn executed_amounts(grid: &Grid<'_>, start: usize, end: usize, unit: Option<MoneyUnit>) -> Vec<ProjectAmount> {
    let mut amounts: Vec<ProjectAmount> = Vec::new();
    let Some(header) = (start..end).find_map(|row| executed_header(grid, row)) else {
        return amounts;
    };
    let columns = [("initial", header.initial), ("budget", Some(header.budget)), ("actual", Some(header.actual))];
    let columns: Vec<(&str, usize)> = columns.iter().filter_map(|(prefix, col)| Some((*prefix, (*col)?))).collect();
    let labels = columns.iter().map(|(_, col)| *col).min().unwrap_or(0);
    for row in header.row + 1..end {
        let Some(item) = (0..labels).rev().find_map(|col| executed_item(grid.text(row, col))) else {
            if amounts.is_empty() && row < header.row + 3 {
                continue;
            }
            break;
        };
        for &(prefix, col) in &columns {
            let measure = format!("{prefix}_{item}");
            if let Some(cell) = grid.anchored(row, col)
                && amounts.iter().all(|a| a.measure != measure)
            {
                amounts.push(project_amount(&measure, cell, unit));
            }
        }
    }
    amounts
}

/// Row and columns of the money of a self-evaluation.
struct ExecutedHeader {
    row: usize,
    /// 年初预算数: the budget as it was first approved, where another column holds that of the whole year.
    initial: Option<usize>,
    /// 全年预算数: what the execution is measured against.
    budget: usize,
    /// 执行数: what was spent.
    actual: usize,
}

fn executed_header(grid: &Grid<'_>, row: usize) -> Option<ExecutedHeader> {
    let mut initial = None;
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
            if key.contains("年初") {
                initial = Some(col);
            }
            let whole_year = key.contains("全年") || key.contains("调整");
            if budget.is_none_or(|(_, known)| whole_year && !known) {
                budget = Some((col, whole_year));
            }
        }
    }
    let (budget, _) = budget?;
    Some(ExecutedHeader { row, initial: initial.filter(|col| *col != budget), budget, actual: actual? })
}

/// Whether a label holds a word with one character too many inside it, as where two pieces of a label overlap.
fn is_almost(key: &str, word: &str) -> bool {
    let chars: Vec<char> = key.chars().collect();
    let wanted: Vec<char> = word.chars().collect();
    chars.windows(wanted.len() + 1).any(|window| {
        (1..wanted.len()).any(|extra| {
            let rest = window.iter().enumerate().filter(|(i, _)| *i != extra).map(|(_, c)| *c);
            rest.eq(wanted.iter().copied())
        })
    })
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
    } else if (key.contains("财政拨款") || is_almost(&key, "财政拨款")) || key.contains("财政资金") {
        Some("fiscal")
    } else if key.contains("总额") || key.contains("合计") || key.contains("资金总量") {
        Some("total")
    } else {
        None
    }
}

/// 分值权重（90分）, 执行率分值（10分）: headers that say what the weights add up to.
pub(crate) fn read_weights(grid: &Grid<'_>, start: usize, end: usize, project: &mut Project) {
    let number = |text: &str| {
        let inside = text.split(['（', '(']).nth(1)?;
        let digits: String = inside.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        (!digits.is_empty() && inside.contains('分')).then_some(digits)
    };
    let header = blocks(grid).into_iter().find(|block| block.first > start && block.first <= end);
    project.total_weight = header.and_then(|block| number(&block.weight_header?));
    let mut cells = (start..end).flat_map(|row| grid.row_cells(row));
    project.execution_weight = cells.find_map(|cell| {
        let named = comparison_key(&cell.text).starts_with("执行率分值");
        named.then(|| number(&cell.text)).flatten()
    });
}

/// Rate, weight and score of the execution of the budget, and the row 总分 (total).
fn read_execution(grid: &Grid<'_>, start: usize, end: usize, project: &mut Project) {
    if let Some(header) = (start..end).find_map(|row| executed_header(grid, row)) {
        for cell in grid.row_cells(header.row) {
            let key = comparison_key(&cell.text);
            let slot = if key.contains("执行率") || key.contains("完成率") {
                &mut project.execution_rate
            } else if key.starts_with("分值") {
                &mut project.execution_weight
            } else if key == "得分" {
                &mut project.execution_score
            } else {
                continue;
            };
            // A merged cell beside the rows of money may be printed in any of them.
            let of_money = |row: &usize| grid.row_cells(*row).any(|cell| executed_item(&cell.text).is_some());
            let rows = (header.row + 1..end).take_while(|row| *row <= header.row + 2 || of_money(row));
            let printed = rows.map(|row| grid.text(row, cell.col as usize));
            *slot = printed.map(tidy_blanks).find(|text| text.chars().any(|c| c.is_ascii_digit()));
        }
    }
    let Some(total) = (start..end).find(|row| comparison_key(grid.text(*row, 0)).starts_with("总分")) else { return };
    let Some(block) = blocks(grid).into_iter().rfind(|block| block.first <= total && block.first > start) else {
        return;
    };
    let Some(half) = block.halves.first() else { return };
    let printed =
        |col: Option<usize>| col.map(|col| tidy_blanks(grid.text(total, col))).filter(|text| !text.is_empty());
    project.total_weight = printed(half.weight);
    project.total_score = printed(half.score);
    if project.total_weight.is_none() && project.total_score.is_none() {
        project.total_score = only_number(grid, total);
    }
}

/// The number of a row that prints one, in its label (总分92.41) or in a cell of its own.
fn only_number(grid: &Grid<'_>, row: usize) -> Option<String> {
    let texts =
        grid.row_cells(row).map(|cell| tidy_blanks(cell.text.trim_start_matches(|c: char| !c.is_ascii_digit())));
    let mut numbers = texts.filter(|text| !text.is_empty());
    let number = numbers.next().filter(|text| parse_cell(text).value.is_some())?;
    numbers.next().is_none().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_name_the_project() {
        let found = |title| project_of_title(title).map(|(unit, name)| (unit.unwrap_or_default(), name));
        let expected = ("青山市档案局".to_owned(), "库房改造项目".to_owned());
        assert_eq!(found("301007_青山市档案局_库房改造项目绩效目标表"), Some(expected));
        assert_eq!(found("档案数字化经费项目绩效目标表"), Some((String::new(), "档案数字化经费项目".to_owned())));
        for form in ["2026年项目支出绩效目标表", "项目绩效目标表", "部门整体支出绩效目标表", "绩效目标表"]
        {
            assert_eq!(found(form), None, "{form}");
        }
    }
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
    fn a_name_may_stand_in_the_cell_of_its_field() {
        let mut table = build::table(
            "",
            0,
            &[&["专项（项目）名称河道清淤", "", ""], &["主管部门", "", ""], &["资金金额（万元）", "资金总额：", "80"]],
        );
        build::merge(&mut table, 0, 0, 1, 3);
        table.form = Form::PG;
        let mut projects = Vec::new();
        form_projects(&table, &mut ProjectIds::default(), &mut projects);
        assert_eq!(projects.len(), 1);
        assert_eq!(projects[0].name, "河道清淤");
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
        let totals = [("initial_total", "90.00"), ("budget_total", "80.00"), ("actual_total", "75.50")];
        assert_eq!(found[..3], totals);
        assert_eq!(projects[0].goal_annual.as_deref(), Some("清淤十公里"));
    }
}
