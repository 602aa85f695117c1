//! What is drawn has the percentiles, means and bounds of the distribution it is drawn from.

use lambda_sim::chance::{Chance, Purpose, Stream};
use lambda_sim::distribution::{Distribution, MixturePart, Sampler};

fn draws(distribution: &Distribution, count: u64) -> Vec<f64> {
    let sampler = Sampler::new(distribution);
    let stream = Stream::named(&["distribution"]);
    let mut values: Vec<f64> =
        (0..count).map(|k| sampler.sample(Chance::new(11).uniform(stream, k, Purpose::INIT))).collect();
    values.sort_by(f64::total_cmp);
    values
}

#[test]
fn samples_have_the_named_percentiles_and_means() {
    let lognormal = draws(&Distribution::lognormal(80.0, 400.0), 100_000);
    assert!((lognormal[50_000] / 80.0 - 1.0).abs() < 0.02, "{}", lognormal[50_000]);
    assert!((lognormal[99_000] / 400.0 - 1.0).abs() < 0.05, "{}", lognormal[99_000]);
    for distribution in [
        Distribution::Exponential { mean: 3.0 },
        Distribution::lognormal(80.0, 400.0),
        Distribution::Uniform { min: 2.0, max: 5.0 },
        Distribution::Mixture(vec![
            MixturePart { weight: 3.0, of: 10.0.into() },
            MixturePart { weight: 1.0, of: Distribution::Exponential { mean: 50.0 } },
        ]),
        Distribution::Clamped { min: 60.0, max: Some(300.0), of: Box::new(Distribution::lognormal(80.0, 400.0)) },
        Distribution::Empirical(vec![1.0, 2.0, 30.0]),
    ] {
        let values = draws(&distribution, 200_000);
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        assert!((mean / distribution.mean() - 1.0).abs() < 0.01, "{distribution:?}: {mean}");
    }
}

#[test]
fn a_mixture_spends_one_draw_and_keeps_its_weights() {
    let mixture = Distribution::Mixture(vec![
        MixturePart { weight: 0.85, of: 1.0.into() },
        MixturePart { weight: 0.15, of: 2.0.into() },
    ]);
    let slow = draws(&mixture, 100_000).into_iter().filter(|&value| value > 1.5).count();
    assert!((14_500..15_500).contains(&slow), "{slow}");
}

#[test]
fn the_lower_bound_is_never_undercut() {
    for distribution in [
        Distribution::Constant(5.0),
        Distribution::Uniform { min: 2.0, max: 5.0 },
        Distribution::Clamped { min: 300.0, max: None, of: Box::new(Distribution::lognormal(600.0, 2_700.0)) },
        Distribution::Empirical(vec![4.0, 3.0]),
        Distribution::Mixture(vec![
            MixturePart { weight: 1.0, of: 7.0.into() },
            MixturePart { weight: 1.0, of: 6.0.into() },
        ]),
    ] {
        let bound = Sampler::new(&distribution).lower_bound();
        let least = draws(&distribution, 10_000)[0];
        assert!(bound <= least && least - bound < 0.01, "{distribution:?}: {bound} {least}");
    }
}
