//! Where a document stands in the output folder.

use sha2::{Digest, Sha256};

/// Longest name of a file or folder, in bytes, on the file systems in use.
const LONGEST_NAME: usize = 255;
const SUFFIX: &str = ".json";

/// Path of a document's file relative to the output folder, with `/` between its parts: `documents/`, the source, and
/// `.json`. A name too long for the file system keeps its beginning and ends in 8 hex digits of the hash of the path up
/// to it, so that two long names that begin alike stay apart.
#[must_use]
pub fn document_path(source: &str) -> String {
    let mut path = String::from("documents");
    let mut walked = String::new();
    let mut parts = source.split('/').peekable();
    while let Some(part) = parts.next() {
        if !walked.is_empty() {
            walked.push('/');
        }
        walked.push_str(part);
        path.push('/');
        let suffix = if parts.peek().is_none() { SUFFIX } else { "" };
        path.push_str(&name_that_fits(part, &walked, suffix));
    }
    path
}

fn name_that_fits(name: &str, walked: &str, suffix: &str) -> String {
    if name.len() + suffix.len() <= LONGEST_NAME {
        return format!("{name}{suffix}");
    }
    let digest = Sha256::digest(walked.as_bytes());
    let hash: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let room = LONGEST_NAME - suffix.len() - hash.len() - 1;
    let kept = name.get(..name.floor_char_boundary(room)).unwrap_or_default();
    format!("{kept}-{hash}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_mirrored() {
        assert_eq!(document_path("real/x.pdf"), "documents/real/x.pdf.json");
        assert_eq!(document_path("某局.txt"), "documents/某局.txt.json");
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let (a, b) = (format!("d/{}甲.pdf", "预".repeat(83)), format!("d/{}乙.pdf", "预".repeat(83)));
        let (a, b) = (document_path(&a), document_path(&b));
        assert_ne!(a, b);
        for path in [a, b] {
            let name = path.rsplit('/').next().unwrap();
            assert!(name.len() <= 255 && name.ends_with(".json"), "{name}");
        }
    }
}
