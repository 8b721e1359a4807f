//! The scan that reads Parquet: a plain plan that could be sent to another machine.

use std::sync::Arc;

use datafusion::common::ScalarValue;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::physical_plan::ExecutionPlan;

use super::{PinnedTable, place_columns};
use crate::QueryError;
use crate::session::url;

/// A scan of the table's files, of these columns of its schema. The file's number is a partition
/// value and the row's number comes from the reader, so both cost nothing.
pub(super) fn scan(
    table: &PinnedTable,
    columns: Vec<usize>,
    limit: Option<usize>,
) -> Result<Arc<dyn ExecutionPlan>, QueryError> {
    let [file, at] = place_columns();
    let schema = TableSchema::builder(table.stored.clone())
        .with_table_partition_cols(vec![file])
        .with_virtual_columns(vec![at])
        .build();
    let files = table.data.iter().enumerate().map(|(ordinal, (path, size_bytes))| {
        let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX);
        PartitionedFile::new(path.as_ref(), *size_bytes)
            .with_partition_values(vec![ScalarValue::Int64(Some(ordinal))])
    });
    let source = Arc::new(ParquetSource::new(schema));
    let config = FileScanConfigBuilder::new(url()?, source)
        .with_file_group(FileGroup::new(files.collect()))
        .with_projection_indices(Some(columns))?
        .with_preserve_order(table.reading.ordered)
        .with_limit(limit)
        .build();
    Ok(DataSourceExec::from_data_source(config))
}
