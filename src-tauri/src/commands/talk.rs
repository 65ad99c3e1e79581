//! A conversation: begun, led and ended. Of what is said, everything is in its state.

use std::sync::PoisonError;
use std::time::Duration;

use tauri::State;
use tauri::ipc::Channel;
use vesper_session::Command;

use super::Answer;
use crate::feed::Feed;
use crate::shell::Shell;
use crate::wire::{Talk, TalkControl, Talking};

/// At most ten times a second.
const BEAT: Duration = Duration::from_millis(100);

/// Sends the conversation at once and whenever something about it changes, at most ten times a second.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_talk(shell: State<'_, Shell>, on: Channel<Talk>) -> Answer<()> {
    let feed = Feed::start(shell.talks.subscribe(), BEAT, on, Talk::clone);
    *shell.talk_feed.lock().unwrap_or_else(PoisonError::into_inner) = Some(feed);
    Ok(())
}

/// Begins a conversation; one that is open ends, and a performance that sounds is paused.
#[tauri::command]
#[specta::specta]
pub async fn begin_talk(shell: State<'_, Shell>, talking: Talking) -> Answer<()> {
    shell.converse(talking).await
}

#[tauri::command]
#[specta::specta]
pub async fn control_talk(shell: State<'_, Shell>, control: TalkControl) -> Answer<()> {
    Ok(shell.say(control.into())?)
}

/// Ends the conversation, if one is open.
#[tauri::command]
#[specta::specta]
pub async fn end_talk(shell: State<'_, Shell>) -> Answer<()> {
    shell.hang_up().await
}

impl From<TalkControl> for Command {
    fn from(control: TalkControl) -> Command {
        match control {
            TalkControl::Pause => Command::Pause,
            TalkControl::Resume => Command::Resume,
            TalkControl::Push { down } => Command::Push(down),
            TalkControl::Type { text } => Command::Type(text),
        }
    }
}
