//! A batch's columns, looked at by field type whatever the Arrow encoding.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BinaryArray, BooleanArray, Date32Array, Float64Array, Int64Array,
    LargeStringArray, ListArray, StringArray, StringViewArray, StructArray,
    TimestampMicrosecondArray,
};
use arrow::compute::{CastOptions, cast, cast_with_options};
use arrow::datatypes::{
    DataType, Date32Type, Field, Float64Type, Int64Type, TimeUnit, TimestampMicrosecondType,
};
use arrow::record_batch::RecordBatch;
use fanal_model::FieldType;

use super::{ExportColumn, WriteError};

/// Texts in one of the encodings that need no conversion.
#[derive(Debug, Clone)]
pub(super) enum Texts {
    Utf8(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
}

impl Texts {
    /// The text of a row that is not null.
    #[inline]
    pub(super) fn get(&self, row: usize) -> &str {
        match self {
            Self::Utf8(array) => array.value(row),
            Self::Large(array) => array.value(row),
            Self::View(array) => array.value(row),
        }
    }

    /// The column itself, whatever its encoding.
    pub(super) fn into_array(self) -> ArrayRef {
        match self {
            Self::Utf8(array) => Arc::new(array),
            Self::Large(array) => Arc::new(array),
            Self::View(array) => Arc::new(array),
        }
    }

    #[inline]
    fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Utf8(array) => array.is_null(row),
            Self::Large(array) => array.is_null(row),
            Self::View(array) => array.is_null(row),
        }
    }
}

/// Points: two columns of degrees and where both are known.
#[derive(Debug, Clone)]
pub(super) struct Points {
    whole: StructArray,
    lon: Float64Array,
    lat: Float64Array,
}

impl Points {
    /// (longitude, latitude) of a row that is not null.
    #[inline]
    pub(super) fn get(&self, row: usize) -> (f64, f64) {
        (self.lon.value(row), self.lat.value(row))
    }
}

/// One column of a batch.
#[derive(Debug, Clone)]
pub(super) enum Cells {
    Text(Texts),
    List(ListArray),
    Int(Int64Array),
    Double(Float64Array),
    Boolean(BooleanArray),
    Date(Date32Array),
    DateTime(TimestampMicrosecondArray),
    Point(Points),
    Shape(BinaryArray),
    Json(Texts),
}

impl Cells {
    /// Whether the row has no value. A number that is not finite and a point without both
    /// coordinates are none either: no format can write them.
    #[inline]
    pub(super) fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Text(texts) | Self::Json(texts) => texts.is_null(row),
            Self::List(array) => array.is_null(row),
            Self::Int(array) => array.is_null(row),
            Self::Double(array) => array.is_null(row) || !array.value(row).is_finite(),
            Self::Boolean(array) => array.is_null(row),
            Self::Date(array) => array.is_null(row),
            Self::DateTime(array) => array.is_null(row),
            Self::Point(points) => {
                points.whole.is_null(row)
                    || points.lon.is_null(row)
                    || points.lat.is_null(row)
                    || !(points.lon.value(row).is_finite() && points.lat.value(row).is_finite())
            }
            Self::Shape(array) => array.is_null(row),
        }
    }
}

/// Looks at the batch's columns as the export's.
pub(super) fn cells(
    columns: &[ExportColumn],
    batch: &RecordBatch,
) -> Result<Vec<Cells>, WriteError> {
    let mut found = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        let Some(array) = batch.columns().get(index) else {
            return Err(wrong_type(column, "nothing"));
        };
        found.push(cells_of(column, array)?);
    }
    Ok(found)
}

fn cells_of(column: &ExportColumn, array: &ArrayRef) -> Result<Cells, WriteError> {
    Ok(match column.field_type {
        FieldType::Text if column.multivalued => Cells::List(list(column, array)?),
        FieldType::Text => Cells::Text(texts(column, array)?),
        FieldType::File | FieldType::Json => Cells::Json(texts(column, array)?),
        FieldType::Int => Cells::Int(
            as_type(column, array, &DataType::Int64)?.as_primitive::<Int64Type>().clone(),
        ),
        FieldType::Double => {
            let numbers = as_type(column, array, &DataType::Float64)?;
            Cells::Double(numbers.as_primitive::<Float64Type>().clone())
        }
        FieldType::Boolean => {
            Cells::Boolean(as_type(column, array, &DataType::Boolean)?.as_boolean().clone())
        }
        FieldType::Date => {
            let days = as_type(column, array, &DataType::Date32)?;
            Cells::Date(days.as_primitive::<Date32Type>().clone())
        }
        FieldType::DateTime => {
            // The zone of the array says nothing about the instant: it is dropped.
            let zone = match array.data_type() {
                DataType::Timestamp(_, zone) => zone.clone(),
                _ => None,
            };
            let target = DataType::Timestamp(TimeUnit::Microsecond, zone);
            let instants = as_type(column, array, &target)?;
            Cells::DateTime(instants.as_primitive::<TimestampMicrosecondType>().clone())
        }
        FieldType::GeoPoint => Cells::Point(points(column, array)?),
        FieldType::GeoShape => {
            Cells::Shape(as_type(column, array, &DataType::Binary)?.as_binary::<i32>().clone())
        }
    })
}

fn texts(column: &ExportColumn, array: &ArrayRef) -> Result<Texts, WriteError> {
    Ok(match array.data_type() {
        DataType::Utf8 => Texts::Utf8(array.as_string::<i32>().clone()),
        DataType::LargeUtf8 => Texts::Large(array.as_string::<i64>().clone()),
        DataType::Utf8View => Texts::View(array.as_string_view().clone()),
        DataType::Dictionary(_, values) if is_text(values) => {
            Texts::View(cast(array, &DataType::Utf8View)?.as_string_view().clone())
        }
        DataType::Null => Texts::Utf8(cast(array, &DataType::Utf8)?.as_string::<i32>().clone()),
        other => return Err(wrong_type(column, other)),
    })
}

fn list(column: &ExportColumn, array: &ArrayRef) -> Result<ListArray, WriteError> {
    match array.data_type() {
        DataType::List(item) if *item.data_type() == DataType::Utf8 => {
            Ok(array.as_list::<i32>().clone())
        }
        DataType::List(item)
        | DataType::LargeList(item)
        | DataType::ListView(item)
        | DataType::LargeListView(item)
            if is_text(item.data_type()) || is_text_dictionary(item.data_type()) =>
        {
            let item = Arc::new(Field::new_list_field(DataType::Utf8, true));
            Ok(cast(array, &DataType::List(item))?.as_list::<i32>().clone())
        }
        DataType::Null => {
            let item = Arc::new(Field::new_list_field(DataType::Utf8, true));
            Ok(ListArray::new_null(item, array.len()))
        }
        other => Err(wrong_type(column, other)),
    }
}

fn points(column: &ExportColumn, array: &ArrayRef) -> Result<Points, WriteError> {
    if *array.data_type() == DataType::Null {
        let none = Float64Array::new_null(array.len());
        let fields = [("lon", none.clone()), ("lat", none.clone())].map(|(name, values)| {
            (Arc::new(Field::new(name, DataType::Float64, true)), Arc::new(values) as ArrayRef)
        });
        let whole = StructArray::from(fields.to_vec());
        return Ok(Points { whole, lon: none.clone(), lat: none });
    }
    let Some(whole) = array.as_struct_opt() else {
        return Err(wrong_type(column, array.data_type()));
    };
    let degrees = |name: &str| {
        let values = whole.column_by_name(name)?;
        values.as_primitive_opt::<Float64Type>().cloned()
    };
    match (degrees("lon"), degrees("lat")) {
        (Some(lon), Some(lat)) => Ok(Points { whole: whole.clone(), lon, lat }),
        _ => Err(wrong_type(column, array.data_type())),
    }
}

/// The array as it is when it has the type, converted when it is the same kind of thing in
/// another width; a text is never read as a number here.
fn as_type(
    column: &ExportColumn,
    array: &ArrayRef,
    target: &DataType,
) -> Result<ArrayRef, WriteError> {
    let found = array.data_type();
    if found == target {
        return Ok(Arc::clone(array));
    }
    let values = match found {
        DataType::Dictionary(_, values) => values.as_ref(),
        other => other,
    };
    let alike = match target {
        DataType::Int64 => values.is_integer(),
        DataType::Float64 => values.is_numeric(),
        DataType::Date32 => matches!(values, DataType::Date32 | DataType::Date64),
        DataType::Timestamp(..) => matches!(values, DataType::Timestamp(..)),
        DataType::Binary => {
            matches!(values, DataType::Binary | DataType::LargeBinary | DataType::BinaryView)
        }
        _ => values == target,
    };
    if alike || *found == DataType::Null {
        // A number that the target cannot hold is an error, never "no value".
        let strict = CastOptions { safe: false, ..CastOptions::default() };
        Ok(cast_with_options(array, target, &strict)?)
    } else {
        Err(wrong_type(column, found))
    }
}

fn is_text(found: &DataType) -> bool {
    matches!(found, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

fn is_text_dictionary(found: &DataType) -> bool {
    matches!(found, DataType::Dictionary(_, values) if is_text(values))
}

fn wrong_type(column: &ExportColumn, found: impl ToString) -> WriteError {
    WriteError::ColumnType {
        column: column.key.clone(),
        found: found.to_string(),
        expected: column.field_type.name(),
    }
}
