use super::words::{of, size_in_words};
use super::{Limit, Verdict};
use crate::{Machine, Model, Role};

/// The part of all memory that the system and other programs keep, within these bounds.
const KEPT: u64 = 4;
const LEAST_KEPT: u64 = 1_000_000_000;
const MOST_KEPT: u64 = 4_000_000_000;

/// The recogniser and the voice have one part in so many each of what is left, and this at least.
const SPEECH: u64 = 10;
const LEAST_SPEECH: u64 = 600_000_000;

/// A card needs room for what is computed beside the model itself: one part in so many.
const CARD_MARGIN: u64 = 10;

/// Whether the machine's own memory holds `model`.
pub(super) fn on_processor(machine: &Machine, model: &Model) -> Limit {
    let usable = usable(machine.memory);
    let need = size_in_words(model.memory);
    if model.memory > usable {
        let usable = of(usable, machine.memory);
        return Limit {
            verdict: Verdict::No,
            words: format!("needs {need} of memory, and {usable} are left by the system"),
        };
    }
    if model.memory > machine.available {
        let free = of(machine.available, machine.memory);
        return Limit {
            verdict: Verdict::Tight,
            words: format!("needs {need} of memory, and only {free} are free: close something first"),
        };
    }
    let free = of(machine.available, machine.memory);
    let fits = format!("needs {need} of memory, and {free} are free");
    if model.memory > share(model.role, usable) {
        let words = format!("{fits}, but little is left for {}", others(model.role));
        return Limit { verdict: Verdict::Tight, words };
    }
    Limit { verdict: Verdict::Well, words: fits }
}

/// Whether a graphics card holds `model`. The recogniser is built for the processor alone.
pub(super) fn on_card(machine: &Machine, model: &Model) -> Option<Limit> {
    if !matches!(model.role, Role::Chat | Role::Voice) {
        return None;
    }
    let need = model.memory.saturating_add(model.memory / CARD_MARGIN);
    let cards = machine.gpus.iter().filter(|card| !card.unified && card.free >= need);
    let card = cards.max_by_key(|card| card.free)?;
    let (need, free) = (size_in_words(need), of(card.free, card.memory));
    Some(Limit {
        verdict: Verdict::Well,
        words: format!("needs {need} of video memory, and {free} are free on the {}", card.name),
    })
}

/// What the system leaves of `memory`.
fn usable(memory: u64) -> u64 {
    memory.saturating_sub((memory / KEPT).clamp(LEAST_KEPT, MOST_KEPT))
}

fn share(role: Role, usable: u64) -> u64 {
    let speech = (usable / SPEECH).max(LEAST_SPEECH);
    match role {
        Role::Chat => usable.saturating_sub(2 * speech),
        Role::Recogniser | Role::Voice | Role::VoicePrompt | Role::VoiceActivity => speech,
    }
}

fn others(role: Role) -> &'static str {
    match role {
        Role::Chat => "hearing and the voice",
        _ => "the other models",
    }
}
