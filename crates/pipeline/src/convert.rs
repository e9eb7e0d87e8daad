//! One document: bytes in; a status, a reason and what was read out.

use crate::census::census_of;
use crate::content_hash::content_hash;
use crate::page_note::{PageNote, note_tables, notes_of};
use crate::stages::{self, Options};
use crate::step::{OnStep, Step};
use gongkai_extract::ExtractError;
use gongkai_model::Disclosure;
use gongkai_model::manifest::{Census, Reason, Status};
use gongkai_model::page::{Extraction, MediaType, Page, TextLayer};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What became of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// SHA-256 of the bytes, in hex.
    pub doc_id: String,
    /// Number of pages where known.
    pub pages: Option<u32>,
    /// Whether it was read.
    pub status: Status,
    /// Why it was not, or not whole.
    pub reason: Option<Reason>,
    /// The reason in words; empty for `ok`.
    pub detail: String,
    /// What was read; `None` where nothing is to be published.
    pub disclosure: Option<Disclosure>,
    /// What is counted over a run.
    pub census: Census,
    /// What was found on each page.
    pub page_notes: Vec<PageNote>,
}

/// Converts one document. The only function between bytes and what is published; it reads no file and keeps no state,
/// and a panic in a stage is a result ([`Reason::Crashed`]).
#[must_use]
pub fn convert(bytes: &[u8], source: &str, options: &Options) -> Conversion {
    convert_told(bytes, source, content_hash(bytes), options, &mut |_| {})
}

/// [`convert`] for bytes whose hash is known, which tells its steps.
pub(crate) fn convert_told(
    bytes: &[u8],
    source: &str,
    doc_id: String,
    options: &Options,
    on_step: &mut OnStep<'_>,
) -> Conversion {
    let outcome = catch_unwind(AssertUnwindSafe(|| read(bytes, source, &doc_id, options, on_step)));
    let outcome =
        outcome.unwrap_or_else(|panic| Outcome::nothing(Status::Failed, Reason::Crashed, panic_text(&*panic)));
    let Outcome { pages, status, reason, detail, disclosure, census, page_notes } = outcome;
    Conversion { doc_id, pages, status, reason, detail, disclosure, census, page_notes }
}

struct Outcome {
    pages: Option<u32>,
    status: Status,
    reason: Option<Reason>,
    detail: String,
    disclosure: Option<Disclosure>,
    census: Census,
    page_notes: Vec<PageNote>,
}

impl Outcome {
    fn nothing(status: Status, reason: Reason, detail: impl Into<String>) -> Self {
        Self {
            pages: None,
            status,
            reason: Some(reason),
            detail: detail.into(),
            disclosure: None,
            census: Census::default(),
            page_notes: Vec::new(),
        }
    }
}

fn read(bytes: &[u8], source: &str, doc_id: &str, options: &Options, on_step: &mut OnStep<'_>) -> Outcome {
    on_step(Step::Extract);
    let mut extraction = match stages::extract_told(bytes, options, &mut |_| on_step(Step::Extract)) {
        Ok(extraction) => extraction,
        Err(error) => return unreadable(source, &error),
    };
    if extraction.media_type == MediaType::Text && has_pdf_name(source) {
        return Outcome::nothing(Status::Failed, Reason::NotAPdf, "named .pdf, but it is text");
    }
    let coverage = Coverage::of(&extraction);
    let pages = extraction.counted_pages();
    let mut page_notes = notes_of(&extraction);
    if let Some(reason) = coverage.nothing_read() {
        let detail = coverage.in_words();
        return Outcome { pages, page_notes, ..Outcome::nothing(Status::Failed, reason, detail) };
    }

    // Each stage takes what it can by value, so that glyphs and grids are gone before the document is checked.
    on_step(Step::Reflow);
    let reflowed = stages::reflow(&mut extraction.pages, options);
    on_step(Step::Table);
    let structured = stages::structure(&extraction.pages, reflowed, options);
    on_step(Step::Classify);
    let mut disclosure = stages::classify(source, doc_id, &extraction, structured);
    drop(extraction);
    on_step(Step::Verify);
    let verification = stages::verify(&mut disclosure);

    let census = census_of(&disclosure, &verification);
    note_tables(&mut page_notes, &disclosure.tables);
    let (status, detail) = match coverage.reason() {
        Some(_) => (Status::Partial, coverage.in_words()),
        None => (Status::Ok, String::new()),
    };
    Outcome { pages, status, reason: coverage.reason(), detail, disclosure: Some(disclosure), census, page_notes }
}

/// A file that is not what its name says failed; one that never was an input of this program is passed over.
fn unreadable(source: &str, error: &ExtractError) -> Outcome {
    let (status, reason) = match error {
        ExtractError::EmptyFile => (Status::Failed, Reason::EmptyFile),
        ExtractError::NotAPdf { .. } if has_pdf_name(source) => (Status::Failed, Reason::NotAPdf),
        ExtractError::NotAPdf { .. } | ExtractError::Unsupported { .. } => (Status::Skipped, Reason::Unsupported),
        ExtractError::Encrypted => (Status::Failed, Reason::Encrypted),
        ExtractError::PageLimit { .. } => (Status::Failed, Reason::PageLimit),
        _ => (Status::Failed, Reason::Damaged),
    };
    // The reason stands before the detail wherever both are said.
    let text = error.to_string();
    let detail = text.strip_prefix(error.code()).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&text);
    Outcome::nothing(status, reason, detail)
}

/// Whether a file is named as a PDF.
fn has_pdf_name(source: &str) -> bool {
    source.get(source.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".pdf"))
}

/// What a panic says.
pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
}

trait CountedPages {
    fn counted_pages(&self) -> Option<u32>;
}

impl CountedPages for Extraction {
    /// Pages of a PDF, and of a dump with form feeds.
    fn counted_pages(&self) -> Option<u32> {
        let counted = self.media_type == MediaType::Pdf || self.pages.len() > 1;
        counted.then(|| u32::try_from(self.pages.len()).unwrap_or(u32::MAX))
    }
}

/// How much of a document's ink could be read.
struct Coverage {
    read: usize,
    is_cut: bool,
    incomplete: Vec<u32>,
    scanned: Vec<u32>,
    unmapped: Vec<u32>,
}

impl Coverage {
    fn of(extraction: &Extraction) -> Self {
        let pages = |wanted: fn(&Page) -> bool| -> Vec<u32> {
            extraction.pages.iter().filter(|page| wanted(page)).map(|page| page.number).collect()
        };
        Self {
            read: pages(|page| matches!(page.text_layer, TextLayer::Sound | TextLayer::Ocr)).len(),
            is_cut: extraction.is_cut,
            incomplete: pages(|page| page.is_incomplete),
            scanned: pages(|page| !page.is_incomplete && page.text_layer == TextLayer::Missing),
            unmapped: pages(|page| !page.is_incomplete && page.text_layer == TextLayer::Unmapped),
        }
    }

    /// Why some page could not be read: a broken file first, then the commoner reason of two.
    fn reason(&self) -> Option<Reason> {
        match (self.scanned.len(), self.unmapped.len()) {
            _ if self.is_cut || !self.incomplete.is_empty() => Some(Reason::Damaged),
            (0, 0) => None,
            (scanned, unmapped) if scanned >= unmapped => Some(Reason::NoTextLayer),
            _ => Some(Reason::UnmappedText),
        }
    }

    /// Why no page with ink could be read.
    fn nothing_read(&self) -> Option<Reason> {
        if self.read == 0 { self.reason() } else { None }
    }

    fn in_words(&self) -> String {
        let mut words = Vec::new();
        if self.is_cut {
            words.push("the file is cut short".to_owned());
        }
        for (what, pages) in [
            ("not all in the file", &self.incomplete),
            ("scanned without text", &self.scanned),
            ("text of unknown characters", &self.unmapped),
        ] {
            if !pages.is_empty() {
                let word = if pages.len() == 1 { "page" } else { "pages" };
                words.push(format!("{what}: {word} {}", page_ranges(pages)));
            }
        }
        words.join("; ")
    }
}

/// `[1, 2, 3, 7]` to `1-3, 7`.
fn page_ranges(pages: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let written = ranges.iter().map(|&(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pdf(layers: &[TextLayer]) -> Extraction {
        let page = |(i, &text_layer): (usize, &TextLayer)| Page {
            number: u32::try_from(i).unwrap() + 1,
            text_layer,
            ..Page::default()
        };
        Extraction { pages: layers.iter().enumerate().map(page).collect(), ..Extraction::default() }
    }

    #[test]
    fn a_blank_page_is_not_unread() {
        use TextLayer::{Blank, Missing, Ocr, Sound, Unmapped};
        let judged = |layers: &[TextLayer]| {
            let coverage = Coverage::of(&pdf(layers));
            (coverage.nothing_read(), coverage.reason())
        };
        let (scan, unmapped) = (Some(Reason::NoTextLayer), Some(Reason::UnmappedText));
        assert_eq!(judged(&[Sound, Blank]), (None, None));
        assert_eq!(judged(&[Blank]), (None, None));
        assert_eq!(judged(&[Sound, Missing]), (None, scan));
        assert_eq!(judged(&[Missing, Blank]), (scan, scan));
        assert_eq!(judged(&[Ocr, Unmapped, Unmapped, Missing]), (None, unmapped));
        assert_eq!(judged(&[Unmapped]), (unmapped, unmapped));
    }

    #[test]
    fn what_is_lost_is_the_reason_before_others() {
        use TextLayer::{Missing, Sound};
        let mut broken = pdf(&[Sound, Missing, Missing, Missing]);
        broken.pages[1].is_incomplete = true;
        let coverage = Coverage::of(&broken);
        assert_eq!((coverage.nothing_read(), coverage.reason()), (None, Some(Reason::Damaged)));
        assert_eq!(coverage.in_words(), "not all in the file: page 2; scanned without text: pages 3-4");
        let cut = Coverage::of(&Extraction { is_cut: true, ..pdf(&[Sound]) });
        assert_eq!((cut.reason(), cut.in_words().as_str()), (Some(Reason::Damaged), "the file is cut short"));
    }

    #[test]
    fn pages_are_named_in_ranges() {
        assert_eq!(page_ranges(&[1, 2, 3, 7, 9, 10]), "1-3, 7, 9-10");
    }

    #[test]
    fn names_are_compared_without_case() {
        assert!(has_pdf_name("决算.PDF") && has_pdf_name(".pdf"));
        assert!(!has_pdf_name("决算") && !has_pdf_name("a.txt") && !has_pdf_name(""));
    }
}
