//! Listening to the performance: what is said then takes choices and steers.

use std::sync::PoisonError;
use std::time::Duration;

use tauri::State;
use tauri::ipc::Channel;

use super::Answer;
use crate::feed::Feed;
use crate::shell::Shell;
use crate::wire::{Heard, Listening};

/// At most ten times a second.
const BEAT: Duration = Duration::from_millis(100);

/// Sends what is heard at once and whenever something about it changes, at most ten times a second.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_heard(shell: State<'_, Shell>, on: Channel<Heard>) -> Answer<()> {
    // What is kept is known once the companion is there.
    shell.with(|_| Ok(())).await?;
    let feed = Feed::start(shell.heard.subscribe(), BEAT, on, Heard::clone);
    *shell.heard_feed.lock().unwrap_or_else(PoisonError::into_inner) = Some(feed);
    Ok(())
}

/// Listens so from here on, or not any more, and keeps it as the listener's wish. A conversation ends where it begins.
#[tauri::command]
#[specta::specta]
pub async fn listen(shell: State<'_, Shell>, listening: Listening) -> Answer<()> {
    shell.listen(listening).await
}
