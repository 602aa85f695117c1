//! Which of the page's colors are in use: by the reader's choice in the app, or by the system's.

use crate::ui::theme::Theme;
use wasm_bindgen::prelude::*;
use web_sys::MediaQueryList;
use yew::prelude::*;

/// What decides colors. Where it changes, what was painted has to be painted again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colors {
    is_dark: bool,
    has_more_contrast: bool,
    are_forced: bool,
}

impl Colors {
    /// Their name in the page's attributes.
    pub const fn name(self) -> &'static str {
        if self.is_dark { "dark" } else { "light" }
    }

    /// Whether there is more contrast than usual, as an attribute.
    pub fn contrast(self) -> Option<&'static str> {
        self.has_more_contrast.then_some("more")
    }
}

/// The colors in use; `theme` is what the reader chose.
#[hook]
pub fn use_colors(theme: Theme) -> Colors {
    let system_is_dark = use_media("(prefers-color-scheme: dark)");
    let system_has_more_contrast = use_media("(prefers-contrast: more)");
    let is_dark = theme == Theme::Dark || system_is_dark && theme != Theme::Light;
    Colors {
        is_dark,
        has_more_contrast: system_has_more_contrast || theme == Theme::HighContrast,
        are_forced: use_media("(forced-colors: active)"),
    }
}

/// Whether a media query holds, at present and whenever that changes.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let list = use_memo(query, |query| web_sys::window()?.match_media(query).ok().flatten());
    let matches = |list: &Option<MediaQueryList>| list.as_ref().is_some_and(MediaQueryList::matches);
    let holds = use_state_eq(|| matches(&list));
    {
        let holds = holds.setter();
        use_effect_with(query, move |_| {
            let changed = {
                let list = list.clone();
                Closure::<dyn FnMut()>::new(move || holds.set(matches(&list)))
            };
            if let Some(list) = &*list {
                // It fails for no function.
                let _ = list.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
            }
            move || {
                if let Some(list) = &*list {
                    let _ = list.remove_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
                }
            }
        });
    }
    *holds
}

#[cfg(test)]
mod tests {
    //! The palette, as the style sheet has it: what is drawn stands out from its ground (WCAG 1.4.11), and letters from theirs.

    const SHEET: &str = include_str!("../../../static/styles/tokens.css");

    /// The themes, each by the blocks that make it, whichever comes last in the sheet first.
    const THEMES: [&[&str]; 4] = [
        &["\n.lp {"],
        &["\n  .lp:where([data-theme=\"dark\"]) {", "\n.lp {"],
        &["\n.lp:where([data-contrast][data-theme=\"light\"]) {", "\n.lp:where([data-contrast]) {", "\n.lp {"],
        &[
            "\n  .lp:where([data-contrast][data-theme=\"dark\"]) {",
            "\n.lp:where([data-contrast]) {",
            "\n  .lp:where([data-theme=\"dark\"]) {",
            "\n.lp {",
        ],
    ];

    fn has_more_contrast(theme: &[&str]) -> bool {
        theme.len() > 2
    }

    /// A token of a theme; one that is another's is that one's color.
    fn token(name: &str, theme: &[&str]) -> [f64; 3] {
        let value = theme.iter().find_map(|block| {
            let block = SHEET.split_once(block)?.1.split_once('}')?.0;
            Some(block.split_once(&format!("--{name}: "))?.1.split_once(';')?.0)
        });
        let value = value.unwrap_or_else(|| panic!("no color --{name}"));
        if let Some(other) = value.strip_prefix("var(--") {
            return token(other.trim_end_matches(')'), theme);
        }
        let channel = |place: usize| u32::from_str_radix(&value[place..place + 2], 16).expect("a color");
        [1, 3, 5].map(|place| f64::from(channel(place)) / 255.0)
    }

    fn linear(channel: f64) -> f64 {
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    }

    /// WCAG 2.2's relative luminance.
    fn luminance(color: [f64; 3]) -> f64 {
        let [red, green, blue] = color.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: &str, other: &str, theme: &[&str]) -> f64 {
        let (one, other) = (luminance(token(one, theme)), luminance(token(other, theme)));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn what_is_drawn_stands_out_from_its_ground() {
        let drawn = [
            "phase-download",
            "phase-start",
            "phase-init",
            "phase-restore",
            "phase-handler",
            "idle",
            "throttle",
            "error",
            "timeout",
            "provisioned",
        ];
        for theme in THEMES {
            let least = if has_more_contrast(theme) { 4.5 } else { 3.0 };
            for name in drawn {
                let found = contrast(name, "ground", theme);
                assert!(found >= least, "{name} has {found:.2}:1, {}", theme[0]);
            }
        }
    }

    #[test]
    fn letters_stand_out_from_their_ground() {
        for theme in THEMES {
            let least = if has_more_contrast(theme) { 7.0 } else { 4.5 };
            let names = ["ink", "quiet", "accent", "good", "bad"];
            for (name, ground) in names.into_iter().flat_map(|name| [(name, "ground"), (name, "panel")]) {
                let found = contrast(name, ground, theme);
                assert!(found >= least, "{name} on {ground} has {found:.2}:1, {}", theme[0]);
            }
            assert!(contrast("on-accent", "accent", theme) >= least, "{}", theme[0]);
        }
    }

    /// How eyes without one kind of cones see linear colors (Machado, Oliveira and Fernandes 2009, severity 1).
    const EYES: [[[f64; 3]; 3]; 3] = [
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    /// In CIELAB, where the same distance looks about as different anywhere.
    fn lab(linear: [f64; 3]) -> [f64; 3] {
        let to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
        let white = [0.9505, 1.0, 1.089];
        let [x, y, z] = [0, 1, 2].map(|row: usize| {
            let share = (0..3).map(|column| to_xyz[row][column] * linear[column]).sum::<f64>().max(0.0) / white[row];
            if share > 0.008856 { share.cbrt() } else { 7.787 * share + 16.0 / 116.0 }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// The least difference that is noticed is about 2; bars of phases lie side by side.
    #[test]
    fn phases_are_told_apart_by_every_eye() {
        let phases = ["phase-download", "phase-start", "phase-init", "phase-restore", "phase-handler"];
        for (eye, theme) in EYES.iter().flat_map(|eye| THEMES.map(|theme| (eye, theme))) {
            let seen = phases.map(|name| {
                let linear = token(name, theme).map(linear);
                lab([0, 1, 2].map(|row: usize| (0..3).map(|column| eye[row][column] * linear[column]).sum()))
            });
            for (one, other) in (0..phases.len()).flat_map(|one| (0..one).map(move |other| (one, other))) {
                let distance = (0..3).map(|axis| (seen[one][axis] - seen[other][axis]).powi(2)).sum::<f64>().sqrt();
                assert!(distance >= 10.0, "{} and {}: {distance:.1}, {}", phases[one], phases[other], theme[0]);
            }
        }
    }
}
