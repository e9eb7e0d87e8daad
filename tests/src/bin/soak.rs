//! Hostile files for as long as one likes.
//!
//! `soak ROUNDS [DIR]`: in each round, seeded bytes at every place where a file is taken apart, and every document of the
//! corpus and of DIR changed in every way, through the real program; then files that are long in one way each. Ends with 1 at the first thing that does not hold, and
//! says with which seed. The same rounds are the same bytes.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program for developers")]
#![expect(clippy::expect_used, reason = "a soak that cannot be set up has failed")]

use gongkai_pipeline::inputs::find_inputs;
use gongkai_tests::corpus::folder;
use gongkai_tests::hostile::Place;
use gongkai_tests::long_files::long_files;
use gongkai_tests::mutants::{Change, mutant};
use gongkai_tests::numbers::Numbers;
use gongkai_tests::program::{json_lines, program};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Seeds at each place in one round.
const SEEDS: u64 = 300;
/// Longer than any bytes of this size should take.
const TOO_LONG: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let rounds = arguments.next().and_then(|n| n.to_str()?.parse().ok()).unwrap_or(1_u64);
    let mut folders = vec![folder("corpus")];
    folders.extend(arguments.map(PathBuf::from));
    let inputs = find_inputs(&folders, None, &folder("out")).expect("the folders are there").files;
    println!("documents: {}, rounds: {rounds}", inputs.len());
    let mut sound = true;
    for round in 0..rounds {
        sound &= places(round);
        let files = inputs.iter().map(|input| (&input.path, std::fs::read(&input.path).unwrap_or_default()));
        sound &= mutants(round, files);
    }
    sound &= long();
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Seeded bytes at every place.
fn places(round: u64) -> bool {
    let mut sound = true;
    for place in Place::ALL {
        let (begun, mut slowest) = (Instant::now(), (Duration::ZERO, 0));
        for seed in round * SEEDS..(round + 1) * SEEDS {
            let mut numbers = Numbers::from(seed);
            let (likely, length) = (place.likely_bytes(&mut numbers), numbers.index(2000));
            let begun = Instant::now();
            let held =
                std::panic::catch_unwind(|| [&likely, &numbers.clone().bytes(length)].map(|bytes| place.hold(bytes)));
            slowest = slowest.max((begun.elapsed(), seed));
            if held.is_err() || begun.elapsed() > TOO_LONG {
                eprintln!("{place:?} with seed {seed} does not hold ({:?})", begun.elapsed());
                sound = false;
            }
        }
        let (slowest, seed) = slowest;
        println!(
            "round {round}: {place:?}: {:.1} s, slowest {slowest:.1?} with seed {seed}",
            begun.elapsed().as_secs_f64()
        );
    }
    sound
}

/// Every file changed in every way, through the real program.
fn mutants<'a>(round: u64, files: impl Iterator<Item = (&'a PathBuf, Vec<u8>)>) -> bool {
    let work = tempfile::tempdir().expect("there is a folder for temporary files");
    for (i, (path, bytes)) in (0..).zip(files) {
        let mut numbers = Numbers::from(round << 32 | i);
        for change in Change::ALL {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let to = work.path().join("in").join(change.name()).join(format!("{i:03}-{name}"));
            std::fs::create_dir_all(to.parent().expect("it has a folder")).expect("it can be made");
            std::fs::write(&to, mutant(&bytes, change, &mut numbers)).expect("there is room");
        }
    }
    let (input, out) = (work.path().join("in"), work.path().join("out"));
    let begun = Instant::now();
    let mut run = Command::new(program());
    run.args(["convert", "--log-format", "json", "--timeout", "30s", "--memory-limit", "1G", "-o"])
        .arg(&out)
        .arg(&input);
    let output = run.output().expect("the program starts");
    let code = output.status.code();
    let mut sound = matches!(code, Some(0 | 3));
    let manifest = json_lines(&out.join("manifest.jsonl"));
    for line in &manifest {
        if matches!(line["reason"].as_str(), Some("crashed" | "timeout" | "memory_limit")) {
            eprintln!("round {round}: {}: {}", line["source"], line["reason"]);
            let kept = std::env::temp_dir().join("gongkai-soak").join(format!("{round}"));
            let source = line["source"].as_str().unwrap_or_default();
            let to = kept.join(source.replace('/', "-"));
            let _ = std::fs::create_dir_all(&kept).and_then(|()| std::fs::copy(input.join(source), &to));
            eprintln!("kept: {}", to.display());
            sound = false;
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("round {round}: {} changed files in {seconds:.1} s, exit code {code:?}", manifest.len());
    let mut reasons: BTreeMap<&str, u32> = BTreeMap::new();
    for line in &manifest {
        *reasons.entry(line["reason"].as_str().unwrap_or("ok")).or_default() += 1;
    }
    println!("round {round}: {reasons:?}");
    for (seconds, source) in slowest(&output.stderr).iter().take(3) {
        println!("round {round}: {seconds:.2} s: {source}");
    }
    sound
}

/// Files long in one way each, eight times as long as `cargo test` has them, and twice that: what costs its square shows.
fn long() -> bool {
    let work = tempfile::tempdir().expect("there is a folder for temporary files");
    let scales = [8, 16];
    for scale in scales {
        std::fs::create_dir_all(work.path().join(format!("in/{scale}"))).expect("it can be made");
        for (name, bytes) in long_files(scale) {
            std::fs::write(work.path().join(format!("in/{scale}/{name}")), bytes).expect("there is room");
        }
    }
    let mut run = Command::new(program());
    run.args(["convert", "--log-format", "json", "-o"]).arg(work.path().join("out")).arg(work.path().join("in"));
    let output = run.output().expect("the program starts");
    let taken: BTreeMap<String, f64> =
        slowest(&output.stderr).into_iter().map(|(taken, source)| (source, taken)).collect();
    for (name, _) in long_files(1) {
        let [short, long] = scales.map(|scale| taken.get(&format!("{scale}/{name}")).copied().unwrap_or(f64::NAN));
        println!("long: {name}: {short:.2} s, twice as long: {long:.2} s");
    }
    let code = output.status.code();
    println!("long: exit code {code:?}");
    code == Some(0)
}

/// How long documents took, the longest first, from the log of a run.
fn slowest(log: &[u8]) -> Vec<(f64, String)> {
    let lines = log.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    let taken = lines.filter_map(|line| Some((line["seconds"].as_f64()?, line["source"].as_str()?.to_owned())));
    let mut taken: Vec<_> = taken.collect();
    taken.sort_by(|a, b| b.0.total_cmp(&a.0));
    taken
}
