//! Exit codes. Part of the interface: they never change their meaning.

use gongkai_model::manifest::Status;
use gongkai_pipeline::batch::RunError;
use gongkai_pipeline::merge::MergeError;
use std::collections::BTreeMap;
use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All inputs are ok or were skipped.
    Ok,
    /// The run itself failed: disk full, output not writable, locked.
    RunFailed,
    /// Wrong usage, or an input that does not exist.
    Usage,
    /// Finished; some inputs are partial or failed.
    SomeInputsFailed,
    /// `--strict`: finished; checks found mismatches.
    Mismatches,
    /// Interrupted; what is written is complete.
    Interrupted,
}

impl Exit {
    /// Its number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::RunFailed => 1,
            Self::Usage => 2,
            Self::SomeInputsFailed => 3,
            Self::Mismatches => 4,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

/// The exit of a run that reached its end or was interrupted.
pub(crate) fn of_run(run: &gongkai_dataset::run_file::Run) -> Exit {
    let count = |counts: &BTreeMap<String, u64>, key: &str| counts.get(key).copied().unwrap_or(0);
    let status = |status: Status| count(&run.inputs.status, &gongkai_pipeline::census::code(&status));
    if run.interrupted {
        Exit::Interrupted
    } else if run.options.strict && count(&run.checks, "mismatch") > 0 {
        Exit::Mismatches
    } else if status(Status::Partial) + status(Status::Failed) > 0 {
        Exit::SomeInputsFailed
    } else {
        Exit::Ok
    }
}

/// The exit of a run that could not go on.
pub(crate) fn of_error(error: &anyhow::Error) -> Exit {
    match error.downcast_ref::<RunError>() {
        Some(RunError::Input(_)) => Exit::Usage,
        _ if error.is::<UsageError>() => Exit::Usage,
        _ if error.downcast_ref::<MergeError>().is_some_and(|error| !matches!(error, MergeError::Dataset(_))) => {
            Exit::Usage
        }
        _ => Exit::RunFailed,
    }
}

/// Something the caller got wrong that the command line's parser cannot see.
#[derive(Debug)]
pub(crate) struct UsageError(pub(crate) String);

impl std::fmt::Display for UsageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_dataset::run_file::Run;

    #[test]
    fn mismatches_beat_failed_inputs_and_need_strict() {
        let mut run = Run::default();
        assert_eq!(of_run(&run), Exit::Ok);
        run.inputs.status.insert("skipped".to_owned(), 1);
        run.checks.insert("mismatch".to_owned(), 2);
        assert_eq!(of_run(&run), Exit::Ok);
        run.inputs.status.insert("partial".to_owned(), 1);
        assert_eq!(of_run(&run), Exit::SomeInputsFailed);
        run.options.strict = true;
        assert_eq!(of_run(&run), Exit::Mismatches);
        run.interrupted = true;
        assert_eq!(of_run(&run).code(), 130);
    }
}
