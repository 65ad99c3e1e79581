use std::fs::File;
use std::path::Path;

use vesper_speech::Result;

use crate::fault::{Checked, Fault};
use crate::source::Source;
use crate::{file, gguf, safetensors, whisper};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Gguf,
    Safetensors,
    Whisper,
}

/// What a sound model file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    pub format: Format,
    /// What the file calls its architecture: `qwen3`, `whisper`; safetensors has no word for it.
    pub architecture: Option<String>,
    pub tensors: u64,
    /// Numbers in all tensors together.
    pub parameters: u64,
}

/// Reads the header of the model file at `path`, whatever its format, and no more than the header: under a second
/// and within 64 MB of memory, however large the file is.
///
/// # Errors
/// `MissingFile` where there is none, `Denied` where it may not be read, `BadFile`, saying what is wrong, for
/// everything that is not a sound model file.
pub fn check(path: &Path) -> Result<Weights> {
    file::open(path, |source| {
        let format = format(source)?;
        source.rewind()?;
        match format {
            Format::Gguf => gguf::Header::parse(source).map(Weights::from),
            Format::Safetensors => safetensors::Header::parse(source).map(Weights::from),
            Format::Whisper => whisper::Model::parse(source).map(Weights::from),
        }
    })
}

fn format(source: &mut Source<File>) -> Checked<Format> {
    if source.length() == 0 {
        return Err(Fault::new("it is empty."));
    }
    let mut start = [0; 16];
    let length = start.len().min(usize::try_from(source.length()).unwrap_or(usize::MAX));
    let start = start.get_mut(..length).unwrap_or_default();
    source.fill(start)?;
    match start {
        _ if start.starts_with(&gguf::MAGIC) => Ok(Format::Gguf),
        _ if start.starts_with(&whisper::MAGIC) => Ok(Format::Whisper),
        // The length of the header, then the header.
        [_, _, _, _, _, _, _, _, b'{', ..] => Ok(Format::Safetensors),
        _ => Err(stranger(start)),
    }
}

/// What people take for a model file, told apart by how it begins.
fn stranger(start: &[u8]) -> Fault {
    let is = |beginnings: &[&[u8]]| beginnings.iter().any(|beginning| start.starts_with(beginning));
    if is(&[b"<!DOC", b"<!doc", b"<html", b"<HTML"]) {
        Fault::new("it is a web page, not a model.")
            .advice("Take the address of the file itself, and get it again.")
    } else if is(&[b"version https://"]) {
        Fault::new("it only points to a model that Git LFS keeps.")
            .advice("Fetch the file itself, with `git lfs pull` or from the model's page.")
    } else if is(&[b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"]) {
        Fault::new("it is a PyTorch or pickle file, which can run programs when it is opened.")
            .advice("Take the model as GGUF or safetensors.")
    } else {
        Fault::new("it is not a model in GGUF, safetensors or whisper.cpp's ggml format.")
            .advice("Choose a file that ends in .gguf or .safetensors, or a ggml-….bin of whisper.cpp.")
    }
}

impl From<gguf::Header> for Weights {
    fn from(header: gguf::Header) -> Self {
        Weights {
            format: Format::Gguf,
            architecture: header.architecture().map(str::to_owned),
            tensors: header.tensors().len() as u64,
            parameters: header.parameters(),
        }
    }
}

impl From<safetensors::Header> for Weights {
    fn from(header: safetensors::Header) -> Self {
        Weights {
            format: Format::Safetensors,
            architecture: None,
            tensors: header.tensors().len() as u64,
            parameters: header.parameters(),
        }
    }
}

impl From<whisper::Model> for Weights {
    fn from(model: whisper::Model) -> Self {
        Weights {
            format: Format::Whisper,
            architecture: Some("whisper".into()),
            tensors: model.tensors() as u64,
            parameters: model.parameters(),
        }
    }
}
