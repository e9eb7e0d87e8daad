//! Bytes to text: UTF-8, UTF-16 with a byte order mark, or GB18030.

use crate::error::ExtractError;
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use gongkai_model::{Issue, Severity};

/// How many of the first bytes are looked at for the mark of another kind of file.
const SNIFFED: usize = 512;

/// Text and the name of its encoding.
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// `utf-8`, `utf-16le`, `utf-16be` or `gb18030`.
    pub(super) encoding: &'static str,
    /// What was odd about it.
    pub(super) issues: Vec<Issue>,
}

/// Decodes a text dump.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ExtractError> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0x0c) {
        return Err(ExtractError::EmptyFile);
    }
    if let Some(found) = foreign_kind(bytes) {
        return Err(ExtractError::NotAPdf { found: found.to_owned() });
    }
    let (text, encoding) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (utf8(rest)?, "utf-8"),
        [0xFF, 0xFE, rest @ ..] => (with(UTF_16LE, rest)?, "utf-16le"),
        [0xFE, 0xFF, rest @ ..] => (with(UTF_16BE, rest)?, "utf-16be"),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), "utf-8"),
            Err(_) => (with(GB18030, bytes)?, "gb18030"),
        },
    };
    let (shown, control) = text.chars().fold((0usize, 0usize), |(shown, control), c| match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => (shown, control),
        c if c.is_control() => (shown, control + 1),
        c if c.is_whitespace() => (shown, control),
        _ => (shown + 1, control),
    });
    // Text has no control characters; a stray one happens, one in twenty is a binary file.
    if control > 0 && control * 20 > shown + control {
        return Err(ExtractError::Damaged { detail: format!("{control} control characters: not a text") });
    }
    if shown == 0 {
        return Err(ExtractError::EmptyFile);
    }
    let mut issues = Vec::new();
    let unknown = text.chars().filter(|c| *c == '\u{FFFD}').count();
    if unknown > 0 {
        let detail = format!("{unknown} characters were already lost when the dump was made");
        issues.push(Issue::new("dump_lost_characters", Severity::Warn, "", detail));
    }
    Ok(Decoded { text, encoding, issues })
}

fn utf8(bytes: &[u8]) -> Result<String, ExtractError> {
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|e| ExtractError::Damaged { detail: format!("not UTF-8 from byte {}", e.valid_up_to()) })
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, ExtractError> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| ExtractError::Damaged { detail: format!("neither UTF-8 nor {}", encoding.name()) })
}

/// Names the kind of a file that is neither a PDF nor text.
fn foreign_kind(bytes: &[u8]) -> Option<&'static str> {
    const MARKS: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"II*\0", "a TIFF picture"),
        (b"MM\0*", "a TIFF picture"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"{\\rtf", "a rich text document"),
    ];
    if let Some((_, name)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(name);
    }
    let head: Vec<u8> = bytes.iter().take(SNIFFED).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    let is_web = ["<!doctype html", "<html", "<head", "<script"].iter().any(|mark| head.starts_with(mark))
        || (head.starts_with("<?xml") && head.contains("<html"));
    is_web.then_some("a web page")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_named() {
        let name = |b: &[u8]| decode(b).map(|d| (d.text, d.encoding)).unwrap();
        assert_eq!(name("预算".as_bytes()), ("预算".to_owned(), "utf-8"));
        assert_eq!(name(b"\xEF\xBB\xBFab"), ("ab".to_owned(), "utf-8"));
        assert_eq!(name(b"\xFF\xFE\x84\x98"), ("预".to_owned(), "utf-16le"));
        assert_eq!(name(b"\xFE\xFF\x98\x84"), ("预".to_owned(), "utf-16be"));
        assert_eq!(name(b"\xD4\xA4\xCB\xE3"), ("预算".to_owned(), "gb18030"));
    }

    #[test]
    fn other_files_are_refused() {
        let code = |b: &[u8]| decode(b).err().map(|e| e.code());
        assert_eq!(code(b"<!DOCTYPE HTML><html>"), Some("not_a_pdf"));
        assert_eq!(code(b"PK\x03\x04rest"), Some("not_a_pdf"));
        assert_eq!(code(b"\xFF\xFF\xFF"), Some("damaged"));
        assert_eq!(code(b"a\0\0\0b\0\0"), Some("damaged"));
        assert_eq!(code(b"\xEF\xBB\xBF"), Some("empty_file"));
    }
}
