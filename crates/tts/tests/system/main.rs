//! The system voice, heard through the real espeak-ng.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "helpers of tests may panic")]

mod expression;
mod measure;

use std::cell::Cell;
use std::time::{Duration, Instant};

use measure::{crossings, loudness, melody, peak};
use vesper_speech::{
    Age, Error, Kind, Line, Out, Person, Pitch, Result, Spoken, Style, Synthesizer, Tempo, Timbre, Traits,
    Voice,
};
use vesper_tts::{System, voices};

const TEXT: &str =
    "The lighthouse keeper climbed the stairs slowly, because the wind was singing in the dark.";

fn system() -> Option<System> {
    match System::open() {
        Ok(system) => Some(system),
        Err(error) if error.kind == Kind::MissingProgram => {
            eprintln!("SKIPPED: {error}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn line(text: &str) -> Line {
    Line {
        text: text.into(),
        voice: Voice::narrator(),
        style: Style::Plain,
        pace: 1.0,
        language: "en".into(),
        ..Line::default()
    }
}

fn character(name: &str, traits: Traits) -> Line {
    Line { voice: Voice { name: name.into(), traits, chosen: None }, ..line(TEXT) }
}

fn person(person: Person) -> Traits {
    Traits { person: Some(person), ..Traits::default() }
}

/// The samples of every row, after checking that the pieces are what was promised.
fn rows(system: &mut System, lines: &[Line]) -> Vec<Vec<f32>> {
    let mut pieces: Vec<Spoken> = Vec::new();
    system.synthesize(lines, &mut pieces).unwrap();
    let mut rows = vec![Vec::new(); lines.len()];
    let mut ended = vec![false; lines.len()];
    for piece in pieces {
        assert!(!ended[piece.row], "row {} goes on after its end", piece.row);
        assert!(piece.samples.len() <= system.rate() as usize * 8 / 100, "a piece is longer than 80 ms");
        ended[piece.row] = piece.last;
        rows[piece.row].extend(piece.samples);
    }
    assert!(ended.iter().all(|ended| *ended), "a row does not end");
    rows
}

fn say(system: &mut System, line: &Line) -> Vec<f32> {
    rows(system, std::slice::from_ref(line)).remove(0)
}

fn seconds(samples: &[f32], system: &System) -> f32 {
    samples.len() as f32 / system.rate() as f32
}

#[test]
fn a_line_is_cut_to_its_speech_and_starts_and_ends_at_zero() {
    let Some(mut system) = system() else { return };
    assert!((16_000..=48_000).contains(&system.rate()));
    for text in [TEXT, "Yes.", "Sh!"] {
        let samples = say(&mut system, &line(text));
        let loud = |sample: &f32| sample.abs() > 0.004;
        let before = samples.iter().position(loud).unwrap();
        let after = samples.iter().rev().position(loud).unwrap();
        let margin = system.rate() as usize * 15 / 1000;
        assert!(before <= margin && after <= margin, "{text}: {before} and {after} samples of silence");
        assert!(samples[0].abs() < 1e-3 && samples[samples.len() - 1].abs() < 1e-3, "{text} clicks");
    }
}

#[test]
fn six_voices_are_equally_loud() {
    let Some(mut system) = system() else { return };
    let cast = [
        line(TEXT),
        character("Ada", person(Person::Woman)),
        character("Bo", person(Person::Man)),
        character("Pip", person(Person::Child)),
        character("Zork", person(Person::Creature)),
        character(
            "Gran",
            Traits { age: Some(Age::Old), timbre: Some(Timbre::Rough), ..person(Person::Woman) },
        ),
    ];
    for (line, samples) in cast.iter().zip(rows(&mut system, &cast)) {
        let level = loudness(&samples, system.rate());
        println!("{:10} {level:6.1} dBFS, peak {:.2}", line.voice.name, peak(&samples));
        assert!((level + 20.0).abs() < 0.75, "{}: {level}", line.voice.name);
        assert!(peak(&samples) <= 0.82);
    }
}

#[test]
fn traits_are_heard() {
    let Some(mut system) = system() else { return };
    let mut pitch = |traits: Traits| {
        let samples = say(&mut system, &character("Robin", traits));
        let pitch = melody(&samples, system.rate()).pitch;
        println!("{traits:?}: {pitch:.0} Hz");
        pitch
    };
    let (man, woman, child) =
        (pitch(person(Person::Man)), pitch(person(Person::Woman)), pitch(person(Person::Child)));
    assert!(man < 165.0 && woman > 1.3 * man && child > 1.1 * woman);
    assert!(pitch(Traits { pitch: Some(Pitch::Low), ..person(Person::Man) }) < 0.9 * man);
    assert!(pitch(Traits { pitch: Some(Pitch::High), ..person(Person::Man) }) > 1.1 * man);

    let mut length = |tempo: Tempo| {
        let traits = Traits { tempo: Some(tempo), ..person(Person::Woman) };
        say(&mut system, &character("Robin", traits)).len()
    };
    assert!(length(Tempo::Slow) as f32 > 1.3 * length(Tempo::Quick) as f32);
}

#[test]
fn characters_of_equal_traits_differ_and_stay_themselves() {
    let Some(mut system) = system() else { return };
    let names = ["Mara", "Lena", "Iva", "Tilda", "Oona", "Ruth"];
    let cast: Vec<Line> = names.iter().map(|name| character(name, person(Person::Woman))).collect();
    let spoken = rows(&mut system, &cast);
    let heard: Vec<(f32, f32, f32)> = spoken
        .iter()
        .map(|samples| {
            let rate = system.rate();
            (melody(samples, rate).pitch, crossings(samples, rate), seconds(samples, &system))
        })
        .collect();
    for (a, name) in names.iter().enumerate() {
        println!("{name}: {:.0} Hz, {:.0} crossings/s, {:.2} s", heard[a].0, heard[a].1, heard[a].2);
        for b in 0..a {
            let differs = |a: f32, b: f32| (a / b).max(b / a) > 1.03;
            let (x, y) = (heard[a], heard[b]);
            assert!(
                differs(x.0, y.0) || differs(x.1, y.1) || differs(x.2, y.2),
                "{name} and {} sound alike",
                names[b]
            );
        }
    }
    assert_eq!(rows(&mut system, &cast), spoken, "the same lines give the same samples");
}

#[test]
fn pace_changes_the_length() {
    let Some(mut system) = system() else { return };
    let mut length = |pace: f32| seconds(&say(&mut system, &Line { pace, ..line(TEXT) }), &system);
    let (slow, usual, quick) = (length(0.5), length(1.0), length(2.0));
    println!("pace 0.5: {slow:.2} s, 1.0: {usual:.2} s, 2.0: {quick:.2} s");
    assert!((1.75..2.25).contains(&(slow / usual)) && (0.42..0.58).contains(&(quick / usual)));
    for odd in [f32::NAN, f32::INFINITY, -1.0, 0.0, 1e9] {
        assert!((0.4 * usual..2.3 * usual).contains(&length(odd)), "{odd}");
    }
}

#[test]
fn styles_are_heard() {
    let Some(mut system) = system() else { return };
    let styles = [Style::Plain, Style::Whisper, Style::Soft, Style::Bright, Style::Grave, Style::Urgent];
    let mut heard = styles.map(|style| {
        let samples = say(&mut system, &Line { style, ..character("Ada", person(Person::Woman)) });
        let melody = melody(&samples, system.rate());
        let level = loudness(&samples, system.rate());
        let length = seconds(&samples, &system);
        println!(
            "{style:?}: {:.0} Hz, range {:.2}, voiced {:.2}, {level:.1} dBFS, {length:.2} s",
            melody.pitch, melody.range, melody.voiced
        );
        (melody, level, length)
    });
    let [plain, whisper, soft, bright, grave, urgent] = &mut heard;
    assert!(whisper.0.voiced < 0.3 * plain.0.voiced);
    assert!(soft.1 < plain.1 - 2.0 && soft.2 > plain.2);
    assert!(
        (plain.1 - 6.0..soft.1).contains(&whisper.1),
        "a whisper is less than soft, and still to be heard"
    );
    assert!(bright.0.pitch > 1.05 * plain.0.pitch && bright.0.range > plain.0.range && bright.2 < plain.2);
    assert!(grave.0.pitch < 0.95 * plain.0.pitch && grave.2 > 1.08 * plain.2);
    assert!(urgent.2 < 0.88 * plain.2);
}

#[test]
fn nothing_to_say_is_nothing_and_no_error() {
    let Some(mut system) = system() else { return };
    let silent = ["", "…", "***", "😀", "\u{0}\u{1}", "  \n"].map(line);
    assert!(rows(&mut system, &silent).iter().all(Vec::is_empty));
}

#[test]
fn hostile_text_is_only_text() {
    let Some(mut system) = system() else { return };
    let plain = say(&mut system, &line("hello there"));
    for same in ["hello\0there", "hello\u{1}there", "hello 😀 there", "*hello* _there_"] {
        assert_eq!(say(&mut system, &line(same)), plain, "{same:?}");
    }
    let rate = system.rate();
    for text in [
        "-h --version -w /nowhere/x.wav",
        "--stdout",
        "<speak><break time=\"30s\"/>now</speak>",
        "[[a:::]] x",
        "$(reboot) `reboot` ; rm | cat > x",
        "\u{1}99S\u{1}0A loud",
    ] {
        let samples = say(&mut system, &line(text));
        assert!(
            !samples.is_empty() && samples.len() < 12 * rate as usize,
            "{text:?}: {} samples",
            samples.len()
        );
    }
    for text in ["a".repeat(10_000), "ж ".repeat(5_000), "word ".repeat(2_000), "(".repeat(9_999) + "x"] {
        assert!(peak(&say(&mut system, &line(&text))) <= 0.95);
    }
}

#[test]
fn languages_are_found_and_unknown_ones_named() {
    let Some(mut system) = system() else { return };
    let german = Line { language: "de-AT".into(), ..line("Der Leuchtturm steht im Wind und singt.") };
    let as_english = Line { language: "en".into(), ..german.clone() };
    let spoken = rows(&mut system, &[german.clone(), as_english]);
    assert_ne!(spoken[0], spoken[1]);

    let mut heard = Vec::new();
    let unknown = Line { language: "tlh-Piqd".into(), ..line("nuqneH") };
    let error = system.synthesize(&[german, unknown], &mut heard).unwrap_err();
    assert_eq!(error.kind, Kind::BadRequest);
    assert!(error.to_string().contains("tlh-Piqd"), "{error}");
    assert!(heard.iter().any(|piece| piece.row == 0 && piece.last), "the line before it is heard to its end");
}

#[test]
fn a_chosen_voice_wins_and_an_unknown_one_is_refused() {
    let Some(mut system) = system() else { return };
    let voices = voices().unwrap();
    assert!(voices.len() > 50 && voices.iter().any(|voice| voice.language.starts_with("de")));
    let chosen = |id: &str| Line {
        voice: Voice { chosen: Some(id.into()), ..Voice::narrator() },
        ..line("It was a quiet night.")
    };
    for voice in voices.iter().filter(|voice| voice.language == "en-gb") {
        let samples = say(&mut system, &chosen(&voice.id));
        assert!(samples.len() > system.rate() as usize / 2, "{}", voice.name);
    }
    let woman = voices.iter().find(|v| v.language == "en-us" && v.person == Some(Person::Woman)).unwrap();
    let man = voices.iter().find(|v| v.language == "en-us" && v.person == Some(Person::Man)).unwrap();
    let pair = rows(&mut system, &[chosen(&woman.id), chosen(&man.id)]);
    assert!(melody(&pair[0], system.rate()).pitch > 1.3 * melody(&pair[1], system.rate()).pitch);

    for id in ["", "en-gb+f3 -w x", "../../etc/passwd", "Zira"] {
        let error = system.synthesize(&[chosen(id)], &mut Vec::new()).unwrap_err();
        assert_eq!(error.kind, Kind::BadRequest, "{id:?}");
    }
}

/// Stops after so many pieces and remembers when.
struct Impatient {
    left: Cell<usize>,
    pieces: usize,
    stopped: Cell<Option<Instant>>,
}

impl Out<Spoken> for Impatient {
    fn put(&mut self, _: Spoken) -> Result<()> {
        self.pieces += 1;
        self.left.set(self.left.get().saturating_sub(1));
        self.check()
    }

    fn check(&self) -> Result<()> {
        if self.left.get() > 0 {
            return Ok(());
        }
        self.stopped.set(self.stopped.get().or(Some(Instant::now())));
        Err(Error::stopped())
    }
}

#[test]
fn cancelling_ends_the_work_and_leaves_no_process() {
    let Some(mut system) = system() else { return };
    let long = [line(&"And then the sea rose higher. ".repeat(300)), line(TEXT), line(TEXT)];
    for pieces in [0, 1, 2, 40] {
        let mut out = Impatient { left: Cell::new(pieces), pieces: 0, stopped: Cell::new(None) };
        assert_eq!(system.synthesize(&long, &mut out).unwrap_err().kind, Kind::Stopped);
        let took = out.stopped.get().unwrap().elapsed();
        println!("stopped at piece {pieces}: over after {took:?}");
        assert_eq!(out.pieces, pieces, "pieces came after the stop");
        // Minutes of sound were to come; the bound leaves room for a busy machine.
        assert!(took < Duration::from_secs(1), "{took:?}");
    }
    assert_no_children();
    // It works as before.
    assert!(!say(&mut system, &line("Still here.")).is_empty());
    assert_no_children();
}

/// Other tests of this file run at the same time with children of their own, but each of those ends soon.
#[cfg(target_os = "linux")]
fn assert_no_children() {
    let me = std::process::id().to_string();
    let zombies = || {
        let processes = std::fs::read_dir("/proc").unwrap();
        processes
            .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path().join("stat")).ok())
            .filter(|stat| {
                // pid (name) state parent …
                let mut rest = stat.rsplit(") ").next().unwrap_or_default().split(' ');
                rest.next() == Some("Z") && rest.next() == Some(&me)
            })
            .count()
    };
    let gone = (0..200).any(|_| {
        let none = zombies() == 0;
        if !none {
            std::thread::sleep(Duration::from_millis(20));
        }
        none
    });
    assert!(gone, "{} zombies", zombies());
}

#[cfg(not(target_os = "linux"))]
fn assert_no_children() {}
