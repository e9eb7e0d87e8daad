//! Fonts of one byte per character for figures: standard fonts, `Differences`, built-in encodings, Type 3.

use super::faces::Face;
use super::file::PdfFile;
use super::shapes::{GLYPHS, code, index_of, rectangles};
use super::{cff, type1};
use anyhow::{Context as _, Result};

/// How the font tells its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Helvetica, one of the fourteen standard fonts: neither widths nor an encoding are given.
    Standard,
    /// Helvetica with an encoding by `Differences`, with `uniXXXX` names among them.
    Differences,
    /// An embedded CFF font with its own encoding.
    Cff,
    /// An embedded Type 1 font with its own encoding.
    Type1,
    /// A Type 3 font, whose characters are little drawings with names.
    Type3,
}

/// A font of digits and marks.
#[derive(Debug, Clone, Copy)]
pub struct Simple {
    /// How the font tells its characters.
    pub kind: Kind,
}

/// Widths of Helvetica for the characters of [`GLYPHS`].
const HELVETICA: [u16; 14] = [889, 278, 333, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556];

impl Face for Simple {
    fn covers(&self, ch: char) -> bool {
        index_of(ch).is_some()
    }

    fn advance(&self, ch: char) -> f32 {
        match self.kind {
            Kind::Standard | Kind::Differences => index_of(ch).map_or(0.5, |i| f32::from(HELVETICA[i]) / 1000.0),
            Kind::Cff | Kind::Type1 | Kind::Type3 => 0.5,
        }
    }

    fn encode(&mut self, text: &str) -> Result<Vec<u8>> {
        text.chars()
            .map(|ch| {
                let i = index_of(ch).with_context(|| format!("no outline for {ch}"))?;
                Ok(if self.kind == Kind::Standard { ch as u8 } else { code(i) })
            })
            .collect()
    }

    fn write(&self, pdf: &mut PdfFile) -> Result<usize> {
        let (first, last) = (code(0), code(GLYPHS.len() - 1));
        let even = vec!["500"; GLYPHS.len()].join(" ");
        let descriptor = |pdf: &mut PdfFile, entry: String| {
            pdf.add(format!(
                "<< /Type /FontDescriptor /FontName /GKCORP+CorpusDigits /Flags 4 /FontBBox [0 -100 500 700] /ItalicAngle 0 \
                 /Ascent 700 /Descent -100 /CapHeight 700 /StemV 60 {entry} >>"
            ))
        };
        let content = match self.kind {
            Kind::Standard => "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
            Kind::Differences => {
                let names: Vec<String> = GLYPHS
                    .iter()
                    .enumerate()
                    .map(
                        |(i, (ch, name, _))| {
                            if i % 3 == 0 { format!("/uni{:04X}", u32::from(*ch)) } else { format!("/{name}") }
                        },
                    )
                    .collect();
                let widths: Vec<String> = HELVETICA.iter().map(u16::to_string).collect();
                format!(
                    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar {first} /LastChar {last} /Widths [{}] \
                     /Encoding << /Type /Encoding /Differences [{first} {}] >> >>",
                    widths.join(" "),
                    names.join(" ")
                )
            }
            Kind::Cff => {
                let file = pdf.add_stream("/Subtype /Type1C", &cff::font());
                let d = descriptor(pdf, format!("/FontFile3 {file} 0 R"));
                format!(
                    "<< /Type /Font /Subtype /Type1 /BaseFont /GKCORP+CorpusDigits /FirstChar {first} /LastChar {last} \
                     /Widths [{even}] /FontDescriptor {d} 0 R >>"
                )
            }
            Kind::Type1 => {
                let (data, [a, b, c]) = type1::font();
                let file = pdf.add_stream(&format!("/Length1 {a} /Length2 {b} /Length3 {c}"), &data);
                let d = descriptor(pdf, format!("/FontFile {file} 0 R"));
                format!(
                    "<< /Type /Font /Subtype /Type1 /BaseFont /GKCORP+CorpusDigits /FirstChar {first} /LastChar {last} \
                     /Widths [{even}] /FontDescriptor {d} 0 R >>"
                )
            }
            Kind::Type3 => {
                let mut procs = String::new();
                let mut names = String::new();
                for (ch, name, _) in GLYPHS {
                    let mut drawing = String::from("500 0 0 -100 500 700 d1\n");
                    for [x, y, w, h] in rectangles(*ch) {
                        drawing.push_str(&format!("{x} {y} {w} {h} re f\n"));
                    }
                    let stream = pdf.add_stream("", drawing.as_bytes());
                    procs.push_str(&format!("/{name} {stream} 0 R "));
                    names.push_str(&format!("/{name} "));
                }
                format!(
                    "<< /Type /Font /Subtype /Type3 /FontBBox [0 -100 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs \
                     << {procs}>> /Encoding << /Type /Encoding /Differences [{first} {names}] >> /FirstChar {first} \
                     /LastChar {last} /Widths [{even}] /Resources << >> >>"
                )
            }
        };
        Ok(pdf.add(content))
    }
}
