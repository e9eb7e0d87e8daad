//! What `gongkai convert` prints to stdout: documents where no output folder is wanted, and the summary for programs.

use crate::exit::UsageError;
use gongkai_dataset::DatasetError;
use gongkai_dataset::manifest_file::each_line;
use gongkai_dataset::run_file::Run;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use tempfile::TempDir;

use crate::arguments::Convert;

/// The output that stands for stdout.
pub(crate) const STDOUT: &str = "-";

/// Whether documents are to be printed.
pub(crate) fn to_stdout(arguments: &Convert) -> bool {
    arguments.output == Path::new(STDOUT)
}

/// An output folder that is printed and then removed.
#[derive(Debug)]
pub(crate) struct Printed(TempDir);

impl Printed {
    /// An empty one.
    pub(crate) fn new(with_summary: bool) -> anyhow::Result<Self> {
        if with_summary {
            return Err(UsageError("--json and -o - both print to stdout".to_owned()).into());
        }
        Ok(Self(tempfile::Builder::new().prefix("gongkai-").tempdir()?))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Prints its documents in order of their sources, each as the file that it is.
    pub(crate) fn print(self) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        let mut unread = None;
        let printed = each_line(self.path(), |line, _| {
            let Some(output) = line.output else { return Ok(()) };
            let path = self.path().join(output);
            let mut file = File::open(&path).map_err(DatasetError::read(&path))?;
            if let Err(error) = io::copy(&mut file, &mut out) {
                unread.get_or_insert(error);
            }
            Ok(())
        });
        printed?;
        out.flush()?;
        unread.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// Prints what a run did, as `run.json` has it.
pub(crate) fn print_json(run: &Run) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, run)?;
    writeln!(out)?;
    Ok(())
}
