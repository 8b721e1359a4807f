//! Facets of records: their values, counted exactly.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fanal_engine::Handle;
use fanal_model::{Facet, FacetValue, Field, Version};
use sha2::{Digest as _, Sha256};

use super::RecordsRequest;
use crate::{Found, Platform, ServiceError};

/// Answers that a process keeps in memory.
const KEPT: usize = 128;
/// Size of an answer that is kept, in bytes, at most.
const SIZE_BYTES: usize = 256 << 10;

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
pub(crate) struct CountedFacets(Mutex<Kept>);

/// The digest of what shapes an answer.
type Key = [u8; 32];

#[derive(Debug, Default)]
struct Kept {
    /// Grows with each emptying, so that a counting begun before one is not kept after it.
    generation: u64,
    /// The one that was asked for last comes first.
    answers: VecDeque<(Key, Arc<[Facet]>)>,
}

impl CountedFacets {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn generation(&self) -> u64 {
        self.kept().generation
    }

    fn get(&self, key: &Key) -> Option<Arc<[Facet]>> {
        let mut kept = self.kept();
        let at = kept.answers.iter().position(|(known, _)| known == key)?;
        let found = kept.answers.remove(at)?;
        let facets = found.1.clone();
        kept.answers.push_front(found);
        Some(facets)
    }

    /// Lets go of all of them.
    pub(crate) fn forget(&self) {
        let mut kept = self.kept();
        kept.generation += 1;
        kept.answers.clear();
    }

    /// Keeps an answer that was begun in that generation.
    fn put(&self, generation: u64, key: Key, facets: &[Facet]) {
        let size: usize = facets.iter().map(|one| one.name.len() + size_bytes(&one.values)).sum();
        let mut kept = self.kept();
        if size > SIZE_BYTES || kept.generation != generation {
            return;
        }
        kept.answers.truncate(KEPT - 1);
        kept.answers.push_front((key, facets.into()));
    }
}

/// What values take in memory, with those below them.
fn size_bytes(values: &[FacetValue]) -> usize {
    let own = |value: &FacetValue| size_of::<FacetValue>() + value.name.len() + value.value.len();
    values.iter().map(|value| own(value) + size_bytes(&value.children)).sum()
}

impl Platform {
    /// Counts how many of the records that match have each value of a facet.
    pub async fn facets(
        &self,
        found: &Found,
        request: RecordsRequest,
    ) -> Result<Facets, ServiceError> {
        let generation = self.counted_facets.generation();
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
            self.counted_facets.put(generation, key, &facets);
        }
        Ok(Facets { version, fields, facets })
    }
}

/// Everything that shapes an answer: the data, what the caller may see of it and how it is
/// described, and what is asked.
fn key(version: &Version, handle: &Handle, request: &RecordsRequest) -> Key {
    let (dataset, table) = (version.dataset.0, version.delta_version);
    let (query, zone, language) = (&request.query, request.timezone, request.language);
    let seen = handle.fields();
    let text = format!("{dataset} {table} {zone} {language:?} {seen:?} {query:?}");
    Sha256::digest(text).into()
}

#[cfg(test)]
mod tests {
    use fanal_model::FacetState;

    use super::*;

    fn value(bytes: usize, children: Vec<FacetValue>) -> FacetValue {
        let (name, state) = (String::new(), FacetState::Displayed);
        FacetValue { name, value: "a".repeat(bytes), count: 1, state, children }
    }

    fn facet(values: Vec<FacetValue>) -> [Facet; 1] {
        [Facet { name: "essence".into(), values, cut: false }]
    }

    #[test]
    fn an_answer_of_many_bytes_is_not_kept() {
        let counted = CountedFacets::default();
        let long = || value(200 << 10, Vec::new());
        counted.put(0, [1; 32], &facet(vec![long()]));
        counted.put(0, [2; 32], &facet(vec![long(), long()]));
        counted.put(0, [3; 32], &facet(vec![value(1, vec![value(1, vec![long(), long()])])]));
        let kept = [1, 2, 3].map(|n| counted.get(&[n; 32]).is_some());
        assert_eq!(kept, [true, false, false]);
    }

    #[test]
    fn those_asked_for_last_are_kept() {
        let counted = CountedFacets::default();
        (0..200).for_each(|n| counted.put(0, [n; 32], &facet(Vec::new())));
        let kept = [0, 71, 72, 199].map(|n| counted.get(&[n; 32]).is_some());
        assert_eq!(kept, [false, false, true, true]);
    }

    #[test]
    fn what_was_begun_before_all_was_forgotten_is_not_kept() {
        let counted = CountedFacets::default();
        let before = counted.generation();
        counted.put(before, [1; 32], &facet(Vec::new()));
        counted.forget();
        assert!(counted.get(&[1; 32]).is_none());
        counted.put(before, [1; 32], &facet(Vec::new()));
        assert!(counted.get(&[1; 32]).is_none());
        counted.put(counted.generation(), [1; 32], &facet(Vec::new()));
        assert!(counted.get(&[1; 32]).is_some());
    }
}
