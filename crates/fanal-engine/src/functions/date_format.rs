//! `date_format(date)`: a date written after a pattern (contract § 13.7).

mod names;

use std::fmt::Write as _;
use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, StringBuilder};
use arrow::datatypes::{DataType, Date32Type, TimestampMicrosecondType};
use chrono::{Datelike as _, NaiveDateTime, Timelike as _};
use chrono_tz::Tz;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;
use fanal_model::Language;

use super::computed::{Compute, call};
use crate::zone::local_of;

/// Longest pattern, in characters, and most often that a symbol is repeated in it.
const LONGEST: usize = 200;
const REPEATED: usize = 9;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Dates as texts; days as they are, instants as clocks of the zone show them.
pub(crate) fn date_format(date: Expr, pattern: Pattern, zone: Tz, language: Language) -> Expr {
    call(DateFormat { pattern, zone, language }, vec![date])
}

/// A pattern, read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Piece {
    Text(String),
    /// A symbol and how often it is repeated.
    Symbol(char, usize),
}

impl Pattern {
    /// Reads a pattern; none when it holds a letter that is no symbol, or an open quote, or is too
    /// long: what it makes of each row must be short.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let chars: Vec<char> = text.chars().collect();
        if chars.len() > LONGEST {
            return None;
        }
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            if c == '\'' {
                let (literal, after) = quoted(&chars, at)?;
                pieces.push(Piece::Text(literal));
                at = after;
            } else if c.is_alphabetic() {
                let count = chars[at..].iter().take_while(|other| **other == c).count();
                if count > REPEATED || !"yYxweEDMdHms".contains(c) {
                    return None;
                }
                pieces.push(Piece::Symbol(c, count));
                at += count;
            } else {
                pieces.push(Piece::Text(c.to_string()));
                at += 1;
            }
        }
        Some(Self(pieces))
    }

    fn write(&self, at: NaiveDateTime, language: Language, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Symbol(symbol, count) => write_symbol(*symbol, *count, at, language, out),
            }
        }
    }
}

/// A text between single quotes, where two of them are one; two alone are one as well.
fn quoted(chars: &[char], open: usize) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut at = open + 1;
    loop {
        match (chars.get(at)?, chars.get(at + 1)) {
            ('\'', _) if at == open + 1 => return Some(("'".to_owned(), at + 1)),
            ('\'', Some('\'')) => {
                text.push('\'');
                at += 2;
            }
            ('\'', _) => return Some((text, at + 1)),
            (c, _) => {
                text.push(*c);
                at += 1;
            }
        }
    }
}

fn write_symbol(
    symbol: char,
    count: usize,
    at: NaiveDateTime,
    language: Language,
    out: &mut String,
) {
    let names = names::names(language);
    let weekday = at.weekday().num_days_from_monday() as usize;
    let month = at.month0() as usize;
    let year_of = |year: i32| if count == 2 { year.rem_euclid(100) } else { year };
    let number = match symbol {
        'y' | 'Y' => i64::from(year_of(at.year())),
        'x' => i64::from(year_of(at.iso_week().year())),
        'w' => i64::from(at.iso_week().week()),
        'e' => i64::from(at.weekday().number_from_monday()),
        'E' if count < 4 => return out.push_str(names.weekdays_short[weekday]),
        'E' => return out.push_str(names.weekdays[weekday]),
        'D' => i64::from(at.ordinal()),
        'M' if count == 3 => return out.push_str(names.months_short[month]),
        'M' if count > 3 => return out.push_str(language.months()[month]),
        'M' => i64::from(at.month()),
        'd' => i64::from(at.day()),
        'H' => i64::from(at.hour()),
        'm' => i64::from(at.minute()),
        _ => i64::from(at.second()),
    };
    // Writing to a text can't fail.
    let _ = write!(out, "{number:0count$}");
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct DateFormat {
    pattern: Pattern,
    zone: Tz,
    language: Language,
}

impl Compute for DateFormat {
    const NAME: &'static str = "fanal_date_format";

    fn result(&self) -> DataType {
        DataType::Utf8
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let dates = &arguments[0];
        let days = dates.as_primitive_opt::<Date32Type>();
        let instants = dates.as_primitive_opt::<TimestampMicrosecondType>();
        let mut out = StringBuilder::new();
        let mut text = String::new();
        for row in 0..dates.len() {
            let shown = match (days, instants) {
                _ if dates.is_null(row) => None,
                (Some(days), _) => Some(local_of(i64::from(days.value(row)) * DAY, Tz::UTC)),
                (_, Some(instants)) => Some(local_of(instants.value(row), self.zone)),
                _ => None,
            };
            match shown {
                None => out.append_null(),
                Some(at) => {
                    text.clear();
                    self.pattern.write(at, self.language, &mut text);
                    out.append_value(&text);
                }
            }
        }
        Ok(Arc::new(out.finish()))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[track_caller]
    fn check(pattern: &str, french: &str, english: &str) {
        let day = NaiveDate::from_ymd_opt(2024, 12, 31).expect("a day");
        let at = day.and_hms_opt(7, 5, 9).expect("a time");
        for (expected, language) in [(french, Language::French), (english, Language::English)] {
            let mut text = String::new();
            Pattern::parse(pattern).expect("a pattern").write(at, language, &mut text);
            assert_eq!(text, expected, "{pattern}");
        }
    }

    #[test]
    fn symbols_are_written_as_the_contract_says() {
        check("dd/MM/YYYY", "31/12/2024", "31/12/2024");
        check("yy YY yyyy y", "24 24 2024 2024", "24 24 2024 2024");
        check("xx xxxx w ww e", "25 2025 1 01 2", "25 2025 1 01 2");
        check("E EEEE", "mar. mardi", "Tue Tuesday");
        check("M MM MMM MMMM", "12 12 déc. décembre", "12 12 Dec December");
        check("D DDD d", "366 366 31", "366 366 31");
        check("H:HH:m:mm:s:ss", "7:07:5:05:9:09", "7:07:5:05:9:09");
        check("YYYY-MM-dd'T'HH", "2024-12-31T07", "2024-12-31T07");
        check("'l''an' y", "l'an 2024", "l'an 2024");
        check("H 'h'", "7 h", "7 h");
        check("d''", "31'", "31'");
    }

    #[test]
    fn patterns_that_make_long_texts_are_refused() {
        check("ddddddddd", "000000031", "000000031");
        assert_eq!(Pattern::parse("dddddddddd"), None);
        assert!(Pattern::parse(&"-".repeat(200)).is_some());
        assert_eq!(Pattern::parse(&"-".repeat(201)), None);
    }

    #[test]
    fn letters_that_are_no_symbols_make_no_pattern() {
        for pattern in ["dd/mois", "d 'de", "é", "'"] {
            assert_eq!(Pattern::parse(pattern), None, "{pattern}");
        }
    }
}
