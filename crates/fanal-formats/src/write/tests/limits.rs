use super::*;

#[test]
fn a_workbook_refuses_before_the_first_byte_what_it_cannot_hold() {
    assert!(check(ExportFormat::Xlsx, 1_048_575, 16_384).is_ok());
    assert!(matches!(
        check(ExportFormat::Xlsx, 1_048_576, 3),
        Err(WriteError::TooManyRows { rows: 1_048_576, limit: 1_048_575, .. })
    ));
    assert!(matches!(
        check(ExportFormat::Xlsx, 3, 16_385),
        Err(WriteError::TooManyColumns { columns: 16_385, .. })
    ));
    assert!(check(ExportFormat::Csv, u64::MAX, 100_000).is_ok());
}

#[test]
fn formats_are_found_by_their_names() {
    for format in ExportFormat::ALL {
        assert_eq!(ExportFormat::from_name(format.name()), Some(format));
    }
    assert_eq!(ExportFormat::from_name("shp"), None);
    assert_eq!(ParquetCompression::from_name("zstd"), Some(ParquetCompression::Zstd));
}

/// Breaks when the first bytes are sent.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_receiver_that_went_away_ends_every_format_with_an_error() {
    let (columns, batch) = everything();
    for format in ExportFormat::ALL {
        let done = exporter(format, columns.clone(), &plain(), Box::new(Gone))
            .and_then(|mut e| e.write(&batch).and_then(|()| e.finish()));
        let error = done.expect_err(format.name());
        assert!(!error.problem().code.is_empty(), "{error}");
    }
}

#[test]
fn a_column_of_another_type_or_none_is_an_error() {
    let (mut columns, batch) = table(vec![texts(&[Some("12")])]);
    columns[0].field_type = FieldType::Int;
    assert!(matches!(values(&columns, &batch), Err(WriteError::ColumnType { .. })));
    columns[0].field_type = FieldType::Text;
    columns.push(column("autre", FieldType::Int));
    assert!(matches!(values(&columns, &batch), Err(WriteError::ColumnType { .. })));
}

#[test]
fn the_columns_after_the_described_ones_are_not_written() {
    let (mut columns, batch) = table(vec![texts(&[Some("a")]), texts(&[Some("secret")])]);
    columns.truncate(1);
    let table = (columns, batch);
    for format in [ExportFormat::Csv, ExportFormat::Json, ExportFormat::JsonLines] {
        let written = String::from_utf8(exported(format, &plain(), &table)).unwrap();
        assert!(written.contains('a') && !written.contains("secret"), "{written}");
    }
    assert_eq!(values(&table.0, &table.1).unwrap()[0].len(), 1);
}
