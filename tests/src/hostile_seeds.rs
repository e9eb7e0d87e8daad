//! What a fuzzer begins with: bytes that come far at each place where a file is taken apart, from the corpus and from pieces
//! of each place's language.

use crate::corpus::Case;
use crate::hostile::Place;
use crate::numbers::Numbers;
use std::fmt::Write;

/// Larger seeds slow a fuzzer down more than they help it.
const LARGEST: usize = 64 << 10;
/// How many seeds are made of pieces.
const MADE: u64 = 40;

/// Seeds of a place.
#[must_use]
pub fn seeds(place: Place, corpus: &[Case]) -> Vec<Vec<u8>> {
    let files = corpus.iter().map(|case| case.bytes.as_slice());
    let streams = || files.clone().flat_map(streams);
    let mut seeds: Vec<Vec<u8>> = match place {
        Place::Content => streams().filter(|stream| holds(stream, b" Tf") && !holds(stream, b"begincmap")).collect(),
        Place::CMap => streams().filter(|stream| holds(stream, b"begincmap")).collect(),
        Place::Dump => files.filter(|file| !file.starts_with(b"%PDF")).map(<[u8]>::to_vec).collect(),
        Place::Tables => Vec::new(),
        Place::Values => {
            let dumps = files.filter_map(|file| std::str::from_utf8(file).ok());
            dumps.flat_map(|text| text.lines().map(|line| line.as_bytes().to_vec())).collect()
        }
        Place::Document => files.map(<[u8]>::to_vec).collect(),
    };
    seeds.extend((0..MADE).map(|seed| place.likely_bytes(&mut Numbers::from(seed))));
    seeds.retain(|seed| seed.len() <= LARGEST);
    seeds.sort();
    seeds.dedup();
    seeds
}

/// The words of a place in the form in which libFuzzer reads them.
#[must_use]
pub fn dictionary(place: Place) -> String {
    let mut text = format!("# {place:?}\n");
    for word in place.words() {
        text.push('"');
        for byte in word.bytes() {
            let _ = write!(text, "\\x{byte:02x}");
        }
        text.push_str("\"\n");
    }
    text
}

/// The streams of a PDF, decoded where they are compressed.
fn streams(file: &[u8]) -> Vec<Vec<u8>> {
    let mut streams = Vec::new();
    let mut rest = file;
    while let Some(begin) = find(rest, b"stream\n") {
        let stream = &rest[begin + 7..];
        let Some(end) = find(stream, b"endstream") else { break };
        let bytes = &stream[..end];
        streams.push(miniz_oxide::inflate::decompress_to_vec_zlib(bytes).unwrap_or_else(|_| bytes.to_vec()));
        rest = &stream[end + 9..];
    }
    streams
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    find(bytes, what).is_some()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::cases;

    #[test]
    fn every_place_has_seeds_that_hold() {
        let corpus = cases();
        for place in Place::ALL {
            let seeds = seeds(place, &corpus);
            assert!(seeds.len() > 30, "{place:?}: {}", seeds.len());
            // The shortest do here.
            let mut few = seeds;
            few.sort_by_key(Vec::len);
            few.iter().take(20).for_each(|seed| place.hold(seed));
            assert_eq!(dictionary(place).lines().count(), place.words().len() + 1);
        }
    }
}
