//! Reading records: pages, single records, exports. Everything goes through the engine's one door.

mod export;
mod facets;
mod page;
mod pipe;

use chrono_tz::Tz;
use fanal_engine::{Column, Handle, Pinned, QueryOptions};
use fanal_formats::write::{ExportColumn, ExportFormat, ExportOptions};
use fanal_model::{Instant, Language, Version};
use fanal_odsql::Query;

pub use export::Export;
pub(crate) use facets::CountedFacets;
pub use facets::Facets;
pub use page::Records;

use crate::{Found, Platform, ServiceError, Sight};

/// Which version of a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionChoice {
    /// The n-th version.
    Number(i64),
    /// The version that was served at that instant.
    AsOf(Instant),
}

/// What records to read.
#[derive(Debug, Clone)]
pub struct RecordsRequest {
    /// The parsed query.
    pub query: Query,
    /// Zone in which dates are cut and written.
    pub timezone: Tz,
    /// Language of the names of months and days.
    pub language: Language,
    /// Version; the current one when none is said.
    pub version: Option<VersionChoice>,
}

/// What to export and how.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// What records.
    pub records: RecordsRequest,
    /// Format.
    pub format: ExportFormat,
    /// How the format is written.
    pub options: ExportOptions,
}

impl RecordsRequest {
    fn options(&self, now: Instant) -> QueryOptions {
        QueryOptions { timezone: self.timezone, language: self.language, now }
    }
}

impl Platform {
    /// Opens the chosen version for what the caller may see of it.
    async fn handle(
        &self,
        found: &Found,
        choice: Option<VersionChoice>,
    ) -> Result<(Version, Handle), ServiceError> {
        let Sight::Records(access) = &found.sight else { return Err(ServiceError::Forbidden) };
        let version = self.version(found, choice).await?;
        let pinned = Pinned {
            dataset: found.dataset.id,
            delta_version: version.delta_version,
            fields: described(&version, found),
        };
        let (engine, access) = (self.engine.clone(), access.clone());
        let handle = self.plan(async move { Ok(engine.open(&pinned, access).await?) }).await?;
        Ok((version, handle))
    }
}

/// The fields of a version as they were stored, with today's labels and annotations.
fn described(version: &Version, found: &Found) -> Vec<fanal_model::Field> {
    let described = |stored: &fanal_model::Field| match found.dataset.field(&stored.name) {
        Some(today) if today.field_type == stored.field_type => today.clone(),
        _ => stored.clone(),
    };
    version.fields.iter().map(described).collect()
}

/// The columns of an answer, as the writers want them.
fn export_columns(columns: &[Column]) -> Vec<ExportColumn> {
    let column = |c: &Column| ExportColumn {
        key: c.key.clone(),
        label: c.label.clone(),
        field_type: c.field_type,
        multivalued: c.multivalued,
    };
    columns.iter().map(column).collect()
}
