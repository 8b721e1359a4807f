//! Datasets: one table of records with what is known about it.

use crate::{DatasetId, Field, FieldName, Instant, OrganisationId, PortalId, Slug, Version};

/// Who may find a dataset and read its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// *Public*: everybody.
    Open,
    /// *Réservé*: people who were given it.
    Restricted,
    /// *Sur demande*: everybody finds it, records are given on request.
    MetadataOnly,
    /// *Confidentiel*: nobody else learns that it exists.
    Secret,
}

impl Visibility {
    /// All of them, from the most open to the least.
    pub const ALL: [Self; 4] = [Self::Open, Self::Restricted, Self::MetadataOnly, Self::Secret];

    /// The name in definitions and in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Restricted => "restricted",
            Self::MetadataOnly => "metadata-only",
            Self::Secret => "secret",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.name() == name)
    }
}

/// Where a dataset stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lifecycle {
    /// *Brouillon*: only those who prepare it see it.
    Draft,
    /// *Publié*: seen as its visibility says.
    Published,
}

impl Lifecycle {
    /// The name in definitions and in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Draft, Self::Published].into_iter().find(|l| l.name() == name)
    }
}

/// What describes a dataset to people and to other catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Title, never empty once published.
    pub title: String,
    /// Description in plain text with blank lines between paragraphs.
    pub description: String,
    /// Themes, as the portal lists them.
    pub themes: Vec<String>,
    /// Free keywords.
    pub keywords: Vec<String>,
    /// Licence, by the code of data.gouv.fr (`lov2`, `odc-odbl`, …).
    pub licence: Option<String>,
    /// Language of the data, ISO 639-1.
    pub language: String,
    /// How often it is brought up to date, by the code of the EU vocabulary (`ANNUAL`, …).
    pub update_frequency: Option<String>,
    /// Generated or invented data: shown with a banner on every page.
    pub fictitious: bool,
    /// Series (*série*) that it belongs to, by its title: datasets of the same portal that make one
    /// whole, as the sheets of a workbook do (`dcat:inSeries`).
    pub series: Option<String>,
}

/// A dataset (*jeu de données*).
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Number in the catalogue; also names its table in the lake.
    pub id: DatasetId,
    /// Address. Former addresses keep answering.
    pub slug: Slug,
    /// Portal that it belongs to.
    pub portal: PortalId,
    /// Who produces it.
    pub organisation: Option<OrganisationId>,
    /// What describes it.
    pub metadata: Metadata,
    /// Its columns, in order.
    pub fields: Vec<Field>,
    /// Who may see it once published.
    pub visibility: Visibility,
    /// Draft or published.
    pub lifecycle: Lifecycle,
    /// The version that readers get, if any was loaded.
    pub current: Option<Version>,
    /// Number of the first version that everybody may read once the records are public. Those
    /// before it were made while only some people saw them, and stay with these people.
    pub public_from: i64,
    /// Increases with each change of what is not data.
    pub metadata_revision: i64,
    /// First made.
    pub created: Instant,
    /// Last change of what is not data.
    pub modified: Instant,
}

impl Dataset {
    /// Finds a field by its name.
    pub fn field(&self, name: &FieldName) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == *name)
    }

    /// The fields that are said to identify a record.
    pub fn key(&self) -> Vec<FieldName> {
        self.fields.iter().filter(|f| f.annotations.id).map(|f| f.name.clone()).collect()
    }

    /// Last change of data or of what describes it.
    pub fn last_change(&self) -> Instant {
        self.current.as_ref().map_or(self.modified, |v| v.created.max(self.modified))
    }
}
