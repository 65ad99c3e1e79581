/// A value of the metadata.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    U8(u8),
    I8(i8),
    U16(u16),
    I16(i16),
    U32(u32),
    I32(i32),
    F32(f32),
    Bool(bool),
    Text(String),
    Array(Array),
    U64(u64),
    I64(i64),
    F64(f64),
}

impl Value {
    /// What it is, for a message.
    pub(crate) fn sort(&self) -> &'static str {
        match self {
            Value::Bool(_) => "yes or no",
            Value::Text(_) => "a text",
            Value::Array(_) => "a list",
            Value::F32(_) | Value::F64(_) => "a number with a fraction",
            _ => "a whole number",
        }
    }

    /// A whole number that is not negative, however wide it is stored.
    pub fn unsigned(&self) -> Option<u64> {
        match *self {
            Value::U8(value) => Some(value.into()),
            Value::U16(value) => Some(value.into()),
            Value::U32(value) => Some(value.into()),
            Value::U64(value) => Some(value),
            Value::I8(value) => value.try_into().ok(),
            Value::I16(value) => value.try_into().ok(),
            Value::I32(value) => value.try_into().ok(),
            Value::I64(value) => value.try_into().ok(),
            _ => None,
        }
    }

    /// Any number; whole ones beyond 2⁵³ are rounded.
    pub fn number(&self) -> Option<f64> {
        match *self {
            Value::F32(value) => Some(value.into()),
            Value::F64(value) => Some(value),
            Value::I8(value) => Some(value.into()),
            Value::I16(value) => Some(value.into()),
            Value::I32(value) => Some(value.into()),
            Value::I64(value) => Some(value as f64),
            _ => self.unsigned().map(|value| value as f64),
        }
    }

    pub fn flag(&self) -> Option<bool> {
        if let Value::Bool(value) = self { Some(*value) } else { None }
    }

    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub fn array(&self) -> Option<&Array> {
        if let Value::Array(array) = self { Some(array) } else { None }
    }
}

/// Many values of one type, kept about as tightly as in the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Array {
    Scalars(Scalars),
    Texts(Texts),
    Arrays(Vec<Array>),
}

impl Array {
    pub fn len(&self) -> usize {
        match self {
            Array::Scalars(scalars) => scalars.len(),
            Array::Texts(texts) => texts.len(),
            Array::Arrays(arrays) => arrays.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The type of a number or a yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    F32,
    Bool,
    U64,
    I64,
    F64,
}

impl Scalar {
    /// Bytes of one.
    pub const fn size(self) -> usize {
        match self {
            Scalar::U8 | Scalar::I8 | Scalar::Bool => 1,
            Scalar::U16 | Scalar::I16 => 2,
            Scalar::U32 | Scalar::I32 | Scalar::F32 => 4,
            Scalar::U64 | Scalar::I64 | Scalar::F64 => 8,
        }
    }

    /// The value in the first [`size`](Scalar::size) bytes, the lowest first; none where there are fewer, or where a
    /// yes or no is neither.
    pub(crate) fn value(self, bytes: &[u8]) -> Option<Value> {
        Some(match self {
            Scalar::U8 => Value::U8(u8::from_le_bytes(first(bytes)?)),
            Scalar::I8 => Value::I8(i8::from_le_bytes(first(bytes)?)),
            Scalar::U16 => Value::U16(u16::from_le_bytes(first(bytes)?)),
            Scalar::I16 => Value::I16(i16::from_le_bytes(first(bytes)?)),
            Scalar::U32 => Value::U32(u32::from_le_bytes(first(bytes)?)),
            Scalar::I32 => Value::I32(i32::from_le_bytes(first(bytes)?)),
            Scalar::F32 => Value::F32(f32::from_le_bytes(first(bytes)?)),
            Scalar::U64 => Value::U64(u64::from_le_bytes(first(bytes)?)),
            Scalar::I64 => Value::I64(i64::from_le_bytes(first(bytes)?)),
            Scalar::F64 => Value::F64(f64::from_le_bytes(first(bytes)?)),
            Scalar::Bool => Value::Bool(match bytes.first()? {
                0 => false,
                1 => true,
                _ => return None,
            }),
        })
    }
}

fn first<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.first_chunk().copied()
}

/// Numbers as they lie in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalars {
    pub(crate) scalar: Scalar,
    pub(crate) bytes: Vec<u8>,
}

impl Scalars {
    pub fn scalar(&self) -> Scalar {
        self.scalar
    }

    pub fn len(&self) -> usize {
        self.bytes.len() / self.scalar.size()
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        self.bytes.chunks_exact(self.scalar.size()).filter_map(|bytes| self.scalar.value(bytes))
    }
}

/// Texts in one piece of memory. Tokens need not be UTF-8, so these are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    pub(crate) bytes: Vec<u8>,
    /// Where each ends.
    pub(crate) ends: Vec<u32>,
}

impl Texts {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub fn get(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)? as usize;
        let begin = match index.checked_sub(1) {
            None => 0,
            Some(before) => *self.ends.get(before)? as usize,
        };
        self.bytes.get(begin..end)
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}
