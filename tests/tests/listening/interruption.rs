//! Commands that are said over the narrator's voice, which comes back from the room.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle, sleep};
use std::time::{Duration, Instant};

use vesper::talk::Writing;
use vesper_asr::Earshot;
use vesper_audio::{Converted, Hearing};
use vesper_script::{Script, Start};
use vesper_session::intent::Spoken;
use vesper_session::talk::{self, Engines, Told};
use vesper_session::{AtAsk, Attention, Command, OpenVoice, Parts, Phase, Request, Session, Settings};
use vesper_speech::{RATE, samples};
use vesper_tests::theatre::{Card, Chance, Format, Room};

use crate::speech::{VOICES, said};
use crate::{alone, recogniser};

/// What would have happened by then never will.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long somebody who was not understood waits before they say it again, and how often they do.
const AGAIN: Duration = Duration::from_secs(6);
const TIMES: usize = 10;
/// How much of the loudspeaker the microphone hears, and of the listener.
const ECHO: f32 = 0.2;
const NEAR: f32 = 0.6;
const STEP: Duration = Duration::from_millis(10);

const STORY: &str = include_str!("../../../assets/stories/deep-station.ink");

/// A sound card in a room, whose time passes as fast as the time of day, or slower where the machine has too much to do:
/// what it plays and hears stays together to the sample.
struct Air {
    card: Mutex<Card>,
    /// What the listener says next, at [`RATE`].
    near: Mutex<VecDeque<f32>>,
    over: AtomicBool,
}

impl Air {
    fn card(&self) -> MutexGuard<'_, Card> {
        self.card.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&self, speech: &[f32]) {
        self.near.lock().unwrap_or_else(PoisonError::into_inner).extend(speech);
    }

    fn pass(&self) {
        let mut next = Instant::now();
        while !self.over.load(Ordering::Acquire) {
            let mut near = vec![0.0; samples(STEP) as usize];
            {
                let mut said = self.near.lock().unwrap_or_else(PoisonError::into_inner);
                near.iter_mut().for_each(|sample| *sample = said.pop_front().unwrap_or(0.0));
            }
            self.card().pass(&near);
            next = (next + STEP).max(Instant::now() - STEP);
            sleep(next.saturating_duration_since(Instant::now()));
        }
    }

    /// How loud the loudspeaker was in the last `time`.
    fn loudness(&self, time: Duration) -> f32 {
        let card = self.card();
        let played = card.played();
        let last = &played[played.len().saturating_sub(samples(time) as usize)..];
        (last.iter().map(|sample| sample * sample).sum::<f32>() / last.len().max(1) as f32).sqrt()
    }
}

struct House {
    air: Arc<Air>,
    session: Option<Session>,
    told: Box<dyn FnMut() -> Option<Told>>,
    heard: Vec<Told>,
    passing: Option<JoinHandle<()>>,
}

impl House {
    /// A story is told through a loudspeaker in a room, and listened to.
    fn telling() -> House {
        let room = Room::reverberant(0.25, ECHO, Duration::from_millis(15), &mut Chance::new(3));
        let air = Arc::new(Air {
            card: Mutex::new(Card::new(room)),
            near: Mutex::default(),
            over: AtomicBool::new(false),
        });
        let passing = air.clone();
        let passing = Builder::new().name("card".into()).spawn(move || passing.pass()).expect("a thread");
        let speaker = air.clone();
        let voice = || -> vesper_speech::Result<Box<dyn vesper_speech::Synthesizer>> {
            Ok(Box::new(Converted::new(Box::new(vesper_tts::System::open()?))?))
        };
        let parts = Parts {
            voices: vec![OpenVoice::new("the system voice", voice)],
            sink: Box::new(move || Ok(Box::new(speaker.card().open_speaker(Format::SPEAKER)?))),
        };
        let settings = Settings { beds: false, ..Settings::default() };
        let mut session = Session::open(parts, settings).expect("a session");
        let mut told = session.told().expect("what is told");
        let ears = air.clone();
        let engines = move || {
            let ears = ears.clone();
            Engines {
                microphone: Box::new(move || {
                    Ok(Box::new(ears.card().open_ear(Format::MICROPHONE, Hearing::default())?))
                }),
                detector: Box::new(|| Ok(Box::new(Earshot::new()))),
                recogniser: Box::new(|| Ok(Box::new(Writing::open(&recogniser(), "en")?))),
                chat: None,
            }
        };
        let attention = Attention::new(talk::Settings::default(), engines);
        session.send(Command::Listen(Some(Box::new(attention)))).expect("somebody listens");
        session.send(Command::Perform(Box::new(story()))).expect("it begins");
        let told = Box::new(move || told.try_recv().ok());
        House { air, session: Some(session), told, heard: Vec::new(), passing: Some(passing) }
    }

    fn phase(&self) -> Phase {
        self.session.as_ref().map_or(Phase::Idle, |session| session.stage().borrow().phase)
    }

    fn position(&self) -> f64 {
        self.session.as_ref().map_or(0.0, |session| session.stage().borrow().position)
    }

    fn until(&mut self, what: &str, patience: Duration, happens: impl Fn(&House) -> bool) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            while let Some(told) = (self.told)() {
                self.heard.push(told);
            }
            if happens(self) {
                return true;
            }
            sleep(Duration::from_millis(10));
        }
        eprintln!("{what}: not after {patience:?}; {:?}", self.heard);
        false
    }

    /// Says it until it is understood.
    fn say_until(&mut self, speech: &[Vec<f32>], command: Spoken) {
        let obeyed = |house: &House| house.heard.contains(&Told::Obeyed(command));
        for speech in speech.iter().cycle().take(TIMES) {
            self.air.say(speech);
            if self.until(&format!("{command:?}"), AGAIN, obeyed) {
                return;
            }
        }
        panic!("{command:?} was not understood in {TIMES} times; {:?}", self.heard);
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.session = None;
        self.air.over.store(true, Ordering::Release);
        if let Some(passing) = self.passing.take() {
            passing.join().ok();
        }
    }
}

fn story() -> Request {
    let script =
        Script::parse("deep-station.ink", STORY, &|_| None).unwrap_or_else(|fault| panic!("{fault}"));
    Request {
        id: "deep-station".into(),
        script: Arc::new(script),
        start: Start { minutes: None, seed: 1 },
        place: None,
        choices: VecDeque::new(),
        at_ask: AtAsk::Wait,
    }
}

/// `text` in both voices, as loud as it reaches the microphone.
fn spoken(text: &str, folder: &Path) -> Option<Vec<Vec<f32>>> {
    let voice = |voice| {
        let path = said(text, voice, folder)?;
        let pcm = vesper_audio::read_at(&path, RATE, PATIENCE).expect("a sound file");
        Some(pcm.samples.iter().map(|sample| NEAR * sample).collect())
    };
    VOICES.into_iter().map(voice).collect()
}

#[test]
fn pause_and_go_on_are_understood_over_the_narrators_voice_and_its_echo() {
    let folder = tempfile::tempdir().expect("a folder");
    let (Some(pause), Some(go_on)) = (spoken("Pause.", folder.path()), spoken("Go on.", folder.path()))
    else {
        return;
    };
    let _alone = alone();
    let mut house = House::telling();
    assert!(house.until("ten seconds of the story", PATIENCE, |house| house.position() > 10.0));
    let said = |house: &House| house.heard.iter().any(|told| matches!(told, Told::Listener(_)));
    assert!(!said(&house), "it heard itself: {:?}", house.heard);
    assert!(house.air.loudness(Duration::from_secs(3)) > 0.01, "nothing sounds");

    house.say_until(&pause, Spoken::Pause);
    assert!(house.until("a pause", PATIENCE, |house| house.phase() == Phase::Paused));
    let held = house.position();
    sleep(Duration::from_secs(1));
    assert!(house.air.loudness(Duration::from_millis(500)) < 0.005, "it speaks on");

    house.say_until(&go_on, Spoken::GoOn);
    assert!(house.until("the story to go on", PATIENCE, |house| house.position() > held + 2.0));
    assert_eq!(house.phase(), Phase::Speaking);
    eprintln!("told: {:?}", house.heard);
}
