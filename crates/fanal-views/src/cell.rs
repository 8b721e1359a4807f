//! One cell of a table, as the reader's language writes it.

use fanal_model::{Field, FieldType, Value};
use fanal_words::Words;

/// Longer texts are folded, so that one cell does not push the table away.
const FOLD_AFTER: usize = 160;

/// Decimals of a degree that are shown: about a metre.
const DEGREE_DECIMALS: u8 = 5;

/// How a cell is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// No value: a dash, and words for those who listen.
    Empty,
    /// Words that wrap.
    Text,
    /// A long text: its start, and the whole of it.
    Folded(String),
    /// A number, right-aligned.
    Number,
    /// On one line: days, times, points.
    Line,
    /// An address on the web.
    Link,
    /// Several values.
    Tags(Vec<String>),
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How it is set.
    pub shape: Shape,
    /// The value in the reader's language; whole.
    pub text: String,
    /// Whether its column holds numbers.
    pub numeric: bool,
}

impl Cell {
    /// The cell of a value.
    pub fn of(words: &Words, field: &Field, value: &Value) -> Self {
        let (shape, text) = match value {
            Value::Null => (Shape::Empty, String::new()),
            Value::Text(text) => (text_shape(text), text.clone()),
            Value::Int(number) if is_year(field) => (Shape::Number, number.to_string()),
            Value::Int(number) => (Shape::Number, words.number(*number)),
            Value::Double(number) => {
                let decimals = field.annotations.decimals;
                let text =
                    decimals.map_or_else(|| words.decimal(*number), |d| words.rounded(*number, d));
                (Shape::Number, text)
            }
            Value::Boolean(yes) => (Shape::Line, words.say(if *yes { "yes" } else { "no" })),
            Value::Date(days) => (Shape::Line, words.short_date(*days)),
            Value::DateTime(instant) => (Shape::Line, words.short_moment(*instant)),
            Value::GeoPoint { lon, lat } => (Shape::Line, point(words, *lon, *lat)),
            Value::GeoShape(json) => (Shape::Line, words.say(shape_kind(json))),
            Value::List(values) => (Shape::Tags(values.clone()), values.join(", ")),
            Value::Json(json) => (text_shape(json), json.clone()),
        };
        Self { shape, text, numeric: field.field_type.is_number() }
    }
}

fn text_shape(text: &str) -> Shape {
    let is_link = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(char::is_whitespace);
    if is_link {
        return Shape::Link;
    }
    if text.chars().count() <= FOLD_AFTER {
        return Shape::Text;
    }
    let start: String = text.chars().take(FOLD_AFTER * 3 / 4).collect();
    let cut = start.rfind(' ').unwrap_or(start.len());
    Shape::Folded(format!("{}…", &start[..cut]))
}

/// Years are numbers that nobody writes with thousands apart.
pub(crate) fn is_year(field: &Field) -> bool {
    let by_meaning = field.annotations.meaning.as_deref() == Some("year");
    let by_name = field.field_type == FieldType::Int
        && field
            .name
            .as_str()
            .split('_')
            .any(|p| matches!(p, "annee" | "year" | "an" | "millesime"));
    by_meaning || by_name
}

pub(crate) fn point(words: &Words, lon: f64, lat: f64) -> String {
    let degrees = |d: f64| words.rounded(d.abs(), DEGREE_DECIMALS);
    let north = words.say(if lat < 0.0 { "south" } else { "north" });
    let east = words.say(if lon < 0.0 { "west" } else { "east" });
    format!("{}° {north}\u{2002}{}° {east}", degrees(lat), degrees(lon))
}

/// The sentence that names the kind of a GeoJSON geometry.
fn shape_kind(json: &str) -> &'static str {
    let kind = json.split("\"type\"").nth(1).and_then(|rest| rest.split('"').nth(1));
    match kind {
        Some("Point") => "shape-point",
        Some("MultiPoint") => "shape-multipoint",
        Some("LineString") => "shape-line",
        Some("MultiLineString") => "shape-multiline",
        Some("Polygon") => "shape-polygon",
        Some("MultiPolygon") => "shape-multipolygon",
        _ => "shape-other",
    }
}

#[cfg(test)]
mod tests {
    use fanal_model::{FieldName, Instant, Language};

    use super::*;

    #[track_caller]
    fn check(name: &str, field_type: FieldType, value: Value, expected: &str) {
        let field = Field::new(FieldName::parse(name).unwrap(), name, field_type);
        assert_eq!(Cell::of(Words::of(Language::French), &field, &value).text, expected);
    }

    #[test]
    fn values_are_written_as_the_reader_does() {
        check("hauteur", FieldType::Double, Value::Double(1234.5), "1\u{202f}234,5");
        check("annee_creation", FieldType::Int, Value::Int(2018), "2018");
        check("habitants", FieldType::Int, Value::Int(2018), "2\u{202f}018");
        check("ouvert", FieldType::Boolean, Value::Boolean(true), "oui");
        check("jour", FieldType::Date, Value::Date(20_778), "21/11/2026");
        check("vu", FieldType::DateTime, Value::DateTime(Instant(0)), "01/01/1970 00:00 UTC");
        check(
            "lieu",
            FieldType::GeoPoint,
            Value::GeoPoint { lon: -5.5, lat: 43.296_51 },
            "43,29651° N\u{2002}5,50000° O",
        );
    }

    #[test]
    fn a_shape_is_named_and_not_spelled_out() {
        let json = r#"{"type": "MultiPolygon", "coordinates": []}"#;
        check("zone", FieldType::GeoShape, Value::GeoShape(json.into()), "zones");
    }

    #[test]
    fn a_long_text_is_folded_and_only_web_addresses_are_links() {
        let folded = text_shape(&"mot ".repeat(100));
        assert!(matches!(folded, Shape::Folded(ref start) if start.ends_with("mot…")));
        assert_eq!(text_shape("javascript:alert(1)"), Shape::Text);
        assert_eq!(text_shape("https://example.org/a b"), Shape::Text);
        assert_eq!(text_shape("https://example.org/a"), Shape::Link);
    }
}
