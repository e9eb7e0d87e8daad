//! Many jobs at a time. The seam between what is done and where: [threads](crate::threads) of this process, or
//! [worker processes](crate::workers), which can be killed.

use crate::job::{Job, Report};
use gongkai_dataset::DatasetError;
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use thiserror::Error;

/// Stack of a thread that converts documents. A document may nest as deeply as the limits of `extract` allow; the memory
/// is only reserved.
pub(crate) const STACK_BYTES: usize = 64 << 20;

/// Name of the threads that convert documents, before their number. A panic on one of them becomes the document's
/// status and need not be printed.
pub const WORKER_NAME: &str = "gongkai-worker";

/// Why jobs cannot be run on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExecutorError {
    /// A document cannot be written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// A document cannot be written, says a worker.
    #[error("{}: cannot be written: {cause}", path.display())]
    Unwritable {
        /// Which file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// A thread or a worker process cannot be started.
    #[error("a worker cannot be started")]
    Start(#[from] io::Error),
    /// Worker processes start but do not work.
    #[error("a worker ended before it did anything: {cause}")]
    Broken {
        /// How it ended.
        cause: String,
    },
}

/// Runs jobs.
pub trait Executor {
    /// Runs the jobs in any order, and hands over each report as it comes, one at a time. Begins no further job once
    /// `stop` is set, a report asks for it or could not be taken, or a document could not be written.
    ///
    /// # Errors
    /// The first document that could not be written, or report that could not be taken.
    fn run(
        &self,
        jobs: Vec<Job>,
        out: &Path,
        stop: &AtomicBool,
        on_report: &mut OnReport<'_>,
    ) -> Result<(), ExecutorError>;
}

/// Whether further jobs are begun after a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// They are.
    GoOn,
    /// None; those in work are finished.
    Stop,
}

/// Takes a report; an error ends the run.
pub type OnReport<'a> = dyn FnMut(Report) -> Result<Next, DatasetError> + Send + 'a;

/// What the threads of an executor share: the jobs that are left, and the way back for reports.
pub(crate) struct Shared<'a, 'r> {
    queue: Mutex<VecDeque<Job>>,
    stop: &'a AtomicBool,
    ended: AtomicBool,
    failure: Mutex<Option<ExecutorError>>,
    on_report: Mutex<&'a mut OnReport<'r>>,
}

impl<'a, 'r> Shared<'a, 'r> {
    pub(crate) fn new(mut jobs: Vec<Job>, stop: &'a AtomicBool, on_report: &'a mut OnReport<'r>) -> Self {
        // Largest first, so that nobody is left alone with a big one at the end.
        jobs.sort_by_key(|job| std::cmp::Reverse(job.bytes));
        Self {
            queue: Mutex::new(jobs.into()),
            stop,
            ended: AtomicBool::new(false),
            failure: Mutex::new(None),
            on_report: Mutex::new(on_report),
        }
    }

    /// The next job; none once the run is to end.
    pub(crate) fn next(&self) -> Option<Job> {
        if self.stops() { None } else { unpoisoned(&self.queue).pop_front() }
    }

    /// Whether no further job is to begin.
    pub(crate) fn stops(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.ended.load(Ordering::Relaxed)
    }

    pub(crate) fn report(&self, report: Report) {
        let taken = unpoisoned(&self.on_report)(report);
        match taken {
            Ok(Next::GoOn) => {}
            Ok(Next::Stop) => self.ended.store(true, Ordering::Relaxed),
            Err(error) => self.fail(error.into()),
        }
    }

    pub(crate) fn fail(&self, error: ExecutorError) {
        self.ended.store(true, Ordering::Relaxed);
        unpoisoned(&self.failure).get_or_insert(error);
    }

    pub(crate) fn outcome(self) -> Result<(), ExecutorError> {
        let failure = self.failure.into_inner().unwrap_or_else(PoisonError::into_inner);
        failure.map_or(Ok(()), Err)
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
