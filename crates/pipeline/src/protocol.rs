//! What the program and its worker processes say to each other: one JSON object per line, orders on the worker's stdin,
//! words on its stdout.

use crate::job::{Job, Report};
use crate::path_bytes;
use crate::step::Step;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

/// What a worker is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The first line, once.
    Begin {
        /// Output folder.
        #[serde(with = "path_bytes")]
        out: PathBuf,
        /// Bytes of memory that it may take beyond what it has when it starts.
        memory: Option<u64>,
        /// Whether to report what was found on each page.
        page_notes: bool,
    },
    /// Every further line: one input to convert.
    Convert(Job),
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// It has understood its first order.
    Ready,
    /// It has come to a step of the document in work; also its sign of life.
    At(Step),
    /// The document is done.
    Done(Box<Report>),
    /// The document cannot be written. An end of the run: the fault is not the document's.
    Unwritable {
        /// Which file.
        #[serde(with = "path_bytes")]
        path: PathBuf,
        /// Why.
        cause: String,
    },
}

/// Writes one line and sends it off.
///
/// # Errors
/// When nobody reads it.
pub fn send(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    to.write_all(&line)?;
    to.flush()
}

/// Reads one line; `None` at the end.
///
/// # Errors
/// When it cannot be read, or is no such message.
pub fn receive<T: DeserializeOwned>(from: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    if from.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&line)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_of_any_bytes_gets_through() {
        use std::os::unix::ffi::OsStringExt;
        for name in [&b"\xb9\xab\xbf\xaa\n.pdf"[..], "决算 \"1\".pdf".as_bytes()] {
            let out = PathBuf::from(std::ffi::OsString::from_vec(name.to_vec()));
            let order = Order::Begin { out, memory: None, page_notes: true };
            let mut line = Vec::new();
            send(&mut line, &order).unwrap();
            assert_eq!(line.iter().filter(|&&byte| byte == b'\n').count(), 1);
            let mut from = line.as_slice();
            assert_eq!(receive::<Order>(&mut from).unwrap(), Some(order));
            assert_eq!(receive::<Order>(&mut from).unwrap(), None);
        }
    }
}
