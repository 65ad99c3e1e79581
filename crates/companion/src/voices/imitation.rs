//! A new voice, taken from a recording of somebody who agreed to it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use sha2::{Digest, Sha256};
use vesper_audio::read_at;
use vesper_catalog::{Model, Presence};
use vesper_speech::{Error, Kind, Out, Result, Synthesizer};
use vesper_tts::{Calm, Consent};

use super::consent::{check_speaker, check_statement};
use super::list::{Voice, find};
use super::sources::{Sources, Speaker};
use crate::dates::local_day;
use crate::home::Home;
use crate::kept::Kept;
use crate::places::now;
use crate::whole;

/// Seconds of a recording that are taken up at most: more of it makes no better voice.
const LONGEST: Duration = Duration::from_secs(60);
/// Samples per second of all models so far.
const USUAL_RATE: u32 = 24_000;
/// Loudest sample of a recording in which nobody is heard: -40 dB.
const FAINTEST: f32 = 0.01;
/// Letters of a voice's name.
const LONGEST_NAME: usize = 40;
/// The names under which the library keeps who agreed to what begin so.
const RECORD: &str = "consent/";

/// What a voice is to be made of.
#[derive(Clone, Debug)]
pub struct Imitation {
    /// What the voice will be called: lower-case letters, digits, `-` and `_`.
    pub name: String,
    /// Whose voice it is.
    pub speaker: String,
    /// [`statement`](super::statement) for the speaker, as the listener typed it.
    pub statement: String,
    /// 2 to 60 seconds of the speaker and nobody else, in any form that [`vesper_audio::read`] takes.
    pub recording: PathBuf,
}

/// What is being done for a new voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The recording is read.
    Reading,
    /// The model is opened that takes it up.
    Opening,
    /// The model listens to it.
    Listening,
    /// The voice is written down. Not stopped any more from here on.
    Keeping,
}

/// The name of the model that new voices speak with.
///
/// # Errors
/// Why none can be made here, and what to do about it.
pub fn imitated_for(home: &Home) -> Result<String> {
    let sources = Sources::of(home)?;
    able(&sources).map(|(_, base)| base.model.name)
}

/// Takes a voice up from a recording and keeps it with the consent that was given to it: in the voice's own file, and in
/// the library of `kept`. `out` hears of each step, and stops the work before the last where it answers so.
///
/// # Errors
/// `Denied` where the statement is not the one that is asked for, or where children listen, `MissingModel` where the
/// weights are not here, with how to get them, `BadRequest` for a name that is taken or none, what reading the recording
/// answers.
pub fn imitate(home: &Home, kept: &Kept, wish: &Imitation, out: &mut dyn Out<Step>) -> Result<Voice> {
    kept.care()?.check_cloning()?;
    let name = check_name(&wish.name)?;
    let speaker = check_speaker(&wish.speaker)?;
    check_statement(&speaker, &wish.statement)?;
    let sources = Sources::of(home)?;
    let (imitator, base) = able(&sources)?;
    let id = format!("{}/{name}", base.model.id);
    if base.own_file(name).exists() || base.voices()?.iter().any(|voice| voice.id == id) {
        let advice = "Choose another name, or remove that voice first with `vesper voices remove`.";
        return Err(Error::new(Kind::BadRequest, id, "is there already.", advice));
    }
    out.put(Step::Reading)?;
    let mut recording = read_at(&wish.recording, USUAL_RATE, LONGEST)?;
    check_heard(&wish.recording, &recording.samples)?;
    let consent = Consent {
        statement: super::statement(&speaker),
        speaker,
        given: local_day(now()),
        recording: digest(&wish.recording, out)?,
    };
    out.put(Step::Opening)?;
    let folder = sources.store.root().join(&imitator.id);
    let calm = Calm::open(&folder, &[base.folders(), vec![base.folder.clone()?]].concat())?;
    if calm.rate() != recording.rate {
        recording = read_at(&wish.recording, calm.rate(), LONGEST)?;
    }
    out.put(Step::Listening)?;
    let voice = calm.imitate(&recording.samples, &consent)?;
    out.put(Step::Keeping)?;
    whole::write(&base.own_file(name), &voice)?;
    if let Err(error) = record(kept, &id, &consent) {
        // A voice of which nothing says that it may be is none.
        drop(std::fs::remove_file(base.own_file(name)));
        return Err(error);
    }
    find(home, &id)
}

/// Deletes a voice that was taken from a recording, and what was kept of its speaker's consent.
///
/// # Errors
/// `BadRequest` where there is none of this id, or it is no such voice.
pub fn remove(home: &Home, kept: &Kept, id: &str) -> Result<()> {
    let voice = find(home, id)?;
    let own = id.split_once('/').and_then(|(model, name)| {
        let file = Sources::of(home).ok()?.speaker(model)?.own_file(check_name(name).ok()?);
        file.is_file().then_some(file)
    });
    let (Some(file), Some(_)) = (own, &voice.consent) else {
        let what = "is none that was made here from a recording.";
        let advice = match &voice.model {
            Some((model, _)) => format!("`vesper models remove {model}` removes its model and all others."),
            None => "It belongs to the system.".into(),
        };
        return Err(Error::new(Kind::BadRequest, id, what, advice));
    };
    std::fs::remove_file(&file).map_err(|error| whole::unwritable(&file, &error))?;
    kept.with(|library| library.set(&[(format!("{RECORD}{id}"), serde_json::Value::Null)].into()))
}

/// The model that takes voices up, whole, and the one that speaks with them.
fn able(sources: &Sources) -> Result<(&Model, Speaker)> {
    let found =
        sources.imitated().and_then(|base| Some((sources.imitator(&base.id)?, sources.speaker(&base.id)?)));
    let Some((imitator, base)) = found else {
        let what = "the catalog has no model that takes voices up from recordings.";
        return Err(Error::new(
            Kind::MissingModel,
            "voice cloning",
            what,
            "Use the catalog that ships with Vesper.",
        ));
    };
    match sources.store.presence(imitator) {
        Presence::Whole { .. } => {}
        Presence::Damaged { .. } => {
            let first = imitator.files.first().map_or("", |file| file.name.as_str());
            sources.store.file(imitator, first)?;
        }
        Presence::Absent | Presence::Partial { .. } => return Err(missing(imitator)),
    }
    base.folder.clone()?;
    Ok((imitator, base))
}

/// The weights are not here: which, who asks for what first, and how they are fetched.
fn missing(imitator: &Model) -> Error {
    let Model { id, name, repository, .. } = imitator;
    let get = format!("`vesper models get {id}`");
    let advice = if imitator.licence.gated {
        let owner = repository.split('/').next().unwrap_or_default();
        let mut letters = owner.chars();
        let maker: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        format!(
            "{maker} asks for consent on its page first: sign in at https://huggingface.co/{repository} and accept the \
             conditions there, make an access token in your account's settings, and run {get} with it in HF_TOKEN."
        )
    } else {
        format!("{get} fetches it.")
    };
    let what = format!("{name}, which takes voices up from recordings, is not on this machine.");
    Error::new(Kind::MissingModel, "voice cloning", what, advice)
}

/// `name` as a file can have it on every system.
fn check_name(name: &str) -> Result<&str> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    let begins = name.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
    // What Windows calls devices; and the one voice that may lie beside a model's weights.
    let kept = ["con", "prn", "aux", "nul", "default-voice", "model"];
    let is_port = |begin: &str| {
        name.strip_prefix(begin)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|it| it.is_ascii_digit()))
    };
    let is_kept = kept.contains(&name) || is_port("com") || is_port("lpt");
    if begins && !is_kept && name.len() <= LONGEST_NAME && name.bytes().all(allowed) {
        return Ok(name);
    }
    let shown: String = name.chars().filter(|letter| !letter.is_control()).take(60).collect();
    let advice = format!("Use a-z, 0-9, `-` and `_`, {LONGEST_NAME} of them at most, such as `ada`.");
    Err(Error::new(Kind::BadRequest, "the name", format!("\"{shown}\" is no name for a voice."), advice))
}

fn check_heard(recording: &Path, samples: &[f32]) -> Result<()> {
    if samples.iter().any(|sample| sample.abs() > FAINTEST) {
        return Ok(());
    }
    let advice = "Record somebody who speaks clearly and close to the microphone.";
    Err(Error::new(Kind::BadFile, recording.display().to_string(), "nothing is heard in it.", advice))
}

/// SHA-256 of the file, in hexadecimal digits.
fn digest(path: &Path, out: &dyn Out<Step>) -> Result<String> {
    let unreadable = |error: std::io::Error| {
        let what = format!("could not be read: {error}.");
        Error::new(Kind::BadFile, path.display().to_string(), what, "Check that it may be read.")
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let (mut hash, mut block) = (Sha256::new(), vec![0; 1 << 18]);
    loop {
        out.check()?;
        let read = file.read(&mut block).map_err(unreadable)?;
        if read == 0 {
            return Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        }
        hash.update(block.get(..read).unwrap_or_default());
    }
}

/// Who agreed to what, in the library too: it goes into its archives.
fn record(kept: &Kept, id: &str, consent: &Consent) -> Result<()> {
    let Consent { speaker, statement, given, recording } = consent;
    let said = json!({ "speaker": speaker, "statement": statement, "given": given, "recording": recording });
    kept.with(|library| library.set(&[(format!("{RECORD}{id}"), said)].into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_has_a_name_that_every_disk_can_keep() {
        for name in ["ada", "9-lives", "a_b", "como"] {
            assert_eq!(check_name(name).ok(), Some(name));
        }
        let long = "a".repeat(41);
        for name in ["", "Ada", "a b", "../ada", "-a", "ada@whisper", "con", "com1", "model", "é", &long] {
            let error = check_name(name).expect_err(name);
            assert_eq!(error.kind, Kind::BadRequest, "{name}");
        }
    }
}
