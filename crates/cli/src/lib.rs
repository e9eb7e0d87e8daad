//! The `gongkai` program: arguments, progress, messages and exit codes. Everything else is `gongkai-pipeline`'s.
//!
//! | module | does |
//! |---|---|
//! | `arguments`, `quantities` | the command line; times and sizes as people write them |
//! | `settings` | settings from `gongkai.toml` and the environment |
//! | `convert_command` | `gongkai convert` |
//! | `printed` | what it prints to stdout |
//! | `dry_run` | `gongkai convert --dry-run` |
//! | `merge_command` | `gongkai merge` |
//! | `inspect_command` | `gongkai inspect` and `gongkai schema` |
//! | `generated` | `gongkai completions` and `gongkai man` |
//! | `export_command` | `gongkai export` |
//! | `worker_command` | the inside of a worker process |
//! | `talk`, `bar` | what is said while a run goes on |
//! | `summary` | what is said at its end |
//! | `messages` | the form of a message |
//! | `exit` | exit codes |

mod arguments;
mod bar;
mod convert_command;
mod dry_run;
mod exit;
mod export_command;
mod generated;
mod inspect_command;
mod merge_command;
mod messages;
mod printed;
mod quantities;
mod settings;
mod summary;
mod talk;
mod worker_command;

use crate::arguments::{Arguments, Command, LogFormat};
use crate::exit::Exit;
use crate::messages::{say, say_error};
use crate::settings::Settings;
use crate::worker_command::WORKER;
use clap::Parser;
use gongkai_pipeline::executor::WORKER_NAME;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The program, from its arguments to its exit code.
#[must_use]
pub fn run() -> ExitCode {
    quiet_workers();
    let typed: Vec<OsString> = std::env::args_os().collect();
    // Not for people, and so no command that help, completions and manual pages would list.
    if typed.get(1).is_some_and(|word| word == WORKER) && typed.len() == 2 {
        return end(worker_command::run(), LogFormat::Text);
    }
    let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let settings = match Settings::gather(&typed, std::env::vars_os(), &folder) {
        Ok(settings) => settings.unwrap_or_default(),
        Err(error) => return end(Err(error.into()), LogFormat::Text),
    };
    if settings.wants_shown() {
        return end(show(&settings), LogFormat::Text);
    }
    let arguments = match Arguments::try_parse_from(settings.as_typed(&typed)) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors and go to stdout; clap knows which is which.
            let _ = error.print();
            if !error.use_stderr() {
                return Exit::Ok.into();
            }
            settings.origins().iter().for_each(|origin| say(&format!("note: {origin}")));
            return Exit::Usage.into();
        }
    };
    let (done, format) = match &arguments.command {
        Command::Convert(arguments) if arguments.dry_run => (dry_run::run(arguments), LogFormat::Text),
        Command::Convert(arguments) => (convert_command::run(arguments), arguments.log_format),
        Command::Merge(arguments) => (merge_command::run(arguments), LogFormat::Text),
        Command::Inspect(arguments) => (inspect_command::inspect(arguments), LogFormat::Text),
        Command::Export(arguments) => (export_command::export(arguments), LogFormat::Text),
        Command::Schema => (inspect_command::schema(), LogFormat::Text),
        Command::Completions { shell } => (generated::completions(*shell), LogFormat::Text),
        Command::Man { command } => (generated::man(command.as_deref()), LogFormat::Text),
    };
    end(done, format)
}

fn end(done: anyhow::Result<Exit>, format: LogFormat) -> ExitCode {
    match done {
        Ok(exit) => exit.into(),
        Err(error) if messages::is_broken_pipe(&error) => Exit::Ok.into(),
        Err(error) => {
            say_error(&error, format);
            exit::of_error(&error).into()
        }
    }
}

fn show(settings: &Settings) -> anyhow::Result<Exit> {
    let mut out = io::stdout().lock();
    out.write_all(settings.shown().as_bytes())?;
    Ok(Exit::Ok)
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
