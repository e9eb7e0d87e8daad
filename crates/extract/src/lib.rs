//! PDF bytes or a text dump to pages: glyphs with their boxes, ruling lines, fills and images, or numbered lines.
//!
//! This is the only crate that knows a PDF library. It reads; it does not understand: no lines, no words, no tables. What
//! cannot be read is marked: unknown characters, invisible, clipped and overprinted glyphs, pages without a usable text
//! layer.
//!
//! ```
//! use gongkai_extract::{Options, extract};
//!
//! let read = extract("单位：万元\n".as_bytes(), &Options::default())?;
//! assert_eq!(read.pages[0].dump_lines[0].text, "单位：万元");
//! # Ok::<(), gongkai_extract::ExtractError>(())
//! ```

mod budget;
mod character_strokes;
mod content;
mod cover;
mod dump;
mod error;
mod font;
mod interpret;
mod language;
mod lexer;
mod load;
mod matrix;
mod misnamed_marks;
mod object;
mod overprint;
mod page_builder;
mod page_tree;
mod path;
mod pdf;
mod show_text;
mod sink;
mod state;

pub use budget::Options;
pub use dump::extract_dump;
pub use error::ExtractError;
pub use pdf::extract_pdf;

use gongkai_model::page::Extraction;

/// A PDF header may stand behind this many bytes of something else (ISO 32000-1, annex H.3.4.1).
const HEADER_WITHIN: usize = 1024;

/// Reads a file, whatever its name: a PDF by its header, else a text dump.
///
/// # Errors
///
/// See [`ExtractError`]: each variant is a reason why nothing at all can be read.
pub fn extract(bytes: &[u8], options: &Options) -> Result<Extraction, ExtractError> {
    extract_told(bytes, options, &mut |_| {})
}

/// [`extract`], which tells the number of each page as it begins to read it.
///
/// # Errors
///
/// As [`extract`].
pub fn extract_told(bytes: &[u8], options: &Options, on_page: &mut dyn FnMut(u32)) -> Result<Extraction, ExtractError> {
    if bytes.is_empty() {
        return Err(ExtractError::EmptyFile);
    }
    let head = bytes.get(..bytes.len().min(HEADER_WITHIN)).unwrap_or_default();
    if head.windows(5).any(|w| w == b"%PDF-") { extract_pdf(bytes, options, on_page) } else { extract_dump(bytes) }
}
