//! A file that is there whole or not at all: written beside its place, then renamed.

use crate::error::DatasetError;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// A file that takes its name when it is [published](WholeFile::publish), and disappears when it is dropped before.
#[derive(Debug)]
pub struct WholeFile {
    path: PathBuf,
    writer: BufWriter<NamedTempFile>,
    written: u64,
}

impl WholeFile {
    /// Opens a temporary file in the folder of `path`, which is made where it is missing.
    ///
    /// # Errors
    /// When the folder or the file cannot be made.
    pub fn create(path: &Path) -> Result<Self, DatasetError> {
        let temporary = || {
            let folder = path.parent().unwrap_or(Path::new("."));
            std::fs::create_dir_all(folder)?;
            temporary_file(folder)
        };
        let file = temporary().map_err(DatasetError::write(path))?;
        Ok(Self { path: path.to_owned(), writer: BufWriter::with_capacity(1 << 16, file), written: 0 })
    }

    /// Writes out what is buffered and gives the file its name, in place of one that had it before. Returns its size.
    ///
    /// After a loss of power the file may be found cut short; for one that nothing else would notice, there is
    /// [`publish_for_good`](Self::publish_for_good).
    ///
    /// # Errors
    /// When the disk is full or the name cannot be taken.
    pub fn publish(self) -> Result<u64, DatasetError> {
        self.finish(false)
    }

    /// The same, and waits until the disk has it, so that not even a loss of power leaves half of it under its name.
    ///
    /// # Errors
    /// When the disk is full or the name cannot be taken.
    pub fn publish_for_good(self) -> Result<u64, DatasetError> {
        self.finish(true)
    }

    fn finish(self, for_good: bool) -> Result<u64, DatasetError> {
        let Self { path, writer, written } = self;
        let publish = || -> io::Result<File> {
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            if for_good {
                file.as_file().sync_all()?;
            }
            Ok(file.persist(&path)?)
        };
        publish().map(|_| written).map_err(DatasetError::write(&path))
    }

    /// Where the file will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.writer.write(bytes)?;
        self.written = self.written.saturating_add(u64::try_from(n).unwrap_or(u64::MAX));
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Writes `bytes` to `path`, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), DatasetError> {
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes).map_err(DatasetError::write(path))?;
    file.publish().map(drop)
}

const PREFIX: &str = ".gongkai-";
const SUFFIX: &str = ".part";

/// Removes what programs that were killed have left of files they were writing: in `out`, and in `documents` below it.
///
/// # Errors
/// When it cannot be removed.
pub fn remove_unpublished(out: &Path) -> Result<(), DatasetError> {
    let below = remove_unpublished_in(out)?;
    let mut folders: Vec<PathBuf> =
        below.into_iter().filter(|folder| folder.file_name().is_some_and(|n| n == "documents")).collect();
    while let Some(folder) = folders.pop() {
        folders.extend(remove_unpublished_in(&folder)?);
    }
    Ok(())
}

/// Removes what was left in one folder; returns the folders in it, which are not looked into.
///
/// # Errors
/// When it cannot be removed.
pub fn remove_unpublished_in(folder: &Path) -> Result<Vec<PathBuf>, DatasetError> {
    let mut below = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(below) };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let bytes = name.as_encoded_bytes();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            below.push(entry.path());
        } else if bytes.starts_with(PREFIX.as_bytes()) && bytes.ends_with(SUFFIX.as_bytes()) {
            std::fs::remove_file(entry.path()).map_err(DatasetError::write(&entry.path()))?;
        }
    }
    Ok(below)
}

fn temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    // The default is readable by the owner alone; the umask still applies to this.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unpublished_file_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.json");
        let mut file = WholeFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(std::fs::read_dir(folder.path().join("a")).unwrap().count(), 0);
        write_whole(&path, b"whole").unwrap();
        write_whole(&path, b"again").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"again");
    }

    #[test]
    fn what_was_left_unpublished_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (kept, left) = (["documents/.gongkai-notes.json", "other/.gongkai-x.part"], "documents/b/.gongkai-x1.part");
        kept.iter().chain([&left]).for_each(|name| write_whole(&at(name), b"").unwrap());
        remove_unpublished(folder.path()).unwrap();
        assert!(kept.iter().all(|name| at(name).exists()) && !at(left).exists());
    }
}
