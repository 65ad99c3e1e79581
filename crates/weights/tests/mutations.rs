//! The beginning of the campaign that `cargo xtask fuzz` runs at length: mutated files are read or refused, and do
//! nothing else.
//!
//! One test alone in its program: the allocator counts for everything that runs in it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

mod campaign;
mod craft;

use std::alloc::System;

use campaign::{Campaign, Memory, Parser, Tally};
use cap::Cap;

const INPUTS: u64 = 50_000;
const SEED: u64 = 1;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

#[test]
fn mutated_files_are_read_or_refused_within_the_bounds() {
    let memory = || Memory { now: MEMORY.allocated(), peak: MEMORY.max_allocated() };
    for parser in Parser::ALL {
        let campaign = Campaign::new(parser);
        let mut tally = Tally::default();
        for index in 0..INPUTS {
            campaign.one(Campaign::number(SEED, index), memory, &mut tally);
        }
        let name = parser.name();
        assert_eq!(tally.faults, [], "{name}");
        assert_eq!(tally.inputs, INPUTS);
        // Otherwise the mutations would only scratch the surface.
        assert!(tally.accepted > INPUTS / 100, "{name}: only {} were accepted", tally.accepted);
        assert!(tally.refused.len() > 20, "{name} was refused for {} reasons only", tally.refused.len());
    }
}
