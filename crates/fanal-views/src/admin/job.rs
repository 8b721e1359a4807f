//! Watching a load.

use askama::Template;
use fanal_model::{Job, JobState, Problem};

use crate::vocabulary;
use crate::{DatasetLink, Layout};

/// What a load that is done has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobOutcome {
    /// Number of the version.
    pub version: i64,
    /// Records of the dataset.
    pub records: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Records whose outline was mended: what they were is kept with the rows set aside.
    pub mended: u64,
    /// Whether the dataset is still a draft: the next step is to describe it.
    pub draft: bool,
}

/// `/admin/jobs/{id}`: how far a load has come and how it ended.
///
/// `<fanal-progress>` asks `/admin/jobs/{id}/progress.json` while it runs; without JavaScript the
/// page loads itself again.
#[derive(Debug, Template)]
#[template(path = "admin/job.html")]
pub struct JobPage {
    /// What every page needs.
    pub layout: Layout,
    /// The job.
    pub job: Job,
    /// The dataset that it loads, if it exists already.
    pub dataset: Option<DatasetLink>,
    /// Name of the file.
    pub file_name: String,
    /// Number of the upload, while the file of a failed load is kept.
    pub upload: Option<String>,
    /// What it has made, once it is done.
    pub outcome: Option<JobOutcome>,
}

impl JobPage {
    pub(crate) fn is_over(&self) -> bool {
        self.job.state.is_over()
    }

    pub(crate) fn is_done(&self) -> bool {
        matches!(self.job.state, JobState::Done(_))
    }

    pub(crate) fn failure(&self) -> Option<&Problem> {
        match &self.job.state {
            JobState::Failed(_, problem) => Some(problem),
            _ => None,
        }
    }

    pub(crate) fn state(&self) -> String {
        self.layout.say(vocabulary::job_state(&self.job.state))
    }
}
