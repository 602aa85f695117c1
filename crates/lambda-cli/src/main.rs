//! `lambda-sim`: the playground's engine on the command line. Parse, run, print, exit code; nothing else lives here.
#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod json;
mod text;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// Something could not be read or written.
const EXIT_IO: u8 = 1;
/// The scenario or the recording is not valid, or asks for more than a run can hold.
const EXIT_INVALID: u8 = 2;
/// Wrong usage, as in `sysexits.h`.
const EXIT_USAGE: u8 = 64;

fn main() -> ExitCode {
    let arguments = match arguments::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are asked for; everything else clap refuses is wrong usage. A closed pipe changes neither.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(EXIT_USAGE) } else { ExitCode::SUCCESS };
        }
    };
    match commands::execute(&arguments) {
        Ok(output) => print(&output),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(match failure {
                commands::CliError::Io { .. } | commands::CliError::Json(_) => EXIT_IO,
                commands::CliError::TwoInputs => EXIT_USAGE,
                commands::CliError::NotText { .. }
                | commands::CliError::Invalid(_)
                | commands::CliError::Recording { .. }
                | commands::CliError::NoSource
                | commands::CliError::Run(_) => EXIT_INVALID,
            })
        }
    }
}

fn print(output: &str) -> ExitCode {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(output.as_bytes()).and_then(|()| stdout.flush()) {
        // A reader that has seen enough, like `head`, is no failure.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("cannot write the result: {error}");
            ExitCode::from(EXIT_IO)
        }
        _ => ExitCode::SUCCESS,
    }
}
