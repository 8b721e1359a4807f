//! Which kind of workbook or of text a file is, by its content.

use std::io::Read;
use std::path::Path;

use memchr::memmem;

use super::package::Package;
use crate::read::{Format, ReadError, UnpackLimits};

/// Bytes of the longest kind.
const KIND_LIMIT_BYTES: u64 = 200;

/// The kind of a ZIP file that is one document; XLSX when nothing tells.
pub(in crate::read) fn of_zip(path: &Path, limits: UnpackLimits) -> Result<Format, ReadError> {
    let mut package = Package::open(path, limits)?;
    let mut kind = String::new();
    if let Some(part) = package.part("mimetype")? {
        // A kind that can't be read is none.
        drop(part.take(KIND_LIMIT_BYTES).read_to_string(&mut kind));
    }
    let is_slides = kind.starts_with("application/vnd.oasis.opendocument.presentation");
    if is_slides || package.has("ppt/presentation.xml") {
        return Err(ReadError::UnknownKind);
    }
    Ok(if kind.starts_with("application/vnd.oasis.opendocument.text") {
        Format::Odt
    } else if package.has("content.xml") {
        Format::Ods
    } else if package.has("xl/workbook.bin") {
        Format::Xlsb
    } else if package.has("word/document.xml") {
        Format::Docx
    } else {
        Format::Xlsx
    })
}

/// The kind of a text in angle brackets that holds tables for people.
pub(in crate::read) fn of_text(head: &[u8]) -> Option<Format> {
    let text: Vec<u8> = head.iter().filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let has = |bytes: &[u8]| memmem::find(&text, bytes).is_some();
    if has(b"urn:schemas-microsoft-com:office:spreadsheet") && has(b"<?xml") && has(b"workbook") {
        return Some(Format::ExcelXml);
    }
    let is_page = [&b"<html"[..], b"<!doctype html", b"<table", b"<body", b"<meta "];

    is_page.iter().any(|mark| has(mark)).then_some(Format::Html)
}
