//! Columns, in Arrow's words and in Delta's.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use deltalake_core::kernel::StructType;
use deltalake_core::kernel::engine::arrow_conversion::{TryIntoArrow as _, TryIntoKernel as _};

use crate::LakeError;

/// Makes the Delta schema of a table. Every column may be empty there, whatever Arrow says: a
/// file written before the column came has none of it.
pub(crate) fn to_delta(schema: &Schema) -> Result<StructType, LakeError> {
    let loose = Schema::new(schema.fields().iter().map(|field| loosen(field)).collect::<Fields>());
    (&loose)
        .try_into_kernel()
        .map_err(|error| LakeError::Unsupported { feature: error.to_string() })
}

/// Makes the Arrow schema of a table, in the types that Fanal uses everywhere.
pub(crate) fn from_delta(schema: &StructType) -> Result<SchemaRef, LakeError> {
    let schema: Schema =
        schema.try_into_arrow().map_err(|error| LakeError::Damaged(error.into()))?;
    Ok(Arc::new(Schema::new(schema.fields().iter().map(|field| loosen(field)).collect::<Fields>())))
}

/// The same column without metadata, nullable at every depth, list elements named `item`.
fn loosen(field: &Field) -> Field {
    Field::new(field.name(), loosen_type(field.data_type()), true)
}

fn loosen_type(data_type: &DataType) -> DataType {
    match data_type {
        DataType::List(element) => {
            DataType::List(Arc::new(Field::new("item", loosen_type(element.data_type()), true)))
        }
        DataType::Struct(fields) => {
            DataType::Struct(fields.iter().map(|field| loosen(field)).collect())
        }
        other => other.clone(),
    }
}

/// The schema that data files are written with: as [`from_delta`] would give it back.
pub(crate) fn loosened(schema: &Schema) -> SchemaRef {
    Arc::new(Schema::new(schema.fields().iter().map(|field| loosen(field)).collect::<Fields>()))
}
