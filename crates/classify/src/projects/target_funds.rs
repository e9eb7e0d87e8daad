//! Money in forms of targets: totals of the whole period and of the year, each with its parts, beside the names of its items.

use crate::amounts::project_amount;
use crate::grid::Grid;
use crate::units::read_money_cell;
use gongkai_model::record::{CellState, ProjectAmount};
use gongkai_model::table::Cell;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::{MoneyUnit, find_header_unit};

/// Amounts of a form of targets: mid-term and annual totals with their parts.
pub(crate) fn target_amounts(grid: &Grid<'_>, start: usize, end: usize, unit: Option<MoneyUnit>) -> Vec<ProjectAmount> {
    let mut amounts: Vec<ProjectAmount> = Vec::new();
    // Columns at which the totals of the periods stand.
    let mut periods: Vec<(u32, &str)> = Vec::new();
    for row in start..end {
        for cell in grid.row_cells(row) {
            let part = || part_of_total(&cell.text).filter(|_| periods.iter().any(|(col, _)| *col == cell.col));
            let Some((item, period)) = funds_item(&cell.text).or_else(part) else { continue };
            let Some(value) = number_beside(grid, cell) else { continue };
            let period = period.map(|period| if is_whole_beside_year(grid, cell) { "midterm" } else { period });
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
            let measure = format!("{period}_{item}");
            if amounts.iter().all(|a| a.measure != measure) {
                amounts.push(project_amount(&measure, &value, label_unit(grid, cell).or(unit)));
            }
        }
    }
    amounts
}

/// 项目资金总额 (money of the project) with 年度资金总额 (money of the year) right of it is the money of the whole period.
fn is_whole_beside_year(grid: &Grid<'_>, total: &Cell) -> bool {
    let of_year = |text: &str| {
        let key = comparison_key(text);
        (key.starts_with("年度") || key.starts_with("当年")) && matches!(funds_item(text), Some(("total", _)))
    };
    let behind = grid.row_cells(total.row as usize).filter(|cell| cell.col > total.col);
    comparison_key(&total.text).starts_with("项目") && behind.into_iter().any(|cell| of_year(&cell.text))
}

/// 基本支出 and 项目支出 below a total, which a form about a department divides by them.
fn part_of_total(text: &str) -> Option<(&'static str, Option<&'static str>)> {
    let key = comparison_key(text);
    match key.trim_start_matches("其中").trim_matches(':') {
        "基本支出" => Some(("basic", None)),
        "项目支出" => Some(("project", None)),
        _ => None,
    }
}

/// The unit a label names, or the label left of it that stands for several rows: 项目资金（万元）.
fn label_unit(grid: &Grid<'_>, label: &Cell) -> Option<MoneyUnit> {
    let of_row = |row: usize| {
        let left = (0..=label.col as usize).rev().filter_map(|col| grid.cell(row, col));
        left.filter(|cell| cell.text.chars().count() <= LONGEST_LABEL).find_map(|cell| find_header_unit(&cell.text))
    };
    // 资金金额 / （万元), parted by a rule: the rows of one block have one unit.
    let row = label.row as usize;
    let of_block = |row: &usize| grid.row_cells(*row).any(|cell| funds_item(&cell.text).is_some());
    let above = (0..row).rev().take_while(of_block);
    let below = (row + 1..grid.rows).take_while(of_block);
    of_row(row).or_else(|| below.chain(above).find_map(of_row))
}

/// Longest name of an item of funds, in characters.
const LONGEST_LABEL: usize = 30;

/// The item a funds label names, and its period where it says.
fn funds_item(text: &str) -> Option<(&'static str, Option<&'static str>)> {
    if text.chars().count() > LONGEST_LABEL {
        return None;
    }
    let key = comparison_key(text);
    let head = key.split(':').find(|part| !part.is_empty() && *part != "其中")?;
    let head = head.strip_prefix("其中").unwrap_or(head);
    // 总金额(万元)
    let named = head.rfind('(').and_then(|open| find_header_unit(head.get(open..)?).and(head.get(..open)));
    let head = named.unwrap_or(head);
    let midterm = ["中期", "实施期", "三年"].iter().any(|w| head.contains(w));
    // 2026年预算金额(元)
    let bare = head.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.strip_prefix('当').unwrap_or(bare);
    let of_year = bare.strip_prefix("年度").or_else(|| bare.strip_prefix('年').filter(|_| bare.len() < head.len()));
    let of_year =
        of_year.is_some_and(|rest| ["预算金额", "预算数", "预算资金", "预算安排"].iter().any(|w| rest.starts_with(w)));
    let total = head.contains("资金总额")
        || head.contains("资金申请总额")
        || head.contains("预算总额")
        || head == "年度金额"
        || head == "项目总额";
    // 当年预算 (budget of the year) of a city: 市级支出 is spent by itself, 补助区县 goes to its counties.
    match head {
        "总金额" => return Some(("total", Some("midterm"))),
        "当年度金额" | "当年预算" => return Some(("total", Some("annual"))),
        "市级支出" => return Some(("fiscal_city", None)),
        "补助区县" => return Some(("fiscal_county", None)),
        "上年结转" | "上年结转资金" if !key.starts_with("其中") => return Some(("carried_in", None)),
        _ => {}
    }
    if total || of_year {
        return Some(("total", Some(if midterm { "midterm" } else { "annual" })));
    }
    if head.contains("非财政") || head.contains("其他资金") || head.contains("其它资金") || head.contains("自筹资金")
    {
        Some(("other", None))
    } else if head.contains("财政拨款") || head.contains("财政资金") || head.contains("财政补助") {
        // 中央财政资金, 市级财政资金: each level of government gives a part.
        let level = [
            ("中央", "fiscal_central"),
            ("省", "fiscal_province"),
            ("市", "fiscal_city"),
            ("区", "fiscal_county"),
            ("县", "fiscal_county"),
        ];
        Some((level.iter().find(|(word, _)| head.starts_with(word)).map_or("fiscal", |(_, item)| item), None))
    } else {
        None
    }
}

/// The number right of a label, or behind the colon in its own cell. A blank cell right of the label is a blank amount.
fn number_beside(grid: &Grid<'_>, cell: &Cell) -> Option<Cell> {
    if let Some((_, own)) = cell.text.rsplit_once(['：', ':'])
        && !own.trim().is_empty()
        && parse_cell(own).state != CellState::Garbled
    {
        return Some(Cell { text: own.trim().to_owned(), ..cell.clone() });
    }
    if let Some(next) = grid.next_filled(cell)
        && parse_cell(&next.text).state != CellState::Garbled
    {
        return Some(next.clone());
    }
    let beside = grid.cell(cell.row as usize, cell.col.saturating_add(cell.col_span.max(1)) as usize)?;
    let money = read_money_cell(beside.text.trim(), None).1.is_some();
    (beside.text.trim().is_empty() || money).then(|| beside.clone())
}

#[cfg(test)]
mod tests {
    use crate::grid::build;
    use crate::projects::ProjectIds;
    use crate::projects::form_grid::form_projects;
    use gongkai_model::record::Project;
    use gongkai_model::table::Form;

    fn read(form: Form, rows: &[&[&str]]) -> Vec<Project> {
        let mut table = build::table("", 0, rows);
        table.form = form;
        let mut projects = Vec::new();
        form_projects(&table, &mut ProjectIds::default(), &mut projects);
        projects
    }

    #[test]
    fn money_of_the_project_stands_beside_money_of_the_year() {
        let projects = read(
            Form::PG,
            &[
                &["项目名称", "河道清淤", "", "", ""],
                &["项目资金（元）", "项目资金总额", "240", "年度资金申请总额", "80"],
                &["", "其中：财政资金", "200", "其中：当年财政拨款", "60"],
                &["", "", "", "上年结转资金", "10"],
                &["", "其他资金", "40", "其他资金", "10"],
                &["项目绩效目标", "项目总目标", "", "年度总体目标", ""],
                &["", "河道通畅", "", "清淤十公里", ""],
            ],
        );
        let found: Vec<_> =
            projects[0].amounts.iter().map(|a| (a.measure.as_str(), a.amount_printed.as_str())).collect();
        let expected = [
            ("midterm_total", "240"),
            ("annual_total", "80"),
            ("midterm_fiscal", "200"),
            ("annual_fiscal", "60"),
            ("annual_carried_in", "10"),
            ("midterm_other", "40"),
            ("annual_other", "10"),
        ];
        assert_eq!(found, expected);
        assert!(projects[0].amounts.iter().all(|amount| amount.unit.as_deref() == Some("元")));
        assert_eq!(projects[0].goal_period.as_deref(), Some("河道通畅"));
        assert_eq!(projects[0].goal_annual.as_deref(), Some("清淤十公里"));
    }

    #[test]
    fn rows_of_funds_have_one_unit_though_it_stands_in_a_cell_of_its_own() {
        let projects = read(
            Form::PG,
            &[
                &["项目名称", "河道清淤", ""],
                &["资金金额", "年度资金总额：", "80.00"],
                &["（元）", "其中：财政拨款", "60.00"],
                &["", "其他资金", "20.00"],
            ],
        );
        let units: Vec<_> = projects[0].amounts.iter().map(|a| a.unit.as_deref()).collect();
        assert_eq!(units, [Some("元"); 3]);
    }
}
