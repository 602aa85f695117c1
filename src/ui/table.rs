//! A table of figures: names to the left, numbers to the right, the sum at its foot.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// What it says, in a sentence.
    pub caption: AttrValue,
    /// The names of the columns.
    pub head: Vec<AttrValue>,
    /// The rows; the first cell of each names it.
    pub rows: Vec<Vec<AttrValue>>,
    /// The row of sums.
    #[prop_or_default]
    pub foot: Option<Vec<AttrValue>>,
}

/// A table that scrolls sideways by itself where it is too wide.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let row = |cells: &Vec<AttrValue>| {
        let cells = cells.iter().enumerate().map(|(index, cell)| match index {
            0 => html! { <th scope="row" key={index}>{ cell }</th> },
            _ => html! { <td key={index}>{ cell }</td> },
        });
        html! { <tr>{ for cells }</tr> }
    };
    html! {
        <div class="table-frame" tabindex="0" role="group" aria-label={props.caption.clone()}>
            <table>
                <caption>{ &props.caption }</caption>
                <thead>
                    <tr>{ for props.head.iter().map(|name| html! { <th scope="col" key={name.to_string()}>{ name }</th> }) }</tr>
                </thead>
                <tbody>{ for props.rows.iter().map(row) }</tbody>
                if let Some(foot) = &props.foot {
                    <tfoot>{ row(foot) }</tfoot>
                }
            </table>
        </div>
    }
}
