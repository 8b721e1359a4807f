//! What is kept as JSON text: opaque to the database, read and written here only. Absent values
//! are left out, and unknown ones ignored, so that rows stay readable when the shapes grow.

use fanal_model::{Annotations, Argument, Field, FieldName, FieldType, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::StoreError;

#[derive(Serialize, Deserialize)]
struct FieldJson {
    name: String,
    label: String,
    #[serde(rename = "type")]
    field_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(default)]
    annotations: AnnotationsJson,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct AnnotationsJson {
    #[serde(skip_serializing_if = "is_false")]
    facet: bool,
    #[serde(skip_serializing_if = "is_false")]
    disjunctive: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    hierarchical: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multivalued: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    id: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    persons_seen: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_because: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ProblemJson {
    code: String,
    #[serde(default)]
    arguments: Vec<(String, ArgumentJson)>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum ArgumentJson {
    Number(i64),
    Text(String),
}

fn is_false(value: &bool) -> bool {
    !value
}

fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("maps with text keys can always be written")
}

fn read<T: DeserializeOwned>(column: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::corrupt(column, text))
}

/// Writes a list of texts.
pub(crate) fn from_texts(texts: &[String]) -> String {
    write(&texts)
}

/// Reads a list of texts.
pub(crate) fn to_texts(column: &'static str, text: &str) -> Result<Vec<String>, StoreError> {
    read(column, text)
}

/// Writes names of fields.
pub(crate) fn from_names(names: &[FieldName]) -> String {
    write(&names.iter().map(FieldName::as_str).collect::<Vec<_>>())
}

/// Reads names of fields.
pub(crate) fn to_names(column: &'static str, text: &str) -> Result<Vec<FieldName>, StoreError> {
    let names: Vec<String> = read(column, text)?;
    names.iter().map(|name| to_name(column, name)).collect()
}

/// Reads the name of a field.
pub(crate) fn to_name(column: &'static str, name: &str) -> Result<FieldName, StoreError> {
    FieldName::parse(name).map_err(|_| StoreError::corrupt(column, name))
}

/// Writes fields.
pub(crate) fn from_fields(fields: &[Field]) -> String {
    let fields: Vec<_> = fields
        .iter()
        .map(|field| FieldJson {
            name: field.name.to_string(),
            label: field.label.clone(),
            field_type: field.field_type.name().to_owned(),
            description: field.description.clone(),
            annotations: annotations_json(&field.annotations),
        })
        .collect();
    write(&fields)
}

/// Reads fields.
pub(crate) fn to_fields(column: &'static str, text: &str) -> Result<Vec<Field>, StoreError> {
    let fields: Vec<FieldJson> = read(column, text)?;
    fields
        .into_iter()
        .map(|field| {
            Ok(Field {
                name: to_name(column, &field.name)?,
                label: field.label,
                field_type: FieldType::from_name(&field.field_type)
                    .ok_or_else(|| StoreError::corrupt(column, field.field_type))?,
                description: field.description,
                annotations: annotations(field.annotations),
            })
        })
        .collect()
}

/// Writes annotations.
pub(crate) fn from_annotations(annotations: &Annotations) -> String {
    write(&annotations_json(annotations))
}

/// Reads annotations.
pub(crate) fn to_annotations(column: &'static str, text: &str) -> Result<Annotations, StoreError> {
    read(column, text).map(annotations)
}

fn annotations_json(from: &Annotations) -> AnnotationsJson {
    AnnotationsJson {
        facet: from.facet,
        disjunctive: from.disjunctive,
        hierarchical: from.hierarchical.clone(),
        multivalued: from.multivalued.clone(),
        unit: from.unit.clone(),
        decimals: from.decimals,
        timezone: from.timezone.clone(),
        id: from.id,
        meaning: from.meaning.clone(),
        persons_seen: from.persons_seen.clone(),
        public_because: from.public_because.clone(),
    }
}

fn annotations(from: AnnotationsJson) -> Annotations {
    Annotations {
        facet: from.facet,
        disjunctive: from.disjunctive,
        hierarchical: from.hierarchical,
        multivalued: from.multivalued,
        unit: from.unit,
        decimals: from.decimals,
        timezone: from.timezone,
        id: from.id,
        meaning: from.meaning,
        persons_seen: from.persons_seen,
        public_because: from.public_because,
    }
}

/// Writes a problem.
pub(crate) fn from_problem(problem: &Problem) -> String {
    let argument = |argument: &Argument| match argument {
        Argument::Text(text) => ArgumentJson::Text(text.clone()),
        Argument::Number(number) => ArgumentJson::Number(*number),
    };
    let arguments = problem.arguments.iter().map(|(n, a)| (n.clone(), argument(a))).collect();
    write(&ProblemJson { code: problem.code.clone(), arguments })
}

/// Reads a problem.
pub(crate) fn to_problem(column: &'static str, text: &str) -> Result<Problem, StoreError> {
    let from: ProblemJson = read(column, text)?;
    let argument = |argument| match argument {
        ArgumentJson::Text(text) => Argument::Text(text),
        ArgumentJson::Number(number) => Argument::Number(number),
    };
    let arguments = from.arguments.into_iter().map(|(n, a)| (n, argument(a))).collect();
    Ok(Problem { code: from.code, arguments })
}
