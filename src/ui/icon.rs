//! The few icons, as strokes of the text's color.

use yew::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Back.
    Undo,
    /// Forth.
    Redo,
    /// Light and dark.
    Theme,
    /// Chance.
    Dice,
    /// More of it.
    Plus,
    /// A copy.
    Copy,
    /// Away with it.
    Remove,
    /// Time passes.
    Play,
    /// Pause.
    Pause,
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// A step back.
    Back,
    /// A step forth.
    Forth,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Undo => "M5 3 2 6l3 3M2 6h7a4 4 0 0 1 0 8H6",
            Self::Redo => "m11 3 3 3-3 3M14 6H7a4 4 0 0 0 0 8h3",
            Self::Theme => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 2v12M9.5 4.5v7M11 5v6M12.5 6.5v3",
            Self::Dice => {
                "M3 2h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1ZM5.5 5.5h.01M10.5 5.5h.01M8 8h.01M5.5 10.5h.01M10.5 10.5h.01"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Copy => "M6 6h7v7H6zM3 10V3h7",
            Self::Remove => "M4 4l8 8M12 4l-8 8",
            Self::Play => "M5 3v10l8-5z",
            Self::Pause => "M5.5 3v10M10.5 3v10",
            Self::First => "M4 3v10M13 3 7 8l6 5z",
            Self::Last => "M12 3v10M3 3l6 5-6 5z",
            Self::Back => "M10 3 5 8l5 5",
            Self::Forth => "m6 3 5 5-5 5",
        }
    }
}

/// A button with an icon and a name.
pub fn icon_button(shape: Shape, label: impl Into<AttrValue>, disabled: bool, on_click: &Callback<()>) -> Html {
    let label = label.into();
    html! {
        <button type="button" class="icon-button" title={label.clone()} aria-label={label} {disabled}
            onclick={on_click.reform(|_| ())}>
            { icon(shape) }
        </button>
    }
}

/// An icon alone, for the eye.
pub fn icon(shape: Shape) -> Html {
    html! { <svg viewBox="0 0 16 16" aria-hidden="true"><path d={shape.path()} /></svg> }
}
