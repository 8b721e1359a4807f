//! Finds out the form of a table of text.

use std::path::Path;

use fanal_model::Problem;
use memchr::{memchr, memchr_iter, memrchr};

use super::bytes::{ByteSource, Returns, Unwrap};
use super::encoding::Encoding;
use super::separator::{Cut, Rows};
use super::{MARK, Marks, NO_MARK, guess};
use crate::read::layout::{COLUMN_LIMIT, NO_QUOTE};
use crate::read::{Format, Header, Layout, ReadError, ReadOptions, header};

/// Bytes looked at for separators and titles.
const HEAD_BYTES: usize = 256 << 10;

/// Finds out encoding, line ends, separator and titles of a table of text.
pub(in crate::read) fn detect(path: &Path, options: &ReadOptions) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(Format::Csv, options);
    let encoding = encoding(path, options, &mut layout)?;
    let head = head(path, encoding, &layout, options)?;
    let (cut, head) = lines(cut(&head, options), head, options, &mut layout);
    let cut = if options.quote.is_none() { quotes(cut, &head, options) } else { cut };
    let rows = told(cut, options, &mut layout);
    titles(&rows, options, &mut layout)?;
    Ok(layout)
}

fn encoding(
    path: &Path,
    options: &ReadOptions,
    layout: &mut Layout,
) -> Result<Encoding, ReadError> {
    let encoding = match &options.encoding {
        Some(name) => Encoding::named(name)?,
        None => {
            let guess = guess::encoding_of(path)?;
            layout.evidence.push(guess.evidence);
            if guess.unsure {
                let doubt = Problem::new("encoding-unsure");
                layout.doubts.push(doubt.text("encoding", guess.encoding.name()));
            }
            guess.encoding
        }
    };
    layout.encoding = encoding.name();
    Ok(encoding)
}

/// The first part of the file as text, whole lines when there are several.
fn head(
    path: &Path,
    encoding: Encoding,
    layout: &Layout,
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
        let lines = || memchr_iter(b'\n', &bytes).count();
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
    bytes.retain(|b| *b != 0);
    let text = encoding.decode(&bytes).0.into_owned();
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(text)
}

/// Cuts the head by what was said, else by what fits best.
fn cut(head: &str, options: &ReadOptions) -> Cut {
    let quote = options.quote.unwrap_or(b'"');
    match options.separator.or_else(|| declared(head)) {
        Some(separator) => {
            Cut::of(head, Marks { separator, quote, escape: false, cell_limit: usize::MAX })
        }
        None => Cut::best(head, quote, false),
    }
}

/// The separator that the first line declares, as Excel writes and reads it: `sep=;`.
fn declared(head: &str) -> Option<u8> {
    let line = head.lines().next()?.trim_matches(['"', ' ', '\r']);
    let (word, separator) = line.split_at_checked(4)?;
    let one = separator.as_bytes().first().filter(|b| b.is_ascii_punctuation() || **b == b'\t')?;
    let alone = separator[1..].bytes().all(|b| b == *one);
    (word.eq_ignore_ascii_case("sep=") && alone).then_some(*one)
}

/// Finds out whether lines end otherwise than usual, or are in quotes as a whole.
fn lines(cut: Cut, head: String, options: &ReadOptions, layout: &mut Layout) -> (Cut, String) {
    let mended = |mend: &mut dyn FnMut(&mut Vec<u8>)| {
        let mut bytes = head.clone().into_bytes();
        mend(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (self::cut(&text, options), text)
    };
    if lone_returns(&head) > 0 {
        let (other, text) = mended(&mut |bytes| Returns::default().mend(bytes, 0, true));
        let feeds = memchr_iter(b'\n', head.as_bytes()).count();
        let more = other.alike > cut.alike && other.score > cut.score * 0.8;
        if feeds == 0 || more || other.score > cut.score {
            layout.text.lone_returns = true;
            layout.evidence.push(Problem::new("lines-end-with-returns"));
            return (other, text);
        }
    }
    let in_quotes = head.lines().filter(|l| l.starts_with('"') && l.len() > 2).count();
    if in_quotes * 2 > head.lines().count() && options.quote.is_none() {
        let (other, text) = mended(&mut |bytes| Unwrap::default().mend(bytes, 0, true));
        let several = other.is_cut() && (other.cells > 2 || other.marks.separator != b',');
        if several && other.score > 0.5 && other.score > cut.score * 1.5 {
            layout.text.wrapped = true;
            layout.evidence.push(Problem::new("lines-in-quotes"));
            return (other, text);
        }
    }
    (cut, head)
}

/// Carriage returns without a line feed behind them.
fn lone_returns(head: &str) -> usize {
    let bytes = head.as_bytes();
    let lone = |at: &usize| !matches!(bytes.get(at + 1), Some(b'\n' | b'\r'));
    memchr_iter(b'\r', bytes).filter(lone).count()
}

/// Finds out whether other characters than usual stand around cells or escape quotes: only when
/// that is sure.
fn quotes(cut: Cut, head: &str, options: &ReadOptions) -> Cut {
    let said = options.separator.or_else(|| declared(head)).is_some();
    let again = |marks: Marks| {
        if said { Cut::of(head, marks) } else { Cut::best(head, marks.quote, marks.escape) }
    };
    if head.contains("\\\"") {
        let other = again(Marks { escape: true, ..cut.marks });
        let better = other.stray_quotes < cut.stray_quotes || other.alike > cut.alike;
        let letters = head.match_indices("\\\"").filter(|(at, _)| {
            let next = head[at + 2..].chars().next();
            next.is_some_and(char::is_alphanumeric)
        });
        let worse = other.stray_quotes > cut.stray_quotes || other.alike < cut.alike;
        if !worse && (better || letters.count() > 0) {
            return other;
        }
    }
    let cells = || cut.rows.iter().flat_map(|(_, row)| row);
    let single = cells().filter(|c| c.len() > 1 && c.starts_with('\'')).count();
    if single >= 3 && single * 5 >= cut.rows.len() && !head.contains('"') {
        let other = again(Marks { quote: b'\'', ..cut.marks });
        let open = other.rows.iter().flat_map(|(_, row)| row).any(|c| c.starts_with('\''));
        if !open && other.stray_quotes == 0 && other.score >= cut.score {
            return other;
        }
    }
    cut
}

/// Puts down what was found, and gives the rows.
fn told(cut: Cut, options: &ReadOptions, layout: &mut Layout) -> Rows {
    let Cut { marks, mut rows, .. } = cut;
    layout.separator = (marks.separator != NO_MARK).then_some(marks.separator);
    layout.quote = Some(marks.quote).filter(|quote| *quote != NO_QUOTE);
    layout.text.escape = marks.escape;
    let first = rows.first().map(|(_, row)| row.concat()).unwrap_or_default();
    let is_declared =
        first.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("sep=")) && first.len() <= 5;
    if is_declared {
        rows.remove(0);
    }
    if options.separator.is_none() {
        let name = match marks.separator {
            b';' => "semicolon".to_owned(),
            b',' => "comma".to_owned(),
            b'\t' => "tab".to_owned(),
            b'|' => "bar".to_owned(),
            other => char::from(other).to_string(),
        };
        layout.evidence.push(match layout.separator {
            None => Problem::new("separator-none"),
            Some(_) if is_declared => Problem::new("separator-declared").text("separator", name),
            Some(_) => Problem::new("separator-decided")
                .text("separator", name)
                .number("cells", cut.cells)
                .number("alike", cut.alike)
                .number("rows", cut.weighed),
        });
    }
    if options.quote.is_none() && marks.quote == b'\'' {
        layout.evidence.push(Problem::new("quotes-single"));
    }
    if marks.escape {
        layout.evidence.push(Problem::new("quotes-escaped"));
    }
    rows
}

fn titles(rows: &Rows, options: &ReadOptions, layout: &mut Layout) -> Result<(), ReadError> {
    let cells: Vec<Vec<String>> = rows.iter().map(|(_, r)| r.clone()).collect();
    let said = match options.header {
        None => header::Said::Nothing,
        Some(Header::None) => header::Said::None,
        Some(Header::Row(line)) => {
            let place = rows.iter().position(|(l, _)| *l == line);
            header::Said::Row(place.ok_or(ReadError::NoHeader { line })?)
        }
    };
    let found = header::settle(&cells, said);
    let (above, below) = (found.rows.start, cells.get(found.rows.end..).unwrap_or_default());
    layout.header = Header::None;
    layout.body = rows.first().map_or(1, |(line, _)| *line);
    layout.text.titles = cells[found.rows.clone()].iter().map(|row| trimmed(row)).collect();
    if let Some(last) = found.rows.end.checked_sub(1).filter(|_| !found.rows.is_empty()) {
        layout.header = Header::Row(rows[above].0);
        layout.body = rows.get(found.rows.end).map_or_else(
            || rows[last].0 + cells[last].iter().map(|c| lines_in(c)).sum::<u64>() + 1,
            |(line, _)| *line,
        );
        let before = rows[above].0 - 1;
        if before > 0 && options.header.is_none() && above > 0 {
            layout.doubts.push(Problem::new("header-below").number("lines", before));
        }
    }
    if options.header.is_none() {
        found.tell(rows.get(above).map_or(1, |(line, _)| *line), layout);
    }
    if found.titles.len() > COLUMN_LIMIT {
        let columns = found.titles.len();
        return Err(ReadError::TooManyColumns { columns, limit: COLUMN_LIMIT });
    }
    if found.titles.is_empty()
        || (!found.titles.iter().any(|t| t.contains(char::is_alphanumeric)) && below.is_empty())
    {
        return Err(ReadError::NoColumns);
    }
    let damaged = found.titles.iter().filter(|t| t.contains('\u{FFFD}')).count();
    if damaged > 0 {
        layout.doubts.push(Problem::new("titles-damaged").number("count", damaged));
    }
    layout.titles = found.titles;
    Ok(())
}

fn lines_in(cell: &str) -> u64 {
    memchr_iter(b'\n', cell.as_bytes()).count() as u64
}

fn trimmed(row: &[String]) -> Vec<String> {
    let mark = std::str::from_utf8(MARK).unwrap_or_default();
    let end = row.iter().rposition(|c| !c.trim().is_empty()).map_or(0, |at| at + 1);
    row[..end].iter().map(|c| c.trim_start_matches(mark).trim().to_owned()).collect()
}
