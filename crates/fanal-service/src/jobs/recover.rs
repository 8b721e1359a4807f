//! What a load that died left behind: adopted when it is this load's own and whole, else undone.

use fanal_ingest::Manifest;
use fanal_lake::{Lake, LakeError, Table};
use fanal_model::{Dataset, LoadId};
use futures::TryStreamExt;

use super::JobError;

/// What a load finds in the table.
pub(super) enum Start {
    /// Nothing to adopt; the commit builds on this head.
    Fresh(Option<i64>),
    /// This load's own commit, made before its worker died: only the catalogue's half is missing.
    Committed(i64, Box<Manifest>),
}

/// Brings the table to what the catalogue says, unless its head is this load's own commit.
pub(super) async fn recover(
    lake: &Lake,
    dataset: &Dataset,
    load: &LoadId,
) -> Result<Start, JobError> {
    let table = lake.table(dataset.id);
    let served = dataset.current.as_ref().map(|v| v.delta_version);
    let Some(head) = table.head().await? else { return Ok(Start::Fresh(None)) };
    if Some(head.delta_version) == served {
        return Ok(Start::Fresh(served));
    }
    if head.load.as_ref() == Some(load)
        && let Some(manifest) = read_manifest(&table, load).await?
        && is_whole(&table, head.delta_version, &manifest).await?
    {
        return Ok(Start::Committed(head.delta_version, Box::new(manifest)));
    }
    Ok(Start::Fresh(roll_back(&table, dataset).await?))
}

/// Brings the table to what the catalogue says, and returns its head. Whatever was committed since
/// is nobody's then.
pub(super) async fn roll_back(table: &Table, dataset: &Dataset) -> Result<Option<i64>, JobError> {
    if table.head().await?.is_none() {
        return Ok(None);
    }
    let served = dataset.current.as_ref().map(|v| v.delta_version);
    // A name of its own: nobody can take the undoing for a load.
    let undoing = LoadId::parse(&uuid::Uuid::now_v7().to_string())
        .expect("the text of a UUID is a load's name");
    Ok(Some(table.restore(served, &undoing).await?))
}

/// Whether the commit is what the manifest says and its files are there: a worker that slept may
/// have made it late, when its files were taken for nobody's and another had begun the load anew.
async fn is_whole(table: &Table, delta_version: i64, said: &Manifest) -> Result<bool, JobError> {
    let snapshot = table.snapshot(delta_version).await?;
    let same = (snapshot.rows(), snapshot.size_bytes()) == (said.records, said.size_bytes);
    Ok(same && table.is_whole(&snapshot).await?)
}

/// What a load said of itself before it committed; none when it never came to that.
pub(super) async fn read_manifest(
    table: &Table,
    load: &LoadId,
) -> Result<Option<Manifest>, JobError> {
    let Some((_, stream)) = table.open_beside(load, Manifest::FILE).await? else { return Ok(None) };
    let bytes: Vec<u8> = stream
        .try_fold(Vec::new(), |mut all, block| async move {
            all.extend_from_slice(&block);
            Ok::<_, LakeError>(all)
        })
        .await?;
    Ok(Some(Manifest::from_json(&bytes)?))
}
