//! Identifiers that programs make and read.

/// Universally unique identifier: `87e0fb5a-e591-11eb-ba80-0242ac130004`.
pub fn is_uuid(text: &str) -> bool {
    let b = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(text).as_bytes();
    b.len() == 36
        && b.iter().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Identifier of MongoDB: 24 hexadecimal digits, not all decimal.
pub fn is_object_id(text: &str) -> bool {
    text.len() == 24
        && text.bytes().all(|b| b.is_ascii_hexdigit())
        && text.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Colour of the web: `#1a2b3c`, `#abc`.
pub fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|rest| {
        matches!(rest.len(), 3 | 6 | 8) && rest.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

/// Media type: `application/pdf`.
pub fn is_mime(text: &str) -> bool {
    const KINDS: [&str; 8] =
        ["application", "audio", "font", "image", "message", "model", "text", "video"];
    text.split_once('/').is_some_and(|(kind, rest)| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-' | b'_');
        KINDS.contains(&kind) && !rest.is_empty() && rest.bytes().all(plain)
    })
}

/// Internet address, version 4 or 6.
pub fn is_ip(text: &str) -> bool {
    text.len() >= 7 && text.parse::<std::net::IpAddr>().is_ok()
}
