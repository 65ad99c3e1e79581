//! A model that keeps to the form and knows nothing: no meditation gets stuck, and every file is one.

use vesper_script::{Cue, lengths};
use vesper_speech::RATE;
use vesper_studio::meditation::Meditation;

use crate::lengths::any_wish;
use crate::models::{Chance, Nonsense, Scripted, gibberish};
use crate::performed::{WRITER, performed, script, voice, without_pauses, written};

#[test]
fn two_hundred_meditations_of_nonsense_are_written_told_and_land_on_their_lengths() {
    for seed in 0..200 {
        let wish = any_wish(seed + 5_000);
        let mut model = Nonsense { chance: Chance(seed), text: gibberish, cut: 5 };
        let (meditation, told) = written(&wish, &mut model);
        let script = script(&meditation);
        let cues = performed(&script, None);
        assert_eq!(without_pauses(cues.clone()), without_pauses(told), "seed {seed}");
        let spoken = voice(&cues, f64::from(wish.pace), &mut Chance(seed));
        let target = u64::from(wish.minutes) * 60 * u64::from(RATE);
        let fitted = lengths(&cues, &|cue| spoken[cue], Some(target)).unwrap();
        assert_eq!(fitted.iter().sum::<u64>(), target, "seed {seed}");
        let json = serde_json::to_string(&meditation).unwrap();
        assert_eq!(Meditation::read(&json).unwrap(), meditation);
    }
}

#[test]
fn where_a_model_says_nothing_authored_words_are_said() {
    for answer in
        ["", "{}", "no", "{\"lines\": [", "[[[[", "{\"lines\": [{\"text\": 7}, {\"silence\": \"long\"}]}"]
    {
        let wish = any_wish(3);
        let mut model = Scripted { answers: vec![answer.to_owned(); 40], ..Scripted::default() };
        let (meditation, told) = written(&wish, &mut model);
        let authored = WRITER.author(&wish).unwrap();
        let said = |meditation: &Meditation| {
            let steps = meditation.phases().iter().flat_map(|phase| &phase.steps);
            steps.map(|step| step.text().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(said(&meditation), said(&authored), "{answer:?}");
        assert!(told.iter().filter_map(Cue::line).count() > 10);
    }
}
