//! JSON: one object a record, as the Explore API writes them.

use std::io::Write;

use arrow::array::AsArray;
use arrow::record_batch::RecordBatch;
use chrono_tz::Tz;

use super::cells::{Cells, cells};
use super::csv::{write_double, write_plain};
use super::exporter::Exporter;
use super::geojson::write_geometry;
use super::time::Zone;
use super::{ExportColumn, WriteError};

mod text;

use text::{write_document, write_text};

/// Writes one object a record, without anything before the first or after the last; `separator`
/// stands between two. Instants carry the offset that `timezone` has at that moment. A value that
/// JSON has not (NaN, infinity) is `null`.
pub fn write_json_objects(
    columns: &[ExportColumn],
    batch: &RecordBatch,
    timezone: Tz,
    out: &mut Vec<u8>,
    separator: &[u8],
) -> Result<(), WriteError> {
    Objects::new(columns, timezone).write(columns, batch, out, separator)
}

/// What does not change from batch to batch.
struct Objects {
    /// `{"a":`, `,"b":`…
    heads: Vec<Vec<u8>>,
    zone: Zone,
}

impl Objects {
    fn new(columns: &[ExportColumn], timezone: Tz) -> Self {
        let heads = columns.iter().enumerate().map(|(index, column)| {
            let mut head = vec![if index == 0 { b'{' } else { b',' }];
            write_text(&column.key, &mut head);
            head.push(b':');
            head
        });
        Self { heads: heads.collect(), zone: Zone::new(timezone) }
    }

    fn write(
        &mut self,
        columns: &[ExportColumn],
        batch: &RecordBatch,
        out: &mut Vec<u8>,
        separator: &[u8],
    ) -> Result<(), WriteError> {
        let cells = cells(columns, batch)?;
        for row in 0..batch.num_rows() {
            if row > 0 {
                out.extend_from_slice(separator);
            }
            if cells.is_empty() {
                out.push(b'{');
            }
            for (index, (head, cell)) in self.heads.iter().zip(&cells).enumerate() {
                out.extend_from_slice(head);
                write_value(cell, row, &mut self.zone, out).ok_or_else(|| {
                    WriteError::Geometry { column: columns[index].key.clone(), row: row + 1 }
                })?;
            }
            out.push(b'}');
        }
        Ok(())
    }
}

/// Writes one value; `None` when a geometry is not readable.
fn write_value(cell: &Cells, row: usize, zone: &mut Zone, out: &mut Vec<u8>) -> Option<()> {
    if cell.is_null(row) {
        out.extend_from_slice(b"null");
        return Some(());
    }
    match cell {
        Cells::Text(texts) => write_text(texts.get(row), out),
        Cells::Json(texts) => write_document(texts.get(row), out),
        Cells::List(lists) => {
            let items = lists.value(row);
            out.push(b'[');
            for (index, item) in items.as_string::<i32>().iter().flatten().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_text(item, out);
            }
            out.push(b']');
        }
        Cells::Int(_) | Cells::Double(_) | Cells::Boolean(_) => {
            write_plain(cell, row, zone, b"", out)?;
        }
        Cells::Date(_) | Cells::DateTime(_) => {
            out.push(b'"');
            write_plain(cell, row, zone, b"", out)?;
            out.push(b'"');
        }
        Cells::Point(points) => {
            let (lon, lat) = points.get(row);
            out.extend_from_slice(b"{\"lon\":");
            write_double(lon, out);
            out.extend_from_slice(b",\"lat\":");
            write_double(lat, out);
            out.push(b'}');
        }
        Cells::Shape(shapes) => {
            out.extend_from_slice(b"{\"type\":\"Feature\",\"geometry\":");
            write_geometry(shapes.value(row), out)?;
            out.extend_from_slice(b",\"properties\":{}}");
        }
    }
    Some(())
}

/// What stands around the objects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// `[{…},{…}]`
    Array,
    /// One a line.
    Lines,
}

pub(super) struct JsonExporter {
    columns: Vec<ExportColumn>,
    objects: Objects,
    layout: Layout,
    started: bool,
    buffer: Vec<u8>,
    out: Box<dyn Write + Send>,
}

/// Rows turned into bytes before these are handed on.
const CHUNK_ROWS: usize = 1024;

impl JsonExporter {
    pub(super) fn start(
        columns: Vec<ExportColumn>,
        timezone: Tz,
        layout: Layout,
        out: Box<dyn Write + Send>,
    ) -> Self {
        let objects = Objects::new(&columns, timezone);
        let buffer = if layout == Layout::Array { b"[".to_vec() } else { Vec::new() };
        Self { columns, objects, layout, started: false, buffer, out }
    }
}

impl Exporter for JsonExporter {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), WriteError> {
        let mut first = 0;
        while first < batch.num_rows() {
            let chunk = batch.slice(first, CHUNK_ROWS.min(batch.num_rows() - first));
            first += chunk.num_rows();
            match self.layout {
                Layout::Array => {
                    if self.started {
                        self.buffer.extend_from_slice(b",\n");
                    }
                    self.objects.write(&self.columns, &chunk, &mut self.buffer, b",\n")?;
                }
                Layout::Lines => {
                    self.objects.write(&self.columns, &chunk, &mut self.buffer, b"\n")?;
                    self.buffer.push(b'\n');
                }
            }
            self.started = true;
            self.out.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        if self.layout == Layout::Array {
            self.buffer.extend_from_slice(b"]\n");
        }
        self.out.write_all(&self.buffer)?;
        Ok(self.out.flush()?)
    }
}
