//! `manifest.jsonl`: one line per input.
//!
//! While a run goes on, lines are appended as inputs are done, and a later line stands for an earlier one of the same
//! source; a line that a killed program left half written is none. At the end of a run the file is written anew, sorted.

use crate::error::DatasetError;
use gongkai_model::manifest::ManifestLine;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Name of the file in the output folder.
pub const MANIFEST: &str = "manifest.jsonl";

/// Hands over the lines of the manifest in `out`, in the order of the file, one at a time in memory: what a line says,
/// and its bytes. None where there is no manifest. Lines that are not of this form are left out.
///
/// # Errors
/// When there is one that cannot be read, or `each` fails.
pub fn each_line(
    out: &Path,
    mut each: impl FnMut(ManifestLine, &[u8]) -> Result<(), DatasetError>,
) -> Result<(), DatasetError> {
    let path = out.join(MANIFEST);
    let mut file = match File::open(&path) {
        Ok(file) => BufReader::with_capacity(1 << 16, file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(DatasetError::read(&path)(error)),
    };
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if file.read_until(b'\n', &mut bytes).map_err(DatasetError::read(&path))? == 0 {
            return Ok(());
        }
        if let Ok(line) = serde_json::from_slice(&bytes) {
            each(line, bytes.trim_ascii_end())?;
        }
    }
}

/// A line as it stands in the file, without its line break.
///
/// # Errors
/// Never, as long as the line is plain data.
pub fn line_bytes(line: &ManifestLine) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(line)?)
}

/// The manifest while a run goes on.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// Lines appended so far.
    appended: u64,
}

impl Journal {
    /// Opens the manifest in `out` to add to it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(out: &Path) -> Result<Self, DatasetError> {
        let path = out.join(MANIFEST);
        let open = || -> io::Result<File> {
            let mut file = OpenOptions::new().create(true).read(true).append(true).open(&path)?;
            // A line that was left half written is ended, so that the next one stands alone.
            if file.seek(SeekFrom::End(0))? > 0 {
                file.seek(SeekFrom::End(-1))?;
                let mut last = [0];
                file.read_exact(&mut last)?;
                if last != *b"\n" {
                    file.write_all(b"\n")?;
                }
            }
            Ok(file)
        };
        let file = open().map_err(DatasetError::write(&path))?;
        Ok(Self { path, file, appended: 0 })
    }

    /// Appends a line, in one piece.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn append(&mut self, line: &ManifestLine) -> Result<(), DatasetError> {
        let mut append = || -> io::Result<()> {
            let mut bytes = line_bytes(line)?;
            bytes.push(b'\n');
            self.file.write_all(&bytes)
        };
        append().map_err(DatasetError::write(&self.path))?;
        self.appended += 1;
        Ok(())
    }

    /// Lines appended so far.
    #[must_use]
    pub const fn appended(&self) -> u64 {
        self.appended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(source: &str) -> ManifestLine {
        serde_json::from_value(serde_json::json!({ "source": source, "status": "ok", "version": "0" })).unwrap()
    }

    #[test]
    fn a_line_left_half_written_costs_no_other() {
        let out = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(out.path()).unwrap();
        journal.append(&line("a")).unwrap();
        drop(journal);
        let path = out.path().join(MANIFEST);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.extend_from_slice(b"{\"source\":\"b\",\"sta");
        std::fs::write(&path, bytes).unwrap();
        let mut journal = Journal::open(out.path()).unwrap();
        journal.append(&line("c")).unwrap();
        assert_eq!(journal.appended(), 1);
        let mut sources = Vec::new();
        each_line(out.path(), |line, _| {
            sources.push(line.source);
            Ok(())
        })
        .unwrap();
        assert_eq!(sources, ["a", "c"]);
    }
}
