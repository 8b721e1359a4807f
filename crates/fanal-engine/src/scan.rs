//! The pinned table: the files of one version as a scan, from the columns kept or from Parquet.

mod cached;
mod parquet;

use std::sync::Arc;

use ::parquet::arrow::RowNumber;
use arrow::datatypes::{DataType, Field as ArrowField, Fields, Schema, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;
use fanal_model::DatasetId;
use object_store::path::Path;

use crate::QueryError;
use crate::files::{DataFile, Files, Wanted};
use crate::schema::{AT, FILE};

/// How a scan reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// In the order of insertion, as one partition.
    pub(crate) ordered: bool,
    /// Decoded columns are kept for the next query.
    pub(crate) fill: bool,
}

/// The files of one version. Its columns are those stored, then the place of each row: `_file`
/// and `_at`, which together say the order of insertion.
#[derive(Debug, Clone)]
pub(crate) struct PinnedTable {
    pub(crate) files: Arc<Files>,
    pub(crate) dataset: DatasetId,
    pub(crate) stored: SchemaRef,
    /// Path and size of each file, in the order of insertion.
    pub(crate) data: Arc<Vec<(Path, u64)>>,
    pub(crate) reading: Reading,
}

/// The columns that say where a row is.
pub(crate) fn place_columns() -> [Arc<ArrowField>; 2] {
    let at = ArrowField::new(AT, DataType::Int64, true).with_extension_type(RowNumber);
    [Arc::new(ArrowField::new(FILE, DataType::Int64, true)), Arc::new(at)]
}

impl PinnedTable {
    /// Opens every file.
    pub(crate) async fn open(&self) -> std::result::Result<Vec<DataFile>, QueryError> {
        let mut out = Vec::with_capacity(self.data.len());
        for (path, size_bytes) in self.data.iter() {
            out.push(self.files.open(path, *size_bytes).await?);
        }
        Ok(out)
    }

    /// The scan over kept columns, filling them first if it may; none when Parquet must be read.
    async fn cached(
        &self,
        columns: &[Arc<ArrowField>],
        partitions: usize,
    ) -> std::result::Result<Option<Arc<dyn ExecutionPlan>>, QueryError> {
        let is_stored = |c: &&Arc<ArrowField>| c.name() != FILE && c.name() != AT;
        let needed: Vec<Arc<ArrowField>> = columns.iter().filter(is_stored).cloned().collect();
        let wanted = Wanted { dataset: self.dataset, columns: &needed };
        let opened = self.open().await?;
        let groups: Vec<(&DataFile, usize)> = opened
            .iter()
            .flat_map(|file| (0..file.row_groups().len()).map(move |group| (file, group)))
            .collect();
        let kept = match self.reading.fill && self.files.fits(&groups, wanted) {
            true => {
                let groups = groups.iter().map(|(file, group)| ((*file).clone(), *group)).collect();
                self.files.fill_all(groups, wanted).await?
            }
            false => groups.iter().map(|(f, g)| self.files.kept(f, *g, wanted)).collect(),
        };
        let Some(chunks) = kept else { return Ok(None) };
        let mut pieces = Vec::with_capacity(chunks.len());
        let mut chunks = chunks.into_iter();
        for (ordinal, file) in opened.iter().enumerate() {
            let mut first = 0;
            for group in 0..file.row_groups().len() {
                let rows = file.rows(group);
                let chunks = chunks.next().unwrap_or_default();
                pieces.push(cached::Piece { file: ordinal, first, rows, chunks });
                first += rows;
            }
        }
        let partitions = if self.reading.ordered { 1 } else { partitions };
        Ok(Some(Arc::new(cached::CachedScan::new(columns, pieces, partitions))))
    }
}

#[async_trait]
impl TableProvider for PinnedTable {
    fn schema(&self) -> SchemaRef {
        let all = self.stored.fields().iter().cloned().chain(place_columns());
        Arc::new(Schema::new(all.collect::<Fields>()))
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let schema = self.schema();
        let every: Vec<usize> = (0..schema.fields().len()).collect();
        let indices = projection.unwrap_or(&every);
        let columns: Vec<Arc<ArrowField>> =
            indices.iter().map(|i| schema.fields()[*i].clone()).collect();
        let external = |error: QueryError| DataFusionError::External(Box::new(error));
        let partitions = state.config().target_partitions();
        if let Some(plan) = self.cached(&columns, partitions).await.map_err(external)? {
            return Ok(plan);
        }
        parquet::scan(self, indices.clone(), limit).map_err(external)
    }

    fn supports_filters_pushdown(
        &self,
        filters: &[&Expr],
    ) -> Result<Vec<TableProviderFilterPushDown>> {
        // Row groups and pages that can't match are passed over; each row is judged above.
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }
}
