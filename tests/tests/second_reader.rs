//! A second opinion on the characters of each page, from another PDF reader, on the documents that it can read.
//!
//! It runs in a process of its own with a time limit, since it crashes or hangs on some. Where the two differ, or the
//! other cannot read a document, `tests/second_reader.json` says why.

use gongkai_normalize::chars::fold_char;
use gongkai_pipeline::Options;
use gongkai_tests::corpus::{Case, cases_of, folder};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

type Bag = BTreeMap<char, usize>;

fn bag(text: impl Iterator<Item = char>) -> Bag {
    let mut out = Bag::new();
    for c in text.map(fold_char).filter(|c| !c.is_whitespace() && *c != '\0') {
        *out.entry(c).or_insert(0) += 1;
    }
    out
}

/// Every glyph that is drawn, seen or not: the other reader knows no clipping and no invisible text.
fn ours(case: &Case) -> Vec<Bag> {
    let read = gongkai_extract::extract(&case.bytes, &Options::default().extract).unwrap_or_default();
    read.pages.iter().map(|p| bag(p.glyphs.iter().map(|g| g.ch))).collect()
}

/// Pages as the other reader sees them, or what became of it.
fn theirs(case: &Case) -> Result<Vec<Bag>, &'static str> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_second_reader"))
        .arg(folder("corpus").join(&case.entry.path))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| "does not start")?;
    let mut stdout = child.stdout.take().ok_or("has no output")?;
    let reading = std::thread::spawn(move || {
        let mut text = Vec::new();
        stdout.read_to_end(&mut text).map(|_| text)
    });
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() < Duration::from_secs(20) => std::thread::sleep(Duration::from_millis(5)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return Err("hangs");
            }
        }
    };
    if !status.success() {
        return Err("cannot read it");
    }
    let text = reading.join().map_err(|_| "has no output")?.map_err(|_| "has no output")?;
    // Lines that the reader prints on its own stand before the list.
    let list = text.split(|b| *b == b'\n').rfind(|line| line.starts_with(b"[")).unwrap_or_default();
    let pages: Vec<String> = serde_json::from_slice(list).map_err(|_| "prints no list")?;
    Ok(pages.iter().map(|p| bag(p.chars())).collect())
}

fn difference(ours: &[Bag], theirs: &[Bag]) -> Option<String> {
    if ours.len() != theirs.len() {
        return Some(format!("{} pages against {}", ours.len(), theirs.len()));
    }
    for (page, (a, b)) in ours.iter().zip(theirs).enumerate() {
        let lacks = |x: &Bag, y: &Bag| -> usize {
            x.iter().map(|(c, n)| n.saturating_sub(y.get(c).copied().unwrap_or(0))).sum()
        };
        if a != b {
            return Some(format!("page {}: only ours {}, only theirs {}", page + 1, lacks(a, b), lacks(b, a)));
        }
    }
    None
}

#[test]
fn another_reader_sees_the_same_characters() {
    let file = folder("tests").join("second_reader.json");
    let exceptions: BTreeMap<String, String> =
        serde_json::from_slice(&std::fs::read(file).expect("the list of exceptions is there")).expect("it is sound");
    let mut complaints = Vec::new();
    let mut agreed = 0;
    for case in cases_of("second_reader") {
        let id = &case.entry.id;
        let verdict = match theirs(&case) {
            Ok(theirs) => difference(&ours(&case), &theirs),
            Err(word) => Some(format!("the other reader {word}")),
        };
        match (verdict, exceptions.get(id)) {
            (None, None) => agreed += 1,
            (Some(_), Some(_)) => {}
            (None, Some(_)) => complaints.push(format!("{id}: both agree, the exception can go")),
            (Some(what), None) => complaints.push(format!("{id}: {what}")),
        }
    }
    assert!(complaints.is_empty(), "{agreed} agree\n{}", complaints.join("\n"));
}
