//! A PDF file to its objects, also where its end is lost.

use crate::budget::Options;
use crate::error::ExtractError;
use gongkai_model::{Issue, Severity};
use lopdf::xref::XrefRecovery;
use lopdf::{Document, LoadOptions};

/// The objects of a file, and what had to be mended to find them.
pub(crate) struct Loaded {
    pub(crate) doc: Document,
    /// The file ends before its end mark: objects may be lost that nothing names.
    pub(crate) is_cut: bool,
    pub(crate) issue: Option<Issue>,
}

/// Loads a file. Where its cross-reference table is lost or wrong, objects are looked for in the bytes.
pub(crate) fn load(bytes: &[u8], options: &Options) -> Result<Loaded, ExtractError> {
    let doc = match parse(bytes, options) {
        // A file that was cut has often lost its trailer and its catalog, but not its pages.
        Err(ExtractError::Damaged { detail }) if !holds(bytes, b"/Encrypt") => {
            parse(&with_a_trailer(bytes), options).map_err(|_| ExtractError::Damaged { detail })?
        }
        other => other?,
    };
    // A document that waits for its password loads without objects.
    if doc.trailer.has(b"Encrypt") && doc.encryption_state.is_none() {
        return Err(ExtractError::Encrypted);
    }
    let is_whole = has_end_mark(bytes);
    let is_cut = doc.xref_recovery == Some(XrefRecovery::Reconstructed) && !is_whole;
    let issue = if is_cut {
        let detail = "the file ends before its end mark, as after a download that broke off; pages may be missing";
        Some(Issue::new("file_cut", Severity::Error, "", detail))
    } else if !is_whole {
        let detail =
            "the file ends within an update, as after a download that broke off; what it changed may be missing";
        Some(Issue::new("file_cut", Severity::Warn, "", detail))
    } else {
        let detail = "the cross-reference table was rebuilt or corrected";
        doc.xref_recovery.map(|_| Issue::new("xref_repaired", Severity::Info, "", detail))
    };
    Ok(Loaded { doc, is_cut, issue })
}

fn parse(bytes: &[u8], options: &Options) -> Result<Document, ExtractError> {
    let load_options = LoadOptions { max_decompressed_size: Some(options.max_stream_bytes), ..LoadOptions::default() };
    Document::load_mem_with_options(bytes, load_options).map_err(|e| match e {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword | lopdf::Error::UnsupportedSecurityHandler(_) => {
            ExtractError::Encrypted
        }
        other => ExtractError::Damaged { detail: other.to_string() },
    })
}

/// Number of the catalog that is written where there is none; the parser takes none above a million.
const OWN_CATALOG: u32 = 999_999;

/// The bytes with a catalog and a trailer at their end. The catalog names no pages: these are found by their type.
fn with_a_trailer(bytes: &[u8]) -> Vec<u8> {
    let end = format!(
        "\n{OWN_CATALOG} 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root {OWN_CATALOG} 0 R>>\nstartxref\n0\n"
    );
    [bytes, end.as_bytes()].concat()
}

/// The end mark stands within this many bytes of the end (ISO 32000-1, annex H.3.4.4).
const END_WITHIN: usize = 1024;

const END_MARK: &[u8] = b"%%EOF";

/// What stands between an end mark and the next one, where a file was updated by adding to it.
const PARTS_OF_UPDATES: &[&[u8]] = &[b" obj", b"endobj", b"xref", b"trailer"];

/// Whether a file ends with its end mark. Other bytes may follow the mark, but no part of an update without its own.
fn has_end_mark(bytes: &[u8]) -> bool {
    let end = bytes.get(bytes.len().saturating_sub(END_WITHIN)..).unwrap_or_default();
    let last = end.windows(END_MARK.len()).rposition(|window| window == END_MARK);
    let behind = last.and_then(|at| end.get(at + END_MARK.len()..));
    behind.is_some_and(|behind| !PARTS_OF_UPDATES.iter().any(|part| holds(behind, part)))
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_ends_within_an_update_has_no_end_mark() {
        assert!(has_end_mark(b"startxref\n43623\n%%EOF\r\n"));
        assert!(has_end_mark(b"startxref\n43623\n%%EOF\n<!-- served by a cache -->"));
        assert!(!has_end_mark(b"startxref\n43623\n%%EO"));
        assert!(!has_end_mark(b"startxref\n0\n%%EOF\n8 0 obj\n<</Type/Page>>\nendob"));
        assert!(!has_end_mark(b""));
    }
}
