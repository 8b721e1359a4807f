//! The many ways in which a coordinate system is named.

/// What IGN calls its systems, and their EPSG codes.
const IGNF: [(&str, u32); 22] = [
    ("LAMB93", 2154),
    ("RGF93LAMB93", 2154),
    ("LAMBE", 27572),
    ("LAMB2E", 27572),
    ("LAMB1", 27561),
    ("LAMB2", 27562),
    ("LAMB3", 27563),
    ("LAMB4", 27564),
    ("LAMB1C", 27571),
    ("LAMB2C", 27572),
    ("LAMB3C", 27573),
    ("LAMB4C", 27574),
    ("RGF93G", 4171),
    ("WGS84G", 4326),
    ("WGS84GDD", 4326),
    ("RGAF09UTM20", 5490),
    ("RRAFGUADU20", 4559),
    ("RRAFMARTU20", 4559),
    ("RGFG95UTM22", 2972),
    ("UTM22RGFG95", 2972),
    ("RGR92UTM40S", 2975),
    ("RGM04UTM38S", 4471),
];

/// Everyday names, as letters and digits only.
const EVERYDAY: [(&str, u32); 34] = [
    ("WGS84", 4326),
    ("GPS", 4326),
    ("CRS84", 4326),
    ("RGF93", 2154),
    ("RGF93LAMBERT93", 2154),
    ("LAMBERT93", 2154),
    ("LAMB93", 2154),
    ("L93", 2154),
    ("LB93", 2154),
    ("LAMBERT2ETENDU", 27572),
    ("LAMBERTIIETENDU", 27572),
    ("LAMBERT2E", 27572),
    ("L2E", 27572),
    ("LII", 27572),
    ("LIIE", 27572),
    ("WEBMERCATOR", 3857),
    ("MERCATOR", 3857),
    ("NTFLAMBERTIIETENDU", 27572),
    ("LAMBERT1", 27561),
    ("LAMBERT2", 27562),
    ("LAMBERT3", 27563),
    ("LAMBERT4", 27564),
    ("NTFPARISLAMBERTZONEI", 27571),
    ("NTFPARISLAMBERTZONEII", 27572),
    ("NTFPARISLAMBERTZONEIII", 27573),
    ("NTFPARISLAMBERTZONEIV", 27574),
    ("NTFPARISLAMBERTNORDFRANCE", 27561),
    ("NTFPARISLAMBERTCENTREFRANCE", 27562),
    ("NTFPARISLAMBERTSUDFRANCE", 27563),
    ("NTFPARISLAMBERTCORSE", 27564),
    ("RGNC9193LAMBERTNEWCALEDONIA", 3163),
    ("LAEAEUROPE", 3035),
    ("ETRS89LAEAEUROPE", 3035),
    ("ETRS89EXTENDEDLAEAEUROPE", 3035),
];

/// Datums with zones of UTM: their names, and the codes of their zones 0, north and south of the
/// equator; none where they are not used.
const UTM: [(&str, Option<u32>, Option<u32>); 5] = [
    ("WGS84", Some(32600), Some(32700)),
    ("", Some(32600), Some(32700)),
    ("ETRS89", Some(25800), None),
    ("RGF93", Some(25800), None),
    ("ED50", Some(23000), None),
];

/// Datums overseas with the one zone of UTM that is used there: its number, its hemisphere, its code.
const UTM_OVERSEAS: [(&str, &str, u32); 12] = [
    ("RGAF09", "20N", 5490),
    ("RRAF91", "20N", 4559),
    ("RRAF1991", "20N", 4559),
    ("RGFG95", "22N", 2972),
    ("RGFG95", "21N", 3313),
    ("RGR92", "40S", 2975),
    ("RGM04", "38S", 4471),
    ("RGSPM06", "21N", 4467),
    ("RGWF96", "1S", 8903),
    ("RGPF", "5S", 3296),
    ("RGPF", "6S", 3297),
    ("RGPF", "7S", 3298),
];

/// The EPSG code that a name means: `EPSG:2154`, `urn:ogc:def:crs:EPSG::2154`,
/// `http://www.opengis.net/gml/srs/epsg.xml#2154`, `IGNF:LAMB93`, `CRS84`, `Lambert-93`, `2154`.
pub(crate) fn code_of(name: &str) -> Option<u32> {
    let name = name.trim().to_uppercase();
    let last = name.rsplit([':', '/', '#', '=']).next().unwrap_or_default();
    if let Ok(code) = last.parse::<u32>() {
        let other_authority = ["ESRI", "IGNF", "AUTO"].iter().any(|a| name.contains(a));
        return if name.contains("CRS:84") {
            Some(4326)
        } else if other_authority {
            code_of_esri(code)
        } else {
            Some(code)
        };
    }
    let plain: String = name
        .rsplit([':', '#'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| if c == 'É' { 'E' } else { c })
        .collect();
    // Realisations of the same system.
    let plain = ["RGF93V1", "RGF93V2B", "RGF93V2"]
        .into_iter()
        .find_map(|own| Some(format!("RGF93{}", plain.strip_prefix(own)?)))
        .unwrap_or(plain);
    if name.contains("IGNF")
        && let Some((_, code)) = IGNF.iter().find(|(known, _)| *known == plain)
    {
        return Some(*code);
    }
    conic_zone(&plain).or_else(|| utm_zone(&plain)).or_else(|| {
        EVERYDAY.iter().chain(&IGNF).find(|(known, _)| *known == plain).map(|(_, code)| *code)
    })
}

fn code_of_esri(code: u32) -> Option<u32> {
    match code {
        102_100 | 102_113 => Some(3857),
        102_110 => Some(2154),
        _ => None,
    }
}

/// `CC46`, `RGF93CC46`, `LAMBERTCC46`.
fn conic_zone(plain: &str) -> Option<u32> {
    let (before, zone) = plain.rsplit_once("CC")?;
    let zone: u32 = zone.parse().ok()?;
    let known = matches!(before, "" | "RGF93" | "LAMBERT" | "LAMB" | "RGF93LAMBERT");
    (known && (42..=50).contains(&zone)).then_some(3900 + zone)
}

/// `WGS84UTMZONE31N`, `RGR92UTM40S`, `UTM20N`.
fn utm_zone(plain: &str) -> Option<u32> {
    let (datum, zone) = plain.split_once("UTM")?;
    let zone = zone.strip_prefix("ZONE").unwrap_or(zone);
    if let Some((_, _, code)) =
        UTM_OVERSEAS.into_iter().find(|(own, used, _)| *own == datum && *used == zone)
    {
        return Some(code);
    }
    let (_, north, south) = UTM.into_iter().find(|(own, ..)| *own == datum)?;
    let (number, first) = match (zone.strip_suffix('N'), zone.strip_suffix('S')) {
        (Some(number), _) => (number, north?),
        (_, Some(number)) => (number, south?),
        _ => return None,
    };
    let number: u32 = number.parse().ok()?;
    (1..=60).contains(&number).then_some(first + number)
}
