//! What reading costs as tables grow longer and pages hold more rules.

use gongkai_corpus::table_bench::long::{long_table, many_rules};
use gongkai_corpus::table_bench::look::Borders;
use gongkai_corpus::table_bench::made::Made;
use gongkai_pipeline::{Options, convert};
use std::fmt::Write as _;
use std::time::Instant;

/// Pages of the long tables.
const PAGES: [usize; 3] = [1, 10, 100];
/// Rules of the crowded pages.
const RULES: [usize; 3] = [200, 2_000, 20_000];

/// The time per page of tables over more and more pages, and per rule of pages with more and more rules: where it stays
/// the same, the cost grows as the document does.
///
/// # Errors
/// Where a document cannot be made.
pub fn cost() -> Result<String, Box<dyn std::error::Error>> {
    let mut out = format!("{:34} {:>6} {:>10} {:>12} {:>8}\n", "cost", "pages", "ms", "ms/page", "tables");
    for borders in [Borders::Full, Borders::Header, Borders::Nothing] {
        for pages in PAGES {
            let made = long_table(pages, borders)?;
            let (ms, tables) = milliseconds(&made);
            let name = format!("one table, {}", borders.name());
            let _ = writeln!(out, "{name:34} {:6} {ms:10.1} {:12.2} {tables:8}", made.pages, ms / made.pages as f64);
        }
    }
    let _ = writeln!(out, "{:34} {:>6} {:>10} {:>12} {:>8}", "", "rules", "ms", "ms/1000", "tables");
    for rules in RULES {
        let (ms, tables) = milliseconds(&many_rules(rules)?);
        let _ = writeln!(
            out,
            "{:34} {rules:6} {ms:10.1} {:12.2} {tables:8}",
            "one page of rules",
            ms * 1000.0 / rules as f64
        );
    }
    Ok(out)
}

/// The shortest of three times, and how many tables were found.
fn milliseconds(made: &Made) -> (f64, usize) {
    let mut best = f64::INFINITY;
    let mut tables = 0;
    for _ in 0..3 {
        let start = Instant::now();
        let conversion = convert(&made.pdf, "cost.pdf", &Options::default());
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
        tables = conversion.disclosure.map_or(0, |d| d.tables.len());
    }
    (best, tables)
}
