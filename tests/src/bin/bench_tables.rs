//! How tables are read, against generated documents whose tables are known.
//!
//! `bench_tables [--list [N]] [--keep DIR] [--only TEXT] [--own] [--seeds N,N,…]`: prints sums by group,
//! and what reading costs. `--list` names the worst documents and
//! what was read wrongly, `--keep` writes the PDF files, their truth and what was read to a folder, `--only` takes the
//! documents whose name holds a text. `--seeds` makes the documents of other seeds of development. `--own` leaves out what other programs print; what they printed is kept in
//! `target/bench-tables`.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use gongkai_corpus::table_bench::plan::{self, Plan};
use gongkai_pipeline::{Options, convert};
use gongkai_tests::table_bench::cost::cost;
use gongkai_tests::table_bench::report::{Made, Scored, report, worst};
use gongkai_tests::table_bench::score::score;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[derive(Debug, Default)]
struct Arguments {
    list: usize,
    keep: Option<PathBuf>,
    only: Vec<String>,
    own: bool,
    seeds: Vec<u64>,
}

fn main() {
    let arguments = arguments();
    let mut plans = if arguments.seeds.is_empty() { plan::all() } else { plan::of_seeds(&arguments.seeds) };
    if !arguments.own {
        let seeds = arguments.seeds.as_slice();
        plans.extend(if seeds.is_empty() { plan::outside() } else { plan::outside_of_seeds(seeds) });
    }
    let chosen = |p: &&Plan| arguments.only.iter().all(|text| p.id().contains(text.as_str()));
    let start = Instant::now();
    let mut scored = Vec::new();
    let mut pages = 0;
    for plan in plans.iter().filter(chosen) {
        match measure(plan, arguments.keep.as_deref()) {
            Ok(one) => {
                pages += one.counts.pages;
                scored.push(one);
            }
            Err(error) => println!("{}: {error}", plan.id()),
        }
    }
    println!("{}", report(&scored).trim_start());
    println!("{pages} pages made, read and compared in {:.1} s", start.elapsed().as_secs_f64());
    if arguments.only.is_empty() {
        match cost() {
            Ok(text) => println!("\n{text}"),
            Err(error) => println!("cost: {error}"),
        }
    }
    if arguments.list > 0 {
        println!("{}", worst(&scored, arguments.list));
    }
}

fn arguments() -> Arguments {
    let mut out = Arguments::default();
    let mut rest = std::env::args().skip(1).peekable();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--list" => {
                let number = rest.peek().and_then(|n| n.parse().ok());
                if number.is_some() {
                    rest.next();
                }
                out.list = number.unwrap_or(20);
            }
            "--keep" => out.keep = rest.next().map(PathBuf::from),
            "--own" => out.own = true,
            "--seeds" => {
                let numbers = rest.next().unwrap_or_default();
                out.seeds.extend(numbers.split(',').filter_map(|n| n.parse::<u64>().ok()));
            }
            "--only" => out.only.extend(rest.next()),
            _ => println!("unknown argument {argument}"),
        }
    }
    out
}

fn measure(plan: &Plan, keep: Option<&Path>) -> Result<Scored, Box<dyn std::error::Error>> {
    let made = plan.make(Path::new("target/bench-tables"))?;
    let id = plan.id();
    let conversion = convert(&made.pdf, &format!("{id}.pdf"), &Options::default());
    let tables = conversion.disclosure.map(|d| d.tables).unwrap_or_default();
    if let Some(folder) = keep {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join(format!("{id}.pdf")), &made.pdf)?;
        std::fs::write(folder.join(format!("{id}.truth.json")), serde_json::to_string_pretty(&made.tables)?)?;
        std::fs::write(folder.join(format!("{id}.read.json")), serde_json::to_string_pretty(&tables)?)?;
    }
    let (counts, misses) = score(&made.tables, &tables, made.pages);
    Ok(Scored { plan: Made::of(plan), counts, misses })
}
