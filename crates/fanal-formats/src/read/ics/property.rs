//! One property of an entry: its name, its parameters and what it holds.

use chrono_tz::Tz;
use fanal_meaning::{Cell, days_from_civil};
use serde_json::Value;

use crate::read::column::Datum;
use crate::read::zone::to_utc;

const DAY_US: i64 = 86_400_000_000;

/// A property as it is written.
pub(super) struct Property {
    pub(super) name: String,
    parameters: Vec<(String, String)>,
    pub(super) value: String,
}

impl Property {
    /// None when the line is no property.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut quoted = false;
        let end = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        })?;
        let (head, value) = (&line[..end], &line[end + 1..]);
        let mut parts = head.split(';');
        let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_uppercase();
        let parameters = parts.filter_map(|part| {
            let (key, value) = part.split_once('=')?;
            Some((key.to_ascii_uppercase(), value.trim_matches('"').to_owned()))
        });
        Some(Self { name, parameters: parameters.collect(), value: value.to_owned() })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What a property holds.
#[derive(Debug, PartialEq)]
pub(super) enum Content {
    Text(String),
    Number(String),
    List(Vec<Value>),
    Place { lon: f64, lat: f64 },
    Day(i32),
    Moment { micros: i64, utc: bool },
}

impl Content {
    pub(super) fn datum(&self) -> Datum<'_> {
        match self {
            Self::Text(text) => Datum::Cell(Cell::Text(text)),
            Self::Number(text) => Datum::Cell(Cell::Free(text)),
            Self::List(values) => Datum::List(values),
            Self::Place { lon, lat } => Datum::Position(*lon, *lat),
            Self::Day(days) => Datum::Cell(Cell::Date(*days)),
            Self::Moment { micros, utc } => {
                Datum::Cell(Cell::Moment { micros: *micros, utc: *utc })
            }
        }
    }

    /// Of a property that stands twice, lists are joined and texts put below each other.
    pub(super) fn join(&mut self, other: Self) {
        match (self, other) {
            (Self::List(values), Self::List(more)) => values.extend(more),
            (Self::Text(text), Self::Text(more)) => {
                text.push('\n');
                text.push_str(&more);
            }
            _ => {}
        }
    }
}

/// Reads what a property holds; what is not as it should be stays text.
pub(super) fn content(property: &Property) -> Content {
    let value = property.value.trim();
    let text = || Content::Text(unescaped(value));
    match property.name.as_str() {
        "DTSTART" | "DTEND" | "DTSTAMP" | "CREATED" | "LAST-MODIFIED" | "DUE" | "COMPLETED"
        | "RECURRENCE-ID" => time(value, property.parameter("TZID")).unwrap_or_else(text),
        "CATEGORIES" | "RESOURCES" | "EXDATE" | "RDATE" => {
            Content::List(split(value).into_iter().map(Value::from).collect())
        }
        "ATTENDEE" | "COMMENT" | "ATTACH" | "CONTACT" | "RELATED-TO" => {
            Content::List(vec![Value::from(unescaped(value))])
        }
        "GEO" => place(value).unwrap_or_else(text),
        "PRIORITY" | "SEQUENCE" | "PERCENT-COMPLETE" => Content::Number(value.to_owned()),
        _ => text(),
    }
}

/// Latitude and longitude.
fn place(value: &str) -> Option<Content> {
    let (lat, lon) = value.split_once([';', ','])?;
    let (lat, lon) = (lat.trim().parse::<f64>().ok()?, lon.trim().parse::<f64>().ok()?);
    Some(Content::Place { lon, lat })
}

/// A day, or a moment: in UTC, on the clock of a zone, or on that of whoever reads.
fn time(value: &str, zone: Option<&str>) -> Option<Content> {
    let part = |range: std::ops::Range<usize>| {
        value.get(range).filter(|p| p.bytes().all(|b| b.is_ascii_digit()))?.parse::<u32>().ok()
    };
    let days = days_from_civil(part(0..4)?, part(4..6)?, part(6..8)?)?;
    if value.len() == 8 {
        return Some(Content::Day(days));
    }
    if value.as_bytes().get(8) != Some(&b'T') {
        return None;
    }
    let (hour, minute, second) = (part(9..11)?, part(11..13)?, part(13..15).unwrap_or(0));
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = i64::from(hour * 3_600 + minute * 60 + second);
    let local = i64::from(days) * DAY_US + seconds * 1_000_000;
    if value.ends_with(['Z', 'z']) {
        return Some(Content::Moment { micros: local, utc: true });
    }
    let utc = zone.and_then(named_zone).and_then(|zone| to_utc(zone, local));
    Some(match utc {
        Some(micros) => Content::Moment { micros, utc: true },
        None => Content::Moment { micros: local, utc: false },
    })
}

/// A zone by its IANA name, also behind the name of a program's own list, or as Windows calls
/// those of France and its neighbours.
fn named_zone(name: &str) -> Option<Tz> {
    let name = name.trim();
    let windows = match name {
        "Romance Standard Time" | "Romance" | "CET" => "Europe/Paris",
        "W. Europe Standard Time" => "Europe/Berlin",
        "GMT Standard Time" => "Europe/London",
        "UTC" | "GMT" | "Etc/UTC" => "UTC",
        "SA Western Standard Time" => "America/Guadeloupe",
        "Mauritius Standard Time" => "Indian/Reunion",
        other => other,
    };
    let last_two =
        || name.rmatch_indices('/').nth(1).and_then(|(at, _)| name[at + 1..].parse().ok());
    windows.parse().ok().or_else(last_two)
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => text.push('\\'),
            },
            other => text.push(other),
        }
    }
    text
}

/// The values between commas, those behind a backslash left out.
fn split(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for character in value.chars() {
        match parts.last_mut() {
            Some(part) if escaped || character != ',' => part.push(character),
            _ => parts.push(String::new()),
        }
        escaped = character == '\\' && !escaped;
    }
    parts.iter().map(|part| unescaped(part.trim())).filter(|part| !part.is_empty()).collect()
}
