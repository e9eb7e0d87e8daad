//! What is said at the end of a run.

use crate::printed::STDOUT;
use gongkai_dataset::run_file::Run;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// The closing summary: inputs by status and reason, checks by status, pages and time.
pub(crate) fn summary(run: &Run, out: &Path) -> String {
    let mut text = String::new();
    let inputs = &run.inputs;
    let _ = write!(text, "inputs: {} ({})", inputs.found, listed(&inputs.status));
    if inputs.ignored > 0 {
        let _ = write!(text, ", ignored files: {}", inputs.ignored);
    }
    if run.removed > 0 {
        let _ = write!(text, ", removed documents: {}", run.removed);
    }
    if run.unchanged > 0 {
        let _ = write!(text, "\nwork: converted: {}, unchanged: {}", run.converted, run.unchanged);
    }
    if run.gone > 0 {
        let _ = write!(text, "\ngone inputs: {} (their documents are kept; hint: --prune)", run.gone);
    }
    if !inputs.reason.is_empty() {
        let _ = write!(text, "\nreasons: {}", listed(&inputs.reason));
    }
    if !run.checks.is_empty() {
        let _ = write!(text, "\nchecks: {} ({})", run.checks.values().sum::<u64>(), listed(&run.checks));
    }
    let (pages, seconds, rate) = (run.pages_converted, run.seconds, run.pages_per_second);
    let _ = write!(text, "\npages: {pages} in {seconds:.1} s ({rate:.0} a second)");
    if out != Path::new(STDOUT) {
        let _ = write!(text, "\noutput: {}", out.display());
    }
    if let Some(source) = &run.failed_fast {
        let _ = write!(text, "\nended with the first failed document: {source}");
    }
    if run.not_run > 0 {
        let _ = write!(text, "\nnot run: {} (hint: run again to go on)", run.not_run);
    }
    if run.interrupted {
        text.push_str("\ninterrupted: the output holds what was done until then");
    }
    text
}

fn listed(counts: &BTreeMap<String, u64>) -> String {
    if counts.is_empty() {
        return "none".to_owned();
    }
    counts.iter().map(|(name, n)| format!("{name}: {n}")).collect::<Vec<_>>().join(", ")
}
