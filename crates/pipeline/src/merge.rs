//! Several output folders to one, as if one run had made it.

use crate::VERSION;
use crate::batch::{Clock, lock};
use crate::settle::{Belongs, Settlement, consolidate};
use gongkai_dataset::DatasetError;
use gongkai_dataset::manifest_file::{Journal, MANIFEST, each_line};
use gongkai_dataset::run_file::{Run, RunOptions, read_run, write_run};
use gongkai_dataset::whole_file::{WholeFile, remove_unpublished};
use gongkai_model::SCHEMA_VERSION;
use gongkai_model::manifest::ManifestLine;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why folders cannot be merged.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MergeError {
    /// A folder is none that a run has written.
    #[error("{}: not an output folder: no {MANIFEST} in it", path.display())]
    NoManifest {
        /// The folder.
        path: PathBuf,
    },
    /// The run into a folder has not come to its end.
    #[error("{}: the run that writes it has not finished", path.display())]
    Unfinished {
        /// The folder.
        path: PathBuf,
    },
    /// The output would be one of the folders that are merged.
    #[error("{}: cannot be merged into itself", path.display())]
    Itself {
        /// The folder.
        path: PathBuf,
    },
    /// Two folders say different things of one input.
    #[error("{}: {source_name} is not what it is in {}", second.display(), first.display())]
    Conflict {
        /// Name of the input.
        source_name: String,
        /// One folder.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Two folders were made by different versions or with different options.
    #[error("{}: made by another version, or with other options, than {}", second.display(), first.display())]
    Mixed {
        /// One folder.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// A folder cannot be read or written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}

/// Merges output folders, as the shards of one run are, into `out`, which afterwards holds what they hold and nothing else.
/// Of inputs with equal content in several of them the one with the smallest source stays.
///
/// # Errors
/// When a folder is no output folder or two do not fit together, and when `out` cannot be written.
pub fn merge(folders: &[PathBuf], out: &Path) -> Result<Run, MergeError> {
    let mut clock = Clock::start();
    let mut run = Run {
        version: VERSION.to_owned(),
        schema_version: SCHEMA_VERSION.to_owned(),
        started: clock.started.clone(),
        options: RunOptions {
            inputs: folders.iter().map(|folder| folder.display().to_string()).collect(),
            ..RunOptions::default()
        },
        ..Run::default()
    };
    fs::create_dir_all(out).map_err(DatasetError::write(out))?;
    let _lock = lock(out)?;
    let taken = take_stock(folders, out)?;
    let before = read_run(out);
    write_run(out, &run)?;
    run.parts.planning = clock.lap();

    let mut journal = Journal::open(out)?;
    for (i, folder) in folders.iter().enumerate() {
        each_line(folder, |line, _| {
            // A line that a later one stands for is passed over.
            if taken.get(&line.source).is_some_and(|taken| taken.folder == i && taken.doc_id == line.doc_id) {
                copy_document(&line, folder, out)?;
                journal.append(&line)?;
            }
            Ok(())
        })?;
    }
    run.parts.documents = clock.lap();

    let belongs = |source: &str| if taken.contains_key(source) { Belongs::ToRun } else { Belongs::ToNobody };
    let settled = Settlement { out, belongs: &belongs, prune: true }.settle()?;
    run.consolidated = Some(consolidate(out, &settled.manifest, before.as_ref(), VERSION)?);
    remove_unpublished(out)?;
    settled.tell(&mut run);
    run.inputs.found = taken.len().try_into().unwrap_or(u64::MAX);
    run.parts.consolidation = clock.lap();
    run.seconds = clock.total();
    run.finished = true;
    write_run(out, &run)?;
    Ok(run)
}

/// Which folder an input is taken from.
struct Taken {
    folder: usize,
    doc_id: Option<String>,
}

/// Looks at the manifests, and makes sure that they fit together, before anything is written.
fn take_stock(folders: &[PathBuf], out: &Path) -> Result<BTreeMap<String, Taken>, MergeError> {
    let own = fs::canonicalize(out).map_err(DatasetError::read(out))?;
    let mut taken: BTreeMap<String, Taken> = BTreeMap::new();
    let mut made_with: Option<(usize, String, String)> = None;
    for (i, folder) in folders.iter().enumerate() {
        if !folder.join(MANIFEST).is_file() {
            return Err(MergeError::NoManifest { path: folder.clone() });
        }
        if fs::canonicalize(folder).map_err(DatasetError::read(folder))? == own {
            return Err(MergeError::Itself { path: folder.clone() });
        }
        if !read_run(folder).is_some_and(|run| run.finished) {
            return Err(MergeError::Unfinished { path: folder.clone() });
        }
        let at = |i: usize| folders.get(i).cloned().unwrap_or_default();
        let mut misfit = None;
        each_line(folder, |line, _| {
            let (with_i, version, options) =
                made_with.get_or_insert_with(|| (i, line.version.clone(), line.options.clone()));
            if *version != line.version || *options != line.options {
                misfit.get_or_insert_with(|| MergeError::Mixed { first: at(*with_i), second: folder.clone() });
            }
            let doc_id = line.doc_id;
            match taken.get(&line.source) {
                Some(other) if other.folder != i && other.doc_id != doc_id => {
                    let (first, second) = (at(other.folder), folder.clone());
                    misfit.get_or_insert(MergeError::Conflict { source_name: line.source, first, second });
                }
                Some(other) if other.folder != i => {}
                _ => {
                    taken.insert(line.source, Taken { folder: i, doc_id });
                }
            }
            Ok(())
        })?;
        if let Some(misfit) = misfit {
            return Err(misfit);
        }
    }
    Ok(taken)
}

/// Copies the document of a line, with its time, by which a later run may know it.
fn copy_document(line: &ManifestLine, folder: &Path, out: &Path) -> Result<(), DatasetError> {
    let Some(output) = line.output.as_deref().filter(|output| !output.split('/').any(|part| part == "..")) else {
        return Ok(());
    };
    let (from, to) = (folder.join(output), out.join(output));
    let mut document = File::open(&from).map_err(DatasetError::read(&from))?;
    let modified = document.metadata().and_then(|metadata| metadata.modified()).ok();
    if modified.is_some() && fs::metadata(&to).and_then(|there| there.modified()).ok() == modified {
        return Ok(());
    }
    let mut copy = WholeFile::create(&to)?;
    io::copy(&mut document, &mut copy).map_err(DatasetError::write(&to))?;
    copy.publish()?;
    // Without its time it is looked at more closely, no more.
    if let (Some(modified), Ok(copy)) = (modified, File::options().write(true).open(&to)) {
        let _ = copy.set_modified(modified);
    }
    Ok(())
}
