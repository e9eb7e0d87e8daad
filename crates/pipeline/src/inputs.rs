//! Which files of the arguments are inputs, and what they are called.

use crate::request::Shard;
use crate::source_name::source_name;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

/// How far into a file the mark of a PDF may stand.
const PDF_MARK_WITHIN: u64 = 1024;

/// One file to convert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name relative to the root.
    pub source: String,
    /// Its size when it was found; `None` where even that could not be read.
    pub bytes: Option<u64>,
}

/// What the arguments come down to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inputs {
    /// Folder that the sources are relative to.
    pub root: PathBuf,
    /// Inputs, sorted by source.
    pub files: Vec<InputFile>,
    /// Files in folders that are no inputs.
    pub ignored: u64,
    /// Sources of inputs that other shards convert.
    pub of_other_shards: BTreeSet<String>,
}

impl Inputs {
    /// Leaves the inputs of other shards to them.
    #[must_use]
    pub fn shard(mut self, shard: Option<Shard>) -> Self {
        if let Some(shard) = shard {
            let others = self.files.extract_if(.., |file| !shard.holds(&file.source));
            self.of_other_shards.extend(others.map(|file| file.source));
        }
        self
    }
}

/// What is wrong with the arguments.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum InputError {
    /// An argument names nothing that can be opened.
    #[error("{}: {source}", path.display())]
    NotFound {
        /// Which argument.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// An input is not below the root.
    #[error("{}: not below the root {}", path.display(), root.display())]
    OutsideRoot {
        /// Which argument.
        path: PathBuf,
        /// The root.
        root: PathBuf,
    },
    /// Two inputs would be written to one place.
    #[error("{}: has the same name as {}", second.display(), first.display())]
    SameName {
        /// One.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
}

/// Finds the inputs among files and folders. A file given by name is always an input. In a folder, and the folders in
/// it, the regular files are inputs that are not hidden and whose content is PDF or whose name ends in .pdf, .txt or
/// .md; the others are counted. The folder `without`, where the output goes, is passed over.
///
/// Without a root, sources are relative to the longest common parent: of a file its folder, of a folder itself.
///
/// # Errors
/// When an argument does not exist, is not below the root, or two inputs have one name.
pub fn find_inputs(arguments: &[PathBuf], root: Option<&Path>, without: &Path) -> Result<Inputs, InputError> {
    let not_found = |path: &Path| {
        let path = path.to_owned();
        move |source| InputError::NotFound { path, source }
    };
    let without = fs::canonicalize(without).ok();

    // Where the arguments really are. A link given by name keeps its own name.
    let mut places = Vec::with_capacity(arguments.len());
    for argument in arguments {
        let metadata = fs::metadata(argument).map_err(not_found(argument))?;
        let place = if metadata.is_dir() { fs::canonicalize(argument) } else { canonical_parent(argument) };
        places.push((place.map_err(not_found(argument))?, metadata.is_dir()));
    }
    let root = match root {
        Some(root) => fs::canonicalize(root).map_err(not_found(root))?,
        None => common_parent(places.iter().map(|(place, is_dir)| folder_of(place, *is_dir))),
    };

    // By path, so that a file named twice is one input.
    let mut found: BTreeMap<PathBuf, Option<u64>> = BTreeMap::new();
    let mut ignored = 0;
    for (place, is_dir) in &places {
        if !place.starts_with(&root) {
            return Err(InputError::OutsideRoot { path: place.clone(), root });
        }
        if *is_dir {
            ignored += walk(place, without.as_deref(), &mut found);
        } else {
            found.insert(place.clone(), fs::metadata(place).ok().map(|m| m.len()));
        }
    }

    let mut by_source: BTreeMap<String, InputFile> = BTreeMap::new();
    for (path, bytes) in found {
        let source = source_name(path.strip_prefix(&root).unwrap_or(&path));
        if let Some(first) = by_source.get(&source) {
            return Err(InputError::SameName { first: first.path.clone(), second: path });
        }
        by_source.insert(source.clone(), InputFile { path, source, bytes });
    }
    Ok(Inputs { root, files: by_source.into_values().collect(), ignored, of_other_shards: BTreeSet::new() })
}

fn canonical_parent(file: &Path) -> io::Result<PathBuf> {
    match (file.parent(), file.file_name()) {
        (Some(parent), Some(name)) => {
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            Ok(fs::canonicalize(parent)?.join(name))
        }
        _ => fs::canonicalize(file),
    }
}

fn folder_of(place: &Path, is_dir: bool) -> &Path {
    if is_dir { place } else { place.parent().unwrap_or(place) }
}

fn common_parent<'a>(mut folders: impl Iterator<Item = &'a Path>) -> PathBuf {
    let mut common = folders.next().map(Path::to_owned).unwrap_or_default();
    for folder in folders {
        while !folder.starts_with(&common) && common.pop() {}
    }
    common
}

/// Adds the inputs of a folder and returns the number of files passed over.
fn walk(folder: &Path, without: Option<&Path>, found: &mut BTreeMap<PathBuf, Option<u64>>) -> u64 {
    let mut ignored = 0;
    let enter = |entry: &DirEntry| entry.depth() == 0 || !(entry.file_type().is_dir() && Some(entry.path()) == without);
    let mut entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(enter);
    while let Some(entry) = entries.next() {
        // A folder that cannot be opened counts as one file passed over.
        let Ok(entry) = entry else {
            ignored += 1;
            continue;
        };
        let hidden = entry.depth() > 0 && is_hidden(entry.file_name());
        if entry.file_type().is_dir() {
            if hidden {
                entries.skip_current_dir();
                ignored += 1;
            }
        } else if !hidden && entry.file_type().is_file() && is_input(entry.path()) {
            found.insert(entry.path().to_owned(), entry.metadata().ok().map(|m| m.len()));
        } else {
            ignored += 1;
        }
    }
    ignored
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_input(path: &Path) -> bool {
    let by_name = path
        .extension()
        .is_some_and(|extension| ["pdf", "txt", "md"].iter().any(|known| extension.eq_ignore_ascii_case(known)));
    by_name || begins_as_pdf(path).unwrap_or(false)
}

fn begins_as_pdf(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(PDF_MARK_WITHIN).read_to_end(&mut head)?;
    Ok(head.windows(5).any(|window| window == b"%PDF-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn sources(inputs: &Inputs) -> Vec<&str> {
        inputs.files.iter().map(|file| file.source.as_str()).collect()
    }

    #[test]
    fn folders_are_searched_by_name_and_content() {
        let tree = tree(&[
            ("b/x.PDF", ""),
            ("b/notes.md", "x"),
            ("b/picture.png", "x"),
            ("b/no-suffix", "junk %PDF-1.4"),
            ("b/.hidden.pdf", ""),
            ("b/.git/x.pdf", ""),
            ("b/out/x.txt", ""),
            ("a.txt", ""),
        ]);
        let inputs = find_inputs(&[tree.path().to_owned()], None, &tree.path().join("b/out")).unwrap();
        assert_eq!(sources(&inputs), ["a.txt", "b/no-suffix", "b/notes.md", "b/x.PDF"]);
        assert_eq!(inputs.ignored, 3);
    }

    #[test]
    fn the_root_is_the_common_parent_or_the_one_given() {
        let tree = tree(&[("s/a/x.png", ""), ("s/ab/y.txt", "")]);
        let at = |name: &str| tree.path().join(name);
        let nowhere = Path::new("/nowhere");
        let both = find_inputs(&[at("s/a/x.png"), at("s/ab"), at("s/ab/../ab/y.txt")], None, nowhere).unwrap();
        assert_eq!(sources(&both), ["a/x.png", "ab/y.txt"]);
        let rooted = find_inputs(&[at("s/ab")], Some(tree.path()), nowhere).unwrap();
        assert_eq!(sources(&rooted), ["s/ab/y.txt"]);
        let outside = find_inputs(&[at("s/ab")], Some(&at("s/a")), nowhere);
        assert!(matches!(outside, Err(InputError::OutsideRoot { .. })));
        assert!(matches!(find_inputs(&[at("gone")], None, nowhere), Err(InputError::NotFound { .. })));
    }
}
