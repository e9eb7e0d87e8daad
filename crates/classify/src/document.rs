//! What a document is: title, family, years, scope.

use crate::forms::names_level;
use crate::organisation::set_organisation;
use crate::public_body::is_organisation;
use crate::quality::extraction_kind;
use crate::vocabulary::{document_type_in, phase_in};
use gongkai_model::disclosure::{CitedDocument, DocType, Document, DocumentScope, FiscalYearBasis};
use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::page::{Extraction, MediaType};
use gongkai_model::record::{BudgetLine, CellState, Fact, Phase};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::document_number;
use gongkai_normalize::year::{find_years, fiscal_year};
use std::collections::BTreeSet;

/// Sections at the start of a document that may hold its title.
const TITLE_SECTIONS: usize = 12;

/// Longest title in characters.
const LONGEST_TITLE: usize = 90;

/// Title and family, which the recognition of forms needs first.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Identity {
    pub(crate) title: Option<String>,
    pub(crate) doc_type: DocType,
}

/// Reads title and family from the first headings, else from the first table's title. The file's name is no evidence
/// of the family: published files often carry the name of another document.
pub(crate) fn identify(sections: &[Section], tables: &[Table]) -> Identity {
    let (lines, titles) = title_candidates(sections, tables);
    let typed = |title: &String| doc_type_of(title).map(|doc_type| (Some(title.clone()), doc_type));
    // A page of contents tells the family, and its lines are no title.
    let by_contents = || early_sections(sections).find_map(|s| doc_type_of(&s.text)).map(|doc_type| (None, doc_type));
    let found = lines.iter().find_map(typed).or_else(by_contents).or_else(|| titles.iter().find_map(typed));
    let found = found.or_else(|| government_by_titles(tables).map(|doc_type| (dated_line(sections), doc_type)));
    let (title, doc_type) =
        found.unwrap_or_else(|| (titles.into_iter().chain(first_line(sections)).next(), DocType::Unknown));
    let title = title.filter(|title| !is_part(title) && !is_first_of_many(title, tables)).map(without_list_number);
    Identity { title, doc_type }
}

/// Fewest tables of a level of government by which a document is told to be a government's.
const FEWEST_OF_GOVERNMENT: usize = 3;

/// Funds that a government budgets and a department only gets money from.
const FUNDS: &[&str] = &["一般公共预算", "政府性基金", "国有资本经营", "社会保险基金"];

/// 2024年省级一般公共预算收支决算总表, 2024年全省政府性基金收入决算表: whose tables they are, where nothing else tells.
fn government_by_titles(tables: &[Table]) -> Option<DocType> {
    let titles = tables.iter().filter_map(|table| table.title.as_deref()).map(comparison_key);
    let of_level = |key: &String| {
        let whole = ["全省", "全市", "全区", "全县", "全州", "本级"].iter().any(|word| key.contains(word));
        (whole || names_level(key)) && FUNDS.iter().any(|fund| key.contains(fund)) && !key.contains("部门")
    };
    let (mut titled, mut own, mut settled) = (0, 0, 0);
    for key in titles {
        titled += 1;
        own += usize::from(of_level(&key));
        settled += usize::from(of_level(&key) && key.contains("决算"));
    }
    let told = own >= FEWEST_OF_GOVERNMENT && own * 4 >= titled;
    told.then_some(if settled * 2 > own { DocType::GovernmentFinalAccounts } else { DocType::GovernmentBudget })
}

/// The first line with a year that speaks of a budget or of accounts.
fn dated_line(sections: &[Section]) -> Option<String> {
    let told = |text: &str| !find_years(text).is_empty() && ["预算", "决算"].iter().any(|word| text.contains(word));
    let mut lines = early_sections(sections).take_while(|s| comparison_key(&s.text) != "目录");
    lines.find(|s| told(&s.text) && !is_contents(&s.text)).map(|s| s.text.trim().to_owned())
}

/// Fewest titled tables of which the first does not name them all.
const MANY_TABLES: usize = 5;

/// Whether a title is that of one of many tables.
fn is_first_of_many(title: &str, tables: &[Table]) -> bool {
    let titles: BTreeSet<&str> = tables.iter().filter_map(|table| table.title.as_deref()).collect();
    titles.len() >= MANY_TABLES && titles.contains(title)
}

/// The lines a document's title was read from are headings, whatever they look like.
pub(crate) fn mark_title(title: Option<&str>, sections: &mut [Section]) {
    let Some(title) = title.map(comparison_key).filter(|title| !title.is_empty()) else { return };
    let first_page = sections.iter().find_map(|s| s.page_start);
    let early = sections.iter_mut().take(TITLE_SECTIONS).take_while(|s| s.page_start == first_page);
    for section in early.filter(|section| section.kind == SectionKind::Paragraph) {
        let key = comparison_key(&section.text);
        if key.chars().count() >= SHORTEST_TITLE_LINE && title.contains(&key) {
            section.kind = SectionKind::Heading;
            section.level = 1;
        }
    }
}

/// Shortest line of a title on several lines, in characters.
const SHORTEST_TITLE_LINE: usize = 6;

/// 第二部分 2024年度部门预算表: a line of the contents tells the family and is no title.
fn is_part(title: &str) -> bool {
    let key = comparison_key(title);
    key.starts_with('第') && key.chars().take(5).any(|c| c == '部')
}

/// `34 某省2025年…表`: the number of a place in a list of places, in front of its name.
fn without_list_number(title: String) -> String {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = title.len() - rest.len();
    let place = rest.trim_start();
    if (1..=3).contains(&digits) && crate::region::region_of(place).is_some() { place.to_owned() } else { title }
}

/// Lines of the first page that may be a title.
fn early_sections(sections: &[Section]) -> impl Iterator<Item = &Section> {
    let first_page = sections.iter().find_map(|s| s.page_start);
    sections
        .iter()
        .take(TITLE_SECTIONS)
        .take_while(move |s| s.page_start == first_page)
        .filter(|s| s.text.chars().count() <= LONGEST_TITLE && !s.text.trim().is_empty())
        .filter(|s| s.kind != SectionKind::Footnote && !is_label_line(&s.text))
}

/// The first line, where nothing tells more.
fn first_line(sections: &[Section]) -> Option<String> {
    early_sections(sections).find(|s| !is_contents(&s.text)).map(|s| s.text.trim().to_owned())
}

/// Texts that may be the title, best first: lines of the first page (also joined, as a cover prints one title on several
/// lines) above its contents, and titles of tables on it.
fn title_candidates(sections: &[Section], tables: &[Table]) -> (Vec<String>, Vec<String>) {
    let early: Vec<&Section> = early_sections(sections)
        .take_while(|s| comparison_key(&s.text) != "目录")
        .filter(|s| !is_contents(&s.text))
        .collect();
    let mut candidates: Vec<String> = Vec::new();
    let cover: Vec<&str> = early
        .iter()
        .take(4)
        .take_while(|s| s.kind == SectionKind::Heading || s.text.chars().count() <= 40)
        .map(|s| s.text.trim())
        .collect();
    for (at, text) in early.iter().enumerate() {
        if doc_type_of(&text.text).is_none() {
            continue;
        }
        // 某某局 above 2024年部门预算: a cover prints whose and what on two lines.
        let whose = at.checked_sub(1).and_then(|above| early.get(above)).map(|s| s.text.trim());
        let own = text.text.trim();
        if begins_with_year(own)
            && let Some(whose) = whose.filter(|name| is_organisation(&comparison_key(name)))
        {
            candidates.push(format!("{whose}{own}"));
        }
        candidates.push(own.to_owned());
    }
    for count in 2..=cover.len() {
        let joined = cover.get(..count).unwrap_or(&[]).concat();
        if joined.chars().count() <= LONGEST_TITLE && doc_type_of(&joined).is_some() {
            candidates.push(joined);
        }
    }
    // A title that names both the year and an office is worth more than 部门预算 alone.
    candidates.sort_by_key(|c| (find_years(c).is_empty(), c.chars().count() < 8));
    let first_table_page = tables.iter().find_map(|t| t.pages.first()).copied();
    let on_it = tables.iter().take(3).filter(|t| t.pages.first().copied() == first_table_page);
    (candidates, on_it.filter_map(|table| table.title.clone()).filter(|t| !t.is_empty()).collect())
}

/// 2024年部门预算: a title that begins with the year and says no name.
fn begins_with_year(title: &str) -> bool {
    let rest = comparison_key(title);
    let kind = find_years(&rest).first().filter(|year| year.start == 0).and_then(|year| rest.get(year.end..));
    kind.map(|kind| kind.trim_start_matches(['年', '度'])).is_some_and(|kind| {
        ["部门", "单位"].iter().any(|word| kind.starts_with(word))
            && kind.chars().count() <= "部门综合预算公开说明".chars().count()
    })
}

/// 单位名称：…, 预算主管部门：…: a field, not a title.
fn is_label_line(text: &str) -> bool {
    let key = comparison_key(text);
    key.find(':').is_some_and(|at| {
        at > 0 && key.get(..at).is_some_and(|head| head.chars().count() <= 14 && !head.contains("年"))
    })
}

fn is_contents(text: &str) -> bool {
    let key = comparison_key(text);
    key == "目录" || key.contains("....") || key.contains("……")
}

fn doc_type_of(title: &str) -> Option<DocType> {
    use DocType::*;
    let key = comparison_key(title);
    Some(match document_type_in(&key)? {
        "department_final_accounts" => DepartmentFinalAccounts,
        "unit_final_accounts" => UnitFinalAccounts,
        "government_final_accounts" => GovernmentFinalAccounts,
        "department_budget" => DepartmentBudget,
        "unit_budget" => UnitBudget,
        "government_budget" => GovernmentBudget,
        "budget_execution_report" => BudgetExecutionReport,
        "project_performance_targets" => ProjectPerformanceTargets,
        "overall_performance_targets" => OverallPerformanceTargets,
        "project_self_evaluation" => ProjectSelfEvaluation,
        "overall_self_evaluation" => OverallSelfEvaluation,
        "performance_evaluation_report" => PerformanceEvaluationReport,
        "government_debt_disclosure" => GovernmentDebtDisclosure,
        _ => return None,
    })
}

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
    document.phase =
        phase(document.doc_type).or_else(|| document.title.as_deref().and_then(|t| phase_in(&comparison_key(t))));
    document.money_units = tables.iter().filter_map(|t| t.unit.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    document.cited_documents = cited(sections, tables);
}

/// What only the records of a document tell: its stage where family and title do not, the year it proposes, and the
/// units of money that stand in prose alone.
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
    if document.money_units.is_empty() {
        let units = facts.iter().filter(|fact| fact.amount_yuan.is_some()).filter_map(|fact| fact.unit.clone());
        document.money_units = units.collect::<BTreeSet<_>>().into_iter().collect();
    }
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

fn set_years(document: &mut Document, sections: &[Section], tables: &[Table]) {
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
            let year = year_of_forms(tables, executed).or_else(|| year_of_forms(tables, &[]));
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
fn year_of_forms(tables: &[Table], words: &[&str]) -> Option<u16> {
    let mut counts = std::collections::BTreeMap::new();
    let titled =
        |table: &&Table| words.iter().all(|word| table.title.as_ref().is_some_and(|title| title.contains(word)));
    for table in tables.iter().filter(titled) {
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

fn scope(document: &Document) -> Option<DocumentScope> {
    use DocType::*;
    let title = document.title.as_deref().unwrap_or("");
    let unit = document.budget_unit.as_deref().unwrap_or("");
    let own = |text: &str| text.contains("（本级）") || text.contains("(本级)") || text.contains("（机关）");
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

    fn heading(text: &str) -> Section {
        Section { kind: SectionKind::Heading, text: text.to_owned(), page_start: Some(1), ..Section::default() }
    }

    #[test]
    fn families_are_told_by_title() {
        let family = |title: &str| identify(&[heading(title)], &[]).doc_type;
        assert_eq!(family("青山市档案局2024年度部门决算"), DocType::DepartmentFinalAccounts);
        assert_eq!(family("2026年青山市档案馆单位预算"), DocType::UnitBudget);
        assert_eq!(family("项目支出绩效目标表（含转移支付项目）"), DocType::ProjectPerformanceTargets);
        assert_eq!(family("关于青山市2025年预算执行情况和2026年预算草案的报告"), DocType::BudgetExecutionReport);
        assert_eq!(family("青山市2024年政府债务限额及余额情况"), DocType::GovernmentDebtDisclosure);
        assert_eq!(family("关于召开会议的通知"), DocType::Unknown);
    }

    #[test]
    fn parts_and_numbers_are_no_titles() {
        let identity = identify(&[heading("第二部分2024年度部门预算表")], &[]);
        assert_eq!((identity.title, identity.doc_type), (None, DocType::DepartmentBudget));
        let identity = identify(&[heading("34 安徽省2025年地方政府债务余额情况表")], &[]);
        assert_eq!(identity.title.as_deref(), Some("安徽省2025年地方政府债务余额情况表"));
    }

    #[test]
    fn a_cover_on_two_lines_is_one_title() {
        let identity = identify(&[heading("青山市档案局"), heading("2024年度部门决算")], &[]);
        assert_eq!(identity.title.as_deref(), Some("青山市档案局2024年度部门决算"));
        assert_eq!(identity.doc_type, DocType::DepartmentFinalAccounts);
    }

    #[test]
    fn a_contents_page_and_the_first_of_many_tables_give_no_title() {
        let item = |text: &str| Section { kind: SectionKind::ListItem, ..heading(text) };
        let identity = identify(&[heading("目录"), item("2025年一般公共预算执行情况表")], &[]);
        assert_eq!(identity.title, None);
        let titles =
            ["收入", "支出", "平衡", "转移支付", "专项"].map(|kind| format!("2023年全市一般公共预算{kind}决算表"));
        let tables = titles.map(|title| Table { title: Some(title), ..Table::default() });
        assert_eq!(identify(&[], &tables).title, None);
        assert_eq!(identify(&[], &tables[..1]).title, tables[0].title);
    }

    #[test]
    fn the_lines_of_the_title_are_headings() {
        let line = |text: &str| Section { kind: SectionKind::Paragraph, ..heading(text) };
        let mut sections = [line("第5版"), line("关于青山市2025年预算执行情况的报告"), line("各位代表：")];
        mark_title(Some("关于青山市2025年预算执行情况的报告"), &mut sections);
        let kinds: Vec<_> = sections.iter().map(|s| s.kind).collect();
        assert_eq!(kinds, [SectionKind::Paragraph, SectionKind::Heading, SectionKind::Paragraph]);
    }

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
