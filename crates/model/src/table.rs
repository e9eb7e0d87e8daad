//! Tables: the grid as printed, and what its columns mean.

use crate::geometry::BBox;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One logical table. A table that goes on over several pages is one entry.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// `t001` and on, in document order.
    pub table_id: String,
    /// Which standard form it is; set by `classify`.
    pub form: Form,
    /// Number of the form as printed: 公开06表, 表5, 附表1-2.
    pub form_number: Option<String>,
    /// Title as printed, reflowed.
    pub title: Option<String>,
    /// What the form was recognised by.
    pub title_basis: TitleBasis,
    /// Money unit of the table as printed: 元, 万元, 亿元; `null` where none is known (never assumed).
    pub unit: Option<String>,
    /// Organisation named above the table, as printed: `部门：…`, `编制单位：…`.
    pub organisation: Option<String>,
    /// Where the unit was read.
    pub unit_basis: UnitBasis,
    /// Pages it stands on; empty for a dump.
    pub pages: Vec<u32>,
    /// Number of rows, header rows included.
    pub n_rows: u32,
    /// Number of columns.
    pub n_cols: u32,
    /// How many of the first rows are header.
    pub header_rows: u32,
    /// What each column means.
    pub columns: Vec<Column>,
    /// Cells in row order, then column order. Every position of the grid is covered by exactly one of them.
    pub cells: Vec<Cell>,
    /// Notes printed under it.
    pub notes: Vec<String>,
    /// Published without a single figure in its body, and without text but for the labels of a standard form; its note usually
    /// says why.
    pub empty: bool,
    /// Several pages were merged into it.
    pub continued: bool,
    /// How sure its structure is, 0.00 to 1.00: lowered by cells that rules do not close, text that crosses a cell's
    /// edge, and continuation over pages without a repeated header.
    pub confidence: String,
}

/// One cell as printed. A merged cell is one cell with spans at its first row and column.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// Row from 0, header rows included.
    pub row: u32,
    /// Column from 0.
    pub col: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub col_span: u32,
    /// Text, reflowed; empty for a blank cell.
    pub text: String,
    /// Indentation of the text in steps of its column, 0 for none.
    pub indent: u8,
    /// Page of its first region; `null` for a dump.
    pub page: Option<u32>,
    /// Box of its first region.
    pub bbox: Option<BBox>,
    /// Every piece of it: a row cut by a page end has cells with two.
    pub regions: Vec<Region>,
    /// Line of a dump, from 1.
    pub line: Option<u32>,
}

/// A piece of a cell on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// Page from 1.
    pub page: u32,
    /// Its box.
    pub bbox: BBox,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    /// From 0.
    pub index: u32,
    /// Header texts from the top row down, merged headers repeated: `["本年支出", "基本支出"]`.
    pub path: Vec<String>,
    /// What it holds, in the output vocabulary: `code`, `label`, `row_no`, `amount` or a measure key, `rate`…; `null`
    /// where unknown.
    pub field: Option<String>,
    /// 栏次 (printed column number).
    pub column_no: Option<String>,
    /// Lane from 0 where a table prints two beside each other (收入 income ∥ 支出 expenditure).
    pub lane: u32,
}

/// The standard forms. Source: 财预〔2016〕143号 and the public sets of final accounts (FA) and budgets (BU).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub enum Form {
    /// 收入支出决算总表
    FA01,
    /// 收入决算表
    FA02,
    /// 支出决算表
    FA03,
    /// 财政拨款收入支出决算总表
    FA04,
    /// 一般公共预算财政拨款支出决算表
    FA05,
    /// 一般公共预算财政拨款基本支出决算表
    FA06,
    /// “三公”经费支出决算表
    FA07,
    /// 政府性基金预算财政拨款收入支出决算表
    FA08,
    /// 国有资本经营预算财政拨款支出决算表
    FA09,
    /// 非税收入征缴情况表
    FA10,
    /// 收支总表
    BU01,
    /// 收入总表
    BU02,
    /// 支出总表
    BU03,
    /// 财政拨款收支总表
    BU04,
    /// 一般公共预算支出表
    BU05,
    /// 一般公共预算基本支出表
    BU06,
    /// “三公”经费支出表
    BU07,
    /// 政府性基金预算支出表
    BU08,
    /// 国有资本经营预算支出表
    BU09,
    /// 项目支出表
    BU10,
    /// 政府采购预算表
    BU11,
    /// 项目支出绩效目标表, matrix
    PT,
    /// 项目支出绩效目标表, form grid
    PG,
    /// 绩效自评表
    SE,
    /// 部门整体绩效
    OP,
    /// Indicator table of a report
    ER,
    /// Funds table of a report
    FUND,
    /// Any other table
    #[default]
    #[serde(rename = "other")]
    Other,
}

/// What a form was recognised by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TitleBasis {
    /// Its printed title.
    Printed,
    /// Its header.
    Header,
    /// The note under it.
    Note,
    /// Nothing.
    #[default]
    None,
}

/// Where a money unit was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitBasis {
    /// In the cell itself.
    Cell,
    /// On the unit line of the table.
    Table,
    /// In a header cell.
    Header,
    /// On another page of the same table.
    Chunk,
    /// Declared for the document's other tables.
    Inherited,
    /// Unknown.
    #[default]
    None,
}
