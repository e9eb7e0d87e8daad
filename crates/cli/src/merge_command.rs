//! `gongkai merge`

use crate::arguments::Merge;
use crate::exit::{self, Exit};
use crate::messages::say;
use crate::summary::summary;
use gongkai_pipeline::merge::merge;

/// Merges, and says how it ended.
pub(crate) fn run(arguments: &Merge) -> anyhow::Result<Exit> {
    let mut run = merge(&arguments.folders, &arguments.output)?;
    run.options.strict = arguments.strict;
    if !arguments.quiet {
        say(&summary(&run, &arguments.output));
    }
    Ok(exit::of_run(&run))
}
