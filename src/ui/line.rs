//! Tiny curves: values in, the points of an SVG polyline out.

use yew::prelude::*;

/// The width and height of a curve's own coordinates; the picture is stretched to its place.
const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 24.0;

/// The most points of a curve: two for each of its own pixels.
const MOST: usize = 200;

/// A curve from zero at the bottom to its largest value at the top; without a label it is decoration. `filled`: the area
/// below it is shown, too.
pub fn line(class: Classes, values: &[f64], label: Option<String>, filled: bool) -> Html {
    let points = points(values);
    let area = format!("M0,{HEIGHT} L{points} L{WIDTH},{HEIGHT} Z");
    html! {
        <svg {class} viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role={label.as_ref().map(|_| "img")}
            aria-hidden={label.is_none().then_some("true")} aria-label={label}>
            if filled {
                <path d={area} />
            }
            <polyline {points} />
        </svg>
    }
}

/// The points of the curve; of several values that share a point the largest counts.
fn points(values: &[f64]) -> String {
    let largest = values.iter().copied().fold(0.0, f64::max);
    let steps = values.len().min(MOST);
    let mut points = String::with_capacity(steps * 11);
    for step in 0..steps {
        let (from, to) = (step * values.len() / steps, (step + 1) * values.len() / steps);
        let value = values[from..to].iter().copied().fold(0.0, f64::max);
        let x = if steps > 1 { step as f64 / (steps - 1) as f64 * WIDTH } else { 0.0 };
        let y = if largest > 0.0 { HEIGHT - value / largest * HEIGHT } else { HEIGHT };
        points.push_str(&format!("{x:.1},{y:.1} "));
    }
    if steps == 1 {
        points.push_str(&format!("{WIDTH:.1},{}", points.split_once(',').map_or("0", |(_, y)| y.trim()).to_owned()));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_value_reaches_the_top() {
        assert_eq!(points(&[0.0, 10.0, 5.0]), "0.0,24.0 100.0,0.0 200.0,12.0 ");
        assert_eq!(points(&[]), "");
        assert_eq!(points(&[0.0, 0.0]), "0.0,24.0 200.0,24.0 ");
    }

    #[test]
    fn many_values_keep_their_peaks() {
        let mut values = vec![0.0; 10_000];
        values[4_321] = 7.0;
        let drawn = points(&values);
        assert_eq!(drawn.split_whitespace().count(), MOST);
        assert!(drawn.contains(",0.0"));
    }
}
