//! The tensors of a file, read one by one as a network asks for them.

use std::collections::HashSet;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

use half::{bf16, f16};
use vesper_speech::{Error, Kind, Result};
use vesper_weights::Storage;
use vesper_weights::gguf::{Header, Tensor};

use super::fault::{bad_file, beyond};

/// Bytes that are read at once.
const AT_ONCE: usize = 1 << 18;

/// Where the tensors of a file lie. Its header was checked before.
pub(crate) struct File<'h> {
    path: String,
    header: &'h Header,
    file: std::fs::File,
    /// What was asked for, so that what was not can be told.
    read: HashSet<String>,
    check: &'h dyn Fn() -> Result<()>,
}

/// A matrix as it lies in a file: `to` rows of `from` numbers, which are read from `source` one after the other.
pub(crate) struct Stored {
    pub(crate) storage: Storage,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) source: BufReader<Part>,
}

/// A part of a file.
pub(crate) struct Part {
    file: std::fs::File,
    at: u64,
    end: u64,
}

impl Part {
    pub(crate) fn length(&self) -> u64 {
        self.end - self.at
    }
}

impl Read for Part {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.length()).unwrap_or(usize::MAX).min(bytes.len());
        // All parts have the same file underneath, with one place in it.
        self.file.seek(SeekFrom::Start(self.at))?;
        let read = self.file.read(bytes.get_mut(..left).unwrap_or_default())?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<'h> File<'h> {
    /// Opens the file of this header. `check` is asked before each matrix is read, and what it answers ends the reading.
    ///
    /// # Errors
    /// `MissingFile`, `Denied` or `BadFile`.
    pub(crate) fn open(
        path: &Path,
        header: &'h Header,
        check: &'h dyn Fn() -> Result<()>,
    ) -> Result<File<'h>> {
        let shown = path.display().to_string();
        let file = std::fs::File::open(path).map_err(|error| unreadable(&shown, &error))?;
        Ok(File { path: shown, header, file, read: HashSet::new(), check })
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.header.tensor(name).is_some()
    }

    /// The dimensions of the tensor `name`, the outermost first.
    ///
    /// # Errors
    /// `BadFile` where there is none, as below.
    pub(crate) fn shape(&self, name: &str) -> Result<Vec<usize>> {
        Ok(dimensions(self.tensor(name)?))
    }

    /// Counts the tensor `name` as one that was asked for.
    pub(crate) fn pass_over(&mut self, name: &str) {
        self.read.insert(name.to_owned());
    }

    /// The numbers of a small tensor of this shape, the outermost dimension first.
    ///
    /// # Errors
    /// `BadFile` where there is none, where it has another shape, is quantised, or has numbers that are none.
    pub(crate) fn numbers(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let tensor = self.expect(name, shape)?;
        let mut bytes = Vec::new();
        let mut source = self.source(tensor, 0..tensor.length)?;
        source.read_to_end(&mut bytes).map_err(|error| unreadable(&self.path, &error))?;
        if bytes.len() as u64 != tensor.length {
            return Err(bad_file(&self.path, "it became shorter while it was read."));
        }
        let numbers: Vec<f32> = match tensor.storage.name {
            "f32" => bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
            "f16" => bytes.as_chunks().0.iter().map(|bytes| f16::from_le_bytes(*bytes).to_f32()).collect(),
            "bf16" => bytes.as_chunks().0.iter().map(|bytes| bf16::from_le_bytes(*bytes).to_f32()).collect(),
            stored => {
                let what = format!("its tensor \"{name}\" is stored as {stored}; plain numbers are needed.");
                return Err(beyond(&self.path, what));
            }
        };
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(bad_file(&self.path, format!("its tensor \"{name}\" has numbers that are none.")));
        }
        Ok(numbers)
    }

    /// The matrix `[to, from]` of that name.
    ///
    /// # Errors
    /// `BadFile` where there is none or it has another shape.
    pub(crate) fn matrix(&mut self, name: &str, from: usize, to: usize) -> Result<Stored> {
        self.rows(name, from, to, 0..to)
    }

    /// These rows of the matrix `[to, from]` of that name.
    ///
    /// # Errors
    /// As for [`matrix`](File::matrix).
    pub(crate) fn rows(&mut self, name: &str, from: usize, to: usize, rows: Range<usize>) -> Result<Stored> {
        let tensor = self.expect(name, &[to, from])?;
        self.part(tensor, from, rows)
    }

    /// The matrix of the expert `index` of those in the tensor `[count, to, from]` of that name.
    ///
    /// # Errors
    /// As for [`matrix`](File::matrix).
    pub(crate) fn expert(&mut self, name: &str, shape: [usize; 3], index: usize) -> Result<Stored> {
        let [_, to, from] = shape;
        let tensor = self.expect(name, &shape)?;
        self.part(tensor, from, index * to..(index + 1) * to)
    }

    /// Rows of a tensor whose shape is known to be right; the file holds all of them, so that no product wraps.
    fn part(&self, tensor: &Tensor, from: usize, rows: Range<usize>) -> Result<Stored> {
        let storage = tensor.storage;
        let row = from as u64 / storage.block * storage.bytes;
        let source = self.source(tensor, rows.start as u64 * row..rows.end as u64 * row)?;
        Ok(Stored { storage, from, to: rows.len(), source: BufReader::with_capacity(AT_ONCE, source) })
    }

    fn source(&self, tensor: &Tensor, bytes: Range<u64>) -> Result<Part> {
        (self.check)()?;
        let file = self.file.try_clone().map_err(|error| unreadable(&self.path, &error))?;
        Ok(Part { file, at: tensor.begin + bytes.start, end: tensor.begin + bytes.end })
    }

    /// That the network asked for everything there is: a tensor that it does not know would be missing from what it
    /// computes.
    ///
    /// # Errors
    /// `BadFile` with the name of the first tensor that was not asked for.
    pub(crate) fn finish(&self) -> Result<()> {
        match self.header.tensors().iter().find(|tensor| !self.read.contains(&tensor.name)) {
            Some(tensor) => {
                let what =
                    format!("its tensor \"{}\" has no place in this network.", tensor.name.escape_debug());
                Err(beyond(&self.path, what))
            }
            None => Ok(()),
        }
    }

    fn tensor(&self, name: &str) -> Result<&'h Tensor> {
        let missing = || bad_file(&self.path, format!("it has no tensor \"{name}\"."));
        self.header.tensor(name).ok_or_else(missing)
    }

    fn expect(&mut self, name: &str, shape: &[usize]) -> Result<&'h Tensor> {
        let tensor = self.tensor(name)?;
        let found = dimensions(tensor);
        if found != shape {
            let what = format!("its tensor \"{name}\" has the shape {found:?}; {shape:?} is needed.");
            return Err(bad_file(&self.path, what));
        }
        self.pass_over(name);
        Ok(tensor)
    }
}

/// The outermost first; what no machine can count is nothing that is asked for.
fn dimensions(tensor: &Tensor) -> Vec<usize> {
    tensor.shape().iter().rev().map(|size| usize::try_from(*size).unwrap_or(usize::MAX)).collect()
}

fn unreadable(path: &str, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::new(Kind::MissingFile, path, "there is no such file.", ""),
        std::io::ErrorKind::PermissionDenied => {
            Error::new(Kind::Denied, path, "it may not be read.", "Change its permissions.")
        }
        _ => Error::new(
            Kind::BadFile,
            path,
            format!("it could not be read ({error})."),
            "Check the disk that it lies on.",
        ),
    }
}
