//! A conversation in virtual time: the real speaker, ear, voice detector and turn machine, with people and engines
//! whose every sample is known.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use vesper_audio::{Denoise, Ear, Fault, Hearing};
use vesper_session::talk::{Effect, Event, History, Presence, Settings, Talk, Told, Words};
use vesper_speech::{AudioSink, AudioSource, Frame, HEARD_RATE, Health, RATE, Result};

use super::engines::{self, Delays};
use super::mishap::Mishap;
use super::mouth::Mouth;
use super::people::People;
use super::record::{Noted, Record, Trouble};
use super::scene::Act;
use super::{Card, Chance, Format, Room};

/// Samples that pass between two looks: 4 ms, as in the threads that read real devices.
const TICK: usize = 192;
/// How often the devices are asked how they fare, as the thread of the mouth does it.
const CHECK: u64 = RATE as u64 / 10;
/// How long a device takes to open.
const OPENING: u64 = RATE as u64 * 12 / 100;
/// How often the recogniser looks at an utterance that goes on: 400 ms.
const PARTIAL: u64 = RATE as u64 * 2 / 5;
/// What is not going to change any more lies so far back: 400 ms.
const STABLE: u64 = RATE as u64 * 2 / 5;
/// An echo that is louder than this is understood: -45 dBFS.
const UNDERSTOOD: f32 = 0.0056;
/// What was stopped has left the loudspeaker after so long: 150 ms.
const LEAVING: u64 = RATE as u64 * 15 / 100;
/// No scene is longer: ten minutes.
const LONGEST: u64 = 600 * RATE as u64;

/// Where a scene is played.
#[derive(Clone, Debug)]
pub struct Place {
    pub room: Room,
    /// What the listener told Vesper of it.
    pub loudspeaker: bool,
    pub speaker: Format,
    pub microphone: Format,
    /// Of the noise, -dBFS; people are at -26.
    pub noise: Option<f32>,
    pub delays: Delays,
}

enum Due {
    Event(Event),
    /// The recogniser looks at an utterance that goes on.
    Look(u64),
    OpenSpeaker,
    OpenEar,
}

pub struct Stage {
    place: Place,
    card: Card,
    mouth: Mouth,
    ear: Option<Ear>,
    presence: Presence,
    talk: Talk,
    people: People,
    chance: Chance,
    record: Record,
    /// By time, then by the order in which they were put there.
    due: BTreeMap<(u64, u64), Due>,
    count: u64,
    /// Samples heard so far at 16 kHz, and the moment that the first of them would have been heard at.
    until: u64,
    since: u64,
    /// How loud each frame was.
    loudness: Vec<f32>,
    /// Utterances that the recogniser is at, with their first samples.
    hearing: HashMap<u64, u64>,
    checked: u64,
    /// Mishaps to come, the next last, and when it comes.
    mishaps: Vec<Mishap>,
    mishap_at: u64,
    speaker_lost: bool,
    rate: u32,
}

impl Stage {
    /// # Errors
    /// Those of the devices.
    pub fn new(place: Place, presence: Presence, acts: Vec<Act>, seed: u64) -> Result<Stage> {
        let mut card = Card::new(place.room.clone());
        let mouth = Mouth::new(card.open_speaker(place.speaker)?);
        let settings = Settings { loudspeaker: place.loudspeaker, ..Settings::default() };
        Ok(Stage {
            people: People::new(acts, place.noise),
            rate: place.speaker.rate,
            card,
            mouth,
            ear: None,
            presence,
            talk: Talk::new(settings, History::default()),
            chance: Chance::new(seed),
            record: Record { loudspeaker: place.loudspeaker, ..Record::default() },
            due: BTreeMap::new(),
            count: 0,
            until: 0,
            since: 0,
            loudness: Vec::new(),
            hearing: HashMap::new(),
            checked: 0,
            mishaps: Vec::new(),
            mishap_at: u64::MAX,
            speaker_lost: false,
            place,
        })
    }

    /// These happen to the devices, one after the other, whenever Vesper has spoken for a while.
    pub fn with_mishaps(mut self, mishaps: Vec<Mishap>) -> Stage {
        self.mishaps = mishaps;
        self.mishap_at = 4 * u64::from(RATE);
        self
    }

    /// Plays the scene to its end.
    ///
    /// # Errors
    /// Those of the devices and of the voice detector.
    pub fn play(mut self) -> Result<Record> {
        self.step(Event::Begin)?;
        while self.card.now() < LONGEST && !self.people.are_done() {
            self.tick()?;
        }
        self.record.ended = self.card.now();
        self.step(Event::End)?;
        while self.card.now() < self.record.ended + LEAVING {
            self.tick()?;
        }
        self.record.done = self.people.done();
        self.record.skipped = self.people.skipped();
        self.record.played = self.card.into_played();
        Ok(self.record)
    }

    fn tick(&mut self) -> Result<()> {
        let mut near = [0.0; TICK];
        self.people.act(self.card.now(), &mut near, &mut self.chance);
        self.card.pass(&near);
        let now = self.card.now();
        let played = self.card.played();
        let latest = played.get(played.len().saturating_sub(TICK)..).unwrap_or_default();
        self.people.listen(now, latest, self.mouth.heard_last());
        self.sounds_again(now);
        self.hear()?;
        self.perform_due(now)?;
        self.mouth.feed(now, &mut self.record.said);
        if let Some((turn, at)) = self.mouth.stopped() {
            self.step(Event::Stopped { turn, at: Some(at) })?;
        }
        if let Some((turn, at)) = self.mouth.heard() {
            self.step(Event::Heard { turn, at })?;
        }
        self.step(Event::Tick)?;
        self.look_after_devices(now);
        Ok(())
    }

    fn step(&mut self, event: Event) -> Result<()> {
        let mut effects = Vec::new();
        let now = Duration::from_secs_f64(self.card.now() as f64 / f64::from(RATE));
        self.talk.step(now, event, &mut effects);
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    /// Takes what the microphone has.
    fn hear(&mut self) -> Result<()> {
        let mut frame = Frame::default();
        while let Some(ear) = self.ear.as_mut() {
            match ear.take(&mut frame) {
                Ok(false) => return Ok(()),
                Ok(true) => {
                    let probability = self.presence.probability(&frame, ear.unsuppressed())?;
                    ear.judged(probability);
                    self.until += frame.0.len() as u64;
                    let energy = frame.0.iter().map(|s| s * s).sum::<f32>() / frame.0.len() as f32;
                    self.loudness.push(energy.sqrt());
                    self.hears_again();
                    self.step(Event::Frame { until: self.until, probability })?;
                }
                Err(error) => {
                    self.ear = None;
                    self.put(OPENING, Due::OpenEar);
                    self.step(Event::MicrophoneLost(error))?;
                }
            }
        }
        Ok(())
    }

    /// A microphone that failed gives frames again.
    fn hears_again(&mut self) {
        let now = self.card.now();
        if let Some(trouble) = self.record.troubles.last_mut().filter(|it| !it.mishap.is_of_speaker()) {
            trouble.to.get_or_insert(now);
        }
    }

    /// A speaker that failed is heard again.
    fn sounds_again(&mut self, now: u64) {
        // Where nothing is left to be said, an open device is all there can be.
        let audible = !self.speaker_lost && (self.people.hears_vesper() || !self.mouth.has_more());
        if let Some(trouble) =
            self.record.troubles.last_mut().filter(|it| audible && it.mishap.is_of_speaker())
        {
            trouble.to.get_or_insert(now);
        }
    }

    fn put(&mut self, after: u64, due: Due) {
        self.count += 1;
        self.due.insert((self.card.now() + after, self.count), due);
    }

    fn perform_due(&mut self, now: u64) -> Result<()> {
        while let Some(entry) = self.due.first_entry() {
            if entry.key().0 > now {
                break;
            }
            match entry.remove() {
                Due::Event(event) => self.step(event)?,
                Due::Look(utterance) if self.hearing.contains_key(&utterance) => {
                    self.look(utterance);
                    self.put(PARTIAL, Due::Look(utterance));
                }
                Due::Look(_) => {}
                Due::OpenSpeaker => {
                    let speaker = self.card.open_speaker(Format {
                        rate: self.rate,
                        period: self.rate as usize / 100,
                        ..self.place.speaker
                    })?;
                    self.mouth.change(speaker);
                    self.speaker_lost = false;
                }
                Due::OpenEar => self.open_ear()?,
            }
        }
        Ok(())
    }

    fn perform(&mut self, effect: Effect) -> Result<()> {
        let now = self.card.now();
        match effect {
            Effect::Microphone(true) => self.open_ear()?,
            Effect::Microphone(false) => {
                self.ear = None;
                self.card.close_microphone();
            }
            Effect::Hear { utterance, from } => {
                self.hearing.insert(utterance, from);
                self.put(PARTIAL, Due::Look(utterance));
            }
            Effect::Glimpse { utterance } => self.look(utterance),
            Effect::Conclude { utterance } => {
                if let Some(words) = self.words(utterance) {
                    let after = engines::drawn(self.place.delays.words, &mut self.chance);
                    self.put(after, Due::Event(Event::Final(words)));
                }
                self.hearing.remove(&utterance);
            }
            Effect::Forget { utterance } => drop(self.hearing.remove(&utterance)),
            Effect::Ask { turn, .. } => {
                let mut after = engines::drawn(self.place.delays.first_token, &mut self.chance);
                for token in engines::answer(self.people.wish(), &mut self.chance) {
                    self.put(after, Due::Event(Event::Token { turn, token }));
                    after += engines::drawn(self.place.delays.token, &mut self.chance);
                }
            }
            // What still comes of an answer that nobody wants is dropped by its turn.
            Effect::Cancel { .. } | Effect::Said { .. } | Effect::Obey(_) => {}
            Effect::Say { turn, lines } => {
                let first = engines::drawn(self.place.delays.first_sample, &mut self.chance);
                self.mouth.say(turn, &lines, now, first);
            }
            Effect::Duck => {
                self.mouth.duck();
                self.note(Noted::Duck);
            }
            Effect::Hold => {
                self.mouth.hold();
                self.note(Noted::Hold);
            }
            Effect::Restore => {
                self.mouth.restore();
                self.note(Noted::Restore);
            }
            Effect::Stop { turn } => {
                self.mouth.stop();
                self.note(Noted::Stop(turn));
            }
            Effect::Tell(Told::Answer { text, .. }) => {
                let turn = self.mouth.heard_last().unwrap_or_default();
                self.note(Noted::Answer { turn, text });
            }
            Effect::Tell(Told::Listener(text)) => self.note(Noted::Listener(text)),
            Effect::Tell(_) => {}
        }
        Ok(())
    }

    fn note(&mut self, noted: Noted) {
        self.record.noted.push((self.card.now(), noted));
    }

    fn open_ear(&mut self) -> Result<()> {
        let hearing = Hearing { loudspeaker: self.place.loudspeaker, denoise: Denoise::Light, gain: true };
        let lost = self.ear.is_none() && self.until > 0;
        self.ear = Some(self.card.open_ear(self.place.microphone, hearing)?);
        self.since = self.card.now().saturating_sub(self.heard_samples());
        if lost {
            self.step(Event::MicrophoneBack)?;
        }
        Ok(())
    }

    /// What was heard so far, in samples at 48 kHz.
    fn heard_samples(&self) -> u64 {
        self.until * u64::from(RATE / HEARD_RATE)
    }

    /// The recogniser looks at an utterance, and tells some time later what it saw.
    fn look(&mut self, utterance: u64) {
        if let Some(words) = self.words(utterance) {
            let after = engines::drawn(self.place.delays.words, &mut self.chance);
            self.put(after, Due::Event(Event::Partial(words)));
        }
    }

    /// What can be understood of an utterance now.
    fn words(&self, utterance: u64) -> Option<Words> {
        let ratio = u64::from(RATE / HEARD_RATE);
        let from = self.since + self.hearing.get(&utterance)? * ratio;
        let to = self.since + self.heard_samples();
        let (mut stable, mut rest) = self.people.said(from..to, to.saturating_sub(STABLE));
        if stable.is_empty() && rest.is_empty() && !self.people.sounded(from..to) && self.echoes(from, to) {
            (stable, rest) = (String::new(), self.mouth.saying());
        }
        Some(Words { utterance, stable, rest, until: self.until })
    }

    /// Whether the loudspeaker's echo is loud enough in what was heard to be understood.
    fn echoes(&self, from: u64, to: u64) -> bool {
        let frame = |at: u64| (at.saturating_sub(self.since) / (3 * 512)) as usize;
        let range = frame(from).min(self.loudness.len())..frame(to).min(self.loudness.len());
        let loud = self.loudness.get(range).unwrap_or_default().iter().filter(|level| **level > UNDERSTOOD);
        loud.count() >= 6
    }

    fn look_after_devices(&mut self, now: u64) {
        let whole = !self.speaker_lost && self.ear.is_some();
        if now >= self.mishap_at
            && whole
            && self.people.hears_vesper()
            && let Some(mishap) = self.mishaps.pop()
        {
            self.mishap_at = now + 4 * u64::from(RATE);
            self.fail(mishap, now);
        }
        if now < self.checked + CHECK {
            return;
        }
        self.checked = now;
        let waiting = self.due.values().any(|due| matches!(due, Due::OpenSpeaker));
        if !waiting && self.mouth.speaker().health() != Health::Fine {
            self.speaker_lost = true;
            self.put(OPENING, Due::OpenSpeaker);
        }
    }

    fn fail(&mut self, mishap: Mishap, now: u64) {
        self.record.troubles.push(Trouble { mishap, from: now, to: None });
        self.speaker_lost = mishap.is_of_speaker();
        match mishap {
            Mishap::SpeakerGone => self.card.fail_speaker(Fault::Gone),
            Mishap::SpeakerChanged => {
                self.rate = if self.rate == 48_000 { 44_100 } else { 48_000 };
                self.card.fail_speaker(Fault::Changed);
            }
            Mishap::SpeakerRerouted => self.card.fail_speaker(Fault::Rerouted),
            Mishap::SpeakerStalled => self.card.stall_speaker(),
            Mishap::MicrophoneGone => self.card.fail_microphone(Fault::Gone),
            Mishap::MicrophoneChanged => {
                let rate = if self.place.microphone.rate == 48_000 { 16_000 } else { 48_000 };
                self.place.microphone.rate = rate;
                self.place.microphone.period = rate as usize / 100;
                self.card.fail_microphone(Fault::Changed);
            }
            Mishap::MicrophoneStalled => self.card.stall_microphone(),
        }
    }
}
