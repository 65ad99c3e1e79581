use std::path::{Path, PathBuf};

use vesper_library::{Damage, Snapshot};
use vesper_speech::{Error, Kind, Result};

use crate::companion::Companion;

/// A damaged library was moved aside, and this snapshot of it can be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What was wrong with the file, as a sentence without its subject.
    pub what: String,
    /// Where the damaged file lies now; none where it was gone.
    pub aside: Option<PathBuf>,
    pub snapshot: Snapshot,
}

impl Offer {
    pub(crate) fn of(damage: &Damage) -> Option<Offer> {
        let Damage { what, aside, snapshot } = damage.clone();
        Some(Offer { what, aside, snapshot: snapshot? })
    }
}

impl Companion {
    /// What can be brought back since the library was found damaged; none once that was answered.
    pub fn offer(&self) -> Option<Offer> {
        self.offer.clone()
    }

    /// Brings the offered snapshot back, its settings at once. What was kept since then lies afterwards in the file
    /// that is returned. The offer stays where this fails.
    pub fn restore(&mut self) -> Result<PathBuf> {
        let Some(offer) = &self.offer else {
            let what = "there is no snapshot to bring back.";
            return Err(Error::new(
                Kind::BadRequest,
                "library",
                what,
                "`vesper library snapshots` lists them.",
            ));
        };
        let aside = self.kept.with(|library| library.restore(&offer.snapshot))?;
        self.offer = None;
        let settings = self.kept.settings()?;
        self.apply(settings)?;
        Ok(aside)
    }

    /// Goes on with the new library. The damaged file and the snapshots stay where they are.
    pub fn decline(&mut self) {
        self.offer = None;
    }
}

/// What became of the library at `path`, in sentences for the listener.
pub(crate) fn told(path: &Path, damage: &Damage) -> String {
    let aside = match &damage.aside {
        Some(aside) => format!(" It lies in {} now, and a new library was begun.", aside.display()),
        None => String::new(),
    };
    let back = match &damage.snapshot {
        Some(snapshot) => format!(
            " `vesper library restore` brings the snapshot of {} back.",
            crate::dates::day(snapshot.day)
        ),
        None => " There is no snapshot of it yet.".into(),
    };
    format!("{}: {}{aside}{back}", path.display(), damage.what)
}
