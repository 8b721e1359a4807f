//! Parquet and GeoParquet.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{BATCH_ROWS, Table};
use crate::read::ReadError;

pub(super) fn open(path: &Path) -> Result<Table, ReadError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?;
    let schema = Arc::clone(builder.schema());
    let records = u64::try_from(builder.metadata().file_metadata().num_rows()).ok();
    let geometries = geometries(&builder);
    let batches = builder.with_batch_size(BATCH_ROWS).build()?;
    let batches = batches.map(|b| b.map_err(|e| ReadError::BrokenParquet(e.to_string())));
    Ok(Table { schema, geometries, records, batches: Box::new(batches) })
}

/// What stands in the file's `geo` key: the columns of geometries, and whether each is WGS 84.
fn geometries(builder: &ParquetRecordBatchReaderBuilder<File>) -> Vec<(String, bool)> {
    let metadata = builder.metadata().file_metadata().key_value_metadata();
    let text = metadata
        .and_then(|list| list.iter().find(|kv| kv.key == "geo"))
        .and_then(|kv| kv.value.as_deref());
    let Some(Ok(geo)) = text.map(serde_json::from_str::<serde_json::Value>) else {
        return Vec::new();
    };
    let Some(columns) = geo.get("columns").and_then(|c| c.as_object()) else { return Vec::new() };
    let wkb = |c: &serde_json::Value| c.get("encoding").and_then(|e| e.as_str()) == Some("WKB");
    columns
        .iter()
        .filter(|(_, c)| wkb(c))
        .map(|(name, c)| (name.clone(), c.get("crs").is_none_or(is_wgs84)))
        .collect()
}

/// A coordinate system in PROJJSON; none said means WGS 84.
fn is_wgs84(crs: &serde_json::Value) -> bool {
    let code = crs.pointer("/id/code");
    crs.is_null()
        || code.and_then(serde_json::Value::as_i64) == Some(4326)
        || code.and_then(serde_json::Value::as_str).is_some_and(|c| c == "CRS84" || c == "4326")
}
