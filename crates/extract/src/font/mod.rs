//! Fonts: from the bytes of a string to characters and widths (ISO 32000-1, 9.5 to 9.10).
//!
//! The chain to a character is: `ToUnicode`, then the code itself where the encoding is a Unicode one, then the CID of a
//! known character collection, then what the embedded font file says, else the glyph is unmapped. Nothing is guessed.

mod cid_map;
mod composite;
mod font_file;
mod simple;
mod to_unicode;
mod widths;

use crate::object::Objects;
use gongkai_model::page;
use gongkai_normalize::chars::{fold_char, is_unread};
use lopdf::Dictionary;
use std::rc::Rc;

pub(crate) use cid_map::CidMaps;

/// What one code of a string draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CodeGlyph {
    chars: [char; CodeGlyph::MAX_CHARS],
    count: u8,
    /// Whether the characters are known.
    pub(crate) mapped: bool,
    /// The code is a single byte 32: word spacing applies.
    pub(crate) word_space: bool,
    /// Advance in em: along x, or along y (negative: downwards) in vertical writing.
    pub(crate) advance: f32,
    /// Width of the glyph in em; in vertical writing its box is centred on the origin.
    pub(crate) width: f32,
}

impl CodeGlyph {
    const MAX_CHARS: usize = 6;

    /// A glyph whose character is unknown.
    pub(crate) fn unmapped(width: f32) -> Self {
        Self { chars: ['\u{fffd}'; 6], count: 1, mapped: false, word_space: false, advance: width, width }
    }

    /// A glyph that stands for these characters, radicals and compatibility forms folded to ideographs.
    fn of_chars(text: impl IntoIterator<Item = char>, width: f32) -> Self {
        let mut glyph = Self { chars: ['\0'; 6], count: 0, mapped: true, word_space: false, advance: width, width };
        for ch in text {
            let folded = fold_char(ch);
            if folded == '\0' || folded.is_control() {
                continue;
            }
            if let Some(slot) = glyph.chars.get_mut(usize::from(glyph.count)) {
                *slot = folded;
                glyph.count += 1;
            }
        }
        glyph.mapped = !glyph.chars().iter().any(|c| is_unknown(*c));
        glyph
    }

    /// The characters; none for a glyph that stands for nothing, such as a zero-width joiner.
    pub(crate) fn chars(&self) -> &[char] {
        self.chars.get(..usize::from(self.count)).unwrap_or_default()
    }
}

/// Private-use characters, those of symbol fonts among them, and the replacement character say nothing.
pub(crate) fn is_unknown(c: char) -> bool {
    is_unread(c) || matches!(c, '\u{f000}'..='\u{f0ff}')
}

/// One font as text showing needs it.
#[derive(Debug)]
pub(crate) struct Font {
    /// What later stages see of it.
    pub(crate) face: page::Font,
    /// Writes downwards.
    pub(crate) vertical: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Simple(Box<[CodeGlyph; 256]>),
    Composite(Box<composite::Composite>),
}

impl Font {
    /// Reads a font dictionary. Broken parts cost characters or widths, never the font.
    pub(crate) fn read(objects: &Objects<'_>, dict: &Dictionary, cid_maps: &Rc<CidMaps>) -> Self {
        let subtype = objects.name(dict, b"Subtype").unwrap_or_default();
        let base = objects.name(dict, b"BaseFont").unwrap_or_default();
        let is_composite = subtype == b"Type0" || dict.has(b"DescendantFonts");
        let descendant = if is_composite { objects.first_dict(dict, b"DescendantFonts") } else { None };
        let descriptor = objects.dict(descendant.unwrap_or(dict), b"FontDescriptor");
        let face = face(objects, base, descriptor);
        match descendant {
            Some(descendant) => {
                let composite = composite::Composite::read(objects, dict, descendant, descriptor, cid_maps);
                Self { face, vertical: composite.vertical, kind: Kind::Composite(Box::new(composite)) }
            }
            None => {
                let table = simple::code_table(objects, dict, subtype, &face.name, descriptor);
                Self { face, vertical: false, kind: Kind::Simple(table) }
            }
        }
    }

    /// Reads the glyphs of a string one after the other.
    pub(crate) fn for_each_glyph(&self, text: &[u8], mut each: impl FnMut(CodeGlyph) -> bool) {
        match &self.kind {
            Kind::Simple(table) => {
                for b in text {
                    if !each(table[usize::from(*b)]) {
                        return;
                    }
                }
            }
            Kind::Composite(font) => {
                let mut rest = text;
                while let Some((glyph, used)) = font.next_glyph(rest) {
                    if !each(glyph) {
                        return;
                    }
                    rest = rest.get(used..).unwrap_or_default();
                }
            }
        }
    }
}

/// `ForceBold` in the flags of a font descriptor.
const FLAG_FORCE_BOLD: i64 = 1 << 18;

fn face(objects: &Objects<'_>, base: &[u8], descriptor: Option<&Dictionary>) -> page::Font {
    let name = match base {
        [tag @ .., _] if tag.get(6) == Some(&b'+') => base.get(7..).unwrap_or_default(),
        _ => base,
    };
    let name = font_name(name);
    let lower = name.to_ascii_lowercase();
    let by_name = ["bold", "heavy", "black", "simhei", "黑体", "小标宋", "fzxbs"].iter().any(|w| lower.contains(w));
    let flags = descriptor.and_then(|d| objects.number(d, b"Flags")).unwrap_or(0.0) as i64;
    let weight = descriptor.and_then(|d| objects.number(d, b"FontWeight")).unwrap_or(0.0);
    page::Font { bold: by_name || flags & FLAG_FORCE_BOLD != 0 || weight >= 600.0, name }
}

/// Font names of Chinese producers are GBK bytes as often as UTF-8.
fn font_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(s) => s.to_owned(),
        Err(_) => encoding_rs::GBK.decode_without_bom_handling(raw).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_ideographs_and_private_use_is_unmapped() {
        let g = CodeGlyph::of_chars("\u{2f3e}\u{2ed4}".chars(), 1.0);
        assert_eq!(g.chars(), ['户', '门']);
        assert!(g.mapped);
        assert!(!CodeGlyph::of_chars("\u{e123}".chars(), 1.0).mapped);
    }

    #[test]
    fn font_names_lose_their_subset_prefix_and_may_be_gbk() {
        assert_eq!(font_name(b"\xba\xda\xcc\xe5"), "黑体");
    }
}
