//! One part of a source's traffic: its shape, and the numbers of the shape.

use crate::configure::editor::SourceEditor;
use crate::configure::sources::traffic_shape as shape;
use crate::state::edit::SourceEdit;
use crate::text::traffic as words;
use crate::ui::icon::{Shape, icon_button};
use crate::ui::number_field::NumberField;
use crate::ui::select_field::{Choice, SelectField};
use lambda_sim::scenario::Traffic;
use yew::prelude::*;

/// One part.
pub struct TrafficPart<'a> {
    /// Which part it is.
    pub part: usize,
    /// Whether it is the only one.
    pub is_single: bool,
    /// The part.
    pub traffic: &'a Traffic,
    /// The part when the scenario was opened.
    pub opened: &'a Traffic,
    /// For what is changed.
    pub edit: &'a SourceEditor,
    /// The counted time, in seconds.
    pub duration_s: f64,
}

impl TrafficPart<'_> {
    /// Its fields.
    pub fn view(&self) -> Html {
        fields(self)
    }
}

fn fields(props: &TrafficPart) -> Html {
    let TrafficPart { part, traffic, opened, edit, duration_s, is_single } = *props;
    let name = shape::name(traffic);
    // Validation names a single part without its number.
    let at = if is_single { "traffic".to_owned() } else { format!("traffic[{part}]") };
    let offered = shape::OFFERED.into_iter().filter_map(|offered| shape::like(offered, traffic, duration_s));
    let mut choices: Vec<Choice> = offered.map(|like| Choice::new(shape::name(&like), words::shape(&like))).collect();
    for recorded in [traffic, opened].into_iter().filter(|traffic| matches!(traffic, Traffic::Recorded(_))) {
        if !choices.iter().any(|choice| choice.value == shape::name(recorded)) {
            choices.push(Choice::new(shape::name(recorded), words::shape(recorded)));
        }
    }
    let on_shape = {
        let (traffic, opened) = (traffic.clone(), opened.clone());
        edit.choose(move |chosen: AttrValue| {
            // Going back to the shape it was opened with brings its numbers back.
            let back = (shape::name(&opened) == chosen.as_str()).then(|| opened.clone());
            let other = back.or_else(|| shape::like(&chosen, &traffic, duration_s));
            SourceEdit::Traffic(part, other.unwrap_or_else(|| traffic.clone()))
        })
    };
    let numbers = shape::numbers(traffic, duration_s).into_iter().map(|number| {
        let before = shape::numbers(opened, duration_s).into_iter().find(|before| before.field == number.field);
        let is_same_shape = shape::name(opened) == name;
        let (old, with) = (traffic.clone(), number.with);
        let on_change = edit.change(move |value: f64| SourceEdit::Traffic(part, with(&old, value)));
        html! {
            { NumberField::new(edit.at(&format!("{at}.{name}.{}", number.field)), number.text, number.kind, (number.value, before.filter(|_| is_same_shape).map_or(number.value, |before| before.value)), on_change).scale(number.scale).unmarked().view() }
        }
    });
    let on_remove = {
        let edit = edit.clone();
        Callback::from(move |()| edit.commit(SourceEdit::RemoveTraffic(part)))
    };
    html! {
        <div class="part" key={part}>
            <div class="card-head">
                { SelectField::new(edit.at(&format!("{at}.shape")), words::SHAPE, choices, (name, shape::name(opened)), on_shape).view() }
                if !is_single {
                    { icon_button(Shape::Remove, words::REMOVE_PART, false, &on_remove) }
                }
            </div>
            { for numbers }
            if let Traffic::Recorded(recorded) = traffic {
                <p class="note">{ words::recorded(recorded) }</p>
            }
        </div>
    }
}
