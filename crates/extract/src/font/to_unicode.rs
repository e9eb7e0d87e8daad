//! `ToUnicode` CMaps (ISO 32000-1, 9.10.3).

use crate::object::Objects;
use hayro_cmap::{BfString, CMap};
use lopdf::{Dictionary, Object};

/// From character codes to Unicode, as the document says.
#[derive(Debug)]
pub(crate) enum ToUnicode {
    /// A CMap stream.
    Map(Box<CMap>),
    /// The name `Identity-H`: the code is the character.
    Identity,
}

impl ToUnicode {
    /// Reads `/ToUnicode` of a font; `None` where there is none or it says nothing.
    pub(crate) fn read(objects: &Objects<'_>, font: &Dictionary) -> Option<Self> {
        match objects.get(font, b"ToUnicode")? {
            Object::Name(n) if n.starts_with(b"Identity") => Some(Self::Identity),
            Object::Stream(s) => {
                let data = objects.stream_bytes(s)?;
                CMap::parse(&data, hayro_cmap::load_embedded).map(|m| Self::Map(Box::new(m)))
            }
            _ => None,
        }
    }

    /// The text of a code; `None` where the map is silent or says something that cannot be meant: U+0000, U+FFFD.
    pub(crate) fn text(&self, code: u32) -> Option<Vec<char>> {
        let text = match self {
            Self::Identity => vec![char::from_u32(code)?],
            Self::Map(map) => match map.lookup_bf_string(code)? {
                BfString::Char(c) => vec![c],
                BfString::String(s) => s.chars().collect(),
            },
        };
        let meant = text.iter().any(|c| *c != '\0' && *c != '\u{fffd}');
        meant.then_some(text)
    }
}
