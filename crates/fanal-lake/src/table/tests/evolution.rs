//! Columns that come, go and change.

use super::*;

fn two_columns(first_row: i64, extra: ArrayRef) -> RecordBatch {
    let n = Int64Array::from_iter_values(0..extra.len() as i64);
    with_hidden(1, first_row, vec![("n", Arc::new(n)), ("extra", extra)])
}

fn text(cells: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(cells.to_vec()))
}

fn names(table: &crate::Snapshot) -> Vec<String> {
    table.schema.fields().iter().map(|field| field.name().clone()).collect()
}

#[tokio::test]
async fn new_column_is_taken_by_an_append() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
    fixture.append(&load(2), Some(0), &two_columns(2, text(&["a"]))).await;
    let (before, after) = (
        fixture.table.snapshot(0).await.unwrap(),
        fixture.table_again().await.snapshot(1).await.unwrap(),
    );
    assert_eq!(names(&before), ["n", "_source", "_row", "_hash"]);
    assert_eq!(names(&after), ["n", "extra", "_source", "_row", "_hash"]);
    assert_eq!(after.files.len(), 2);
}

#[tokio::test]
async fn column_that_goes_leaves_the_files_and_the_former_version() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &two_columns(1, text(&["a"]))).await;
    fixture.append(&load(2), Some(0), &numbers(1, 2, &[2])).await;
    let after = fixture.table.snapshot(1).await.unwrap();
    assert_eq!(names(&after), ["n", "_source", "_row", "_hash"]);
    assert_eq!(after.rows(), 2);
    assert!(names(&fixture.table.snapshot(0).await.unwrap()).contains(&"extra".to_owned()));
}

#[tokio::test]
async fn column_that_went_cannot_come_back_over_its_former_cells() {
    let mut fixture = Fixture::new().await;
    fixture.append(&load(1), None, &two_columns(1, text(&["secret"]))).await;
    fixture.append(&load(2), Some(0), &numbers(1, 2, &[2])).await;
    // Also when the log is read from a checkpoint that no longer knows the column.
    fixture.table.forget(&[]).await.unwrap();
    fixture.table = fixture.table_again().await;
    let again = two_columns(3, text(&["b"]));
    let refused = fixture.try_load(&load(3), Some(1), &again, vec![]).await;
    assert!(
        matches!(&refused, Err(LakeError::ColumnClash { column }) if column == "extra"),
        "{refused:?}"
    );
    // Once the old file goes, nothing is in the way.
    fixture.replace(&load(4), 1, &again).await;
}

#[tokio::test]
async fn type_of_a_column_changes_only_when_its_files_go() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &two_columns(1, text(&["1"]))).await;
    let whole = two_columns(2, Arc::new(Int64Array::from(vec![1])));
    let refused = fixture.try_load(&load(2), Some(0), &whole, vec![]).await;
    assert!(matches!(refused, Err(LakeError::ColumnClash { .. })), "{refused:?}");
    assert_eq!(refused.unwrap_err().problem().code, "lake-column-clash");
    let version = fixture.replace(&load(3), 0, &whole).await;
    assert_eq!(fixture.rows(version).await, whole);
}

#[tokio::test]
async fn restore_brings_the_columns_back_too() {
    let fixture = Fixture::new().await;
    let first = two_columns(1, text(&["a"]));
    fixture.append(&load(1), None, &first).await;
    fixture.replace(&load(2), 0, &numbers(1, 1, &[1])).await;
    let version = fixture.table.restore(Some(0), &load(3)).await.unwrap();
    assert_eq!(fixture.rows(version).await, first);
}

#[tokio::test]
async fn type_that_delta_does_not_know_is_refused_before_any_row() {
    let fixture = Fixture::new().await;
    let batch = with_hidden(
        1,
        1,
        vec![("n", Arc::new(arrow::array::DurationSecondArray::from(vec![1])) as ArrayRef)],
    );
    let refused = fixture.table.writer(&load(1), batch.schema(), WriterSettings::default());
    assert!(matches!(refused, Err(LakeError::Unsupported { .. })), "{refused:?}");
}
