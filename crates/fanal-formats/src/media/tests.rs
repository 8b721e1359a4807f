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
fn package(entries: &[(&str, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, text) in entries {
        let method = match *name {
            name if name == "mimetype" || name.ends_with(".docx") => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).expect("an entry");
        writer.write_all(text.as_ref()).expect("room in memory");
    }
    writer.finish().expect("room in memory").into_inner()
}

#[test]
fn a_document_is_told_by_how_it_begins() {
    check("%PDF-1.7\n", "application/pdf");
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png");
    check(b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg");
    check(b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp");
    check(b"\x7fELF\x02\x01\x01", UNKNOWN);
    check(b"\x01\x02\x03\0\0", UNKNOWN);
}

#[test]
fn a_media_file_is_told_by_its_brand() {
    for (brand, expected) in [
        ("mp42", "video/mp4"),
        ("isom", "video/mp4"),
        ("heic", "image/heic"),
        ("heix", "image/heic"),
        ("mif1", "image/heic"),
        ("avif", "image/avif"),
        ("M4A ", "audio/mp4"),
        ("qt  ", "video/quicktime"),
        ("", "video/mp4"),
    ] {
        check(format!("\0\0\0\x18ftyp{brand}"), expected);
    }
}

#[test]
fn a_package_is_told_by_what_it_holds() {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let long = "x".repeat(100_000);
    let word = [("[Content_Types].xml", &*long), ("word/document.xml", "<w/>")];
    check(package(&word), WORD);
    // A sheet within a text makes no workbook of it.
    let within = [("word/embeddings/xl/workbook.xml", ""), ("word/document.xml", "")];
    check(package(&within), WORD);
    let text = "application/vnd.oasis.opendocument.text";
    check(package(&[("mimetype", text), ("content.xml", "<o/>")]), text);
    check(package(&[("plan.pdf", "%PDF-")]), "application/zip");
    // Neither do files within or beside it make a document of an archive.
    check(package(&[("notice.docx", package(&word))]), "application/zip");
    check(package(&[("calques/doc.kml", "<kml/>")]), "application/zip");
    check(package(&[("doc.kml", "<kml/>")]), "application/vnd.google-earth.kmz");
    let commented = [&package(&word)[..], b" "].concat();
    check(commented, WORD);
    check(b"PK\x03\x04PK\x05\x06", "application/zip");
}

#[test]
fn an_older_office_document_is_told_by_its_streams() {
    for at in [1024, 200_064, 400_000] {
        check(compound("WordDocument", at), "application/msword");
        check(compound("Workbook", at), "application/vnd.ms-excel");
        check(compound("Book", at), "application/vnd.ms-excel");
        check(compound("Rien", at), "application/x-ole-storage");
        // Words of a document, or a stream whose name is longer.
        check(compound("MyBook", at), "application/x-ole-storage");
        check(compound("Book of notes", at), "application/x-ole-storage");
    }
    let mut words = compound("Rien", 1024);
    words[2048..2056].copy_from_slice(b"B\0o\0o\0k\0");
    check(words, "application/x-ole-storage");
}

/// A compound file of 400 kB with a stream of that name, listed in the sector at or before `at`.
fn compound(stream: &str, at: usize) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(400_384, 0);
    bytes[30] = 9;
    let sector = at / 512;
    let first = u32::try_from(sector - 1).expect("it is small");
    bytes[48..52].copy_from_slice(&first.to_le_bytes());
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let entry = sector * 512 + 128;
    bytes[entry..entry + name.len()].copy_from_slice(&name);
    bytes[entry + 64] = u8::try_from(name.len() + 2).expect("it is short");
    bytes
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
