use vesper_speech::RATE;

use super::*;

/// A second of speech for each line.
const LINE: usize = RATE as usize;

fn long_sheet(lines: usize) -> Sheet {
    let line = |number: usize| {
        Cue::Say(Line {
            text: format!("This is line number {number}."),
            voice: Voice::narrator(),
            style: Style::Plain,
            pace: 1.0,
            language: "en".into(),
            ..Line::default()
        })
    };
    let stretch = Cue::Stretch { weight: 1.0, least: std::time::Duration::from_secs(1) };
    let cues = (0..lines).flat_map(|number| [line(number), stretch.clone()]).collect();
    Sheet::new(Passage { cues, end: End::Finish }, false, "en")
}

/// Makes whatever is asked for while the listener hears `heard`, and says how many samples are held then.
fn make_all(sheet: &mut Sheet, heard: usize, cast: &mut u64) -> usize {
    loop {
        sheet.free(heard);
        *cast += 1;
        let rows = sheet.request(heard, *cast, true);
        if rows.is_empty() {
            return sheet.takes.iter().map(|take| take.samples.len()).sum();
        }
        rows.iter().for_each(|(row, _)| sheet.takes[*row].add(vec![0.5; LINE], true));
    }
}

/// Ready speech, and the batch that reaches beyond it.
const HELD: usize = READY as usize + 5 * LINE;

#[test]
fn thirty_minutes_of_words_take_the_memory_of_one() {
    let mut sheet = long_sheet(900);
    let mut cast = 0;
    for heard in (0..sheet.cues.len()).step_by(7) {
        let held = make_all(&mut sheet, heard, &mut cast);
        assert!(held <= HELD, "{held} samples are held at cue {heard}");
    }
    assert!((0..sheet.cues.len()).all(|cue| !sheet.unmeasured(cue)), "every line was measured");
}

#[test]
fn jumps_to_and_fro_do_not_fill_the_memory() {
    let mut sheet = long_sheet(900);
    let mut cast = 0;
    for heard in [1_700, 0, 1_500, 300, 1_200, 600, 900, 0] {
        let held = make_all(&mut sheet, heard, &mut cast);
        assert!(held <= HELD, "{held} samples are held at cue {heard}");
    }
}

#[test]
fn a_last_bell_rings_out_before_the_end() {
    let ending = |cues| Sheet::new(Passage { cues, end: End::Finish }, false, "en").cues.pop();
    assert_eq!(ending(vec![Cue::Bell]), Some(Cue::Pause(std::time::Duration::from_secs(10))));
    let meant = Cue::Pause(std::time::Duration::from_secs(2));
    assert_eq!(ending(vec![Cue::Bell, meant.clone()]), Some(meant), "the author's own silence stays");
}
