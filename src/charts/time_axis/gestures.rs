//! Moving in time with mouse, wheel and fingers: the same on every view with an axis of time.
//!
//! Drags and pinches are measured from where they began, so that no movement is lost if the page draws later than fingers move.

use super::Axis;
use crate::charts::drawing::{Gesture, Pointers, use_zoom_wheel};
use crate::charts::viewport::Viewport;
use web_sys::{Element, MouseEvent, PointerEvent};
use yew::prelude::*;

/// What is scrolled by dragging up and down; `None` if there is nothing to scroll.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scroll {
    /// How many lanes there are.
    pub lanes: u32,
    /// How many are in sight.
    pub in_sight: f64,
    /// How high one is, in css pixels.
    pub height: f64,
}

/// What is pointed at, in css pixels from the view's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pointed {
    /// A place.
    At(f64, f64),
    /// A place that was clicked.
    Clicked(f64, f64),
    /// Nothing any more, or it is dragged.
    Nowhere,
}

/// What a view needs to be moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// Its axis.
    pub axis: Axis,
    /// How long the run is, in µs.
    pub duration_us: f64,
    /// What it scrolls.
    pub scroll: Option<Scroll>,
    /// Receives where it is to be moved.
    pub on_viewport: Callback<Viewport>,
    /// Receives what is pointed at.
    pub on_point: Callback<Pointed>,
}

/// Listeners for the view's element.
#[derive(Clone, Debug, PartialEq)]
pub struct Listeners {
    /// For `onpointerdown`.
    pub down: Callback<PointerEvent>,
    /// For `onpointermove`.
    pub moved: Callback<PointerEvent>,
    /// For `onpointerup`.
    pub up: Callback<PointerEvent>,
    /// For `onpointercancel`.
    pub cancel: Callback<PointerEvent>,
    /// For `onpointerleave`.
    pub leave: Callback<PointerEvent>,
    /// For `ondblclick`.
    pub double: Callback<MouseEvent>,
}

impl Movement {
    /// The viewport that a gesture leads to from the one in which it began.
    fn after(&self, base: Viewport, gesture: Gesture) -> Option<Viewport> {
        let (left, width) = (self.axis.left, self.axis.width);
        match gesture {
            Gesture::Drag { dx, dy } => {
                let panned = base.pan(-dx * base.span() / width, self.duration_us);
                Some(match self.scroll {
                    Some(scroll) => {
                        panned.scroll_to(base.first_lane - dy / scroll.height, scroll.lanes, scroll.in_sight)
                    }
                    None => panned,
                })
            }
            Gesture::Pinch { from, to, factor } => {
                let zoomed = base.zoom(base.time_at(from - left, width), factor, self.duration_us);
                Some(zoomed.pan((from - to) * zoomed.span() / width, self.duration_us))
            }
            Gesture::Begin | Gesture::Click { .. } | Gesture::End => None,
        }
    }
}

fn place(node: &NodeRef, event: &MouseEvent) -> (f64, f64) {
    let corner = node.cast::<Element>().map(|element| element.get_bounding_client_rect());
    let (left, top) = corner.map_or((0.0, 0.0), |corner| (corner.left(), corner.top()));
    (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
}

/// Lets an element be moved in time.
#[hook]
pub fn use_time_gestures(node: &NodeRef, movement: Movement) -> Listeners {
    let pointers = use_mut_ref(Pointers::default);
    let base = use_mut_ref(|| movement.axis.viewport);
    // The newest viewport, also where it was asked for and is not drawn yet.
    let newest = use_mut_ref(|| movement.axis.viewport);
    *newest.borrow_mut() = movement.axis.viewport;

    let look_at = {
        let (newest, on_viewport) = (newest.clone(), movement.on_viewport.clone());
        Callback::from(move |viewport: Viewport| {
            if *newest.borrow() != viewport {
                *newest.borrow_mut() = viewport;
                on_viewport.emit(viewport);
            }
        })
    };
    let on_zoom = {
        let (newest, look_at, axis, duration_us) =
            (newest.clone(), look_at.clone(), movement.axis, movement.duration_us);
        Callback::from(move |(x, factor): (f64, f64)| {
            let viewport = *newest.borrow();
            let time = viewport.time_at((x - axis.left).clamp(0.0, axis.width), axis.width);
            look_at.emit(viewport.zoom(time, factor, duration_us));
        })
    };
    use_zoom_wheel(node, on_zoom);

    let means = {
        let (node, movement, look_at) = (node.clone(), movement.clone(), look_at.clone());
        move |gesture: Option<Gesture>, pointer: i32| match gesture {
            Some(Gesture::Begin) => {
                *base.borrow_mut() = *newest.borrow();
                movement.on_point.emit(Pointed::Nowhere);
                if let Some(element) = node.cast::<Element>() {
                    // It fails for a pointer that is up already.
                    let _ = element.set_pointer_capture(pointer);
                }
            }
            Some(Gesture::Click { x, y }) => movement.on_point.emit(Pointed::Clicked(x, y)),
            Some(gesture) => {
                let viewport = movement.after(*base.borrow(), gesture);
                if let Some(viewport) = viewport {
                    look_at.emit(viewport);
                }
            }
            None => {}
        }
    };
    let listener = |react: fn(&mut Pointers, &PointerEvent, f64, f64) -> Option<Gesture>| {
        let (node, pointers, means) = (node.clone(), pointers.clone(), means.clone());
        Callback::from(move |event: PointerEvent| {
            let (x, y) = place(&node, &event);
            let gesture = react(&mut pointers.borrow_mut(), &event, x, y);
            means(gesture, event.pointer_id());
        })
    };
    let moved = {
        let (node, pointers) = (node.clone(), pointers.clone());
        let react = listener(|pointers, event, x, y| pointers.moved(event.pointer_id(), x, y));
        let on_point = movement.on_point.clone();
        Callback::from(move |event: PointerEvent| {
            let (x, y) = place(&node, &event);
            react.emit(event);
            if !pointers.borrow().is_moving() {
                on_point.emit(Pointed::At(x, y));
            }
        })
    };
    let leave = {
        let on_point = movement.on_point.clone();
        // A finger leaves whenever it goes up; what it pointed at stays.
        Callback::from(move |event: PointerEvent| {
            if event.pointer_type() != "touch" {
                on_point.emit(Pointed::Nowhere);
            }
        })
    };
    let duration_us = movement.duration_us;
    Listeners {
        down: listener(|pointers, event, x, y| {
            (event.button() == 0).then(|| pointers.down(event.pointer_id(), x, y)).flatten()
        }),
        moved,
        up: listener(|pointers, event, x, y| pointers.up(event.pointer_id(), x, y)),
        cancel: listener(|pointers, event, _, _| pointers.cancel(event.pointer_id())),
        leave,
        double: Callback::from(move |_: MouseEvent| look_at.emit(Viewport::fit(duration_us))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::drawing::Size;

    const BASE: Viewport = Viewport { from: 10e6, to: 20e6, first_lane: 8.0 };

    fn movement(scroll: Option<Scroll>) -> Movement {
        let axis = Axis::new(BASE, Size { css_width: 866.0, text: 12.0, ratio: 1.0 });
        let (on_viewport, on_point) = (Callback::noop(), Callback::noop());
        Movement { axis, duration_us: 60e6, scroll, on_viewport, on_point }
    }

    #[test]
    fn a_drag_moves_what_is_under_the_pointer_along() {
        let drag = Gesture::Drag { dx: 80.0, dy: -28.0 };
        let still = movement(None).after(BASE, drag);
        assert_eq!(still, Some(Viewport { from: 9e6, to: 19e6, first_lane: 8.0 }));
        let scroll = Scroll { lanes: 100, in_sight: 26.0, height: 14.0 };
        assert_eq!(movement(Some(scroll)).after(BASE, drag).map(|viewport| viewport.first_lane), Some(10.0));
    }

    #[test]
    fn a_pinch_keeps_what_is_between_the_fingers() {
        let pinch = Gesture::Pinch { from: 466.0, to: 546.0, factor: 0.5 };
        let Some(after) = movement(None).after(BASE, pinch) else { panic!("no viewport") };
        assert_eq!(after.span(), 5e6);
        assert!((after.css_x(15e6, 800.0) - 480.0).abs() < 1e-6);
    }
}
