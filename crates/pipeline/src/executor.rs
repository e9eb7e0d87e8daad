//! Many jobs at a time. The seam between what is done and where: threads of this process now; worker processes, which
//! can be killed, would implement the same trait.

use crate::job::{Job, Report, run_job};
use crate::stages::Options;
use gongkai_dataset::DatasetError;
use rayon::ThreadPoolBuilder;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use thiserror::Error;

/// Stack of a thread. A document may nest as deeply as the limits of `extract` allow; the memory is only reserved.
const STACK_BYTES: usize = 64 << 20;

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
    /// Threads cannot be started.
    #[error("threads cannot be started")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Runs jobs.
pub trait Executor {
    /// Runs the jobs in any order, and hands over each report as it comes, one at a time. Begins no further job once
    /// `stop` is set or a document could not be written.
    ///
    /// # Errors
    /// The first document that could not be written.
    fn run(
        &self,
        jobs: &[Job],
        out: &Path,
        stop: &AtomicBool,
        on_report: &mut (dyn FnMut(Report) + Send),
    ) -> Result<(), ExecutorError>;
}

/// Threads of this process.
#[derive(Debug, Clone)]
pub struct Threads {
    /// How many, at least 1.
    pub jobs: usize,
    /// How documents are read.
    pub options: Options,
}

impl Executor for Threads {
    fn run(
        &self,
        jobs: &[Job],
        out: &Path,
        stop: &AtomicBool,
        on_report: &mut (dyn FnMut(Report) + Send),
    ) -> Result<(), ExecutorError> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(self.jobs.max(1))
            .stack_size(STACK_BYTES)
            .thread_name(|i| format!("{WORKER_NAME}-{i}"))
            .build()?;
        // Largest first, so that no thread is left alone with a big one at the end.
        let mut queue: Vec<&Job> = jobs.iter().collect();
        queue.sort_by_key(|job| std::cmp::Reverse(job.bytes));
        let failed = AtomicBool::new(false);
        let (on_report, failure) = (Mutex::new(on_report), Mutex::new(None));
        pool.scope_fifo(|scope| {
            for job in queue {
                let (on_report, failure, failed) = (&on_report, &failure, &failed);
                scope.spawn_fifo(move |_| {
                    if stop.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed) {
                        return;
                    }
                    match run_job(job, out, &self.options) {
                        Ok(report) => unpoisoned(on_report)(report),
                        Err(error) => {
                            failed.store(true, Ordering::Relaxed);
                            unpoisoned(failure).get_or_insert(error);
                        }
                    }
                });
            }
        });
        let failure = unpoisoned(&failure).take();
        failure.map_or(Ok(()), |error| Err(error.into()))
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
