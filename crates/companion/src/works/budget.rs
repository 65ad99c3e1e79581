//! The memory that voice, recogniser and chat model share.

use std::path::Path;

use vesper_card::Wish;
use vesper_catalog::{Catalog, Machine, Model, Presence, Role, Store, size_in_words};
use vesper_chat::{Local, Options};
use vesper_library::Mode;
use vesper_speech::Result;

use super::opening::first_here;
use crate::companion::LANGUAGE;
use crate::doctor::Check;
use crate::home::Home;
use crate::kept::{Kept, Opening};

/// One part in so many of what is free stays free, within these bounds: other programs want some too.
const SPARE: u64 = 16;
const LEAST_SPARE: u64 = 100_000_000;
const MOST_SPARE: u64 = 1_000_000_000;

/// What each engine may take of a memory, in bytes, when all are at work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    pub free: u64,
    pub voice: u64,
    pub recogniser: u64,
    pub chat: u64,
}

/// Shares `free` bytes. Voice and recogniser come first with what they need: they can do with nothing less, and what is
/// late there is heard as a gap. The chat model has the rest, and can go without much before it does not run at all.
pub fn share(free: u64, voice: u64, recogniser: u64) -> Budget {
    let usable = free.saturating_sub((free / SPARE).clamp(LEAST_SPARE, MOST_SPARE));
    let voice = voice.min(usable);
    let recogniser = recogniser.min(usable - voice);
    Budget { free, voice, recogniser, chat: usable - voice - recogniser }
}

/// The budgets of the machine's memory and of a graphics card's; none where the system does not say, or there is no card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Budgets {
    pub(super) memory: Option<Budget>,
    pub(super) video: Option<Budget>,
}

impl Budgets {
    /// As they are now, with the voice and the recogniser that would speak and hear beside the chat model. Looking at a
    /// card takes a second.
    pub(super) fn now(home: &Home, kept: &Kept) -> Budgets {
        Budgets::beside(&home.models(), &Speech::of(home, kept))
    }

    /// As they are for a chat model alone.
    pub(super) fn alone(models: &Path) -> Budgets {
        Budgets::beside(models, &Speech::default())
    }

    fn beside(models: &Path, speech: &Speech) -> Budgets {
        let bytes = |model: &Option<Model>| model.as_ref().map_or(0, |model| model.memory);
        let (voice, recogniser) = (bytes(&speech.voice), bytes(&speech.recogniser));
        let video = video(models);
        // Where there is a card, the voice is computed there.
        let in_memory = if video.is_some() { 0 } else { voice };
        Budgets {
            memory: free(models).map(|free| share(free, in_memory, recogniser)),
            video: video.map(|free| share(free, voice, 0)),
        }
    }

    pub(super) fn options(self) -> Options {
        let chat = |budget: Option<Budget>| budget.map(|budget| budget.chat);
        let cores = Some(crate::cores::cores().clone());
        Options { cores, memory: chat(self.memory), video: chat(self.video), ..Options::default() }
    }
}

/// The voice and the recogniser that are chosen, or would be, of the models on this machine.
#[derive(Default)]
struct Speech {
    voice: Option<Model>,
    recogniser: Option<Model>,
}

impl Speech {
    fn of(home: &Home, kept: &Kept) -> Speech {
        let chosen = kept.settings().unwrap_or_default().voice;
        let order = crate::voices::order(home, kept, chosen.as_deref(), LANGUAGE);
        Speech {
            voice: order.speakers.first().map(|speaker| speaker.model.clone()),
            recogniser: crate::models::catalog().ok().and_then(|catalog| recogniser(&catalog, home)),
        }
    }
}

fn recogniser(catalog: &Catalog, home: &Home) -> Option<Model> {
    let store = Store::at(home.models());
    let is_whole = |model: &&Model| matches!(store.presence(model), Presence::Whole { .. });
    catalog.of(Role::Recogniser).filter(is_whole).max_by_key(|model| model.rank).cloned()
}

/// Bytes of memory that are free now, within the limits of a container.
fn free(models: &Path) -> Option<u64> {
    let mut machine = Machine {
        memory: 0,
        available: 0,
        cores: 0,
        threads: 0,
        features: Vec::new(),
        gpus: Vec::new(),
        disk: 0,
        bandwidth: 0.0,
        arithmetic: 0.0,
    };
    machine.look_again(models);
    (machine.memory > 0).then_some(machine.available)
}

/// Bytes of video memory that are free now, where models would be computed with it.
fn video(models: &Path) -> Option<u64> {
    let is_built = cfg!(any(feature = "cuda", feature = "metal"));
    if !is_built || Wish::of_environment() == Wish::Processor {
        return None;
    }
    let machine = Machine::measure(models);
    machine.gpus.iter().map(|card| card.free).max()
}

/// What the budget comes to, with the chat model that would talk.
pub(crate) fn check(home: &Home, kept: Option<&Kept>) -> Check {
    let found = kept.cloned().map(Opening::of).map_or_else(|| Kept::look(home), Ok);
    let found = found.and_then(|Opening { kept, .. }| in_words(home, &kept));
    Check::of("memory", found, |detail| detail)
}

fn in_words(home: &Home, kept: &Kept) -> Result<String> {
    let speech = Speech::of(home, kept);
    let budgets = Budgets::beside(&home.models(), &speech);
    let shared = |what: &str, budget: Budget| {
        let of = |model: &Option<Model>, bytes: u64| {
            let model = model.as_ref().filter(|_| bytes > 0)?;
            Some(format!("{} for {}", size_in_words(bytes), model.name))
        };
        let parts = [
            of(&speech.voice, budget.voice),
            of(&speech.recogniser, budget.recogniser),
            Some(format!("{} for a chat model", size_in_words(budget.chat))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{} of {what} are free: {}", size_in_words(budget.free), parts.join(", "))
    };
    let memory = budgets.memory.map(|budget| shared("memory", budget));
    let video = budgets.video.map(|budget| shared("video memory", budget));
    let told = memory.unwrap_or_else(|| "this system does not say how much is free".into());
    let chat = first_here(home, kept, Mode::Talk)?.map(|(id, path)| foreseen(&id, &path, &budgets.options()));
    Ok([Some(told), video, chat].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

fn foreseen(id: &str, path: &Path, options: &Options) -> String {
    match Local::foresee(path, options) {
        Ok((context, less)) if less.is_empty() => format!("{id} will remember {context} tokens"),
        Ok((_, less)) => {
            let less: Vec<String> = less.iter().map(ToString::to_string).collect();
            format!("{id} makes do with less: {}", less.join(", "))
        }
        Err(error) => format!("{id} cannot be opened: {}", error.what.trim_end_matches('.')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GB: u64 = 1_000_000_000;

    #[test]
    fn speech_has_what_it_needs_and_the_chat_model_the_rest() {
        let budget = share(8 * GB, GB, GB / 2);
        assert_eq!((budget.voice, budget.recogniser, budget.chat), (GB, GB / 2, 6 * GB));
        let alone = share(8 * GB, 0, 0);
        assert_eq!(alone.chat, 7 * GB + GB / 2);
        assert_eq!(share(100 * GB, 0, 0).chat, 99 * GB);
    }

    #[test]
    fn a_chat_model_is_given_what_is_left_of_both_memories() {
        let (memory, video) = (share(16 * GB, 0, GB), share(8 * GB, GB, 0));
        let options = Budgets { memory: Some(memory), video: Some(video) }.options();
        assert_eq!((options.memory, options.video), (Some(14 * GB), Some(6 * GB + GB / 2)));
        let unknown = Budgets::default().options();
        assert_eq!((unknown.memory, unknown.video), (None, None));
    }

    #[test]
    fn nobody_is_given_what_is_not_there() {
        for free in [0, 1, GB / 20, GB, 3 * GB, u64::MAX] {
            for (voice, recogniser) in [(0, 0), (GB, GB), (u64::MAX, u64::MAX), (0, 5 * GB)] {
                let budget = share(free, voice, recogniser);
                assert!(budget.voice <= voice && budget.recogniser <= recogniser);
                let all =
                    budget.voice.checked_add(budget.recogniser).and_then(|sum| sum.checked_add(budget.chat));
                assert!(all.is_some_and(|all| all <= free), "{budget:?}");
            }
        }
        assert_eq!(share(GB, 2 * GB, GB).chat, 0);
    }

    #[test]
    fn more_free_memory_is_never_less_for_the_chat_model() {
        let chat = |free: u64| share(free, GB, GB / 3).chat;
        assert!((0..400).all(|step| chat((step + 1) * GB / 20) >= chat(step * GB / 20)));
    }
}
