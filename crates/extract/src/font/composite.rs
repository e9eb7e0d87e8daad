//! Composite fonts: several bytes per glyph (ISO 32000-1, 9.7).

use super::CodeGlyph;
use super::cid_map::CidMaps;
use super::font_file::FontFile;
use super::to_unicode::ToUnicode;
use super::widths::CidWidths;
use crate::object::Objects;
use hayro_cmap::{CMap, CidFamily};
use lopdf::{Dictionary, Object};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How many bytes a code takes.
#[derive(Debug, Clone, PartialEq)]
enum CodeLength {
    /// Always two (Identity, UCS-2).
    Two,
    /// Two, or four for a surrogate pair.
    Utf16,
    /// One below 0x80, else two (EUC forms of GB 2312 and GBK, Big5, Shift-JIS by code space).
    Euc,
    /// As GBK, and four bytes where the second is a digit (GB 18030).
    Gb18030,
    /// By the code space of an embedded CMap: low, high, bytes.
    Spaces(Vec<(u32, u32, u8)>),
}

/// A composite font.
#[derive(Debug)]
pub(super) struct Composite {
    pub(super) vertical: bool,
    length: CodeLength,
    /// From codes to CIDs; `None` for identity.
    encoding: Option<Rc<CMap>>,
    /// Codes are Unicode.
    unicode_codes: bool,
    to_unicode: Option<ToUnicode>,
    /// Characters of CIDs that a known collection or the font file gives, for fonts that `ToUnicode` leaves silent.
    cid_chars: CidChars,
    widths: CidWidths,
    heights: CidWidths,
    /// Glyphs already looked up, by code.
    seen: RefCell<Seen>,
}

#[derive(Debug)]
enum CidChars {
    None,
    /// Adobe collections.
    Collection(Rc<CidMaps>, CidFamily),
    /// Embedded font file.
    File(HashMap<u32, char>),
}

/// Cache of decoded codes: two-byte codes by index, longer ones by map.
#[derive(Debug, Default)]
struct Seen {
    slots: Vec<u16>,
    glyphs: Vec<CodeGlyph>,
    long: HashMap<u32, CodeGlyph>,
}

impl Composite {
    pub(super) fn read(
        objects: &Objects<'_>,
        font: &Dictionary,
        descendant: &Dictionary,
        descriptor: Option<&Dictionary>,
        cid_maps: &Rc<CidMaps>,
    ) -> Self {
        let Encoding { length, cmap, unicode_codes, vertical, family: of_cmap } =
            Encoding::read(objects, font, cid_maps);
        let family = objects.dict(descendant, b"CIDSystemInfo").map_or(CidFamily::AdobeIdentity, |info| {
            let part = |key: &[u8]| match objects.get(info, key) {
                Some(Object::String(s, _)) => s.clone(),
                _ => Vec::new(),
            };
            CidFamily::from_registry_ordering(&part(b"Registry"), &part(b"Ordering"))
        });
        let family = if family.ucs2_cmap().is_some() { family } else { of_cmap.unwrap_or(family) };
        let to_unicode = ToUnicode::read(objects, font);
        let cid_chars =
            cid_chars(objects, descendant, descriptor, &family, to_unicode.is_some(), unicode_codes, cid_maps);
        let default = objects.number(descendant, b"DW").unwrap_or(1000.0);
        let vertical_default = objects.numbers(descendant, b"DW2").get(1).copied().unwrap_or(-1000.0);
        Self {
            vertical,
            length,
            encoding: cmap,
            unicode_codes,
            to_unicode,
            cid_chars,
            widths: CidWidths::read(objects, objects.array(descendant, b"W"), default, 1),
            heights: CidWidths::read(objects, objects.array(descendant, b"W2"), vertical_default, 3),
            seen: RefCell::default(),
        }
    }

    /// The first glyph of a string and the bytes it took; `None` at its end.
    pub(super) fn next_glyph(&self, text: &[u8]) -> Option<(CodeGlyph, usize)> {
        let used = self.length.of(text)?;
        let code = text.iter().take(used).fold(0u32, |c, b| c << 8 | u32::from(*b));
        Some((self.cached(code, used as u8), used))
    }

    fn cached(&self, code: u32, bytes: u8) -> CodeGlyph {
        let mut seen = self.seen.borrow_mut();
        if code > 0xffff {
            return *seen.long.entry(code).or_insert_with(|| self.look_up(code, bytes));
        }
        if seen.slots.is_empty() {
            seen.slots = vec![0; 0x1_0000];
        }
        let slot = seen.slots.get(code as usize).copied().unwrap_or(0);
        if let Some(glyph) = usize::from(slot).checked_sub(1).and_then(|i| seen.glyphs.get(i)) {
            return *glyph;
        }
        let glyph = self.look_up(code, bytes);
        if seen.glyphs.len() < usize::from(u16::MAX) {
            seen.glyphs.push(glyph);
            let index = seen.glyphs.len() as u16;
            if let Some(s) = seen.slots.get_mut(code as usize) {
                *s = index;
            }
        }
        glyph
    }

    fn look_up(&self, code: u32, bytes: u8) -> CodeGlyph {
        let cid = match &self.encoding {
            None => code,
            Some(map) => map.lookup_cid_code(code, bytes).unwrap_or(0),
        };
        let width = self.widths.get(cid);
        let mut glyph = match self.text(code, bytes, cid) {
            Some(text) => CodeGlyph::of_chars(text, width),
            None => CodeGlyph::unmapped(width),
        };
        if self.vertical {
            glyph.advance = self.heights.get(cid);
        }
        glyph.word_space = bytes == 1 && code == 32;
        glyph
    }

    /// The chain to Unicode of one code.
    fn text(&self, code: u32, bytes: u8, cid: u32) -> Option<Vec<char>> {
        let declared = self.to_unicode.as_ref().and_then(|m| m.text(code));
        if let Some(text) = &declared
            && !text.iter().any(|c| super::is_unknown(*c))
        {
            return declared;
        }
        if self.unicode_codes {
            let ch = if bytes == 4 {
                let units = [(code >> 16) as u16, (code & 0xffff) as u16];
                char::decode_utf16(units).next().and_then(Result::ok)
            } else {
                char::from_u32(code)
            };
            if let Some(c) = ch.filter(|c| *c != '\0') {
                return Some(vec![c]);
            }
        }
        let from_cid = match &self.cid_chars {
            CidChars::None => None,
            CidChars::Collection(maps, family) => maps.character(family, cid),
            CidChars::File(map) => map.get(&cid).copied(),
        };
        from_cid.map(|c| vec![c]).or(declared)
    }
}

/// Characters by CID where `ToUnicode` may be silent: from the collection, else from the font file.
fn cid_chars(
    objects: &Objects<'_>,
    descendant: &Dictionary,
    descriptor: Option<&Dictionary>,
    family: &CidFamily,
    has_to_unicode: bool,
    unicode_codes: bool,
    cid_maps: &Rc<CidMaps>,
) -> CidChars {
    if has_to_unicode || unicode_codes {
        return CidChars::None;
    }
    if family.ucs2_cmap().is_some() {
        return CidChars::Collection(Rc::clone(cid_maps), family.clone());
    }
    let Some(file) = descriptor.and_then(|d| FontFile::read(objects, d)) else { return CidChars::None };
    let by_glyph = file.chars_by_glyph();
    if let Some(Object::Stream(s)) = objects.get(descendant, b"CIDToGIDMap") {
        let map = objects.stream_bytes(s).unwrap_or_default();
        let pairs = map.chunks_exact(2).enumerate().take(65_536);
        return CidChars::File(
            pairs
                .filter_map(|(cid, g)| {
                    let glyph = u32::from(g[0]) << 8 | u32::from(g[1]);
                    Some((cid as u32, *by_glyph.get(&glyph)?))
                })
                .collect(),
        );
    }
    match file.glyphs_by_cid() {
        Some(glyphs) => {
            CidChars::File(glyphs.into_iter().filter_map(|(cid, g)| Some((cid, *by_glyph.get(&g)?))).collect())
        }
        None => CidChars::File(by_glyph),
    }
}

/// `/Encoding` of a composite font.
struct Encoding {
    length: CodeLength,
    cmap: Option<Rc<CMap>>,
    unicode_codes: bool,
    vertical: bool,
    family: Option<CidFamily>,
}

impl Encoding {
    fn read(objects: &Objects<'_>, font: &Dictionary, cid_maps: &CidMaps) -> Self {
        match objects.get(font, b"Encoding") {
            Some(Object::Name(name)) => Self::predefined(name, cid_maps),
            Some(Object::Stream(s)) => {
                let data = objects.stream_bytes(s).unwrap_or_default();
                let cmap = CMap::parse(&data, hayro_cmap::load_embedded).map(Rc::new);
                let mode = objects.number(&s.dict, b"WMode").unwrap_or(0.0);
                let vertical = mode == 1.0
                    || cmap
                        .as_ref()
                        .is_some_and(|m| m.metadata().writing_mode == Some(hayro_cmap::WritingMode::Vertical));
                let spaces = code_spaces(&data);
                let length = if spaces.is_empty() { CodeLength::Two } else { CodeLength::Spaces(spaces) };
                let family = cmap.as_ref().and_then(|m| m.metadata().character_collection.clone()).map(|c| c.family);
                Self { length, cmap, unicode_codes: false, vertical, family }
            }
            _ => Self::predefined(b"Identity-H", cid_maps),
        }
    }

    fn predefined(name: &[u8], cid_maps: &CidMaps) -> Self {
        let vertical = name.ends_with(b"-V");
        if name.starts_with(b"Identity") {
            return Self { length: CodeLength::Two, cmap: None, unicode_codes: false, vertical, family: None };
        }
        let unicode_codes = name.starts_with(b"Uni");
        let has = |part: &[u8]| name.windows(part.len()).any(|w| w == part);
        let length = if has(b"UTF16") {
            CodeLength::Utf16
        } else if has(b"UCS2") {
            CodeLength::Two
        } else if name.starts_with(b"GBK2K") {
            CodeLength::Gb18030
        } else {
            CodeLength::Euc
        };
        let cmap = cid_maps.encoding(name);
        let family = cmap.as_ref().and_then(|m| m.metadata().character_collection.clone()).map(|c| c.family);
        Self { length, cmap, unicode_codes, vertical, family }
    }
}

impl CodeLength {
    /// Bytes of the first code; `None` at the end of the string.
    fn of(&self, text: &[u8]) -> Option<usize> {
        let first = *text.first()?;
        let second = text.get(1).copied().unwrap_or(0);
        let wanted = match self {
            Self::Two => 2,
            Self::Utf16 => 2 + 2 * usize::from((0xd8..0xdc).contains(&first)),
            Self::Euc => 1 + usize::from(first > 0x80),
            Self::Gb18030 if first > 0x80 && second.is_ascii_digit() => 4,
            Self::Gb18030 => 1 + usize::from(first > 0x80),
            Self::Spaces(spaces) => {
                let mut code = 0u32;
                let mut found = None;
                for (n, b) in text.iter().take(4).enumerate() {
                    code = code << 8 | u32::from(*b);
                    let bytes = n as u8 + 1;
                    if spaces.iter().any(|s| s.2 == bytes && in_space(code, *s)) {
                        found = Some(n + 1);
                        break;
                    }
                }
                found.or_else(|| spaces.iter().map(|s| usize::from(s.2)).min()).unwrap_or(1)
            }
        };
        Some(wanted.clamp(1, text.len()))
    }
}

/// A code is in a code space when each of its bytes is between those of the ends.
fn in_space(code: u32, (low, high, bytes): (u32, u32, u8)) -> bool {
    (0..u32::from(bytes)).all(|i| {
        let byte = |v: u32| v >> (8 * i) & 0xff;
        byte(low) <= byte(code) && byte(code) <= byte(high)
    })
}

/// Code space ranges of an embedded CMap.
fn code_spaces(data: &[u8]) -> Vec<(u32, u32, u8)> {
    let text = String::from_utf8_lossy(data);
    let mut spaces = Vec::new();
    for block in text.split("begincodespacerange").skip(1).take(100) {
        let block = block.split("endcodespacerange").next().unwrap_or_default();
        let codes: Vec<&str> = block.split('<').skip(1).filter_map(|p| p.split('>').next()).map(str::trim).collect();
        for pair in codes.chunks_exact(2).take(100) {
            if let (Ok(low), Ok(high)) = (u32::from_str_radix(pair[0], 16), u32::from_str_radix(pair[1], 16)) {
                spaces.push((low, high, pair[0].len().div_ceil(2).clamp(1, 4) as u8));
            }
        }
    }
    spaces
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn font(encoding: &str, ordering: &str) -> Composite {
        let doc = lopdf::Document::new();
        let objects = Objects::new(&doc, 1 << 20);
        let font = dictionary! { "Encoding" => encoding };
        let descendant = dictionary! {
            "CIDSystemInfo" => dictionary! { "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal(ordering) }
        };
        Composite::read(&objects, &font, &descendant, None, &Rc::default())
    }

    fn read(font: &Composite, bytes: &[u8]) -> String {
        let mut rest = bytes;
        let mut out = String::new();
        while let Some((glyph, used)) = font.next_glyph(rest) {
            out.extend(glyph.chars());
            rest = &rest[used..];
        }
        out
    }

    #[test]
    fn predefined_cmaps_need_neither_tounicode_nor_a_font_file() {
        let gbk = encoding_rs::GBK.encode("云岭市2024年预算").0.into_owned();
        let utf16: Vec<u8> = "云岭市2024年预算".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for name in ["GBK-EUC-H", "GBKp-EUC-H", "GB-EUC-H", "GBK-EUC-V"] {
            assert_eq!(read(&font(name, "GB1"), &gbk), "云岭市2024年预算", "{name}");
        }
        for name in ["UniGB-UCS2-H", "UniGB-UTF16-H", "UniGB-UCS2-V", "UniGB-UTF16-V"] {
            assert_eq!(read(&font(name, "GB1"), &utf16), "云岭市2024年预算", "{name}");
        }
        assert!(font("GBK-EUC-V", "GB1").vertical);
    }

    #[test]
    fn half_width_digits_of_gbk_are_half_an_em_by_w_only() {
        let f = font("GBK-EUC-H", "GB1");
        assert_eq!(f.next_glyph(b"1").unwrap().0.width, 1.0);
    }

    #[test]
    fn embedded_code_spaces_decide_the_length() {
        let spaces = code_spaces(b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange");
        let length = CodeLength::Spaces(spaces);
        assert_eq!(length.of(b"A\x81"), Some(1));
        assert_eq!(length.of(b"\x81\x40"), Some(2));
        assert_eq!(length.of(b""), None);
    }
}
