//! `gongkai convert`

use crate::arguments::{Convert, LogFormat};
use crate::exit::{self, Exit};
use crate::messages::{log_line, say};
use crate::printed::{Printed, print_json, to_stdout};
use crate::summary::summary;
use crate::talk::{Loudness, Talk};
use crate::worker_command::WORKER;
use gongkai_pipeline::Options;
use gongkai_pipeline::batch::{self, Executors, RunError};
use gongkai_pipeline::input_list::read_input_list;
use gongkai_pipeline::limits::Limits;
use gongkai_pipeline::request::{Again, Isolation, Request};
use gongkai_pipeline::threads::Threads;
use gongkai_pipeline::workers::Workers;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Converts, tells, and says how it ended.
pub(crate) fn run(arguments: &Convert) -> anyhow::Result<Exit> {
    let loudness = match (arguments.quiet, arguments.verbose) {
        (true, _) => Loudness::Quiet,
        (_, 0) => Loudness::Normal,
        (_, 1) => Loudness::Verbose,
        _ => Loudness::Pages,
    };
    let options = Options::default();
    let mut request = request(arguments)?;
    let printed = if to_stdout(arguments) { Some(Printed::new(arguments.json)?) } else { None };
    if let Some(printed) = &printed {
        printed.path().clone_into(&mut request.out);
    }
    let stop = stop_on_interrupt(arguments.log_format);
    let mut talk = Talk::new(loudness, arguments.progress, arguments.log_format);
    let executors = executors(arguments, request.jobs, &options);
    let run = batch::run(&request, &options.id(), &executors, &stop, &mut talk);
    talk.finish();
    let run = run?;
    if let Some(printed) = printed {
        printed.print()?;
    }
    if loudness > Loudness::Quiet {
        say(&match arguments.log_format {
            LogFormat::Text => summary(&run, &arguments.output),
            LogFormat::Json => log_line("summary", serde_json::to_value(&run)?),
        });
    }
    if arguments.json {
        print_json(&run)?;
    }
    Ok(exit::of_run(&run))
}

/// What the arguments ask for.
pub(crate) fn request(arguments: &Convert) -> Result<Request, RunError> {
    let mut inputs = arguments.inputs.clone();
    if let Some(list) = &arguments.files_from {
        inputs.extend(read_input_list(list)?);
    }
    let jobs = match arguments.jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    };
    let again = match (arguments.force, arguments.retry_failed) {
        (true, _) => Again::Everything,
        (_, Some(reason)) => Again::Failed(reason.0),
        _ => Again::Nothing,
    };
    let limited = arguments.timeout.is_some() || arguments.stall.is_some() || arguments.memory_limit.is_some();
    let isolation = match (arguments.no_isolation, arguments.isolate || limited) {
        (true, _) => Isolation::Never,
        (_, true) => Isolation::Always,
        _ => Isolation::Auto,
    };
    Ok(Request {
        inputs,
        out: arguments.output.clone(),
        root: arguments.root.clone(),
        shard: arguments.shard,
        jobs,
        isolation,
        strict: arguments.strict,
        fail_fast: arguments.fail_fast,
        again,
        quick: arguments.quick,
        prune: arguments.prune,
    })
}

fn executors(arguments: &Convert, jobs: usize, options: &Options) -> Executors {
    let default = Limits::default();
    let limits = Limits {
        timeout: arguments.timeout.map_or(default.timeout, |given| given.0),
        stall: arguments.stall.map_or(default.stall, |given| given.0),
        memory: arguments.memory_limit.map_or(default.memory, |given| given.0),
        recycle: arguments.recycle.map_or(default.recycle, |n| usize::try_from(n).unwrap_or(usize::MAX)),
    };
    Executors {
        threads: Threads { jobs, options: options.clone() },
        workers: Workers { jobs, limits, page_notes: arguments.verbose >= 2, subcommand: WORKER },
    }
}

/// A flag that the first interrupt sets, so that documents in work are finished and the manifest is written. A second
/// interrupt ends the program at once.
fn stop_on_interrupt(format: LogFormat) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    #[expect(clippy::exit, reason = "the only way out of a run that is told twice to end")]
    let installed = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted.code().into());
        }
        let what = "interrupted, finishing the documents in work (again: at once)";
        say(&match format {
            LogFormat::Text => format!("gongkai: {what}"),
            LogFormat::Json => log_line("warning", serde_json::json!({ "path": null, "message": what })),
        });
    });
    // Without a handler an interrupt ends the program, and files are still whole or absent.
    drop(installed);
    stop
}
