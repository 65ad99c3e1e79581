//! Ten thousand events in no order, and what must hold through all of them.

use std::time::Duration;

use vesper_session::talk::{
    Effect, Event, History, Listen, Partner, Position, Settings, State, Talk, Told, Words,
};
use vesper_speech::{Ending, Error, Kind, Role, Token, Turn};

/// Random numbers from a seed (Marsaglia's xorshift64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides.max(1)
    }
}

const SAYINGS: [&str; 12] = [
    "stop",
    "yeah",
    "mm-hmm",
    "no wait",
    "what about the fox then",
    "pause",
    "go on",
    "louder",
    "again",
    "and",
    "honey, can you come",
    "",
];

#[derive(Default)]
struct Watch {
    /// The lines of the turn that is being said, with how far it was heard.
    turn: Turn,
    lines: Vec<String>,
    at: Position,
    /// All words that were ever heard or said.
    heard: String,
    said: String,
    live: bool,
    quiet: bool,
    utterance: u64,
}

impl Watch {
    fn see(&mut self, effect: &Effect, seed: u64) {
        match effect {
            Effect::Ask { turn, .. } => {
                assert!(*turn > self.turn, "seed {seed}: turn {turn:?} after {:?}", self.turn);
                (self.turn, self.live) = (*turn, true);
                self.lines.clear();
                self.at = Position::default();
            }
            Effect::Say { turn, lines } => {
                if *turn > self.turn {
                    // Said again, without being asked for.
                    (self.turn, self.live, self.at) = (*turn, true, Position::default());
                    self.lines.clear();
                }
                assert!(*turn == self.turn && self.live, "seed {seed}: lines of a turn that is over");
                self.lines.extend(lines.iter().map(|line| line.text.clone()));
                assert!(self.lines.len() < 3_000, "seed {seed}: an endless answer");
            }
            Effect::Stop { turn } => {
                assert_eq!(*turn, self.turn, "seed {seed}: a stop of another turn");
                self.live = false;
            }
            Effect::Hear { utterance, .. } => {
                assert!(*utterance > self.utterance, "seed {seed}: an utterance twice");
                self.utterance = *utterance;
            }
            Effect::Duck | Effect::Hold => self.quiet = true,
            Effect::Restore => {
                assert!(self.quiet, "seed {seed}: restored what was not ducked");
                self.quiet = false;
            }
            Effect::Tell(Told::Listener(text)) => {
                self.said.push(' ');
                self.said.push_str(text);
            }
            _ => {}
        }
    }
}

fn event(dice: &mut Dice, watch: &mut Watch, until: &mut u64, loud: &mut bool) -> Event {
    let near = |dice: &mut Dice, number: u64| number.saturating_sub(dice.roll(2));
    match dice.roll(42) {
        40 => Event::Performing {
            sounds: dice.roll(4) > 0,
            saying: "the mouth says this".into(),
            present: vec!["Porter".into()],
        },
        41 => [Event::Pause, Event::GoOn][dice.roll(2) as usize].clone(),
        0 => Event::Pressed,
        1 => Event::Released,
        2 if dice.roll(8) == 0 => Event::MicrophoneLost(Error::new(Kind::LostDevice, "it", "is gone.", "")),
        3 => Event::MicrophoneBack,
        4 if dice.roll(6) == 0 => Event::Typed("a typed line".into()),
        5..=8 => {
            let text = SAYINGS[dice.roll(12) as usize].to_owned();
            let until = until.saturating_sub(dice.roll(3) * 4000);
            let utterance = near(dice, watch.utterance);
            let words = Words { utterance, stable: text, rest: String::new(), until };
            if dice.roll(3) == 0 { Event::Final(words) } else { Event::Partial(words) }
        }
        9..=13 => {
            let turn = Turn(near(dice, watch.turn.0));
            let text = ["word ", "end. ", "then, ", "why? "][dice.roll(4) as usize].to_owned();
            let end = (dice.roll(12) == 0).then_some(Ending::Said);
            Event::Token { turn, token: Token { text, end } }
        }
        14..=18 if watch.live && !watch.quiet && watch.at.line < watch.lines.len() => {
            // The mouth goes on by a word.
            let line = watch.lines[watch.at.line].clone();
            let mut at = watch.at;
            if at.over {
                at = Position { line: at.line + 1, ..Position::default() };
                if watch.lines.get(at.line).is_none() {
                    return Event::Tick;
                }
            } else {
                let rest = &line[at.said..];
                let word = rest.trim_start().split(' ').next().unwrap_or_default();
                let end = line.len() - rest.trim_start().len() + word.len();
                watch.heard.push(' ');
                watch.heard.push_str(word);
                at = Position { said: end, begun: end, over: end >= line.len(), ..at };
            }
            watch.at = at;
            Event::Heard { turn: watch.turn, at }
        }
        19 if dice.roll(30) == 0 => Event::NotSaid { turn: watch.turn },
        20 if dice.roll(10) == 0 => {
            let error = Error::new(Kind::Engine, "model", "broke.", "");
            Event::NoReply { turn: Turn(near(dice, watch.turn.0)), error }
        }
        21 if dice.roll(10) == 0 => {
            let error = Error::new(Kind::Engine, "recogniser", "broke.", "");
            Event::NotRecognised { utterance: near(dice, watch.utterance), error }
        }
        22 => Event::Tick,
        _ => {
            if dice.roll(12) == 0 {
                *loud = !*loud;
            }
            *until += 256 + 256 * dice.roll(2);
            let probability = if *loud { 0.9 } else { [0.1, 0.1, 0.1, 0.6, f32::NAN][dice.roll(5) as usize] };
            Event::Frame { until: *until, probability }
        }
    }
}

#[test]
fn nothing_is_remembered_that_was_not_heard_and_nothing_old_is_done() {
    for seed in 1..=40u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let listen = if seed % 5 == 0 { Listen::Pushed } else { Listen::Open };
        let steers = seed % 4 == 0;
        let partner = if steers { Partner::Performance } else { Partner::Chat };
        let settings = Settings { listen, partner, ..Settings::default() };
        let mut talk = Talk::new(settings, History::default());
        let mut watch = Watch::default();
        let (mut now, mut until, mut loud) = (0, 0, false);
        let mut effects = Vec::new();
        talk.step(Duration::ZERO, Event::Begin, &mut effects);
        for _ in 0..10_000 {
            now += dice.roll(30);
            let event = event(&mut dice, &mut watch, &mut until, &mut loud);
            effects.clear();
            talk.step(Duration::from_millis(now), event, &mut effects);
            assert!(effects.len() < 40, "seed {seed}: {effects:?}");
            for effect in &effects {
                watch.see(effect, seed);
            }
            if talk.state() == State::Holding {
                assert!(watch.quiet, "seed {seed}: holding, and the voice was not told");
            }
        }
        assert!(talk.history().messages().len() <= 400, "seed {seed}");
        for message in talk.history().messages() {
            let all = if message.role == Role::User { &watch.said } else { &watch.heard };
            for word in message.text.split([' ', '…']).filter(|word| !word.is_empty()) {
                assert!(all.contains(word), "seed {seed}: {word:?} of {message:?}");
            }
        }
        let remembered: usize =
            talk.history().messages().iter().filter(|it| it.role == Role::Assistant).count();
        assert!(steers || remembered > 0, "seed {seed}: nothing ever happened");
        effects.clear();
        talk.step(Duration::from_millis(now), Event::End, &mut effects);
        talk.step(Duration::from_millis(now + 200), Event::Tick, &mut effects);
        assert!(matches!(talk.state(), State::Listening | State::Speaking), "seed {seed}");
        for effect in &effects {
            watch.see(effect, seed);
        }
        assert!(!watch.quiet, "seed {seed}: it ended and left the voice silent");
    }
}
