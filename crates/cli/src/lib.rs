//! The `gongkai` program: arguments, progress, messages and exit codes. Everything else is `gongkai-pipeline`'s.
//!
//! | module | does |
//! |---|---|
//! | [`arguments`] | the command line |
//! | [`convert_command`] | `gongkai convert` |
//! | [`merge_command`] | `gongkai merge` |
//! | [`inspect_command`] | `gongkai inspect` and `gongkai schema` |
//! | [`progress`] | what is said while a run goes on |
//! | [`summary`] | what is said at its end |
//! | [`quantities`] | times and sizes as people write them |
//! | [`worker_command`] | the inside of a worker process |
//! | [`messages`] | the form of a message |
//! | [`exit`] | exit codes |

mod arguments;
mod convert_command;
mod exit;
mod inspect_command;
mod merge_command;
mod messages;
mod progress;
mod quantities;
mod summary;
mod worker_command;

use crate::arguments::{Arguments, Command};
use crate::exit::Exit;
use clap::Parser;
use gongkai_pipeline::executor::WORKER_NAME;
use std::process::ExitCode;

/// The program, from its arguments to its exit code.
#[must_use]
pub fn run() -> ExitCode {
    quiet_workers();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors and go to stdout; clap knows which is which.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Ok.into() };
        }
    };
    let done = match &arguments.command {
        Command::Convert(arguments) => convert_command::run(arguments),
        Command::Merge(arguments) => merge_command::run(arguments),
        Command::Inspect(arguments) => inspect_command::inspect(arguments),
        Command::Schema => inspect_command::schema(),
        Command::Worker => worker_command::run(),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) if messages::is_broken_pipe(&error) => Exit::Ok.into(),
        Err(error) => {
            messages::say(&messages::of_error(&error));
            exit::of_error(&error).into()
        }
    }
}

/// A panic on a worker's thread becomes the document's status, which says what happened; it is not printed twice.
fn quiet_workers() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !std::thread::current().name().is_some_and(|name| name.starts_with(WORKER_NAME)) {
            print(panic);
        }
    }));
}
