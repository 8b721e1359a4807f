//! Numbers as they are written in French files: `1 234,50`, `12,5 %`, `-3.2`, `2.023E+11`.

/// The character before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// `12.5`
    #[default]
    Point,
    /// `12,5`
    Comma,
}

/// What stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberUnit {
    /// Nothing.
    #[default]
    None,
    /// `%`: `12,5 %` is 12.5, its unit is %.
    Percent,
    /// `€` or `EUR`.
    Euro,
}

impl NumberUnit {
    /// The sign shown to people, when there is one.
    pub fn sign(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Percent => Some("%"),
            Self::Euro => Some("€"),
        }
    }
}

/// A number and the way it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    negative: bool,
    mantissa: u64,
    significant: u8,
    decimals: u8,
    exponent: i16,
    /// The character before the decimals, when there are decimals.
    pub mark: Option<DecimalMark>,
    /// Written with a space every three digits.
    pub grouped: bool,
    /// What stands behind it.
    pub unit: NumberUnit,
}

/// Significant digits that a double always gives back unchanged.
const SAFE_DIGITS: u8 = 15;

impl Number {
    /// Whether it has neither decimals nor exponent.
    pub fn is_integer(&self) -> bool {
        self.mark.is_none() && self.exponent == 0
    }

    /// Whether it is written with a power of ten, as spreadsheets abbreviate long numbers.
    pub fn is_scientific(&self) -> bool {
        self.exponent != 0
    }

    /// Its value as a whole number, when it is one and 64 bits hold it.
    pub fn to_i64(&self) -> Option<i64> {
        if !self.is_integer() {
            return None;
        }
        let value = i64::try_from(self.mantissa).ok()?;
        Some(if self.negative { -value } else { value })
    }

    /// Its value as a double, when the double gives back every digit.
    pub fn to_f64(&self) -> Option<f64> {
        let value = self.nearest();
        let exact = self.significant <= SAFE_DIGITS || self.written_back(value);
        exact.then_some(value)
    }

    /// Whether a double could stand for it although it is written as a whole number.
    pub fn is_short(&self) -> bool {
        self.significant <= SAFE_DIGITS
    }

    fn nearest(&self) -> f64 {
        let power = i32::from(self.exponent) - i32::from(self.decimals);
        let magnitude = if self.mantissa < (1 << 53) && (-22..=22).contains(&power) {
            // Both sides are exact doubles, so that one rounding gives the nearest value.
            let ten = POWERS[usize::try_from(power.unsigned_abs()).unwrap_or(0)];
            #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
            let whole = self.mantissa as f64;
            if power < 0 { whole / ten } else { whole * ten }
        } else {
            format!("{}e{power}", self.mantissa).parse().unwrap_or(f64::NAN)
        };
        if self.negative { -magnitude } else { magnitude }
    }

    fn written_back(&self, value: f64) -> bool {
        let text = format!("{:e}", value.abs());
        let digits = text.split('e').next().unwrap_or_default().replace('.', "");
        let written = self.mantissa.to_string();
        digits.trim_end_matches('0') == written.trim_end_matches('0')
    }
}

const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Reads a number, or says that the text is none. Leading zeros (`007`), a plus sign (`+33…`), a
/// negative zero and more digits than 64 bits hold make it a text: they could not be written back.
pub fn number(text: &str) -> Option<Number> {
    let bytes = text.as_bytes();
    let negative = bytes.first() == Some(&b'-');
    let mut at = usize::from(negative);
    let start = at;
    let mut found = Number {
        negative,
        mantissa: 0,
        significant: 0,
        decimals: 0,
        exponent: 0,
        mark: None,
        grouped: false,
        unit: NumberUnit::None,
    };
    while let Some(digit) = digit_at(bytes, at) {
        found.push(digit)?;
        at += 1;
    }
    let first_group = at - start;
    if at < bytes.len() && (1..=3).contains(&first_group) {
        at = groups(bytes, at, &mut found)?;
    }
    if bytes.get(start) == Some(&b'0') && (first_group > 1 || found.grouped) {
        return None;
    }
    if let Some(mark) = mark_at(bytes, at) {
        digit_at(bytes, at + 1)?;
        found.mark = Some(mark);
        at += 1;
        while let Some(digit) = digit_at(bytes, at) {
            found.push(digit)?;
            found.decimals = found.decimals.checked_add(1)?;
            at += 1;
        }
        at = exponent(bytes, at, &mut found)?;
    } else if first_group == 0 {
        return None;
    }
    if at < bytes.len() {
        found.unit = unit(text.get(at..)?)?;
    }
    let negative_zero = negative && found.mantissa == 0;
    (!negative_zero).then_some(found)
}

impl Number {
    fn push(&mut self, digit: u8) -> Option<()> {
        self.mantissa = self.mantissa.checked_mul(10)?.checked_add(u64::from(digit))?;
        self.significant += u8::from(self.mantissa != 0);
        Some(())
    }
}

fn digit_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).map(|b| b.wrapping_sub(b'0')).filter(|d| *d < 10)
}

fn mark_at(bytes: &[u8], at: usize) -> Option<DecimalMark> {
    match bytes.get(at) {
        Some(b'.') => Some(DecimalMark::Point),
        Some(b',') => Some(DecimalMark::Comma),
        _ => None,
    }
}

/// Groups of exactly three digits behind the first one; stops before a space that a unit follows.
fn groups(bytes: &[u8], mut at: usize, found: &mut Number) -> Option<usize> {
    loop {
        let Some(width) = space_at(bytes, at) else { return Some(at) };
        let group = at + width;
        let Some(digits) = bytes.get(group..group + 3) else { return Some(at) };
        if !digits.iter().all(u8::is_ascii_digit) {
            return Some(at);
        }
        for digit in digits {
            found.push(digit - b'0')?;
        }
        found.grouped = true;
        at = group + 3;
        if digit_at(bytes, at).is_some() {
            return None;
        }
    }
}

/// Bytes of the space that stands here: plain, no-break, narrow no-break, thin or figure space.
fn space_at(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [b' ', ..] => Some(1),
        [0xC2, 0xA0, ..] => Some(2),
        [0xE2, 0x80, 0xAF | 0x89 | 0x87, ..] => Some(3),
        _ => None,
    }
}

/// Only as spreadsheets write it, with its sign: `E+11`.
fn exponent(bytes: &[u8], at: usize, found: &mut Number) -> Option<usize> {
    let (Some(b'E' | b'e'), Some(sign @ (b'+' | b'-'))) = (bytes.get(at), bytes.get(at + 1)) else {
        return Some(at);
    };
    let mut end = at + 2;
    while let Some(digit) = digit_at(bytes, end).filter(|_| end < at + 5) {
        found.exponent = found.exponent * 10 + i16::from(digit);
        end += 1;
    }
    if end == at + 2 || found.exponent > 300 {
        return None;
    }
    if *sign == b'-' {
        found.exponent = -found.exponent;
    }
    Some(end)
}

fn unit(rest: &str) -> Option<NumberUnit> {
    match rest.trim_start() {
        "%" => Some(NumberUnit::Percent),
        "€" | "EUR" => Some(NumberUnit::Euro),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<f64>) {
        assert_eq!(number(text).and_then(|n| n.to_f64()), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_as_the_french_write_them() {
        check("1 234,50", Some(1234.5));
        check("1\u{a0}234\u{a0}567", Some(1_234_567.0));
        check("1\u{202f}234,5 €", Some(1234.5));
        check("12,5 %", Some(12.5));
        check("12,5%", Some(12.5));
        check("-3.25", Some(-3.25));
        check("0,0", Some(0.0));
        check("100 %", Some(100.0));
        check(".5", Some(0.5));
        check("2.023E+11", Some(202_300_000_000.0));
        check("43.529500", Some(43.5295));
    }

    #[test]
    fn what_could_not_be_written_back_is_no_number() {
        for text in [
            "007",
            "01500",
            "+33491551111",
            "04 91 55 11 11",
            "2A004",
            "-0",
            "1 23",
            "12 3456",
            "1.",
            "",
            "-",
            "12,5 kg",
            "1,234.50",
            "1E5",
            "NC",
            "0 123",
            "99999999999999999999",
            "123.4567890123456789",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn long_decimals_stay_when_the_double_gives_them_back() {
        check("43.29441760000001", Some(43.294_417_600_000_01));
        check("5.38485384024201", Some(5.384_853_840_242_01));
        assert_eq!(number("9223372036854775807").and_then(|n| n.to_i64()), Some(i64::MAX));
        assert_eq!(number("9223372036854775808").and_then(|n| n.to_i64()), None);
    }
}
