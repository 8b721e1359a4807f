//! Writing one load into the lake's folder: nothing is committed here.

use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch};
use arrow::datatypes::{DataType, Field as ArrowField, Schema, SchemaRef};
use fanal_engine::{Engine, Merge, Pinned};
use fanal_formats::columns::arrow_type;
use fanal_formats::read::{self, BatchSink, Rejected, SinkError, Watch};
use fanal_lake::{DataFile, DataWriter, Snapshot, Table, WriterSettings};
use fanal_meaning::settle_meaning;
use fanal_model::{
    Access, DatasetId, Field, FieldName, LoadId, LoadMode, Problem, SourceId, failpoint,
};
use futures::TryStreamExt;

use crate::record_hash::hash_rows;
use crate::rejected::{KeptApart, RejectedFile};
use crate::understanding::open;
use crate::{GivenFile, IngestError, Recipe, RecipeError, Understanding};

/// One load to be written.
pub struct Load {
    /// The dataset.
    pub dataset: DatasetId,
    /// The file.
    pub file: GivenFile,
    /// What a person decided about reading it.
    pub recipe: Recipe,
    /// Fields that the dataset has and keeps: their types bind columns of the same name.
    pub declared: Vec<Field>,
    /// Fields that the dataset says identify a record.
    pub key: Vec<FieldName>,
    /// The source that the records belong to.
    pub source: SourceId,
    /// The load's name.
    pub load: LoadId,
    /// How it is combined with what is there.
    pub mode: LoadMode,
    /// What is there, if anything.
    pub base: Option<(Pinned, Arc<Snapshot>)>,
    /// The table that it goes into.
    pub table: Table,
    /// Where rows that can't be read are put for now.
    pub rejected_path: PathBuf,
    /// A person saw the columns of this very file; where nobody did, a column that is to be left
    /// out and is not there refuses the load.
    pub columns_seen: bool,
    /// Asked before anything is written.
    pub admit: Admit,
    /// Threads for writing.
    pub threads: usize,
}

/// What the dataset says of the fields that it would have once a load is committed, and of those
/// among them whose meaning the recipe decides: a problem stops the load.
pub type Admit = Box<dyn Fn(&[Field], &[FieldName]) -> Result<(), Problem> + Send + Sync>;

/// What a load wrote: what the lake's commit needs.
pub struct Written {
    /// Columns of the dataset once committed.
    pub fields: Vec<Field>,
    /// The same with the hidden columns, as stored.
    pub schema: SchemaRef,
    /// Names that the columns left out would have.
    pub left_out: Vec<FieldName>,
    /// Columns whose meaning the recipe decides.
    pub meanings_said: Vec<FieldName>,
    /// The recipe for the next file of the source.
    pub recipe: Recipe,
    /// Files to be added.
    pub add: Vec<DataFile>,
    /// Files to be removed.
    pub remove: Vec<String>,
    /// Records in the dataset once committed.
    pub records: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Rows whose shape was mended: what they were is kept with the rejected ones.
    pub mended: u64,
    /// Bytes of the dataset's files once committed.
    pub size_bytes: u64,
}

/// Reads the file twice and writes its records as data files of the table, uncommitted.
///
/// # Errors
/// Nothing stays but files that no version names; the next cleaning deletes them.
pub async fn write(
    load: Load,
    engine: &Engine,
    watch: Arc<dyn Watch + Send + Sync>,
) -> Result<Written, IngestError> {
    let load = Arc::new(load);
    let incoming = tokio::task::spawn_blocking({
        let load = load.clone();
        move || write_incoming(&load, watch.as_ref())
    });
    let incoming = incoming.await.map_err(|e| IngestError::Scratch(std::io::Error::other(e)))??;
    failpoint("load.incoming-written");
    let mut written = combine(&load, incoming);
    if let LoadMode::Update { key } = &load.mode {
        merge(&load, engine, key, &mut written).await?;
    }
    Ok(written)
}

struct Incoming {
    fields: Vec<Field>,
    left_out: Vec<FieldName>,
    meanings_said: Vec<FieldName>,
    recipe: Recipe,
    schema: SchemaRef,
    files: Vec<DataFile>,
    kept_apart: KeptApart,
}

fn write_incoming(load: &Load, watch: &dyn Watch) -> Result<Incoming, IngestError> {
    let (opened, understood) = open(&load.file, &load.recipe, &load.declared, watch)?;
    understood.check_tables()?;
    if !load.columns_seen {
        understood.check_unseen(&load.recipe)?;
    }
    let known_by = known_by(load, &understood.fields())?;
    let meanings_said = understood.meanings_said(&load.recipe);
    let fields = dataset_fields(load, &understood, &meanings_said)?;
    (load.admit)(&fields, &meanings_said).map_err(IngestError::Refused)?;
    let schema = stored_schema(&fields);
    let settings = WriterSettings { threads: load.threads, ..WriterSettings::default() };
    let writer = load.table.writer(&load.load, schema.clone(), settings)?;
    // Rejected rows have the cells of the file, not what is made of them.
    let own = understood.profile.columns.iter().filter(|c| !c.source.is_derived());
    let titles: Vec<String> = own.map(|c| c.title.clone()).collect();
    let is_union = understood.layout.union.is_some();
    let left_out = understood.left_out();
    let rejected = RejectedFile::create(&load.rejected_path, &titles, left_out, is_union)
        .map_err(IngestError::Scratch)?;
    let mut sink = LakeSink {
        writer,
        schema: schema.clone(),
        source: load.source,
        row_offset: row_offset(load),
        known_by,
        rejected,
    };
    read::read(
        &opened,
        &understood.layout,
        &understood.profile,
        &understood.plan(),
        watch,
        &mut sink,
    )?;
    let files = sink.writer.finish()?;
    let kept_apart = sink.rejected.finish().map_err(IngestError::Scratch)?;
    let left_out = understood.names_left_out(&load.recipe);
    let recipe = understood.settled(&load.recipe);
    Ok(Incoming { fields, left_out, meanings_said, recipe, schema, files, kept_apart })
}

/// The columns whose cells give a record its lasting address: the dataset's key, else the one that
/// the load goes by. None means all of them.
///
/// # Errors
/// [`IngestError::KeyColumn`] when the file has not the column that the load goes by.
fn known_by(load: &Load, read: &[Field]) -> Result<Vec<FieldName>, IngestError> {
    let missing =
        |key: &[FieldName]| key.iter().find(|name| !read.iter().any(|f| f.name == **name)).cloned();
    let updated_by = match &load.mode {
        LoadMode::Update { key } => key.clone(),
        LoadMode::Replace | LoadMode::Append => Vec::new(),
    };
    if let Some(name) = missing(&updated_by) {
        return Err(IngestError::KeyColumn(name));
    }
    let declared = !load.key.is_empty() && missing(&load.key).is_none();
    Ok(if declared { load.key.clone() } else { updated_by })
}

/// The fields of the dataset once committed: those of the file; before them those that stay, which
/// the file may show to designate persons.
///
/// # Errors
/// [`RecipeError::TypeKept`] when a field would have one type in the records that stay and another
/// in those of the file.
fn dataset_fields(
    load: &Load,
    understood: &Understanding,
    meanings_said: &[FieldName],
) -> Result<Vec<Field>, RecipeError> {
    let mut fields = match (&load.base, keeps_records(load)) {
        (Some((pinned, _)), true) => pinned.fields.clone(),
        _ => Vec::new(),
    };
    for field in understood.fields() {
        match fields.iter_mut().find(|f| f.name == field.name) {
            None => fields.push(field),
            Some(kept) if stored_alike(kept, &field) => {
                let said = meanings_said.contains(&field.name);
                settle_meaning(&mut kept.annotations, &field.annotations, said);
            }
            Some(kept) => {
                return Err(RecipeError::TypeKept {
                    column: field.label.clone(),
                    before: kept.field_type,
                    after: field.field_type,
                });
            }
        }
    }
    Ok(fields)
}

/// Whether the values of both lie in the lake in one form.
fn stored_alike(one: &Field, other: &Field) -> bool {
    let stored = |field: &Field| arrow_type(field.field_type, field.is_multivalued());
    stored(one) == stored(other)
}

/// Whether records of earlier loads stay beside those of this one.
fn keeps_records(load: &Load) -> bool {
    let others = || match &load.base {
        Some((_, snapshot)) => snapshot.files.iter().any(|f| f.source != Some(load.source.0)),
        None => false,
    };
    load.mode != LoadMode::Replace || others()
}

/// Rows of this source that are numbered already: added rows are numbered after them.
fn row_offset(load: &Load) -> i64 {
    match (&load.mode, &load.base) {
        (LoadMode::Append | LoadMode::Update { .. }, Some((_, snapshot))) => {
            let own = snapshot.files.iter().filter(|f| f.source == Some(load.source.0));
            own.filter_map(|f| f.last_row).max().unwrap_or(0)
        }
        _ => 0,
    }
}

fn stored_schema(fields: &[Field]) -> SchemaRef {
    let mut columns: Vec<ArrowField> = fields
        .iter()
        .map(|f| {
            ArrowField::new(f.name.as_str(), arrow_type(f.field_type, f.is_multivalued()), true)
        })
        .collect();
    for hidden in ["_source", "_row", "_hash"] {
        columns.push(ArrowField::new(hidden, DataType::Int64, true));
    }
    Arc::new(Schema::new(columns))
}

fn combine(load: &Load, incoming: Incoming) -> Written {
    let mut records: u64 = incoming.files.iter().map(|f| f.rows).sum();
    let mut size_bytes: u64 = incoming.files.iter().map(|f| f.size_bytes).sum();
    let mut remove = Vec::new();
    if let Some((_, snapshot)) = &load.base {
        for file in &snapshot.files {
            if load.mode != LoadMode::Append && file.source == Some(load.source.0) {
                remove.push(file.table_path.clone());
            } else {
                records += file.rows;
                size_bytes += file.size_bytes;
            }
        }
    }
    let Incoming { fields, left_out, meanings_said, recipe, schema, files, kept_apart } = incoming;
    let KeptApart { rejected, mended } = kept_apart;
    let add = files;
    Written {
        fields,
        left_out,
        meanings_said,
        recipe,
        schema,
        add,
        remove,
        records,
        rejected,
        mended,
        size_bytes,
    }
}

/// Writes the source's records anew, the file's in the place of those with the same key.
async fn merge(
    load: &Load,
    engine: &Engine,
    key: &[FieldName],
    written: &mut Written,
) -> Result<(), IngestError> {
    let merge = Merge {
        dataset: load.dataset,
        base: load.base.as_ref().map(|(pinned, _)| pinned),
        source: load.source,
        fields: &written.fields,
        incoming: &written.add,
        key,
        access: &Access::unrestricted(),
    };
    let mut merged = engine.merge_by_key(merge).await?;
    let settings = WriterSettings { threads: load.threads, ..WriterSettings::default() };
    let mut writer = MergeWriter::new(&load.table, &load.load, written.schema.clone(), settings)?;
    while let Some(batch) = merged.try_next().await? {
        writer.write(batch).await?;
    }
    let files = writer.finish().await?;
    let rows = |files: &[DataFile]| files.iter().map(|f| f.rows).sum::<u64>();
    let bytes = |files: &[DataFile]| files.iter().map(|f| f.size_bytes).sum::<u64>();
    written.records = written.records - rows(&written.add) + rows(&files);
    written.size_bytes = written.size_bytes - bytes(&written.add) + bytes(&files);
    let merged_from = std::mem::replace(&mut written.add, files);
    // What stays of them goes with the next cleaning.
    if let Err(error) = load.table.discard(&merged_from).await {
        tracing::warn!(%error, "files that were merged stay");
    }
    Ok(())
}

/// A writer for streams: the blocking work stays off the runtime's threads.
pub struct MergeWriter {
    writer: Option<DataWriter>,
    schema: SchemaRef,
}

impl MergeWriter {
    /// Begins files of a load.
    pub fn new(
        table: &Table,
        load: &LoadId,
        schema: SchemaRef,
        settings: WriterSettings,
    ) -> Result<Self, IngestError> {
        Ok(Self { writer: Some(table.writer(load, schema.clone(), settings)?), schema })
    }

    /// Writes a batch whose columns may lack some of the schema's: those are null.
    pub async fn write(&mut self, batch: RecordBatch) -> Result<(), IngestError> {
        let batch = completed(&batch, &self.schema)?;
        let mut writer = self.writer.take().ok_or_else(closed)?;
        let (writer, outcome) = tokio::task::spawn_blocking(move || {
            let outcome = writer.write(batch);
            (writer, outcome)
        })
        .await
        .map_err(|e| IngestError::Scratch(std::io::Error::other(e)))?;
        self.writer = Some(writer);
        Ok(outcome?)
    }

    /// Ends the files and makes them durable.
    pub async fn finish(mut self) -> Result<Vec<DataFile>, IngestError> {
        let writer = self.writer.take().ok_or_else(closed)?;
        let finished = tokio::task::spawn_blocking(move || writer.finish()).await;
        Ok(finished.map_err(|e| IngestError::Scratch(std::io::Error::other(e)))??)
    }
}

fn closed() -> IngestError {
    IngestError::Scratch(std::io::Error::other("the writer broke off"))
}

/// The batch with the columns of the schema, in its order; missing ones are null.
fn completed(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, IngestError> {
    let columns: Result<Vec<ArrayRef>, _> = schema
        .fields()
        .iter()
        .map(|field| match batch.column_by_name(field.name()) {
            Some(column) => arrow::compute::cast(column, field.data_type()),
            None => Ok(arrow::array::new_null_array(field.data_type(), batch.num_rows())),
        })
        .collect();
    Ok(RecordBatch::try_new(schema.clone(), columns?)?)
}

/// Completes each batch with the hidden columns and hands it to the lake.
struct LakeSink {
    writer: DataWriter,
    schema: SchemaRef,
    source: SourceId,
    row_offset: i64,
    known_by: Vec<FieldName>,
    rejected: RejectedFile,
}

impl LakeSink {
    fn complete(&self, batch: &RecordBatch) -> Result<RecordBatch, IngestError> {
        let rows = batch.num_rows();
        let named = batch.schema_ref().fields().iter().map(|field| field.name().as_str());
        let is_hashed = |name: &str| {
            let known_by = |key: &FieldName| key.as_str() == name;
            name != "_row" && (self.known_by.is_empty() || self.known_by.iter().any(known_by))
        };
        let hashed = named.zip(batch.columns()).filter(|(name, _)| is_hashed(name));
        let hash = hash_rows(hashed.collect(), rows)?;
        let numbered =
            batch.column_by_name("_row").and_then(|c| c.as_any().downcast_ref::<Int64Array>()).map(
                |numbers| numbers.unary::<_, arrow::datatypes::Int64Type>(|n| n + self.row_offset),
            );
        let columns: Vec<ArrayRef> =
            self.schema
                .fields()
                .iter()
                .map(|field| -> ArrayRef {
                    match field.name().as_str() {
                        "_source" => Arc::new(Int64Array::from_value(self.source.0, rows)),
                        "_hash" => Arc::new(hash.clone()),
                        "_row" => match &numbered {
                            Some(numbers) => Arc::new(numbers.clone()),
                            None => arrow::array::new_null_array(&DataType::Int64, rows),
                        },
                        name => batch.column_by_name(name).cloned().unwrap_or_else(|| {
                            arrow::array::new_null_array(field.data_type(), rows)
                        }),
                    }
                })
                .collect();
        Ok(RecordBatch::try_new(self.schema.clone(), columns)?)
    }
}

fn sink_error(error: impl std::error::Error + Send + Sync + 'static) -> SinkError {
    SinkError(Box::new(error))
}

impl BatchSink for LakeSink {
    fn batch(&mut self, batch: RecordBatch, _first_row: u64) -> Result<(), SinkError> {
        let batch = self.complete(&batch).map_err(sink_error)?;
        failpoint("load.batch");
        self.writer.write(batch).map_err(sink_error)
    }

    fn rejected(&mut self, row: Rejected) -> Result<(), SinkError> {
        self.rejected.reject(&row).map_err(sink_error)
    }

    fn mended(&mut self, row: Rejected) -> Result<(), SinkError> {
        self.rejected.mend(&row).map_err(sink_error)
    }
}
