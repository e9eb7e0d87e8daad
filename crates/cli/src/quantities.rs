//! Times, sizes and reasons as people write them.

use gongkai_model::manifest::Reason;
use std::str::FromStr;
use std::time::Duration;

/// A time that something may take; `none` is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Patience(pub(crate) Option<Duration>);

/// An amount of memory; `none` is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory(pub(crate) Option<u64>);

/// A reason code, or any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RetriedReason(pub(crate) Option<Reason>);

/// Number and unit of `2m` or `512 MB`.
fn taken_apart(text: &str) -> Option<(f64, String)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    Some((number.parse().ok().filter(|n: &f64| n.is_finite())?, unit.trim().to_ascii_lowercase()))
}

impl FromStr for Patience {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if matches!(text, "none" | "0") {
            return Ok(Self(None));
        }
        let seconds = taken_apart(text).and_then(|(number, unit)| {
            Some(match unit.as_str() {
                "" | "s" => number,
                "ms" => number / 1000.0,
                "m" | "min" => number * 60.0,
                "h" => number * 3600.0,
                _ => return None,
            })
        });
        let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        duration
            .map(|duration| Self(Some(duration)))
            .ok_or_else(|| "a time is written 90, 90s, 2m, 1h or none".to_owned())
    }
}

impl FromStr for Memory {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if matches!(text, "none" | "0") {
            return Ok(Self(None));
        }
        let shift = |unit: &str| match unit.trim_end_matches("ib").trim_end_matches('b') {
            "" => Some(0),
            "k" => Some(10),
            "m" => Some(20),
            "g" => Some(30),
            _ => None,
        };
        let bytes = taken_apart(text).and_then(|(number, unit)| Some(number * f64::from(1_u32 << shift(&unit)?)));
        match bytes {
            #[expect(clippy::cast_sign_loss, reason = "between 1 MB and 1 EB")]
            Some(bytes) if (1_048_576.0..1.0e18).contains(&bytes) => Ok(Self(Some(bytes as u64))),
            _ => Err("an amount of memory, of 1M at least, is written 512M, 2G or none".to_owned()),
        }
    }
}

impl FromStr for RetriedReason {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "any" {
            return Ok(Self(None));
        }
        let reason = serde_json::from_value(serde_json::Value::String(text.replace('-', "_")));
        // The names of the reasons are in serde's message.
        reason.map(|reason| Self(Some(reason))).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_are_read_as_people_write_them() {
        let seconds = |text: &str| text.parse::<Patience>().map(|patience| patience.0.map(|d| d.as_millis()));
        assert_eq!(seconds("90"), Ok(Some(90_000)));
        assert_eq!(seconds("2m"), Ok(Some(120_000)));
        assert_eq!(seconds("250ms"), Ok(Some(250)));
        assert_eq!(seconds("none"), Ok(None));
        assert!(["", "2x", "-1", "nan", "1e999", "两分"].iter().all(|text| text.parse::<Patience>().is_err()));
        let bytes = |text: &str| text.parse::<Memory>().map(|memory| memory.0);
        assert_eq!(bytes("512M"), Ok(Some(512 << 20)));
        assert_eq!(bytes("1.5 GiB"), Ok(Some(3 << 29)));
        assert_eq!(bytes("none"), Ok(None));
        assert!(["", "12", "2T G", "9999999999999G"].iter().all(|text| text.parse::<Memory>().is_err()));
        assert_eq!("memory-limit".parse(), Ok(RetriedReason(Some(Reason::MemoryLimit))));
        assert!("slow".parse::<RetriedReason>().unwrap_err().contains("timeout"));
    }
}
