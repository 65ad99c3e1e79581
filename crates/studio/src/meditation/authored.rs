//! What an author wrote beforehand: the first words, all lines where no model writes, the breaths that are led.

use super::form::{Breath, Step};
use super::plan::{Part, Planned};
use super::sheets::Sheets;
use super::wish::{Place, Posture, Technique, Wish};

/// What part of its time a technique of breathing leads breaths, and how often at most.
const LED: f64 = 0.35;
const ROUNDS: usize = 10;

/// The name of a phase.
pub(crate) fn chapter(sheets: &Sheets, part: Part) -> &str {
    let section = if matches!(part, Part::Technique(_)) { "techniques" } else { "chapters" };
    sheets.name(section, part.name())
}

/// The breaths that a technique leads: the first two rounds with words, then fewer and fewer.
pub(crate) fn breaths(planned: &Planned, sheets: &Sheets) -> Vec<Step> {
    use Breath::{Hold, In, Out, Rest};
    let sides: &[(Breath, u32)] = match planned.part {
        Part::Technique(Technique::BoxBreathing) => &[(In, 4), (Hold, 4), (Out, 4), (Rest, 4)],
        Part::Technique(Technique::LongBreath) => &[(In, 4), (Out, 7)],
        _ => return Vec::new(),
    };
    let round: u32 = sides.iter().map(|(_, seconds)| seconds).sum();
    let rounds = (f64::from(planned.seconds) * LED / f64::from(round)) as usize;
    (0..rounds.clamp(1, ROUNDS))
        .flat_map(|round| sides.iter().map(move |(breath, seconds)| (round, *breath, *seconds)))
        .map(|(round, breath, seconds)| {
            let spoken = round < 2 || round % 3 == 0 && breath == In;
            let text = if spoken { sheets.name("breaths", breath.name()) } else { "" };
            Step::Breath { breath, seconds, text: text.to_owned() }
        })
        .collect()
}

/// The authored lines of a phase, in their order, with those about places that were named.
pub(crate) fn authored(
    wish: &Wish,
    sheets: &Sheets,
    planned: &Planned,
    first_technique: bool,
) -> Vec<String> {
    let words = &sheets.words;
    let items = |section: &str| words.items(section).into_iter().map(str::to_owned);
    let mut lines: Vec<String> = match planned.part {
        Part::Arriving => {
            arriving(wish, sheets).into_iter().flat_map(|lines| lines.into_iter().skip(1)).collect()
        }
        Part::Technique(technique) => items(&format!("technique-{}", technique.name())).collect(),
        Part::Settling if on_foot(wish) => items("settling-on-foot").collect(),
        Part::Closing if on_foot(wish) => items("closing-on-foot").collect(),
        part => items(part.name()).collect(),
    };
    if planned.part == Part::Arriving || first_technique {
        let about = |(at, place): (usize, &Place)| {
            let all = words.items("place");
            let turn = if first_technique { at + 1 } else { at };
            let line = all.get(turn % all.len().max(1))?;
            Some(line.replace("{place}", sheets.name("places", place.name())))
        };
        let places: Vec<String> = wish.places.iter().enumerate().filter_map(about).collect();
        let at = lines.len().min(2);
        lines.splice(at..at, places);
    }
    lines
}

/// What is said first of all, before any model has answered.
pub(crate) fn lead(wish: &Wish, sheets: &Sheets) -> Vec<String> {
    arriving(wish, sheets).into_iter().filter_map(|lines| lines.into_iter().next()).collect()
}

fn on_foot(wish: &Wish) -> bool {
    matches!(wish.posture, Posture::Standing | Posture::Walking)
}

/// The lines for a posture, and those for an intent.
fn arriving(wish: &Wish, sheets: &Sheets) -> [Vec<String>; 2] {
    [format!("arriving-{}", wish.posture.name()), format!("intent-{}", wish.intent.name())]
        .map(|section| sheets.words.items(&section).into_iter().map(str::to_owned).collect())
}
