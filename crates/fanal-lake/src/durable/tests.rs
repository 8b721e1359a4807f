//! The folder as a store.

use bytes::Bytes;
use object_store::ObjectStoreExt as _;
use tempfile::TempDir;

use super::*;
use crate::Lake;

fn store() -> (TempDir, DurableStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = DurableStore::open(&folder.path().join("lake")).unwrap();
    (folder, store)
}

async fn put(store: &DurableStore, path: &str, text: &'static str, mode: PutMode) -> Result<()> {
    store.put_opts(&path.into(), Bytes::from_static(text.as_bytes()).into(), mode.into()).await?;
    Ok(())
}

async fn text(store: &DurableStore, path: &str) -> String {
    let bytes = store.get(&path.into()).await.unwrap().bytes().await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn leftovers(store: &DurableStore) -> usize {
    fs::read_dir(store.temporary()).unwrap().count()
}

#[tokio::test]
async fn name_is_taken_once_only() {
    let (_folder, store) = store();
    put(&store, "datasets/1/a", "first", PutMode::Create).await.unwrap();
    let second = put(&store, "datasets/1/a", "second", PutMode::Create).await;
    assert!(matches!(second, Err(Error::AlreadyExists { .. })), "{second:?}");
    assert_eq!(text(&store, "datasets/1/a").await, "first");
    put(&store, "datasets/1/a", "third", PutMode::Overwrite).await.unwrap();
    assert_eq!(text(&store, "datasets/1/a").await, "third");
    assert_eq!(leftovers(&store), 0);
}

#[tokio::test]
async fn upload_shows_whole_or_not_at_all() {
    let (_folder, store) = store();
    let path = Path::from("datasets/1/loads/x/original");
    let mut upload = store.put_multipart(&path).await.unwrap();
    let first = upload.put_part("one ".into());
    let second = upload.put_part("two".into());
    // Parts may arrive in any order.
    second.await.unwrap();
    first.await.unwrap();
    assert!(matches!(store.head(&path).await, Err(Error::NotFound { .. })));
    upload.complete().await.unwrap();
    assert_eq!(text(&store, path.as_ref()).await, "one two");
    assert_eq!(leftovers(&store), 0);
}

#[tokio::test]
async fn upload_given_up_leaves_nothing() {
    let (_folder, store) = store();
    let path = Path::from("datasets/1/x");
    let mut aborted = store.put_multipart(&path).await.unwrap();
    aborted.put_part("half".into()).await.unwrap();
    aborted.abort().await.unwrap();
    let mut dropped = store.put_multipart(&path).await.unwrap();
    dropped.put_part("half".into()).await.unwrap();
    drop(dropped);
    assert_eq!(leftovers(&store), 0);
    assert!(matches!(store.head(&path).await, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn copy_and_rename_respect_a_taken_name() {
    let (_folder, store) = store();
    put(&store, "a", "1", PutMode::Create).await.unwrap();
    put(&store, "b", "2", PutMode::Create).await.unwrap();
    let (a, b, c) = (Path::from("a"), Path::from("b"), Path::from("deep/er/c"));
    assert!(matches!(store.copy_if_not_exists(&a, &b).await, Err(Error::AlreadyExists { .. })));
    assert!(matches!(store.rename_if_not_exists(&a, &b).await, Err(Error::AlreadyExists { .. })));
    store.copy(&a, &c).await.unwrap();
    store.rename(&a, &b).await.unwrap();
    assert_eq!(text(&store, "deep/er/c").await, "1");
    assert_eq!(text(&store, "b").await, "1");
    assert!(matches!(store.head(&a).await, Err(Error::NotFound { .. })));
    assert_eq!(leftovers(&store), 0);
}

#[tokio::test]
async fn listing_after_a_name_comes_in_order() {
    let (_folder, store) = store();
    for name in ["d", "b", "a", "c"] {
        put(&store, &format!("log/{name}"), "", PutMode::Create).await.unwrap();
    }
    let listing = store.list_with_offset(Some(&"log".into()), &"log/a".into());
    let found: Vec<ObjectMeta> = listing.try_collect().await.unwrap();
    let names: Vec<_> = found.iter().map(|meta| meta.location.to_string()).collect();
    assert_eq!(names, ["log/b", "log/c", "log/d"]);
}

#[tokio::test]
async fn deleting_tells_what_was_not_there() {
    let (_folder, store) = store();
    put(&store, "x/a", "", PutMode::Create).await.unwrap();
    let wanted = [Ok(Path::from("x/a")), Ok(Path::from("x/b"))];
    let results: Vec<_> = store.delete_stream(stream::iter(wanted).boxed()).collect().await;
    assert!(matches!(&results[..], [Ok(a), Err(Error::NotFound { .. })] if a.as_ref() == "x/a"));
}

#[tokio::test]
async fn check_passes_on_a_folder_and_leaves_it_clean() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("new/lake");
    let lake = Lake::open(place.to_str().unwrap(), vec![]).await.unwrap();
    lake.check().await.unwrap();
    assert_eq!(fs::read_dir(place.join("datasets")).unwrap().count(), 0);
}

#[tokio::test]
async fn place_that_is_a_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let refused = Lake::open(file.to_str().unwrap(), vec![]).await.unwrap_err();
    assert_eq!(refused.problem().code, "lake-location");
}

#[tokio::test]
async fn unknown_option_of_a_bucket_is_refused() {
    let options = vec![("aws_regoin".to_owned(), "fr-par".to_owned())];
    let refused = Lake::open("s3://bucket/prefix", options).await.unwrap_err();
    assert_eq!(refused.problem().code, "lake-location");
}
