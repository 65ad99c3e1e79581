use std::time::Duration;

use vesper_speech::{Kind, Result};

use super::{Direction, Sight, Watch, default_of, find, id_of};

/// How often is asked which device is the right one.
const WATCH: Duration = Duration::from_secs(1);

/// Which device is the right one.
pub(crate) enum Aim {
    /// Whatever is the default.
    Default,
    /// This one and no other.
    Device(String),
    /// The default, until this one is there.
    DefaultUntil(String),
}

impl Aim {
    /// This one, or the default where none is named.
    pub(crate) fn at(device: Option<&str>) -> Aim {
        device.map_or(Aim::Default, |wanted| Aim::Device(wanted.to_owned()))
    }

    /// What a listener calls it.
    pub(crate) fn subject(&self, direction: Direction) -> String {
        match self {
            Aim::Device(wanted) => wanted.clone(),
            Aim::Default | Aim::DefaultUntil(_) => format!("the default {}", direction.noun()),
        }
    }

    /// The device of now. May block.
    pub(crate) fn find(&self, direction: Direction) -> Result<cpal::Device> {
        match self {
            Aim::Device(wanted) => find(direction, wanted),
            Aim::Default | Aim::DefaultUntil(_) => default_of(direction),
        }
    }

    /// Watches whether `opened` is still the right one.
    pub(crate) fn watch(self, direction: Direction, opened: &cpal::Device) -> Watch {
        let opened = id_of(opened);
        Watch::start(WATCH, move || self.look(direction, &opened))
    }

    /// Compares the devices of now with the one that was `opened`. May block.
    fn look(&self, direction: Direction, opened: &str) -> Option<Sight> {
        let moved = |device: cpal::Device| (id_of(&device) != opened).then_some(Sight::Moved);
        let default = || default_of(direction).ok().and_then(moved);
        match self {
            Aim::Default => default(),
            Aim::Device(wanted) => match find(direction, wanted) {
                Ok(device) => moved(device),
                Err(error) => (error.kind == Kind::MissingDevice).then_some(Sight::Gone),
            },
            Aim::DefaultUntil(wanted) => find(direction, wanted).ok().map_or_else(default, moved),
        }
    }
}
