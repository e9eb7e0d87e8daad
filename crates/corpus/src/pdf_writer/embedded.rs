//! Subsets of an installed font, embedded with `Identity-H`: with a ToUnicode map, without one, or with a false one.

use super::faces::Face;
use super::file::{PdfFile, to_unicode};
use anyhow::{Context as _, Result};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// What the font says of its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// A true ToUnicode map.
    Truth,
    /// No ToUnicode; the embedded font's own character map can be read backwards.
    FontMap,
    /// A ToUnicode map into the private use area: copying yields nonsense.
    PrivateUse,
    /// A ToUnicode map that names radicals (⼈) for the characters that look like them (人).
    Radicals,
    /// A ToUnicode map that names the points as the fonts of Founder do, outside of what Unicode assigns.
    FounderPoints,
    /// A map that names other characters, and `ActualText` around every piece with the true ones.
    FalseWithActualText,
}

/// A TrueType font file and what was used of it.
pub struct Embedded {
    data: Vec<u8>,
    index: u32,
    name: &'static str,
    says: Says,
    glyphs: GlyphRemapper,
    used: BTreeMap<u16, char>,
}

impl Embedded {
    /// The font in this file.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn open(path: &str, index: u32, name: &'static str, says: Says) -> Result<Self> {
        let data = std::fs::read(path).with_context(|| format!("font {path}"))?;
        FontRef::from_index(&data, index)?;
        Ok(Self { data, index, name, says, glyphs: GlyphRemapper::new(), used: BTreeMap::new() })
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, self.index).ok()
    }

    fn glyph(&self, ch: char) -> Option<u16> {
        let id = self.font()?.charmap().map(ch)?;
        u16::try_from(id.to_u32()).ok().filter(|g| *g != 0)
    }
}

impl Face for Embedded {
    fn covers(&self, ch: char) -> bool {
        self.glyph(ch).is_some()
    }

    fn advance(&self, ch: char) -> f32 {
        let advance = || {
            let glyph = self.glyph(ch)?;
            let font = self.font()?;
            let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            metrics.advance_width(glyph.into())
        };
        advance().unwrap_or(1.0)
    }

    fn encode(&mut self, text: &str) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        for ch in text.chars() {
            let glyph = self.glyph(ch).with_context(|| format!("{} has no {ch}", self.name))?;
            let id = self.glyphs.remap(glyph);
            self.used.insert(id, ch);
            out.extend(id.to_be_bytes());
        }
        Ok(out)
    }

    fn write(&self, pdf: &mut PdfFile) -> Result<usize> {
        let mut subset = subsetter::subset(&self.data, self.index, &self.glyphs)?;
        if self.says == Says::FontMap {
            subset = with_character_map(&subset, &self.used).context("subset is no sfnt file")?;
        }
        let file = pdf.add_stream(&format!("/Length1 {}", subset.len()), &subset);
        let name = format!("GKCORP+{}", self.name);
        let descriptor = pdf.add(format!(
            "<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [-200 -250 1200 1000] /ItalicAngle 0 \
             /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /FontFile2 {file} 0 R >>"
        ));
        let widths: Vec<String> =
            self.used.iter().map(|(id, ch)| format!("{id} [{}]", (self.advance(*ch) * 1000.0).round())).collect();
        let descendant = pdf.add(format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering \
             (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW 1000 /CIDToGIDMap /Identity /W [{}] >>",
            widths.join(" ")
        ));
        let map = match self.says {
            Says::FontMap => String::new(),
            _ => {
                let pairs: Vec<(u32, String)> =
                    self.used.iter().map(|(id, ch)| (u32::from(*id), self.said(*id, *ch).to_string())).collect();
                let stream = pdf.add_stream("", to_unicode(&pairs, 2).as_bytes());
                format!("/ToUnicode {stream} 0 R")
            }
        };
        Ok(pdf.add(format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] \
             {map} >>"
        )))
    }
}

impl Embedded {
    fn said(&self, id: u16, ch: char) -> char {
        match self.says {
            Says::PrivateUse => char::from_u32(0xE000 + u32::from(id)).unwrap_or('\u{E000}'),
            Says::Radicals => radical(ch).unwrap_or(ch),
            Says::FalseWithActualText => char::from_u32(u32::from(ch) ^ 1).unwrap_or(ch),
            Says::FounderPoints if ch == '.' => '\u{1001B0}',
            Says::Truth | Says::FontMap | Says::FounderPoints => ch,
        }
    }
}

/// The Kangxi radical, or the form from the supplement, that looks like this character.
#[must_use]
pub fn radical(ch: char) -> Option<char> {
    const PAIRS: &[(char, char)] = &[
        ('一', '⼀'),
        ('人', '⼈'),
        ('入', '⼊'),
        ('力', '⼒'),
        ('工', '⼯'),
        ('大', '⼤'),
        ('小', '⼩'),
        ('山', '⼭'),
        ('土', '⼟'),
        ('支', '⽀'),
        ('文', '⽂'),
        ('方', '⽅'),
        ('日', '⽇'),
        ('月', '⽉'),
        ('水', '⽔'),
        ('火', '⽕'),
        ('用', '⽤'),
        ('生', '⽣'),
        ('目', '⽬'),
        ('立', '⽴'),
        ('老', '⽼'),
        ('行', '⾏'),
        ('车', '⻋'),
        ('青', '⻘'),
        ('高', '⾼'),
        ('页', '⻚'),
        ('门', '⻔'),
    ];
    PAIRS.iter().find(|(c, _)| *c == ch).map(|(_, r)| *r)
}

/// The font file with a `cmap` table (format 12) from its used characters.
fn with_character_map(sfnt: &[u8], used: &BTreeMap<u16, char>) -> Option<Vec<u8>> {
    let count = usize::from(u16::from_be_bytes(sfnt.get(4..6)?.try_into().ok()?));
    let mut tables: BTreeMap<[u8; 4], Vec<u8>> = BTreeMap::new();
    for i in 0..count {
        let record = sfnt.get(12 + 16 * i..28 + 16 * i)?;
        let at = |n: usize| record[n..n + 4].try_into().map(u32::from_be_bytes).ok().map(|v| v as usize);
        let (offset, length) = (at(8)?, at(12)?);
        tables.insert(record[..4].try_into().ok()?, sfnt.get(offset..offset + length)?.to_vec());
    }
    let mut by_char: Vec<(u32, u32)> = used.iter().map(|(id, ch)| (u32::from(*ch), u32::from(*id))).collect();
    by_char.sort_unstable();
    let mut cmap = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0];
    let groups = u32::try_from(by_char.len()).ok()?;
    for v in [16 + 12 * groups, 0, groups] {
        cmap.extend(v.to_be_bytes());
    }
    for (ch, glyph) in by_char {
        for v in [ch, ch, glyph] {
            cmap.extend(v.to_be_bytes());
        }
    }
    tables.insert(*b"cmap", cmap);
    let n = u16::try_from(tables.len()).ok()?;
    let mut out = sfnt[..4].to_vec();
    for v in [n, 128, 3, n * 16 - 128] {
        out.extend(v.to_be_bytes());
    }
    let mut offset = u32::try_from(12 + 16 * tables.len()).ok()?;
    for (tag, data) in &tables {
        let length = u32::try_from(data.len()).ok()?;
        out.extend(tag);
        for v in [0, offset, length] {
            out.extend(v.to_be_bytes());
        }
        offset += length.div_ceil(4) * 4;
    }
    for data in tables.values() {
        out.extend(data);
        out.resize(out.len().div_ceil(4) * 4, 0);
    }
    Some(out)
}
