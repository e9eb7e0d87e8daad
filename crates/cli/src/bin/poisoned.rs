//! The `gongkai` program in which poisoned inputs take effect, for tests.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongkai_cli::run()
}
