//! HTML for Chromium's printer.

use super::escape;
use crate::model::{Align, Block, Document, Table};
use gongkai_model::layout::SectionKind;
use std::fmt::Write as _;

/// How the page looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Wider than high.
    pub landscape: bool,
    /// Font family.
    pub font: &'static str,
    /// Header cells are shaded.
    pub shaded: bool,
    /// Only horizontal lines.
    pub open: bool,
}

/// The document as one HTML file.
#[must_use]
pub fn document_to_html(document: &Document, look: &Look) -> String {
    let size = if look.landscape { "A4 landscape" } else { "A4" };
    let sides = if look.open { "1px 0" } else { "1px" };
    let shade = if look.shaded { "background:#dde6f0;" } else { "" };
    let mut out = format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><style>\n@page {{ size: {size}; margin: 20mm \
         18mm; @bottom-center {{ content: \"第\" counter(page) \"页\"; font-size: 9pt; }} }}\nbody {{ font-family: '{}'; \
         font-size: 12pt; line-height: 1.6; margin: 0; }}\nh1,h2,h3,.cap {{ text-align: center; margin: 6pt 0; \
         break-after: avoid; }}\nh1 {{ font-size: 18pt; }} h2 {{ font-size: 15pt; }} .cap {{ font-size: 14pt; \
         font-weight: bold; }}\nh3,p {{ text-indent: 2em; text-align: justify; font-size: 12pt; margin: 0; }}\ntable {{ \
         border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 9pt; line-height: 1.35; }}\nth,td {{ \
         border: solid #000; border-width: {sides}; padding: 2pt 3pt; font-weight: normal; overflow-wrap: anywhere; \
         word-break: normal; }}\nthead td {{ {shade} }}\ntr {{ break-inside: avoid; }}\n.line {{ display: flex; \
         justify-content: space-between; font-size: 9pt; text-indent: 0; }}\n.right {{ text-align: right; font-size: 9pt; \
         text-indent: 0; }}\n.year {{ text-align: center; font-size: 10pt; text-indent: 0; }}\n.note {{ font-size: 9pt; \
         text-indent: 0; }}\n.break {{ break-before: page; }}\n</style></head><body>\n",
        look.font
    );
    if let Some(title) = &document.title {
        let _ = writeln!(out, "<h1>{}</h1>", escape(title));
    }
    let mut broken = false;
    for block in &document.blocks {
        match block {
            Block::PageBreak => {
                broken = true;
                continue;
            }
            Block::Prose(p) => {
                let tag = match (p.kind, p.level) {
                    (SectionKind::Heading, 1) => "h2",
                    (SectionKind::Heading, _) => "h3",
                    _ => "p",
                };
                let class = if broken { " class=\"break\"" } else { "" };
                let _ = writeln!(out, "<{tag}{class}>{}</{tag}>", escape(&p.text));
            }
            Block::Table(t) => table(&mut out, t, broken),
        }
        broken = false;
    }
    out.push_str("</body></html>\n");
    out
}

fn table(out: &mut String, t: &Table, broken: bool) {
    let class = if broken { " break" } else { "" };
    let _ = writeln!(out, "<div class=\"cap{class}\">{}</div>", escape(t.title.as_deref().unwrap_or_default()));
    if let Some(year) = &t.year_line {
        let _ = writeln!(out, "<div class=\"year\">{}</div>", escape(year));
    }
    if let Some(number) = &t.form_number {
        let _ = writeln!(out, "<div class=\"right\">{}</div>", escape(number));
    }
    let unit = t.unit.as_ref().map(|u| format!("单位：{u}"));
    if t.owner_line.is_some() || unit.is_some() {
        let _ = writeln!(
            out,
            "<div class=\"line\"><span>{}</span><span>{}</span></div>",
            escape(t.owner_line.as_deref().unwrap_or_default()),
            escape(unit.as_deref().unwrap_or_default())
        );
    }
    let total: f32 = t.columns.iter().map(|c| c.width).sum();
    out.push_str("<table><colgroup>");
    for column in &t.columns {
        let _ = write!(out, "<col style=\"width:{:.2}%\">", column.width / total * 100.0);
    }
    out.push_str("</colgroup>\n");
    let placed = t.placed();
    for r in 0..t.rows.len() {
        if r == 0 && t.header_rows > 0 {
            out.push_str("<thead>");
        }
        if r == t.header_rows {
            out.push_str("<tbody>");
        }
        out.push_str("<tr>");
        for (_, _, cell) in placed.iter().filter(|p| p.0 == r) {
            let align = match cell.align {
                Align::Left => String::new(),
                Align::Center => "text-align:center;".to_owned(),
                Align::Right => "text-align:right;".to_owned(),
            };
            let _ = write!(
                out,
                "<td rowspan=\"{}\" colspan=\"{}\" style=\"{align}padding-left:{}pt\">{}</td>",
                cell.row_span,
                cell.col_span,
                3 + 9 * u32::from(cell.indent),
                escape(cell.shown())
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
