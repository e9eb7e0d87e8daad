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
    /// Names of folders that could not be opened. What they hold is not known.
    pub unopened: Vec<String>,
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

    /// Whether a source stands in a folder that could not be opened.
    #[must_use]
    pub fn may_hold(&self, source: &str) -> bool {
        let in_folder =
            |folder: &String| source.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.unopened.iter().any(in_folder)
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
    /// A pattern matches nothing.
    #[error("{}: no file matches this pattern", path.display())]
    NoMatch {
        /// The pattern.
        path: PathBuf,
    },
    /// A list of inputs cannot be read.
    #[error("{}: cannot be read", path.display())]
    List {
        /// The list.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The document of one input would be the folder of another's.
    #[error("{}: its document would stand where the folder of {} is needed", first.display(), second.display())]
    InTheWay {
        /// The input.
        first: PathBuf,
        /// The other.
        second: PathBuf,
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

/// Finds the inputs among files, folders and patterns. A file given by name is always an input. In a folder, and the
/// folders in it, the regular files are inputs that are not hidden and whose content is PDF or whose name ends in .pdf, .txt
/// or .md; the others are counted. The folder `without`, where the output goes, is passed over. Links in folders are not
/// followed, so that no file is met twice and no search goes round in circles.
///
/// Without a root, sources are relative to the longest common parent: of a file its folder, of a folder itself.
///
/// # Errors
/// When an argument does not exist, is not below the root, or two inputs would be written to one place.
pub fn find_inputs(arguments: &[PathBuf], root: Option<&Path>, without: &Path) -> Result<Inputs, InputError> {
    let without = fs::canonicalize(without).ok();
    // Where the arguments really are. A link given by name keeps its own name.
    let mut places = Vec::with_capacity(arguments.len());
    for argument in arguments {
        match fs::metadata(argument) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_pattern(argument) => {
                for path in matches(argument)? {
                    places.push(place_of(&path)?);
                }
            }
            _ => places.push(place_of(argument)?),
        }
    }
    let root = match root {
        Some(root) => fs::canonicalize(root).map_err(not_found(root))?,
        None => common_parent(places.iter().map(|place| place.folder())),
    };

    // By path, so that a file named twice is one input.
    let mut found = Found::default();
    for place in &places {
        if !place.path.starts_with(&root) {
            return Err(InputError::OutsideRoot { path: place.path.clone(), root });
        }
        if place.is_dir {
            found.walk(&place.path, without.as_deref());
        } else {
            found.files.insert(place.path.clone(), place.bytes);
        }
    }

    let name = |path: &Path| source_name(path.strip_prefix(&root).unwrap_or(path));
    let mut by_source: BTreeMap<String, InputFile> = BTreeMap::new();
    for (path, bytes) in found.files {
        let source = name(&path);
        if let Some(first) = by_source.get(&source) {
            return Err(InputError::SameName { first: first.path.clone(), second: path });
        }
        by_source.insert(source.clone(), InputFile { path, source, bytes });
    }
    reject_documents_in_the_way(&by_source)?;
    let unopened = found.unopened.iter().map(|path| name(path)).collect();
    let files = by_source.into_values().collect();
    Ok(Inputs { root, files, ignored: found.ignored, of_other_shards: BTreeSet::new(), unopened })
}

fn not_found(path: &Path) -> impl FnOnce(io::Error) -> InputError {
    let path = path.to_owned();
    move |source| InputError::NotFound { path, source }
}

/// An argument where it really is.
struct Place {
    path: PathBuf,
    is_dir: bool,
    bytes: Option<u64>,
}

impl Place {
    fn folder(&self) -> &Path {
        if self.is_dir { &self.path } else { self.path.parent().unwrap_or(&self.path) }
    }
}

fn place_of(argument: &Path) -> Result<Place, InputError> {
    let metadata = fs::metadata(argument).map_err(not_found(argument))?;
    let path = if metadata.is_dir() { fs::canonicalize(argument) } else { canonical_parent(argument) };
    // A pipe or a device has no size, and is found out to be no file when it is to be read.
    let bytes = metadata.is_file().then_some(metadata.len());
    Ok(Place { path: path.map_err(not_found(argument))?, is_dir: metadata.is_dir(), bytes })
}

fn is_pattern(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().iter().any(|byte| b"*?[".contains(byte))
}

/// What a pattern stands for, where the shell has not said it already: `*`, `?`, `[...]`, and `**` for folders in folders.
fn matches(pattern: &Path) -> Result<Vec<PathBuf>, InputError> {
    let no_match = || InputError::NoMatch { path: pattern.to_owned() };
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let found = glob::glob_with(pattern.to_str().ok_or_else(no_match)?, options).map_err(|_| no_match())?;
    let found: Vec<PathBuf> = found.filter_map(Result::ok).collect();
    if found.is_empty() { Err(no_match()) } else { Ok(found) }
}

/// `a.json` for the input `a` cannot stand beside a folder `a.json` that holds inputs.
fn reject_documents_in_the_way(by_source: &BTreeMap<String, InputFile>) -> Result<(), InputError> {
    for second in by_source.values().filter(|file| file.source.contains(".json/")) {
        let folders = second.source.match_indices(".json/").filter_map(|(i, _)| second.source.get(..i));
        if let Some(first) = folders.filter_map(|source| by_source.get(source)).next() {
            return Err(InputError::InTheWay { first: first.path.clone(), second: second.path.clone() });
        }
    }
    Ok(())
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

fn common_parent<'a>(mut folders: impl Iterator<Item = &'a Path>) -> PathBuf {
    let mut common = folders.next().map(Path::to_owned).unwrap_or_default();
    for folder in folders {
        while !folder.starts_with(&common) && common.pop() {}
    }
    common
}

/// What a search has met.
#[derive(Debug, Default)]
struct Found {
    files: BTreeMap<PathBuf, Option<u64>>,
    ignored: u64,
    unopened: Vec<PathBuf>,
}

impl Found {
    fn walk(&mut self, folder: &Path, without: Option<&Path>) {
        let enter =
            |entry: &DirEntry| entry.depth() == 0 || !(entry.file_type().is_dir() && Some(entry.path()) == without);
        let mut entries = WalkDir::new(folder).into_iter().filter_entry(enter);
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.unopened.extend(error.path().map(Path::to_owned));
                    continue;
                }
            };
            let hidden = entry.depth() > 0 && is_hidden(entry.file_name());
            if entry.file_type().is_dir() {
                if hidden {
                    entries.skip_current_dir();
                    self.ignored += 1;
                }
            } else if !hidden && entry.file_type().is_file() && is_input(entry.path()) {
                self.files.insert(entry.path().to_owned(), entry.metadata().ok().map(|m| m.len()));
            } else {
                self.ignored += 1;
            }
        }
    }
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

    #[test]
    fn patterns_stand_for_what_they_match() {
        let tree =
            tree(&[("a/1.txt", ""), ("a/b/2.txt", ""), ("a/b/.3.txt", ""), ("a/[x].txt", ""), ("a/c/4.png", "")]);
        let at = |pattern: &str| find_inputs(&[tree.path().join(pattern)], None, Path::new("/nowhere"));
        assert_eq!(sources(&at("a/**/*.txt").unwrap()), ["1.txt", "[x].txt", "b/2.txt"]);
        assert_eq!(sources(&at("a/[x].txt").unwrap()), ["[x].txt"]);
        assert_eq!(sources(&at("a/?.txt").unwrap()), ["1.txt"]);
        assert_eq!(sources(&at("*").unwrap()), ["1.txt", "[x].txt", "b/2.txt"]);
        assert!(matches!(at("a/*.pdf"), Err(InputError::NoMatch { .. })));
    }

    #[test]
    fn a_document_is_not_in_the_way_of_a_folder() {
        let tree = tree(&[("a", "%PDF-1.4"), ("a.json/b.txt", ""), ("c.json/d.txt", "")]);
        let found = find_inputs(&[tree.path().to_owned()], None, Path::new("/nowhere"));
        assert!(matches!(found, Err(InputError::InTheWay { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_folders_are_not_followed() {
        let tree = tree(&[("a/x.txt", "")]);
        std::os::unix::fs::symlink(tree.path(), tree.path().join("a/round")).unwrap();
        std::os::unix::fs::symlink(tree.path().join("a/x.txt"), tree.path().join("a/y.txt")).unwrap();
        std::os::unix::fs::symlink("z.txt", tree.path().join("a/z.txt")).unwrap();
        let inputs = find_inputs(&[tree.path().join("a")], None, Path::new("/nowhere")).unwrap();
        assert_eq!((sources(&inputs), inputs.ignored), (vec!["x.txt"], 3));
        let named = find_inputs(&[tree.path().join("a/y.txt")], None, Path::new("/nowhere")).unwrap();
        assert_eq!(sources(&named), ["y.txt"]);
        let circle = find_inputs(&[tree.path().join("a/z.txt")], None, Path::new("/nowhere"));
        assert!(matches!(circle, Err(InputError::NotFound { .. })));
    }
}
