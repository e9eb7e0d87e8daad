//! What is read from the corpus against its known truth. The expected counts stand in `tests/scores.json`: worse fails,
//! and better fails too until the file is updated with `GONGKAI_UPDATE_SCORES=1`. Whatever is not read whole needs a
//! reason there.

use gongkai_corpus::pdf_writer::draw::HIDDEN_WORDS;
use gongkai_model::manifest::Status;
use gongkai_pipeline::{Options, convert};
use gongkai_tests::against_truth::score;
use gongkai_tests::corpus::{Case, cases_of, folder};
use gongkai_tests::tally::{Expected, Scores, Tally, read_expected, write_expected};
use std::collections::BTreeMap;

fn scores_of(case: &Case) -> Scores {
    let options = Options::default();
    let conversion = convert(&case.bytes, &case.entry.path, &options);
    if let Some(reason) = &case.truth.document.unreadable {
        let said = conversion.reason.and_then(|r| serde_json::to_value(r).ok());
        let right = conversion.status == Status::Failed && said.as_ref().and_then(|v| v.as_str()) == Some(reason);
        return Scores::from([("reason".to_owned(), Tally { found: usize::from(right), expected: 1, extra: 0 })]);
    }
    let extraction = gongkai_extract::extract(&case.bytes, &options.extract).unwrap_or_default();
    let read = conversion.disclosure.unwrap_or_default();
    score(&case.truth, &extraction, &read)
}

#[test]
fn the_corpus_is_read_as_well_as_before() {
    let file = folder("tests").join("scores.json");
    let expected = read_expected(&file);
    let scores: BTreeMap<String, Scores> =
        cases_of("truth").iter().map(|case| (case.entry.id.clone(), scores_of(case))).collect();
    if std::env::var_os("GONGKAI_UPDATE_SCORES").is_some() {
        write_expected(&file, &scores, &expected);
    }
    let expected = read_expected(&file);
    let mut complaints = Vec::new();
    for (id, scores) in &scores {
        let Some(Expected { scores: old, why }) = expected.get(id) else {
            complaints.push(format!("{id}: not in scores.json"));
            continue;
        };
        let new: BTreeMap<String, String> = scores.iter().map(|(k, v)| (k.clone(), v.to_string())).collect();
        for kind in old.keys().chain(new.keys()).collect::<std::collections::BTreeSet<_>>() {
            let (before, now) = (old.get(kind), new.get(kind));
            if before != now {
                let word = |s: Option<&String>| s.cloned().unwrap_or_else(|| "nothing".to_owned());
                complaints.push(format!("{id}: {kind} {} instead of {}", word(now), word(before)));
            }
        }
        if why.is_empty() && !scores.values().all(|t| t.is_whole()) {
            complaints.push(format!("{id}: not read whole, and scores.json does not say why"));
        }
    }
    assert!(complaints.is_empty(), "GONGKAI_UPDATE_SCORES=1 rewrites scores.json\n{}", complaints.join("\n"));
}

#[test]
fn words_that_nobody_sees_are_not_read() {
    for case in cases_of("truth").iter().filter(|c| c.entry.id == "hidden-words") {
        let conversion = convert(&case.bytes, &case.entry.path, &Options::default());
        let json = serde_json::to_string(&conversion.disclosure).expect("a document can be written");
        for word in HIDDEN_WORDS {
            assert!(!json.contains(word), "{word} is hidden in {}", case.entry.id);
        }
    }
}

#[test]
fn files_of_the_corpus_are_those_of_the_manifest() {
    use sha2::{Digest as _, Sha256};
    for case in gongkai_tests::corpus::cases() {
        let sum: String = Sha256::digest(&case.bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(sum, case.entry.sha256, "{}", case.entry.id);
    }
}
