//! Where a voice comes from: a cloned one carries in its file whose it is and that they agreed.

use std::path::Path;

use vesper_speech::{Error, Kind, Result};
use vesper_weights::safetensors::Header;

use super::fault::bad_file;
use crate::voices::Consent;

/// Names in a voice's file under which its origin is kept.
const ORIGIN: &str = "origin";
const CLONED: &str = "cloned";
const SPEAKER: &str = "speaker";
const STATEMENT: &str = "consent";
const GIVEN: &str = "consent_given";
const RECORDING: &str = "recording_sha256";
/// Bytes of each text: a page.
const LONGEST: usize = 4096;

/// The consent with which the voice in the safetensors file `path` was cloned; none for a voice that is no clone. Reads
/// nothing of the file but its header.
///
/// # Errors
/// `MissingFile` or `Denied` where it cannot be opened, `BadFile` where it is no such file, or says more than a page of
/// its origin.
pub fn voice_origin(path: &Path) -> Result<Option<Consent>> {
    let header = Header::open(path)?;
    let said = |key: &str| header.metadata().find(|(name, _)| *name == key).map(|(_, text)| text);
    if said(ORIGIN) != Some(CLONED) {
        return Ok(None);
    }
    let text = |key: &str| {
        let text = said(key).unwrap_or_default();
        match text.len() <= LONGEST {
            true => Ok(text.to_owned()),
            false => Err(bad_file(&path.display().to_string(), "it says more than a page of its origin.")),
        }
    };
    let (speaker, statement, given) = (text(SPEAKER)?, text(STATEMENT)?, text(GIVEN)?);
    Ok(Some(Consent { speaker, statement, given, recording: text(RECORDING)? }))
}

/// What is written beside the tensors of a voice that was cloned with `consent`.
///
/// # Errors
/// `BadRequest` where a part of the consent is missing or longer than a page.
pub(super) fn mark(consent: &Consent) -> Result<[(&'static str, &str); 5]> {
    let parts = [&consent.speaker, &consent.statement, &consent.given];
    let is_long = consent.recording.len() > LONGEST;
    if is_long || parts.iter().any(|part| part.trim().is_empty() || part.len() > LONGEST) {
        return Err(Error::new(
            Kind::BadRequest,
            "the new voice",
            "nobody's consent goes with it.",
            "Say whose voice it is, what they agreed to, and when, each in less than a page.",
        ));
    }
    Ok([
        (ORIGIN, CLONED),
        (SPEAKER, &consent.speaker),
        (STATEMENT, &consent.statement),
        (GIVEN, &consent.given),
        (RECORDING, &consent.recording),
    ])
}
