//! The format in which whisper.cpp keeps its models ("ggml"): sizes, mel filters, a vocabulary, tensors to the end.
//!
//! whisper.cpp takes the file's numbers for granted: it multiplies them without a check for overflow, writes the
//! dimensions of a tensor into an array of four however many there are, and throws across the language border when a
//! length is negative. What passes here is a file that it can load.

#[cfg(feature = "fixture")]
pub mod fixture;
mod tensors;

use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};
use std::path::Path;

use vesper_speech::Result;

use self::tensors::{Tensor, expected, matrix_storage};
use crate::fault::{Checked, Fault, OTHER, quoted};
use crate::file;
use crate::source::Source;
use crate::storage::Storage;

/// "ggml" as a little-endian word.
pub(crate) const MAGIC: [u8; 4] = *b"lmgg";
/// Frequencies of whisper's spectrum: half a transform of 400 samples, and one.
const FREQUENCIES: u64 = 201;
/// Positions of the encoder (30 s) and of the decoder: what every published model has, and what whisper.cpp
/// counts on when it cuts the audio into windows.
const AUDIO_CONTEXT: u64 = 1500;
const TEXT_CONTEXT: u64 = 448;
/// Quantised files carry the version of the packing in the thousands of their type.
const PACKING: i32 = 2;
/// The longest word in a published vocabulary has 128 bytes.
const LONGEST_WORD: usize = 1024;
const LONGEST_NAME: usize = 128;

/// What a whisper.cpp model says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    sizes: Sizes,
    tensors: usize,
    parameters: u64,
}

/// The hyperparameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sizes {
    vocabulary: u64,
    audio_context: u64,
    state: u64,
    heads: u64,
    audio_layers: u64,
    text_context: u64,
    text_layers: u64,
    mels: u64,
    file_type: i32,
    storage: Storage,
}

impl Model {
    /// Reads the whole structure of the file at `path`, without the weights.
    ///
    /// # Errors
    /// `MissingFile` where there is none, `Denied` where it may not be read, `BadFile`, saying what is wrong, for
    /// everything that whisper.cpp should not see.
    pub fn open(path: &Path) -> Result<Self> {
        file::open(path, Model::parse)
    }

    /// The same from any source; `name` is how messages call it.
    ///
    /// # Errors
    /// `BadFile`, as for [`open`](Model::open).
    pub fn read(name: &str, source: impl Read + Seek) -> Result<Self> {
        file::read(name, source, Model::parse)
    }

    pub(crate) fn parse<R: Read + Seek>(source: &mut Source<R>) -> Checked<Self> {
        Reader { source }.model()
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

    /// How many tensors it has.
    pub fn tensors(&self) -> usize {
        self.tensors
    }

    /// Numbers in all tensors together.
    pub fn parameters(&self) -> u64 {
        self.parameters
    }
}

struct Reader<'s, R> {
    source: &'s mut Source<R>,
}

impl<R: Read + Seek> Reader<'_, R> {
    fn model(&mut self) -> Checked<Model> {
        if self.source.left() < 4 || self.source.array()? != MAGIC {
            return Err(Fault::new("it is not a whisper model in ggml format."));
        }
        let sizes = self.sizes()?;
        self.filters(&sizes)?;
        self.vocabulary(&sizes)?;
        let (tensors, parameters) = self.tensors(&sizes)?;
        Ok(Model { sizes, tensors, parameters })
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
        let file_type = self.source.i32()?;
        let storage = storage(file_type)?;
        if state % heads != 0
            || state % text_heads != 0
            || (state / heads) % 8 != 0
            || (state / text_heads) % 8 != 0
        {
            return Err(Fault::new(format!(
                "its state of {state} cannot be divided among {heads} and {text_heads} heads."
            )));
        }
        if state % storage.block != 0 {
            return Err(Fault::new(format!("its state of {state} cannot be packed as {}.", storage.name)));
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
        self.within("width of its mel filters", FREQUENCIES, FREQUENCIES)?;
        let mut band = [0; 4 * FREQUENCIES as usize];
        for _ in 0..bands {
            self.source.fill(&mut band)?;
            let (values, _) = band.as_chunks();
            if !values.iter().all(|value| f32::from_le_bytes(*value).is_finite()) {
                return Err(Fault::new("its mel filters contain something that is not a number."));
            }
        }
        Ok(())
    }

    fn vocabulary(&mut self, sizes: &Sizes) -> Checked<()> {
        let count = self.within("number of words", 1, sizes.vocabulary)?;
        let mut has_space = false;
        let mut space = [0; LONGEST_WORD];
        for index in 0..count {
            let length = self.source.u32()?;
            let word = space
                .get_mut(..length as usize)
                .ok_or_else(|| Fault::new(format!("word {index} of its vocabulary has {length} bytes.")))?;
            self.source.fill(word)?;
            has_space |= word == b" ";
        }
        // whisper.cpp looks the space up without asking whether it is there.
        if has_space { Ok(()) } else { Err(Fault::new("its vocabulary has no space.")) }
    }

    /// Walks over all tensors up to the end of the file: either none is there, or exactly those that are needed.
    /// Gives how many there are, and the numbers in them.
    fn tensors(&mut self, sizes: &Sizes) -> Checked<(usize, u64)> {
        if self.source.left() == 0 {
            return Ok((0, 0));
        }
        let needed = expected(sizes);
        let by_name: HashMap<&str, &Tensor> = needed.iter().map(|tensor| (&*tensor.name, tensor)).collect();
        let mut seen = HashSet::new();
        let mut parameters = 0;
        while self.source.left() > 0 {
            let tensor = self.tensor(&by_name)?;
            if !seen.insert(&*tensor.name) {
                return Err(Fault::new(format!("its tensor {} is there twice.", quoted(&tensor.name))));
            }
            parameters += tensor.parameters();
        }
        match needed.iter().find(|tensor| !seen.contains(&*tensor.name)) {
            Some(missing) => {
                Err(Fault::new(format!("it has no tensor {}; it may be cut off.", quoted(&missing.name))))
            }
            None => Ok((seen.len(), parameters)),
        }
    }

    fn tensor<'t>(&mut self, needed: &HashMap<&str, &'t Tensor>) -> Checked<&'t Tensor> {
        let dimensions = self.within("number of dimensions of a tensor", 1, 3)?;
        let length = self.within("length of a tensor's name", 1, LONGEST_NAME as u64)?;
        let storage = self.source.u32()?;
        let mut shape = [0; 3];
        let shape = shape.get_mut(..dimensions as usize).unwrap_or_default();
        for size in &mut *shape {
            *size = self.within("dimension of a tensor", 1, i32::MAX as u64)?;
        }
        let mut name = [0; LONGEST_NAME];
        let name = name.get_mut(..length as usize).unwrap_or_default();
        self.source.fill(name)?;
        let name = String::from_utf8_lossy(name);
        let shown = || quoted(&name);
        let tensor = *needed
            .get(&*name)
            .ok_or_else(|| Fault::new(format!("it has an unknown tensor {}.", shown())))?;
        if *shape != *tensor.shape {
            let needed = &tensor.shape;
            return Err(Fault::new(format!(
                "its tensor {} has the shape {shape:?}; {needed:?} is needed.",
                shown()
            )));
        }
        if storage != tensor.storage.id {
            let needed = tensor.storage.name;
            return Err(Fault::new(format!(
                "its tensor {} is stored as type {storage}; {needed} is needed.",
                shown()
            )));
        }
        self.source.skip(tensor.length())?;
        Ok(tensor)
    }

    /// A number of the file that must lie between `low` and `high`.
    fn within(&mut self, what: &str, low: u64, high: u64) -> Checked<u64> {
        let value = self.source.i32()?;
        u64::try_from(value).ok().filter(|value| (low..=high).contains(value)).ok_or_else(|| {
            Fault::new(match low == high {
                true => format!("its {what} is {value}; it must be {low}."),
                false => format!("its {what} is {value}; it must be {low} to {high}."),
            })
        })
    }
}

fn storage(file_type: i32) -> Checked<Storage> {
    let packing = file_type.div_euclid(1000);
    match matrix_storage(file_type.rem_euclid(1000)) {
        Some(storage) if packing == PACKING || (packing == 0 && storage.block == 1) => Ok(storage),
        Some(storage) if (0..PACKING).contains(&packing) => {
            let what =
                format!("its {} is packed in the old way {packing}; {PACKING} is needed.", storage.name);
            Err(Fault::new(what).advice(OTHER))
        }
        _ => Err(Fault::new(format!("its file type is {file_type}, which is unknown.")).advice(OTHER)),
    }
}
