//! Cells of columns of rates (比上年增长%: growth over last year) as figures.

use super::collected::{Collected, RateCell};
use super::figure::{Figure, Position, mark_figure, place_of};
use gongkai_model::record::CellState;
use gongkai_model::table::Table;
use gongkai_normalize::number::parse_cell;
use std::collections::BTreeMap;

/// Figures of the cells of columns of rates.
pub(crate) fn add_rates<'a>(table: &'a Table, collected: &mut Collected<'a>) {
    let lane_of: BTreeMap<u32, (u32, &str)> = table
        .columns
        .iter()
        .filter(|column| column.field.as_deref() == Some("rate"))
        .map(|column| {
            let header = column.path.last().map(String::as_str).unwrap_or_default();
            (column.index, (column.lane, header))
        })
        .collect();
    if lane_of.is_empty() {
        return;
    }
    for cell in table.cells.iter().filter(|cell| cell.row >= table.header_rows && cell.col_span == 1) {
        let Some(&(lane, header)) = lane_of.get(&cell.col) else { continue };
        let printed = cell.text.trim();
        let number = parse_cell(printed.trim_end_matches(['%', '％']));
        if number.state != CellState::Number {
            continue;
        }
        let place = place_of(Some(table), cell.page, cell.line, "");
        let source = ("table", table.table_id.as_str(), header, header);
        let figure = collected.add(Figure {
            position: Position { lane: u32::MAX, row: cell.row, col: cell.col },
            state: number.state,
            yuan: number.value,
            decimals: u32::from(number.decimals),
            ..mark_figure(source, printed, place, cell.page, cell.line)
        });
        let rate = RateCell { lane, row: cell.row, col: cell.col, figure };
        collected.table(&table.table_id, table.form).rates.push(rate);
    }
}
