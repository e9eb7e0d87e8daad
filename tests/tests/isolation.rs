//! What one document can do to a run: nothing but lose itself.
#![expect(clippy::unwrap_used, reason = "what a test cannot set up, it cannot test")]
#![cfg(unix)]

use gongkai_tests::folder::{ACCOUNTS, Folder, assert_same_output};
use gongkai_tests::peak::children_of;
use gongkai_tests::program::{Ended, poisoned_program, program};
use serde_json::{Value, json};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A poisoned input, with the name of its poison.
fn poison(folder: &Folder, name: &str, poison: &str) {
    folder.write(name, format!("gongkai-poison: {poison}\n{name}\n").as_bytes());
}

fn convert_poisoned(folder: &Folder, more: &[&str]) -> Ended {
    Ended::of(&folder.converting(poisoned_program(), &["in"], more).output().unwrap())
}

#[test]
fn a_poisoned_batch_loses_the_poisoned_alone() {
    let sound = Folder::with_accounts(200);
    let poisoned = Folder::with_accounts(200);
    let poisons = [
        ("abort", "crashed"),
        ("bomb", "memory_limit"),
        ("exit", "crashed"),
        ("leak", "memory_limit"),
        ("loop", "timeout"),
        ("panic", "crashed"),
        ("sleep", "timeout"),
        ("stack", "crashed"),
    ];
    for (name, _) in poisons {
        poison(&poisoned, &format!("in/1/{name}.txt"), name);
    }
    let more = ["-j", "2", "--timeout", "5s", "--memory-limit", "256M", "--recycle", "20"];
    let ended = convert_poisoned(&poisoned, &more);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    let lost: Vec<Value> = poisoned.manifest_of(&["source", "status", "reason", "output"]);
    let lost: Vec<_> = lost.into_iter().filter(|line| line[1] != "ok").collect();
    let expected: Vec<_> =
        poisons.iter().map(|(name, reason)| json!([format!("1/{name}.txt"), "failed", reason, null])).collect();
    assert_eq!(lost, expected, "{}", ended.stderr);
    assert!(poisoned.manifest().iter().all(|line| line["doc_id"].is_string()));
    assert!(ended.stderr.contains("1/stack.txt: failed (crashed): stack overflow in step read\n"), "{}", ended.stderr);

    // The others are what they are without them.
    assert_eq!(sound.convert(&["in"], &[]).code, 0);
    let expected = sound.output();
    let of_others = |(name, _): &(String, Vec<u8>)| name != "manifest.jsonl";
    let found: Vec<_> = poisoned.output().into_iter().filter(of_others).collect();
    let expected: Vec<_> = expected.into_iter().filter(of_others).collect();
    assert_same_output(&found, &expected, "the others");
}

#[test]
fn a_document_may_be_long_as_long_as_it_gets_on() {
    let folder = Folder::with_accounts(1);
    poison(&folder, "in/pages.txt", "pages");
    poison(&folder, "in/sleep.txt", "sleep");
    let ended = convert_poisoned(&folder, &["-j", "2", "--stall", "1500ms"]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    let lost: Vec<Value> = folder.manifest_of(&["source", "reason"]).into_iter().filter(|l| !l[1].is_null()).collect();
    assert_eq!(lost, [json!(["sleep.txt", "timeout"])], "{}", ended.stderr);
    assert!(ended.stderr.contains("step read did not get on for 1.5 s"), "{}", ended.stderr);
}

#[test]
fn a_failure_is_not_repeated_unless_asked_for() {
    let folder = Folder::with_accounts(2);
    poison(&folder, "in/abort.txt", "abort");
    poison(&folder, "in/sleep.txt", "sleep");
    let limited = ["--timeout", "2s"];
    assert_eq!(convert_poisoned(&folder, &limited).code, 3);
    let first = folder.output();
    assert_eq!(convert_poisoned(&folder, &limited).code, 3);
    assert_eq!(folder.run()["unchanged"], 4);
    assert_same_output(&folder.output(), &first, "unchanged");
    assert_eq!(convert_poisoned(&folder, &["--timeout", "2s", "--retry-failed=timeout"]).code, 3);
    assert_eq!((&folder.run()["converted"], &folder.run()["retried"]), (&json!(1), &json!(1)));
    // The sound program is not hurt by them.
    let ended = folder.convert(&["in"], &["--retry-failed"]);
    assert_eq!((ended.code, &folder.run()["retried"]), (0, &json!(2)), "{}", ended.stderr);
}

#[test]
fn in_one_process_a_panic_costs_its_document() {
    let folder = Folder::with_accounts(5);
    poison(&folder, "in/panic.txt", "panic");
    let ended = convert_poisoned(&folder, &["--no-isolation"]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    assert_eq!(folder.run()["inputs"]["status"], json!({ "failed": 1, "ok": 5 }));
    assert_eq!(folder.run()["options"]["isolated"], false);
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
}

#[test]
fn a_limit_isolates_a_single_input() {
    let folder = Folder::with(&[]);
    poison(&folder, "in/bomb.txt", "bomb");
    assert_eq!(convert_poisoned(&folder, &["--memory-limit", "200M"]).code, 3);
    assert_eq!(folder.manifest_of(&["reason"]), [json!(["memory_limit"])]);
}

#[test]
fn a_worker_killed_from_outside_costs_nothing() {
    let folder = Folder::with_accounts(12);
    for i in 0..6 {
        poison(&folder, &format!("in/slow{i}.txt"), "slow");
    }
    let mut running = folder.converting(poisoned_program(), &["in"], &["-j", "2"]);
    let running = running.stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    let mut killed = 0;
    while killed < 2 && begun.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(150));
        if let Some(worker) = children_of(running.id()).first() {
            Command::new("kill").args(["-9", worker]).status().unwrap();
            killed += 1;
        }
    }
    let ended = Ended::of(&running.wait_with_output().unwrap());
    assert_eq!((ended.code, killed), (0, 2), "{}", ended.stderr);
    assert_eq!(folder.run()["inputs"]["status"], json!({ "ok": 18 }));
}

#[test]
fn workers_end_with_the_program() {
    let folder = Folder::with_accounts(2);
    poison(&folder, "in/sleep1.txt", "sleep");
    poison(&folder, "in/sleep2.txt", "sleep");
    let mut running = folder.converting(poisoned_program(), &["in"], &["-j", "2"]);
    let mut running = running.stderr(Stdio::null()).spawn().unwrap();
    let workers = until(|| Some(children_of(running.id())).filter(|workers| workers.len() == 2));
    running.kill().unwrap();
    running.wait().unwrap();
    until(|| workers.iter().all(|pid| !is_alive(pid)).then_some(()));
}

#[test]
fn a_worker_is_no_command_for_people() {
    let mut worker = Command::new(program()).arg("worker").stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    assert_eq!(worker.wait().unwrap().code(), Some(2));
    let folder = Folder::with(&[("a.txt", ACCOUNTS.as_bytes())]);
    assert_eq!(folder.convert(&["a.txt"], &["--isolate"]).code, 0);
    assert_eq!(folder.run()["options"]["isolated"], true);
}

fn until<T>(mut seen: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(seen) = seen() {
            return seen;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it did not come to pass");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn is_alive(pid: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    status.lines().any(|line| line.starts_with("State:") && !line.contains('Z'))
}
