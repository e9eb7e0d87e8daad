//! The inside of a worker process.

use crate::exit::Exit;
use gongkai_pipeline::{Options, worker};
use std::io;

/// Name of the subcommand.
pub(crate) const WORKER: &str = "worker";

/// Works until the program that started this one has no more orders, or is gone.
pub(crate) fn run() -> anyhow::Result<Exit> {
    // Whoever interrupts the program interrupts its workers through it.
    let _ = ctrlc::set_handler(|| {});
    match worker::serve(Options::default()) {
        Ok(()) => Ok(Exit::Ok),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Exit::Usage),
        Err(error) => Err(error.into()),
    }
}
