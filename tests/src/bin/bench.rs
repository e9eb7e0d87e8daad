//! What each stage costs, document by document.
//!
//! `bench DIR`: CPU milliseconds of each stage and of writing, bytes of the document file, and the peak of resident
//! memory, over the inputs in DIR, one at a time on one thread. Needs Linux's /proc.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use gongkai_dataset::document_file::{each_entity, write_document};
use gongkai_pipeline::Options;
use gongkai_pipeline::content_hash::content_hash;
use gongkai_pipeline::inputs::find_inputs;
use gongkai_pipeline::stages;
use gongkai_tests::peak::peak_kb;
use std::io::Write;
use std::path::{Path, PathBuf};

const STAGES: [&str; 6] = ["extract", "reflow", "table", "classify", "verify", "write"];

fn main() {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        println!("usage: bench DIR");
        return;
    };
    let inputs = match find_inputs(&[folder], None, Path::new("")) {
        Ok(inputs) => inputs,
        Err(error) => return println!("{error}"),
    };
    print!("{:52} {:>6}", "document", "pages");
    STAGES.iter().for_each(|stage| print!(" {stage:>8}"));
    println!(" {:>8} {:>8} {:>8}", "ms/page", "KB/page", "peak MB");
    let mut total = Cost::default();
    for file in inputs.files {
        let Ok(bytes) = std::fs::read(&file.path) else { continue };
        reset_peak();
        let cost = measure(&bytes, &file.source);
        drop(bytes);
        println!("{:52} {}", file.source, cost.in_columns());
        total.add(&cost);
    }
    println!("{:52} {}", "all", total.in_columns());
    let spent: f64 = total.milliseconds.iter().sum();
    print!("{:59}", "share");
    total.milliseconds.iter().for_each(|ms| print!(" {:7.1}%", 100.0 * ms / spent.max(1e-9)));
    println!();
}

#[derive(Debug, Default)]
struct Cost {
    pages: usize,
    milliseconds: [f64; STAGES.len()],
    written: usize,
    peak_kb: u64,
}

impl Cost {
    fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.written += other.written;
        self.peak_kb = self.peak_kb.max(other.peak_kb);
        self.milliseconds.iter_mut().zip(other.milliseconds).for_each(|(sum, ms)| *sum += ms);
    }

    fn in_columns(&self) -> String {
        let mut text = format!("{:6}", self.pages);
        self.milliseconds.iter().for_each(|ms| text.push_str(&format!(" {ms:8.2}")));
        let pages = self.pages.max(1) as f64;
        let (per_page, size) = (self.milliseconds.iter().sum::<f64>() / pages, self.written as f64 / 1024.0 / pages);
        text.push_str(&format!(" {per_page:8.3} {size:8.1} {:8.1}", self.peak_kb as f64 / 1024.0));
        text
    }
}

/// Runs the stages of one document.
fn measure(bytes: &[u8], source: &str) -> Cost {
    let options = Options::default();
    let mut cost = Cost::default();
    let mut clock = Clock::start();
    if let Ok(mut extraction) = stages::extract(bytes, &options) {
        cost.pages = extraction.pages.len();
        let [extract, reflow, table, classify, verify, write] = &mut cost.milliseconds;
        *extract = clock.lap();
        let reflowed = stages::reflow(&mut extraction.pages, &options);
        *reflow = clock.lap();
        let structured = stages::structure(&extraction.pages, reflowed, &options);
        *table = clock.lap();
        let mut disclosure = stages::classify(source, &content_hash(bytes), &extraction, structured);
        drop(extraction);
        *classify = clock.lap();
        let verification = stages::verify(&mut disclosure);
        drop(verification);
        *verify = clock.lap();
        let mut document = Vec::new();
        let mut lines = std::io::sink();
        let written = write_document(&mut document, &disclosure)
            .and_then(|()| each_entity(document.as_slice(), |_, entity| lines.write_all(entity)));
        *write = clock.lap();
        cost.written = if written.is_ok() { document.len() } else { 0 };
    } else {
        cost.milliseconds[0] = clock.lap();
    }
    cost.peak_kb = peak_kb("self");
    cost
}

/// CPU time of this thread.
struct Clock(f64);

impl Clock {
    fn start() -> Self {
        Self(cpu_milliseconds())
    }

    /// Since the last lap.
    fn lap(&mut self) -> f64 {
        let now = cpu_milliseconds();
        now - std::mem::replace(&mut self.0, now)
    }
}

fn cpu_milliseconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn reset_peak() {
    // Where the kernel does not allow it, the peak is that of all documents so far.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
