//! Files that are missing, cut, or made to do harm: each gives a sentence that names the file.

use std::collections::HashMap;

use candle_core::{DType, Device, Tensor};
use vesper_speech::{Error, Kind, Synthesizer};

use super::fixture::Fixture;
use super::folders::{Folder, line, voice};
use crate::calm::Calm;
use crate::calm::config::Config;
use crate::calm::fixture::tokenizer;

fn refused(folder: &Folder) -> Error {
    match Calm::open(folder.path(), &[]) {
        Ok(_) => panic!("it was opened"),
        Err(error) => error,
    }
}

/// The error says these words of a file of that name, and what to do.
#[track_caller]
fn says(error: &Error, kind: Kind, file: &str, words: &str) {
    assert_eq!(error.kind, kind, "{error}");
    assert!(error.subject.contains(file), "{error}");
    assert!(error.what.contains(words), "{error}");
    assert!(!error.advice.is_empty(), "{error}");
    assert!(!format!("{error}").contains("candle"), "{error}");
}

#[test]
fn what_is_missing_is_named() {
    let folder = Folder::new();
    std::fs::remove_file(folder.at("model.safetensors")).unwrap();
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    says(&refused(&folder), Kind::MissingModel, &name, "weights");
    let folder = Folder::new();
    std::fs::remove_file(folder.at("tokenizer.json")).unwrap();
    says(&refused(&folder), Kind::MissingModel, "", "tokenizer.json");
    let folder = Folder::new();
    std::fs::remove_dir_all(folder.at("embeddings")).unwrap();
    says(&refused(&folder), Kind::MissingModel, "", "no voice");
    let folder = Folder::new();
    std::fs::remove_file(folder.at("config.json")).unwrap();
    says(&refused(&folder), Kind::BadFile, "model.safetensors", "which model");
    assert_eq!(Calm::open(&folder.path().join("nowhere"), &[]).err().unwrap().kind, Kind::MissingFile);
}

#[test]
fn cut_and_foreign_weights_are_refused() {
    let folder = Folder::new();
    let whole = std::fs::read(folder.at("model.safetensors")).unwrap();
    for kept in [0, 7, 400, whole.len() / 2, whole.len() - 1] {
        folder.write("model.safetensors", &whole[..kept]);
        assert_eq!(refused(&folder).kind, Kind::BadFile, "{kept} bytes");
    }
    folder.write("model.safetensors", b"<!DOCTYPE html><html>not found</html>");
    says(&refused(&folder), Kind::BadFile, "model.safetensors", "web page");

    let mut tensors = Fixture::open("pocket").checkpoint();
    let name = "flow_lm.transformer.layers.1.linear1.weight";
    let sound = tensors.remove(name).unwrap();
    folder.save("model.safetensors", &tensors);
    says(&refused(&folder), Kind::BadFile, "model.safetensors", name);
    tensors.insert(name.into(), sound.t().unwrap().contiguous().unwrap());
    folder.save("model.safetensors", &tensors);
    says(&refused(&folder), Kind::BadFile, "model.safetensors", "[64, 32] is needed");
    tensors.insert(name.into(), Tensor::full(f32::NAN, (64, 32), &Device::Cpu).unwrap());
    folder.save("model.safetensors", &tensors);
    says(&refused(&folder), Kind::BadFile, "model.safetensors", "none");
    tensors.insert(name.into(), sound.to_dtype(DType::U8).unwrap());
    folder.save("model.safetensors", &tensors);
    says(&refused(&folder), Kind::BadFile, "model.safetensors", "stored as U8");
    tensors.insert(name.into(), sound.to_dtype(DType::F16).unwrap());
    folder.save("model.safetensors", &tensors);
    assert!(Calm::open(folder.path(), &[]).is_ok());
}

#[test]
fn configs_that_make_no_sense_are_refused() {
    let folder = Folder::new();
    let config: serde_json::Value = serde_json::from_str(&Fixture::open("pocket").text).unwrap();
    let huge = u64::MAX;
    for (path, value) in [
        ("/flow_lm/transformer/d_model", serde_json::json!(0)),
        ("/flow_lm/transformer/d_model", serde_json::json!(huge)),
        ("/flow_lm/transformer/hidden_scale", serde_json::json!(huge)),
        ("/flow_lm/transformer/num_heads", serde_json::json!(5)),
        ("/flow_lm/transformer/num_heads", serde_json::json!(0)),
        ("/flow_lm/transformer/num_layers", serde_json::json!(1_000_000)),
        ("/flow_lm/lookup_table/n_bins", serde_json::json!(huge)),
        ("/mimi/frame_rate", serde_json::json!(0.0)),
        ("/mimi/frame_rate", serde_json::json!(-1e300)),
        ("/mimi/seanet/ratios", serde_json::json!([0])),
        ("/mimi/seanet/ratios", serde_json::json!(vec![64; 90])),
        ("/mimi/seanet/n_filters", serde_json::json!(huge)),
        ("/mimi/seanet/compress", serde_json::json!(0)),
        ("/mimi/quantizer/dimension", serde_json::json!(7_000)),
        ("/mimi/transformer/context", serde_json::json!(0)),
    ] {
        let mut changed = config.clone();
        *changed.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value.clone();
        folder.write("config.json", changed.to_string().as_bytes());
        let error = refused(&folder);
        assert_eq!(error.kind, Kind::BadFile, "{path} {value}: {error}");
    }
    for text in ["", "{}", "[[[[", "\u{0}", "{\"quantizer_dimension\": 1}"] {
        folder.write("config.json", text.as_bytes());
        says(&refused(&folder), Kind::BadFile, "config.json", "voice");
    }
}

/// What would be left out in silence would be heard: a voice that babbles.
#[test]
fn what_a_config_asks_for_and_nobody_knows_is_refused() {
    let text = Fixture::open("phonon").text;
    for (known, unknown) in [
        ("\"voices\": []", "\"prefix_sinks\": {\"speaker_wavs\": {}}"),
        ("\"name\": \"num_speakers\"", "\"name\": \"mood\""),
    ] {
        assert!(text.contains(known));
        let error = Config::phonon(&text.replace(known, unknown)).unwrap_err();
        assert!(error.contains("unknown"), "{error}");
    }
}

#[test]
fn tokenizers_that_do_not_fit_are_refused() {
    let folder = Folder::new();
    for text in ["", "{}", "{\"model\": 7}", "\u{feff}nonsense"] {
        folder.write("tokenizer.json", text.as_bytes());
        says(&refused(&folder), Kind::BadFile, "tokenizer.json", "no tokenizer");
    }
    let many: Vec<serde_json::Value> = (0..60).map(|n| serde_json::json!([format!("t{n}"), 0.0])).collect();
    let mut large: serde_json::Value = serde_json::from_str(&tokenizer()).unwrap();
    *large.pointer_mut("/model/vocab").unwrap() = many.into();
    folder.write("tokenizer.json", large.to_string().as_bytes());
    says(&refused(&folder), Kind::BadFile, "tokenizer.json", "60 tokens");
    folder.write("tokenizer.json", &vec![b' '; (16 << 20) + 1]);
    says(&refused(&folder), Kind::BadFile, "tokenizer.json", "more than 16 MB");
}

#[test]
fn a_bad_voice_is_told_when_it_should_speak() {
    let (folder, fixture) = (Folder::new(), Fixture::open("pocket"));
    let mut nothing = voice(&fixture, 5);
    let name = "transformer.layers.0.self_attn/cache";
    nothing.insert(name.into(), Tensor::full(f32::NAN, nothing[name].dims(), &Device::Cpu).unwrap());
    let mut narrow = voice(&fixture, 5);
    narrow.insert(name.into(), Tensor::zeros((2, 1, 14, 4, 6), DType::F32, &Device::Cpu).unwrap());
    let mut beyond = voice(&fixture, 5);
    beyond.insert(
        "transformer.layers.0.self_attn/offset".into(),
        Tensor::new(&[99_i64], &Device::Cpu).unwrap(),
    );
    let mut short = voice(&fixture, 5);
    short.retain(|name, _| name.contains("layers.0"));
    let wide = HashMap::from([("emb".to_owned(), Tensor::zeros((4, 31), DType::F32, &Device::Cpu).unwrap())]);
    for (tensors, words) in [
        (nothing, "numbers that are none"),
        (narrow, "another model"),
        (beyond, "99 positions of 14"),
        (short, "another model"),
        (wide, "another model"),
    ] {
        folder.save("embeddings/bad.safetensors", &tensors);
        let mut calm = Calm::open(folder.path(), &[]).unwrap();
        let mut heard = Vec::new();
        let lines = [line("Still heard.", "anna"), line("Not heard.", "bad"), line("Never reached.", "anna")];
        let error = calm.synthesize(&lines, &mut heard).unwrap_err();
        says(&error, Kind::BadFile, "bad.safetensors", words);
        assert!(heard.iter().any(|spoken| spoken.row == 0 && spoken.last));
        assert!(heard.iter().all(|spoken| spoken.row == 0));
    }
}
