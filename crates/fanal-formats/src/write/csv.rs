//! CSV. Cells go straight from the columns to bytes: one export is millions of them.
//!
//! A text that looks like a formula (`=1+1`) is written as it is: a prefix would change the data
//! for every program that is not a spreadsheet. Workbooks keep it as text.

use std::io::Write;

use arrow::array::AsArray;
use arrow::record_batch::RecordBatch;
use memchr::{memchr, memchr3};

use super::cells::{Cells, cells};
use super::exporter::Exporter;
use super::geojson::write_geometry;
use super::time::{Zone, write_day, write_instant};
use super::{ExportColumn, ExportOptions, WriteError};

/// Bytes gathered before they are handed on.
const CHUNK_BYTES: usize = 128 * 1024;

pub(super) struct CsvExporter {
    columns: Vec<ExportColumn>,
    style: Style,
    zone: Zone,
    buffer: Vec<u8>,
    out: Box<dyn Write + Send>,
}

/// How cells are told apart.
struct Style {
    delimiter: u8,
    quote_all: bool,
    list_separator: Vec<u8>,
    /// The only cell of a line is quoted when empty: readers skip empty lines.
    alone: bool,
}

impl CsvExporter {
    pub(super) fn start(
        columns: Vec<ExportColumn>,
        options: &ExportOptions,
        out: Box<dyn Write + Send>,
    ) -> Result<Self, WriteError> {
        options.check_delimiter()?;
        let style = Style {
            delimiter: options.delimiter,
            quote_all: options.quote_all,
            list_separator: options.list_separator.as_bytes().to_vec(),
            alone: columns.len() == 1,
        };
        let mut buffer = Vec::with_capacity(CHUNK_BYTES * 2);
        if options.with_bom {
            buffer.extend_from_slice("\u{feff}".as_bytes());
        }
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                buffer.push(style.delimiter);
            }
            style.text(options.title(column).as_bytes(), &mut buffer);
        }
        buffer.push(b'\n');
        let mut exporter = Self { columns, style, zone: Zone::new(options.timezone), buffer, out };
        exporter.hand_on()?;
        Ok(exporter)
    }

    fn hand_on(&mut self) -> Result<(), WriteError> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

impl Exporter for CsvExporter {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), WriteError> {
        let cells = cells(&self.columns, batch)?;
        let mut scratch = Vec::new();
        for row in 0..batch.num_rows() {
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    self.buffer.push(self.style.delimiter);
                }
                if cell.is_null(row) {
                    if self.style.alone {
                        self.buffer.extend_from_slice(b"\"\"");
                    }
                    continue;
                }
                self.style
                    .cell(cell, row, &mut self.zone, &mut scratch, &mut self.buffer)
                    .ok_or_else(|| WriteError::Geometry {
                        column: self.columns[index].key.clone(),
                        row: row + 1,
                    })?;
            }
            self.buffer.push(b'\n');
            if self.buffer.len() >= CHUNK_BYTES {
                self.hand_on()?;
            }
        }
        self.hand_on()
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.hand_on()?;
        Ok(self.out.flush()?)
    }
}

/// The value of a cell as CSV writes it, before any quotes; what XLSX writes for the types that
/// it has not. `None` when a geometry is not readable.
pub(super) fn write_plain(
    cell: &Cells,
    row: usize,
    zone: &mut Zone,
    list_separator: &[u8],
    out: &mut Vec<u8>,
) -> Option<()> {
    match cell {
        Cells::Text(texts) | Cells::Json(texts) => {
            out.extend_from_slice(texts.get(row).as_bytes());
        }
        Cells::List(lists) => {
            let items = lists.value(row);
            let items = items.as_string::<i32>();
            for (index, item) in items.iter().flatten().enumerate() {
                if index > 0 {
                    out.extend_from_slice(list_separator);
                }
                out.extend_from_slice(item.as_bytes());
            }
        }
        Cells::Int(numbers) => {
            let mut digits = itoa::Buffer::new();
            out.extend_from_slice(digits.format(numbers.value(row)).as_bytes());
        }
        Cells::Double(numbers) => write_double(numbers.value(row), out),
        Cells::Boolean(flags) => {
            out.extend_from_slice(if flags.value(row) { b"true" } else { b"false" });
        }
        Cells::Date(days) => write_day(days.value(row), out),
        Cells::DateTime(instants) => write_instant(instants.value(row), zone, out),
        Cells::Point(points) => {
            let (lon, lat) = points.get(row);
            write_double(lat, out);
            out.extend_from_slice(b", ");
            write_double(lon, out);
        }
        Cells::Shape(shapes) => write_geometry(shapes.value(row), out)?,
    }
    Some(())
}

/// The shortest digits that read back as the same number.
#[inline]
pub(super) fn write_double(number: f64, out: &mut Vec<u8>) {
    out.extend_from_slice(zmij::Buffer::new().format_finite(number).as_bytes());
}

impl Style {
    /// Writes a cell that is not null.
    #[inline]
    fn cell(
        &self,
        cell: &Cells,
        row: usize,
        zone: &mut Zone,
        scratch: &mut Vec<u8>,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        match cell {
            Cells::Text(texts) => self.text(texts.get(row).as_bytes(), out),
            Cells::Int(_) | Cells::Double(_) | Cells::Boolean(_) => {
                write_plain(cell, row, zone, &self.list_separator, out)?;
            }
            Cells::Date(_) | Cells::DateTime(_) if !self.quote_all => {
                write_plain(cell, row, zone, &self.list_separator, out)?;
            }
            _ => {
                scratch.clear();
                write_plain(cell, row, zone, &self.list_separator, scratch)?;
                self.text(scratch, out);
            }
        }
        Some(())
    }

    /// Writes a text, between quotes when it could be misread without. An empty one is `""`, which
    /// tells it from no value.
    #[inline]
    fn text(&self, text: &[u8], out: &mut Vec<u8>) {
        if self.quote_all || text.is_empty() || self.must_quote(text) {
            quote(text, out);
        } else {
            out.extend_from_slice(text);
        }
    }

    #[inline]
    fn must_quote(&self, text: &[u8]) -> bool {
        memchr3(self.delimiter, b'"', b'\n', text).is_some() || memchr(b'\r', text).is_some()
    }
}

fn quote(mut text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    while let Some(place) = memchr(b'"', text) {
        out.extend_from_slice(&text[..=place]);
        out.push(b'"');
        text = &text[place + 1..];
    }
    out.extend_from_slice(text);
    out.push(b'"');
}
