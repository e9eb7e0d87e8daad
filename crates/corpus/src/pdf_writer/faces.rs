//! Fonts as the writer sees them, and the ones that use a predefined CMap without embedding anything.

use super::file::PdfFile;
use anyhow::{Result, bail};

/// A font: which characters it has, how wide they are, which bytes show them.
pub trait Face {
    /// Whether the font has the character.
    fn covers(&self, ch: char) -> bool;
    /// Width in ems.
    fn advance(&self, ch: char) -> f32;
    /// Bytes that show the text.
    ///
    /// # Errors
    /// Where a character is not in the font's encoding.
    fn encode(&mut self, text: &str) -> Result<Vec<u8>>;
    /// Writes the font's objects and returns the number of the font dictionary.
    ///
    /// # Errors
    /// Where the font cannot be made.
    fn write(&self, pdf: &mut PdfFile) -> Result<usize>;
    /// Whether text is written downwards.
    fn is_vertical(&self) -> bool {
        false
    }
}

/// Fonts tried in order for each character.
#[derive(Default)]
pub struct FaceSet {
    /// The fonts.
    pub faces: Vec<Box<dyn Face>>,
}

impl FaceSet {
    /// Index of the first font that has the character in this direction.
    #[must_use]
    pub fn pick(&self, ch: char, vertical: bool) -> usize {
        self.faces
            .iter()
            .position(|f| f.is_vertical() == vertical && f.covers(ch))
            .or_else(|| self.faces.iter().position(|f| f.covers(ch)))
            .unwrap_or(0)
    }

    /// Width of a character in ems.
    #[must_use]
    pub fn advance(&self, ch: char) -> f32 {
        self.faces.get(self.pick(ch, false)).map_or(1.0, |f| f.advance(ch))
    }

    /// Pieces of the text, each with the font that shows it.
    #[must_use]
    pub fn split(&self, text: &str, vertical: bool) -> Vec<(usize, String)> {
        let mut out: Vec<(usize, String)> = Vec::new();
        for ch in text.chars() {
            let face = self.pick(ch, vertical);
            match out.last_mut() {
                Some((last, piece)) if *last == face => piece.push(ch),
                _ => out.push((face, ch.to_string())),
            }
        }
        out
    }
}

/// A font that is not embedded and has a predefined CMap for its encoding: nothing but the CMap says what it shows.
#[derive(Debug, Clone)]
pub struct Predefined {
    /// Name of the CMap, such as `GBK-EUC-H`.
    pub cmap: &'static str,
    /// Name of the font.
    pub base_font: &'static str,
    /// ASCII is shown by another font.
    pub without_ascii: bool,
}

impl Face for Predefined {
    fn covers(&self, ch: char) -> bool {
        !(self.without_ascii && ch.is_ascii())
    }

    fn advance(&self, ch: char) -> f32 {
        if ch.is_ascii() { 0.5 } else { 1.0 }
    }

    fn encode(&mut self, text: &str) -> Result<Vec<u8>> {
        if self.cmap.starts_with("Uni") {
            return Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let (bytes, _, failed) = encoding_rs::GBK.encode(text);
        let simple = self.cmap.starts_with("GB-EUC");
        if failed || (simple && bytes.iter().any(|b| (0x80..0xA1).contains(b) || *b == 0xFF)) {
            bail!("{} cannot show {text}", self.cmap);
        }
        Ok(bytes.into_owned())
    }

    fn write(&self, pdf: &mut PdfFile) -> Result<usize> {
        let descriptor = pdf.add(format!(
            "<< /Type /FontDescriptor /FontName /{} /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 \
             /Descent -120 /CapHeight 700 /StemV 80 >>",
            self.base_font
        ));
        let descendant = pdf.add(format!(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{} /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) \
             /Supplement 4 >> /FontDescriptor {descriptor} 0 R /DW 1000 /W [1 95 500 814 939 500 7712 7716 500] >>",
            self.base_font
        ));
        Ok(pdf.add(format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /{}-{} /Encoding /{} /DescendantFonts [{descendant} 0 R] >>",
            self.base_font, self.cmap, self.cmap
        )))
    }

    fn is_vertical(&self) -> bool {
        self.cmap.ends_with("-V")
    }
}
