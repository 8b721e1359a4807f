//! Finds out the form of a table of text.

use std::path::Path;

use fanal_model::Problem;
use memchr::{memchr, memrchr};

use super::bytes::ByteSource;
use super::encoding::{Encoding, HighBytes};
use super::records::{Record, Records};
use super::{Marks, NO_MARK};
use crate::read::layout::COLUMN_LIMIT;
use crate::read::{Format, Header, Layout, ReadError, ReadOptions, header};

/// Bytes looked at for separators and titles.
const HEAD_BYTES: usize = 256 << 10;
/// Records looked at.
const HEAD_RECORDS: usize = 500;
const SEPARATORS: [u8; 4] = [b';', b'\t', b'|', b','];

/// Finds out encoding, line ends, separator and titles of a table of text.
pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Csv, options);
    let encoding = match &options.encoding {
        Some(name) => Encoding::named(name)?,
        None => {
            let (encoding, guessed) = encoding_of(path)?;
            if guessed {
                layout
                    .doubts
                    .push(Problem::new("encoding-unsure").text("encoding", encoding.name()));
            }
            encoding
        }
    };
    layout.encoding = encoding.name();
    let head = head(path, encoding, &mut layout, options)?;
    layout.carriage_return = memchr(b'\n', head.as_bytes()).is_none() && head.contains('\r');
    let quote = options.quote.unwrap_or(b'"');
    layout.quote = Some(quote);
    let line_end = if layout.carriage_return { b'\r' } else { b'\n' };
    let rows_with = |separator| rows(&head, Marks { separator, quote, line_end });
    layout.separator = match options.separator {
        Some(separator) => Some(separator),
        None => separator(SEPARATORS.map(|s| (s, rows_with(s)))),
    };
    let rows = rows_with(layout.separator.unwrap_or(NO_MARK));
    titles(rows, options, &mut layout)?;
    Ok(layout)
}

/// The first part of the file as text, whole lines when there are several.
fn head(
    path: &Path,
    encoding: Encoding,
    layout: &mut Layout,
    options: &ReadOptions,
) -> Result<String, ReadError> {
    let mut source = ByteSource::open(path, encoding)?;
    let mut bytes = Vec::new();
    let line_wanted = match options.header {
        Some(Header::Row(line)) => usize::try_from(line).unwrap_or(usize::MAX),
        _ => 0,
    };
    let limit = usize::try_from(layout.row_limit_bytes).unwrap_or(usize::MAX);
    loop {
        let more = source.append(&mut bytes)?;
        let lines = || memchr::memchr_iter(b'\n', &bytes).count();
        let enough =
            bytes.len() >= HEAD_BYTES && (lines() > line_wanted || memchr(b'\r', &bytes).is_some());
        if !more || enough {
            break;
        }
        if bytes.len() > limit && lines() == 0 {
            return Err(ReadError::RowTooLong { line: 1, limit_bytes: layout.row_limit_bytes });
        }
    }
    if source.read_bytes() < source.total_bytes() {
        let keep = bytes.len().min(HEAD_BYTES.max(line_wanted.saturating_mul(1024)));
        let cut = memrchr(b'\n', &bytes[..keep])
            .or_else(|| memchr(b'\n', &bytes[keep..]).map(|found| keep + found));
        if let Some(cut) = cut {
            bytes.truncate(cut + 1);
        }
    }
    let text = encoding.decode(&bytes).0.into_owned();
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(text)
}

/// The encoding of a file that does not say it, on all its bytes.
pub(in crate::read) fn encoding_of(path: &Path) -> Result<(Encoding, bool), ReadError> {
    let mut source = ByteSource::open(path, Encoding::UTF_8)?;
    let mut buffer = Vec::new();
    let mut first = true;
    let mut valid = true;
    while source.append(&mut buffer)? {
        if first {
            first = false;
            if let Some(wide) = wide(path)? {
                return Ok((wide, false));
            }
        }
        let whole = ascii_end(&buffer);
        valid = valid && simdutf8::basic::from_utf8(&buffer[..whole]).is_ok();
        if !valid {
            break;
        }
        buffer.drain(..whole);
    }
    if valid && simdutf8::basic::from_utf8(&buffer).is_ok() {
        return Ok((Encoding::UTF_8, false));
    }
    let mut source = ByteSource::open(path, Encoding::UTF_8)?;
    let mut high = HighBytes::new();
    buffer.clear();
    while source.append(&mut buffer)? {
        let whole = ascii_end(&buffer);
        high.add(&buffer[..whole]);
        buffer.drain(..whole);
    }
    high.add(&buffer);
    Ok(high.judge())
}

/// End of the last ASCII byte, behind which no character is cut.
fn ascii_end(bytes: &[u8]) -> usize {
    bytes.iter().rposition(u8::is_ascii).map_or(bytes.len(), |i| i + 1)
}

/// UTF-16, by its mark or by the zeros between Latin letters.
fn wide(path: &Path) -> Result<Option<Encoding>, ReadError> {
    use std::io::Read;
    let mut first = Vec::new();
    std::fs::File::open(path)?.take(4096).read_to_end(&mut first)?;
    let (little, big) = (Encoding::named("utf-16le")?, Encoding::named("utf-16be")?);
    if first.starts_with(&[0xFF, 0xFE]) {
        return Ok(Some(little));
    }
    if first.starts_with(&[0xFE, 0xFF]) {
        return Ok(Some(big));
    }
    let zeros = |from: usize| first.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = first.len() / 5;
    Ok(if first.len() < 4 {
        None
    } else if odd > many && even * 10 < odd {
        Some(little)
    } else {
        (even > many && odd * 10 < even).then_some(big)
    })
}

/// The first records, each with the line on which it starts.
fn rows(head: &str, marks: Marks) -> Vec<(u64, Vec<String>)> {
    let mut records = Records::new(head, marks, 1);
    let mut record = Record::default();
    let mut rows = Vec::new();
    while rows.len() < HEAD_RECORDS && records.next_into(&mut record) {
        rows.push((record.line, record.texts(head)));
    }
    rows
}

type Rows = Vec<(u64, Vec<String>)>;

/// The separator that cuts most records alike; none when no character cuts them.
fn separator(candidates: [(u8, Rows); 4]) -> Option<u8> {
    let mut best: Option<(u8, f64)> = None;
    for (separator, rows) in candidates {
        let score = consistency(&rows);
        if best.is_none_or(|(_, top)| score > top) {
            best = Some((separator, score));
        }
    }
    best.filter(|(_, score)| *score > 0.0).map(|(separator, _)| separator)
}

/// Share of the records that have the usual number of cells, more for more cells; zero when the
/// usual number is one. The first record counts like any other: titles may hold other separators.
#[expect(clippy::cast_precision_loss, reason = "a few hundred records")]
fn consistency(rows: &[(u64, Vec<String>)]) -> f64 {
    let filled: Vec<usize> = rows
        .iter()
        .filter(|(_, row)| row.iter().any(|c| !c.trim().is_empty()))
        .map(|(_, row)| row.len())
        .collect();
    let mut sorted = filled.clone();
    sorted.sort_unstable();
    let Some(usual) = sorted.get(sorted.len() / 2).copied().filter(|n| *n > 1) else {
        return 0.0;
    };
    let alike = filled.iter().filter(|n| **n == usual).count() as f64 / filled.len() as f64;
    let cells = 1.0 - 1.0 / usual as f64;
    alike * alike * (0.5 + cells)
}

fn titles(rows: Rows, options: &ReadOptions, layout: &mut Layout) -> Result<(), ReadError> {
    let cells: Vec<Vec<String>> = rows.iter().map(|(_, r)| r.clone()).collect();
    let place = match options.header {
        Some(Header::None) => None,
        Some(Header::Row(line)) => {
            Some(rows.iter().position(|(l, _)| *l == line).ok_or(ReadError::NoHeader { line })?)
        }
        None => header::find(&cells),
    };
    let below = cells.get(place.map_or(0, |p| p + 1)..).unwrap_or_default();
    let mut titles = place.and_then(|p| cells.get(p).cloned()).unwrap_or_default();
    let width = header::width(&titles, below);
    titles.resize(width, String::new());
    match place {
        Some(place) => {
            layout.header = Header::Row(rows[place].0);
            layout.body = rows.get(place + 1).map_or_else(
                || {
                    rows[place].0
                        + cells[place].iter().map(|c| c.matches('\n').count() as u64).sum::<u64>()
                        + 1
                },
                |(line, _)| *line,
            );
            if place > 0 && options.header.is_none() {
                let above = rows[place].0 - 1;
                layout.doubts.push(Problem::new("header-below").number("lines", above));
            }
        }
        None => {
            layout.header = Header::None;
            for (i, title) in titles.iter_mut().enumerate() {
                *title = format!("colonne {}", i + 1);
            }
            if options.header.is_none() {
                layout.doubts.push(Problem::new("header-missing"));
            }
        }
    }
    if titles.len() > COLUMN_LIMIT {
        return Err(ReadError::TooManyColumns { columns: titles.len(), limit: COLUMN_LIMIT });
    }
    if titles.is_empty()
        || (!titles.iter().any(|t| t.contains(char::is_alphanumeric)) && below.is_empty())
    {
        return Err(ReadError::NoColumns);
    }
    layout.titles = titles;
    Ok(())
}
