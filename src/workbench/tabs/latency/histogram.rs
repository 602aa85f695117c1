//! Histograms below each other on one logarithmic axis of time, one for each group, with the median and the 99th percentile.

use crate::charts::drawing::{
    Align, Area, ColorRole, Colors, DrawList, PtrEq, Size, Surface, Text, use_frame, use_size,
};
use lambda_sim::readings::{Group, LatencyDistribution};
use lambda_sim::trace::StartKind;
use lambda_story::format;
use yew::prelude::*;

/// How high a group's histogram is, in css pixels.
const ROW: f64 = 44.0;

#[derive(Properties, PartialEq)]
pub struct HistogramProps {
    /// The groups.
    pub spreads: PtrEq<Vec<LatencyDistribution>>,
    /// Their names.
    pub labels: Vec<String>,
    /// What is to be seen, in a sentence.
    pub caption: String,
    /// The colors in use.
    pub colors: Colors,
}

/// The histograms.
#[component]
pub fn Histogram(props: &HistogramProps) -> Html {
    let (stage, canvas) = (use_node_ref(), use_node_ref());
    let size = use_size(&stage);
    let colors = props.colors;
    let surface = use_mut_ref(Surface::default);
    {
        let (canvas, spreads, labels) = (canvas.clone(), props.spreads.clone(), props.labels.clone());
        use_frame((size.css_width as i64, size.text as i64, spreads.clone(), labels.clone(), colors), move || {
            let (list, height) = picture(size, &spreads, &labels);
            surface.borrow_mut().show(&canvas, size.css_width, height, colors, &list);
        });
    }
    html! {
        <div class="chart histogram">
            <p class="caption">{ &props.caption }</p>
            <div ref={stage} class="stage">
                <canvas ref={canvas} class="picture" role="img" aria-label={props.caption.clone()} />
            </div>
        </div>
    }
}

const fn ink(group: Group) -> ColorRole {
    match group {
        Group::Start(StartKind::FullCold) => ColorRole::Init,
        Group::Start(StartKind::PartialCold) => ColorRole::Restore,
        Group::Provisioned => ColorRole::Provisioned,
        _ => ColorRole::Handler,
    }
}

/// The drawing and how high it is.
fn picture(size: Size, spreads: &[LatencyDistribution], labels: &[String]) -> (DrawList, f64) {
    let mut list = DrawList::default();
    let filled = |spread: &LatencyDistribution| {
        let first = spread.bins.iter().position(|count| *count > 0);
        first.zip(spread.bins.iter().rposition(|count| *count > 0))
    };
    let ends = spreads.iter().filter_map(filled).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let Some((first, last)) = ends else { return (list, 0.0) };
    // Whole decades, so that the names at the ends are round.
    let (first, last) = (first / 10 * 10, last / 10 * 10 + 10);
    let left = (size.text * if size.css_width < 520.0 { 6.0 } else { 11.0 }).round();
    let width = (size.css_width - left - size.text * 2.0).max(1.0);
    let x = |bin: f64| left + (bin - first as f64) / (last - first) as f64 * width;
    let height = spreads.len() as f64 * (ROW + 8.0);
    for decade in (first..=last).step_by(10) {
        list.vertical_line(x(decade as f64), 0.0, height, ColorRole::Line);
        let name = format::time_us(LatencyDistribution::edge_us(decade));
        list.text(x(decade as f64), height + size.text, Align::Centre, ColorRole::Quiet, name);
    }
    for (row, (spread, label)) in spreads.iter().zip(labels).enumerate() {
        let bottom = row as f64 * (ROW + 8.0) + ROW;
        let most = spread.bins.iter().copied().max().unwrap_or(1).max(1);
        for (bin, count) in spread.bins.iter().enumerate().filter(|(_, count)| **count > 0) {
            let tall = (f64::from(*count) / f64::from(most) * (ROW - 6.0)).max(1.0);
            let (from, to) = (x(bin as f64), x(bin as f64 + 1.0));
            list.fill(Area::new(from, bottom - tall, (to - from - 1.0).max(1.0), tall), ink(spread.group));
        }
        list.horizontal_line(left, bottom, width, ColorRole::Quiet);
        list.write(Text {
            x: left - 8.0,
            y: bottom - ROW / 2.0,
            align: Align::Right,
            ink: ColorRole::Words,
            room: left - 8.0,
            framed: false,
            text: label.clone(),
        });
        // The names are on the outer sides of their lines, where they cannot meet.
        let (median, tail) = (spread.percentiles_ms[0], spread.percentiles_ms[3]);
        for (name, ms, align, aside) in [("p50", median, Align::Right, -3.0), ("p99", tail, Align::Left, 3.0)] {
            let at = x((ms.max(1e-3) * 1e3).log10() * 10.0);
            list.vertical_line(at, bottom - ROW + 2.0, ROW - 2.0, ColorRole::Words);
            list.write(Text {
                x: at + aside,
                y: bottom - ROW + size.text * 0.6,
                align,
                ink: ColorRole::Words,
                room: f64::INFINITY,
                framed: true,
                text: name.to_owned(),
            });
        }
    }
    (list, height + (size.text * 1.8).round())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_below_each_other_on_whole_decades() {
        let spread = |group, bin: usize| {
            let mut bins = vec![0; 91];
            bins[bin] = 5;
            let at = LatencyDistribution::edge_us(bin) / 1e3;
            LatencyDistribution { group, count: 5, mean_ms: at, percentiles_ms: [at; 5], max_ms: at, bins }
        };
        let spreads = [spread(Group::Start(StartKind::Warm), 47), spread(Group::Start(StartKind::FullCold), 53)];
        let size = Size { css_width: 866.0, text: 12.0, ratio: 1.0 };
        let (list, height) = picture(size, &spreads, &["warm".to_owned(), "cold".to_owned()]);
        let text = list.to_string();
        for name in ["“10 ms”", "“100 ms”", "“1 s”", "“warm”", "“cold”", "“p99”", "handler", "init"]
        {
            assert!(text.contains(name), "{name} in {text}");
        }
        assert!(height > 100.0);
    }
}
