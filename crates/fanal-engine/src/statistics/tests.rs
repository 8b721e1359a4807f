//! Profiles against what a naive computation over all values gives.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListBuilder, RecordBatch,
    StringArray, StringBuilder, StructArray, TimestampMicrosecondArray,
};
use arrow::datatypes::Schema;
use fanal_model::{
    Annotations, Distinct, Extent, Field, FieldName, FieldProfile, FieldType, Frequent, Histogram,
    Instant, Lengths, Value,
};
use proptest::prelude::*;

use super::Profiler;
use super::frequencies::Frequencies;
use super::hyperloglog::HyperLogLog;
use crate::arrow_type;

fn field(field_type: FieldType) -> Field {
    Field::new(FieldName::parse("a").expect("a name"), "A", field_type)
}

/// The profile of one column, handed over in batches of so many rows.
fn profile(field: &Field, array: ArrayRef, rows: usize) -> FieldProfile {
    let column = arrow::datatypes::Field::new("a", arrow_type(field), true);
    let schema = Arc::new(Schema::new(vec![column]));
    let batch = RecordBatch::try_new(schema, vec![array]).expect("one column");
    let mut profiler = Profiler::new(std::slice::from_ref(field));
    let mut at = 0;
    while at < batch.num_rows() {
        let rows = rows.min(batch.num_rows() - at);
        profiler.add(&batch.slice(at, rows)).expect("the column has its type");
        at += rows;
    }
    profiler.finish().remove(0)
}

fn of_texts(texts: Vec<Option<&str>>) -> FieldProfile {
    profile(&field(FieldType::Text), Arc::new(StringArray::from(texts)), 2)
}

fn of_doubles(values: Vec<f64>) -> FieldProfile {
    profile(&field(FieldType::Double), Arc::new(Float64Array::from(values)), 1000)
}

fn of_ints(values: Vec<i64>) -> FieldProfile {
    profile(&field(FieldType::Int), Arc::new(Int64Array::from(values)), 1000)
}

/// The limits of doubles.
fn limits(histogram: &Histogram) -> Vec<f64> {
    let number = |limit: &Value| match limit {
        Value::Double(number) => *number,
        Value::Int(number) => *number as f64,
        other => panic!("{other:?} is no number"),
    };
    histogram.limits.iter().map(number).collect()
}

/// Every value is in its bar, the bars are few and equally wide, and none is lost.
fn check_histogram(histogram: &Histogram, values: &[f64]) {
    let limits = limits(histogram);
    assert_eq!(limits.len(), histogram.counts.len() + 1);
    assert!((1..=30).contains(&histogram.counts.len()), "{histogram:?}");
    for (bar, count) in histogram.counts.iter().enumerate() {
        let (from, to) = (limits[bar], limits[bar + 1]);
        let inside = values.iter().filter(|v| from <= **v && **v < to).count() as u64;
        assert_eq!(*count, inside, "from {from} to {to} of {values:?}");
    }
    let below = values.iter().filter(|v| **v < limits[0]).count() as u64;
    let above = values.iter().filter(|v| **v >= limits[limits.len() - 1]).count() as u64;
    assert_eq!((histogram.below, histogram.above), (below, above));
}

/// Counts of values, the most frequent first.
fn naive_top<T: Ord + Clone>(values: &[T]) -> Vec<(T, u64)> {
    let mut counts: BTreeMap<T, u64> = BTreeMap::new();
    for value in values {
        *counts.entry(value.clone()).or_default() += 1;
    }
    let repeated = counts.values().any(|count| *count > 1);
    let all = counts.len() == 1 || (counts.len() <= 6 && repeated);
    let mut top: Vec<(T, u64)> = counts.into_iter().filter(|(_, c)| *c > 1 || all).collect();
    top.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    top.truncate(6);
    top
}

proptest! {
    #[test]
    fn whole_numbers_are_as_counted(
        values in prop::collection::vec(prop::option::of(-2_000_i64..2_000), 0..300),
        far in prop::collection::vec(any::<i64>(), 0..3),
        rows in 1_usize..40,
    ) {
        let mut values = values;
        values.extend(far.iter().copied().map(Some));
        let told = profile(&field(FieldType::Int), Arc::new(Int64Array::from(values.clone())), rows);
        let there: Vec<i64> = values.iter().flatten().copied().collect();
        prop_assert_eq!(told.records, values.len() as u64);
        prop_assert_eq!(told.empty, (values.len() - there.len()) as u64);
        prop_assert_eq!(told.values, there.len() as u64);
        let top: Vec<(i64, u64)> = naive_top(&there);
        let expected: Vec<Frequent> =
            top.iter().map(|(v, count)| Frequent { value: Value::Int(*v), count: *count }).collect();
        prop_assert_eq!(told.top, expected);
        let mut sorted = there.clone();
        sorted.sort_unstable();
        sorted.dedup();
        prop_assert_eq!(told.distinct, Distinct::Exactly(sorted.len() as u64));
        prop_assert_eq!(told.spread.is_some(), !there.is_empty());
        if let Some(spread) = told.spread {
            prop_assert_eq!(spread.min, Value::Int(sorted[0]));
            prop_assert_eq!(spread.max, Value::Int(sorted[sorted.len() - 1]));
            let sum: i128 = there.iter().map(|v| i128::from(*v)).sum();
            prop_assert_eq!(spread.mean, Value::Double(sum as f64 / there.len() as f64));
            prop_assert_eq!(spread.histogram.is_some(), sorted.len() > 1);
            if let Some(histogram) = spread.histogram {
                let total: u64 = histogram.counts.iter().sum();
                prop_assert_eq!(total + histogram.below + histogram.above, there.len() as u64);
                if far.is_empty() {
                    let values: Vec<f64> = there.iter().map(|v| *v as f64).collect();
                    check_histogram(&histogram, &values);
                }
            }
        }
    }

    #[test]
    fn decimals_are_as_counted(cents in prop::collection::vec(-100_000_i64..100_000, 1..400)) {
        let values: Vec<f64> = cents.iter().map(|c| *c as f64 / 100.0).collect();
        let told = of_doubles(values.clone());
        let spread = told.spread.expect("there are numbers");
        let sum: i64 = cents.iter().sum();
        let mean = sum as f64 / 100.0 / values.len() as f64;
        let Value::Double(found) = spread.mean else { panic!("{:?}", spread.mean) };
        prop_assert!((found - mean).abs() < 1e-9, "{} is not {}", found, mean);
        if let Some(histogram) = spread.histogram {
            check_histogram(&histogram, &values);
        }
    }

    #[test]
    fn any_doubles_are_counted_once(values in prop::collection::vec(any::<f64>(), 0..100)) {
        let finite = values.iter().filter(|v| v.is_finite()).count() as u64;
        let told = of_doubles(values.clone());
        prop_assert_eq!(told.values, values.len() as u64);
        prop_assert_eq!(told.spread.is_some(), finite > 0);
        if let Some(spread) = told.spread {
            prop_assert_eq!(spread.not_finite, values.len() as u64 - finite);
            let Value::Double(mean) = spread.mean else { panic!("{:?}", spread.mean) };
            prop_assert!(mean.is_finite());
            if let Some(histogram) = spread.histogram {
                let total: u64 = histogram.counts.iter().sum();
                prop_assert_eq!(total + histogram.below + histogram.above, finite);
                let limits = limits(&histogram);
                prop_assert!(limits.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", limits);
            }
        }
    }

    #[test]
    fn moments_lie_between_their_limits(
        seconds in prop::collection::vec(-62_000_000_000_i64..200_000_000_000, 1..200),
        squeeze in 1_i64..1_000_000_000,
    ) {
        let micros: Vec<i64> = seconds.iter().map(|s| s / squeeze * 1_000_000).collect();
        let array = TimestampMicrosecondArray::from(micros.clone()).with_timezone("UTC");
        let told = profile(&field(FieldType::DateTime), Arc::new(array), 50);
        let spread = told.spread.expect("there are moments");
        let (min, max) = (micros.iter().min().unwrap(), micros.iter().max().unwrap());
        prop_assert_eq!(spread.min, Value::DateTime(Instant(*min)));
        prop_assert_eq!(spread.max, Value::DateTime(Instant(*max)));
        let Some(histogram) = spread.histogram else { return Ok(()) };
        let limits: Vec<i64> = histogram.limits.iter().map(|limit| match limit {
            Value::DateTime(instant) => instant.0,
            other => panic!("{other:?} is no moment"),
        }).collect();
        prop_assert!(histogram.counts.len() <= 30);
        for (bar, count) in histogram.counts.iter().enumerate() {
            let inside = micros.iter().filter(|m| limits[bar] <= **m && **m < limits[bar + 1]);
            prop_assert_eq!(*count, inside.count() as u64);
        }
        let total: u64 = histogram.counts.iter().sum();
        prop_assert_eq!(total + histogram.below + histogram.above, micros.len() as u64);
    }

    /// What is told of a crowd of values that can't all be remembered is true all the same.
    #[test]
    fn what_is_told_of_too_many_values_is_sure(
        common in prop::collection::vec(0_i64..12, 0..2000),
        rare in prop::collection::vec(1000_i64..4000, 0..2000),
        turns in any::<u64>(),
    ) {
        let mut values: Vec<i64> = common.into_iter().chain(rare).collect();
        values.sort_by_key(|v| (v.cast_unsigned() ^ turns).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let (half, rest) = values.split_at(values.len() / 2);
        let turned: Vec<i64> = rest.iter().zip(half).flat_map(|(a, b)| [*a, *b]).collect();
        let mut frequencies = Frequencies::new(100 * 96);
        for value in &turned {
            let hash = xxhash_rust::xxh3::xxh3_64(&value.to_le_bytes());
            frequencies.add(hash, || Value::Int(*value));
        }
        let expected = naive_top(&turned);
        let told = frequencies.top();
        for (told, expected) in told.iter().zip(&expected) {
            prop_assert_eq!(told.count, expected.1);
            let Value::Int(value) = told.value else { panic!("{told:?}") };
            prop_assert_eq!(turned.iter().filter(|v| **v == value).count() as u64, told.count);
        }
    }
}

#[test]
fn many_different_values_are_estimated() {
    for (budget_bytes, error) in [(0, 0.1), (16 << 10, 0.03)] {
        for number in [0_u64, 1, 10, 1_000, 20_000, 60_000, 300_000] {
            let mut sketch = HyperLogLog::within(budget_bytes);
            for value in 0..number {
                let hash = xxhash_rust::xxh3::xxh3_64(&value.to_le_bytes());
                sketch.add(hash);
                sketch.add(hash);
            }
            let off = (sketch.estimate() as f64 - number as f64).abs();
            assert!(off <= error * number as f64, "{} for {number}", sketch.estimate());
        }
    }
}

/// What all columns remember when none of their values comes again.
fn taken_bytes(columns: usize, rows: i64) -> usize {
    let types = [FieldType::Text, FieldType::Int, FieldType::Double, FieldType::DateTime];
    let texts = (0..rows).map(|n| Some(format!("{n:0100}"))).collect::<StringArray>();
    let moments =
        TimestampMicrosecondArray::from_iter_values((0..rows).map(|n| n * 86_400_000_000));
    let arrays: [ArrayRef; 4] = [
        Arc::new(texts),
        Arc::new(Int64Array::from_iter_values((0..rows).map(|n| n * 1_000_003))),
        Arc::new(Float64Array::from_iter_values((0..rows).map(|n| n as f64 * 1.37))),
        Arc::new(moments.with_timezone("UTC")),
    ];
    let fields: Vec<Field> = types.into_iter().cycle().take(columns).map(field).collect();
    let arrays: Vec<ArrayRef> = arrays.into_iter().cycle().take(columns).collect();
    let named = fields.iter().enumerate();
    let schema: Vec<_> = named
        .map(|(n, f)| arrow::datatypes::Field::new(n.to_string(), arrow_type(f), true))
        .collect();
    let batch = RecordBatch::try_new(Arc::new(Schema::new(schema)), arrays).expect("equally long");
    let mut profiler = Profiler::new(&fields);
    let mut most = 0;
    for at in (0..batch.num_rows()).step_by(1_000) {
        let rows = 1_000.min(batch.num_rows() - at);
        profiler.add(&batch.slice(at, rows)).expect("the columns have their types");
        most = most.max(profiler.taken_bytes());
    }
    most
}

#[test]
fn profiles_of_any_number_of_columns_and_values_take_less_than_fifty_megabytes() {
    for (columns, rows) in [(12, 25_000), (48, 8_000), (400, 1_000), (4_000, 150)] {
        let taken = taken_bytes(columns, rows);
        assert!(taken < 50_000_000, "{taken} bytes for {columns} columns");
        // The values did not all find room: it is the limit that was measured.
        assert!(taken > 12_000_000, "{taken} bytes for {columns} columns");
    }
}

#[test]
fn a_column_of_many_values_says_about_how_many_and_keeps_what_is_frequent() {
    let values: Vec<i64> = (0..200_000).map(|n| if n % 4 == 0 { 7 } else { 1_000 + n }).collect();
    let told = of_ints(values);
    let Distinct::About(number) = told.distinct else { panic!("{:?}", told.distinct) };
    assert!((145_500..154_500).contains(&number), "{number}");
    assert_eq!(told.top, [Frequent { value: Value::Int(7), count: 50_000 }]);
}

#[test]
fn empty_columns_and_equal_columns_have_their_say() {
    let none = of_texts(vec![None, None, None]);
    assert_eq!((none.records, none.empty, none.values), (3, 3, 0));
    assert_eq!((none.distinct, none.top, none.lengths), (Distinct::Exactly(0), vec![], None));
    let same = of_doubles(vec![2.5; 4]);
    assert_eq!(same.top, [Frequent { value: Value::Double(2.5), count: 4 }]);
    let spread = same.spread.expect("there are numbers");
    assert_eq!((spread.min, spread.max), (Value::Double(2.5), Value::Double(2.5)));
    assert_eq!((spread.mean, spread.histogram), (Value::Double(2.5), None));
    assert_eq!(of_doubles(Vec::new()).spread, None);
    assert_eq!(of_texts(vec![Some("seul")]).top.len(), 1, "one value is always the same");
    assert_eq!(of_texts(vec![Some("a"), Some("b")]).top, [], "nothing is met twice");
}

#[test]
fn what_is_no_finite_number_is_counted_apart() {
    let told = of_doubles(vec![f64::NAN, 1.0, f64::INFINITY, 3.0, f64::NEG_INFINITY, -0.0, 0.0]);
    assert_eq!((told.values, told.distinct), (7, Distinct::Exactly(3)));
    let spread = told.spread.expect("there are numbers");
    assert_eq!((spread.min, spread.max), (Value::Double(0.0), Value::Double(3.0)));
    assert_eq!((spread.mean, spread.not_finite), (Value::Double(1.0), 3));
    let huge = of_doubles(vec![f64::MAX; 3]).spread.expect("there are numbers");
    assert_eq!(huge.mean, Value::Double(f64::MAX));
}

#[test]
fn a_few_values_far_out_do_not_make_one_bar_of_the_rest() {
    let mut values: Vec<i64> = (0..1_000).map(|n| n % 100).collect();
    values.extend([1_000_000, -5_000_000]);
    let histogram = of_ints(values).spread.and_then(|s| s.histogram).expect("bars");
    assert_eq!((histogram.below, histogram.above), (1, 1));
    assert_eq!(histogram.counts.len(), 20);
    assert_eq!((limits(&histogram)[0], limits(&histogram)[20]), (0.0, 100.0));
}

#[track_caller]
fn check_days(days: Vec<i32>, expected: &[&str]) {
    let told = profile(&field(FieldType::Date), Arc::new(Date32Array::from(days)), 9);
    let histogram = told.spread.and_then(|s| s.histogram).expect("bars");
    let day = |limit: &Value| match limit {
        Value::Date(day) => Instant(0).plus_seconds(i64::from(*day) * 86_400).to_rfc3339(),
        other => panic!("{other:?} is no day"),
    };
    let limits: Vec<String> = histogram.limits.iter().map(|l| day(l)[..10].to_owned()).collect();
    assert_eq!(limits[..expected.len()], *expected);
}

#[test]
fn bars_of_days_begin_where_people_begin() {
    // From Wednesday 2 January 2019 on: weeks, months, years.
    let from = 17_898;
    check_days((from..from + 20).collect(), &["2019-01-02", "2019-01-03"]);
    check_days((from..from + 100).collect(), &["2018-12-31", "2019-01-07"]);
    check_days((from..from + 700).collect(), &["2019-01-01", "2019-02-01"]);
    check_days((from..from + 9_000).collect(), &["2019-01-01", "2020-01-01"]);
    check_days((from - 40_000..from).collect(), &["1905-01-01", "1910-01-01"]);
    check_days(vec![-719_528, 2_932_896], &["0000-01-01", "0500-01-01"]);
}

#[test]
fn texts_have_lengths_and_long_ones_are_cut() {
    let long = "é".repeat(150);
    let told = of_texts(vec![Some("été"), None, Some(&long), Some(&long), Some("")]);
    assert_eq!(told.lengths, Some(Lengths { shortest: 0, longest: 150 }));
    let expected = Value::Text(format!("{}…", "é".repeat(100)));
    assert_eq!(told.top[0], Frequent { value: expected, count: 2 });
    assert_eq!(told.top.len(), 3);
}

#[test]
fn lists_are_counted_by_their_values() {
    let mut builder = ListBuilder::new(StringBuilder::new());
    for list in [Some(vec!["a", "b"]), Some(vec!["a"]), Some(vec![]), None] {
        for text in list.iter().flatten() {
            builder.values().append_value(text);
        }
        builder.append(list.is_some());
    }
    let multivalued = Annotations { multivalued: Some(",".into()), ..Annotations::default() };
    let field = Field { annotations: multivalued, ..field(FieldType::Text) };
    let told = profile(&field, Arc::new(builder.finish()), 3);
    assert_eq!((told.records, told.empty, told.values), (4, 2, 3));
    let text = |text: &str, count| Frequent { value: Value::Text(text.into()), count };
    assert_eq!(told.top, [text("a", 2), text("b", 1)]);
    assert_eq!(told.distinct, Distinct::Exactly(2));
}

#[test]
fn booleans_and_points_are_told_in_their_way() {
    let array = BooleanArray::from(vec![Some(true), Some(true), None, Some(false), Some(false)]);
    let told = profile(&field(FieldType::Boolean), Arc::new(array), 5);
    let count = |yes| Frequent { value: Value::Boolean(yes), count: 2 };
    assert_eq!((told.empty, told.top), (1, vec![count(true), count(false)]));
    let points = field(FieldType::GeoPoint);
    let arrow::datatypes::DataType::Struct(fields) = arrow_type(&points) else { panic!() };
    let degrees = |d: Vec<f64>| Arc::new(Float64Array::from(d)) as ArrayRef;
    let columns = vec![degrees(vec![5.3, f64::NAN, 5.5]), degrees(vec![43.2, 1.0, 43.4])];
    let told = profile(&points, Arc::new(StructArray::new(fields, columns, None)), 3);
    let extent = Extent { west: 5.3, south: 43.2, east: 5.5, north: 43.4 };
    assert_eq!((told.extent, told.distinct), (Some(extent), Distinct::Exactly(2)));
    assert_eq!(told.top, []);
}

#[test]
fn a_batch_of_other_columns_is_refused() {
    let schema = Schema::new(vec![arrow::datatypes::Field::new(
        "a",
        arrow::datatypes::DataType::Int64,
        true,
    )]);
    let batch = RecordBatch::try_new(Arc::new(schema), vec![Arc::new(Int64Array::from(vec![1]))]);
    let batch = batch.expect("one column");
    assert!(Profiler::new(&[field(FieldType::Double)]).add(&batch).is_err());
    assert!(Profiler::new(&[]).add(&batch).is_err());
}
