use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::*;

fn cells(table: &(Vec<ExportColumn>, RecordBatch), options: &ExportOptions) -> Vec<Vec<Data>> {
    let bytes = exported(ExportFormat::Xlsx, options, table);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn numbers_booleans_and_dates_are_typed() {
    let paris = ExportOptions { timezone: chrono_tz::Europe::Paris, use_labels: true, ..plain() };
    let rows = cells(&everything(), &paris);
    assert_eq!(rows[0][0], Data::String("nom !".into()));
    let record = &rows[1];
    assert_eq!(record[0], Data::String("Chêne".into()));
    assert_eq!(record[1], Data::String("ancien,remarquable".into()));
    assert_eq!(record[2], Data::Float(-120.0));
    assert_eq!(record[3], Data::Float(0.1 + 0.2));
    assert_eq!(record[4], Data::Bool(true));
    let local = |cell: &Data| match cell {
        Data::DateTime(serial) => serial.as_datetime().unwrap().to_string(),
        other => format!("no date: {other:?}"),
    };
    assert_eq!(local(&record[5]), "2024-05-17 00:00:00");
    assert_eq!(local(&record[6]), "2025-01-23 15:31:28");
    assert_eq!(record[7], Data::String("43.29, 5.36".into()));
    assert!(
        matches!(&record[8], Data::String(text) if text.starts_with("{\"type\":\"LineString\""))
    );
}

#[test]
fn a_text_stays_text_whatever_it_looks_like() {
    let texts_of =
        ["=1+1", "@SUM(A1)", "007", "1e5", "TRUE", "2024-05-17", "http://a.fr", "_x0041_"];
    let rows = cells(&table(vec![texts(&texts_of.map(Some))]), &plain());
    let found: Vec<_> = rows[1..].iter().map(|row| row[0].clone()).collect();
    assert_eq!(found, texts_of.map(|t| Data::String(t.into())));
}

#[test]
fn numbers_and_days_that_a_spreadsheet_would_change_are_text() {
    let numbers = Int64Array::from(vec![i64::MAX, 999_999_999_999_999]);
    let days = Date32Array::from(vec![-60_000, -25_508]);
    let rows = cells(
        &table(vec![
            (column("n", FieldType::Int), Arc::new(numbers) as ArrayRef),
            (column("d", FieldType::Date), Arc::new(days)),
        ]),
        &plain(),
    );
    assert_eq!(rows[1][0], Data::String("9223372036854775807".into()));
    assert_eq!(rows[2][0], Data::Float(999_999_999_999_999.0));
    assert_eq!(rows[1][1], Data::String("1805-09-23".into()));
    assert!(matches!(rows[2][1], Data::DateTime(_)));
}

#[test]
fn a_text_longer_than_a_cell_is_an_error_that_names_its_place() {
    let long = "é".repeat(32_768);
    let (columns, batch) = table(vec![texts(&[Some("a"), Some(&long)])]);
    let sink = Sink::default();
    let mut exporter =
        exporter(ExportFormat::Xlsx, columns, &plain(), Box::new(sink.clone())).unwrap();
    let error = exporter.write(&batch).unwrap_err();
    assert!(matches!(error, WriteError::CellTooLong { row: 2, limit: 32_767, .. }), "{error}");
    drop(exporter);
    assert!(sink.bytes().is_empty());
}
