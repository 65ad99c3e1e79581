//! People who speak, and what they say as a sound file.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Voices that the recogniser did not learn from, and that it understands.
pub(crate) const VOICES: [&str; 2] = ["en-us-nyc+paul", "en-gb-x-gbcwmd+m5"];

/// `text`, said by espeak-ng in `voice`, as a file in `folder`; `None` where it is not installed, which is said.
pub(crate) fn said(text: &str, voice: &str, folder: &Path) -> Option<PathBuf> {
    let name =
        format!("{text} {voice}").to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), "-");
    let path = folder.join(format!("{name}.wav"));
    let spoken =
        Command::new("espeak-ng").args(["-v", voice, "-s", "165", "-w"]).arg(&path).arg(text).output();
    match spoken {
        Ok(spoken) => {
            assert!(spoken.status.success(), "espeak-ng has no voice {voice}");
            Some(path)
        }
        Err(error) => {
            eprintln!("SKIPPED: nothing was said into a microphone: espeak-ng is not here ({error})");
            None
        }
    }
}
