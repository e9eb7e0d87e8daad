//! HTML for Chromium's printer, with the sides of every cell drawn or left out.

use crate::model::{Align, Block, Document, Table};
use crate::office::escape;
use crate::table_bench::grid_fit::Fit;
use crate::table_bench::look::{Borders, Look, Repeat};
use crate::table_bench::rule_lines::{Piece, PieceCell};
use gongkai_model::layout::SectionKind;
use std::fmt::Write as _;

/// The document as one HTML file; the tables' column widths are those of their fits.
pub(super) fn document_to_html(document: &Document, fits: &[Fit], look: &Look, font: &str) -> String {
    let (w, h) = look.page;
    let thead =
        if matches!(look.repeat, Repeat::Nothing | Repeat::Mark) { "table-row-group" } else { "table-header-group" };
    let cut = if look.cut_rows { "auto" } else { "avoid" };
    let vertical = if look.middle { "middle" } else { "top" };
    let foot = match look.page_numbers {
        1 => "\"- \" counter(page) \" -\"",
        2 => "\"第 \" counter(page) \" 页 共 \" counter(pages) \" 页\"",
        3 => "counter(page)",
        _ => "\"\"",
    };
    let mut out = format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><style>\n@page {{ size: {w}pt {h}pt; margin: {m}pt; \
         @bottom-center {{ content: {foot}; font-size: 9pt; }} }}\nbody {{ font-family: '{font}'; font-size: 12pt; \
         line-height: 1.6; margin: 0; }}\nh1,h2,.cap {{ text-align: center; margin: 6pt 0; break-after: avoid; }}\nh1 {{ \
         font-size: 18pt; }} h2 {{ font-size: 15pt; }} .cap {{ font-size: 14pt; font-weight: bold; }}\nh3,p {{ text-indent: \
         2em; font-size: 12pt; margin: 0; }}\ntable {{ border-collapse: collapse; width: 100%; table-layout: fixed; \
         line-height: {}; }}\nthead {{ display: {thead}; }}\ntd {{ border: 0 solid #000; padding: {}pt {}pt; vertical-align: \
         {vertical}; overflow-wrap: anywhere; word-break: normal; }}\ntr {{ break-inside: {cut}; }}\n.line {{ display: flex; \
         justify-content: space-between; font-size: 9pt; }}\n.right {{ text-align: right; font-size: 9pt; }}\n.year {{ \
         text-align: center; font-size: 10pt; }}\n.note {{ font-size: 9pt; }}\n.mark {{ position: fixed; top: 35%; left: 15%; \
         font-size: 48pt; color: rgba(120,120,120,0.25); transform: rotate(-30deg); }}\n</style></head><body>\n",
        look.leading,
        look.pad_y,
        look.pad_x,
        m = look.margin,
    );
    if let Some(words) = &look.watermark {
        let _ = writeln!(out, "<div class=\"mark\">{}</div>", escape(words));
    }
    if let Some(title) = &document.title {
        let _ = writeln!(out, "<h1>{}</h1>", escape(title));
    }
    let mut fits = fits.iter();
    for block in &document.blocks {
        match block {
            Block::PageBreak => {}
            Block::Prose(p) => {
                let tag = match (p.kind, p.level) {
                    (SectionKind::Heading, 1) => "h2",
                    (SectionKind::Heading, _) => "h3",
                    _ => "p",
                };
                let _ = writeln!(out, "<{tag}>{}</{tag}>", escape(&p.text));
            }
            Block::Table(t) => {
                if let Some(fit) = fits.next() {
                    table(&mut out, t, fit, look);
                }
            }
        }
    }
    out.push_str("</body></html>\n");
    out
}

fn table(out: &mut String, t: &Table, fit: &Fit, look: &Look) {
    let mut above = |class: &str, text: Option<&str>| {
        if let Some(text) = text {
            let _ = writeln!(out, "<div class=\"{class}\">{}</div>", escape(text));
        }
    };
    above("cap", t.title.as_deref());
    above("year", t.year_line.as_deref());
    above("right", t.form_number.as_deref());
    let unit = t.unit.as_ref().map(|u| format!("单位：{u}"));
    if t.owner_line.is_some() || unit.is_some() {
        let [left, right] = [&t.owner_line, &unit].map(|l| escape(l.as_deref().unwrap_or_default()));
        let _ = writeln!(out, "<div class=\"line\"><span>{left}</span><span>{right}</span></div>");
    }
    let _ = write!(out, "<table style=\"font-size:{:.2}pt\"><colgroup>", fit.size);
    for pair in fit.edges.windows(2) {
        let _ = write!(out, "<col style=\"width:{:.2}pt\">", pair[1] - pair[0]);
    }
    out.push_str("</colgroup>\n");
    let sides = sides(t, fit, look);
    let mut cells = fit.cells.iter().zip(t.placed()).zip(sides).peekable();
    for r in 0..t.rows.len() {
        if r == t.header_rows || r == 0 {
            out.push_str(if r < t.header_rows { "<thead>" } else { "<tbody>" });
        }
        let zebra = look.borders == Borders::Zebra && r >= t.header_rows && r % 2 == 0;
        let shaded = look.shaded && r < t.header_rows || zebra;
        out.push_str(if shaded { "<tr style=\"background:#e3ebf5\">" } else { "<tr>" });
        while let Some(((fitted, (_, _, cell)), sides)) = cells.next_if(|((fitted, _), _)| fitted.row == r) {
            let align = match cell.align {
                Align::Left => "left",
                Align::Center => "center",
                Align::Right => "right",
            };
            let _ = write!(
                out,
                "<td rowspan=\"{}\" colspan=\"{}\" style=\"text-align:{align};{sides}padding-left:{:.1}pt\">{}</td>",
                fitted.row_span,
                fitted.col_span,
                look.pad_x + fitted.indent,
                escape(cell.shown()).replace('\n', "<br>")
            );
        }
        out.push_str("</tr>\n");
        if r + 1 == t.header_rows {
            out.push_str("</thead>");
        }
    }
    out.push_str("</tbody></table>\n");
    for note in &t.notes {
        let _ = writeln!(out, "<div class=\"note\">{}</div>", escape(note));
    }
}

/// The border properties of each cell.
fn sides(t: &Table, fit: &Fit, look: &Look) -> Vec<String> {
    let count = |n: usize| (0..=n).map(|i| i as f32).collect::<Vec<f32>>();
    let cell = |c: &crate::table_bench::grid_fit::FitCell| PieceCell {
        strips: [c.row, c.end_row()],
        cols: [c.col, c.end_col()],
        filled: !c.lines.is_empty(),
    };
    let piece = Piece {
        xs: count(t.columns.len()),
        ys: count(t.rows.len()),
        header_strips: t.header_rows,
        cut: [false, false],
        outer: [true, true],
        cells: fit.cells.iter().map(cell).collect(),
        label_columns: 1,
    };
    let rules = piece.drawn(look.borders, true, look.header_rules).0;
    let stroke = if look.stroke.double > 0.0 {
        "2.2pt double".to_owned()
    } else {
        format!("{}pt {}", look.stroke.width.max(0.25), if look.stroke.dashed { "dashed" } else { "solid" })
    };
    let drawn = |along_x: bool, at: usize, from: usize| {
        rules.iter().any(|r| r.along_x == along_x && r.at == at as f32 && r.from == from as f32)
    };
    let mut out = Vec::new();
    for c in &fit.cells {
        let mut style = String::new();
        for (side, is_drawn) in [
            ("top", drawn(true, c.row, c.col)),
            ("bottom", drawn(true, c.end_row(), c.col)),
            ("left", drawn(false, c.col, c.row)),
            ("right", drawn(false, c.end_col(), c.row)),
        ] {
            if is_drawn {
                let _ = write!(style, "border-{side}:{stroke};");
            }
        }
        out.push(style);
    }
    out
}
