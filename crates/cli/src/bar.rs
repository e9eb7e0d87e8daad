//! The progress bar.

use crate::arguments::When;
use crate::messages::say;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};

/// A bar of the bytes that are done, with a message before the time that is left.
pub(crate) fn drawn_bar(when: When) -> ProgressBar {
    let bar = ProgressBar::no_length();
    // A bar that is asked for is drawn even where indicatif sees no terminal.
    if when == When::Always && !io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::term_like_with_hz(Box::new(PlainLines), 1));
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {msg}, left: {eta}") {
        bar.set_style(style);
    }
    bar
}

/// Says a line above a bar.
pub(crate) fn say_under(bar: &ProgressBar, line: &str) {
    bar.suspend(|| say(line));
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
