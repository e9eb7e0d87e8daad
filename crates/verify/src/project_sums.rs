//! Sums over projects: a project's money by source, and 合计 (total) and unit rows over the projects.

use crate::equation::{Check, Equation, Meaning, Naming, Term, Trust};
use crate::identities::{PROJECT_SUMS, TOTAL_OF_PROJECTS, TOTAL_OF_UNITS, UNIT_OF_PROJECTS};
use crate::ledger::{Ledger, TableFigures};
use gongkai_model::record::{Project, ProjectRowType};
use gongkai_model::table::Form;
use std::collections::BTreeSet;

/// Appends the equations of one table.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table) else { return };
    if of_table.projects.is_empty() {
        return;
    }
    for (project, figures) in &of_table.projects {
        source_sums(of_table.form, table, project, figures, equations);
    }
    let measures: BTreeSet<&str> =
        of_table.projects.iter().flat_map(|(project, _)| project.amounts.iter().map(|a| a.measure.as_str())).collect();
    // Forms that hold one project each have no total row.
    if matches!(of_table.form, Form::PG | Form::SE) {
        return;
    }
    for measure in measures {
        column_sums(of_table, table, measure, equations);
    }
}

fn figure_of(project: &Project, figures: &[usize], measure: &str) -> Option<usize> {
    let mut found = project.amounts.iter().zip(figures).filter(|(amount, _)| amount.measure == measure);
    let (_, &figure) = found.next()?;
    found.next().is_none().then_some(figure)
}

fn equation(
    check: Check,
    form: Form,
    table: usize,
    left: usize,
    right: Vec<usize>,
    naming: Naming,
    trust: Trust,
) -> Option<Equation> {
    (!right.is_empty()).then(|| Equation {
        check,
        form,
        table,
        left: vec![Term::plus(left)],
        right: right.into_iter().map(Term::plus).collect(),
        trust,
        meaning: Meaning::Sum,
        naming,
        doubt: None,
        obstacle: None,
    })
}

/// Total of a project = its money by source.
fn source_sums(form: Form, table: usize, project: &Project, figures: &[usize], equations: &mut Vec<Equation>) {
    for rule in PROJECT_SUMS {
        let Some(total) = figure_of(project, figures, rule.total) else { continue };
        let parts: Vec<usize> = rule.parts.iter().filter_map(|measure| figure_of(project, figures, measure)).collect();
        if parts.len() < 2 {
            continue;
        }
        // A part that the form does not print may be what is missing.
        let doubt = (parts.len() < rule.parts.len() && form == Form::SE).then_some("missing_operand");
        let built = equation(rule.check, form, table, total, parts, Naming::Column, Trust::Strong);
        equations.extend(built.map(|equation| Equation { doubt, ..equation }));
    }
}

/// Total and unit rows over the projects, for one measure.
fn column_sums(of_table: &TableFigures<'_>, table: usize, measure: &str, equations: &mut Vec<Equation>) {
    let rows: Vec<(ProjectRowType, usize)> = of_table
        .projects
        .iter()
        .filter_map(|(project, figures)| figure_of(project, figures, measure).map(|figure| (project.row_type, figure)))
        .collect();
    let of_type = |kind: ProjectRowType| -> Vec<usize> {
        rows.iter().filter(|(row_type, _)| *row_type == kind).map(|&(_, figure)| figure).collect()
    };
    let (totals, units, projects) =
        (of_type(ProjectRowType::Total), of_type(ProjectRowType::Unit), of_type(ProjectRowType::Project));
    let form = of_table.form;
    if let &[total] = totals.as_slice() {
        equations.extend(equation(TOTAL_OF_PROJECTS, form, table, total, projects, Naming::Row, Trust::Strong));
        equations.extend(equation(TOTAL_OF_UNITS, form, table, total, units, Naming::Row, Trust::Weak));
    }
    let mut at = 0;
    while let Some(&(row_type, unit)) = rows.get(at) {
        at += 1;
        if row_type != ProjectRowType::Unit {
            continue;
        }
        let below: Vec<usize> = rows
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|(row_type, _)| *row_type == ProjectRowType::Project)
            .map(|&(_, figure)| figure)
            .collect();
        equations.extend(equation(UNIT_OF_PROJECTS, form, table, unit, below, Naming::Row, Trust::Strong));
    }
}

#[cfg(test)]
mod tests {
    use crate::verify;
    use gongkai_model::finding::CheckStatus::{self, *};
    use gongkai_model::record::{Project, ProjectAmount, ProjectRowType};
    use gongkai_model::table::{Form, Table};
    use gongkai_model::{Decimal, Disclosure};
    use gongkai_normalize::number::parse_cell;

    fn project(row_type: ProjectRowType, amounts: &[(&str, &str)]) -> Project {
        let amounts = amounts
            .iter()
            .map(|(measure, printed)| {
                let cell = parse_cell(printed);
                ProjectAmount {
                    measure: (*measure).to_owned(),
                    amount_yuan: cell.value.map(|v| v * Decimal::from(10_000)),
                    amount_printed: (*printed).to_owned(),
                    unit: Some("万元".to_owned()),
                    cell_state: cell.state,
                    ..ProjectAmount::default()
                }
            })
            .collect();
        Project { table_id: "t001".to_owned(), row_type, amounts, name: "甲项目".to_owned(), ..Project::default() }
    }

    fn found(form: Form, projects: Vec<Project>) -> Vec<(String, CheckStatus)> {
        let disclosure = Disclosure {
            tables: vec![Table { table_id: "t001".to_owned(), form, ..Table::default() }],
            projects,
            ..Disclosure::default()
        };
        verify(&disclosure).findings.into_iter().map(|f| (f.check_id, f.status)).collect()
    }

    #[test]
    fn totals_and_units_are_sums_of_projects() {
        use ProjectRowType::{Total, Unit};
        let rows = vec![
            project(Total, &[("total", "30.00")]),
            project(Unit, &[("total", "30.00")]),
            project(ProjectRowType::Project, &[("total", "10.00")]),
            project(ProjectRowType::Project, &[("total", "19.00")]),
        ];
        let expected = [("pt.total=projects", Mismatch), ("pt.total=units", Exact), ("pt.unit=projects", Mismatch)];
        let found = found(Form::PT, rows);
        assert_eq!(found.iter().map(|(id, s)| (id.as_str(), *s)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_project_is_the_sum_of_its_sources() {
        let rows = vec![
            project(
                ProjectRowType::Project,
                &[("annual_total", "5.00"), ("annual_fiscal", "4.00"), ("annual_other", "1.00")],
            ),
            project(
                ProjectRowType::Project,
                &[("annual_total", "6.00"), ("annual_fiscal", "4.00"), ("annual_other", "1.00")],
            ),
            project(
                ProjectRowType::Project,
                &[("annual_total", "6.00"), ("annual_fiscal", "4.00"), ("annual_other", "")],
            ),
        ];
        let statuses: Vec<_> = found(Form::PG, rows).into_iter().map(|(_, s)| s).collect();
        assert_eq!(statuses, [Exact, Mismatch, NotEvaluated]);
    }
}
