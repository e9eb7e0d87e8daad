//! Running again is the resume: nothing is lost, nothing is done twice, whatever ended the run before.
#![expect(clippy::unwrap_used, reason = "what a test cannot set up, it cannot test")]
#![cfg(unix)]

use gongkai_tests::folder::{ACCOUNTS, Folder, assert_same_output};
use gongkai_tests::numbers::Numbers;
use gongkai_tests::program::{Ended, poisoned_program, program};
use gongkai_tests::tiny_pdf::{TinyPage, tiny_pdf};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run did: converted, unchanged, removed.
fn done(folder: &Folder) -> [u64; 3] {
    let run = folder.run();
    ["converted", "unchanged", "removed"].map(|name| run[name].as_u64().unwrap())
}

#[test]
fn a_run_killed_at_any_moment_is_made_whole_by_the_next() {
    let folder = Folder::with_accounts(14);
    folder.write("in/0/again.txt", format!("{ACCOUNTS}\n附注1。\n").as_bytes());
    folder.write("in/1/half.pdf", &tiny_pdf(&[TinyPage::Text("Budget 2024"), TinyPage::Scan]));
    folder.write("in/2/empty.pdf", b"");
    let begun = Instant::now();
    assert_eq!(folder.convert(&["in"], &["-j", "2"]).code, 3);
    let whole = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let expected = folder.output();
    let mut numbers = Numbers::from(20_240_601);
    let mut killed_at_work = 0;
    // How long a run is at work depends on what else the machine does meanwhile.
    let mut at_work = whole;
    for i in 0..50 {
        fs::remove_dir_all(folder.at("out")).unwrap();
        // Some runs are killed a second time while they resume.
        for _ in 0..=i % 2 {
            let mut run = folder.converting(program(), &["in"], &["-j", "2", "-q"]);
            let mut run = run.stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_micros(numbers.below(at_work)));
            if run.try_wait().unwrap().is_none() {
                killed_at_work += 1;
                at_work = (at_work + at_work / 10).min(whole);
            } else {
                at_work = (at_work - at_work / 4).max(1_000);
            }
            run.kill().unwrap();
            run.wait().unwrap();
        }
        let ended = folder.convert(&["in"], &["-j", "2", "-q"]);
        assert_eq!(ended.code, 3, "{}", ended.stderr);
        assert_same_output(&folder.output(), &expected, &format!("kill {i}"));
    }
    assert!(killed_at_work > 25, "{killed_at_work}");
}

#[test]
fn what_a_run_killed_at_its_very_start_left_is_removed() {
    let folder = Folder::with_accounts(2);
    folder.convert(&["in"], &[]);
    let expected = folder.output();
    // Killed while it wrote that it had not finished: the file of the run before says that all is done.
    folder.write("out/.gongkai-2z0c8H.part", b"{");
    folder.convert(&["in"], &[]);
    assert_eq!(done(&folder), [0, 2, 0]);
    assert_same_output(&folder.output(), &expected, "after the kill");
}

#[test]
fn an_unchanged_input_is_not_touched() {
    let folder = Folder::with_accounts(6);
    folder.write("in/twice.txt", format!("{ACCOUNTS}\n附注1。\n").as_bytes());
    folder.convert(&["in"], &[]);
    assert_eq!(done(&folder), [6, 0, 0]);
    let written = |name: &str| {
        let metadata = fs::metadata(folder.at(name)).unwrap();
        (metadata.ino(), metadata.mtime_nsec())
    };
    let before = ["out/tables.jsonl", "out/documents/0/003.txt.json"].map(written);
    let first = folder.output();
    let counted = folder.run()["checks"].clone();
    for more in [&[][..], &["--quick"], &["-j", "1", "--no-isolation"]] {
        assert_eq!(folder.convert(&["in"], more).code, 0);
        assert_eq!(done(&folder), [0, 7, 0], "{more:?}");
        assert_eq!(["out/tables.jsonl", "out/documents/0/003.txt.json"].map(written), before);
    }
    assert_same_output(&folder.output(), &first, "unchanged");
    assert_eq!(folder.run()["checks"], counted);
    assert_eq!(folder.convert(&["in"], &["--force"]).code, 0);
    assert_eq!(done(&folder), [6, 1, 0]);
    assert_same_output(&folder.output(), &first, "forced");
}

#[test]
fn what_changed_is_converted_and_nothing_else() {
    let folder = Folder::with_accounts(5);
    folder.convert(&["in"], &[]);
    for (more, amount) in [(&[][..], "130.50"), (&["--quick"], "140.50")] {
        // The same size, another content.
        folder.write("in/1/001.txt", ACCOUNTS.replace("120.50", amount).as_bytes());
        assert_eq!(folder.convert(&["in"], more).code, 0);
        assert_eq!(done(&folder), [1, 4, 0], "{more:?}");
        let lines = fs::read_to_string(folder.at("out/budget_lines.jsonl")).unwrap();
        assert!(lines.contains(amount));
    }
    // Documents that are gone, or not as they were written, are made again.
    fs::remove_file(folder.at("out/documents/0/000.txt.json")).unwrap();
    fs::write(folder.at("out/documents/2/002.txt.json"), "{}").unwrap();
    fs::remove_file(folder.at("out/facts.jsonl")).unwrap();
    folder.convert(&["in"], &[]);
    assert_eq!(done(&folder), [2, 3, 0]);
    let resumed = folder.output();
    fs::remove_dir_all(folder.at("out")).unwrap();
    folder.convert(&["in"], &[]);
    assert_same_output(&folder.output(), &resumed, "afresh");
}

#[test]
fn inputs_that_are_gone_are_kept_until_pruned() {
    let folder = Folder::with_accounts(4);
    folder.convert(&["in"], &[]);
    fs::remove_file(folder.at("in/2/002.txt")).unwrap();
    fs::create_dir(folder.at("in/new")).unwrap();
    fs::rename(folder.at("in/1/001.txt"), folder.at("in/new/name.txt")).unwrap();
    let ended = folder.convert(&["in"], &[]);
    assert_eq!(ended.code, 0);
    assert!(ended.stderr.contains("--prune"), "{}", ended.stderr);
    // What only has another name is not kept twice.
    assert_eq!(done(&folder), [1, 2, 1]);
    assert_eq!(folder.run()["gone"], 1);
    let sources = folder.manifest_of(&["source"]);
    assert_eq!(sources, [json!(["0/000.txt"]), json!(["0/003.txt"]), json!(["2/002.txt"]), json!(["new/name.txt"])]);
    assert_eq!(folder.convert(&["in"], &["--prune"]).code, 0);
    assert_eq!((done(&folder), folder.manifest().len()), ([0, 3, 1], 3));
    let pruned = folder.output();
    fs::remove_dir_all(folder.at("out")).unwrap();
    folder.convert(&["in"], &[]);
    assert_same_output(&folder.output(), &pruned, "afresh");
}

#[test]
fn a_second_run_on_one_output_says_who_is_there() {
    let folder = Folder::with_accounts(1);
    folder.write("in/sleep.txt", b"gongkai-poison: sleep\n");
    let mut first = folder.converting(poisoned_program(), &["in"], &["-v"]);
    let mut first = first.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(first.stderr.take().unwrap()).lines();
    assert!(said.next().unwrap().unwrap().contains(": ok"));
    let second = folder.convert(&["in"], &[]);
    assert_eq!(second.code, 1);
    assert!(second.stderr.contains("out: another run is writing here\nhint: "), "{}", second.stderr);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(folder.convert(&["in"], &[]).code, 0);
}

#[test]
fn inputs_that_change_or_vanish_meanwhile_are_lines_of_the_manifest() {
    let folder = Folder::with_accounts(4);
    // The largest is first.
    folder.write("in/slow.txt", format!("gongkai-poison: slow\n{}", ACCOUNTS.repeat(3)).as_bytes());
    folder.write("in/slow2.txt", format!("gongkai-poison: slow\n{}", ACCOUNTS.repeat(2)).as_bytes());
    let mut run = folder.converting(poisoned_program(), &["in"], &["-v", "-j", "1"]);
    let mut run = run.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(run.stderr.take().unwrap()).lines();
    assert!(said.next().unwrap().unwrap().contains("slow.txt: ok"));
    fs::remove_file(folder.at("in/0/000.txt")).unwrap();
    folder.write("in/1/001.txt", b"less");
    let rest: Vec<String> = said.map_while(Result::ok).collect();
    assert_eq!(run.wait().unwrap().code(), Some(3), "{rest:?}");
    let failed: Vec<Value> = folder.manifest_of(&["source", "reason", "output"]);
    let failed: Vec<_> = failed.into_iter().filter(|line| !line[1].is_null()).collect();
    assert_eq!(failed, [json!(["0/000.txt", "unreadable", null]), json!(["1/001.txt", "changed", null])]);
    // They are tried again without being asked for.
    folder.write("in/0/000.txt", ACCOUNTS.as_bytes());
    assert_eq!(folder.convert(&["in"], &[]).code, 0);
    assert_eq!(folder.run()["converted"], 2);
}

#[test]
fn the_first_failure_ends_a_run_that_is_asked_to_and_the_next_goes_on() {
    let folder = Folder::with_accounts(9);
    // The largest is first.
    folder.write("in/first.pdf", &[b"%PDF-1.7\n".as_slice(), &[b' '; 9000]].concat());
    folder.write("in/twice.txt", format!("{ACCOUNTS}\n附注1。\n").as_bytes());
    folder.convert(&["in"], &[]);
    let whole = folder.output();
    fs::remove_dir_all(folder.at("out")).unwrap();
    let ended = folder.convert(&["in"], &["--fail-fast", "-j", "1"]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    assert!(ended.stderr.contains("ended with the first failed document: first.pdf\nnot run: 10 (hint: "), "{ended:?}");
    assert_eq!(folder.manifest_of(&["source", "reason"]), [json!(["first.pdf", "damaged"])]);
    assert_eq!((&folder.run()["not_run"], &folder.run()["failed_fast"]), (&json!(10), &json!("first.pdf")));
    // A failure that is known ends nothing; a document that is tried again does.
    assert_eq!(folder.convert(&["in"], &["--fail-fast"]).code, 3);
    assert_eq!((done(&folder), &folder.run()["not_run"]), ([9, 1, 0], &json!(0)));
    assert_same_output(&folder.output(), &whole, "gone on");
    assert_eq!(folder.convert(&["in"], &["--fail-fast", "--retry-failed", "-j", "1"]).code, 3);
    assert_eq!((done(&folder), &folder.run()["failed_fast"]), ([1, 10, 0], &json!("first.pdf")));
    assert_same_output(&folder.output(), &whole, "retried");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_ends_the_run() {
    let folder = Folder::with_accounts(2);
    let said = |ended: Ended| {
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        assert!(
            ended.stderr.contains(": cannot be written: ") && ended.stderr.contains("\nhint: "),
            "{}",
            ended.stderr
        );
    };
    // No user may make a folder there.
    let mut nowhere = Command::new(program());
    nowhere.arg("convert").arg(folder.at("in")).args(["-o", "/proc/gongkai"]);
    said(Ended::of(&nowhere.output().unwrap()));
    // A file where the folder of the documents is needed.
    folder.write("out/documents", b"");
    said(folder.convert(&["in"], &["-j", "2"]));
    fs::remove_file(folder.at("out/documents")).unwrap();
    assert_eq!(folder.convert(&["in"], &[]).code, 0);
    let whole = folder.output();
    let read_only = Command::new("mount").args(["-t", "tmpfs", "-o", "ro", "tmpfs"]).arg(folder.at("out")).output();
    if read_only.is_ok_and(|mounted| mounted.status.success()) {
        let ended = folder.convert(&["in"], &[]);
        Command::new("umount").arg(folder.at("out")).status().unwrap();
        said(ended);
    }
    assert_same_output(&folder.output(), &whole, "untouched");
}

#[test]
fn a_full_disk_ends_the_run_and_spoils_nothing() {
    let folder = Folder::with_accounts(12);
    folder.convert(&["in"], &[]);
    let expected = folder.output();
    let bytes: usize = expected.iter().map(|(_, bytes)| bytes.len()).sum();
    fs::remove_dir_all(folder.at("out")).unwrap();
    // A disk that is full after some documents, and one that is full when the JSONL files are written.
    for share in [3, 8] {
        fs::create_dir_all(folder.at("out")).unwrap();
        let size = format!("size={}k,nr_inodes=1000", bytes * share / 10 / 1024);
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.at("out")).output();
        if !mounted.is_ok_and(|mounted| mounted.status.success()) {
            eprintln!("not allowed to mount: not tested");
            return;
        }
        let ended = folder.convert(&["in"], &["-j", "2"]);
        let kept = folder.manifest_of(&["source", "output", "output_bytes"]);
        let whole = kept.iter().all(|line| {
            let size = fs::metadata(folder.at("out").join(line[1].as_str().unwrap())).map(|metadata| metadata.len());
            size.is_ok_and(|size| Some(size) == line[2].as_u64())
        });
        let more_room = Command::new("mount").args(["-o", "remount,size=64m"]).arg(folder.at("out")).status().unwrap();
        let resumed = folder.convert(&["in"], &[]);
        let (again, output) = (done(&folder), folder.output());
        Command::new("umount").arg(folder.at("out")).status().unwrap();
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        assert!(ended.stderr.contains("No space left") && ended.stderr.contains("\nhint: "), "{}", ended.stderr);
        assert!(whole && more_room.success());
        assert_eq!(resumed.code, 0, "{}", resumed.stderr);
        assert_eq!(again[1], u64::try_from(kept.len()).unwrap());
        assert_same_output(&output, &expected, "resumed");
    }
}

#[test]
fn a_file_that_may_not_grow_ends_the_run_and_spoils_nothing() {
    let folder = Folder::with_accounts(3);
    folder.convert(&["in"], &[]);
    let expected = folder.output();
    fs::remove_dir_all(folder.at("out")).unwrap();
    let command = folder.converting(program(), &["in"], &[]);
    // With the signal ignored, the limit is an error of the write, like a quota.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""])
        .arg(command.get_program())
        .args(command.get_args());
    let ended = Ended::of(&limited.output().unwrap());
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(ended.stderr.contains("cannot be written: File too large"), "{}", ended.stderr);
    assert_eq!(folder.convert(&["in"], &[]).code, 0);
    assert_same_output(&folder.output(), &expected, "resumed");
}
