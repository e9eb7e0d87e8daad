//! Hostile files: any bytes at each place where a file is taken apart, and the corpus cut short and changed.

use gongkai_tests::corpus::{cases, folder};
use gongkai_tests::folder::Folder;
use gongkai_tests::hostile::Place;
use gongkai_tests::long_files::long_files;
use gongkai_tests::mutants::{Change, mutant};
use gongkai_tests::numbers::Numbers;
use std::fs;
use std::time::{Duration, Instant};

#[test]
fn any_bytes_are_taken_apart_without_a_panic() {
    for place in Place::ALL {
        for seed in 0..12 {
            let mut numbers = Numbers::from(seed);
            place.hold(&place.likely_bytes(&mut numbers));
            let noise = numbers.index(500);
            place.hold(&numbers.bytes(noise));
        }
    }
}

/// Files in `tests/finds`, in a folder for each place, are what fuzzers found there.
#[test]
fn what_fuzzers_found_holds_now() {
    for place in Place::ALL {
        let Ok(finds) = fs::read_dir(folder("tests").join("finds").join(place.name())) else { continue };
        for find in finds.flatten() {
            let (bytes, begun) = (fs::read(find.path()).expect("the find is there"), Instant::now());
            place.hold(&bytes);
            assert!(begun.elapsed() < Duration::from_secs(60), "{}: {:?}", find.path().display(), begun.elapsed());
        }
    }
}

#[test]
fn what_is_long_costs_what_it_holds() {
    let folder = Folder::with(&[]);
    let files = long_files(1);
    files.iter().for_each(|(name, bytes)| folder.write(&format!("in/{name}"), bytes));
    let ended = folder.convert(&["in"], &["--timeout", "60s", "--memory-limit", "512M"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(folder.manifest().len(), files.len());
}

#[test]
fn a_changed_corpus_crashes_nothing() {
    let folder = Folder::with(&[]);
    for (i, case) in (0..).zip(cases()) {
        let mut numbers = Numbers::from(i);
        // Every document in two ways, all ways among them.
        for offset in [0, 3] {
            let change = Change::ALL[(numbers.index(3) + offset) % Change::ALL.len()];
            folder.write(
                &format!("in/{}/{}", change.name(), case.entry.path),
                &mutant(&case.bytes, change, &mut numbers),
            );
        }
    }
    let ended = folder.convert(&["in"], &["-q", "--timeout", "60s", "--memory-limit", "1G"]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    let lost = ["crashed", "timeout", "memory_limit"];
    let bad = |line: &&serde_json::Value| lost.iter().any(|reason| line["reason"] == *reason);
    let manifest = folder.manifest();
    let bad: Vec<_> = manifest.iter().filter(bad).collect();
    assert!(bad.is_empty(), "{bad:?}");
    // What is left of a PDF is never taken for the whole.
    let cut = |line: &&serde_json::Value| {
        line["source"].as_str().is_some_and(|source| source.starts_with("cut") && source.ends_with(".pdf"))
    };
    let whole: Vec<_> = manifest.iter().filter(cut).filter(|line| line["status"] == "ok").collect();
    assert!(whole.is_empty(), "{whole:?}");
    assert!(manifest.iter().filter(cut).any(|line| line["status"] == "partial"));
}
