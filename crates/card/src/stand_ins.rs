//! The CUDA libraries, loaded once the program runs.

use std::ffi::{c_char, c_int};

#[allow(unsafe_code, reason = "the stand-ins are linked in, and have no other door")]
unsafe extern "C" {
    /// Loads the libraries, and gives 0; else writes why not, in `room` bytes at most, ended by a nought.
    fn vesper_cuda_load(why: *mut c_char, room: usize) -> c_int;
}

/// Until this was called, whatever is asked of CUDA is answered with an error.
pub(crate) fn load() -> Result<(), String> {
    let mut why = [0_u8; 512];
    // SAFETY: `why` has the room that is named and outlives the call, which keeps no pointer and locks what it changes.
    #[allow(unsafe_code, reason = "see above")]
    let failed = unsafe { vesper_cuda_load(why.as_mut_ptr().cast(), why.len()) };
    if failed == 0 {
        return Ok(());
    }
    let end = why.iter().position(|byte| *byte == 0).unwrap_or(why.len());
    let why = String::from_utf8_lossy(why.get(..end).unwrap_or_default()).into_owned();
    Err(format!("NVIDIA's libraries are not all here: {why}."))
}
