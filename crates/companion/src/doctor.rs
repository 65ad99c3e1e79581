use std::io::ErrorKind;
use std::path::Path;

use vesper_card::Wish;
use vesper_library::{Library, Statistics};
use vesper_speech::{Error, Kind, Result};

use crate::dates::{self, counted};
use crate::home::Home;
use crate::kept::{Kept, Opening};

/// One thing that Vesper needs or can use, and how it is with it here.
#[derive(Clone, Debug)]
pub struct Check {
    pub name: &'static str,
    pub ok: bool,
    pub detail: String,
    /// What to do; empty where all is well.
    pub advice: String,
}

impl Check {
    pub(crate) fn of<T>(name: &'static str, found: Result<T>, detail: impl FnOnce(T) -> String) -> Check {
        match found {
            Ok(found) => Check { name, ok: true, detail: detail(found), advice: String::new() },
            Err(error) => Check {
                name,
                ok: false,
                detail: format!("{}: {}", error.subject, error.what),
                advice: error.advice,
            },
        }
    }
}

/// Looks at everything once. `kept` is what the caller has open already.
pub fn doctor(home: &Home, kept: Option<&Kept>, model: Option<&Path>) -> Vec<Check> {
    let mut checks = vec![
        crate::voices::check(home, kept),
        device("loudspeaker", vesper_audio::Direction::Output),
        device("microphone", vesper_audio::Direction::Input),
        recogniser(home, model),
        crate::models::check(home),
        crate::works::check(home, kept),
        scripts(home),
        keeping(home),
        library(home, kept),
    ];
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    checks.push(Check {
        name: "processor",
        ok: true,
        detail: format!("{threads} threads, {}", std::env::consts::ARCH),
        advice: String::new(),
    });
    checks.push(card());
    checks
}

/// What computes voices and chat models. That there is no card is no fault, unless one was wished for.
fn card() -> Check {
    let wish = Wish::of_environment();
    let found = match wish {
        Wish::Processor => Ok(format!("not used: {} is set to `processor`", vesper_card::VARIABLE)),
        Wish::Best | Wish::Card => vesper_card::open().map(|_| "computes voices and chat models".to_owned()),
    };
    match found {
        Err(error) if wish == Wish::Best => Check {
            name: "graphics card",
            ok: true,
            detail: format!("not used: {} The processor computes everything.", error.what),
            advice: String::new(),
        },
        found => Check::of("graphics card", found, |detail| detail),
    }
}

fn device(name: &'static str, direction: vesper_audio::Direction) -> Check {
    let found = vesper_audio::devices().map(|devices| {
        devices.into_iter().filter(|device| device.direction == direction).collect::<Vec<_>>()
    });
    match found {
        Ok(devices) if devices.is_empty() => Check {
            name,
            ok: false,
            detail: "none was found".into(),
            advice: match direction {
                vesper_audio::Direction::Output => "Without one, performances go on silently with their words shown, and files can still be written.",
                vesper_audio::Direction::Input => "Without one, choices are made by key or click.",
            }
            .into(),
        },
        found => Check::of(name, found, |devices| {
            let names: Vec<String> = devices
                .iter()
                .map(|device| if device.is_default { format!("{} (default)", device.name) } else { device.name.clone() })
                .collect();
            names.join(", ")
        }),
    }
}

fn recogniser(home: &Home, model: Option<&Path>) -> Check {
    Check::of("recogniser", crate::models::recogniser(home, model, None), |path| path.display().to_string())
}

fn scripts(home: &Home) -> Check {
    let shelf = crate::Shelf::load(home);
    let (sound, faulty): (Vec<_>, Vec<_>) = shelf.entries().partition(|entry| entry.script.is_ok());
    Check {
        name: "scripts",
        ok: faulty.is_empty(),
        detail: format!("{} on the shelf, {} with faults", sound.len(), faulty.len()),
        advice: faulty
            .iter()
            .filter_map(|entry| entry.script.as_ref().err().map(|faults| faults.to_string()))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// Whether something can be written into the home folder, tried with a file that is gone again.
fn keeping(home: &Home) -> Check {
    let folder = home.root();
    let probe = folder.join(format!("probe-{}", std::process::id()));
    let tried = match std::fs::metadata(folder) {
        // It is made when there is something to keep.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        _ => std::fs::File::create_new(&probe).and_then(|_| std::fs::remove_file(&probe)),
    };
    let tried = tried.map_err(|error| {
        let advice = "Check that the folder may be written, or set VESPER_HOME to another.";
        Error::new(
            Kind::Unwritable,
            folder.display().to_string(),
            format!("cannot be written: {error}."),
            advice,
        )
    });
    Check::of("keeping", tried, |()| folder.display().to_string())
}

/// What is kept, and how much. A library that was never begun is not begun here; one that proves damaged is moved
/// aside, as whenever it is opened.
fn library(home: &Home, open: Option<&Kept>) -> Check {
    let looked = match open {
        Some(kept) => Ok(Opening::of(kept.clone())),
        None => Kept::look(home),
    };
    match looked {
        Ok(Opening { notices, .. }) if !notices.is_empty() => Check {
            name: "library",
            ok: false,
            detail: notices.into_iter().map(|notice| notice.text).collect::<Vec<_>>().join("\n"),
            advice: String::new(),
        },
        looked => {
            let state = looked.and_then(|opening| opening.kept.with(state));
            Check::of("library", state, |state| state)
        }
    }
}

fn state(library: &mut Library) -> Result<String> {
    let Some(path) = library.path().map(Path::to_owned) else { return Ok("nothing is kept yet".into()) };
    let Statistics { sessions, lines, bytes, since, .. } = library.statistics()?;
    let since = since.map_or(String::new(), |since| format!(" since {}", dates::local(since)));
    let snapshot = match library.snapshots().first() {
        Some(snapshot) => format!("the last snapshot is of {}", dates::day(snapshot.day)),
        None => "no snapshot yet".into(),
    };
    let megabytes = bytes as f64 / 1e6;
    let (lines, sessions) = (counted(lines, "line"), counted(sessions, "session"));
    Ok(format!("{lines} of {sessions}{since}, {megabytes:.1} MB in {}; {snapshot}", path.display()))
}
