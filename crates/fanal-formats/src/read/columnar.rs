//! Parquet, GeoParquet and Arrow: the file knows its types; few are not ours.

mod ipc;
mod nested;
mod parquet;
mod walk;

pub(super) use self::ipc::is_arrow;
pub(super) use self::walk::walk;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int64Array, StringArray, new_null_array,
};
use arrow::compute::{CastOptions, cast_with_options, filter};
use arrow::datatypes::{DataType, Field, Int64Type, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;
use arrow::util::display::{ArrayFormatter, FormatOptions, array_value_to_string};
use fanal_meaning::{Cell, ColumnEvidence};
use fanal_model::{FieldType, Problem};

use super::column::{Column, Datum};
use super::derive::Deriver;
use super::geo::parquet::{GeometryColumns, derive, is_located, located};
use super::names::Names;
use super::profile::{column, settle_together};
use super::rows::{Fate, misfit, schema};
use super::within::{Budget, Within};
use super::{
    BatchSink, Format, Layout, PlannedColumn, Profile, ReadError, ReadOptions, ReadOutcome,
    ReadPlan, Rejected, Source, Watch,
};
use crate::columns::arrow_type;

const BATCH_ROWS: usize = 16_384;

/// An open file.
struct Table {
    schema: SchemaRef,
    /// The columns of geometries.
    geometries: GeometryColumns,
    /// Where the file says it.
    records: Option<u64>,
    batches: Box<dyn Iterator<Item = Result<RecordBatch, ReadError>>>,
}

fn open(path: &Path, format: Format) -> Result<Table, ReadError> {
    let table = guarded(|| match format {
        Format::Parquet => parquet::open(path),
        _ => ipc::open(path),
    });
    table.unwrap_or_else(|| Err(broken(format, "its head can't be read"))).map(Table::flat)
}

/// What the function gives, or none when it panics: the libraries that read these formats believe
/// what a file says of itself.
fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok()
}

fn broken(format: Format, why: impl std::fmt::Display) -> ReadError {
    match format {
        Format::Parquet => ReadError::BrokenParquet(why.to_string()),
        _ => ReadError::BrokenArrow(why.to_string()),
    }
}

impl Table {
    /// The table with the values of structures as columns of their own.
    fn flat(self) -> Self {
        let schema = nested::schema(&self.schema);
        let flat = {
            let schema = Arc::clone(&schema);
            move |batch: Result<_, _>| Ok(nested::flat(&batch?, &schema)?)
        };
        Self { schema, batches: Box::new(self.batches.map(flat)), ..self }
    }

    /// About how many bytes hold that many records.
    fn done_bytes(&self, total: u64, records: u64) -> u64 {
        match self.records {
            Some(all) => total / all.max(1) * records,
            None => 0,
        }
    }

    /// The next records.
    fn next(&mut self, format: Format) -> Option<Result<RecordBatch, ReadError>> {
        let next = guarded(|| self.batches.next());
        next.unwrap_or_else(|| Some(Err(broken(format, "a batch can't be read"))))
    }
}

pub(super) fn detect(
    path: &Path,
    format: Format,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let table = open(path, format)?;
    let mut layout = Layout::new(format, options);
    layout.declared_crs = table.geometries.declared();
    layout.titles = table.schema.fields().iter().map(|f| f.name().clone()).collect();
    if layout.titles.is_empty() {
        return Err(ReadError::NoColumns);
    }
    let limit = super::layout::COLUMN_LIMIT;
    if layout.titles.len() > limit {
        return Err(ReadError::TooManyColumns { columns: layout.titles.len(), limit });
    }
    Ok(layout)
}

/// The type of a column that the file types, and whether its moments have no zone.
fn field_type(field: &Field) -> (FieldType, bool) {
    if nested::is_json(field) { (FieldType::Json, false) } else { type_of(field.data_type()) }
}

fn type_of(data_type: &DataType) -> (FieldType, bool) {
    match data_type {
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => {
            (FieldType::Int, false)
        }
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => (FieldType::Int, false),
        DataType::Float16 | DataType::Float32 | DataType::Float64 => (FieldType::Double, false),
        DataType::Decimal128(precision, scale) if *precision <= 15 && *scale > 0 => {
            (FieldType::Double, false)
        }
        DataType::Decimal128(precision, 0) if *precision <= 18 => (FieldType::Int, false),
        DataType::Boolean => (FieldType::Boolean, false),
        DataType::Date32 | DataType::Date64 => (FieldType::Date, false),
        DataType::Timestamp(_, zone) => (FieldType::DateTime, zone.is_none()),
        DataType::Dictionary(_, value) => type_of(value),
        _ => (FieldType::Text, false),
    }
}

pub(super) fn profile(
    path: &Path,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Profile, ReadError> {
    let mut table = open(path, layout.format)?;
    let total = std::fs::metadata(path)?.len();
    let fields = Arc::clone(&table.schema);
    let evidence = |place: usize, title: &str| match holds_texts(fields.field(place).data_type()) {
        true => layout.said.evidence(&layout.titles, place),
        // Values that are no texts are what their type says.
        false => ColumnEvidence::new(title),
    };
    let titles = layout.titles.iter().enumerate();
    let mut seen: Vec<(ColumnEvidence, Within, u64)> =
        titles.map(|(place, title)| (evidence(place, title), Within::of(title), 0)).collect();
    let mut keys = Budget::default();
    let mut records = 0_u64;
    let mut deriver = Deriver::default();
    deriver.know(&layout.titles);
    while let Some(batch) = table.next(layout.format) {
        let batch = batch?;
        let columns = batch.columns().iter().zip(fields.fields());
        for ((array, field), (evidence, within, empty)) in columns.zip(&mut seen) {
            *empty += array.logical_null_count() as u64;
            look(array, evidence, records)?;
            if nested::is_json(field) {
                look_within(array, within, records, &mut keys);
            }
        }
        table.geometries.see(&batch, records);
        derive(&batch, &mut deriver, records);
        records += batch.num_rows() as u64;
        watch.progress(table.done_bytes(total, records), Some(total), records);
        if watch.cancelled() {
            return Err(ReadError::Cancelled);
        }
    }
    let mut names = Names::default();
    let mut columns = Vec::new();
    let all = fields.fields().iter().zip(&seen).enumerate();
    for (place, (field, (evidence, within, empty))) in all {
        let mut found = evidence.conclude();
        let (kind, local) = field_type(field);
        // Numbers that name something are text here as everywhere.
        let is_name = kind == FieldType::Int && found.field_type == FieldType::Text;
        if !is_name {
            found.field_type = kind;
            found.reasons.clear();
        }
        if !(holds_texts(field.data_type()) && layout.said.reads(&layout.titles, place)) {
            found.format = fanal_meaning::CellFormat::AsWritten;
        }
        found.lists = nested::is_list_of_values(field.data_type());
        found.empty = *empty;
        found.unit = None;
        found.empty_marks.clear();
        found.odd.clear();
        found.doubts.clear();
        if local {
            found
                .doubts
                .push(Problem::new("datetime-without-zone").number("count", records - empty));
        }
        let mut made = column(&mut names, place, field.name(), found);
        within.settle(&mut made);
        columns.push(made);
    }
    let known = layout.known_of_places(&columns);
    for made in &mut columns {
        if let Some(located) = table.geometries.conclude(&made.title, &known) {
            made.settle(located);
        }
    }
    if table.geometries.is_empty() {
        deriver.add_to(&mut columns, &mut names, records, &known);
    }
    let columns = settle_together(columns);
    let (rejected, failed, first_rejected) = (0, 0, Vec::new());
    Ok(Profile { columns, records, rejected, failed, first_rejected, doubts: Vec::new() })
}

/// Looks at the cells, for meanings and samples: at all of them, as the first that designates a
/// person may come late.
fn look(array: &ArrayRef, evidence: &mut ColumnEvidence, before: u64) -> Result<(), ReadError> {
    if array.is_empty() || matches!(array.data_type(), DataType::Binary | DataType::LargeBinary) {
        return Ok(());
    }
    if nested::is_list_of_values(array.data_type()) {
        return look_at_lists(array, evidence, before);
    }
    if type_of(array.data_type()).0 == FieldType::Int {
        let numbers = converted(array, &DataType::Int64)?;
        for (row, number) in (before + 1..).zip(numbers.as_primitive::<Int64Type>()) {
            if let Some(number) = number {
                evidence.add(row, Cell::Int(number));
            }
        }
    } else if let Ok(texts) = converted(array, &DataType::Utf8) {
        for (row, text) in (before + 1..).zip(texts.as_string::<i32>().iter()) {
            if let Some(text) = text {
                evidence.add(row, Cell::Text(text));
            }
        }
    }
    Ok(())
}

fn look_at_lists(
    array: &ArrayRef,
    evidence: &mut ColumnEvidence,
    before: u64,
) -> Result<(), ReadError> {
    let lists = converted(array, &arrow_type(FieldType::Text, true))?;
    for (row, texts) in (before + 1..).zip(lists.as_list::<i32>().iter()) {
        if let Some(texts) = texts {
            let texts: Vec<&str> = texts.as_string::<i32>().iter().flatten().collect();
            evidence.add_list(row, texts.iter().copied().map(Cow::Borrowed));
            evidence.show(&serde_json::to_string(&texts).unwrap_or_default());
        }
    }
    Ok(())
}

/// Looks at what lies within structures, which are texts of JSON.
fn look_within(array: &ArrayRef, within: &mut Within, before: u64, keys: &mut Budget) {
    let Some(texts) = array.as_string_opt::<i32>() else { return };
    for (row, text) in (before + 1..).zip(texts) {
        if let Some(value) = text.and_then(|text| serde_json::from_str(text).ok()) {
            within.see(row, &value, keys);
        }
    }
}

/// The array as another type, and where its values do not fit that type.
fn converted(array: &ArrayRef, data_type: &DataType) -> Result<ArrayRef, ReadError> {
    let safe = CastOptions { safe: true, ..Default::default() };
    match cast_with_options(array, data_type, &safe) {
        // Bytes that are no text, and values in values, are shown as Arrow shows them.
        Ok(cast) if cast.logical_null_count() == array.logical_null_count() => Ok(cast),
        Ok(cast) if *data_type != DataType::Utf8 => Ok(cast),
        Err(_) if *data_type != DataType::Utf8 => Ok(new_null_array(data_type, array.len())),
        _ => {
            let options = FormatOptions::default();
            let formatter = ArrayFormatter::try_new(array, &options)?;
            let texts = (0..array.len())
                .map(|row| array.is_valid(row).then(|| formatter.value(row).to_string()));
            Ok(Arc::new(texts.collect::<StringArray>()))
        }
    }
}

fn holds_texts(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// A column as planned; texts are read as the texts of any other file.
fn planned_array(array: &ArrayRef, planned: &PlannedColumn) -> Result<ArrayRef, ReadError> {
    let wanted = arrow_type(planned.field_type, planned.multivalued.is_some());
    let is_text = holds_texts(array.data_type());
    let stays = matches!(planned.field_type, FieldType::Text | FieldType::File)
        && planned.multivalued.is_none()
        && planned.empty_marks.is_empty();
    if !is_text || stays {
        return in_zone(array, planned.timezone.as_deref(), &wanted);
    }
    let texts = converted(array, &DataType::Utf8)?;
    let mut column = Column::new(planned);
    for text in texts.as_string::<i32>() {
        let datum = text.map_or(Datum::Empty, |text| Datum::Cell(Cell::Free(text)));
        if column.add(datum).is_err() {
            column.add_null();
        }
    }
    Ok(column.finish())
}

/// Marks the rows whose value was lost on the way into that type.
fn mark_misfits(from: &ArrayRef, to: &ArrayRef, planned: &PlannedColumn, fates: &mut [Fate]) {
    if to.logical_null_count() == from.logical_null_count() {
        return;
    }
    let texts = from.as_string_opt::<i32>();
    let is_empty = |text: &str| {
        let text = text.trim();
        text.is_empty() || planned.empty_marks.iter().any(|mark| mark == text)
    };
    for (row, fate) in fates.iter_mut().enumerate() {
        let was_blank = texts.is_some_and(|t| t.is_valid(row) && is_empty(t.value(row)));
        if from.is_valid(row) && !was_blank && to.is_null(row) {
            let value = || array_value_to_string(from, row).unwrap_or_default();
            fate.reject(|| misfit(planned, &value()));
        }
    }
}

pub(super) fn read(
    path: &Path,
    layout: &Layout,
    plan: &ReadPlan,
    watch: &dyn Watch,
    sink: &mut dyn BatchSink,
) -> Result<ReadOutcome, ReadError> {
    let mut table = open(path, layout.format)?;
    let total = std::fs::metadata(path)?.len();
    let out_schema: Arc<Schema> = schema(plan);
    let mut outcome = ReadOutcome::default();
    while let Some(batch) = table.next(layout.format) {
        let batch = batch?;
        let mut arrays = Vec::with_capacity(plan.columns.len() + 1);
        let mut fates = vec![Fate::Fits; batch.num_rows()];
        for planned in &plan.columns {
            let array = |place: usize| {
                let found = batch.columns().get(place);
                found.ok_or_else(|| broken(layout.format, "a column is gone"))
            };
            match planned.source {
                Source::Column(place) if !is_located(array(place)?, planned) => {
                    let made = planned_array(array(place)?, planned)?;
                    mark_misfits(array(place)?, &made, planned, &mut fates);
                    arrays.push(made);
                }
                source => {
                    let from: Vec<_> = source.columns().map(array).collect::<Result<_, _>>()?;
                    arrays.push(located(&from, planned, &mut fates));
                }
            }
        }
        let rows_before = outcome.records + outcome.rejected;
        let mut numbers: Vec<i64> = Vec::with_capacity(batch.num_rows());
        let mask: BooleanArray = fates.iter().map(|fate| Some(!fate.is_rejected())).collect();
        for ((row, fate), line) in fates.into_iter().enumerate().zip(rows_before + 1..) {
            if !fate.is_rejected() {
                numbers.push(i64::try_from(line).unwrap_or(i64::MAX));
            }
            let shown = |c: &ArrayRef| array_value_to_string(c, row).unwrap_or_default();
            let cells = || -> Vec<String> { batch.columns().iter().map(shown).collect() };
            match fate {
                Fate::Fits => {}
                Fate::Mended(reason) => sink.mended(Rejected { line, reason, cells: cells() })?,
                Fate::Rejected(reason) => {
                    outcome.rejected += 1;
                    sink.rejected(Rejected { line, reason, cells: cells() })?;
                }
            }
        }
        if numbers.len() < batch.num_rows() {
            arrays = arrays.iter().map(|a| filter(a, &mask)).collect::<Result<_, _>>()?;
        }
        if let Some(first_row) = numbers.first().and_then(|n| u64::try_from(*n).ok()) {
            outcome.records += numbers.len() as u64;
            arrays.push(Arc::new(Int64Array::from(numbers)));
            sink.batch(RecordBatch::try_new(Arc::clone(&out_schema), arrays)?, first_row)?;
        }
        let done = outcome.records + outcome.rejected;
        watch.progress(table.done_bytes(total, done), Some(total), outcome.records);
        if watch.cancelled() {
            return Err(ReadError::Cancelled);
        }
    }
    Ok(outcome)
}

/// Moments without zone are on the clock of a place; everything else is converted as it is.
fn in_zone(array: &ArrayRef, zone: Option<&str>, wanted: &DataType) -> Result<ArrayRef, ReadError> {
    use arrow::array::TimestampMicrosecondArray;
    use arrow::datatypes::{TimeUnit, TimestampMicrosecondType};
    let local = matches!(array.data_type(), DataType::Timestamp(_, None));
    if !local || !matches!(wanted, DataType::Timestamp(_, _)) {
        return converted(array, wanted);
    }
    let zone = super::zone::zone(zone);
    let micros = converted(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
    let moved: TimestampMicrosecondArray = micros
        .as_primitive::<TimestampMicrosecondType>()
        .iter()
        .map(|us| us.and_then(|us| super::zone::to_utc(zone, us)))
        .collect();
    Ok(Arc::new(moved.with_timezone("UTC")))
}
