//! Files as they arrive when something went wrong on the way: cut short, or with bytes changed.

use crate::numbers::Numbers;

/// How a file is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Cut after so many quarters.
    CutAt(usize),
    /// So many bytes replaced, at places that follow from the seed.
    Bytes(u64),
    /// A piece moved over another one.
    Moved,
    /// A digit replaced by another, everywhere here and there: lengths, counts and references go wrong.
    Digits,
}

impl Change {
    /// Those that every file is put through.
    pub const ALL: [Self; 7] =
        [Self::CutAt(1), Self::CutAt(2), Self::CutAt(3), Self::Bytes(1), Self::Bytes(200), Self::Moved, Self::Digits];

    /// A name for the changed file.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::CutAt(quarters) => format!("cut{quarters}"),
            Self::Bytes(n) => format!("bytes{n}"),
            Self::Moved => "moved".to_owned(),
            Self::Digits => "digits".to_owned(),
        }
    }
}

/// The file after the change.
#[must_use]
pub fn mutant(bytes: &[u8], change: Change, numbers: &mut Numbers) -> Vec<u8> {
    let mut mutant = bytes.to_vec();
    match change {
        Change::CutAt(quarters) => mutant.truncate(bytes.len() * quarters / 4),
        Change::Bytes(n) => {
            for _ in 0..n.min(u64::try_from(bytes.len()).unwrap_or(0)) {
                let at = numbers.index(mutant.len());
                mutant[at] = numbers.next_number().to_le_bytes()[0];
            }
        }
        Change::Moved => {
            let length = numbers.index(bytes.len() / 4 + 1);
            let (from, to) = (numbers.index(bytes.len() - length + 1), numbers.index(bytes.len() - length + 1));
            mutant.copy_within(from..from + length, to);
        }
        Change::Digits => {
            for byte in mutant.iter_mut().filter(|byte| byte.is_ascii_digit()) {
                if numbers.below(50) == 0 {
                    *byte = *numbers.one_of(b"0123456789");
                }
            }
        }
    }
    mutant
}
