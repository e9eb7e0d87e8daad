//! What the program says: messages, logs, lists of what would be done, settings and where they come from.
#![expect(clippy::unwrap_used, reason = "what a test cannot set up, it cannot test")]

use gongkai_tests::folder::{ACCOUNTS, Folder, assert_same_output};
use gongkai_tests::program::{Ended, gongkai, program};
use gongkai_tests::tiny_pdf::{TinyPage, tiny_pdf};
use serde_json::{Value, json};
use std::fs;

fn json_of(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_log_for_programs_is_json_line_by_line() {
    let folder = Folder::with_accounts(2);
    folder.write("in/half.pdf", &tiny_pdf(&[TinyPage::Text("Budget 2024"), TinyPage::Scan]));
    let ended = folder.convert(&["in"], &["--log-format", "json"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (3, ""));
    let log = json_of(&ended.stderr);
    let kinds: Vec<_> = log.iter().map(|line| line["message_type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["start", "document", "document", "document", "summary"]);
    assert_eq!((&log[0]["inputs"], &log[0]["documents"]), (&json!(3), &json!(3)));
    // A document has the fields of its line in the manifest, and more.
    let of_half = log.iter().find(|line| line["source"] == "half.pdf").unwrap();
    let line = folder.manifest().into_iter().find(|line| line["source"] == "half.pdf").unwrap();
    assert!(line.as_object().unwrap().iter().all(|(field, value)| of_half[field] == *value));
    assert!(of_half["seconds"].is_number() && of_half["detail"] == "scanned without text: page 2");
    let run = folder.run();
    assert!(run.as_object().unwrap().iter().all(|(field, value)| log[4][field] == *value));

    fs::remove_file(folder.at("in/half.pdf")).unwrap();
    let log = json_of(&folder.convert(&["in"], &["--log-format", "json"]).stderr);
    assert_eq!((&log[1]["message_type"], &log[1]["path"]), (&json!("warning"), &json!("half.pdf")));
    let failed = folder.convert(&["gone"], &["--log-format=json"]);
    assert_eq!((failed.code, &json_of(&failed.stderr)[0]["message_type"]), (2, &json!("error")));
    assert_eq!(folder.convert(&["in"], &["--log-format=json", "-q"]).stderr, "");
}

#[test]
fn the_summary_counts_by_status_reason_and_check() {
    let folder = Folder::with_accounts(3);
    folder.write("in/empty.pdf", b"");
    folder.write("in/twice.txt", &fs::read(folder.at("in/0/000.txt")).unwrap());
    let ended = folder.convert(&["in"], &["--progress", "never"]);
    let expected = [
        "gongkai: empty.pdf: failed (empty_file): the file is empty",
        "inputs: 5 (failed: 1, ok: 3, skipped: 1)",
        "reasons: duplicate: 1, empty_file: 1",
        "checks: 42 (exact: 42)",
    ];
    assert!(ended.stderr.starts_with(&expected.join("\n")), "{}", ended.stderr);
    assert!(ended.stderr.contains(" a second)\noutput: "), "{}", ended.stderr);
    let with_bar = folder.convert(&["in"], &["--progress", "always", "--force"]);
    assert!(with_bar.stderr.contains(" of 4 documents, failed: "), "{}", with_bar.stderr);
}

#[test]
fn every_document_or_every_page_has_a_line_when_asked_for() {
    let folder = Folder::with(&[("in/half.pdf", &tiny_pdf(&[TinyPage::Text("Budget 2024"), TinyPage::Scan]))]);
    folder.write("in/a.txt", ACCOUNTS.as_bytes());
    let of_pages = |stderr: &str| stderr.lines().filter(|line| line.contains(": text: ")).count();
    let documents = folder.convert(&["in"], &["-v"]).stderr;
    assert!(documents.contains("gongkai: a.txt: ok, seconds: ") && of_pages(&documents) == 0, "{documents}");
    for more in [&["-vv", "--force"][..], &["-v", "-v", "--force", "--no-isolation"]] {
        let pages = folder.convert(&["in"], more).stderr;
        assert!(
            pages.contains("gongkai: half.pdf: page 1: text: sound, characters: 11, rules: 0, images: 0, tables: 0\n")
        );
        assert!(
            pages.contains("gongkai: half.pdf: page 2: text: missing, characters: 0, rules: 0, images: 1, tables: 0\n")
        );
        assert!(pages.contains("gongkai: a.txt: page 1: text: sound, characters: "), "{pages}");
        assert_eq!(of_pages(&pages), 3);
    }
    let log = json_of(&folder.convert(&["in/a.txt"], &["-vv", "--force", "--log-format", "json"]).stderr);
    let page = log.iter().find(|line| line["message_type"] == "page").unwrap();
    assert_eq!((&page["source"], &page["page"], &page["tables"]), (&json!("a.txt"), &json!(1), &json!(0)));
}

#[test]
fn documents_and_the_summary_are_printed_when_asked_for() {
    let folder = Folder::with_accounts(2);
    folder.write("in/empty.pdf", b"");
    let summary = folder.convert(&["in"], &["--json", "-q"]);
    assert_eq!((summary.code, summary.stderr.as_str()), (3, ""));
    assert_eq!(serde_json::from_str::<Value>(&summary.stdout).unwrap(), folder.run());
    let print = |more: &[&str]| {
        let mut command = std::process::Command::new(program());
        command.arg("convert").arg(folder.at("in")).args(["-o", "-"]).args(more).current_dir(folder.path());
        Ended::of(&command.env("TMPDIR", folder.path()).output().unwrap())
    };
    let printed = print(&[]);
    let files = ["0/000.txt", "1/001.txt"].map(|name| folder.at(&format!("out/documents/{name}.json")));
    let expected: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    assert_eq!((printed.code, printed.stdout), (3, expected));
    assert!(printed.stderr.contains("inputs: 3 ") && !printed.stderr.contains("output: "), "{}", printed.stderr);
    assert_eq!(print(&["--json"]).code, 2);
    // Nothing is left of it.
    let left = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name());
    assert!(left.into_iter().all(|name| name == "in" || name == "out"));
}

#[test]
fn a_dry_run_lists_and_writes_nothing() {
    let folder = Folder::with_accounts(3);
    let listed = |more: &[&str]| {
        let ended = folder.convert(&["in"], &[&["--dry-run"], more].concat());
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.stdout
    };
    assert_eq!(listed(&[]), "new             0/000.txt\nnew             1/001.txt\nnew             2/002.txt\n");
    assert!(!folder.at("out").exists());
    folder.convert(&["in"], &[]);
    let before = folder.output();
    folder.write("in/0/000.txt", ACCOUNTS.as_bytes());
    fs::remove_file(folder.at("in/2/002.txt")).unwrap();
    folder.write("in/a\nb.txt", ACCOUNTS.as_bytes());
    let expected = "changed         0/000.txt\nunchanged       1/001.txt\nduplicate       a\\nb.txt (of 0/000.txt)\n";
    assert_eq!(listed(&[]), format!("{expected}gone_kept       2/002.txt\n"));
    let forced = json_of(&listed(&["--force", "--prune", "--log-format", "json"]));
    let tasks: Vec<_> = forced.iter().map(|line| line["task"].as_str().unwrap()).collect();
    assert_eq!(tasks, ["changed", "forced", "duplicate", "gone_pruned"]);
    assert_same_output(&folder.output(), &before, "dry run");
}

#[test]
fn settings_come_from_flags_the_environment_and_a_file() {
    let folder = Folder::with_accounts(2);
    let file = "output = \"converted\"\njobs = 1\nquiet = true\nmemory-limit = \"1G\"\n";
    folder.write("gongkai.toml", file.as_bytes());
    fs::create_dir(folder.at("below")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(program());
        command.args(arguments).current_dir(folder.at("below")).env("GONGKAI_STALL", "7s");
        Ended::of(&command.output().unwrap())
    };
    // The output folder stands beside the file, wherever the program runs.
    assert_eq!(run(&["convert", "../in"]), Ended { code: 0, stdout: String::new(), stderr: String::new() });
    assert!(folder.at("converted/manifest.jsonl").exists());
    let verbose = run(&["convert", "../in", "-v", "--force"]);
    assert!(verbose.stderr.contains("0/000.txt: ok"), "{}", verbose.stderr);

    let shown = run(&["convert", "--show-config", "-j", "2"]);
    assert_eq!(shown.code, 0);
    let says = |setting: &str, origin: &str| {
        let found = |line: &str| line.split_once('#').is_some_and(|(a, b)| a.trim() == setting && b.trim() == origin);
        assert!(shown.stdout.lines().any(found), "{setting} from {origin}\n{}", shown.stdout);
    };
    let toml = folder.path().canonicalize().unwrap().join("gongkai.toml");
    says("jobs = \"2\"", "command line");
    says("stall = \"7s\"", "GONGKAI_STALL");
    says("memory-limit = \"1G\"", toml.to_str().unwrap());
    says("timeout = \"120s\"", "default");
    says("prune = false", "default");

    folder.write("gongkai.toml", b"jbos = 1\n");
    let wrong = run(&["convert", "../in", "-o", "out"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("gongkai.toml: no setting is called jbos"), "{}", wrong.stderr);
    folder.write("gongkai.toml", b"jobs = 0\n");
    let wrong = run(&["convert", "../in", "-o", "out"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("note: --jobs comes from "), "{}", wrong.stderr);
    assert_eq!(run(&["schema"]).code, 0);
}

#[test]
fn completions_and_manual_pages_are_printed() {
    for shell in ["bash", "fish", "zsh"] {
        let script = gongkai(["completions", shell]);
        assert!(script.code == 0 && script.stdout.contains("retry-failed"), "{shell}");
    }
    assert!(gongkai(["man"]).stdout.contains("gongkai\\-convert"));
    assert!(gongkai(["man", "convert"]).stdout.contains("memory\\-limit"));
    assert_eq!(gongkai(["man", "nothing"]).code, 2);
    let help = gongkai(["convert", "--help"]).stdout;
    assert!(help.contains("Examples:") && help.contains("Exit codes:"));
}
