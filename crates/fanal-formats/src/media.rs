//! What the bytes of any file are, for those who get the file as it is: what its sender or its name
//! say is not asked.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use memchr::memmem::find;

/// Bytes looked at, at the beginning and at the end.
const LOOKED_AT_BYTES: u64 = 64 << 10;

/// Nobody knows what it is (RFC 2046, § 4.5.1).
const UNKNOWN: &str = "application/octet-stream";

/// How files begin, with their media types.
const BEGINNINGS: [(&[u8], &str); 24] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"AC10", "image/vnd.dwg"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"OggS", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"BEGIN:VCALENDAR", "text/calendar"),
    (b"\0asm", "application/wasm"),
    (b"\x7fELF", UNKNOWN),
    (b"MZ\x90\0", UNKNOWN),
];

/// Documents in a ZIP file, by a file that they hold. What lies within others comes last.
const PACKAGES: [(&[u8], &str); 5] = [
    (
        b"word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        b"ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (b"xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"doc.kml", "application/vnd.google-earth.kmz"),
];

/// Kinds that a ZIP file may say of itself in its first entry, `mimetype` (OpenDocument 1.3, part 2,
/// § 3.3; EPUB).
const DECLARED: [&str; 5] = [
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.graphics",
    "application/epub+zip",
];

/// Older documents of Microsoft Office, by a stream that they hold.
const COMPOUNDS: [(&str, &str); 4] = [
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
];

/// Tells the media type of a file by its bytes; `application/octet-stream` when they don't say.
/// Little of it is read, and nothing is unpacked.
///
/// # Errors
/// A file that can't be read.
pub fn media_type(path: &Path) -> io::Result<&'static str> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut head = Vec::new();
    file.by_ref().take(LOOKED_AT_BYTES).read_to_end(&mut head)?;
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(size.saturating_sub(LOOKED_AT_BYTES)))?;
    file.take(LOOKED_AT_BYTES).read_to_end(&mut tail)?;
    let has = |bytes: &[u8]| find(&head, bytes).or_else(|| find(&tail, bytes)).is_some();
    Ok(match head.as_slice() {
        [b'P', b'K', 3, 4, ..] => declared(&head)
            .or_else(|| PACKAGES.iter().find(|(name, _)| has(name)).map(|(_, kind)| *kind))
            .unwrap_or("application/zip"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            let wide = |name: &str| -> Vec<u8> {
                name.encode_utf16().flat_map(u16::to_le_bytes).collect()
            };
            let held = COMPOUNDS.iter().find(|(name, _)| has(&wide(name)));
            held.map_or("application/x-ole-storage", |(_, kind)| *kind)
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "video/mp4",
        head => BEGINNINGS
            .iter()
            .find(|(beginning, _)| head.starts_with(beginning))
            .map_or_else(|| of_text(head), |(_, kind)| *kind),
    })
}

/// The kind that a package declares.
fn declared(head: &[u8]) -> Option<&'static str> {
    // A local header has 30 bytes; then come the entry's name and its contents, which are stored.
    let said = head.get(30..)?.strip_prefix(b"mimetype")?;
    DECLARED.into_iter().find(|kind| said.starts_with(kind.as_bytes()))
}

/// The kind of a text; what has zeros or no characters of texts is none.
fn of_text(head: &[u8]) -> &'static str {
    let strange = |b: &&u8| matches!(b, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    if head.iter().any(|b| strange(&b)) {
        return UNKNOWN;
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let text = text[..text.len().min(1024)].to_ascii_lowercase();
    let has = |bytes: &[u8]| find(&text, bytes).is_some();
    match text.first() {
        Some(b'<') if has(b"<html") || has(b"<!doctype html") => "text/html",
        Some(b'<') if has(b"<svg") => "image/svg+xml",
        Some(b'<') if has(b"<?xml") => "application/xml",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests;
