//! What a load says of itself before it commits, so that another process can end its work.

use fanal_model::{Annotations, Field, FieldName, FieldType};
use serde::{Deserialize, Serialize};

use crate::IngestError;

/// What a load wrote: enough for the catalogue's half of the commit. It is stored beside the
/// version before the Delta commit, so that whoever finds the commit of a dead load can adopt it.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Columns as they were stored.
    pub fields: Vec<Field>,
    /// Records in the dataset once committed.
    pub records: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Bytes of all data files once committed.
    pub size_bytes: u64,
}

/// Name of the manifest beside a version.
pub(crate) const MANIFEST_FILE: &str = "load.json";

#[derive(Serialize, Deserialize)]
struct Wire {
    fields: Vec<WireField>,
    records: u64,
    rejected: u64,
    size_bytes: u64,
}

#[derive(Serialize, Deserialize)]
struct WireField {
    name: String,
    label: String,
    #[serde(rename = "type")]
    field_type: String,
    multivalued: Option<String>,
    unit: Option<String>,
    timezone: Option<String>,
    meaning: Option<String>,
}

impl Manifest {
    /// Name of the file beside the version.
    pub const FILE: &str = MANIFEST_FILE;

    /// Writes it as JSON.
    pub fn to_json(&self) -> Result<Vec<u8>, IngestError> {
        let fields = self.fields.iter().map(|f| WireField {
            name: f.name.to_string(),
            label: f.label.clone(),
            field_type: f.field_type.name().to_owned(),
            multivalued: f.annotations.multivalued.clone(),
            unit: f.annotations.unit.clone(),
            timezone: f.annotations.timezone.clone(),
            meaning: f.annotations.meaning.clone(),
        });
        let wire = Wire {
            fields: fields.collect(),
            records: self.records,
            rejected: self.rejected,
            size_bytes: self.size_bytes,
        };
        serde_json::to_vec(&wire).map_err(IngestError::Manifest)
    }

    /// Reads it back.
    pub fn from_json(bytes: &[u8]) -> Result<Self, IngestError> {
        use serde::de::Error;
        let wire: Wire = serde_json::from_slice(bytes).map_err(IngestError::Manifest)?;
        let field = |f: WireField| -> Result<Field, serde_json::Error> {
            Ok(Field {
                name: FieldName::parse(&f.name).map_err(serde_json::Error::custom)?,
                label: f.label,
                field_type: FieldType::from_name(&f.field_type)
                    .ok_or_else(|| serde_json::Error::custom("no such type"))?,
                description: None,
                annotations: Annotations {
                    multivalued: f.multivalued,
                    unit: f.unit,
                    timezone: f.timezone,
                    meaning: f.meaning,
                    ..Annotations::default()
                },
            })
        };
        let fields = wire.fields.into_iter().map(field).collect::<Result<_, _>>();
        Ok(Self {
            fields: fields.map_err(IngestError::Manifest)?,
            records: wire.records,
            rejected: wire.rejected,
            size_bytes: wire.size_bytes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_survives_the_way_to_the_lake_and_back() {
        let mut field =
            Field::new(FieldName::parse("montant").expect("a name"), "Montant", FieldType::Double);
        field.annotations.unit = Some("€".into());
        let manifest = Manifest { fields: vec![field], records: 7, rejected: 1, size_bytes: 900 };
        let bytes = manifest.to_json().expect("serialisable");
        assert_eq!(Manifest::from_json(&bytes).expect("readable"), manifest);
    }
}
