//! The shapes of the catalogue's answers (contract § 8).

use fanal_model::{Annotations, Attachment, Dataset, Field, Visibility};
use fanal_service::features;
use serde::Serialize;
use serde_json::{Map, Value};

#[derive(Serialize)]
pub(super) struct Links {
    pub(super) links: Vec<Link>,
}

#[derive(Serialize)]
pub(super) struct Link {
    pub(super) rel: String,
    pub(super) href: String,
}

#[derive(Serialize)]
pub(super) struct DatasetList {
    pub(super) total_count: u64,
    pub(super) results: Vec<DatasetWire>,
}

#[derive(Serialize)]
pub(super) struct DatasetWire {
    visibility: &'static str,
    dataset_id: String,
    dataset_uid: String,
    has_records: bool,
    data_visible: bool,
    features: Vec<&'static str>,
    attachments: Vec<AttachmentWire>,
    alternative_exports: [(); 0],
    fields: Vec<FieldWire>,
    metas: Metas,
}

/// A file that goes with a dataset, as the dataset tells it.
#[derive(Serialize)]
pub(super) struct AttachmentWire {
    id: String,
    title: String,
    mimetype: String,
    url: String,
}

/// The same in the list of attachments, which has other names for it (contract § 9.8).
#[derive(Serialize)]
pub(super) struct AttachmentList {
    links: Vec<Link>,
    attachments: Vec<ListedAttachment>,
}

#[derive(Serialize)]
struct ListedAttachment {
    href: String,
    metas: AttachmentMetas,
}

#[derive(Serialize)]
struct AttachmentMetas {
    id: String,
    title: String,
    #[serde(rename = "mime-type")]
    mime_type: String,
    url: String,
}

#[derive(Serialize)]
struct FieldWire {
    name: String,
    label: String,
    #[serde(rename = "type")]
    field_type: &'static str,
    description: Option<String>,
    annotations: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    semantic_type: Option<String>,
}

#[derive(Serialize)]
struct Metas {
    default: DefaultMetas,
}

#[derive(Serialize)]
struct DefaultMetas {
    title: String,
    description: Option<String>,
    theme: Option<Vec<String>>,
    keyword: Option<Vec<String>>,
    license: Option<String>,
    license_url: Option<&'static str>,
    language: String,
    metadata_languages: Vec<String>,
    timezone: Option<String>,
    modified: String,
    modified_updates_on_metadata_change: bool,
    modified_updates_on_data_change: bool,
    data_processed: Option<String>,
    metadata_processed: String,
    geographic_reference: Option<Vec<String>>,
    geographic_reference_auto: Option<bool>,
    territory: Option<Vec<String>>,
    geometry_types: Option<Vec<String>>,
    bbox: Option<Value>,
    publisher: Option<String>,
    references: Option<String>,
    records_count: Option<u64>,
    attributions: Option<Vec<String>>,
    source_domain: Option<String>,
    source_domain_title: Option<String>,
    source_domain_address: Option<String>,
    source_dataset: Option<String>,
    shared_catalog: Option<bool>,
    federated: bool,
    parent_domain: Option<String>,
    update_frequency: Option<String>,
}

impl DatasetWire {
    pub(super) fn new(
        dataset: &Dataset,
        publisher: Option<String>,
        visible: bool,
        attachments: Vec<AttachmentWire>,
    ) -> Self {
        Self {
            visibility: match dataset.visibility {
                Visibility::Open | Visibility::MetadataOnly => "domain",
                Visibility::Restricted | Visibility::Secret => "restricted",
            },
            dataset_id: dataset.slug.to_string(),
            dataset_uid: uid(dataset.id.0),
            has_records: dataset.current.is_some(),
            data_visible: visible,
            features: features(&dataset.fields),
            attachments,
            alternative_exports: [],
            fields: dataset.fields.iter().map(FieldWire::new).collect(),
            metas: Metas { default: DefaultMetas::new(dataset, publisher) },
        }
    }
}

impl AttachmentWire {
    /// `at` is where all attachments of the dataset are listed.
    pub(super) fn new(at: &str, attachment: &Attachment) -> Self {
        Self {
            id: attachment.name.clone(),
            title: attachment.title.clone(),
            mimetype: attachment.media_type.clone(),
            url: format!("{at}/{}", attachment.name),
        }
    }
}

impl AttachmentList {
    pub(super) fn new(links: Vec<Link>, attachments: Vec<AttachmentWire>) -> Self {
        let listed = |one: AttachmentWire| ListedAttachment {
            href: one.url.clone(),
            metas: AttachmentMetas {
                id: one.id,
                title: one.title,
                mime_type: one.mimetype,
                url: one.url,
            },
        };
        Self { links, attachments: attachments.into_iter().map(listed).collect() }
    }
}

impl DefaultMetas {
    fn new(dataset: &Dataset, publisher: Option<String>) -> Self {
        let about = &dataset.metadata;
        let several = |list: &Vec<String>| (!list.is_empty()).then(|| list.clone());
        let licence = about.licence.as_deref().and_then(fanal_views::licence);
        Self {
            title: about.title.clone(),
            description: (!about.description.is_empty()).then(|| html(&about.description)),
            theme: several(&about.themes),
            keyword: several(&about.keywords),
            license: licence.map(|l| l.name.to_owned()),
            license_url: licence.map(|l| l.url),
            language: about.language.clone(),
            metadata_languages: vec![about.language.clone()],
            timezone: None,
            modified: dataset.last_change().to_rfc3339(),
            modified_updates_on_metadata_change: true,
            modified_updates_on_data_change: true,
            data_processed: dataset.current.as_ref().map(|v| v.created.to_rfc3339()),
            metadata_processed: dataset.modified.to_rfc3339(),
            geographic_reference: None,
            geographic_reference_auto: None,
            territory: None,
            geometry_types: None,
            bbox: None,
            publisher,
            references: None,
            records_count: dataset.current.as_ref().map(|v| v.records),
            attributions: None,
            source_domain: None,
            source_domain_title: None,
            source_domain_address: None,
            source_dataset: None,
            shared_catalog: None,
            federated: false,
            parent_domain: None,
            update_frequency: about.update_frequency.clone(),
        }
    }
}

impl FieldWire {
    fn new(field: &Field) -> Self {
        Self {
            name: field.name.to_string(),
            label: field.label.clone(),
            field_type: field.field_type.name(),
            description: field.description.clone(),
            annotations: annotations(&field.annotations),
            semantic_type: field.annotations.meaning.clone(),
        }
    }
}

/// The encoding of 2025: flags are `true`, single arguments are plain texts.
fn annotations(said: &Annotations) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, flag) in [("facet", said.facet), ("disjunctive", said.disjunctive), ("id", said.id)]
    {
        if flag {
            out.insert(name.to_owned(), Value::Bool(true));
        }
    }
    for (name, text) in [
        ("hierarchical", &said.hierarchical),
        ("multivalued", &said.multivalued),
        ("unit", &said.unit),
        ("timezone", &said.timezone),
    ] {
        if let Some(text) = text {
            out.insert(name.to_owned(), Value::String(text.clone()));
        }
    }
    if let Some(decimals) = said.decimals {
        out.insert("decimals".to_owned(), Value::from(decimals));
    }
    out
}

/// `da_` and six characters, as clients expect.
fn uid(id: i64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut rest = id.unsigned_abs();
    let mut text = [b'0'; 6];
    for slot in text.iter_mut().rev() {
        *slot = DIGITS[usize::try_from(rest % 36).unwrap_or(0)];
        rest /= 36;
    }
    format!("da_{}", String::from_utf8_lossy(&text))
}

/// Plain text as the HTML that the contract's descriptions are.
fn html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs = escaped.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    paragraphs.map(|p| format!("<p>{}</p>", p.replace('\n', "<br/>"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_go_out_escaped() {
        assert_eq!(html("a < b\n\nc"), "<p>a &lt; b</p><p>c</p>");
    }

    #[test]
    fn a_uid_has_six_characters() {
        assert_eq!(uid(1), "da_000001");
        assert_eq!(uid(37), "da_000011");
    }
}
