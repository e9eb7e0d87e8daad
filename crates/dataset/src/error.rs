//! Why an output folder cannot be written.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why an output folder cannot be written or read back. Always an end of the run, never the fault of one document.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// A file cannot be written.
    #[error("{}: cannot be written", path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file of the output folder cannot be read back.
    #[error("{}: cannot be read back", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another run writes to the same folder.
    #[error("{}: another run is writing here", path.display())]
    Locked {
        /// Which folder.
        path: PathBuf,
    },
}

impl DatasetError {
    /// For `map_err` after writing `path`.
    pub fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }

    /// For `map_err` after reading `path`.
    pub fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Read { path, source }
    }
}
