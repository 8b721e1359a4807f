use arrow::array::{
    Array, Decimal128Array, DictionaryArray, Int32Array, LargeStringArray, NullArray,
    StringViewArray, TimestampSecondArray, UInt64Array,
};
use arrow::compute::cast;
use arrow::datatypes::Int32Type;
use fanal_model::Value;

use super::*;

#[track_caller]
fn check(field_type: FieldType, array: impl Array + 'static, expected: Value) {
    let (columns, batch) = table(vec![(column("c", field_type), Arc::new(array))]);
    assert_eq!(values(&columns, &batch).unwrap(), vec![vec![expected]]);
}

#[test]
fn a_text_is_the_same_in_every_encoding() {
    let expected = || Value::Text("Été à la plage, sur le port".into());
    let text = "Été à la plage, sur le port";
    check(FieldType::Text, StringArray::from(vec![text]), expected());
    check(FieldType::Text, LargeStringArray::from(vec![text]), expected());
    check(FieldType::Text, StringViewArray::from(vec![text]), expected());
    let dictionary: DictionaryArray<Int32Type> = [Some(text)].into_iter().collect();
    check(FieldType::Text, dictionary, expected());
    check(FieldType::Text, NullArray::new(1), Value::Null);
}

#[test]
fn numbers_and_instants_of_other_widths_are_taken() {
    check(FieldType::Int, UInt64Array::from(vec![7]), Value::Int(7));
    check(FieldType::Int, Int32Array::from(vec![-7]), Value::Int(-7));
    check(FieldType::Double, Int64Array::from(vec![7]), Value::Double(7.0));
    let decimal = Decimal128Array::from(vec![1250]).with_precision_and_scale(10, 2).unwrap();
    check(FieldType::Double, decimal, Value::Double(12.5));
    let instant = TimestampSecondArray::from(vec![1]).with_timezone("Europe/Paris");
    check(FieldType::DateTime, instant, Value::DateTime(fanal_model::Instant(1_000_000)));
    for field_type in FieldType::ALL {
        check(field_type, NullArray::new(1), Value::Null);
    }
}

#[test]
fn lists_of_views_are_taken() {
    let (mut columns, batch) = everything();
    let item = Arc::new(Field::new_list_field(DataType::Utf8View, true));
    let views = cast(batch.column(1), &DataType::LargeList(item)).unwrap();
    columns[1].key = "vues".into();
    let (columns, batch) = table(vec![(columns[1].clone(), views)]);
    let expected = Value::List(vec!["ancien".into(), "remarquable".into()]);
    assert_eq!(values(&columns, &batch).unwrap(), vec![vec![expected], vec![Value::Null]]);
}

#[test]
fn a_whole_number_too_large_is_never_changed_in_silence() {
    let (columns, batch) =
        table(vec![(column("c", FieldType::Int), Arc::new(UInt64Array::from(vec![u64::MAX])))]);
    assert!(values(&columns, &batch).is_err());
}
