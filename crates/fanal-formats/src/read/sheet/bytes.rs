//! The bytes of binary workbooks, and what those of old and new ones write alike.

use super::xml::broken;
use crate::read::ReadError;

/// Bytes that are read from the first to the last.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'b [u8], ReadError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(cut)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn skip(&mut self, count: usize) -> Result<(), ReadError> {
        self.take(count).map(drop)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(cut)?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, ReadError> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, ReadError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, ReadError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Result<f64, ReadError> {
        self.array().map(f64::from_le_bytes)
    }

    /// A text of two bytes a character behind its length; none counts as empty.
    pub(super) fn wide(&mut self) -> Result<String, ReadError> {
        match self.u32()? {
            u32::MAX => Ok(String::new()),
            length => self.take((length as usize).saturating_mul(2)).map(of_wide),
        }
    }
}

fn cut() -> ReadError {
    broken("a record is cut")
}

/// A text of two bytes a character.
pub(super) fn of_wide(bytes: &[u8]) -> String {
    let units = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A number in four bytes: a whole one or the upper half of a double, maybe to be divided by 100
/// (MS-XLS, § 2.5.217).
pub(super) fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

/// What a cell shows that holds an error.
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#DATA!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_four_bytes_are_read() {
        for (bits, number) in [
            (12 << 2 | 2, 12.0),
            (1_234 << 2 | 3, 12.34),
            ((-5_i32 << 2 | 2).cast_unsigned(), -5.0),
            (0x3FF0_0000, 1.0),
            (0x4059_0000 | 1, 1.0),
        ] {
            assert_eq!(rk(bits), number, "{bits:x}");
        }
    }
}
