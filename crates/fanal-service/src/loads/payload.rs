//! What an import job needs to know, as it lies in the queue.

use fanal_ingest::Recipe;
use fanal_model::{FieldName, LoadId, LoadMode, NameError, SourceId};
use serde::{Deserialize, Serialize};

use crate::datasets::Reasons;

/// What an import job needs to know, as it lies in the queue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ImportPayload {
    /// The upload in the catalogue; deleted with the file when the load ends.
    pub(crate) upload: String,
    /// Its name, for people and for its ending.
    pub(crate) file_name: String,
    /// The source that it feeds.
    pub(crate) source: i64,
    /// The load's name; the same when the job is tried again.
    pub(crate) load: String,
    /// How it is combined with what is there.
    pub(crate) mode: String,
    /// Fields of the key, when records are updated.
    pub(crate) key: Vec<String>,
    /// How the file is read.
    pub(crate) recipe: Recipe,
    /// When a person decided how this file is read: the recipes that its source had, or was about
    /// to get from loads before it, at that moment. Any other one was decided later, and stays.
    #[serde(default)]
    pub(crate) replaces: Option<Vec<Option<String>>>,
    /// Publish once loaded.
    pub(crate) publish: bool,
    /// Other tables of the file go into datasets of their own.
    #[serde(default)]
    pub(crate) one_of_several: bool,
    /// A person saw the columns of this very file.
    #[serde(default)]
    pub(crate) columns_seen: bool,
    /// Why columns that designate persons may be public, by name or label.
    #[serde(default)]
    pub(crate) public_because: Reasons,
}

impl ImportPayload {
    pub(crate) fn source(&self) -> SourceId {
        SourceId(self.source)
    }

    pub(crate) fn load(&self) -> Option<LoadId> {
        LoadId::parse(&self.load)
    }

    pub(crate) fn mode(&self) -> Result<LoadMode, NameError> {
        Ok(match self.mode.as_str() {
            "append" => LoadMode::Append,
            "update" => LoadMode::Update {
                key: self.key.iter().map(|n| FieldName::parse(n)).collect::<Result<_, _>>()?,
            },
            _ => LoadMode::Replace,
        })
    }
}
