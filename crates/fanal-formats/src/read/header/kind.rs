//! What a cell looks like, for telling titles from data.

use fanal_meaning::{DateOrder, is_missing_mark, moment, number};

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Text,
    Year,
    Number,
    Date,
    /// Letters and digits without spaces: the place of each, folded to a number.
    Code(u64),
    /// Address of electronic mail or of the Web.
    Address,
}

/// What most cells of a column look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usual {
    pub(super) kind: Kind,
    pub(super) values: usize,
}

/// Values of a column that are looked at.
const LOOKED_AT: usize = 50;
/// Letters and digits of a code.
const CODE_LENGTHS: std::ops::RangeInclusive<usize> = 3..=20;

/// What a cell looks like.
pub(super) fn kind(cell: &str) -> Kind {
    let cell = cell.trim();
    if let Some(found) = number(cell) {
        return match found.to_i64() {
            Some(1900..=2100) => Kind::Year,
            _ => Kind::Number,
        };
    }
    let date = [DateOrder::YearMonthDay, DateOrder::DayMonthYear];
    if date.into_iter().any(|order| moment(cell, order).is_some()) {
        return Kind::Date;
    }
    if cell.contains("://") || (cell.contains('@') && !cell.contains(' ')) {
        return Kind::Address;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    if digits * 3 >= cell.len() && CODE_LENGTHS.contains(&cell.len()) && !cell.contains(' ') {
        let digit = |sum: u64, b: u8| sum * 2 + u64::from(b.is_ascii_digit());
        return Kind::Code(cell.bytes().fold(1, digit));
    }
    Kind::Text
}

/// Whether that is more than text.
pub(super) fn is_typed(kind: Kind) -> bool {
    kind != Kind::Text
}

/// What most values of a column are; none when it has none. Years among numbers are numbers.
pub(super) fn column(rows: &[Vec<String>], index: usize) -> Option<Usual> {
    let values = rows.iter().filter_map(|row| row.get(index)).filter(|c| !c.trim().is_empty());
    let kinds: Vec<Kind> =
        values.filter(|c| !is_mark(c)).take(LOOKED_AT).map(|c| kind(c)).collect();
    let count = |wanted: Kind| kinds.iter().filter(|k| **k == wanted).count();
    let most = kinds.iter().copied().max_by_key(|k| count(*k))?;
    let mut same = count(most);
    let mut kind = most;
    if matches!(most, Kind::Year | Kind::Number) {
        same = count(Kind::Year) + count(Kind::Number);
        kind = if count(Kind::Number) > 0 { Kind::Number } else { Kind::Year };
    }
    let values = kinds.len();
    Some(Usual { kind: if same * 5 >= values * 4 { kind } else { Kind::Text }, values })
}

/// Whether a cell says that there is no value, or crosses something.
pub(super) fn is_mark(cell: &str) -> bool {
    let cell = cell.trim();
    let letter = || ["x", "s"].iter().any(|sign| cell.eq_ignore_ascii_case(sign));
    !cell.contains(char::is_alphanumeric) || letter() || is_missing_mark(cell)
}
