//! Dragging the cursor along the axis: a press on the moments' names moves the cursor rather than the view.

use super::geometry::Geometry;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

/// Listeners that take what belongs to the axis, and hand on the rest.
pub struct Scrub {
    stage: NodeRef,
    geometry: Geometry,
    is_held: Rc<Cell<bool>>,
    on_cursor: Callback<f64>,
}

/// Lets the cursor be dragged along the axis.
#[hook]
pub fn use_scrub(stage: &NodeRef, geometry: &Geometry, on_cursor: &Callback<f64>) -> Scrub {
    let is_held = use_memo((), |()| Cell::new(false));
    Scrub { stage: stage.clone(), geometry: geometry.clone(), is_held, on_cursor: on_cursor.clone() }
}

impl Scrub {
    /// For `onpointerdown`.
    pub fn down(&self, rest: Callback<PointerEvent>) -> Callback<PointerEvent> {
        let (stage, is_held, top) = (self.stage.clone(), self.is_held.clone(), self.geometry.marks.y);
        let moves = self.moves();
        Callback::from(move |event: PointerEvent| {
            let Some(stage) = stage.cast::<Element>() else { return };
            let y = f64::from(event.client_y()) - stage.get_bounding_client_rect().top();
            if event.button() != 0 || y >= top {
                return rest.emit(event);
            }
            is_held.replace(true);
            // It fails for a pointer that is up already.
            let _ = stage.set_pointer_capture(event.pointer_id());
            moves.emit(event);
        })
    }

    /// For `onpointermove`.
    pub fn moved(&self, rest: Callback<PointerEvent>) -> Callback<PointerEvent> {
        let (is_held, moves) = (self.is_held.clone(), self.moves());
        Callback::from(move |event: PointerEvent| if is_held.get() { moves.emit(event) } else { rest.emit(event) })
    }

    /// For `onpointerup`.
    pub fn up(&self, rest: Callback<PointerEvent>) -> Callback<PointerEvent> {
        let is_held = self.is_held.clone();
        Callback::from(move |event: PointerEvent| {
            if !is_held.replace(false) {
                rest.emit(event);
            }
        })
    }

    /// Moves the cursor to where the pointer is.
    fn moves(&self) -> Callback<PointerEvent> {
        let (stage, axis, on_cursor) = (self.stage.clone(), self.geometry.axis, self.on_cursor.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(stage) = stage.cast::<Element>() {
                let x = f64::from(event.client_x()) - stage.get_bounding_client_rect().left();
                on_cursor.emit(axis.time(x.clamp(axis.left, axis.left + axis.width)));
            }
        })
    }
}
