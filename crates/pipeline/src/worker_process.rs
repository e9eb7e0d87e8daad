//! One worker process seen from outside: started, listened to, killed, buried.

use crate::protocol::{Order, Word, receive, send};
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How much of what a worker says on stderr is kept.
const LAST_WORDS_BYTES: usize = 4096;

/// A running worker process. Killed when it is dropped.
#[derive(Debug)]
pub(crate) struct WorkerProcess {
    child: Child,
    orders: Option<ChildStdin>,
    words: Receiver<Word>,
    last_words: Option<JoinHandle<String>>,
}

/// How a worker process ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Death {
    /// Its allocator got no more memory.
    OutOfMemory,
    /// Killed from outside: by a person, or by the kernel when the machine has no memory left.
    Killed(i32),
    /// Anything else, in words.
    Crashed(String),
}

/// The command that starts a worker: this program again, even when its file was replaced meanwhile.
pub(crate) fn worker_command(subcommand: &str) -> io::Result<Command> {
    let own = Path::new("/proc/self/exe");
    let program = if own.exists() { own.to_owned() } else { std::env::current_exe()? };
    let mut command = Command::new(program);
    command.arg(subcommand);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.arg0("gongkai");
        // An interrupt typed at a terminal goes to the group in front; workers finish what they have.
        command.process_group(0);
    }
    Ok(command)
}

impl WorkerProcess {
    /// Starts a worker. It is ready when it says so.
    pub(crate) fn start(mut command: Command, begin: &Order) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let (orders, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (tell, words) = channel();
        // Ends when the worker closes its stdout, or says what is no word.
        let listen = move || {
            let mut from = BufReader::new(stdout?);
            while let Ok(Some(word)) = receive(&mut from) {
                tell.send(word).ok()?;
            }
            Some(())
        };
        let mut worker = Self { child, orders, words, last_words: None };
        thread::Builder::new().name("gongkai-listener".to_owned()).spawn(listen)?;
        let last_words = thread::Builder::new().name("gongkai-stderr".to_owned());
        worker.last_words = Some(last_words.spawn(move || stderr.map(last_words_of).unwrap_or_default())?);
        // A worker that is gone already is found out when it is listened to.
        let _ = worker.order(begin);
        Ok(worker)
    }

    /// Gives an order. Fails when the worker is gone.
    pub(crate) fn order(&mut self, order: &Order) -> io::Result<()> {
        match &mut self.orders {
            Some(orders) => send(orders, order),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Waits for its next word; [`RecvTimeoutError::Disconnected`] when there will be none.
    pub(crate) fn listen(&self, patience: Duration) -> Result<Word, RecvTimeoutError> {
        self.words.recv_timeout(patience)
    }

    /// Ends its orders and waits for its end.
    pub(crate) fn dismiss(mut self) {
        self.orders = None;
        let _ = self.child.wait();
    }

    /// Waits for the end of a worker that has closed its stdout, and tells what it died of.
    pub(crate) fn bury(mut self) -> Death {
        self.orders = None;
        // One that closed its stdout and lives on is no worker any more.
        for _ in 0..200 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let status = self.child.wait();
        let said = self.last_words.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        match status {
            Ok(status) => death(status, &said),
            Err(error) => Death::Crashed(error.to_string()),
        }
    }
}

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn last_words_of(mut stderr: impl Read) -> String {
    let (mut kept, mut piece) = (Vec::new(), [0; LAST_WORDS_BYTES]);
    while let Ok(n @ 1..) = stderr.read(&mut piece) {
        kept.extend_from_slice(piece.get(..n).unwrap_or_default());
        let surplus = kept.len().saturating_sub(LAST_WORDS_BYTES);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

fn death(status: ExitStatus, said: &str) -> Death {
    // The allocator's own words, in the standard library and in glibc.
    if said.contains("memory allocation of") || said.contains("Cannot allocate memory") {
        return Death::OutOfMemory;
    }
    if said.contains("overflowed its stack") {
        return Death::Crashed("stack overflow".to_owned());
    }
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        const FROM_OUTSIDE: [i32; 4] = [1, 2, 9, 15];
        return if FROM_OUTSIDE.contains(&signal) {
            Death::Killed(signal)
        } else {
            Death::Crashed(format!("ended by signal {signal}"))
        };
    }
    let last_line = said.lines().rev().map(str::trim).find(|line| !line.is_empty());
    Death::Crashed(last_line.map_or_else(|| format!("ended by itself, {status}"), str::to_owned))
}
