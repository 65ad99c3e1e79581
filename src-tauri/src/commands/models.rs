//! The models: what is here, and what shall come or go. Nothing is fetched but by [`get_model`].

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::PoisonError;
use std::time::Duration;

use tauri::State;
use tauri::ipc::Channel;
use vesper::models::{Models as Room, State as Condition};
use vesper_speech::Result;

use super::Answer;
use crate::feed::Feed;
use crate::shell::Shell;
use crate::wire::{Models, Trouble};

/// At most four times a second.
const BEAT: Duration = Duration::from_millis(250);

/// Sends the models at once and whenever something about them changes, at most four times a second.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_models(shell: State<'_, Shell>, on: Channel<Models>) -> Answer<()> {
    let room = room(&shell).await?;
    let (cards, hub) = with(&room, |room| Ok((room.cards()?, room.hub().ok()))).await?;
    let hub = hub.map(|hub| hub.endpoint);
    let feed = Feed::start(cards, BEAT, on, move |cards| Models::of(&room, cards, hub.clone()));
    *shell.models.lock().unwrap_or_else(PoisonError::into_inner) = Some(feed);
    Ok(())
}

/// Fetches a model, and what it needs; goes on where an earlier try was cut.
#[tauri::command]
#[specta::specta]
pub async fn get_model(shell: State<'_, Shell>, id: String) -> Answer<()> {
    with(&room(&shell).await?, move |room| room.get(&id).map(drop)).await
}

/// Stops what is done with a model; what is there of it stays.
#[tauri::command]
#[specta::specta]
pub async fn pause_model(shell: State<'_, Shell>, id: String) -> Answer<()> {
    with(&room(&shell).await?, move |room| room.pause(&id)).await
}

/// Stops fetching a model and drops what came of it.
#[tauri::command]
#[specta::specta]
pub async fn cancel_model(shell: State<'_, Shell>, id: String) -> Answer<()> {
    with(&room(&shell).await?, move |room| room.cancel(&id)).await
}

/// Reads a model and compares it with what it should be. Answers when that is over, whether it is whole; its card
/// says what is wrong.
#[tauri::command]
#[specta::specta]
pub async fn verify_model(shell: State<'_, Shell>, id: String) -> Answer<bool> {
    let room = room(&shell).await?;
    let checked = id.clone();
    with(&room, move |room| room.verify(&checked)).await?;
    loop {
        match room.state(&id) {
            Some(state) if state.is_under_way() => tokio::time::sleep(BEAT).await,
            state => return Ok(matches!(state, Some(Condition::Whole { .. }))),
        }
    }
}

/// Deletes a model's files.
#[tauri::command]
#[specta::specta]
pub async fn remove_model(shell: State<'_, Shell>, id: String) -> Answer<()> {
    with(&room(&shell).await?, move |room| room.remove(&id).map(drop)).await
}

/// Takes the model whose files lie at `path`, once they are checked, and answers its name.
#[tauri::command]
#[specta::specta]
pub async fn add_model(shell: State<'_, Shell>, path: PathBuf) -> Answer<String> {
    let added = move |room: &Room| {
        let id = room.add(&path)?;
        Ok(room.catalog().get(&id).map_or(id, |model| model.name.clone()))
    };
    with(&room(&shell).await?, added).await
}

async fn room(shell: &Shell) -> Answer<Arc<Room>> {
    shell.with(|companion| Ok(companion.models()?.clone())).await
}

/// Runs `work` off the main thread and without the companion, which a performance needs meanwhile.
async fn with<T: Send + 'static>(
    room: &Arc<Room>,
    work: impl FnOnce(&Room) -> Result<T> + Send + 'static,
) -> Answer<T> {
    let room = room.clone();
    let done = tauri::async_runtime::spawn_blocking(move || work(&room)).await;
    Ok(done.map_err(Trouble::internal)??)
}
