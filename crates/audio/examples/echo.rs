//! How much echo the ear takes out in rooms of all kinds, and what is left of a voice that speaks over it.
//!
//! `cargo run -p vesper-audio --features by-hand --example echo`; with VESPER_DATA it takes recorded rooms and voices too.
//!
//! The first three columns say by how many decibels the echo is quieter in what the ear gives, in the first seconds and
//! later; `worst` is the loudest tenth of a second of what is left, in dB of full scale. A voice speaks at -20 dB over the
//! echo from 12 to 18 s: how much louder (what is left of the echo counts) it comes out, and how alike to itself. `placed`
//! counts how often the far end was placed anew, `delay` is the echo's in milliseconds, as the canceller has found it.

#![allow(clippy::print_stdout, reason = "it prints a table")]

#[path = "../src/ear/room.rs"]
mod room;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use room::{Recorded, Room, echo_path, part, perform, rms, scaled, voice};
use vesper_audio::{
    Denoise, Ear, EarFaults, Echo, FarEnd, Hearing, Microphone, Puller, Pusher, Speaker, Time, read,
};
use vesper_speech::Result;

/// Seconds of each scene, and when the listener speaks over the voice.
const SECONDS: f32 = 20.0;
const OVER: (f32, f32) = (12.0, 18.0);

const HEARING: Hearing = Hearing { loudspeaker: true, denoise: Denoise::Off, gain: false };

fn main() -> Result<()> {
    let begun = Instant::now();
    let far = voice(SECONDS, 120.0, 3);
    let near = over(&voice(SECONDS, 190.0, 8), 1.0);
    println!(
        "{:<34} {:>6} {:>6} {:>6} {:>7} {:>7} {:>6} {:>5}",
        "room", "1-3 s", "3-6 s", "6-12 s", "voice", "alike", "placed", "delay"
    );
    for (name, room) in rooms() {
        show(name, &perform(&room, HEARING, &far, &near, SECONDS)?);
    }
    if let Some(data) = std::env::var_os("VESPER_DATA").map(PathBuf::from) {
        let said = |name: &str| Ok::<_, vesper_speech::Error>(read(data.join("speech").join(name))?.samples);
        let far = looped(&said("two_cities_16k.wav")?, 0.1);
        let near = over(&looped(&said("jfk.wav")?, 0.1), 1.0);
        for name in ["rir2", "rir3"] {
            let path = read(data.join("acoustics/RIRs").join(format!("{name}.wav")))?.samples;
            let path = scaled(path.into_iter().take(room::RATE / 2).collect(), 0.5);
            let room = Room { path, ..Room::default() };
            show(
                &format!("recorded room {name}, recorded voices"),
                &perform(&room, HEARING, &far, &near, SECONDS)?,
            );
        }
    }
    println!("computed in {:.1} s, most of it for the rooms", begun.elapsed().as_secs_f32());
    Ok(())
}

fn rooms() -> Vec<(&'static str, Room)> {
    let room = Room::default();
    let ms = Duration::from_millis;
    vec![
        ("0.3 s, echo at half", room.clone()),
        ("0.6 s", Room { path: echo_path(0.6, 0.5, 2), ..room.clone() }),
        ("loud echo, twice the voice", Room { path: echo_path(0.3, 2.0, 1), ..room.clone() }),
        ("loudspeaker bends at 0.2", Room { bends_at: 0.2, ..room.clone() }),
        ("drift +200 ppm", Room { drift: 200.0, ..room.clone() }),
        ("drift -500 ppm", Room { drift: -500.0, ..room.clone() }),
        ("callbacks up to 8 ms late", Room { tremble: ms(8), ..room.clone() }),
        ("200 ms that the card does not tell", Room { speaker_delay: ms(240), untold: -200, ..room.clone() }),
        ("60 ms later from 8 s on, told", Room { jump: Some((8.0, 60, true)), ..room.clone() }),
        ("60 ms later from 8 s on, untold", Room { jump: Some((8.0, 60, false)), ..room.clone() }),
        ("bare card: 10 and 5 ms", Room { speaker_delay: ms(10), microphone_delay: ms(5), ..room }),
    ]
}

fn show(name: &str, recorded: &Recorded) {
    let (level, alike) = recorded.survival(OVER.0, OVER.1);
    println!(
        "{name:<34} {:>6.1} {:>6.1} {:>6.1} {:>6.1} {level:>7.1} {alike:>7.2} {:>6} {:>5}",
        recorded.enhancement(1.0, 3.0),
        recorded.enhancement(3.0, 6.0),
        recorded.enhancement(6.0, 12.0),
        recorded.loudest(6.0, 12.0),
        recorded.faults.realigned,
        recorded.aec.delay,
    );
}

/// `voice` where the listener speaks over the other, and silence elsewhere.
fn over(voice: &[f32], gain: f32) -> Vec<f32> {
    let spoken = (OVER.0 * room::RATE as f32) as usize..(OVER.1 * room::RATE as f32) as usize;
    voice
        .iter()
        .enumerate()
        .map(|(n, sample)| if spoken.contains(&n) { gain * sample } else { 0.0 })
        .collect()
}

/// `samples` over and over for the length of a scene, at `level`.
fn looped(samples: &[f32], level: f32) -> Vec<f32> {
    let gain = level / rms(part(samples, 0.0, SECONDS));
    samples.iter().cycle().take((SECONDS * room::RATE as f32) as usize).map(|sample| sample * gain).collect()
}
