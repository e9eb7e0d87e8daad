//! `gongkai convert`

use crate::arguments::Convert;
use crate::exit::{self, Exit};
use crate::messages::say;
use crate::progress::{Loudness, Progress};
use crate::summary::summary;
use gongkai_pipeline::Options;
use gongkai_pipeline::batch::{self, Request};
use gongkai_pipeline::executor::Threads;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Converts, tells, and says how it ended.
pub(crate) fn run(arguments: &Convert) -> anyhow::Result<Exit> {
    let loudness = match (arguments.quiet, arguments.verbose) {
        (true, _) => Loudness::Quiet,
        (_, true) => Loudness::Verbose,
        _ => Loudness::Normal,
    };
    let jobs = match arguments.jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    };
    let request = Request {
        inputs: arguments.inputs.clone(),
        out: arguments.output.clone(),
        root: arguments.root.clone(),
        jobs,
        strict: arguments.strict,
    };
    let stop = stop_on_interrupt();
    let mut progress = Progress::new(loudness, arguments.progress);
    let executor = Threads { jobs, options: Options::default() };
    let run = batch::run(&request, &executor, &stop, &mut progress);
    progress.finish();
    let run = run?;
    if loudness > Loudness::Quiet {
        say(&summary(&run, &arguments.output));
    }
    Ok(exit::of_run(&run))
}

/// A flag that the first interrupt sets, so that documents in work are finished and the manifest is written. A second
/// interrupt ends the program at once.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    #[expect(clippy::exit, reason = "the only way out of a run that is told twice to end")]
    let installed = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted.code().into());
        }
        say("gongkai: interrupted, finishing the documents in work (again: at once)");
    });
    // Without a handler an interrupt ends the program, and files are still whole or absent.
    drop(installed);
    stop
}
