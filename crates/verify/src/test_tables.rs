//! Small literal tables for tests.

use crate::verify;
use gongkai_model::finding::CheckStatus;
use gongkai_model::record::{BudgetLine, CodeSystem, LaneKind, Phase, Provenance, Side};
use gongkai_model::table::{Form, Table};
use gongkai_model::{Disclosure, Document};
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::unit::MoneyUnit;

/// One lane of a table under construction.
pub(crate) struct Sheet {
    form: Form,
    measures: Vec<&'static str>,
    lane: u32,
    side: Side,
    unit: Option<&'static str>,
    phase: Phase,
    flag: Option<&'static str>,
    rows: Vec<SheetRow>,
}

struct SheetRow {
    code: &'static str,
    label: &'static str,
    cells: Vec<&'static str>,
    total: bool,
    of_which: bool,
}

impl Sheet {
    pub(crate) fn new(form: Form, measures: &[&'static str]) -> Self {
        Self {
            form,
            measures: measures.to_vec(),
            lane: 0,
            side: Side::Expenditure,
            unit: Some("万元"),
            phase: Phase::Final,
            flag: None,
            rows: Vec::new(),
        }
    }

    pub(crate) fn lane(mut self, lane: u32) -> Self {
        self.lane = lane;
        self
    }

    pub(crate) fn side(mut self, side: Side) -> Self {
        self.side = side;
        self
    }

    pub(crate) fn phase(mut self, phase: Phase) -> Self {
        self.phase = phase;
        self
    }

    pub(crate) fn flagged(mut self, flag: &'static str) -> Self {
        self.flag = Some(flag);
        self
    }

    pub(crate) fn unit(mut self, unit: Option<&'static str>) -> Self {
        self.unit = unit;
        self
    }

    pub(crate) fn row(self, code: &'static str, label: &'static str, cells: &[&'static str]) -> Self {
        self.push(code, label, cells, false, false)
    }

    pub(crate) fn part(self, code: &'static str, label: &'static str, cells: &[&'static str]) -> Self {
        self.push(code, label, cells, false, true)
    }

    pub(crate) fn total(self, label: &'static str, cells: &[&'static str]) -> Self {
        self.push("", label, cells, true, false)
    }

    fn push(
        mut self,
        code: &'static str,
        label: &'static str,
        cells: &[&'static str],
        total: bool,
        of_which: bool,
    ) -> Self {
        self.rows.push(SheetRow { code, label, cells: cells.to_vec(), total, of_which });
        self
    }

    /// Lines of the sheet as lane of a table.
    fn lines(&self, table_id: &str) -> Vec<BudgetLine> {
        let mut lines: Vec<BudgetLine> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let parent = self.rows[..at].iter().rposition(|above| {
                !above.code.is_empty() && row.code.len() > above.code.len() && row.code.starts_with(above.code)
            });
            for (col, (measure, printed)) in self.measures.iter().zip(&row.cells).enumerate() {
                let id = |row: usize| format!("{table_id}-{}-{row}-{col}", self.lane);
                let cell = parse_cell(printed);
                let unit = self.unit.and_then(MoneyUnit::parse);
                let code = (!row.code.is_empty()).then(|| row.code.to_owned());
                lines.push(BudgetLine {
                    line_id: id(at),
                    table_id: table_id.to_owned(),
                    form: self.form,
                    side: self.side,
                    lane: self.lane,
                    lane_kind: Some(LaneKind::Functional),
                    code_system: code.as_ref().map(|_| CodeSystem::Functional),
                    level: Some(if row.total { 0 } else { 1.max((row.code.len() / 2) as u8) }),
                    code,
                    parent_line_id: parent.map(id),
                    label: row.label.to_owned(),
                    measure: (*measure).to_owned(),
                    measure_label: (*measure).to_owned(),
                    phase: Some(self.phase),
                    fiscal_year: Some(2024),
                    of_which: row.of_which,
                    amount_yuan: cell.value.zip(unit).map(|(value, unit)| unit.to_yuan(value)),
                    amount_printed: (*printed).to_owned(),
                    unit: self.unit.map(str::to_owned),
                    cell_state: cell.state,
                    flags: self.flag.iter().map(|flag| (*flag).to_owned()).collect(),
                    locator_zh: format!("公开表，第3页，{}栏", if row.code.is_empty() { row.label } else { row.code }),
                    provenance: Provenance {
                        page: Some(3),
                        row: Some(at as u32),
                        col: Some(self.lane * 10 + col as u32),
                        ..Provenance::default()
                    },
                    ..BudgetLine::default()
                });
            }
        }
        lines
    }
}

/// A document with these sheets; sheets of one form with different lanes are one table.
pub(crate) fn document(sheets: Vec<Sheet>) -> Disclosure {
    let mut disclosure =
        Disclosure { document: Document { doc_id: "d".to_owned(), ..Document::default() }, ..Disclosure::default() };
    let mut table_id = String::new();
    for sheet in sheets {
        if sheet.lane == 0 {
            table_id = format!("t{:03}", disclosure.tables.len() + 1);
            disclosure.tables.push(Table { table_id: table_id.clone(), form: sheet.form, ..Table::default() });
        }
        disclosure.budget_lines.extend(sheet.lines(&table_id));
    }
    disclosure
}

/// All findings, in order.
pub(crate) fn findings_of(sheets: Vec<Sheet>) -> Vec<gongkai_model::Finding> {
    verify(&document(sheets)).findings
}

/// Statuses of the findings of one check, in order.
pub(crate) fn statuses_of(sheets: Vec<Sheet>, check: &str) -> Vec<CheckStatus> {
    verify(&document(sheets))
        .findings
        .iter()
        .filter(|finding| finding.check_id.split_once('.').is_some_and(|(_, key)| key == check))
        .map(|finding| finding.status)
        .collect()
}

/// As [`statuses_of`], for one sheet.
pub(crate) fn statuses(sheet: Sheet, check: &str) -> Vec<CheckStatus> {
    statuses_of(vec![sheet], check)
}
