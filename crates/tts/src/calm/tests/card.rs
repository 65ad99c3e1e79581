//! The way of a graphics card: held to the reference and to our own kernels on the processor, and on a card where there
//! is one.

use candle_core::Device;
use vesper_card::Wish;
use vesper_speech::{Error, Kind, Line, Out, Result, Spoken, Synthesizer};

use super::fixture::{Fixture, near};
use super::folders::{Folder, line};
use super::levels::{begun, twenty};
use crate::calm::Calm;
use crate::calm::codec::Decoder;
use crate::calm::encoder::Encoder;
use crate::calm::lm::Lm;
use crate::calm::memory::Memory;
use crate::calm::weights::Packing;

const LONG: &str =
    "He had walked all night long, over the hills and through the wood, and now he was home. He slept.";

/// Ragged rows: several takes each, a voice of three positions beside one of five, a silent one, one of a single letter.
fn lines() -> Vec<Line> {
    let slow = Line { pace: 0.7, ..line(LONG, "paul") };
    let mut lines = vec![line("The fox sat down by the door.", "anna"), line("Who?", "paul"), slow];
    lines.extend([line("…", "anna"), line("A", "paul"), line("", "paul"), line(LONG, "anna")]);
    // More takes than are made together.
    lines.extend((0..12).map(|n| line(&format!("And then there were {n}."), ["paul", "anna"][n % 2])));
    lines
}

/// The samples of every row, whose pieces come in order.
fn speak(calm: &mut Calm, lines: &[Line]) -> Vec<Vec<f32>> {
    let mut heard: Vec<Spoken> = Vec::new();
    calm.synthesize(lines, &mut heard).unwrap();
    let mut rows = vec![Vec::new(); lines.len()];
    let mut row = 0;
    for spoken in heard {
        assert_eq!(spoken.row, row, "the rows are not in order");
        rows[row].extend(spoken.samples);
        row += usize::from(spoken.last);
    }
    assert_eq!(row, lines.len(), "a row was not ended");
    rows
}

#[track_caller]
fn alike(what: &str, found: &[Vec<f32>], wanted: &[Vec<f32>], within: f32) {
    for (row, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert_eq!(found.len(), wanted.len(), "{what}: row {row}");
        let far = found.iter().zip(wanted).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(far < within, "{what}: row {row} is off by {far:e}");
    }
}

/// The processor's own kernels, with nothing rounded.
fn own(folder: &Folder) -> Calm {
    Calm::computed(folder.path(), Packing::Full)
}

fn as_on_card(folder: &Folder) -> Calm {
    Calm::computed(folder.path(), Packing::Plain)
}

#[test]
fn the_language_models_agree_with_the_reference() {
    for name in ["pocket", "small", "drifting", "matching"] {
        let fixture = Fixture::open(name);
        let (lm, voice) = begun(&fixture, Packing::Plain);
        let mut memory = Memory::of(&[&voice], 64, &Device::Cpu).unwrap();
        lm.read(&lm.embed(&fixture.out("tokens").unsqueeze(0).unwrap()).unwrap(), &mut memory).unwrap();
        twenty(&fixture, &lm, &mut memory, None);
    }
    let fixture = Fixture::open("phonon");
    let lm = Lm::load(&fixture.weights(Packing::Plain).under("flow_lm"), &fixture.config.lm).unwrap();
    let voice = lm.voice(&fixture.out("encoded")).unwrap();
    let mut memory = Memory::of(&[&voice], 64, &Device::Cpu).unwrap();
    lm.read(&lm.embed(&fixture.out("tokens").unsqueeze(0).unwrap()).unwrap(), &mut memory).unwrap();
    let pace = lm.condition(&fixture.out("pace").to_vec1::<f32>().unwrap()).unwrap();
    twenty(&fixture, &lm, &mut memory, pace.as_ref());
}

/// The last row is the fixture's; before it stands one with a shorter text and a shorter voice.
#[test]
fn texts_that_are_taken_up_together_leave_what_they_leave_alone() {
    for name in ["pocket", "small"] {
        let fixture = Fixture::open(name);
        let (lm, voice) = begun(&fixture, Packing::Plain);
        let mut memory = Memory::empty(lm.extent(), 1, 64, &Device::Cpu).unwrap();
        lm.read(&fixture.out("voice").narrow(0, 0, 3).unwrap().unsqueeze(0).unwrap(), &mut memory).unwrap();
        let short = memory.recall().unwrap();
        let tokens = fixture.out("tokens").unsqueeze(0).unwrap();
        for voices in [[&short, &voice], [&voice, &voice]] {
            let mut memory = Memory::of(&voices, 64, &Device::Cpu).unwrap();
            memory.skip(&[2, 0], &Device::Cpu).unwrap();
            lm.read(&lm.embed(&tokens.repeat((2, 1)).unwrap()).unwrap(), &mut memory).unwrap();
            twenty(&fixture, &lm, &mut memory, None);
        }
    }
}

#[test]
fn sound_agrees_with_the_reference() {
    for name in ["pocket", "small"] {
        let fixture = Fixture::open(name);
        let weights = fixture.weights(Packing::Plain).under("mimi");
        let decoder = Decoder::load(&weights, &fixture.config.codec).unwrap();
        let latents = fixture.out("codec_latents").unsqueeze(0).unwrap();
        let mut at = decoder.begin(1, &Device::Cpu).unwrap();
        let sound = decoder.decode(&latents, &mut at, &|| Ok(())).unwrap();
        near("the sound", &sound.squeeze(0).unwrap(), &fixture.out("audio"));
    }
}

#[test]
fn ragged_lines_of_different_voices_sound_as_our_own_kernels_have_them() {
    let folder = Folder::new();
    let lines = lines();
    let mut card = as_on_card(&folder);
    let together = speak(&mut card, &lines);
    assert!(together[0].len() > 2_400 && together[3].is_empty(), "nothing was said");
    alike("our own kernels", &together, &speak(&mut own(&folder), &lines), 1e-3);
    for (line, row) in lines.iter().zip(&together) {
        let alone = speak(&mut card, std::slice::from_ref(line));
        alike(&line.text, &alone, std::slice::from_ref(row), 1e-4);
    }
    assert!(speak(&mut card, &[]).is_empty());
}

/// Says no from a certain piece on.
struct Stopping {
    after: usize,
    pieces: usize,
}

impl Out<Spoken> for Stopping {
    fn put(&mut self, _: Spoken) -> Result<()> {
        self.pieces += 1;
        self.check()
    }

    fn check(&self) -> Result<()> {
        if self.pieces < self.after { Ok(()) } else { Err(Error::stopped()) }
    }
}

#[test]
fn it_stops_when_it_is_told_to() {
    let folder = Folder::new();
    let mut card = as_on_card(&folder);
    let lines = lines();
    for after in [0, 1, 4] {
        let mut out = Stopping { after, pieces: 0 };
        assert_eq!(card.synthesize(&lines, &mut out).unwrap_err().kind, Kind::Stopped);
        assert_eq!(out.pieces, after);
    }
    assert!(card.on_card(), "a stop was taken for a fault");
    assert!(!speak(&mut card, &lines[..1])[0].is_empty(), "it speaks again afterwards");
}

#[test]
fn where_a_card_gives_out_the_processor_goes_on() {
    let folder = Folder::new();
    let mut card = as_on_card(&folder);
    card.break_card();
    let rows = speak(&mut card, &lines());
    assert!(!card.on_card());
    let processor = speak(&mut Calm::open_on(folder.path(), &[], Wish::Processor).unwrap(), &lines());
    alike("the processor", &rows, &processor, 1e-6);
}

#[test]
fn a_recording_is_taken_up_as_our_own_kernels_do() {
    let fixture = Fixture::open("pocket");
    let recording = fixture.out("recording");
    let encoded = |packing| {
        let weights = fixture.weights(packing).under("mimi");
        let encoder = Encoder::load(&weights, &fixture.config.codec).unwrap();
        encoder.encode(&recording).unwrap()
    };
    near("what a recording is encoded to", &encoded(Packing::Plain), &encoded(Packing::Full));
}

/// Matrix products on a card round what they take to 10 bits behind the point.
const ROUNDED: f32 = 0.05;

#[test]
fn a_card_says_what_the_processor_says() {
    let card = match vesper_card::open() {
        Ok(card) => card,
        Err(why) => {
            eprintln!("SKIPPED: the voice on a graphics card: {}", why.what);
            return;
        }
    };
    let fixture = Fixture::open("pocket");
    let decoded = |device: &Device| {
        let decoder =
            Decoder::load(&fixture.weights_on(Packing::Plain, device).under("mimi"), &fixture.config.codec)
                .unwrap();
        let latents = fixture.out("codec_latents").unsqueeze(0).unwrap().to_device(device).unwrap();
        let mut at = decoder.begin(1, device).unwrap();
        let sound = decoder.decode(&latents, &mut at, &|| Ok(())).unwrap();
        sound.to_device(&Device::Cpu).unwrap().flatten_all().unwrap().to_vec1::<f32>().unwrap()
    };
    let (found, wanted) = (decoded(&card), decoded(&Device::Cpu));
    let loudest = wanted.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
    alike("a card", &[found], &[wanted], ROUNDED * loudest);
    let folder = Folder::new();
    let mut calm = Calm::open_on(folder.path(), &[], Wish::Card).unwrap();
    assert!(calm.on_card());
    let rows = speak(&mut calm, &lines());
    assert_eq!(rows, speak(&mut calm, &lines()), "it does not sound the same when it is said again");
    assert!(calm.on_card() && rows[0].len() > 2_400 && rows[3].is_empty());
}
