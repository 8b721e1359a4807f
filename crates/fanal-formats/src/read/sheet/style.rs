//! Number formats of workbooks: what a cell shows where its number alone does not say it.

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

/// Digits from which a format is that of a code.
const CODE_DIGITS: usize = 2;

impl Display {
    /// Reads the format code of a workbook (ECMA-376, part 1, § 18.8.31); its first section counts.
    pub(super) fn of(code: &str) -> Self {
        let mut pieces = Vec::new();
        let (mut is_percent, mut is_euro, mut is_number) = (false, false, false);
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
                }
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
        if is_percent {
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
