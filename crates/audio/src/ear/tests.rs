use super::room::{Recorded, Room, echo_path, likeness, part, perform, rms, voice};
use super::*;

const PLAIN: Hearing = Hearing { loudspeaker: true, denoise: Denoise::Off, gain: false };

/// Something is played for twelve seconds, and nobody speaks.
fn alone(room: &Room) -> Recorded {
    perform(room, PLAIN, &voice(12.0, 120.0, 3), &[], 12.0).unwrap()
}

/// The voice of somebody who speaks between two seconds only.
fn speaking(from: f32, to: f32) -> Vec<f32> {
    let spoken = (from * room::RATE as f32) as usize..(to * room::RATE as f32) as usize;
    let said = voice(to, 190.0, 8);
    said.iter().enumerate().map(|(n, &sample)| if spoken.contains(&n) { sample } else { 0.0 }).collect()
}

#[test]
fn the_echo_is_gone_after_three_seconds() {
    for (name, room) in [
        ("a small room", Room::default()),
        ("a large room", Room { path: echo_path(0.6, 0.5, 2), ..Room::default() }),
        ("a loudspeaker that bends", Room { bends_at: 0.2, ..Room::default() }),
        ("a bare card", Room {
            speaker_delay: Duration::from_millis(10),
            microphone_delay: Duration::from_millis(5),
            ..Room::default()
        }),
    ] {
        let taken = alone(&room).enhancement(3.0, 12.0);
        assert!(taken > 20.0, "{name}: {taken:.1} dB");
    }
}
