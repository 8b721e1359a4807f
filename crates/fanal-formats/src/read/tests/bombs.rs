//! Workbooks and texts that become far more than they are.

use flate2::{Compress, Compression, FlushCompress};

use super::archives::zip;
use super::books::{Xlsx, number, rows, text};
use super::*;

#[track_caller]
fn check(name: &str, content: &[u8], code: &str) {
    check_with(name, content, &ReadOptions::default(), code);
}

#[track_caller]
fn check_with(name: &str, content: &[u8], options: &ReadOptions, code: &str) {
    match of(name, content, options) {
        Ok(whole) => panic!("{name} was read: {:?}", whole.profile),
        Err(error) => assert_eq!(error.problem().code, code, "{error}"),
    }
}

/// Limits under which few bytes are many.
fn tight() -> ReadOptions {
    let unpack = UnpackLimits { bytes: 1_000_000, ..UnpackLimits::default() };
    ReadOptions { unpack, ..Default::default() }
}

/// What unpacks to that, as one of several pieces.
fn packed(piece: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(piece.len() + 1_000);
    let mut compress = Compress::new(Compression::best(), false);
    compress.compress_vec(piece, &mut out, FlushCompress::Full).expect("in memory");
    out
}

/// An archive whose last file unpacks to a start and a piece that comes again and again.
fn bomb(files: &[(&str, &[u8])], name: &str, start: &str, piece: &[u8], times: usize) -> Vec<u8> {
    let mut content = packed(start.as_bytes());
    content.extend(packed(piece).repeat(times));
    content.extend([3, 0]);
    // Stored by the library, then said to be packed: in its own head and in the list.
    let archive = zip(&[files, &[(name, b"@".as_slice())]].concat());
    let listed = archive.windows(4).rposition(|w| w == b"PK\x01\x02").expect("a list");
    let local = archive[..listed].windows(4).rposition(|w| w == b"PK\x03\x04").expect("a head");
    let head = local + 30 + name.len();
    let mut out = archive[..head].to_vec();
    out.extend(&content);
    let list = archive.windows(4).position(|w| w == b"PK\x01\x02").expect("a list");
    let moved = out.len();
    out.extend(&archive[list..]);
    let size = u32::try_from(content.len()).expect("small").to_le_bytes();
    let last = moved + (listed - list);
    for (method, sizes) in [(local + 8, local + 18), (last + 10, last + 20)] {
        out[method..method + 2].copy_from_slice(&[8, 0]);
        out[sizes..sizes + 4].copy_from_slice(&size);
    }
    let end = out.windows(4).rposition(|w| w == b"PK\x05\x06").expect("an end");
    out[end + 16..end + 20].copy_from_slice(&u32::try_from(moved).expect("small").to_le_bytes());
    out
}

fn open_document(content: &[u8]) -> Vec<u8> {
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
    ])
}

fn sheet(rows: &str) -> Vec<u8> {
    open_document(format!("<office:spreadsheet><table:table table:name=\"a\">{rows}</table:table></office:spreadsheet>").as_bytes())
}

#[test]
fn four_thousand_million_bytes_in_one_part_are_refused() {
    let kind: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
    let spaces = vec![b' '; 1 << 20];
    let sheet = bomb(&[kind], "content.xml", "<office:document-content>", &spaces, 4_096);
    assert!(sheet.len() < 8 << 20);
    check("t.ods", &sheet, "document-too-large");
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"");
    check(
        "t.docx",
        &bomb(&[types], "word/document.xml", "<w>", &spaces, 4_096),
        "document-too-large",
    );
    for part in
        ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"]
    {
        let shared = rows(&[&["<c t=\"s\"><v>0</v></c>".to_owned()]]);
        let book = Xlsx { since_1904: false, formats: &[], texts: "", sheets: &[("a", &shared)] };
        let parts = parts_of(&book.bytes());
        let others = parts.iter().filter(|(name, _)| name != part);
        let others: Vec<(&str, &[u8])> = others.map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        check("t.xlsx", &bomb(&others, part, "<x>", &spaces, 4_096), "document-too-large");
    }
    // Records of an unknown kind and of no length.
    let records = [1, 0].repeat(1 << 19);
    let book = bomb(&[types], "xl/workbook.bin", "", &records, 100);
    check_with("t.xlsb", &book, &tight(), "document-too-large");
}

fn parts_of(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(book)).expect("an archive");
    let count = archive.len();
    let part = |place| {
        let mut file = archive.by_index(place).expect("a file");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("readable");
        (file.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

#[test]
fn shared_texts_without_end_are_refused() {
    let texts = "<si><t>a</t></si>".repeat(100_000);
    let data = rows(&[&["<c t=\"s\"><v>99999999</v></c>".to_owned()]]);
    let book = Xlsx { since_1904: false, formats: &[], texts: &texts, sheets: &[("a", &data)] };
    check_with("t.xlsx", &book.bytes(), &tight(), "document-too-large");
}

#[test]
fn empty_rows_are_passed_within_the_limit_and_refused_beyond() {
    let empty = "<row/>".repeat(100_000);
    let first = format!("<row>{}{}</row>", text("a"), text("b"));
    let last = format!("<row>{}{}</row>", number(0, "1"), number(0, "2"));
    let data = format!("<sheetData>{first}{empty}{last}</sheetData>");
    let book = |data: &str| {
        Xlsx { since_1904: false, formats: &[], texts: "", sheets: &[("a", data)] }.bytes()
    };
    assert_eq!(whole("t.xlsx", book(&data)).table(), ["1|2|1"]);
    let many = format!("<sheetData>{first}{}{last}</sheetData>", "<row/>".repeat(200_000));
    check_with("t.xlsx", &book(&many), &tight(), "document-too-large");
}

#[test]
fn repeated_rows_and_cells_are_bounded() {
    let cell = |text: &str, times: u32| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{times}\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &str, times: u32| {
        format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
    };
    let titles = row(&(cell("a", 1) + &cell("b", 1)), 1);
    let data = row(&cell("x", 2), 1);
    let empty = row("<table:table-cell table:number-columns-repeated=\"16384\"/>", 16_000_000);
    assert_eq!(whole("t.ods", sheet(&format!("{titles}{data}{empty}"))).table(), ["x|x|1"]);
    // Behind the last row that a sheet has.
    check("t.ods", &sheet(&format!("{titles}{empty}{data}")), "sheet-unreadable");
    check(
        "t.ods",
        &sheet(&format!("{titles}{}", row(&cell("x", 2), 4_000_000_000))),
        "sheet-unreadable",
    );
    let long = "x".repeat(1_000_000);
    check("t.ods", &sheet(&row(&cell(&long, 100), 1)), "sheet-row-too-long");
}

#[test]
fn one_long_text_in_many_cells_takes_no_more_memory_than_a_row() {
    let texts = format!("<si><t>{}</t></si>", "x".repeat(1_000_000));
    let shared = "<c t=\"s\"><v>0</v></c>";
    let book = |data: &str| {
        Xlsx { since_1904: false, formats: &[], texts: &texts, sheets: &[("a", data)] }.bytes()
    };
    let wide = rows(&[&[shared.repeat(100)]]);
    check("t.xlsx", &book(&wide), "sheet-row-too-long");
    let high = format!(
        "<sheetData><row>{}</row>{}</sheetData>",
        text("a"),
        format!("<row>{shared}</row>").repeat(18)
    );
    let read = whole("t.xlsx", book(&high));
    assert_eq!((read.profile.records, read.batches.len()), (18, 2));
}

#[test]
fn documents_of_too_many_parts_are_refused_before_they_are_listed() {
    let names: Vec<String> = (0..100_000).map(|i| format!("xl/{i}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"")];
    parts.extend(names.iter().map(|name| (name.as_str(), &b""[..])));
    check("t.xlsx", &zip(&parts), "archive-too-many");
}

#[test]
fn a_cell_of_a_text_without_end_is_refused() {
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"");
    let piece = format!("{}<w:br/>", "x".repeat(1 << 20));
    let start = "<w:document><w:tbl><w:tr><w:tc><w:p><w:t>";
    let document = bomb(&[types], "word/document.xml", start, piece.as_bytes(), 100);
    let unpack = UnpackLimits { ratio: 100_000, ..UnpackLimits::default() };
    let options = ReadOptions { unpack, ..Default::default() };
    check_with("t.docx", &document, &options, "sheet-row-too-long");
}

#[test]
fn sheets_that_are_one_part_are_read_once() {
    let data = rows(&[&[text("a"), text("b")], &[text("x"), text("y")]]);
    let sheet = |n: u32| format!("<sheet name=\"F{n}\" r:id=\"r\"/>");
    let sheets: String = (0..50_000).map(sheet).collect();
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("xl/workbook.xml", format!("<workbook><sheets>{sheets}</sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>"
                .to_owned(),
        ),
        ("xl/s.xml", format!("<worksheet>{data}</worksheet>")),
    ];
    let read = whole("t.xlsx", zip(&parts.each_ref().map(|(name, part)| (*name, part.as_bytes()))));
    assert_eq!((read.layout.tables.len(), read.table()), (1, vec!["x|y|1".to_owned()]));
}

#[test]
fn of_more_sheets_than_are_looked_at_it_is_told() {
    let sheets: Vec<(String, String)> = (0..1_001)
        .map(|n| (format!("F{n}"), rows(&[&[text("a"), text("b")], &[text("x"), number(0, "1")]])))
        .collect();
    let sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, data)| (&**name, &**data)).collect();
    let book = Xlsx { since_1904: false, formats: &[], texts: "", sheets: &sheets }.bytes();
    let read = whole("t.xlsx", &book);
    assert_eq!((read.layout.tables.len(), read.doubts()[0]), (1_000, "tables-too-many"));
    check_with("t.xlsx", &book, &super::union::union(), "union-too-many");
}

#[test]
fn numbers_of_rows_are_not_believed() {
    let row = |number: &str, cells: &str| format!("<row r=\"{number}\">{cells}</row>");
    let cells = |one: &str, two: &str| format!("{}{}", text(one), text(two));
    let read = |data: &str| {
        let data = format!("<sheetData>{data}</sheetData>");
        whole(
            "t.xlsx",
            Xlsx { since_1904: false, formats: &[], texts: "", sheets: &[("a", &data)] }.bytes(),
        )
    };
    let last = read(
        &[
            row("1", &cells("a", "b")),
            row("18446744073709551615", &cells("x", "1")),
            format!("<row>{}</row>", cells("y", "2")),
            row("18446744073709551615", &cells("z", "3")),
        ]
        .concat(),
    );
    assert_eq!(last.table(), ["x|1|1", "y|2|2", "z|3|3"]);
    let first =
        read(&[row("18446744073709551615", &cells("a", "b")), row("2", &cells("x", "1"))].concat());
    assert_eq!(first.table(), ["x|1|1"]);
    let far: String = (0..9_000).map(|n| row("1000000", &cells("x", &n.to_string()))).collect();
    let back = row("2", &cells("z", "0"));
    let back = read(&[row("1", &cells("a", "b")), far, back.repeat(10)].concat());
    assert_eq!((back.profile.records, back.batches.len()), (9_010, 2), "no batch of one row");
    let excel = |index: &str| {
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
             <Worksheet ss:Name=\"A\"><Table><Row><Cell><Data ss:Type=\"String\">a</Data></Cell></Row>\
             <Row ss:Index=\"{index}\"><Cell ss:MergeAcross=\"{index}\" ss:MergeDown=\"{index}\"><Data ss:Type=\"String\">x</Data></Cell></Row>\
             <Row><Cell><Data ss:Type=\"String\">y</Data></Cell></Row></Table></Worksheet></Workbook>"
        )
    };
    assert_eq!(whole("t.xls", excel("18446744073709551615")).table(), ["x|1", "y|2"]);
}
