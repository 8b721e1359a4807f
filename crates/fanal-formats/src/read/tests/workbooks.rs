//! Workbooks.

use rust_xlsxwriter::{ExcelDateTime, Format as CellStyle, Workbook, XlsxError};

use super::*;

/// A workbook with an empty sheet, a table under a title, and a second table.
fn workbook() -> Result<Vec<u8>, XlsxError> {
    let day = CellStyle::new().set_num_format("dd/mm/yyyy");
    let moment = CellStyle::new().set_num_format("dd/mm/yyyy hh:mm");
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Vide")?;
    let sheet = book.add_worksheet().set_name("Aides")?;
    sheet.write(0, 0, "Aides versées en 2024")?;
    for (column, title) in
        (0..).zip(["SIRET", "Montant", "Nombre", "Jour", "Vu le", "Code", "Actif"])
    {
        sheet.write(2, column, title)?;
    }
    for (row, siret) in [(3, 21_130_055_300_016_u64), (4, 35_600_000_000_048)] {
        sheet.write(row, 0, siret)?;
        sheet.write(row, 1, 1234.5)?;
        sheet.write(row, 2, row)?;
        sheet.write_with_format(row, 3, &ExcelDateTime::from_ymd(2024, 12, 31)?, &day)?;
        let seen = ExcelDateTime::from_ymd(2024, 1, 15)?.and_hms(8, 30, 0)?;
        sheet.write_with_format(row, 4, &seen, &moment)?;
        sheet.write(row, 5, "007")?;
        sheet.write(row, 6, row == 3)?;
    }
    sheet.write(6, 8, "loin")?;
    let other = book.add_worksheet().set_name("Autre")?;
    other.write(0, 0, "a")?;
    book.save_to_buffer()
}

#[test]
fn the_first_sheet_with_a_table_is_read_with_its_types() {
    let whole = whole("t.xlsx", workbook().expect("written to memory"));
    assert_eq!(whole.layout.table.as_deref(), Some("Aides"));
    assert_eq!(whole.layout.header, Header::Row(3));
    assert_eq!(whole.doubts(), ["sheets-several", "header-below"]);
    let types: Vec<&str> = whole.types().into_iter().map(|(_, t)| t).take(7).collect();
    assert_eq!(types, ["text", "double", "int", "date", "datetime", "text", "boolean"]);
    let table = whole.table();
    assert_eq!(
        table[0],
        "21130055300016|1234.5|3|2024-12-31|2024-01-15T07:30:00+00:00|007|true||1"
    );
    assert_eq!(table.len(), 3);
}

#[test]
fn another_sheet_may_be_said() {
    let options = ReadOptions { table: Some("Autre".to_owned()), ..Default::default() };
    let content = workbook().expect("written to memory");
    let other = of("t.xlsx", &content, &options).expect("readable");
    assert_eq!(other.types(), [("a", "text")]);
    assert_eq!(other.profile.records, 0);
    let options = ReadOptions { table: Some("Absente".to_owned()), ..Default::default() };
    let code = of("t.xlsx", &content, &options).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("table-not-found"));
    let options = ReadOptions { table: Some("Vide".to_owned()), ..Default::default() };
    let code = of("t.xlsx", &content, &options).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("file-without-columns"));
}

#[test]
fn a_cut_workbook_is_told() {
    let mut content = workbook().expect("written to memory");
    content.truncate(content.len() / 2);
    let code = of("t.xlsx", &content, &ReadOptions::default()).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("sheet-unreadable"));
}
