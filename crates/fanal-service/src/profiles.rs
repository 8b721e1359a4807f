//! Profiles of versions: where they are kept, and what of them a reader gets.

mod wire;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use fanal_model::{FieldProfile, LoadId, Version};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

use crate::{Found, Platform, ServiceError, Sight};
pub(crate) use wire::to_json;

/// Name of the file beside a version.
pub(crate) const FILE: &str = "profile.json";
/// Profiles that a process keeps in memory.
const KEPT: usize = 64;
/// A file that is larger is none of ours.
const LARGEST_BYTES: u64 = 16 << 20;

/// What a profile job needs to know.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Asked {
    /// Number of the version; the current one when none is said.
    version: Option<i64>,
}

/// The payload of a job that profiles a version.
pub(crate) fn payload(number: i64) -> String {
    serde_json::to_string(&Asked { version: Some(number) }).unwrap_or_default()
}

/// The version that a payload names.
pub(crate) fn version_asked(payload: &str) -> Option<i64> {
    serde_json::from_str::<Asked>(payload).unwrap_or_default().version
}

/// Profiles read lately. A version's profile is written once and never changed.
#[derive(Debug, Default)]
pub(crate) struct Profiles(Mutex<VecDeque<(LoadId, Arc<[FieldProfile]>)>>);

impl Profiles {
    fn get(&self, load: &LoadId) -> Option<Arc<[FieldProfile]>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == load).map(|(_, profiles)| profiles.clone())
    }

    fn put(&self, load: LoadId, profiles: Arc<[FieldProfile]>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.push_front((load, profiles));
    }
}

impl Platform {
    /// The profiles of the fields that the caller may see of a version; none as long as its
    /// profile is not made.
    pub async fn profiles(
        &self,
        found: &Found,
        version: &Version,
    ) -> Result<Vec<FieldProfile>, ServiceError> {
        let Sight::Records(access) = &found.sight else { return Err(ServiceError::Forbidden) };
        let all = match self.profiles.get(&version.load) {
            Some(all) => all,
            None => match self.read_profiles(version).await? {
                Some(all) => all,
                None => return Ok(Vec::new()),
            },
        };
        Ok(all.iter().filter(|profile| access.shows(&profile.field)).cloned().collect())
    }

    async fn read_profiles(
        &self,
        version: &Version,
    ) -> Result<Option<Arc<[FieldProfile]>>, ServiceError> {
        let table = self.lake.table(version.dataset);
        let Some((size_bytes, blocks)) = table.open_beside(&version.load, FILE).await? else {
            return Ok(None);
        };
        if size_bytes > LARGEST_BYTES {
            return Ok(None);
        }
        let blocks: Vec<bytes::Bytes> = blocks.try_collect().await?;
        let read = wire::from_json(&blocks.concat());
        let all: Arc<[FieldProfile]> =
            read.map_err(|e| ServiceError::Internal(anyhow::Error::new(e)))?.into();
        self.profiles.put(version.load.clone(), all.clone());
        Ok(Some(all))
    }
}
