//! What is to be done for each input, before anything is done.

use crate::content_hash::file_hash;
use crate::inputs::InputFile;
use crate::request::Again;
use gongkai_dataset::DatasetError;
use gongkai_dataset::document_path::document_path;
use gongkai_dataset::manifest_file::each_line;
use gongkai_model::manifest::{ManifestLine, Reason, Status};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

/// What is to be done for one input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Convert it.
    Convert(Why),
    /// Nothing: it is as an earlier run left it.
    Unchanged,
    /// Only note that its content is that of another input, which is named by its index.
    Duplicate {
        /// The input that is converted in its place.
        original: usize,
        /// An earlier run has noted the same.
        noted: bool,
    },
}

/// Why an input is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// No earlier run has seen it.
    New,
    /// Its content is another than it was.
    Changed,
    /// The program, or the options that documents are read with, are others than they were.
    Renewed,
    /// Its document is gone or is not as it was written.
    OutputMissing,
    /// It failed, and is to be tried again.
    Retry,
    /// All inputs are to be converted again.
    Forced,
}

/// What an earlier run made of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    doc_id: Option<String>,
    bytes: Option<u64>,
    status: Status,
    reason: Option<Reason>,
    duplicate_of: Option<String>,
    output_bytes: Option<u64>,
    /// It was made by this version with these options.
    current: bool,
}

/// What is to be done for the inputs of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// For each input.
    pub tasks: Vec<Task>,
    /// The hash of each input that had to be looked at.
    pub doc_ids: Vec<Option<String>>,
}

/// What decides whether an input is converted again.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// Output folder.
    pub out: &'a Path,
    /// Version of the program.
    pub version: &'a str,
    /// Which options documents are read with.
    pub options: &'a str,
    /// What is converted again.
    pub again: Again,
    /// Takes size and times of a file for its content.
    pub quick: bool,
    /// Files hashed at a time.
    pub jobs: usize,
}

impl Plan {
    /// Compares inputs, which are sorted by source, with what the manifest says of earlier runs. A file is read only where
    /// its size leaves a question. After an interrupt the plan is not to be used.
    ///
    /// # Errors
    /// When the manifest cannot be read.
    pub fn of(files: &[InputFile], terms: Terms<'_>, stop: &AtomicBool) -> Result<Self, DatasetError> {
        let known = known_inputs(files, terms)?;
        let mut doc_ids = vec![None; files.len()];
        if terms.quick {
            for ((file, known), doc_id) in files.iter().zip(&known).zip(&mut doc_ids) {
                *doc_id = known.as_ref().and_then(|known| looks_unchanged(file, known, terms.out));
            }
        }
        hash_questionable(files, &known, &mut doc_ids, terms.jobs, stop);
        let originals = originals(&doc_ids);
        let mut plan = Self { tasks: Vec::with_capacity(files.len()), doc_ids };
        for (i, (file, known)) in files.iter().zip(&known).enumerate() {
            let task = match originals.get(i).copied().flatten() {
                Some(original) => {
                    let name = files.get(original).map(|file| &file.source);
                    let noted = known.as_ref().is_some_and(|known| plan.notes(i, known, name));
                    Task::Duplicate { original, noted }
                }
                None => plan.task(i, file, known.as_ref(), terms),
            };
            plan.tasks.push(task);
        }
        Ok(plan)
    }

    fn doc_id(&self, i: usize) -> Option<&String> {
        self.doc_ids.get(i).and_then(Option::as_ref)
    }

    fn notes(&self, i: usize, known: &Known, original: Option<&String>) -> bool {
        let same = known.duplicate_of.as_ref() == original && known.doc_id.as_ref() == self.doc_id(i);
        same && known.current && known.reason == Some(Reason::Duplicate)
    }

    fn task(&self, i: usize, file: &InputFile, known: Option<&Known>, terms: Terms<'_>) -> Task {
        // An input that could not be read, or was a duplicate, has not been seen as a document yet.
        let Some(known) = known.filter(|known| known.doc_id.is_some() && known.reason != Some(Reason::Duplicate))
        else {
            return Task::Convert(Why::New);
        };
        Task::Convert(if self.doc_id(i) != known.doc_id.as_ref() {
            Why::Changed
        } else if !known.current {
            Why::Renewed
        } else if terms.again == Again::Everything {
            Why::Forced
        } else if terms.again.wants(known.status, known.reason) {
            Why::Retry
        } else if !output_stands(&file.source, known, terms.out) {
            Why::OutputMissing
        } else {
            return Task::Unchanged;
        })
    }
}

/// What the manifest says of each input; of two lines the later.
fn known_inputs(files: &[InputFile], terms: Terms<'_>) -> Result<Vec<Option<Known>>, DatasetError> {
    let mut known = vec![None; files.len()];
    each_line(terms.out, |line, _| {
        if let Ok(i) = files.binary_search_by(|file| file.source.cmp(&line.source)) {
            let current = line.version == terms.version && line.options == terms.options;
            let ManifestLine { doc_id, bytes, status, reason, duplicate_of, output_bytes, .. } = line;
            if let Some(slot) = known.get_mut(i) {
                *slot = Some(Known { doc_id, bytes, status, reason, duplicate_of, output_bytes, current });
            }
        }
        Ok(())
    })?;
    Ok(known)
}

/// The document of an input is there, in the size in which it was written. One that published nothing needs none.
fn output_stands(source: &str, known: &Known, out: &Path) -> bool {
    let Some(bytes) = known.output_bytes else { return !matches!(known.status, Status::Ok | Status::Partial) };
    fs::metadata(out.join(document_path(source))).is_ok_and(|metadata| metadata.len() == bytes)
}

/// The hash of an input, without reading it, if it has the size it had and was not touched since its document was written.
fn looks_unchanged(file: &InputFile, known: &Known, out: &Path) -> Option<String> {
    let doc_id = known.doc_id.as_ref().filter(|_| known.bytes.is_some() && known.bytes == file.bytes)?;
    let written = fs::metadata(out.join(document_path(&file.source))).ok()?.modified().ok()?;
    (last_touched(&file.path)? < written).then(|| doc_id.clone())
}

/// When a file was last written, renamed or given other times.
fn last_touched(path: &Path) -> Option<SystemTime> {
    let metadata = fs::metadata(path).ok()?;
    let modified = metadata.modified().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let since =
            std::time::Duration::new(u64::try_from(metadata.ctime()).ok()?, u32::try_from(metadata.ctime_nsec()).ok()?);
        Some(modified.max(SystemTime::UNIX_EPOCH + since))
    }
    #[cfg(not(unix))]
    Some(modified)
}

/// Hashes the inputs whose size is that of another input, or the one they had in an earlier run.
fn hash_questionable(
    files: &[InputFile],
    known: &[Option<Known>],
    doc_ids: &mut [Option<String>],
    jobs: usize,
    stop: &AtomicBool,
) {
    let mut of_size: BTreeMap<u64, u32> = BTreeMap::new();
    for bytes in files.iter().filter_map(|file| file.bytes) {
        *of_size.entry(bytes).or_default() += 1;
    }
    let questionable = |i: &usize| -> bool {
        let (Some(file), Some(known)) = (files.get(*i), known.get(*i)) else { return false };
        let Some(bytes) = file.bytes else { return false };
        let as_before = known.as_ref().is_some_and(|known| known.bytes == Some(bytes));
        as_before || of_size.get(&bytes).is_some_and(|&n| n > 1)
    };
    let open: Vec<usize> =
        (0..files.len()).filter(|&i| doc_ids.get(i).is_some_and(Option::is_none)).filter(questionable).collect();
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::with_capacity(open.len()));
    thread::scope(|scope| {
        let hash = || {
            while let (false, Some(&i)) = (stop.load(Ordering::Relaxed), open.get(next.fetch_add(1, Ordering::Relaxed)))
            {
                // One that cannot be read is found out when it is converted.
                let hashed = files.get(i).and_then(|file| file_hash(&file.path).ok());
                if let Some((doc_id, _)) = hashed {
                    found.lock().unwrap_or_else(PoisonError::into_inner).push((i, doc_id));
                }
            }
        };
        for _ in 1..jobs.min(open.len()) {
            scope.spawn(hash);
        }
        hash();
    });
    for (i, doc_id) in found.into_inner().unwrap_or_else(PoisonError::into_inner) {
        if let Some(slot) = doc_ids.get_mut(i) {
            *slot = Some(doc_id);
        }
    }
}

/// For each input the one with equal content that is converted in its place: the one with the smallest source.
fn originals(doc_ids: &[Option<String>]) -> Vec<Option<usize>> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut originals = Vec::with_capacity(doc_ids.len());
    for (i, doc_id) in doc_ids.iter().enumerate() {
        let kept = doc_id.as_deref().map_or(i, |doc_id| *first.entry(doc_id).or_insert(i));
        originals.push((kept != i).then_some(kept));
    }
    originals
}
