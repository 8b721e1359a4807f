use fanal_model::{
    Annotations, Dataset, DatasetId, Field, FieldName, FieldType, Lifecycle, Metadata, Visibility,
};

use super::harness::{Fixture, PORTAL, field, new_dataset, on_both_databases, slug};
use crate::{NewDataset, NewOrganisation, StoreError, Unique};

on_both_databases![
    a_dataset_comes_back_whole,
    former_addresses_keep_answering,
    a_former_address_is_taken_for_others_only,
    a_change_made_on_an_old_reading_is_refused,
    a_dataset_is_found_among_those_that_are_meant,
    numbers_of_deleted_datasets_are_not_given_again,
];

fn full(address: &str) -> NewDataset {
    let every = Annotations {
        facet: true,
        disjunctive: true,
        hierarchical: Some("/".into()),
        multivalued: Some(",".into()),
        unit: Some("€".into()),
        decimals: Some(2),
        timezone: Some("Europe/Paris".into()),
        id: true,
        meaning: Some("siret".into()),
        persons_seen: Some("nom".to_owned()),
        public_because: Some("Mandat public".into()),
    };
    let described = Field {
        description: Some("Ce qu'il contient".into()),
        annotations: every,
        ..field("montant", "Montant (€)")
    };
    let others = FieldType::ALL.into_iter().map(|field_type| {
        Field::new(FieldName::parse(field_type.name()).unwrap(), "Étiquette", field_type)
    });
    NewDataset {
        metadata: Metadata {
            title: "Les Écoles".into(),
            description: "Une\n\ndescription".into(),
            themes: vec!["Éducation".into(), "a \"b\"".into()],
            keywords: vec!["école".into()],
            licence: Some("lov2".into()),
            language: "fr".into(),
            update_frequency: Some("ANNUAL".into()),
            fictitious: true,
            series: Some("Équipements".into()),
        },
        fields: std::iter::once(described).chain(others).collect(),
        visibility: Visibility::MetadataOnly,
        ..new_dataset(address)
    }
}

async fn a_dataset_comes_back_whole(it: Fixture) {
    let act = it.act().await;
    let ville = NewOrganisation { slug: slug("ville"), name: "Ville".into() };
    let ville = act.create_organisation(ville).await.unwrap();
    let new = NewDataset { organisation: Some(ville.id), ..full("ecoles") };
    let made = act.create_dataset(new.clone()).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(
        made,
        Dataset {
            id: made.id,
            slug: slug("ecoles"),
            portal: PORTAL,
            organisation: Some(ville.id),
            metadata: new.metadata,
            fields: new.fields,
            visibility: Visibility::MetadataOnly,
            lifecycle: Lifecycle::Draft,
            current: None,
            public_from: 1,
            metadata_revision: 1,
            created: it.now(),
            modified: it.now(),
        }
    );
    assert_eq!(it.store.dataset(made.id).await.unwrap(), Some(made.clone()));

    it.pass_seconds(60);
    let mut changed = made.clone();
    changed.metadata.title = "Collèges".into();
    changed.metadata.licence = None;
    changed.organisation = None;
    changed.fields.swap(0, 1);
    changed.fields.pop();
    changed.visibility = Visibility::Secret;
    changed.lifecycle = Lifecycle::Published;
    changed.public_from = 3;
    let act = it.act().await;
    let written = act.update_dataset(&changed).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(written, Dataset { metadata_revision: 2, modified: it.now(), ..changed });
    assert_eq!(it.store.dataset(made.id).await.unwrap(), Some(written));
}

async fn rename(it: &Fixture, dataset: &Dataset, address: &str) -> Result<Dataset, StoreError> {
    let act = it.act().await;
    let renamed = act.update_dataset(&Dataset { slug: slug(address), ..dataset.clone() }).await?;
    act.commit().await?;
    Ok(renamed)
}

async fn at(it: &Fixture, address: &str) -> Option<DatasetId> {
    it.store.dataset_by_slug(PORTAL, address).await.unwrap().map(|dataset| dataset.id)
}

async fn former_addresses_keep_answering(it: Fixture) {
    let first = it.dataset("arbres").await;
    let second = rename(&it, &first, "arbres-2026").await.unwrap();
    let third = rename(&it, &second, "patrimoine").await.unwrap();
    for address in ["arbres", "arbres-2026", "patrimoine"] {
        assert_eq!(at(&it, address).await, Some(first.id), "{address}");
    }
    assert_eq!(at(&it, "autre").await, None);
    let back = rename(&it, &third, "arbres").await.unwrap();
    assert_eq!(it.store.dataset_by_slug(PORTAL, "patrimoine").await.unwrap(), Some(back));
}

async fn a_former_address_is_taken_for_others_only(it: Fixture) {
    let trees = it.dataset("arbres").await;
    rename(&it, &trees, "patrimoine").await.unwrap();
    let other = it.dataset("bancs").await;
    for address in ["arbres", "patrimoine"] {
        for result in [
            rename(&it, &other, address).await,
            it.act().await.create_dataset(new_dataset(address)).await,
        ] {
            match result {
                Err(StoreError::Taken { what: Unique::DatasetSlug, value }) => {
                    assert_eq!(value, address);
                }
                other => panic!("not taken: {other:?}"),
            }
        }
    }
    assert_eq!(at(&it, "bancs").await, Some(other.id));
}

async fn a_change_made_on_an_old_reading_is_refused(it: Fixture) {
    let read = it.dataset("arbres").await;
    rename(&it, &read, "bancs").await.unwrap();
    assert!(matches!(rename(&it, &read, "fleurs").await, Err(StoreError::Changed { .. })));
    let moved = Dataset { portal: fanal_model::PortalId(2), ..it.dataset("quais").await };
    assert!(matches!(rename(&it, &moved, "ports").await, Err(StoreError::Changed { .. })));
    let gone = Dataset { id: DatasetId(999), ..read };
    assert!(matches!(rename(&it, &gone, "fleurs").await, Err(StoreError::Missing { .. })));
}

async fn a_dataset_is_found_among_those_that_are_meant(it: Fixture) {
    let draft = it.dataset("arbres").await;
    let found = async |lifecycle, visibilities: &[Visibility]| {
        let found = it.store.dataset_among(PORTAL, "arbres", lifecycle, visibilities).await;
        found.unwrap().map(|dataset| dataset.id)
    };
    let (open, secret) = ([Visibility::Open], [Visibility::Secret]);
    assert_eq!(found(None, &open).await, Some(draft.id));
    assert_eq!(found(Some(Lifecycle::Draft), &open).await, Some(draft.id));
    assert_eq!(found(Some(Lifecycle::Published), &open).await, None);
    assert_eq!(found(None, &secret).await, None);
}

async fn numbers_of_deleted_datasets_are_not_given_again(it: Fixture) {
    let first = it.dataset("arbres").await;
    it.run("DELETE FROM dataset").await;
    assert_ne!(it.dataset("arbres").await.id, first.id);
}
