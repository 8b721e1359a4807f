//! The public page of a dataset (*fiche du jeu de données*).

use askama::Template;
use fanal_model::{
    Argument, Attachment, Dataset, Field, FieldProfile, Instant, Lifecycle, Organisation, Problem,
    Visibility,
};

use crate::card::excerpt;
use crate::paging::encode;
use crate::vocabulary::{self, licence};
use crate::{Chosen, DatasetLink, Filters, Layout, Licence, Profile, RecordsTable};

use super::Snippet;

/// One version in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// 1, 2, 3…
    pub number: i64,
    /// When it was loaded.
    pub created: Instant,
    /// Its records.
    pub records: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// When it was taken away, if it can't be read any more.
    pub gone: Option<Instant>,
}

/// Other datasets of the same series, as far as the reader may know of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Siblings {
    /// The first of them, as they were made.
    pub links: Vec<DatasetLink>,
    /// How many there are beside the dataset itself.
    pub total: u64,
}

/// The data of a dataset's page.
#[derive(Debug, Clone, PartialEq)]
pub enum Records {
    /// A page of the table.
    Shown(RecordsTable),
    /// Nothing was loaded yet.
    NotLoaded,
    /// The reader finds the dataset and may ask for its records.
    OnRequest,
    /// The records can't be shown for this reason; the rest of the page is there.
    Failed(Problem),
}

/// `/explore/dataset/{slug}/`: what a dataset is, its records, and how to take them away.
#[derive(Debug, Template)]
#[template(path = "portal/dataset.html")]
pub struct DatasetPage {
    /// What every page needs.
    pub layout: Layout,
    /// The dataset, with the version that readers get.
    pub dataset: Dataset,
    /// Its producer.
    pub organisation: Option<Organisation>,
    /// The columns that this reader may see, of the version shown.
    pub fields: Vec<Field>,
    /// What their values look like; empty as long as nobody counted.
    pub profiles: Vec<FieldProfile>,
    /// Number of the version shown, if it is not the current one.
    pub old_version: Option<VersionLine>,
    /// The data.
    pub records: Records,
    /// What the data can be filtered by, and what was chosen.
    pub filters: Filters,
    /// A page of the list of versions, newest first.
    pub versions: Vec<VersionLine>,
    /// Number of that page, from 1.
    pub versions_page: u64,
    /// Whether there are older ones.
    pub older_versions: bool,
    /// Public address of the platform without a slash at its end: examples are made with it.
    pub base_url: String,
    /// Files that go with it, as far as the reader may have them.
    pub attachments: Vec<Attachment>,
    /// The others of its series.
    pub siblings: Siblings,
    /// Whether the reader may change the dataset.
    pub may_edit: bool,
}

/// Rows of a spreadsheet, without the row of column titles.
pub(crate) const SHEET_LIMIT: u64 = 1_048_575;

/// A file that can be downloaded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Download {
    /// Name of the export in the API.
    pub(crate) format: &'static str,
    pub(crate) name: &'static str,
    /// The sentence that says what it is good for.
    pub(crate) purpose: &'static str,
}

const DOWNLOADS: [Download; 4] = [
    Download { format: "csv", name: "CSV", purpose: "download-csv" },
    Download { format: "json", name: "JSON", purpose: "download-json" },
    Download { format: "jsonl", name: "JSON Lines", purpose: "download-jsonl" },
    Download { format: "parquet", name: "Parquet", purpose: "download-parquet" },
];

impl DatasetPage {
    pub(crate) fn title(&self) -> &str {
        let title = &self.dataset.metadata.title;
        if title.is_empty() { self.dataset.slug.as_str() } else { title }
    }

    /// A sentence for search engines.
    pub(crate) fn summary(&self) -> String {
        match self.dataset.metadata.description.trim() {
            "" => self.title().to_owned(),
            text => excerpt(text),
        }
    }

    /// Where all datasets of the series are listed, when the page has not room for them.
    pub(crate) fn whole_series(&self) -> Option<String> {
        let series = self.dataset.metadata.series.as_deref()?;
        let more = self.siblings.total > self.siblings.links.len() as u64;
        more.then(|| format!("/explore/?series={}&sort=title", encode(series)))
    }

    pub(crate) fn is_draft(&self) -> bool {
        self.dataset.lifecycle == Lifecycle::Draft
    }

    pub(crate) fn is_open(&self) -> bool {
        self.dataset.visibility == Visibility::Open
    }

    /// Records may be read and taken away.
    pub(crate) fn has_records(&self) -> bool {
        matches!(self.records, Records::Shown(_))
    }

    pub(crate) fn paragraphs(&self) -> Vec<&str> {
        let text = &self.dataset.metadata.description;
        text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).collect()
    }

    pub(crate) fn known_licence(&self) -> Option<&'static Licence> {
        licence(self.dataset.metadata.licence.as_deref()?)
    }

    pub(crate) fn licence_code(&self) -> &str {
        self.dataset.metadata.licence.as_deref().unwrap_or_default()
    }

    pub(crate) fn frequency(&self) -> Option<&'static str> {
        vocabulary::frequency(self.dataset.metadata.update_frequency.as_deref()?)
    }

    /// Number and records of the version shown.
    pub(crate) fn version_shown(&self) -> Option<(i64, u64)> {
        match &self.old_version {
            Some(old) => Some((old.number, old.records)),
            None => self.dataset.current.as_ref().map(|v| (v.number, v.records)),
        }
    }

    /// How many records the filters leave, if there are any.
    pub(crate) fn filtered(&self) -> Option<u64> {
        match &self.records {
            Records::Shown(table) if !self.filters.chosen.is_empty() => Some(table.total),
            _ => None,
        }
    }

    /// Whether a spreadsheet can hold all records of a download.
    pub(crate) fn fits_a_sheet(&self) -> bool {
        let all = self.version_shown().map(|(_, records)| records);
        self.filtered().or(all).is_none_or(|records| records <= SHEET_LIMIT)
    }

    pub(crate) fn is_current(&self, line: &VersionLine) -> bool {
        self.dataset.current.as_ref().is_some_and(|v| v.number == line.number)
    }

    pub(crate) fn is_shown(&self, line: &VersionLine) -> bool {
        self.version_shown().is_some_and(|(number, _)| number == line.number)
    }

    pub(crate) fn downloads(&self) -> [Download; 4] {
        DOWNLOADS
    }

    /// The address of an export of the version shown, with the filters.
    pub(crate) fn export(&self, format: &str) -> String {
        let parameters = self.parameters();
        let mark = if parameters.is_empty() { "" } else { "?" };
        format!(
            "/api/explore/v2.1/catalog/datasets/{}/exports/{format}{mark}{}",
            self.dataset.slug,
            parameters.join("&")
        )
    }

    pub(crate) fn snippets(&self) -> Vec<Snippet> {
        Snippet::all(&self.base_url, &self.dataset.slug, &self.parameters())
    }

    /// The parameters of the API that ask for what is shown.
    fn parameters(&self) -> Vec<String> {
        let version = self.old_number().map(|n| format!("version={n}"));
        version.into_iter().chain(self.filters.chosen.iter().map(Chosen::in_api)).collect()
    }

    /// What keeps the version that is shown, behind another parameter.
    pub(crate) fn and_version(&self) -> String {
        self.old_number().map(|n| format!("&version={n}")).unwrap_or_default()
    }

    /// The number of the version shown, if it is not the current one.
    fn old_number(&self) -> Option<i64> {
        self.old_version.as_ref().map(|version| version.number)
    }

    pub(crate) fn profile(&self, field: &Field) -> Option<Profile> {
        let profile = self.profiles.iter().find(|p| p.field == field.name && p.records > 0)?;
        Some(Profile::of(self.layout.words, field, profile))
    }

    /// What the figures of the columns were counted on.
    pub(crate) fn profiles_of(&self) -> Option<String> {
        let (version, rows) = self.version_shown().filter(|(_, rows)| *rows > 0)?;
        if self.profiles.is_empty() {
            return self.has_records().then(|| self.layout.say("profile-not-yet"));
        }
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        let arguments = [("rows", Argument::Number(rows)), ("version", Argument::Number(version))];
        Some(self.layout.words.say_with("profile-of-version", &arguments))
    }

    pub(crate) fn type_words(&self, field: &Field) -> String {
        let name = self.layout.say(vocabulary::field_type(field.field_type));
        if field.is_multivalued() {
            self.layout.say_text("type-multivalued", "type", &name)
        } else {
            name
        }
    }

    pub(crate) fn type_icon(&self, field: &Field) -> &'static str {
        vocabulary::type_icon(field.field_type)
    }
}
