//! Cells of workbooks that are not what they seem: numbers typed as texts, texts that were lost,
//! errors, days that no format tells, rows and columns that are not shown.

use super::books::{Xlsx, label, number, place, record, rows, text, xls};
use super::markup::{document, text_cell};
use super::*;

fn sheet(texts: &str, data: &str) -> Vec<u8> {
    Xlsx { since_1904: false, formats: &[], texts, sheets: &[("a", data)] }.bytes()
}

/// A sheet with a column of that title, whose cells are given as XML, beside one of names.
fn column(title: &str, cells: impl IntoIterator<Item = String>) -> Vec<u8> {
    let titles = [text("Nom"), text(title)];
    let cells: Vec<[String; 2]> = cells.into_iter().map(|cell| [text("école"), cell]).collect();
    let mut all: Vec<&[String]> = vec![&titles];
    all.extend(cells.iter().map(|row| &row[..]));
    sheet("", &rows(&all))
}

fn error(code: &str) -> String {
    format!("<c t=\"e\"><v>{code}</v></c>")
}

fn marks(whole: &Whole, name: &str) -> Vec<(String, u64)> {
    column_of(whole, name).empty_marks
}

#[test]
fn numbers_typed_as_texts_are_judged_on_the_whole_sheet() {
    // Beyond the rows that are looked at for titles, one text that is no number.
    let late = |last: &str| {
        let cells = (1..=400).map(|i| text(&format!("{i} 234,50"))).chain([text(last)]);
        whole("t.xlsx", column("Montant", cells.collect::<Vec<_>>()))
    };
    let good = late("7");
    assert_eq!(good.type_of("montant"), Some(FieldType::Double));
    assert_eq!(good.table()[2], "école|3234.5|3");
    let odd = late("douze");
    assert_eq!(odd.type_of("montant"), Some(FieldType::Text));
    assert_eq!(doubts_of(&odd, "montant"), ["column-nearly"]);
    assert_eq!(column_of(&odd, "montant").odd, [(402, "douze".to_owned())]);
    // Plain numbers, and far below one that somebody typed as a text.
    let cells = (0..300).map(|i| number(0, &i.to_string())).chain([text("1 300")]);
    let among = whole("t.xlsx", column("Places", cells));
    assert_eq!(among.type_of("places"), Some(FieldType::Int));
    assert_eq!(among.table()[300], "école|1300|301");
    let reasons = column_of(&among, "places").reasons;
    assert_eq!(reasons[0].code, "reason-numbers-as-text");
}

#[test]
fn marks_among_numbers_typed_as_texts_are_read_as_empty() {
    let cells = ["12,5", "NC", "7,25", "n.d.", "NC", "8"].map(text);
    let typed = whole("t.xlsx", column("Surface", cells));
    assert_eq!(typed.type_of("surface"), Some(FieldType::Double));
    assert_eq!(marks(&typed, "surface"), [("NC".to_owned(), 2), ("n.d.".to_owned(), 1)]);
    assert_eq!(typed.table()[..2], ["école|12.5|1", "école||2"]);
    let cells = [number(0, "12"), text("NC"), text("30"), number(0, "7.5")];
    let among = whole("t.xlsx", column("Surface", cells));
    assert_eq!(among.type_of("surface"), Some(FieldType::Double));
    assert_eq!(among.table()[1..3], ["école||2", "école|30.0|3"]);
}

#[test]
fn texts_of_digits_stay_texts_unless_they_stand_among_numbers() {
    let check = |title: &str, cells: &[String], expected: FieldType| {
        let read = whole("t.xlsx", column(title, cells.iter().cloned()));
        assert_eq!(read.profile.columns[1].field_type, expected, "{title}");
    };
    check("Dossier", &["13055", "13056", "NC"].map(text), FieldType::Text);
    check("Dossier", &[text("007"), number(0, "12")], FieldType::Text);
    check("Code INSEE", &[text("01004"), number(0, "13055"), number(0, "13056")], FieldType::Text);
    check("Taux", &[text("12 %"), number(0, "0.07")], FieldType::Text);
    check("Montant", &[text("12 €"), number(0, "7"), text("1 300,5 €")], FieldType::Double);
    check("Version", &["1.2", "1,3"].map(text), FieldType::Text);
}

#[test]
fn numbers_typed_as_texts_are_read_in_workbooks_of_every_kind() {
    let row =
        |a: &str| format!("<table:table-row>{}{}</table:table-row>", text_cell("x"), text_cell(a));
    let body = ["Montant", "1 234,50", "NC", "7"].map(row).concat();
    let body = format!(
        "<office:spreadsheet><table:table table:name=\"a\">{body}</table:table></office:spreadsheet>"
    );
    let ods = whole("t.ods", document("spreadsheet", "", &body));
    let old: Vec<Vec<u8>> = (0..)
        .zip(["Montant", "1 234,50", "NC", "7"])
        .flat_map(|(row, cell)| [label(row, 0, "x"), label(row, 1, cell)])
        .collect();
    for read in [ods, whole("t.xls", xls(&[], &old))] {
        assert_eq!(read.type_of("montant"), Some(FieldType::Double));
        assert_eq!(read.table(), ["x|1234.5|1", "x||2", "x|7.0|3"]);
    }
}

#[test]
fn a_text_that_the_workbook_lost_is_an_empty_cell_and_told() {
    let shared = |place: u8| format!("<c t=\"s\"><v>{place}</v></c>");
    let data = rows(&[
        &[shared(0), shared(1)],
        &[shared(2), number(0, "1")],
        &[shared(9), number(0, "2")],
        &[shared(9)],
    ]);
    let texts = "<si><t>Nom</t></si><si><t>Places</t></si><si><t>Prado</t></si>";
    let read = whole("t.xlsx", sheet(texts, &data));
    assert_eq!(read.table(), ["Prado|1|1", "|2|2"]);
    assert_eq!(read.doubts(), ["cells-lost"]);
    let rows_told = read.profile.doubts[0].arguments.iter().find(|(name, _)| *name == "rows");
    assert!(format!("{rows_told:?}").contains("3, 4"), "{rows_told:?}");
    // Without any text there is nothing to go by.
    let code =
        of("t.xlsx", sheet("", &data), &ReadOptions::default()).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("sheet-unreadable"));
}

#[test]
fn a_text_that_an_old_workbook_lost_is_an_empty_cell_and_told() {
    let texts = record(0xFC, &[&[1, 0, 0, 0, 1, 0, 0, 0], &super::books::narrow("Prado")]);
    let shared = |row, text: u8| record(0xFD, &[&place(row, 0, 0), &[text, 0, 0, 0]]);
    let cells = [
        label(0, 0, "Nom"),
        label(0, 1, "b"),
        shared(1, 0),
        label(1, 1, "x"),
        shared(2, 7),
        label(2, 1, "y"),
    ];
    let read = whole("t.xls", xls(&[texts], &cells));
    assert_eq!(read.table(), ["Prado|x|1", "|y|2"]);
    assert_eq!(read.doubts(), ["cells-lost"]);
}

#[test]
fn days_without_format_are_counted_as_the_workbook_counts() {
    let titles = [text("Nom"), text("Date"), text("Places")];
    let row = || [text("a"), number(0, "43889"), number(0, "43889")];
    let data = rows(&[&titles, &row(), &row()]);
    let read = |since_1904| {
        let book = Xlsx { since_1904, formats: &[], texts: "", sheets: &[("a", &data)] };
        whole("t.xlsx", book.bytes())
    };
    let days = read(true);
    assert_eq!(doubts_of(&days, "date"), ["date-serial"]);
    assert_eq!(days.table()[0], "a|2024-02-29|43889|1");
    assert_eq!(read(false).table()[0], "a|2020-02-28|43889|1");
}

#[test]
fn errors_among_numbers_are_read_as_empty_and_told() {
    let cells =
        || [number(0, "12"), error("#N/A"), number(0, "7"), error("#REF!"), error("#DIV/0!")];
    let read = whole("t.xlsx", column("Places", cells()));
    assert_eq!(read.type_of("places"), Some(FieldType::Int));
    assert_eq!(marks(&read, "places").len(), 3);
    assert_eq!(doubts_of(&read, "places"), ["empty-marks"]);
    assert_eq!(read.table()[..2], ["école|12|1", "école||2"]);
    assert_eq!(read.profile.rejected, 0);
    // Among names they stay what they are.
    let names = whole("t.xlsx", column("Rue", [text("Haute"), error("#N/A"), text("Basse")]));
    assert_eq!(names.table()[1], "école|#N/A|2");
}

#[test]
fn errors_of_libreoffice_are_read_as_empty_and_told() {
    let wrong = "<table:table-cell table:formula=\"of:=[.A1]/0\" office:value-type=\"string\" office:string-value=\"\"><text:p>#DIV/0!</text:p></table:table-cell>";
    let lost = "<table:table-cell table:formula=\"of:=NA()\" office:value-type=\"float\" office:value=\"0\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>";
    let value = "<table:table-cell office:value-type=\"float\" office:value=\"12\"/>";
    let row = |cell: &str| format!("<table:table-row>{}{cell}</table:table-row>", text_cell("x"));
    let body = [&text_cell("Places"), value, wrong, lost, value].map(row).concat();
    let body = format!(
        "<office:spreadsheet><table:table table:name=\"a\">{body}</table:table></office:spreadsheet>"
    );
    let read = whole("t.ods", document("spreadsheet", "", &body));
    assert_eq!(read.type_of("places"), Some(FieldType::Int));
    assert_eq!(read.table(), ["x|12|1", "x||2", "x||3", "x|12|4"]);
    assert_eq!(doubts_of(&read, "places"), ["empty-marks"]);
}

#[test]
fn rows_and_columns_that_libreoffice_hides_are_told_and_read() {
    let cells = |a: &str, b: &str, c: &str| [a, b, c].map(text_cell).concat();
    let row = |attribute: &str, cells: &str| {
        format!("<table:table-row{attribute}>{cells}</table:table-row>")
    };
    let body = [
        "<table:table-column/><table:table-column table:visibility=\"collapse\"/><table:table-column/>",
        &row("", &cells("nom", "note", "ville")),
        &row(" table:visibility=\"collapse\"", &cells("a", "b", "c")),
        &row(" table:visibility=\"filter\"", &cells("d", "e", "f")),
        &row("", &cells("g", "h", "i")),
        // Rows without value are hidden to nobody's loss.
        "<table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"9\"><table:table-cell/></table:table-row>",
    ]
    .concat();
    let body = format!(
        "<office:spreadsheet><table:table table:name=\"a\">{body}</table:table></office:spreadsheet>"
    );
    let read = whole("t.ods", document("spreadsheet", "", &body));
    assert_eq!(read.table(), ["a|b|c|1", "d|e|f|2", "g|h|i|3"]);
    assert_eq!(read.doubts(), ["rows-hidden", "columns-hidden"]);
    let counts: Vec<String> =
        read.profile.doubts.iter().map(|d| format!("{:?}", d.arguments)).collect();
    assert!(counts[0].contains('2') && counts[1].contains('1'), "{counts:?}");
}
