//! A whole run: arguments to an output folder.

use crate::VERSION;
use crate::census::{Census, add, code};
use crate::duplicates::find_duplicates;
use crate::executor::{Executor, ExecutorError};
use crate::inputs::{InputError, Inputs, find_inputs};
use crate::job::{Job, Report};
use gongkai_dataset::DatasetError;
use gongkai_dataset::data_package::write_data_package;
use gongkai_dataset::lines::rebuild_lines;
use gongkai_dataset::manifest_file::{read_manifest, write_manifest};
use gongkai_dataset::run_file::{InputCounts, Run, RunOptions, write_run};
use gongkai_model::SCHEMA_VERSION;
use gongkai_model::manifest::ManifestLine;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use thiserror::Error;

/// What a run is asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// Files and folders.
    pub inputs: Vec<PathBuf>,
    /// Output folder.
    pub out: PathBuf,
    /// Folder that sources are relative to.
    pub root: Option<PathBuf>,
    /// Documents at a time; only noted, the executor decides.
    pub jobs: usize,
    /// Only noted, the caller decides.
    pub strict: bool,
}

/// Told what happens in a run.
pub trait Observer: Send {
    /// The inputs are known.
    fn begins(&mut self, inputs: &Inputs);
    /// One of them is done.
    fn done(&mut self, report: &Report);
}

/// Why a run ended early.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RunError {
    /// The arguments are wrong.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The output folder cannot be written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// Jobs cannot be run.
    #[error(transparent)]
    Executor(#[from] ExecutorError),
}

/// Converts the inputs of a request. Afterwards the output folder holds these inputs and no others: documents that an
/// earlier run left for inputs which are gone are removed.
///
/// # Errors
/// When the arguments are wrong or the output folder cannot be written. A document that cannot be read is a line of
/// the manifest.
pub fn run(
    request: &Request,
    executor: &dyn Executor,
    stop: &AtomicBool,
    observer: &mut dyn Observer,
) -> Result<Run, RunError> {
    let (clock, started) = (Instant::now(), utc(SystemTime::now()));
    let inputs = find_inputs(&request.inputs, request.root.as_deref(), &request.out)?;
    fs::create_dir_all(&request.out).map_err(DatasetError::write(&request.out))?;
    let _lock = lock(&request.out)?;
    observer.begins(&inputs);

    let jobs = jobs_of(&inputs);
    let before = read_manifest(&request.out)?;
    let mut manifest = Vec::with_capacity(jobs.len());
    let mut census = Census::default();
    executor.run(&jobs, &request.out, stop, &mut |report| {
        observer.done(&report);
        census.add(&report.census);
        manifest.push(report.line);
    })?;

    if stop.load(Ordering::Relaxed) {
        keep_unreached(&mut manifest, &before, &jobs);
    }
    manifest.sort_by(|a: &ManifestLine, b| a.source.cmp(&b.source));
    let removed = remove_stale(&request.out, &before, &manifest)?;
    rebuild_lines(&request.out, &manifest)?;
    write_data_package(&request.out, VERSION)?;
    write_manifest(&request.out, &manifest)?;

    let seconds = clock.elapsed().as_secs_f64();
    let published = manifest.iter().filter(|line| line.output.is_some());
    let pages: u64 = published.map(|line| line.pages.map_or(0, u64::from)).sum();
    let run = Run {
        version: VERSION.to_owned(),
        schema_version: SCHEMA_VERSION.to_owned(),
        started,
        seconds: thousandths(seconds),
        interrupted: stop.load(Ordering::Relaxed),
        options: RunOptions {
            inputs: request.inputs.iter().map(|path| path.display().to_string()).collect(),
            root: inputs.root.display().to_string(),
            jobs: request.jobs,
            strict: request.strict,
        },
        inputs: input_counts(&inputs, &manifest),
        removed,
        pages,
        pages_per_second: thousandths(pages as f64 / seconds.max(1e-6)),
        checks: census.checks,
        identities: census.identities,
        issues: census.issues,
    };
    write_run(&request.out, &run)?;
    Ok(run)
}

fn jobs_of(inputs: &Inputs) -> Vec<Job> {
    let originals = find_duplicates(&inputs.files);
    let source_of = |i: usize| inputs.files.get(i).map(|file| file.source.clone());
    let job = |(file, original): (&crate::inputs::InputFile, Option<usize>)| Job {
        path: file.path.clone(),
        source: file.source.clone(),
        bytes: file.bytes,
        duplicate_of: original.and_then(source_of),
    };
    inputs.files.iter().zip(originals).map(job).collect()
}

/// After an interrupt: inputs that were not reached keep what an earlier run made of them.
fn keep_unreached(manifest: &mut Vec<ManifestLine>, before: &[ManifestLine], jobs: &[Job]) {
    let mut unreached: BTreeSet<&str> = jobs.iter().map(|job| job.source.as_str()).collect();
    for line in manifest.iter() {
        unreached.remove(line.source.as_str());
    }
    let kept: Vec<_> = before.iter().filter(|line| unreached.contains(line.source.as_str())).cloned().collect();
    manifest.extend(kept);
}

/// Takes the folder for this run. The lock goes with the process, however it ends.
fn lock(out: &Path) -> Result<Option<File>, DatasetError> {
    // Where a folder cannot be opened as a file, as on Windows, there is no lock.
    let Ok(folder) = File::open(out) else { return Ok(None) };
    match folder.try_lock() {
        Err(TryLockError::WouldBlock) => Err(DatasetError::Locked { path: out.to_owned() }),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(folder)),
    }
}

/// Removes documents that the manifest of an earlier run lists and this run did not write, with folders left empty.
fn remove_stale(out: &Path, before: &[ManifestLine], now: &[ManifestLine]) -> Result<u64, DatasetError> {
    let written: BTreeSet<&str> = now.iter().filter_map(|line| line.output.as_deref()).collect();
    let mut removed = 0;
    for old in before.iter().filter_map(|line| line.output.as_deref()) {
        let inside = old.starts_with("documents/") && old.split('/').all(|part| part != "..");
        if !inside || written.contains(old) {
            continue;
        }
        let path = out.join(old);
        match fs::remove_file(&path) {
            Ok(()) => removed += 1,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(DatasetError::write(&path)(error)),
        }
        // Ends at the first folder that still holds something.
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != out) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    Ok(removed)
}

fn input_counts(inputs: &Inputs, manifest: &[ManifestLine]) -> InputCounts {
    let found = u64::try_from(inputs.files.len()).unwrap_or(u64::MAX);
    let mut counts = InputCounts { found, ignored: inputs.ignored, ..InputCounts::default() };
    for line in manifest {
        add(&mut counts.status, &code(&line.status), 1);
        if let Some(reason) = line.reason {
            add(&mut counts.reason, &code(&reason), 1);
        }
    }
    counts
}

fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Date and time as in ISO 8601.
fn utc(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Days from 0000-03-01, in eras of 400 years: https://howardhinnant.github.io/date_algorithms.html
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_are_written_in_utc() {
        let at = |seconds| utc(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(1_709_210_096), "2024-02-29T12:34:56Z");
        assert_eq!(at(1_735_689_599), "2024-12-31T23:59:59Z");
    }

    #[test]
    fn only_documents_are_ever_removed() {
        let out = tempfile::tempdir().unwrap();
        let keep = out.path().join("documents/a/keep.json");
        let gone = out.path().join("documents/b/c/gone.json");
        for path in [&keep, &gone, &out.path().join("precious.json")] {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        let line = |output: &str| -> ManifestLine {
            serde_json::from_value(serde_json::json!({
                "source": "x", "status": "ok", "output": output, "version": "0",
            }))
            .unwrap()
        };
        let before =
            [line("documents/a/keep.json"), line("documents/b/c/gone.json"), line("documents/../precious.json")];
        let removed = remove_stale(out.path(), &before, &[line("documents/a/keep.json")]).unwrap();
        assert_eq!(removed, 1);
        assert!(keep.exists() && out.path().join("precious.json").exists());
        assert!(!out.path().join("documents/b").exists());
    }
}
