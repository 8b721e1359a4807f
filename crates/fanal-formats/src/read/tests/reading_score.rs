//! The files of the reading score (`bench/reading`): `docs/reading-score.md` tells what other
//! programs make of them, and here every value of every column has to be right.

use chrono::DateTime;
use serde::Deserialize;
use serde_json::Value;

use super::*;

/// A file and what it says, as `bench/reading/make.py` wrote both.
#[derive(Deserialize)]
struct Case {
    file: String,
    columns: Vec<Truth>,
    /// Rows at the beginning of the file that stand in it several times, and how many.
    block: usize,
    times: usize,
}

#[derive(Deserialize)]
struct Truth {
    title: String,
    kind: String,
    values: Vec<Value>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../bench/reading")
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("truth.json")).expect("it is committed");
    serde_json::from_str(&text).expect("`bench/reading/make.py` writes this shape")
}

impl Case {
    /// The rows of the file that is read.
    fn unrolled<T: Clone>(&self, rows: &[T]) -> Vec<T> {
        let (block, rest) = rows.split_at(self.block);
        let blocks = std::iter::repeat_n(block, self.times).chain([rest]);
        blocks.flatten().cloned().collect()
    }

    fn read(&self) -> Whole {
        let mut bytes = std::fs::read(folder().join("files").join(&self.file)).expect("committed");
        if self.times > 1 {
            let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
            bytes = [&[lines[0]], &self.unrolled(&lines[1..])[..]].concat().concat();
        }
        whole(&self.file, bytes)
    }

    /// What is wrong, a line a column.
    fn faults(&self) -> Vec<String> {
        let whole = self.read();
        let faults = self.columns.iter().enumerate().filter_map(|(place, truth)| {
            let fault = truth.fault(&whole, place, &self.unrolled(&truth.values))?;
            Some(format!("{}: {}: {fault}", self.file, truth.title))
        });
        faults.collect()
    }
}

impl Truth {
    fn fault(&self, whole: &Whole, place: usize, values: &[Value]) -> Option<String> {
        let columns = plan(&whole.profile).columns;
        // A file of places may have its geometries behind or before its other columns.
        let at = columns.iter().position(|column| match self.kind.as_str() {
            "point" => column.field_type == FieldType::GeoPoint,
            _ => column.source == Source::Column(place),
        });
        let Some(at) = at else { return Some("no such column".to_owned()) };
        let column = &columns[at];
        let words = fanal_model::FieldName::from_title(&self.title).expect("a title has letters");
        if !words.as_str().split('_').all(|word| column.name.as_str().contains(word)) {
            return Some(format!("named {}", column.name));
        }
        if !self.suits(column.field_type) {
            return Some(format!("read as {}", column.field_type.name()));
        }
        if whole.profile.records != values.len() as u64 {
            return Some(format!("{} records instead of {}", whole.profile.records, values.len()));
        }
        let cells = whole.batches.iter().flat_map(|batch| {
            let cells = batch.column(at);
            (0..cells.len()).map(|row| (cells.is_valid(row)).then(|| shown(cells, row)))
        });
        let mut rows = cells.zip(values).enumerate();
        let (row, (cell, truth)) = rows.find(|(_, (cell, truth))| !self.is_right(cell, truth))?;
        Some(format!("row {}: {cell:?} instead of {truth}", row + 1))
    }

    fn suits(&self, field_type: FieldType) -> bool {
        match self.kind.as_str() {
            "text" | "time" | "pair" => field_type == FieldType::Text,
            "number" | "percent" | "year" => field_type.is_number(),
            "date" => field_type == FieldType::Date,
            "moment" => field_type == FieldType::DateTime,
            "boolean" => field_type == FieldType::Boolean,
            "point" => field_type == FieldType::GeoPoint,
            kind => kind == "nothing",
        }
    }

    fn is_right(&self, cell: &Option<String>, truth: &Value) -> bool {
        let (Some(cell), false) = (cell, truth.is_null()) else {
            return cell.is_none() && truth.is_null();
        };
        let number = || cell.parse::<f64>().ok();
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
        let moment = |text: &str| DateTime::parse_from_rfc3339(text).ok();
        match (self.kind.as_str(), truth) {
            ("number" | "percent" | "year", Value::Number(truth)) => {
                number().zip(truth.as_f64()).is_some_and(|(a, b)| near(a, b))
            }
            ("moment", Value::String(truth)) => {
                moment(cell).is_some_and(|m| Some(m) == moment(truth))
            }
            ("boolean", Value::Bool(truth)) => *cell == truth.to_string(),
            ("point", Value::Array(truth)) => is_at(cell, truth),
            (_, Value::String(truth)) => cell == truth,
            _ => false,
        }
    }
}

/// Whether a point, shown as `{lon: 1.5, lat: 43.2}`, lies there to a tenth of a metre.
fn is_at(point: &str, place: &[Value]) -> bool {
    let numbers = point.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')));
    let found: Vec<f64> = numbers.filter_map(|number| number.parse().ok()).collect();
    let expected: Vec<f64> = place.iter().filter_map(Value::as_f64).collect();
    found.len() == 2 && found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-6)
}

#[test]
fn the_three_tables_of_grants_are_read_right_in_all_their_twelve_columns() {
    let cases: Vec<Case> =
        cases().into_iter().filter(|case| case.file.starts_with("subventions-")).collect();
    assert_eq!(cases.iter().map(|case| case.columns.len()).collect::<Vec<_>>(), [12, 12, 12]);
    let late = cases.iter().find(|case| case.times > 1).expect("one is kept short");
    assert!(late.block * late.times >= 30_000, "the surprise comes late");
    let faults: Vec<String> = cases.iter().flat_map(Case::faults).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_other_file_of_the_reading_score_is_read_right() {
    let cases = cases().into_iter().filter(|case| !case.file.starts_with("subventions-"));
    let faults: Vec<String> = cases.flat_map(|case| case.faults()).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
