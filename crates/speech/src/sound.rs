use std::time::Duration;

/// A sound that lies under the voice. All are synthesised, none is a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bed {
    Rain,
    Waves,
    Fire,
    Wind,
    Drone,
    Brown,
}

impl Bed {
    pub const ALL: [Bed; 6] = [Bed::Rain, Bed::Waves, Bed::Fire, Bed::Wind, Bed::Drone, Bed::Brown];

    pub fn name(self) -> &'static str {
        match self {
            Bed::Rain => "rain",
            Bed::Waves => "waves",
            Bed::Fire => "fire",
            Bed::Wind => "wind",
            Bed::Drone => "drone",
            Bed::Brown => "brown",
        }
    }

    pub fn named(name: &str) -> Option<Bed> {
        Bed::ALL.into_iter().find(|bed| bed.name() == name)
    }
}

/// Something that begins when the voice reaches a sample, whatever was queued when.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// The bed changes to this one, or to none, over `fade`. The same seed gives the same samples.
    Bed { bed: Option<Bed>, seed: u64, fade: Duration },
    /// One stroke of the bell; it rings on under what follows.
    Bell,
    /// A chapter begins; files write it as a chapter mark, speakers ignore it.
    Chapter(String),
}

/// How loud something is, as shares of full scale, 0..1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Level {
    pub peak: f32,
    pub rms: f32,
}
