use std::io::{Read, Seek};

use super::value::{Array, Scalar, Scalars, Texts, Value};
use crate::fault::{Checked, Fault, OTHER, quoted};
use crate::source::Source;

/// Published models have about fifty keys.
const MOST_KEYS: u64 = 1 << 16;
/// The specification's own bound.
const LONGEST_KEY: u64 = 65_535;
/// The longest texts are tokenizers in JSON; chat templates stay below 100 kB.
const LONGEST_TEXT: u64 = 16 << 20;
/// What a text in a list counts for beside its bytes: more than it takes, because each is read twice.
const TEXT: usize = 16;
/// Lists of lists; published models have none.
const DEEPEST: usize = 4;
/// The length of its name, a letter of it, the type and the smallest value.
const SHORTEST_ENTRY: u64 = 8 + 1 + 4 + 1;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Value,
}

/// The key-value pairs, sorted by key.
pub(super) fn read<R: Read + Seek>(source: &mut Source<R>, count: u64) -> Checked<Vec<Entry>> {
    if count > MOST_KEYS || count.saturating_mul(SHORTEST_ENTRY) > source.left() {
        return Err(Fault::new(format!(
            "it says that its metadata has {count} entries, which it cannot hold."
        )));
    }
    let mut entries = Vec::with_capacity(source.keep_list(count, size_of::<Entry>())?);
    for _ in 0..count {
        entries.push(entry(source)?);
    }
    entries.sort_unstable_by(|a: &Entry, b| a.key.cmp(&b.key));
    match entries.windows(2).find(|pair| matches!(pair, [a, b] if a.key == b.key)) {
        Some([twice, ..]) => Err(Fault::new(format!("its key {} is there twice.", quoted(&twice.key)))),
        _ => Ok(entries),
    }
}

fn entry<R: Read + Seek>(source: &mut Source<R>) -> Checked<Entry> {
    let length = source.u64()?;
    if length == 0 || length > LONGEST_KEY {
        return Err(Fault::new(format!("a key of its metadata has {length} bytes.")));
    }
    let key =
        String::from_utf8(source.bytes(length)?).map_err(|error| unspeakable("key", &error.into_bytes()))?;
    let kind = source.u32()?;
    let value = Reader { source, key: &key }.value(kind)?;
    Ok(Entry { key, value })
}

fn unspeakable(what: &str, bytes: &[u8]) -> Fault {
    Fault::new(format!("its {what} {} is not UTF-8.", quoted(&String::from_utf8_lossy(bytes))))
}

enum Sort {
    Scalar(Scalar),
    Text,
    Array,
}

/// Reads the value of one key.
struct Reader<'s, R> {
    source: &'s mut Source<R>,
    key: &'s str,
}

impl<R: Read + Seek> Reader<'_, R> {
    fn value(&mut self, kind: u32) -> Checked<Value> {
        match self.sort(kind)? {
            Sort::Scalar(scalar) => self.scalar(scalar),
            Sort::Text => self.text().map(Value::Text),
            Sort::Array => self.array(1).map(Value::Array),
        }
    }

    fn sort(&self, kind: u32) -> Checked<Sort> {
        Ok(match kind {
            0 => Sort::Scalar(Scalar::U8),
            1 => Sort::Scalar(Scalar::I8),
            2 => Sort::Scalar(Scalar::U16),
            3 => Sort::Scalar(Scalar::I16),
            4 => Sort::Scalar(Scalar::U32),
            5 => Sort::Scalar(Scalar::I32),
            6 => Sort::Scalar(Scalar::F32),
            7 => Sort::Scalar(Scalar::Bool),
            8 => Sort::Text,
            9 => Sort::Array,
            10 => Sort::Scalar(Scalar::U64),
            11 => Sort::Scalar(Scalar::I64),
            12 => Sort::Scalar(Scalar::F64),
            _ => return Err(self.fault(&format!("is of type {kind}, which is unknown"))),
        })
    }

    fn scalar(&mut self, scalar: Scalar) -> Checked<Value> {
        let mut bytes = [0; 8];
        let bytes = bytes.get_mut(..scalar.size()).unwrap_or_default();
        self.source.fill(bytes)?;
        scalar.value(bytes).ok_or_else(|| self.neither())
    }

    fn neither(&self) -> Fault {
        self.fault("is yes or no, and neither")
    }

    fn text(&mut self) -> Checked<String> {
        let length = self.source.u64()?;
        if length > LONGEST_TEXT {
            return Err(self.fault(&format!("has a text of {length} bytes; {LONGEST_TEXT} are allowed")));
        }
        String::from_utf8(self.source.bytes(length)?)
            .map_err(|error| self.fault(&format!("has a text that is not UTF-8 ({})", error.utf8_error())))
    }

    fn array(&mut self, depth: usize) -> Checked<Array> {
        let kind = self.source.u32()?;
        let count = self.source.u64()?;
        match self.sort(kind)? {
            Sort::Scalar(scalar) => self.scalars(scalar, count).map(Array::Scalars),
            Sort::Text => self.texts(count).map(Array::Texts),
            Sort::Array if depth < DEEPEST => self.arrays(count, depth + 1).map(Array::Arrays),
            Sort::Array => {
                Err(self.fault(&format!("has lists in lists, deeper than {DEEPEST}")).advice(OTHER))
            }
        }
    }

    /// That the rest of the file can hold `count` items of at least `size` bytes.
    fn fits(&self, count: u64, size: u64) -> Checked<()> {
        match count.checked_mul(size) {
            Some(bytes) if bytes <= self.source.left() => Ok(()),
            _ => Err(self.fault(&format!("has a list of {count}, more than the file can hold"))),
        }
    }

    fn scalars(&mut self, scalar: Scalar, count: u64) -> Checked<Scalars> {
        let size = scalar.size() as u64;
        self.fits(count, size)?;
        let bytes = self.source.bytes(count * size)?;
        if scalar == Scalar::Bool && bytes.iter().any(|byte| *byte > 1) {
            return Err(self.neither());
        }
        Ok(Scalars { scalar, bytes })
    }

    /// Walks over them twice, so that no more is reserved than they need.
    fn texts(&mut self, count: u64) -> Checked<Texts> {
        self.fits(count, 8)?;
        let mut ends = Vec::with_capacity(self.source.keep_list(count, TEXT)?);
        let begin = self.source.at();
        let mut end = 0_u64;
        for _ in 0..count {
            let length = self.source.u64()?;
            self.source.keep(length)?;
            self.source.skip(length)?;
            end += length;
            ends.push(u32::try_from(end).map_err(|_| self.source.cut_off())?);
        }
        self.source.seek(begin)?;
        let mut bytes = vec![0; usize::try_from(end).map_err(|_| self.source.cut_off())?];
        let mut rest = &mut *bytes;
        for _ in 0..count {
            let length = self.source.u64()?;
            let length = usize::try_from(length).map_err(|_| self.source.cut_off())?;
            // It may have been written to since the first walk.
            let (text, after) =
                rest.split_at_mut_checked(length).ok_or_else(|| self.fault("changed while it was read"))?;
            self.source.fill(text)?;
            rest = after;
        }
        Ok(Texts { bytes, ends })
    }

    fn arrays(&mut self, count: u64, depth: usize) -> Checked<Vec<Array>> {
        self.fits(count, 4 + 8)?;
        let mut arrays = Vec::with_capacity(self.source.keep_list(count, size_of::<Array>())?);
        for _ in 0..count {
            arrays.push(self.array(depth)?);
        }
        Ok(arrays)
    }

    fn fault(&self, what: &str) -> Fault {
        Fault::new(format!("its key {} {what}.", quoted(self.key)))
    }
}
