//! Which standard form a table is: by its title (the longest known title first), else by its header, else by the note
//! under it.

use crate::form_fields::{DEPARTMENT, NAME, is_annual_goal, is_any_field, is_field};
use crate::form_title::{NamedForm, named_form};
use crate::grid::Grid;
use crate::indicator_header::blocks;
use crate::vocabulary::{TitledForm, form_of_note};
use gongkai_model::disclosure::DocType;
use gongkai_model::table::{Form, Table, TitleBasis};
use gongkai_normalize::chars::comparison_key;

/// Which set of forms a document publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormSet {
    /// Final accounts of a department or unit: FA forms.
    FinalAccounts,
    /// Budget of a department or unit: BU forms.
    Budget,
    /// A government's own tables: none of the forms of departments, although their titles sound alike.
    Government,
    /// A report about projects: its tables of money are about them, whatever their titles sound like.
    Report,
    /// Not known: the title's own words decide.
    Unknown,
}

/// The set of forms a family of documents publishes.
pub(crate) fn form_set(doc_type: DocType) -> FormSet {
    use DocType::*;
    match doc_type {
        DepartmentFinalAccounts | UnitFinalAccounts => FormSet::FinalAccounts,
        DepartmentBudget | UnitBudget => FormSet::Budget,
        GovernmentFinalAccounts | GovernmentBudget | BudgetExecutionReport | GovernmentDebtDisclosure => {
            FormSet::Government
        }
        PerformanceEvaluationReport => FormSet::Report,
        _ => FormSet::Unknown,
    }
}

/// Words before a known title that make it a table of a whole government.
const GOVERNMENT: &[&str] = &[
    "全省",
    "全市",
    "全区",
    "全县",
    "市县",
    "自治区",
    "省本级",
    "市本级",
    "区本级",
    "县本级",
    "分地区",
    "转移支付",
    "社会保险",
    "债务",
    "税收",
];

/// Words before the title of a general form (收入总表, 支出总表…) that make it another, narrower table.
const NARROWER: &[&str] = &[
    "财政拨款",
    "一般公共",
    "政府性基金",
    "国有资本",
    "项目",
    "基本",
    "三公",
    "采购",
    "结转",
    "机关运行",
    "专户",
    "单位资金",
    "执行",
    "购买",
    "资产",
    "非税",
];

/// Names the form of a table and what it was recognised by.
pub(crate) fn recognise(table: &mut Table, set: FormSet) {
    let grid = Grid::new(table);
    let title = table.title.as_deref().map(comparison_key).filter(|t| !is_year_alone(t)).unwrap_or_default();
    let by_title = form_of_title(&title, set, &grid);
    let (form, basis) = match by_title {
        Some(form) => (form, TitleBasis::Printed),
        None => match form_of_header(&grid, set, title.is_empty()) {
            Some(form) => (form, TitleBasis::Header),
            None => match form_of_notes(table, set).filter(|_| title.is_empty()) {
                Some(form) => (form, TitleBasis::Note),
                None if title.is_empty() => (Form::Other, TitleBasis::None),
                None => (Form::Other, TitleBasis::Printed),
            },
        },
    };
    table.form = form;
    table.title_basis = basis;
}

/// （2023年度） is printed under titles and is none.
fn is_year_alone(title: &str) -> bool {
    title.chars().all(|c| c.is_ascii_digit() || matches!(c, '(' | ')' | '年' | '度'))
}

/// The form of a title; `Some(Other)` where the title is known to be none of the forms.
fn form_of_title(title: &str, set: FormSet, grid: &Grid<'_>) -> Option<Form> {
    let (body, bracket) = without_tail(title);
    if body.is_empty() {
        return None;
    }
    // The three public expenses are the same items for a whole government as for one department.
    if set == FormSet::Government && body.contains("三公") && lists_three_public(grid) {
        return Some(three_public(body.contains("决算") || header_key(grid).contains("决算")));
    }
    let named = named_form(body)?;
    let before = named.before.as_str();
    let whole = body.contains("整体");
    let form = match titled(&named, set) {
        TitledForm::Targets if !whole => return Some(layout_of_targets(grid)),
        TitledForm::Targets => Form::OP,
        TitledForm::Form(Form::SE) if whole => Form::OP,
        TitledForm::Form(form) => form,
    };
    // 专项资金整体支出绩效目标表: the targets of one project, whatever the title calls whole.
    if form == Form::OP && title.contains("目标") && is_about_project(grid) {
        return Some(Form::PG);
    }
    if matches!(form, Form::SE | Form::OP | Form::ER | Form::Other) {
        return Some(form);
    }
    if set == FormSet::Report {
        return None;
    }
    let of_level = set == FormSet::Unknown && names_level(before);
    if set == FormSet::Government || of_level || GOVERNMENT.iter().any(|w| before.contains(w)) {
        return Some(Form::Other);
    }
    let general = {
        use Form::*;
        matches!(form, FA01 | FA02 | FA03 | FA05 | BU01 | BU02 | BU03 | BU05)
    };
    if general && NARROWER.iter().any(|w| before.contains(w)) {
        return Some(Form::Other);
    }
    // 按经济分类 of a form by function, or the other way round, is another table.
    match form {
        Form::FA03 | Form::FA05 | Form::BU03 | Form::BU05
            if bracket.contains("经济") || before.contains("经济分类") || is_by_economic_class(grid) =>
        {
            Some(Form::Other)
        }
        Form::FA06 | Form::BU06 if bracket.contains("功能") => Some(Form::Other),
        _ => Some(form),
    }
}

/// 省级, 市级 before the name of a fund: the budget of a level of government, and of no department (市级部门).
pub(crate) fn names_level(title: &str) -> bool {
    let level = ["省级", "市级", "州级", "县级", "区级"].iter().any(|word| title.contains(word));
    level && !["部门", "单位"].iter().any(|word| title.contains(word))
}

/// 工资福利支出 (pay) and 商品和服务支出 (goods and services) side by side and no 基本支出 (basic expenditure): every row
/// is divided by what is bought.
fn is_by_economic_class(grid: &Grid<'_>) -> bool {
    let header = header_key(grid);
    let head = |word: &str| header.split('|').any(|cell| cell.starts_with(word));
    head("工资福利支出") && head("商品和服务支出") && !header.contains("基本支出")
}

/// Whether the fields at the top of a form name a project and no department.
fn is_about_project(grid: &Grid<'_>) -> bool {
    let named =
        |names: &[&str]| (0..grid.rows.min(4)).any(|row| grid.row_cells(row).take(2).any(|c| is_field(&c.text, names)));
    named(NAME) && !named(DEPARTMENT)
}

/// Whether the name of a project and another field of it stand below each other in the first column.
fn begins_as_project(grid: &Grid<'_>) -> bool {
    let first = |row: usize| grid.anchored(row, 0).map_or("", |cell| cell.text.as_str());
    (0..grid.rows.min(3)).any(|row| is_field(first(row), NAME) && is_any_field(first(row + 1)))
}

/// The form a title names: of final accounts or of a budget as the title says, else as the document is.
fn titled(named: &NamedForm, set: FormSet) -> TitledForm {
    let of_accounts = named.says_final || (set == FormSet::FinalAccounts && !named.says_budget);
    if of_accounts { named.known.final_accounts } else { named.known.budget }
}

/// A title without what may follow its name: （续）, （按功能分类科目）, 单位：万元. Also the brackets that were cut.
fn without_tail(title: &str) -> (&str, String) {
    let mut body = title;
    if let Some(at) = body.find("单位:").filter(|at| *at > 0) {
        body = body.get(..at).unwrap_or(body);
    }
    let mut bracket = String::new();
    loop {
        let before = body.len();
        body = body.trim_end_matches(['续', '-', ':', '。', ',', '_']);
        if body.ends_with(')')
            && let Some(open) = body.rfind('(')
        {
            bracket.push_str(body.get(open..).unwrap_or(""));
            body = body.get(..open).unwrap_or(body);
        }
        if let Some(at) = body.rfind("表").filter(|at| at + "表".len() < body.len()) {
            // 收入总表1, 支出表之二
            let tail = body.get(at + "表".len()..).unwrap_or("");
            let counted = tail.chars().count() <= 3;
            if counted && tail.chars().all(|c| c.is_ascii_digit() || "之一二三四五".contains(c)) {
                body = body.get(..at + "表".len()).unwrap_or(body);
            } else if tail.starts_with(['-', '—', '–']) {
                // 基本支出表-人员经费
                bracket.push_str(tail);
                body = body.get(..at + "表".len()).unwrap_or(body);
            }
        }
        if body.len() == before {
            return (body, bracket);
        }
    }
}

/// Matrix or form grid: a form grid names its fields down the first column.
fn layout_of_targets(grid: &Grid<'_>) -> Form {
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

/// The form a header gives away.
fn form_of_header(grid: &Grid<'_>, set: FormSet, untitled: bool) -> Option<Form> {
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
fn header_key(grid: &Grid<'_>) -> String {
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
const fn three_public(final_accounts: bool) -> Form {
    if final_accounts { Form::FA07 } else { Form::BU07 }
}

/// Rows of a form of 三公经费 that lists its items one a row.
const ITEM_ROWS: usize = 16;

/// Whether a table names the items of 三公经费, as columns or as rows.
fn lists_three_public(grid: &Grid<'_>) -> bool {
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
    let goals = keys.iter().any(|key| matches!(key.as_str(), "绩效目标" | "项目绩效目标" | "年度绩效目标"));
    (3..=6).contains(&keys.len()) && named && goals && keys.iter().any(|key| money.iter().any(|w| key.starts_with(w)))
}

fn form_of_notes(table: &Table, set: FormSet) -> Option<Form> {
    let (fa, bu) = table.notes.iter().find_map(|note| form_of_note(&comparison_key(note)))?;
    match set {
        FormSet::Budget => Some(bu),
        FormSet::FinalAccounts | FormSet::Unknown => Some(fa),
        FormSet::Government | FormSet::Report => None,
    }
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

/// Whether the rows of a form are read by their own module and not as amounts under a header.
pub(crate) fn is_form_grid(form: Form) -> bool {
    matches!(form, Form::PG | Form::SE | Form::OP | Form::ER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;

    fn form(title: &str, set: FormSet) -> Form {
        let mut table = build::table(title, 1, &[&["项目", "预算数"], &["甲", "1.00"]]);
        recognise(&mut table, set);
        table.form
    }

    #[test]
    fn the_longest_title_wins() {
        assert_eq!(form("公开05表 一般公共预算财政拨款支出决算表", FormSet::FinalAccounts), Form::FA05);
        assert_eq!(form("支出决算表", FormSet::FinalAccounts), Form::FA03);
        assert_eq!(form("一般公共预算财政拨款“三公”经费支出决算表", FormSet::FinalAccounts), Form::FA07);
        assert_eq!(form("2026年度国有资本经营预算拨款支出预算表", FormSet::Budget), Form::BU09);
        assert_eq!(form("部门综合预算收支总表", FormSet::Budget), Form::BU01);
        assert_eq!(form("收入支出总表", FormSet::FinalAccounts), Form::FA01);
        assert_eq!(form("预算10表 政府采购预算明细表", FormSet::Budget), Form::BU11);
        assert_eq!(form("财政拨款安排的行政经费及“三公”经费预算表", FormSet::Budget), Form::BU07);
    }

    #[test]
    fn titles_as_places_vary_them() {
        use Form::*;
        for (title, expected) in [
            ("表1 部门收支总体情况表", BU01),
            ("2025年青山市社会保险事业管理中心收支预算总表", BU01),
            ("部门收入总体情况表", BU02),
            ("部门收入预算明细表", BU02),
            ("部门支出预算明细表", BU03),
            ("部门财政拨款收支预算总体情况表", BU04),
            ("财政拨款收入支出预算总表", BU04),
            ("部门一般公共预算支出情况表（按功能科目）", BU05),
            ("一般公共预算财政拨款支出预算明细表", BU05),
            ("2025年青山市国有资产监督管理委员会一般公共预算支出预算表", BU05),
            ("一般公共预算基本支出表-人员经费（工资福利支出）", BU06),
            ("一般公共预算财政拨款基本支出情况表", BU06),
            ("一般公共预算“三公”经费支出情况表", BU07),
            ("财政拨款预算“三公”经费、机关运行经费情况表", BU07),
            ("政府性基金预算财政拨款收支预算表", BU08),
            ("政府性基金预算支出明细表", BU08),
            ("国有资本经营预算收支预算总表", BU09),
            ("国有资本经营预算收入支出情况表", BU09),
            ("项目支出预算总表", BU10),
            ("政府采购预算明细表", BU11),
            ("部门整体支出绩效目标批复表", OP),
            ("支出经济分类汇总表", Other),
            ("一般公共预算项目支出预算表", Other),
            ("财政拨款支出预算表（部门经济分类科目）", Other),
            ("支出预算总表（按经济分类）", Other),
            ("政府性基金收入预算表", Other),
        ] {
            assert_eq!(form(title, FormSet::Budget), expected, "{title}");
        }
        for (title, expected) in [
            ("部门收支决算总体情况表", FA01),
            ("收入决算表（公开02表）", FA02),
            ("青山市债务管理中心支出决算明细表", FA03),
            ("财政拨款收支决算总体情况表", FA04),
            ("一般公共预算财政拨款收入支出决算表", FA05),
            ("一般公共预算财政拨款基本支出决算情况表", FA06),
            ("一般公共预算财政拨款“三公”经费支出决算情况表", FA07),
            ("政府性基金预算支出决算情况表", FA08),
            ("国有资本经营预算财政拨款收入支出决算总表", FA09),
            ("项目支出决算表", Other),
            ("财政拨款支出决算明细表", Other),
        ] {
            assert_eq!(form(title, FormSet::FinalAccounts), expected, "{title}");
        }
    }

    #[test]
    fn expenditure_by_what_is_bought_is_no_form_by_function() {
        let mut table = build::table(
            "一般公共预算财政拨款支出决算明细表",
            1,
            &[
                &["科目编码", "科目名称", "合计", "工资福利支出", "商品和服务支出"],
                &["201", "甲", "3.00", "1.00", "2.00"],
            ],
        );
        recognise(&mut table, FormSet::FinalAccounts);
        assert_eq!(table.form, Form::Other);
    }

    #[test]
    fn titles_of_other_tables_are_not_forms() {
        assert_eq!(form("2023年全区一般公共预算支出决算表", FormSet::Unknown), Form::Other);
        assert_eq!(form("部门综合预算财政拨款上年结转资金支出表", FormSet::Budget), Form::Other);
        assert_eq!(form("一般公共预算支出明细表（按支出经济分类科目）", FormSet::Budget), Form::Other);
        assert_eq!(form("会议费明细表", FormSet::Budget), Form::Other);
    }

    #[test]
    fn a_government_prints_the_three_public_expenses_as_departments_do() {
        let rows: &[&[&str]] = &[
            &["项目", "2024年决算"],
            &["合计", "9.00"],
            &["一、因公出国（境）费", "1.00"],
            &["二、公务用车运行维护费", "5.00"],
            &["三、公务接待费", "3.00"],
        ];
        let form = |title: &str, rows: &[&[&str]]| {
            let mut table = build::table(title, 1, rows);
            recognise(&mut table, FormSet::Government);
            table.form
        };
        assert_eq!(form("2024年市本级“三公”经费情况表", rows), Form::FA07);
        assert_eq!(form("“三公”经费支出表", &[&["项目", "预算数"], rows[2], rows[3], rows[4]]), Form::BU07);
        assert_eq!(form("分部门“三公”经费支出决算表", &[&["部门", "金额"], &["甲局", "1.00"]]), Form::Other);
        assert_eq!(form("2024年市本级一般公共预算支出决算表", rows), Form::Other);
    }

    #[test]
    fn a_lost_title_is_made_up_for_by_header_or_note() {
        let mut table = build::table(
            "",
            2,
            &[
                &["科目编码", "科目名称", "合计", "基本支出", "项目支出", "上缴上级支出"],
                &["201", "甲", "1.00", "1.00", "", ""],
            ],
        );
        recognise(&mut table, FormSet::FinalAccounts);
        assert_eq!((table.form, table.title_basis), (Form::FA03, TitleBasis::Header));
        let mut table = build::table("", 1, &[&["项目", "金额"], &["甲", "1.00"]]);
        table.notes.push("注：本表反映部门本年度取得的各项收入情况。".to_owned());
        recognise(&mut table, FormSet::FinalAccounts);
        assert_eq!((table.form, table.title_basis), (Form::FA02, TitleBasis::Note));
        let mut table = build::table(
            "",
            2,
            &[
                &["本年收入", "", "本年支出", ""],
                &["项目", "预算数", "项目", "预算数"],
                &["一、财政拨款收入", "1.00", "一、教育支出", "1.00"],
            ],
        );
        recognise(&mut table, FormSet::Budget);
        assert_eq!((table.form, table.title_basis), (Form::BU01, TitleBasis::Header));
        let mut table = build::table(
            "",
            2,
            &[
                &["经济分类科目编码", "科目名称", "合计", "人员经费", "公用经费"],
                &["301", "工资福利支出", "1.00", "1.00", ""],
            ],
        );
        recognise(&mut table, FormSet::FinalAccounts);
        assert_eq!(table.form, Form::FA06);
    }

    #[test]
    fn scores_of_an_evaluation_are_a_table_of_a_report_whatever_stands_above_them() {
        let header: &[&str] = &["一级指标及分值", "二级指标及分值", "三级指标", "分数", "指标值", "得分"];
        let row: &[&str] = &["决策（15分）", "立项（5分）", "依据充分", "2", "有依据", "2"];
        let mut alone = build::table("评价评分表", 1, &[header, row]);
        recognise(&mut alone, FormSet::Government);
        assert_eq!(alone.form, Form::ER);
        let name: &[&str] = &["专项名称", "河道清淤资金", "", "", "", ""];
        let mut form = build::table("评价评分表", 1, &[name, header, row]);
        recognise(&mut form, FormSet::Government);
        assert_eq!(form.form, Form::ER);
        let mut own = build::table("自评情况", 1, &[name, header, row]);
        recognise(&mut own, FormSet::Government);
        assert_eq!(own.form, Form::SE);
    }

    #[test]
    fn a_report_prints_no_forms_of_a_budget() {
        let mut table = build::table(
            "项目支出情况表",
            1,
            &[&["项目名称", "预算批复", "实际执行", "执行率"], &["河道清淤", "8.00", "4.00", "50%"]],
        );
        recognise(&mut table, FormSet::Report);
        assert_eq!(table.form, Form::FUND);
    }

    #[test]
    fn targets_are_matrix_or_form_grid() {
        let mut grid = build::table(
            "项目支出绩效目标表",
            0,
            &[&["项目名称", "甲项目"], &["实施单位", "乙中心"], &["绩效指标", "一级指标"]],
        );
        recognise(&mut grid, FormSet::Budget);
        assert_eq!(grid.form, Form::PG);
        let mut matrix = build::table(
            "项目支出绩效目标表（含转移支付项目）",
            1,
            &[&["项目名称", "总计", "财政拨款", "绩效目标", "绩效指标"], &["合计", "1.00", "1.00", "", ""]],
        );
        recognise(&mut matrix, FormSet::Unknown);
        assert_eq!(matrix.form, Form::PT);
    }
}
