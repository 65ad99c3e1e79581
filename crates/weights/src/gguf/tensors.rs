use std::io::{Read, Seek};

use crate::fault::{Checked, Fault, OTHER, quoted};
use crate::source::Source;
use crate::storage::Storage;

/// A mixture with its experts apart has 50,000.
const MOST_TENSORS: u64 = 1 << 16;
/// The specification's own bounds.
const LONGEST_NAME: u64 = 64;
const MOST_DIMENSIONS: usize = 4;
/// The length of its name, a letter of it, the number of dimensions, the type and the offset.
const SHORTEST_TENSOR: u64 = 8 + 1 + 4 + 4 + 8;
/// What an allocation costs beside its bytes.
const ALLOCATION: u64 = 16;

/// A tensor, and where its numbers lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensor {
    pub name: String,
    pub storage: Storage,
    dimensions: [u64; MOST_DIMENSIONS],
    rank: usize,
    /// The first byte of its data, counted from the beginning of the file.
    pub begin: u64,
    /// Bytes of its data.
    pub length: u64,
}

impl Tensor {
    /// The dimensions as they are in the file: the innermost first. Empty for a single number.
    pub fn shape(&self) -> &[u64] {
        self.dimensions.get(..self.rank).unwrap_or_default()
    }

    /// Numbers in it.
    pub fn parameters(&self) -> u64 {
        self.shape().iter().product()
    }

    fn end(&self) -> u64 {
        self.begin.saturating_add(self.length)
    }

    fn fault(&self, what: &str) -> Fault {
        about(&self.name, what)
    }
}

/// The tensors in the order of the file. What is read gives `begin` relative to the data; [`place`] mends it.
pub(super) fn read<R: Read + Seek>(source: &mut Source<R>, count: u64) -> Checked<Vec<Tensor>> {
    if count > MOST_TENSORS || count.saturating_mul(SHORTEST_TENSOR) > source.left() {
        return Err(Fault::new(format!("it says that it has {count} tensors, which it cannot hold.")));
    }
    let mut tensors = Vec::with_capacity(source.keep_list(count, size_of::<Tensor>())?);
    for _ in 0..count {
        tensors.push(tensor(source)?);
    }
    Ok(tensors)
}

fn tensor<R: Read + Seek>(source: &mut Source<R>) -> Checked<Tensor> {
    let name = name(source)?;
    let rank = source.u32()?;
    let rank = usize::try_from(rank)
        .ok()
        .filter(|rank| *rank <= MOST_DIMENSIONS)
        .ok_or_else(|| about(&name, &format!("has {rank} dimensions; {MOST_DIMENSIONS} are allowed")))?;
    let mut dimensions = [1; MOST_DIMENSIONS];
    for dimension in dimensions.iter_mut().take(rank) {
        *dimension = source.u64()?;
    }
    let id = source.u32()?;
    let storage = Storage::of(id)
        .ok_or_else(|| about(&name, &format!("is stored as type {id}, which is unknown")).advice(OTHER))?;
    let length = length(&name, storage, dimensions)?;
    Ok(Tensor { name, storage, dimensions, rank, begin: source.u64()?, length })
}

fn name<R: Read + Seek>(source: &mut Source<R>) -> Checked<String> {
    let length = source.u64()?;
    if length == 0 || length > LONGEST_NAME {
        return Err(Fault::new(format!(
            "a tensor's name has {length} bytes; 1 to {LONGEST_NAME} are allowed."
        )));
    }
    source.keep(ALLOCATION)?;
    String::from_utf8(source.bytes(length)?)
        .map_err(|error| about(&String::from_utf8_lossy(error.as_bytes()), "has a name that is not UTF-8"))
}

/// Bytes of the data; every product on the way is one that a signed 64-bit number holds, as ggml counts.
fn length(name: &str, storage: Storage, dimensions: [u64; MOST_DIMENSIONS]) -> Checked<u64> {
    let mut numbers = 1_u64;
    for dimension in dimensions {
        numbers = numbers
            .checked_mul(dimension)
            .filter(|numbers| (1..=i64::MAX.cast_unsigned()).contains(numbers))
            .ok_or_else(|| about(name, &format!("has the dimensions {dimensions:?}, which make no sense")))?;
    }
    let [row, ..] = dimensions;
    storage.length(row, numbers).ok_or_else(|| {
        let block = storage.block;
        about(
            name,
            &format!("has rows of {row}, which cannot be stored as {} in blocks of {block}", storage.name),
        )
    })
}

/// Checks where the data lie: aligned, inside the file, each byte in one tensor only. `data` is where the data begin.
pub(super) fn place(tensors: &mut [Tensor], data: u64, alignment: u64, length: u64) -> Checked<()> {
    for tensor in &mut *tensors {
        let offset = tensor.begin;
        if !offset.is_multiple_of(alignment) {
            return Err(tensor.fault(&format!("lies at {offset}, which is not a multiple of {alignment}")));
        }
        tensor.begin = data
            .checked_add(offset)
            .filter(|begin| begin.checked_add(tensor.length).is_some_and(|end| end <= length))
            .ok_or_else(|| {
                let bytes = tensor.length;
                tensor.fault(&format!("should have {bytes} bytes at {offset}, beyond the end of the file"))
            })?;
    }
    let mut places: Vec<&Tensor> = tensors.iter().collect();
    places.sort_unstable_by_key(|tensor| tensor.begin);
    match places.windows(2).find(|pair| matches!(pair, [a, b] if a.end() > b.begin)) {
        Some([one, other]) => Err(other.fault(&format!("lies over {}", quoted(&one.name)))),
        _ => Ok(()),
    }
}

/// The places in `tensors`, sorted by name, each name being there once.
pub(super) fn by_name(tensors: &[Tensor]) -> Checked<Vec<u32>> {
    let name = |index: &u32| tensors.get(*index as usize).map(|tensor| &*tensor.name);
    let mut order: Vec<u32> = (0..).take(tensors.len()).collect();
    order.sort_unstable_by(|a, b| name(a).cmp(&name(b)));
    match order.windows(2).find(|pair| matches!(pair, [a, b] if name(a) == name(b))) {
        Some([twice, ..]) => Err(about(name(twice).unwrap_or_default(), "is there twice")),
        _ => Ok(order),
    }
}

fn about(name: &str, what: &str) -> Fault {
    Fault::new(format!("its tensor {} {what}.", quoted(name)))
}
