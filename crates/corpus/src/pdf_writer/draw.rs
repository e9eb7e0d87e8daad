//! Draws laid-out pages with the habits of different programs.

use super::faces::FaceSet;
use super::file::{Ending, PdfFile, hex, number};
use super::page_image;
use crate::layout::{Laid, LaidPage, LaidText};
use anyhow::Result;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How pages are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// How table lines are drawn.
    pub rules: Rules,
    /// How bold is made where no bold font is at hand.
    pub bold: Bold,
    /// `/Rotate` of the pages; the content is turned the other way so that they show upright.
    pub rotate: u16,
    /// Points around the page that `/CropBox` cuts off.
    pub crop: f32,
    /// Everything is drawn inside two form XObjects, one in the other, each with a `/Matrix`.
    pub forms: bool,
    /// A small inline image stands at the head of each page.
    pub inline_image: bool,
    /// What stands on the pages.
    pub layer: Layer,
    /// Words are also drawn outside the clipping path and outside the page.
    pub hidden_words: bool,
    /// `ActualText` with the true characters around every piece of text.
    pub actual_text: bool,
    /// Each digit is shown by an operator of its own.
    pub digits_apart: bool,
    /// Pages from this one on are scans without text.
    pub scanned_from: Option<usize>,
    /// How the file ends.
    pub ending: Ending,
}

/// How table lines are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Long strokes.
    Strokes,
    /// Thin filled rectangles, one per cell edge.
    Fills,
    /// A stroked rectangle per cell.
    Cells,
    /// None.
    Absent,
}

/// How bold is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bold {
    /// It is not.
    Plain,
    /// The text is drawn twice, a little apart.
    Twice,
    /// `2 Tr`: filled and stroked.
    Stroked,
    /// Filled, then stroked over it.
    FilledThenStroked,
}

/// What stands on the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Text that is seen.
    Text,
    /// A picture, with invisible text over it.
    Ocr,
    /// A picture and nothing else.
    Scan,
    /// A picture for each text that is no figure.
    WordsAsPictures,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            rules: Rules::Strokes,
            bold: Bold::Plain,
            rotate: 0,
            crop: 0.0,
            forms: false,
            inline_image: false,
            layer: Layer::Text,
            hidden_words: false,
            actual_text: false,
            digits_apart: false,
            scanned_from: None,
            ending: Ending::Table,
        }
    }
}

/// Words that are drawn and not seen.
pub const HIDDEN_WORDS: [&str; 3] = ["此处文字被裁去", "此处文字在页外", "此处文字被涂盖"];

/// The PDF file.
///
/// # Errors
/// Where a font lacks a character.
pub fn draw(laid: &Laid, faces: &mut FaceSet, habits: &Habits) -> Result<Vec<u8>> {
    let mut pdf = PdfFile::default();
    let catalogue = pdf.reserve();
    let tree = pdf.reserve();
    let mut drawn = Vec::new();
    for (i, page) in laid.pages.iter().enumerate() {
        let scanned = habits.scanned_from.is_some_and(|from| i + 1 >= from);
        let layer = if scanned { Layer::Scan } else { habits.layer };
        let content = if layer == Layer::Scan { String::new() } else { content(page, faces, habits)? };
        drawn.push((content, layer));
    }
    let mut fonts = String::new();
    for (i, face) in faces.faces.iter().enumerate() {
        let _ = write!(fonts, "/F{i} {} 0 R ", face.write(&mut pdf)?);
    }
    let mut kids = String::new();
    for (page, (content, layer)) in laid.pages.iter().zip(drawn) {
        let number = add_page(&mut pdf, tree, page, &content, layer, &fonts, habits);
        let _ = write!(kids, "{number} 0 R ");
    }
    pdf.set(tree, format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", laid.pages.len()));
    pdf.set(catalogue, format!("<< /Type /Catalog /Pages {tree} 0 R >>"));
    Ok(pdf.finish(catalogue, habits.ending))
}

fn add_page(
    pdf: &mut PdfFile,
    tree: usize,
    page: &LaidPage,
    content: &str,
    layer: Layer,
    fonts: &str,
    habits: &Habits,
) -> usize {
    let (w, h, m) = (page.width, page.height, habits.crop);
    let turned = matches!(habits.rotate, 90 | 270);
    let (media_w, media_h) = if turned { (h, w) } else { (w, h) };
    let turn = match habits.rotate {
        90 => format!("0 1 -1 0 {} 0 cm\n", number(media_w)),
        180 => format!("-1 0 0 -1 {} {} cm\n", number(media_w), number(media_h)),
        270 => format!("0 -1 1 0 0 {} cm\n", number(media_h)),
        _ => String::new(),
    };
    let mut body = String::new();
    if m > 0.0 {
        let _ = writeln!(body, "1 0 0 1 {} {} cm", number(m), number(m));
    }
    body.push_str(&turn);
    let mut objects = String::new();
    if layer == Layer::WordsAsPictures {
        body.push_str(&words_as_pictures(pdf, page, &mut objects));
    } else if layer != Layer::Text {
        let (pw, ph, pixels) = page_image::scan(page);
        let image = pdf.add_stream(
            &format!(
                "/Type /XObject /Subtype /Image /Width {pw} /Height {ph} /ColorSpace /DeviceGray /BitsPerComponent 8"
            ),
            &pixels,
        );
        let _ = write!(objects, "/Im0 {image} 0 R ");
        let _ = writeln!(body, "q {} 0 0 {} 0 0 cm /Im0 Do Q", number(w), number(h));
    }
    let mut resources = format!("/Font << {fonts}>>");
    if habits.forms {
        let bbox = format!("[{} {} {} {}]", -2.0 * w, -2.0 * h, 3.0 * w, 3.0 * h);
        let inner = pdf.add_stream(
            &format!(
                "/Type /XObject /Subtype /Form /BBox {bbox} /Matrix [2 0 0 2 10 -20] /Resources << {resources} >>"
            ),
            content.as_bytes(),
        );
        let outer = pdf.add_stream(
            &format!(
                "/Type /XObject /Subtype /Form /BBox {bbox} /Matrix [0.5 0 0 0.5 0 0] /Resources << /XObject << /In {inner} \
                 0 R >> >>"
            ),
            b"q 1 0 0 1 -10 20 cm /In Do Q",
        );
        let _ = write!(objects, "/Out {outer} 0 R ");
        body.push_str("q /Out Do Q\n");
    } else {
        body.push_str(content);
    }
    if !objects.is_empty() {
        let _ = write!(resources, " /XObject << {objects}>>");
    }
    let stream = pdf.add_stream("", body.as_bytes());
    let mut dict = format!(
        "<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {} {}]",
        number(media_w + 2.0 * m),
        number(media_h + 2.0 * m)
    );
    if m > 0.0 {
        let _ = write!(dict, " /CropBox [{} {} {} {}]", number(m), number(m), number(media_w + m), number(media_h + m));
    }
    if habits.rotate != 0 {
        let _ = write!(dict, " /Rotate {}", habits.rotate);
    }
    let _ = write!(dict, " /Resources << {resources} >> /Contents {stream} 0 R >>");
    pdf.add(dict)
}

fn is_figure(text: &LaidText) -> bool {
    text.text.is_ascii()
}

/// Draws a picture in the place of every text that is no figure, and names the pictures among the objects of the page.
fn words_as_pictures(pdf: &mut PdfFile, page: &LaidPage, objects: &mut String) -> String {
    let mut body = String::new();
    for (i, text) in page.texts.iter().filter(|text| !is_figure(text)).enumerate() {
        let ems: f32 = text.text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
        let (width, height) = (ems * text.size, text.size * 1.2);
        let own = LaidText { x: 0.0, y: text.size, ..text.clone() };
        let (pw, ph, pixels) = page_image::scan(&LaidPage { width, height, texts: vec![own], ..LaidPage::default() });
        let image = pdf.add_stream(
            &format!(
                "/Type /XObject /Subtype /Image /Width {pw} /Height {ph} /ColorSpace /DeviceGray /BitsPerComponent 8"
            ),
            &pixels,
        );
        let _ = write!(objects, "/Im{i} {image} 0 R ");
        let y = page.height - text.y - 0.2 * text.size;
        let _ = writeln!(
            body,
            "q {} 0 0 {} {} {} cm /Im{i} Do Q",
            number(width),
            number(height),
            number(text.x),
            number(y)
        );
    }
    body
}

/// Content of one page, y upwards from the bottom left.
fn content(page: &LaidPage, faces: &mut FaceSet, habits: &Habits) -> Result<String> {
    let mut out = String::new();
    if habits.inline_image {
        out.push_str("q 12 0 0 12 20 20 cm\nBI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID\n00FF FF00>\nEI Q\n");
    }
    if let Some((from, to)) = page.seen {
        let (w, y, h) = (number(page.width), number(page.height - to - 0.3), number(to - from + 0.6));
        let _ = writeln!(out, "q 0 {y} {w} {h} re W n");
    }
    if matches!(habits.layer, Layer::Text | Layer::WordsAsPictures) {
        draw_rules(&mut out, page, habits.rules);
    }
    let as_text = |text: &&LaidText| habits.layer != Layer::WordsAsPictures || is_figure(text);
    for text in page.texts.iter().filter(as_text) {
        if let Some([x0, y0, x1, y1]) = text.clip {
            let (x, y, w, h) = (number(x0), number(page.height - y1), number(x1 - x0), number(y1 - y0));
            let _ = writeln!(out, "q {x} {y} {w} {h} re W n");
        }
        draw_text(&mut out, page, text, faces, habits)?;
        if text.clip.is_some() {
            out.push_str("Q\n");
        }
    }
    if page.seen.is_some() {
        out.push_str("Q\n");
    }
    if habits.hidden_words {
        let hidden = |text: &str, x: f32, y: f32| LaidText {
            x,
            y,
            size: 12.0,
            text: text.to_owned(),
            bold: false,
            vertical: false,
            clip: None,
        };
        out.push_str("q 40 40 60 60 re W n\n");
        draw_text(&mut out, page, &hidden(HIDDEN_WORDS[0], 250.0, 300.0), faces, habits)?;
        out.push_str("Q\n");
        draw_text(&mut out, page, &hidden(HIDDEN_WORDS[1], -300.0, 400.0), faces, habits)?;
        draw_text(&mut out, page, &hidden(HIDDEN_WORDS[2], 60.0, 810.0), faces, habits)?;
        let _ = writeln!(out, "1 g 50 {} 120 30 re f 0 g", number(page.height - 820.0));
    }
    Ok(out)
}

fn draw_rules(out: &mut String, page: &LaidPage, rules: Rules) {
    let n = number;
    let flip = |y: f32| page.height - y;
    match rules {
        Rules::Absent => {}
        Rules::Cells => {
            out.push_str("0.75 w\n");
            for [x0, y0, x1, y1] in &page.boxes {
                let _ = writeln!(out, "{} {} {} {} re S", n(*x0), n(flip(*y1)), n(x1 - x0), n(y1 - y0));
            }
        }
        Rules::Fills => {
            for (along_x, at, from, to) in edges(page) {
                let (x, y, w, h) = if along_x {
                    (from, flip(at) - 0.25, to - from, 0.5)
                } else {
                    (at - 0.25, flip(to), 0.5, to - from)
                };
                let _ = writeln!(out, "{} {} {} {} re f*", n(x), n(y), n(w), n(h));
            }
        }
        Rules::Strokes => {
            out.push_str("0.5 w\n");
            for (along_x, at, from, to) in merged(edges(page)) {
                let (x0, y0, x1, y1) =
                    if along_x { (from, flip(at), to, flip(at)) } else { (at, flip(from), at, flip(to)) };
                let _ = writeln!(out, "{} {} m {} {} l S", n(x0), n(y0), n(x1), n(y1));
            }
        }
    }
}

/// Edges of all cells, each once: along x or not, position, start, end.
fn edges(page: &LaidPage) -> Vec<(bool, f32, f32, f32)> {
    let key = |v: f32| (v * 100.0).round() as i32;
    let mut seen = BTreeSet::new();
    for [x0, y0, x1, y1] in page.boxes.iter().map(|b| b.map(key)) {
        seen.insert((true, y0, x0, x1));
        seen.insert((true, y1, x0, x1));
        seen.insert((false, x0, y0, y1));
        seen.insert((false, x1, y0, y1));
    }
    let back = |v: i32| v as f32 / 100.0;
    seen.into_iter().map(|(axis, at, from, to)| (axis, back(at), back(from), back(to))).collect()
}

/// Edges that touch on one line joined into one.
fn merged(edges: Vec<(bool, f32, f32, f32)>) -> Vec<(bool, f32, f32, f32)> {
    let mut out: Vec<(bool, f32, f32, f32)> = Vec::new();
    for edge in edges {
        match out.last_mut() {
            Some(last) if last.0 == edge.0 && (last.1 - edge.1).abs() < 0.005 && edge.2 <= last.3 + 0.02 => {
                last.3 = last.3.max(edge.3);
            }
            _ => out.push(edge),
        }
    }
    out
}

/// What one operator shows: a run of characters of one font, or a digit by itself.
fn pieces(faces: &FaceSet, text: &LaidText, habits: &Habits) -> Vec<(usize, String)> {
    let mut pieces = Vec::new();
    for (face, piece) in faces.split(&text.text, text.vertical) {
        if habits.digits_apart && piece.chars().any(|c| c.is_ascii_digit()) {
            pieces.extend(piece.chars().map(|c| (face, c.to_string())));
        } else {
            pieces.push((face, piece));
        }
    }
    pieces
}

fn draw_text(out: &mut String, page: &LaidPage, text: &LaidText, faces: &mut FaceSet, habits: &Habits) -> Result<()> {
    let passes: &[(f32, u8)] = match (text.bold, habits.bold, habits.layer) {
        (_, _, Layer::Ocr) => &[(0.0, 3)],
        (true, Bold::Twice, _) => &[(0.0, 0), (0.35, 0)],
        (true, Bold::Stroked, _) => &[(0.0, 2)],
        (true, Bold::FilledThenStroked, _) => &[(0.0, 0), (0.0, 1)],
        _ => &[(0.0, 0)],
    };
    for (shift, mode) in passes {
        let mut x = text.x + shift;
        let y = page.height - text.y;
        for (face, piece) in pieces(faces, text, habits) {
            let bytes = faces.faces[face].encode(&piece)?;
            let spelled = habits.actual_text;
            if spelled {
                let units: Vec<u8> = piece.encode_utf16().flat_map(u16::to_be_bytes).collect();
                let _ =
                    writeln!(out, "/Span << /ActualText {} >> BDC", hex(&[&[0xFE, 0xFF], units.as_slice()].concat()));
            }
            let width = if *mode == 0 || *mode == 3 { String::new() } else { "0.3 w ".to_owned() };
            let _ = writeln!(
                out,
                "BT {width}{mode} Tr /F{face} {} Tf 1 0 0 1 {} {} Tm {} Tj ET",
                number(text.size),
                number(x),
                number(y),
                hex(&bytes)
            );
            if spelled {
                out.push_str("EMC\n");
            }
            x += piece.chars().map(|c| faces.faces[face].advance(c) * text.size).sum::<f32>();
        }
    }
    Ok(())
}
