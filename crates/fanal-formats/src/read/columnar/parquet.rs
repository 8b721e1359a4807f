//! Parquet and GeoParquet.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{BATCH_ROWS, Table};
use crate::read::ReadError;
use crate::read::geo::parquet::GeometryColumns;

pub(super) fn open(path: &Path) -> Result<Table, ReadError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?;
    let schema = Arc::clone(builder.schema());
    let records = u64::try_from(builder.metadata().file_metadata().num_rows()).ok();
    let geometries = GeometryColumns::of(&builder);
    let batches = builder.with_batch_size(BATCH_ROWS).build()?;
    let batches = batches.map(|b| b.map_err(|e| ReadError::BrokenParquet(e.to_string())));
    Ok(Table { schema, geometries, records, batches: Box::new(batches) })
}
