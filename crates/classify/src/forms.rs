//! Which standard form a table is: by its title (the longest known title first), else by its header, else by the note
//! under it.

pub(crate) mod by_header;
pub(crate) mod by_title;
pub(crate) mod set;
pub(crate) mod title;
pub(crate) mod title_scope;

use crate::forms::by_header::form_of_header;
use crate::forms::by_title::form_of_title;
use crate::forms::set::FormSet;
use crate::grid::Grid;
use crate::vocabulary::form_of_note;
use gongkai_model::table::{Form, Table, TitleBasis};
use gongkai_normalize::chars::comparison_key;

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

/// The form that the note under a table names.
fn form_of_notes(table: &Table, set: FormSet) -> Option<Form> {
    let (fa, bu) = table.notes.iter().find_map(|note| form_of_note(&comparison_key(note)))?;
    match set {
        FormSet::Budget => Some(bu),
        FormSet::FinalAccounts | FormSet::Unknown => Some(fa),
        FormSet::Government | FormSet::Report => None,
    }
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
    fn a_list_of_projects_with_goals_of_the_whole_is_one_of_targets() {
        let rows: &[&[&str]] =
            &[&["单位名称", "项目名称", "金额", "项目总体绩效目标"], &["青山市档案局", "库房改造", "8.00", "库房干燥"]];
        for title in ["2026年市级部门项目支出绩效表", ""] {
            let mut table = build::table(title, 1, rows);
            recognise(&mut table, FormSet::Budget);
            assert_eq!(table.form, Form::PT, "{title}");
        }
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
