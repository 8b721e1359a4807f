//! Finds out what a file is. Its content decides; an extension that says otherwise is a doubt.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use fanal_model::Problem;

use super::{Format, Layout, Opened, ReadError, ReadOptions, json, parquet, sheet, text};

/// Bytes looked at to tell the kind.
const HEAD_BYTES: u64 = 8 << 10;

/// Finds out what a file is: its kind and, for texts and workbooks, where its table stands. What
/// the options say is taken as said, but for the table: it was said when the file was opened. The
/// file's name is only used to doubt.
pub fn detect(file: &Opened, options: &ReadOptions) -> Result<Layout, ReadError> {
    let path = file.path();
    let options = &ReadOptions { table: file.within().map(str::to_owned), ..options.clone() };
    let mut head = Vec::new();
    File::open(path)?.take(HEAD_BYTES).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(ReadError::Empty);
    }
    let extension = Path::new(file.name()).extension().and_then(|e| e.to_str()).unwrap_or_default();
    let announced = Format::of_extension(extension);
    let mut layout = match options.format {
        Some(format) => detect_as(format, path, options)?,
        None => detect_freely(path, &head, announced, options)?,
    };
    if options.format.is_none() && !announced.is_empty() && !announced.contains(&layout.format) {
        let doubt = Problem::new("extension-wrong")
            .text("extension", extension)
            .text("format", layout.format.name());
        layout.doubts.push(doubt);
    }
    layout.inner_table = layout.table.take();
    let tables = std::mem::take(&mut layout.tables);
    (layout.tables, layout.table) = file.tables(tables, layout.inner_table.clone());
    Ok(layout)
}

fn detect_as(format: Format, path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    match format {
        Format::Csv => text::detect(path, options),
        Format::Xlsx | Format::Xls | Format::Ods => sheet::detect(path, format, options),
        Format::Json | Format::JsonLines | Format::GeoJson => {
            json::detect(path, Some(format), options)
        }
        Format::Parquet => parquet::detect(path, options),
    }
}

fn detect_freely(
    path: &Path,
    head: &[u8],
    announced: &[Format],
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    match head {
        [b'P', b'A', b'R', b'1', ..] => return parquet::detect(path, options),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return sheet::detect(path, Format::Xls, options),
        [b'P', b'K', 3, 4, ..] => {
            let ods = head.windows(ODS.len()).take(200).any(|w| w == ODS);
            let format = if ods { Format::Ods } else { Format::Xlsx };
            return sheet::detect(path, format, options);
        }
        [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', ..] => {
            return Err(ReadError::Archive);
        }
        [b'%', b'P', b'D', b'F', ..] => return Err(ReadError::UnknownKind),
        _ => {}
    }
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let zeros = head.iter().filter(|b| **b == 0).count();
    let striped = zeros > head.len() / 5 && head.len() > 3;
    if !wide && !striped && is_binary(head) {
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
        Some(b'<') if !announced.contains(&Format::Csv) => Err(ReadError::UnknownKind),
        _ => {
            let layout = text::detect(path, options)?;
            if striped && layout.encoding == "utf-8" {
                return Err(ReadError::UnknownKind);
            }
            Ok(layout)
        }
    }
}

const ODS: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Whether more than one byte in twenty is one that no text has.
fn is_binary(head: &[u8]) -> bool {
    let strange = head
        .iter()
        .filter(|b| matches!(b, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F))
        .count();
    strange * 20 > head.len()
}
