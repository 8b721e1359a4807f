//! A page of records: at most a few hundred, held in memory.

use arrow::array::RecordBatch;
use fanal_engine::RecordId;
use fanal_formats::write::ExportColumn;
use fanal_model::{Field, Version};
use futures::TryStreamExt;

use super::{RecordsRequest, export_columns};
use crate::{Found, Platform, ServiceError};

/// A page of records.
pub struct Records {
    /// The version that was read.
    pub version: Version,
    /// Fields that the caller may see.
    pub fields: Vec<Field>,
    /// Records that match, in all.
    pub total: u64,
    /// Columns of the answer.
    pub columns: Vec<ExportColumn>,
    /// The records, in order.
    pub batches: Vec<RecordBatch>,
}

impl Platform {
    /// Reads a page of records, and counts all that match.
    pub async fn records(
        &self,
        found: &Found,
        request: RecordsRequest,
    ) -> Result<Records, ServiceError> {
        let (version, handle) = self.handle(found, request.version).await?;
        let options = request.options(self.now());
        self.plan(async move {
            let total = handle.count(&request.query, &options).await?;
            let answer = handle.query(&request.query, &options).await?;
            let columns = export_columns(&answer.columns);
            let batches = answer.batches.try_collect().await?;
            Ok(Records { version, fields: handle.fields().to_vec(), total, columns, batches })
        })
        .await
    }

    /// Reads one record by its lasting address.
    pub async fn record(&self, found: &Found, id: RecordId) -> Result<Records, ServiceError> {
        let (version, handle) = self.handle(found, None).await?;
        self.plan(async move {
            let answer = handle.record(&id).await?.ok_or(ServiceError::NotFound)?;
            let columns = export_columns(&answer.columns);
            let batches: Vec<RecordBatch> = answer.batches.try_collect().await?;
            Ok(Records { version, fields: handle.fields().to_vec(), total: 1, columns, batches })
        })
        .await
    }
}
