//! `gongkai export`: the dataset of an output folder for other programs.

use crate::arguments::Export;
use crate::exit::{Exit, UsageError};
use crate::messages::say;
use gongkai_dataset::csv_files::{CsvStyle, write_csv_files};

/// Writes CSV files from the JSONL files of an output folder.
pub(crate) fn export(arguments: &Export) -> anyhow::Result<Exit> {
    let Export { dataset, to: _, output, bom, quiet } = arguments;
    if !dataset.join("manifest.jsonl").is_file() {
        let message =
            format!("{}: no dataset here; hint: gongkai convert INPUT -o {}", dataset.display(), dataset.display());
        return Err(UsageError(message).into());
    }
    let target = output.clone().unwrap_or_else(|| dataset.join("csv"));
    let written = write_csv_files(dataset, &target, CsvStyle { for_excel: *bom })?;
    if !quiet {
        for (entity, rows) in written {
            say(&format!("{}: {rows} rows", target.join(format!("{entity}.csv")).display()));
        }
    }
    Ok(Exit::Ok)
}
