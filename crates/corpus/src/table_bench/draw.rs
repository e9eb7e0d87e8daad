//! Draws printed pages as a hand does.

use super::hand::{Hand, Order, Placing, RuleDrawing};
use super::look::{Look, Stroke};
use super::sheet::{Rule, Sheet, Text};
use crate::pdf_writer::faces::FaceSet;
use crate::pdf_writer::file::{Ending, PdfFile, hex, number as n};
use anyhow::Result;
use std::fmt::Write as _;

/// The PDF file.
///
/// # Errors
/// Where a font lacks a character.
pub fn draw(sheets: &[Sheet], look: &Look, hand: &Hand, faces: &mut FaceSet) -> Result<Vec<u8>> {
    let mut pdf = PdfFile::default();
    let catalogue = pdf.reserve();
    let tree = pdf.reserve();
    let contents: Vec<String> = sheets.iter().map(|sheet| content(sheet, look, hand, faces)).collect::<Result<_>>()?;
    let mut fonts = String::new();
    for (i, face) in faces.faces.iter().enumerate() {
        let _ = write!(fonts, "/F{i} {} 0 R ", face.write(&mut pdf)?);
    }
    let mut kids = String::new();
    for (sheet, content) in sheets.iter().zip(contents) {
        let mut resources = format!("/Font << {fonts}>>");
        let mut body = content;
        if hand.scaled {
            let (w, h) = (n(sheet.width * 10.0), n(sheet.height * 10.0));
            let form = pdf.add_stream(
                &format!(
                    "/Type /XObject /Subtype /Form /BBox [0 0 {w} {h}] /Matrix [0.1 0 0 0.1 0 0] /Resources << {resources} >>"
                ),
                format!("q 10 0 0 10 0 0 cm\n{body}Q\n").as_bytes(),
            );
            resources = format!("/XObject << /Fm {form} 0 R >>");
            body = "q /Fm Do Q".to_owned();
        }
        let (mut width, mut height, mut turn) = (sheet.width, sheet.height, "");
        if sheet.sideways {
            (width, height, turn) = (height, width, " /Rotate 90");
            body = format!("q 0 1 -1 0 {} 0 cm\n{body}\nQ", n(width));
        }
        let stream = pdf.add_stream("", body.as_bytes());
        let page = pdf.add(format!(
            "<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {} {}]{turn} /Resources << {resources} >> /Contents {stream} 0 R >>",
            n(width),
            n(height)
        ));
        let _ = write!(kids, "{page} 0 R ");
    }
    pdf.set(tree, format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", sheets.len()));
    pdf.set(catalogue, format!("<< /Type /Catalog /Pages {tree} 0 R >>"));
    Ok(pdf.finish(catalogue, Ending::Table))
}

fn content(sheet: &Sheet, look: &Look, hand: &Hand, faces: &mut FaceSet) -> Result<String> {
    let mut out = String::new();
    for [x0, y0, x1, y1] in &sheet.shades {
        let _ =
            writeln!(out, "0.9 0.93 0.97 rg {} {} {} {} re f", n(*x0), n(sheet.height - y1), n(x1 - x0), n(y1 - y0));
    }
    if let Some(words) = sheet.watermark.as_ref().filter(|_| !hand.rules_last) {
        watermark(&mut out, sheet, words, faces)?;
    }
    out.push_str("0 g\n");
    if !hand.rules_last {
        rules(&mut out, sheet, look.stroke, hand.rules);
    }
    for text in in_order(&sheet.texts, hand.order) {
        draw_text(&mut out, sheet, text, look.spacing, hand.placing, faces)?;
    }
    if hand.rules_last {
        rules(&mut out, sheet, look.stroke, hand.rules);
    }
    if let Some(seal) = sheet.seal {
        draw_seal(&mut out, sheet, seal);
    }
    if let Some(words) = sheet.watermark.as_ref().filter(|_| hand.rules_last) {
        watermark(&mut out, sheet, words, faces)?;
    }
    Ok(out)
}

fn in_order(texts: &[Text], order: Order) -> Vec<&Text> {
    let mut out: Vec<&Text> = texts.iter().collect();
    match order {
        Order::Rows => {}
        // Prose stands before the tables; each table keeps its own place.
        Order::Columns => out.sort_by_key(|t| t.place.map(|[table, row, col, line]| [table, col, row, line])),
        Order::Lines => out.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))),
        Order::Backwards => {
            out.sort_by_key(|t| {
                t.place.map(|[table, row, col, line]| [table, usize::MAX - row, usize::MAX - col, line])
            });
        }
    }
    out
}

fn rules(out: &mut String, sheet: &Sheet, stroke: Stroke, drawing: RuleDrawing) {
    if stroke.dashed {
        out.push_str("[2 1.5] 0 d\n");
    }
    let boxes = drawing == RuleDrawing::Boxes && stroke.double == 0.0 && !sheet.boxes.is_empty();
    if boxes {
        let _ = writeln!(out, "{} w", width(stroke));
        for [x0, y0, x1, y1] in &sheet.boxes {
            let _ = writeln!(out, "{} {} {} {} re S", n(*x0), n(sheet.height - y1), n(x1 - x0), n(y1 - y0));
        }
    } else {
        let mut pieces = sheet.rules.clone();
        if drawing != RuleDrawing::Fills {
            pieces = joined(pieces);
        }
        for rule in pieces {
            let half = stroke.double / 2.0;
            let shifts: &[f32] = if half > 0.0 { &[-half, half] } else { &[0.0] };
            for shift in shifts {
                draw_rule(out, sheet, Rule { at: rule.at + shift, ..rule }, stroke, drawing);
            }
        }
    }
    if stroke.dashed {
        out.push_str("[] 0 d\n");
    }
}

/// Widths go down to hairs, which two decimals would lose.
fn width(stroke: Stroke) -> String {
    format!("{:.3}", stroke.width)
}

fn draw_rule(out: &mut String, sheet: &Sheet, rule: Rule, stroke: Stroke, drawing: RuleDrawing) {
    let (from, to) = (rule.from + stroke.miss, rule.to - stroke.miss);
    let (x0, y0, x1, y1) = if rule.along_x { (from, rule.at, to, rule.at) } else { (rule.at, from, rule.at, to) };
    let (y0, y1) = (sheet.height - y0, sheet.height - y1);
    let thick = stroke.width.max(0.05);
    if drawing == RuleDrawing::Strokes || drawing == RuleDrawing::Boxes || stroke.dashed {
        let _ = writeln!(out, "{} w {} {} m {} {} l S", width(stroke), n(x0), n(y0), n(x1), n(y1));
        return;
    }
    let half = thick / 2.0;
    let [left, right, low, high] =
        if rule.along_x { [x0, x1, y0 - half, y0 + half] } else { [x0 - half, x0 + half, y1.min(y0), y0.max(y1)] };
    if drawing == RuleDrawing::Fills {
        let _ = writeln!(out, "{left:.3} {low:.3} {:.3} {:.3} re f*", right - left, high - low);
    } else {
        let _ = writeln!(
            out,
            "{left:.3} {low:.3} m {right:.3} {low:.3} l {right:.3} {high:.3} l {left:.3} {high:.3} l h f"
        );
    }
}

/// Pieces in line joined into one.
fn joined(mut pieces: Vec<Rule>) -> Vec<Rule> {
    pieces.sort_by(|a, b| a.along_x.cmp(&b.along_x).then(a.at.total_cmp(&b.at)).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last)
                if last.along_x == piece.along_x
                    && (last.at - piece.at).abs() < 0.01
                    && (piece.from - last.to).abs() < 0.01 =>
            {
                last.to = piece.to;
            }
            _ => out.push(piece),
        }
    }
    out
}

fn draw_text(
    out: &mut String,
    sheet: &Sheet,
    text: &Text,
    spacing: f32,
    placing: Placing,
    faces: &mut FaceSet,
) -> Result<()> {
    let mode = if text.bold { "0.3 w 2 Tr" } else { "0 Tr" };
    let mut x = text.x;
    let y = n(sheet.height - text.y);
    for (face, piece) in faces.split(&text.text, false) {
        let font = format!("/F{face} {} Tf", n(text.size));
        let width = |c: char, faces: &FaceSet| (faces.faces[face].advance(c) + spacing) * text.size;
        match placing {
            Placing::Lines => {
                let bytes = faces.faces[face].encode(&piece)?;
                let _ = writeln!(
                    out,
                    "BT {mode} {font} {} Tc 1 0 0 1 {} {y} Tm {} Tj ET",
                    n(spacing * text.size),
                    n(x),
                    hex(&bytes)
                );
                x += piece.chars().map(|c| width(c, faces)).sum::<f32>();
            }
            Placing::Single => {
                let _ = writeln!(out, "BT {mode} {font}");
                for c in piece.chars() {
                    let bytes = faces.faces[face].encode(&c.to_string())?;
                    let _ = writeln!(out, "1 0 0 1 {} {y} Tm {} Tj", n(x), hex(&bytes));
                    x += width(c, faces);
                }
                out.push_str("ET\n");
            }
            Placing::Shifted => {
                let _ = write!(out, "BT {mode} {font} 1 0 0 1 {} {y} Tm [", n(x));
                for (i, c) in piece.chars().enumerate() {
                    let bytes = faces.faces[face].encode(&c.to_string())?;
                    // A shift one way and back, as kerning and justification leave it.
                    let shift = if i % 2 == 0 { 12.0 } else { -12.0 } - spacing * 1000.0;
                    let _ = write!(out, "{} {} ", hex(&bytes), n(shift));
                    x += width(c, faces);
                }
                out.push_str("] TJ ET\n");
            }
        }
    }
    Ok(())
}

fn draw_seal(out: &mut String, sheet: &Sheet, [x, y, r]: [f32; 3]) {
    let y = sheet.height - y;
    let k = r * 0.5523;
    let at = |dx: f32, dy: f32| format!("{} {}", n(x + dx), n(y + dy));
    let _ = write!(out, "q 0.8 0.1 0.1 RG 2 w {} m ", at(r, 0.0));
    for [a, b, c] in [
        [at(r, k), at(k, r), at(0.0, r)],
        [at(-k, r), at(-r, k), at(-r, 0.0)],
        [at(-r, -k), at(-k, -r), at(0.0, -r)],
        [at(k, -r), at(r, -k), at(r, 0.0)],
    ] {
        let _ = write!(out, "{a} {b} {c} c ");
    }
    out.push_str("S Q\n");
}

/// Words in large grey letters, several times, on the slant.
fn watermark(out: &mut String, sheet: &Sheet, words: &str, faces: &mut FaceSet) -> Result<()> {
    let (sin, cos) = (0.5_f32, 0.866_f32);
    for row in 0..3_u8 {
        let mut x = sheet.width * 0.12 + 40.0 * f32::from(row);
        let mut y = sheet.height * (0.12 + 0.3 * f32::from(row));
        for (face, piece) in faces.split(words, false) {
            let bytes = faces.faces[face].encode(&piece)?;
            let _ = writeln!(
                out,
                "q 0.82 g BT 0 Tr 0 Tc /F{face} 34 Tf {cos} {sin} -{sin} {cos} {} {} Tm {} Tj ET Q",
                n(x),
                n(y),
                hex(&bytes)
            );
            let width: f32 = piece.chars().map(|c| faces.faces[face].advance(c) * 34.0).sum();
            x += width * cos;
            y += width * sin;
        }
    }
    Ok(())
}
