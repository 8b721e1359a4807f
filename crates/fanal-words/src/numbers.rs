//! Numbers and sizes.

use fanal_model::Language;

use crate::typography::{FIRM, NARROW};

/// Above this a number is written with a power of ten: its digits would be noise.
const LARGEST_PLAIN: f64 = 1e15;

/// Below this a number that is not zero is written with a power of ten.
const SMALLEST_PLAIN: f64 = 1e-7;

/// Writes a whole number with its thousands apart: `1 234` in French, `1,234` in English.
pub(crate) fn whole(language: Language, number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(language, &number.unsigned_abs().to_string()))
}

/// Writes a number with as many decimals as it has, or with exactly `decimals` of them.
pub(crate) fn decimal(language: Language, number: f64, decimals: Option<u8>) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let size = number.abs();
    let (digits, power) = if size >= LARGEST_PLAIN || (size > 0.0 && size < SMALLEST_PLAIN) {
        let written = format!("{size:e}");
        let (digits, power) = written.split_once('e').unwrap_or((&written, "0"));
        (digits.to_owned(), Some(power.to_owned()))
    } else {
        let places = decimals.map(usize::from);
        (places.map_or_else(|| size.to_string(), |n| format!("{size:.n$}")), None)
    };
    let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let negative = number < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b));
    let mut out = String::from(if negative { "-" } else { "" });
    out.push_str(&grouped(language, integer));
    if !fraction.is_empty() {
        out.push(mark(language));
        out.push_str(fraction);
    }
    if let Some(power) = power {
        out.push('e');
        out.push_str(&power);
    }
    out
}

/// Writes a size in bytes with the unit that leaves the fewest digits, in powers of 1000.
pub(crate) fn size(language: Language, bytes: u64) -> String {
    let units = match language {
        Language::French => ["octets", "ko", "Mo", "Go", "To", "Po"],
        Language::English => ["bytes", "kB", "MB", "GB", "TB", "PB"],
    };
    let mut divisor = 1_u64;
    let mut unit = 0;
    // 999 500 would be rounded to "1000 ko": it already counts as 1 Mo.
    while unit + 1 < units.len()
        && (bytes / divisor >= 1000 || unit > 0 && bytes.saturating_mul(2) / divisor >= 1999)
    {
        divisor *= 1000;
        unit += 1;
    }
    if unit == 0 {
        let name = if bytes < 2 { units[0].trim_end_matches('s') } else { units[0] };
        return format!("{bytes}{FIRM}{name}");
    }
    let tenths = (u128::from(bytes) * 10 + u128::from(divisor) / 2) / u128::from(divisor);
    let number = if tenths >= 1000 {
        let divisor = u128::from(divisor);
        ((u128::from(bytes) + divisor / 2) / divisor).to_string()
    } else if tenths % 10 == 0 {
        (tenths / 10).to_string()
    } else {
        format!("{}{}{}", tenths / 10, mark(language), tenths % 10)
    };
    format!("{number}{FIRM}{}", units[unit])
}

/// The mark between a number's whole part and its decimals.
fn mark(language: Language) -> char {
    match language {
        Language::French => ',',
        Language::English => '.',
    }
}

fn grouped(language: Language, digits: &str) -> String {
    let separator = match language {
        Language::French => NARROW,
        Language::English => ',',
    };
    let mut out = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}
