//! What is said while a run goes on: on a terminal a bar, else a line now and then, and a line for each document that asks
//! for one; or, for programs, a JSON object for each.

use crate::arguments::{LogFormat, When};
use crate::bar::{drawn_bar, say_under};
use crate::messages::{log_line, say};
use gongkai_model::manifest::Status;
use gongkai_pipeline::batch::Observer;
use gongkai_pipeline::census::code;
use gongkai_pipeline::inputs::Inputs;
use gongkai_pipeline::job::Report;
use gongkai_pipeline::page_note::PageNote;
use gongkai_pipeline::plan::{Plan, Task};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::io::{self, IsTerminal};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How often a line tells how far a run is where no bar is drawn.
const LINE_EVERY: Duration = Duration::from_secs(30);

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Loudness {
    /// Errors of the run alone.
    Quiet,
    /// Documents that are not ok.
    Normal,
    /// Every document.
    Verbose,
    /// Every page.
    Pages,
}

/// Says what happens.
pub(crate) struct Talk {
    loudness: Loudness,
    format: LogFormat,
    bar: Option<ProgressBar>,
    state: Arc<Mutex<State>>,
    /// Ends the lines that are said now and then, when it is dropped.
    lines: Option<Sender<()>>,
}

/// How far a run is.
#[derive(Debug, Clone)]
struct State {
    total: usize,
    done: usize,
    failed: usize,
    pages: u64,
    bytes: u64,
    total_bytes: u64,
    since: Instant,
}

impl State {
    fn in_words(&self) -> String {
        let seconds = self.since.elapsed().as_secs_f64();
        let mut text = format!("{} of {} documents", self.done, self.total);
        if self.pages > 0 {
            text.push_str(&format!(", {:.0} pages/s", self.pages as f64 / seconds.max(1e-3)));
        }
        text.push_str(&format!(", failed: {}", self.failed));
        text
    }

    /// Time that is left, by the bytes that are: documents are not alike, and the largest come first.
    fn left(&self) -> Option<Duration> {
        let per_byte = self.since.elapsed().as_secs_f64() / (self.bytes > 0).then_some(self.bytes as f64)?;
        Duration::try_from_secs_f64(per_byte * self.total_bytes.saturating_sub(self.bytes) as f64).ok()
    }
}

impl Talk {
    /// Says nothing yet.
    pub(crate) fn new(loudness: Loudness, when: When, format: LogFormat) -> Self {
        let drawn = match when {
            When::Auto => io::stderr().is_terminal() && loudness != Loudness::Quiet,
            When::Always => true,
            When::Never => false,
        };
        let bar = (drawn && format == LogFormat::Text).then(|| drawn_bar(when));
        let since = Instant::now();
        let state = State { total: 0, done: 0, failed: 0, pages: 0, bytes: 0, total_bytes: 0, since };
        Self { loudness, format, bar, state: Arc::new(Mutex::new(state)), lines: None }
    }

    /// Takes the bar away; nothing more is said now and then.
    pub(crate) fn finish(&mut self) {
        self.lines = None;
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Begins to say how far the run is, every now and then.
    fn begin_lines(&mut self) {
        if self.bar.is_some() || self.loudness == Loudness::Quiet || self.format == LogFormat::Json {
            return;
        }
        let (end, ended) = channel();
        self.lines = Some(end);
        let state = Arc::clone(&self.state);
        // Ends when the other side is dropped. Without the thread nothing but these lines is missing.
        let _ = thread::Builder::new().name("gongkai-talk".to_owned()).spawn(move || {
            while ended.recv_timeout(LINE_EVERY) == Err(RecvTimeoutError::Timeout) {
                let state = unpoisoned(&state).clone();
                let left = state.left().map_or_else(String::new, |left| format!(", left: {} s", left.as_secs()));
                say(&format!("gongkai: {}{left}", state.in_words()));
            }
        });
    }

    fn tell(&self, line: &str) {
        match &self.bar {
            Some(bar) => say_under(bar, line),
            None => say(line),
        }
    }

    /// Says one thing of a run in the form that is asked for.
    fn tell_as(&self, needed: Loudness, line: impl FnOnce() -> String, kind: &str, fields: impl FnOnce() -> Value) {
        match self.format {
            LogFormat::Json if self.loudness > Loudness::Quiet => say(&log_line(kind, fields())),
            LogFormat::Text if self.loudness >= needed => self.tell(&line()),
            _ => {}
        }
    }
}

impl Observer for Talk {
    fn begins(&mut self, inputs: &Inputs, plan: &Plan) {
        let converts = |task: &Task| matches!(task, Task::Convert(_));
        let (total, total_bytes) = {
            let mut state = unpoisoned(&self.state);
            state.total = plan.tasks.iter().filter(|task| converts(task)).count();
            let to_convert = inputs.files.iter().zip(&plan.tasks).filter(|(_, task)| converts(task));
            state.total_bytes = to_convert.filter_map(|(file, _)| file.bytes).sum();
            state.since = Instant::now();
            (state.total, state.total_bytes)
        };
        if let Some(bar) = &self.bar {
            bar.set_length(total_bytes);
        }
        if self.format == LogFormat::Json {
            let fields = || {
                json!({
                    "version": gongkai_pipeline::VERSION,
                    "inputs": inputs.files.len(),
                    "documents": total,
                    "ignored": inputs.ignored,
                    "of_other_shards": inputs.of_other_shards.len(),
                })
            };
            self.tell_as(Loudness::Normal, String::new, "start", fields);
        }
        self.begin_lines();
    }

    fn done(&mut self, report: &Report) {
        let state = {
            let mut state = unpoisoned(&self.state);
            state.done += 1;
            state.failed += usize::from(report.line.status == Status::Failed);
            state.bytes += report.line.bytes.unwrap_or(0);
            state.pages += report.line.pages.map_or(0, u64::from);
            state.clone()
        };
        let needed = match report.line.status {
            Status::Ok | Status::Skipped => Loudness::Verbose,
            Status::Partial | Status::Failed => Loudness::Normal,
        };
        if self.loudness >= Loudness::Pages {
            for note in &report.page_notes {
                self.tell_as(Loudness::Pages, || line_of_page(report, note), "page", || fields_of_page(report, note));
            }
        }
        self.tell_as(needed, || line_of(report), "document", || fields_of(report));
        if let Some(bar) = &self.bar {
            bar.set_message(state.in_words());
            bar.set_position(state.bytes);
        }
    }

    fn consolidates(&mut self) {
        self.finish();
    }

    fn warns(&mut self, path: &str, what: &str) {
        let fields = || json!({ "path": path, "message": what });
        self.tell_as(Loudness::Normal, || format!("gongkai: {path}: {what}"), "warning", fields);
    }

    fn gone(&mut self, source: &str, removed: bool) {
        let what = if removed { "removed" } else { "kept" };
        self.warns(source, &format!("the input is gone or has another name, its document is {what}"));
    }
}

fn line_of(report: &Report) -> String {
    let line = &report.line;
    let source = &line.source;
    match line.reason {
        None => {
            let pages = line.pages.map_or(String::new(), |pages| format!(", pages: {pages}"));
            format!("gongkai: {source}: ok{pages}, seconds: {:.2}", report.seconds)
        }
        Some(reason) => format!("gongkai: {source}: {} ({}): {}", code(&line.status), code(&reason), report.detail),
    }
}

fn line_of_page(report: &Report, note: &PageNote) -> String {
    let PageNote { page, text_layer, characters, rules, images, tables } = note;
    let (source, text_layer) = (&report.line.source, code(text_layer));
    format!(
        "gongkai: {source}: page {page}: text: {text_layer}, characters: {characters}, rules: {rules}, images: {images}, \
         tables: {tables}"
    )
}

fn fields_of_page(report: &Report, note: &PageNote) -> Value {
    let mut fields = json!({ "source": report.line.source });
    if let (Value::Object(fields), Ok(Value::Object(note))) = (&mut fields, serde_json::to_value(note)) {
        fields.extend(note);
    }
    fields
}

/// The fields of the manifest, and how it went.
fn fields_of(report: &Report) -> Value {
    let mut fields = serde_json::to_value(&report.line).unwrap_or_default();
    if let Value::Object(fields) = &mut fields {
        fields.insert("detail".to_owned(), report.detail.as_str().into());
        fields.insert("seconds".to_owned(), ((report.seconds * 1000.0).round() / 1000.0).into());
    }
    fields
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
