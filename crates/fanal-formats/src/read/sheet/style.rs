//! Number formats of workbooks: what a cell shows where its number alone does not say it.

use std::ops::RangeInclusive;

/// How a workbook shows a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Display {
    /// The number says it all.
    Plain,
    /// 0.125 is shown as 12.5 %.
    Percent,
    /// An amount in euros.
    Euro,
    /// A code of so many digits: 1500 is shown as 01500.
    Code(Vec<Piece>),
    /// A day, a time or both, counted in days from 1900 or from 1904 on.
    Moment { since_1904: bool },
    /// Hours that go on beyond a day, counted in days.
    Duration,
}

/// A part of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A digit, zero where there is none.
    Zero,
    /// A digit, nothing where there is none.
    Digit,
    /// Characters between the digits.
    Literal(char),
}

/// The formats that workbooks name by a number alone and that say more than the number itself
/// (ECMA-376, part 1, § 18.8.30).
const PERCENTS: [u32; 2] = [9, 10];
const MOMENTS: [RangeInclusive<u32>; 5] = [14..=22, 27..=36, 45..=45, 47..=47, 50..=58];
const DURATIONS: [u32; 1] = [46];

/// Digits from which a format is that of a code.
const CODE_DIGITS: usize = 2;

impl Display {
    /// The format of that number, by its code when the workbook has one.
    pub(super) fn of_number_format(id: u32, code: Option<&str>, since_1904: bool) -> Self {
        let found = match code {
            Some(code) => Self::of(code),
            None if PERCENTS.contains(&id) => Self::Percent,
            None if MOMENTS.iter().any(|ids| ids.contains(&id)) => Self::Moment { since_1904 },
            None if DURATIONS.contains(&id) => Self::Duration,
            None => Self::Plain,
        };
        if matches!(found, Self::Moment { .. }) { Self::Moment { since_1904 } } else { found }
    }

    /// Reads the format code of a workbook (ECMA-376, part 1, § 18.8.31); its first section counts.
    pub(super) fn of(code: &str) -> Self {
        if ["general", "standard"].contains(&code.trim().to_ascii_lowercase().as_str()) {
            return Self::Plain;
        }
        let mut pieces = Vec::new();
        let (mut is_percent, mut is_euro, mut is_number) = (false, false, false);
        let (mut is_moment, mut is_duration) = (false, false);
        let mut characters = code.chars();
        while let Some(c) = characters.next() {
            match c {
                ';' => break,
                '"' => {
                    let quoted: String = characters.by_ref().take_while(|c| *c != '"').collect();
                    is_euro |= is_euro_sign(&quoted);
                    pieces.extend(quoted.chars().map(Piece::Literal));
                }
                '\\' => pieces.extend(characters.next().map(Piece::Literal)),
                '_' | '*' => {
                    is_number |= c == '*';
                    characters.next();
                }
                '[' => {
                    let inner: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    if let Some(currency) = inner.strip_prefix('$') {
                        let sign = currency.split('-').next().unwrap_or_default();
                        is_euro |= is_euro_sign(sign);
                        is_number |= !sign.is_empty();
                    }
                    is_duration |= is_long_time(&inner);
                }
                'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => is_moment = true,
                '€' => is_euro = true,
                '%' => is_percent = true,
                '0' => pieces.push(Piece::Zero),
                // Behind a zero all digits are shown.
                '#' | '?' if pieces.contains(&Piece::Zero) => pieces.push(Piece::Zero),
                '#' | '?' => pieces.push(Piece::Digit),
                '.' | ',' | 'E' | 'e' | '/' | '@' | '$' => is_number = true,
                other => pieces.push(Piece::Literal(other)),
            }
        }
        let zeros = pieces.iter().filter(|p| **p == Piece::Zero).count();
        if is_duration {
            Self::Duration
        } else if is_moment {
            Self::Moment { since_1904: false }
        } else if is_percent {
            Self::Percent
        } else if is_euro {
            Self::Euro
        } else if zeros >= CODE_DIGITS && !is_number {
            Self::Code(pieces)
        } else {
            Self::Plain
        }
    }

    /// The format that shows at least so many digits.
    pub(super) fn of_digits(digits: usize) -> Self {
        if digits < CODE_DIGITS {
            Self::Plain
        } else {
            Self::Code(vec![Piece::Zero; digits.min(20)])
        }
    }
}

/// Whether what stands in brackets is a time that goes on beyond its usual end: `[h]`, `[mm]`.
fn is_long_time(inner: &str) -> bool {
    let mut letters = inner.chars().map(|c| c.to_ascii_lowercase());
    let first = letters.next().filter(|c| matches!(c, 'h' | 'm' | 's'));
    first.is_some_and(|first| letters.all(|c| c == first))
}

fn is_euro_sign(text: &str) -> bool {
    matches!(text.trim(), "€" | "EUR" | "Euro" | "Euros" | "euro" | "euros")
}

/// The code as it is shown.
pub(super) fn shown(pieces: &[Piece], value: u64) -> String {
    let digits = value.to_string();
    let mut rest = digits.chars().rev();
    let places = pieces.iter().filter(|p| !matches!(p, Piece::Literal(_))).count();
    let mut place = places;
    let mut backwards = Vec::new();
    for piece in pieces.iter().rev() {
        match piece {
            // Between digits that are not there nothing is shown.
            Piece::Literal(c) => backwards.push(*c),
            Piece::Zero => backwards.push(rest.next().unwrap_or('0')),
            Piece::Digit => backwards.extend(rest.next()),
        }
        if !matches!(piece, Piece::Literal(_)) {
            place -= 1;
            if place == 0 {
                backwards.extend(rest.by_ref());
            }
        }
    }
    backwards.iter().rev().collect::<String>().trim().to_owned()
}

/// A share as text files write it: 0.125 is `12.5 %`. Workbooks show fifteen digits: those beyond
/// are what is left of a calculation.
pub(super) fn percent(share: f64) -> String {
    let scientific = format!("{share:.14e}");
    let moved = scientific.split_once('e').and_then(|(digits, power)| {
        let power: i32 = power.parse().ok()?;
        format!("{digits}e{}", power + 2).parse::<f64>().ok()
    });
    format!("{} %", moved.unwrap_or(share * 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn code(format: &str, value: u64, expected: &str) {
        let Display::Code(pieces) = Display::of(format) else { panic!("{format} is no code") };
        assert_eq!(shown(&pieces, value), expected, "{format}");
    }

    #[test]
    fn codes_are_shown_with_their_zeros() {
        code("00000", 1500, "01500");
        code("0000000000", 491_551_111, "0491551111");
        code("0#\" \"##\" \"##\" \"##\" \"##", 491_551_111, "04 91 55 11 11");
        code("000\\ 000\\ 000", 1_234_567, "001 234 567");
        code("00000;[Red]@", 13_055, "13055");
        code("00", 123, "123");
        code("\"FR\"00000", 12, "FR00012");
    }

    #[test]
    fn other_formats_are_none_of_codes() {
        for format in ["General", "0", "0.00", "#,##0", "# ##0.00", "0.00E+00", "@", "[$$-409]00"] {
            assert_eq!(Display::of(format), Display::Plain, "{format}");
        }
        assert_eq!(Display::of("0.00%"), Display::Percent);
        assert_eq!(Display::of("0\" %\""), Display::Plain);
        for format in ["#,##0.00\\ \"€\"", "#,##0\\ [$€-40C];[Red]-0", "_-* #,##0.00\\ \"€\"_-"]
        {
            assert_eq!(Display::of(format), Display::Euro, "{format}");
        }
    }

    #[test]
    fn days_and_times_are_told_from_numbers() {
        let moment = Display::Moment { since_1904: false };
        for format in
            ["dd/mm/yyyy", "[$-40C]d\\ mmmm\\ yyyy;@", "hh:mm AM/PM", "m/d/yy h:mm", "mmm"]
        {
            assert_eq!(Display::of(format), moment, "{format}");
        }
        for format in ["[h]:mm:ss", "[mm]", "[s]"] {
            assert_eq!(Display::of(format), Display::Duration, "{format}");
        }
        for format in ["Standard", "0\\ \"jours\"", "[Red]0", "0.0_s"] {
            assert_eq!(Display::of(format), Display::Plain, "{format}");
        }
        let by_number = |id, code| Display::of_number_format(id, code, true);
        assert_eq!(by_number(14, None), Display::Moment { since_1904: true });
        assert_eq!(by_number(164, Some("dd/mm/yyyy")), Display::Moment { since_1904: true });
        assert_eq!(by_number(46, None), Display::Duration);
        assert_eq!(by_number(10, None), Display::Percent);
        assert_eq!(by_number(44, None), Display::Plain);
        // What the workbook says of a number counts more.
        assert_eq!(by_number(14, Some("0.00")), Display::Plain);
    }

    #[test]
    fn shares_keep_their_digits() {
        for (share, text) in [
            (0.125, "12.5 %"),
            (0.07, "7 %"),
            (1.0, "100 %"),
            (0.0, "0 %"),
            (-0.003, "-0.3 %"),
            (1.1, "110 %"),
            (0.07 * 3.0, "21 %"),
        ] {
            assert_eq!(percent(share), text);
        }
    }
}
