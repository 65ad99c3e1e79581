//! Voices in and out.

use std::collections::HashMap;

use candle_core::{Device, Tensor};
use vesper_speech::{Line, Person, Synthesizer};

use super::fixture::{Fixture, near};
use super::folders::{Folder, line, voice as exported};
use crate::calm::config::{Config, Voices};
use crate::calm::lm::Lm;
use crate::calm::memory::Recalled;
use crate::calm::weights::Packing;
use crate::calm::{Calm, voice, voice_origin};
use crate::voices::{Consent, Engine};

fn lm(fixture: &Fixture) -> Lm {
    Lm::load(&fixture.weights(Packing::Full).under("flow_lm"), &fixture.config.lm).unwrap()
}

#[track_caller]
fn same(a: &Recalled, b: &Recalled) {
    assert_eq!((a.length(), a.layers.len()), (b.length(), b.layers.len()));
    for ((a_keys, a_values), (b_keys, b_values)) in a.layers.iter().zip(&b.layers) {
        near("keys", a_keys, b_keys);
        near("values", a_values, b_values);
    }
}

#[test]
fn a_voice_that_the_reference_exported_is_the_one_that_we_compute() {
    let (fixture, folder) = (Fixture::open("pocket"), Folder::new());
    let lm = lm(&fixture);
    let taken = voice::open(&folder.at("embeddings/anna.safetensors"), &lm, &Voices::default(), &Device::Cpu)
        .unwrap();
    assert_eq!(taken.length(), 5);
    // The fixture's voice is at the transformer's width already, with nothing put before it.
    let mut memory = crate::calm::memory::Memory::empty(lm.extent(), 1, 5, &Device::Cpu).unwrap();
    lm.read(&fixture.out("voice").unsqueeze(0).unwrap(), &mut memory).unwrap();
    same(&taken, &memory.recall().unwrap());
}

#[test]
fn older_files_say_by_a_shape_how_much_is_filled() {
    let (fixture, folder) = (Fixture::open("pocket"), Folder::new());
    let mut tensors = exported(&fixture, 5);
    for layer in 0..fixture.config.lm.transformer.layers {
        let name = format!("transformer.layers.{layer}.self_attn");
        tensors.remove(&format!("{name}/offset"));
        tensors.insert(
            format!("{name}/current_end"),
            Tensor::zeros((5, 1), candle_core::DType::F32, &Device::Cpu).unwrap(),
        );
    }
    folder.save("embeddings/old.safetensors", &tensors);
    let lm = lm(&fixture);
    let old =
        voice::open(&folder.at("embeddings/old.safetensors"), &lm, &Voices::default(), &Device::Cpu).unwrap();
    same(
        &old,
        &voice::open(&folder.at("embeddings/anna.safetensors"), &lm, &Voices::default(), &Device::Cpu)
            .unwrap(),
    );
}

#[test]
fn what_is_exported_comes_back_and_is_read_by_others() {
    let (fixture, folder) = (Fixture::open("pocket"), Folder::new());
    let lm = lm(&fixture);
    let before =
        voice::open(&folder.at("embeddings/paul.safetensors"), &lm, &Voices::default(), &Device::Cpu)
            .unwrap();
    folder.write("embeddings/again.safetensors", &voice::exported(&before, &[]).unwrap());
    same(
        &before,
        &voice::open(&folder.at("embeddings/again.safetensors"), &lm, &Voices::default(), &Device::Cpu)
            .unwrap(),
    );
    // The library of the format itself has no objection, and finds the reference's own tensors.
    let read =
        candle_core::safetensors::load(folder.at("embeddings/again.safetensors"), &Device::Cpu).unwrap();
    let cache = &read["transformer.layers.1.self_attn/cache"];
    let wanted = fixture.out("voice_state.transformer.layers.1.self_attn/cache").narrow(2, 0, 3).unwrap();
    near("an exported cache", cache, &wanted);
    assert_eq!(read["transformer.layers.0.self_attn/offset"].to_vec1::<i64>().unwrap(), [3]);
}

#[test]
fn encoded_recordings_are_voices_in_either_form() {
    let (fixture, folder) = (Fixture::open("phonon"), Folder::new());
    let lm = lm(&fixture);
    let encoded = fixture.out("encoded");
    let wanted = lm.voice(&encoded).unwrap();
    let stored = HashMap::from([(
        "speaker_wavs".to_owned(),
        encoded.t().unwrap().contiguous().unwrap().unsqueeze(0).unwrap(),
    )]);
    folder.save("voices/latents.safetensors", &stored);
    same(
        &voice::open(&folder.at("voices/latents.safetensors"), &lm, &Voices::default(), &Device::Cpu)
            .unwrap(),
        &wanted,
    );
    let weight = fixture.weights(Packing::Full).get("flow_lm.speaker_proj_weight", &[32, 12]).unwrap();
    let projected = encoded.matmul(&weight.t().unwrap()).unwrap();
    for name in ["emb", "audio_prompt"] {
        folder.save("voices/projected.safetensors", &HashMap::from([(name.to_owned(), projected.clone())]));
        same(
            &voice::open(&folder.at("voices/projected.safetensors"), &lm, &Voices::default(), &Device::Cpu)
                .unwrap(),
            &wanted,
        );
    }
}

#[test]
fn a_recording_becomes_a_voice_that_speaks() {
    let folder = Folder::new();
    let calm = Calm::open(folder.path(), &[]).unwrap();
    let recording: Vec<f32> = (0..3 * 24_000).map(|n| 0.2 * (n as f32 * 0.05).sin()).collect();
    let consent = Consent {
        speaker: "Mine Özgür".into(),
        statement: "Yes, my voice may read stories to my daughter.".into(),
        given: "2026-11-23".into(),
        recording: "5e".repeat(32),
    };
    let file = calm.imitate(&recording, &consent).unwrap();
    folder.write("embeddings/mine.safetensors", &file);
    let fixture = Fixture::open("pocket");
    let path = folder.at("embeddings/mine.safetensors");
    let mine = voice::open(&path, &lm(&fixture), &Voices::default(), &Device::Cpu).unwrap();
    // Three seconds are 38 frames, begun by the model's own vector.
    assert_eq!(mine.length(), 40, "{}", mine.length());
    assert_eq!(voice_origin(&path).unwrap(), Some(consent.clone()));
    assert!(Calm::open(folder.path(), &[]).unwrap().voices().any(|name| name == "mine"));
    let refused = |recording: &[f32], consent: &Consent| calm.imitate(recording, consent).unwrap_err();
    for (recording, length) in [(&recording[..45_600], "1.9"), (&vec![0.1; 60 * 24_000 + 24_000], "61.0")] {
        let error = refused(recording, &consent).to_string();
        assert!(error.contains(&format!("is {length} seconds long. Record 2 to 60 seconds")), "{error}");
    }
    let silent = Consent { statement: " ".into(), ..consent };
    assert!(refused(&recording, &silent).to_string().contains("Say whose voice it is"));
}

/// As the catalog has it: what takes up voices comes without the tokenizer of the model that then speaks with them.
#[test]
fn what_takes_up_voices_shares_the_tokenizer_of_the_one_that_speaks() {
    let (speaking, taking) = (Folder::new(), Folder::new());
    std::fs::remove_file(taking.at("tokenizer.json")).unwrap();
    assert!(Calm::open(taking.path(), &[]).is_err());
    let calm = Calm::open(taking.path(), &[speaking.path().to_owned()]).unwrap();
    assert!(calm.voices().eq(["anna", "paul"]));
}

/// A folder in which a third voice, `mine`, was cloned; another with everybody else gone, if `alone`.
fn with_a_clone(alone: bool) -> Folder {
    let folder = Folder::new();
    let recording: Vec<f32> = (0..3 * 24_000).map(|n| 0.2 * (n as f32 * 0.05).sin()).collect();
    let consent = Consent {
        speaker: "Mine".into(),
        statement: "Yes.".into(),
        given: "today".into(),
        recording: "5e".repeat(32),
    };
    let file = Calm::open(folder.path(), &[]).unwrap().imitate(&recording, &consent).unwrap();
    folder.write("embeddings/mine.safetensors", &file);
    if alone {
        for name in ["anna", "paul"] {
            std::fs::remove_file(folder.at(&format!("embeddings/{name}.safetensors"))).unwrap();
        }
    }
    folder
}

#[test]
fn voices_are_listed_and_chosen_by_their_ids() {
    let folder = with_a_clone(false);
    folder.write(
        "embeddings/anna@whisper.safetensors",
        &std::fs::read(folder.at("embeddings/paul.safetensors")).unwrap(),
    );
    folder.write("embeddings/broken.safetensors", b"no voice");
    let model = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    let listed = Calm::list(folder.path(), &[]).unwrap();
    let ids: Vec<&str> = listed.iter().map(|voice| voice.id.as_str()).collect();
    assert_eq!(ids, ["anna", "mine", "paul"].map(|name| format!("{model}/{name}")));
    assert!(listed.iter().all(|voice| voice.engine == Engine::Neural));
    assert_eq!(listed[2].person, Some(Person::Man));
    let cloned: Vec<Option<&str>> =
        listed.iter().map(|voice| voice.cloned.as_ref().map(|consent| consent.speaker.as_str())).collect();
    assert_eq!(cloned, [None, Some("Mine"), None]);
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    for voice in &listed {
        let mut heard = Vec::new();
        calm.synthesize(&[line("Yes.", &voice.id)], &mut heard).unwrap();
        assert!(heard.iter().any(|piece| !piece.samples.is_empty()), "{}", voice.id);
    }
    let elsewhere = calm.synthesize(&[line("Yes.", "other/anna")], &mut Vec::new()).unwrap_err();
    assert_eq!(elsewhere.kind, vesper_speech::Kind::BadRequest);
}

#[test]
fn a_cloned_voice_speaks_only_where_it_is_chosen() {
    let folder = with_a_clone(true);
    let mut calm = Calm::open(folder.path(), &[]).unwrap();
    let unasked = Line { text: "Yes.".into(), ..Line::default() };
    let error = calm.synthesize(std::slice::from_ref(&unasked), &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("cloned"), "{error}");
    calm.synthesize(&[line("Yes.", "mine")], &mut Vec::new()).unwrap();
}

#[test]
fn a_file_that_boasts_of_its_origin_is_refused() {
    let folder = Folder::new();
    let tensor = Tensor::zeros(1, candle_core::DType::F32, &Device::Cpu).unwrap();
    let mut said: HashMap<String, String> = HashMap::from([("origin".into(), "cloned".into())]);
    let origin = |said: &HashMap<String, String>| {
        folder.write("voices/odd.safetensors", &safetensors_with("emb", &tensor, said));
        voice_origin(&folder.at("voices/odd.safetensors"))
    };
    assert_eq!(origin(&said).unwrap(), Some(Consent::default()));
    said.insert("speaker".into(), "x".repeat(5_000));
    assert!(origin(&said).unwrap_err().to_string().contains("more than a page"));
    said.insert("origin".into(), "studio".into());
    assert_eq!(origin(&said).unwrap(), None);
    folder.write("voices/odd.safetensors", b"\xff\xff\xff\xff\xff\xff\xff\xff{}");
    let error = voice_origin(&folder.at("voices/odd.safetensors")).unwrap_err();
    assert_eq!(error.kind, vesper_speech::Kind::BadFile);
}

#[test]
fn a_voice_among_the_weights_is_one_of_the_model() {
    let fixture = Fixture::open("phonon");
    let folder = Folder::new();
    let encoded = fixture.out("encoded").t().unwrap().contiguous().unwrap();
    folder.save("model.safetensors", &HashMap::from([("voices.ella".to_owned(), encoded)]));
    let lm = lm(&fixture);
    let path = folder.at("model.safetensors");
    let voice = voice::among_weights(&path, "voices.ella", &lm, &Device::Cpu).unwrap();
    same(&voice, &lm.voice(&fixture.out("encoded")).unwrap());
    assert!(voice::among_weights(&path, "voices.nobody", &lm, &Device::Cpu).is_err());
    let text = fixture
        .text
        .replace("\"voices\": []", "\"voices\": [{\"name\": \"ella\", \"prefix\": \"voices.ella\"}]");
    let own = Config::phonon(&text).unwrap().voices.own;
    assert_eq!(own, [("ella".to_owned(), "voices.ella".to_owned())]);
}

#[test]
fn a_voice_that_was_made_for_another_model_is_refused() {
    let (fixture, folder) = (Fixture::open("phonon"), Folder::new());
    let lm = lm(&fixture);
    let projected =
        fixture.out("encoded").narrow(1, 0, 1).unwrap().broadcast_as((4, 32)).unwrap().contiguous().unwrap();
    let said = HashMap::from([("model_ext".to_owned(), "abc@7".to_owned())]);
    let bytes = safetensors_with("emb", &projected, &said);
    folder.write("voices/ella.safetensors", &bytes);
    let open = |made_for: Option<&str>| {
        let voices = Voices { made_for: made_for.map(|name| vec![name.to_owned()]), ..Voices::default() };
        voice::open(&folder.at("voices/ella.safetensors"), &lm, &voices, &Device::Cpu)
    };
    assert!(open(None).is_ok() && open(Some("abc@7")).is_ok());
    let error = open(Some("abc@8")).err().unwrap().of("");
    assert!(error.what.contains("another model"), "{error}");
}

/// A file with one tensor, and what is said beside it.
fn safetensors_with(name: &str, tensor: &Tensor, said: &HashMap<String, String>) -> Vec<u8> {
    let numbers = tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap();
    let data: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    let entry =
        serde_json::json!({ "dtype": "F32", "shape": tensor.dims(), "data_offsets": [0, data.len()] });
    let header = serde_json::json!({ "__metadata__": said, name: entry }).to_string();
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &data].concat()
}
