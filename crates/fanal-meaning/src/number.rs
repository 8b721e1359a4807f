//! Numbers as they are written in French files: `1 234,50`, `12,5 %`, `(3,20)`, `2.023E+11`.

/// The character before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// `12.5`
    #[default]
    Point,
    /// `12,5`
    Comma,
}

impl DecimalMark {
    /// A short name: `comma`, `point`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    /// Finds a mark by its [name](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Point, Self::Comma].into_iter().find(|mark| mark.name() == name)
    }

    fn sign(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// What stands behind a number; it never changes the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberUnit {
    /// Nothing.
    #[default]
    None,
    /// `%`: `12,5 %` is 12.5, its unit is %.
    Percent,
    /// `€` or `EUR`.
    Euro,
    /// `k€`: thousands of euros.
    KiloEuro,
    /// `M€`: millions of euros.
    MegaEuro,
}

impl NumberUnit {
    /// All units.
    pub const ALL: [Self; 5] =
        [Self::None, Self::Percent, Self::Euro, Self::KiloEuro, Self::MegaEuro];

    /// The sign shown to people, when there is one.
    pub fn sign(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Percent => Some("%"),
            Self::Euro => Some("€"),
            Self::KiloEuro => Some("k€"),
            Self::MegaEuro => Some("M€"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text.trim_start_matches(is_space) {
            "%" => Some(Self::Percent),
            "€" | "EUR" | "eur" | "Eur" | "euros" | "EUROS" | "Euros" | "euro" => {
                Some(Self::Euro)
            }
            "k€" | "K€" | "kEUR" | "KEUR" => Some(Self::KiloEuro),
            "M€" | "MEUR" => Some(Self::MegaEuro),
            _ => None,
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
    /// Written with a space or an apostrophe every three digits.
    pub grouped: bool,
    /// Negative because it stands in brackets, as accountants write.
    pub bracketed: bool,
    /// What stands behind it.
    pub unit: NumberUnit,
}

/// Significant digits that a double always gives back unchanged.
const SAFE_DIGITS: u8 = 15;
/// Digits behind a plus sign that make a telephone number of it.
const TELEPHONE_DIGITS: u8 = 9;

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

    /// Its digits, but for zeros in front.
    pub fn digits(&self) -> u8 {
        self.significant
    }

    /// Whether its mark may part thousands instead: `12.500`.
    pub fn may_be_thousands(&self) -> bool {
        let plain = self.decimals == 3 && self.exponent == 0 && !self.grouped;
        plain && (1..1_000).contains(&(self.mantissa / 1_000))
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

    fn push(&mut self, digit: u8) -> Option<()> {
        self.mantissa = self.mantissa.checked_mul(10)?.checked_add(u64::from(digit))?;
        self.significant += u8::from(self.mantissa != 0);
        Some(())
    }
}

const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The sign in front of a number.
#[derive(PartialEq)]
enum Sign {
    None,
    Plus,
    Minus,
    Bracket,
}

/// Reads a number, or says that the text is none. Leading zeros (`007`), a plus sign before nine
/// digits or more (`+33…`), a whole zero with a sign (`-0`) and more digits than 64 bits hold make
/// it a text: they could not be written back.
pub fn number(text: &str) -> Option<Number> {
    let bytes = text.as_bytes();
    let (sign, mut at) = sign(bytes)?;
    let start = at;
    let mut found = Number {
        negative: false,
        mantissa: 0,
        significant: 0,
        decimals: 0,
        exponent: 0,
        mark: None,
        grouped: false,
        bracketed: false,
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
    let behind = at < bytes.len() && ends(text, at, &sign, &mut found)?;
    found.negative = behind || sign == Sign::Minus || sign == Sign::Bracket;
    let lost_bracket = sign == Sign::Bracket && !found.bracketed;
    let telephone =
        sign == Sign::Plus && found.mark.is_none() && found.significant >= TELEPHONE_DIGITS;
    // A double keeps the sign of `-0,0`.
    let negative_zero = found.negative && found.mantissa == 0 && found.is_integer();
    (!negative_zero && !lost_bracket && !telephone).then_some(found)
}

/// The sign, and where the digits begin; quick to say that a text is no number.
fn sign(bytes: &[u8]) -> Option<(Sign, usize)> {
    let (sign, width) = match bytes {
        [b'0'..=b'9' | b'.' | b',', ..] => return Some((Sign::None, 0)),
        [b'-', ..] => (Sign::Minus, 1),
        [b'+', ..] => (Sign::Plus, 1),
        [b'(', ..] => (Sign::Bracket, 1),
        [0xE2, 0x88, 0x92, ..] => (Sign::Minus, 3),
        _ => return None,
    };
    // `- 12` and `( 12,5 )` keep a space behind the sign.
    let space = space_at(bytes, width).filter(|_| sign != Sign::Plus).unwrap_or(0);
    Some((sign, width + space))
}

/// What stands behind the digits: a bracket, a minus sign, a unit. Says whether it is negative.
fn ends(text: &str, at: usize, sign: &Sign, found: &mut Number) -> Option<bool> {
    let mut rest = text.get(at..)?;
    let mut negative = false;
    if *sign == Sign::Bracket {
        if let Some((inside, outside)) = rest.split_once(')') {
            found.bracketed = true;
            rest = if inside.trim_matches(is_space).is_empty() { outside } else { inside };
            if rest == inside && !outside.is_empty() {
                return None;
            }
        }
    } else if *sign == Sign::None
        // `2019-` is a period without end.
        && (found.mark.is_some() || found.grouped)
        && let Some(digits) = rest.strip_suffix('-')
    {
        negative = true;
        rest = digits;
    }
    let rest = rest.trim_end_matches(is_space);
    if !rest.is_empty() {
        found.unit = NumberUnit::read(rest)?;
    }
    Some(negative)
}

/// Reads a number of which it is known which character stands before its decimals; the other one
/// parts thousands: `1.234,50` is 1234.5, and `1.5` is none.
pub fn number_with(text: &str, decimal: DecimalMark) -> Option<Number> {
    let parting = decimal.other().sign();
    let bytes = text.as_bytes();
    if !bytes.contains(&parting) {
        return number(text);
    }
    let whole_ends = bytes.iter().position(|b| *b == decimal.sign()).unwrap_or(bytes.len());
    let first = bytes.iter().position(|b| *b == parting)?;
    let led = bytes[..first].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let mut parted = bytes.iter().enumerate().filter(|(_, b)| **b == parting);
    let three_behind = |(at, _): (usize, &u8)| {
        let group = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        group == 3 && at < whole_ends
    };
    if !(1..=3).contains(&led) || !parted.all(three_behind) {
        return None;
    }
    let joined = text.replace(char::from(parting), "");
    number(&joined).map(|found| Number { grouped: true, ..found })
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

/// Groups of exactly three digits behind the first one, all parted alike; stops before a space that
/// a unit follows.
fn groups(bytes: &[u8], mut at: usize, found: &mut Number) -> Option<usize> {
    let parted_by = bytes.get(at).copied();
    loop {
        let Some(width) = space_at(bytes, at).or_else(|| apostrophe_at(bytes, at)) else {
            return Some(at);
        };
        let group = at + width;
        let Some(digits) = bytes.get(group..group + 3) else { return Some(at) };
        if !digits.iter().all(u8::is_ascii_digit) {
            return Some(at);
        }
        if bytes.get(at).copied() != parted_by {
            return None;
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

/// The same spaces, as characters.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

/// The apostrophe of `1'234`, straight or curved.
fn apostrophe_at(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [b'\'', ..] => Some(1),
        [0xE2, 0x80, 0x99, ..] => Some(3),
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

#[cfg(test)]
mod tests;
