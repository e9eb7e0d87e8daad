//! `manifest.jsonl`: one line per input.

use crate::error::DatasetError;
use crate::whole_file::WholeFile;
use gongkai_model::manifest::ManifestLine;
use std::io::{self, Write};
use std::path::Path;

/// Name of the file in the output folder.
pub const MANIFEST: &str = "manifest.jsonl";

/// Writes the manifest, which the caller has sorted by source.
///
/// # Errors
/// When it cannot be written.
pub fn write_manifest(out: &Path, manifest: &[ManifestLine]) -> Result<(), DatasetError> {
    let path = out.join(MANIFEST);
    let mut file = WholeFile::create(&path)?;
    for line in manifest {
        let written = serde_json::to_writer(&mut file, line).map_err(io::Error::from);
        written.and_then(|()| file.write_all(b"\n")).map_err(DatasetError::write(&path))?;
    }
    file.publish()
}

/// Reads the manifest of an earlier run; empty where there is none. Lines that are not of this form are left out: they
/// are another program's.
///
/// # Errors
/// When there is one that cannot be read.
pub fn read_manifest(out: &Path) -> Result<Vec<ManifestLine>, DatasetError> {
    let path = out.join(MANIFEST);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(DatasetError::read(&path)(error)),
    }
}
