//! One input from file to file.

use crate::VERSION;
use crate::content_hash::{Hashed, content_hash, file_hash, open_regular};
use crate::convert::{Conversion, convert_told, panic_text};
use crate::page_note::PageNote;
use crate::path_bytes;
use crate::stages::Options;
use crate::step::{OnStep, Step};
use gongkai_dataset::DatasetError;
use gongkai_dataset::document_file::write_document;
use gongkai_dataset::document_path::document_path;
use gongkai_dataset::whole_file::WholeFile;
use gongkai_model::manifest::{Census, ManifestLine, Reason, Status};
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is to be done for one input. Plain data, so that a job can be sent to another process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Where the input is.
    #[serde(with = "path_bytes")]
    pub path: PathBuf,
    /// Its name.
    pub source: String,
    /// Its size when it was found.
    pub bytes: Option<u64>,
    /// Its hash where it was looked at before.
    pub doc_id: Option<String>,
    /// Which options it is converted with.
    pub options: String,
}

/// What was done. Plain data as well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The line of the manifest.
    pub line: ManifestLine,
    /// The reason in words; empty for `ok`.
    pub detail: String,
    /// How long it took.
    pub seconds: f64,
    /// What was found on each page. From a worker process only where it was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub page_notes: Vec<PageNote>,
}

impl Job {
    /// A line for this input that says nothing yet.
    pub(crate) fn line(&self) -> ManifestLine {
        ManifestLine {
            source: self.source.clone(),
            doc_id: self.doc_id.clone(),
            bytes: self.bytes,
            pages: None,
            status: Status::Failed,
            reason: None,
            duplicate_of: None,
            output: None,
            version: VERSION.to_owned(),
            options: self.options.clone(),
            output_bytes: None,
            output_sha256: None,
            census: Census::default(),
        }
    }
}

/// Reads the input, converts it, and writes its document under `out`. At no time is more than one document of a job in
/// memory.
///
/// # Errors
/// When the document cannot be written; what is wrong with the input is in the report.
pub fn run_job(job: &Job, out: &Path, options: &Options, on_step: &mut OnStep<'_>) -> Result<Report, DatasetError> {
    let started = Instant::now();
    let done = catch_unwind(AssertUnwindSafe(|| convert_file(job, out, options, on_step)));
    let mut report = match done {
        Ok(done) => done?,
        Err(panic) => return Ok(failed_report(job, Reason::Crashed, panic_text(&*panic), started.elapsed())),
    };
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

fn convert_file(job: &Job, out: &Path, options: &Options, on_step: &mut OnStep<'_>) -> Result<Report, DatasetError> {
    on_step(Step::Read);
    let mut line = job.line();
    let (content, doc_id) = match read_unchanged(job) {
        Ok(read) => read,
        Err((reason, detail)) => {
            line.reason = Some(reason);
            line.doc_id = None;
            return Ok(Report { line, detail, seconds: 0.0, page_notes: Vec::new() });
        }
    };
    line.bytes = u64::try_from(content.len()).ok();
    #[cfg(feature = "poison")]
    crate::poison::take_effect(&content, on_step);
    let mut conversion = convert_told(&content, &job.source, doc_id, options, on_step);
    drop(content);
    on_step(Step::Write);
    let page_notes = std::mem::take(&mut conversion.page_notes);
    let detail = publish(&mut line, conversion, out)?;
    Ok(Report { line, detail, seconds: 0.0, page_notes })
}

/// The report on an input that nothing could be done for. It is looked at only to say what it is.
pub(crate) fn failed_report(job: &Job, reason: Reason, detail: String, took: Duration) -> Report {
    let mut line = job.line();
    if line.doc_id.is_none() {
        line.doc_id = file_hash(&job.path).ok().map(|(hash, _)| hash);
    }
    line.reason = Some(reason);
    Report { line, detail, seconds: took.as_secs_f64(), page_notes: Vec::new() }
}

/// Reads an input, and makes sure that it is one content: the one that was found, not changed while it was read.
fn read_unchanged(job: &Job) -> Result<(Vec<u8>, String), (Reason, String)> {
    let unreadable = |error: io::Error| (Reason::Unreadable, error.to_string());
    let mut file = open_regular(&job.path).map_err(unreadable)?;
    let before = file.metadata().map_err(unreadable)?;
    let mut content = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0));
    file.read_to_end(&mut content).map_err(unreadable)?;
    let after = file.metadata().map_err(unreadable)?;
    let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
    let changed = |what: &str| Err((Reason::Changed, format!("{what} while the run went on")));
    if job.bytes.is_some_and(|bytes| bytes != length) || before.len() != length || after.len() != length {
        return changed("its size changed");
    }
    if before.modified().ok() != after.modified().ok() {
        return changed("it was written to");
    }
    let doc_id = content_hash(&content);
    if job.doc_id.as_ref().is_some_and(|known| *known != doc_id) {
        return changed("its content changed");
    }
    Ok((content, doc_id))
}

fn publish(line: &mut ManifestLine, conversion: Conversion, out: &Path) -> Result<String, DatasetError> {
    let Conversion { doc_id, pages, status, reason, detail, disclosure, census, page_notes: _ } = conversion;
    line.doc_id = Some(doc_id);
    line.pages = pages;
    line.status = status;
    line.reason = reason;
    line.census = census;
    if let Some(disclosure) = disclosure {
        let output = document_path(&line.source);
        let path = out.join(&output);
        let mut file = Hashed::new(WholeFile::create(&path)?);
        write_document(&mut file, &disclosure).map_err(DatasetError::write(&path))?;
        let (file, hash) = file.finish();
        line.output_sha256 = Some(hash);
        line.output_bytes = Some(file.publish()?);
        line.output = Some(output);
    }
    Ok(detail)
}
