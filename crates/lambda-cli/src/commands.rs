//! What each command does: text in, text out, or a failure that says what is wrong.

use crate::arguments::{Arguments, Command, Format};
use crate::{json, text};
use lambda_import::recording::{self, RecordingError};
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::Summary;
use lambda_sim::scenario::{Problem, SCHEMA, Scenario};
use lambda_sim::simulator::{SimulationError, Simulator};
use lambda_story::RunStory;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Why a command gave no result.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not text.
    #[error("{}: not UTF-8 text, from byte {at} on", path.display())]
    NotText {
        /// Which file.
        path: PathBuf,
        /// The first byte that is not.
        at: usize,
    },
    /// Two things are to be read from standard input.
    #[error("the scenario and the recording cannot both be read from standard input")]
    TwoInputs,
    /// The scenario is not valid.
    #[error("{}", listed(.0))]
    Invalid(Vec<Problem>),
    /// The recording is not valid.
    #[error("{}: {source}", path.display())]
    Recording {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: RecordingError,
    },
    /// There is nothing whose traffic a recording could replace.
    #[error("sources: no synchronous source whose traffic the recording could replace")]
    NoSource,
    /// The run could not go on.
    #[error(transparent)]
    Run(#[from] SimulationError),
    /// The result could not be written as JSON.
    #[error("cannot write the result as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

/// Does what is asked and returns what is to be printed.
///
/// # Errors
/// [`CliError`], whose text goes to standard error.
pub fn execute(arguments: &Arguments) -> Result<String, CliError> {
    match &arguments.command {
        Command::Run { file, seed, traffic, format } => run(file, *seed, traffic.as_deref(), *format),
        Command::Validate { file } => {
            let scenario = scenario(file)?;
            Ok(format!(
                "{}: valid, {} functions, {} sources\n",
                file.display(),
                scenario.functions.len(),
                scenario.sources.len()
            ))
        }
        Command::Schema => Ok(SCHEMA.to_owned()),
    }
}

fn run(file: &Path, seed: Option<u64>, traffic: Option<&Path>, format: Format) -> Result<String, CliError> {
    let standard_input = Path::new("-");
    if file == standard_input && traffic == Some(standard_input) {
        return Err(CliError::TwoInputs);
    }
    let mut scenario = scenario(file)?;
    if let Some(path) = traffic {
        let recording =
            recording::parse(&read(path)?).map_err(|source| CliError::Recording { path: path.to_owned(), source })?;
        if !scenario.replace_traffic(recording.into()) {
            return Err(CliError::NoSource);
        }
        scenario.validate().map_err(CliError::Invalid)?;
    }
    let seed = seed.unwrap_or(scenario.seed);
    let trace = Simulator::new(&scenario, seed).finish()?;
    // A valid scenario's Region has prices.
    let summary = Summary::of(&trace, &scenario, seed, &PriceBook::current())
        .map_err(|error| CliError::Invalid(vec![error.into()]))?;
    let story = RunStory::of(&trace, &scenario, &summary);
    Ok(match format {
        Format::Text => text::run(&summary, &story),
        Format::Json => {
            let mut json = serde_json::to_string_pretty(&json::Run::of(&summary, &story))?;
            let _ = writeln!(json);
            json
        }
    })
}

fn scenario(file: &Path) -> Result<Scenario, CliError> {
    let bytes = read(file)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| CliError::NotText { path: file.to_owned(), at: error.valid_up_to() })?;
    Scenario::read(text).map_err(CliError::Invalid)
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let result = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    result.map_err(|source| CliError::Io { path: path.to_owned(), source })
}
