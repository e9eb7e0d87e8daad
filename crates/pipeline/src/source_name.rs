//! Paths to names that are the same on every machine.

use std::path::{Component, Path, PathBuf};

/// Name of a path below the root: its parts joined by `/`, bytes that are not UTF-8 as `%XX`.
#[must_use]
pub fn source_name(below_root: &Path) -> String {
    let parts = below_root.components().filter_map(|part| match part {
        Component::Normal(name) => Some(utf8_name(name.as_encoded_bytes())),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn utf8_name(bytes: &[u8]) -> String {
    let mut name = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        name.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| name.push_str(&format!("%{byte:02X}")));
    }
    name
}

/// A path of these bytes. Where paths are text, bytes that are not UTF-8 are replaced.
#[must_use]
pub fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    #[cfg(unix)]
    {
        PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes))
    }
    #[cfg(not(unix))]
    {
        PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_utf8() {
        assert_eq!(source_name(Path::new("2024/决算 1.pdf")), "2024/决算 1.pdf");
        assert_eq!(utf8_name(b"\xb9\xab\xbf\xaa.pdf"), "%B9%AB%BF%AA.pdf");
    }
}
