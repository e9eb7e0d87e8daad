//! One input from file to file.

use crate::VERSION;
use crate::census::Census;
use crate::convert::{Conversion, content_hash, convert};
use crate::stages::Options;
use gongkai_dataset::DatasetError;
use gongkai_dataset::document_file::write_document;
use gongkai_dataset::document_path::document_path;
use gongkai_dataset::whole_file::WholeFile;
use gongkai_model::manifest::{ManifestLine, Reason, Status};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What is to be done for one input. Plain data, so that a job can be sent to another process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Where the input is.
    pub path: PathBuf,
    /// Its name.
    pub source: String,
    /// Its size when it was found.
    pub bytes: Option<u64>,
    /// Name of the input with equal content that is converted in its place.
    pub duplicate_of: Option<String>,
}

/// What was done. Plain data as well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The line of the manifest.
    pub line: ManifestLine,
    /// The reason in words; empty for `ok`.
    pub detail: String,
    /// What is counted.
    pub census: Census,
    /// How long it took.
    pub seconds: f64,
}

/// Reads the input, converts it, and writes its document under `out`. At no time is more than one document of a job in
/// memory.
///
/// # Errors
/// When the document cannot be written; what is wrong with the input is in the report.
pub fn run_job(job: &Job, out: &Path, options: &Options) -> Result<Report, DatasetError> {
    let started = Instant::now();
    let mut line = ManifestLine {
        source: job.source.clone(),
        doc_id: None,
        bytes: job.bytes,
        pages: None,
        status: Status::Failed,
        reason: None,
        duplicate_of: job.duplicate_of.clone(),
        output: None,
        version: VERSION.to_owned(),
    };
    let (detail, census) = fill(&mut line, job, out, options)?;
    Ok(Report { line, detail, census, seconds: started.elapsed().as_secs_f64() })
}

fn fill(line: &mut ManifestLine, job: &Job, out: &Path, options: &Options) -> Result<(String, Census), DatasetError> {
    let content = match std::fs::read(&job.path) {
        Ok(content) => content,
        Err(error) => {
            line.reason = Some(Reason::Unreadable);
            return Ok((error.to_string(), Census::default()));
        }
    };
    let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
    if job.bytes.is_some_and(|bytes| bytes != length) {
        line.reason = Some(Reason::Changed);
        return Ok(("its size changed while the run went on".to_owned(), Census::default()));
    }
    line.bytes = Some(length);
    if let Some(original) = &job.duplicate_of {
        line.doc_id = Some(content_hash(&content));
        line.status = Status::Skipped;
        line.reason = Some(Reason::Duplicate);
        return Ok((format!("same content as {original}"), Census::default()));
    }
    let Conversion { doc_id, pages, status, reason, detail, disclosure, census } =
        convert(&content, &job.source, options);
    drop(content);
    line.doc_id = Some(doc_id);
    line.pages = pages;
    line.status = status;
    line.reason = reason;
    if let Some(disclosure) = disclosure {
        let output = document_path(&job.source);
        let path = out.join(&output);
        let mut file = WholeFile::create(&path)?;
        write_document(&mut file, &disclosure).map_err(DatasetError::write(&path))?;
        file.publish()?;
        line.output = Some(output);
    }
    Ok((detail, census))
}
