//! Inputs that do to their process what no input should, for tests of what becomes of the others. Only with the feature
//! `poison`, which no release build takes.

#[cfg(not(debug_assertions))]
compile_error!("the feature `poison` is for tests, not for release builds");

use crate::step::{OnStep, Step};
use std::hint::black_box;
use std::time::Duration;

/// Begins the content of a poisoned input; the name of the poison follows.
const MARK: &[u8] = b"gongkai-poison: ";

/// Takes effect if these are the bytes of a poisoned input.
#[expect(clippy::panic, clippy::exit, reason = "this is what it is for")]
pub(crate) fn take_effect(content: &[u8], on_step: &mut OnStep<'_>) {
    let Some(poison) = content.strip_prefix(MARK) else { return };
    match poison.split(|byte| !byte.is_ascii_alphanumeric()).next().unwrap_or_default() {
        b"abort" => std::process::abort(),
        b"exit" => std::process::exit(0),
        b"panic" => panic!("poisoned"),
        b"loop" => loop {
            black_box(content);
        },
        b"sleep" => std::thread::sleep(Duration::from_secs(3600)),
        b"pages" => (0..8).for_each(|_| {
            on_step(Step::Extract);
            std::thread::sleep(Duration::from_millis(300));
        }),
        b"slow" => std::thread::sleep(Duration::from_millis(300)),
        b"stack" => {
            black_box(deeper(0));
        }
        b"bomb" => {
            black_box(vec![1_u8; 10 << 30]);
        }
        b"leak" => loop {
            std::mem::forget(black_box(vec![1_u8; 1 << 20]));
        },
        _ => {}
    }
}

#[expect(unconditional_recursion, reason = "a stack that overflows")]
fn deeper(depth: u64) -> u64 {
    let room = black_box([depth; 64]);
    deeper(depth + 1).wrapping_add(room.iter().sum())
}
