//! Which documents the benchmark is made of, and how each is made.

use super::chance::Chance;
use super::draw::draw;
use super::families::Family;
use super::hand::{HANDS, HELD_OUT, Hand};
use super::look::{Borders, Look, Wants};
use super::made::Made;
use super::outside::Outside;
use super::print::print;
use super::words::Words;
use anyhow::Result;
use std::path::Path;

/// A document to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Seed.
    pub seed: u64,
    /// Number among the documents of its seed, family and borders.
    pub number: usize,
    /// Family.
    pub family: Family,
    /// Borders.
    pub borders: Borders,
    /// Who draws it.
    pub producer: Producer,
    /// Whether development may look at it.
    pub side: Side,
}

/// Who draws a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Producer {
    /// This crate.
    Own(Hand),
    /// Another program.
    Outside(Outside),
}

/// What a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// To be looked at while the reader is developed.
    Development,
    /// A seed held out.
    HeldOutSeed,
    /// A producer held out.
    HeldOutProducer,
}

/// Seeds of development.
pub const SEEDS: [u64; 2] = [1, 2];
/// Seeds held out.
pub const HELD_OUT_SEEDS: [u64; 1] = [7001];

impl Side {
    /// All sides.
    pub const ALL: [Self; 3] = [Self::Development, Self::HeldOutSeed, Self::HeldOutProducer];

    /// Short name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::HeldOutSeed => "held-out seed",
            Self::HeldOutProducer => "held-out producer",
        }
    }
}

/// All documents: every family with all borders it is printed with, closed and open grids more often than the others.
#[must_use]
pub fn all() -> Vec<Plan> {
    let held_out = HELD_OUT_SEEDS.map(|s| (s, Side::HeldOutSeed));
    let producer = HELD_OUT_SEEDS.map(|s| (s + 1, Side::HeldOutProducer));
    own(SEEDS.map(|s| (s, Side::Development)).into_iter().chain(held_out).chain(producer))
}

/// The documents of further seeds of development.
#[must_use]
pub fn of_seeds(seeds: &[u64]) -> Vec<Plan> {
    let open = seeds.iter().filter(|s| **s < HELD_OUT_SEEDS[0]);
    own(open.map(|s| (*s, Side::Development)))
}

fn own(seeds: impl Iterator<Item = (u64, Side)>) -> Vec<Plan> {
    let mut out = Vec::new();
    for (seed, side) in seeds {
        let mut turn = usize::try_from(seed).unwrap_or(0);
        for family in Family::ALL {
            for borders in Borders::ALL.into_iter().filter(|b| suits(family, *b)) {
                let many = match borders {
                    Borders::Full => 3,
                    Borders::Nothing => 2,
                    _ => 1,
                };
                for number in 1..=many {
                    turn += 1;
                    let hand = if side == Side::HeldOutProducer { HELD_OUT } else { HANDS[turn % HANDS.len()] };
                    out.push(Plan { seed, number, family, borders, producer: Producer::Own(hand), side });
                }
            }
        }
    }
    out
}

/// Documents that other programs print: fewer, since they take seconds each.
#[must_use]
pub fn outside() -> Vec<Plan> {
    outside_of(&[(31, Side::Development), (7031, Side::HeldOutSeed)])
}

/// What other programs print of further seeds of development.
#[must_use]
pub fn outside_of_seeds(seeds: &[u64]) -> Vec<Plan> {
    let open = seeds.iter().filter(|s| **s < HELD_OUT_SEEDS[0]);
    outside_of(&open.map(|s| (*s, Side::Development)).collect::<Vec<_>>())
}

fn outside_of(seeds: &[(u64, Side)]) -> Vec<Plan> {
    use Borders::{Columns, Filled, Full, Header, Inner, Nothing, OpenSides, Rows, Zebra};
    let mut out = Vec::new();
    let chromium = Producer::Outside(Outside::Chromium);
    for &(seed, side) in seeds {
        for (i, family) in Family::ALL.into_iter().enumerate() {
            let own = [[OpenSides, Rows, Nothing], [Header, Columns, Zebra], [Inner, Filled, Nothing]][i % 3];
            for borders in [Full].into_iter().chain(own).filter(|b| suits(family, *b)) {
                out.push(Plan { seed, number: 1, family, borders, producer: chromium, side });
            }
            let office =
                if matches!(family, Family::Coded | Family::TwoLane) { Outside::Calc } else { Outside::Writer };
            let producer = Producer::Outside(office);
            out.push(Plan { seed, number: 2, family, borders: Full, producer, side });
        }
    }
    out.retain(|p| matches!(p.producer, Producer::Outside(program) if program.is_installed()));
    out
}

/// Whether a reader can tell the cells of such a table apart. A form without rules between its rows cannot be read.
const fn suits(family: Family, borders: Borders) -> bool {
    match family {
        Family::FormGrid => borders.parts_rows() && borders.parts_columns(),
        _ => true,
    }
}

impl Plan {
    /// Name of the document.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}-{}-{}-{}", self.seed, self.family.name(), self.borders.name(), self.number, self.producer())
    }

    /// Who draws it.
    #[must_use]
    pub const fn producer(&self) -> &'static str {
        match self.producer {
            Producer::Own(hand) => hand.name,
            Producer::Outside(program) => program.name(),
        }
    }

    /// Makes the document. Other programs print into the folder `cache`.
    ///
    /// # Errors
    /// Where a font lacks a character, or another program fails.
    pub fn make(&self, cache: &Path) -> Result<Made> {
        let number = self.number.to_string();
        let chance = |what: &str| Chance::of(self.seed, &[what, self.family.name(), self.borders.name(), &number]);
        let mut words = Words::new(chance("words"));
        let document = self.family.document(&mut words);
        let mut look = Look::new(self.borders, wants(self.family), &mut chance("look"));
        let mut marks = chance("marks");
        if marks.in_hundred(25) {
            let own = words.agency.clone();
            look.watermark = Some(marks.one_of(&["内部资料 请勿外传", "仅供公开查阅", &own]).to_owned());
        }
        let hand = match &self.producer {
            Producer::Own(hand) => hand,
            Producer::Outside(program) => return program.make(&self.id(), &document, &look, cache),
        };
        let mut faces = hand.faces();
        let printed = print(&document, &look, &|c| faces.advance(c));
        let pdf = draw(&printed.sheets, &look, hand, &mut faces)?;
        Ok(Made { pdf, pages: printed.sheets.len(), tables: printed.tables })
    }
}

const fn wants(family: Family) -> Wants {
    match family {
        Family::Matrix => Wants { landscape: 85, long_rows: true },
        Family::ThreeLevel => Wants { landscape: 70, long_rows: false },
        Family::Coded | Family::TwoLane => Wants { landscape: 50, long_rows: false },
        Family::FormGrid => Wants { landscape: 15, long_rows: true },
        Family::Narrative => Wants { landscape: 0, long_rows: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table_bench::look::Group;

    #[test]
    fn there_are_many_documents_in_every_group() {
        let plans = all();
        let ids: std::collections::BTreeSet<String> = plans.iter().map(Plan::id).collect();
        assert_eq!(ids.len(), plans.len());
        for group in Group::ALL {
            let count = |side| plans.iter().filter(|p| p.side == side && p.borders.group() == group).count();
            assert!(count(Side::Development) >= 20 && count(Side::HeldOutProducer) >= 10, "{group:?}");
        }
    }

    #[test]
    fn a_document_is_the_same_each_time() {
        let plan = all()[0];
        let (a, b) = (plan.make(Path::new("")).unwrap(), plan.make(Path::new("")).unwrap());
        assert_eq!((a.pdf, a.tables), (b.pdf, b.tables));
    }
}
