//! The window: commands, wire types, and the stage sent on. No logic lives here.

pub mod commands;
mod conversation;
mod feed;
mod shell;
pub mod wire;
mod wishes;

use tauri::{AppHandle, Manager, Runtime};
use vesper::Home;

pub use shell::Shell;

/// All commands, for the handler and for the bindings that the UI imports.
macro_rules! wire {
    ($runtime:ty) => {
        tauri_specta::Builder::<$runtime>::new().commands(tauri_specta::collect_commands![
            commands::library,
            commands::open,
            commands::control,
            commands::subscribe,
            commands::settings,
            commands::set_settings,
            commands::devices,
            commands::doctor,
            commands::talk::subscribe_talk,
            commands::talk::begin_talk,
            commands::talk::control_talk,
            commands::talk::end_talk,
            commands::microphones,
            commands::listening::subscribe_heard,
            commands::listening::listen,
            commands::library::offer,
            commands::library::restore,
            commands::library::decline,
            commands::models::subscribe_models,
            commands::models::get_model,
            commands::models::pause_model,
            commands::models::cancel_model,
            commands::models::verify_model,
            commands::models::remove_model,
            commands::models::add_model,
            commands::wishes::meant,
            commands::wishes::ready,
            commands::wishes::subscribe_work,
            commands::wishes::begin_story,
            commands::wishes::understand,
            commands::wishes::begin_meditation,
            commands::wishes::begin_day,
            commands::wishes::steer_day,
            commands::wishes::end_work,
            commands::wishes::feeds,
            commands::wishes::starter_feeds,
            commands::wishes::add_feed,
            commands::wishes::remove_feed,
            commands::voices::voices,
            commands::voices::audition,
            commands::voices::voice_maker,
            commands::voices::consent_statement,
            commands::voices::add_voice,
            commands::voices::cancel_voice,
            commands::voices::remove_voice,
        ])
    };
}

/// The application without its context, so that tests can run it without a display.
pub fn build<R: Runtime>(builder: tauri::Builder<R>, home: Home) -> tauri::Builder<R> {
    let wire = wire!(R);
    builder.invoke_handler(wire.invoke_handler()).setup(move |app| {
        wire.mount_events(app);
        app.manage(Shell::open(home)?);
        Ok(())
    })
}

/// The application is about to end.
pub fn leave<R: Runtime>(app: &AppHandle<R>) {
    if let Some(shell) = app.try_state::<Shell>() {
        shell.leave();
    }
}

/// Writes the types and commands that the UI imports.
pub fn write_bindings(path: &std::path::Path) -> anyhow::Result<()> {
    let language = specta_typescript::Typescript::default();
    let wire =
        wire!(tauri::Wry).disable_serde_phases().error_handling(tauri_specta::ErrorHandlingMode::Throw);
    Ok(wire.export(language, path)?)
}
