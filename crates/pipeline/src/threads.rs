//! Jobs on threads of this process. A panic costs its document alone; an abort, an endless loop or a lack of memory costs
//! the run, which is what [worker processes](crate::workers) are for.

use crate::executor::{Executor, ExecutorError, OnReport, STACK_BYTES, Shared, WORKER_NAME};
use crate::job::{Job, run_job};
use crate::stages::Options;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::thread;

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
        jobs: Vec<Job>,
        out: &Path,
        stop: &AtomicBool,
        on_report: &mut OnReport<'_>,
    ) -> Result<(), ExecutorError> {
        let threads = self.jobs.clamp(1, jobs.len().max(1));
        let shared = Shared::new(jobs, stop, on_report);
        thread::scope(|scope| {
            for i in 0..threads {
                let thread = thread::Builder::new().name(format!("{WORKER_NAME}-{i}")).stack_size(STACK_BYTES);
                let work = || {
                    while let Some(job) = shared.next() {
                        match run_job(&job, out, &self.options, &mut |_| {}) {
                            Ok(report) => shared.report(report),
                            Err(error) => shared.fail(error.into()),
                        }
                    }
                };
                if let Err(error) = thread.spawn_scoped(scope, work) {
                    shared.fail(error.into());
                }
            }
        });
        shared.outcome()
    }
}
