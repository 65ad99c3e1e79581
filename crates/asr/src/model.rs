use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use vesper_speech::{Error, Kind, Result};

use crate::advice::{WHICH, advice};
use crate::tensors::{Storage, Tensor, expected, matrix_storage};

/// "ggml", as a little-endian word.
pub(crate) const MAGIC: u32 = 0x6767_6d6c;
/// Frequencies of whisper's spectrum: half a transform of 400 samples, and one.
pub(crate) const FREQUENCIES: u64 = 201;
/// Positions of the encoder (30 s) and of the decoder: what every published model has, and what whisper.cpp
/// counts on when it cuts the audio into windows.
pub(crate) const AUDIO_CONTEXT: u64 = 1500;
pub(crate) const TEXT_CONTEXT: u64 = 448;
/// Quantised files carry the version of the packing in the thousands of their type.
const PACKING: i32 = 2;
/// The longest word in a published vocabulary has 128 bytes.
const LONGEST_WORD: u64 = 1024;
const LONGEST_NAME: u64 = 128;

/// What a whisper.cpp model file (ggml format) says of itself, read and checked without whisper.cpp.
///
/// whisper.cpp takes the file's numbers for granted: it multiplies them without a check for overflow, writes the
/// dimensions of a tensor into an array of four however many there are, and throws across the language border
/// when a length is negative. What passes here is a file that it can load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub(crate) sizes: Sizes,
    tensors: usize,
}

/// The hyperparameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) vocabulary: u64,
    pub(crate) audio_context: u64,
    pub(crate) state: u64,
    pub(crate) heads: u64,
    pub(crate) audio_layers: u64,
    pub(crate) text_context: u64,
    pub(crate) text_layers: u64,
    pub(crate) mels: u64,
    pub(crate) file_type: i32,
    pub(crate) storage: Storage,
}

impl Model {
    /// Reads the whole structure of the file at `path`, without the weights.
    ///
    /// # Errors
    /// `MissingFile` where there is none, `Denied` where it may not be read, `BadFile`, saying what is wrong, for
    /// everything that whisper.cpp should not see.
    pub fn check(path: &Path) -> Result<Self> {
        let not_read = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound => advice(Some(path)),
            ErrorKind::PermissionDenied => Error::new(
                Kind::Denied,
                path.display().to_string(),
                "it may not be read.",
                "Check its permissions.",
            ),
            _ => bad(path, &format!("it could not be read ({error}).")),
        };
        // Opening a pipe would wait for its writer.
        let length = match std::fs::metadata(path).map_err(not_read)? {
            metadata if metadata.is_file() => metadata.len(),
            _ => return Err(bad(path, "it is not a file.")),
        };
        let source = BufReader::new(File::open(path).map_err(not_read)?);
        Reader { source, at: 0, length }.model().map_err(|what| bad(path, &what))
    }

    /// Knows other languages than English.
    pub fn is_multilingual(&self) -> bool {
        self.sizes.vocabulary >= 51_865
    }

    /// Has weights. The files that whisper.cpp publishes for its own tests have none: they load, and recognise
    /// nothing.
    pub fn has_weights(&self) -> bool {
        self.tensors > 0
    }
}

pub(crate) fn bad(path: &Path, what: &str) -> Error {
    Error::new(Kind::BadFile, path.display().to_string(), what, WHICH)
}

struct Reader<R> {
    source: R,
    at: u64,
    length: u64,
}

/// A sentence that says what is wrong with the file.
type Checked<T> = std::result::Result<T, String>;

impl<R: Read + Seek> Reader<R> {
    fn model(&mut self) -> Checked<Model> {
        if self.length < 4 || self.u32()? != MAGIC {
            return Err("it is not a whisper model in ggml format.".into());
        }
        let sizes = self.sizes()?;
        self.filters(&sizes)?;
        self.vocabulary(&sizes)?;
        let tensors = self.tensors(&sizes)?;
        Ok(Model { sizes, tensors })
    }

    fn sizes(&mut self) -> Checked<Sizes> {
        let vocabulary = self.within("vocabulary size", 51_864, 51_866)?;
        let audio_context = self.within("audio context", AUDIO_CONTEXT, AUDIO_CONTEXT)?;
        let state = self.within("audio state", 32, 2048)?;
        let heads = self.within("number of audio heads", 1, 64)?;
        let audio_layers = self.within("number of audio layers", 1, 64)?;
        let text_context = self.within("text context", TEXT_CONTEXT, TEXT_CONTEXT)?;
        self.within("text state", state, state)?;
        let text_heads = self.within("number of text heads", 1, 64)?;
        let text_layers = self.within("number of text layers", 1, 64)?;
        let mels = self.within("number of mel bands", 80, 128)?;
        let file_type = self.i32()?;
        let storage = storage(file_type)?;
        if state % heads != 0
            || state % text_heads != 0
            || (state / heads) % 8 != 0
            || (state / text_heads) % 8 != 0
        {
            return Err(format!(
                "its state of {state} cannot be divided among {heads} and {text_heads} heads."
            ));
        }
        if state % storage.block != 0 {
            return Err(format!("its state of {state} cannot be packed as {}.", storage.name));
        }
        Ok(Sizes {
            vocabulary,
            audio_context,
            state,
            heads,
            audio_layers,
            text_context,
            text_layers,
            mels,
            file_type,
            storage,
        })
    }

    fn filters(&mut self, sizes: &Sizes) -> Checked<()> {
        let bands = self.within("number of mel filters", sizes.mels, sizes.mels)?;
        let frequencies = self.within("width of its mel filters", FREQUENCIES, FREQUENCIES)?;
        for _ in 0..bands * frequencies {
            if !f32::from_bits(self.u32()?).is_finite() {
                return Err("its mel filters contain something that is not a number.".into());
            }
        }
        Ok(())
    }

    fn vocabulary(&mut self, sizes: &Sizes) -> Checked<()> {
        let count = self.within("number of words", 1, sizes.vocabulary)?;
        let mut has_space = false;
        for index in 0..count {
            let length = u64::from(self.u32()?);
            if length > LONGEST_WORD {
                return Err(format!("word {index} of its vocabulary has {length} bytes."));
            }
            has_space |= self.bytes(length)? == b" ";
        }
        // whisper.cpp looks the space up without asking whether it is there.
        if has_space { Ok(()) } else { Err("its vocabulary has no space.".into()) }
    }

    /// Walks over all tensors up to the end of the file: either none is there, or exactly those that are needed.
    fn tensors(&mut self, sizes: &Sizes) -> Checked<usize> {
        let needed = expected(sizes);
        let by_name: HashMap<&str, &Tensor> = needed.iter().map(|tensor| (&*tensor.name, tensor)).collect();
        let mut seen = HashSet::new();
        while self.at < self.length {
            let tensor = self.tensor(&by_name)?;
            if !seen.insert(&*tensor.name) {
                return Err(format!("its tensor {} is there twice.", tensor.name));
            }
        }
        match needed.iter().find(|tensor| !seen.contains(&*tensor.name)) {
            Some(missing) if !seen.is_empty() => {
                Err(format!("it has no tensor {}; it may be cut off.", missing.name))
            }
            _ => Ok(seen.len()),
        }
    }

    fn tensor<'t>(&mut self, needed: &HashMap<&str, &'t Tensor>) -> Checked<&'t Tensor> {
        let dimensions = self.within("number of dimensions of a tensor", 1, 3)?;
        let length = self.within("length of a tensor's name", 1, LONGEST_NAME)?;
        let storage = self.i32()?;
        let shape = (0..dimensions)
            .map(|_| self.within("dimension of a tensor", 1, i32::MAX as u64))
            .collect::<Checked<Vec<u64>>>()?;
        let name = self.bytes(length)?;
        let name = String::from_utf8_lossy(&name);
        let tensor = *needed
            .get(&*name)
            .ok_or_else(|| format!("it has an unknown tensor \"{}\".", name.escape_debug()))?;
        if shape != tensor.shape {
            return Err(format!("its tensor {name} has the shape {shape:?}; {:?} is needed.", tensor.shape));
        }
        if storage != tensor.storage.id {
            return Err(format!(
                "its tensor {name} is stored as type {storage}; {} is needed.",
                tensor.storage.name
            ));
        }
        self.skip(tensor.length())?;
        Ok(tensor)
    }

    /// A number of the file that must lie between `low` and `high`.
    fn within(&mut self, what: &str, low: u64, high: u64) -> Checked<u64> {
        let value = self.i32()?;
        u64::try_from(value).ok().filter(|value| (low..=high).contains(value)).ok_or_else(|| {
            match low == high {
                true => format!("its {what} is {value}; it must be {low}."),
                false => format!("its {what} is {value}; it must be {low} to {high}."),
            }
        })
    }

    fn i32(&mut self) -> Checked<i32> {
        Ok(self.u32()?.cast_signed())
    }

    fn u32(&mut self) -> Checked<u32> {
        let mut word = [0; 4];
        self.fill(&mut word)?;
        Ok(u32::from_le_bytes(word))
    }

    /// `count` is bounded by the caller.
    fn bytes(&mut self, count: u64) -> Checked<Vec<u8>> {
        let mut bytes = vec![0; count as usize];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, into: &mut [u8]) -> Checked<()> {
        self.pass(into.len() as u64)?;
        self.source.read_exact(into).map_err(|error| format!("it could not be read ({error})."))
    }

    fn skip(&mut self, count: u64) -> Checked<()> {
        self.pass(count)?;
        self.source
            .seek(SeekFrom::Start(self.at))
            .map(drop)
            .map_err(|error| format!("it could not be read ({error})."))
    }

    fn pass(&mut self, count: u64) -> Checked<()> {
        match self.at.checked_add(count) {
            Some(end) if end <= self.length => {
                self.at = end;
                Ok(())
            }
            _ => Err(format!("it is cut off: {} bytes are not all of it.", self.length)),
        }
    }
}

fn storage(file_type: i32) -> Checked<Storage> {
    let packing = file_type.div_euclid(1000);
    match matrix_storage(file_type.rem_euclid(1000)) {
        Some(storage) if packing == PACKING || (packing == 0 && storage.block == 1) => Ok(storage),
        Some(storage) if (0..PACKING).contains(&packing) => {
            Err(format!("its {} is packed in the old way {packing}; {PACKING} is needed.", storage.name))
        }
        _ => Err(format!("its file type is {file_type}, which is unknown.")),
    }
}
