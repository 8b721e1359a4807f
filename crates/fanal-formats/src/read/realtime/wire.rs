//! Protocol Buffers as they are written: keys, lengths and values.

use std::io::Read;

use fanal_model::Instant;
use serde_json::{Map, Value};

use super::schema::{Field, Kind};
use crate::read::ReadError;

/// Where the year 10000 begins, in seconds since 1970.
const LAST_SECOND: u64 = 253_402_300_800;
/// The mark of a value that says its length.
pub(super) const BYTES: u64 = 2;

/// A number from a stream, and how many bytes it took.
pub(super) fn varint_of(from: &mut impl Read) -> Result<(u64, u64), ReadError> {
    let mut value = 0;
    for place in 0..10 {
        let mut byte = [0];
        from.read_exact(&mut byte).map_err(|_| ReadError::BrokenRealtime)?;
        value |= u64::from(byte[0] & 0x7F) << (7 * place);
        if byte[0] < 0x80 {
            return Ok((value, place + 1));
        }
    }
    Err(ReadError::BrokenRealtime)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    varint_of(bytes).ok().map(|(value, _)| value)
}

fn take<'b>(bytes: &mut &'b [u8], count: u64) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(usize::try_from(count).ok()?)?;
    *bytes = rest;
    Some(taken)
}

/// A message as an object; fields that are not known are left out. None when it is broken.
pub(super) fn message(mut bytes: &[u8], fields: &[Field]) -> Option<Map<String, Value>> {
    let mut object = Map::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes)?;
        let (number, content) = match key & 7 {
            0 => (varint(&mut bytes)?, &[][..]),
            1 => (0, take(&mut bytes, 8)?),
            BYTES => {
                let length = varint(&mut bytes)?;
                (0, take(&mut bytes, length)?)
            }
            5 => (0, take(&mut bytes, 4)?),
            _ => return None,
        };
        let Some(field) = fields.iter().find(|f| u64::from(f.number) == key >> 3) else {
            continue;
        };
        let value = value(field.kind, number, content)?;
        match object.get_mut(field.name) {
            Some(Value::Array(values)) if field.repeated => values.push(value),
            _ if field.repeated => {
                object.insert(field.name.to_owned(), Value::Array(vec![value]));
            }
            _ => {
                object.insert(field.name.to_owned(), value);
            }
        }
    }
    Some(object)
}

#[expect(clippy::cast_possible_wrap, reason = "negative numbers are written as large ones")]
fn value(kind: Kind, number: u64, content: &[u8]) -> Option<Value> {
    Some(match kind {
        Kind::Text => Value::from(String::from_utf8_lossy(content)),
        Kind::Number => Value::from(number as i64),
        Kind::Boolean => Value::from(number != 0),
        Kind::Time if number == 0 => Value::Null,
        Kind::Time if number < LAST_SECOND => {
            Value::from(Instant(number as i64 * 1_000_000).to_rfc3339())
        }
        Kind::Time => Value::from(number.to_string()),
        // The shortest text of the number as it was written, not of the wider one.
        Kind::Float => {
            let float = f32::from_le_bytes(*content.first_chunk()?);
            Value::from(float.to_string().parse::<f64>().ok()?)
        }
        Kind::Double => Value::from(f64::from_le_bytes(*content.first_chunk()?)),
        Kind::Choice(names) => {
            let known = names.iter().find(|(code, _)| *code == number);
            known.map_or_else(|| Value::from(number.to_string()), |(_, name)| Value::from(*name))
        }
        Kind::Message(fields) => Value::Object(message(content, fields)?),
        // Several languages, as the reader of JSON knows them.
        Kind::Translated => message(content, super::schema::TRANSLATED)?
            .remove("translation")
            .unwrap_or(Value::Null),
    })
}
