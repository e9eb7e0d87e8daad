//! Documents that tell what reading costs: one table over many pages, a page with many rules.

use super::draw::draw;
use super::hand::{HANDS, Hand};
use super::look::{Borders, Look, Repeat, Stroke};
use super::made::Made;
use super::print::print;
use super::sheet::{Rule, Sheet, Text};
use crate::figures::plain;
use crate::model::{Cell, ColumnKind, Document, Table, columns, header};
use anyhow::Result;

/// Rows on a page, and how many fewer on the first.
const ROWS_PER_PAGE: usize = 42;
const FEWER: usize = 5;

fn look(borders: Borders) -> Look {
    Look {
        page: (595.0, 842.0),
        margin: 60.0,
        size: 9.0,
        leading: 1.2,
        pad_x: 4.0,
        pad_y: 2.8,
        borders,
        stroke: Stroke { width: 0.5, double: 0.0, dashed: false, miss: 0.0 },
        repeat: Repeat::Header,
        repeat_total: false,
        cut_rows: false,
        closed_cuts: true,
        middle: true,
        shaded: false,
        header_rules: true,
        watermark: None,
        seal: false,
        page_numbers: 1,
        running_title: false,
        drift: 0.0,
        turns: false,
        sideways: false,
        overflows: false,
        spacing: 0.0,
    }
}

/// One table over about this many pages.
///
/// # Errors
/// Where a font lacks a character.
pub fn long_table(pages: usize, borders: Borders) -> Result<Made> {
    let figure = ColumnKind::Figure;
    let mut table = Table {
        title: Some("项目支出明细表".to_owned()),
        unit: Some("万元".to_owned()),
        columns: columns(&[
            (10.0, ColumnKind::Code),
            (34.0, ColumnKind::Text),
            (15.0, figure.clone()),
            (15.0, figure.clone()),
            (15.0, figure),
        ]),
        header_rows: 1,
        rows: vec![header(&["科目编码", "科目名称", "合计", "基本支出", "项目支出"])],
        ..Table::default()
    };
    for i in 0..pages * ROWS_PER_PAGE - FEWER {
        let (basic, project) = (1_000 + i as i64 * 37, 250 + i as i64 * 91);
        let mut row = vec![Cell::new((2_010_101 + i).to_string()), Cell::new("其他城乡社区公共设施支出").indented(1)];
        row.extend([basic + project, basic, project].map(|v| Cell::new(plain(v, true)).right()));
        table.rows.push(row);
    }
    let mut document =
        Document { title: Some("云岭市园林绿化局2023年度决算公开".to_owned()), ..Document::default() };
    document.table(table);
    let (look, hand) = (look(borders), HANDS[0]);
    let mut faces = hand.faces();
    let printed = print(&document, &look, &|c| faces.advance(c));
    let pdf = draw(&printed.sheets, &look, &hand, &mut faces)?;
    Ok(Made { pdf, pages: printed.sheets.len(), tables: printed.tables })
}

/// A page with a grid of about this many rules, one along every side of a cell, and a figure in every cell.
///
/// # Errors
/// Where a font lacks a character.
pub fn many_rules(count: usize) -> Result<Made> {
    let side = ((count as f32 / 2.0).sqrt() as usize).max(2);
    let (left, top, cell) = (30.0, 30.0, 900.0 / side as f32);
    let mut sheet = Sheet { width: 960.0, height: 960.0, ..Sheet::default() };
    for line in 0..=side {
        for at in 0..side {
            let (near, from) = (line as f32 * cell, at as f32 * cell);
            for (along_x, origin, start) in [(true, top, left), (false, left, top)] {
                sheet.rules.push(Rule { along_x, at: origin + near, from: start + from, to: start + from + cell });
            }
            if line < side {
                let text = Text {
                    x: left + from + cell * 0.3,
                    y: top + near + cell * 0.7,
                    size: cell * 0.5,
                    text: ((line + at) % 10).to_string(),
                    bold: false,
                    place: None,
                };
                sheet.texts.push(text);
            }
        }
    }
    let hand = Hand { placing: HANDS[0].placing, fonts: HANDS[0].fonts, ..HANDS[1] };
    let mut faces = hand.faces();
    let pdf = draw(&[sheet], &look(Borders::Full), &hand, &mut faces)?;
    Ok(Made { pdf, pages: 1, tables: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_table_is_as_long_as_asked() {
        let made = long_table(10, Borders::Full).unwrap();
        assert!((9..=12).contains(&made.pages), "{}", made.pages);
        assert_eq!(made.tables[0].n_rows, 10 * ROWS_PER_PAGE - FEWER + 1);
    }
}
