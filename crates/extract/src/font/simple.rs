//! Simple fonts: one byte per glyph (ISO 32000-1, 9.6).

use super::CodeGlyph;
use super::font_file::FontFile;
use super::to_unicode::ToUnicode;
use super::widths::base14_width;
use crate::object::Objects;
use lopdf::{Dictionary, Object};
use skrifa::raw::ps::PredefinedEncoding;
use skrifa::raw::ps::agl;

/// What a code means before `ToUnicode` is asked: its characters, or `None` where nothing says, or says nothing known.
type Meaning = Option<Vec<char>>;

/// `Symbolic` in the flags of a font descriptor.
const FLAG_SYMBOLIC: i64 = 4;

/// Characters and widths of all 256 codes.
pub(super) fn code_table(
    objects: &Objects<'_>,
    font: &Dictionary,
    subtype: &[u8],
    name: &str,
    descriptor: Option<&Dictionary>,
) -> Box<[CodeGlyph; 256]> {
    let meanings = meanings(objects, font, subtype, descriptor);
    let to_unicode = ToUnicode::read(objects, font);
    let widths = Widths::read(objects, font, subtype, descriptor);
    let mut table = Box::new([CodeGlyph::unmapped(0.0); 256]);
    for (code, (slot, meaning)) in table.iter_mut().zip(meanings).enumerate() {
        let declared = to_unicode.as_ref().and_then(|m| m.text(code as u32));
        let text = declared.or(meaning);
        let width = widths.get(code, name, text.as_deref());
        *slot = match text {
            Some(text) => CodeGlyph::of_chars(text, width),
            None => CodeGlyph::unmapped(width),
        };
        slot.word_space = code == 32;
    }
    table
}

fn meanings(objects: &Objects<'_>, font: &Dictionary, subtype: &[u8], descriptor: Option<&Dictionary>) -> Vec<Meaning> {
    let encoding = objects.get(font, b"Encoding");
    let (base, differences) = match encoding {
        Some(Object::Name(n)) => (Some(n.as_slice()), None),
        Some(Object::Dictionary(d)) => (objects.name(d, b"BaseEncoding"), objects.array(d, b"Differences")),
        _ => (None, None),
    };
    let flags = descriptor.and_then(|d| objects.number(d, b"Flags")).unwrap_or(0.0) as i64;
    let symbolic = flags & FLAG_SYMBOLIC != 0;
    let file = descriptor.and_then(|d| FontFile::read(objects, d));
    let true_type = subtype == b"TrueType";
    let mut meanings: Vec<Meaning> = match (base, &file) {
        (Some(base), _) => (0..=255).map(|c| named_encoding(base, c)).collect(),
        (None, Some(file)) if true_type && (symbolic || encoding.is_none()) => {
            let chars = file.symbolic_chars().unwrap_or_default();
            (0..256).map(|c| chars.get(c).copied().flatten().map(|ch| vec![ch])).collect()
        }
        (None, Some(file)) if !true_type => match file.built_in_names() {
            Some(names) => names.iter().map(|n| n.as_deref().and_then(named)).collect(),
            None => (0..=255).map(standard).collect(),
        },
        (None, _) if subtype == b"Type3" => vec![None; 256],
        (None, _) => (0..=255).map(standard).collect(),
    };
    apply_differences(objects, differences, &mut meanings);
    meanings
}

/// Overrides meanings by `/Differences`: numbers set the code, names follow on from it.
fn apply_differences(objects: &Objects<'_>, differences: Option<&[Object]>, meanings: &mut [Meaning]) {
    let mut code = 0usize;
    for item in differences.unwrap_or_default() {
        match objects.resolve(item) {
            Object::Name(name) => {
                if let Some(slot) = meanings.get_mut(code) {
                    *slot = std::str::from_utf8(name).ok().and_then(named);
                }
                code = code.saturating_add(1);
            }
            other => {
                if let Some(n) = objects.as_number(other) {
                    code = n.max(0.0) as usize;
                }
            }
        }
    }
}

/// The characters of a glyph name.
fn named(name: &str) -> Meaning {
    let text: Vec<char> = agl::name_to_chars(name).collect();
    (!text.is_empty()).then_some(text)
}

fn standard(code: u8) -> Meaning {
    match PredefinedEncoding::Standard.name(code) {
        "" | ".notdef" => None,
        name => named(name),
    }
}

fn named_encoding(base: &[u8], code: u8) -> Meaning {
    let encoding = match base {
        b"WinAnsiEncoding" => encoding_rs::WINDOWS_1252,
        b"MacRomanEncoding" => encoding_rs::MACINTOSH,
        _ => return standard(code),
    };
    let byte = [code];
    let (text, _) = encoding.decode_without_bom_handling(&byte);
    match text.chars().next() {
        Some(c) if !c.is_control() => Some(vec![c]),
        _ => None,
    }
}

/// Widths of a simple font in em.
struct Widths {
    first: usize,
    widths: Vec<f32>,
    missing: f32,
    scale: f32,
}

impl Widths {
    fn read(objects: &Objects<'_>, font: &Dictionary, subtype: &[u8], descriptor: Option<&Dictionary>) -> Self {
        // Glyph space of a Type 3 font is its own; of any other it is a thousandth of an em.
        let scale = if subtype == b"Type3" {
            objects.numbers(font, b"FontMatrix").first().copied().unwrap_or(0.001).abs()
        } else {
            0.001
        };
        let widths = objects
            .array(font, b"Widths")
            .map(|a| a.iter().take(256).map(|o| objects.as_number(o).unwrap_or(0.0)).collect())
            .unwrap_or_default();
        Self {
            first: objects.number(font, b"FirstChar").unwrap_or(0.0).clamp(0.0, 255.0) as usize,
            widths,
            missing: descriptor.and_then(|d| objects.number(d, b"MissingWidth")).unwrap_or(0.0),
            scale,
        }
    }

    fn get(&self, code: usize, font: &str, text: Option<&[char]>) -> f32 {
        if let Some(w) = code.checked_sub(self.first).and_then(|i| self.widths.get(i)) {
            return w * self.scale;
        }
        if self.widths.is_empty()
            && let Some(w) = text.and_then(|t| t.first()).and_then(|c| base14_width(font, *c))
        {
            return w;
        }
        self.missing * self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(m: &Meaning) -> String {
        m.iter().flatten().collect()
    }

    #[test]
    fn differences_override_the_base_encoding() {
        let doc = lopdf::Document::new();
        let objects = Objects::new(&doc, 1 << 20);
        let mut meanings: Vec<Meaning> = (0..=255).map(|c| named_encoding(b"WinAnsiEncoding", c)).collect();
        let list = vec![
            Object::Integer(65),
            Object::Name(b"zero".to_vec()),
            Object::Name(b"uni9884".to_vec()),
            Object::Name(b"C0041".to_vec()),
        ];
        apply_differences(&objects, Some(&list), &mut meanings);
        assert_eq!(text(&meanings[65]), "0");
        assert_eq!(text(&meanings[66]), "预");
        assert_eq!(meanings[67], None);
        assert_eq!(text(&meanings[68]), "D");
    }

    #[test]
    fn win_ansi_has_its_dashes() {
        assert_eq!(text(&named_encoding(b"WinAnsiEncoding", 0x97)), "—");
        assert_eq!(text(&standard(b'A')), "A");
    }
}
