//! OpenDocument text (`.fodt`), as a word processor would save it.

use super::{NAMESPACES, escape};
use crate::model::{Align, Block, Cell, Document, Prose, Table};
use gongkai_model::layout::SectionKind;
use std::fmt::Write as _;

/// Page and font of a text document.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// Wider than high.
    pub landscape: bool,
    /// Font family.
    pub font: &'static str,
    /// Size of table text in points.
    pub table_size: f32,
    /// Tables have lines.
    pub ruled: bool,
}

/// The document as one XML file.
#[must_use]
pub fn document_to_fodt(document: &Document, sheet: &Sheet) -> String {
    let (width, height) = if sheet.landscape { ("29.7cm", "21cm") } else { ("21cm", "29.7cm") };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document {NAMESPACES} office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.text\">\n<office:font-face-decls><style:font-face \
         style:name=\"F\" svg:font-family=\"'{}'\"/></office:font-face-decls>\n",
        sheet.font
    );
    out.push_str(&styles(sheet));
    let _ = write!(
        out,
        "<office:automatic-styles><style:page-layout style:name=\"PL\"><style:page-layout-properties \
         fo:page-width=\"{width}\" fo:page-height=\"{height}\" fo:margin=\"2.2cm\"/><style:footer-style/>\
         </style:page-layout>"
    );
    let body = body(document, sheet, &mut out);
    out.push_str(
        "</office:automatic-styles>\n<office:master-styles><style:master-page style:name=\"Standard\" \
        style:page-layout-name=\"PL\"><style:footer><text:p text:style-name=\"Foot\">— <text:page-number/> —</text:p>\
        </style:footer></style:master-page></office:master-styles>\n<office:body><office:text>\n",
    );
    out.push_str(&body);
    out.push_str("</office:text></office:body></office:document>\n");
    out
}

fn styles(sheet: &Sheet) -> String {
    let mut out = String::from("<office:styles>");
    let mut style = |name: &str, size: f32, paragraph: &str, bold: bool| {
        let weight = if bold { " fo:font-weight=\"bold\" style:font-weight-asian=\"bold\"" } else { "" };
        let _ = write!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"paragraph\"><style:paragraph-properties {paragraph}/>\
             <style:text-properties style:font-name=\"F\" style:font-name-asian=\"F\" fo:font-size=\"{size}pt\" \
             style:font-size-asian=\"{size}pt\" fo:language=\"zh\" fo:country=\"CN\" style:language-asian=\"zh\" \
             style:country-asian=\"CN\"{weight}/></style:style>"
        );
    };
    style("Title", 18.0, "fo:text-align=\"center\" fo:margin-bottom=\"0.5cm\"", true);
    style("H1", 15.0, "fo:text-align=\"center\" fo:margin-top=\"0.3cm\" fo:margin-bottom=\"0.2cm\"", true);
    style("H2", 12.0, "fo:text-indent=\"24pt\" fo:line-height=\"20pt\"", true);
    style("Body", 12.0, "fo:text-indent=\"24pt\" fo:text-align=\"justify\" fo:line-height=\"20pt\"", false);
    style("Caption", 14.0, "fo:text-align=\"center\" fo:margin-top=\"0.2cm\"", true);
    style("CaptionBreak", 14.0, "fo:text-align=\"center\" fo:break-before=\"page\"", true);
    style("H1Break", 15.0, "fo:text-align=\"center\" fo:break-before=\"page\"", true);
    style("H2Break", 12.0, "fo:text-indent=\"24pt\" fo:break-before=\"page\"", true);
    style("Center", 10.0, "fo:text-align=\"center\"", false);
    style("Right", 9.0, "fo:text-align=\"end\"", false);
    style("Note", 9.0, "fo:text-align=\"start\"", false);
    style("Foot", 10.0, "fo:text-align=\"center\"", false);
    for (name, align) in [("CellL", "start"), ("CellC", "center"), ("CellR", "end")] {
        style(name, sheet.table_size, &format!("fo:text-align=\"{align}\""), false);
    }
    for indent in 1..=2 {
        let margin = format!("fo:margin-left=\"{}pt\"", f32::from(indent as u8) * sheet.table_size);
        style(&format!("CellL{indent}"), sheet.table_size, &margin, false);
    }
    out.push_str("</office:styles>\n");
    out
}

fn body(document: &Document, sheet: &Sheet, automatic: &mut String) -> String {
    let mut out = String::new();
    let border = if sheet.ruled { "0.5pt solid #000000" } else { "none" };
    let _ = write!(
        automatic,
        "<style:style style:name=\"Ce\" style:family=\"table-cell\"><style:table-cell-properties fo:border=\"{border}\" \
         fo:padding=\"0.06cm\" style:vertical-align=\"middle\"/></style:style>"
    );
    if let Some(title) = &document.title {
        paragraph(&mut out, "Title", title);
    }
    let mut broken = false;
    for (i, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Prose(p) => {
                paragraph(&mut out, &prose_style(p, broken), &p.text);
                broken = false;
            }
            Block::Table(t) => {
                table(&mut out, automatic, t, i, broken, if sheet.landscape { 25.2 } else { 16.5 });
                broken = false;
            }
            Block::PageBreak => broken = true,
        }
    }
    out
}

fn prose_style(p: &Prose, broken: bool) -> String {
    let style = match (p.kind, p.level) {
        (SectionKind::Heading, 1) => "H1",
        (SectionKind::Heading, _) => "H2",
        _ => "Body",
    };
    if broken { format!("{style}Break") } else { style.to_owned() }
}

fn paragraph(out: &mut String, style: &str, text: &str) {
    let _ = writeln!(out, "<text:p text:style-name=\"{style}\">{}</text:p>", escape(text));
}

fn table(out: &mut String, automatic: &mut String, t: &Table, id: usize, broken: bool, width: f32) {
    let caption = t.title.as_deref().unwrap_or_default();
    if !caption.is_empty() {
        paragraph(out, if broken { "CaptionBreak" } else { "Caption" }, caption);
    }
    if let Some(year) = &t.year_line {
        paragraph(out, "Center", year);
    }
    if let Some(number) = &t.form_number {
        paragraph(out, "Right", number);
    }
    match (&t.owner_line, &t.unit) {
        (Some(owner), Some(unit)) => {
            let _ = write!(
                automatic,
                "<style:style style:name=\"U{id}\" style:family=\"paragraph\" style:parent-style-name=\"Note\">\
                 <style:paragraph-properties><style:tab-stops><style:tab-stop style:position=\"{width}cm\" \
                 style:type=\"right\"/></style:tab-stops></style:paragraph-properties></style:style>"
            );
            let _ = writeln!(
                out,
                "<text:p text:style-name=\"U{id}\">{}<text:tab/>单位：{}</text:p>",
                escape(owner),
                escape(unit)
            );
        }
        (Some(owner), None) => paragraph(out, "Note", owner),
        (None, Some(unit)) => paragraph(out, "Right", &format!("单位：{unit}")),
        (None, None) => {}
    }
    let total: f32 = t.columns.iter().map(|c| c.width).sum();
    let _ = write!(
        automatic,
        "<style:style style:name=\"T{id}\" style:family=\"table\"><style:table-properties style:width=\"{width}cm\" \
         table:align=\"center\" table:border-model=\"collapsing\"/></style:style>"
    );
    let _ = writeln!(out, "<table:table table:name=\"T{id}\" table:style-name=\"T{id}\">");
    for (c, column) in t.columns.iter().enumerate() {
        let w = column.width / total * width;
        let _ = write!(
            automatic,
            "<style:style style:name=\"T{id}.{c}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{w:.3}cm\"/></style:style>"
        );
        let _ = writeln!(out, "<table:table-column table:style-name=\"T{id}.{c}\"/>");
    }
    let placed = t.placed();
    for row in 0..t.rows.len() {
        if row == 0 && t.header_rows > 0 {
            out.push_str("<table:table-header-rows>\n");
        }
        out.push_str("<table:table-row>");
        let mut col = 0;
        while col < t.columns.len() {
            match placed.iter().find(|p| p.0 == row && p.1 == col) {
                Some((_, _, cell)) => cell_xml(out, cell),
                None => out.push_str("<table:covered-table-cell/>"),
            }
            col += 1;
        }
        out.push_str("</table:table-row>\n");
        if row + 1 == t.header_rows {
            out.push_str("</table:table-header-rows>\n");
        }
    }
    out.push_str("</table:table>\n");
    for note in &t.notes {
        paragraph(out, "Note", note);
    }
}

fn cell_xml(out: &mut String, cell: &Cell) {
    let style = match (cell.align, cell.indent) {
        (Align::Center, _) => "CellC".to_owned(),
        (Align::Right, _) => "CellR".to_owned(),
        (Align::Left, 0) => "CellL".to_owned(),
        (Align::Left, n) => format!("CellL{}", n.min(2)),
    };
    let _ = write!(
        out,
        "<table:table-cell table:style-name=\"Ce\" table:number-columns-spanned=\"{}\" \
         table:number-rows-spanned=\"{}\" office:value-type=\"string\"><text:p text:style-name=\"{style}\">{}</text:p>\
         </table:table-cell>",
        cell.col_span,
        cell.row_span,
        escape(cell.shown())
    );
}
