//! One column, batch by batch.

use arrow::array::{Array, ArrayRef, AsArray as _, PrimitiveArray, StringArray, StructArray};
use arrow::datatypes::{
    ArrowPrimitiveType, Date32Type, Float64Type, Int64Type, TimestampMicrosecondType,
};
use fanal_model::{
    Extent, Field, FieldName, FieldProfile, FieldType, Instant, Lengths, Spread, Value,
};
use xxhash_rust::xxh3::xxh3_64;

use super::calendar::Calendar;
use super::decimal::{Decimals, Integers, Tens};
use super::frequencies::Frequencies;
use super::grid::Grid;
use crate::QueryError;

/// Characters of a frequent text that are told.
const TEXT_CHARACTERS: usize = 100;

/// A histogram's cells take so small a part of what a column may remember.
const GRID_SHARE: usize = 4;

/// What is remembered of one column.
#[derive(Debug)]
pub(super) struct Column {
    field: FieldName,
    empty: u64,
    values: u64,
    frequencies: Frequencies,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// Texts, files, JSON.
    Texts {
        multivalued: bool,
        lengths: Option<Lengths>,
    },
    Booleans,
    Integers(Range<i64>, Grid<Tens<Integers>>),
    Decimals {
        range: Option<(f64, f64)>,
        sum: Sum,
        not_finite: u64,
        grid: Grid<Tens<Decimals>>,
    },
    Days(Range<i32>, Grid<Calendar>),
    Moments(Range<i64>, Grid<Calendar>),
    Points(Option<Extent>),
    /// Geometries, in well-known binary.
    Shapes,
}

impl Column {
    /// A column of which nothing was seen, within about twice so many bytes.
    pub(super) fn new(field: &Field, budget_bytes: usize) -> Self {
        let grid_bytes = budget_bytes / GRID_SHARE;
        let kind = match field.field_type {
            FieldType::Text | FieldType::File | FieldType::Json => {
                Kind::Texts { multivalued: field.is_multivalued(), lengths: None }
            }
            FieldType::Boolean => Kind::Booleans,
            FieldType::Int => {
                Kind::Integers(Range::default(), Grid::new(Tens::of_integers(), grid_bytes))
            }
            FieldType::Double => Kind::Decimals {
                range: None,
                sum: Sum::default(),
                not_finite: 0,
                grid: Grid::new(Tens::of_decimals(), grid_bytes),
            },
            FieldType::Date => {
                Kind::Days(Range::default(), Grid::new(Calendar::of_days(), grid_bytes))
            }
            FieldType::DateTime => {
                Kind::Moments(Range::default(), Grid::new(Calendar::of_moments(), grid_bytes))
            }
            FieldType::GeoPoint => Kind::Points(None),
            FieldType::GeoShape => Kind::Shapes,
        };
        let frequencies = Frequencies::new(budget_bytes);
        Self { field: field.name.clone(), empty: 0, values: 0, frequencies, kind }
    }

    pub(super) fn add(&mut self, array: &ArrayRef) -> Result<(), QueryError> {
        let Self { empty, values, frequencies, kind, .. } = self;
        let nulls = array.null_count() as u64;
        let filled = array.len() as u64 - nulls;
        (*empty, *values) = (*empty + nulls, *values + filled);
        match kind {
            Kind::Texts { multivalued: true, lengths } => {
                let lists = array.as_list_opt::<i32>().ok_or_else(unlike)?;
                let (full, held) = add_lists(lists, lengths, frequencies)?;
                *empty += filled - full;
                *values = *values - filled + held;
            }
            Kind::Texts { lengths, .. } => {
                let texts = array.as_string_opt::<i32>().ok_or_else(unlike)?;
                add_texts(texts, lengths, frequencies);
            }
            Kind::Booleans => {
                let array = array.as_boolean_opt().ok_or_else(unlike)?;
                for value in array.iter().flatten() {
                    frequencies.add(u64::from(value), || Value::Boolean(value));
                }
            }
            Kind::Integers(range, grid) => {
                for value in whole::<Int64Type>(array)? {
                    range.add(value);
                    grid.add(value);
                    frequencies.add(hash(value), || Value::Int(value));
                }
            }
            Kind::Decimals { range, sum, not_finite, grid } => {
                for value in whole::<Float64Type>(array)? {
                    if !value.is_finite() {
                        *not_finite += 1;
                        continue;
                    }
                    // −0 is 0.
                    let value = value + 0.0;
                    let (min, max) = range.unwrap_or((value, value));
                    *range = Some((min.min(value), max.max(value)));
                    sum.add(value);
                    grid.add(value);
                    let key = hash(value.to_bits().cast_signed());
                    frequencies.add(key, || Value::Double(value));
                }
            }
            Kind::Days(range, grid) => {
                for value in whole::<Date32Type>(array)? {
                    range.add(value);
                    grid.add(i64::from(value) * 86_400);
                    frequencies.add(hash(i64::from(value)), || Value::Date(value));
                }
            }
            Kind::Moments(range, grid) => {
                for value in whole::<TimestampMicrosecondType>(array)? {
                    range.add(value);
                    grid.add(value.div_euclid(1_000_000));
                    frequencies.add(hash(value), || Value::DateTime(Instant(value)));
                }
            }
            Kind::Points(extent) => {
                let points = array.as_struct_opt().ok_or_else(unlike)?;
                add_points(points, extent, frequencies)?;
            }
            Kind::Shapes => {
                let array = array.as_binary_opt::<i32>().ok_or_else(unlike)?;
                for shape in array.iter().flatten() {
                    frequencies.add(xxh3_64(shape), || Value::Null);
                }
            }
        }
        Ok(())
    }

    pub(super) fn finish(self, records: u64) -> FieldProfile {
        let distinct = self.frequencies.distinct();
        let (mut spread, mut told_lengths, mut told_extent) = (None, None, None);
        let mut has_top = true;
        match self.kind {
            Kind::Texts { lengths, .. } => told_lengths = lengths,
            Kind::Booleans => {}
            Kind::Integers(range, grid) => {
                let mean = |mean| Value::Double(mean);
                spread = range.spread(Value::Int, mean, grid);
            }
            Kind::Decimals { range, sum, not_finite, grid } => {
                spread = range.map(|(min, max)| Spread {
                    min: Value::Double(min),
                    max: Value::Double(max),
                    mean: Value::Double(sum.mean().clamp(min, max)),
                    not_finite,
                    histogram: grid.histogram(),
                });
            }
            Kind::Days(range, grid) => {
                let mean = |mean: f64| Value::Date(mean.round() as i32);
                spread = range.spread(Value::Date, mean, grid);
            }
            Kind::Moments(range, grid) => {
                let moment = |micros| Value::DateTime(Instant(micros));
                spread = range.spread(moment, |mean| moment(mean.round() as i64), grid);
            }
            Kind::Points(extent) => (told_extent, has_top) = (extent, false),
            Kind::Shapes => has_top = false,
        }
        FieldProfile {
            field: self.field,
            records,
            empty: self.empty,
            values: self.values,
            distinct,
            top: if has_top { self.frequencies.top() } else { Vec::new() },
            spread,
            lengths: told_lengths,
            extent: told_extent,
        }
    }
}

#[cfg(test)]
impl Column {
    /// Memory that is taken, in bytes.
    pub(super) fn taken_bytes(&self) -> usize {
        let grid = match &self.kind {
            Kind::Integers(_, grid) => grid.taken_bytes(),
            Kind::Decimals { grid, .. } => grid.taken_bytes(),
            Kind::Days(_, grid) | Kind::Moments(_, grid) => grid.taken_bytes(),
            Kind::Texts { .. } | Kind::Booleans | Kind::Points(_) | Kind::Shapes => 0,
        };
        size_of::<Self>() + grid + self.frequencies.taken_bytes()
    }
}

fn unlike() -> QueryError {
    QueryError::internal("a column has not the type of its field")
}

fn hash(value: i64) -> u64 {
    xxh3_64(&value.to_le_bytes())
}

/// The values of a column that are there.
fn whole<T: ArrowPrimitiveType>(
    array: &ArrayRef,
) -> Result<impl Iterator<Item = T::Native> + '_, QueryError> {
    let array: &PrimitiveArray<T> = array.as_primitive_opt::<T>().ok_or_else(unlike)?;
    Ok(array.iter().flatten())
}

fn add_texts(texts: &StringArray, lengths: &mut Option<Lengths>, frequencies: &mut Frequencies) {
    for text in texts.iter().flatten() {
        let length = text.chars().count() as u64;
        let known = lengths.get_or_insert(Lengths { shortest: length, longest: length });
        known.shortest = known.shortest.min(length);
        known.longest = known.longest.max(length);
        frequencies.add(xxh3_64(text.as_bytes()), || Value::Text(cut(text)));
    }
}

/// Takes in the texts of lists; answers how many lists hold any, and how many texts there are.
fn add_lists(
    lists: &arrow::array::ListArray,
    lengths: &mut Option<Lengths>,
    frequencies: &mut Frequencies,
) -> Result<(u64, u64), QueryError> {
    let (mut full, mut held) = (0, 0);
    for list in lists.iter().flatten() {
        let texts = list.as_string_opt::<i32>().ok_or_else(unlike)?;
        let there = (texts.len() - texts.null_count()) as u64;
        (full, held) = (full + u64::from(there > 0), held + there);
        add_texts(texts, lengths, frequencies);
    }
    Ok((full, held))
}

fn add_points(
    points: &StructArray,
    extent: &mut Option<Extent>,
    frequencies: &mut Frequencies,
) -> Result<(), QueryError> {
    let degrees = |name| points.column_by_name(name)?.as_primitive_opt::<Float64Type>();
    let (lon, lat) = (degrees("lon").ok_or_else(unlike)?, degrees("lat").ok_or_else(unlike)?);
    for row in (0..points.len()).filter(|row| points.is_valid(*row)) {
        let (lon, lat) = (lon.value(row), lat.value(row));
        if !lon.is_finite() || !lat.is_finite() {
            continue;
        }
        let known = extent.get_or_insert(Extent { west: lon, south: lat, east: lon, north: lat });
        (known.west, known.east) = (known.west.min(lon), known.east.max(lon));
        (known.south, known.north) = (known.south.min(lat), known.north.max(lat));
        let bytes = [lon.to_le_bytes(), lat.to_le_bytes()].concat();
        frequencies.add(xxh3_64(&bytes), || Value::Null);
    }
    Ok(())
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(TEXT_CHARACTERS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// Smallest, greatest and sum of whole numbers.
#[derive(Debug)]
struct Range<T> {
    ends: Option<(T, T)>,
    sum: i128,
    count: u64,
}

impl<T> Default for Range<T> {
    fn default() -> Self {
        Self { ends: None, sum: 0, count: 0 }
    }
}

impl<T: Copy + Ord + Into<i128>> Range<T> {
    fn add(&mut self, value: T) {
        let (min, max) = self.ends.unwrap_or((value, value));
        self.ends = Some((min.min(value), max.max(value)));
        self.sum += value.into();
        self.count += 1;
    }

    fn spread<S: super::grid::Scale>(
        self,
        value: impl Fn(T) -> Value,
        mean: impl Fn(f64) -> Value,
        grid: Grid<S>,
    ) -> Option<Spread> {
        let (min, max) = self.ends?;
        Some(Spread {
            min: value(min),
            max: value(max),
            mean: mean(self.sum as f64 / self.count as f64),
            not_finite: 0,
            histogram: grid.histogram(),
        })
    }
}

/// A sum of doubles that loses nothing to rounding (Neumaier 1974) or to overflow.
#[derive(Debug, Default)]
struct Sum {
    sum: f64,
    lost: f64,
    count: u64,
}

impl Sum {
    /// So many of the greatest doubles have a sum; scaling by a power of two is exact.
    const SCALE: f64 = 1.0 / 18_446_744_073_709_551_616.0;

    fn add(&mut self, value: f64) {
        let value = value * Self::SCALE;
        let sum = self.sum + value;
        let (greater, smaller) =
            if self.sum.abs() >= value.abs() { (self.sum, value) } else { (value, self.sum) };
        self.lost += (greater - sum) + smaller;
        self.sum = sum;
        self.count += 1;
    }

    fn mean(&self) -> f64 {
        (self.sum + self.lost) / self.count as f64 / Self::SCALE
    }
}
