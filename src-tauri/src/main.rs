//! The window of Vesper.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

use std::io::IsTerminal;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("VESPER_LOG")
        .unwrap_or_else(|_| "error,pulseaudio=off".into());
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).init();
    vesper::quiet_ink();
    let home = vesper::Home::find()?;
    vesper_desktop::build(tauri::Builder::default(), home)
        .build(tauri::generate_context!())
        .context("The window could not be opened. Without a display, use the `vesper` command")?
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                vesper_desktop::leave(app);
            }
        });
    Ok(())
}
