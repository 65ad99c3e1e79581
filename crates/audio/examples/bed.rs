//! Writes a bed into an audio file, to listen to or to look at:
//! `cargo run -p vesper-audio --example bed -- rain 60 rain.flac`. `bell` gives one stroke.

use std::time::Duration;

use vesper_audio::{AudioFile, Tags};
use vesper_speech::{AudioSink, Bed, Error, Kind, Mark, RATE, Result};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, seconds, path] = arguments.as_slice() else {
        return Err(request("arguments", "Give the name of a bed, the seconds and the file."));
    };
    let mark = match (name.as_str(), Bed::named(name)) {
        ("bell", _) => Mark::Bell,
        (_, Some(bed)) => Mark::Bed { bed: Some(bed), seed: 1, fade: Duration::from_secs(2) },
        _ => return Err(request(name, "Choose rain, waves, fire, wind, drone, brown or bell.")),
    };
    let seconds: usize = seconds.parse().map_err(|_| request(seconds, "Give the seconds as a number."))?;
    let mut file = AudioFile::create(path, Tags { title: name.clone(), ..Tags::default() })?;
    file.mark(0, &mark);
    for _ in 0..seconds {
        file.write(&[0.0; RATE as usize]);
    }
    file.finish()
}

fn request(subject: &str, advice: &str) -> Error {
    Error::new(Kind::BadRequest, subject, "is not what this example takes.", advice)
}
