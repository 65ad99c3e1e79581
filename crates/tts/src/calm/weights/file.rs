//! A file of weights, whose tensors are read one by one when they are asked for.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use vesper_speech::{Error, Kind, Result};
use vesper_weights::{gguf, safetensors};

use super::numbers::Storage;
use crate::calm::fault::bad_file;

/// A model with 24 layers in 32-bit numbers has 1.4 GB.
const LARGEST: u64 = 8 << 30;

/// Where the tensors of a file lie. The header was checked before anything else is read.
pub(crate) struct File {
    path: String,
    file: Mutex<std::fs::File>,
    tensors: HashMap<String, Place>,
    metadata: HashMap<String, String>,
}

/// A tensor in a file.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// How it is stored, in the file's words.
    stored: String,
    /// None where this engine cannot read it.
    storage: Option<Storage>,
    /// The outermost dimension first.
    shape: Vec<usize>,
    begin: u64,
    length: u64,
}

impl Place {
    pub(crate) fn shape(&self) -> &[usize] {
        &self.shape
    }
}

impl File {
    /// Reads the header of a safetensors or GGUF file; each tensor is known by what `renamed` makes of its name.
    ///
    /// # Errors
    /// `MissingFile`, `Denied` or `BadFile`, with what is wrong.
    pub(crate) fn open(path: &Path, renamed: impl Fn(&str) -> String) -> Result<File> {
        let shown = path.display().to_string();
        let mut metadata = HashMap::new();
        let places: Vec<(String, Place)> = match vesper_weights::check(path)?.format {
            vesper_weights::Format::Safetensors => {
                let header = safetensors::Header::open(path)?;
                metadata.extend(header.metadata().map(|(name, text)| (name.to_owned(), text.to_owned())));
                header
                    .tensors()
                    .iter()
                    .map(|tensor| (renamed(&tensor.name), of_safetensors(tensor)))
                    .collect()
            }
            vesper_weights::Format::Gguf => {
                let header = gguf::Header::open(path)?;
                header.tensors().iter().map(|tensor| (renamed(&tensor.name), of_gguf(tensor))).collect()
            }
            vesper_weights::Format::Whisper => {
                return Err(bad_file(&shown, "it is a model that recognises speech, not a voice."));
            }
        };
        let file = std::fs::File::open(path).map_err(|error| unreadable(&shown, &error))?;
        let mut tensors = HashMap::with_capacity(places.len());
        for (name, place) in places {
            if tensors.contains_key(&name) {
                return Err(bad_file(&shown, format!("it has two tensors for \"{}\".", name.escape_debug())));
            }
            tensors.insert(name, place);
        }
        Ok(File { path: shown, file: Mutex::new(file), tensors, metadata })
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn tensor(&self, name: &str) -> Option<&Place> {
        self.tensors.get(name)
    }

    /// The names of all tensors, in no order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.tensors.keys().map(String::as_str)
    }

    /// What a safetensors file says beside its tensors.
    pub(crate) fn said(&self, name: &str) -> Option<&str> {
        self.metadata.get(name).map(String::as_str)
    }

    /// The numbers of the tensor `name`.
    ///
    /// # Errors
    /// `BadFile` where there is none, where it has another shape, or is stored in a way that cannot be read.
    pub(crate) fn numbers(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let (place, storage) = self.expect(name, shape)?;
        let bytes = self.bytes(place)?;
        storage
            .numbers(&bytes, place.shape.last().copied().unwrap_or(1))
            .ok_or_else(|| self.unreadable(name, place))
    }

    /// The whole numbers of a small tensor, whatever its shape.
    ///
    /// # Errors
    /// `BadFile` where there is none or it has no whole numbers.
    pub(crate) fn whole_numbers(&self, name: &str) -> Result<Vec<i64>> {
        let place = self.tensor(name).ok_or_else(|| self.missing(name))?;
        let bytes = self.bytes(place)?;
        match &*place.stored {
            "I64" => Ok(bytes.as_chunks::<8>().0.iter().map(|number| i64::from_le_bytes(*number)).collect()),
            "I32" => {
                Ok(bytes.as_chunks::<4>().0.iter().map(|number| i32::from_le_bytes(*number).into()).collect())
            }
            _ => Err(self.unreadable(name, place)),
        }
    }

    /// The scales and quants of a matrix that is stored as `q8_0`; none where it is stored in another way.
    ///
    /// # Errors
    /// As for [`numbers`](File::numbers).
    pub(crate) fn eights(&self, name: &str, shape: &[usize]) -> Result<Option<(Vec<f32>, Vec<i8>)>> {
        let (place, storage) = self.expect(name, shape)?;
        if storage != Storage::Eight {
            return Ok(None);
        }
        Ok(Some(Storage::eights(&self.bytes(place)?)))
    }

    fn expect(&self, name: &str, shape: &[usize]) -> Result<(&Place, Storage)> {
        let place = self.tensor(name).ok_or_else(|| self.missing(name))?;
        if place.shape != shape {
            let what = format!("its tensor \"{name}\" has the shape {:?}; {shape:?} is needed.", place.shape);
            return Err(bad_file(&self.path, what));
        }
        Ok((place, place.storage.ok_or_else(|| self.unreadable(name, place))?))
    }

    fn missing(&self, name: &str) -> Error {
        bad_file(&self.path, format!("it has no tensor \"{name}\"."))
    }

    fn unreadable(&self, name: &str, place: &Place) -> Error {
        let what =
            format!("its tensor \"{name}\" is stored as {}, which no voice is read from.", place.stored);
        bad_file(&self.path, what)
    }

    fn bytes(&self, place: &Place) -> Result<Vec<u8>> {
        let length = usize::try_from(place.length).ok().filter(|_| place.length <= LARGEST);
        let length =
            length.ok_or_else(|| bad_file(&self.path, "it has a tensor that is too large for any voice."))?;
        let mut bytes = vec![0; length];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.begin))
            .and_then(|_| file.read_exact(&mut bytes))
            .map_err(|error| unreadable(&self.path, &error))?;
        Ok(bytes)
    }
}

fn unreadable(path: &str, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => bad_file(path, "it became shorter while it was read."),
        std::io::ErrorKind::NotFound => Error::new(Kind::MissingFile, path, "there is no such file.", ""),
        _ => Error::new(
            Kind::BadFile,
            path,
            format!("it could not be read ({error})."),
            "Check the disk that it lies on.",
        ),
    }
}

/// A dimension that no machine can count is one that nothing asks for.
fn counted(size: &u64) -> usize {
    usize::try_from(*size).unwrap_or(usize::MAX)
}

fn of_safetensors(tensor: &safetensors::Tensor) -> Place {
    Place {
        stored: tensor.dtype.name().to_owned(),
        storage: Storage::of_safetensors(tensor.dtype.name()),
        shape: tensor.shape.iter().map(counted).collect(),
        begin: tensor.begin,
        length: tensor.length,
    }
}

fn of_gguf(tensor: &gguf::Tensor) -> Place {
    Place {
        stored: tensor.storage.name.to_owned(),
        storage: Storage::of_ggml(tensor.storage.name),
        shape: tensor.shape().iter().rev().map(counted).collect(),
        begin: tensor.begin,
        length: tensor.length,
    }
}
