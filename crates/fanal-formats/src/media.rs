//! What the bytes of any file are, for those who get the file as it is: what its sender or its name
//! say is not asked.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use memchr::memmem::{find, rfind};

/// Bytes looked at in one place: the beginning, the end, a list of contents.
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

/// Brands of media files that are no MP4 films (ISO/IEC 14496-12, § 4.3; the register is at
/// mp4ra.org).
const BRANDS: [(&[u8; 4], &str); 6] = [
    (b"heic", "image/heic"),
    (b"heix", "image/heic"),
    (b"mif1", "image/heic"),
    (b"avif", "image/avif"),
    (b"M4A ", "audio/mp4"),
    (b"qt  ", "video/quicktime"),
];

/// Documents in a ZIP file, by a file that they hold under this whole name.
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

/// Size of a directory entry of a compound file, at whose multiples entries begin.
const COMPOUND_ENTRY_BYTES: usize = 128;

/// Room for the name of such an entry.
const COMPOUND_NAME_BYTES: usize = 64;

/// Tells the media type of a file by its bytes; `application/octet-stream` when they don't say.
/// Little of it is read, and nothing is unpacked.
///
/// # Errors
/// A file that can't be read.
pub fn media_type(path: &Path) -> io::Result<&'static str> {
    let mut file = File::open(path)?;
    let head = part(&mut file, 0)?;
    Ok(match head.as_slice() {
        [b'P', b'K', 3, 4, ..] => match declared(&head) {
            Some(kind) => kind,
            None => packaged(&mut file)?.unwrap_or("application/zip"),
        },
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            compound(&mut file, &head)?.unwrap_or("application/x-ole-storage")
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        [_, _, _, _, b'f', b't', b'y', b'p', rest @ ..] => {
            let branded = BRANDS.iter().find(|(brand, _)| rest.starts_with(*brand));
            branded.map_or("video/mp4", |(_, kind)| *kind)
        }
        head => BEGINNINGS
            .iter()
            .find(|(beginning, _)| head.starts_with(beginning))
            .map_or_else(|| of_text(head), |(_, kind)| *kind),
    })
}

/// What is looked at from this byte on.
fn part(file: &mut File, from: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.take(LOOKED_AT_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is looked at of the end. It begins where an entry of a compound file may.
fn end(file: &mut File) -> io::Result<Vec<u8>> {
    let size = file.metadata()?.len();
    let from = size.saturating_sub(LOOKED_AT_BYTES).next_multiple_of(COMPOUND_ENTRY_BYTES as u64);
    part(file, from)
}

/// The number of two or four bytes, the smallest first, that stands at this place.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The kind of a package, by the names in its central directory (APPNOTE 6.3.10, § 4.3.12).
fn packaged(file: &mut File) -> io::Result<Option<&'static str>> {
    let tail = end(file)?;
    let directory = rfind(&tail, b"PK\x05\x06").and_then(|at| number(&tail, at + 16, 4));
    let Some(directory) = directory else { return Ok(None) };
    let listed = part(file, directory)?;
    let mut listed = listed.as_slice();
    let mut found = None;
    while let Some((name, rest)) = listed_name(listed) {
        found = found.or_else(|| PACKAGES.iter().find(|(whole, _)| *whole == name));
        listed = rest;
    }
    Ok(found.map(|(_, kind)| *kind))
}

/// The name of the first entry of a central directory, and what comes behind the entry.
fn listed_name(listed: &[u8]) -> Option<(&[u8], &[u8])> {
    if !listed.starts_with(b"PK\x01\x02") {
        return None;
    }
    let length = |at| number(listed, at, 2).and_then(|length| usize::try_from(length).ok());
    let behind_name = 46 + length(28)?;
    let behind = behind_name + length(30)? + length(32)?;
    Some((listed.get(46..behind_name)?, listed.get(behind..)?))
}

/// The kind of a compound file, by its streams ([MS-CFB], § 2.6). Its header says where the list of
/// them begins; the list may go on anywhere, and most often does so at one of the ends.
fn compound(file: &mut File, head: &[u8]) -> io::Result<Option<&'static str>> {
    let mut looked_at = vec![head.to_vec(), end(file)?];
    if let (Some(shift @ 9..=12), Some(sector)) = (number(head, 30, 2), number(head, 48, 4)) {
        looked_at.push(part(file, (sector + 1) << shift)?);
    }
    let names = |name: &str| looked_at.iter().any(|bytes| has_entry(bytes, name));
    Ok(COMPOUNDS.iter().find(|(name, _)| names(name)).map(|(_, kind)| *kind))
}

/// Whether a directory entry of that name stands there: the name with zeros to its end, and its
/// length.
fn has_entry(bytes: &[u8], name: &str) -> bool {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = entry.len() + 2;
    entry.resize(COMPOUND_NAME_BYTES, 0);
    entry.extend([u8::try_from(length).unwrap_or(u8::MAX), 0]);
    bytes.chunks_exact(COMPOUND_ENTRY_BYTES).any(|there| there.starts_with(&entry))
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
