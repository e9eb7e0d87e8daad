//! `gongkai inspect` and `gongkai schema`: JSON on stdout.

use crate::arguments::{Inspect, Stage};
use crate::exit::{Exit, UsageError};
use crate::messages::say;
use gongkai_model::page::Extraction;
use gongkai_model::{Disclosure, schema::document_schema};
use gongkai_pipeline::Options;
use gongkai_pipeline::content_hash::content_hash;
use gongkai_pipeline::source_name::source_name;
use gongkai_pipeline::stages::{self, Reflowed, Structured};
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Prints what one stage makes of a file.
pub(crate) fn inspect(arguments: &Inspect) -> anyhow::Result<Exit> {
    let Inspect { file, stage, page } = arguments;
    let bytes = std::fs::read(file).map_err(|error| UsageError(format!("{}: {error}", file.display())))?;
    let options = Options::default();
    let mut extraction = match stages::extract(&bytes, &options) {
        Ok(extraction) => extraction,
        Err(error) => {
            say(&format!("gongkai: {}: failed ({}): {error}", file.display(), error.code()));
            return Ok(Exit::SomeInputsFailed);
        }
    };
    if *stage == Stage::Extract {
        keep_page(&mut extraction, *page);
        return print(&extraction);
    }
    let mut reflowed = stages::reflow(&mut extraction.pages, &options);
    if *stage == Stage::Reflow {
        reflowed.layouts.retain(|layout| page.is_none_or(|page| layout.page == page));
        return print::<Reflowed>(&reflowed);
    }
    let mut structured = stages::structure(&extraction.pages, reflowed, &options);
    if *stage == Stage::Table {
        structured.tables.retain(|table| page.is_none_or(|page| table.pages.contains(&page)));
        structured.sections.retain(|section| page.is_none_or(|page| covers(section, page)));
        return print::<Structured>(&structured);
    }
    let source = source_name(Path::new(file.file_name().unwrap_or_default()));
    let mut disclosure = stages::classify(&source, &content_hash(&bytes), &extraction, structured);
    drop(extraction);
    if *stage == Stage::Verify {
        stages::verify(&mut disclosure);
    }
    if let Some(page) = *page {
        keep_records(&mut disclosure, page);
    }
    print(&disclosure)
}

/// Prints the JSON Schema of a document file.
pub(crate) fn schema() -> anyhow::Result<Exit> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &document_schema())?;
    writeln!(out)?;
    Ok(Exit::Ok)
}

fn print<T: Serialize>(value: &T) -> anyhow::Result<Exit> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, value)?;
    writeln!(out)?;
    out.flush()?;
    Ok(Exit::Ok)
}

fn keep_page(extraction: &mut Extraction, page: Option<u32>) {
    extraction.pages.retain(|p| page.is_none_or(|page| p.number == page));
}

fn covers(section: &gongkai_model::layout::Section, page: u32) -> bool {
    let (Some(start), Some(end)) = (section.page_start, section.page_end) else { return false };
    (start..=end).contains(&page)
}

/// Keeps the tables, records and prose of one page; findings and issues stay, as they speak of the whole document.
fn keep_records(disclosure: &mut Disclosure, page: u32) {
    disclosure.tables.retain(|table| table.pages.contains(&page));
    disclosure.budget_lines.retain(|line| line.provenance.page == Some(page));
    disclosure.projects.retain(|project| project.provenance.page == Some(page));
    disclosure.indicators.retain(|indicator| indicator.provenance.page == Some(page));
    disclosure.sections.retain(|section| covers(section, page));
    disclosure.facts.retain(|fact| fact.provenance.page == Some(page));
}
