//! Predefined CMaps and the character collections behind them (ISO 32000-1, 9.7.5.2).

use hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use std::cell::OnceCell;

/// The CID-to-Unicode maps of a document, loaded when first asked for.
#[derive(Debug, Default)]
pub(crate) struct CidMaps {
    gb1: OnceCell<Option<CMap>>,
    cns1: OnceCell<Option<CMap>>,
    japan1: OnceCell<Option<CMap>>,
    korea1: OnceCell<Option<CMap>>,
}

impl CidMaps {
    /// The character of a CID in a named collection.
    pub(crate) fn character(&self, family: &CidFamily, cid: u32) -> Option<char> {
        let cell = match family {
            CidFamily::AdobeGB1 => &self.gb1,
            CidFamily::AdobeCNS1 => &self.cns1,
            CidFamily::AdobeJapan1 => &self.japan1,
            CidFamily::AdobeKorea1 => &self.korea1,
            _ => return None,
        };
        let map = cell.get_or_init(|| family.ucs2_cmap().and_then(predefined)).as_ref()?;
        match map.lookup_bf_string(cid)? {
            BfString::Char(c) => Some(c),
            BfString::String(s) => s.chars().next(),
        }
    }
}

/// Loads a predefined CMap.
pub(crate) fn predefined(name: CMapName<'_>) -> Option<CMap> {
    CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adobe_gb1_cids_have_characters() {
        let maps = CidMaps::default();
        let cmap = predefined(CMapName::GbkEucH).unwrap();
        let (bytes, _, _) = encoding_rs::GBK.encode("预算");
        let code = u32::from(bytes[0]) << 8 | u32::from(bytes[1]);
        let cid = cmap.lookup_cid_code(code, 2).unwrap();
        assert_eq!(maps.character(&CidFamily::AdobeGB1, cid), Some('预'));
    }
}
