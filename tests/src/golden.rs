//! What each stage yields for a document, as lines of text that a person can read and compare.

use gongkai_model::layout::{PageLayout, Section};
use gongkai_model::page::{Axis, Extraction, Glyph, GlyphFlags, Page};
use gongkai_model::table::Table;
use gongkai_model::{BBox, Disclosure};
use std::fmt::Write as _;

/// The name of a variant as it is published.
fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(s)) => s,
        Ok(serde_json::Value::Null) | Err(_) => "-".to_owned(),
        Ok(other) => other.to_string(),
    }
}

fn or_dash(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

fn box_text(b: BBox) -> String {
    format!("[{:.0} {:.0} {:.0} {:.0}]", b.x0, b.y0, b.x1, b.y1)
}

/// Pages, their glyphs in pieces that share a baseline and a font, rules, fills and images; or the lines of a dump.
#[must_use]
pub fn extract_lines(read: &Extraction) -> Vec<String> {
    let mut out = vec![format!("{} {}", word(&read.media_type), or_dash(read.encoding.as_deref()))];
    for entry in &read.outline {
        out.push(format!("outline {} {} page {:?}", entry.level, entry.title, entry.page));
    }
    for page in &read.pages {
        let layer = word(&page.text_layer);
        out.push(format!("page {} {:.0}x{:.0} rotate {} {layer}", page.number, page.width, page.height, page.rotation));
        out.extend(page.fonts.iter().map(|f| format!("font {}{}", f.name, if f.bold { " bold" } else { "" })));
        out.extend(pieces(page));
        for rule in &page.rules {
            let axis = if rule.axis == Axis::Horizontal { "h" } else { "v" };
            out.push(format!("rule {axis} {:.1} {:.1}-{:.1} w{:.2}", rule.at, rule.from, rule.to, rule.width));
        }
        out.extend(page.fills.iter().map(|f| format!("fill {} #{:06x}", box_text(f.bbox), f.colour)));
        out.extend(page.images.iter().map(|b| format!("image {}", box_text(*b))));
        for line in &page.dump_lines {
            let mut marks = String::new();
            let _ = write!(marks, "{}", "#".repeat(usize::from(line.heading)));
            for (set, mark) in [(line.bullet, "-"), (line.indented, ">"), (line.bold, "*")] {
                marks.push_str(if set { mark } else { "" });
            }
            let text = if line.cells.is_empty() { line.text.clone() } else { line.cells.join(" | ") };
            out.push(format!("line {}+{} {marks} {text}", line.number, line.blank_before));
        }
    }
    out.extend(read.issues.iter().map(|i| format!("issue {} {} {}", i.code, i.place, i.detail)));
    out
}

fn pieces(page: &Page) -> Vec<String> {
    let mut out = Vec::new();
    let mut glyphs = page.glyphs.iter().peekable();
    while let Some(first) = glyphs.next() {
        let mut text = String::from(first.ch);
        let mut last = first;
        while let Some(next) = glyphs.next_if(|g| follows(last, g)) {
            text.push(next.ch);
            last = next;
        }
        let mut marks = String::new();
        for (flag, mark) in [
            (GlyphFlags::BOLD, 'b'),
            (GlyphFlags::INVISIBLE, 'i'),
            (GlyphFlags::CLIPPED, 'c'),
            (GlyphFlags::OFF_PAGE, 'o'),
            (GlyphFlags::OVERPRINT, 'd'),
            (GlyphFlags::UNMAPPED, 'u'),
            (GlyphFlags::ACTUAL_TEXT, 'a'),
        ] {
            if first.flags.any(flag) {
                marks.push(mark);
            }
        }
        let (from, to) = (first.bbox, last.bbox);
        out.push(format!(
            "{:.1},{:.1}-{:.1},{:.1} f{} {:.1} {}{}{marks} {text}",
            from.x0,
            from.y1,
            to.x1,
            to.y1,
            first.font,
            first.size,
            word(&first.direction),
            if marks.is_empty() { "" } else { " " },
        ));
    }
    out
}

fn follows(a: &Glyph, b: &Glyph) -> bool {
    let same_look =
        (a.font, a.direction, a.flags) == (b.font, b.direction, b.flags) && a.size.total_cmp(&b.size).is_eq();
    let beside = (a.bbox.y1 - b.bbox.y1).abs() < 0.1 && (a.bbox.x1 - b.bbox.x0).abs() < 0.3;
    let below = (a.bbox.x0 - b.bbox.x0).abs() < 0.1 && (a.bbox.y1 - b.bbox.y0).abs() < 0.3;
    same_look && (beside || below)
}

/// Lines of the pages in reading order.
#[must_use]
pub fn reflow_lines(layouts: &[PageLayout]) -> Vec<String> {
    let mut out = Vec::new();
    for layout in layouts {
        out.push(format!("page {}", layout.page));
        for line in &layout.lines {
            let bold = if line.bold { " bold" } else { "" };
            let furniture = line.furniture.map(|f| format!(" {}", word(&f))).unwrap_or_default();
            let at = line.number.map_or_else(|| format!("{} {:.1}", box_text(line.bbox), line.size), |n| n.to_string());
            out.push(format!("{at}{bold}{furniture} {}", line.text));
        }
    }
    out
}

/// Tables as grids, then the prose outside them.
#[must_use]
pub fn table_lines(tables: &[Table], sections: &[Section]) -> Vec<String> {
    let mut out = Vec::new();
    for t in tables {
        out.push(format!(
            "{} {} | {} | unit {} | pages {:?} | {}x{} header {}{}{} confidence {}",
            t.table_id,
            or_dash(t.title.as_deref()),
            or_dash(t.form_number.as_deref()),
            or_dash(t.unit.as_deref()),
            t.pages,
            t.n_rows,
            t.n_cols,
            t.header_rows,
            if t.empty { " empty" } else { "" },
            if t.continued { " continued" } else { "" },
            t.confidence,
        ));
        for row in 0..t.n_rows {
            let cells: Vec<String> = t.cells.iter().filter(|c| c.row == row).map(cell_text).collect();
            out.push(format!("{row}: {}", cells.join(" | ")));
        }
        out.extend(t.notes.iter().map(|n| format!("note {n}")));
    }
    for s in sections {
        let place = match (s.page_start, s.page_end, s.line_start) {
            (Some(a), Some(b), _) if a != b => format!("p{a}-{b}"),
            (Some(a), ..) => format!("p{a}"),
            (_, _, Some(line)) => format!("l{line}"),
            _ => "-".to_owned(),
        };
        out.push(format!("{} {place} {} {} {}", s.section_id, word(&s.kind), s.level, s.text));
    }
    out
}

fn cell_text(cell: &gongkai_model::Cell) -> String {
    let mut text = cell.text.clone();
    if cell.row_span > 1 || cell.col_span > 1 {
        let _ = write!(text, "<{}x{}>", cell.row_span, cell.col_span);
    }
    if cell.indent > 0 {
        let _ = write!(text, "<+{}>", cell.indent);
    }
    if cell.regions.len() > 1 {
        let pages: Vec<String> = cell.regions.iter().map(|r| r.page.to_string()).collect();
        let _ = write!(text, "<p{}>", pages.join(","));
    }
    text
}

/// What the document and its tables are, and the records read out of them.
#[must_use]
pub fn classify_lines(d: &Disclosure) -> Vec<String> {
    let m = &d.document;
    let mut out = vec![
        format!("{} {} | {}", word(&m.doc_type), or_dash(m.layout_variant.as_deref()), or_dash(m.title.as_deref())),
        format!("year {:?} {} budget {:?}", m.fiscal_year, word(&m.fiscal_year_basis), m.budget_year),
        format!(
            "issuer {} | unit {} | scope {} | phase {} | money {}",
            or_dash(m.issuer.as_deref()),
            or_dash(m.budget_unit.as_deref()),
            word(&m.scope),
            word(&m.phase),
            m.money_units.join(",")
        ),
        format!(
            "cited {:?} quality {}",
            m.cited_documents.iter().map(|c| &c.normal).collect::<Vec<_>>(),
            m.quality.score
        ),
    ];
    for t in &d.tables {
        out.push(format!("{} {} {} unit {}", t.table_id, word(&t.form), word(&t.title_basis), word(&t.unit_basis)));
        for c in &t.columns {
            out.push(format!(
                "column {} {} lane {} no {} {}",
                c.index,
                or_dash(c.field.as_deref()),
                c.lane,
                or_dash(c.column_no.as_deref()),
                c.path.join(" / ")
            ));
        }
    }
    for l in &d.budget_lines {
        out.push(format!(
            "{} r{} c{} {} {}{}{} | {} {} {} {:?} {} | {} = {} {}{}",
            l.table_id,
            l.provenance.row.unwrap_or_default(),
            l.provenance.col.unwrap_or_default(),
            or_dash(l.code.as_deref()),
            l.label,
            l.region.as_ref().map_or_else(String::new, |region| format!(" in {region}")),
            l.scope.as_ref().map_or_else(String::new, |scope| format!(" of {scope}")),
            l.measure,
            word(&l.fund),
            l.phase.map_or_else(|| "-".to_owned(), |phase| word(&phase)),
            l.fiscal_year,
            word(&l.basis),
            l.amount_printed,
            l.amount_yuan.map_or_else(|| "-".to_owned(), |v| v.to_string()),
            word(&l.cell_state),
            if l.flags.is_empty() { String::new() } else { format!(" {}", l.flags.join(",")) },
        ));
    }
    for p in &d.projects {
        out.push(format!("{} {} {} {}", p.project_id, p.table_id, word(&p.row_type), p.name));
        for a in &p.amounts {
            let yuan = a.amount_yuan.map_or_else(|| "-".to_owned(), |v| v.to_string());
            out.push(format!("{} {} = {yuan}", a.measure, a.amount_printed));
        }
    }
    for i in &d.indicators {
        let raw =
            |v: &Option<gongkai_model::record::Value>| v.as_ref().map_or_else(|| "-".to_owned(), |v| v.raw.clone());
        out.push(format!(
            "{} {} {} > {} > {} | period {} annual {} target {} actual {} | {} {}",
            i.indicator_id,
            or_dash(i.project_id.as_deref()),
            or_dash(i.level1.as_deref()),
            or_dash(i.level2.as_deref()),
            i.name,
            raw(&i.period_value),
            raw(&i.annual_value),
            raw(&i.target_value),
            raw(&i.actual_value),
            or_dash(i.weight.as_deref()),
            or_dash(i.score.as_deref()),
        ));
    }
    for f in &d.facts {
        let value = f.value.map_or_else(|| "-".to_owned(), |v| v.to_string());
        let direction = or_dash(f.direction.as_deref());
        out.push(format!(
            "{} {} {} {value} {} {direction} {} {}",
            f.fact_id,
            f.subject,
            f.measure,
            or_dash(f.unit.as_deref()),
            f.fiscal_year.map_or_else(|| "-".to_owned(), |year| year.to_string()),
            or_dash(f.scope.as_deref())
        ));
    }
    out.extend(d.issues.iter().map(|i| format!("issue {} {} {}", i.code, i.place, i.detail)));
    out
}

/// The checks and how they came out.
#[must_use]
pub fn verify_lines(d: &Disclosure) -> Vec<String> {
    d.findings
        .iter()
        .map(|f| {
            let reason = f.reason.as_deref().map(|r| format!(" ({r})")).unwrap_or_default();
            format!("{} {}{reason} {}", f.check_id, word(&f.status), f.statement)
        })
        .collect()
}
