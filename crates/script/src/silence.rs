//! The silences that nobody writes.

use std::time::Duration;

use vesper_speech::Line;

use crate::cue::Cue;

/// Silence after a line where the same voice goes on.
const WITHIN: Duration = Duration::from_millis(350);
/// Silence after a line where another voice answers.
const BETWEEN: Duration = Duration::from_millis(500);

/// `cues` with what `after` wants behind each line, which it is given with the cues that follow.
pub(crate) fn spaced(cues: &[Cue], after: impl Fn(&Line, &[Cue]) -> Option<Duration>) -> Vec<Cue> {
    let mut spaced = Vec::with_capacity(cues.len() * 2);
    for (i, cue) in cues.iter().enumerate() {
        spaced.push(cue.clone());
        if let Cue::Say(line) = cue
            && let Some(silence) = after(line, &cues[i + 1..])
        {
            spaced.push(Cue::Pause(silence));
        }
    }
    spaced
}

/// The first of `cues` that takes time.
pub(crate) fn timed(cues: &[Cue]) -> Option<&Cue> {
    cues.iter().find(|cue| !matches!(cue, Cue::Chapter(_) | Cue::Bed(_) | Cue::Bell))
}

/// What lies between `line` and `next`; nothing where the text says what follows.
fn between(line: &Line, next: &Cue) -> Option<Duration> {
    match next {
        Cue::Pause(_) | Cue::Stretch { .. } | Cue::Breath { .. } => None,
        Cue::Say(answer) if answer.voice != line.voice => Some(paced(BETWEEN, line)),
        _ => Some(paced(WITHIN, line)),
    }
}

/// The silence behind `line` that nobody writes, before `next`: the next cue that takes time, or none where a choice comes.
/// Nothing where the text says what follows.
pub fn behind(line: &Line, next: Option<&Cue>) -> Option<Duration> {
    match next {
        Some(next) => between(line, next),
        None => Some(paced(WITHIN, line)),
    }
}

/// Who speaks slowly leaves more silence.
pub(crate) fn paced(silence: Duration, line: &Line) -> Duration {
    let micros = silence.as_micros() as f64 / f64::from(line.pace);
    Duration::from_micros(micros.round() as u64)
}
