use std::path::Path;

use crate::home::Home;

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
    fn of<T>(name: &'static str, found: vesper_speech::Result<T>, detail: impl FnOnce(T) -> String) -> Check {
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

/// Looks at everything once, changing nothing.
pub fn doctor(home: &Home, model: Option<&Path>) -> Vec<Check> {
    let mut checks = vec![
        Check::of("voice", vesper_tts::voices(), |voices| {
            format!("the system voice, {} voices", voices.len())
        }),
        device("loudspeaker", vesper_audio::Direction::Output),
        device("microphone", vesper_audio::Direction::Input),
        recogniser(model),
        scripts(home),
        keeping(home),
    ];
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    checks.push(Check {
        name: "processor",
        ok: true,
        detail: format!("{threads} threads, {}", std::env::consts::ARCH),
        advice: String::new(),
    });
    checks
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

fn recogniser(model: Option<&Path>) -> Check {
    match model {
        Some(path) if path.is_file() => {
            Check { name: "recogniser", ok: true, detail: path.display().to_string(), advice: String::new() }
        }
        path => {
            let error = vesper_asr::advice(path);
            Check { name: "recogniser", ok: false, detail: error.what, advice: error.advice }
        }
    }
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

fn keeping(home: &Home) -> Check {
    let probe = home.root().join("probe.json");
    let kept = crate::keep::write(&probe, &0).and_then(|()| {
        std::fs::remove_file(&probe).map_err(|error| {
            vesper_speech::Error::new(
                vesper_speech::Kind::Unwritable,
                probe.display().to_string(),
                format!("could not be removed: {error}."),
                "",
            )
        })
    });
    Check::of("keeping", kept, |()| home.root().display().to_string())
}
