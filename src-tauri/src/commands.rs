//! What the UI may ask for. Each command is a line or two on the companion.
#![allow(clippy::let_underscore_must_use, reason = "the command macro writes it")]

pub mod library;
pub mod models;

use std::sync::PoisonError;
use std::time::Duration;

use tauri::State;
use tauri::ipc::Channel;
use vesper::Wish;
use vesper_session::{Command, Phase};

use crate::feed::Feed;
use crate::shell::Shell;
use crate::wire::{Check, Control, Device, Entry, Settings, Stage, Trouble, VoiceInfo};

type Answer<T> = Result<T, Trouble>;

/// At most ten stages a second.
const BEAT: Duration = Duration::from_millis(100);

#[tauri::command]
#[specta::specta]
pub async fn library(shell: State<'_, Shell>) -> Answer<Vec<Entry>> {
    shell
        .with(|companion| {
            Ok(companion
                .shelf()
                .entries()
                .map(|entry| Entry::of(entry, companion.place(&entry.id)))
                .collect())
        })
        .await
}

/// Begins a performance: at the kept place unless `fresh`.
#[tauri::command]
#[specta::specta]
pub async fn open(shell: State<'_, Shell>, id: String, minutes: Option<u32>, fresh: bool) -> Answer<()> {
    shell
        .with(move |companion| {
            let entry = companion.shelf().find(&id, None)?;
            Ok(companion.perform(&entry, Wish { minutes, fresh, ..Wish::default() })?)
        })
        .await
}

#[tauri::command]
#[specta::specta]
pub async fn control(shell: State<'_, Shell>, control: Control) -> Answer<()> {
    shell.with(move |companion| Ok(companion.command(control.into())?)).await
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

#[tauri::command]
#[specta::specta]
pub async fn voices() -> Answer<Vec<VoiceInfo>> {
    let voices =
        tauri::async_runtime::spawn_blocking(vesper_tts::voices).await.map_err(Trouble::internal)??;
    Ok(voices.into_iter().map(VoiceInfo::from).collect())
}

/// The devices that can be heard.
#[tauri::command]
#[specta::specta]
pub async fn devices() -> Answer<Vec<Device>> {
    let devices =
        tauri::async_runtime::spawn_blocking(vesper_audio::devices).await.map_err(Trouble::internal)??;
    let outputs = devices.into_iter().filter(|device| device.direction == vesper_audio::Direction::Output);
    Ok(outputs.map(Device::from).collect())
}

/// Says a sentence in `voice`; answers when it was said.
#[tauri::command]
#[specta::specta]
pub async fn audition(shell: State<'_, Shell>, voice: Option<String>, pace: f32) -> Answer<()> {
    let mut stages = shell
        .with(move |companion| {
            let language = language_of(voice.as_deref());
            let stages = companion.stage();
            companion.audition(voice, &language, pace)?;
            Ok(stages)
        })
        .await?;
    let begun = |phase: Phase| matches!(phase, Phase::Preparing | Phase::Speaking);
    let over = |phase: Phase| !begun(phase);
    for wanted in [&begun as &(dyn Fn(Phase) -> bool + Sync), &over] {
        let reached = stages.wait_for(|stage| wanted(stage.phase));
        if tokio::time::timeout(LONGEST_AUDITION, reached).await.is_err() {
            break;
        }
    }
    Ok(())
}

const LONGEST_AUDITION: Duration = Duration::from_secs(20);

fn language_of(voice: Option<&str>) -> String {
    let voices = vesper_tts::voices().unwrap_or_default();
    let chosen = voices.into_iter().find(|known| Some(known.id.as_str()) == voice);
    chosen.map_or_else(|| "en".into(), |voice| voice.language)
}

#[tauri::command]
#[specta::specta]
pub async fn doctor(shell: State<'_, Shell>) -> Answer<Vec<Check>> {
    shell.with(|companion| Ok(companion.doctor().into_iter().map(Check::from).collect())).await
}

impl From<Control> for Command {
    fn from(control: Control) -> Command {
        match control {
            Control::Pause => Command::Pause,
            Control::Resume => Command::Resume,
            Control::Back => Command::Back,
            Control::Stop => Command::Stop,
            Control::Choose { option } => Command::Choose(option as usize),
            Control::Jump { chapter } => Command::Jump(chapter as usize),
        }
    }
}
