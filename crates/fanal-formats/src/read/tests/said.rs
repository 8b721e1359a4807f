//! Files of whose columns somebody said something.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray};
use arrow_ipc::writer::StreamWriter;
use fanal_meaning::{DateOrder, DecimalMark, Said};

use super::*;

fn marks(list: &[&str]) -> Vec<String> {
    list.iter().map(|mark| (*mark).to_owned()).collect()
}

fn said(title: &str, said: Said) -> ReadOptions {
    let about = SaidOfColumn { title: title.to_owned(), occurrence: 0, said };
    let said = SaidOfColumns { missing: Vec::new(), columns: vec![about] };
    ReadOptions { said, ..ReadOptions::default() }
}

fn table(name: &str, bytes: &[u8], options: &ReadOptions) -> (Vec<String>, Vec<String>) {
    let file = Scratch::new(name, bytes);
    let read = Whole::of(&file.0, name, options).expect("it can be read");
    let types = read.types().iter().map(|(_, field_type)| (*field_type).to_owned()).collect();
    (types, read.table())
}

#[test]
fn dates_and_numbers_are_read_as_somebody_said() {
    let csv = b"jour;surface\n03/04/2024;12.500\n05/06/2024;1.250,5\n";
    let order = Said { date_order: Some(DateOrder::MonthDayYear), ..Said::default() };
    let (types, rows) = table("t.csv", csv, &said("jour", order));
    assert_eq!(types, ["date", "text"]);
    assert_eq!(rows, ["2024-03-04|12.500|1", "2024-05-06|1.250,5|2"]);
    let comma = Said { decimal: Some(DecimalMark::Comma), ..Said::default() };
    let (types, rows) = table("t.csv", csv, &said("surface", comma));
    assert_eq!(types, ["date", "double"]);
    assert_eq!(rows, ["2024-04-03|12500.0|1", "2024-06-05|1250.5|2"]);
}

#[test]
fn marks_that_were_said_are_empty_in_texts_and_numbers_of_every_format() {
    let missing = Said { missing: marks(&["-999", "xx"]), ..Said::default() };
    let options = said("n", missing);
    let (types, rows) = table("t.csv", b"n;m\n12;xx\n-999;a\nxx;b\n", &options);
    assert_eq!(types, ["int", "text"]);
    assert_eq!(rows, ["12|xx|1", "|a|2", "|b|3"]);
    let json = br#"[{"n": 12}, {"n": -999}, {"n": -999.0}, {"n": "xx"}]"#;
    let (types, rows) = table("t.json", json, &options);
    assert_eq!(types, ["int"]);
    assert_eq!(rows, ["12|1", "|2", "|3", "|4"]);
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["a", "xx", " xx ", "b"]));
    let batch = RecordBatch::try_from_iter([("n", texts)]).expect("a column");
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a head");
    writer.write(&batch).expect("written to memory");
    let arrow = writer.into_inner().expect("written to memory");
    let (_, rows) = table("t.arrows", &arrow, &options);
    assert_eq!(rows, ["a|1", "|2", "|3", "b|4"]);
}

#[test]
fn a_mark_that_was_refused_is_a_text() {
    let csv = b"n\n12\nNC\n7\n";
    assert_eq!(table("t.csv", csv, &ReadOptions::default()).0, ["int"]);
    let kept = Said { not_missing: marks(&["NC"]), ..Said::default() };
    let (types, rows) = table("t.csv", csv, &said("n", kept));
    assert_eq!(types, ["text"]);
    assert_eq!(rows, ["12|1", "NC|2", "7|3"]);
}

#[test]
fn quotes_are_what_somebody_said() {
    let quote = |quote| ReadOptions { quote: Some(quote), ..ReadOptions::default() };
    let single = b"id;nom\n1;'a;b'\n2;c\n";
    assert_eq!(table("t.csv", single, &quote(b'\'')).1, ["1|a;b|1", "2|c|2"]);
    let double = b"id;nom\n1;\"a\"\n2;\"c\nd\"\n";
    assert_eq!(table("t.csv", double, &quote(b'"')).1, ["1|a|1", "2|c\nd|2"]);
    let none = table("t.csv", b"id;nom\n1;\"a\"\n2;\"c\n3;d\"\n", &quote(NO_QUOTE));
    assert_eq!(none.1, ["1|\"a\"|1", "2|\"c|2", "3|d\"|3"]);
}
