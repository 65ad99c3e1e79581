//! The voices: who can speak, how they sound, and new ones made with their speaker's consent.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tauri::State;
use tauri::ipc::Channel;
use vesper::voices::{self as room, Step};
use vesper::{Home, Kept};
use vesper_session::Phase;
use vesper_speech::{Error, Kind, Out, Result};

use super::Answer;
use crate::shell::Shell;
use crate::wire::{NewVoice, Speaks, Trouble, Voice, VoiceStep, Voices};

const LONGEST_AUDITION: Duration = Duration::from_secs(20);

/// Everybody who can speak, and who will in the next performance.
#[tauri::command]
#[specta::specta]
pub async fn voices(shell: State<'_, Shell>) -> Answer<Voices> {
    let chosen = shell.with(|companion| Ok(companion.settings().voice.clone())).await?;
    aside(&shell, move |home, kept| {
        let (voices, faults) = room::voices(home);
        Ok(Voices {
            voices: voices.into_iter().map(Voice::from).collect(),
            speaks: Speaks::from(room::who_speaks(home, kept, chosen.as_deref())),
            faults: faults.into_iter().map(Trouble::from).collect(),
        })
    })
    .await
}

/// Says a sentence in `voice`; answers when it was said.
#[tauri::command]
#[specta::specta]
pub async fn audition(shell: State<'_, Shell>, voice: Option<String>, pace: f32) -> Answer<()> {
    if shell.talks.borrow().open {
        let what = "cannot be tried out during a conversation.";
        return Err(Error::new(Kind::BadRequest, "voice", what, "End it first.").into());
    }
    let mut stages = shell
        .with(move |companion| {
            // Where it is gone, somebody else says so, in English.
            let found = voice.as_deref().and_then(|id| room::find(companion.home(), id).ok());
            let language = found.map_or_else(|| "en".into(), |voice| voice.language);
            let mut line = vesper::sample_line(voice, &language);
            line.pace = pace;
            let stages = companion.stage();
            companion.audition(line)?;
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

/// The name of the model that new voices speak with; why none can be made, where that is so.
#[tauri::command]
#[specta::specta]
pub async fn voice_maker(shell: State<'_, Shell>) -> Answer<String> {
    aside(&shell, |home, _| room::imitated_for(home)).await
}

/// What has to be typed once `speaker` has agreed.
#[tauri::command]
#[specta::specta]
pub fn consent_statement(speaker: String) -> String {
    room::statement(&speaker)
}

/// Makes a voice, and tells each step of it. One at a time.
#[tauri::command]
#[specta::specta]
pub async fn add_voice(shell: State<'_, Shell>, voice: NewVoice, on: Channel<VoiceStep>) -> Answer<Voice> {
    let stop = Arc::new(AtomicBool::new(false));
    {
        let mut making = shell.making.lock().unwrap_or_else(PoisonError::into_inner);
        if making.is_some() {
            let advice = "Wait until it is there, or stop it.";
            return Err(Error::new(Kind::BadRequest, "a voice", "is being made already.", advice).into());
        }
        *making = Some(stop.clone());
    }
    let made = aside(&shell, move |home, kept| {
        room::imitate(home, kept, &voice.into(), &mut Steps { on, stop }).map(Voice::from)
    })
    .await;
    *shell.making.lock().unwrap_or_else(PoisonError::into_inner) = None;
    made
}

/// Stops making the voice that is being made; nothing of it is kept.
#[tauri::command]
#[specta::specta]
pub fn cancel_voice(shell: State<'_, Shell>) {
    if let Some(stop) = &*shell.making.lock().unwrap_or_else(PoisonError::into_inner) {
        stop.store(true, Ordering::Release);
    }
}

/// Deletes a voice that was made from a recording.
#[tauri::command]
#[specta::specta]
pub async fn remove_voice(shell: State<'_, Shell>, id: String) -> Answer<()> {
    let removed = id.clone();
    aside(&shell, move |home, kept| room::remove(home, kept, &removed)).await?;
    shell.with(move |companion| Ok(companion.voice_removed(&id)?)).await
}

struct Steps {
    on: Channel<VoiceStep>,
    stop: Arc<AtomicBool>,
}

impl Out<Step> for Steps {
    fn put(&mut self, step: Step) -> Result<()> {
        self.check()?;
        if let Err(error) = self.on.send(step.into()) {
            tracing::debug!("nobody hears that a voice is being made: {error}");
        }
        Ok(())
    }

    fn check(&self) -> Result<()> {
        if self.stop.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) }
    }
}

/// Runs `work` off the main thread and without the companion, which a performance needs meanwhile.
async fn aside<T: Send + 'static>(
    shell: &Shell,
    work: impl FnOnce(&Home, &Kept) -> Result<T> + Send + 'static,
) -> Answer<T> {
    let (home, kept) =
        shell.with(|companion| Ok((companion.home().clone(), companion.kept().clone()))).await?;
    let done = tauri::async_runtime::spawn_blocking(move || work(&home, &kept)).await;
    Ok(done.map_err(Trouble::internal)??)
}
