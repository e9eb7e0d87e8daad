//! Inputs with equal content.

use crate::convert::content_hash;
use crate::inputs::InputFile;
use std::collections::BTreeMap;

/// For each input, the index of the one with equal content that is converted in its place: the one with the smallest
/// source. `None` for inputs that are converted themselves. Only files of equal size are read.
#[must_use]
pub fn find_duplicates(files: &[InputFile]) -> Vec<Option<usize>> {
    let mut by_size: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (i, file) in files.iter().enumerate() {
        if let Some(bytes) = file.bytes {
            by_size.entry(bytes).or_default().push(i);
        }
    }
    let mut original = vec![None; files.len()];
    for same_size in by_size.into_values().filter(|group| group.len() > 1) {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        // Indices ascend, and so do sources: the first of each content is the one to convert.
        for i in same_size {
            let content = files.get(i).and_then(|file| std::fs::read(&file.path).ok());
            let Some(content) = content else { continue };
            let kept = *first.entry(content_hash(&content)).or_insert(i);
            if let (true, Some(slot)) = (kept != i, original.get_mut(i)) {
                *slot = Some(kept);
            }
        }
    }
    original
}
