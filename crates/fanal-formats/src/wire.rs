//! Words of the model as JSON between two processes of one program: what was found of a file by the
//! process that read it, told to the one that asked; what a load wrote, told to whoever ends the
//! work of a dead one. Nothing here is promised to anybody else.
//!
//! A field of such a type says `#[serde(with = "wire")]`; all others are written as they are.

use fanal_meaning::CellFormat;
use fanal_model::{Annotations, Argument, Field, FieldName, FieldType, Problem};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A word that the model leaves without a written form.
pub trait Wire: Sized {
    /// Writes it.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    /// Reads what [`Wire::write`] wrote.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// For `#[serde(with)]`.
pub fn serialize<T: Wire, S: Serializer>(word: &T, serializer: S) -> Result<S::Ok, S::Error> {
    word.write(serializer)
}

/// For `#[serde(with)]`.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// A word as serde wants it.
struct Written<T>(T);

impl<T: Wire> Serialize for Written<&T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = Vec::<Written<T>>::deserialize(deserializer)?;
        Ok(words.into_iter().map(|word| word.0).collect())
    }
}

/// Words that have a name of their own.
macro_rules! named {
    ($($word:ty: $name:expr, $from_name:expr;)+) => {$(
        impl Wire for $word {
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($name(self).as_ref())
            }

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                $from_name(&name).ok_or_else(|| Error::custom(concat!("no ", stringify!($word))))
            }
        }
    )+};
}

named! {
    FieldName: FieldName::as_str, |name| FieldName::parse(name).ok();
    FieldType: |word: &FieldType| word.name(), FieldType::from_name;
    CellFormat: CellFormat::name, CellFormat::from_name;
}

/// Words whose parts are mirrored here, part by part: the compiler says when one is missing.
macro_rules! mirrored {
    ($($word:ty: $mirror:ty;)+) => {$(
        impl Wire for $word {
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$mirror>::serialize(self, serializer)
            }

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$mirror>::deserialize(deserializer)
            }
        }
    )+};
}

mirrored! {
    Argument: ArgumentMirror;
    Problem: ProblemMirror;
    Field: FieldMirror;
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Argument")]
enum ArgumentMirror {
    Text(String),
    Number(i64),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Problem")]
struct ProblemMirror {
    code: String,
    #[serde(with = "self")]
    arguments: Vec<(String, Argument)>,
}

impl Wire for (String, Argument) {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.0, Written(&self.1)).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (name, value) = <(String, Written<Argument>)>::deserialize(deserializer)?;
        Ok((name, value.0))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Field")]
struct FieldMirror {
    #[serde(with = "self")]
    name: FieldName,
    label: String,
    #[serde(with = "self")]
    field_type: FieldType,
    description: Option<String>,
    #[serde(with = "AnnotationsMirror")]
    annotations: Annotations,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Annotations")]
struct AnnotationsMirror {
    facet: bool,
    disjunctive: bool,
    hierarchical: Option<String>,
    multivalued: Option<String>,
    unit: Option<String>,
    decimals: Option<u8>,
    timezone: Option<String>,
    id: bool,
    meaning: Option<String>,
    #[serde(default)]
    persons_seen: Option<String>,
    #[serde(default)]
    public_because: Option<String>,
}
