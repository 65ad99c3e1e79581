//! A library that was damaged: what of it can be brought back, and what the listener wants of that.

use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::wire::Offer;

/// What can be brought back since the library was found damaged; none once that was answered.
#[tauri::command]
#[specta::specta]
pub async fn offer(shell: State<'_, Shell>) -> Answer<Option<Offer>> {
    shell.with(|companion| Ok(companion.offer().map(Offer::from))).await
}

/// Brings the offered snapshot back. Answers where what was kept since then lies.
#[tauri::command]
#[specta::specta]
pub async fn restore(shell: State<'_, Shell>) -> Answer<String> {
    shell.with(|companion| Ok(companion.restore()?.display().to_string())).await
}

/// Goes on with an empty library; the damaged file and its snapshots stay where they are.
#[tauri::command]
#[specta::specta]
pub async fn decline(shell: State<'_, Shell>) -> Answer<()> {
    shell
        .with(|companion| {
            companion.decline();
            Ok(())
        })
        .await
}
