//! What is known of a document: family by its forms, years, scope, stage.

pub(crate) mod organisation;
pub(crate) mod public_body;
pub(crate) mod region;
pub(crate) mod title;

use crate::document::organisation::set_organisation;
use crate::quality::extraction_kind;
use crate::vocabulary::phase_in;
use gongkai_model::disclosure::{CitedDocument, DocType, Document, DocumentScope, FiscalYearBasis};
use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::page::{Extraction, MediaType};
use gongkai_model::record::{BudgetLine, CellState, Fact, Phase};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::document_number;
use gongkai_normalize::year::{find_years, fiscal_year};
use std::collections::BTreeSet;

/// The family by the forms of a document whose title says nothing.
pub(crate) fn doc_type_by_forms(tables: &[Table]) -> DocType {
    let (mut fa, mut bu, mut pt, mut se, mut op) = (BTreeSet::new(), BTreeSet::new(), 0, 0, 0);
    for table in tables {
        use Form::*;
        match table.form {
            FA01 | FA02 | FA03 | FA04 | FA05 | FA06 | FA07 | FA08 | FA09 | FA10 => {
                fa.insert(table.form);
            }
            BU01 | BU02 | BU03 | BU04 | BU05 | BU06 | BU07 | BU08 | BU09 | BU10 | BU11 => {
                bu.insert(table.form);
            }
            PT | PG => pt += 1,
            SE => se += 1,
            OP => op += 1,
            _ => {}
        }
    }
    if fa.len() >= 3 && fa.len() > bu.len() {
        DocType::DepartmentFinalAccounts
    } else if bu.len() >= 3 {
        DocType::DepartmentBudget
    } else if pt > 0 {
        DocType::ProjectPerformanceTargets
    } else if se > 0 {
        DocType::ProjectSelfEvaluation
    } else if op > 0 {
        DocType::OverallPerformanceTargets
    } else {
        DocType::Unknown
    }
}

/// Everything else that is known of a document once its tables are typed.
pub(crate) fn describe(document: &mut Document, extraction: &Extraction, sections: &[Section], tables: &[Table]) {
    document.media_type = match extraction.media_type {
        MediaType::Pdf => "application/pdf".to_owned(),
        MediaType::Text => "text/plain".to_owned(),
    };
    document.encoding.clone_from(&extraction.encoding);
    let dump = extraction.media_type == MediaType::Text;
    let pages = u32::try_from(extraction.pages.len()).unwrap_or(u32::MAX);
    document.pages = (!dump || pages > 1).then_some(pages);
    document.extraction = extraction_kind(extraction);
    set_layout_variant(document, tables);
    set_years(document, sections, tables);
    set_organisation(document, extraction, sections, tables);
    document.scope = scope(document);
    set_own_office(document);
    document.phase =
        phase(document.doc_type).or_else(|| document.title.as_deref().and_then(|t| phase_in(&comparison_key(t))));
    document.money_units = tables.iter().filter_map(|t| t.unit.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    document.cited_documents = cited(sections, tables);
}

/// What only the records of a document tell: its stage where family and title do not, the year it proposes, and the
/// units of money of its prose.
pub(crate) fn complete_from_records(document: &mut Document, lines: &[BudgetLine], facts: &[Fact]) {
    let printed = || lines.iter().filter(|line| matches!(line.cell_state, CellState::Number | CellState::Zero));
    if document.phase.is_none() {
        let own = || printed().filter(|line| line.fiscal_year.is_some() && line.fiscal_year == document.fiscal_year);
        let told = |phase: Phase| own().any(|line| line.phase == Some(phase));
        document.phase = [Phase::Final, Phase::Execution, Phase::Budget].into_iter().find(|phase| told(*phase));
    }
    let reports = matches!(document.doc_type, DocType::BudgetExecutionReport | DocType::GovernmentDebtDisclosure);
    if document.budget_year.is_none() && reports && document.phase == Some(Phase::Execution) {
        let next = document.fiscal_year.and_then(|year| year.checked_add(1));
        let proposed = printed().any(|line| line.fiscal_year == next && line.phase == Some(Phase::Budget));
        document.budget_year = next.filter(|_| proposed);
    }
    // Tables in 万元, prose in 亿元.
    let stated = facts.iter().filter(|fact| fact.amount_yuan.is_some()).filter_map(|fact| fact.unit.clone());
    document.money_units = stated.chain(document.money_units.drain(..)).collect::<BTreeSet<_>>().into_iter().collect();
}

/// The year that a document is about, where its title, its forms or its headings say it and it is about no other.
pub(crate) fn only_year(document: &Document) -> Option<u16> {
    use FiscalYearBasis::{FileName, Form, Heading, Title};
    let told = matches!(document.fiscal_year_basis, Title | Form | Heading | FileName);
    let family = document.doc_type != DocType::Unknown || document.fiscal_year_basis == Title;
    document.fiscal_year.filter(|_| told && family && document.budget_year.is_none())
}

fn set_layout_variant(document: &mut Document, tables: &[Table]) {
    if document.doc_type != DocType::ProjectPerformanceTargets {
        return;
    }
    let matrix = tables.iter().filter(|t| t.form == Form::PT).count();
    let grid = tables.iter().filter(|t| t.form == Form::PG).count();
    if matrix + grid > 0 {
        document.layout_variant = Some(if matrix >= grid { "matrix" } else { "form_grid" }.to_owned());
    }
}

/// Words by which a paper of no known family is one about public money of a year.
const BUDGET_WORDS: &[&str] = &["预算", "决算", "收支", "绩效", "统计公报"];

fn set_years(document: &mut Document, sections: &[Section], tables: &[Table]) {
    let speaks_of_budget = |text: &str| BUDGET_WORDS.iter().any(|word| text.contains(word));
    let titled = document.title.as_deref().is_some_and(speaks_of_budget);
    if document.doc_type == DocType::Unknown && !titled {
        // A notice or a rating has a date and no fiscal year; its tables may have one.
        let of_budget = |table: &&Table| table.title.as_deref().is_some_and(speaks_of_budget);
        document.fiscal_year = year_of_forms(tables.iter().filter(of_budget), &[]);
        document.fiscal_year_basis = document.fiscal_year.map_or(FiscalYearBasis::None, |_| FiscalYearBasis::Form);
        return;
    }
    let title = document.title.clone().unwrap_or_default();
    let mut year = fiscal_year(&title).map(|y| (y, FiscalYearBasis::Title));
    if document.doc_type == DocType::BudgetExecutionReport || document.doc_type == DocType::GovernmentBudget {
        let years: Vec<u16> = find_years(&title).iter().filter(|y| !y.aside).map(|y| y.year).collect();
        if let [first, .., last] = years.as_slice()
            && first != last
        {
            let (executed, proposed) = (*first.min(last), *first.max(last));
            document.budget_year = Some(proposed);
            let own = if document.doc_type == DocType::BudgetExecutionReport { executed } else { proposed };
            year = Some((own, FiscalYearBasis::Title));
        }
    }
    let year = year
        .or_else(|| {
            // Of a report that executes one year and proposes the next, the executed one.
            let executed: &[&str] = if document.doc_type == DocType::BudgetExecutionReport { &["执行"] } else { &[] };
            let year = year_of_forms(tables.iter(), executed).or_else(|| year_of_forms(tables.iter(), &[]));
            year.map(|y| (y, FiscalYearBasis::Form))
        })
        .or_else(|| {
            sections
                .iter()
                .filter(|s| s.kind == SectionKind::Heading)
                .find_map(|s| fiscal_year(&s.text))
                .map(|y| (y, FiscalYearBasis::Heading))
        })
        .or_else(|| fiscal_year(file_stem(&document.source)).map(|y| (y, FiscalYearBasis::FileName)))
        .or_else(|| inferred_year(tables).map(|y| (y, FiscalYearBasis::Inferred)));
    if let Some((year, basis)) = year {
        document.fiscal_year = Some(year);
        document.fiscal_year_basis = basis;
        document.fiscal_year_inferred = basis == FiscalYearBasis::Inferred;
    }
    if document.doc_type == DocType::PerformanceEvaluationReport {
        // An evaluation of one year is made in the next; the cited work plans name that year.
        document.evaluation_year = document.fiscal_year.and_then(|own| {
            let cited = sections.iter().take(40).flat_map(|s| find_years(&s.text)).map(|y| y.year);
            cited.filter(|y| *y == own + 1).max()
        });
    }
}

/// The year printed in titles of tables with some words, or under them: the one most tables name.
fn year_of_forms<'a>(tables: impl Iterator<Item = &'a Table>, words: &[&str]) -> Option<u16> {
    let mut counts = std::collections::BTreeMap::new();
    let titled =
        |table: &&Table| words.iter().all(|word| table.title.as_ref().is_some_and(|title| title.contains(word)));
    for table in tables.filter(titled) {
        let printed = table.title.as_deref().and_then(fiscal_year).or_else(|| {
            // （2023年度） in the first rows of a form grid.
            let top = table.cells.iter().filter(|c| c.row < 3 && c.text.chars().count() <= 12);
            top.filter(|c| c.text.contains("年度")).find_map(|c| fiscal_year(&c.text))
        });
        if let Some(year) = printed {
            *counts.entry(year).or_insert(0_u32) += 1;
        }
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}

/// The year in which the ranges named by projects overlap: 2024-2025年 and 2025-2026年 overlap in 2025.
fn inferred_year(tables: &[Table]) -> Option<u16> {
    let mut common: Option<BTreeSet<u16>> = None;
    for table in tables.iter().filter(|t| matches!(t.form, Form::PT | Form::PG | Form::BU10)) {
        for cell in table.cells.iter().filter(|c| c.col == 0) {
            let years: Vec<_> = find_years(&cell.text).into_iter().filter(|y| !y.aside).collect();
            let (Some(first), Some(last)) = (years.first(), years.last()) else { continue };
            if last.year < first.year || last.year - first.year > 5 {
                continue;
            }
            let range: BTreeSet<u16> = (first.year..=last.year).collect();
            common = Some(common.map_or_else(|| range.clone(), |c| c.intersection(&range).copied().collect()));
        }
    }
    let common = common.unwrap_or_default();
    if common.len() == 1 { common.first().copied() } else { year_of_goals(tables) }
}

/// The year that goals and contents of projects name far more often than any other.
fn year_of_goals(tables: &[Table]) -> Option<u16> {
    let mut counts: std::collections::BTreeMap<u16, u32> = std::collections::BTreeMap::new();
    for table in tables.iter().filter(|t| matches!(t.form, Form::PT | Form::PG)) {
        for cell in table.cells.iter().filter(|cell| cell.row >= table.header_rows && cell.text.contains('年')) {
            // Once a cell: a goal that repeats its year is one witness.
            let years: BTreeSet<u16> = find_years(&cell.text).iter().filter(|y| !y.aside).map(|y| y.year).collect();
            for year in years {
                *counts.entry(year).or_default() += 1;
            }
        }
    }
    let (&year, &most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let next = counts.iter().filter(|(other, _)| **other != year).map(|(_, count)| *count).max().unwrap_or(0);
    (most >= 5 && most * 2 >= next * 3).then_some(year)
}

/// What 某局（本级） publishes is the budget of one unit, the office of the bureau itself; the bureau issues it.
fn set_own_office(document: &mut Document) {
    if document.scope != Some(DocumentScope::OwnOffice) {
        return;
    }
    document.doc_type = match document.doc_type {
        DocType::DepartmentBudget => DocType::UnitBudget,
        DocType::DepartmentFinalAccounts => DocType::UnitFinalAccounts,
        other => other,
    };
    let bare = |name: &String| without_own_office(name).to_owned();
    document.budget_unit = document.budget_unit.as_ref().map(|unit| format!("{}（本级）", bare(unit)));
    document.issuer = document.issuer.as_ref().map(bare);
}

/// The name of a bureau without what says that its own office is meant.
fn without_own_office(name: &str) -> &str {
    let name = name.trim_end();
    OWN_OFFICE.iter().find_map(|tail| name.strip_suffix(tail)).unwrap_or(name).trim_end()
}

/// Behind the name of a bureau: its own office.
const OWN_OFFICE: [&str; 4] = ["（本级）", "(本级)", "（机关）", "(机关)"];

fn scope(document: &Document) -> Option<DocumentScope> {
    use DocType::*;
    let title = document.title.as_deref().unwrap_or("");
    let unit = document.budget_unit.as_deref().unwrap_or("");
    let own = |text: &str| OWN_OFFICE.iter().any(|mark| text.contains(mark));
    match document.doc_type {
        GovernmentFinalAccounts | GovernmentBudget | BudgetExecutionReport | GovernmentDebtDisclosure => {
            Some(DocumentScope::Government)
        }
        _ if own(title) || own(unit) => Some(DocumentScope::OwnOffice),
        DepartmentFinalAccounts | DepartmentBudget => Some(DocumentScope::Department),
        UnitFinalAccounts | UnitBudget => Some(DocumentScope::Unit),
        _ if title.contains("（汇总）") || title.contains("(汇总)") => Some(DocumentScope::Department),
        ProjectPerformanceTargets | ProjectSelfEvaluation if !unit.is_empty() => {
            let unit_like = ["中心", "院", "学校", "馆", "所", "站"].iter().any(|w| unit.ends_with(w));
            Some(if unit_like { DocumentScope::Unit } else { DocumentScope::Department })
        }
        _ => None,
    }
}

fn phase(doc_type: DocType) -> Option<Phase> {
    use DocType::*;
    match doc_type {
        DepartmentFinalAccounts
        | UnitFinalAccounts
        | GovernmentFinalAccounts
        | ProjectSelfEvaluation
        | OverallSelfEvaluation
        | PerformanceEvaluationReport => Some(Phase::Final),
        DepartmentBudget | UnitBudget | GovernmentBudget | ProjectPerformanceTargets | OverallPerformanceTargets => {
            Some(Phase::Budget)
        }
        BudgetExecutionReport => Some(Phase::Execution),
        GovernmentDebtDisclosure | Unknown => None,
    }
}

fn cited(sections: &[Section], tables: &[Table]) -> Vec<CitedDocument> {
    let mut seen = BTreeSet::new();
    let mut cited = Vec::new();
    let cells = tables.iter().flat_map(|t| t.cells.iter().map(|c| c.text.as_str()));
    let notes = tables.iter().flat_map(|t| t.notes.iter().map(String::as_str));
    for text in sections.iter().map(|s| s.text.as_str()).chain(cells).chain(notes) {
        // Every document number ends with 号; most cells have none.
        if !text.contains('号') {
            continue;
        }
        for document in document_number::find_all(text) {
            if seen.insert(document.normal.clone()) {
                cited.push(document);
            }
        }
    }
    cited
}

fn file_stem(source: &str) -> &str {
    let name = source.rsplit('/').next().unwrap_or(source);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_tell_stage_and_proposed_year() {
        let line = |year, phase| BudgetLine {
            fiscal_year: Some(year),
            phase: Some(phase),
            cell_state: CellState::Number,
            ..BudgetLine::default()
        };
        let mut document =
            Document { doc_type: DocType::GovernmentDebtDisclosure, fiscal_year: Some(2025), ..Document::default() };
        complete_from_records(&mut document, &[line(2025, Phase::Execution), line(2026, Phase::Budget)], &[]);
        assert_eq!((document.phase, document.budget_year), (Some(Phase::Execution), Some(2026)));
    }

    #[test]
    fn the_own_office_of_a_bureau_is_a_unit_and_the_bureau_its_issuer() {
        for unit in ["青山市档案局（本级）", "青山市档案局"] {
            let mut document = Document {
                doc_type: DocType::DepartmentBudget,
                title: Some("2026年青山市档案局（本级）部门预算".to_owned()),
                issuer: Some("青山市档案局（本级）".to_owned()),
                budget_unit: Some(unit.to_owned()),
                ..Document::default()
            };
            document.scope = scope(&document);
            set_own_office(&mut document);
            assert_eq!(document.doc_type, DocType::UnitBudget);
            assert_eq!(document.issuer.as_deref(), Some("青山市档案局"));
            assert_eq!(document.budget_unit.as_deref(), Some("青山市档案局（本级）"));
        }
    }

    #[test]
    fn a_notice_has_no_fiscal_year_but_its_tables_may() {
        let mut notice =
            Document { title: Some("关于召开2025年会议的通知".to_owned()), ..Document::default() };
        set_years(&mut notice, &[], &[]);
        assert_eq!((notice.fiscal_year, notice.fiscal_year_basis), (None, FiscalYearBasis::None));
        let table = Table { title: Some("2024年支出预算表".to_owned()), ..Table::default() };
        set_years(&mut notice, &[], &[table]);
        assert_eq!((notice.fiscal_year, notice.fiscal_year_basis), (Some(2024), FiscalYearBasis::Form));
    }

    #[test]
    fn a_report_executes_one_year_and_proposes_the_next() {
        let mut document = Document {
            title: Some("关于青山市2025年预算执行情况和2026年预算草案的报告".to_owned()),
            doc_type: DocType::BudgetExecutionReport,
            ..Document::default()
        };
        set_years(&mut document, &[], &[]);
        assert_eq!((document.fiscal_year, document.budget_year), (Some(2025), Some(2026)));
    }
}
