//! What tells one content from another: its SHA-256.

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// SHA-256 of bytes in memory, in hex.
#[must_use]
pub fn content_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of a file, in hex, and its length. A piece of it at a time is in memory.
///
/// # Errors
/// When it cannot be read, or is no regular file and might never end.
pub fn file_hash(path: &Path) -> io::Result<(String, u64)> {
    let mut file = open_regular(path)?;
    let mut hash = Sha256::new();
    let (mut piece, mut length) = (vec![0; 1 << 17], 0_u64);
    loop {
        let n = file.read(&mut piece)?;
        if n == 0 {
            return Ok((hex(&hash.finalize()), length));
        }
        hash.update(piece.get(..n).unwrap_or_default());
        length = length.saturating_add(u64::try_from(n).unwrap_or(u64::MAX));
    }
}

/// Hashes what is written through it.
pub(crate) struct Hashed<W> {
    to: W,
    hash: Sha256,
}

impl<W: Write> Hashed<W> {
    pub(crate) fn new(to: W) -> Self {
        Self { to, hash: Sha256::new() }
    }

    /// What was written to, and the hash in hex of what was written.
    pub(crate) fn finish(self) -> (W, String) {
        (self.to, hex(&self.hash.finalize()))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.to.write(bytes)?;
        self.hash.update(bytes.get(..n).unwrap_or_default());
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Opens a file, but not a pipe or a device, which could keep its reader waiting for ever.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    File::open(path)
}

fn hex(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| DIGITS.get(usize::from(nibble))).map(|&digit| char::from(digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_lower_case_hex() {
        assert_eq!(content_hash(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn what_is_written_is_hashed() {
        let mut to = Hashed::new(Vec::new());
        to.write_all("决算\n".as_bytes()).unwrap();
        to.write_all(b"2024").unwrap();
        let (bytes, hash) = to.finish();
        assert_eq!(hash, content_hash(&bytes));
    }

    #[test]
    fn a_file_has_the_hash_of_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let (path, bytes) = (folder.path().join("a"), vec![7; 300_000]);
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(file_hash(&path).unwrap(), (content_hash(&bytes), 300_000));
        assert!(file_hash(folder.path()).is_err());
    }
}
