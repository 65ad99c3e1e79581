//! An utterance that is recognised while it is being said.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::cell::Cell;
use std::time::Duration;

use vesper_asr::{Listener, Partial};
use vesper_speech::{Error, FRAME, Frame, HEARD_RATE, Kind, Out, Pcm, Recognizer, Result, Segment, Turn};

/// Says what it was told to say, and remembers how much it was given.
#[derive(Default)]
struct Scripted {
    glances: Vec<&'static str>,
    whole: &'static str,
    given: Vec<usize>,
}

impl Scripted {
    fn says(heard: &Pcm, text: &str, out: &mut dyn Out<Segment>) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let segment =
            Segment { from: Duration::ZERO, to: heard.duration(), text: text.into(), confidence: 0.8 };
        out.put(segment)
    }
}

impl Recognizer for Scripted {
    fn recognize(&mut self, heard: &Pcm, out: &mut dyn Out<Segment>) -> Result<()> {
        self.given.push(heard.samples.len());
        Scripted::says(heard, self.whole, out)
    }

    fn glance(&mut self, heard: &Pcm, out: &mut dyn Out<Segment>) -> Result<()> {
        self.given.push(heard.samples.len());
        assert_eq!(heard.rate, HEARD_RATE);
        Scripted::says(heard, if self.glances.is_empty() { "" } else { self.glances.remove(0) }, out)
    }
}

/// Pushes so many frames, and glances whenever that is due.
fn listen(listener: &mut Listener, recognizer: &mut Scripted, frames: usize, out: &mut dyn Out<Partial>) {
    for _ in 0..frames {
        assert!(listener.push(&Frame([0.1; FRAME])));
        if listener.due() {
            listener.glance(recognizer, out).unwrap();
        }
    }
}

#[test]
fn words_become_certain_while_somebody_speaks_and_whole_at_the_end() {
    let mut recognizer = Scripted {
        glances: vec!["I take the", "I take the lamb", "I take the lamp and go", "I take the lamp and go"],
        whole: "I take the lamp and go up.",
        ..Scripted::default()
    };
    let (mut listener, mut told) = (Listener::new(), Vec::new());
    listener.begin(Turn(7), &[0.0; 4000]);
    // 13 frames are the first 416 ms.
    listen(&mut listener, &mut recognizer, 52, &mut told);
    listener.finish(&mut recognizer, &mut told).unwrap();
    let seen: Vec<(&str, &str, bool)> =
        told.iter().map(|partial| (&*partial.stable, &*partial.rest, partial.last)).collect();
    assert_eq!(
        seen,
        [
            ("", "I take the", false),
            ("I take the", "lamb", false),
            ("I take the", "lamp and go", false),
            ("I take the lamp and go", "", false),
            ("I take the lamp and go up.", "", true),
        ]
    );
    assert!(told.iter().all(|partial| partial.turn == Turn(7) && (partial.confidence - 0.8).abs() < 1e-5));
    assert_eq!(told[1].text(), "I take the lamb");
    let last = told.last().unwrap();
    assert_eq!(last.heard, Duration::from_secs_f64((4000 + 52 * FRAME) as f64 / f64::from(HEARD_RATE)));
    assert_eq!(last.spoken, Some((Duration::ZERO, last.heard)));
}

#[test]
fn every_400_ms_all_of_the_utterance_is_recognised_with_what_was_before_it() {
    let (mut listener, mut recognizer) = (Listener::new(), Scripted::default());
    let before: Vec<f32> = (0..HEARD_RATE).map(|index| index as f32 * 1e-5).collect();
    listener.begin(Turn(1), &before);
    listen(&mut listener, &mut recognizer, 100, &mut Vec::new());
    assert_eq!(listener.heard().samples[..before.len()], before);
    assert_eq!(recognizer.given.len(), 1 + (100 - 1) / 13);
    for pair in recognizer.given.windows(2) {
        assert_eq!(pair[1] - pair[0], 13 * FRAME, "416 ms, the first whole frames over 400");
    }
}

#[test]
fn a_long_utterance_is_recognised_less_often_and_ends_before_it_is_too_long() {
    let (mut listener, mut recognizer) = (Listener::new(), Scripted::default());
    listener.begin(Turn(1), &[]);
    let frames = 29 * HEARD_RATE as usize / FRAME;
    listen(&mut listener, &mut recognizer, frames, &mut Vec::new());
    let last = recognizer.given.windows(2).last().unwrap();
    assert!(last[1] - last[0] > HEARD_RATE as usize, "a second and more at the end");
    assert!(!listener.push(&Frame::default()), "29 s are all that can be taken");
    assert_eq!(listener.heard().samples.len(), frames * FRAME);
    listener.begin(Turn(2), &vec![0.0; 40 * HEARD_RATE as usize]);
    assert!(listener.push(&Frame::default()) && !listener.push(&Frame::default()));
}

/// Somebody who stops waiting while the recogniser is at work.
struct Leaving {
    asked: Cell<usize>,
    stays_for: usize,
    told: Vec<Partial>,
}

impl Out<Partial> for Leaving {
    fn put(&mut self, partial: Partial) -> Result<()> {
        self.told.push(partial);
        Ok(())
    }

    fn check(&self) -> Result<()> {
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() > self.stays_for { Err(Error::stopped()) } else { Ok(()) }
    }
}

#[test]
fn what_was_recognised_for_an_older_utterance_is_dropped() {
    let mut recognizer =
        Scripted { glances: vec!["wait", "wait", "no"], whole: "Wait.", ..Scripted::default() };
    let mut listener = Listener::new();
    listener.begin(Turn(1), &[0.1; 8000]);
    let mut leaving = Leaving { asked: Cell::new(0), stays_for: 0, told: Vec::new() };
    assert_eq!(listener.glance(&mut recognizer, &mut leaving).unwrap_err().kind, Kind::Stopped);
    assert_eq!(listener.finish(&mut recognizer, &mut leaving).unwrap_err().kind, Kind::Stopped);
    assert!(leaving.told.is_empty());
    // The next utterance knows nothing of it: no word is certain by what was said before.
    let mut told = Vec::new();
    listener.begin(Turn(2), &[0.2; 8000]);
    listener.glance(&mut recognizer, &mut told).unwrap();
    assert_eq!((told[0].turn, &*told[0].stable, &*told[0].rest), (Turn(2), "", "wait"));
    assert!(listener.heard().samples.iter().all(|sample| *sample == 0.2));
}

#[test]
fn where_nothing_was_said_nothing_is_told_but_that_it_is_over() {
    let (mut listener, mut recognizer, mut told) = (Listener::new(), Scripted::default(), Vec::new());
    listener.begin(Turn(3), &[]);
    listen(&mut listener, &mut recognizer, 14, &mut told);
    listener.finish(&mut recognizer, &mut told).unwrap();
    assert_eq!(told.len(), 2);
    for partial in &told {
        assert_eq!((partial.text(), partial.confidence, partial.spoken), (String::new(), 0.0, None));
    }
    assert!(!told[0].last && told[1].last);
}
