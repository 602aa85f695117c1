//! What is pointed at, in a few words next to the pointer: the phases of an invocation, what marks mean.

use super::geometry::Geometry;
use super::hit::Hit;
use crate::text::timeline as words;
use crate::worker::protocol::LaneCounts;
use lambda_sim::readings::{Bar, BarKind, Columns};
use lambda_story::format;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tip {
    /// What it is.
    pub title: String,
    /// Its parts: a color's class, a name, a length.
    pub rows: Vec<(&'static str, String, String)>,
}

/// The words for what lies somewhere.
pub fn tip(geometry: &Geometry, columns: &Columns, lanes: &LaneCounts, hit: &Hit) -> Tip {
    match hit {
        Hit::Bar(bar, _) if bar.rows > 1 => Tip {
            title: title(geometry, columns, lanes, bar.lane),
            rows: vec![(class(bar.kind), words::merged(bar.rows), String::new())],
        },
        Hit::Bar(bar, _) => Tip { title: title(geometry, columns, lanes, bar.lane), rows: phases(columns, bar) },
        Hit::Line(line) => Tip {
            title: title(geometry, columns, lanes, line.lane),
            rows: vec![(class(line.kind), words::bar(line.kind).to_owned(), String::new())],
        },
        Hit::Marks(group) => Tip {
            title: geometry.axis.moment(group.at),
            rows: group.parts.iter().map(|(kind, count)| ("", words::mark(*kind, *count), String::new())).collect(),
        },
    }
}

fn title(geometry: &Geometry, columns: &Columns, lanes: &LaneCounts, lane: u32) -> String {
    let place = columns.residents.lane.binary_search(&lane).ok();
    let number = place.and_then(|place| columns.residents.number.get(place));
    let name = number.map_or_else(String::new, |number| words::environment(*number));
    lane_title(lanes, geometry.function.is_none(), lane, name)
}

/// What a lane's environment is called, with its function and version where there are several.
pub fn lane_title(lanes: &LaneCounts, all_functions: bool, lane: u32, mut name: String) -> String {
    let Some(group) = lanes.group(lane) else { return name };
    let owner = lanes.functions.get(group.function.index());
    if let Some(owner) = owner.filter(|_| all_functions && lanes.functions.len() > 1) {
        name.push_str(" · ");
        name.push_str(&owner.name);
    }
    if lanes.has_epochs(group.function) {
        name.push_str(" · ");
        name.push_str(&words::version(group.epoch, group.version));
    }
    name
}

/// The phases of a bar's invocation, those that are separate bars.
fn phases(columns: &Columns, bar: &Bar) -> Vec<(&'static str, String, String)> {
    let on_lane = columns.bars.of_lane(bar.lane).filter_map(|index| columns.bars.get(index));
    let of_it = on_lane.filter(|other| !other.kind.is_line() && other.id == bar.id && other.rows == 1);
    of_it
        .filter(|other| (other.from - bar.from).abs() < 3.6e9)
        .map(|phase| (class(phase.kind), words::bar(phase.kind).to_owned(), format::time_us(phase.to - phase.from)))
        .collect()
}

/// The class of a swatch.
pub const fn class(kind: BarKind) -> &'static str {
    match kind {
        BarKind::Initialised => "idle",
        BarKind::Sandbox => "sandbox",
        BarKind::Download => "download",
        BarKind::Start => "start",
        BarKind::Init | BarKind::SuppressedInit => "init",
        BarKind::Restore => "restore",
        BarKind::Handler => "handler",
        BarKind::FailedHandler => "failed",
        BarKind::TimedOutHandler => "timed-out",
    }
}

#[derive(Properties, PartialEq)]
pub struct TipBoxProps {
    /// The words.
    pub tip: Tip,
    /// The pointer, from the view's left edge.
    pub x: f64,
    /// From its upper edge.
    pub y: f64,
    /// How wide the view is.
    pub width: f64,
}

/// A small box next to the pointer, on the side with more room.
#[component]
pub fn TipBox(props: &TipBoxProps) -> Html {
    let node = use_node_ref();
    use_effect_with((node.clone(), props.x, props.y, props.width), |(node, x, y, width)| {
        let Some(node) = node.cast::<HtmlElement>() else { return };
        let style = node.style();
        let (left, right) = if *x < width / 2.0 {
            (format!("{}px", x + 14.0), "auto".to_owned())
        } else {
            ("auto".to_owned(), format!("{}px", width - x + 14.0))
        };
        for (name, value) in [("left", left), ("right", right), ("top", format!("{}px", y + 14.0))] {
            // It fails for no length.
            let _ = style.set_property(name, &value);
        }
    });
    let rows = props.tip.rows.iter().enumerate().map(|(index, (class, name, value))| {
        html! {
            <div key={index}>
                if !class.is_empty() {
                    <span class={classes!("swatch", *class)} />
                }
                <span>{ name }</span>
                <b>{ value }</b>
            </div>
        }
    });
    html! {
        <div ref={node} class="tip" aria-hidden="true">
            <strong>{ &props.tip.title }</strong>
            { for rows }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::drawing::Size;
    use crate::charts::viewport::Viewport;
    use crate::workbench::trace::timeline::{example, hit};

    #[test]
    fn a_cold_start_is_told_phase_by_phase() {
        let viewport = Viewport { from: 10e6, to: 20e6, first_lane: 0.0 };
        let size = Size { css_width: 866.0, text: 12.0, ratio: 1.0 };
        let (results, columns) = (example::results(3, 1), example::columns());
        let geometry = Geometry::new(&results, None, viewport, size);
        let (x, y) = (geometry.axis.x(11.9e6), geometry.lane_top(1) + 5.0);
        let Some(found) = hit::hit(&geometry, &columns, x, y) else { panic!("nothing there") };
        let tip = tip(&geometry, &columns, &results.lanes, &found);
        let rows: Vec<String> = tip.rows.iter().map(|(_, name, length)| format!("{name} {length}")).collect();
        assert_eq!(tip.title, "env\u{a0}2");
        assert_eq!(
            rows.join(", ").replace('\u{a0}', " "),
            "download 100 ms, start 200 ms, init 500 ms, handler 200 ms"
        );
    }
}
