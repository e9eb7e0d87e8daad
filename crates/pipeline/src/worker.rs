//! The inside of a worker process: orders in, words out, one document at a time.

use crate::executor::{STACK_BYTES, WORKER_NAME};
use crate::job::{Job, run_job};
use crate::protocol::{Order, Word, receive, send};
use crate::stages::Options;
use crate::step::Step;
use gongkai_dataset::DatasetError;
use std::error::Error;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How often at most a step that gets on is told again.
const ALIVE_EVERY: Duration = Duration::from_millis(200);

/// Works until its orders end. The caller ends the process when this returns: a document that is still in work then has
/// nobody who waits for it.
///
/// # Errors
/// When the orders are not understood, or the work cannot begin.
pub fn serve(options: Options) -> io::Result<()> {
    let mut orders = io::stdin().lock();
    let Some(Order::Begin { out, memory, page_notes }) = receive(&mut orders)? else {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "workers are started by gongkai itself"));
    };
    let (give, jobs) = channel::<Job>();
    let thread = thread::Builder::new().name(WORKER_NAME.to_owned()).stack_size(STACK_BYTES);
    thread.spawn(move || {
        limit_memory(memory);
        work(&jobs, &out, page_notes, &options);
    })?;
    // Reading goes on while a document is in work, so that the end of the orders, which is also the end of the program
    // that gives them, ends the worker at once.
    relay(&mut orders, |job| give.send(job).is_ok())
}

fn relay(orders: &mut impl BufRead, mut give: impl FnMut(Job) -> bool) -> io::Result<()> {
    while let Some(order) = receive(orders)? {
        let given = match order {
            Order::Convert(job) => give(job),
            Order::Begin { .. } => false,
        };
        if !given {
            break;
        }
    }
    Ok(())
}

fn work(jobs: &Receiver<Job>, out: &Path, page_notes: bool, options: &Options) {
    let mut told = say(&Word::Ready);
    while let (true, Ok(job)) = (told, jobs.recv()) {
        let mut last: Option<(Step, Instant)> = None;
        let done = run_job(&job, out, options, &mut |step| {
            if last.is_none_or(|(of, when)| of != step || when.elapsed() >= ALIVE_EVERY) {
                last = Some((step, Instant::now()));
                say(&Word::At(step));
            }
        });
        told = say(&match done {
            Ok(mut report) => {
                if !page_notes {
                    report.page_notes.clear();
                }
                Word::Done(Box::new(report))
            }
            Err(error) => unwritable(&error, out),
        });
    }
}

fn say(word: &Word) -> bool {
    send(&mut io::stdout().lock(), word).is_ok()
}

fn unwritable(error: &DatasetError, out: &Path) -> Word {
    let path = match error {
        DatasetError::Write { path, .. } => path.clone(),
        _ => PathBuf::from(out),
    };
    Word::Unwritable { path, cause: error.source().unwrap_or(error).to_string() }
}

/// Limits the memory of this process to what it has now and `memory` bytes. A process that asks for more is ended by its
/// own allocator. Also forbids core files, which an abort would leave. Does nothing where limits are not known.
fn limit_memory(memory: Option<u64>) {
    #[cfg(unix)]
    {
        use rlimit::Resource;
        // A limit that cannot be set leaves the process as it is: the machine's own limits still hold.
        let _ = Resource::CORE.set(0, 0);
        if let Some(limit) = memory.map(|memory| address_space().saturating_add(memory)) {
            let hard = Resource::AS.get_hard().unwrap_or(rlimit::INFINITY);
            let _ = Resource::AS.set(limit.min(hard), limit.min(hard));
        }
    }
    #[cfg(not(unix))]
    let _ = memory;
}

/// Bytes of address space in use, stacks that are only reserved included.
#[cfg(unix)]
fn address_space() -> u64 {
    const RESERVED_AT_MOST: u64 = 512 << 20;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kilobytes = kilobytes.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or(RESERVED_AT_MOST, |kilobytes| kilobytes.saturating_mul(1024))
}
