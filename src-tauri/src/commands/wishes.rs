//! From one sentence to a story, a meditation or the day. What becomes of it is in the state of the work.

use std::sync::PoisonError;
use std::time::Duration;

use tauri::State;
use tauri::ipc::Channel;
use vesper::daily;

use super::Answer;
use crate::feed::Feed as Sent;
use crate::shell::Shell;
use crate::wire::{DaySteer, DaySteered, Feed, Meant, MeditationWish, Ready, StoryWish, Understood, Work};

/// At most ten times a second.
const BEAT: Duration = Duration::from_millis(100);

/// What a sentence wishes for. One that says that somebody is in danger is refused with where help is, which is also said.
#[tauri::command]
#[specta::specta]
pub async fn meant(shell: State<'_, Shell>, text: String) -> Answer<Meant> {
    shell.with(move |companion| Ok(companion.meant(&text)?.into())).await
}

/// What can be done now.
#[tauri::command]
#[specta::specta]
pub async fn ready(shell: State<'_, Shell>) -> Answer<Ready> {
    shell.ready().await
}

/// Sends what was begun at once and whenever something about it changes, at most ten times a second.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_work(shell: State<'_, Shell>, on: Channel<Work>) -> Answer<()> {
    let feed = Sent::start(shell.wishes.works(), BEAT, on, Work::clone);
    *shell.wishes.feed.lock().unwrap_or_else(PoisonError::into_inner) = Some(feed);
    Ok(())
}

/// Begins to write a story, which is told as soon as it begins. What was begun before ends; a conversation ends.
#[tauri::command]
#[specta::specta]
pub async fn begin_story(shell: State<'_, Shell>, wish: StoryWish) -> Answer<()> {
    shell.begin_story(wish).await
}

/// What is understood of a meditation, before it begins.
#[tauri::command]
#[specta::specta]
pub async fn understand(shell: State<'_, Shell>, wish: MeditationWish) -> Answer<Understood> {
    shell.understand(wish).await
}

/// Leads a meditation; where a chat model is here, it writes ahead of the listener.
#[tauri::command]
#[specta::specta]
pub async fn begin_meditation(shell: State<'_, Shell>, wish: MeditationWish) -> Answer<()> {
    shell.begin_meditation(wish).await
}

/// Asks the chosen feeds for what is new and tells it, in 1, 3 or 10 minutes.
#[tauri::command]
#[specta::specta]
pub async fn begin_day(shell: State<'_, Shell>, minutes: u32, language: String) -> Answer<()> {
    shell.begin_day(minutes, language).await
}

/// Does this with the part of the day that is heard, and says what came of it.
#[tauri::command(async)]
#[specta::specta]
pub fn steer_day(shell: State<'_, Shell>, steer: DaySteer) -> Answer<DaySteered> {
    shell.steer_day(steer)
}

/// Ends what was begun, while it is thought of or told; what is written of it stays.
#[tauri::command]
#[specta::specta]
pub async fn end_work(shell: State<'_, Shell>) -> Answer<()> {
    shell.leave_work().await
}

/// The feeds that the listener chose.
#[tauri::command]
#[specta::specta]
pub async fn feeds(shell: State<'_, Shell>) -> Answer<Vec<Feed>> {
    shell.with(|companion| Ok(daily::feeds(companion.kept())?.into_iter().map(Feed::from).collect())).await
}

/// Feeds to choose from. None of them is asked unless it is added.
#[tauri::command]
#[specta::specta]
pub fn starter_feeds() -> Answer<Vec<Feed>> {
    Ok(daily::starter()?.into_iter().map(Feed::from).collect())
}

/// Chooses a feed. Nothing is fetched before the day is asked for.
#[tauri::command]
#[specta::specta]
pub async fn add_feed(shell: State<'_, Shell>, feed: Feed) -> Answer<()> {
    shell
        .with(move |companion| {
            let feed = daily::Feed::new(&feed.address, &feed.title, &feed.topic)?;
            Ok(daily::add_feed(companion.kept(), feed)?)
        })
        .await
}

/// Does not ask the feed at this address any more.
#[tauri::command]
#[specta::specta]
pub async fn remove_feed(shell: State<'_, Shell>, address: String) -> Answer<()> {
    shell.with(move |companion| Ok(daily::remove_feed(companion.kept(), &address).map(drop)?)).await
}
