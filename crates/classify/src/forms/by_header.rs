//! The form a header and the cells below it give away, where no title does or where a title names several.

use crate::forms::set::FormSet;
use crate::grid::Grid;
use crate::indicators::header::blocks;
use crate::projects::form_fields::{DEPARTMENT, NAME, is_annual_goal, is_any_field, is_field};
use crate::projects::form_grid::name_in_one_cell;
use gongkai_model::table::Form;
use gongkai_normalize::chars::comparison_key;

/// The form a header gives away.
pub(crate) fn form_of_header(grid: &Grid<'_>, set: FormSet, untitled: bool) -> Option<Form> {
    let header = header_key(grid);
    let all = |words: &[&str]| words.iter().all(|w| header.contains(w));
    let final_accounts = set == FormSet::FinalAccounts || (set == FormSet::Unknown && header.contains("决算数"));
    let either = |fa: Form, bu: Form| Some(if final_accounts { fa } else { bu });
    if lists_goals(grid) {
        return Some(Form::PT);
    }
    if all(&["财政专户拨款", "绩效目标", "绩效指标"]) || all(&["项目名称", "项目总额", "绩效目标", "三级指标"])
    {
        return Some(Form::PT);
    }
    let mut top = header.clone();
    for row in 5..grid.rows.min(18) {
        for cell in grid.row_cells(row) {
            top.push_str(&comparison_key(&cell.text));
            top.push('|');
        }
    }
    let somewhere = |words: &[&str]| words.iter().all(|w| top.contains(w));
    if let Some(form) = form_of_indicators(grid, &top) {
        return Some(form);
    }
    if somewhere(&["项目名称", "一级指标", "二级指标"]) && (top.contains("实施单位") || top.contains("项目属性"))
    {
        return Some(Form::PG);
    }
    if header.contains("支出率") || all(&["预算批复", "执行率"]) {
        return Some(Form::FUND);
    }
    if set == FormSet::Government || !untitled {
        return None;
    }
    if all(&["因公出国", "公务接待"]) {
        return Some(three_public(final_accounts));
    }
    if all(&["年初结转", "本年收入", "本年支出", "年末结转"]) && header.contains("科目") {
        return either(Form::FA08, Form::BU08);
    }
    if all(&["科目", "基本支出", "项目支出", "上缴上级"]) {
        return either(Form::FA03, Form::BU03);
    }
    if all(&["科目", "上级补助", "事业收入"]) && header.contains("附属单位上缴") {
        return either(Form::FA02, Form::BU02);
    }
    if all(&["收入", "支出", "一般公共预算", "政府性基金", "国有资本经营"]) && header.matches("项目").count() >= 2
    {
        return either(Form::FA04, Form::BU04);
    }
    let of_set = matches!(set, FormSet::FinalAccounts | FormSet::Budget);
    let headed = |word: &str| header.split('|').any(|cell| cell.starts_with(word));
    if of_set && header.contains("经济分类") && headed("人员经费") && headed("公用经费") {
        return either(Form::FA06, Form::BU06);
    }
    // 收入: 项目 | 金额, and beside it 支出: 项目 | 金额, whatever fund.
    let lists = || header.split('|').filter(|cell| matches!(*cell, "项目" | "预算数" | "决算数" | "金额"));
    let sides = |word: &str| header.split('|').any(|cell| cell.strip_prefix("本年").unwrap_or(cell) == word);
    if of_set && sides("收入") && sides("支出") && (4..=6).contains(&lists().count()) {
        return either(Form::FA01, Form::BU01);
    }
    None
}

/// Texts of the rows that may be the header of a table, as one key.
pub(crate) fn header_key(grid: &Grid<'_>) -> String {
    let mut header = String::new();
    for row in 0..grid.rows.min(5) {
        for cell in grid.row_cells(row) {
            header.push_str(&comparison_key(&cell.text));
            header.push('|');
        }
    }
    header
}

/// The form of 三公经费: official trips abroad, cars and receptions.
pub(crate) const fn three_public(final_accounts: bool) -> Form {
    if final_accounts { Form::FA07 } else { Form::BU07 }
}

/// Rows of a form of 三公经费 that lists its items one a row.
const ITEM_ROWS: usize = 16;

/// Whether a table names the items of 三公经费, as columns or as rows.
pub(crate) fn lists_three_public(grid: &Grid<'_>) -> bool {
    let named = |text: &str| [text.contains("出国"), text.contains("公务用车"), text.contains("公务接待")];
    let rows = (0..grid.rows.min(ITEM_ROWS)).flat_map(|row| [grid.text(row, 0), grid.text(row, 1)]).map(comparison_key);
    let in_rows = rows.map(|key| named(&key)).fold([false; 3], |all, own| [0, 1, 2].map(|at| all[at] || own[at]));
    [named(&header_key(grid)), in_rows].iter().any(|items| items.iter().all(|item| *item))
}

/// 一级项目名称 | 预算数 | 绩效目标: projects, their money and their goals, with or without the unit that spends it.
fn lists_goals(grid: &Grid<'_>) -> bool {
    let keys: Vec<String> = grid.row_cells(0).map(|cell| comparison_key(&cell.text)).collect();
    let named = keys.iter().any(|key| key == "项目" || key.ends_with("项目名称"));
    let money = ["预算数", "预算金额", "项目预算", "金额"];
    let goals = keys.iter().any(|key| {
        matches!(key.as_str(), "绩效目标" | "项目绩效目标" | "年度绩效目标") || key.ends_with("总体绩效目标")
    });
    (3..=6).contains(&keys.len()) && named && goals && keys.iter().any(|key| money.iter().any(|w| key.starts_with(w)))
}

/// Rows in which the fields of a form stand, above its indicators.
const FIELD_ROWS: usize = 12;

/// The form of a table of indicators that were evaluated: under the fields of a project or a department it is a
/// self-evaluation, alone it is a table of a report.
fn form_of_indicators(grid: &Grid<'_>, top: &str) -> Option<Form> {
    let block = blocks(grid).into_iter().next()?;
    let half = block.halves.first()?;
    let above = block.first.saturating_sub(1).min(FIELD_ROWS);
    let mut fields = (0..above).flat_map(|row| grid.row_cells(row).take(2)).map(|cell| cell.text.as_str());
    let named = fields.any(|text| [NAME, DEPARTMENT].iter().any(|names| is_field(text, names)));
    let goals = (0..above).any(|row| grid.row_cells(row).take(2).any(|cell| is_annual_goal(&cell.text)));
    let evaluated = half.score.is_some() || half.actual.is_some();
    if evaluated && (named || goals) {
        return Some(if top.contains("整体") { Form::OP } else { Form::SE });
    }
    // Fields of a project with their values above what it is to achieve.
    if !evaluated && begins_as_project(grid) && layout_of_targets(grid) == Form::PG {
        return Some(Form::PG);
    }
    // Criteria and weights are what an evaluation prints and targets do not.
    let valued = half.target.is_some() || half.annual.is_some() || half.period.is_some();
    let criteria = half.standard.is_some() && (half.weight.is_some() || !valued);
    (!named && !goals && (evaluated || criteria)).then_some(Form::ER)
}

/// Matrix or form grid: a form grid names its fields down the first column.
pub(crate) fn layout_of_targets(grid: &Grid<'_>) -> Form {
    for row in 0..grid.rows.min(12) {
        let key = comparison_key(grid.text(row, 0));
        let named = [
            "实施单位",
            "项目属性",
            "主管部门",
            "项目负责人",
            "总体目标",
            "年度目标",
            "资金金额",
            "年度总体目标",
            "专项资金情况",
        ];
        if named.iter().any(|w| key.starts_with(w)) || (key.starts_with("项目资金") && row > 0) {
            return Form::PG;
        }
    }
    let header: String =
        (0..grid.rows.min(3)).flat_map(|row| grid.row_cells(row)).map(|c| comparison_key(&c.text)).collect();
    if header.contains("项目名称")
        && !header.contains("总计")
        && !header.contains("总额")
        && !header.contains("金额")
        && !header.contains("绩效目标")
        && !header.contains("一级指标")
    {
        Form::PG
    } else {
        Form::PT
    }
}

/// 工资福利支出 (pay) and 商品和服务支出 (goods and services) side by side and no 基本支出 (basic expenditure): every row
/// is divided by what is bought.
pub(crate) fn is_by_economic_class(grid: &Grid<'_>) -> bool {
    let header = header_key(grid);
    let head = |word: &str| header.split('|').any(|cell| cell.starts_with(word));
    head("工资福利支出") && head("商品和服务支出") && !header.contains("基本支出")
}

/// Whether the fields at the top of a form name a project and no department.
pub(crate) fn is_about_project(grid: &Grid<'_>) -> bool {
    let named =
        |names: &[&str]| (0..grid.rows.min(4)).any(|row| grid.row_cells(row).take(2).any(|c| is_field(&c.text, names)));
    named(NAME) && !named(DEPARTMENT)
}

/// Whether the name of a project and another field of it stand below each other in the first column.
fn begins_as_project(grid: &Grid<'_>) -> bool {
    let first = |row: usize| grid.anchored(row, 0).map_or("", |cell| cell.text.as_str());
    let names = |row: usize| is_field(first(row), NAME) && is_any_field(first(row + 1));
    (0..grid.rows.min(3)).any(|row| names(row) || name_in_one_cell(grid, row).is_some())
}
