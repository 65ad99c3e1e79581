//! Meditations land on their length to the sample, however many words there are and however fast they are spoken.

use serde_json::{Value, json};
use vesper_script::{Cue, lengths};
use vesper_speech::{Prompt, RATE, seconds};
use vesper_studio::meditation::{Intent, Place, Posture, Technique, Wish, plan};

use crate::models::{Chance, Made};
use crate::performed::{WRITER, golden, performed, script, voice, written};

fn any<T: Copy>(all: &[T], chance: &mut Chance) -> T {
    all[chance.below(all.len())]
}

pub(crate) fn any_wish(seed: u64) -> Wish {
    let mut chance = Chance(seed);
    let mut wish = Wish::new("Whatever may help, please", any(Intent::ALL, &mut chance));
    wish.minutes = 3 + chance.below(43) as u32;
    wish.language = any(&["en", "fr", "en-GB"], &mut chance).into();
    wish.posture = any(Posture::ALL, &mut chance);
    wish.pace = 90 + chance.below(120) as u32;
    wish.voice = any(&["", "woman, soft", "man, low, slow"], &mut chance).into();
    wish.places = (0..chance.below(4)).map(|_| any(Place::ALL, &mut chance)).collect();
    wish.techniques = (0..chance.below(3)).map(|_| any(Technique::ALL, &mut chance)).collect();
    wish.seed = seed;
    wish
}

/// Answers of so many words, whatever is asked for, no two lines alike.
fn lines(words: usize, serial: &mut usize, chance: &mut Chance) -> Value {
    let mut lines = Vec::new();
    let mut left = words;
    while left > 0 {
        let count = left.min(4 + chance.below(20));
        *serial += 1;
        let text: Vec<String> = (0..count).map(|word| format!("word{}n{word}", *serial)).collect();
        let silence = any(&["none", "short", "long", "longest"], chance);
        lines.push(json!({ "text": format!("{}.", text.join(" ")), "silence": silence }));
        left -= count;
    }
    json!({ "lines": lines })
}

fn longest_silence(cues: &[Cue], lengths: &[u64]) -> f64 {
    let mut longest = 0;
    let mut silence = 0;
    for (cue, length) in cues.iter().zip(lengths) {
        silence = if cue.line().is_some() { 0 } else { silence + length };
        longest = longest.max(silence);
    }
    seconds(longest)
}

#[test]
fn three_hundred_meditations_of_any_length_land_on_it_in_any_voice() {
    let mut longest: f64 = 0.0;
    for seed in 0..300 {
        let wish = any_wish(seed);
        let mut chance = Chance(seed ^ 0x77);
        let mut serial = 0;
        let kind = chance.below(4);
        let mut words = Chance(seed);
        let mut model = Made(|_: &Prompt| {
            let count = [0, 20, 150, 900][kind] + words.below(40);
            lines(count, &mut serial, &mut words)
        });
        let (meditation, _) = written(&wish, &mut model);
        let script = script(&meditation);
        let cues = performed(&script, None);
        let target = u64::from(wish.minutes) * 60 * u64::from(RATE);
        let rate = f64::from(wish.pace) * (0.8 + chance.below(60) as f64 / 100.0);
        let spoken = voice(&cues, rate, &mut chance);
        let fitted = lengths(&cues, &|cue| spoken[cue], Some(target)).unwrap_or_else(|short| {
            panic!("seed {seed}: {} s in {} min", seconds(short.least), wish.minutes)
        });
        assert_eq!(fitted.iter().sum::<u64>(), target, "seed {seed}");
        let silence = longest_silence(&cues, &fitted);
        assert!(silence <= 150.0, "seed {seed}: {silence} s of silence in {} minutes", wish.minutes);
        longest = longest.max(silence);
        near_plan(&wish, &cues, &fitted, seed);
    }
    assert!(longest > 30.0);
}

/// Each phase lasts about as long as it was planned to.
fn near_plan(wish: &Wish, cues: &[Cue], fitted: &[u64], seed: u64) {
    let mut phases: Vec<f64> = Vec::new();
    for (cue, length) in cues.iter().zip(fitted) {
        match cue {
            Cue::Chapter(_) => phases.push(0.0),
            _ => *phases.last_mut().unwrap() += seconds(*length),
        }
    }
    let planned = plan(wish);
    assert_eq!(phases.len(), planned.len());
    for (lasts, planned) in phases.iter().zip(&planned) {
        let wanted = f64::from(planned.seconds);
        let off = (lasts - wanted).abs();
        assert!(off <= 25.0 + 0.45 * wanted, "seed {seed}: {:?} lasts {lasts} s of {wanted}", planned.part);
    }
}

#[test]
fn authored_words_alone_land_too_and_what_is_kept_plays_shorter_and_longer() {
    for seed in 0..60 {
        let wish = any_wish(seed + 1_000);
        let meditation = WRITER.author(&wish).unwrap();
        let script = script(&meditation);
        let range = script.header().minutes.unwrap();
        assert!(range.least <= wish.minutes && range.usual == wish.minutes && range.most == 2 * wish.minutes);
        for minutes in [range.least, range.usual, range.most] {
            let cues = performed(&script, Some(minutes));
            let spoken = voice(&cues, f64::from(wish.pace), &mut Chance(seed));
            let target = u64::from(minutes) * 60 * u64::from(RATE);
            let fitted = lengths(&cues, &|cue| spoken[cue], Some(target))
                .unwrap_or_else(|short| panic!("seed {seed}: {} s in {minutes} min", seconds(short.least)));
            assert_eq!(fitted.iter().sum::<u64>(), target);
        }
    }
}

/// What the session performs in its own tests, where nothing of this room is known: one for each kind of wish.
#[test]
fn meditations_for_the_performance_are_kept_to_the_letter() {
    let minutes = [3, 5, 8, 12, 20, 30, 45];
    for (at, minutes) in minutes.into_iter().enumerate() {
        for model in 0..2 {
            let seed = (at * 2 + model) as u64;
            let wish = Wish { minutes, pace: 150, ..any_wish(seed + 40) };
            let meditation = match model {
                0 => WRITER.author(&wish).unwrap(),
                _ => {
                    let (mut serial, mut words) = (0, Chance(seed));
                    let mut model = Made(|_: &Prompt| {
                        let count = 200 + words.below(200);
                        lines(count, &mut serial, &mut words)
                    });
                    written(&wish, &mut model).0
                }
            };
            let name = ["authored", "written"][model];
            golden(&format!("{minutes:02}-{name}.ink"), &meditation.ink(WRITER.prompts()).unwrap());
        }
    }
}
