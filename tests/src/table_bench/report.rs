//! Sums over groups of documents, as a table in plain text.

use super::score::{Counts, Miss, share};
use gongkai_corpus::table_bench::plan::{Plan, Side};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One document that was scored.
#[derive(Debug, Clone)]
pub struct Scored {
    /// How it was made.
    pub plan: Made,
    /// Its counts.
    pub counts: Counts,
    /// What was read wrongly.
    pub misses: Vec<Miss>,
}

/// The groups a document is counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Name.
    pub id: String,
    /// For development or held out.
    pub side: Side,
    /// How much of its grids is drawn.
    pub group: &'static str,
    /// Family.
    pub family: &'static str,
    /// Borders.
    pub borders: &'static str,
    /// Who drew it.
    pub producer: &'static str,
}

impl Made {
    /// The groups of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self {
            id: plan.id(),
            side: plan.side,
            group: plan.borders.group().name(),
            family: plan.family.name(),
            borders: plan.borders.name(),
            producer: plan.producer(),
        }
    }
}

/// Names the group of a document.
type Key = fn(&Made) -> &'static str;

const HEAD: &str = "docs pages  cells  cellF1   prec    rec  pageF1   whole        paths   wrong joins     wrapped";

/// The report: development by group, family, borders and producer, then what was held out.
#[must_use]
pub fn report(scored: &[Scored]) -> String {
    let mut out = String::new();
    for side in Side::ALL {
        let own: Vec<&Scored> = scored.iter().filter(|s| s.plan.side == side).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{:24} {HEAD}", side.name());
        let mut keys: Vec<(&str, Key)> = vec![("", |_| "all"), ("", |m| m.group)];
        if side == Side::Development {
            keys.extend::<[(&str, Key); 3]>([
                ("family", |m| m.family),
                ("borders", |m| m.borders),
                ("producer", |m| m.producer),
            ]);
        }
        for (what, key) in keys {
            let mut sums: BTreeMap<&str, Counts> = BTreeMap::new();
            for s in &own {
                sums.entry(key(&s.plan)).or_default().add(&s.counts);
            }
            for (name, counts) in sums {
                let _ = writeln!(out, "{:24} {}", format!("{what} {name}").trim(), line(&counts));
            }
        }
    }
    out
}

fn line(c: &Counts) -> String {
    let [known, read, both] = c.cells;
    let part = |[whole, part]: [usize; 2]| format!("{:.3} {:>9}", share(part, whole), format!("{part}/{whole}"));
    format!(
        "{:4} {:5} {known:6}  {:.4}  {:.3}  {:.3}  {:.4}  {} {:.3}  {:.4} {:>5}  {}",
        c.documents,
        c.pages,
        c.cell_f1(),
        share(both, read),
        share(both, known),
        c.page_f1(),
        part(c.whole),
        share(c.paths[1], c.paths[0]),
        if known == 0 { 0.0 } else { c.wrong_joins as f64 / known as f64 },
        c.wrong_joins,
        part(c.wrapped),
    )
}

/// The documents with most cells missed, and what was missed; those held out are named without their misses.
#[must_use]
pub fn worst(scored: &[Scored], count: usize) -> String {
    let missed = |s: &&Scored| {
        let [known, read, both] = s.counts.cells;
        known + read - 2 * both + s.counts.wrong_joins + 20 * (s.counts.whole[0] - s.counts.whole[1])
    };
    let mut order: Vec<&Scored> = scored.iter().filter(|s| missed(s) > 0).collect();
    order.sort_by_key(|s| (std::cmp::Reverse(missed(s)), s.plan.id.clone()));
    let mut out = String::new();
    for s in order.into_iter().filter(|s| s.plan.side == Side::Development).take(count) {
        let [known, read, both] = s.counts.cells;
        let _ = writeln!(
            out,
            "\n{}: cell F1 {:.4} (known {known}, read {read}, both {both}), whole {}/{}, wrong joins {}",
            s.plan.id,
            s.counts.cell_f1(),
            s.counts.whole[1],
            s.counts.whole[0],
            s.counts.wrong_joins
        );
        for miss in s.misses.iter().take(12) {
            let _ = writeln!(out, "    {miss}");
        }
    }
    out
}
