//! A small table written as text, in a lake and behind engines of several kinds.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Array, Int64Builder, ListBuilder,
    RecordBatch, StringBuilder, StructArray, TimestampMicrosecondBuilder,
};
use arrow::datatypes::DataType;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use fanal_lake::{Commit, DataFile, Lake, Purpose, WriterSettings};
use fanal_model::{Access, DatasetId, Field, FieldName, FieldType, LoadId};
use fanal_odsql::{PartialDate, QueryText};
use futures::TryStreamExt as _;

use crate::{Batches, Engine, EngineSettings, Handle, Pinned, QueryError, QueryOptions, schema};

/// The sample's dataset.
pub(super) const DATASET: DatasetId = DatasetId(7);

/// A table in a lake of its own, which goes with it.
pub(super) struct Sample {
    pub(super) lake: Lake,
    pub(super) pinned: Pinned,
    row_group_rows: usize,
    _folder: tempfile::TempDir,
}

impl Sample {
    /// Writes a table. Files and row groups are tiny, so that rows come from several.
    pub(super) async fn new(table: &str) -> Self {
        Self::with_row_groups(table, 3).await
    }

    /// The same with row groups of so many rows.
    pub(super) async fn with_row_groups(table: &str, row_group_rows: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().to_str().expect("a path in UTF-8");
        let lake = Lake::open(place, Vec::new()).await.expect("a lake");
        let (fields, batch) = read(table, 1);
        let pinned = Pinned { dataset: DATASET, delta_version: 0, fields };
        let sample = Self { lake, pinned, row_group_rows, _folder: folder };
        let load = load(1);
        let files = sample.write(&load, batch).await;
        let delta_version = sample.commit(&load, None, files, Vec::new()).await;
        Self { pinned: Pinned { delta_version, ..sample.pinned.clone() }, ..sample }
    }

    /// Writes rows as data files, without committing them.
    pub(super) async fn write(&self, load: &LoadId, batch: RecordBatch) -> Vec<DataFile> {
        let table = self.lake.table(DATASET);
        let row_group_rows = self.row_group_rows;
        let file_rows = 2 * row_group_rows as u64;
        let settings = WriterSettings { row_group_rows, file_rows, ..WriterSettings::default() };
        let schema = schema::stored(&self.pinned.fields);
        let load = load.clone();
        let write = move || {
            let mut writer = table.writer(&load, schema, settings)?;
            writer.write(batch)?;
            writer.finish()
        };
        tokio::task::spawn_blocking(write).await.expect("no panic").expect("files")
    }

    pub(super) async fn commit(
        &self,
        load: &LoadId,
        base: Option<i64>,
        add: Vec<DataFile>,
        remove: Vec<String>,
    ) -> i64 {
        let schema = schema::stored(&self.pinned.fields);
        let (load, purpose) = (load.clone(), Purpose::Load);
        let commit = Commit { load, base, schema, add, remove, purpose };
        self.lake.table(DATASET).commit(commit).await.expect("a commit")
    }

    /// An engine with this much memory for columns.
    pub(super) fn engine(&self, cache_bytes: usize) -> Engine {
        let settings = EngineSettings {
            memory_bytes: 64 << 20,
            cache_bytes,
            threads: 2,
            time_limit_ms: 60_000,
            spill_folder: None,
        };
        Engine::new(self.lake.clone(), settings).expect("an engine")
    }

    pub(super) async fn handle(&self, cache_bytes: usize, access: Access) -> Handle {
        self.engine(cache_bytes).open(&self.pinned, access).await.expect("a handle")
    }
}

/// The n-th load of a test.
pub(super) fn load(n: u64) -> LoadId {
    LoadId::parse(&format!("00000000-0000-7000-8000-{n:012x}")).expect("the shape of a UUID")
}

/// What a query answers, as text: the keys, then a line a record, cells between bars, nothing for
/// null. A query that is refused gives its message.
pub(super) async fn answer(handle: &Handle, text: &QueryText, options: &QueryOptions) -> String {
    match try_answer(handle, text, options).await {
        Ok(lines) => lines.join("\n"),
        Err(error) => format!("{}: {}", error.error_code(), error.message()),
    }
}

async fn try_answer(
    handle: &Handle,
    text: &QueryText,
    options: &QueryOptions,
) -> Result<Vec<String>, QueryError> {
    let parsed = text.parse();
    if !parsed.problems.is_empty() {
        return Err(QueryError::Invalid(parsed.problems));
    }
    let answer = handle.query(&parsed.query, options).await?;
    let keys: Vec<&str> = answer.columns.iter().map(|c| c.key.as_str()).collect();
    let mut out = vec![keys.join(" | ")];
    out.extend(lines(answer.batches).await?);
    Ok(out)
}

/// The rows of batches as lines.
pub(super) async fn lines(batches: Batches) -> Result<Vec<String>, QueryError> {
    let options = FormatOptions::new().with_null("");
    let mut out = Vec::new();
    for batch in batches.try_collect::<Vec<_>>().await? {
        let columns: Vec<ArrayFormatter<'_>> = batch
            .columns()
            .iter()
            .map(|c| ArrayFormatter::try_new(c.as_ref(), &options))
            .collect::<Result<_, _>>()?;
        for row in 0..batch.num_rows() {
            let cells: Vec<String> = columns.iter().map(|c| c.value(row).to_string()).collect();
            out.push(cells.join(" | ").trim_end().to_owned());
        }
    }
    Ok(out)
}

/// Reads a table: `name:type` between bars (`text[]` is multivalued, words behind the type are
/// annotations of facets), then a record a line. An empty cell is null, `""` an empty text, `␣` a
/// space at the end of one.
pub(super) fn read(table: &str, first_row: i64) -> (Vec<Field>, RecordBatch) {
    let mut lines = table.lines().filter(|l| !l.trim().is_empty());
    let cells =
        |line: &str| -> Vec<String> { line.split('|').map(|c| c.trim().to_owned()).collect() };
    let header = cells(lines.next().expect("a header"));
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    let fields: Vec<Field> = header.iter().map(|head| field(head)).collect();
    let mut columns: Vec<ArrayRef> = Vec::new();
    for (i, field) in fields.iter().enumerate() {
        let cells: Vec<Option<&str>> = rows
            .iter()
            .map(|row| row.get(i).map(String::as_str).filter(|c| !c.is_empty()))
            .collect();
        columns.push(column(field, &cells));
    }
    let count = i64::try_from(rows.len()).expect("few rows");
    // Records of the same content have the same hash, as a load makes it.
    let hashes = rows.iter().map(|row| {
        row.concat().bytes().fold(7i64, |h, b| h.wrapping_mul(31).wrapping_add(b.into()))
    });
    columns.push(Arc::new(Int64Array::from_value(1, rows.len())));
    columns.push(Arc::new(Int64Array::from_iter_values(first_row..first_row + count)));
    columns.push(Arc::new(Int64Array::from_iter_values(hashes)));
    let schema = schema::stored(&fields);
    (fields, RecordBatch::try_new(schema, columns).expect("a batch"))
}

fn field(head: &str) -> Field {
    let (name, rest) = head.split_once(':').expect("name:type");
    let (kind, said) = rest.split_once(' ').unwrap_or((rest, ""));
    let (kind, many) = kind.strip_suffix("[]").map_or((kind, false), |kind| (kind, true));
    let name_read = FieldName::parse(name).expect("a name");
    let mut field = Field::new(name_read, name, FieldType::from_name(kind).expect("a type"));
    field.annotations.multivalued = many.then(|| ",".to_owned());
    field.annotations.facet = said.contains("facet");
    field.annotations.disjunctive = said.contains("disjunctive");
    field.annotations.hierarchical = said.contains('/').then(|| "/".to_owned());
    field
}

fn column(field: &Field, cells: &[Option<&str>]) -> ArrayRef {
    let text = |cell: &str| match cell {
        "\"\"" => String::new(),
        _ => cell.replace('␣', " "),
    };
    let number = |cell: &&str| cell.parse::<f64>().expect("a number");
    match schema::arrow_type(field) {
        DataType::List(_) => {
            let mut out = ListBuilder::new(StringBuilder::new());
            for cell in cells {
                if let Some(cell) = cell {
                    for part in cell.split(',').filter(|p| *p != "\"\"") {
                        out.values().append_value(text(part));
                    }
                }
                out.append(cell.is_some());
            }
            Arc::new(out.finish())
        }
        DataType::Int64 => {
            let mut out = Int64Builder::new();
            cells.iter().for_each(|c| out.append_option(c.map(|c| c.parse().expect("an int"))));
            Arc::new(out.finish())
        }
        DataType::Float64 => {
            let mut out = Float64Builder::new();
            cells.iter().for_each(|c| out.append_option(c.as_ref().map(number)));
            Arc::new(out.finish())
        }
        DataType::Boolean => {
            let mut out = BooleanBuilder::new();
            cells.iter().for_each(|c| out.append_option(c.map(|c| c == "true")));
            Arc::new(out.finish())
        }
        DataType::Date32 => {
            let mut out = Date32Builder::new();
            let days = |c: &str| i32::try_from(micros(c) / 86_400_000_000).expect("a day");
            cells.iter().for_each(|c| out.append_option(c.map(days)));
            Arc::new(out.finish())
        }
        DataType::Timestamp(..) => {
            let mut out = TimestampMicrosecondBuilder::new().with_timezone("UTC");
            cells.iter().for_each(|c| out.append_option(c.map(micros)));
            Arc::new(out.finish())
        }
        DataType::Struct(parts) => {
            let part = |n: usize| -> ArrayRef {
                let mut out = Float64Builder::new();
                for cell in cells {
                    let word = cell.and_then(|c| c.split(' ').nth(n));
                    out.append_option(word.as_ref().map(number));
                }
                Arc::new(out.finish())
            };
            let valid = cells.iter().map(Option::is_some).collect();
            Arc::new(StructArray::new(parts, vec![part(0), part(1)], Some(valid)))
        }
        _ => {
            let mut out = StringBuilder::new();
            cells.iter().for_each(|c| out.append_option(c.map(text)));
            Arc::new(out.finish())
        }
    }
}

/// Microseconds UTC of a date.
fn micros(cell: &str) -> i64 {
    let date = PartialDate::parse(cell).expect("a date");
    let day = chrono::NaiveDate::from_ymd_opt(date.year, date.month, date.day).expect("a day");
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_micros() + date.micros
}
