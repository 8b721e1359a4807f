//! The front page of the administration.

use askama::Template;
use fanal_model::{Instant, Job, JobState, Lifecycle, Visibility};

use crate::vocabulary;
use crate::{DatasetLink, Layout, Paging};

/// A dataset as those see it who prepare it.
#[derive(Debug, Clone, PartialEq)]
pub struct AdminDataset {
    /// Title and address.
    pub link: DatasetLink,
    /// Name of its producer.
    pub organisation: Option<String>,
    /// Who may see it once published.
    pub visibility: Visibility,
    /// Draft or published.
    pub lifecycle: Lifecycle,
    /// Records of the current version, once something was loaded.
    pub records: Option<u64>,
    /// Rows that the last load could not read.
    pub rejected: u64,
    /// When the last load ended.
    pub last_load: Option<Instant>,
}

/// A load in progress, or one that failed lately.
#[derive(Debug, Clone, PartialEq)]
pub struct JobLine {
    /// The job.
    pub job: Job,
    /// The dataset that it loads, if it exists already.
    pub dataset: Option<DatasetLink>,
}

/// `/admin/`: datasets with their state, loads in progress, and the way to add data.
#[derive(Debug, Template)]
#[template(path = "admin/home.html")]
pub struct AdminHomePage {
    /// What every page needs.
    pub layout: Layout,
    /// The datasets of the page, newest change first.
    pub datasets: Vec<AdminDataset>,
    /// Datasets in all.
    pub total: u64,
    /// The page shown, from 1 (`?page=`).
    pub page: u64,
    /// Datasets on a page.
    pub page_size: u64,
    /// Loads that wait, run, or failed lately; newest first.
    pub jobs: Vec<JobLine>,
}

impl AdminHomePage {
    pub(crate) fn paging(&self) -> Paging {
        Paging {
            page: self.page,
            page_size: self.page_size,
            total: self.total,
            base: "/admin/".into(),
        }
    }

    pub(crate) fn is_draft(&self, dataset: &AdminDataset) -> bool {
        dataset.lifecycle == Lifecycle::Draft
    }

    pub(crate) fn job_state(&self, state: &JobState) -> String {
        self.layout.say(vocabulary::job_state(state))
    }
}
