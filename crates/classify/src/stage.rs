//! The steps of the stage, in order.

use crate::budget_lines::{Defaults, table_lines};
use crate::document::title::{identify, is_code_of_place, mark_title, without_list_number};
use crate::document::{complete_from_records, describe, doc_type_by_forms, only_year};
use crate::facts::facts_in;
use crate::forms::recognise;
use crate::forms::set::form_set;
use crate::grid::Grid;
use crate::header::complete_header;
use crate::identity::LineIds;
use crate::indicators::ids::IndicatorIds;
use crate::indicators::prose::indicators_in_prose;
use crate::indicators::table_indicators;
use crate::lanes::Lane;
use crate::lanes::row::LaneRow;
use crate::projects::form_grid::form_projects;
use crate::projects::overall_form::overall_projects;
use crate::projects::purchases::purchase_projects;
use crate::projects::{ProjectIds, table_projects};
use crate::quality::quality;
use crate::rows::spenders::printed_units;
use crate::understood::{Understood, understand};
use crate::units::{inherited_units, own_units};
use gongkai_model::disclosure::{DocType, Document};
use gongkai_model::layout::Section;
use gongkai_model::page::Extraction;
use gongkai_model::record::CellState;
use gongkai_model::table::{Form, Table};
use gongkai_model::{Disclosure, Issue, SCHEMA_VERSION};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::is_bare_total;
use gongkai_normalize::number::{is_nothing_mark, parse_cell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What the stages before found in one document.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// Path of the document relative to the root of the inputs.
    pub source: &'a str,
    /// SHA-256 of the input.
    pub doc_id: &'a str,
    /// The document as read.
    pub extraction: &'a Extraction,
    /// Its tables, not yet typed.
    pub tables: Vec<Table>,
    /// Its prose.
    pub sections: Vec<Section>,
    /// What the stages before could not do.
    pub issues: Vec<Issue>,
}

/// Names the document and its tables and turns the tables into records. Never fails: what is not understood stays a
/// table of form `other`.
#[must_use]
pub fn classify(input: Input<'_>) -> Disclosure {
    let Input { source, doc_id, extraction, mut tables, mut sections, issues } = input;

    // The family comes first: the same title names another form in a budget than in final accounts.
    let identity = identify(&sections, &tables);
    let mut document = Document {
        doc_id: doc_id.to_owned(),
        source: source.to_owned(),
        title: identity.title,
        doc_type: identity.doc_type,
        ..Document::default()
    };

    // Headers, units printed with the tables, forms.
    for table in &mut tables {
        complete_header(table);
        table.title = table.title.take().map(without_list_number);
        let title = table.title.as_deref().unwrap_or_default();
        table.form_number = table.form_number.take().filter(|number| !is_code_of_place(number, title));
    }
    own_units(&mut tables);
    let set = form_set(document.doc_type);
    for table in &mut tables {
        recognise(table, set);
    }
    // A set of forms says more than the title of one of its tables, and all there is where no title was found.
    let by_forms = doc_type_by_forms(&tables);
    let titled_by_table = matches!(
        document.doc_type,
        DocType::ProjectPerformanceTargets
            | DocType::OverallPerformanceTargets
            | DocType::ProjectSelfEvaluation
            | DocType::OverallSelfEvaluation
    );
    let is_set = matches!(by_forms, DocType::DepartmentBudget | DocType::DepartmentFinalAccounts);
    if document.doc_type == DocType::Unknown || (titled_by_table && is_set) {
        document.doc_type = by_forms;
    }
    // The title of the first of many forms is not the title of them all.
    if is_set && tables.iter().any(|table| table.title.is_some() && table.title == document.title) {
        document.title = None;
    }

    // Columns, lanes and rows; then units from elsewhere for tables that turned out to hold money.
    let units = Rc::new(printed_units(&tables));
    let understood: Vec<Understood> = tables.iter_mut().map(|table| understand(table, &units)).collect();
    for (table, understood) in tables.iter_mut().zip(&understood) {
        // A form published without figures is data: an empty table, not a missing one.
        let header_rows = table.header_rows;
        table.empty = header_rows > 0 && {
            let body = || table.cells.iter().filter(|c| c.row >= header_rows);
            // Zeros under a note that calls the table empty are no figures.
            let noted = understood.has_money() && table.notes.iter().any(|note| says_empty(note));
            let noted = noted && body().all(|c| !is_non_zero(&c.text));
            noted || body().all(|c| says_nothing(&c.text)) || prints_labels_alone(table, understood)
        };
    }
    let with_money: Vec<bool> = tables
        .iter()
        .zip(&understood)
        .map(|(t, u)| u.has_money() || matches!(t.form, Form::PG | Form::SE | Form::OP))
        .collect();
    inherited_units(&mut tables, &with_money, &sections);

    mark_title(document.title.as_deref(), &mut sections);
    describe(&mut document, extraction, &sections, &tables);

    // Records, table after table.
    let defaults =
        Defaults { fiscal_year: document.fiscal_year, budget_year: document.budget_year, phase: document.phase };
    let mut disclosure = Disclosure { schema_version: SCHEMA_VERSION.to_owned(), issues, ..Disclosure::default() };
    let mut line_ids = LineIds::new(doc_id);
    let mut project_ids = ProjectIds::default();
    let mut indicator_ids = IndicatorIds::default();
    for (table, understood) in tables.iter().zip(&understood) {
        let mut projects = table_projects(table, understood, &mut project_ids, &mut disclosure.projects);
        projects.append(&mut purchase_projects(table, understood, &mut project_ids, &mut disclosure.projects));
        projects.append(&mut form_projects(table, &mut project_ids, &mut disclosure.projects));
        projects.append(&mut overall_projects(table, &mut project_ids, &mut disclosure.projects));
        table_lines(table, understood, &projects, defaults, &mut line_ids, &mut disclosure.budget_lines);
        table_indicators(table, understood, &projects, &mut indicator_ids, &mut disclosure.indicators);
    }

    let told = tables_with_records(&disclosure);
    for table in tables.iter_mut().filter(|table| matches!(table.form, Form::PG | Form::SE | Form::OP)) {
        table.empty |= !told.contains(table.table_id.as_str()) && is_blank_form(table);
    }
    indicators_in_prose(&sections, &disclosure.projects, &mut indicator_ids, &mut disclosure.indicators);
    disclosure.facts = facts_in(&sections, only_year(&document));
    complete_from_records(&mut document, &disclosure.budget_lines, &disclosure.facts);

    document.quality = quality(extraction, &disclosure.budget_lines, &disclosure.projects);
    disclosure.document = document;
    disclosure.tables = tables;
    disclosure.sections = sections;
    disclosure
}

/// Ids of the tables that projects or indicators were read from.
fn tables_with_records(disclosure: &Disclosure) -> BTreeSet<String> {
    let of_projects = disclosure.projects.iter().map(|project| project.table_id.clone());
    of_projects.chain(disclosure.indicators.iter().filter_map(|indicator| indicator.table_id.clone())).collect()
}

/// Whether a form without records holds nothing but the names of its fields: many cells are blank and none is a figure.
fn is_blank_form(table: &Table) -> bool {
    let blank = table.cells.iter().filter(|cell| cell.text.trim().is_empty()).count();
    blank * 3 > table.cells.len() && table.cells.iter().all(|cell| !is_non_zero(&cell.text))
}

/// A blank cell, a mark for nothing (无, —), or the 合计 (total) of nothing.
fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || is_nothing_mark(text)
        || is_bare_total(text)
        || matches!(comparison_key(text).as_str(), "此表为空" | "本表为空" | "空表")
}

/// Whether a standard form holds nothing but the labels that it prints for everyone.
fn prints_labels_alone(table: &Table, understood: &Understood) -> bool {
    if matches!(table.form, Form::Other | Form::BU10 | Form::BU11 | Form::PT) {
        return false;
    }
    let grid = Grid::new(table);
    let cells = |(lane, rows): &(Lane, Vec<LaneRow>)| -> Vec<bool> {
        let at = |row: &LaneRow| lane.money.iter().filter_map(|col| grid.anchored(row.row, *col)).collect::<Vec<_>>();
        rows.iter().flat_map(at).map(|cell| says_nothing(&cell.text)).collect()
    };
    let cells: Vec<bool> = understood.lanes.iter().flat_map(cells).collect();
    !cells.is_empty() && cells.iter().all(|nothing| *nothing)
}

/// 故本表为空表, 本表本年无发生额
fn says_empty(note: &str) -> bool {
    let key = comparison_key(note);
    ["表为空", "空表", "表无数据", "无发生额", "没有使用", "没有安排", "未安排"].iter().any(|word| key.contains(word))
}

fn is_non_zero(text: &str) -> bool {
    parse_cell(text).state == CellState::Number
}
