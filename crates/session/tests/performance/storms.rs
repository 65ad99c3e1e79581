//! Everything at any time: thousands of commands and events in an order that nobody would choose.
//!
//! The theatre checks its rules at every step; after the storm the performance must still come to its end.

use std::sync::Arc;
use std::time::Duration;

use vesper_script::Script;
use vesper_session::{Command, Event, OpenVoice, Phase, Request, Settings};
use vesper_speech::{Error, Kind, Turn};

use crate::fitting::CALM;
use crate::order::STORY;
use crate::theatre::{Theatre, request, script};
use crate::voice::gave_out;

/// Never ends by itself: what is chosen leads back.
const ROUND: &str = "\
# title: Round and round
# kind: story
-> ring
=== ring ===
# chapter: The ring
# bed: wind
Round. # pause: 0.2s
# bell
+ [Again.] # bed: none
    And again. # breathe: in 1s
    -> ring
+ [Once more.]
    -> ring
+ [Enough.] -> END
";

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % count
    }
}

fn error(kind: Kind) -> Error {
    Error::new(kind, "storm", "took it.", "")
}

fn any_request(chance: &mut Chance, theatre: &Theatre, scripts: &[Arc<Script>]) -> Request {
    let mut wanted = request(&scripts[chance.below(scripts.len() as u64) as usize]);
    if chance.below(3) == 0 {
        wanted.place = theatre.stage().place;
    }
    wanted
}

fn any_command(chance: &mut Chance, theatre: &Theatre, scripts: &[Arc<Script>]) -> Command {
    match chance.below(17) {
        0 => Command::Perform(Box::new(any_request(chance, theatre, scripts))),
        1 => Command::Pause,
        2..=4 => Command::Resume,
        5 | 6 => Command::Back,
        7 if chance.below(4) == 0 => Command::Stop,
        7 | 8 => Command::Jump(chance.below(6) as usize),
        9..=11 => Command::Choose(chance.below(4) as usize),
        12 => Command::Settings(Settings {
            voice: [None, Some("other".into())][chance.below(2) as usize].clone(),
            pace: [0.5, 1.0, 2.0][chance.below(3) as usize],
            beds: chance.below(2) == 0,
            read_options: chance.below(2) == 0,
            ..Settings::default()
        }),
        13 => Command::Longer(chance.below(4) as u32),
        14 => Command::Stay,
        15 => Command::Skip,
        _ => Command::Reopen,
    }
}

fn trouble(chance: &mut Chance, theatre: &mut Theatre) {
    match chance.below(10) {
        0 => theatre.mouth.news = Some(Some("unplugged".into())),
        1 => theatre.mouth.news = Some(None),
        2 => theatre.world.device = [None, Some("Headphones".into())][chance.below(2) as usize].clone(),
        3 => theatre.voice.stumbles = Some(("e".into(), 1)),
        4 => {
            let refuses = chance.below(8) == 0;
            theatre.world.refuses = refuses.then(|| error(Kind::Denied));
        }
        5 => theatre.mouth.pace = Some(1 + chance.below(30) as usize),
        6 => theatre.voice.gives_out = Some("e".into()),
        7 => theatre.step(Event::NoVoice(vec![gave_out()])),
        8 => {
            theatre.command(Command::Voices(vec![OpenVoice::new("another", || Err(gave_out().error))]));
            theatre.step(Event::VoiceOpened { voice: "another".into(), gave_out: Vec::new() });
        }
        _ => theatre.voice.per_beat = 1 + chance.below(20_000) as usize,
    }
}

/// What arrives too late or was never asked for.
fn stray(chance: &mut Chance) -> Event {
    let row = [0, 3, 1_000, usize::MAX][chance.below(4) as usize];
    match chance.below(3) {
        0 => Event::Heard { turn: Turn(0), played: chance.below(1 << 40), taken: chance.below(100) },
        1 => Event::Spoken {
            cast: 0,
            row,
            samples: vec![0.9; chance.below(5_000) as usize],
            words: Vec::new(),
            last: true,
        },
        _ => Event::Tick,
    }
}

fn storm(seed: u64, steps: usize, scripts: &[Arc<Script>]) {
    let mut chance = Chance(seed);
    let mut theatre = Theatre::new(Settings::default());
    theatre.voice.per_letter = 300;
    theatre.voice.tells_words = true;
    theatre.world.air.forgets = true;
    theatre.beat = Duration::from_millis(20);
    theatre.perform(request(&scripts[0]));
    for _ in 0..steps {
        match chance.below(12) {
            0 | 1 => {
                let command = any_command(&mut chance, &theatre, scripts);
                theatre.command(command);
            }
            2 if chance.below(3) == 0 => trouble(&mut chance, &mut theatre),
            3 => theatre.step(stray(&mut chance)),
            _ => theatre.pass(),
        }
    }
    calm_down(&mut theatre, &mut chance, seed, &scripts[0]);
}

/// With a device, a voice and a patient listener it comes to its end.
fn calm_down(theatre: &mut Theatre, chance: &mut Chance, seed: u64, story: &Arc<Script>) {
    theatre.world.device = Some("Speakers".into());
    theatre.world.refuses = None;
    theatre.voice.stumbles = None;
    theatre.voice.per_beat = 48_000;
    theatre.mouth.pace = None;
    theatre.beat = Duration::from_millis(200);
    theatre.run(Duration::from_secs(1));
    for _ in 0..20_000 {
        match theatre.stage().phase {
            Phase::Idle => theatre.perform(request(story)),
            Phase::Ended => return,
            Phase::Paused => theatre.command(Command::Resume),
            Phase::Asking => theatre.command(Command::Choose(chance.below(3) as usize)),
            Phase::Preparing | Phase::Speaking => {}
        }
        theatre.pass();
    }
    panic!("storm {seed}: it never came to its end\n{:#?}", theatre.stage());
}

#[test]
fn no_storm_stops_it_for_good() {
    let scripts = [STORY, CALM, ROUND].map(script);
    for seed in 0..40 {
        storm(seed, 1_500, &scripts);
    }
}
