//! The manifest at the end of a run: sorted, one line per input, and nothing in the folder that it does not list.

use crate::census::code;
use crate::content_hash::file_hash;
use gongkai_dataset::DatasetError;
use gongkai_dataset::data_package::write_data_package;
use gongkai_dataset::lines::LineFiles;
use gongkai_dataset::manifest_file::{MANIFEST, each_line, line_bytes};
use gongkai_dataset::run_file::{Consolidated, Run};
use gongkai_dataset::sorted_lines::{LineSorter, SortedLines};
use gongkai_dataset::whole_file::WholeFile;
use gongkai_model::manifest::{Census, ManifestLine, Reason, Status, add};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Memory for lines that are sorted; more of them go through temporary files.
const SORT_BYTES: usize = 32 << 20;

/// Whose line one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// An input of this run.
    ToRun,
    /// An input of another shard.
    ToOthers,
    /// No input any more.
    ToNobody,
}

/// How the manifest is settled.
pub struct Settlement<'a> {
    /// Output folder.
    pub out: &'a Path,
    /// Whose line that of a source is.
    pub belongs: &'a dyn Fn(&str) -> Belongs,
    /// Lines of inputs that are gone are dropped.
    pub prune: bool,
}

/// What the settled manifest says.
#[derive(Debug, Default)]
pub struct Settled {
    /// SHA-256 of the manifest.
    pub manifest: String,
    /// Inputs of this run by status.
    pub status: BTreeMap<String, u64>,
    /// Inputs of this run by reason.
    pub reason: BTreeMap<String, u64>,
    /// What is counted in their documents.
    pub census: Census,
    /// Pages of their documents.
    pub pages: u64,
    /// Sources that are gone, and whose documents were kept.
    pub gone: Vec<String>,
    /// Sources whose documents were dropped: those that are gone, or were given another name.
    pub dropped: Vec<String>,
    /// Document files that were removed.
    pub removed: u64,
}

impl Settlement<'_> {
    /// Sorts the manifest, of two lines of one source keeps the later, of documents with equal content the one with the
    /// smallest source, and removes documents that no line lists. Bounded memory, but for one hash per input.
    ///
    /// # Errors
    /// When the output folder cannot be read or written.
    pub fn settle(&self) -> Result<Settled, DatasetError> {
        let path = self.out.join(MANIFEST);
        let (lines, present) = self.sort()?;
        let mut settled = Settled::default();
        let mut first: BTreeMap<Hash, String> = BTreeMap::new();
        let mut unlisted: Vec<String> = Vec::new();
        let mut file = WholeFile::create(&path)?;
        let mut group = Group::new(lines);
        while let Some((bytes, earlier)) = group.next().transpose().map_err(DatasetError::read(&path))? {
            let read = serde_json::from_slice(&bytes).map_err(io::Error::from);
            let mut line: ManifestLine = read.map_err(DatasetError::read(&path))?;
            let belongs = (self.belongs)(&line.source);
            let hash = line.doc_id.as_deref().and_then(hash_of);
            if belongs == Belongs::ToNobody {
                // Content that is an input under another name is not listed twice.
                if self.prune || hash.is_some_and(|hash| present.contains(&hash)) {
                    unlisted.extend(line.output.into_iter().chain(earlier));
                    settled.dropped.push(line.source);
                    continue;
                }
                settled.gone.push(line.source.clone());
            }
            let mut bytes = bytes;
            if let Some(hash) = hash {
                let original = first.entry(hash).or_insert_with(|| line.source.clone());
                if *original != line.source && line.duplicate_of.as_ref() != Some(original) {
                    unlisted.extend(line.output.take());
                    line = duplicate_line(line, original);
                    bytes = line_bytes(&line).map_err(DatasetError::write(&path))?;
                }
            }
            unlisted.extend(earlier.filter(|output| line.output.as_ref() != Some(output)));
            if belongs == Belongs::ToRun {
                settled.count(&line);
            }
            bytes.push(b'\n');
            file.write_all(&bytes).map_err(DatasetError::write(&path))?;
        }
        file.publish_for_good()?;
        settled.manifest = file_hash(&path).map_err(DatasetError::read(&path))?.0;
        settled.removed = remove_documents(self.out, &unlisted)?;
        Ok(settled)
    }

    /// The lines of the manifest by source, and the hashes of inputs that are there.
    fn sort(&self) -> Result<(SortedLines, BTreeSet<Hash>), DatasetError> {
        let mut sorter = LineSorter::new(self.out, SORT_BYTES);
        let mut hashes: BTreeMap<String, Hash> = BTreeMap::new();
        each_line(self.out, |line, bytes| {
            if (self.belongs)(&line.source) != Belongs::ToNobody {
                match line.doc_id.as_deref().and_then(hash_of) {
                    Some(hash) => hashes.insert(line.source.clone(), hash),
                    None => hashes.remove(&line.source),
                };
            }
            sorter.push(line.source.as_bytes(), bytes).map_err(DatasetError::write(self.out))
        })?;
        let lines = sorter.sorted().map_err(DatasetError::write(self.out))?;
        Ok((lines, hashes.into_values().collect()))
    }
}

impl Settled {
    /// Puts what the manifest says into the record of the run.
    pub(crate) fn tell(self, run: &mut Run) {
        run.gone = self.gone.len().try_into().unwrap_or(u64::MAX);
        run.removed = self.removed;
        run.pages = self.pages;
        (run.inputs.status, run.inputs.reason) = (self.status, self.reason);
        run.count(self.census);
    }

    fn count(&mut self, line: &ManifestLine) {
        add(&mut self.status, &code(&line.status), 1);
        if let Some(reason) = line.reason {
            add(&mut self.reason, &code(&reason), 1);
        }
        if line.output.is_some() {
            self.pages += line.pages.map_or(0, u64::from);
        }
        self.census.add(&line.census);
    }
}

/// Rebuilds the JSONL files and their description from the documents that the manifest lists, unless they were made from
/// the same manifest before and are still there.
///
/// # Errors
/// When a document cannot be read back or a file cannot be written.
pub fn consolidate(
    out: &Path,
    manifest: &str,
    before: Option<&Run>,
    version: &str,
) -> Result<Consolidated, DatasetError> {
    let before = before.filter(|run| run.finished).and_then(|run| run.consolidated.as_ref());
    if let Some(consolidated) = before.filter(|before| before.manifest == manifest && before.stands_in(out)) {
        return Ok(consolidated.clone());
    }
    let mut files = LineFiles::create(out)?;
    each_line(out, |line, _| match (&line.output, &line.doc_id) {
        (Some(output), Some(doc_id)) => files.add(output, doc_id),
        _ => Ok(()),
    })?;
    let mut files = files.publish()?;
    let (name, bytes) = write_data_package(out, version)?;
    files.insert(name, bytes);
    Ok(Consolidated { manifest: manifest.to_owned(), files })
}

/// The line of an input whose content another input has.
pub(crate) fn duplicate_line(line: ManifestLine, original: &str) -> ManifestLine {
    ManifestLine {
        pages: None,
        status: Status::Skipped,
        reason: Some(Reason::Duplicate),
        duplicate_of: Some(original.to_owned()),
        output: None,
        output_bytes: None,
        output_sha256: None,
        census: Census::default(),
        ..line
    }
}

type Hash = [u8; 32];

/// 64 hex digits to the hash they stand for.
fn hash_of(hex: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    for (byte, pair) in hash.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?;
    }
    (hex.len() == 64).then_some(hash)
}

/// Lines of one source after each other: the last of them, and an output that an earlier one names.
struct Group {
    lines: SortedLines,
    next: Option<(Vec<u8>, Vec<u8>)>,
}

impl Group {
    const fn new(lines: SortedLines) -> Self {
        Self { lines, next: None }
    }
}

impl Iterator for Group {
    type Item = io::Result<(Vec<u8>, Option<String>)>;

    fn next(&mut self) -> Option<Self::Item> {
        let (source, mut last) = match self.next.take() {
            Some(first) => first,
            None => match self.lines.next()? {
                Ok(first) => first,
                Err(error) => return Some(Err(error)),
            },
        };
        let mut output = None;
        for line in self.lines.by_ref() {
            match line {
                Ok((of, later)) if of == source => {
                    let earlier: Option<ManifestLine> = serde_json::from_slice(&last).ok();
                    output = earlier.and_then(|line| line.output).or(output);
                    last = later;
                }
                Ok(of_another) => {
                    self.next = Some(of_another);
                    break;
                }
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok((last, output)))
    }
}

/// Removes documents, with folders left empty. What does not stand under `documents/` is never touched.
fn remove_documents(out: &Path, outputs: &[String]) -> Result<u64, DatasetError> {
    let mut removed = 0;
    for output in outputs {
        if !output.starts_with("documents/") || output.split('/').any(|part| part == "..") {
            continue;
        }
        let path = out.join(output);
        match fs::remove_file(&path) {
            Ok(()) => removed += 1,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
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

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_dataset::manifest_file::Journal;

    fn line(source: &str, doc_id: u8, output: bool) -> ManifestLine {
        let status = if output { "ok" } else { "failed" };
        let output = output.then(|| format!("documents/{source}.json"));
        let value = serde_json::json!({
            "source": source, "doc_id": format!("{doc_id:02x}").repeat(32), "status": status, "output": output, "version": "0",
        });
        serde_json::from_value(value).unwrap()
    }

    fn folder(lines: &[ManifestLine]) -> tempfile::TempDir {
        let out = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(out.path()).unwrap();
        for line in lines {
            journal.append(line).unwrap();
            if let Some(output) = &line.output {
                let path = out.path().join(output);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "{}").unwrap();
            }
        }
        out
    }

    fn settle(out: &Path, inputs: &[&str], prune: bool) -> (Settled, Vec<(String, Option<String>)>) {
        let belongs = |source: &str| if inputs.contains(&source) { Belongs::ToRun } else { Belongs::ToNobody };
        let settled = Settlement { out, belongs: &belongs, prune }.settle().unwrap();
        let mut lines = Vec::new();
        each_line(out, |line, _| {
            lines.push((line.source, line.duplicate_of));
            Ok(())
        })
        .unwrap();
        (settled, lines)
    }

    #[test]
    fn the_later_line_stands_and_takes_its_document_along() {
        let out = folder(&[line("b", 1, true), line("a/x", 2, true), line("b", 3, false)]);
        let (settled, lines) = settle(out.path(), &["a/x", "b"], false);
        assert_eq!(lines, [("a/x".to_owned(), None), ("b".to_owned(), None)]);
        assert_eq!((settled.removed, settled.status["failed"], settled.status["ok"]), (1, 1, 1));
        assert!(!out.path().join("documents/b.json").exists() && out.path().join("documents/a/x.json").exists());
        let again = settle(out.path(), &["a/x", "b"], false).0;
        assert_eq!(again.manifest, settled.manifest);
    }

    #[test]
    fn gone_inputs_are_kept_until_pruned_and_renamed_ones_are_not() {
        let out = folder(&[line("old", 1, true), line("gone", 2, true), line("new", 1, true)]);
        let (settled, lines) = settle(out.path(), &["new"], false);
        assert_eq!(lines, [("gone".to_owned(), None), ("new".to_owned(), None)]);
        assert_eq!((settled.gone, settled.dropped), (vec!["gone".to_owned()], vec!["old".to_owned()]));
        let (settled, lines) = settle(out.path(), &["new"], true);
        assert_eq!((lines.len(), settled.removed), (1, 1));
    }

    #[test]
    fn of_equal_contents_the_smallest_source_stays() {
        let out = folder(&[line("c", 1, true), line("a", 1, true), line("b", 1, false)]);
        let (settled, lines) = settle(out.path(), &["a", "b", "c"], false);
        let of_a = Some("a".to_owned());
        assert_eq!(lines, [("a".to_owned(), None), ("b".to_owned(), of_a.clone()), ("c".to_owned(), of_a)]);
        assert_eq!(settled.status["skipped"], 2);
        assert!(!out.path().join("documents/c.json").exists());
    }

    #[test]
    fn only_documents_are_ever_removed() {
        let out = folder(&[line("b/c/gone", 1, true), line("a/keep", 2, true)]);
        fs::write(out.path().join("precious.json"), "").unwrap();
        let outputs = ["documents/b/c/gone.json", "documents/../precious.json", "precious.json"].map(str::to_owned);
        assert_eq!(remove_documents(out.path(), &outputs).unwrap(), 1);
        assert!(out.path().join("precious.json").exists() && out.path().join("documents/a/keep.json").exists());
        assert!(!out.path().join("documents/b").exists());
    }
}
