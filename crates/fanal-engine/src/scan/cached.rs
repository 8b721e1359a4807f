//! The scan over columns that are in memory.

use std::fmt;
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, RecordBatchOptions};
use arrow::datatypes::{Field as ArrowField, Fields, Schema, SchemaRef};
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{
    Boundedness, EmissionType, ReplaceChildrenOptions,
};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties,
};
use futures::stream;

use crate::cache::Chunk;
use crate::schema::{AT, FILE};

/// One row group: where it begins, and its columns in the order in which they were asked for.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) file: usize,
    pub(super) first: usize,
    pub(super) rows: usize,
    pub(super) chunks: Vec<Arc<Chunk>>,
}

/// Gives slices of kept columns: no byte is copied.
#[derive(Debug)]
pub(super) struct CachedScan {
    schema: SchemaRef,
    partitions: Vec<Arc<Vec<Piece>>>,
    properties: Arc<PlanProperties>,
}

impl CachedScan {
    /// The pieces dealt out over partitions; one partition keeps them in order.
    pub(super) fn new(columns: &[Arc<ArrowField>], pieces: Vec<Piece>, partitions: usize) -> Self {
        let schema = Arc::new(Schema::new(columns.iter().cloned().collect::<Fields>()));
        let count = partitions.clamp(1, pieces.len().max(1));
        let mut dealt = vec![Vec::new(); count];
        for (i, piece) in pieces.into_iter().enumerate() {
            dealt[i % count].push(piece);
        }
        let properties = Arc::new(PlanProperties::new(
            EquivalenceProperties::new(schema.clone()),
            Partitioning::UnknownPartitioning(count),
            EmissionType::Incremental,
            Boundedness::Bounded,
        ));
        Self { schema, partitions: dealt.into_iter().map(Arc::new).collect(), properties }
    }
}

impl DisplayAs for CachedScan {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: usize = self.partitions.iter().flat_map(|p| p.iter()).map(|p| p.rows).sum();
        write!(f, "CachedScan: partitions={}, rows={rows}", self.partitions.len())
    }
}

impl ExecutionPlan for CachedScan {
    fn name(&self) -> &'static str {
        "CachedScan"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        Vec::new()
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        _: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(self)
    }

    fn with_new_children(
        self: Arc<Self>,
        _: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(self)
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let Some(pieces) = self.partitions.get(partition).cloned() else {
            return Err(DataFusionError::Internal(format!("no partition {partition}")));
        };
        let step = context.session_config().batch_size().max(1);
        let schema = self.schema.clone();
        let slices = stream::iter(Slices { pieces, schema, step, piece: 0, from: 0 });
        Ok(Box::pin(RecordBatchStreamAdapter::new(self.schema.clone(), slices)))
    }
}

/// The batches of one partition.
struct Slices {
    pieces: Arc<Vec<Piece>>,
    schema: SchemaRef,
    step: usize,
    piece: usize,
    from: usize,
}

impl Iterator for Slices {
    type Item = Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let piece = self.pieces.get(self.piece)?;
            if self.from >= piece.rows {
                self.piece += 1;
                self.from = 0;
                continue;
            }
            let rows = self.step.min(piece.rows - self.from);
            let batch = slice(piece, &self.schema, self.from, rows);
            self.from += rows;
            return Some(batch);
        }
    }
}

/// Some rows of a piece.
fn slice(piece: &Piece, schema: &SchemaRef, from: usize, rows: usize) -> Result<RecordBatch> {
    let mut chunks = piece.chunks.iter();
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut columns: Vec<ArrayRef> = Vec::with_capacity(schema.fields().len());
    for field in schema.fields() {
        let column: ArrayRef = match field.name().as_str() {
            FILE => Arc::new(Int64Array::from_value(number(piece.file), rows)),
            AT => {
                let first = number(piece.first + from);
                Arc::new(Int64Array::from_iter_values(first..first + number(rows)))
            }
            _ => match chunks.next() {
                Some(chunk) if chunk.rows() == piece.rows => chunk.array.slice(from, rows),
                _ => return Err(DataFusionError::Internal("a kept column is short".to_owned())),
            },
        };
        columns.push(column);
    }
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    Ok(RecordBatch::try_new_with_options(schema.clone(), columns, &options)?)
}
