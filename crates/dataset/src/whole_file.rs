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
        Ok(Self { path: path.to_owned(), writer: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Writes out what is buffered and gives the file its name, in place of one that had it before.
    ///
    /// # Errors
    /// When the disk is full or the name cannot be taken.
    pub fn publish(self) -> Result<(), DatasetError> {
        let Self { path, writer } = self;
        let publish = || -> io::Result<File> {
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            Ok(file.persist(&path)?)
        };
        publish().map(drop).map_err(DatasetError::write(&path))
    }

    /// Where the file will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
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
    file.publish()
}

fn temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".gongkai-").suffix(".part");
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
}
