use fanal_model::{
    DatasetId, FieldType, Instant, Lifecycle, LoadId, LoadMode, Metadata, PortalId, Slug, SourceId,
    VersionId, VersionState, Visibility,
};

use super::*;

fn field(name: &str, meaning: Option<&str>, reason: Option<&str>) -> Field {
    let name = FieldName::parse(name).expect("tests write names well");
    let mut field = Field::new(name.clone(), name.as_str(), FieldType::Text);
    field.annotations.meaning = meaning.map(str::to_owned);
    field.annotations.public_because = reason.map(str::to_owned);
    field
}

fn version(number: i64, fields: Vec<Field>) -> Version {
    Version {
        id: VersionId(number),
        dataset: DatasetId(1),
        number,
        delta_version: number,
        load: LoadId::parse("01900000-0000-7000-8000-000000000000").expect("a name"),
        mode: LoadMode::Replace,
        source: SourceId(1),
        fields,
        records: 1,
        rejected: 0,
        size_bytes: 1,
        created: Instant(0),
        state: VersionState::Available,
    }
}

fn dataset(fields: Vec<Field>, current: Version) -> Dataset {
    Dataset {
        id: DatasetId(1),
        slug: Slug::parse("elus").expect("a slug"),
        portal: PortalId(1),
        organisation: None,
        metadata: Metadata::default(),
        fields,
        visibility: Visibility::Open,
        lifecycle: Lifecycle::Draft,
        current: Some(current),
        public_from: 1,
        metadata_revision: 1,
        created: Instant(0),
        modified: Instant(0),
    }
}

#[test]
fn a_kind_that_is_taken_back_still_stops_the_publication() {
    let named = field("elu", Some("nom_complet"), None);
    let silenced = dataset(vec![field("elu", Some("commune"), None)], version(1, vec![named]));
    let stopping = stopping_publication(&silenced);
    assert_eq!(stopping.len(), 1);
    let mut decided = silenced;
    decided.fields[0].annotations.public_because = Some("Mandat public".to_owned());
    assert_eq!(stopping_publication(&decided), [] as [&Field; 0]);
}

#[test]
fn only_new_reasons_are_told_to_the_log() {
    let elu = |reason| [field("elu", Some("nom_complet"), reason)];
    assert!(says_more(&elu(None), &elu(Some("Mandat"))));
    assert!(says_more(&elu(Some("Mandat")), &elu(Some("Mandat public"))));
    assert!(says_more(&[], &elu(Some("Mandat"))));
    assert!(!says_more(&elu(Some("Mandat")), &elu(Some("Mandat"))));
    assert!(!says_more(&elu(Some("Mandat")), &elu(None)));
}

#[test]
fn a_blank_reason_is_none() {
    assert_eq!(reason(Some(" \n")), None);
    assert_eq!(reason(Some(" Mandat ")).as_deref(), Some("Mandat"));
}
