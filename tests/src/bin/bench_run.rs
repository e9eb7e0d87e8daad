//! What a whole run costs.
//!
//! `bench_run DIR [COPIES]`: the PDFs in DIR, each COPIES times (10) and each copy another content, are converted by the real
//! program with one job and with two, in worker processes and without; then once more, unchanged. Also the start of a
//! worker, memory while thousands of documents go by, and the consolidation of 100,000 small documents. Needs Linux's /proc.
//!
//! Times depend on who else is at work on the machine, CPU times hardly. Two programs side by side, each with half of the
//! files and nothing in common, show what two jobs could be at best on this machine at this moment.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]
#![expect(clippy::expect_used, reason = "a bench that cannot be set up has no figures")]

use gongkai_dataset::document_file::write_document;
use gongkai_dataset::document_path::document_path;
use gongkai_dataset::manifest_file::Journal;
use gongkai_dataset::run_file::{Run, read_run};
use gongkai_model::layout::Section;
use gongkai_model::manifest::ManifestLine;
use gongkai_model::{Disclosure, Document};
use gongkai_pipeline::content_hash::{content_hash, file_hash};
use gongkai_pipeline::inputs::find_inputs;
use gongkai_pipeline::settle::{Belongs, Settlement, consolidate};
use gongkai_tests::peak::{children_of, peak_kb};
use gongkai_tests::program::program;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("usage: bench_run DIR [COPIES]");
        return;
    };
    let copies = arguments.next().and_then(|n| n.to_str()?.parse().ok()).unwrap_or(10);
    let work = tempfile::tempdir().expect("there is a folder for temporary files");
    let input = work.path().join("in");
    let files = copy_files(&folder, copies, &input);
    println!("files: {}", files.len());

    // The program is built at its first use, which is no part of a run.
    program();
    let pdftotext = pdftotext(&files);
    println!(
        "{:34} {:>9} {:>9} {:>9} {:>9} {:>8} {:>9} {:>8}",
        "run", "wall s", "docs s", "cpu s", "of main", "pages/s", "worker MB", "main MB"
    );
    let run = |name: &str, more: &[&str]| converted(name, &input, &work.path().join("out"), more);
    let alone = run("1 job, one process", &["-j", "1", "--no-isolation"]);
    let one = run("1 job, worker processes", &["-j", "1"]);
    let two = run("2 jobs, worker processes", &["-j", "2"]);
    let halves = side_by_side(&input, work.path());
    println!(
        "2 jobs over 1, documents: {:.2} x; two programs side by side: {:.2} x",
        one.documents / two.documents,
        one.documents / halves
    );
    if let Some(pdftotext) = pdftotext {
        println!("whole conversion: {:.2} x the cpu of pdftotext -raw ({pdftotext:.2} s)", one.cpu / pdftotext);
    }
    println!(
        "isolation, documents: {:+.1} % time, {:+.1} % cpu",
        percent(one.documents, alone.documents),
        percent(one.cpu, alone.cpu)
    );

    let begun = Instant::now();
    files.iter().for_each(|file| drop(file_hash(file)));
    let hashing = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    start(&input, &work.path().join("out"), &["-j", "2"]).wait().expect("it ends");
    let rerun = begun.elapsed().as_secs_f64();
    println!(
        "unchanged rerun: {rerun:.3} s; hashing alone, one thread: {hashing:.3} s, twice that and 0.1 s: {:.3} s",
        2.0 * hashing + 0.1
    );

    start_up(work.path());
    many_documents(work.path());
    consolidation(work.path());
}

fn percent(value: f64, of: f64) -> f64 {
    (value / of - 1.0) * 100.0
}

/// Copies made different by a comment at their end.
fn copy_files(folder: &Path, copies: usize, to: &Path) -> Vec<PathBuf> {
    let inputs = find_inputs(&[folder.to_owned()], None, Path::new("")).expect("the folder is there");
    let mut files = Vec::new();
    for file in inputs.files.iter().filter(|file| file.source.to_ascii_lowercase().ends_with(".pdf")) {
        let bytes = fs::read(&file.path).expect("it can be read");
        for copy in 0..copies {
            let path = to.join(copy.to_string()).join(&file.source);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("there is room");
            let comment = format!("\n% copy {copy}\n");
            fs::write(&path, [&bytes, comment.as_bytes()].concat()).expect("there is room");
            files.push(path);
        }
    }
    files
}

struct Cost {
    documents: f64,
    cpu: f64,
}

fn start(input: &Path, out: &Path, more: &[&str]) -> std::process::Child {
    let mut command = Command::new(program());
    command.arg("convert").arg(input).arg("-o").arg(out).arg("-q").args(more);
    command.stderr(Stdio::null()).spawn().expect("the program starts")
}

fn converted(name: &str, input: &Path, out: &Path, more: &[&str]) -> Cost {
    let _ = fs::remove_dir_all(out);
    let (begun, cpu) = (Instant::now(), cpu_of_children());
    let mut child = start(input, out, more);
    let (mut workers, mut main, mut cpu_of_main) = (0, 0, 0.0);
    while child.try_wait().expect("it can be asked").is_none() {
        cpu_of_main = cpu_seconds(&child.id().to_string(), [OWN_USER, OWN_SYSTEM]).max(cpu_of_main);
        main = main.max(peak_kb(&child.id().to_string()));
        workers = children_of(child.id()).iter().map(|worker| peak_kb(worker)).fold(workers, u64::max);
        std::thread::sleep(Duration::from_millis(20));
    }
    let (wall, cpu) = (begun.elapsed().as_secs_f64(), cpu_of_children() - cpu);
    let Run { parts, pages_per_second, .. } = read_run(out).unwrap_or_default();
    let mb = |kb: u64| kb / 1024;
    println!(
        "{name:34} {wall:9.2} {:9.2} {cpu:9.2} {cpu_of_main:9.2} {pages_per_second:8.0} {:9} {:8}",
        parts.documents,
        mb(workers),
        mb(main)
    );
    Cost { documents: parts.documents, cpu }
}

/// Seconds that documents take when each of two programs converts half of the inputs, and knows nothing of the other.
fn side_by_side(input: &Path, work: &Path) -> f64 {
    let halves = ["1/2", "2/2"];
    let outs = halves.map(|half| work.join(format!("half{}", &half[..1])));
    let start_half = |(half, out): (&str, &PathBuf)| start(input, out, &["-j", "1", "--no-isolation", "--shard", half]);
    let running: Vec<_> = halves.into_iter().zip(&outs).map(start_half).collect();
    for mut half in running {
        half.wait().expect("it ends");
    }
    let seconds = outs.iter().map(|out| read_run(out).unwrap_or_default().parts.documents);
    // Halves are not equally long; at best nobody would wait.
    seconds.sum::<f64>() / 2.0
}

/// Fields of `/proc/*/stat` behind the name of the program: ticks of the process itself, and of its children that have
/// ended.
const OWN_USER: usize = 11;
const OWN_SYSTEM: usize = 12;
const CHILDREN_USER: usize = 13;
const CHILDREN_SYSTEM: usize = 14;

fn cpu_seconds(process: &str, of: [usize; 2]) -> f64 {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = of.map(|i| fields.get(i).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0));
    ticks.iter().sum::<f64>() / 100.0
}

/// CPU seconds of processes that have ended, theirs included.
fn cpu_of_children() -> f64 {
    cpu_seconds("self", [CHILDREN_USER, CHILDREN_SYSTEM])
}

fn pdftotext(files: &[PathBuf]) -> Option<f64> {
    let cpu = cpu_of_children();
    for file in files {
        let mut command = Command::new("pdftotext");
        command.arg("-raw").arg(file).arg("/dev/null").stderr(Stdio::null());
        if command.status().is_err() {
            println!("pdftotext is not installed");
            return None;
        }
    }
    Some(cpu_of_children() - cpu)
}

/// One small document, with and without a worker process.
fn start_up(work: &Path) {
    let input = work.join("small.txt");
    fs::write(&input, "一、概况\n本局无下属单位。\n").expect("there is room");
    for more in [["--no-isolation", "--force"], ["--isolate", "--force"]] {
        let best = (0..20).map(|_| {
            let begun = Instant::now();
            start(&input, &work.join("small"), &more).wait().expect("it ends");
            begun.elapsed()
        });
        println!("one small document, {}: {:.1?}", more[0], best.min().unwrap_or_default());
    }
}

/// Memory while many small documents go by.
fn many_documents(work: &Path) {
    let input = work.join("many");
    fs::create_dir_all(&input).expect("there is room");
    for i in 0..5000 {
        let rows: String =
            (0..40).map(|row| format!("21{row:05}\t科目{row}\t{i}.{row:02}\t{i}.{row:02}\t\n")).collect();
        let head = "某局2023年度部门决算\n支出决算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n";
        fs::write(input.join(format!("{i}.txt")), format!("{head}{rows}")).expect("there is room");
    }
    let out = work.join("many-out");
    let (begun, mut child) = (Instant::now(), start(&input, &out, &["-j", "2"]));
    let mut curve = Vec::new();
    while child.try_wait().expect("it can be asked").is_none() {
        let main = peak_kb(&child.id().to_string());
        let workers = children_of(child.id()).iter().map(|worker| peak_kb(worker)).max().unwrap_or(0);
        curve.push((begun.elapsed().as_secs_f64(), main, workers));
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("5,000 documents in {:.1} s; peak so far, main and worker:", begun.elapsed().as_secs_f64());
    for (seconds, main, worker) in curve.iter().step_by((curve.len() / 8).max(1)) {
        println!("  {seconds:5.1} s {:4} MB {:4} MB", main / 1024, worker / 1024);
    }
}

/// Manifest and JSONL files of 100,000 documents.
fn consolidation(work: &Path) {
    let out = work.join("large");
    fs::create_dir_all(&out).expect("there is room");
    let mut journal = Journal::open(&out).expect("there is room");
    let text = "负责全区河道与供水的管理。".repeat(4);
    for i in 0..100_000_u32 {
        // In no order, as documents are done.
        let source = format!("{}/{}.pdf", i.wrapping_mul(2_654_435_761) % 997, i);
        let doc_id = content_hash(source.as_bytes());
        let document = Document { doc_id: doc_id.clone(), source: source.clone(), ..Document::default() };
        let sections = vec![Section { text: text.clone(), ..Section::default() }; 5];
        let disclosure = Disclosure { document, sections, ..Disclosure::default() };
        let mut bytes = Vec::new();
        write_document(&mut bytes, &disclosure).expect("it is plain data");
        let output = document_path(&source);
        let path = out.join(&output);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("there is room");
        fs::write(path, &bytes).expect("there is room");
        let line = serde_json::json!({
            "source": source, "doc_id": doc_id, "status": "ok", "output": output, "output_bytes": bytes.len(), "version": "0",
        });
        let line: ManifestLine = serde_json::from_value(line).expect("it is a line");
        journal.append(&line).expect("there is room");
    }
    let _ = fs::write("/proc/self/clear_refs", "5");
    let begun = Instant::now();
    let settled = Settlement { out: &out, belongs: &|_| Belongs::ToRun, prune: false }.settle().expect("it settles");
    let settling = begun.elapsed().as_secs_f64();
    consolidate(&out, &settled.manifest, None, "0").expect("there is room");
    let (seconds, peak) = (begun.elapsed().as_secs_f64(), peak_kb("self") / 1024);
    println!("consolidation of 100,000 documents: {seconds:.1} s, of it the manifest {settling:.1} s; peak {peak} MB");
}
