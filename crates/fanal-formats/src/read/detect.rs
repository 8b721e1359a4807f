//! Finds out what a file is. Its content decides; an extension that says otherwise is a doubt.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use fanal_model::Problem;

use super::crs::ToDegrees;
use super::{
    Format, Layout, Opened, ReadError, ReadOptions, columnar, dbf, geo, gtfs, ics, json, realtime,
    sheet, text, xml,
};

/// Bytes looked at to tell the kind.
const HEAD_BYTES: u64 = 8 << 10;

/// Finds out what a file is: its kind and, for texts and workbooks, where its table stands. What
/// the options say is taken as said, but for the table: it was said when the file was opened. The
/// file's name is only used to doubt.
pub fn detect(file: &Opened, options: &ReadOptions) -> Result<Layout, ReadError> {
    if let Some(crs) = options.crs.as_ref().filter(|crs| ToDegrees::named(crs).is_none()) {
        return Err(ReadError::UnknownCrs(crs.clone()));
    }
    let table = file.within().map(str::to_owned);
    let asked = ReadOptions { table, ..options.clone() };
    let mut layout = match detect_within(file, &asked) {
        // A union is read although the table that the others are like has gone.
        Err(ReadError::NoSuchTable(_)) if options.union => {
            detect_within(file, &ReadOptions { table: None, ..asked })?
        }
        other => other?,
    };
    let tables = std::mem::take(&mut layout.tables);
    (layout.tables, layout.table) = file.tables(tables, layout.inner_table.clone());
    Ok(layout)
}

/// The same for the file within an archive alone: the tables are called as that file calls them.
pub(super) fn detect_within(file: &Opened, options: &ReadOptions) -> Result<Layout, ReadError> {
    let path = file.path();
    let mut head = Vec::new();
    File::open(path)?.take(HEAD_BYTES).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(ReadError::Empty);
    }
    let extension = Path::new(file.name()).extension().and_then(|e| e.to_str()).unwrap_or_default();
    let announced = Format::of_extension(extension);
    let mut layout = match options.format {
        Some(format) => detect_as(format, file, options)?,
        None => {
            let shapes = match file.is_gtfs() {
                true => gtfs::shapes::detect(path, file.name(), options)?,
                false => None,
            };
            match shapes {
                Some(layout) => layout,
                None => detect_freely(file, &head, announced, options)?,
            }
        }
    };
    if options.format.is_none() && !announced.is_empty() && !announced.contains(&layout.format) {
        let doubt = Problem::new("extension-wrong")
            .text("extension", extension)
            .text("format", layout.format.name());
        layout.doubts.push(doubt);
    }
    layout.inner_table = layout.table.take();
    Ok(layout)
}

fn detect_as(format: Format, file: &Opened, options: &ReadOptions) -> Result<Layout, ReadError> {
    let path = file.path();
    match format {
        Format::Csv => text::detect(path, options),
        Format::Json | Format::JsonLines | Format::GeoJson => {
            json::detect(path, Some(format), options)
        }
        Format::Parquet | Format::Arrow => columnar::detect(path, format, options),
        Format::Xml => xml::detect(path, options),
        Format::Dbf => dbf::detect(path, options),
        Format::Ics => ics::detect(path, options),
        Format::GtfsShapes => {
            let found = gtfs::shapes::detect(path, gtfs::shapes::FILE, options)?;
            found.ok_or(ReadError::NoColumns)
        }
        Format::GtfsRealtime => realtime::detect(path, options),
        format if format.is_geographic() => geo::detect_as(format, path, options),
        _ => sheet::detect(file, format, options),
    }
}

fn detect_freely(
    file: &Opened,
    head: &[u8],
    announced: &[Format],
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let path = file.path();
    match head {
        [b'P', b'A', b'R', b'1', ..] => return columnar::detect(path, Format::Parquet, options),
        _ if columnar::is_arrow(head) => return columnar::detect(path, Format::Arrow, options),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return sheet::detect(file, Format::Xls, options),
        [b'P', b'K', 3, 4, ..] => {
            let format = sheet::of_zip(path, file.limits())?;
            return match sheet::detect(file, format, options) {
                // A letter is not empty: it has no table.
                Err(ReadError::Empty) if matches!(format, Format::Docx | Format::Odt) => {
                    Err(ReadError::NoColumns)
                }
                other => other,
            };
        }
        [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', ..] => {
            return Err(ReadError::Archive);
        }
        [b'%', b'P', b'D', b'F', ..] => return Err(ReadError::Pdf),
        _ if realtime::is_realtime(head) => return realtime::detect(path, options),
        _ if dbf::is_dbf(head) => return dbf::detect(path, options),
        _ if ics::is_ics(head) => return ics::detect(path, options),
        _ if sheet::is_mhtml(head) => return sheet::detect(file, Format::Html, options),
        _ => {}
    }
    if let Some(layout) = geo::detect(path, head, options)? {
        return Ok(layout);
    }
    let wide = looks_wide(head);
    if if wide { !is_wide_text(head) } else { is_binary(head) } {
        return Err(ReadError::UnknownKind);
    }
    let start = head.iter().filter(|b| !matches!(b, 0xEF | 0xBB | 0xBF | 0xFF | 0xFE | 0));
    match start.copied().find(|b| !b.is_ascii_whitespace()) {
        Some(b'{' | b'[') => match json::detect(path, None, options) {
            Err(ReadError::BrokenJson { .. }) if announced.contains(&Format::Csv) => {
                text::detect(path, options)
            }
            other => other,
        },
        Some(b'<') if let Some(format) = sheet::of_text(head) => {
            match sheet::detect(file, format, options) {
                Err(ReadError::Empty) => Err(ReadError::UnknownKind),
                other => other,
            }
        }
        Some(b'<') if xml::is_xml(head) => xml::detect(path, options),
        Some(b'<') if !announced.contains(&Format::Csv) => Err(ReadError::UnknownKind),
        _ => {
            let layout = text::detect(path, options)?;
            // Text by its look, and yet not by its encoding: it is of neither kind.
            if wide && options.encoding.is_none() && !layout.encoding.starts_with("utf-16") {
                return Err(ReadError::UnknownKind);
            }
            Ok(layout)
        }
    }
}

/// Whether more than one byte in twenty is one that no text has.
fn is_binary(head: &[u8]) -> bool {
    let strange = head
        .iter()
        .filter(|b| matches!(b, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F))
        .count();
    strange * 20 > head.len()
}

/// Whether it looks like text of two bytes a character: by its mark, or by its many zeros.
fn looks_wide(head: &[u8]) -> bool {
    let zeros = head.iter().filter(|b| **b == 0).count();
    matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) || zeros > head.len() / 5
}

/// Whether it is UTF-16: nearly all units are characters such as texts have, and some of them Latin,
/// as separators and figures always are.
fn is_wide_text(head: &[u8]) -> bool {
    let zeros_at = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (is_little, bytes) = match head {
        [0xFF, 0xFE, rest @ ..] => (true, rest),
        [0xFE, 0xFF, rest @ ..] => (false, rest),
        _ => (zeros_at(1) >= zeros_at(0), head),
    };
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    let (mut all, mut strange, mut latin) = (0_usize, 0_usize, 0_usize);
    for unit in char::decode_utf16(units) {
        all += 1;
        match unit {
            Err(_) => strange += 1,
            Ok('\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{24f}') => latin += 1,
            Ok(c)
                if c.is_control()
                    || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}') =>
            {
                strange += 1;
            }
            Ok(_) => {}
        }
    }
    strange * 20 <= all && latin * 5 >= all && latin > 0
}
