//! Where whoever writes a growing story sits: what is wanted lies there, and what is written is handed in.

use tokio::sync::{mpsc, watch};
use vesper_speech::{Error, Result};

use crate::{Command, Growing, Wanted, Written};

/// The side of a session that whoever writes a growing story has, for as long as there is a session.
#[derive(Clone)]
pub struct Desk {
    commands: mpsc::WeakSender<Command>,
    wanted: watch::Receiver<Option<Wanted>>,
}

impl Desk {
    pub(crate) fn new(commands: mpsc::WeakSender<Command>, wanted: watch::Receiver<Option<Wanted>>) -> Desk {
        Desk { commands, wanted }
    }

    /// Hands in what was written; waits while the session is busy. Not to be called on an asynchronous thread.
    ///
    /// # Errors
    /// `Stopped`: the session is gone.
    pub fn write(&self, written: Written) -> Result<()> {
        self.send(Command::Written(Box::new(written)))
    }

    fn send(&self, command: Command) -> Result<()> {
        let commands = self.commands.upgrade().ok_or_else(Error::stopped)?;
        commands.blocking_send(command).map_err(|_| Error::stopped())
    }

    /// Has the session perform `growing`; waits while it is busy. Not to be called on an asynchronous thread.
    ///
    /// # Errors
    /// `Stopped`: the session is gone.
    pub fn grow(&self, growing: Growing) -> Result<()> {
        self.send(Command::Grow(Box::new(growing)))
    }

    /// Whether the session is gone.
    pub fn is_gone(&self) -> bool {
        self.commands.upgrade().is_none()
    }

    /// Whether what is wanted now is as `wanted` says; not where nothing is.
    pub fn wants(&self, wanted: impl FnOnce(&Wanted) -> bool) -> bool {
        self.wanted.borrow().as_ref().is_some_and(wanted)
    }

    /// Where the listener of the growing story is, now.
    pub fn wanted(&self) -> Option<Wanted> {
        self.wanted.borrow().clone()
    }

    /// Waits until that changes; says whether there still is a session.
    pub async fn changed(&mut self) -> bool {
        self.wanted.changed().await.is_ok()
    }
}
