//! Rows of versions.

use fanal_model::{
    DatasetId, Instant, LoadId, LoadMode, SourceId, Version, VersionId, VersionState,
};
use sea_orm::entity::prelude::*;

use super::{count, entity_parts, json};
use crate::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub dataset: i64,
    pub number: i64,
    pub delta_version: i64,
    pub load: String,
    pub mode: String,
    /// JSON list: the key of an update.
    pub mode_key: Option<String>,
    pub source: i64,
    /// JSON list.
    pub fields: String,
    pub records: i64,
    pub rejected: i64,
    pub size_bytes: i64,
    pub created: i64,
    /// When it could no longer be read.
    pub gone: Option<i64>,
}

entity_parts!();

impl Model {
    /// The version.
    pub(crate) fn into_version(self) -> Result<Version, StoreError> {
        let mode = match (self.mode.as_str(), &self.mode_key) {
            ("replace", None) => LoadMode::Replace,
            ("append", None) => LoadMode::Append,
            ("update", Some(key)) => {
                LoadMode::Update { key: json::to_names("version.mode_key", key)? }
            }
            _ => return Err(StoreError::corrupt("version.mode", self.mode)),
        };
        Ok(Version {
            id: VersionId(self.id),
            dataset: DatasetId(self.dataset),
            number: self.number,
            delta_version: self.delta_version,
            load: LoadId::parse(&self.load)
                .ok_or_else(|| StoreError::corrupt("version.load", self.load))?,
            mode,
            source: SourceId(self.source),
            fields: json::to_fields("version.fields", &self.fields)?,
            records: count(self.records),
            rejected: count(self.rejected),
            size_bytes: count(self.size_bytes),
            created: Instant(self.created),
            state: self.gone.map_or(VersionState::Available, |at| VersionState::Gone(Instant(at))),
        })
    }
}
