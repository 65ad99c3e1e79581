//! A voice: what somebody's speech has left in the model's memory.

use std::path::Path;

use candle_core::{Device, Tensor};
use vesper_speech::{Error, Kind, Result};

use super::config::Voices;
use super::fault::{Checked, bad_file};
use super::lm::Lm;
use super::memory::{Extent, Recalled};
use super::weights::File;

/// Positions of the longest voice: more than two minutes of a recording.
const LONGEST: usize = 2048;
/// A voice of a model with 24 layers, 2048 positions long, takes 800 MB; published ones have 25.
const LARGEST_WIDTH: usize = 1 << 16;

/// Reads a voice in any of the forms in which makers hand them out: as the state of the model behind a recording (Kyutai's
/// `embeddings`), as what such a recording is encoded to (`speaker_wavs`), or as that brought to the model's width (`emb`,
/// `audio_prompt`).
///
/// # Errors
/// `BadFile` where it is no voice, or one for another model.
pub(crate) fn open(path: &Path, lm: &Lm, voices: &Voices, device: &Device) -> Checked<Recalled> {
    let file = File::open(path, str::to_owned)?;
    if let (Some(known), Some(said)) = (&voices.made_for, file.said("model_ext"))
        && !known.iter().any(|known| known == said)
    {
        return Err(other_model(&file).into());
    }
    if file.names().any(|name| name.ends_with("/cache")) {
        return state(&file, lm.extent(), device);
    }
    if file.tensor("speaker_wavs").is_some() {
        return encoded(&file, "speaker_wavs", lm, device);
    }
    let mut names: Vec<&str> = file.names().collect();
    names.sort_unstable();
    let name = match (file.tensor("emb"), names.as_slice()) {
        (Some(_), _) => "emb",
        (None, [only]) => only,
        _ => return Err(bad_file(file.path(), "it is no voice: it has tensors that no voice has.").into()),
    };
    let projected = frames(&file, name, device)?;
    if projected.dim(1)? != lm.width() {
        return Err(other_model(&file).into());
    }
    Ok(lm.voice_of(&projected)?)
}

/// Reads a voice that lies among the weights of its model, in the tensor `name`.
///
/// # Errors
/// `BadFile` where it is no voice.
pub(crate) fn among_weights(weights: &Path, name: &str, lm: &Lm, device: &Device) -> Checked<Recalled> {
    encoded(&File::open(weights, str::to_owned)?, name, lm, device)
}

/// What a recording was encoded to: `[width, frames]`.
fn encoded(file: &File, name: &str, lm: &Lm, device: &Device) -> Checked<Recalled> {
    let encoded = frames(file, name, device)?.t()?.contiguous()?;
    lm.voice(&encoded).map_err(|_| no_projection(file).into())
}

/// A tensor `[frames, width]`, which may stand in one more pair of brackets.
fn frames(file: &File, name: &str, device: &Device) -> Checked<Tensor> {
    let shape = file.tensor(name).map(|place| place.shape().to_vec()).unwrap_or_default();
    let (height, width) = match *shape {
        [height, width] | [1, height, width] if (1..=LARGEST_WIDTH).contains(&height) => (height, width),
        _ => {
            return Err(bad_file(
                file.path(),
                format!("its voice has the shape {shape:?}, which no voice has."),
            )
            .into());
        }
    };
    if !(1..=LARGEST_WIDTH).contains(&width) || height.saturating_mul(width) > LONGEST * LARGEST_WIDTH {
        return Err(bad_file(file.path(), "its voice is longer than any that is spoken with.").into());
    }
    let numbers = sound(file, file.numbers(name, &shape)?)?;
    Ok(Tensor::from_vec(numbers, (height, width), device)?)
}

fn sound(file: &File, numbers: Vec<f32>) -> Result<Vec<f32>> {
    match numbers.iter().all(|number| number.is_finite()) {
        true => Ok(numbers),
        false => Err(bad_file(file.path(), "its voice has numbers that are none.")),
    }
}

fn other_model(file: &File) -> Error {
    Error::new(
        Kind::BadFile,
        file.path(),
        "this voice was made for another model.",
        "Get the voices that belong to the model, with `vesper models get`.",
    )
}

fn no_projection(file: &File) -> Error {
    Error::new(
        Kind::BadFile,
        file.path(),
        "this voice is kept as a recording, which the model cannot take up.",
        "Take the voice in its finished form.",
    )
}

/// Keys and values of each layer, `[2, 1, positions, heads, width]`, and how many positions are filled; behind them
/// stands nothing, or what is no number.
fn state(file: &File, extent: Extent, device: &Device) -> Checked<Recalled> {
    let caches = file.names().filter(|name| name.ends_with("/cache")).count();
    if caches != extent.layers {
        return Err(other_model(file).into());
    }
    let layers = (0..extent.layers).map(|layer| {
        let of = |part: &str| format!("transformer.layers.{layer}.self_attn/{part}");
        let cache = of("cache");
        let shape = file.tensor(&cache).map(|place| place.shape().to_vec()).unwrap_or_default();
        let &[2, 1, positions, heads, width] = &*shape else { return Err(other_model(file).into()) };
        if heads != extent.heads || width != extent.width {
            return Err(other_model(file).into());
        }
        let filled = filled(file, &of("offset"), &of("current_end"), positions)?;
        let numbers =
            Tensor::from_vec(file.numbers(&cache, &shape)?, (2, positions, heads, width), &Device::Cpu)?;
        let numbers = numbers.narrow(1, 0, filled)?.transpose(1, 2)?.contiguous()?;
        sound(file, numbers.flatten_all()?.to_vec1()?)?;
        Ok((numbers.get(0)?.to_device(device)?, numbers.get(1)?.to_device(device)?))
    });
    let voice = Recalled { layers: layers.collect::<Checked<Vec<_>>>()? };
    match voice.layers.iter().all(|(keys, _)| keys.dims() == [extent.heads, voice.length(), extent.width]) {
        true => Ok(voice),
        false => Err(bad_file(file.path(), "its layers do not belong together.").into()),
    }
}

/// How many positions are filled: said by a number or, in older files, by the length of an empty tensor.
fn filled(file: &File, offset: &str, older: &str, positions: usize) -> Result<usize> {
    let filled = match (file.tensor(offset), file.tensor(older)) {
        (Some(_), _) => {
            file.whole_numbers(offset)?.first().and_then(|filled| usize::try_from(*filled).ok()).unwrap_or(0)
        }
        (None, Some(place)) => place.shape().first().copied().unwrap_or(0),
        (None, None) => positions,
    };
    if (1..=positions.min(LONGEST)).contains(&filled) {
        return Ok(filled);
    }
    Err(bad_file(file.path(), format!("its voice should have {filled} positions of {positions}.")))
}

/// `voice` as a safetensors file in Kyutai's form, which their own program reads too, with what is `said` beside it.
pub(crate) fn exported(voice: &Recalled, said: &[(&str, &str)]) -> Checked<Vec<u8>> {
    let mut header = serde_json::Map::new();
    let said = said.iter().map(|(name, text)| ((*name).to_owned(), (*text).into()));
    header.insert("__metadata__".into(), serde_json::Value::Object(said.collect()));
    let mut data = Vec::new();
    let mut add = |name: String, dtype: &str, shape: &[usize], bytes: &[u8]| {
        let begin = data.len();
        data.extend_from_slice(bytes);
        let entry =
            serde_json::json!({ "dtype": dtype, "shape": shape, "data_offsets": [begin, data.len()] });
        header.insert(name, entry);
    };
    for (layer, (keys, values)) in voice.layers.iter().enumerate() {
        let (heads, positions, width) = keys.dims3()?;
        let both = Tensor::stack(&[keys, values], 0)?.transpose(1, 2)?.flatten_all()?.to_vec1::<f32>()?;
        let bytes: Vec<u8> = both.iter().flat_map(|number| number.to_le_bytes()).collect();
        let of = |part: &str| format!("transformer.layers.{layer}.self_attn/{part}");
        add(of("cache"), "F32", &[2, 1, positions, heads, width], &bytes);
        add(of("offset"), "I64", &[1], &(positions as u64).to_le_bytes());
    }
    let mut header = serde_json::Value::Object(header).to_string().into_bytes();
    header.resize(header.len().next_multiple_of(8), b' ');
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.append(&mut header);
    file.append(&mut data);
    Ok(file)
}
