//! Traps of workbooks: number formats, texts that are numbers, what is hidden, sheets beside data.

use rust_xlsxwriter::{ExcelDateTime, Format as CellStyle, Workbook, Worksheet, XlsxError};

use super::*;

fn book(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet()).expect("a sheet");
    book.save_to_buffer().expect("written to memory")
}

fn titles(sheet: &mut Worksheet, titles: &[&str]) -> Result<(), XlsxError> {
    for (column, title) in (0..).zip(titles) {
        sheet.write(0, column, *title)?;
    }
    Ok(())
}

fn unit<'w>(whole: &'w Whole, name: &str) -> Option<&'w str> {
    let column = whole.profile.columns.iter().find(|c| c.name.as_str() == name);
    column.and_then(|c| c.unit.as_deref())
}

#[test]
fn what_a_cell_shows_counts() {
    let whole = whole(
        "t.xlsx",
        book(|sheet| {
            titles(sheet, &["Point", "Taux", "Montant", "Téléphone", "Nombre"])?;
            let style = |format: &str| CellStyle::new().set_num_format(format);
            for (row, code) in [(1, 1_500), (2, 13_055), (3, 97_411)] {
                sheet.write_with_format(row, 0, code, &style("00000"))?;
                sheet.write_with_format(row, 1, 0.07 * f64::from(row), &style("0.0%"))?;
                sheet.write_with_format(row, 2, 12.5, &style("#,##0.00\\ \"€\""))?;
                let phone = style("0#\" \"##\" \"##\" \"##\" \"##");
                sheet.write_with_format(row, 3, 491_551_111, &phone)?;
                sheet.write_with_format(row, 4, 1234.0, &style("#,##0"))?;
            }
            Ok(())
        }),
    );
    let types: Vec<&str> = whole.types().into_iter().map(|(_, t)| t).collect();
    assert_eq!(types, ["text", "int", "double", "text", "int"]);
    assert_eq!(whole.table()[0], "01500|7|12.5|04 91 55 11 11|1234|1");
    assert_eq!(whole.table()[1].split('|').nth(1), Some("14"));
    assert_eq!(unit(&whole, "taux"), Some("%"));
    assert_eq!(unit(&whole, "montant"), Some("€"));
    assert_eq!(unit(&whole, "nombre"), None);
}

#[test]
fn numbers_written_as_texts_are_numbers_and_codes_stay_codes() {
    let whole = whole(
        "t.xlsx",
        book(|sheet| {
            titles(sheet, &["Montant", "Mixte", "Code", "Zéros", "Taux"])?;
            for row in 1..4 {
                sheet.write(row, 0, format!("{row} 234,50"))?;
                if row == 2 {
                    sheet.write(row, 1, "2")?
                } else {
                    sheet.write(row, 1, row)?
                };
                sheet.write(row, 2, format!("{row}3055"))?;
                sheet.write(row, 3, format!("00{row}"))?;
                sheet.write(row, 4, format!("{row},5 %"))?;
            }
            Ok(())
        }),
    );
    let types: Vec<&str> = whole.types().into_iter().map(|(_, t)| t).collect();
    assert_eq!(types, ["double", "int", "text", "text", "double"]);
    assert_eq!(whole.table()[1], "2234.5|2|23055|002|2.5|2");
    assert_eq!(unit(&whole, "taux"), Some("%"));
}

#[test]
fn days_times_and_durations_are_read() {
    let whole = whole(
        "t.xlsx",
        book(|sheet| {
            titles(sheet, &["Jour", "Heure", "Durée"])?;
            let style = |format: &str| CellStyle::new().set_num_format(format);
            for row in 1..3 {
                sheet.write_with_format(
                    row,
                    0,
                    &ExcelDateTime::from_ymd(2024, 2, 29)?,
                    &style("dd/mm/yyyy"),
                )?;
                sheet.write_with_format(
                    row,
                    1,
                    &ExcelDateTime::from_hms(8, 30, 0)?,
                    &style("hh:mm"),
                )?;
                sheet.write_with_format(row, 2, 1.5, &style("[h]:mm:ss"))?;
            }
            Ok(())
        }),
    );
    assert_eq!(whole.table()[0], "2024-02-29|08:30:00|36:00:00|1");
}

#[test]
fn formulas_and_errors_have_the_value_that_was_kept() {
    let whole = whole(
        "t.xlsx",
        book(|sheet| {
            titles(sheet, &["Somme", "Reste"])?;
            for row in 1..4 {
                let formula = rust_xlsxwriter::Formula::new("=1+1").set_result("2");
                sheet.write(row, 0, formula)?;
                let lost = rust_xlsxwriter::Formula::new("=A1/0").set_result("#DIV/0!");
                sheet.write(row, 1, lost)?;
            }
            Ok(())
        }),
    );
    assert_eq!(whole.table()[0].split('|').next(), Some("2"));
    assert_eq!(whole.table()[0].split('|').nth(1), Some("#DIV/0!"));
}

#[test]
fn what_is_hidden_or_merged_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    titles(sheet, &["a", "b", "c"]).expect("a sheet");
    for row in 1..6 {
        for column in 0..3 {
            sheet.write(row, column, f64::from(row) + 0.5).expect("a sheet");
        }
    }
    sheet.set_row_hidden(3).expect("a row");
    sheet.set_column_hidden(1).expect("a column");
    sheet.merge_range(4, 0, 5, 0, "deux", &CellStyle::new()).expect("a range");
    let other = book.add_worksheet().set_name("Cachée").expect("a name");
    other.set_hidden(true);
    for row in 0..3 {
        other.write(row, 0, "x").expect("a sheet");
    }
    let whole = whole("t.xlsx", book.save_to_buffer().expect("written to memory"));
    assert_eq!(whole.doubts(), ["sheets-hidden", "rows-hidden", "columns-hidden", "cells-merged"]);
    assert_eq!(whole.profile.records, 5);
    let visible: Vec<bool> = whole.layout.tables.iter().map(|t| t.visible).collect();
    assert_eq!(visible, [true, false]);
}

#[test]
fn the_sheet_of_data_is_chosen_among_those_that_explain() {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Métadonnées").expect("a name");
    for row in 0..50 {
        notes.write(row, 0, "clé").expect("a sheet");
        notes.write(row, 1, "valeur").expect("a sheet");
    }
    let summary = book.add_worksheet().set_name("Synthèse").expect("a name");
    titles(summary, &["total", "part"]).expect("a sheet");
    summary.write(1, 0, 12).expect("a sheet");
    let data = book.add_worksheet().set_name("2024").expect("a name");
    titles(data, &["nom", "places", "ville"]).expect("a sheet");
    for row in 1..30 {
        data.write(row, 0, format!("école {row}")).expect("a sheet");
        data.write(row, 1, row).expect("a sheet");
        data.write(row, 2, "Aix").expect("a sheet");
    }
    let whole = whole("t.xlsx", book.save_to_buffer().expect("written to memory"));
    assert_eq!(whole.layout.table.as_deref(), Some("2024"));
    let records: Vec<Option<u64>> = whole.layout.tables.iter().map(|t| t.records).collect();
    assert_eq!(records, [Some(49), Some(1), Some(29)]);
    assert_eq!(whole.doubts(), ["sheets-several"]);
}

#[test]
fn a_table_of_text_in_one_column_is_split() {
    let content = book(|sheet| {
        let lines = ["nom;ville;places", "A;Aix;12", "\"B;C\";Arles;30", "D;Apt;7"];
        for (row, line) in (0..).zip(lines) {
            sheet.write(row, 0, line)?;
        }
        Ok(())
    });
    let whole = whole("t.xlsx", content);
    assert_eq!(whole.types(), [("nom", "text"), ("ville", "text"), ("places", "int")]);
    assert_eq!(whole.table()[1], "B;C|Arles|30|2");
    assert_eq!(whole.doubts(), ["table-pasted"]);
    let names = book(|sheet| {
        for (row, line) in (0..).zip(["Personne", "Dupont, Jean", "Durand, Anne", "Roux, Paul"]) {
            sheet.write(row, 0, line)?;
        }
        Ok(())
    });
    let list = super::whole("t.xlsx", names);
    assert_eq!(list.profile.columns.len(), 1);
}

#[test]
fn more_digits_than_a_workbook_keeps_are_told() {
    let whole = whole(
        "t.xlsx",
        book(|sheet| {
            titles(sheet, &["numéro", "b"])?;
            for row in 1..4 {
                sheet.write(row, 0, 12_345_678_901_234_567_890_f64)?;
                sheet.write(row, 1, "x")?;
            }
            Ok(())
        }),
    );
    assert!(whole.doubts().contains(&"digits-lost"), "{:?}", whole.doubts());
}

#[test]
fn rows_of_formatted_cells_without_value_end_the_sheet() {
    let content = book(|sheet| {
        titles(sheet, &["a", "b"])?;
        sheet.write(1, 0, 1)?;
        sheet.write(1, 1, 2)?;
        let style = CellStyle::new().set_bold();
        for row in 2..20_000 {
            for column in 0..20 {
                sheet.write_blank(row, column, &style)?;
            }
        }
        Ok(())
    });
    let whole = whole("t.xlsx", content);
    assert_eq!((whole.profile.records, whole.profile.columns.len()), (1, 2));
}
/// A record of a binary workbook (MS-XLSB, § 2.1.4).
fn record(kind: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let mut out = if kind < 0x80 { vec![kind] } else { vec![kind, kind >> 7] };
    out.push(u8::try_from(content.len()).expect("a short record"));
    out.extend(content);
    out
}

/// A record whose kind takes two bytes.
fn long(kind: u16, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let mut out = vec![kind as u8 | 0x80, (kind >> 7) as u8];
    out.push(u8::try_from(content.len()).expect("a short record"));
    out.extend(content);
    out
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).expect("a short text").to_le_bytes();
    length.into_iter().chain(units.iter().flat_map(|u| u.to_le_bytes())).collect()
}

#[test]
fn a_binary_workbook_is_read() {
    use std::io::Cursor;
    let zero = [0; 4];
    let book = [
        // Days are counted from 1904 on.
        record(0x99, &[&[1, 0, 0, 0]]),
        record(0x9C, &[&zero, &[1, 0, 0, 0], &wide("rId1"), &wide("Écoles")]),
        record(0x90, &[]),
        record(0x9D, &[]),
    ]
    .concat();
    let text = |column: u8, text: &str| record(6, &[&[column, 0, 0, 0], &zero, &wide(text)]);
    let number =
        |column: u8, value: f64| record(5, &[&[column, 0, 0, 0], &zero, &value.to_le_bytes()]);
    let shown = |column: u8, value: f64, style: u8| {
        record(5, &[&[column, 0, 0, 0], &[style, 0, 0, 0], &value.to_le_bytes()])
    };
    let sheet = [
        record(0x94, &[&[0; 16]]),
        record(0x91, &[]),
        record(0, &[&zero]),
        text(0, "nom"),
        text(1, "places"),
        text(2, "code"),
        text(3, "jour"),
        record(0, &[&[1, 0, 0, 0]]),
        text(0, "Jolimont"),
        number(1, 12.0),
        shown(2, 1_500.0, 1),
        shown(3, 43_889.0, 2),
        // A row that is not shown; a number in four bytes.
        record(0, &[&[2, 0, 0, 0], &zero, &[0; 3], &[0x10]]),
        text(0, "Prado"),
        number(1, 30.0),
        record(2, &[&[2, 0, 0, 0], &[1, 0, 0, 0], &(13_055_u32 << 2 | 2).to_le_bytes()]),
        record(7, &[&[3, 0, 0, 0], &zero, &[1, 0, 0, 0]]),
        record(0x92, &[]),
        record(0xB0, &[&[1, 0, 0, 0], &[2, 0, 0, 0], &zero, &zero]),
    ]
    .concat();
    let style = |id: u8| record(0x2F, &[&[0, 0, id, 0], &zero]);
    let styles = [
        record(0x2C, &[&[164, 0], &wide("00000")]),
        long(0x269, &[&[3, 0, 0, 0]]),
        style(0),
        style(164),
        style(14),
        long(0x26A, &[]),
    ]
    .concat();
    let shared = |text: &str| record(0x13, &[&[0], &wide(text)]);
    let texts = [long(0x9F, &[&zero, &zero]), shared("un"), shared("deux")].concat();
    let relations = b"<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", relations),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/styles.bin", &styles),
        ("xl/SharedStrings.bin", &texts),
    ] {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).expect("a name");
        writer.write_all(bytes).expect("written to memory");
    }
    let content = writer.finish().expect("written to memory").into_inner();
    let whole = whole("t.xlsb", content);
    assert_eq!(whole.layout.format, Format::Xlsb);
    assert_eq!(whole.layout.table.as_deref(), Some("Écoles"));
    assert_eq!(whole.table(), ["Jolimont|12|01500|2024-02-29T00:00:00|1", "Prado|30|13055|deux|2"]);
    assert_eq!(whole.doubts(), ["rows-hidden", "cells-merged"]);
}

#[test]
fn titles_repeated_within_a_sheet_are_kept_apart() {
    let whole = whole(
        "t.xlsx",
        book(|sheet| {
            for row in [0, 3] {
                sheet.write(row, 0, "nom")?;
                sheet.write(row, 1, "places")?;
            }
            for row in [1, 2, 4] {
                sheet.write(row, 0, "école")?;
                sheet.write(row, 1, row)?;
            }
            Ok(())
        }),
    );
    assert_eq!(whole.types(), [("nom", "text"), ("places", "int")]);
    assert_eq!(whole.reasons(), [(4, "row-repeats-header")]);
}

#[test]
fn totals_and_sources_are_kept_apart() {
    let whole = whole(
        "t.xlsx",
        book(|sheet| {
            titles(sheet, &["nom", "places"])?;
            for row in 1..5 {
                sheet.write(row, 0, format!("école {row}"))?;
                sheet.write(row, 1, row)?;
            }
            sheet.write(5, 0, "TOTAL")?;
            sheet.write(5, 1, 10)?;
            sheet.write(7, 0, "Source : mairie d'Apt")?;
            Ok(())
        }),
    );
    assert_eq!(whole.types(), [("nom", "text"), ("places", "int")]);
    assert_eq!(whole.reasons(), [(6, "row-total"), (8, "row-source")]);
    assert_eq!(whole.profile.records, 4);
}

#[test]
fn titles_of_groups_are_joined_with_those_below() {
    let whole = whole(
        "t.xlsx",
        book(|sheet| {
            let style = CellStyle::new();
            sheet.write(0, 0, "Enquête")?;
            sheet.merge_range(2, 1, 2, 2, "Filles", &style)?;
            sheet.merge_range(2, 3, 2, 4, "Garçons", &style)?;
            for (column, title) in (0..).zip(["école", "2023", "2024", "2023", "2024"]) {
                sheet.write(3, column, title)?;
            }
            for row in 4..12 {
                sheet.write(row, 0, format!("école {row}"))?;
                for column in 1..5 {
                    sheet.write(row, column, row * 10 + u32::from(column))?;
                }
            }
            Ok(())
        }),
    );
    let names: Vec<&str> = whole.types().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["ecole", "filles_2023", "filles_2024", "garcons_2023", "garcons_2024"]);
    assert_eq!(whole.layout.header, Header::Row(3));
    assert!(!whole.doubts().contains(&"cells-merged"), "{:?}", whole.doubts());
}
