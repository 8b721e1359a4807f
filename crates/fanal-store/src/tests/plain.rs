//! NUL, which PostgreSQL holds in no text.

use fanal_model::{Metadata, Role};
use uuid::Uuid;

use super::harness::{
    Fixture, PORTAL, field, new_dataset, new_upload, new_version, on_both_databases,
};
use crate::{NewDataset, NewOrganisation, NewUser, NewVersion};

on_both_databases![nul_reaches_no_text_and_finds_nothing];

async fn nul_reaches_no_text_and_finds_nothing(it: Fixture) {
    let text = || "Ar\0bres".to_owned();
    let act = it.act().await;
    let name = text();
    let slug = super::harness::slug("ville");
    let organisation = act.create_organisation(NewOrganisation { slug, name }).await.unwrap();
    assert_eq!(organisation.name, "Arbres");
    let metadata = Metadata {
        title: text(),
        description: text(),
        themes: vec![text()],
        keywords: vec![text()],
        licence: Some(text()),
        update_frequency: Some(text()),
        series: Some(text()),
        ..Metadata::default()
    };
    let mut described = field("nom", "N\0om");
    described.description = Some(text());
    let fields = vec![described];
    let new = NewDataset { metadata, fields: fields.clone(), ..new_dataset("arbres") };
    let dataset = act.create_dataset(new).await.unwrap();
    assert_eq!((&*dataset.metadata.title, &*dataset.fields[0].label), ("Arbres", "Nom"));
    let upload = new_upload(Uuid::new_v4().to_string(), text());
    assert_eq!(act.create_upload(upload).await.unwrap().file_name, "Arbres");
    let user = NewUser {
        email: "a\0b@ville.example".into(),
        name: text(),
        role: Role::Editor,
        password_hash: "$argon2id$x".into(),
    };
    assert_eq!(act.create_user(user).await.unwrap().email, "ab@ville.example");
    act.commit().await.unwrap();

    let source = it.source(dataset.id).await;
    let lease = it.store.acquire_lease(dataset.id, "worker", 30).await.unwrap().unwrap();
    let act = it.act().await;
    let new = NewVersion { fields, ..new_version(&source) };
    act.commit_version(new, &lease).await.unwrap();
    act.rename_source(source.id, &text()).await.unwrap();
    act.commit().await.unwrap();
    let stored = it.store.dataset(dataset.id).await.unwrap().unwrap();
    assert_eq!(stored.fields[0].label, "Nom");
    assert_eq!(stored.current.unwrap().fields[0].label, "Nom");

    let store = &it.store;
    assert_eq!(store.dataset_by_slug(PORTAL, "ar\0bres").await.unwrap(), None);
    assert_eq!(store.organisation_by_slug("vil\0le").await.unwrap(), None);
    assert_eq!(store.user_by_email("a\0b@ville.example").await.unwrap(), None);
    assert_eq!(store.upload("x\0").await.unwrap(), None);
    assert_eq!(store.portal(Some("ville\0")).await.unwrap().id, PORTAL);
}
