//! One document as it is published.

use crate::finding::Finding;
use crate::issue::Issue;
use crate::layout::Section;
use crate::record::{BudgetLine, Fact, Indicator, Phase, Project};
use crate::table::Table;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything that was read from one document. One file `documents/<source>.json`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Disclosure {
    /// [`crate::SCHEMA_VERSION`].
    pub schema_version: String,
    /// What the document is.
    pub document: Document,
    /// Tables in document order.
    pub tables: Vec<Table>,
    /// Amounts in document order.
    pub budget_lines: Vec<BudgetLine>,
    /// Projects in document order.
    pub projects: Vec<Project>,
    /// Indicators in document order.
    pub indicators: Vec<Indicator>,
    /// Prose in document order.
    pub sections: Vec<Section>,
    /// Facts in document order.
    pub facts: Vec<Fact>,
    /// Checks in a fixed order.
    pub findings: Vec<Finding>,
    /// What could not be done.
    pub issues: Vec<Issue>,
}

/// What a document is and who published it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// SHA-256 of the input.
    pub doc_id: String,
    /// Path relative to the root of the inputs.
    pub source: String,
    /// `application/pdf` or `text/plain`.
    pub media_type: String,
    /// Family of the document.
    pub doc_type: DocType,
    /// How the family is laid out: `matrix`, `form_grid`, `guangdong`…; `null` where there is one layout only.
    pub layout_variant: Option<String>,
    /// Title as printed, reflowed.
    pub title: Option<String>,
    /// Year executed in an execution report, year budgeted in a budget.
    pub fiscal_year: Option<u16>,
    /// Where the year was read.
    pub fiscal_year_basis: FiscalYearBasis,
    /// The year was inferred and not printed as such.
    pub fiscal_year_inferred: bool,
    /// Year in which an evaluation took place.
    pub evaluation_year: Option<u16>,
    /// Year proposed by a document that reports one year and proposes the next.
    pub budget_year: Option<u16>,
    /// Encoding of a text dump.
    pub encoding: Option<String>,
    /// Who published it.
    pub issuer: Option<String>,
    /// 预算单位 (budget unit) it speaks of.
    pub budget_unit: Option<String>,
    /// Whole department, its own office, one unit, or a government.
    pub scope: Option<DocumentScope>,
    /// 主管部门
    pub supervising_department: Option<String>,
    /// Place of the issuer.
    pub region: Option<Region>,
    /// Stage of the budget cycle.
    pub phase: Option<Phase>,
    /// Money units its tables are printed in and its sentences state, sorted.
    pub money_units: Vec<String>,
    /// Number of pages; `null` for a dump without form feeds.
    pub pages: Option<u32>,
    /// Where its text comes from.
    pub extraction: ExtractionKind,
    /// Document numbers it cites, in order of first appearance.
    pub cited_documents: Vec<CitedDocument>,
    /// How well it could be read.
    pub quality: Quality,
}

/// Place of an issuer. Source: GB/T 2260.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// Name in the code list.
    pub name: String,
    /// Six digits.
    pub code: String,
    /// Which edition of the list, such as `GB/T 2260-2007`.
    pub code_list: String,
}

/// A document cited by number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct CitedDocument {
    /// As printed.
    pub raw: String,
    /// 机关代字〔年〕序号号
    pub normal: String,
}

/// How well a document could be read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Quality {
    /// 0.00 to 1.00: share of shown glyphs with a known character, lowered by the share of garbled cells and of
    /// unread pages.
    pub score: String,
    /// Shown glyphs, blanks left out (characters for a dump).
    pub glyphs: u32,
    /// Those with no known character.
    pub unmapped_glyphs: u32,
    /// Cells of money columns that hold no number.
    pub garbled_cells: u32,
    /// Pages with ink that could not be read.
    pub unread_pages: Vec<u32>,
}

/// Family of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocType {
    /// 部门决算
    DepartmentFinalAccounts,
    /// 单位决算
    UnitFinalAccounts,
    /// 政府决算
    GovernmentFinalAccounts,
    /// 部门预算
    DepartmentBudget,
    /// 单位预算
    UnitBudget,
    /// 政府预算
    GovernmentBudget,
    /// 预算执行情况报告
    BudgetExecutionReport,
    /// 项目支出绩效目标表
    ProjectPerformanceTargets,
    /// 部门整体支出绩效目标表
    OverallPerformanceTargets,
    /// 项目支出绩效自评表
    ProjectSelfEvaluation,
    /// 部门整体支出绩效自评表
    OverallSelfEvaluation,
    /// 绩效评价报告
    PerformanceEvaluationReport,
    /// 政府债务公开
    GovernmentDebtDisclosure,
    /// None of these.
    #[default]
    Unknown,
}

/// Where the fiscal year was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FiscalYearBasis {
    /// Title of the document.
    Title,
    /// Under a form's title, or in it.
    Form,
    /// A heading.
    Heading,
    /// The file's name.
    FileName,
    /// Inferred from other years.
    Inferred,
    /// Unknown.
    #[default]
    None,
}

/// Whom a document speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentScope {
    /// 部门汇总: the department with its units.
    Department,
    /// 本级: the department's own office.
    OwnOffice,
    /// One unit.
    Unit,
    /// A government.
    Government,
}

/// Where the text of a document comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExtractionKind {
    /// Text drawn in the PDF.
    TextLayer,
    /// Invisible text over images.
    Ocr,
    /// A text dump.
    Dump,
    /// Several of these.
    Mixed,
    /// No text.
    #[default]
    None,
}
