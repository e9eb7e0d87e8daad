//! A temporary folder with inputs and an output folder, as the tests of the program use it.
#![expect(clippy::unwrap_used, reason = "what a test cannot set up, it cannot test")]

use crate::program::{Ended, contents, json_lines, program};
use serde_json::Value;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A dump of the final accounts of a department that does not exist.
pub const ACCOUNTS: &str = "\
青岚市云杉区水务局2023年度部门决算

一、部门职责
负责全区河道与供水的管理。2023年供水1200万吨，比上年增长2.5%。

支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t120.50\t80.50\t40.00
213\t农林水支出\t120.50\t80.50\t40.00
21303\t水利\t120.50\t80.50\t40.00
2130301\t行政运行\t80.50\t80.50\t
2130306\t水利工程运行与维护\t40.00\t\t40.00
";

/// A temporary folder; removed when it is dropped.
pub struct Folder(TempDir);

impl Folder {
    /// A folder with these files.
    #[must_use]
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, content)| folder.write(name, content));
        folder
    }

    /// A folder with `n` different accounts in `in`, in several folders.
    #[must_use]
    pub fn with_accounts(n: usize) -> Self {
        let folder = Self::with(&[]);
        for i in 0..n {
            folder.write(&format!("in/{}/{i:03}.txt", i % 3), format!("{ACCOUNTS}\n附注{i}。\n").as_bytes());
        }
        folder
    }

    /// Writes a file, with its folders.
    pub fn write(&self, name: &str, content: &[u8]) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Path of this name in the folder.
    #[must_use]
    pub fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The command that converts these inputs of the folder into its `out`.
    #[must_use]
    pub fn converting(&self, program: &Path, inputs: &[&str], more: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.arg("convert").args(inputs.iter().map(|input| self.at(input)));
        command.arg("-o").arg(self.at("out")).args(more.iter().map(OsString::from));
        // What the environment of the tests says is not what is tested.
        command.current_dir(self.path()).env_remove("GONGKAI_JOBS");
        command
    }

    /// Converts these inputs of the folder into its `out`.
    pub fn convert(&self, inputs: &[&str], more: &[&str]) -> Ended {
        Ended::of(&self.converting(program(), inputs, more).output().unwrap())
    }

    /// The lines of the manifest.
    #[must_use]
    pub fn manifest(&self) -> Vec<Value> {
        json_lines(&self.at("out/manifest.jsonl"))
    }

    /// These fields of the lines of the manifest.
    #[must_use]
    pub fn manifest_of(&self, fields: &[&str]) -> Vec<Value> {
        let pick = |line: &Value| fields.iter().map(|field| line[*field].clone()).collect::<Value>();
        self.manifest().iter().map(pick).collect()
    }

    /// What `run.json` says.
    #[must_use]
    pub fn run(&self) -> Value {
        serde_json::from_slice(&fs::read(self.at("out/run.json")).unwrap()).unwrap()
    }

    /// The output but for `run.json`, which alone may differ between equal runs.
    #[must_use]
    pub fn output(&self) -> Vec<(String, Vec<u8>)> {
        output_of(&self.at("out"))
    }
}

/// The files of an output folder but for `run.json`.
#[must_use]
pub fn output_of(out: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = contents(out);
    files.retain(|(name, _)| name != "run.json");
    files
}

/// Says which files of two outputs differ, and fails if any does.
///
/// # Panics
/// When they differ.
pub fn assert_same_output(found: &[(String, Vec<u8>)], expected: &[(String, Vec<u8>)], when: &str) {
    if found == expected {
        return;
    }
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(found), names(expected), "{when}");
    let differ: Vec<_> = found.iter().zip(expected).filter(|(a, b)| a != b).map(|((name, _), _)| name).collect();
    assert!(differ.is_empty(), "{when}: {differ:?} differ");
}
