use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Builder;

/// What a shell tells of a program that Ctrl-C ended: 128 and the signal's number.
const ENDED: i32 = 130;

/// Set once the listener pressed Ctrl-C: what is under way ends cleanly, and nothing half-written stays.
pub(crate) fn watch() -> anyhow::Result<Arc<AtomicBool>> {
    let pressed = Arc::new(AtomicBool::new(false));
    let seen = pressed.clone();
    on_press(move || seen.store(true, Ordering::Release))?;
    Ok(pressed)
}

/// Runs `act` once the listener pressed Ctrl-C, closed the terminal or ends the computer. Who presses a second time
/// does not want to wait for a clean end.
pub(crate) fn on_press(act: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
    let mut act = Some(act);
    on_each_press(move || act.take().map(|act| act()).is_some())
}

/// Runs `act` each time, as long as it answers `true`; then the program ends.
pub(crate) fn on_each_press(mut act: impl FnMut() -> bool + Send + 'static) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let mut presses = {
        let _inside = runtime.enter();
        Presses::listen()?
    };
    Builder::new().name("interrupt".into()).spawn(move || {
        loop {
            runtime.block_on(presses.next());
            if !act() {
                std::process::exit(ENDED);
            }
        }
    })?;
    Ok(())
}

/// The signals that ask a program to end, from when this is made: none in between is missed.
#[cfg(unix)]
struct Presses([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Presses {
    fn listen() -> std::io::Result<Presses> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Presses([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
        ]))
    }

    async fn next(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Presses(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Presses {
    fn listen() -> std::io::Result<Presses> {
        Ok(Presses(tokio::signal::windows::ctrl_c()?))
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}
