use std::any::Any;
use std::thread;

/// Address space, not memory: what is not touched is never mapped. The bounds in [`bounds`](crate::bounds) keep the
/// deepest recursion of compiler and runtime far below it.
const STACK: usize = 64 << 20;

/// Runs `work` on a stack of its own, and turns a panic into an error.
///
/// The ink compiler and runtime descend as deep as a script nests and index what they read; a hostile script
/// must end in a fault, whatever stack the caller has left. Whatever `work` was building is dropped.
///
/// # Errors
/// A sentence that says what happened.
pub(crate) fn fenced<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    thread::scope(|scope| {
        let ink = thread::Builder::new()
            .name("ink".into())
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .map_err(|error| format!("No thread could be started for it ({error})."))?;
        ink.join().map_err(|panic| format!("The ink engine gave up on it ({}).", reason(panic.as_ref())))
    })
}

fn reason(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no reason given")
}
