//! Predefined CMaps and the character collections behind them (ISO 32000-1, 9.7.5.2).

use hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The predefined CMaps of a document and its CID-to-Unicode maps, loaded when first asked for and shared by its fonts:
/// one takes milliseconds to load, and a hostile file has thousands of fonts.
#[derive(Debug, Default)]
pub(crate) struct CidMaps {
    gb1: OnceCell<Option<CMap>>,
    cns1: OnceCell<Option<CMap>>,
    japan1: OnceCell<Option<CMap>>,
    korea1: OnceCell<Option<CMap>>,
    encodings: RefCell<BTreeMap<Vec<u8>, Rc<CMap>>>,
}

impl CidMaps {
    /// The predefined CMap of this name, from codes to CIDs; `None` where there is none.
    pub(crate) fn encoding(&self, name: &[u8]) -> Option<Rc<CMap>> {
        let known = self.encodings.borrow().get(name).map(Rc::clone);
        known.or_else(|| {
            let loaded = Rc::new(predefined(CMapName::from_bytes(name))?);
            self.encodings.borrow_mut().insert(name.to_vec(), Rc::clone(&loaded));
            Some(loaded)
        })
    }

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
fn predefined(name: CMapName<'_>) -> Option<CMap> {
    CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_share_what_is_loaded() {
        let maps = CidMaps::default();
        let (first, second) = (maps.encoding(b"GBK-EUC-H").unwrap(), maps.encoding(b"GBK-EUC-H").unwrap());
        assert!(Rc::ptr_eq(&first, &second));
        assert!(maps.encoding(b"Nonsense").is_none());
    }

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
