use fanal_model::{Attachment, AttachmentId, DatasetId};

use super::harness::{Fixture, on_both_databases};
use crate::{NewAttachment, StoreError};

on_both_databases![
    attachments_go_with_their_dataset,
    what_goes_with_a_dataset_changes_its_revision
];

fn new(dataset: DatasetId, name: &str) -> NewAttachment {
    NewAttachment {
        dataset,
        name: name.to_owned(),
        title: "No\0tice".to_owned(),
        file_name: "notice.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size_bytes: 12,
        file: format!("{dataset}-{name}"),
    }
}

async fn attached(it: &Fixture, dataset: DatasetId, name: &str) -> Attachment {
    let act = it.act().await;
    let attachment = act.create_attachment(new(dataset, name)).await.unwrap();
    act.commit().await.unwrap();
    attachment
}

async fn attachments_go_with_their_dataset(it: Fixture) {
    let (trees, other) = (it.dataset("arbres").await.id, it.dataset("autre").await.id);
    let first = attached(&it, trees, "notice_pdf").await;
    assert_eq!((first.title.as_str(), first.created), ("Notice", it.now()));
    let second = attached(&it, trees, "plan_pdf").await;
    let elsewhere = attached(&it, other, "notice_pdf").await;
    let store = &it.store;
    assert_eq!(store.attachments(&[trees]).await.unwrap(), [first.clone(), second.clone()]);
    let all = store.attachments(&[other, trees]).await.unwrap();
    assert_eq!(all, [first.clone(), second.clone(), elsewhere.clone()]);
    assert_eq!(store.attachment(other, "notice_pdf").await.unwrap(), Some(elsewhere));
    for name in ["autre", "\0"] {
        assert_eq!(store.attachment(trees, name).await.unwrap(), None);
        assert!(!store.is_attached(name).await.unwrap());
    }
    assert!(store.is_attached(&first.file).await.unwrap());
    let twice = it.act().await.create_attachment(new(trees, "notice_pdf")).await;
    assert!(twice.is_err(), "a name leads to one attachment");
    let act = it.act().await;
    act.rename_attachment(first.id, "Mode d'emploi").await.unwrap();
    act.delete_attachment(second.id).await.unwrap();
    act.commit().await.unwrap();
    let renamed = Attachment { title: "Mode d'emploi".to_owned(), ..first };
    assert_eq!(store.attachments(&[trees]).await.unwrap(), [renamed]);
    let missing = it.act().await.rename_attachment(AttachmentId(99), "Autre").await;
    assert!(matches!(missing, Err(StoreError::Missing { what: "attachment" })), "{missing:?}");
}

async fn what_goes_with_a_dataset_changes_its_revision(it: Fixture) {
    let before = it.dataset("arbres").await;
    it.pass_seconds(7);
    let act = it.act().await;
    act.touch_dataset(before.id).await.unwrap();
    act.commit().await.unwrap();
    let after = it.store.dataset(before.id).await.unwrap().unwrap();
    assert_eq!(after.metadata_revision, before.metadata_revision + 1);
    assert_eq!(after.modified, it.now());
    let missing = it.act().await.touch_dataset(DatasetId(99)).await;
    assert!(matches!(missing, Err(StoreError::Missing { what: "dataset" })), "{missing:?}");
}
