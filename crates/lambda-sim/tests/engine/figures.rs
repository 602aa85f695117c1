//! What several seeds gave, with the interval that the mean lies in: tables on record in `tests/golden`, to be refreshed with
//! `UPDATE_EXPECT=1 cargo test -p lambda-sim --test engine`. Seeds are fixed, so each table is the same in every run.

use std::fmt::Write;
use std::path::Path;

/// A quantity over seeds.
pub struct Estimate {
    pub mean: f64,
    /// The standard error of the mean.
    pub error: f64,
    seeds: usize,
}

impl Estimate {
    pub fn of(values: &[f64]) -> Self {
        let seeds = values.len();
        let mean = values.iter().sum::<f64>() / seeds as f64;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (seeds - 1) as f64;
        Self { mean, error: (variance / seeds as f64).sqrt(), seeds }
    }

    /// Over the seeds from 1 on.
    pub fn over_seeds(seeds: u64, value: impl Fn(u64) -> f64) -> Self {
        Self::of(&(1..=seeds).map(value).collect::<Vec<_>>())
    }

    /// A mean and its standard error as somebody else gives them.
    pub const fn given(mean: f64, error: f64, seeds: usize) -> Self {
        Self { mean, error, seeds }
    }

    /// Half the width of the interval of 95 %.
    pub fn half_width(&self) -> f64 {
        self.error * student(self.seeds - 1)
    }
}

impl std::fmt::Display for Estimate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ± {}", rounded(self.mean, 6), rounded(self.half_width(), 2))
    }
}

/// The 97.5th percentile of Student's distribution.
fn student(degrees: usize) -> f64 {
    match degrees {
        4 => 2.776_445,
        5 => 2.570_582,
        9 => 2.262_157,
        _ => panic!("look up Student's distribution for {degrees} degrees of freedom"),
    }
}

/// A number with so many significant digits.
pub fn rounded(value: f64, digits: i32) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = libm::floor(libm::log10(value.abs())) as i32;
    let decimals = (digits - 1 - magnitude).clamp(0, 12) as usize;
    format!("{value:.decimals$}")
}

/// Rows of equal length under a heading, aligned; the title says what is compared.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(columns: &[&str]) -> Self {
        Self { rows: vec![columns.iter().map(|column| (*column).to_owned()).collect()] }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Holds the table against the one on record, and prints it.
    pub fn check(&self, name: &str, title: &str) {
        let widths: Vec<usize> = (0..self.rows[0].len())
            .map(|column| self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
            .collect();
        let mut text = format!("{title}\n\n");
        for row in &self.rows {
            let line: String = row.iter().zip(&widths).fold(String::new(), |mut line, (cell, width)| {
                write!(line, "{cell:<width$}  ").expect("text");
                line
            });
            writeln!(text, "{}", line.trim_end()).expect("text");
        }
        println!("{text}");
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).with_extension("txt");
        expect_test::expect_file![file].assert_eq(&text);
    }
}
