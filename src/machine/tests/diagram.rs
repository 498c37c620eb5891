//! The state diagram of the documentation, drawn from the transition table.
//!
//! `UPDATE_DIAGRAM=1 cargo test the_state_diagram` draws it anew.

use super::table::TABLE;
use core::fmt::Write;
use std::{env, fs};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/states.md");

const HEAD: &str = "\
# The states of the machine

Drawn from the transition table in `src/machine/tests/table.rs`, where each arrow is a test, by
`UPDATE_DIAGRAM=1 cargo test the_state_diagram`. Not to be edited by hand.

What is done comes after the slash. Arrows that lead nowhere are in the table below.

```mermaid
stateDiagram-v2
    [*] --> Starting
";

fn draw() -> String {
    let mut page = String::from(HEAD);
    for row in TABLE.iter().filter(|row| row.from != row.to) {
        let event = row.event.replace('_', " ");
        let effects = row.effects.join(", ");
        writeln!(page, "    {:?} --> {:?}: {event} / {effects}", row.from, row.to)
            .expect("a String takes everything");
    }
    page.push_str("```\n\n| state | event | effects |\n|---|---|---|\n");
    for row in TABLE.iter().filter(|row| row.from == row.to) {
        let event = row.event.replace('_', " ");
        let effects = if row.effects.is_empty() { "nothing" } else { &row.effects.join(", ") };
        writeln!(page, "| {:?} | {event} | {effects} |", row.from)
            .expect("a String takes everything");
    }
    page
}

#[test]
fn the_state_diagram_is_up_to_date() {
    let drawn = draw();
    if env::var_os("UPDATE_DIAGRAM").is_some() {
        fs::write(PATH, &drawn).expect("docs/ can be written");
    }
    let kept = fs::read_to_string(PATH).unwrap_or_default();
    assert!(kept == drawn, "draw it anew: UPDATE_DIAGRAM=1 cargo test the_state_diagram");
}

#[test]
fn every_state_is_reached_and_left() {
    use std::collections::BTreeSet;
    let states: BTreeSet<_> = TABLE.iter().flat_map(|row| [row.from, row.to]).collect();
    for state in states {
        let is_reached = TABLE.iter().any(|row| row.to == state && row.from != state);
        let is_left = TABLE.iter().any(|row| row.from == state && row.to != state);
        let name = format!("{state:?}");
        assert!(is_reached || name == "Starting", "{name} is never reached");
        assert!(is_left || name == "Disposed", "{name} is never left");
    }
}
