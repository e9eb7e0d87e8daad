//! Projects of lists of purchases that print beside each thing bought the project it is bought for: 专项名称 | 采购品目名称.

use crate::amounts::provenance;
use crate::codes::names_economic_class;
use crate::columns::meaning::Holds;
use crate::columns::scope::without_brackets;
use crate::document::public_body::is_kind_of_funding;
use crate::grid::Grid;
use crate::lanes::PAYING_PROJECT;
use crate::projects::ProjectIds;
use crate::understood::Understood;
use gongkai_model::record::{Project, ProjectRowType};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::comparison_key;
use std::collections::BTreeMap;

/// Names of what pays for purchases and is no project: 定额 (the quota of running costs).
const NO_PROJECT: &[&str] = &["公用经费", "人员经费", "基本支出"];

/// Reads the projects of a list of purchases, each once for the organisation that spends it, and tells which rows belong to
/// which. A blank name goes on with the one above.
pub(crate) fn purchase_projects(
    table: &Table,
    understood: &Understood,
    ids: &mut ProjectIds,
    projects: &mut Vec<Project>,
) -> BTreeMap<usize, String> {
    let mut of_row = BTreeMap::new();
    let paying = understood.meanings.iter().position(|m| m.leaf == PAYING_PROJECT);
    let Some((names, (_, rows))) = paying.zip(understood.lanes.first()) else { return of_row };
    let things = |holds: &Holds, field: &str| matches!(holds, Holds::Label { .. }) || field == "item_name";
    if table.form != Form::BU11 || !understood.meanings.iter().skip(names + 1).any(|m| things(&m.holds, &m.field)) {
        return of_row;
    }
    let grid = Grid::new(table);
    let mut known: BTreeMap<(Option<String>, String), String> = BTreeMap::new();
    let mut current: Option<String> = None;
    for row in rows {
        let above = (0..names).filter_map(|col| grid.anchored(row.row, col)).any(|cell| !cell.text.trim().is_empty());
        if row.total || row.is_unit || above {
            current = None;
        }
        let printed = tidy_blanks(grid.text(row.row, names));
        if let Some(cell) = grid.cell(row.row, names).filter(|_| !printed.is_empty() && !row.total) {
            current = is_project(&printed)
                .then(|| {
                    let key = (row.unit_name.clone(), printed.clone());
                    known.entry(key).or_insert_with(|| {
                        let project = Project {
                            project_id: ids.next(),
                            table_id: table.table_id.clone(),
                            row_type: ProjectRowType::Project,
                            name: printed.clone(),
                            unit_name: row.unit_name.clone(),
                            provenance: provenance(cell),
                            ..Project::default()
                        };
                        let id = project.project_id.clone();
                        projects.push(project);
                        id
                    })
                })
                .cloned();
        }
        if let Some(id) = &current {
            of_row.insert(row.row, id.clone());
        }
    }
    of_row
}

fn is_project(name: &str) -> bool {
    let key = comparison_key(name);
    // 商品和服务支出(公用经费定额), 某校人员定额
    let name = without_brackets(key.trim_end_matches('*'));
    let quota = NO_PROJECT.contains(&name.as_str()) || name.ends_with("定额");
    !quota && !is_kind_of_funding(&name) && !names_economic_class(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;
    use crate::header::complete_header;
    use crate::understood::understand;

    #[test]
    fn purchases_belong_to_the_project_that_pays_for_them() {
        let mut table = build::table(
            "政府采购支出表",
            1,
            &[
                &["采购品目大类", "专项名称", "经济科目", "采购品目名称", "总计"],
                &["合计", "", "", "", "9.00"],
                &["货物", "", "", "", "9.00"],
                &["青山市档案局", "", "", "", "9.00"],
                &["", "库房改造", "办公设备购置", "密集架", "5.00"],
                &["", "库房改造", "办公设备购置", "除湿机", "3.00"],
                &["", "商品和服务支出（公用经费定额）", "办公费", "复印纸", "1.00"],
            ],
        );
        table.form = Form::BU11;
        complete_header(&mut table);
        let understood = understand(&mut table, &std::rc::Rc::default());
        let labels: Vec<_> = understood.lanes[0].1.iter().map(|row| (row.label.as_str(), row.level)).collect();
        let expected = [
            ("合计", Some(0)),
            ("货物", Some(1)),
            ("青山市档案局", Some(2)),
            ("密集架", Some(3)),
            ("除湿机", Some(3)),
            ("复印纸", Some(3)),
        ];
        assert_eq!(labels, expected);
        let mut projects = Vec::new();
        let rows = purchase_projects(&table, &understood, &mut ProjectIds::default(), &mut projects);
        assert_eq!(rows.keys().copied().collect::<Vec<_>>(), [4, 5]);
        assert_eq!(projects.len(), 1);
        assert_eq!((projects[0].name.as_str(), projects[0].unit_name.as_deref()), ("库房改造", Some("青山市档案局")));
    }

    #[test]
    fn a_merged_name_does_not_hide_what_is_bought() {
        let mut table = build::table(
            "政府采购预算表",
            1,
            &[
                &["采购品目大类", "专项名称", "经济科目", "采购物品名称", "总计"],
                &["一、货物A", "", "", "", "9.00"],
                &["", "档案保护", "办公设备购置", "", "9.00"],
                &["", "", "", "除湿机", "6.00"],
                &["", "", "", "密集架", "3.00"],
            ],
        );
        build::merge(&mut table, 2, 1, 2, 1);
        build::merge(&mut table, 2, 2, 2, 1);
        table.form = Form::BU11;
        complete_header(&mut table);
        let understood = understand(&mut table, &std::rc::Rc::default());
        let labels: Vec<_> = understood.lanes[0].1.iter().map(|row| (row.label.as_str(), row.parent)).collect();
        assert_eq!(labels, [("一、货物A", None), ("办公设备购置", Some(0)), ("除湿机", Some(1)), ("密集架", Some(1))]);
    }

    #[test]
    fn groups_of_purchases_are_named_by_what_is_bought() {
        let mut table = build::table(
            "政府采购预算表",
            1,
            &[
                &["采购品目大类", "专项名称", "经济科目", "采购物品名称", "总计"],
                &["合计", "", "", "", "9.00"],
                &["一、货物A", "", "", "", "9.00"],
                &["", "档案保护", "办公设备购置", "", "6.00"],
                &["", "", "", "除湿机", "6.00"],
                &["", "", "印刷费", "", "3.00"],
                &["", "", "", "印刷品", "3.00"],
            ],
        );
        table.form = Form::BU11;
        complete_header(&mut table);
        let understood = understand(&mut table, &std::rc::Rc::default());
        let labels: Vec<_> = understood.lanes[0].1.iter().map(|row| (row.label.as_str(), row.level)).collect();
        let expected = [
            ("合计", Some(0)),
            ("一、货物A", Some(1)),
            ("办公设备购置", Some(2)),
            ("除湿机", Some(3)),
            ("印刷费", Some(2)),
            ("印刷品", Some(3)),
        ];
        assert_eq!(labels, expected);
        let mut projects = Vec::new();
        let rows = purchase_projects(&table, &understood, &mut ProjectIds::default(), &mut projects);
        assert_eq!(rows.keys().copied().collect::<Vec<_>>(), [3, 4, 5, 6]);
    }
}
