//! Where a model is computed and how much it remembers there, by the memory that there is.

use crate::Keep;
use crate::model::Lack;

/// Tokens that a model has to remember at least, so that something can be talked about.
const LEAST: usize = 1024;

/// What computes a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Card,
    /// The card computes so many of the first layers; the processor all others, what comes before the first and what comes
    /// behind the last. Of the embedding a row is read for each token, and the head is computed once for a whole
    /// prompt: on a card, layers of the same size save more.
    Shared {
        layers: usize,
    },
    Processor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) place: Place,
    /// Tokens that it remembers at most.
    pub(super) context: usize,
    pub(super) keep: Keep,
}

/// Of the memory, and of a graphics card's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes {
    pub(super) memory: u64,
    pub(super) video: u64,
}

/// Where memory ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Short {
    pub(super) of: Lack,
    /// Tokens that the conversation had come to; nought while the weights were read.
    pub(super) tokens: usize,
}

/// Finds plans for one model.
pub(super) struct Planner<'a> {
    /// Layers of the model.
    pub(super) layers: usize,
    /// A card is to compute it, or nobody.
    pub(super) only_card: bool,
    /// What the model may take.
    pub(super) room: Bytes,
    /// What it takes by a plan, at most.
    pub(super) bytes: &'a dyn Fn(Plan) -> Bytes,
}

impl Planner<'_> {
    /// The best plan that fits and asks for no more than `wished`. On a card alone the context is halved as far as [`LEAST`]
    /// before any layer leaves it. What is shared remembers as much as was wished again, as far as the memory
    /// allows: what its layers on the processor keep is not on the card. The processor keeps it in fewer bits when
    /// [`LEAST`] tokens do not fit otherwise.
    pub(super) fn fit(&self, wished: Plan) -> Option<Plan> {
        match wished.place {
            Place::Card => {
                let mut all = contexts(wished.context).map(|context| Plan { context, ..wished });
                match all.find(|plan| self.fits(*plan)) {
                    None if !self.only_card => self.share(wished, self.layers),
                    on_card => on_card,
                }
            }
            Place::Shared { layers } => self.share(wished, layers),
            Place::Processor => self.share(wished, 0),
        }
    }

    /// What to go on with where `plan` failed, having come `short`: with a smaller context as long as that is one to talk
    /// with; then, if it was the card's memory that ended, with a quarter fewer layers there, else with fewer bits. None
    /// where only a smaller model helps.
    pub(super) fn less(&self, plan: Plan, short: Short) -> Option<Plan> {
        if short.tokens > LEAST {
            return Some(Plan { context: (short.tokens / 2).max(LEAST).min(plan.context), ..plan });
        }
        match (short.of, plan.place) {
            (Lack::Video, Place::Card | Place::Shared { .. }) if !self.only_card => {
                let layers = if let Place::Shared { layers } = plan.place { layers } else { self.layers };
                self.share(plan, layers - layers.div_ceil(4))
            }
            (Lack::Memory, Place::Processor | Place::Shared { .. }) if plan.keep != Keep::Eight => {
                Some(Plan { keep: Keep::Eight, ..plan })
            }
            _ => None,
        }
    }

    /// With as many layers on the card as fit there, up to `most`.
    fn share(&self, wished: Plan, most: usize) -> Option<Plan> {
        let places = || (1..=most).rev().map(|layers| Place::Shared { layers }).chain([Place::Processor]);
        let plans = [wished.keep, Keep::Eight].into_iter().flat_map(|keep| {
            contexts(wished.context).map(move |context| Plan { place: wished.place, context, keep })
        });
        // The more of it is on the card, the less of it is in the memory.
        plans
            .filter_map(|plan| {
                let mut placed = places().map(|place| Plan { place, ..plan });
                placed.find(|plan| (self.bytes)(*plan).video <= self.room.video)
            })
            .find(|plan| self.fits(*plan))
    }

    /// What it takes at least, where it is computed without the card, or on nothing else.
    pub(super) fn least(&self, wished: Plan) -> Bytes {
        let context = wished.context.min(LEAST);
        (self.bytes)(if self.only_card {
            Plan { context, ..wished }
        } else {
            Plan { place: Place::Processor, context, keep: Keep::Eight }
        })
    }

    fn fits(&self, plan: Plan) -> bool {
        let Bytes { memory, video } = (self.bytes)(plan);
        memory <= self.room.memory && video <= self.room.video
    }
}

/// What there is to try: `wished` tokens, then half as many again and again, as long as they are [`LEAST`] or more.
fn contexts(wished: usize) -> impl Iterator<Item = usize> {
    let halved = std::iter::successors(Some(wished), |context| Some(context / 2));
    halved.take_while(move |context| *context == wished || *context >= LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Place = Place::Card;
    const PROCESSOR: Place = Place::Processor;

    const fn shared(layers: usize) -> Place {
        Place::Shared { layers }
    }

    /// Ten layers of 10,000 bytes each, and a byte of each for every token, or half of one; 20,000 beside them.
    fn bytes(plan: Plan) -> Bytes {
        let cache = |layers: u64| layers * plan.context as u64 / if plan.keep == Keep::Eight { 2 } else { 1 };
        let part = |layers: usize| 10_000 * layers as u64 + cache(layers as u64);
        match plan.place {
            Place::Card => Bytes { memory: 0, video: 20_000 + part(10) },
            Place::Shared { layers } => Bytes { memory: 20_000 + part(10 - layers), video: part(layers) },
            Place::Processor => Bytes { memory: 20_000 + part(10), video: 0 },
        }
    }

    fn planner(memory: u64, video: u64) -> Planner<'static> {
        Planner { layers: 10, only_card: false, room: Bytes { memory, video }, bytes: &bytes }
    }

    fn plan(place: Place, context: usize, keep: Keep) -> Plan {
        Plan { place, context, keep }
    }

    #[test]
    fn the_context_shrinks_before_layers_leave_the_card_and_what_fits_nowhere_is_refused() {
        let all = u64::MAX;
        let (half, eight) = (Keep::Half, Keep::Eight);
        let table = [
            // Memory, the card's memory: what comes of it.
            (all, all, Some((CARD, 8192, half))),
            (0, 201_920, Some((CARD, 8192, half))),
            (0, 201_919, Some((CARD, 4096, half))),
            (0, 140_480, Some((CARD, 2048, half))),
            (0, 130_240, Some((CARD, 1024, half))),
            // The card's 18,192 bytes a layer for 8192 tokens.
            (all, 130_239, Some((shared(7), 8192, half))),
            (all, 127_344, Some((shared(7), 8192, half))),
            (all, 127_343, Some((shared(6), 8192, half))),
            (all, 18_192, Some((shared(1), 8192, half))),
            (all, 18_191, Some((PROCESSOR, 8192, half))),
            (all, 0, Some((PROCESSOR, 8192, half))),
            // Three layers here, with what they keep; with half of that, another layer finds room on the card.
            (74_576, 130_239, Some((shared(7), 8192, half))),
            (74_575, 130_239, Some((shared(9), 4096, half))),
            (34_095, 130_239, Some((shared(10), 2048, half))),
            (19_999, 130_239, None),
            // The processor alone.
            (201_920, 0, Some((PROCESSOR, 8192, half))),
            (130_240, 0, Some((PROCESSOR, 1024, half))),
            (130_239, 0, Some((PROCESSOR, 1024, eight))),
            (125_119, 0, None),
        ];
        for (memory, video, expected) in table {
            let found = planner(memory, video).fit(plan(CARD, 8192, half));
            let expected = expected.map(|(place, context, keep)| plan(place, context, keep));
            assert_eq!(found, expected, "{memory} and {video} bytes");
        }
    }

    #[test]
    fn no_plan_takes_more_than_there_is_and_more_room_never_takes_layers_from_the_card() {
        let wished = plan(CARD, 8192, Keep::Half);
        for memory in (0..250_000).step_by(9_999) {
            let mut before = 0;
            for video in (0..250_000).step_by(2_500) {
                let Some(found) = planner(memory, video).fit(wished) else { continue };
                let taken = bytes(found);
                assert!(taken.memory <= memory && taken.video <= video, "{found:?} in {memory}, {video}");
                assert!(found.context >= LEAST && found.context <= 8192);
                if memory > 202_000 {
                    let layers = match found.place {
                        Place::Card => 11,
                        Place::Shared { layers } => layers,
                        Place::Processor => 0,
                    };
                    assert!(layers >= before, "{layers} layers instead of {before} in {video}");
                    before = layers;
                }
            }
        }
    }

    #[test]
    fn a_short_context_is_kept_as_it_was_wished() {
        let fit = |memory| planner(memory, 0).fit(plan(PROCESSOR, 100, Keep::Half));
        assert_eq!(fit(121_000), Some(plan(PROCESSOR, 100, Keep::Half)));
        assert_eq!(fit(120_999), Some(plan(PROCESSOR, 100, Keep::Eight)));
        assert_eq!(fit(120_499), None);
    }

    #[test]
    fn who_wants_the_card_and_nothing_else_has_it_or_nothing() {
        let planner = |video| Planner { only_card: true, ..planner(u64::MAX, video) };
        let wished = plan(CARD, 8192, Keep::Half);
        assert_eq!(planner(130_240).fit(wished), Some(plan(CARD, 1024, Keep::Half)));
        assert_eq!(planner(130_239).fit(wished), None);
        let short = Short { of: Lack::Video, tokens: 0 };
        assert_eq!(planner(u64::MAX).less(wished, short), None);
    }

    /// Where a card's memory ends again and again, a quarter of its layers go each time, down to none.
    #[test]
    fn what_fails_goes_on_with_less_until_the_processor_has_it_all() {
        let planner = planner(u64::MAX, u64::MAX);
        let video = |tokens| Short { of: Lack::Video, tokens };
        let first = plan(CARD, 8192, Keep::Half);
        assert_eq!(planner.less(first, video(6000)), Some(plan(CARD, 3000, Keep::Half)));
        assert_eq!(planner.less(first, video(1500)), Some(plan(CARD, 1024, Keep::Half)));
        let mut plan = plan(CARD, 1024, Keep::Half);
        let mut places = Vec::new();
        while let Some(less) = planner.less(plan, video(1024)) {
            assert_eq!((less.context, less.keep), (1024, Keep::Half));
            places.push(less.place);
            plan = less;
        }
        assert_eq!(places, [7, 5, 3, 2, 1].map(shared).into_iter().chain([PROCESSOR]).collect::<Vec<_>>());
    }

    #[test]
    fn where_the_memory_ends_and_not_the_cards_no_layer_moves() {
        let planner = planner(u64::MAX, u64::MAX);
        let memory = Short { of: Lack::Memory, tokens: 900 };
        for place in [shared(4), PROCESSOR] {
            let eight = planner.less(plan(place, 2048, Keep::Half), memory);
            assert_eq!(eight, Some(plan(place, 2048, Keep::Eight)));
            assert_eq!(planner.less(eight.unwrap(), memory), None, "only a smaller model helps");
        }
    }
}
