//! Publishing, after seeing what becomes public; and taking it back.

use askama::Template;
use fanal_model::{Dataset, Organisation, Problem, Visibility};

use crate::vocabulary::{self, licence};
use crate::{DatasetLink, Layout, RecordsTable};

/// `/admin/datasets/{slug}/publish`: what becomes visible, to whom. A form with `csrf`, sent to
/// the same address.
#[derive(Debug, Template)]
#[template(path = "admin/publish.html")]
pub struct PublishPage {
    /// What every page needs.
    pub layout: Layout,
    /// The dataset.
    pub dataset: Dataset,
    /// Its producer.
    pub organisation: Option<Organisation>,
    /// Its public address, whole.
    pub url: String,
    /// A few records, as readers will see them.
    pub sample: RecordsTable,
    /// What must be mended first; publishing is not offered while there is any.
    pub blockers: Vec<Problem>,
    /// What would better be mended.
    pub warnings: Vec<Problem>,
}

impl PublishPage {
    pub(crate) fn link(&self) -> DatasetLink {
        DatasetLink::of(&self.dataset)
    }

    pub(crate) fn visibility_meaning(&self) -> String {
        self.layout.say(vocabulary::visibility_meaning(self.dataset.visibility))
    }

    pub(crate) fn is_open(&self) -> bool {
        self.dataset.visibility == Visibility::Open
    }

    pub(crate) fn licence_name(&self) -> String {
        match self.dataset.metadata.licence.as_deref() {
            Some(code) => licence(code).map_or(code, |l| l.name).to_owned(),
            None => self.layout.say("licence-none"),
        }
    }

    pub(crate) fn columns(&self) -> u64 {
        self.sample.fields.len() as u64
    }

    pub(crate) fn records(&self) -> u64 {
        self.dataset.current.as_ref().map_or(0, |v| v.records)
    }
}

/// `/admin/datasets/{slug}/unpublish`: a dataset becomes a draft again. A form with `csrf`, sent
/// to the same address.
#[derive(Debug, Template)]
#[template(path = "admin/unpublish.html")]
pub struct UnpublishPage {
    /// What every page needs.
    pub layout: Layout,
    /// The dataset.
    pub dataset: DatasetLink,
    /// Its public address, whole.
    pub url: String,
}
