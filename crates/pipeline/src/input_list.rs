//! A list of inputs in a file: one path per line, or, where there is any, per NUL byte, as `find -print0` writes it.

use crate::inputs::InputError;
use crate::source_name::path_from_bytes;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Reads a list; `-` is stdin. Paths may be of any bytes, and those that are relative start from the current folder.
///
/// # Errors
/// When the list cannot be read.
pub fn read_input_list(list: &Path) -> Result<Vec<PathBuf>, InputError> {
    let mut bytes = Vec::new();
    let read = if list == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(list).map(|read| bytes = read)
    };
    read.map_err(|source| InputError::List { path: list.to_owned(), source })?;
    Ok(listed(&bytes))
}

fn listed(bytes: &[u8]) -> Vec<PathBuf> {
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let entry = |entry: &[u8]| {
        let entry = if end == 0 { entry } else { entry.strip_suffix(b"\r").unwrap_or(entry) };
        (!entry.is_empty()).then(|| path_from_bytes(entry.to_vec()))
    };
    bytes.split(|&byte| byte == end).filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_their_paths_in_line_breaks_or_nul() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(listed("a b.pdf\r\n\n决算.pdf".as_bytes()), paths(&["a b.pdf", "决算.pdf"]));
        assert_eq!(listed(b"a\nb.pdf\0c.pdf\0"), paths(&["a\nb.pdf", "c.pdf"]));
        assert_eq!(listed(b""), paths(&[]));
    }
}
