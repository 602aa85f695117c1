//! How a distribution is read: a bare number, or an object that names its kind.

use super::record::{kinds, record};
use crate::distribution::{Distribution, Share};

kinds!(Distribution {
    number => Constant,
    "constant" => Constant(_),
    "exponential" => Exponential { mean },
    "lognormal" => Lognormal { p50, p99 },
    "uniform" => Uniform { min, max },
    "mixture" => Mixture(_),
    "clamped" => Clamped { min, max: optional, of },
    "empirical" => Empirical(_),
});

record!(Share { weight: required, of: required });

#[cfg(test)]
mod tests {
    use crate::distribution::Distribution;
    use crate::scenario::place::Place;
    use crate::scenario::problems::Problems;
    use crate::scenario::record::Read;

    fn read(text: &str) -> Option<Distribution> {
        let (mut distribution, mut problems) = (Distribution::default(), Problems::default());
        distribution.read(&Place::document(&serde_json::from_str(text).expect(text)), &mut problems);
        (problems.count() == 0).then_some(distribution)
    }

    #[test]
    fn a_bare_number_is_a_constant_and_every_form_survives_the_file() {
        for text in [
            "12.5",
            r#"{"exponential":{"mean":3.0}}"#,
            r#"{"lognormal":{"p50":80.0,"p99":400.0}}"#,
            r#"{"uniform":{"min":2.0,"max":5.0}}"#,
            r#"{"mixture":[{"weight":1.0,"of":2.0},{"weight":2.0,"of":{"exponential":{"mean":3.0}}}]}"#,
            r#"{"clamped":{"min":1.0,"max":2.0,"of":1.5}}"#,
            r#"{"clamped":{"min":1.0,"of":1.5}}"#,
            r#"{"empirical":[1.0,2.0]}"#,
        ] {
            assert_eq!(serde_json::to_string(&read(text).expect(text)).expect("serialisable"), text);
        }
        assert_eq!(read(r#"{"constant": 4}"#), Some(Distribution::Constant(4.0)));
        assert_eq!(read(r#"{"normal": 4}"#), None);
        assert_eq!(read(r#"{"lognormal": {"p50": 4}}"#), None);
    }
}
