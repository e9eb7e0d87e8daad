//! Typed records read from tables and prose: budget lines, projects, indicators, facts.

use crate::geometry::BBox;
use crate::table::Form;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a value stands: page and box for a PDF, line for a dump, row and column in its table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Page from 1; `null` for a dump.
    pub page: Option<u32>,
    /// Box of the cell or the section; `null` for a dump.
    pub bbox: Option<BBox>,
    /// Line of a dump, from 1.
    pub line: Option<u32>,
    /// Row in the table, from 0.
    pub row: Option<u32>,
    /// Column in the table, from 0.
    pub col: Option<u32>,
}

/// What a money cell holds. A blank is not a zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// A number other than zero.
    Number,
    /// A printed zero: 0, 0.00.
    Zero,
    /// Nothing is printed.
    #[default]
    Blank,
    /// A dash or slash: —, -, /.
    Dash,
    /// Something that is no number.
    Garbled,
}

/// Side of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 收入
    Income,
    /// 支出
    Expenditure,
    /// Balances, and rows that hold for both.
    #[default]
    Both,
}

/// How the rows of a lane are classified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LaneKind {
    /// By source of income.
    Income,
    /// 功能分类 (functional class)
    Functional,
    /// 经济分类 (economic class)
    Economic,
    /// By purpose (基本支出, 项目支出).
    Purpose,
}

/// Which classification a code belongs to. The same digits mean different things in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CodeSystem {
    /// 收入分类科目, 1xx
    Revenue,
    /// 支出功能分类科目, 2xx
    Functional,
    /// 部门预算支出经济分类科目, 3xx
    DepartmentEconomic,
    /// 政府预算支出经济分类科目, 5xx
    GovernmentEconomic,
    /// 非税收入项目
    NonTax,
}

/// One classification of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Code {
    /// Which classification.
    pub system: CodeSystem,
    /// Digits: functional and revenue 3/5/7/9, economic 3/5/7.
    pub code: String,
    /// Printed name.
    pub label: String,
    /// 1 类 (class), 2 款 (division), 3 项 (item), 4 目.
    pub level: u8,
}

/// Which of the funds money comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fund {
    /// 一般公共预算
    GeneralPublic,
    /// 政府性基金预算
    GovernmentFund,
    /// 国有资本经营预算
    StateCapital,
    /// 财政专户管理资金
    SpecialAccount,
    /// 单位资金
    UnitFunds,
    /// Any other.
    Other,
    /// All together, or not told apart.
    #[default]
    All,
}

/// Stage of the budget cycle an amount belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 预算数, 年初预算数
    Budget,
    /// 调整预算数, 变动预算数
    BudgetAdjusted,
    /// 执行数, 预计执行数
    Execution,
    /// 决算数
    Final,
}

/// Whether an amount is of the document's year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The document's own year.
    #[default]
    Current,
    /// 上年数
    PriorYear,
    /// 增减额
    Change,
}

/// One amount of one row: the long form of a money table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct BudgetLine {
    /// Hash over document, table and all key fields, with an ordinal among equals.
    pub line_id: String,
    /// The table it stands in.
    pub table_id: String,
    /// Form of that table.
    pub form: Form,
    /// Side of the budget.
    pub side: Side,
    /// Lane of the table, from 0.
    pub lane: u32,
    /// How the lane classifies its rows.
    pub lane_kind: Option<LaneKind>,
    /// 行次 (printed row number).
    pub row_no: Option<String>,
    /// First of `codes`.
    pub code: Option<String>,
    /// Classification of `code`.
    pub code_system: Option<CodeSystem>,
    /// All classifications of the row.
    pub codes: Vec<Code>,
    /// Depth in the hierarchy of rows, from 1; 0 for a total.
    pub level: Option<u8>,
    /// Line of the row above it in the hierarchy, same measure.
    pub parent_line_id: Option<String>,
    /// Name of the row as printed, without its code.
    pub label: String,
    /// Code of the budget unit of the row.
    pub unit_code: Option<String>,
    /// Name of the budget unit of the row.
    pub unit_name: Option<String>,
    /// Region of the row where a table lists regions.
    pub region: Option<String>,
    /// Project of the row.
    pub project_id: Option<String>,
    /// Which quantity the column is, in the vocabulary of the contract.
    pub measure: String,
    /// Header of the column as printed.
    pub measure_label: String,
    /// Fund the money comes from.
    pub fund: Fund,
    /// Stage of the budget cycle; `null` where neither the column, the row, the table nor the document says.
    pub phase: Option<Phase>,
    /// Year of this amount.
    pub fiscal_year: Option<u16>,
    /// Own year, year before, or change.
    pub basis: Basis,
    /// Scope as printed: 全省, 本级.
    pub scope: Option<String>,
    /// The row is part of another (其中：, of which), or the column of the one before it, and must not be added to its
    /// neighbours.
    pub of_which: bool,
    /// No row below adds up to it, and it is not part (其中：) of a row, unless such parts make up all of it: the leaves of a
    /// column add up to its total.
    pub is_leaf: bool,
    /// Exact amount in yuan; `null` where nothing is printed or the unit is unknown.
    #[schemars(with = "Option<String>")]
    pub amount_yuan: Option<Decimal>,
    /// The cell as printed.
    pub amount_printed: String,
    /// Money unit as printed.
    pub unit: Option<String>,
    /// What the cell holds.
    pub cell_state: CellState,
    /// Where to find it, in Chinese: 公开06表，第12页，30201栏.
    pub locator_zh: String,
    /// Where it stands.
    pub provenance: Provenance,
    /// How sure the reading is, 0.00 to 1.00: the table's own, lowered by flags.
    pub confidence: String,
    /// What is special: `unit_unknown`, `unknown_code`, `code_inferred`…
    pub flags: Vec<String>,
}

/// Kind of row in a table of projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProjectRowType {
    /// 合计
    Total,
    /// A budget unit.
    Unit,
    /// A project.
    #[default]
    Project,
}

/// A project, or a total or unit row of a table of projects.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Project {
    /// `p001` and on, in document order.
    pub project_id: String,
    /// The table it stands in.
    pub table_id: String,
    /// Kind of row.
    pub row_type: ProjectRowType,
    /// Name as printed, without its code.
    pub name: String,
    /// Project code as printed.
    pub code: Option<String>,
    /// 资金使用单位, 实施单位 (unit that spends the money).
    pub unit_name: Option<String>,
    /// 主管部门 (department in charge) that the form names beside or instead of that unit, as printed.
    pub supervising_department: Option<String>,
    /// 项目属性 (常年项目, 一次性项目…).
    pub attribute: Option<String>,
    /// 项目内容 (what is done).
    pub content: Option<String>,
    /// Goal of the whole period.
    pub goal_period: Option<String>,
    /// Goal of the year.
    pub goal_annual: Option<String>,
    /// 执行率 (how much of the money was spent) as printed in a self-evaluation.
    pub execution_rate: Option<String>,
    /// 分值 of the execution rate, as printed.
    pub execution_weight: Option<String>,
    /// 得分 of the execution rate, as printed.
    pub execution_score: Option<String>,
    /// What the weights of the indicators add up to, as printed: in the row 总分 of a self-evaluation, where the weight
    /// of the execution rate may be part of it, or in the header: 分值权重（90分）.
    pub total_weight: Option<String>,
    /// 得分 in the row 总分, as printed.
    pub total_score: Option<String>,
    /// Money of the project.
    pub amounts: Vec<ProjectAmount>,
    /// Where it stands.
    pub provenance: Provenance,
}

/// One amount of a project.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ProjectAmount {
    /// `total`, `fiscal_appropriation`, `special_account_appropriation`, `other_funds`, `midterm_total`…; of a
    /// self-evaluation `budget_<item>` (全年预算数, the budget of the whole year) and `actual_<item>`, and
    /// `initial_<item>` where 年初预算数 (the budget as first approved) has a column beside it.
    pub measure: String,
    /// Exact amount in yuan.
    #[schemars(with = "Option<String>")]
    pub amount_yuan: Option<Decimal>,
    /// The cell as printed.
    pub amount_printed: String,
    /// Money unit as printed.
    pub unit: Option<String>,
    /// What the cell holds.
    pub cell_state: CellState,
    /// Where it stands.
    pub provenance: Provenance,
}

/// One performance indicator.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// `i0001` and on, in document order.
    pub indicator_id: String,
    /// Project it belongs to.
    pub project_id: Option<String>,
    /// Table it stands in; `null` for prose.
    pub table_id: Option<String>,
    /// Number within its project, from 1.
    pub seq: u32,
    /// 一级指标 as printed.
    pub level1: Option<String>,
    /// `output`, `benefit`, `satisfaction`, `cost`.
    pub level1_std: Option<String>,
    /// 二级指标 as printed.
    pub level2: Option<String>,
    /// `quantity`, `quality`, `timeliness`, `cost`, `economic`, `social`, `ecological`, `sustainability`,
    /// `satisfaction`.
    pub level2_std: Option<String>,
    /// 三级指标, the indicator itself.
    pub name: String,
    /// 活动 (activity) the indicator measures, where a form of 整体绩效 (overall performance) names it.
    pub activity: Option<String>,
    /// Mid-term target.
    pub period_value: Option<Value>,
    /// Target of the year.
    pub annual_value: Option<Value>,
    /// Target without a stated period.
    pub target_value: Option<Value>,
    /// What was achieved.
    pub actual_value: Option<Value>,
    /// Unit printed in the name: `覆盖率（%）`.
    pub unit_in_name: Option<String>,
    /// 绩效标准
    pub standard: Option<String>,
    /// 分值, as printed.
    pub weight: Option<String>,
    /// 得分, as printed.
    pub score: Option<String>,
    /// 偏差原因分析及改进措施
    pub deviation_reason: Option<String>,
    /// What is special about it.
    pub flags: Vec<String>,
    /// Where it stands.
    pub provenance: Provenance,
}

/// Value of an indicator: text, a number, or a number inside text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Value {
    /// As printed, reflowed.
    pub raw: String,
    /// What it is.
    pub kind: ValueKind,
    /// `=`, `>=`, `<=`, `>`, `<`, `~`; none beside a number where the form says 定性 (qualitative).
    pub op: Option<String>,
    /// The number as printed, a decimal string.
    #[schemars(with = "Option<String>")]
    pub number: Option<Decimal>,
    /// 万, 亿
    pub scale: Option<String>,
    /// Unit without the scale: `%`, 人次, 个.
    pub unit: Option<String>,
    /// The number times its scale.
    #[schemars(with = "Option<String>")]
    pub number_base: Option<Decimal>,
    /// 约, 左右
    pub approx: bool,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// A number with its unit and nothing else.
    Number,
    /// A number inside other words.
    NumberInText,
    /// Words.
    #[default]
    Text,
}

/// An amount, rate or count stated in prose.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// `f0001` and on, in document order.
    pub fact_id: String,
    /// What is spoken of, as printed, with what it is part of where the clause names only a stage (年初预算); empty where
    /// the text does not tell.
    pub subject: String,
    /// `amount`, `change`, `rate`, `count`…
    pub measure: String,
    /// How what is meant stands to the number: `=`, `>=`, `<=`, `>` (超, more than), `<`, `~` (约, about).
    pub op: String,
    /// The number as printed, a decimal string.
    #[schemars(with = "Option<String>")]
    pub value: Option<Decimal>,
    /// Its unit as printed.
    pub unit: Option<String>,
    /// Exact amount in yuan where it is money.
    #[schemars(with = "Option<String>")]
    pub amount_yuan: Option<Decimal>,
    /// `increase`, `decrease`, `flat`.
    pub direction: Option<String>,
    /// What it is compared with, as printed: 比上年.
    pub comparison: Option<String>,
    /// The year it is said of: the one its clause names, else the one its sentence, its text, the headings above or the
    /// document are about; `null` where these name several years or none. An amount that another is compared with has the
    /// year of its own.
    pub fiscal_year: Option<u16>,
    /// The part of the public sector it is said of, as printed: 全市 (the whole city), 市本级 (the city by itself); `null`
    /// where neither the sentence nor the heading above names one.
    pub scope: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// Section the sentence stands in.
    pub section_id: Option<String>,
    /// Where it stands.
    pub provenance: Provenance,
}
