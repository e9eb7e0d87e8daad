//! The real program, as a user would start it.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot start the program has failed")]

use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The program, built with the profile of the tests.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| built("gongkai", &[]))
}

/// The program in which poisoned inputs take effect: text that begins with `gongkai-poison: ` and the name of a poison.
pub fn poisoned_program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| built("gongkai-poisoned", &["--features", "poison"]))
}

fn built(name: &str, more: &[&str]) -> PathBuf {
    // Tests stand in <target>/<profile>/deps, programs in <target>/<profile>.
    let own = std::env::current_exe().expect("the test knows where it is");
    let folder = own.parent().expect("it is in a folder");
    let folder = folder.parent().filter(|_| folder.ends_with("deps")).unwrap_or(folder).to_owned();
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--package", "gongkai", "--bin", name]).args(more).arg("--target-dir");
    build.arg(folder.parent().expect("profiles are in the target folder"));
    if folder.ends_with("release") {
        build.arg("--release");
    }
    let built = build.current_dir(env!("CARGO_MANIFEST_DIR")).status().expect("cargo runs");
    assert!(built.success(), "the program cannot be built");
    folder.join(name).with_extension(std::env::consts::EXE_EXTENSION)
}

/// Starts the program and waits for its end.
pub fn gongkai<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Ended {
    let output = Command::new(program()).args(arguments).output().expect("the program starts");
    Ended::of(&output)
}

/// How the program ended and what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Exit code; -1 when it was killed.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Ended {
    /// Takes over what a process left.
    #[must_use]
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }
}

/// The lines of a JSONL file.
pub fn json_lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// All files below a folder with their bytes, by relative path.
pub fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("the folder is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
                files.push((name, std::fs::read(&path).expect("the file is there")));
            }
        }
    }
    files.sort();
    files
}
