//! Compares what the extract stage reads with `pdftotext -raw`, document by document, and the CPU time of both.
//!
//! `bench_read DIR`: character recall and precision over ideographs and digits (of every glyph, flagged ones too; and
//! precision of the shown ones, since pdftotext leaves out clipped and overprinted glyphs as well), CPU
//! seconds of the extract stage and of pdftotext in the same run. Needs poppler's pdftotext and Linux's /proc.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use gongkai_extract::{Options, extract};
use gongkai_normalize::chars::fold_char;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

type Counts = BTreeMap<char, i64>;

fn main() {
    let Some(dir) = std::env::args().nth(1) else {
        println!("usage: bench_read DIR");
        return;
    };
    let mut files = pdf_files(Path::new(&dir));
    files.sort();
    println!(
        "{:52} {:>6} {:>9} {:>9} {:>9} {:>8} {:>8}",
        "document", "pages", "recall", "precision", "shown", "ours s", "poppler s"
    );
    let (mut ours_total, mut theirs_total, mut pages_total, mut below) = (0.0, 0.0, 0, 0);
    for file in &files {
        let Ok(bytes) = std::fs::read(file) else { continue };
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let before = own_cpu();
        let read = extract(&bytes, &Options::default());
        let ours = own_cpu() - before;
        let before = children_cpu();
        let output = Command::new("pdftotext").arg("-raw").arg(file).arg("-").output();
        let theirs = children_cpu() - before;
        ours_total += ours;
        theirs_total += theirs;
        let reference = output.map(|o| counts(String::from_utf8_lossy(&o.stdout).chars())).unwrap_or_default();
        match read {
            Ok(read) => {
                let glyphs = || read.pages.iter().flat_map(|p| &p.glyphs);
                let found = counts(glyphs().map(|g| g.ch));
                let seen = counts(glyphs().filter(|g| g.is_shown()).map(|g| g.ch));
                let share = |of: &Counts, n: i64| {
                    let common: i64 = reference.iter().map(|(c, n)| (*n).min(of.get(c).copied().unwrap_or(0))).sum();
                    if n == 0 { 1.0 } else { common as f64 / n as f64 }
                };
                let recall = share(&found, reference.values().sum());
                let precision = share(&found, found.values().sum());
                let shown = share(&seen, seen.values().sum());
                let low = recall < 0.999 || shown < 0.99;
                below += i32::from(low);
                pages_total += read.pages.len();
                println!(
                    "{name:52} {:6} {recall:9.5} {precision:9.5} {shown:9.5} {ours:8.3} {theirs:8.3}{}",
                    read.pages.len(),
                    if low { "  *" } else { "" }
                );
            }
            Err(e) => println!("{name:52} {e}"),
        }
    }
    println!(
        "{} documents, {pages_total} pages, {below} below the bar; CPU {ours_total:.2} s against {theirs_total:.2} s: {:.3} x",
        files.len(),
        ours_total / theirs_total
    );
}

fn pdf_files(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path());
    entries.filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"))).collect()
}

fn counts(chars: impl Iterator<Item = char>) -> Counts {
    let mut counts = Counts::new();
    for c in chars.map(fold_char) {
        if c.is_ascii_digit() || matches!(c, '\u{4e00}'..='\u{9fff}') {
            *counts.entry(c).or_default() += 1;
        }
    }
    counts
}

/// CPU seconds of this process.
fn own_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// CPU seconds of finished children, user and system, in hundredths.
fn children_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    let fields: Vec<f64> = after.split_whitespace().map(|f| f.parse().unwrap_or(0.0)).collect();
    (fields.get(13).unwrap_or(&0.0) + fields.get(14).unwrap_or(&0.0)) / 100.0
}
