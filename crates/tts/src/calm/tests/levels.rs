//! Each level against the reference, with its noise: what is embedded, what the transformer makes of it, one step, two,
//! twenty, and the sound.

use std::sync::atomic::AtomicBool;

use candle_core::{Device, Tensor};

use super::fixture::{Fixture, near};
use crate::calm::codec::Decoder;
use crate::calm::encoder::Encoder;
use crate::calm::latents::{Made, Maker};
use crate::calm::lm::Lm;
use crate::calm::memory::{Memory, Recalled};
use crate::calm::take::Take;
use crate::calm::weights::Packing;

/// The language model of `fixture`, and a memory behind the fixture's voice.
pub(super) fn begun(fixture: &Fixture, packing: Packing) -> (Lm, Recalled) {
    let lm = Lm::load(&fixture.weights(packing).under("flow_lm"), &fixture.config.lm).unwrap();
    let mut memory = Memory::empty(lm.extent(), 1, 64, &Device::Cpu).unwrap();
    let states = lm.read(&fixture.out("voice").unsqueeze(0).unwrap(), &mut memory).unwrap();
    near("what a voice leaves", &states.squeeze(0).unwrap(), &fixture.out("voice_states"));
    (lm, memory.recall().unwrap())
}

/// Twenty steps behind `memory`, whose last row is the fixture's.
pub(super) fn twenty(fixture: &Fixture, lm: &Lm, memory: &mut Memory, pace: Option<&Tensor>) {
    let rows = memory.rows();
    let mut latents: Option<Tensor> = None;
    for step in 0..20 {
        let noise = fixture.out("noise").get(step).unwrap().unsqueeze(0).unwrap().repeat((rows, 1)).unwrap();
        let made = lm.step(latents.as_ref(), &noise, pace, memory).unwrap();
        let what = format!("step {} of {rows} rows", step + 1);
        near(&what, &made.latents.get(rows - 1).unwrap(), &fixture.out("latents").get(step).unwrap());
        near(&what, &made.ends.get(rows - 1).unwrap(), &fixture.out("eos").get(step).unwrap());
        latents = Some(made.latents);
    }
}

#[test]
fn the_language_models_agree_step_by_step() {
    for name in ["pocket", "small", "drifting", "matching"] {
        let fixture = Fixture::open(name);
        let (lm, voice) = begun(&fixture, Packing::Full);
        let embedded = lm.embed(&fixture.out("tokens").unsqueeze(0).unwrap()).unwrap();
        near("what is embedded", &embedded.squeeze(0).unwrap(), &fixture.out("embedded"));
        let mut memory = Memory::of(&[&voice], 64, &Device::Cpu).unwrap();
        let states = lm.read(&embedded, &mut memory).unwrap();
        near("what a text leaves", &states.squeeze(0).unwrap(), &fixture.out("text_states"));
        twenty(&fixture, &lm, &mut memory, None);
    }
}

#[test]
fn a_row_beside_others_with_shorter_voices_is_what_it_is_alone() {
    for name in ["pocket", "small"] {
        let fixture = Fixture::open(name);
        let (lm, voice) = begun(&fixture, Packing::Full);
        let mut memory = Memory::empty(lm.extent(), 1, 64, &Device::Cpu).unwrap();
        lm.read(&fixture.out("voice").narrow(0, 0, 3).unwrap().unsqueeze(0).unwrap(), &mut memory).unwrap();
        let short = memory.recall().unwrap();
        let mut memory = Memory::of(&[&short, &voice, &voice], 64, &Device::Cpu).unwrap();
        let tokens = fixture.out("tokens").unsqueeze(0).unwrap().repeat((3, 1)).unwrap();
        lm.read(&lm.embed(&tokens).unwrap(), &mut memory).unwrap();
        twenty(&fixture, &lm, &mut memory, None);
    }
}

#[test]
fn phonon_agrees_with_its_conditions_and_its_own_names() {
    let fixture = Fixture::open("phonon");
    let lm = Lm::load(&fixture.weights(Packing::Full).under("flow_lm"), &fixture.config.lm).unwrap();
    let voice = lm.voice(&fixture.out("encoded")).unwrap();
    let mut memory = Memory::of(&[&voice], 64, &Device::Cpu).unwrap();
    lm.read(&lm.embed(&fixture.out("tokens").unsqueeze(0).unwrap()).unwrap(), &mut memory).unwrap();
    let pace = lm.condition(&fixture.out("pace").to_vec1::<f32>().unwrap()).unwrap();
    twenty(&fixture, &lm, &mut memory, pace.as_ref());
}

#[test]
fn sound_agrees() {
    for name in ["pocket", "small"] {
        let fixture = Fixture::open(name);
        let weights = fixture.weights(Packing::Full).under("mimi");
        let decoder = Decoder::load(&weights, &fixture.config.codec).unwrap();
        let latents = fixture.out("codec_latents").unsqueeze(0).unwrap();
        let mut at = decoder.begin(1, &Device::Cpu).unwrap();
        let sound = decoder.decode(&latents, &mut at, &|| Ok(())).unwrap();
        near("the sound", &sound.squeeze(0).unwrap(), &fixture.out("audio"));
    }
}

#[test]
fn a_recording_is_taken_up_as_the_reference_does() {
    for name in ["pocket", "small"] {
        let fixture = Fixture::open(name);
        let weights = fixture.weights(Packing::Full);
        let encoder = Encoder::load(&weights.under("mimi"), &fixture.config.codec).unwrap();
        let encoded = encoder.encode(&fixture.out("recording")).unwrap();
        near("what is encoded", &encoded, &fixture.out("encoded"));
    }
}

/// The knob for the pace, as a take has it, reaches the language model.
#[test]
fn what_phonon_is_asked_to_draw_out_is_made_otherwise() {
    let fixture = Fixture::open("phonon");
    let lm = Lm::load(&fixture.weights(Packing::Full).under("flow_lm"), &fixture.config.lm).unwrap();
    assert!(lm.has_pace());
    let voice = lm.voice(&fixture.out("encoded")).unwrap();
    let made = |drawn: f32| {
        let take = Take {
            line: 0,
            tokens: vec![13],
            words: Vec::new(),
            voice: voice.clone(),
            drawn,
            temperature: 0.3,
            seed: 7,
            tail: 2,
        };
        let (sender, receiver) = std::sync::mpsc::sync_channel(64);
        let maker = Maker {
            lm: &lm,
            device: &Device::Cpu,
            takes: std::slice::from_ref(&take),
            together: 1,
            ends_above: f32::INFINITY,
            frame_rate: 12.5,
            stop: &AtomicBool::new(false),
        };
        maker.make(&sender);
        drop(sender);
        let latents = receiver.iter().filter_map(|made| match made {
            Made::Latent { latent, .. } => Some(latent),
            _ => None,
        });
        latents.flatten().collect::<Vec<f32>>()
    };
    let plain = made(0.0);
    assert!(plain.len() > 20 * lm.latent() && plain == made(0.0));
    assert!(plain != made(0.004));
}
