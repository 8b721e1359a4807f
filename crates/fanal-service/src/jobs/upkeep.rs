//! Jobs that the platform asks of itself.

use fanal_model::{AuditAct, DatasetId, JobKind, Subject};
use fanal_store::{Act, NewJob, StoreError};

/// The payload of a job that has nothing to know but its dataset.
pub(crate) const NOTHING_TO_KNOW: &str = "{}";

/// Puts a job of house-keeping for a dataset in the queue.
pub(crate) async fn enqueue_upkeep(
    act: &mut Act,
    dataset: DatasetId,
    kind: JobKind,
    payload: impl Into<String>,
) -> Result<(), StoreError> {
    let dataset = Some(dataset);
    let new = NewJob { kind, dataset, user: None, payload: payload.into(), not_before: None };
    let job = act.enqueue(new).await?;
    act.audit(None, AuditAct::JobEnqueued, Subject::Job(job.id, dataset));
    Ok(())
}
