//! The whole run as a strip: requests, and those refused, with a brush over the part in sight.

use crate::charts::drawing::{Area, ColorRole, Colors, DrawList, Fill, PtrEq, Surface, use_frame, use_size};
use crate::charts::playhead::Playhead;
use crate::charts::time_axis::CursorLine;
use crate::charts::viewport::Viewport;
use crate::text::timeline as words;
use crate::workbench::trace::change_marks::change_marks;
use crate::worker::protocol::{Overview, Results};
use lambda_sim::scenario::Scenario;
use lambda_story::format;
use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

/// How high the strip is, in css pixels.
const HEIGHT: f64 = 32.0;

/// An edge of the brush is taken hold of from so near, in css pixels.
const HANDLE: f64 = 7.0;

/// What is taken hold of: the times of the brush when it was, and the time under the pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
enum BrushDrag {
    From,
    To,
    Inside(f64),
    /// A new stretch from here.
    New(f64),
}

#[derive(Properties, PartialEq)]
pub struct OverviewStripProps {
    /// The run.
    pub results: PtrEq<Results>,
    /// What is configured: its changes are marked.
    pub scenario: PtrEq<Scenario>,
    /// What is in sight.
    pub viewport: Viewport,
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// The colors in use.
    pub colors: Colors,
    /// Receives what to look at.
    pub on_viewport: Callback<Viewport>,
}

/// The strip.
#[component]
pub fn OverviewStrip(props: &OverviewStripProps) -> Html {
    let (node, canvas) = (use_node_ref(), use_node_ref());
    let size = use_size(&node);
    let surface = use_mut_ref(Surface::default);
    let held = use_mut_ref(|| None::<(BrushDrag, Viewport)>);
    let duration_us = props.results.summary.duration_s * 1e6;
    let viewport = props.viewport;
    {
        let (canvas, colors, results) = (canvas.clone(), props.colors, props.results.clone());
        use_frame((results.clone(), viewport, size, colors), move || {
            if size.css_width > 0.0 {
                let list = picture(&results.overview, viewport, duration_us, size.css_width);
                surface.borrow_mut().show(&canvas, size.css_width, HEIGHT, colors, &list);
            }
        });
    }
    let time_at = {
        let node = node.clone();
        move |event: &PointerEvent| {
            let left = node.cast::<Element>().map_or(0.0, |element| element.get_bounding_client_rect().left());
            (f64::from(event.client_x()) - left) / size.css_width.max(1.0) * duration_us
        }
    };
    let down = {
        let (node, held, time_at) = (node.clone(), held.clone(), time_at.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            let near = HANDLE / size.css_width.max(1.0) * duration_us;
            *held.borrow_mut() = Some((hold(viewport, time_at(&event), near, duration_us), viewport));
            if let Some(element) = node.cast::<Element>() {
                // It fails for a pointer that is up already.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
        })
    };
    let moved = {
        let (held, on_viewport, time_at) = (held.clone(), props.on_viewport.clone(), time_at.clone());
        Callback::from(move |event: PointerEvent| {
            let Some((hold, base)) = *held.borrow() else { return };
            let tolerance = 3.0 / size.css_width.max(1.0) * duration_us;
            if let Some(viewport) = dragged(hold, base, time_at(&event), tolerance, duration_us) {
                on_viewport.emit(viewport);
            }
        })
    };
    let up = {
        let (held, on_viewport) = (held.clone(), props.on_viewport.clone());
        Callback::from(move |event: PointerEvent| {
            let taken = held.borrow_mut().take();
            // A click outside the brush brings it there.
            if let Some((BrushDrag::New(from), base)) = taken
                && dragged(
                    BrushDrag::New(from),
                    base,
                    time_at(&event),
                    3.0 / size.css_width.max(1.0) * duration_us,
                    duration_us,
                )
                .is_none()
            {
                on_viewport.emit(base.pan(from - (base.from + base.to) / 2.0, duration_us));
            }
        })
    };
    let cancel = Callback::from(move |_: PointerEvent| *held.borrow_mut() = None);
    let on_key = {
        let on_viewport = props.on_viewport.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let Some(next) = key(&event.key(), viewport, duration_us) else { return };
            event.prevent_default();
            event.stop_propagation();
            on_viewport.emit(next);
        })
    };
    let text = words::strip(&format::moment_us(viewport.from), &format::moment_us(viewport.to));
    html! {
        <div ref={node} class="strip" role="slider" tabindex="0" aria-label={words::STRIP} aria-valuemin="0"
            aria-valuemax={format::plain(duration_us / 1e6)} aria-valuenow={format::plain(viewport.from / 1e6)} aria-valuetext={text}
            onpointerdown={down} onpointermove={moved} onpointerup={up} onpointercancel={cancel} onkeydown={on_key}>
            <canvas ref={canvas} aria-hidden="true" />
            { change_marks(&props.scenario, Viewport::fit(duration_us), 0.0, size.css_width) }
            <CursorLine playhead={props.playhead.clone()} viewport={Viewport::fit(duration_us)} left={0.0} width={size.css_width} />
        </div>
    }
}

/// Where a key moves the brush; `None` if it is not of the strip.
fn key(key: &str, viewport: Viewport, duration_us: f64) -> Option<Viewport> {
    let centre = (viewport.from + viewport.to) / 2.0;
    let pan = |share: f64| Some(viewport.pan(viewport.span() * share, duration_us));
    match key {
        "ArrowLeft" | "ArrowDown" => pan(-0.1),
        "ArrowRight" | "ArrowUp" => pan(0.1),
        "PageDown" => pan(-1.0),
        "PageUp" => pan(1.0),
        "Home" => Some(viewport.pan(-duration_us, duration_us)),
        "End" => Some(viewport.pan(duration_us, duration_us)),
        "+" | "=" => Some(viewport.zoom(centre, 0.7, duration_us)),
        "-" | "_" => Some(viewport.zoom(centre, 1.0 / 0.7, duration_us)),
        _ => None,
    }
}

/// What a pointer at a time takes hold of.
fn hold(viewport: Viewport, time: f64, near: f64, duration_us: f64) -> BrushDrag {
    let Viewport { from, to, .. } = viewport;
    // While everything is in sight, there is nothing to move: a drag chooses a stretch, except at the edges.
    let distances = [((time - from).abs(), BrushDrag::From), ((time - to).abs(), BrushDrag::To)];
    let nearest = distances.into_iter().filter(|(distance, _)| *distance <= near).min_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((_, hold)) => hold,
        None if (from..to).contains(&time) && !viewport.is_fit(duration_us) => BrushDrag::Inside(time),
        None => BrushDrag::New(time),
    }
}

/// What is looked at after a drag to a time; `None` while it is too short to choose anything.
fn dragged(hold: BrushDrag, base: Viewport, time: f64, tolerance: f64, duration_us: f64) -> Option<Viewport> {
    let time = time.clamp(0.0, duration_us);
    match hold {
        BrushDrag::From => Some(base.show(time, base.to, duration_us)),
        BrushDrag::To => Some(base.show(base.from, time, duration_us)),
        BrushDrag::Inside(from) => Some(base.pan(time - from, duration_us)),
        BrushDrag::New(from) => ((time - from).abs() > tolerance).then(|| base.show(from, time, duration_us)),
    }
}

/// The strip's picture.
fn picture(overview: &Overview, viewport: Viewport, duration_us: f64, css_width: f64) -> DrawList {
    let mut list = DrawList::default();
    list.fill(Area::new(0.0, 0.0, css_width, HEIGHT), ColorRole::Panel);
    let x = |time_us: f64| time_us / duration_us.max(1.0) * css_width;
    let most = f64::from(overview.requests.iter().copied().max().unwrap_or(0).max(1));
    let room = HEIGHT - 5.0;
    for (step, requests) in overview.requests.iter().enumerate() {
        if *requests == 0 {
            continue;
        }
        let (from, to) = (x(step as f64 * overview.step_us as f64), x((step + 1) as f64 * overview.step_us as f64));
        let gap = if to - from > 3.0 { 1.0 } else { 0.0 };
        let to = to.min(css_width);
        let height = (f64::from(*requests) / most * room).max(1.0);
        let refused = f64::from(overview.throttles.get(step).copied().unwrap_or(0));
        let refused = if refused > 0.0 { (refused / most * room).max(1.5) } else { 0.0 };
        list.fill(
            Area::new(from, HEIGHT - height, to - from - gap, height),
            Fill::from(ColorRole::Handler).covering(65),
        );
        list.fill(Area::new(from, HEIGHT - height, to - from - gap, refused.min(height)), ColorRole::Throttle);
    }
    if viewport.is_fit(duration_us) {
        return list;
    }
    let (from, to) = (x(viewport.from), x(viewport.to));
    let (from, to) = if to - from < 4.0 { ((from + to) / 2.0 - 2.0, (from + to) / 2.0 + 2.0) } else { (from, to) };
    for (x, width) in [(0.0, from), (to, css_width - to)] {
        list.fill(Area::new(x, 0.0, width, HEIGHT), Fill::from(ColorRole::Panel).covering(60));
    }
    list.fill(Area::new(from, 0.0, to - from, HEIGHT), Fill::from(ColorRole::Accent).covering(10));
    list.outline(Area::new(from, 0.0, to - from, HEIGHT), ColorRole::Accent);
    for x in [from - 1.0, to - 2.0] {
        list.fill(Area::new(x, HEIGHT / 2.0 - 5.0, 3.0, 10.0), ColorRole::Accent);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbench::trace::timeline::example;
    use expect_test::expect;

    const BRUSH: Viewport = Viewport { from: 15e6, to: 30e6, first_lane: 0.0 };

    #[test]
    fn edges_resize_and_the_middle_moves() {
        assert_eq!(hold(BRUSH, 15.4e6, 1e6, 60e6), BrushDrag::From);
        assert_eq!(hold(BRUSH, 29.4e6, 1e6, 60e6), BrushDrag::To);
        assert_eq!(hold(BRUSH, 20e6, 1e6, 60e6), BrushDrag::Inside(20e6));
        assert_eq!(hold(BRUSH, 50e6, 1e6, 60e6), BrushDrag::New(50e6));
        assert_eq!(hold(Viewport::fit(60e6), 20e6, 1e6, 60e6), BrushDrag::New(20e6));
    }

    #[test]
    fn drags_end_where_the_run_ends() {
        let times = |viewport: Option<Viewport>| viewport.map(|viewport| (viewport.from, viewport.to));
        assert_eq!(times(dragged(BrushDrag::To, BRUSH, 90e6, 1e6, 60e6)), Some((15e6, 60e6)));
        assert_eq!(times(dragged(BrushDrag::Inside(20e6), BRUSH, 60e6, 1e6, 60e6)), Some((45e6, 60e6)));
        assert_eq!(times(dragged(BrushDrag::New(50e6), BRUSH, 40e6, 1e6, 60e6)), Some((40e6, 50e6)));
        assert_eq!(times(dragged(BrushDrag::New(50e6), BRUSH, 50.5e6, 1e6, 60e6)), None);
        // Beyond the other edge the brush turns around.
        assert_eq!(times(dragged(BrushDrag::From, BRUSH, 40e6, 1e6, 60e6)), Some((30e6, 40e6)));
    }

    #[test]
    fn the_strip_shows_requests_and_what_of_them_was_refused() {
        let results = example::results(3, 1);
        expect![[r#"
            fill 0,0 400×32 panel
            fill 0,25.3 99×6.8 handler 65%
            fill 100,5 99×27 handler 65%
            fill 100,5 99×2.7 throttle
            fill 200,18.5 99×13.5 handler 65%
            fill 0,0 100×32 panel 60%
            fill 200,0 200×32 panel 60%
            fill 100,0 100×32 accent 10%
            outline 100,0 100×32 accent
            fill 99,11 3×10 accent
            fill 198,11 3×10 accent
        "#]]
        .assert_eq(&picture(&results.overview, BRUSH, 60e6, 400.0).to_string());
    }
}
