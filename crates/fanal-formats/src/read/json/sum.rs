//! What the values of one object are together.

use fanal_meaning::{DateOrder, moment, number};

/// What one value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// A text, a number, true, false or null.
    Scalar,
    /// A list: how many of its items are objects or lists, and how many it has.
    List { objects: u64, rows: u64, count: u64 },
    /// An object without objects in it.
    Leaf { keys: u64, keys_are_values: bool, counted: bool },
    /// An object of objects, all alike: the number of keys to a leaf, and how many leaves.
    Keyed { depth: usize, leaves: u64, keys_are_values: bool },
    /// An object of one list for each column, or of one object whose keys count from 0.
    Columns { records: u64 },
    /// Any other object.
    Mixed,
}

/// What the values of one object are.
pub(super) struct Sum {
    /// Within a list nothing is asked but lists.
    idle: bool,
    keys: u64,
    plain: u64,
    leaves: u64,
    keyed: u64,
    depth: Option<usize>,
    even: bool,
    inner_leaves: u64,
    keys_are_values: bool,
    leaf_keys_are_values: bool,
    /// Its keys are 0, 1, 2…
    counted: bool,
    /// Values that are lists or objects counted from 0, all of that length.
    columns: u64,
    length: Option<u64>,
}

impl Sum {
    pub(super) fn new(idle: bool) -> Self {
        Self {
            idle,
            keys: 0,
            plain: 0,
            leaves: 0,
            keyed: 0,
            depth: None,
            even: true,
            inner_leaves: 0,
            keys_are_values: true,
            leaf_keys_are_values: true,
            counted: true,
            columns: 0,
            length: None,
        }
    }

    pub(super) fn key(&mut self, key: &str) {
        if !self.idle {
            self.keys_are_values = self.keys_are_values && is_value(key);
            self.counted = self.counted && key.parse() == Ok(self.keys);
            self.keys += 1;
        }
    }

    pub(super) fn add(&mut self, seen: Seen) {
        if self.idle {
            return;
        }
        match seen {
            Seen::List { objects: 0, rows: 0, count } => self.column(count),
            Seen::Leaf { keys, counted: true, .. } => self.column(keys),
            _ => {}
        }
        match seen {
            Seen::Scalar | Seen::List { objects: 0, .. } => self.plain += 1,
            Seen::Leaf { keys, keys_are_values, .. } => {
                self.leaves += 1;
                self.leaf_keys_are_values &= keys_are_values || keys == 0;
            }
            Seen::Keyed { depth, leaves, keys_are_values } => {
                self.keyed += 1;
                self.inner_leaves += leaves;
                self.even &= self.depth.is_none_or(|d| d == depth);
                self.depth = Some(depth);
                self.leaf_keys_are_values &= keys_are_values;
            }
            Seen::List { .. } | Seen::Columns { .. } | Seen::Mixed => self.even = false,
        }
    }

    fn column(&mut self, length: u64) {
        if *self.length.get_or_insert(length) == length {
            self.columns += 1;
        }
    }

    pub(super) fn seen(self) -> Seen {
        let keys_are_values = self.leaf_keys_are_values;
        let records = self.length.unwrap_or(0);
        if self.idle {
            Seen::Mixed
        } else if self.columns == self.keys && self.keys > 1 && records > 1 && !self.keys_are_values
        {
            Seen::Columns { records }
        } else if !self.even {
            Seen::Mixed
        } else if self.plain == self.keys {
            Seen::Leaf {
                keys: self.keys,
                keys_are_values: self.keys_are_values && self.keys > 0,
                counted: self.counted && self.keys > 0,
            }
        } else if self.leaves == self.keys {
            Seen::Keyed { depth: 1, leaves: self.leaves, keys_are_values }
        } else if let Some(depth) = self.depth.filter(|_| self.keyed == self.keys) {
            Seen::Keyed { depth: depth + 1, leaves: self.inner_leaves, keys_are_values }
        } else {
            Seen::Mixed
        }
    }
}

/// Whether a key is a number or a day, hence a value and no name.
fn is_value(key: &str) -> bool {
    number(key).is_some()
        || (key.len() == 2 && key.bytes().all(|b| b.is_ascii_digit()))
        || moment(key, DateOrder::YearMonthDay).is_some()
}
