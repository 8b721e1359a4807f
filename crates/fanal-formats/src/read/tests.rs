//! Reading whole files, both passes, as whoever loads a dataset does.

mod archives;
mod bad_input;
mod bombs;
mod books;
mod columnar;
mod documents;
mod entities;
mod geography;
mod geography_bad;
mod geography_files;
mod geography_mended;
mod geography_samples;
mod golden;
mod gpx;
mod gtfs_shapes;
mod json;
mod machine;
mod markup;
mod persons;
mod properties;
mod reading_score;
mod records;
mod said;
mod samples;
mod sheets;
mod tables;
mod text_properties;
mod texts;
mod union;
mod workbook_cells;
mod workbooks;
mod xml;

use std::cell::Cell;
use std::io::Write;
use std::path::PathBuf;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::TimestampMicrosecondType;
use arrow::record_batch::RecordBatch;
use arrow::util::display::array_value_to_string;
use fanal_model::FieldType;

use super::*;

/// A file that is deleted with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> Self {
        thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
        COUNT.with(|c| c.set(c.get() + 1));
        let unique = format!(
            "fanal-read-{}-{:?}-{}-{name}",
            std::process::id(),
            std::thread::current().id(),
            COUNT.with(Cell::get)
        );
        let path = std::env::temp_dir().join(unique);
        let mut file = std::fs::File::create(&path).expect("the temporary folder can be written");
        file.write_all(bytes).expect("the temporary folder has room");
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A file that stays behind harms nothing.
        drop(std::fs::remove_file(&self.0));
    }
}

fn opened(path: &std::path::Path, name: &str, options: &ReadOptions) -> Result<Opened, ReadError> {
    open(path, name, options, &std::env::temp_dir(), &Unwatched)
}

/// Everything that both passes gave.
struct Whole {
    layout: Layout,
    profile: Profile,
    batches: Vec<RecordBatch>,
    rejected: Vec<Rejected>,
    mended: Vec<Rejected>,
}

#[derive(Default)]
struct Kept {
    batches: Vec<RecordBatch>,
    rejected: Vec<Rejected>,
    mended: Vec<Rejected>,
}

impl BatchSink for Kept {
    fn batch(&mut self, batch: RecordBatch, first_row: u64) -> Result<(), SinkError> {
        let rows = batch.column(batch.num_columns() - 1);
        assert_eq!(array_value_to_string(rows, 0).expect("a number"), first_row.to_string());
        self.batches.push(batch);
        Ok(())
    }

    fn rejected(&mut self, row: Rejected) -> Result<(), SinkError> {
        self.rejected.push(row);
        Ok(())
    }

    fn mended(&mut self, row: Rejected) -> Result<(), SinkError> {
        self.mended.push(row);
        Ok(())
    }
}

impl Whole {
    fn of(path: &std::path::Path, name: &str, options: &ReadOptions) -> Result<Self, ReadError> {
        Self::planned(path, name, options, |_| {})
    }

    fn planned(
        path: &std::path::Path,
        name: &str,
        options: &ReadOptions,
        change: impl Fn(&mut ReadPlan),
    ) -> Result<Self, ReadError> {
        let file = opened(path, name, options)?;
        let mut layout = detect(&file, options)?;
        if options.union {
            layout = unite(&file, layout, options, &Unwatched)?;
        }
        let profile = profile(&file, &layout, &Unwatched)?;
        let mut plan = plan(&profile);
        change(&mut plan);
        let mut kept = Kept::default();
        let outcome = read(&file, &layout, &profile, &plan, &Unwatched, &mut kept)?;
        let records: usize = kept.batches.iter().map(RecordBatch::num_rows).sum();
        assert_eq!(outcome.records, records as u64);
        assert_eq!(outcome.rejected, kept.rejected.len() as u64);
        assert_eq!(
            outcome.records + outcome.rejected,
            profile.records + profile.rejected,
            "both passes see the same rows"
        );
        let Kept { batches, rejected, mended } = kept;
        Ok(Self { layout, profile, batches, rejected, mended })
    }

    /// The cells as text, a record a line, cells joined by `|`.
    fn table(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for batch in &self.batches {
            for row in 0..batch.num_rows() {
                let cells: Vec<String> = batch.columns().iter().map(|c| shown(c, row)).collect();
                lines.push(cells.join("|"));
            }
        }
        lines
    }

    fn types(&self) -> Vec<(&str, &str)> {
        let columns = self.profile.columns.iter();
        columns.map(|c| (c.name.as_str(), c.field_type.name())).collect()
    }

    fn type_of(&self, name: &str) -> Option<FieldType> {
        let mut columns = self.profile.columns.iter();
        columns.find(|c| c.name.as_str() == name).map(|c| c.field_type)
    }

    fn doubts(&self) -> Vec<&str> {
        let all = self.layout.doubts.iter().chain(&self.profile.doubts);
        all.map(|d| d.code.as_str()).collect()
    }

    fn reasons(&self) -> Vec<(u64, &str)> {
        self.rejected.iter().map(|r| (r.line, r.reason.code.as_str())).collect()
    }
}

/// The column of that name.
fn column_of(whole: &Whole, name: &str) -> ColumnProfile {
    let found = whole.profile.columns.iter().find(|c| c.name.as_str() == name);
    found.unwrap_or_else(|| panic!("no column {name} in {:?}", whole.types())).clone()
}

/// Codes of the doubts about the column of that name.
fn doubts_of(whole: &Whole, name: &str) -> Vec<String> {
    column_of(whole, name).doubts.iter().map(|d| d.code.clone()).collect()
}

/// The geometries of a column as they were read; none where there are none.
fn geometries_of(whole: &Whole, name: &str) -> Vec<Option<geo_types::Geometry<f64>>> {
    let mut found = Vec::new();
    for batch in &whole.batches {
        let array = batch.column_by_name(name).expect("the column is in the batches");
        if let Some(points) = array.as_struct_opt() {
            let part = |i: usize| points.column(i).as_primitive::<arrow::datatypes::Float64Type>();
            for row in 0..batch.num_rows() {
                let at = || geo_types::Point::new(part(0).value(row), part(1).value(row));
                found.push(points.is_valid(row).then(|| at().into()));
            }
        } else {
            for bytes in array.as_binary::<i32>() {
                let read = |bytes| geometry::read_wkb(bytes).expect("what was written is WKB");
                found.push(bytes.map(|bytes| read(bytes).geometry));
            }
        }
    }
    found
}

/// West, south, east and north of all positions of a column.
fn extent_of(whole: &Whole, name: &str) -> [f64; 4] {
    let mut extent = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for geometry in geometries_of(whole, name).iter().flatten() {
        geometry::visit(geometry, &mut |at| {
            extent[0] = extent[0].min(at.x);
            extent[1] = extent[1].min(at.y);
            extent[2] = extent[2].max(at.x);
            extent[3] = extent[3].max(at.y);
        });
    }
    extent
}

#[track_caller]
fn assert_extent(whole: &Whole, name: &str, expected: [f64; 4], by: f64) {
    let found = extent_of(whole, name);
    let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= by);
    assert!(near, "{found:?} instead of {expected:?}");
}

fn shown(array: &ArrayRef, row: usize) -> String {
    match array.as_primitive_opt::<TimestampMicrosecondType>() {
        // Arrow shows no zones without a crate of zones.
        Some(moments) => fanal_model::Instant(moments.value(row)).to_rfc3339(),
        None => array_value_to_string(array, row).expect("every type of ours is shown"),
    }
}

#[track_caller]
fn whole(name: &str, content: impl AsRef<[u8]>) -> Whole {
    match of(name, content, &ReadOptions::default()) {
        Ok(whole) => whole,
        Err(error) => panic!("{name}: {error}"),
    }
}

fn of(name: &str, content: impl AsRef<[u8]>, options: &ReadOptions) -> Result<Whole, ReadError> {
    let file = Scratch::new(name, content.as_ref());
    Whole::of(&file.0, name, options)
}
