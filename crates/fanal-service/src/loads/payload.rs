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

    /// Whether its recipe takes the place of that one of the source: one that was decided later
    /// stays.
    pub(crate) fn replaces(&self, present: Option<&str>) -> bool {
        let asked = self.replaces.iter().flatten();
        asked.map(Option::as_deref).any(|asked| leads_to(asked, present))
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

/// Whether a load with the recipe that was asked for may have left that one.
fn leads_to(asked: Option<&str>, present: Option<&str>) -> bool {
    if asked == present {
        return true;
    }
    let read = |json: &str| serde_json::from_str::<Recipe>(json).ok();
    let (Some(asked), Some(present)) = (asked.and_then(read), present.and_then(read)) else {
        return false;
    };
    asked.settled(|c| present.column(&c.title, c.occurrence).is_some()) == present
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_leads_to_what_its_load_may_leave() {
        let column = r#"{"title":"Téléphone","leave_out":true"#;
        let asked = format!(r#"{{"table":"b","columns":[{column},"if_present":true}}]}}"#);
        let found = format!(r#"{{"table":"b","columns":[{column}}}]}}"#);
        let lacking = r#"{"table":"b"}"#;
        for present in [&asked, found.as_str(), lacking] {
            assert!(leads_to(Some(&asked), Some(present)), "{present}");
        }
        assert!(leads_to(None, None));
        for (asked, present) in
            [(None, Some(lacking)), (Some(lacking), None), (Some(lacking), Some(found.as_str()))]
        {
            assert!(!leads_to(asked, present), "{asked:?} {present:?}");
        }
    }
}
