//! What a run is asked to do.

use gongkai_model::manifest::{Reason, Status};
use sha2::{Digest, Sha256};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// What a run is asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// Files, folders and patterns.
    pub inputs: Vec<PathBuf>,
    /// Output folder.
    pub out: PathBuf,
    /// Folder that sources are relative to.
    pub root: Option<PathBuf>,
    /// The part of the inputs that is to be converted.
    pub shard: Option<Shard>,
    /// Documents at a time; also files hashed at a time.
    pub jobs: usize,
    /// Whether documents are converted in worker processes.
    pub isolation: Isolation,
    /// Only noted, the caller decides.
    pub strict: bool,
    /// Begins no further document after the first that failed.
    pub fail_fast: bool,
    /// Which inputs are converted although an earlier run has done so.
    pub again: Again,
    /// Takes the size and times of a file for its content.
    pub quick: bool,
    /// Removes the documents of inputs that are gone.
    pub prune: bool,
}

/// Whether documents are converted in worker processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Isolation {
    /// Where there is more than one input.
    #[default]
    Auto,
    /// In any case, which is what limits of time and memory need.
    Always,
    /// Never.
    Never,
}

/// Which unchanged inputs are converted again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Again {
    /// None.
    #[default]
    Nothing,
    /// Those that are failed or partial for this reason, or for any.
    Failed(Option<Reason>),
    /// All.
    Everything,
}

impl Again {
    /// Whether an input that came to this end is converted again.
    #[must_use]
    pub fn wants(self, status: Status, reason: Option<Reason>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Failed(wanted) => {
                matches!(status, Status::Failed | Status::Partial) && (wanted.is_none() || wanted == reason)
            }
            Self::Everything => true,
        }
    }
}

/// One of `of` parts of the inputs, chosen by the hash of their names, so that it holds the same inputs on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which one, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

impl Shard {
    /// Whether the input of this name belongs to it.
    #[must_use]
    pub fn holds(self, source: &str) -> bool {
        let digest = Sha256::digest(source.as_bytes());
        let hash = digest.iter().take(8).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        hash % u64::from(self.of.max(1)) == u64::from(self.number.saturating_sub(1))
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parsed {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("a shard is written i/n with i from 1 to n, as in 3/8".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_is_in_one_shard() {
        let shards: Vec<Shard> = (1..=3).map(|i| format!("{i}/3").parse().unwrap()).collect();
        let mut sizes = [0; 3];
        for source in (0..300).map(|i| format!("市/{i}.pdf")) {
            let holders: Vec<_> = (0..3).filter(|&i| shards[i].holds(&source)).collect();
            assert_eq!(holders.len(), 1);
            sizes[holders[0]] += 1;
        }
        assert!(sizes.iter().all(|&n| n > 60), "{sizes:?}");
        assert!(["0/3", "4/3", "1", "a/b", "1/0", ""].iter().all(|text| text.parse::<Shard>().is_err()));
    }

    #[test]
    fn only_what_failed_is_retried() {
        let timeouts = Again::Failed(Some(Reason::Timeout));
        assert!(timeouts.wants(Status::Failed, Some(Reason::Timeout)));
        assert!(!timeouts.wants(Status::Failed, Some(Reason::Crashed)));
        assert!(Again::Failed(None).wants(Status::Partial, Some(Reason::NoTextLayer)));
        assert!(!Again::Failed(None).wants(Status::Skipped, Some(Reason::Duplicate)));
        assert!(!Again::Failed(None).wants(Status::Ok, None));
    }
}
