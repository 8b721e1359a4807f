//! Workbooks. Rows are written to a temporary file as they come and zipped at the end, so that
//! memory does not grow with them; nothing reaches the receiver before the whole is there.

use std::io::{BufWriter, Write};

use arrow::record_batch::RecordBatch;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::cells::{Cells, cells};
use super::csv::write_plain;
use super::exporter::Exporter;
use super::time::Zone;
use super::{ExportColumn, ExportFormat, ExportOptions, WriteError, check};

/// Characters (UTF-16 units) of a cell.
const CELL_LIMIT: usize = 32_767;
/// Whole numbers that a spreadsheet, which knows only doubles of 15 digits, shows unchanged.
const WHOLE_LIMIT: u64 = 999_999_999_999_999;
/// 1900-03-01 to 9999-12-31, in days since 1970: the days that spreadsheets agree on.
const DAYS: std::ops::RangeInclusive<i64> = -25_508..=2_932_896;
/// Serial number of 1970-01-01.
const EPOCH_SERIAL: i64 = 25_569;
const MICROSECONDS: i64 = 1_000_000;
const DAY_MICROSECONDS: i64 = 86_400 * MICROSECONDS;

pub(super) struct XlsxExporter {
    columns: Vec<ExportColumn>,
    list_separator: Vec<u8>,
    zone: Zone,
    workbook: Workbook,
    day: Format,
    instant: Format,
    rows: u64,
    out: Box<dyn Write + Send>,
}

impl XlsxExporter {
    pub(super) fn start(
        columns: Vec<ExportColumn>,
        options: &ExportOptions,
        out: Box<dyn Write + Send>,
    ) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (index, column) in (0..).zip(&columns) {
            let title = options.title(column);
            // Wide enough for the title and an instant, never for a whole description.
            let width = u8::try_from(title.chars().count()).unwrap_or(u8::MAX).clamp(12, 40);
            sheet.set_column_width(index, width)?;
            sheet
                .write_string_with_format(0, index, title, &bold)
                .map_err(|e| cell_error(e, column, 0))?;
        }
        Ok(Self {
            columns,
            list_separator: options.list_separator.as_bytes().to_vec(),
            zone: Zone::new(options.timezone),
            workbook,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            instant: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            rows: 0,
            out,
        })
    }
}

impl Exporter for XlsxExporter {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), WriteError> {
        let cells = cells(&self.columns, batch)?;
        let rows = self.rows.saturating_add(u64::try_from(batch.num_rows()).unwrap_or(u64::MAX));
        check(ExportFormat::Xlsx, rows, self.columns.len())?;
        let sheet = self.workbook.worksheet_from_index(0)?;
        let mut pen = Pen {
            sheet,
            day: &self.day,
            instant: &self.instant,
            zone: &mut self.zone,
            list_separator: &self.list_separator,
            scratch: Vec::new(),
        };
        for row in 0..batch.num_rows() {
            self.rows += 1;
            // The header is line 0; checked above to be within the format.
            let line = u32::try_from(self.rows).unwrap_or(u32::MAX);
            for ((place, column), cell) in (0..).zip(&self.columns).zip(&cells) {
                if cell.is_null(row) {
                    continue;
                }
                match pen.cell(cell, row, (line, place)) {
                    Ok(true) => {}
                    Ok(false) => {
                        let column = column.key.clone();
                        return Err(WriteError::Geometry { column, row: row + 1 });
                    }
                    Err(error) => return Err(cell_error(error, column, self.rows)),
                }
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        let mut out = BufWriter::new(&mut self.out);
        self.workbook.save_to_writer(&mut out)?;
        Ok(out.flush()?)
    }
}

/// What a cell is written with.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    day: &'a Format,
    instant: &'a Format,
    zone: &'a mut Zone,
    list_separator: &'a [u8],
    scratch: Vec<u8>,
}

impl Pen<'_> {
    /// Writes a value that is not null, typed when a spreadsheet has the type and can hold the
    /// value whole, else as text. Says whether it could be read.
    fn cell(
        &mut self,
        cell: &Cells,
        row: usize,
        (line, place): (u32, u16),
    ) -> Result<bool, XlsxError> {
        match cell {
            Cells::Int(numbers) if numbers.value(row).unsigned_abs() <= WHOLE_LIMIT => {
                self.sheet.write_number(line, place, numbers.value(row) as f64)?;
            }
            Cells::Double(numbers) => {
                self.sheet.write_number(line, place, numbers.value(row))?;
            }
            Cells::Boolean(flags) => {
                self.sheet.write_boolean(line, place, flags.value(row))?;
            }
            Cells::Date(days) if DAYS.contains(&i64::from(days.value(row))) => {
                let serial = f64::from(days.value(row)) + EPOCH_SERIAL as f64;
                self.sheet.write_number_with_format(line, place, serial, self.day)?;
            }
            Cells::DateTime(instants) => {
                let micros = instants.value(row);
                let offset_s = self.zone.offset_s(micros.div_euclid(MICROSECONDS));
                let local = micros.saturating_add(i64::from(offset_s) * MICROSECONDS);
                if !DAYS.contains(&local.div_euclid(DAY_MICROSECONDS)) {
                    return self.text(cell, row, (line, place));
                }
                let serial = local as f64 / DAY_MICROSECONDS as f64 + EPOCH_SERIAL as f64;
                self.sheet.write_number_with_format(line, place, serial, self.instant)?;
            }
            _ => return self.text(cell, row, (line, place)),
        }
        Ok(true)
    }

    fn text(
        &mut self,
        cell: &Cells,
        row: usize,
        (line, place): (u32, u16),
    ) -> Result<bool, XlsxError> {
        self.scratch.clear();
        if write_plain(cell, row, self.zone, self.list_separator, &mut self.scratch).is_none() {
            return Ok(false);
        }
        // Texts of Arrow and all that is written here are UTF-8.
        let text = String::from_utf8_lossy(&self.scratch);
        self.sheet.write_string(line, place, text)?;
        Ok(true)
    }
}

fn cell_error(error: XlsxError, column: &ExportColumn, row: u64) -> WriteError {
    match error {
        XlsxError::MaxStringLengthExceeded => {
            WriteError::CellTooLong { column: column.key.clone(), row, limit: CELL_LIMIT }
        }
        other => WriteError::Workbook(other),
    }
}
