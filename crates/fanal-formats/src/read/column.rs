//! One column of a batch in the making.

use std::borrow::Cow;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder,
    ListBuilder, StringBuilder, StructArray, TimestampMicrosecondBuilder,
};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use chrono_tz::Tz;
use fanal_meaning::{
    BooleanWords, Cell, CellFormat, DateOrder, Moment, Number, NumberFormat, boolean, moment,
    number, number_with,
};
use fanal_model::{FieldType, Instant};
use serde_json::Value;

use super::crs::ToDegrees;
use super::geometry::{self, Mended, Shape};
use super::plan::PlannedColumn;
use super::zone;
use crate::columns::{list_item, point_fields};

/// What a cell holds, for whoever builds a column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Datum<'a> {
    /// No value.
    Empty,
    /// A value of a simple kind.
    Cell(Cell<'a>),
    /// A list of JSON values, all texts or whole numbers.
    List(&'a [Value]),
    /// Any other JSON value.
    Json(&'a Value),
    /// What should be a geometry of GeoJSON, in the file's coordinate system.
    GeoJson(&'a Value),
    /// A geometry, in the file's coordinate system.
    Geometry(&'a Shape),
    /// Something that could not be read as what it should be.
    Broken,
    /// A point: longitude or easting, latitude or northing.
    Position(f64, f64),
}

impl Datum<'_> {
    /// Bytes of its text; none for what is no plain text.
    pub(crate) fn text_bytes(self) -> u64 {
        match self {
            Self::Cell(Cell::Text(text) | Cell::Free(text)) => text.len() as u64,
            _ => 0,
        }
    }
}

/// The cell does not fit the column's type.
pub(crate) struct Misfit;

/// How a cell was added.
pub(crate) enum Added {
    AsItIs,
    /// A shape whose rings crossed, made right.
    Mended {
        /// Holes that lay in nothing: they are gone.
        lost_holes: u64,
    },
}

/// Orders that are tried where nothing says how days are written; no text fits two of them.
const UNAMBIGUOUS: [DateOrder; 5] = [
    DateOrder::YearMonthDay,
    DateOrder::DayMonthYear,
    DateOrder::Compact,
    DateOrder::Words,
    DateOrder::Serial,
];

/// Columns of crosses.
const CROSSES: CellFormat = CellFormat::Boolean(BooleanWords::Cross);

/// One column of a batch in the making.
pub(crate) struct Column {
    format: CellFormat,
    zone: Tz,
    separator: Option<String>,
    empty_marks: Vec<String>,
    to_degrees: ToDegrees,
    mends: bool,
    /// Its cells are made of others, which stay: one that does not fit is left empty.
    derived: bool,
    /// The first pass told which of its geometries are broken or nowhere on Earth.
    located: bool,
    values: Values,
}

enum Values {
    Text(StringBuilder),
    List(ListBuilder<StringBuilder>),
    Int(Int64Builder),
    Double(Float64Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder),
    Moment(TimestampMicrosecondBuilder),
    Point { lon: Float64Builder, lat: Float64Builder, filled: Vec<bool> },
    Shape(BinaryBuilder),
    Json(StringBuilder),
}

impl Column {
    /// An empty column as planned.
    pub(crate) fn new(planned: &PlannedColumn) -> Self {
        let list = planned.multivalued.is_some();
        let values = match planned.field_type {
            FieldType::Text if list => {
                Values::List(ListBuilder::new(StringBuilder::new()).with_field(list_item()))
            }
            FieldType::Text | FieldType::File => Values::Text(StringBuilder::new()),
            FieldType::Int => Values::Int(Int64Builder::new()),
            FieldType::Double => Values::Double(Float64Builder::new()),
            FieldType::Boolean => Values::Boolean(BooleanBuilder::new()),
            FieldType::Date => Values::Date(Date32Builder::new()),
            FieldType::DateTime => {
                Values::Moment(TimestampMicrosecondBuilder::new().with_timezone("UTC"))
            }
            FieldType::GeoPoint => Values::Point {
                lon: Float64Builder::new(),
                lat: Float64Builder::new(),
                filled: Vec::new(),
            },
            FieldType::GeoShape => Values::Shape(BinaryBuilder::new()),
            FieldType::Json => Values::Json(StringBuilder::new()),
        };
        let suits = planned.format.suits(planned.field_type);
        Self {
            format: if suits { planned.format } else { CellFormat::AsWritten },
            zone: zone::zone(planned.timezone.as_deref()),
            separator: planned.multivalued.clone().filter(|s| !s.is_empty()),
            empty_marks: planned.empty_marks.clone(),
            to_degrees: planned
                .crs
                .as_deref()
                .and_then(ToDegrees::named)
                .unwrap_or_else(ToDegrees::identity),
            mends: planned.mends,
            derived: planned.source.is_derived(),
            located: planned.crs.is_some(),
            values,
        }
    }

    /// Adds a cell; when it does not fit, nothing is added.
    pub(crate) fn add(&mut self, datum: Datum<'_>) -> Result<Added, Misfit> {
        if let Datum::GeoJson(value) = datum {
            return match geometry::of_geojson(value) {
                Some(shape) => self.add(Datum::Geometry(&shape)),
                None => self.add(Datum::Json(value)),
            };
        }
        match self.try_add(datum) {
            Err(Misfit) if self.derived || self.was_told(datum) => {
                self.add_null();
                Ok(Added::AsItIs)
            }
            other => other,
        }
    }

    /// Whether it was told of a geometry that it has no place, so that it is left empty.
    fn was_told(&self, datum: Datum<'_>) -> bool {
        let is_shape = matches!(self.values, Values::Shape(_));
        let is_of_places = is_shape || matches!(self.values, Values::Point { .. });
        let is_told = match datum {
            Datum::Broken | Datum::Json(_) => true,
            Datum::Position(..) => self.to_degrees.are_degrees(),
            Datum::Geometry(shape) => {
                self.to_degrees.are_degrees() && (is_shape || shape.point().is_some())
            }
            _ => false,
        };
        self.located && is_of_places && is_told
    }

    fn try_add(&mut self, datum: Datum<'_>) -> Result<Added, Misfit> {
        if is_blank(datum) || self.is_empty_mark(datum) {
            match &mut self.values {
                // Where `x` says yes, nothing says no.
                Values::Boolean(out) if self.format == CROSSES => out.append_value(false),
                _ => self.add_null(),
            }
            return Ok(Added::AsItIs);
        }
        let reader = Reader { format: self.format, zone: self.zone };
        match &mut self.values {
            _ if matches!(datum, Datum::Broken) => return Err(Misfit),
            Values::Text(out) => add_text(out, datum),
            Values::List(out) => add_list(out, datum, self.separator.as_deref())?,
            Values::Int(out) => out.append_value(reader.int(datum).ok_or(Misfit)?),
            Values::Double(out) => out.append_value(reader.double(datum).ok_or(Misfit)?),
            Values::Boolean(out) => out.append_value(reader.boolean(datum).ok_or(Misfit)?),
            Values::Date(out) => out.append_value(reader.day(datum).ok_or(Misfit)?),
            Values::Moment(out) => out.append_value(reader.instant(datum).ok_or(Misfit)?),
            Values::Point { lon, lat, filled } => {
                let (x, y) = point(datum).ok_or(Misfit)?;
                let (x, y) = self.to_degrees.position(x, y).ok_or(Misfit)?;
                lon.append_value(x);
                lat.append_value(y);
                filled.push(true);
            }
            Values::Shape(out) => {
                let read;
                let as_it_is = match datum {
                    Datum::Geometry(shape) => &shape.geometry,
                    other => {
                        read = shape(other).ok_or(Misfit)?.geometry;
                        &read
                    }
                };
                let mended = self.mends.then(|| geometry::mended(as_it_is)).flatten();
                let geometry = mended.as_ref().map_or(as_it_is, |mended| &mended.geometry);
                let geometry = self.to_degrees.geometry(geometry).ok_or(Misfit)?;
                out.append_value(geometry::write_wkb(&geometry));
                if let Some(Mended { lost_holes, .. }) = mended {
                    return Ok(Added::Mended { lost_holes });
                }
            }
            Values::Json(out) => out.append_value(json(datum).ok_or(Misfit)?),
        }
        Ok(Added::AsItIs)
    }

    fn is_empty_mark(&self, datum: Datum<'_>) -> bool {
        match datum {
            Datum::Cell(cell) if !self.empty_marks.is_empty() => {
                cell.mark().is_some_and(|found| self.empty_marks.iter().any(|m| *m == found))
            }
            _ => false,
        }
    }

    /// Adds a cell without value.
    pub(crate) fn add_null(&mut self) {
        match &mut self.values {
            Values::Text(out) | Values::Json(out) => out.append_null(),
            Values::List(out) => out.append_null(),
            Values::Int(out) => out.append_null(),
            Values::Double(out) => out.append_null(),
            Values::Boolean(out) => out.append_null(),
            Values::Date(out) => out.append_null(),
            Values::Moment(out) => out.append_null(),
            Values::Point { lon, lat, filled } => {
                lon.append_null();
                lat.append_null();
                filled.push(false);
            }
            Values::Shape(out) => out.append_null(),
        }
    }

    /// Gives what was added and starts anew.
    pub(crate) fn finish(&mut self) -> ArrayRef {
        match &mut self.values {
            Values::Text(out) | Values::Json(out) => Arc::new(out.finish()),
            Values::List(out) => Arc::new(out.finish()),
            Values::Int(out) => Arc::new(out.finish()),
            Values::Double(out) => Arc::new(out.finish()),
            Values::Boolean(out) => Arc::new(out.finish()),
            Values::Date(out) => Arc::new(out.finish()),
            Values::Moment(out) => Arc::new(out.finish()),
            Values::Point { lon, lat, filled } => {
                let nulls = NullBuffer::new(BooleanBuffer::from(std::mem::take(filled)));
                let parts: Vec<ArrayRef> = vec![Arc::new(lon.finish()), Arc::new(lat.finish())];
                Arc::new(StructArray::new(point_fields(), parts, Some(nulls)))
            }
            Values::Shape(out) => Arc::new(out.finish()),
        }
    }
}

fn is_blank(datum: Datum<'_>) -> bool {
    match datum {
        Datum::Empty => true,
        Datum::Cell(Cell::Free(text) | Cell::Text(text)) => text.trim().is_empty(),
        Datum::Geometry(shape) => shape.is_nowhere(),
        Datum::Position(x, y) => geometry::is_nowhere(x, y),
        _ => false,
    }
}

/// Reads cells as one column writes them.
struct Reader {
    format: CellFormat,
    zone: Tz,
}

impl Reader {
    fn number(&self, text: &str) -> Option<Number> {
        let text = text.trim();
        let found = match self.format {
            CellFormat::Number(NumberFormat { decimal: Some(mark), thousands: true, .. }) => {
                number_with(text, mark)
            }
            _ => number(text),
        }?;
        let fits = match self.format {
            CellFormat::Number(format) => {
                found.unit == format.unit
                    && (found.mark.is_none()
                        || format.decimal.is_none()
                        || found.mark == format.decimal)
            }
            _ => true,
        };
        fits.then_some(found)
    }

    fn int(&self, datum: Datum<'_>) -> Option<i64> {
        match datum {
            Datum::Cell(Cell::Free(text) | Cell::Text(text)) => self.number(text)?.to_i64(),
            Datum::Cell(Cell::Int(value) | Cell::IntSince1904(value)) => Some(value),
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            Datum::Cell(Cell::Double(value)) => {
                (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
            }
            _ => None,
        }
    }

    fn double(&self, datum: Datum<'_>) -> Option<f64> {
        match datum {
            Datum::Cell(Cell::Free(text) | Cell::Text(text)) => self.number(text)?.to_f64(),
            #[expect(clippy::cast_precision_loss, reason = "at most 2^53")]
            Datum::Cell(Cell::Int(value) | Cell::IntSince1904(value)) => {
                (value.unsigned_abs() <= 1 << 53).then_some(value as f64)
            }
            Datum::Cell(Cell::Double(value)) => Some(value),
            _ => None,
        }
    }

    fn boolean(&self, datum: Datum<'_>) -> Option<bool> {
        match datum {
            Datum::Cell(Cell::Free(text) | Cell::Text(text)) => {
                let text = text.trim();
                match self.format {
                    CellFormat::Boolean(words) => words.read(text),
                    _ => boolean(text).map(|(_, value)| value),
                }
            }
            Datum::Cell(Cell::Boolean(value)) => Some(value),
            _ => None,
        }
    }

    fn moment(&self, text: &str) -> Option<Moment> {
        let text = text.trim();
        match self.format {
            CellFormat::Date { order, .. } => moment(text, order),
            _ => UNAMBIGUOUS.into_iter().find_map(|order| moment(text, order)),
        }
    }

    fn day(&self, datum: Datum<'_>) -> Option<i32> {
        const DAY_US: i64 = 86_400_000_000;
        match datum {
            Datum::Cell(Cell::Free(text) | Cell::Text(text)) => {
                let found = self.moment(text)?;
                let whole = found.time_us.unwrap_or(0) == 0 && found.offset_s.is_none();
                whole.then_some(found.days)
            }
            Datum::Cell(Cell::Date(days)) => Some(days),
            Datum::Cell(cell @ (Cell::Int(_) | Cell::IntSince1904(_))) => cell.serial_day(),
            Datum::Cell(Cell::Moment { micros, utc: false }) if micros.rem_euclid(DAY_US) == 0 => {
                i32::try_from(micros.div_euclid(DAY_US)).ok()
            }
            _ => None,
        }
    }

    fn instant(&self, datum: Datum<'_>) -> Option<i64> {
        match datum {
            Datum::Cell(Cell::Free(text) | Cell::Text(text)) => {
                let found = self.moment(text)?;
                found.utc_us().or_else(|| zone::to_utc(self.zone, found.local_us()))
            }
            Datum::Cell(Cell::Date(days)) => {
                zone::to_utc(self.zone, i64::from(days) * 86_400_000_000)
            }
            Datum::Cell(Cell::Moment { micros, utc: true }) => Some(micros),
            Datum::Cell(Cell::Moment { micros, utc: false }) => zone::to_utc(self.zone, micros),
            _ => None,
        }
    }
}

fn add_text(out: &mut StringBuilder, datum: Datum<'_>) {
    match datum {
        Datum::Cell(Cell::Free(text) | Cell::Text(text)) => out.append_value(text),
        other => out.append_value(as_text(other)),
    }
}

/// The text that stands for any cell in a column of texts, and in a rejected row.
pub(crate) fn as_text(datum: Datum<'_>) -> String {
    match datum {
        Datum::Empty | Datum::Broken | Datum::Cell(Cell::List | Cell::Structure) => String::new(),
        Datum::Cell(Cell::Free(text) | Cell::Text(text)) => text.to_owned(),
        Datum::Cell(Cell::Int(value) | Cell::IntSince1904(value)) => value.to_string(),
        Datum::Cell(Cell::Double(value)) => value.to_string(),
        Datum::Cell(Cell::Boolean(value)) => value.to_string(),
        Datum::Cell(Cell::Date(days)) => {
            let text = Instant(i64::from(days) * 86_400_000_000).to_rfc3339();
            text.get(..10).unwrap_or_default().to_owned()
        }
        Datum::Cell(Cell::Moment { micros, utc }) => {
            let text = Instant(micros).to_rfc3339();
            if utc { text } else { text.replace("+00:00", "") }
        }
        Datum::List(values) => serde_json::to_string(values).unwrap_or_default(),
        Datum::Json(value) | Datum::GeoJson(value) => value.to_string(),
        Datum::Geometry(shape) => shape.geojson(),
        Datum::Position(lon, lat) => serde_json::json!({"lon": lon, "lat": lat}).to_string(),
    }
}

/// The text of one value of a list.
pub(crate) fn item_text(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed)
}

fn add_list(
    out: &mut ListBuilder<StringBuilder>,
    datum: Datum<'_>,
    separator: Option<&str>,
) -> Result<(), Misfit> {
    match datum {
        Datum::List(values) => {
            for value in values {
                out.values().append_value(item_text(value));
            }
        }
        Datum::Json(_) | Datum::Geometry(_) | Datum::Position(..) => return Err(Misfit),
        other => {
            let text = as_text(other);
            match separator {
                Some(separator) => {
                    for part in text.split(separator).map(str::trim).filter(|p| !p.is_empty()) {
                        out.values().append_value(part);
                    }
                }
                None => out.values().append_value(text),
            }
        }
    }
    out.append(true);
    Ok(())
}

/// The position that a cell is, in the file's system.
fn point(datum: Datum<'_>) -> Option<(f64, f64)> {
    match datum {
        Datum::Position(x, y) => Some((x, y)),
        Datum::Geometry(shape) => shape.point(),
        other => shape(other)?.point(),
    }
}

/// The geometry that a cell writes, in the file's system.
fn shape(datum: Datum<'_>) -> Option<Shape> {
    match datum {
        Datum::Position(x, y) => Some(Shape::flat(geo_types::Point::new(x, y))),
        Datum::Cell(Cell::Free(text) | Cell::Text(text)) => geometry::of_text(text)
            .map(|(shape, _)| shape)
            .or_else(|| geometry::pair(text).map(|(_, shape)| shape)),
        _ => None,
    }
}

fn json(datum: Datum<'_>) -> Option<String> {
    match datum {
        Datum::Cell(Cell::Free(text)) => {
            serde_json::from_str::<serde::de::IgnoredAny>(text).ok().map(|_| text.to_owned())
        }
        Datum::Cell(Cell::Int(_) | Cell::IntSince1904(_) | Cell::Boolean(_)) => {
            Some(as_text(datum))
        }
        Datum::Cell(Cell::Double(value)) => serde_json::to_string(&value).ok(),
        Datum::Cell(_) => serde_json::to_string(&as_text(datum)).ok(),
        Datum::Empty => None,
        _ => Some(as_text(datum)),
    }
}
