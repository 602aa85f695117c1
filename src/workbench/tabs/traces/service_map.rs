//! The service map: who called whom, as a picture from left to right and as a table.

use crate::text::xray as words;
use crate::ui::table::{self, Table};
use lambda_sim::readings::segments::{NodeId, ServiceMap, Traffic};
use lambda_story::Names;
use lambda_story::format;
use yew::prelude::*;

/// How large a node is, and how far from the next, in the picture's own units.
const WIDE: f64 = 150.0;
const HIGH: f64 = 40.0;
const ACROSS: f64 = 220.0;
const DOWN: f64 = 56.0;

/// The map.
pub fn service_map(map: &ServiceMap, names: Names<'_>) -> Html {
    if map.edges.is_empty() {
        return html! {};
    }
    let places = lay_out(map);
    let columns = places.iter().map(|(column, _)| *column).max().unwrap_or(0) + 1;
    let rows = places.iter().map(|(_, row)| *row).max().unwrap_or(0) + 1;
    let (width, height) = (columns as f64 * ACROSS - (ACROSS - WIDE), rows as f64 * DOWN - (DOWN - HIGH));
    let place = |id: NodeId| {
        let index = map.nodes.iter().position(|node| node.id == id)?;
        let (column, row) = *places.get(index)?;
        Some((column as f64 * ACROSS, row as f64 * DOWN))
    };
    let edges = map.edges.iter().enumerate().filter_map(|(index, edge)| {
        let ((x, y), (to_x, to_y)) = (place(edge.from)?, place(edge.to)?);
        let (x, y, to_y) = (x + WIDE, y + HIGH / 2.0, to_y + HIGH / 2.0);
        let middle = f64::midpoint(x, to_x);
        let d = format!("M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}");
        Some(html! { <path key={index} {d} class={class(&edge.traffic)} /> })
    });
    let nodes = map.nodes.iter().zip(&places).enumerate().map(|(index, (node, (column, row)))| {
        let (x, y) = (*column as f64 * ACROSS, *row as f64 * DOWN);
        let text = |value: f64| value.to_string();
        html! {
            <g key={index}>
                <rect x={text(x)} y={text(y)} width={text(WIDE)} height={text(HIGH)} rx="6" class={class(&node.traffic)} />
                <text x={text(x + 10.0)} y={text(y + 17.0)} class="name">{ short(words::node(node.id, names)) }</text>
                <text x={text(x + 10.0)} y={text(y + 32.0)} class="traffic">{ words::traffic(&node.traffic) }</text>
            </g>
        }
    });
    let table = Table {
        caption: words::MAP.to_owned(),
        head: table::head(&words::MAP_HEAD),
        rows: map
            .edges
            .iter()
            .map(|edge| {
                let traffic = &edge.traffic;
                vec![
                    words::node(edge.from, names),
                    words::node(edge.to, names),
                    format::count(traffic.requests),
                    format::count(traffic.errors),
                    format::count(traffic.faults),
                    format::count(traffic.throttles),
                    traffic.mean_ms.map_or_else(|| "–".to_owned(), format::ms),
                ]
            })
            .collect(),
        foot: None,
    };
    html! {
        <div class="service-map">
            <svg viewBox={format!("-2 -2 {} {}", width + 4.0, height + 4.0)} width={(width + 4.0).to_string()}
                height={(height + 4.0).to_string()} aria-hidden="true">
                { for edges }
                { for nodes }
            </svg>
            { table.view() }
        </div>
    }
}

/// Sources at the left, then whom they call: of each node its column and its row there.
fn lay_out(map: &ServiceMap) -> Vec<(usize, usize)> {
    let index = |id: NodeId| map.nodes.iter().position(|node| node.id == id);
    let mut columns: Vec<usize> =
        map.nodes.iter().map(|node| usize::from(!matches!(node.id, NodeId::Source(_)))).collect();
    // Longest chains first; functions that call themselves in a circle end after as many steps as there are nodes.
    for _ in 0..map.nodes.len() {
        for edge in &map.edges {
            if let (Some(from), Some(to)) = (index(edge.from), index(edge.to))
                && from != to
                && columns[to] <= columns[from]
                && columns[from] + 1 < map.nodes.len()
            {
                columns[to] = columns[from] + 1;
            }
        }
    }
    let mut taken = vec![0; map.nodes.len() + 1];
    columns
        .into_iter()
        .map(|column| {
            let row = taken[column];
            taken[column] += 1;
            (column, row)
        })
        .collect()
}

/// A name as long as a node has room for.
fn short(name: String) -> String {
    const ROOM: usize = 20;
    if name.chars().count() <= ROOM { name } else { format::shortened(&name, ROOM - 1) }
}

const fn class(traffic: &Traffic) -> &'static str {
    if traffic.faults > 0 {
        "fault"
    } else if traffic.errors > 0 || traffic.throttles > 0 {
        "error"
    } else {
        "ok"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::readings::segments::{Edge, Node};
    use lambda_sim::trace::{FunctionId, SourceId};

    #[test]
    fn callers_stand_left_of_whom_they_call_even_in_a_circle() {
        let traffic = Traffic { requests: 1, errors: 0, faults: 0, throttles: 0, mean_ms: None };
        let (source, a, b) =
            (NodeId::Source(SourceId(0)), NodeId::Function(FunctionId(0)), NodeId::Function(FunctionId(1)));
        let edge = |from, to| Edge { from, to, traffic };
        let map = ServiceMap {
            nodes: [source, a, b].map(|id| Node { id, traffic }).to_vec(),
            edges: vec![edge(source, a), edge(a, b)],
        };
        assert_eq!(lay_out(&map), [(0, 0), (1, 0), (2, 0)]);
        let circle = ServiceMap { edges: vec![edge(source, a), edge(a, b), edge(b, a)], ..map };
        assert_eq!(lay_out(&circle).len(), 3);
    }
}
