//! A whole run: arguments to an output folder.

use crate::VERSION;
use crate::executor::{Executor, ExecutorError, Next};
use crate::inputs::{InputError, InputFile, Inputs, find_inputs};
use crate::job::{Job, Report};
use crate::plan::{Plan, Task, Terms, Why};
use crate::request::{Isolation, Request};
use crate::settle::{Belongs, Settlement, consolidate, duplicate_line};
use crate::threads::Threads;
use crate::utc::utc;
use crate::workers::Workers;
use gongkai_dataset::DatasetError;
use gongkai_dataset::manifest_file::{Journal, each_line};
use gongkai_dataset::run_file::{InputCounts, Run, RunOptions, read_run, write_run};
use gongkai_dataset::whole_file::{remove_unpublished, remove_unpublished_in};
use gongkai_model::SCHEMA_VERSION;
use gongkai_model::manifest::Status;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime};
use thiserror::Error;

/// Told what happens in a run.
pub trait Observer: Send {
    /// What is to be done is known.
    fn begins(&mut self, inputs: &Inputs, plan: &Plan);
    /// One document is done.
    fn done(&mut self, report: &Report);
    /// Documents are done, manifest and JSONL files are made.
    fn consolidates(&mut self);
    /// Something of the inputs is not as it should be.
    fn warns(&mut self, path: &str, what: &str);
    /// An input of an earlier run is gone; its document was kept, or removed.
    fn gone(&mut self, source: &str, removed: bool);
}

/// Why a run ended early.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RunError {
    /// The arguments are wrong.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The output folder cannot be written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// Jobs cannot be run.
    #[error(transparent)]
    Executor(#[from] ExecutorError),
}

/// Where documents may be converted.
#[derive(Debug, Clone)]
pub struct Executors {
    /// In this process.
    pub threads: Threads,
    /// In processes that can be killed.
    pub workers: Workers,
}

impl Executors {
    fn choose(&self, isolated: bool) -> &dyn Executor {
        if isolated { &self.workers } else { &self.threads }
    }
}

/// What a run would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Planned {
    /// The inputs.
    pub inputs: Inputs,
    /// What is to be done for each.
    pub plan: Plan,
    /// Sources of earlier runs that are gone, or have another name.
    pub gone: Vec<String>,
}

/// The inputs of a request and what is to be done for each, with nothing done and nothing written.
///
/// # Errors
/// When the arguments are wrong or the manifest cannot be read.
pub fn plan(request: &Request, options: &str, stop: &AtomicBool) -> Result<Planned, RunError> {
    let inputs = find_inputs(&request.inputs, request.root.as_deref(), &request.out)?.shard(request.shard);
    let plan = Plan::of(&inputs.files, terms(request, options), stop)?;
    let mut gone = BTreeSet::new();
    each_line(&request.out, |line, _| {
        if belongs(&inputs, &line.source) == Belongs::ToNobody {
            gone.insert(line.source);
        }
        Ok(())
    })?;
    Ok(Planned { inputs, plan, gone: gone.into_iter().collect() })
}

fn belongs(inputs: &Inputs, source: &str) -> Belongs {
    match inputs.files.binary_search_by(|file| file.source.as_str().cmp(source)) {
        Ok(_) => Belongs::ToRun,
        Err(_) if inputs.of_other_shards.contains(source) || inputs.may_hold(source) => Belongs::ToOthers,
        Err(_) => Belongs::ToNobody,
    }
}

fn terms<'a>(request: &'a Request, options: &'a str) -> Terms<'a> {
    let Request { out, again, quick, jobs, .. } = request;
    Terms { out, version: VERSION, options, again: *again, quick: *quick, jobs: *jobs }
}

/// Converts the inputs of a request, those that an earlier run has done left out. `options` tells options of documents
/// apart. Inputs of earlier runs that are gone keep their documents unless the request prunes them.
///
/// # Errors
/// When the arguments are wrong or the output folder cannot be written. A document that cannot be read is a line of
/// the manifest.
pub fn run(
    request: &Request,
    options: &str,
    executors: &Executors,
    stop: &AtomicBool,
    observer: &mut dyn Observer,
) -> Result<Run, RunError> {
    let out = &request.out;
    let mut clock = Clock::start();
    let inputs = find_inputs(&request.inputs, request.root.as_deref(), out)?.shard(request.shard);
    fs::create_dir_all(out).map_err(DatasetError::write(out))?;
    let _lock = lock(out)?;
    // A run that was killed before it could say that it had not finished.
    remove_unpublished_in(out)?;

    // As long as the run goes on, its file says that it has not finished; the next one then trusts nothing half done.
    let before = read_run(out);
    let mut run = begun(request, &inputs, &clock.started);
    write_run(out, &run)?;
    let plan = Plan::of(&inputs.files, terms(request, options), stop)?;
    observer.begins(&inputs, &plan);
    inputs.unopened.iter().for_each(|folder| observer.warns(folder, "cannot be opened, what it holds is passed over"));
    run.parts.planning = clock.lap();

    let mut journal = Journal::open(out)?;
    if !stop.load(Ordering::Relaxed) {
        run.unchanged = count(&plan, |task| matches!(task, Task::Unchanged | Task::Duplicate { noted: true, .. }));
        let retries = sources_of(&inputs.files, &plan, |task| *task == Task::Convert(Why::Retry));
        let executor = executors.choose(run.options.isolated);
        executor.run(jobs_of(&inputs.files, &plan, options), out, stop, &mut |report| {
            observer.done(&report);
            run.converted += 1;
            if report.line.output.is_some() {
                run.pages_converted += report.line.pages.map_or(0, u64::from);
            }
            run.retried += u64::from(retries.contains(&report.line.source));
            journal.append(&report.line)?;
            if request.fail_fast && report.line.status == Status::Failed {
                run.failed_fast.get_or_insert(report.line.source);
                return Ok(Next::Stop);
            }
            Ok(Next::GoOn)
        })?;
    }
    run.interrupted = stop.load(Ordering::Relaxed);
    run.not_run = run.inputs.found.saturating_sub(run.unchanged + run.converted);
    // Duplicates come last, when the inputs that they are duplicates of have their lines.
    let duplicates = count(&plan, |task| matches!(task, Task::Duplicate { noted: false, .. }));
    if !run.interrupted && run.not_run == duplicates {
        note_duplicates(&inputs.files, &plan, options, &mut journal)?;
        run.not_run = 0;
    }
    run.parts.documents = clock.lap();

    observer.consolidates();
    let settled = Settlement { out, belongs: &|source| belongs(&inputs, source), prune: request.prune }.settle()?;
    settled.gone.iter().for_each(|source| observer.gone(source, false));
    settled.dropped.iter().for_each(|source| observer.gone(source, true));
    run.consolidated = Some(consolidate(out, &settled.manifest, before.as_ref(), VERSION)?);
    if !before.is_some_and(|run| run.finished && !run.interrupted) || run.converted > 0 {
        remove_unpublished(out)?;
    }
    settled.tell(&mut run);
    run.pages_per_second = thousandths(run.pages_converted as f64 / run.parts.documents.max(1e-6));
    run.parts.consolidation = clock.lap();
    run.seconds = clock.total();
    run.finished = true;
    write_run(out, &run)?;
    Ok(run)
}

fn begun(request: &Request, inputs: &Inputs, started: &str) -> Run {
    Run {
        version: VERSION.to_owned(),
        schema_version: SCHEMA_VERSION.to_owned(),
        started: started.to_owned(),
        options: RunOptions {
            inputs: request.inputs.iter().map(|path| path.display().to_string()).collect(),
            root: inputs.root.display().to_string(),
            jobs: request.jobs,
            isolated: match request.isolation {
                Isolation::Auto => inputs.files.len() > 1,
                Isolation::Always => true,
                Isolation::Never => false,
            },
            shard: request.shard.map(|shard| shard.to_string()),
            strict: request.strict,
            fail_fast: request.fail_fast,
        },
        inputs: InputCounts {
            found: inputs.files.len().try_into().unwrap_or(u64::MAX),
            ignored: inputs.ignored,
            unopened: inputs.unopened.clone(),
            of_other_shards: inputs.of_other_shards.len().try_into().unwrap_or(u64::MAX),
            ..InputCounts::default()
        },
        ..Run::default()
    }
}

fn count(plan: &Plan, of: impl Fn(&Task) -> bool) -> u64 {
    plan.tasks.iter().filter(|task| of(task)).count().try_into().unwrap_or(u64::MAX)
}

fn sources_of(files: &[InputFile], plan: &Plan, of: impl Fn(&Task) -> bool) -> BTreeSet<String> {
    let tasks = files.iter().zip(&plan.tasks);
    tasks.filter(|(_, task)| of(task)).map(|(file, _)| file.source.clone()).collect()
}

fn jobs_of(files: &[InputFile], plan: &Plan, options: &str) -> Vec<Job> {
    let tasks = files.iter().zip(&plan.tasks).zip(&plan.doc_ids);
    let to_convert = tasks.filter(|((_, task), _)| matches!(task, Task::Convert(_)));
    to_convert.map(|((file, _), doc_id)| job_of(file, doc_id.clone(), options)).collect()
}

fn job_of(file: &InputFile, doc_id: Option<String>, options: &str) -> Job {
    let InputFile { path, source, bytes } = file.clone();
    Job { path, source, bytes, doc_id, options: options.to_owned() }
}

/// Notes inputs whose content another input has.
fn note_duplicates(files: &[InputFile], plan: &Plan, options: &str, journal: &mut Journal) -> Result<(), DatasetError> {
    for ((file, task), doc_id) in files.iter().zip(&plan.tasks).zip(&plan.doc_ids) {
        let Task::Duplicate { original, noted: false } = task else { continue };
        let Some(original) = files.get(*original) else { continue };
        journal.append(&duplicate_line(job_of(file, doc_id.clone(), options).line(), &original.source))?;
    }
    Ok(())
}

/// Takes the folder for this run. The lock goes with the process, however it ends.
pub(crate) fn lock(out: &Path) -> Result<Option<File>, DatasetError> {
    // Where a folder cannot be opened as a file, as on Windows, there is no lock.
    let Ok(folder) = File::open(out) else { return Ok(None) };
    match folder.try_lock() {
        Err(TryLockError::WouldBlock) => Err(DatasetError::Locked { path: out.to_owned() }),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(folder)),
    }
}

/// The time of a run and of its parts.
pub(crate) struct Clock {
    pub(crate) started: String,
    begin: Instant,
    last: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        let now = Instant::now();
        Self { started: utc(SystemTime::now()), begin: now, last: now }
    }

    /// Seconds since the last lap.
    pub(crate) fn lap(&mut self) -> f64 {
        let now = Instant::now();
        thousandths((now - std::mem::replace(&mut self.last, now)).as_secs_f64())
    }

    pub(crate) fn total(&self) -> f64 {
        thousandths(self.begin.elapsed().as_secs_f64())
    }
}

fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
