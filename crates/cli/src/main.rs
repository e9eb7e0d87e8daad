//! The `gongkai` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongkai_cli::run()
}
