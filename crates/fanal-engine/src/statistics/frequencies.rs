//! How often each value stands there: all are counted while they are few, then those that are
//! frequent.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use fanal_model::{Distinct, Frequent, Value};

use super::hyperloglog::HyperLogLog;

/// Most frequent values that are told.
const TOLD: usize = 6;
/// Memory of an entry beside its text, in bytes.
const ENTRY_BYTES: usize = 96;

/// What estimates how many there are takes so small a part of their share.
const SKETCH_SHARE: usize = 5;

/// Counts values by their hashes of 64 bits: two of a million values are taken for one with a
/// probability of three in a hundred million.
///
/// When the entries take more than their share of memory, the less frequent half goes (the
/// Space-Saving idea in batches): each entry knows how many of its like may have been forgotten
/// before it came, so that what is told is sure.
#[derive(Debug)]
pub(super) struct Frequencies {
    entries: HashMap<u64, Entry, Mixed>,
    bytes: usize,
    budget_bytes: usize,
    /// Stands in for the entries once some are forgotten.
    sketch: Option<HyperLogLog>,
    /// No value without an entry was met more often.
    forgotten: u64,
}

#[derive(Debug)]
struct Entry {
    count: u64,
    /// How often it may have been met before this entry was made.
    missed: u64,
    value: Value,
}

impl Entry {
    /// It was not met more often.
    fn at_most(&self) -> u64 {
        self.count + self.missed
    }
}

impl Frequencies {
    pub(super) fn new(budget_bytes: usize) -> Self {
        Self { entries: HashMap::default(), bytes: 0, budget_bytes, sketch: None, forgotten: 0 }
    }

    /// Counts a value once; `value` is asked for when it is not known yet.
    pub(super) fn add(&mut self, hash: u64, value: impl FnOnce() -> Value) {
        if let Some(entry) = self.entries.get_mut(&hash) {
            entry.count += 1;
            return;
        }
        let value = value();
        self.bytes += bytes(&value);
        if let Some(sketch) = &mut self.sketch {
            sketch.add(hash);
        }
        self.entries.insert(hash, Entry { count: 1, missed: self.forgotten, value });
        if self.bytes > self.budget_bytes {
            self.forget();
        }
    }

    fn forget(&mut self) {
        if self.sketch.is_none() {
            let mut sketch = HyperLogLog::within(self.budget_bytes / SKETCH_SHARE);
            self.entries.keys().for_each(|hash| sketch.add(*hash));
            self.sketch = Some(sketch);
        }
        let mut counts: Vec<u64> = self.entries.values().map(Entry::at_most).collect();
        let middle = counts.len() / 2;
        let (_, threshold, _) = counts.select_nth_unstable(middle);
        let threshold = *threshold;
        self.entries.retain(|_, entry| entry.at_most() > threshold);
        self.bytes = self.entries.values().map(|entry| bytes(&entry.value)).sum();
        self.forgotten = self.forgotten.max(threshold);
    }

    pub(super) fn distinct(&self) -> Distinct {
        match &self.sketch {
            None => Distinct::Exactly(self.entries.len() as u64),
            Some(sketch) => Distinct::About(sketch.estimate().max(self.entries.len() as u64)),
        }
    }

    /// The most frequent values as far as they are sure: each has its exact count, and no value
    /// that is not told is more frequent. Values met once are told with the others when they are
    /// few, and none when no value is met twice.
    pub(super) fn top(self) -> Vec<Frequent> {
        let forgotten = self.forgotten;
        let all_told = self.sketch.is_none() && self.entries.len() <= TOLD;
        let only = all_told && self.entries.len() == 1;
        let mut entries: Vec<Entry> = self.entries.into_values().collect();
        entries.sort_by(|a, b| {
            let count = b.at_most().cmp(&a.at_most()).then(a.missed.cmp(&b.missed));
            count.then_with(|| order(&a.value, &b.value))
        });
        let repeated = entries.first().is_some_and(|entry| entry.count > 1);
        let tells = |entry: &Entry| entry.count > 1 || only || (all_told && repeated);
        let sure = |entry: &Entry| entry.missed == 0 && entry.count >= forgotten && tells(entry);
        let told = entries.into_iter().take_while(sure).take(TOLD);
        told.map(|entry| Frequent { value: entry.value, count: entry.count }).collect()
    }
}

#[cfg(test)]
impl Frequencies {
    /// Memory that is taken, in bytes.
    pub(super) fn taken_bytes(&self) -> usize {
        let text = |entry: &Entry| match &entry.value {
            Value::Text(text) => text.capacity(),
            _ => 0,
        };
        let texts: usize = self.entries.values().map(text).sum();
        let sketch = self.sketch.as_ref().map_or(0, HyperLogLog::taken_bytes);
        map_bytes(&self.entries) + texts + sketch
    }
}

/// Memory that a map takes, in bytes: an eighth of its places stays free, and each has a byte more.
#[cfg(test)]
pub(super) fn map_bytes<K, V>(map: &HashMap<K, V, Mixed>) -> usize {
    map.capacity() * 8 / 7 * (size_of::<(K, V)>() + 1)
}

fn bytes(value: &Value) -> usize {
    match value {
        Value::Text(text) => ENTRY_BYTES + text.len(),
        _ => ENTRY_BYTES,
    }
}

/// The order of values that are equally frequent.
fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Double(a), Value::Double(b)) => a.total_cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => b.cmp(a),
        _ => Ordering::Equal,
    }
}

/// For keys that are hashes or small numbers: one multiplication.
pub(super) type Mixed = BuildHasherDefault<Mix>;

/// See [`Mixed`].
#[derive(Debug, Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn write_i64(&mut self, key: i64) {
        self.write_u64(key.cast_unsigned());
    }
}
