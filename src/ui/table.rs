//! A table of figures: names and other words to the left, numbers to the right, the sum at its foot.

use yew::prelude::*;

/// Names of columns that never change.
pub fn head(names: &[&'static str]) -> Vec<AttrValue> {
    names.iter().map(|name| AttrValue::from(*name)).collect()
}

/// A table that scrolls sideways by itself where it is too wide.
pub struct Table {
    /// What it says, in a sentence.
    pub caption: String,
    /// The names of the columns.
    pub head: Vec<AttrValue>,
    /// The rows; the first cell of each names it.
    pub rows: Vec<Vec<String>>,
    /// The row of sums.
    pub foot: Option<Vec<String>>,
}

impl Table {
    /// The table.
    pub fn view(self) -> Html {
        let Self { caption, head, rows, foot } = self;
        let has_words: Vec<bool> = (0..head.len()).map(|column| has_words(&rows, column)).collect();
        let class = |column: usize| has_words.get(column).copied().unwrap_or_default().then_some("words");
        let row = |cells: Vec<String>| {
            let cells = cells.into_iter().enumerate().map(|(index, cell)| match index {
                0 => html! { <th scope="row">{ cell }</th> },
                _ => html! { <td class={class(index)}>{ cell }</td> },
            });
            html! { <tr>{ for cells }</tr> }
        };
        // What scrolls must be reachable by keyboard; the caption does not scroll, so that it wraps.
        html! {
            <figure>
                <figcaption>{ caption.clone() }</figcaption>
                <div class="table-frame" tabindex="0" role="group" aria-label={caption.clone()}>
                    <table aria-label={caption}>
                        <thead><tr>{ for head.iter().enumerate().map(|(index, name)| html! { <th scope="col" class={class(index)}>{ name }</th> }) }</tr></thead>
                        <tbody>{ for rows.into_iter().map(row) }</tbody>
                        if let Some(foot) = foot {
                            <tfoot>{ row(foot) }</tfoot>
                        }
                    </table>
                </div>
            </figure>
        }
    }
}

/// Whether a column's cells are words rather than figures.
fn has_words(rows: &[Vec<String>], column: usize) -> bool {
    let begins_with_letter =
        |row: &Vec<String>| row.get(column).and_then(|cell| cell.chars().next()).is_some_and(char::is_alphabetic);
    !rows.is_empty() && rows.iter().all(begins_with_letter)
}
