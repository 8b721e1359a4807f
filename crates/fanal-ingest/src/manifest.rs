//! What a load says of itself before it commits, so that another process can end its work.

use fanal_formats::wire;
use fanal_model::{Field, FieldName};
use serde::{Deserialize, Serialize};

use crate::{IngestError, Recipe};

/// What a load wrote: enough for the catalogue's half of the commit. It is stored beside the
/// version before the Delta commit, so that whoever finds the commit of a dead load can adopt it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Columns as they were stored.
    #[serde(with = "wire")]
    pub fields: Vec<Field>,
    /// Names that the columns left out would have.
    #[serde(with = "wire", default)]
    pub left_out: Vec<FieldName>,
    /// Columns whose meaning the recipe decides.
    #[serde(with = "wire", default)]
    pub meanings_said: Vec<FieldName>,
    /// The recipe for the next file of the source; earlier builds did not say.
    #[serde(default)]
    pub recipe: Option<Recipe>,
    /// Records in the dataset once committed.
    pub records: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Rows whose shape was mended.
    #[serde(default)]
    pub mended: u64,
    /// Bytes of all data files once committed.
    pub size_bytes: u64,
}

/// Name of the manifest beside a version.
pub(crate) const MANIFEST_FILE: &str = "load.json";

impl Manifest {
    /// Name of the file beside the version.
    pub const FILE: &str = MANIFEST_FILE;

    /// Writes it as JSON.
    pub fn to_json(&self) -> Result<Vec<u8>, IngestError> {
        serde_json::to_vec(self).map_err(IngestError::Manifest)
    }

    /// Reads it back.
    pub fn from_json(bytes: &[u8]) -> Result<Self, IngestError> {
        serde_json::from_slice(bytes).map_err(IngestError::Manifest)
    }
}

#[cfg(test)]
mod tests {
    use fanal_model::FieldType;

    use super::*;

    #[test]
    fn a_manifest_survives_the_way_to_the_lake_and_back() {
        let mut field =
            Field::new(FieldName::parse("montant").expect("a name"), "Montant", FieldType::Double);
        field.annotations.unit = Some("€".into());
        let manifest = Manifest {
            fields: vec![field],
            left_out: vec![FieldName::parse("agent").expect("a name")],
            meanings_said: vec![FieldName::parse("montant").expect("a name")],
            recipe: Some(Recipe { table: Some("Feuil1".into()), ..Recipe::default() }),
            records: 7,
            rejected: 1,
            mended: 2,
            size_bytes: 900,
        };
        let bytes = manifest.to_json().expect("serialisable");
        assert_eq!(Manifest::from_json(&bytes).expect("readable"), manifest);
    }
}
