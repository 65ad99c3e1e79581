//! The JSON of a header, read straight into what it may be: no value is deeper than a shape, and none is kept that the
//! format does not know.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Dtype;
use crate::fault::{Checked, Fault, quoted, shortened};

/// A mixture with its experts apart has 50,000.
const MOST_TENSORS: usize = 1 << 16;
const LONGEST_NAME: usize = 1024;
const MOST_DIMENSIONS: usize = 8;
/// Training programs write a few dozen.
const MOST_METADATA: usize = 4096;
const METADATA: &str = "__metadata__";

pub(super) struct Json {
    pub(super) metadata: Vec<(String, String)>,
    /// Each name once.
    pub(super) tensors: Vec<(String, Entry)>,
}

pub(super) struct Entry {
    pub(super) dtype: Dtype,
    pub(super) shape: Box<[u64]>,
    pub(super) offsets: [u64; 2],
}

pub(super) fn read(text: &[u8]) -> Checked<Json> {
    let json: Json = serde_json::from_slice(text).map_err(|error| {
        // The message may quote the file.
        Fault::new(format!("its header is wrong: {}.", shortened(&error.to_string(), 200)))
    })?;
    each_once(json.tensors.iter().map(|(name, _)| &**name))?;
    each_once(json.metadata.iter().map(|(name, _)| &**name))?;
    Ok(json)
}

fn each_once<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> Checked<()> {
    let mut seen = HashSet::with_capacity(names.len());
    for name in names {
        if !seen.insert(name) {
            return Err(Fault::new(format!("its key {} is there twice.", quoted(name))));
        }
    }
    Ok(())
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tensors by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut json = Json { metadata: Vec::new(), tensors: Vec::new() };
        let mut has_metadata = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == METADATA {
                if std::mem::replace(&mut has_metadata, true) {
                    return Err(A::Error::custom(format_args!("{METADATA} is there twice")));
                }
                json.metadata = map.next_value_seed(Metadata)?;
            } else if name.len() > LONGEST_NAME {
                return Err(A::Error::custom(format_args!("a tensor's name has {} bytes", name.len())));
            } else if json.tensors.len() == MOST_TENSORS {
                return Err(A::Error::custom(format_args!("there are more than {MOST_TENSORS} tensors")));
            } else {
                let entry = map.next_value()?;
                json.tensors.push((name, entry));
            }
        }
        Ok(json)
    }
}

struct Metadata;

impl<'de> DeserializeSeed<'de> for Metadata {
    type Value = Vec<(String, String)>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Metadata {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "texts by name in {METADATA}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = map.next_entry()? {
            if texts.len() == MOST_METADATA {
                return Err(A::Error::custom(format_args!("{METADATA} has more than {MOST_METADATA} texts")));
            }
            texts.push(text);
        }
        Ok(texts)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(EntryVisitor)
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Dtype,
    Shape,
    DataOffsets,
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a tensor with dtype, shape and data_offsets")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let (mut dtype, mut shape, mut offsets) = (None, None, None);
        while let Some(field) = map.next_key()? {
            let is_second = match field {
                Field::Dtype => dtype.replace(map.next_value::<Dtype>()?).is_some(),
                Field::Shape => shape.replace(map.next_value::<Shape>()?.0).is_some(),
                Field::DataOffsets => offsets.replace(map.next_value::<[u64; 2]>()?).is_some(),
            };
            if is_second {
                return Err(A::Error::custom("a tensor has a field twice"));
            }
        }
        Ok(Entry {
            dtype: dtype.ok_or_else(|| A::Error::missing_field("dtype"))?,
            shape: shape.ok_or_else(|| A::Error::missing_field("shape"))?,
            offsets: offsets.ok_or_else(|| A::Error::missing_field("data_offsets"))?,
        })
    }
}

impl<'de> Deserialize<'de> for Dtype {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Dtype;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a dtype, such as BF16")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Dtype, E> {
                Dtype::of(name).ok_or_else(|| E::custom(format_args!("{} is no known dtype", quoted(name))))
            }
        }
        from.deserialize_str(Name)
    }
}

struct Shape(Box<[u64]>);

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of dimensions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
        let mut shape = [0; MOST_DIMENSIONS];
        let mut rank = 0;
        while let Some(size) = list.next_element()? {
            let place = shape.get_mut(rank).ok_or_else(|| {
                A::Error::custom(format_args!("a tensor has more than {MOST_DIMENSIONS} dimensions"))
            })?;
            *place = size;
            rank += 1;
        }
        Ok(Shape(shape.get(..rank).unwrap_or_default().into()))
    }
}
