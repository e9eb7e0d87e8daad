//! The program from outside: exit codes, messages, and the files it leaves.

use gongkai_tests::folder::{ACCOUNTS, Folder};
use gongkai_tests::program::{Ended, contents, gongkai, json_lines, program};
use gongkai_tests::tiny_pdf::{TinyPage, tiny_pdf, tiny_pdf_with_trailer};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn a_sound_input_ends_with_0_and_silence_on_stdout() {
    let folder = Folder::with(&[("in/a.txt", ACCOUNTS.as_bytes())]);
    let ended = folder.convert(&["in"], &[]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{}", ended.stderr);
    assert!(ended.stderr.starts_with("inputs: 1 (ok: 1)\n"), "{}", ended.stderr);
    let quiet = folder.convert(&["in"], &["-q"]);
    assert_eq!(quiet, Ended { code: 0, stdout: String::new(), stderr: String::new() });
    let verbose = folder.convert(&["in/a.txt"], &["-v", "--force"]);
    assert!(verbose.stderr.starts_with("gongkai: a.txt: ok"), "{}", verbose.stderr);
}

#[test]
fn every_broken_input_has_its_line_and_its_reason() {
    use TinyPage::{Blank, Scan, Text};
    let encrypted = tiny_pdf_with_trailer(
        &[Text("2024")],
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <00> /U <00> >> /ID [<00> <00>]",
    );
    let folder = Folder::with(&[
        ("in/blank.pdf", &tiny_pdf(&[Text("Budget 2024"), Blank])),
        ("in/cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cata"),
        ("in/empty.pdf", b""),
        ("in/half.pdf", &tiny_pdf(&[Text("Budget 2024"), Scan])),
        ("in/locked.pdf", &encrypted),
        ("in/page.pdf", b"<!DOCTYPE html><html><body>404</body></html>"),
        ("in/scan.pdf", &tiny_pdf(&[Scan, Scan])),
        ("in/sound.txt", ACCOUNTS.as_bytes()),
        ("letter.docx", b"PK\x03\x04\x14\x00\x06\x00\x08\x00"),
    ]);
    let ended = folder.convert(&["in", "letter.docx"], &[]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    let rows = folder.manifest_of(&["source", "status", "reason", "pages", "output"]);
    let expected = [
        json!(["in/blank.pdf", "ok", null, 2, "documents/in/blank.pdf.json"]),
        json!(["in/cut.pdf", "failed", "damaged", null, null]),
        json!(["in/empty.pdf", "failed", "empty_file", null, null]),
        json!(["in/half.pdf", "partial", "no_text_layer", 2, "documents/in/half.pdf.json"]),
        json!(["in/locked.pdf", "failed", "encrypted", null, null]),
        json!(["in/page.pdf", "failed", "not_a_pdf", null, null]),
        json!(["in/scan.pdf", "failed", "no_text_layer", 2, null]),
        json!(["in/sound.txt", "ok", null, null, "documents/in/sound.txt.json"]),
        json!(["letter.docx", "skipped", "unsupported", null, null]),
    ];
    assert_eq!(rows, expected);
    let half: Value = serde_json::from_slice(&fs::read(folder.at("out/documents/in/half.pdf.json")).unwrap()).unwrap();
    assert_eq!(half["document"]["quality"]["unread_pages"], json!([2]));
    assert!(ended.stderr.contains("gongkai: in/half.pdf: partial (no_text_layer): scanned without text: page 2\n"));
    assert!(ended.stderr.contains("gongkai: in/empty.pdf: failed (empty_file): the file is empty\n"));
}

#[test]
fn what_is_left_of_a_broken_file_is_read_and_the_rest_is_named() {
    use TinyPage::Text;
    let pages = [Text("Budget 2023"), Text("Budget 2024"), Text("Budget 2025")];
    let whole = String::from_utf8(tiny_pdf(&pages)).unwrap();
    let ends_in = |mark: &str| whole[..whole.find(mark).unwrap()].to_owned();
    let folder = Folder::with(&[
        ("in/cut.pdf", ends_in("7 0 obj").as_bytes()),
        (
            "in/font.pdf",
            whole.replace("/F1 12 Tf 72 700 Td (Budget 2024)", "/F2 12 Tf 72 700 Td (Budget 2024)").as_bytes(),
        ),
        ("in/form.pdf", whole.replace("/Contents 7 0 R", "/Contents 1 0 R").as_bytes()),
        ("in/gone.pdf", whole.replace("6 0 R 8 0 R", "6 1 R 8 0 R").as_bytes()),
        ("in/headless.pdf", ends_in("xref").replace("/Catalog", "/Caxalog").replace("/Pages", "/Paxes").as_bytes()),
        ("in/no-table.pdf", whole.replace("startxref", "startxxxx").as_bytes()),
    ]);
    let ended = folder.convert(&["in"], &[]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    let rows: Vec<Value> = folder
        .manifest_of(&["source", "status", "reason", "pages", "output"])
        .into_iter()
        .map(|mut row| {
            let text = row[4].as_str().map(|path| fs::read(folder.at("out").join(path)).unwrap());
            let document: Value = text.map(|text| serde_json::from_slice(&text).unwrap()).unwrap_or_default();
            row[4] = document["document"]["quality"]["unread_pages"].clone();
            row.as_array_mut().unwrap().push(document["issues"][0]["code"].clone());
            row
        })
        .collect();
    let expected = [
        // The last page of three is lost, and what the second draws.
        json!(["cut.pdf", "partial", "damaged", 3, [2, 3], "file_cut"]),
        json!(["font.pdf", "partial", "damaged", 3, [2], "page_content_damaged"]),
        json!(["form.pdf", "partial", "damaged", 3, [2], "page_content_damaged"]),
        json!(["gone.pdf", "partial", "damaged", 3, [2], "page_lost"]),
        // Pages without a tree: how many there were cannot be told.
        json!(["headless.pdf", "partial", "damaged", 3, [], "file_cut"]),
        json!(["no-table.pdf", "ok", null, 3, [], "xref_repaired"]),
    ];
    assert_eq!(rows, expected);
    assert!(ended.stderr.contains("gone.pdf: partial (damaged): not all in the file: page 2\n"), "{}", ended.stderr);
    assert!(ended.stderr.contains("headless.pdf: partial (damaged): the file is cut short\n"), "{}", ended.stderr);
}

#[test]
fn wrong_usage_ends_with_2_and_a_hint() {
    let folder = Folder::with(&[("in/a.txt", ACCOUNTS.as_bytes()), ("other/b.txt", b"x")]);
    let gone = folder.convert(&["gone.pdf"], &[]);
    assert_eq!(gone.code, 2);
    assert!(gone.stderr.contains("gone.pdf: ") && gone.stderr.contains("\nhint: "), "{}", gone.stderr);
    assert!(!folder.at("out").exists());
    assert_eq!(gongkai(["convert", "x.pdf"]).code, 2);
    let misspelt = gongkai(["convert", "x.pdf", "-o", "out", "--strikt"]);
    assert_eq!(misspelt.code, 2);
    assert!(misspelt.stderr.contains("--strict"), "{}", misspelt.stderr);
    let other = folder.at("other");
    let outside = folder.convert(&["in"], &["--root", other.to_str().unwrap()]);
    assert_eq!(outside.code, 2, "{}", outside.stderr);
    assert_eq!(gongkai(["--version"]).code, 0);
}

#[test]
fn with_strict_a_mismatch_ends_with_4() {
    let wrong = ACCOUNTS.replacen("合计\t\t120.50", "合计\t\t130.50", 1);
    let folder = Folder::with(&[("in/a.txt", ACCOUNTS.as_bytes()), ("in/empty.pdf", b"")]);
    assert_eq!(folder.convert(&["in"], &["--strict"]).code, 3);
    folder.write("in/wrong.txt", wrong.as_bytes());
    assert_eq!(folder.convert(&["in"], &[]).code, 3);
    let strict = folder.convert(&["in"], &["--strict"]);
    assert_eq!(strict.code, 4, "{}", strict.stderr);
    let findings = json_lines(&folder.at("out/findings.jsonl"));
    let wrong_id = &folder.manifest()[2]["doc_id"];
    let mismatches: Vec<_> = findings.iter().filter(|finding| finding["status"] == "mismatch").collect();
    assert!(!mismatches.is_empty() && mismatches.iter().all(|finding| &finding["doc_id"] == wrong_id));
}

#[test]
fn an_output_that_cannot_be_written_ends_with_1() {
    let folder = Folder::with(&[("in/a.txt", ACCOUNTS.as_bytes()), ("out", b"a file, not a folder")]);
    let ended = folder.convert(&["in"], &[]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("hint: "), "{}", ended.stderr);
}

#[test]
fn the_number_of_jobs_and_a_rerun_change_no_byte() {
    let folder = Folder::with(&[
        ("in/b.pdf", &tiny_pdf(&[TinyPage::Text("Budget 2024"), TinyPage::Scan])),
        ("in/empty.pdf", b""),
    ]);
    for i in 0..12 {
        folder.write(&format!("in/{}/{i}.txt", i % 3), format!("{ACCOUNTS}\n附注{i}。\n").as_bytes());
    }
    folder.convert(&["in"], &["-j", "1"]);
    let one = folder.output();
    folder.convert(&["in"], &["-j", "4"]);
    assert_eq!(folder.output(), one);
    for more in [&["-j", "4"][..], &["-j", "4", "--no-isolation"], &["-j", "2", "--recycle", "1"]] {
        fs::remove_dir_all(folder.at("out")).unwrap();
        folder.convert(&["in"], more);
        assert_eq!(folder.output(), one, "{more:?}");
    }
    let here = folder.path().to_str().unwrap();
    for (name, bytes) in one {
        assert!(!String::from_utf8_lossy(&bytes).contains(here), "{name} holds an absolute path");
    }
}

#[test]
fn of_equal_inputs_the_smallest_name_is_converted() {
    let text = ACCOUNTS.as_bytes();
    let same_length = ACCOUNTS.replace("120.50", "120.51");
    let folder =
        Folder::with(&[("b/x.txt", text), ("a/y.txt", text), ("a/z.txt", same_length.as_bytes()), ("c/x.txt", text)]);
    let ended = folder.convert(&["b", "a/z.txt", "c", "a/y.txt"], &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let rows = folder.manifest_of(&["source", "status", "duplicate_of"]);
    let expected = [
        json!(["a/y.txt", "ok", null]),
        json!(["a/z.txt", "ok", null]),
        json!(["b/x.txt", "skipped", "a/y.txt"]),
        json!(["c/x.txt", "skipped", "a/y.txt"]),
    ];
    assert_eq!(rows, expected);
    assert_eq!(json_lines(&folder.at("out/documents.jsonl")).len(), 2);
    assert_eq!(folder.manifest()[0]["doc_id"], folder.manifest()[3]["doc_id"]);
}

#[test]
fn names_are_relative_to_the_root_and_keep_their_characters() {
    let folder = Folder::with(&[("青岚市/2023/云杉区 水务局决算.txt", ACCOUNTS.as_bytes())]);
    let input = "青岚市/2023/云杉区 水务局决算.txt";
    folder.convert(&[input], &[]);
    assert_eq!(folder.manifest_of(&["source"]), [json!(["云杉区 水务局决算.txt"])]);
    let root = folder.at("");
    folder.convert(&[input], &["--root", root.to_str().unwrap()]);
    assert_eq!(folder.manifest_of(&["source"]), [json!([input])]);
    // The document under its earlier name is gone with its line: its content has another name now.
    let documents: Vec<_> = contents(&folder.at("out/documents")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(documents, [format!("{input}.json")]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_or_too_long_are_written_all_the_same() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with(&[]);
    let strange = std::ffi::OsStr::from_bytes(b"\xb9\xab\xbf\xaa.txt");
    fs::create_dir(folder.at("in")).unwrap();
    fs::write(folder.at("in").join(strange), ACCOUNTS).unwrap();
    let long = format!("{}.txt", "算".repeat(83));
    folder.write(&format!("in/{long}"), b"short text");
    let ended = folder.convert(&["in"], &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(folder.manifest_of(&["source"]), [json!(["%B9%AB%BF%AA.txt"]), json!([long])]);
    for line in folder.manifest() {
        assert!(folder.at("out").join(line["output"].as_str().unwrap()).is_file());
    }
}

#[test]
fn other_files_of_a_folder_are_counted_and_the_output_is_none_of_them() {
    let folder = Folder::with(&[
        ("in/a.txt", ACCOUNTS.as_bytes()),
        ("in/b.xls", b"x"),
        ("in/.c.txt", b"x"),
        ("in/d", &tiny_pdf(&[TinyPage::Text("Budget 2024")])),
    ]);
    for _ in 0..2 {
        let out = folder.at("in/out");
        let input = folder.at("in");
        let ended = gongkai(["convert", input.to_str().unwrap(), "-o", out.to_str().unwrap()]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let run: Value = serde_json::from_slice(&fs::read(out.join("run.json")).unwrap()).unwrap();
        assert_eq!(run["inputs"]["found"], 2);
        assert_eq!(run["inputs"]["ignored"], 2);
    }
}

#[test]
fn the_output_is_what_its_schema_and_its_package_say() {
    let folder = Folder::with(&[
        ("in/a.txt", ACCOUNTS.as_bytes()),
        ("in/b.pdf", &tiny_pdf(&[TinyPage::Text("Budget 2024"), TinyPage::Scan])),
        ("in/c.pdf", b""),
    ]);
    folder.convert(&["in"], &[]);
    let printed = gongkai(["schema"]);
    let schema: Value = serde_json::from_str(&printed.stdout).unwrap();
    let documents = jsonschema::validator_for(&schema).unwrap();
    for (name, bytes) in contents(&folder.at("out/documents")) {
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        let errors: Vec<_> = documents.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
    let line_schema = json!({ "$ref": "#/$defs/ManifestLine", "$defs": schema["$defs"] });
    let lines = jsonschema::validator_for(&line_schema).unwrap();
    assert!(folder.manifest().iter().all(|line| lines.is_valid(line)));
    assert!(!lines.is_valid(&json!({ "source": "x" })));

    let package: Value = serde_json::from_slice(&fs::read(folder.at("out/datapackage.json")).unwrap()).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let named: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        for line in json_lines(&folder.at("out").join(resource["path"].as_str().unwrap())) {
            let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, named);
        }
    }
}

#[test]
fn jsonl_files_hold_the_entities_of_the_documents() {
    let folder =
        Folder::with(&[("in/b.txt", ACCOUNTS.as_bytes()), ("in/a.txt", "一、概况\n本局无下属单位。\n".as_bytes())]);
    folder.convert(&["in"], &[]);
    for name in ["tables", "budget_lines", "projects", "indicators", "sections", "facts", "findings"] {
        let mut expected = Vec::new();
        for file in ["a.txt", "b.txt"] {
            let bytes = fs::read(folder.at(&format!("out/documents/{file}.json"))).unwrap();
            let document: Value = serde_json::from_slice(&bytes).unwrap();
            for entity in document[name].as_array().unwrap() {
                let mut line = json!({ "doc_id": document["document"]["doc_id"] });
                line.as_object_mut().unwrap().extend(entity.as_object().unwrap().clone());
                expected.push(line);
            }
        }
        assert_eq!(json_lines(&folder.at(&format!("out/{name}.jsonl"))), expected, "{name}");
    }
    assert!(!json_lines(&folder.at("out/sections.jsonl")).is_empty());
}

#[test]
fn the_committed_schema_is_the_one_of_the_program() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/model/schema/gongkai.schema.json");
    let printed = gongkai(["schema"]).stdout;
    assert!(fs::read_to_string(committed).unwrap() == printed, "run `make schema`");
}

#[test]
fn a_reader_who_stops_reading_is_no_error() {
    let folder = Folder::with(&[("a.txt", ACCOUNTS.repeat(400).as_bytes())]);
    let file = folder.at("a.txt");
    let mut running = Command::new(program())
        .args(["inspect", file.to_str().unwrap(), "--stage", "extract"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(running.stdout.take());
    let ended = Ended::of(&running.wait_with_output().unwrap());
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_a_complete_output() {
    let folder = Folder::with(&[]);
    for i in 0..300 {
        folder.write(&format!("in/{i:03}.txt"), format!("{}{i}\n", ACCOUNTS.repeat(20)).as_bytes());
    }
    let (input, out) = (folder.at("in"), folder.at("out"));
    let mut running = Command::new(program())
        .args(["convert", input.to_str().unwrap(), "-o", out.to_str().unwrap(), "-j", "1", "-v"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(running.stderr.take().unwrap()).lines();
    assert!(said.next().unwrap().unwrap().contains(": ok"));
    Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    let rest: Vec<String> = said.map_while(Result::ok).collect();
    assert_eq!(running.wait().unwrap().code(), Some(130), "{rest:?}");
    let manifest = folder.manifest();
    assert!((1..300).contains(&manifest.len()), "{}", manifest.len());
    assert_eq!(contents(&folder.at("out/documents")).len(), manifest.len());
    assert_eq!(json_lines(&folder.at("out/documents.jsonl")).len(), manifest.len());
    let run: Value = serde_json::from_slice(&fs::read(folder.at("out/run.json")).unwrap()).unwrap();
    assert_eq!(run["interrupted"], true);
}

#[test]
fn inspect_prints_the_stage_that_is_asked_for() {
    let folder = Folder::with(&[("a.pdf", &tiny_pdf(&[TinyPage::Text("Budget 2024"), TinyPage::Text("page two")]))]);
    let file = folder.at("a.pdf");
    let inspect = |stage: &str, page: &[&str]| -> Value {
        let ended = gongkai([&["inspect", file.to_str().unwrap(), "--stage", stage], page].concat());
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
        serde_json::from_str(&ended.stdout).unwrap()
    };
    assert_eq!(inspect("extract", &[])["pages"].as_array().unwrap().len(), 2);
    let second = inspect("reflow", &["--page", "2"]);
    assert_eq!(second["layouts"][0]["lines"][0]["text"], "page two");
    assert!(inspect("table", &[])["sections"].is_array());
    assert_eq!(inspect("verify", &[])["schema_version"], "1.0");
    folder.write("b.pdf", b"");
    let empty = folder.at("b.pdf");
    let ended = gongkai(["inspect", empty.to_str().unwrap(), "--stage", "table"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (3, ""));
}
