//! Counts of what was found of what should be found, and the file that holds the expected counts.
#![expect(clippy::expect_used, reason = "a test without its file of scores has failed")]

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// What was found of one kind of thing. Written as `found/expected`, and `+extra` where something was found that is not
/// there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Found as it should be.
    pub found: usize,
    /// What should be found.
    pub expected: usize,
    /// Found, but not in the document.
    pub extra: usize,
}

impl Tally {
    /// One thing that should be found.
    pub fn expect(&mut self, found: bool) {
        self.expected += 1;
        self.found += usize::from(found);
    }

    /// Everything was found, and nothing else.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.found == self.expected && self.extra == 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.found, self.expected)?;
        if self.extra > 0 { write!(f, "+{}", self.extra) } else { Ok(()) }
    }
}

impl FromStr for Tally {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |part: Option<&str>| part.and_then(|p| p.parse().ok()).ok_or_else(|| format!("no score: {text}"));
        let mut parts = text.split(['/', '+']);
        let (found, expected) = (number(parts.next())?, number(parts.next())?);
        let extra = parts.next().map_or(Ok(0), |p| number(Some(p)))?;
        Ok(Self { found, expected, extra })
    }
}

/// Scores of one document by kind of thing.
pub type Scores = BTreeMap<String, Tally>;

/// What `scores.json` holds of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Expected {
    /// Scores in their written form.
    pub scores: BTreeMap<String, String>,
    /// Why some score is not whole; not needed where all are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// The file of expected scores.
#[must_use]
pub fn read_expected(file: &Path) -> BTreeMap<String, Expected> {
    let Ok(bytes) = std::fs::read(file) else { return BTreeMap::new() };
    serde_json::from_slice(&bytes).expect("the file of scores is sound")
}

/// Writes the file of expected scores, reasons kept.
pub fn write_expected(file: &Path, scores: &BTreeMap<String, Scores>, old: &BTreeMap<String, Expected>) {
    let new: BTreeMap<&String, Expected> = scores
        .iter()
        .map(|(id, scores)| {
            let whole = scores.values().all(|t| t.is_whole());
            let why = old.get(id).map(|e| e.why.clone()).filter(|_| !whole).unwrap_or_default();
            let scores = scores.iter().map(|(k, v)| (k.clone(), v.to_string())).collect();
            (id, Expected { scores, why })
        })
        .collect();
    let mut json = serde_json::to_string_pretty(&new).expect("scores can be written");
    json.push('\n');
    std::fs::write(file, json).expect("the file of scores can be written");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_is_read_as_it_is_written() {
        for text in ["3/4", "4/4", "2/9+1"] {
            assert_eq!(text.parse::<Tally>().map(|t| t.to_string()), Ok(text.to_owned()));
        }
        assert!("3".parse::<Tally>().is_err());
    }
}
