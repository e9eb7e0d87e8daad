//! Decoded bytes of content streams, and whether they are all of it.
//!
//! A broken deflate stream still yields its beginning. Taken for the whole, it would be a table without its last rows, so
//! what is missing is told.

use crate::object::Objects;
use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Dictionary, Object, Stream};

/// What a content stream holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// Decoded bytes as far as they can be had.
    pub(crate) bytes: Vec<u8>,
    /// What is wrong with them.
    pub(crate) damage: Damage,
}

/// How much of a content stream is there, from sound to worst.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Damage {
    /// All of it.
    #[default]
    None,
    /// All of it, but its check sum is another: a byte may be wrong.
    CheckSum,
    /// A part, or nothing.
    Cut,
}

impl Content {
    fn lost() -> Self {
        Self { bytes: Vec::new(), damage: Damage::Cut }
    }

    /// Appends the next stream of a page; streams are parted by white space (ISO 32000-1, 7.8.2).
    fn push(&mut self, next: Self) {
        self.damage = self.damage.max(next.damage);
        if self.bytes.is_empty() {
            self.bytes = next.bytes;
        } else {
            self.bytes.push(b'\n');
            self.bytes.extend_from_slice(&next.bytes);
        }
    }
}

/// The content streams of a page, one after the other.
pub(crate) fn page_content(objects: &Objects<'_>, page: &Dictionary) -> Content {
    let mut all = Content::default();
    let Ok(entry) = page.get(b"Contents") else { return all };
    match objects.resolve(entry) {
        Object::Array(streams) => {
            for stream in streams {
                all.push(one_content(objects, objects.resolve(stream)));
            }
        }
        other => all.push(one_content(objects, other)),
    }
    all
}

fn one_content(objects: &Objects<'_>, object: &Object) -> Content {
    match object {
        Object::Stream(stream) => stream_content(objects, stream),
        _ => Content::lost(),
    }
}

/// The bytes of one content stream.
pub(crate) fn stream_content(objects: &Objects<'_>, stream: &Stream) -> Content {
    if is_deflated_alone(objects, &stream.dict) {
        return inflated(&stream.content, objects.max_stream_bytes());
    }
    objects.stream_bytes(stream).map_or_else(Content::lost, |bytes| Content { bytes, damage: Damage::None })
}

/// Whether deflate is the only filter, without a predictor, as for nearly every content stream.
fn is_deflated_alone(objects: &Objects<'_>, dict: &Dictionary) -> bool {
    let filter = match objects.get(dict, b"Filter") {
        Some(Object::Array(filters)) if filters.len() == 1 => filters.first().map(|f| objects.resolve(f)),
        other => other,
    };
    matches!(filter, Some(Object::Name(name)) if name == b"FlateDecode" || name == b"Fl")
        && !dict.has(b"DecodeParms")
        && !dict.has(b"DP")
}

/// Inflates a zlib stream (RFC 1950). More than `limit` bytes are none.
fn inflated(input: &[u8], limit: usize) -> Content {
    let Some((bytes, whole)) = inflate(input, limit, true) else { return Content::lost() };
    if whole {
        return Content { bytes, damage: Damage::None };
    }
    // Without its header and its check sum: where the data ends as it should, the sum alone is wrong or missing.
    let Some((plain, whole)) = inflate(input.get(2..).unwrap_or_default(), limit, false) else {
        return Content::lost();
    };
    if whole {
        return Content { bytes: plain, damage: Damage::CheckSum };
    }
    Content { bytes: if plain.len() > bytes.len() { plain } else { bytes }, damage: Damage::Cut }
}

/// The bytes up to the end or the first fault, and whether the end was reached; none where they are more than the limit.
fn inflate(input: &[u8], limit: usize, header: bool) -> Option<(Vec<u8>, bool)> {
    let mut inflater = Decompress::new(header);
    let mut out = Vec::with_capacity(input.len().saturating_mul(4).clamp(64, limit.max(64)));
    loop {
        let read = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        let rest = input.get(read..).unwrap_or_default();
        let before = (read, out.len());
        match inflater.decompress_vec(rest, &mut out, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return Some((out, true)),
            Err(_) => return Some((out, false)),
            Ok(_) => {}
        }
        if out.len() > limit {
            return None;
        }
        if out.len() == out.capacity() {
            out.reserve(out.len().min(limit) + 1);
        } else if before == (usize::try_from(inflater.total_in()).unwrap_or(usize::MAX), out.len()) {
            return Some((out, false));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compress, Compression, FlushCompress};

    fn zlib(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() + 64);
        Compress::new(Compression::default(), true).compress_vec(text, &mut out, FlushCompress::Finish).unwrap();
        out
    }

    /// Text that deflate cannot make much shorter than a byte for a number.
    fn text() -> Vec<u8> {
        (0..20_000_u32).flat_map(|n| format!("{} ", n.wrapping_mul(2_654_435_761) % 9973).into_bytes()).collect()
    }

    #[test]
    fn a_whole_stream_is_read_whole() {
        assert_eq!(inflated(&zlib(&text()), 1 << 20), Content { bytes: text(), damage: Damage::None });
        assert_eq!(inflated(&zlib(b""), 100), Content::default());
    }

    #[test]
    fn a_cut_stream_gives_its_beginning_and_says_so() {
        let whole = zlib(&text());
        let cut = inflated(&whole[..whole.len() / 2], 1 << 20);
        assert_eq!(cut.damage, Damage::Cut);
        assert!(cut.bytes.len() > 10_000 && text().starts_with(&cut.bytes));
        assert_eq!(inflated(b"", 100), Content::lost());
        assert_eq!(inflated(b"no deflate", 100).damage, Damage::Cut);
    }

    #[test]
    fn a_wrong_or_missing_check_sum_costs_nothing_but_is_told() {
        let mut stream = zlib(&text());
        let end = stream.len() - 4;
        assert_eq!(inflated(&stream[..end], 1 << 20), Content { bytes: text(), damage: Damage::CheckSum });
        stream[end] ^= 1;
        assert_eq!(inflated(&stream, 1 << 20), Content { bytes: text(), damage: Damage::CheckSum });
    }

    #[test]
    fn more_than_the_limit_is_none() {
        let bomb = zlib(&vec![b' '; 1 << 20]);
        assert_eq!(inflated(&bomb, 1000), Content::lost());
    }
}
