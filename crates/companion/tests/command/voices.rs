//! Voices: which speaks, what happens where one cannot, and new ones made from recordings.

mod cloning;
mod shop;

use std::path::Path;

use vesper_audio::read;

use crate::bench::has_voice;
use crate::score::loudness;
use shop::{Files, Shop};

/// The lines of events as they were shown.
fn told(values: &[serde_json::Value]) -> Vec<String> {
    let lines = values.iter().filter(|value| value["event"] == "line");
    lines.filter_map(|value| value["text"].as_str()).map(str::to_owned).collect()
}

fn notices(values: &[serde_json::Value]) -> Vec<String> {
    let notices =
        values.iter().filter(|value| value["event"] == "notice" && value["code"] == "voice_gave_out");
    notices.filter_map(|value| value["text"].as_str()).map(str::to_owned).collect()
}

fn samples(path: &Path) -> Vec<f32> {
    read(path).expect("a sound file").samples
}

/// Says a sentence into a file, with these words more; gives what was told.
fn said(shop: &Shop, more: &[&str]) -> Vec<serde_json::Value> {
    let words = [&["--json", "say", "Good evening to you.", "--out", "said.wav"], more].concat();
    shop.run(&words).ok().values()
}

#[test]
fn voices_are_listed_by_engine_with_whence_they_come() {
    let shop = Shop::with(Files::Whole);
    let values = shop.run(&["--json", "voices"]).ok().values();
    let anna = values.iter().find(|voice| voice["id"] == "pocket-english/anna").expect("a voice");
    assert_eq!((&anna["engine"], &anna["language"]), (&"neural".into(), &"en".into()));
    assert_eq!(anna["repository"], "test/people");
    assert_eq!(anna["licence"]["commercial"], false);
    assert!(anna["cloned"].is_null());
    let list = shop.run(&["voices"]).ok().out;
    assert!(list.starts_with("Pocket TTS, English (pocket-english)\n"), "{list}");
    assert!(list.contains("test/people: CC-BY-NC-4.0, not for commercial use"), "{list}");
    if has_voice() {
        assert!(values.iter().any(|voice| voice["engine"] == "system" && voice["id"] == "en-us"));
        assert!(list.contains("\n\nThe system voice\n"), "{list}");
    }
    shop.run(&["voices", "try", "pocket-english/nobody"])
        .refused(&["pocket-english/nobody", "vesper voices"]);
    shop.run(&["voices", "try", "nothing/anna"]).refused(&["nothing/anna", "no model is called so"]);
    shop.run(&["say", "x", "--voice", "pocket-english/nobody", "--out", "s.wav"]).refused(&["nobody"]);
    let heard = shop.run(&["--json", "voices", "try", "pocket-english/paul", "Good", "night."]).ok().values();
    assert_eq!(told(&heard), ["Good night."]);
    assert_eq!(notices(&heard), [""; 0]);
}

#[test]
fn the_voice_that_is_here_speaks_unless_another_is_chosen_and_the_doctor_says_so() {
    if !has_voice() {
        return;
    }
    let shop = Shop::with(Files::Whole);
    let of = |more: &[&str]| {
        assert_eq!(notices(&said(&shop, more)), [""; 0]);
        samples(&shop.bench.path("said.wav"))
    };
    let (unasked, paul) = (of(&[]), of(&["--voice", "pocket-english/paul"]));
    let (anna, system) = (of(&["--voice", "pocket-english/anna"]), of(&["--voice", "en-us"]));
    assert!(unasked == anna, "anna tells unless somebody else is chosen");
    assert!(paul != anna && system != anna);
    // Nobody here but the system knows French.
    let french = of(&["--language", "fr"]);
    shop.bench.run(&["say", "Good evening to you.", "--language", "fr", "--out", "bare.wav"]).ok();
    assert!(french == samples(&shop.bench.path("bare.wav")));

    let doctor = || {
        let checks = shop.run(&["--json", "doctor"]).ok().values();
        checks.into_iter().find(|check| check["name"] == "voice").expect("a check")
    };
    let check = doctor();
    assert_eq!(check["ok"], true, "{check}");
    let detail = check["detail"].as_str().expect("words");
    assert!(detail.starts_with("Pocket TTS, English speaks, the best of the models here"), "{detail}");
    let choose = |id: &str| {
        let setting = [("voice".to_owned(), id.into())].into();
        shop.bench.library().set(&setting).expect("a setting");
    };
    choose("en-us");
    assert!(
        doctor()["detail"].as_str().is_some_and(|it| it.starts_with("the system voice speaks, because you"))
    );
    choose("pocket-english/gone");
    let check = doctor();
    assert!(check["detail"].as_str().is_some_and(|it| it.contains("gone is not here any more")), "{check}");
    let values = said(&shop, &[]);
    assert!(notices(&values)[0].contains("\"pocket-english/gone\" is not here any more"), "{values:?}");
    assert!(samples(&shop.bench.path("said.wav")) == anna);
    choose("pocket-english/anna");
    let values = said(&shop, &["--language", "de"]);
    assert!(notices(&values)[0].contains("\"pocket-english/anna\" does not speak de"), "{values:?}");
}

/// A sentence that says which file, why, and what to do; and the system voice in its place.
#[test]
fn what_is_no_voice_model_is_told_and_the_system_voice_speaks() {
    if !has_voice() {
        return;
    }
    let bare = Shop::with(Files::None);
    said(&bare, &[]);
    let system = samples(&bare.bench.path("said.wav"));
    for (files, words) in [
        (Files::Cut, ["model.safetensors", "vesper models get pocket-english"]),
        (Files::CutAndLocked, ["model.safetensors", "vesper models get"]),
        (Files::Text, ["model.safetensors", "vesper models get"]),
        (Files::NoTokenizer, ["tokenizer.json", "vesper models get"]),
        (Files::OtherVoices, ["anna.safetensors", "made for another model"]),
    ] {
        let shop = Shop::with(files);
        let values = said(&shop, &[]);
        let notices = notices(&values);
        assert_eq!(notices.len(), 1, "{files:?}: one sentence: {values:?}");
        let notice = &notices[0];
        assert!(notice.starts_with("Pocket TTS, English cannot speak ("), "{files:?}: {notice}");
        assert!(notice.contains(", so the system voice speaks now."), "{files:?}: {notice}");
        words
            .iter()
            .for_each(|word| assert!(notice.contains(word), "{files:?}: {word:?} is not in {notice}"));
        assert_eq!(told(&values), ["Good evening to you."], "{files:?}");
        assert!(samples(&shop.bench.path("said.wav")) == system, "{files:?}: the system voice is heard");
        // People are told too, and the doctor finds most of it without opening anything.
        let answer = shop.run(&["say", "Good evening to you.", "--out", "said.flac"]).ok();
        assert!(answer.err.contains("so the system voice speaks now."), "{files:?}: {answer:?}");
        if files != Files::OtherVoices {
            let checks = shop.run(&["--json", "doctor"]).ok().values();
            let check = checks.iter().find(|check| check["name"] == "voice").expect("a check");
            assert_eq!(check["ok"], false, "{files:?}: {check}");
            assert!(check["detail"].as_str().is_some_and(|it| it.contains(words[0])), "{files:?}: {check}");
        }
    }
}

#[test]
fn a_story_is_told_to_its_end_with_either_voice() {
    if !has_voice() {
        return;
    }
    let story = ["--json", "story", "own/lamp", "--choose", "1", "--no-beds", "--out"];
    let tale = "# title: The Lamp\n# kind: story\n# cast: fox = young man\n\nThe lamp is burning. # pause: 3s\n\
                Who lit it? # voice: fox\n* [I did]\n  You did. # pause: 2.5s\n  So it was.\n  -> END\n* [Nobody]\n  -> END\n";
    let tell = |shop: &Shop, name: &str| {
        std::fs::create_dir_all(shop.bench.home().join("scripts")).expect("a folder");
        std::fs::write(shop.bench.home().join("scripts/lamp.ink"), tale).expect("a script");
        let values = shop.run(&[&story[..], &[name]].concat()).ok().values();
        assert_eq!(values.last().map(|value| value["event"].clone()), Some("ended".into()), "{values:?}");
        (values, samples(&shop.bench.path(name)))
    };
    let (neural, system) =
        (tell(&Shop::with(Files::Whole), "n.wav"), tell(&Shop::with(Files::None), "s.wav"));
    assert_eq!(told(&neural.0), told(&system.0));
    assert_eq!(told(&neural.0).len(), 4, "{:?}", neural.0);
    assert!(neural.1 != system.1);
    for (values, samples) in [&neural, &system] {
        let heard = |text: &str| {
            let found = values.iter().find(|value| value["event"] == "heard" && value["text"] == text);
            let of = |end: &str| (found.and_then(|it| it[end].as_f64()).expect(text) * 48e3).round() as usize;
            of("from")..of("to")
        };
        for (one, other, pause) in
            [("The lamp is burning.", "Who lit it?", 3.0), ("You did.", "So it was.", 2.5)]
        {
            assert_eq!(
                heard(other).start - heard(one).end,
                (pause * 48e3) as usize,
                "after {one:?}: {values:?}"
            );
            assert!(loudness(&samples[heard(one)]) > 0.01 && loudness(&samples[heard(other)]) > 0.01);
        }
    }
}
