//! A font that is not embedded, with a predefined CMap and proportional ASCII.

use super::faces::Face;
use super::file::PdfFile;
use anyhow::Result;

/// Widths of the characters from blank to `~` in thousandths of an em: those of Times.
const WIDTHS: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

/// A song font whose ASCII is as wide as that of Times.
#[derive(Debug, Clone, Copy)]
pub struct Proportional;

impl Face for Proportional {
    fn covers(&self, _: char) -> bool {
        true
    }

    fn advance(&self, ch: char) -> f32 {
        let index = u32::from(ch).checked_sub(0x20).and_then(|i| usize::try_from(i).ok());
        index.and_then(|i| WIDTHS.get(i)).map_or(1.0, |w| f32::from(*w) / 1000.0)
    }

    fn encode(&mut self, text: &str) -> Result<Vec<u8>> {
        Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect())
    }

    fn write(&self, pdf: &mut PdfFile) -> Result<usize> {
        let descriptor = pdf.add(
            "<< /Type /FontDescriptor /FontName /STFangsong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 \
             /Ascent 880 /Descent -120 /CapHeight 700 /StemV 70 >>",
        );
        let widths: Vec<String> = WIDTHS.iter().map(u16::to_string).collect();
        let descendant = pdf.add(format!(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STFangsong-Light /CIDSystemInfo << /Registry (Adobe) \
             /Ordering (GB1) /Supplement 4 >> /FontDescriptor {descriptor} 0 R /DW 1000 /W [1 [{}]] >>",
            widths.join(" ")
        ));
        Ok(pdf.add(format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STFangsong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H \
             /DescendantFonts [{descendant} 0 R] >>"
        )))
    }
}
