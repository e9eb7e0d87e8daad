//! Stable identities of records, and confidence as a decimal string.

use gongkai_model::record::BudgetLine;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::str::FromStr;

/// Hands out line ids: hashes over the key fields of a line, with an ordinal among equal ones.
pub(crate) struct LineIds {
    prefix: Vec<u8>,
    equals: HashMap<[u8; 16], u32>,
}

impl LineIds {
    /// Ids of the lines of one document.
    pub(crate) fn new(doc_id: &str) -> Self {
        Self { prefix: doc_id.as_bytes().to_vec(), equals: HashMap::new() }
    }

    /// The id of the next line with these key fields: 16 hexadecimal digits.
    pub(crate) fn next(&mut self, line: &BudgetLine) -> String {
        let mut hash = Sha256::new();
        hash.update(&self.prefix);
        let mut field = |text: &str| {
            hash.update([0x1f]);
            hash.update(text.as_bytes());
        };
        field(&line.table_id);
        field(&format!(
            "{:?}{:?}{}{:?}{:?}{:?}{:?}",
            line.form, line.side, line.lane, line.fund, line.phase, line.fiscal_year, line.basis
        ));
        field(&line.measure);
        field(&line.label);
        for code in &line.codes {
            field(&code.code);
        }
        for optional in [&line.row_no, &line.unit_code, &line.unit_name, &line.region, &line.scope, &line.project_id] {
            field(optional.as_deref().unwrap_or("\u{1e}"));
        }
        let base = first_16(&hash.clone().finalize());
        let ordinal = self.equals.entry(base).or_insert(0);
        hash.update([0x1d]);
        hash.update(ordinal.to_le_bytes());
        *ordinal = ordinal.saturating_add(1);
        hex(&first_16(&hash.finalize()), 8)
    }
}

fn first_16(digest: &[u8]) -> [u8; 16] {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = *from;
    }
    bytes
}

fn hex(bytes: &[u8], count: usize) -> String {
    let digits = bytes.iter().take(count).flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// A confidence lowered by 0.10 for each of `flags`, not below zero.
pub(crate) fn lowered(confidence: &str, flags: usize) -> String {
    let start = Decimal::from_str(confidence).unwrap_or(Decimal::ONE);
    let step = Decimal::new(i64::try_from(flags.min(10)).unwrap_or(10), 1);
    let left = (start - step).max(Decimal::ZERO).min(Decimal::ONE);
    format!("{left:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lines_have_different_ids_and_ids_are_stable() {
        let line = BudgetLine { table_id: "t001".to_owned(), label: "合计".to_owned(), ..BudgetLine::default() };
        let mut ids = LineIds::new("d");
        let (first, second) = (ids.next(&line), ids.next(&line));
        assert_ne!(first, second);
        assert_eq!(first.len(), 16);
        assert_eq!(LineIds::new("d").next(&line), first);
        assert_ne!(LineIds::new("e").next(&line), first);
    }

    #[test]
    fn confidence_stays_between_zero_and_one() {
        assert_eq!(lowered("0.95", 1), "0.85");
        assert_eq!(lowered("0.05", 3), "0.00");
        assert_eq!(lowered("", 0), "1.00");
    }
}
