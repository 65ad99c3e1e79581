//! The mouth and what it plays through, in virtual time.

use std::collections::VecDeque;

use vesper_session::{Effect, Event, Piece};
use vesper_speech::{Bed, Error, Mark, Turn};

/// What is outside: the device that is there, and the air in which it sounds.
pub(crate) struct World {
    /// What opens next; `None` opens a sink that nobody hears.
    pub(crate) device: Option<String>,
    pub(crate) refuses: Option<Error>,
    pub(crate) air: Air,
    pub(crate) finished: usize,
}

/// What was heard, by anyone or nobody.
#[derive(Default)]
pub(crate) struct Air {
    /// Kept unless `forgets`.
    pub(crate) samples: Vec<f32>,
    pub(crate) forgets: bool,
    pub(crate) heard: usize,
    /// Marks by the count of samples heard when they began.
    pub(crate) marks: Vec<(usize, Mark)>,
    /// The bed that lies under it now.
    pub(crate) bed: Option<Bed>,
    pub(crate) volume: (f32, f32),
    /// Beats in which a sink that was playing had nothing to play.
    pub(crate) starved: usize,
}

impl Default for World {
    fn default() -> Self {
        World { device: Some("Speakers".into()), refuses: None, air: Air::default(), finished: 0 }
    }
}

struct Sink {
    device: Option<String>,
    queue: VecDeque<f32>,
    marks: VecDeque<(u64, Mark)>,
    written: u64,
    played: u64,
    paused: bool,
}

/// Two seconds, as the speaker has.
const ROOM: usize = 96_000;

impl Sink {
    fn write(&mut self, samples: &[f32]) -> usize {
        let taken = samples.len().min(ROOM - self.queue.len());
        self.queue.extend(&samples[..taken]);
        self.written += taken as u64;
        taken
    }

    fn clear(&mut self) {
        self.queue.clear();
        self.marks.clear();
        (self.written, self.played) = (0, 0);
    }

    fn play(&mut self, count: u64, air: &mut Air) {
        if self.paused {
            return;
        }
        let mut left = count;
        loop {
            while let Some((_, mark)) = self.marks.pop_front_if(|(at, _)| *at <= self.played) {
                if let Mark::Bed { bed, .. } = mark {
                    air.bed = bed;
                }
                air.marks.push((air.heard, mark));
            }
            let until = self.marks.front().map_or(u64::MAX, |(at, _)| at - self.played);
            let now = (self.queue.len() as u64).min(left).min(until) as usize;
            if now == 0 {
                air.starved += usize::from(left == count && count > 0);
                return;
            }
            let heard = self.queue.drain(..now);
            if air.forgets {
                drop(heard);
            } else {
                air.samples.extend(heard);
            }
            air.heard += now;
            self.played += now as u64;
            left -= now as u64;
        }
    }
}

#[derive(Default)]
pub(crate) struct Mouth {
    pub(crate) orders: VecDeque<Effect>,
    /// At most so many orders are taken in one beat.
    pub(crate) pace: Option<usize>,
    /// What the sink is about to say of itself: lost, with a reason, or a better one is there.
    pub(crate) news: Option<Option<String>>,
    sink: Option<Sink>,
    pieces: VecDeque<Piece>,
    turn: Turn,
    /// The sink is new, and no turn has begun on it.
    fresh: bool,
    taken: u64,
    told: (u64, u64),
}

impl Mouth {
    pub(crate) fn length(piece: &Piece) -> u64 {
        match piece {
            Piece::Samples(samples) => samples.len() as u64,
            Piece::Silence(count) => *count,
            Piece::Mark(_) => 0,
        }
    }

    pub(crate) fn has_sink(&self) -> bool {
        self.sink.is_some()
    }

    pub(crate) fn work(&mut self, count: u64, world: &mut World, events: &mut VecDeque<Event>) {
        for _ in 0..self.pace.unwrap_or(usize::MAX) {
            let Some(order) = self.orders.pop_front() else { break };
            self.take(order, world, events);
        }
        if let Some(reason) = self.news.take() {
            self.replace(reason, world, events);
        }
        self.pump();
        if let Some(sink) = &mut self.sink {
            sink.play(count, &mut world.air);
            assert!(sink.played <= sink.written);
        }
        self.pump();
        self.tell(events);
    }

    fn take(&mut self, order: Effect, world: &mut World, events: &mut VecDeque<Event>) {
        match order {
            Effect::Open => self.open(world, events),
            Effect::Reopen => self.replace(None, world, events),
            Effect::Close => {
                self.sink = None;
                self.forget();
            }
            Effect::Clear(turn) | Effect::Stop(turn) => {
                (self.turn, self.fresh) = (turn, false);
                self.forget();
                if let Some(sink) = &mut self.sink {
                    sink.clear();
                }
            }
            Effect::Play(turn, piece) if turn == self.turn && !self.fresh => self.pieces.push_back(piece),
            Effect::Play(..) => {}
            Effect::Pause => self.sink.iter_mut().for_each(|sink| sink.paused = true),
            Effect::Resume => self.sink.iter_mut().for_each(|sink| sink.paused = false),
            Effect::Volume(voice, bed) => world.air.volume = (voice, bed),
            Effect::Finish => {
                world.finished += 1;
                events.push_back(Event::Finished(Ok(())));
            }
            // What is ducked is as long as it was.
            Effect::Duck | Effect::Restore { .. } => {}
            Effect::Speak { .. } | Effect::Hush { .. } | Effect::Voices(_) | Effect::Report(_) => {
                panic!("no order for a mouth")
            }
        }
    }

    fn forget(&mut self) {
        self.pieces.clear();
        (self.taken, self.told) = (0, (0, 0));
    }

    fn open(&mut self, world: &mut World, events: &mut VecDeque<Event>) {
        self.forget();
        self.fresh = true;
        world.air.bed = None;
        events.push_back(match &world.refuses {
            Some(error) => Event::OpenFailed(error.clone()),
            None => {
                let device = world.device.clone();
                self.sink = Some(Sink {
                    device: device.clone(),
                    queue: VecDeque::new(),
                    marks: VecDeque::new(),
                    written: 0,
                    played: 0,
                    paused: false,
                });
                Event::Opened(device)
            }
        });
    }

    fn replace(&mut self, reason: Option<String>, world: &mut World, events: &mut VecDeque<Event>) {
        let Some(sink) = self.sink.take() else { return };
        events.push_back(Event::Lost { turn: self.turn, played: sink.played, reason });
        self.open(world, events);
    }

    fn pump(&mut self) {
        let Some(sink) = self.sink.as_mut() else { return };
        while let Some(piece) = self.pieces.front_mut() {
            let whole = match piece {
                Piece::Mark(mark) => {
                    sink.marks.push_back((sink.written, mark.clone()));
                    true
                }
                Piece::Samples(samples) => {
                    let taken = sink.write(samples);
                    samples.drain(..taken);
                    samples.is_empty()
                }
                Piece::Silence(left) => {
                    *left -= sink.write(&vec![0.0; *left as usize]) as u64;
                    *left == 0
                }
            };
            if !whole {
                return;
            }
            self.pieces.pop_front();
            self.taken += 1;
        }
    }

    fn tell(&mut self, events: &mut VecDeque<Event>) {
        let Some(sink) = self.sink.as_ref().filter(|_| !self.fresh) else { return };
        let now = (sink.played, self.taken);
        if now != self.told {
            self.told = now;
            events.push_back(Event::Heard { turn: self.turn, played: now.0, taken: now.1 });
        }
    }

    pub(crate) fn device(&self) -> Option<&str> {
        self.sink.as_ref()?.device.as_deref()
    }
}
