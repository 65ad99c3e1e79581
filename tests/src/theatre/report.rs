//! One table and one line of JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::counts::{Share, Spread};
use super::score::Score;

/// One row: what, what was measured of how many, what it must be.
struct Row(&'static str, String, usize, &'static str);

/// The figures for people.
#[must_use]
pub fn table(score: &Score) -> String {
    let rows = [
        Row("turn gap p50 / p95, ms", pair(&score.gap), score.gap.count(), "500 / 1,000 at most"),
        Row("turns answered", share(&score.answered), score.answered.all, "1"),
        Row("hesitations cut off", share(&cut_offs(score)), score.let_finish.all, "0.05 at most"),
        Row(
            "whole sentences cut off",
            score.sentences_cut.to_string(),
            score.answered.all + score.sentences_cut,
            "—",
        ),
        Row("yields when interrupted", share(&score.yields), score.yields.all, "0.98 at least"),
        Row(
            "talks on through backchannels",
            share(&score.backchannels),
            score.backchannels.all,
            "0.95 at least",
        ),
        Row("talks on through coughs", share(&score.coughs), score.coughs.all, "0.90 at least"),
        Row("talks on through speech to others", share(&score.asides), score.asides.all, "0.70 at least"),
        Row("of these without a silence of 200 ms", share(&score.unmoved), score.unmoved.all, "—"),
        Row("stop p50 / p95, headphones, ms", pair(&score.stop), score.stop.count(), "150 / 250 at most"),
        Row(
            "stop p50 / p95, loudspeaker, ms",
            pair(&score.stop_aloud),
            score.stop_aloud.count(),
            "220 / 400 at most",
        ),
        Row("words wrong in memory", score.wrong_words.to_string(), score.remembered, "0"),
        Row("the same where it was ended", score.wrong_at_end.to_string(), score.remembered, "0"),
        Row("silences p50 / p95 until it went on, ms", pair(&score.silences), score.silences.count(), "—"),
        Row("went on within 500 ms, no word lost", share(&score.resumed), score.resumed.all, "1"),
        Row("answers not meant to be heard that clicked", score.leaks.to_string(), score.remembered, "0"),
        Row("interrupted itself", score.self_interruptions.to_string(), minutes(score), "0 in an hour"),
        Row("held itself for a moment", score.self_holds.to_string(), minutes(score), "—"),
        Row("device faults survived", share(&score.survived), score.survived.all, "1"),
        Row("sound again p50 / p95, ms", pair(&score.recovery), score.recovery.count(), "p95 1,000 at most"),
    ];
    let mut table = String::new();
    for Row(what, measured, of, wanted) in rows {
        // Writing to a string cannot fail.
        writeln!(table, "{what:<42} {measured:>14}  of {of:>5}  ({wanted})").ok();
    }
    if score.skipped > 0 {
        writeln!(table, "{} acts had no answer to happen in.", score.skipped).ok();
    }
    table
}

/// The same for programs.
#[must_use]
pub fn line(score: &Score) -> Value {
    json!({
        "gap_p50_ms": score.gap.at(0.50),
        "gap_p95_ms": score.gap.at(0.95),
        "cut_offs": cut_offs(score).of(),
        "sentences_cut": score.sentences_cut,
        "yields": score.yields.of(),
        "backchannels": score.backchannels.of(),
        "coughs": score.coughs.of(),
        "side_speech": score.asides.of(),
        "stop_p50_ms": score.stop.at(0.50),
        "stop_p95_ms": score.stop.at(0.95),
        "stop_aloud_p50_ms": score.stop_aloud.at(0.50),
        "stop_aloud_p95_ms": score.stop_aloud.at(0.95),
        "wrong_words": score.wrong_words,
        "wrong_at_end": score.wrong_at_end,
        "leaks": score.leaks,
        "remembered": score.remembered,
        "resumed": score.resumed.of(),
        "self_interruptions": score.self_interruptions,
        "self_holds": score.self_holds,
        "spoken_alone_minutes": minutes(score),
        "faults_survived": score.survived.of(),
        "recovery_p95_ms": score.recovery.at(0.95),
        "answered": score.answered.of(),
    })
}

fn cut_offs(score: &Score) -> Share {
    Share { good: score.let_finish.all - score.let_finish.good, all: score.let_finish.all }
}

fn minutes(score: &Score) -> usize {
    (score.alone as f64 / 60.0 / f64::from(vesper_speech::RATE)).round() as usize
}

fn share(share: &Share) -> String {
    share.of().map_or("—".to_owned(), |share| format!("{share:.3}"))
}

fn pair(spread: &Spread) -> String {
    match (spread.at(0.50), spread.at(0.95)) {
        (Some(half), Some(most)) => format!("{half:.0} / {most:.0}"),
        _ => "—".to_owned(),
    }
}
