//! One part of a workbook or of a text whose other parts are sound, and long texts beside a dBase
//! table. The first byte says which. A changed byte of the archive itself would only break a checksum.

#![no_main]

use fanal_formats::read::Format;
use fanal_fuzz::{archive, check, check_pair, options};
use libfuzzer_sys::fuzz_target;

const SHEET: &[u8] = b"<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>\
    <row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>\
    <row r=\"2\"><c t=\"s\"><v>1</v></c><c s=\"1\"><v>45000.5</v></c></row></sheetData></worksheet>";
const TEXTS: &[u8] = b"<sst><si><t>un</t></si><si><r><t>de</t></r><r><t>ux</t></r></si></sst>";
const STYLES: &[u8] = b"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>\
    </numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
const BOOK: &[u8] =
    b"<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/></Relationships>";
/// One sheet, named `A`; where it lies stands nowhere.
const BINARY_BOOK: &[u8] = b"\x9C\x01\x16\0\0\0\0\x01\0\0\0\x02\0\0\0r\01\0\x01\0\0\0A\0";

/// The parts of a workbook in XML, one of them replaced.
fn xlsx(name: &str, content: &[u8]) -> Vec<u8> {
    let parts = [
        ("xl/worksheets/sheet1.xml", SHEET),
        ("xl/sharedStrings.xml", TEXTS),
        ("xl/styles.xml", STYLES),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
    ];
    archive(&parts.map(|(part, sound)| (part, if part == name { content } else { sound })))
}

fuzz_target!(init: fanal_fuzz::spare_caught_panics(), |data| {
    let Some((first, content)) = data.split_first() else { return };
    let (name, file) = match first % 11 {
        0 => ("t.xlsx", xlsx("xl/worksheets/sheet1.xml", content)),
        1 => ("t.xlsx", xlsx("xl/sharedStrings.xml", content)),
        2 => ("t.xlsx", xlsx("xl/styles.xml", content)),
        3 => ("t.xlsx", xlsx("xl/workbook.xml", content)),
        4 => ("t.xlsx", xlsx("xl/_rels/workbook.xml.rels", content)),
        5 => {
            let parts = [("xl/workbook.bin", BINARY_BOOK), ("xl/worksheets/sheet1.bin", content)];
            ("t.xlsb", archive(&parts))
        }
        6 => ("t.xlsb", archive(&[("xl/workbook.bin", content)])),
        7 => ("t.ods", archive(&[("mimetype", b""), ("content.xml", content)])),
        8 => ("t.docx", archive(&[("word/document.xml", content)])),
        9 => return check_pair(content, ["t.dbf", "t.dbt"], Format::Dbf),
        _ => return check_pair(content, ["t.dbf", "t.fpt"], Format::Dbf),
    };
    check(&[(name, &file)], &options(None));
});
