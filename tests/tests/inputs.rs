//! What is an input and what it is called; parts of the inputs, and putting their outputs together.
#![expect(clippy::unwrap_used, reason = "what a test cannot set up, it cannot test")]

use gongkai_tests::folder::{ACCOUNTS, Folder, assert_same_output};
use gongkai_tests::program::{Ended, gongkai, program};
use gongkai_tests::tiny_pdf::{TinyPage, tiny_pdf};
use serde_json::json;
use std::fs;
use std::path::Path;

fn sources(folder: &Folder) -> Vec<String> {
    folder.manifest().iter().map(|line| line["source"].as_str().unwrap().to_owned()).collect()
}

fn merge(folder: &Folder, parts: &[&str], out: &str) -> Ended {
    let mut arguments = vec!["merge".into()];
    arguments.extend(parts.iter().map(|part| folder.at(part).into_os_string()));
    arguments.extend(["-o".into(), folder.at(out).into_os_string()]);
    gongkai(arguments)
}

#[test]
fn inputs_come_from_lists_patterns_and_folders() {
    let folder = Folder::with(&[
        ("in/a b.txt", ACCOUNTS.as_bytes()),
        ("in/city/决算.txt", "决算\n".as_bytes()),
        ("in/city/预算.txt", "预算\n".as_bytes()),
        ("in/city/picture.png", b"x"),
    ]);
    folder.write("list", b"in/a b.txt\n\nin/city\n");
    assert_eq!(folder.convert(&[], &["--files-from", "list"]).code, 0);
    assert_eq!(sources(&folder), ["a b.txt", "city/决算.txt", "city/预算.txt"]);
    assert_eq!(folder.convert(&["in/**/*算.txt"], &["--root", "in", "--prune"]).code, 0);
    assert_eq!(sources(&folder), ["city/决算.txt", "city/预算.txt"]);

    let none = folder.convert(&["in/*.pdf"], &[]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("*.pdf: no file matches this pattern\nhint: "), "{}", none.stderr);
    assert_eq!(folder.convert(&[], &["--files-from", "nowhere"]).code, 2);
    folder.write("list", b"in/a b.txt\nin/gone.txt\n");
    assert_eq!(folder.convert(&[], &["--files-from", "list"]).code, 2);
    assert_eq!(folder.convert(&[], &[]).code, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_may_name_any_file() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with(&[]);
    fs::create_dir(folder.at("in")).unwrap();
    let names: [&[u8]; 4] = [b"line\nbreak.txt", b"\xb9\xab\xbf\xaa \xff.txt", "公开 “表”.txt".as_bytes(), b"-o.txt"];
    let mut list = Vec::new();
    for (i, name) in names.iter().enumerate() {
        fs::write(folder.at("in").join(std::ffi::OsStr::from_bytes(name)), format!("{ACCOUNTS}{i}\n")).unwrap();
        list.extend_from_slice(b"in/");
        list.extend_from_slice(name);
        list.push(0);
    }
    folder.write("list", &list);
    // The language of the environment is nothing to the output.
    let mut outputs = Vec::new();
    for locale in ["C", "zh_CN.GB18030"] {
        let mut command = folder.converting(program(), &[], &["--files-from", "list", "-j", "2"]);
        let ended = Ended::of(&command.env("LC_ALL", locale).output().unwrap());
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        outputs.push(folder.output());
        fs::remove_dir_all(folder.at("out")).unwrap();
    }
    assert_same_output(&outputs[1], &outputs[0], "another locale");
    folder.convert(&["in"], &[]);
    assert_eq!(sources(&folder), ["%B9%AB%BF%AA %FF.txt", "-o.txt", "line\nbreak.txt", "公开 “表”.txt"]);
    assert_same_output(&folder.output(), &outputs[0], "by folder");
}

#[test]
fn two_inputs_never_share_a_place() {
    let folder = Folder::with(&[("in/a.txt", b"1"), ("in/a.pdf", b"2"), ("in/b/a.txt", b"3"), ("in/A.txt", b"4")]);
    folder.convert(&["in"], &[]);
    let outputs = folder.manifest_of(&["output"]);
    assert_eq!(outputs.iter().filter(|output| !output[0].is_null()).count(), 3);
    folder.write("in/a.txt.json/b.txt", b"5");
    let ended = folder.convert(&["in"], &[]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("\nhint: rename"), "{}", ended.stderr);
}

#[test]
fn merged_shards_are_the_bytes_of_one_run() {
    let folder = Folder::with_accounts(20);
    folder.write("in/0/twice.txt", format!("{ACCOUNTS}\n附注1。\n").as_bytes());
    folder.write("in/2/thrice.txt", format!("{ACCOUNTS}\n附注1。\n").as_bytes());
    folder.write("in/half.pdf", &tiny_pdf(&[TinyPage::Text("Budget 2024"), TinyPage::Scan]));
    folder.write("in/empty.pdf", b"");
    assert_eq!(folder.convert(&["in"], &[]).code, 3);
    let whole = folder.output();
    let counted = folder.run()["checks"].clone();
    fs::remove_dir_all(folder.at("out")).unwrap();

    let mut inputs = 0;
    for part in ["1/3", "2/3", "3/3"] {
        folder.convert(&["in"], &["--shard", part]);
        inputs += folder.manifest().len();
        assert_eq!(folder.run()["inputs"]["of_other_shards"], 24 - folder.manifest().len());
        fs::rename(folder.at("out"), folder.at(&format!("part{}", &part[..1]))).unwrap();
    }
    assert_eq!(inputs, 24);
    let ended = merge(&folder, &["part3", "part1", "part2"], "out");
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    assert_same_output(&folder.output(), &whole, "merged");
    assert_eq!(folder.run()["checks"], counted);
    // Merging again changes nothing, and neither does a run over what was merged.
    assert_eq!(merge(&folder, &["part1", "part2", "part3"], "out").code, 3);
    assert_same_output(&folder.output(), &whole, "merged twice");
    folder.convert(&["in"], &["--quick"]);
    assert_eq!((&folder.run()["converted"], &folder.run()["unchanged"]), (&json!(0), &json!(24)));
    assert_same_output(&folder.output(), &whole, "run over");
    // Less is merged: the rest goes.
    merge(&folder, &["part1"], "out");
    let part: Vec<_> = gongkai_tests::folder::output_of(&folder.at("part1"));
    assert_same_output(&folder.output(), &part, "one part");
    // All shards into one folder are one run as well.
    fs::remove_dir_all(folder.at("out")).unwrap();
    for part in ["2/2", "1/2"] {
        folder.convert(&["in"], &["--shard", part, "--prune"]);
    }
    assert_same_output(&folder.output(), &whole, "in one folder");
}

#[test]
fn what_does_not_fit_together_is_not_merged() {
    let folder = Folder::with(&[("a/x.txt", ACCOUNTS.as_bytes()), ("b/x.txt", b"something else")]);
    folder.convert(&["a"], &[]);
    fs::rename(folder.at("out"), folder.at("first")).unwrap();
    folder.convert(&["b"], &[]);
    fs::rename(folder.at("out"), folder.at("second")).unwrap();
    let said = |parts: &[&str], what: &str| {
        let ended = merge(&folder, parts, "out");
        assert_eq!(ended.code, 2, "{}", ended.stderr);
        assert!(ended.stderr.contains(what) && ended.stderr.contains("\nhint: "), "{}", ended.stderr);
    };
    said(&["first", "second"], "second: x.txt is not what it is in ");
    said(&["first", "a"], "a: not an output folder");
    said(&["first", "out"], "out: ");
    let run = fs::read_to_string(folder.at("first/run.json")).unwrap();
    fs::write(folder.at("first/run.json"), run.replace("\"finished\": true", "\"finished\": false")).unwrap();
    said(&["first"], "first: the run that writes it has not finished");
    assert!(!Path::new(&folder.at("out/manifest.jsonl")).exists());
}

#[test]
fn a_pipe_is_no_document() {
    let folder = Folder::with(&[("in/a.txt", ACCOUNTS.as_bytes())]);
    let made = std::process::Command::new("mkfifo").arg(folder.at("in/pipe.pdf")).status();
    if !made.is_ok_and(|made| made.success()) {
        return;
    }
    assert_eq!(folder.convert(&["in"], &[]).code, 0);
    assert_eq!(folder.convert(&["in/pipe.pdf", "in/a.txt"], &[]).code, 3);
    assert_eq!(folder.manifest_of(&["source", "reason"])[1], json!(["pipe.pdf", "unreadable"]));
}
