//! The command line.

use crate::quantities::{Memory, Patience, RetriedReason};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use gongkai_pipeline::request::Shard;
use std::path::PathBuf;

/// Chinese government budget disclosures to normalized data.
///
/// Reads PDFs and text dumps of budgets, final accounts and performance tables, and writes JSON whose every number says
/// where it stands on which page.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Convert files and folders to a dataset
    #[command(after_help = "\
Examples:
  gongkai convert disclosures -o out
  gongkai convert 2023.pdf 2024.pdf -o out --strict
  gongkai convert city/a city/b --root city -o out -j 8 -q
  find city -name '*.pdf' -print0 | gongkai convert --files-from - -o out
  gongkai convert province -o part3 --shard 3/8
  gongkai convert 2023.pdf -o - | jq '.tables[].title'

Running again converts what is new or changed. Every option may stand in gongkai.toml, in the current folder or above
(memory-limit = \"1G\"), or in the environment (GONGKAI_MEMORY_LIMIT=1G).

Exit codes: 0 all inputs ok, unchanged or skipped, 1 the run failed, 2 wrong usage, 3 some inputs partial or failed,
4 --strict and a check found a mismatch, 130 interrupted.")]
    Convert(Convert),
    /// Put output folders together, as if one run had made them
    #[command(after_help = "\
Examples:
  gongkai convert province -o part1 --shard 1/2 && gongkai convert province -o part2 --shard 2/2
  gongkai merge part1 part2 -o out
  gongkai merge part* -o out --strict")]
    Merge(Merge),
    /// Print what one stage makes of a file, as JSON
    #[command(after_help = "\
Examples:
  gongkai inspect a.pdf --stage table --page 12
  gongkai inspect a.pdf --stage reflow | jq -r '.layouts[].lines[].text'
  gongkai inspect a.pdf --stage verify | jq '.findings[] | select(.status == \"mismatch\")'")]
    Inspect(Inspect),
    /// Write the dataset of an output folder for other programs
    #[command(after_help = "\
Examples:
  gongkai export out --to csv
  gongkai export out --to csv --bom -o for-excel
  gongkai export out --to csv -q && head -n 3 out/csv/budget_lines.csv")]
    Export(Export),
    /// Print the JSON Schema of a document file
    #[command(after_help = "\
Examples:
  gongkai schema > gongkai.schema.json
  gongkai schema | jq '.[\"$defs\"].BudgetLine.properties | keys'
  gongkai schema | jq -r '.[\"$defs\"].BudgetLine.properties.amount_yuan.description'")]
    Schema,
    /// Print a script that lets a shell complete arguments
    #[command(after_help = "\
Examples:
  gongkai completions bash > /etc/bash_completion.d/gongkai
  gongkai completions zsh > ~/.zfunc/_gongkai
  gongkai completions fish > ~/.config/fish/completions/gongkai.fish")]
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page, in the language of man
    #[command(after_help = "\
Examples:
  gongkai man | man -l -
  gongkai man convert | man -l -
  gongkai man convert > /usr/local/share/man/man1/gongkai-convert.1")]
    Man {
        /// Of which command [default: of the program]
        command: Option<String>,
    },
}

/// `gongkai convert`
#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// PDFs, text dumps, folders of them, and patterns as in 'city/**/*.pdf'
    #[arg(value_name = "INPUT", required_unless_present = "files_from")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Take inputs from this file too, one per line or NUL byte; - is stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,
    /// Output folder; - prints the documents to stdout, in order of their names, and leaves no files
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Folder that the names of inputs are relative to [default: their longest common parent]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Documents at a time [default: number of cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// Convert one part of the inputs, chosen by the hash of their names: 3/8 is the third of eight
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
    /// Time for one document: 90, 90s, 2m, or none [default: 120s]
    #[arg(long, value_name = "TIME")]
    pub(crate) timeout: Option<Patience>,
    /// Time in which a document must get on by a step or a page [default: 60s]
    ///
    /// A long document may take as long as --timeout allows, but one that hangs on a page, or in a later step such as
    /// finding its tables, is given up after this time.
    #[arg(long, value_name = "TIME")]
    pub(crate) stall: Option<Patience>,
    /// Memory for one document: 512M, 2G, or none [default: 2G]
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory_limit: Option<Memory>,
    /// Documents after which a worker process is replaced [default: 250]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) recycle: Option<u32>,
    /// Convert in worker processes even where there is one input; also done when a limit is given
    #[arg(long, conflicts_with = "no_isolation")]
    pub(crate) isolate: bool,
    /// Convert in this process: no limits of time and memory, and a document that ends the process ends the run
    #[arg(long, conflicts_with_all = ["timeout", "stall", "memory_limit"])]
    pub(crate) no_isolation: bool,
    /// Convert all inputs again
    #[arg(long)]
    pub(crate) force: bool,
    /// Convert inputs again that failed before, all or those with this reason
    #[arg(long, value_name = "REASON", num_args = 0..=1, require_equals = true, default_missing_value = "any")]
    pub(crate) retry_failed: Option<RetriedReason>,
    /// Take a file of unchanged size that was not touched since its document was written for unchanged
    #[arg(long)]
    pub(crate) quick: bool,
    /// Remove the documents of inputs that are gone
    #[arg(long)]
    pub(crate) prune: bool,
    /// List what would be done for each input, on stdout, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print every setting, its value and where it comes from, and do nothing
    #[arg(long)]
    pub(crate) show_config: bool,
    /// Talk to people, or to programs in lines of JSON
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) log_format: LogFormat,
    /// Whether to draw a progress bar
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) progress: When,
    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say a line for every document; -vv also for every page
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Print the summary as JSON to stdout
    #[arg(long)]
    pub(crate) json: bool,
    /// End with code 4 when a check finds a mismatch
    #[arg(long)]
    pub(crate) strict: bool,
    /// Begin no further document after the first that fails; running again goes on
    #[arg(long)]
    pub(crate) fail_fast: bool,
}

/// `gongkai merge`
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// Output folders of `gongkai convert`
    #[arg(value_name = "DIR", required = true)]
    pub(crate) folders: Vec<PathBuf>,
    /// Output folder
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// End with code 4 when a check finds a mismatch
    #[arg(long)]
    pub(crate) strict: bool,
}

/// `gongkai inspect`
#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// A PDF or a text dump
    pub(crate) file: PathBuf,
    /// The stage whose result is printed
    #[arg(long, value_name = "STAGE")]
    pub(crate) stage: Stage,
    /// Only what stands on this page, counted from 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: Option<u32>,
}

/// `gongkai export`
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Output folder of `gongkai convert`
    #[arg(value_name = "OUT")]
    pub(crate) dataset: PathBuf,
    /// Format
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Format,
    /// Folder to write to [default: OUT/csv]
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// For Excel: begin with a byte order mark, and keep text from being taken for formulas
    #[arg(long)]
    pub(crate) bom: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// What `gongkai export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One CSV file per kind of record
    Csv,
}

/// When to draw a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The form of what is said on stderr.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people
    Text,
    /// JSON objects, one per line, whose message_type is start, document, page (with -vv), warning, summary or error
    Json,
}

/// A stage of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Stage {
    /// Glyphs, rules and images of each page, or lines of a dump
    Extract,
    /// Lines of each page
    Reflow,
    /// Tables, and the prose around them
    Table,
    /// The document with its records
    Classify,
    /// The same with its arithmetic checked
    Verify,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
