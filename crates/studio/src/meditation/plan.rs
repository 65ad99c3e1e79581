//! How a meditation is laid out over its length.

use serde::{Deserialize, Serialize};

use super::wish::{Intent, Posture, Technique, Wish};

/// What a phase is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    Arriving,
    Settling,
    Technique(Technique),
    Deepening,
    /// Back to the room.
    Closing,
    /// Into sleep: nobody is brought back.
    Drifting,
}

impl Part {
    /// The section of the prompts that speaks of it.
    pub(crate) fn section(self) -> String {
        match self {
            Part::Technique(technique) => format!("technique-{}", technique.name()),
            part => format!("part-{}", part.name()),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Arriving => "arriving",
            Part::Settling => "settling",
            Part::Technique(technique) => technique.name(),
            Part::Deepening => "deepening",
            Part::Closing => "closing",
            Part::Drifting => "drifting",
        }
    }

    /// How dense its words are, beside those of the whole.
    fn density(self) -> f64 {
        match self {
            Part::Arriving => 1.4,
            Part::Settling | Part::Closing => 1.1,
            Part::Technique(_) => 1.0,
            Part::Drifting => 0.7,
            Part::Deepening => 0.5,
        }
    }
}

/// A phase as it is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub part: Part,
    /// How long it lasts, silences counted in.
    pub seconds: u32,
    /// Words to say in it.
    pub words: usize,
}

/// Words of a minute at the shortest and at the longest length, in a voice of 150 words a minute: the longer one sits, the
/// less needs to be said.
const SHORT: f64 = 42.0;
const LONG: f64 = 28.0;
/// The least that a phase says.
const WORDS: usize = 12;

/// The phases of a meditation, which last as long as was wished together.
pub fn plan(wish: &Wish) -> Vec<Planned> {
    let minutes = wish.length();
    let whole = minutes * 60;
    let share = |percent: u32, least: u32, most: u32| (whole * percent / 100).clamp(least, most);
    // Nobody falls asleep on their feet.
    let sleeps = wish.intent == Intent::Sleep && matches!(wish.posture, Posture::Lying | Posture::Sitting);
    let mut begins = vec![(Part::Arriving, share(12, 35, 150))];
    if minutes >= 5 {
        begins.push((Part::Settling, share(10, 30, 180)));
    }
    let mut ends = Vec::new();
    if minutes >= 8 {
        ends.push((Part::Deepening, share(14, 60, 420)));
    }
    ends.push(if sleeps {
        (Part::Drifting, share(15, 40, 300))
    } else {
        (Part::Closing, share(10, 30, 150))
    });
    let given: u32 = begins.iter().chain(&ends).map(|(_, seconds)| seconds).sum();
    let middle = shared(whole.saturating_sub(given), techniques(wish));
    begins
        .into_iter()
        .chain(middle)
        .chain(ends)
        .map(|(part, seconds)| Planned { part, seconds, words: words(wish, part, seconds) })
        .collect()
}

fn shared(seconds: u32, techniques: Vec<Technique>) -> Vec<(Part, u32)> {
    let count = techniques.len().max(1) as u32;
    let ends = (1..=count).map(|at| seconds * at / count);
    let begins = (0..count).map(|at| seconds * at / count);
    techniques
        .into_iter()
        .zip(begins.zip(ends))
        .map(|(it, (from, to))| (Part::Technique(it), to - from))
        .collect()
}

/// Words to say in a phase that lasts so many seconds.
pub(crate) fn words(wish: &Wish, part: Part, seconds: u32) -> usize {
    let reach = f64::from(wish.length() - super::wish::SHORTEST)
        / f64::from(super::wish::LONGEST - super::wish::SHORTEST);
    // A slow voice says less in the same time, a quick one leaves more silence.
    let pace = (f64::from(wish.pace.clamp(60, 300)) / 150.0).min(1.0);
    let a_minute = (SHORT + (LONG - SHORT) * reach) * part.density() * pace;
    ((a_minute * f64::from(seconds) / 60.0) as usize).max(WORDS)
}

/// What is done in it: what was asked for by name, then what suits intent, posture and the places that were named, one
/// technique in a short one, four in a long one.
pub fn techniques(wish: &Wish) -> Vec<Technique> {
    let count = match wish.length() {
        ..=5 => 1,
        6..=12 => 2,
        13..=24 => 3,
        _ => 4,
    };
    let mut chosen: Vec<Technique> = Vec::new();
    let asked = wish.techniques.iter().copied().filter(|technique| can_be_done(*technique, wish.posture));
    let asked = asked.take(super::understand::TECHNIQUES);
    for technique in asked.clone().chain(suiting(wish)) {
        if !chosen.contains(&technique) && chosen.len() < count.max(asked.clone().count()) {
            chosen.push(technique);
        }
    }
    chosen
}

/// The techniques that suit a wish, the best first.
fn suiting(wish: &Wish) -> Vec<Technique> {
    use Technique::*;
    let mut suiting = match wish.intent {
        Intent::Sleep => vec![Relaxation, BodyScan, LongBreath, SafePlace, BreathCounting, Sounds],
        Intent::Calm => vec![LongBreath, Senses, BodyScan, BoxBreathing, SafePlace, Sounds],
        Intent::Focus => vec![BreathCounting, BoxBreathing, Noting, Sounds, Senses, LongBreath],
        Intent::Grief => vec![LovingKindness, Senses, SafePlace, BodyScan, LongBreath, Sounds],
        Intent::Courage => vec![BoxBreathing, Senses, SafePlace, LovingKindness, LongBreath, BodyScan],
        Intent::Pain => vec![SafePlace, Sounds, BodyScan, LovingKindness, LongBreath, BreathCounting],
    };
    if !wish.places.is_empty() {
        // What hurts is not tightened.
        let first = if matches!(wish.intent, Intent::Sleep | Intent::Calm) { Relaxation } else { BodyScan };
        suiting.retain(|technique| *technique != first);
        suiting.insert(0, first);
    }
    if matches!(wish.posture, Posture::Standing | Posture::Walking) {
        suiting.extend([Senses, Sounds, LovingKindness, Noting, BreathCounting]);
    }
    suiting.retain(|technique| can_be_done(*technique, wish.posture));
    suiting
}

/// Who walks has their eyes open and their breath to themselves; who stands does not tighten their legs.
fn can_be_done(technique: Technique, posture: Posture) -> bool {
    use Technique::*;
    match posture {
        Posture::Walking => {
            !matches!(technique, Relaxation | BodyScan | SafePlace | BoxBreathing | LongBreath)
        }
        Posture::Standing => technique != Relaxation,
        Posture::Lying | Posture::Sitting => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::wish::{LONGEST, Place, SHORTEST};
    use super::*;

    #[test]
    fn every_plan_fills_its_length_and_says_no_more_than_there_is_time_for() {
        for intent in Intent::ALL {
            for posture in Posture::ALL {
                for minutes in SHORTEST..=LONGEST {
                    for pace in [60, 150, 300] {
                        let wish = Wish { minutes, posture: *posture, pace, ..Wish::new("x", *intent) };
                        let phases = plan(&wish);
                        let seconds: u32 = phases.iter().map(|phase| phase.seconds).sum();
                        assert_eq!(seconds, 60 * minutes, "{intent:?} {minutes}");
                        let words: usize = phases.iter().map(|phase| phase.words).sum();
                        let spoken = words as f64 / (f64::from(pace.min(150)) * 0.85);
                        assert!(
                            spoken <= 0.5 * f64::from(minutes),
                            "{words} words in {minutes} minutes at {pace}"
                        );
                        assert!(phases.iter().all(|phase| phase.seconds >= 30), "{phases:?}");
                        let ends = phases.last().map(|phase| phase.part);
                        let drifts = *intent == Intent::Sleep && *posture <= Posture::Sitting;
                        let wanted = if drifts { Part::Drifting } else { Part::Closing };
                        assert_eq!(ends, Some(wanted));
                        let techniques = techniques(&wish);
                        assert!((1..=4).contains(&techniques.len()) && phases.len() >= 3);
                    }
                }
            }
        }
    }

    #[test]
    fn techniques_follow_what_was_asked_for_then_the_body_then_the_intent() {
        let wish = |intent| Wish { minutes: 8, ..Wish::new("x", intent) };
        assert_eq!(techniques(&wish(Intent::Focus)), [Technique::BreathCounting, Technique::BoxBreathing]);
        let shoulders = Wish { places: vec![Place::Shoulders], ..wish(Intent::Sleep) };
        assert_eq!(techniques(&shoulders)[0], Technique::Relaxation);
        let hurting = Wish { places: vec![Place::Back], ..wish(Intent::Pain) };
        assert_eq!(
            techniques(&hurting),
            [Technique::BodyScan, Technique::SafePlace],
            "what hurts is not tightened"
        );
        let asked = Wish { techniques: vec![Technique::Noting], ..shoulders };
        assert_eq!(techniques(&asked), [Technique::Noting, Technique::Relaxation]);
        let asleep = Wish { techniques: vec![Technique::SafePlace], ..wish(Intent::Sleep) };
        let walking = Wish { posture: Posture::Walking, ..asleep };
        assert!(!techniques(&walking).contains(&Technique::SafePlace), "nobody closes their eyes who walks");
        let walking = Wish { minutes: 45, posture: Posture::Walking, ..wish(Intent::Sleep) };
        assert!(
            techniques(&walking).iter().all(|it| !matches!(it, Technique::SafePlace | Technique::BodyScan))
        );
    }
}
