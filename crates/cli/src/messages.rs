//! The form of a message: `gongkai: path: what`, then a `hint:` that can be typed. All of them go to stderr.

use crate::arguments::LogFormat;
use gongkai_dataset::DatasetError;
use gongkai_pipeline::batch::RunError;
use gongkai_pipeline::executor::ExecutorError;
use gongkai_pipeline::inputs::InputError;
use gongkai_pipeline::merge::MergeError;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes lines to stderr. A message that cannot be said is lost; the exit code still tells.
pub(crate) fn say(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "{text}");
}

/// A line of the log: what kind of message it is, then its fields.
pub(crate) fn log_line(kind: &str, fields: Value) -> String {
    let mut line = json!({ "message_type": kind });
    if let (Value::Object(line), Value::Object(fields)) = (&mut line, fields) {
        line.extend(fields);
    }
    line.to_string()
}

/// Says the error that ends the program, with its causes, and a hint where there is one.
pub(crate) fn say_error(error: &anyhow::Error, format: LogFormat) {
    let mut chain: Vec<String> = Vec::new();
    for cause in error.chain().map(ToString::to_string) {
        // A cause that the message above it already quotes is not said twice.
        if !chain.last().is_some_and(|above| above.ends_with(&cause)) {
            chain.push(cause);
        }
    }
    let (message, hint) = (chain.join(": "), hint(error));
    say(&match (format, hint) {
        (LogFormat::Json, _) => log_line("error", json!({ "message": message, "hint": hint })),
        (LogFormat::Text, Some(hint)) => format!("gongkai: {message}\nhint: {hint}"),
        (LogFormat::Text, None) => format!("gongkai: {message}"),
    });
}

const OUTPUT_HINT: &str = "choose another output folder with -o, or make room on the disk";

fn hint(error: &anyhow::Error) -> Option<&'static str> {
    match error.downcast_ref::<RunError>() {
        Some(RunError::Input(error)) => of_input(error),
        Some(RunError::Dataset(error) | RunError::Executor(ExecutorError::Dataset(error))) => of_dataset(error),
        Some(RunError::Executor(ExecutorError::Unwritable { .. })) => Some(OUTPUT_HINT),
        Some(RunError::Executor(ExecutorError::Start(_) | ExecutorError::Broken { .. })) => {
            Some("try fewer workers with -j 1, or --no-isolation")
        }
        Some(_) => None,
        None => of_merge(error.downcast_ref::<MergeError>()?),
    }
}

fn of_input(error: &InputError) -> Option<&'static str> {
    Some(match error {
        InputError::OutsideRoot { .. } => "choose a --root above all inputs, or leave it out",
        InputError::SameName { .. } | InputError::InTheWay { .. } => "rename one of the two files",
        InputError::NotFound { .. } => "check the path",
        InputError::NoMatch { .. } => "check the pattern; ** stands for folders in folders",
        _ => return None,
    })
}

fn of_dataset(error: &DatasetError) -> Option<&'static str> {
    Some(match error {
        DatasetError::Write { .. } => OUTPUT_HINT,
        DatasetError::Read { .. } => "convert everything again with --force",
        DatasetError::Locked { .. } => "wait for the other run to end, or choose another output folder with -o",
        _ => return None,
    })
}

fn of_merge(error: &MergeError) -> Option<&'static str> {
    Some(match error {
        MergeError::NoManifest { .. } => "give output folders of gongkai convert",
        MergeError::Unfinished { .. } => "run gongkai convert on it again, which makes it whole",
        MergeError::Itself { .. } => "choose another output folder with -o",
        MergeError::Conflict { .. } => "convert both with the same --root, or from the same inputs",
        MergeError::Mixed { .. } => "convert both again with this version and equal options",
        MergeError::Dataset(error) => return of_dataset(error),
        _ => return None,
    })
}

/// Whether somebody stopped reading our output, as `head` does.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let is_broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(is_broken)
            || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind)
                == Some(io::ErrorKind::BrokenPipe)
    })
}
