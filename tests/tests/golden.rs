//! Every stage of every document of the corpus against `golden/<id>/<stage>.json`. Only the first stage that differs is
//! told: what follows differs because of it. `GONGKAI_UPDATE_GOLDEN=1` rewrites the files; a person reads the difference.
#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

use gongkai_model::Disclosure;
use gongkai_pipeline::{Options, content_hash::content_hash, stages};
use gongkai_tests::corpus::{Case, cases, folder};
use gongkai_tests::golden::{classify_lines, extract_lines, reflow_lines, table_lines, verify_lines};
use std::path::Path;

/// Stages in order, each with its lines; later ones are missing where nothing can be read.
fn stages_of(case: &Case, every_stage: bool) -> Vec<(&'static str, Vec<String>)> {
    let options = Options::default();
    let mut extraction = match stages::extract(&case.bytes, &options) {
        Ok(extraction) => extraction,
        Err(error) => return vec![("extract", vec![format!("error {error}")])],
    };
    let mut out = vec![("extract", extract_lines(&extraction))];
    if !every_stage {
        return out;
    }
    let reflowed = stages::reflow(&mut extraction.pages, &options);
    out.push(("reflow", reflow_lines(&reflowed.layouts)));
    let structured = stages::structure(&extraction.pages, reflowed, &options);
    out.push(("table", table_lines(&structured.tables, &structured.sections)));
    let hash = content_hash(&case.bytes);
    let mut read: Disclosure = stages::classify(&case.entry.path, &hash, &extraction, structured);
    out.push(("classify", classify_lines(&read)));
    let _ = stages::verify(&mut read);
    out.push(("verify", verify_lines(&read)));
    out
}

fn compare(file: &Path, lines: &[String], update: bool) -> Option<String> {
    let json = serde_json::to_string_pretty(lines).expect("lines can be written") + "\n";
    let old = std::fs::read_to_string(file).unwrap_or_default();
    if old == json {
        return None;
    }
    if update {
        std::fs::create_dir_all(file.parent().expect("a golden file has a folder")).expect("it can be made");
        std::fs::write(file, json).expect("a golden file can be written");
        return None;
    }
    let old: Vec<String> = serde_json::from_str(&old).unwrap_or_default();
    let at = old.iter().zip(lines).take_while(|(a, b)| a == b).count();
    let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_else(|| "(end)".to_owned());
    Some(format!("line {}\n    golden: {}\n    now:    {}", at + 2, line(&old), line(lines)))
}

#[test]
fn every_stage_yields_what_it_did() {
    let update = std::env::var_os("GONGKAI_UPDATE_GOLDEN").is_some();
    let mut complaints = Vec::new();
    for case in cases() {
        let every_stage = case.entry.checks.iter().any(|c| c == "golden");
        let folder = folder("golden").join(&case.entry.id);
        for (stage, lines) in stages_of(&case, every_stage) {
            if let Some(difference) = compare(&folder.join(format!("{stage}.json")), &lines, update) {
                complaints.push(format!("{} {stage}: {difference}", case.entry.id));
                break;
            }
        }
    }
    assert!(complaints.is_empty(), "GONGKAI_UPDATE_GOLDEN=1 rewrites the files\n{}", complaints.join("\n"));
}

#[test]
fn no_golden_file_is_left_over() {
    let ids: Vec<String> = cases().into_iter().map(|c| c.entry.id).collect();
    for entry in std::fs::read_dir(folder("golden")).expect("there are golden files").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(!entry.path().is_dir() || ids.contains(&name), "golden/{name} belongs to no document");
    }
}
