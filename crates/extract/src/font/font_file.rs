//! Embedded font programs, read backwards: from a code or glyph to the character it draws.

use crate::object::Objects;
use lopdf::{Dictionary, Object};
use skrifa::raw::TableProvider;
use skrifa::raw::ps::agl;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::type1::Type1Font;
use skrifa::raw::tables::cmap::CmapSubtable;
use skrifa::{FontRef, GlyphId, GlyphNames, MetadataProvider};
use std::collections::HashMap;

/// The font program of a descriptor.
pub(crate) struct FontFile {
    data: Vec<u8>,
}

impl FontFile {
    /// Decodes `/FontFile`, `/FontFile2` or `/FontFile3`.
    pub(crate) fn read(objects: &Objects<'_>, descriptor: &Dictionary) -> Option<Self> {
        let stream = [b"FontFile2".as_slice(), b"FontFile3", b"FontFile"].iter().find_map(|key| {
            match objects.get(descriptor, key) {
                Some(Object::Stream(s)) => Some(s),
                _ => None,
            }
        })?;
        Some(Self { data: objects.stream_bytes(stream)? })
    }

    /// Characters by glyph index, from the font's own cmap and glyph names.
    pub(crate) fn chars_by_glyph(&self) -> HashMap<u32, char> {
        let mut chars = HashMap::new();
        if let Ok(font) = FontRef::new(&self.data) {
            for (ch, glyph) in font.charmap().mappings() {
                if let Some(ch) = char::from_u32(ch) {
                    let known = chars.entry(glyph.to_u32()).or_insert(ch);
                    if rank(ch) < rank(*known) {
                        *known = ch;
                    }
                }
            }
            for (glyph, name) in GlyphNames::new(&font).iter().take(65_536) {
                if !name.is_synthesized()
                    && let Some(ch) = agl::name_to_char(name.as_str())
                {
                    chars.entry(glyph.to_u32()).or_insert(ch);
                }
            }
        } else if let Some((font, charset)) = self.cff() {
            for (glyph, sid) in charset.iter().filter(|_| !font.is_cid()) {
                if let Some(ch) = font.string(sid).and_then(|n| std::str::from_utf8(n).ok()).and_then(agl::name_to_char)
                {
                    chars.insert(glyph.to_u32(), ch);
                }
            }
        }
        chars
    }

    fn cff(&self) -> Option<(CffFontRef<'_>, skrifa::raw::ps::cff::charset::Charset<'_>)> {
        let font = CffFontRef::new_cff(&self.data, 0, None).ok()?;
        let charset = font.charset()?;
        Some((font, charset))
    }

    /// Whether CIDs of the font are looked up in a CFF charset, and the glyph of each.
    pub(crate) fn glyphs_by_cid(&self) -> Option<HashMap<u32, u32>> {
        let (font, charset) = self.cff()?;
        font.is_cid().then(|| charset.iter().map(|(glyph, cid)| (u32::from(cid.to_u16()), glyph.to_u32())).collect())
    }

    /// Glyph names by code of the built-in encoding of a Type 1 or CFF font.
    pub(crate) fn built_in_names(&self) -> Option<Vec<Option<String>>> {
        if let Ok(font) = Type1Font::new(&self.data)
            && let Some(encoding) = font.encoding()
        {
            return Some(
                (0..=255).map(|c| encoding.glyph_name(c).filter(|n| *n != ".notdef").map(str::to_owned)).collect(),
            );
        }
        let (font, charset) = self.cff()?;
        let encoding = font.encoding()?;
        let name = |code: u8| {
            let sid = charset.string_id(encoding.map(code)?)?;
            std::str::from_utf8(font.string(sid)?).ok().filter(|n| *n != ".notdef").map(str::to_owned)
        };
        Some((0..=255).map(name).collect())
    }

    /// Characters by code of a symbolic TrueType font: its (3,0) or (1,0) cmap leads to a glyph, and the glyph's name or
    /// Unicode mapping to a character.
    pub(crate) fn symbolic_chars(&self) -> Option<Vec<Option<char>>> {
        let font = FontRef::new(&self.data).ok()?;
        let by_glyph = self.chars_by_glyph();
        let cmap = font.cmap().ok()?;
        let subtable = |platform: u16, encoding: u16| {
            cmap.encoding_records()
                .iter()
                .find(|r| r.platform_id() as u16 == platform && r.encoding_id() == encoding)
                .and_then(|r| r.subtable(cmap.offset_data()).ok())
        };
        let symbol = subtable(3, 0);
        let mac = subtable(1, 0);
        let glyph = |table: &CmapSubtable<'_>, code: u32| match table {
            CmapSubtable::Format0(t) => t.glyph_id_array().get(code as usize).map(|g| u32::from(*g)),
            CmapSubtable::Format4(t) => t.map_codepoint(code).map(GlyphId::to_u32),
            CmapSubtable::Format6(t) => code
                .checked_sub(u32::from(t.first_code()))
                .and_then(|i| t.glyph_id_array().get(i as usize).map(|g| u32::from(g.get()))),
            _ => None,
        };
        let find = |code: u32| {
            let from_symbol = symbol.as_ref().and_then(|t| {
                [0xf000, 0, 0xf100, 0xf200].iter().find_map(|base| glyph(t, base + code).filter(|g| *g != 0))
            });
            from_symbol.or_else(|| mac.as_ref().and_then(|t| glyph(t, code)).filter(|g| *g != 0))
        };
        Some((0..256).map(|code| find(code).and_then(|g| by_glyph.get(&g).copied())).collect())
    }
}

/// Of several characters that share a glyph the plainest is meant: not a private-use one, not a radical, not a
/// compatibility form.
fn rank(ch: char) -> u8 {
    match u32::from(ch) {
        0xe000..=0xf8ff | 0xf_0000.. => 3,
        0x2e80..=0x2fdf | 0xf900..=0xfaff => 2,
        0x00a0 | 0x00ad => 1,
        _ => 0,
    }
}
