//! What shall be read.

use fanal_meaning::CellFormat;
use fanal_model::{FieldName, FieldType};

use super::{Profile, Source};

/// A column that shall be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedColumn {
    /// Where its values come from.
    pub source: Source,
    /// The coordinate system of its positions in the file; degrees when not said.
    pub crs: Option<String>,
    /// Polygons whose rings cross are mended.
    pub mends: bool,
    /// Its name in the batches.
    pub name: FieldName,
    /// The type of its values. Cells that don't fit it make their row a rejected one.
    pub field_type: FieldType,
    /// How its cells are read; one that does not suit the type counts as [`CellFormat::AsWritten`].
    pub format: CellFormat,
    /// Cells that hold one of these, but for spaces, have no value.
    pub empty_marks: Vec<String>,
    /// Text between the values of one cell; then the column holds lists of texts.
    pub multivalued: Option<String>,
    /// IANA zone of moments without offset; `Europe/Paris` when not said or unknown.
    pub timezone: Option<String>,
}

/// What shall be read; a column that is not named is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadPlan {
    /// The columns, in the batches' order.
    pub columns: Vec<PlannedColumn>,
}

/// Text between the values of a cell where the file itself has lists.
const LIST_SEPARATOR: &str = ";";

/// Reads everything as it was found, but columns that have neither title nor value.
pub fn plan(profile: &Profile) -> ReadPlan {
    let kept = profile.columns.iter().filter(|c| {
        !(c.title.trim().is_empty() && c.empty >= profile.records && profile.records > 0)
    });
    ReadPlan {
        columns: kept
            .map(|column| PlannedColumn {
                source: column.source,
                crs: column.crs.clone(),
                mends: column.mends,
                name: column.name.clone(),
                field_type: column.field_type,
                format: column.format,
                empty_marks: column.empty_marks_of(column.field_type),
                multivalued: column.multivalued.then(|| LIST_SEPARATOR.to_owned()),
                timezone: None,
            })
            .collect(),
    }
}
