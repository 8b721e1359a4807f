use fanal_model::{JobKind, Role};
use uuid::Uuid;

use super::harness::{Fixture, new_upload, on_both_databases};
use crate::{NewJob, NewUser, Session, StoreError, Unique, Upload};

on_both_databases![
    people_are_found_by_e_mail_in_any_case,
    of_many_first_accounts_at_once_one_is_made,
    links_lead_to_the_first_account_only,
    sessions_end_when_they_expire_or_are_deleted,
    uploads_are_kept_until_deleted,
    an_upload_has_one_load_at_a_time_and_stays_for_it,
];

fn camille() -> NewUser {
    NewUser {
        email: " Camille@Ville.example".into(),
        name: "Camille".into(),
        role: Role::Editor,
        password_hash: "$argon2id$x".into(),
    }
}

async fn people_are_found_by_e_mail_in_any_case(it: Fixture) {
    assert!(!it.store.users_exist().await.unwrap());
    let act = it.act().await;
    let user = act.create_user(camille()).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!((user.email.as_str(), user.role), ("camille@ville.example", Role::Editor));
    assert!(it.store.users_exist().await.unwrap());
    let found = it.store.user_by_email("CAMILLE@ville.example ").await.unwrap();
    assert_eq!(found, Some((user.clone(), "$argon2id$x".into())));
    assert_eq!(it.store.user(user.id).await.unwrap(), Some(user));
    assert_eq!(it.store.user_by_email("dominique@ville.example").await.unwrap(), None);
    let again = it.act().await.create_user(camille()).await;
    assert!(matches!(again, Err(StoreError::Taken { what: Unique::Email, .. })));
}

async fn of_many_first_accounts_at_once_one_is_made(it: Fixture) {
    for _ in 0..10 {
        let made = (0..8).map(|n| {
            let it = it.clone();
            tokio::spawn(async move {
                let new = NewUser { email: format!("a{n}@ville.example"), ..camille() };
                let act = it.act().await;
                let user = act.create_first_user(new).await.unwrap();
                act.commit().await.unwrap();
                usize::from(user.is_some())
            })
        });
        let mut first = 0;
        for made in made.collect::<Vec<_>>() {
            first += made.await.unwrap();
        }
        assert_eq!(first, 1);
        it.run("DELETE FROM \"user\"").await;
    }
}

async fn links_lead_to_the_first_account_only(it: Fixture) {
    let act = it.act().await;
    act.create_welcome("a").await.unwrap();
    act.create_welcome("b").await.unwrap();
    act.commit().await.unwrap();
    assert!(it.store.is_welcome("a").await.unwrap() && it.store.is_welcome("b").await.unwrap());
    assert!(!it.store.is_welcome("c").await.unwrap());
    let act = it.act().await;
    assert!(act.create_first_user(camille()).await.unwrap().is_some());
    act.commit().await.unwrap();
    // Made by a server that started meanwhile.
    let act = it.act().await;
    act.create_welcome("c").await.unwrap();
    act.commit().await.unwrap();
    for link in ["a", "b", "c"] {
        assert!(!it.store.is_welcome(link).await.unwrap(), "{link}");
    }
    it.run("DELETE FROM \"user\"").await;
    assert!(!it.store.is_welcome("a").await.unwrap(), "its row is gone");
}

async fn sessions_end_when_they_expire_or_are_deleted(it: Fixture) {
    let act = it.act().await;
    let user = act.create_user(camille()).await.unwrap();
    let expires = it.now().plus_seconds(60);
    act.create_session(user.id, "short", "csrf", expires).await.unwrap();
    act.create_session(user.id, "long", "other", it.now().plus_seconds(3600)).await.unwrap();
    act.commit().await.unwrap();
    let session = it.store.session("short").await.unwrap();
    assert_eq!(session, Some(Session { user, csrf: "csrf".into(), expires }));
    assert_eq!(it.store.session("unknown").await.unwrap(), None);

    it.pass_seconds(60);
    assert_eq!(it.store.session("short").await.unwrap(), None);
    assert!(it.store.session("long").await.unwrap().is_some());
    let act = it.act().await;
    assert_eq!(act.delete_expired_sessions().await.unwrap(), 1);
    act.delete_session("long").await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(it.store.session("long").await.unwrap(), None);
}

async fn uploads_are_kept_until_deleted(it: Fixture) {
    let dataset = it.dataset("arbres").await;
    let id = Uuid::new_v4().to_string();
    let act = it.act().await;
    let new = new_upload(&id, "Arbres 2026.csv");
    let made = act.create_upload(new).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(it.store.upload(&id).await.unwrap(), Some(made.clone()));

    let changed = Upload { recipe: Some("{}".into()), dataset: Some(dataset.id), ..made };
    let act = it.act().await;
    act.update_upload(&changed).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(it.store.upload(&id).await.unwrap(), Some(changed.clone()));

    assert_eq!(it.store.uploads_older_than(it.now()).await.unwrap(), []);
    let later = it.now().plus_seconds(1);
    let older = it.store.uploads_older_than(later).await.unwrap();
    assert_eq!(older, std::slice::from_ref(&changed));
    let act = it.act().await;
    act.delete_upload(&id).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(it.store.upload(&id).await.unwrap(), None);
    let gone = it.act().await.update_upload(&changed).await;
    assert!(matches!(gone, Err(StoreError::Missing { .. })));
}

async fn an_upload_has_one_load_at_a_time_and_stays_for_it(it: Fixture) {
    let id = Uuid::new_v4().to_string();
    let act = it.act().await;
    let new = new_upload(&id, "a.csv");
    act.create_upload(new).await.unwrap();
    let job = || NewJob {
        kind: JobKind::Import,
        dataset: None,
        user: None,
        payload: String::new(),
        not_before: None,
    };
    let first = act.enqueue(job()).await.unwrap().id;
    assert!(!act.upload_is_loading(&id).await.unwrap());
    assert!(act.give_upload(&id, &[first]).await.unwrap());
    act.commit().await.unwrap();
    let later = it.now().plus_seconds(1);
    assert_eq!(it.store.uploads_older_than(later).await.unwrap(), []);

    let act = it.act().await;
    let second = act.enqueue(job()).await.unwrap().id;
    let third = act.enqueue(job()).await.unwrap().id;
    assert!(!act.give_upload(&id, &[second]).await.unwrap(), "the first load waits");
    act.cancel_job(first).await.unwrap();
    assert!(act.give_upload(&id, &[second, third]).await.unwrap(), "the first load is over");
    act.cancel_job(second).await.unwrap();
    act.release_upload(&id).await.unwrap();
    act.commit().await.unwrap();
    assert!(it.store.upload(&id).await.unwrap().is_some(), "the third load still reads it");
    assert_eq!(it.store.uploads_older_than(later).await.unwrap(), []);

    let act = it.act().await;
    act.cancel_job(third).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(it.store.uploads_older_than(later).await.unwrap().len(), 1);
    let act = it.act().await;
    act.release_upload(&id).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(it.store.upload(&id).await.unwrap(), None);
}
