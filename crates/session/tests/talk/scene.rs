//! A room with one listener, and everything that a conversation needs around its machine.

use std::collections::VecDeque;
use std::time::Duration;

use vesper_session::talk::{
    Effect, EndOfTurn, Event, History, Listen, Position, Settings, State, Talk, Told, Words,
};
use vesper_speech::{Ending, Prompt, Role, Token, Turn};

/// One step of time, and the samples of the microphone in it.
pub(crate) const STEP: u64 = 16;
const SAMPLES: u64 = 256;
/// A word of the listener, and one of the mouth, in milliseconds.
pub(crate) const WORD: u64 = 250;
pub(crate) const SAID: u64 = 300;
/// The recogniser answers so much later, and every so often unasked.
const RECOGNISES: u64 = 90;
const EVERY: u64 = 400;
/// The chat model's first piece, and each one after it; the voice's first sample.
const THINKS: u64 = 120;
const PIECE: u64 = 12;
const VOICES: u64 = 80;

/// A sound that somebody in the room makes.
#[derive(Clone)]
struct Sound {
    from: u64,
    to: u64,
    word: Option<String>,
}

struct Line {
    turn: Turn,
    words: Vec<(std::ops::Range<usize>, String)>,
    number: usize,
}

#[derive(Default)]
struct Mouth {
    /// When the first sample of what was asked last is there.
    ready: u64,
    lines: VecDeque<Line>,
    /// Milliseconds of the first line that were heard.
    at: u64,
    /// Lines of this turn that were given.
    given: (Turn, usize),
    ducked: bool,
    held: bool,
}

pub(crate) struct Scene {
    pub(crate) talk: Talk,
    pub(crate) now: u64,
    sounds: Vec<Sound>,
    /// Events that come later, in the order of their times.
    later: Vec<(u64, Event)>,
    /// The utterance that the recogniser is at: its number, where it begins, when it is recognised next.
    hearing: Option<(u64, u64, u64)>,
    pub(crate) answers: VecDeque<String>,
    asked: Turn,
    pub(crate) prompts: Vec<(u64, Prompt)>,
    mouth: Mouth,
    /// Every word that left the loudspeaker, with the time of its last sample; a word that was begun and cut is not
    /// among them.
    pub(crate) heard: Vec<(u64, String)>,
    pub(crate) effects: Vec<(u64, Effect)>,
    pub(crate) recognises: u64,
    pub(crate) microphone: bool,
    /// When it was opened last: nothing from before was heard.
    opened: u64,
}

pub(crate) fn headphones() -> Settings {
    Settings { loudspeaker: false, system: "Be brief.".into(), ..Settings::default() }
}

/// A story of which nobody hears the end in a test.
pub(crate) const LONG: &str = "There was a keeper, who lived above the bay for thirty years and never once left \
    his lamp alone. Every night he climbed the stairs. Every morning he came down again and slept until noon. \
    One night the lamp would not burn. He tried oil and he tried matches and he tried prayers until the dawn came.";

impl Scene {
    pub(crate) fn new(settings: Settings) -> Scene {
        Scene::around(Talk::new(settings, History::default()))
    }

    pub(crate) fn judged(settings: Settings, end_of_turn: Box<dyn EndOfTurn>) -> Scene {
        Scene::around(Talk::with(settings, History::default(), end_of_turn))
    }

    fn around(talk: Talk) -> Scene {
        let mut scene = Scene {
            talk,
            now: 0,
            sounds: Vec::new(),
            later: Vec::new(),
            hearing: None,
            answers: VecDeque::new(),
            asked: Turn(0),
            prompts: Vec::new(),
            mouth: Mouth::default(),
            heard: Vec::new(),
            effects: Vec::new(),
            recognises: RECOGNISES,
            microphone: false,
            opened: 0,
        };
        scene.step(Event::Begin);
        scene
    }

    /// In the middle of the long answer, after so many milliseconds of it.
    pub(crate) fn amid_answer(settings: Settings, milliseconds: u64) -> Scene {
        let mut scene = Scene::new(settings);
        scene.answers.push_back(LONG.into());
        scene.say(100, "Tell me a story.");
        scene.until("an answer", |scene| scene.talk.state() == State::Speaking);
        scene.run(milliseconds);
        scene.effects.clear();
        scene
    }

    /// The listener says this, `after` so many milliseconds from now. Gives the time of the last sample.
    pub(crate) fn say(&mut self, after: u64, text: &str) -> u64 {
        let mut at = self.now + after;
        for word in text.split(' ') {
            self.sounds.push(Sound { from: at, to: at + WORD, word: Some(word.into()) });
            at += WORD;
        }
        at
    }

    /// Something sounds like a voice and is none.
    pub(crate) fn cough(&mut self, after: u64, milliseconds: u64) -> u64 {
        let from = self.now + after;
        self.sounds.push(Sound { from, to: from + milliseconds, word: None });
        from + milliseconds
    }

    pub(crate) fn step(&mut self, event: Event) {
        let mut effects = Vec::new();
        self.talk.step(Duration::from_millis(self.now), event, &mut effects);
        for effect in effects {
            self.carry_out(&effect);
            self.effects.push((self.now, effect));
        }
    }

    fn later(&mut self, after: u64, event: Event) {
        self.later.push((self.now + after, event));
        self.later.sort_by_key(|(at, _)| *at);
    }

    fn carry_out(&mut self, effect: &Effect) {
        match effect {
            Effect::Microphone(open) => {
                self.microphone = *open;
                self.opened = self.now;
            }
            Effect::Hear { utterance, from } => {
                let from = (*from / 16).max(self.opened);
                self.hearing = Some((*utterance, from, self.now + EVERY));
            }
            Effect::Glimpse { .. } => self.recognise(false),
            Effect::Conclude { .. } => self.recognise(true),
            Effect::Forget { .. } => self.hearing = None,
            Effect::Ask { turn, prompt } => {
                self.asked = *turn;
                self.prompts.push((self.now, prompt.clone()));
                self.think(*turn);
            }
            Effect::Cancel { turn } => {
                self.later.retain(|(_, event)| !matches!(event, Event::Token { turn: it, .. } if it == turn));
            }
            Effect::Say { turn, lines } => {
                if self.mouth.given.0 != *turn {
                    self.mouth.given = (*turn, 0);
                    self.mouth.ready = self.now + VOICES;
                }
                for line in lines {
                    let words = words(&line.text);
                    self.mouth.lines.push_back(Line { turn: *turn, words, number: self.mouth.given.1 });
                    self.mouth.given.1 += 1;
                }
            }
            Effect::Duck => self.mouth.ducked = true,
            Effect::Hold => self.mouth.held = true,
            Effect::Restore => (self.mouth.ducked, self.mouth.held) = (false, false),
            Effect::Stop { turn } => {
                self.mouth.lines.clear();
                self.mouth.at = 0;
                self.later(STEP, Event::Stopped { turn: *turn, at: None });
            }
            Effect::Said { .. } | Effect::Obey(_) | Effect::Tell(_) => {}
        }
    }

    fn recognise(&mut self, last: bool) {
        let Some((utterance, from, _)) = self.hearing else { return };
        let now = self.now;
        let spoken = self.sounds.iter().filter(|sound| sound.from >= from && sound.to <= now);
        let words: Vec<&str> = spoken.filter_map(|sound| sound.word.as_deref()).collect();
        let words = Words { utterance, stable: words.join(" "), rest: String::new(), until: now * 16 };
        let event = if last { Event::Final(words) } else { Event::Partial(words) };
        self.later(self.recognises, event);
        self.hearing = if last { None } else { Some((utterance, from, now + EVERY)) };
    }

    fn think(&mut self, turn: Turn) {
        let answer = self.answers.front().cloned().unwrap_or_else(|| "Indeed.".into());
        let pieces: Vec<&str> = answer.split_inclusive(' ').collect();
        for (index, piece) in pieces.iter().enumerate() {
            let end = (index + 1 == pieces.len()).then_some(Ending::Said);
            let token = Token { text: (*piece).to_owned(), end };
            self.later(THINKS + index as u64 * PIECE, Event::Token { turn, token });
        }
    }

    /// Lets one step of time pass.
    pub(crate) fn pass(&mut self) {
        self.now += STEP;
        let now = self.now;
        while self.later.first().is_some_and(|(at, _)| *at <= now) {
            let (_, event) = self.later.remove(0);
            self.step(event);
        }
        if self.hearing.is_some_and(|(_, _, next)| next <= now) {
            self.recognise(false);
        }
        self.speak();
        if self.microphone {
            let loud = self.sounds.iter().any(|sound| sound.from < now && now <= sound.to);
            let probability = if loud { 0.95 } else { 0.02 };
            self.step(Event::Frame { until: now * SAMPLES / STEP, probability });
        }
        self.step(Event::Tick);
    }

    fn speak(&mut self) {
        if self.mouth.held || self.now < self.mouth.ready || self.mouth.lines.is_empty() {
            return;
        }
        self.mouth.at += STEP;
        let Some(line) = self.mouth.lines.front() else { return };
        let begun = self.mouth.at.div_ceil(SAID) as usize;
        let whole = (self.mouth.at / SAID) as usize;
        let byte = |count: usize| line.words.get(count.wrapping_sub(1)).map_or(0, |(range, _)| range.end);
        let over = whole >= line.words.len();
        let at =
            Position { line: line.number, said: byte(whole), begun: byte(begun.min(line.words.len())), over };
        let turn = line.turn;
        if self.mouth.at % SAID < STEP && whole > 0 {
            let word = line.words[whole.min(line.words.len()) - 1].1.clone();
            self.heard.push((self.now, word));
        }
        if over {
            self.mouth.lines.pop_front();
            self.mouth.at = 0;
        }
        self.step(Event::Heard { turn, at });
    }

    pub(crate) fn run(&mut self, milliseconds: u64) {
        let until = self.now + milliseconds;
        while self.now < until {
            self.pass();
        }
    }

    pub(crate) fn until(&mut self, what: &str, mut happens: impl FnMut(&Scene) -> bool) -> u64 {
        let begun = self.now;
        while !happens(self) {
            assert!(self.now < begun + 60_000, "{what}: never came\n{:#?}", self.effects);
            self.pass();
        }
        self.now
    }

    /// When an effect like this first happened.
    pub(crate) fn when(&self, what: impl Fn(&Effect) -> bool) -> Option<u64> {
        self.effects.iter().find(|(_, effect)| what(effect)).map(|(at, _)| *at)
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.mouth.held || self.mouth.lines.is_empty()
    }

    pub(crate) fn is_ducked(&self) -> bool {
        self.mouth.ducked || self.mouth.held
    }

    /// The words that left the loudspeaker whole.
    pub(crate) fn heard_words(&self) -> String {
        self.heard.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The conversation as "who: what", as the history has it.
    pub(crate) fn remembered(&self) -> Vec<String> {
        let who = |role: Role| if role == Role::User { "listener" } else { "vesper" };
        let messages = self.talk.history().messages().iter();
        messages.map(|message| format!("{}: {}", who(message.role), message.text)).collect()
    }

    pub(crate) fn told(&self) -> Vec<&Told> {
        let told = self.effects.iter().filter_map(|(_, effect)| match effect {
            Effect::Tell(told) => Some(told),
            _ => None,
        });
        told.collect()
    }

    pub(crate) fn states(&self) -> Vec<State> {
        let states = self.told().into_iter().filter_map(|told| match told {
            Told::State(state) => Some(*state),
            _ => None,
        });
        states.collect()
    }
}

pub(crate) fn pushed() -> Settings {
    Settings { listen: Listen::Pushed, ..headphones() }
}

fn words(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let begin = text.as_ptr() as usize;
    text.split(' ')
        .map(|word| {
            let from = word.as_ptr() as usize - begin;
            (from..from + word.len(), word.to_owned())
        })
        .collect()
}
