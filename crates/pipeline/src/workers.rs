//! Jobs in worker processes. What one document does to its worker, from an abort to an endless loop, costs that document
//! alone.

use crate::executor::{Executor, ExecutorError, OnReport, Shared};
use crate::job::{Job, Report, failed_report};
use crate::limits::Limits;
use crate::protocol::{Order, Word};
use crate::step::Step;
use crate::worker_process::{Death, WorkerProcess, worker_command};
use gongkai_model::manifest::Reason;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

/// How often the clocks are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Time for a worker to get ready.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// Time for documents in work to be finished after an interrupt.
const FINISH_WITHIN: Duration = Duration::from_secs(5);
/// How often a document is given to a worker that dies of something else.
const ATTEMPTS: u32 = 3;

/// Processes of this program.
#[derive(Debug, Clone)]
pub struct Workers {
    /// How many at a time, at least 1.
    pub jobs: usize,
    /// What a document may cost.
    pub limits: Limits,
    /// Whether reports say what was found on each page.
    pub page_notes: bool,
    /// The subcommand of this program that calls [`serve`](crate::worker::serve).
    pub subcommand: &'static str,
}

impl Executor for Workers {
    fn run(
        &self,
        jobs: Vec<Job>,
        out: &Path,
        stop: &AtomicBool,
        on_report: &mut OnReport<'_>,
    ) -> Result<(), ExecutorError> {
        let seats = self.jobs.clamp(1, jobs.len().max(1));
        let shared = Shared::new(jobs, stop, on_report);
        thread::scope(|scope| {
            for _ in 0..seats {
                scope.spawn(|| {
                    let mut seat = Seat { workers: self, out, worker: None, served: 0 };
                    while let Some(job) = shared.next() {
                        match seat.convert(&job, &shared) {
                            Ok(Some(report)) => shared.report(report),
                            Ok(None) => break,
                            Err(error) => shared.fail(error),
                        }
                    }
                    seat.dismiss();
                });
            }
        });
        shared.outcome()
    }
}

/// The place of one worker, and whoever works there now.
struct Seat<'a> {
    workers: &'a Workers,
    out: &'a Path,
    worker: Option<WorkerProcess>,
    served: usize,
}

/// How far a worker came with a document.
enum Attempt {
    Done(Box<Report>),
    /// It was interrupted, and the document is left for another run.
    Left,
    /// The worker died of the document.
    Died(Reason, String),
    /// The worker died, and not of the document as far as can be seen.
    Lost(String),
}

impl Seat<'_> {
    /// Converts one document; `None` when it was left because of an interrupt.
    fn convert(&mut self, job: &Job, shared: &Shared<'_, '_>) -> Result<Option<Report>, ExecutorError> {
        let started = Instant::now();
        let mut cause = String::new();
        for _ in 0..ATTEMPTS {
            let (reason, detail) = match self.attempt(job, shared)? {
                Attempt::Done(report) => return Ok(Some(*report)),
                Attempt::Left => return Ok(None),
                Attempt::Died(reason, detail) => (reason, detail),
                Attempt::Lost(_) if shared.stops() => return Ok(None),
                Attempt::Lost(how) => {
                    cause = how;
                    continue;
                }
            };
            return Ok(Some(failed_report(job, reason, detail, started.elapsed())));
        }
        Ok(Some(failed_report(job, Reason::Crashed, cause, started.elapsed())))
    }

    fn attempt(&mut self, job: &Job, shared: &Shared<'_, '_>) -> Result<Attempt, ExecutorError> {
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => self.start(shared)?,
        };
        if worker.order(&Order::Convert(job.clone())).is_err() {
            return Ok(Attempt::Lost(in_words(&worker.bury())));
        }
        let limits = &self.workers.limits;
        let started = Instant::now();
        let mut step: Option<(Step, Instant)> = None;
        let mut stopped: Option<Instant> = None;
        loop {
            match worker.listen(LOOK_EVERY) {
                Ok(Word::Done(report)) => {
                    self.served += 1;
                    if self.served >= self.workers.limits.recycle.max(1) {
                        worker.dismiss();
                    } else {
                        self.worker = Some(worker);
                    }
                    return Ok(Attempt::Done(report));
                }
                Ok(Word::Unwritable { path, cause }) => return Err(ExecutorError::Unwritable { path, cause }),
                Ok(Word::At(at)) => step = Some((at, Instant::now())),
                Ok(Word::Ready) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    let death = worker.bury();
                    let place = step.map_or_else(String::new, |(step, _)| format!(" in step {step}"));
                    return Ok(match death {
                        _ if step.is_none() => Attempt::Lost(in_words(&death)),
                        Death::Killed(_) if shared.stops() => Attempt::Left,
                        Death::Killed(_) => Attempt::Lost(in_words(&death)),
                        Death::OutOfMemory => Attempt::Died(Reason::MemoryLimit, format!("{}{place}", self.memory())),
                        Death::Crashed(how) => Attempt::Died(Reason::Crashed, format!("{how}{place}")),
                    });
                }
            }
            let now = Instant::now();
            let late = |since: Instant, limit: Option<Duration>| limit.is_some_and(|limit| now - since >= limit);
            let place = |step: Option<(Step, Instant)>| step.map_or(Step::Read, |(step, _)| step);
            if late(started, limits.timeout) {
                let seconds = limits.timeout.unwrap_or_default().as_secs_f64();
                return Ok(Attempt::Died(
                    Reason::Timeout,
                    format!("not done within {seconds} s, in step {}", place(step)),
                ));
            }
            if late(step.map_or(started, |(_, since)| since), limits.stall) {
                let seconds = limits.stall.unwrap_or_default().as_secs_f64();
                return Ok(Attempt::Died(
                    Reason::Timeout,
                    format!("step {} did not get on for {seconds} s", place(step)),
                ));
            }
            if shared.stops() && late(*stopped.get_or_insert(now), Some(FINISH_WITHIN)) {
                return Ok(Attempt::Left);
            }
        }
    }

    /// Starts a worker and waits until it is ready, so that its start is not taken for the document's time.
    fn start(&mut self, shared: &Shared<'_, '_>) -> Result<WorkerProcess, ExecutorError> {
        let command = worker_command(self.workers.subcommand)?;
        let Workers { limits, page_notes, .. } = self.workers;
        let begin = Order::Begin { out: self.out.to_owned(), memory: limits.memory, page_notes: *page_notes };
        let worker = WorkerProcess::start(command, &begin)?;
        self.served = 0;
        let started = Instant::now();
        loop {
            match worker.listen(LOOK_EVERY) {
                Ok(_) => return Ok(worker),
                Err(RecvTimeoutError::Timeout) if started.elapsed() < READY_WITHIN => {}
                Err(RecvTimeoutError::Timeout) => {
                    return Err(ExecutorError::Broken { cause: "it did not get ready".to_owned() });
                }
                // An interrupt may reach workers as well.
                Err(RecvTimeoutError::Disconnected) if shared.stops() => return Ok(worker),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(ExecutorError::Broken { cause: in_words(&worker.bury()) });
                }
            }
        }
    }

    fn memory(&self) -> String {
        let limit = self.workers.limits.memory.map(|bytes| format!("more than {} MB", bytes >> 20));
        limit.unwrap_or_else(|| "more memory than the machine gives".to_owned())
    }

    fn dismiss(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.dismiss();
        }
    }
}

fn in_words(death: &Death) -> String {
    match death {
        Death::OutOfMemory => "out of memory".to_owned(),
        Death::Killed(signal) => format!("killed from outside by signal {signal}, as a machine without memory does"),
        Death::Crashed(how) => how.clone(),
    }
}
