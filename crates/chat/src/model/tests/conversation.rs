//! What is kept of a conversation changes nothing but how long an answer takes.

use std::cell::Cell;

use candle_core::Device;
use vesper_speech::{Error, Kind, Result};

use super::fixture::{ALL, apart, fresh, long, never, open, open_for, path, reference, share};
use crate::model::backend::Backend;
use crate::model::cache::Keep;
use crate::model::card::Card;
use crate::model::network::Network;
use crate::model::processor::Processor;

fn what_is_held_changes_nothing<B: Backend, F: Backend>(open: impl Fn(&str) -> Network<B, F>) {
    for name in ALL {
        let network = open(name);
        let (tokens, _) = reference(name);
        let mut state = network.begin(Keep::Full);
        network.logits(&mut state, &tokens, &never).unwrap();
        // Back to each place, other words from there on, and back again.
        for place in [39, 20, 7, 1, 0] {
            let mut other = tokens[..place].to_vec();
            other.extend([3, 1, 4, 1, 5, 9, 2, 6]);
            for told in [&other, &tokens] {
                let found = network.logits(&mut state, told, &never).unwrap();
                assert_eq!(state.held(), told.len());
                let apart = apart(&found, &fresh(&network, Keep::Full, told));
                assert!(apart < 1e-4, "{name}, back to {place}: {apart:e} apart");
            }
        }
        // The same again is answered the same.
        let again = network.logits(&mut state, &tokens, &never).unwrap();
        assert!(apart(&again, &fresh(&network, Keep::Full, &tokens)) < 1e-4, "{name}");
    }
}

#[test]
fn a_conversation_that_goes_on_elsewhere_is_answered_as_if_it_were_new() {
    what_is_held_changes_nothing(|name| open(name, Processor::new(2).unwrap()));
    what_is_held_changes_nothing(|name| open(name, Card::new(Device::Cpu)));
    what_is_held_changes_nothing(|name| share(&path(name), 1, None));
}

fn one_by_one_as_all_at_once<B: Backend, F: Backend>(open: impl Fn(&str) -> Network<B, F>) {
    for name in ALL {
        let network = open(name);
        let tokens = long(&network, 300);
        let mut state = network.begin(Keep::Full);
        let mut last = Vec::new();
        for index in 0..tokens.len() {
            last = network.logits(&mut state, &tokens[..=index], &never).unwrap();
        }
        let apart = apart(&last, &fresh(&network, Keep::Full, &tokens));
        assert!(apart < 1e-3, "{name}: {apart:e} apart");
    }
}

#[test]
fn tokens_one_by_one_are_answered_as_all_at_once() {
    one_by_one_as_all_at_once(|name| open_for(name, Processor::new(2).unwrap(), 300));
    one_by_one_as_all_at_once(|name| share(&path(name), 1, Some(300)));
}

fn nearly_alike_in_fewer_bits<B: Backend, F: Backend>(open: impl Fn(&str) -> Network<B, F>) {
    for name in ALL {
        let network = open(name);
        let tokens = long(&network, 200);
        let full = fresh(&network, Keep::Full, &tokens);
        let most = full.iter().fold(0.0_f32, |most, logit| most.max(logit.abs()));
        for (keep, share) in [(Keep::Half, 0.01), (Keep::Eight, 0.06)] {
            let apart = apart(&fresh(&network, keep, &tokens), &full);
            assert!(apart < most * share, "{name}, {keep:?}: {apart:e} of {most} apart");
        }
    }
}

#[test]
fn what_is_kept_in_fewer_bits_is_answered_nearly_alike() {
    nearly_alike_in_fewer_bits(|name| open(name, Processor::new(2).unwrap()));
    nearly_alike_in_fewer_bits(|name| share(&path(name), 1, None));
}

#[test]
fn more_threads_answer_the_same_to_the_bit() {
    for name in ["qwen3", "qwen3moe", "gemma3"] {
        let answers = [1, 2, 3].map(|threads| {
            let network = open(name, Processor::new(threads).unwrap());
            fresh(&network, Keep::Half, &long(&network, 150))
        });
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{name}");
    }
}

/// Stops at each of the first times that it is asked, in turn; what follows is answered as if nothing had happened.
fn as_sound_after_a_stop<B: Backend, F: Backend>(open: impl Fn(&str) -> Network<B, F>) {
    for name in ["gemma3", "qwen3moe"] {
        let network = open(name);
        let tokens = long(&network, 280);
        let expected = fresh(&network, Keep::Full, &tokens);
        let mut stops = 0;
        for after in 0.. {
            let mut state = network.begin(Keep::Full);
            network.logits(&mut state, &[5, 4, 3], &never).unwrap();
            let asked = Cell::new(0);
            let stop = || -> Result<()> {
                asked.set(asked.get() + 1);
                if asked.get() > after { Err(Error::stopped()) } else { Ok(()) }
            };
            let stopped = network.logits(&mut state, &tokens, &stop);
            match stopped.map_err(|fault| fault.of(name)) {
                Err(error) => assert_eq!(error.kind, Kind::Stopped),
                Ok(_) => break,
            }
            stops += 1;
            let found = network.logits(&mut state, &tokens, &never).unwrap();
            assert!(apart(&found, &expected) < 1e-4, "{name}, stopped after {after}");
        }
        // Three blocks with two layers or more, and the choice of words behind them.
        assert!(stops >= 7, "{name} was asked {stops} times");
    }
}

#[test]
fn a_stop_at_any_moment_leaves_the_conversation_as_sound_as_before() {
    as_sound_after_a_stop(|name| open_for(name, Processor::new(2).unwrap(), 280));
    as_sound_after_a_stop(|name| share(&path(name), 1, Some(280)));
}

/// Layers with a window keep their last tokens alone on the processor, and all of them on a card.
#[test]
fn a_long_conversation_is_answered_alike_where_windows_keep_only_what_they_look_back_on() {
    let ours = open_for("gemma3", Processor::new(2).unwrap(), 4000);
    let shared = share(&path("gemma3"), 3, Some(4000));
    let all = open_for("gemma3", Card::new(Device::Cpu), 4000);
    let tokens = long(&ours, 2400);
    let (mut state, mut of_shared, mut other) =
        (ours.begin(Keep::Full), shared.begin(Keep::Full), all.begin(Keep::Full));
    // Onwards, back over an answer, and back further than the windows reach.
    for (end, again) in [(2400, 0), (2300, 9), (1000, 30), (1500, 5)] {
        let mut told = tokens[..end].to_vec();
        told.extend((0..again).map(|index| index % 7));
        let all = all.logits(&mut other, &told, &never).unwrap();
        for found in [ours.logits(&mut state, &told, &never), shared.logits(&mut of_shared, &told, &never)] {
            let apart = apart(&found.unwrap(), &all);
            assert!(apart < 1e-3, "back to {end}: {apart:e} apart");
        }
        assert_eq!((state.held(), of_shared.held()), (told.len(), told.len()));
    }
}
