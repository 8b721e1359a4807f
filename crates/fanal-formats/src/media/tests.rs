use std::io::Write as _;

use super::*;

#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    file.write_all(bytes.as_ref()).expect("it can be written");
    let found = media_type(file.path()).expect("it can be read");
    assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(bytes.as_ref()));
}

/// A ZIP file of these entries, as offices write them.
fn package(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, text) in entries {
        let method = match *name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).expect("an entry");
        writer.write_all(text.as_bytes()).expect("room in memory");
    }
    writer.finish().expect("room in memory").into_inner()
}

#[test]
fn a_document_is_told_by_how_it_begins() {
    check("%PDF-1.7\n", "application/pdf");
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png");
    check(b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg");
    check(b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp");
    check(b"\0\0\0\x18ftypmp42", "video/mp4");
    check(b"\x7fELF\x02\x01\x01", UNKNOWN);
    check(b"\x01\x02\x03\0\0", UNKNOWN);
}

#[test]
fn a_package_is_told_by_what_it_holds() {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let long = "x".repeat(100_000);
    let word = [("[Content_Types].xml", &*long), ("word/document.xml", "<w/>")];
    check(package(&word), WORD);
    // A sheet within a text makes no workbook of it.
    let within = [("word/document.xml", ""), ("word/embeddings/xl/workbook.xml", "")];
    check(package(&within), WORD);
    let text = "application/vnd.oasis.opendocument.text";
    check(package(&[("mimetype", text), ("content.xml", "<o/>")]), text);
    check(package(&[("plan.pdf", "%PDF-")]), "application/zip");
}

#[test]
fn an_older_office_document_is_told_by_its_streams() {
    let compound = |stream: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(200_000, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(210_000, 0);
        bytes
    };
    check(compound("WordDocument"), "application/msword");
    check(compound("Workbook"), "application/vnd.ms-excel");
    check(compound("Rien"), "application/x-ole-storage");
}

#[test]
fn a_text_is_a_page_only_when_it_looks_like_one() {
    check("Lisez-moi : les hauteurs sont en mètres.", "text/plain");
    check("\u{feff}<!DOCTYPE html><title>x</title>", "text/html");
    check("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml");
    check("<?xml version='1.0'?><a/>", "application/xml");
    check("a < b", "text/plain");
    check("", "text/plain");
}
