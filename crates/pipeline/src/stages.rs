//! The stages in order, for one document.

use crate::content_hash::content_hash;
use crate::turned::{Turns, turn_pages, turn_results_back};
use gongkai_classify::Input;
use gongkai_extract::ExtractError;
use gongkai_model::layout::{PageLayout, Section};
use gongkai_model::page::{Extraction, Page};
use gongkai_model::{Disclosure, Issue, Table};
use gongkai_verify::Verification;
use serde::Serialize;

/// How a document is read: the options of each stage that has any.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Limits on what is read from a file.
    pub extract: gongkai_extract::Options,
    /// How glyphs become lines.
    pub reflow: gongkai_reflow::Options,
    /// How lines and rules become tables.
    pub table: gongkai_table::Options,
}

impl Options {
    /// 16 hex digits that are the same for equal options, so that documents read with other options are known.
    #[must_use]
    pub fn id(&self) -> String {
        let mut id = content_hash(format!("{self:?}").as_bytes());
        id.truncate(16);
        id
    }
}

/// Pages with their lines.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reflowed {
    /// One layout per page, in page order.
    pub layouts: Vec<PageLayout>,
    /// Pages that were turned to read them; the layouts speak of the turned pages.
    pub turns: Turns,
    /// What was left out of the text.
    pub issues: Vec<Issue>,
}

/// Tables, and the prose around them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Structured {
    /// Tables in document order.
    pub tables: Vec<Table>,
    /// Prose in document order.
    pub sections: Vec<Section>,
    /// Issues of all stages so far but `extract`, which keeps its own.
    pub issues: Vec<Issue>,
}

/// Reads the bytes of a PDF or of a text dump.
///
/// # Errors
/// When nothing can be read at all.
pub fn extract(bytes: &[u8], options: &Options) -> Result<Extraction, ExtractError> {
    extract_told(bytes, options, &mut |_| {})
}

/// [`extract`], which tells the number of each page as it begins to read it.
///
/// # Errors
/// As [`extract`].
pub fn extract_told(bytes: &[u8], options: &Options, on_page: &mut dyn FnMut(u32)) -> Result<Extraction, ExtractError> {
    gongkai_extract::extract_told(bytes, &options.extract, on_page)
}

/// Orders the glyphs of each page into lines and marks those that belong to the page and not to the document. Pages whose
/// text was drawn sideways are turned first, in place.
#[must_use]
pub fn reflow(pages: &mut [Page], options: &Options) -> Reflowed {
    let turns = turn_pages(pages);
    let mut layouts: Vec<_> = pages.iter().map(|page| gongkai_reflow::lines(page, &options.reflow)).collect();
    let issues = gongkai_reflow::mark_furniture(pages, &mut layouts);
    Reflowed { layouts, turns, issues }
}

/// Builds the tables, then the prose from the lines that no table used. `pages` are those that `reflow` has seen; the boxes
/// of the result are those of the pages as displayed.
#[must_use]
pub fn structure(pages: &[Page], reflowed: Reflowed, options: &Options) -> Structured {
    let Reflowed { layouts, turns, mut issues } = reflowed;
    let mut found = gongkai_table::tables(pages, &layouts, &options.table);
    issues.extend(found.issues);
    let (mut sections, more) = gongkai_reflow::sections(pages, &layouts, &found.used);
    issues.extend(more);
    turn_results_back(&turns, &mut found.tables, &mut sections);
    Structured { tables: found.tables, sections, issues }
}

/// Says what the document and its tables are, and reads the records out of them.
#[must_use]
pub fn classify(source: &str, doc_id: &str, extraction: &Extraction, structured: Structured) -> Disclosure {
    let Structured { tables, sections, issues } = structured;
    let issues = extraction.issues.iter().cloned().chain(issues).collect();
    gongkai_classify::classify(Input { source, doc_id, extraction, tables, sections, issues })
}

/// Checks the arithmetic and puts the findings into the document.
pub fn verify(disclosure: &mut Disclosure) -> Verification {
    let mut verification = gongkai_verify::verify(disclosure);
    disclosure.findings = std::mem::take(&mut verification.findings);
    verification
}
