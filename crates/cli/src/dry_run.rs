//! `gongkai convert --dry-run`: what would be done, on stdout, with nothing done and nothing written.

use crate::arguments::{Convert, LogFormat};
use crate::convert_command::request;
use crate::exit::Exit;
use crate::messages::say;
use gongkai_pipeline::Options;
use gongkai_pipeline::batch::plan;
use gongkai_pipeline::census::code;
use gongkai_pipeline::plan::Task;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::sync::atomic::AtomicBool;

/// Lists every input with what would be done for it and why: `new`, `changed`, `unchanged`, `duplicate`…
pub(crate) fn run(arguments: &Convert) -> anyhow::Result<Exit> {
    let request = request(arguments)?;
    let planned = plan(&request, &Options::default().id(), &AtomicBool::new(false))?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut list = |what: &str, source: &str, duplicate_of: Option<&str>| -> io::Result<()> {
        *counts.entry(what.to_owned()).or_default() += 1;
        if arguments.log_format == LogFormat::Json {
            return writeln!(out, "{}", json!({ "task": what, "source": source, "duplicate_of": duplicate_of }));
        }
        let of = duplicate_of.map(|of| format!(" (of {})", on_one_line(of))).unwrap_or_default();
        writeln!(out, "{what:15} {}{of}", on_one_line(source))
    };
    for (file, task) in planned.inputs.files.iter().zip(&planned.plan.tasks) {
        match task {
            Task::Convert(why) => list(&code(why), &file.source, None)?,
            Task::Unchanged => list("unchanged", &file.source, None)?,
            Task::Duplicate { original, .. } => {
                let original = planned.inputs.files.get(*original).map(|file| file.source.as_str());
                list("duplicate", &file.source, original)?;
            }
        }
    }
    for source in &planned.gone {
        list(if request.prune { "gone_pruned" } else { "gone_kept" }, source, None)?;
    }
    out.flush()?;
    if !arguments.quiet {
        let counts: Vec<String> = counts.iter().map(|(what, n)| format!("{what}: {n}")).collect();
        say(&format!("inputs: {} ({}); nothing was written", planned.inputs.files.len(), counts.join(", ")));
    }
    Ok(Exit::Ok)
}

/// A name whose line breaks and the like are written as `\n`.
fn on_one_line(name: &str) -> String {
    let escaped = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    name.chars().map(escaped).collect()
}
