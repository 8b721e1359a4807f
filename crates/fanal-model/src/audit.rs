//! The audit log: what was done, by whom, to what. It is also the feed of changes.

use crate::{AttachmentId, DatasetId, Instant, JobId, OrganisationId, PortalId, UserId, VersionId};

/// What was done. Entries hold numbers only: never a cell's value, an e-mail or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditAct {
    /// A dataset was made.
    DatasetCreated,
    /// Its description, fields or visibility changed.
    DatasetChanged,
    /// It became visible.
    DatasetPublished,
    /// It became a draft again.
    DatasetUnpublished,
    /// Somebody said why columns of it that designate persons may be public.
    PersonsAllowed,
    /// A load ended as a new version.
    VersionCommitted,
    /// The data files of a version were rewritten; its records are the same.
    VersionCompacted,
    /// A version can no longer be read.
    VersionExpired,
    /// A file was joined to a dataset.
    AttachmentAdded,
    /// An attachment got another title.
    AttachmentChanged,
    /// An attachment was taken away.
    AttachmentRemoved,
    /// A job was put in the queue.
    JobEnqueued,
    /// A job ended without its effect.
    JobFailed,
    /// Somebody stopped a job.
    JobCancelled,
    /// An account was made.
    UserCreated,
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// An organisation was made or changed.
    OrganisationChanged,
    /// A portal was made or changed.
    PortalChanged,
}

impl AuditAct {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::DatasetCreated,
        Self::DatasetChanged,
        Self::DatasetPublished,
        Self::DatasetUnpublished,
        Self::PersonsAllowed,
        Self::VersionCommitted,
        Self::VersionCompacted,
        Self::VersionExpired,
        Self::AttachmentAdded,
        Self::AttachmentChanged,
        Self::AttachmentRemoved,
        Self::JobEnqueued,
        Self::JobFailed,
        Self::JobCancelled,
        Self::UserCreated,
        Self::SignedIn,
        Self::SignedOut,
        Self::OrganisationChanged,
        Self::PortalChanged,
    ];

    /// The name in the catalogue and in the hash chain; never changed once used.
    pub fn name(self) -> &'static str {
        match self {
            Self::DatasetCreated => "dataset.created",
            Self::DatasetChanged => "dataset.changed",
            Self::DatasetPublished => "dataset.published",
            Self::DatasetUnpublished => "dataset.unpublished",
            Self::PersonsAllowed => "dataset.persons-allowed",
            Self::VersionCommitted => "version.committed",
            Self::VersionCompacted => "version.compacted",
            Self::VersionExpired => "version.expired",
            Self::AttachmentAdded => "attachment.added",
            Self::AttachmentChanged => "attachment.changed",
            Self::AttachmentRemoved => "attachment.removed",
            Self::JobEnqueued => "job.enqueued",
            Self::JobFailed => "job.failed",
            Self::JobCancelled => "job.cancelled",
            Self::UserCreated => "user.created",
            Self::SignedIn => "user.signed-in",
            Self::SignedOut => "user.signed-out",
            Self::OrganisationChanged => "organisation.changed",
            Self::PortalChanged => "portal.changed",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.name() == name)
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A dataset.
    Dataset(DatasetId),
    /// A version, and its dataset.
    Version(DatasetId, VersionId),
    /// An attachment, and its dataset.
    Attachment(DatasetId, AttachmentId),
    /// A job, and the dataset it works on if any.
    Job(JobId, Option<DatasetId>),
    /// A person.
    User(UserId),
    /// An organisation.
    Organisation(OrganisationId),
    /// A portal.
    Portal(PortalId),
}

impl Subject {
    /// The dataset that is touched, if one is: what caches listen for.
    pub fn dataset(self) -> Option<DatasetId> {
        match self {
            Self::Dataset(d) | Self::Version(d, _) | Self::Attachment(d, _) => Some(d),
            Self::Job(_, d) => d,
            Self::User(_) | Self::Organisation(_) | Self::Portal(_) => None,
        }
    }
}

/// One line of the log. Lines are numbered without gaps in the order of commits, and each holds
/// the hash of the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// 1, 2, 3… without gaps.
    pub sequence: i64,
    /// When.
    pub at: Instant,
    /// Who; none for the operator and for jobs of the platform itself.
    pub user: Option<UserId>,
    /// What was done.
    pub act: AuditAct,
    /// To what.
    pub subject: Subject,
    /// SHA-256 of this line and of the line before, in hexadecimal.
    pub hash: String,
}
