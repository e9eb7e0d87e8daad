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
    let is_cut = doc.xref_recovery == Some(XrefRecovery::Reconstructed) && !has_end_mark(bytes);
    let issue = if is_cut {
        let detail = "the file ends before its end mark, as after a download that broke off; pages may be missing";
        Some(Issue::new("file_cut", Severity::Error, "", detail))
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

fn has_end_mark(bytes: &[u8]) -> bool {
    holds(bytes.get(bytes.len().saturating_sub(END_WITHIN)..).unwrap_or_default(), b"%%EOF")
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
