//! OpenDocument sheets (`.fods`), as a spreadsheet would save them: one sheet per table, title and unit line in cells
//! without lines above it.

use super::{NAMESPACES, escape};
use crate::model::{Align, Document, Table};
use std::fmt::Write as _;

/// The tables of the document as one XML file. Prose is left out, but for the title, which heads the first sheet.
#[must_use]
pub fn document_to_fods(document: &Document, font: &str) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document {NAMESPACES} office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\n<office:font-face-decls><style:font-face \
         style:name=\"F\" svg:font-family=\"'{font}'\"/></office:font-face-decls>\n<office:automatic-styles>\
         <style:page-layout style:name=\"PL\"><style:page-layout-properties fo:page-width=\"29.7cm\" \
         fo:page-height=\"21cm\" fo:margin=\"1.5cm\" style:print-orientation=\"landscape\" style:scale-to-X=\"1\" \
         style:scale-to-Y=\"0\" style:table-centering=\"horizontal\" style:print=\"objects drawings zero-values\"/>\
         <style:header-style/><style:footer-style/></style:page-layout>\n<style:style style:name=\"Sh\" \
         style:family=\"table\" style:master-page-name=\"Standard\"/>\n"
    );
    let mut style = |name: &str, size: u8, align: &str, border: &str, bold: bool, indent: u8| {
        let weight = if bold { " fo:font-weight=\"bold\" style:font-weight-asian=\"bold\"" } else { "" };
        let _ = writeln!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"table-cell\"><style:table-cell-properties \
             fo:border=\"{border}\" style:vertical-align=\"middle\" fo:wrap-option=\"wrap\" \
             style:text-align-source=\"fix\"/><style:paragraph-properties fo:text-align=\"{align}\" \
             fo:margin-left=\"{}pt\"/><style:text-properties style:font-name=\"F\" style:font-name-asian=\"F\" \
             fo:font-size=\"{size}pt\" style:font-size-asian=\"{size}pt\"{weight}/></style:style>",
            u32::from(indent) * 10
        );
    };
    let line = "0.5pt solid #000000";
    style("Title", 18, "center", "none", true, 0);
    style("Caption", 14, "center", "none", true, 0);
    style("PlainL", 10, "start", "none", false, 0);
    style("PlainR", 10, "end", "none", false, 0);
    style("PlainC", 10, "center", "none", false, 0);
    style("CellC", 10, "center", line, false, 0);
    style("CellR", 10, "end", line, false, 0);
    for indent in 0..4 {
        style(&format!("CellL{indent}"), 10, "start", line, false, indent);
    }
    let mut body = String::new();
    for (i, t) in document.tables().enumerate() {
        let heading = if i == 0 { document.title.as_deref() } else { None };
        sheet(&mut out, &mut body, t, i, heading);
    }
    out.push_str("<style:style style:name=\"Ro\" style:family=\"table-row\"><style:table-row-properties \
        style:use-optimal-row-height=\"true\"/></style:style></office:automatic-styles>\n<office:master-styles>\
        <style:master-page style:name=\"Standard\" style:page-layout-name=\"PL\"><style:header style:display=\"false\"/>\
        <style:footer><text:p>第<text:page-number/>页</text:p></style:footer></style:master-page></office:master-styles>\n\
        <office:body><office:spreadsheet>\n");
    out.push_str(&body);
    out.push_str("</office:spreadsheet></office:body></office:document>\n");
    out
}

fn sheet(automatic: &mut String, out: &mut String, t: &Table, id: usize, heading: Option<&str>) {
    let total: f32 = t.columns.iter().map(|c| c.width).sum();
    let n = t.columns.len();
    let _ = writeln!(out, "<table:table table:name=\"表{}\" table:style-name=\"Sh\">", id + 1);
    for (c, column) in t.columns.iter().enumerate() {
        let w = column.width / total * 26.0;
        let _ = write!(
            automatic,
            "<style:style style:name=\"S{id}.{c}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{w:.3}cm\"/></style:style>"
        );
        let _ = writeln!(out, "<table:table-column table:style-name=\"S{id}.{c}\"/>");
    }
    let over = |out: &mut String, style: &str, from: usize, span: usize, text: &str| {
        let _ = write!(
            out,
            "<table:table-cell table:style-name=\"{style}\" table:number-columns-spanned=\"{span}\" \
             table:number-rows-spanned=\"1\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            escape(text)
        );
        for _ in from + 1..from + span {
            out.push_str("<table:covered-table-cell/>");
        }
    };
    let row = |out: &mut String, fill: &dyn Fn(&mut String)| {
        out.push_str("<table:table-row table:style-name=\"Ro\">");
        fill(out);
        out.push_str("</table:table-row>\n");
    };
    for (style, text) in [
        ("Title", heading),
        ("Caption", t.title.as_deref()),
        ("PlainC", t.year_line.as_deref()),
        ("PlainR", t.form_number.as_deref()),
    ] {
        if let Some(text) = text {
            row(out, &|out| over(out, style, 0, n, text));
        }
    }
    let unit = t.unit.as_ref().map(|u| format!("单位：{u}"));
    let share = |cols: usize| t.columns.iter().take(cols).map(|c| c.width).sum::<f32>() / total;
    let left = (1..n).find(|cols| share(*cols) >= 0.45).unwrap_or(1);
    match (&t.owner_line, &unit) {
        (Some(owner), Some(unit)) => row(out, &|out| {
            over(out, "PlainL", 0, left, owner);
            over(out, "PlainR", left, n - left, unit);
        }),
        (Some(owner), None) => row(out, &|out| over(out, "PlainL", 0, n, owner)),
        (None, Some(unit)) => row(out, &|out| over(out, "PlainR", 0, n, unit)),
        (None, None) => {}
    }
    let placed = t.placed();
    for r in 0..t.rows.len() {
        if r == 0 && t.header_rows > 0 {
            out.push_str("<table:table-header-rows>\n");
        }
        out.push_str("<table:table-row table:style-name=\"Ro\">");
        for c in 0..n {
            let Some((_, _, cell)) = placed.iter().find(|p| p.0 == r && p.1 == c) else {
                out.push_str("<table:covered-table-cell/>");
                continue;
            };
            let style = match cell.align {
                Align::Center => "CellC".to_owned(),
                Align::Right => "CellR".to_owned(),
                Align::Left => format!("CellL{}", cell.indent.min(3)),
            };
            let _ = write!(
                out,
                "<table:table-cell table:style-name=\"{style}\" table:number-columns-spanned=\"{}\" \
                 table:number-rows-spanned=\"{}\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                cell.col_span,
                cell.row_span,
                escape(cell.shown())
            );
        }
        out.push_str("</table:table-row>\n");
        if r + 1 == t.header_rows {
            out.push_str("</table:table-header-rows>\n");
        }
    }
    for note in &t.notes {
        row(out, &|out| over(out, "PlainL", 0, n, note));
    }
    out.push_str("</table:table>\n");
}
