//! Rows of the audit log.

use fanal_model::{
    AttachmentId, AuditAct, AuditEntry, DatasetId, Instant, JobId, OrganisationId, PortalId,
    Subject, UserId, VersionId,
};
use sea_orm::entity::prelude::*;

use super::entity_parts;
use crate::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    pub at: i64,
    pub user: Option<i64>,
    pub act: String,
    /// `dataset`, `version`, `attachment`, `job`, `user`, `organisation` or `portal`.
    pub subject: String,
    pub subject_id: i64,
    /// The dataset that is touched.
    pub dataset: Option<i64>,
    pub hash: String,
}

entity_parts!();

impl Model {
    /// The entry.
    pub(crate) fn into_entry(self) -> Result<AuditEntry, StoreError> {
        let (id, dataset) = (self.subject_id, self.dataset.map(DatasetId));
        let subject = match (self.subject.as_str(), dataset) {
            ("dataset", Some(_)) => Subject::Dataset(DatasetId(id)),
            ("version", Some(dataset)) => Subject::Version(dataset, VersionId(id)),
            ("attachment", Some(dataset)) => Subject::Attachment(dataset, AttachmentId(id)),
            ("job", dataset) => Subject::Job(JobId(id), dataset),
            ("user", None) => Subject::User(UserId(id)),
            ("organisation", None) => Subject::Organisation(OrganisationId(id)),
            ("portal", None) => Subject::Portal(PortalId(id)),
            _ => return Err(StoreError::corrupt("audit.subject", self.subject)),
        };
        Ok(AuditEntry {
            sequence: self.sequence,
            at: Instant(self.at),
            user: self.user.map(UserId),
            act: AuditAct::from_name(&self.act)
                .ok_or_else(|| StoreError::corrupt("audit.act", self.act))?,
            subject,
            hash: self.hash,
        })
    }
}
