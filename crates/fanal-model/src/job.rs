//! Jobs: long acts, done by a worker, that can be watched and cancelled.

use crate::{DatasetId, Instant, JobId, Problem, UserId};

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// Load a file into a dataset.
    Import,
    /// Rewrite many small data files as few.
    Compact,
    /// Expire old versions and delete the files that nothing needs.
    Vacuum,
    /// Count what the values of a version look like.
    Profile,
}

impl JobKind {
    /// The name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Compact => "compact",
            Self::Vacuum => "vacuum",
            Self::Profile => "profile",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Import, Self::Compact, Self::Vacuum, Self::Profile];
        all.into_iter().find(|k| k.name() == name)
    }
}

/// How far a job has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobState {
    /// Waits for a worker, not before that instant.
    Waiting(Instant),
    /// A worker has it and was last heard of at that instant.
    Running(Instant),
    /// Done.
    Done(Instant),
    /// Given up: the reason, for people.
    Failed(Instant, Problem),
    /// Stopped on demand.
    Cancelled(Instant),
}

impl JobState {
    /// Whether nothing more will happen to it.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Failed(..) | Self::Cancelled(_))
    }
}

/// How much of a job's work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Units done: bytes read, mostly.
    pub done: u64,
    /// Units in all, when known.
    pub total: Option<u64>,
    /// Records counted so far.
    pub records: u64,
}

/// One long act.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Number in the catalogue.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// The dataset that it works on.
    pub dataset: Option<DatasetId>,
    /// Who asked for it.
    pub user: Option<UserId>,
    /// What it needs to know, opaque here (`fanal-service` writes and reads it).
    pub payload: String,
    /// How often it was begun.
    pub attempts: u32,
    /// How far it has come.
    pub state: JobState,
    /// How much is done.
    pub progress: Progress,
    /// Somebody asked to stop it.
    pub cancel_requested: bool,
    /// When it was put in the queue.
    pub created: Instant,
}
