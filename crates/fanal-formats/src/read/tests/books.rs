//! Workbooks written by hand: what no program at hand writes.

use std::io::{Cursor, Write};

use super::archives::zip;
use super::*;

/// An `.xlsx` of sheets, each a name and what stands in its `worksheet`.
pub(super) struct Xlsx<'x> {
    pub(super) since_1904: bool,
    /// Codes of number formats; a cell's style is the place of its format, from 1.
    pub(super) formats: &'x [&'x str],
    /// What stands in `sst`.
    pub(super) texts: &'x str,
    pub(super) sheets: &'x [(&'x str, &'x str)],
}

impl Xlsx<'_> {
    pub(super) fn bytes(&self) -> Vec<u8> {
        let (mut sheets, mut relations) = (String::new(), String::new());
        let mut parts: Vec<(String, String)> = Vec::new();
        for (number, (name, content)) in (1..).zip(self.sheets) {
            sheets += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
            relations += &format!(
                "<Relationship Id=\"r{number}\" Type=\"x/worksheet\" Target=\"worksheets/s{number}.xml\"/>"
            );
            let content = format!("<worksheet>{content}</worksheet>");
            parts.push((format!("xl/worksheets/s{number}.xml"), content));
        }
        let epoch = u8::from(self.since_1904);
        let (mut codes, mut styles) = (String::new(), String::from("<xf numFmtId=\"0\"/>"));
        for (id, code) in (164..).zip(self.formats) {
            let code = code.replace('"', "&quot;");
            codes += &format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>");
            styles += &format!("<xf numFmtId=\"{id}\"/>");
        }
        for (name, content) in [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook><workbookPr date1904=\"{epoch}\"/><sheets>{sheets}</sheets></workbook>"
                ),
            ),
            ("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>")),
            (
                "xl/styles.xml",
                format!(
                    "<styleSheet><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>"
                ),
            ),
            ("xl/sharedStrings.xml", format!("<sst>{}</sst>", self.texts)),
        ] {
            parts.push((name.to_owned(), content));
        }
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
        zip(&parts)
    }
}

/// The rows of a sheet, from 1, whose cells are given as XML.
pub(super) fn rows(rows: &[&[String]]) -> String {
    let mut out = String::from("<sheetData>");
    for (number, cells) in (1..).zip(rows) {
        out += &format!("<row r=\"{number}\">{}</row>", cells.concat());
    }
    out + "</sheetData>"
}

pub(super) fn text(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

pub(super) fn number(style: usize, number: &str) -> String {
    format!("<c s=\"{style}\"><v>{number}</v></c>")
}

/// A record of an `.xls`: its kind, its length, its content.
pub(super) fn record(kind: u16, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let length = u16::try_from(content.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), &content].concat()
}

/// A text of an `.xls` behind its length in two bytes, one byte a character.
pub(super) fn narrow(text: &str) -> Vec<u8> {
    let bytes = encoding_rs::WINDOWS_1252.encode(text).0;
    let length = u16::try_from(bytes.len()).expect("a short text");
    [&length.to_le_bytes()[..], &[0], &bytes].concat()
}

/// An `.xls` with one sheet: the records before the sheets and those of the sheet.
pub(super) fn xls(globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let begin = record(0x809, &[&[0, 6, 5, 0], &[0; 12]]);
    let end = record(0x0A, &[]);
    let sheet = |at: u32| record(0x85, &[&at.to_le_bytes(), &[0, 0, 6, 0], b"Feuil1"]);
    let before = begin.len() + globals.concat().len() + sheet(0).len() + end.len();
    let stream = [
        begin.clone(),
        globals.concat(),
        sheet(u32::try_from(before).expect("a short workbook")),
        end.clone(),
        begin,
        cells.concat(),
        end,
    ];
    compound("/Workbook", &stream.concat())
}

/// A compound file with one stream.
pub(super) fn compound(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    file.create_stream(name).expect("a name").write_all(bytes).expect("in memory");
    file.into_inner().into_inner()
}

/// A number format and the style that has it.
fn format(id: u16, code: &str) -> Vec<u8> {
    let style = record(0xE0, &[&[0, 0], &id.to_le_bytes(), &[0; 16]]);
    [record(0x41E, &[&id.to_le_bytes(), &narrow(code)]), style].concat()
}

pub(super) fn place(row: u16, column: u16, style: u16) -> Vec<u8> {
    [row, column, style].iter().flat_map(|n| n.to_le_bytes()).collect()
}

pub(super) fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    record(0x204, &[&place(row, column, 0), &narrow(text)])
}

fn double(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x203, &[&place(row, column, style), &value.to_le_bytes()])
}

/// An old workbook with number formats, in which cells stand in no order.
pub(super) fn old_book() -> Vec<u8> {
    let globals = [
        record(0x22, &[&[1, 0]]),
        record(0xE0, &[&[0; 20]]),
        format(164, "00000"),
        format(165, "0.0%"),
        format(166, "#,##0.00\\ \"EUR\""),
        format(167, "dd/mm/yyyy"),
        // Two shared texts; the second goes on in another record, in characters of two bytes.
        record(0xFC, &[&[2, 0, 0, 0, 2, 0, 0, 0], &narrow("École"), &[4, 0, 0], b"Cr"]),
        record(0x3C, &[&[1], b"\xE8\0\x53\x01"]),
    ];
    let mut cells: Vec<Vec<u8>> = (0..)
        .zip(["Code", "Taux", "Montant", "Jour", "Nom", "Dit", "n", "m"])
        .map(|(column, title)| label(0, column, title))
        .collect();
    for row in [2, 1] {
        let n = f64::from(row);
        cells.push(double(row, 2, 3, 12.5));
        cells.push(double(row, 0, 1, 1_500.0 * n));
        cells.push(double(row, 1, 2, 0.07 * n));
        // The 29th of February 2024, counted from 1904 on.
        cells.push(double(row, 3, 4, 43_889.0));
        cells.push(record(
            0xFD,
            &[&place(row, 4, 0), &[u8::try_from(row - 1).expect("small"), 0, 0, 0]],
        ));
        // A formula whose value is a text.
        cells.push(record(0x06, &[&place(row, 5, 0), &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &[0; 8]]));
        cells.push(record(0x207, &[&narrow("ouï")]));
        // Two numbers beside each other: 7 and 0.25.
        let numbers = [
            &row.to_le_bytes()[..],
            &[6, 0],
            &[0, 0],
            &(7_u32 << 2 | 2).to_le_bytes(),
            &[0, 0],
            &(25_u32 << 2 | 3).to_le_bytes(),
            &[7, 0],
        ];
        cells.push(record(0xBD, &numbers));
    }
    cells.push(record(0x208, &[&[2, 0], &[0; 10], &[0x20, 0, 0, 0]]));
    cells.push(record(0x7D, &[&[1, 0, 1, 0], &[0; 4], &[1, 0, 0, 0]]));
    cells.push(record(0xE5, &[&[1, 0], &[1, 0, 2, 0, 4, 0, 4, 0]]));
    xls(&globals, &cells)
}

#[test]
fn an_old_workbook_is_read_as_it_is_shown() {
    let whole = whole("t.xls", old_book());
    assert_eq!(whole.layout.format, Format::Xls);
    assert_eq!(
        whole.table(),
        [
            "01500|7|12.5|2024-02-29|École|ouï|7|0.25|1",
            "03000|14|12.5|2024-02-29|Crèœ|ouï|7|0.25|2"
        ]
    );
    let units: Vec<Option<&str>> =
        whole.profile.columns.iter().map(|c| c.unit.as_deref()).collect();
    assert_eq!(units[..4], [None, Some("%"), Some("€"), None]);
    assert_eq!(whole.doubts(), ["rows-hidden", "columns-hidden", "cells-merged"]);
}

#[test]
fn texts_of_the_oldest_workbooks_are_of_their_code_page() {
    let begin = record(0x809, &[&[0, 5, 5, 0], &[0; 12]]);
    let old = |row: u16, text: &[u8]| {
        let length = u16::try_from(text.len()).expect("short").to_le_bytes();
        record(0x204, &[&place(row, 0, 0), &length, text])
    };
    let globals = [begin.clone(), record(0x42, &[&10_000_u16.to_le_bytes()])].concat();
    let end = record(0x0A, &[]);
    let sheet = |at: u32| record(0x85, &[&at.to_le_bytes(), &[0, 0, 2], b"F1"]);
    let before = globals.len() + sheet(0).len() + end.len();
    let stream = [
        globals.clone(),
        sheet(u32::try_from(before).expect("short")),
        end.clone(),
        begin,
        old(0, b"Nom"),
        old(1, b"\x8Ecole"),
        end,
    ];
    assert_eq!(whole("t.xls", compound("/Book", &stream.concat())).table(), ["école|1"]);
}

#[test]
fn days_since_1904_are_those_of_newer_workbooks_too() {
    let titles = [text("Jour"), text("Heure")];
    let cells = [number(1, "43889.5"), number(2, "0.354166666666667")];
    let data = rows(&[&titles, &cells]);
    let table = |since_1904| {
        let formats = ["dd/mm/yyyy hh:mm", "hh:mm"];
        let sheets = [("a", data.as_str())];
        let book = Xlsx { since_1904, formats: &formats, texts: "", sheets: &sheets };
        whole("t.xlsx", book.bytes()).table()
    };
    assert_eq!(table(true), ["2024-02-29T11:00:00+00:00|08:30:00|1"]);
    assert_eq!(table(false), ["2020-02-28T11:00:00+00:00|08:30:00|1"]);
}

#[test]
fn texts_are_joined_of_their_parts_and_not_of_how_they_are_spoken() {
    let texts = "<si><r><rPr/><t>É</t></r><r><t xml:space=\"preserve\">cole A&amp;B_x000D_</t></r><rPh><t>ekol</t></rPh></si><si><t>Nom</t></si>";
    let shared = |place: u8| format!("<c t=\"s\"><v>{place}</v></c>");
    let data = rows(&[
        &[shared(1)],
        &[shared(0)],
        &["<c t=\"str\"><f>A1</f><v>x_x0041_</v></c>".to_owned()],
        &["<c t=\"b\"><v>1</v></c>".to_owned()],
    ]);
    let book = Xlsx { since_1904: false, formats: &[], texts, sheets: &[("a", &data)] };
    assert_eq!(whole("t.xlsx", book.bytes()).table(), ["École A&B\r|1", "xA|2", "true|3"]);
}

#[test]
fn a_damaged_sheet_is_told_and_the_others_are_read() {
    let good = rows(&[&[text("a"), text("b")], &[number(0, "1"), number(0, "2")]]);
    let bad = "<sheetData><row r=\"1\"><c><v>1".to_owned();
    let sheets = [("Abîmée", bad.as_str()), ("Bonne", good.as_str())];
    let book = Xlsx { since_1904: false, formats: &[], texts: "", sheets: &sheets }.bytes();
    let read = whole("t.xlsx", &book);
    assert_eq!((read.table(), read.doubts()), (vec!["1|2|1".to_owned()], vec!["sheet-left"]));
    let options = ReadOptions { table: Some("Abîmée".to_owned()), ..Default::default() };
    let code = of("t.xlsx", &book, &options).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("sheet-unreadable"));
}

#[test]
fn workbooks_that_lack_a_list_of_their_parts_are_read() {
    let data = rows(&[&[text("a"), text("b")], &[number(0, "1"), number(0, "2")]]);
    let workbook = "<workbook><sheets><sheet name=\"A\" r:id=\"r7\"/></sheets></workbook>";
    let sheet = format!("<worksheet>{data}</worksheet>");
    let types = ("[Content_Types].xml", &b"<Types/>"[..]);
    let parts =
        [("xl/workbook.xml", workbook.as_bytes()), ("xl/worksheets/sheet1.xml", sheet.as_bytes())];
    let relations = (
        "xl/_rels/workbook.xml.rels",
        &b"<Relationships><Relationship Id=\"r7\" \
        Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"[..],
    );
    for more in [types, relations] {
        let read = whole("t.xlsx", zip(&[&parts[..], &[more]].concat()));
        assert_eq!((read.layout.format, read.table()), (Format::Xlsx, vec!["1|2|1".to_owned()]));
    }
}

#[test]
fn a_sheet_that_is_cut_is_damaged_and_not_shorter() {
    let mut data = rows(&[&[text("a"), text("b")], &[number(0, "1"), number(0, "2")]]);
    data.push_str("<row r=\"3\"><c><v>1");
    let sheets = [("Coupée", data.as_str())];
    let book = Xlsx { since_1904: false, formats: &[], texts: "", sheets: &sheets }.bytes();
    // Its end is that of a chart within.
    let chart = record(0x809, &[&[0, 6, 0x20, 0], &[0; 12]]);
    let old = xls(&[], &[label(0, 0, "a"), label(1, 0, "b"), chart]);
    for book in [book, old] {
        let code = of("t.xlsx", book, &ReadOptions::default()).err().map(|e| e.problem().code);
        assert_eq!(code.as_deref(), Some("sheet-unreadable"));
    }
}

#[test]
fn a_password_is_told_in_workbooks_of_any_age() {
    for book in [
        xls(&[record(0x2F, &[&[1, 0, 1, 0], &[0; 50]])], &[]),
        compound("/EncryptedPackage", &[7; 5_000]),
    ] {
        let code = of("t.xls", book, &ReadOptions::default()).err().map(|e| e.problem().code);
        assert_eq!(code.as_deref(), Some("workbook-protected"));
    }
}

#[test]
fn an_old_workbook_that_is_too_large_is_refused() {
    let mut book = xls(&[], &[label(0, 0, "a")]);
    book.resize(65_000_000, 0);
    let code = of("t.xls", book, &ReadOptions::default()).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("file-too-large"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn changed_old_workbooks_are_read_or_refused_and_both_passes_agree(
        changes in proptest::collection::vec((0_usize..6_000, proptest::prelude::any::<u8>()), 1..8)
    ) {
        let mut book = old_book();
        for (place, value) in changes {
            if let Some(byte) = book.get_mut(place) {
                *byte = value;
            }
        }
        drop(of("t.xls", book, &ReadOptions::default()));
    }
}
