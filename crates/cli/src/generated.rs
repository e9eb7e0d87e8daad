//! `gongkai completions` and `gongkai man`: generated from the command line's own definition.

use crate::arguments::Arguments;
use crate::exit::{Exit, UsageError};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

/// Prints what a shell needs to complete the program's arguments.
pub(crate) fn completions(shell: Shell) -> anyhow::Result<Exit> {
    // Written to memory first: the generator panics when a reader stops reading.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "gongkai", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Ok)
}

/// Prints the manual page of the program, or of one of its commands.
pub(crate) fn man(command: Option<&str>) -> anyhow::Result<Exit> {
    let mut program = Arguments::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => {
            let found = program.find_subcommand(name).cloned();
            let found = found.ok_or_else(|| UsageError(format!("{name}: no such command")))?;
            let display_name = format!("gongkai-{name}");
            found.name(display_name.clone()).display_name(display_name)
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    io::stdout().lock().write_all(&text)?;
    Ok(Exit::Ok)
}
