//! What can be asked of the command line.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// AWS Lambda, simulated: a scenario goes in; throttles, cold starts, latencies and the bill come out.
#[derive(Debug, Parser)]
#[command(name = "lambda-sim", version, about)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario and print what happened.
    Run {
        /// The scenario file (JSON); `-` reads standard input.
        file: PathBuf,
        /// Run with this seed in place of the scenario's.
        #[arg(long, value_parser = clap::value_parser!(u64).range(0..=lambda_sim::chance::MAX_SEED))]
        seed: Option<u64>,
        /// Replace the first synchronous source's traffic by a recording (CSV of counts per interval, or of timestamps); the
        /// run takes its length. `-` reads standard input.
        #[arg(long, value_name = "FILE")]
        traffic: Option<PathBuf>,
        /// How to print the result.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Check a scenario and print every problem.
    Validate {
        /// The scenario file (JSON); `-` reads standard input.
        file: PathBuf,
    },
    /// Print the JSON Schema of scenario files.
    Schema,
}

/// How to print a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}
