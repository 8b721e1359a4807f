//! Places as text: pairs of degrees, geometries, postal addresses.

/// Corners of mainland France and Corsica, in degrees with a margin: south, north, west, east.
const MAINLAND: (f64, f64, f64, f64) = (41.0, 51.5, -5.5, 10.0);

/// Two degrees in one cell, in the order in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair {
    /// Latitude first, or both orders are possible.
    LatLon,
    /// Longitude first.
    LonLat,
}

/// Reads `43.2965, 5.3698` or `[5.3698,43.2965]`: two decimals with points between commas, spaces
/// or a semicolon. The mainland tells the order; elsewhere, a number above 90 does.
pub fn pair(text: &str) -> Option<Pair> {
    let inner = text.trim_matches(['[', ']', '(', ')', ' ']);
    let first = *inner.as_bytes().first()?;
    if inner.len() > 48 || !(first.is_ascii_digit() || first == b'-') {
        return None;
    }
    let (first, second) = inner.split_once([',', ';']).or_else(|| inner.split_once(' '))?;
    let (first, second) = (degrees(first.trim())?, degrees(second.trim())?);
    let (south, north, west, east) = MAINLAND;
    let mainland =
        |lat: f64, lon: f64| (south..=north).contains(&lat) && (west..=east).contains(&lon);
    if first.abs() > 180.0 || second.abs() > 180.0 || (first.abs() > 90.0 && second.abs() > 90.0) {
        return None;
    }
    let reversed = first.abs() > 90.0 || mainland(second, first) && !mainland(first, second);
    Some(if reversed { Pair::LonLat } else { Pair::LatLon })
}

/// A number with a decimal point.
fn degrees(text: &str) -> Option<f64> {
    let bytes = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let shaped = bytes.contains(&b'.') && bytes.iter().all(|b| b.is_ascii_digit() || *b == b'.');
    if shaped { text.parse().ok() } else { None }
}

/// Geometry in well-known text: `POINT (5.37 43.29)`, `SRID=2154;POLYGON …`.
pub fn is_wkt(text: &str) -> bool {
    const KINDS: [&str; 7] = [
        "POINT",
        "LINESTRING",
        "POLYGON",
        "MULTIPOINT",
        "MULTILINESTRING",
        "MULTIPOLYGON",
        "GEOMETRYCOLLECTION",
    ];
    let geometry = match text.split_once(';') {
        Some((srid, geometry)) if srid.starts_with("SRID=") => geometry,
        _ => text,
    };
    let letters = geometry.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (kind, rest) = geometry.split_at(letters);
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(['Z', 'M']).unwrap_or(rest).trim_start();
    KINDS.iter().any(|k| kind.eq_ignore_ascii_case(k))
        && (rest.starts_with('(') && rest.ends_with(')') || rest == "EMPTY")
}

/// A GeoJSON geometry or feature, by its shape.
pub fn is_geojson(text: &str) -> bool {
    text.starts_with('{')
        && text.ends_with('}')
        && text.contains("\"type\"")
        && (text.contains("\"coordinates\"") || text.contains("\"geometr"))
}

/// Whether it may be a postal address: at most 200 bytes, with a word of streets or a number in
/// front of a word.
pub fn is_address(text: &str) -> bool {
    if text.len() > 200 || !text.bytes().any(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let numbered = text.bytes().take_while(u8::is_ascii_digit).count();
    let then_word = matches!(text.as_bytes().get(numbered..), Some([b' ' | b',', ..]));
    (1..=4).contains(&numbered) && then_word || text.split([' ', ',', '.']).any(is_street)
}

fn is_street(word: &str) -> bool {
    // The accents of `allée`, `cité`, `résidence`, `bâtiment`, `montée` are the only ones.
    let mut plain = [0_u8; 16];
    let mut length = 0;
    for c in word.chars() {
        let letter = match c {
            'é' | 'É' | 'è' => b'e',
            'â' | 'Â' => b'a',
            _ if c.is_ascii() => c.to_ascii_lowercase() as u8,
            _ => return false,
        };
        let Some(place) = plain.get_mut(length) else { return false };
        *place = letter;
        length += 1;
    }
    is_street_word(&plain[..length])
}

fn is_street_word(word: &[u8]) -> bool {
    matches!(
        word,
        b"rue"
            | b"avenue"
            | b"av"
            | b"ave"
            | b"boulevard"
            | b"bd"
            | b"bld"
            | b"bvd"
            | b"place"
            | b"pl"
            | b"chemin"
            | b"che"
            | b"chem"
            | b"impasse"
            | b"imp"
            | b"allee"
            | b"allees"
            | b"all"
            | b"route"
            | b"rte"
            | b"quai"
            | b"cours"
            | b"square"
            | b"sq"
            | b"passage"
            | b"pass"
            | b"promenade"
            | b"villa"
            | b"cite"
            | b"residence"
            | b"res"
            | b"hameau"
            | b"ham"
            | b"lieu-dit"
            | b"lotissement"
            | b"lot"
            | b"za"
            | b"zi"
            | b"zac"
            | b"zone"
            | b"parc"
            | b"rond-point"
            | b"esplanade"
            | b"traverse"
            | b"montee"
            | b"sentier"
            | b"ruelle"
            | b"voie"
            | b"bp"
            | b"cs"
            | b"cedex"
            | b"batiment"
            | b"bat"
            | b"faubourg"
            | b"fbg"
            | b"mail"
            | b"domaine"
            | b"quartier"
    )
}
