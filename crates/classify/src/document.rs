//! What a document is: title, family, years, who published it, how well it could be read.

use crate::region::region_of;
use crate::vocabulary::document_type_in;
use gongkai_model::disclosure::{DocType, Document, DocumentScope, ExtractionKind, FiscalYearBasis, Quality};
use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::page::{Extraction, Glyph, GlyphFlags, MediaType, TextLayer};
use gongkai_model::record::{BudgetLine, CellState, Phase};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::document_number;
use gongkai_normalize::year::{find_years, fiscal_year};
use rust_decimal::Decimal;
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

/// Reads title and family from the first headings, else from the first table's title.
pub(crate) fn identify(source: &str, sections: &[Section], tables: &[Table]) -> Identity {
    let candidates = title_candidates(sections, tables);
    let typed = candidates.iter().find_map(|title| doc_type_of(title).map(|t| (title, t)));
    let mut identity = match typed {
        Some((title, doc_type)) => Identity { title: Some(title.clone()), doc_type },
        None => Identity { title: candidates.into_iter().next(), doc_type: DocType::Unknown },
    };
    if identity.doc_type == DocType::Unknown
        && let Some(doc_type) = doc_type_of(file_stem(source))
    {
        identity.doc_type = doc_type;
    }
    identity
}

/// Texts that may be the title, best first: headings of the first page (also joined, as a cover prints one title on
/// several lines), then titles of tables on it.
fn title_candidates(sections: &[Section], tables: &[Table]) -> Vec<String> {
    let first_page = sections.iter().find_map(|s| s.page_start);
    let early: Vec<&Section> = sections
        .iter()
        .take(TITLE_SECTIONS)
        .take_while(|s| s.page_start == first_page)
        .filter(|s| s.text.chars().count() <= LONGEST_TITLE && !s.text.trim().is_empty())
        .filter(|s| s.kind != SectionKind::Footnote && !is_label_line(&s.text) && !is_contents(&s.text))
        .collect();
    let mut candidates: Vec<String> = Vec::new();
    let cover: Vec<&str> = early
        .iter()
        .take(4)
        .take_while(|s| s.kind == SectionKind::Heading || s.text.chars().count() <= 40)
        .map(|s| s.text.trim())
        .collect();
    for text in &early {
        if doc_type_of(&text.text).is_some() {
            candidates.push(text.text.trim().to_owned());
        }
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
    for table in tables.iter().take(3).filter(|t| t.pages.first().copied() == first_table_page) {
        candidates.extend(table.title.clone().filter(|t| !t.is_empty()));
    }
    candidates.extend(early.first().map(|s| s.text.trim().to_owned()));
    candidates
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
    document.phase = phase(document.doc_type);
    document.money_units = tables.iter().filter_map(|t| t.unit.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    document.cited_documents = cited(sections, tables);
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
        .or_else(|| year_of_forms(tables).map(|y| (y, FiscalYearBasis::Form)))
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

/// The year printed in titles of tables, or under them: the one most tables name.
fn year_of_forms(tables: &[Table]) -> Option<u16> {
    let mut counts = std::collections::BTreeMap::new();
    for table in tables {
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
    let common = common?;
    if common.len() == 1 { common.first().copied() } else { None }
}

/// Labels before the name of an organisation, and what the name is.
const ORGANISATION_LABELS: &[&str] = &[
    "单位名称",
    "部门名称",
    "编制单位",
    "编制部门",
    "预算单位",
    "预算部门",
    "预算主管部门",
    "部门(单位)名称",
    "部门(单位)",
    "部门/单位",
    "公开部门",
    "公开单位",
    "填报单位",
    "填报部门",
    "部门",
    "单位",
    "实施单位",
];

fn set_organisation(document: &mut Document, extraction: &Extraction, sections: &[Section], tables: &[Table]) {
    let mut labelled: Option<String> = None;
    let mut supervising: Option<String> = None;
    let texts = sections
        .iter()
        .take(60)
        .map(|s| s.text.as_str())
        .chain(tables.iter().flat_map(|t| t.title.iter().chain(&t.notes).map(String::as_str)))
        .chain(extraction.pages.iter().take(6).flat_map(|p| p.dump_lines.iter().take(200).map(|l| l.text.as_str())));
    for text in texts.filter(|t| t.chars().count() <= 120) {
        if labelled.is_none() {
            labelled = organisation_in(text, ORGANISATION_LABELS);
        }
        if supervising.is_none() {
            supervising = organisation_in(text, &["预算主管部门", "主管部门"]);
        }
    }
    for table in tables.iter().take(40) {
        for cell in table.cells.iter().filter(|c| c.row < 6) {
            if labelled.is_none() && cell.text.contains(['：', ':']) {
                labelled = organisation_in(&cell.text, ORGANISATION_LABELS);
            }
            let key = comparison_key(&cell.text);
            let beside = || {
                let at = (cell.row, cell.col.saturating_add(cell.col_span.max(1)));
                table.cells.iter().find(|c| (c.row, c.col) == at).map(|c| c.text.trim().to_owned())
            };
            match key.as_str() {
                "实施单位" | "部门名称" | "部门(单位)名称" | "预算单位" if labelled.is_none() => {
                    labelled = beside().filter(|t| is_name(t));
                }
                "主管部门" if supervising.is_none() => supervising = beside().filter(|t| is_name(t)),
                _ => {}
            }
        }
        if labelled.is_some() && supervising.is_some() {
            break;
        }
    }
    let in_title = document.title.as_deref().and_then(organisation_of_title);
    document.budget_unit = labelled.clone().or_else(|| in_title.clone());
    document.issuer = in_title.or(labelled);
    document.supervising_department = supervising;
    let places = [&document.issuer, &document.budget_unit, &document.title];
    document.region = places.into_iter().flatten().find_map(|name| region_of(&strip_year(name)));
}

/// The organisation behind one of `labels` and a colon; a second field on the same line ends it.
fn organisation_in(text: &str, labels: &[&str]) -> Option<String> {
    let colon = text.find(['：', ':'])?;
    let head = comparison_key(text.get(..colon)?);
    if !labels.contains(&head.as_str()) {
        return None;
    }
    let rest = text.get(colon..)?.trim_start_matches(['：', ':', ' ', '\u{3000}']);
    let mut end = rest.len();
    for stop in ["单位：", "单位:", "单位 ：", "单位 :", "金额单位", "保密审查", "\t", "  "] {
        if let Some(at) = rest.find(stop) {
            end = end.min(at);
        }
    }
    let name = rest.get(..end)?.trim();
    is_name(name).then(|| gongkai_normalize::blanks::tidy_blanks(name))
}

fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    (3..=40).contains(&count)
        && text.chars().any(gongkai_normalize::chars::is_ideograph)
        && !text.contains(['：', ':', '。', '；'])
        && gongkai_normalize::unit::MoneyUnit::parse(text).is_none()
}

/// The organisation inside a title: what is left without the year and the name of the document.
fn organisation_of_title(title: &str) -> Option<String> {
    let text = gongkai_normalize::blanks::tidy_blanks(title);
    let mut rest = text.as_str();
    // From the last opening of a number or 关于 on.
    rest = rest.strip_prefix("关于").unwrap_or(rest);
    rest = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '年' | '度' | ' ' | '附' | '件' | '：' | ':' | '表' | '-')
    });
    let stops = [
        "部门整体",
        "部门综合预算",
        "部门预算",
        "部门决算",
        "单位预算",
        "单位决算",
        "项目支出",
        "整体支出",
        "财政项目",
        "决算",
        "预算",
        "绩效",
        "专项资金",
        "财政支出",
        "地方政府",
        "政府预算",
        "全市",
        "全省",
        "全区",
        "本级",
        "区级",
        "收支",
        "收入",
        "支出",
        "一般公共",
        "政府性基金",
        "债务",
        "年",
        "部门",
        "地方",
    ];
    let mut end = rest.len();
    for stop in stops {
        if let Some(at) = rest.find(stop).filter(|at| *at > 0) {
            end = end.min(at);
        }
    }
    // 2023年度 between name and kind: 甲局2023年度部门决算.
    if let Some(year) = find_years(rest).first() {
        end = end.min(year.start);
    }
    let mut name = rest.get(..end)?.trim().trim_end_matches(['(', '（', '·', '《', '“', '"']).to_owned();
    // （本级）, （汇总） belong to the name.
    if let Some(tail) = rest.get(end..)
        && (tail.starts_with("本级）") || tail.starts_with("本级)"))
    {
        name.push_str("（本级）");
    }
    let office = is_name(&name) && !name.ends_with("第") && name.chars().count() >= 3;
    office.then_some(name)
}

fn strip_year(name: &str) -> String {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | ' '));
    rest.strip_prefix("关于").unwrap_or(rest).to_owned()
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

fn cited(sections: &[Section], tables: &[Table]) -> Vec<gongkai_model::disclosure::CitedDocument> {
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

fn extraction_kind(extraction: &Extraction) -> ExtractionKind {
    if extraction.media_type == MediaType::Text {
        return ExtractionKind::Dump;
    }
    let ocr = extraction.pages.iter().any(|p| p.text_layer == TextLayer::Ocr);
    let text = extraction.pages.iter().any(|p| matches!(p.text_layer, TextLayer::Sound | TextLayer::Unmapped));
    match (text, ocr) {
        (true, true) => ExtractionKind::Mixed,
        (true, false) => ExtractionKind::TextLayer,
        (false, true) => ExtractionKind::Ocr,
        (false, false) => ExtractionKind::None,
    }
}

/// How well the document could be read: share of known glyphs, times share of sound money cells, times share of pages
/// that could be read.
pub(crate) fn quality(extraction: &Extraction, lines: &[BudgetLine]) -> Quality {
    let mut glyphs = 0_u64;
    let mut unmapped = 0_u64;
    let mut unread = Vec::new();
    let mut inked = 0_u64;
    for page in &extraction.pages {
        for glyph in page.glyphs.iter().filter(|g| Glyph::is_shown(g) && !g.ch.is_whitespace()) {
            glyphs += 1;
            unmapped += u64::from(glyph.flags.any(GlyphFlags::UNMAPPED) || glyph.ch == '\u{FFFD}');
        }
        for line in &page.dump_lines {
            for c in line.text.chars().filter(|c| !c.is_whitespace()) {
                glyphs += 1;
                unmapped += u64::from(c == '\u{FFFD}');
            }
        }
        let is_unread = matches!(page.text_layer, TextLayer::Missing | TextLayer::Unmapped);
        inked += u64::from(page.text_layer != TextLayer::Blank);
        if is_unread {
            unread.push(page.number);
        }
    }
    let garbled = lines.iter().filter(|l| l.cell_state == CellState::Garbled).count();
    let share = |bad: u64, all: u64| {
        if all == 0 { Decimal::ONE } else { Decimal::ONE - Decimal::from(bad.min(all)) / Decimal::from(all) }
    };
    let filled = lines.iter().filter(|l| l.cell_state != CellState::Blank).count();
    let mut score = share(unmapped, glyphs) * share(garbled as u64, filled as u64) * share(unread.len() as u64, inked);
    if glyphs == 0 {
        score = Decimal::ZERO;
    }
    Quality {
        score: format!("{:.2}", score.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::ToZero)),
        glyphs: u32::try_from(glyphs).unwrap_or(u32::MAX),
        unmapped_glyphs: u32::try_from(unmapped).unwrap_or(u32::MAX),
        garbled_cells: u32::try_from(garbled).unwrap_or(u32::MAX),
        unread_pages: unread,
    }
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
        let family = |title: &str| identify("x.pdf", &[heading(title)], &[]).doc_type;
        assert_eq!(family("青山市档案局2024年度部门决算"), DocType::DepartmentFinalAccounts);
        assert_eq!(family("2026年青山市档案馆单位预算"), DocType::UnitBudget);
        assert_eq!(family("项目支出绩效目标表（含转移支付项目）"), DocType::ProjectPerformanceTargets);
        assert_eq!(family("关于青山市2025年预算执行情况和2026年预算草案的报告"), DocType::BudgetExecutionReport);
        assert_eq!(family("青山市2024年政府债务限额及余额情况"), DocType::GovernmentDebtDisclosure);
        assert_eq!(family("关于召开会议的通知"), DocType::Unknown);
    }

    #[test]
    fn a_cover_on_two_lines_is_one_title() {
        let identity = identify("x.pdf", &[heading("青山市档案局"), heading("2024年度部门决算")], &[]);
        assert_eq!(identity.title.as_deref(), Some("2024年度部门决算"));
        assert_eq!(identity.doc_type, DocType::DepartmentFinalAccounts);
    }

    #[test]
    fn the_organisation_stands_in_the_title_or_behind_a_label() {
        let name = |title| organisation_of_title(title);
        assert_eq!(name("青山市档案局2024年度部门决算").as_deref(), Some("青山市档案局"));
        assert_eq!(name("2026年青山市档案局部门预算").as_deref(), Some("青山市档案局"));
        assert_eq!(name("2026年青山市档案局（本级）部门预算").as_deref(), Some("青山市档案局（本级）"));
        assert_eq!(name("部门预算"), None);
        assert_eq!(
            organisation_in("单位名称 ：青山市档案馆 单位：万元", ORGANISATION_LABELS).as_deref(),
            Some("青山市档案馆")
        );
        assert_eq!(organisation_in("单位：万元", ORGANISATION_LABELS), None);
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
