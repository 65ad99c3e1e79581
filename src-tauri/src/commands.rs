//! What the UI may ask for. Each command is a line or two on the companion.
#![allow(clippy::let_underscore_must_use, reason = "the command macro writes it")]

pub mod library;
pub mod listening;
pub mod models;
pub mod talk;
pub mod voices;
pub mod wishes;

use std::sync::PoisonError;
use std::time::Duration;

use tauri::State;
use tauri::ipc::Channel;
use vesper::Wish;
use vesper_audio::Direction;
use vesper_session::Command;

use crate::feed::Feed;
use crate::shell::{Shell, show_listening};
use crate::wire::{Check, Control, Device, Entry, Settings, Stage, Trouble};

type Answer<T> = Result<T, Trouble>;

/// At most ten stages a second.
const BEAT: Duration = Duration::from_millis(100);

#[tauri::command]
#[specta::specta]
pub async fn library(shell: State<'_, Shell>) -> Answer<Vec<Entry>> {
    let written = shell.wishes.has_written();
    shell
        .with(move |companion| {
            if written {
                companion.look_again();
            }
            Ok(companion
                .shelf()
                .entries()
                .map(|entry| Entry::of(entry, companion.place(&entry.id)))
                .collect())
        })
        .await
}

/// Begins a performance: at the kept place unless `fresh`. A conversation that is open ends. A story that Vesper writes
/// goes on being written.
#[tauri::command]
#[specta::specta]
pub async fn open(shell: State<'_, Shell>, id: String, minutes: Option<u32>, fresh: bool) -> Answer<()> {
    if shell.open_again(&id, minutes, fresh).await? {
        return Ok(());
    }
    shell.quieten().await?;
    let heard = shell.heard.clone();
    shell
        .with(move |companion| {
            let entry = companion.shelf().find(&id, None)?;
            companion.perform(&entry, Wish { minutes, fresh, ..Wish::default() })?;
            // In another language, there may be nobody to hear.
            show_listening(companion, &heard);
            Ok(())
        })
        .await
}

#[tauri::command]
#[specta::specta]
pub async fn control(shell: State<'_, Shell>, control: Control) -> Answer<()> {
    if control.sounds() {
        shell.hang_up().await?;
    }
    let stops = matches!(control, Control::Stop);
    shell
        .with(move |companion| {
            let language = companion.stage().borrow().language.clone();
            Ok(companion.command(asked(control, language.as_deref()))?)
        })
        .await?;
    if stops { shell.leave_work().await } else { Ok(()) }
}

/// Sends the stage at once and whenever it changes, at most ten times a second.
#[tauri::command]
#[specta::specta]
pub async fn subscribe(shell: State<'_, Shell>, on: Channel<Stage>) -> Answer<()> {
    let stages = shell.with(|companion| Ok(companion.stage())).await?;
    let feed = Feed::start(stages, BEAT, on, |stage| Stage::from(stage));
    *shell.feed.lock().unwrap_or_else(PoisonError::into_inner) = Some(feed);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn settings(shell: State<'_, Shell>) -> Answer<Settings> {
    shell.with(|companion| Ok(Settings::from(companion.settings()))).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_settings(shell: State<'_, Shell>, settings: Settings) -> Answer<()> {
    shell.with(move |companion| Ok(companion.set_settings(settings.into())?)).await
}

/// The devices that can be heard.
#[tauri::command]
#[specta::specta]
pub async fn devices() -> Answer<Vec<Device>> {
    devices_of(Direction::Output).await
}

/// The devices that hear.
#[tauri::command]
#[specta::specta]
pub async fn microphones() -> Answer<Vec<Device>> {
    devices_of(Direction::Input).await
}

async fn devices_of(direction: Direction) -> Answer<Vec<Device>> {
    let devices =
        tauri::async_runtime::spawn_blocking(vesper_audio::devices).await.map_err(Trouble::internal)??;
    Ok(devices.into_iter().filter(|device| device.direction == direction).map(Device::from).collect())
}

#[tauri::command]
#[specta::specta]
pub async fn doctor(shell: State<'_, Shell>) -> Answer<Vec<Check>> {
    shell.with(|companion| Ok(companion.doctor().into_iter().map(Check::from).collect())).await
}

/// What is asked of a performance in `language`.
fn asked(control: Control, language: Option<&str>) -> Command {
    match control {
        Control::Pause => Command::Pause,
        Control::Resume => Command::Resume,
        Control::Back => Command::Back,
        Control::Stop => Command::Stop,
        Control::Choose { option } => Command::Choose(option as usize),
        Control::Jump { chapter } => Command::Jump(chapter as usize),
        Control::Push { down } => Command::Push(down),
        Control::Do { text } => Command::Do(text),
        // As whoever tells it would say it.
        Control::Finish => Command::Do(in_french(language, "la fin", "the end")),
        Control::Stay => Command::Stay,
        Control::Longer { minutes } => Command::Longer(minutes),
        Control::Skip => Command::Skip,
        Control::Slower => Command::Said(in_french(language, "plus lentement", "slower")),
    }
}

fn in_french(language: Option<&str>, french: &str, english: &str) -> String {
    let is_french = language.is_some_and(|tag| tag.split('-').next() == Some("fr"));
    if is_french { french.into() } else { english.into() }
}

#[cfg(test)]
mod tests {
    use vesper_session::intent::{Spoken, command};

    use super::*;

    #[test]
    fn a_button_asks_in_the_language_of_what_is_performed() {
        for language in ["en", "fr", "fr-CA"] {
            let Command::Said(words) = asked(Control::Slower, Some(language)) else {
                panic!("nothing is said")
            };
            assert_eq!(command(&words, language), Some(Spoken::Slower), "{language}");
        }
        assert!(matches!(asked(Control::Finish, Some("fr")), Command::Do(words) if words == "la fin"));
        assert!(matches!(asked(Control::Finish, None), Command::Do(words) if words == "the end"));
    }

    #[test]
    fn steering_a_meditation_is_what_the_session_knows() {
        assert!(matches!(asked(Control::Longer { minutes: 5 }, None), Command::Longer(5)));
        assert!(matches!(asked(Control::Stay, None), Command::Stay));
        assert!(matches!(asked(Control::Skip, None), Command::Skip));
        assert!(Control::Skip.sounds() && !Control::Stop.sounds());
    }
}
