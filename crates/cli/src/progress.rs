//! What is said while a run goes on.

use crate::arguments::When;
use crate::messages::say;
use gongkai_model::manifest::Status;
use gongkai_pipeline::batch::Observer;
use gongkai_pipeline::census::code;
use gongkai_pipeline::inputs::Inputs;
use gongkai_pipeline::job::Report;
use gongkai_pipeline::plan::{Plan, Task};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
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
}

/// A bar on a terminal, else a line now and then; and a line for each document that asks for one.
pub(crate) struct Progress {
    loudness: Loudness,
    bar: Option<ProgressBar>,
    total: usize,
    done: usize,
    last_line: Instant,
}

impl Progress {
    /// Draws nothing yet.
    pub(crate) fn new(loudness: Loudness, when: When) -> Self {
        let drawn = match when {
            When::Auto => io::stderr().is_terminal() && loudness != Loudness::Quiet,
            When::Always => true,
            When::Never => false,
        };
        Self { loudness, bar: drawn.then(|| bar(when)), total: 0, done: 0, last_line: Instant::now() }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn tell(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(line)),
            None => say(line),
        }
    }
}

impl Observer for Progress {
    fn begins(&mut self, _: &Inputs, plan: &Plan) {
        self.total = plan.tasks.iter().filter(|task| matches!(task, Task::Convert(_))).count();
        if let Some(bar) = &self.bar {
            bar.set_length(u64::try_from(self.total).unwrap_or(u64::MAX));
        }
    }

    fn done(&mut self, report: &Report) {
        self.done += 1;
        if let Some(line) = line_of(report, self.loudness) {
            self.tell(&line);
        }
        match &self.bar {
            Some(bar) => bar.inc(1),
            None if self.loudness > Loudness::Quiet && self.last_line.elapsed() >= LINE_EVERY => {
                self.last_line = Instant::now();
                say(&format!("gongkai: {} of {} inputs done", self.done, self.total));
            }
            None => {}
        }
    }

    fn consolidates(&mut self) {}

    fn warns(&mut self, path: &str, what: &str) {
        if self.loudness > Loudness::Quiet {
            self.tell(&format!("gongkai: {path}: {what}"));
        }
    }

    fn gone(&mut self, source: &str, removed: bool) {
        if self.loudness > Loudness::Quiet {
            self.tell(&format!(
                "gongkai: {source}: input is gone, its document is {}",
                if removed { "removed" } else { "kept" }
            ));
        }
    }
}

fn line_of(report: &Report, loudness: Loudness) -> Option<String> {
    let line = &report.line;
    let source = &line.source;
    let needed = match line.status {
        Status::Ok | Status::Skipped => Loudness::Verbose,
        Status::Partial | Status::Failed => Loudness::Normal,
    };
    if loudness < needed {
        return None;
    }
    Some(match line.reason {
        None => {
            let pages = line.pages.map_or(String::new(), |pages| format!(", pages: {pages}"));
            format!("gongkai: {source}: ok{pages}, seconds: {:.2}", report.seconds)
        }
        Some(reason) => format!("gongkai: {source}: {} ({}): {}", code(&line.status), code(&reason), report.detail),
    })
}

fn bar(when: When) -> ProgressBar {
    let bar = ProgressBar::no_length();
    // A bar that is asked for is drawn even where indicatif sees no terminal.
    if when == When::Always && !io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::term_like_with_hz(Box::new(PlainLines), 1));
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} (left: {eta})") {
        bar.set_style(style);
    }
    bar
}

/// Draws a bar into something that is no terminal: each state on a line of its own.
#[derive(Debug)]
struct PlainLines;

impl indicatif::TermLike for PlainLines {
    fn width(&self) -> u16 {
        80
    }

    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn write_line(&self, line: &str) -> io::Result<()> {
        say(line.trim_end());
        Ok(())
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        if !text.trim().is_empty() {
            say(text.trim_end());
        }
        Ok(())
    }

    fn clear_line(&self) -> io::Result<()> {
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}
