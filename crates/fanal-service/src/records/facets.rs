//! Facets of records: their values, counted exactly.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use fanal_engine::Handle;
use fanal_model::{Facet, Field, Version};

use super::RecordsRequest;
use crate::{Found, Platform, ServiceError};

/// Answers that a process keeps in memory.
const KEPT: usize = 128;
/// Values of an answer that is kept, at most.
const VALUES: usize = 2_000;

/// Facets of records.
#[derive(Debug, Clone)]
pub struct Facets {
    /// The version that was read.
    pub version: Version,
    /// Fields that the caller may see.
    pub fields: Vec<Field>,
    /// The facets that the query asks for, else those that the fields' annotations declare.
    pub facets: Vec<Facet>,
}

/// Facets counted lately. A version never changes, so what was counted of it stays right: what
/// else shapes an answer is in its key.
#[derive(Debug, Default)]
pub(crate) struct CountedFacets(Mutex<VecDeque<(String, Arc<[Facet]>)>>);

impl CountedFacets {
    fn get(&self, key: &str) -> Option<Arc<[Facet]>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == key)?;
        let found = kept.remove(at)?;
        let facets = found.1.clone();
        kept.push_front(found);
        Some(facets)
    }

    /// Lets go of all of them.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn put(&self, key: String, facets: &[Facet]) {
        if facets.iter().map(|facet| facet.values.len()).sum::<usize>() > VALUES {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.push_front((key, facets.into()));
    }
}

impl Platform {
    /// Counts how many of the records that match have each value of a facet.
    pub async fn facets(
        &self,
        found: &Found,
        request: RecordsRequest,
    ) -> Result<Facets, ServiceError> {
        let (version, handle) = self.handle(found, request.version).await?;
        let fields = handle.fields().to_vec();
        let key = key(&version, &handle, &request);
        if let Some(facets) = self.counted_facets.get(&key) {
            return Ok(Facets { version, fields, facets: facets.to_vec() });
        }
        let options = request.options(self.now());
        let lasts = !request.query.changes_with_time();
        let count = async move { Ok(handle.facets(&request.query, &options).await?) };
        let facets = self.plan(count).await?;
        if lasts {
            self.counted_facets.put(key, &facets);
        }
        Ok(Facets { version, fields, facets })
    }
}

/// Everything that shapes an answer: the data, what the caller may see of it and how it is
/// described, and what is asked.
fn key(version: &Version, handle: &Handle, request: &RecordsRequest) -> String {
    let mut seen = DefaultHasher::new();
    format!("{:?}", handle.fields()).hash(&mut seen);
    let (dataset, seen) = (version.dataset.0, seen.finish());
    let (query, zone) = (&request.query, request.timezone);
    format!("{dataset} {} {seen:x} {zone} {:?} {query:?}", version.delta_version, request.language)
}
