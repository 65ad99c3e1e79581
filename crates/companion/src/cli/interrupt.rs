use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Builder;

/// Set once the listener pressed Ctrl-C: what is under way ends cleanly, and nothing half-written stays.
pub(crate) fn watch() -> anyhow::Result<Arc<AtomicBool>> {
    let pressed = Arc::new(AtomicBool::new(false));
    let seen = pressed.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    Builder::new().name("interrupt".into()).spawn(move || {
        if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
            seen.store(true, Ordering::Release);
        }
    })?;
    Ok(pressed)
}
