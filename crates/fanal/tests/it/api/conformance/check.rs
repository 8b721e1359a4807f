//! The kinds of checks that the cases use.

use fanal_testkit::Answer;
use serde_json::{Map, Value};

/// Says whether a check holds, and if not, what was found.
pub(super) fn holds(answer: &Answer, check: &Value, same: Option<&Answer>) -> Result<(), String> {
    let (kind, expected) =
        check.as_object().and_then(|c| c.iter().next()).ok_or("a check without a kind")?;
    if let Some(same) = same {
        return told(body(answer) == body(same), "another body");
    }
    match kind.as_str() {
        "any_of" => any_of(answer, expected),
        "status" => told(expected == answer.status, format!("status {}", answer.status)),
        "content_type" => {
            let shape = |text: &str| text.to_ascii_lowercase().replace(' ', "");
            let found = answer.header("content-type");
            told(shape(found) == shape(text(expected)), format!("content type {found}"))
        }
        "attachment" => {
            let found = answer.header("content-disposition");
            let wanted = format!("attachment; filename=\"{}\"", text(expected));
            told(found == wanted, format!("disposition {found}"))
        }
        "http_header" | "http_header_lists" => headers(answer, kind, expected),
        "csv" => csv(answer, expected),
        _ => of_body(&body(answer), kind, expected),
    }
}

fn any_of(answer: &Answer, lists: &Value) -> Result<(), String> {
    let all = |list: &Value| array(list).iter().all(|check| holds(answer, check, None).is_ok());
    told(array(lists).iter().any(all), format!("none of the lists, status {}", answer.status))
}

fn headers(answer: &Answer, kind: &str, expected: &Value) -> Result<(), String> {
    for (name, wanted) in object(expected) {
        let found = answer.header(&name.to_ascii_lowercase());
        let right = if kind == "http_header" {
            found == text(wanted)
        } else {
            let listed: Vec<String> =
                found.split(',').map(|w| w.trim().to_ascii_lowercase()).collect();
            array(wanted).iter().all(|w| listed.contains(&text(w).to_ascii_lowercase()))
        };
        told(right, format!("header {name}: {found}"))?;
    }
    Ok(())
}

fn of_body(body: &Value, kind: &str, expected: &Value) -> Result<(), String> {
    let results = array(&body["results"]);
    let ids: Vec<&Value> = results.iter().map(|r| &r["id"]).collect();
    let shown = || {
        let text: String = body.to_string().chars().take(600).collect();
        format!("{kind} {expected} in {text}")
    };
    let right = match kind {
        "equals" => equal(body, expected),
        "total_count" => equal(&body["total_count"], expected),
        "total_count_absent_or" => {
            body.get("total_count").is_none_or(|count| equal(count, expected))
        }
        "ids" => matched(&ids, array(expected), &[]),
        "ids_in_order" => in_order(&ids, array(expected)),
        "results_equal" => in_order(&results.iter().collect::<Vec<_>>(), array(expected)),
        "rows" => {
            let rows: Vec<&Value> = results.iter().collect();
            matched(&rows, array(&expected["required"]), array(&expected["optional"]))
        }
        "has_row" => results.iter().any(|row| equal(row, expected)),
        "first" => results.first().is_some_and(|row| equal(row, expected)),
        "at" => {
            object(expected).iter().all(|(path, v)| at(body, path).is_some_and(|f| equal(f, v)))
        }
        "length" => object(expected).iter().all(|(path, n)| {
            at(body, path)
                .and_then(Value::as_array)
                .is_some_and(|list| equal(&Value::from(list.len()), n))
        }),
        "feature_bbox" => {
            at(body, text(&expected["at"])).is_some_and(|feature| rectangle(feature, expected))
        }
        "facet" => facet(body, expected),
        "has_key" => body.get(text(expected)).is_some(),
        "no_key" => !deep_key(body, text(expected)),
        "error_envelope" => envelope(body),
        "error_code" => envelope(body) && body["error_code"] == *expected,
        "message_contains" => array(expected).iter().all(|part| message(body).contains(text(part))),
        // The one pattern of the cases: a word and a number, at the end of a word.
        "message_matches" => {
            let pattern = text(expected).trim_end_matches("\\b");
            message(body).match_indices(pattern).any(|(start, found)| {
                let next = message(body)[start + found.len()..].chars().next();
                !next.is_some_and(char::is_alphanumeric)
            })
        }
        _ => false,
    };
    told(right, shown())
}

fn csv(answer: &Answer, expected: &Value) -> Result<(), String> {
    let whole = String::from_utf8_lossy(&answer.body);
    let marked = whole.starts_with('\u{feff}');
    if let Some(bom) = expected["bom"].as_bool() {
        told(bom == marked, format!("a mark at the start: {marked}"))?;
    }
    let separator = expected["delimiter"].as_str().unwrap_or(";");
    // No cell of these cases holds a quote or a line's end.
    let mut rows = whole.trim_start_matches('\u{feff}').lines().map(|line| {
        let cells = line.split(separator).map(|cell| Value::from(cell.trim_matches('"')));
        Value::Array(cells.collect())
    });
    let header = rows.next().unwrap_or_default();
    told(header == expected["header"], format!("header {header}"))?;
    if let Some(wanted) = expected["rows"].as_array() {
        let rows: Vec<Value> = rows.collect();
        let found: Vec<&Value> = rows.iter().collect();
        told(in_order(&found, wanted), format!("rows {rows:?}"))?;
    }
    Ok(())
}

/// Compares as values: `37` is `37.0`, keys in any order, no key more or less.
fn equal(found: &Value, expected: &Value) -> bool {
    if let Some(special) = expected.as_object().and_then(|e| e.iter().next()) {
        match (special.0.as_str(), special.1) {
            ("$near", Value::Array(pair)) => {
                let number = |v: &Value| v.as_f64().unwrap_or(f64::NAN);
                return (number(found) - number(&pair[0])).abs() <= number(&pair[1]);
            }
            ("$at_least", least) => return found.as_f64() >= least.as_f64() && found.is_number(),
            ("$one_of", Value::Array(any)) => return any.iter().any(|e| equal(found, e)),
            _ => {}
        }
    }
    match (found, expected) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            a == b || (a - b).abs() <= 1e-9 * b.abs()
        }
        (Value::Array(a), Value::Array(b)) => in_order(&a.iter().collect::<Vec<_>>(), b),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && b.iter().all(|(k, v)| a.get(k).is_some_and(|f| equal(f, v)))
        }
        (a, b) => a == b,
    }
}

fn in_order(found: &[&Value], expected: &[Value]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(f, e)| equal(f, e))
}

/// Each required value once, perhaps optional ones, and no other; any order.
fn matched(found: &[&Value], required: &[Value], optional: &[Value]) -> bool {
    let mut left: Vec<&Value> = found.to_vec();
    let mut take = |expected: &Value| {
        let place = left.iter().position(|value| equal(value, expected));
        place.map(|place| left.swap_remove(place)).is_some()
    };
    let all = required.iter().all(&mut take);
    for value in optional {
        take(value);
    }
    all && left.is_empty()
}

fn at<'v>(body: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(body, |value, part| match part.parse::<usize>() {
        Ok(index) if value.is_array() => value.get(index),
        _ => value.get(part),
    })
}

/// A feature whose polygon is one closed ring through exactly the four corners.
fn rectangle(feature: &Value, expected: &Value) -> bool {
    let ring = array(&feature["geometry"]["coordinates"][0]);
    let near = |found: &Value, wanted: &Value| {
        let number = |v: &Value| v.as_f64().unwrap_or(f64::NAN);
        (number(found) - number(wanted)).abs() <= number(&expected["tolerance"])
    };
    let corners: Vec<[&Value; 2]> = array(&expected["lon"])
        .iter()
        .flat_map(|lon| array(&expected["lat"]).iter().map(move |lat| [lon, lat]))
        .collect();
    let at_corner = |point: &Value, corner: &[&Value; 2]| {
        near(&point[0], corner[0]) && near(&point[1], corner[1])
    };
    feature["type"] == "Feature"
        && feature["geometry"]["type"] == "Polygon"
        && ring.len() == 5
        && ring.first() == ring.last()
        && corners.iter().all(|corner| ring.iter().any(|point| at_corner(point, corner)))
}

/// One facet of this name, its values as said, every value in the contract's shape.
fn facet(body: &Value, expected: &Value) -> bool {
    let named = |facet: &&Value| facet["name"] == expected["name"];
    let Some(found) = array(&body["facets"]).iter().find(named) else { return false };
    let values = array(&found["facets"]);
    let wanted = array(&expected["values"]);
    let listed = |wanted: &Value| values.iter().any(|found| facet_value(found, wanted));
    let first = array(&expected["starts_with"]).iter().zip(values);
    values.iter().all(in_shape)
        && wanted.iter().all(listed)
        && (expected["only"] != true || values.len() == wanted.len())
        && first.clone().count() == array(&expected["starts_with"]).len()
        && first.into_iter().all(|(wanted, found)| found["value"] == *wanted)
}

/// What is given of a value; its children are exactly these.
fn facet_value(found: &Value, wanted: &Value) -> bool {
    object(wanted).iter().all(|(key, wanted)| match key.as_str() {
        "facets" => {
            let children = array(&found["facets"]);
            let there = |wanted: &Value| children.iter().any(|one| facet_value(one, wanted));
            children.len() == array(wanted).len() && array(wanted).iter().all(there)
        }
        _ => found.get(key).is_some_and(|found| equal(found, wanted)),
    })
}

fn in_shape(value: &Value) -> bool {
    value["name"].is_string()
        && value["value"].is_string()
        && value["count"].is_u64()
        && matches!(value["state"].as_str(), Some("displayed" | "refined" | "excluded"))
        && array(&value["facets"]).iter().all(in_shape)
}

fn deep_key(value: &Value, key: &str) -> bool {
    match value {
        Value::Object(map) => map.contains_key(key) || map.values().any(|v| deep_key(v, key)),
        Value::Array(list) => list.iter().any(|v| deep_key(v, key)),
        _ => false,
    }
}

fn envelope(body: &Value) -> bool {
    let filled = |key: &str| body[key].as_str().is_some_and(|text| !text.is_empty());
    filled("error_code") && filled("message")
}

fn message(body: &Value) -> &str {
    body["message"].as_str().unwrap_or_default()
}

fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("a check whose value is an object")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a check whose value is a text")
}

fn told(right: bool, otherwise: impl Into<String>) -> Result<(), String> {
    if right { Ok(()) } else { Err(otherwise.into()) }
}
