//! Publishing, after seeing what becomes public; and taking it back.

use askama::Template;
use fanal_model::{Attachment, Dataset, Lifecycle, Organisation, Problem, Visibility};

use crate::vocabulary::{self, licence};
use crate::{DatasetLink, FormState, Layout, RecordsTable};

/// A column that designates persons. Why it may be public is sent in `public_because.{name}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonColumn {
    /// Name in queries.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// What its values are (`telephone_personnel`).
    pub meaning: Option<String>,
}

/// `/admin/datasets/{slug}/publish`: what becomes visible, to whom. A form with `csrf`,
/// `revision` and `version` (that are shown), and `public_because.{name}` for each column that designates persons, sent to the same address; or to
/// `/admin/datasets/{slug}/leave-out`, which reads the original without those that have no reason.
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
    /// Files that go with it.
    pub attachments: Vec<Attachment>,
    /// What must be mended first; publishing is not offered while there is any.
    pub blockers: Vec<Problem>,
    /// What would better be mended.
    pub warnings: Vec<Problem>,
    /// Columns that designate persons: everybody reads them only for a reason.
    pub persons: Vec<PersonColumn>,
    /// Whether the file that it was made of is there, to be read without some of its columns.
    pub original: bool,
    /// The reasons, and what is wrong with them.
    pub form: FormState,
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

    pub(crate) fn person_columns(&self) -> u64 {
        self.persons.len() as u64
    }

    /// What a column holds, for people.
    pub(crate) fn person_meaning(&self, column: &PersonColumn) -> String {
        self.layout.meaning(column.meaning.as_ref()).unwrap_or_default()
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

    /// Number of the version that is published; none is 0.
    pub(crate) fn version(&self) -> u64 {
        let number = self.dataset.current.as_ref().map_or(0, |version| version.number);
        u64::try_from(number).unwrap_or_default()
    }

    /// The first version that everybody reads, where earlier ones stay with those who prepare the
    /// dataset: of what is public already not the one that is published now.
    pub(crate) fn first_public(&self) -> Option<u64> {
        let first = match self.dataset.lifecycle {
            Lifecycle::Published => u64::try_from(self.dataset.public_from).unwrap_or_default(),
            Lifecycle::Draft => self.version(),
        };
        (self.is_open() && first > 1).then_some(first)
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
