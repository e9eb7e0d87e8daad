//! What a reader should find in a document, written beside it as `truth/<id>.json`.

use crate::figures;
use crate::model::{Block, ColumnKind, Document, Indicator, Table};
use gongkai_model::disclosure::{DocType, DocumentScope};
use gongkai_model::layout::SectionKind;
use gongkai_model::record::{CellState, Phase};
use gongkai_model::table::Form;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Everything known of one document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Truth {
    /// Facts about the document as a whole.
    pub document: DocumentTruth,
    /// Tables in reading order.
    pub tables: Vec<TableTruth>,
    /// Prose outside tables in reading order.
    pub paragraphs: Vec<ParagraphTruth>,
    /// Figures of money columns, table by table, row by row.
    pub amounts: Vec<AmountTruth>,
    /// Indicators in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// Text that stands on the pages and belongs to no paragraph and no table: page numbers, running titles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<String>,
}

/// Facts about a document. What is `None` is not asked of a reader.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DocumentTruth {
    /// Family.
    pub doc_type: DocType,
    /// Title.
    pub title: Option<String>,
    /// Year.
    pub fiscal_year: Option<u16>,
    /// Year proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_year: Option<u16>,
    /// Publisher.
    pub issuer: Option<String>,
    /// Whom it speaks of.
    pub scope: Option<DocumentScope>,
    /// Stage of the budget cycle.
    pub phase: Option<Phase>,
    /// Cited document numbers, normal form.
    pub cited: Vec<String>,
    /// Number of pages; `None` for a dump.
    pub pages: Option<u32>,
    /// The document cannot be read at all, and this is the reason code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<String>,
}

/// One logical table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TableTruth {
    /// Title.
    pub title: Option<String>,
    /// Standard form.
    pub form: Form,
    /// Printed number of the form.
    pub form_number: Option<String>,
    /// Whose table it is, as printed above it beside the unit: 部门：…. It may be read as prose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_line: Option<String>,
    /// Money unit.
    pub unit: Option<String>,
    /// Pages it stands on; empty for a dump.
    pub pages: Vec<u32>,
    /// Number of columns.
    pub n_cols: u32,
    /// How many of the first rows are header.
    pub header_rows: u32,
    /// Notes under it.
    pub notes: Vec<String>,
    /// Nothing in its body.
    pub empty: bool,
    /// Cells, row after row.
    pub rows: Vec<Vec<CellTruth>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CellTruth {
    /// Column from 0.
    pub col: u32,
    /// Text.
    pub text: String,
    /// Rows covered.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub row_span: u32,
    /// Columns covered.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub col_span: u32,
}

/// One heading, paragraph, list item or note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParagraphTruth {
    /// What it is.
    pub kind: SectionKind,
    /// Depth of a heading by its mark, 0 for anything else.
    pub level: u8,
    /// Text.
    pub text: String,
}

/// One figure of a money column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountTruth {
    /// Which table, from 0.
    pub table: u32,
    /// Row from 0, header rows counted.
    pub row: u32,
    /// Column from 0.
    pub col: u32,
    /// Nearest text at its left.
    pub label: String,
    /// Nearest code at its left in the same lane.
    pub code: Option<String>,
    /// Key of the column, or of the row where rows name what is spent.
    pub measure: String,
    /// As printed.
    pub printed: String,
    /// In yuan.
    pub yuan: Option<Decimal>,
    /// What the cell holds.
    pub state: CellState,
}

impl Truth {
    /// Tables as rows of cells show them: the text of a merged cell at its first place, blank cells at the others, and no
    /// rows without any text.
    pub fn as_rows_of_cells(&mut self) {
        for table in &mut self.tables {
            let mut rows = Vec::new();
            for printed in table.rows.iter().filter(|row| row.iter().any(|c| !c.text.is_empty())) {
                let text = |col: u32| printed.iter().find(|c| c.col == col).map(|c| c.text.clone()).unwrap_or_default();
                let cells = (0..table.n_cols).map(|col| CellTruth { col, text: text(col), row_span: 1, col_span: 1 });
                rows.push(cells.collect());
            }
            table.rows = rows;
        }
    }
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
const fn is_one(n: &u32) -> bool {
    *n == 1
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What follows from the model alone. Pages are filled in by the producer that laid the document out.
#[must_use]
pub fn truth_of(document: &Document) -> Truth {
    let mut truth = Truth {
        document: DocumentTruth {
            doc_type: document.doc_type,
            title: document.title.as_deref().map(tidy),
            fiscal_year: document.fiscal_year,
            budget_year: document.budget_year,
            issuer: document.issuer.clone(),
            scope: document.scope,
            phase: document.phase,
            cited: document.cited.clone(),
            pages: None,
            unreadable: None,
        },
        ..Truth::default()
    };
    let above = |text: &String| ParagraphTruth { kind: SectionKind::Heading, level: 0, text: tidy(text) };
    truth.paragraphs.extend(document.above_title.iter().map(above));
    if let Some(title) = &document.title {
        truth.paragraphs.push(ParagraphTruth { kind: SectionKind::Heading, level: 0, text: tidy(title) });
    }
    for block in &document.blocks {
        match block {
            Block::Prose(p) => {
                truth.paragraphs.push(ParagraphTruth { kind: p.kind, level: p.level, text: tidy(&p.text) });
            }
            Block::Table(t) => {
                truth.amounts.extend(amounts_of(t, count(truth.tables.len())));
                truth.tables.push(table_truth(t));
            }
            Block::PageBreak => {}
        }
    }
    truth.indicators.clone_from(&document.indicators);
    truth
}

/// A blank or a line break beside a Chinese character is layout; the corpus has no others in its prose.
fn tidy(text: &str) -> String {
    text.replace([' ', '\n'], "")
}

fn table_truth(table: &Table) -> TableTruth {
    let mut rows = vec![Vec::new(); table.rows.len()];
    for (row, col, cell) in table.placed() {
        rows[row].push(CellTruth {
            col: count(col),
            text: cell.text.clone(),
            row_span: count(cell.row_span),
            col_span: count(cell.col_span),
        });
    }
    TableTruth {
        title: table.title.as_deref().map(tidy),
        form: table.form,
        form_number: table.form_number.clone(),
        owner_line: table.owner_line.clone(),
        unit: table.unit.clone().filter(|_| table.columns.iter().any(|c| matches!(c.kind, ColumnKind::Money(_)))),
        pages: Vec::new(),
        n_cols: count(table.columns.len()),
        header_rows: count(table.header_rows),
        notes: table.notes.clone(),
        empty: table.empty,
        rows,
    }
}

/// The item of 三公经费 (official trips, cars, receptions) a row is about, where rows name the items.
fn item_of_row(table: &Table, label: &str) -> Option<&'static str> {
    let items = [
        ("合计", "total"),
        ("因公出国", "abroad"),
        ("公务用车运行", "vehicle_operation"),
        ("公务用车购置费", "vehicle_purchase"),
        ("公务接待", "reception"),
    ];
    let by_rows = matches!(table.form, Form::FA07 | Form::BU07)
        && table.columns.iter().any(|column| column.kind == ColumnKind::Money("amount"));
    items.iter().find(|(word, _)| by_rows && label.contains(word)).map(|(_, item)| *item)
}

fn amounts_of(table: &Table, index: u32) -> Vec<AmountTruth> {
    let mut out = Vec::new();
    let placed = table.placed();
    for &(row, col, cell) in &placed {
        let ColumnKind::Money(measure) = &table.columns[col].kind else { continue };
        // Labels that stand in a money column (form grids print them there) are no figures.
        let words = cell.text.chars().any(|c| c >= '\u{2E80}' && c != '—');
        if row < table.header_rows || cell.row_span > 1 || words {
            continue;
        }
        let left: Vec<_> = placed.iter().filter(|p| p.0 <= row && row < p.0 + p.2.row_span && p.1 < col).collect();
        let names = |p: &&(usize, usize, &crate::model::Cell)| {
            table.columns[p.1..p.1 + p.2.col_span].iter().any(|c| c.kind == ColumnKind::Text)
        };
        let label = left.iter().rev().copied().find(|p| names(p));
        // A lane without any label prints nothing that an amount could belong to.
        if label.is_none_or(|p| p.2.text.is_empty()) && cell.text.is_empty() {
            continue;
        }
        let lane_start = label.map_or(0, |p| p.1.saturating_sub(3));
        let codes: Vec<&str> = left
            .iter()
            .filter(|p| p.1 >= lane_start && table.columns[p.1].kind == ColumnKind::Code)
            .map(|p| p.2.text.as_str())
            .collect();
        let code = codes.concat();
        let digits: String = cell.text.chars().filter(char::is_ascii_digit).collect();
        let state = match cell.text.as_str() {
            "" => CellState::Blank,
            "—" | "-" | "/" => CellState::Dash,
            _ if digits.is_empty() => CellState::Garbled,
            _ if digits.bytes().all(|b| b == b'0') => CellState::Zero,
            _ => CellState::Number,
        };
        out.push(AmountTruth {
            table: index,
            row: count(row),
            col: count(col),
            label: label.map(|p| p.2.text.clone()).unwrap_or_default(),
            code: Some(code).filter(|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit())),
            measure: item_of_row(table, label.map_or("", |p| p.2.text.as_str())).unwrap_or(measure).to_owned(),
            printed: cell.text.clone(),
            yuan: table.unit.as_deref().and_then(|u| figures::yuan(&cell.text, u)),
            state,
        });
    }
    out
}
