//! Counting the values of one facet of the catalogue.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use fanal_model::{Facet, FacetState, FacetValue, fold};
use fanal_odsql::FacetOrder;

/// Levels of a value beyond which none is opened.
const LEVELS: usize = 20;

/// How values are counted.
pub(super) struct Counted {
    /// What stands between the levels of a value, if it has several.
    pub(super) separator: Option<String>,
    /// The order of the values, and whether it is from the greatest down.
    pub(super) sort: (FacetOrder, bool),
    /// Values at most.
    pub(super) limit: usize,
}

impl Counted {
    /// Whether a value is this one, or lies below it.
    pub(super) fn lies_under(&self, value: &str, wanted: &str) -> bool {
        let rest = value.strip_prefix(wanted);
        rest.is_some_and(|rest| {
            let separator = self.separator.as_deref();
            rest.is_empty() || separator.is_some_and(|separator| rest.starts_with(separator))
        })
    }

    /// A value cut behind the level below another one; none when it does not lie there.
    fn cut<'v>(&self, value: &'v str, above: Option<&str>) -> Option<&'v str> {
        let Some(separator) = self.separator.as_deref() else {
            return Some(value).filter(|value| !value.is_empty());
        };
        let from = match above {
            None => 0,
            Some(above) => {
                let rest = value.strip_prefix(above)?;
                rest.starts_with(separator).then_some(above.len() + separator.len())?
            }
        };
        let end = value[from..].find(separator).map_or(value.len(), |at| from + at);
        Some(&value[..end]).filter(|cut| !cut.is_empty())
    }

    /// The value above another one, and the last level of that.
    fn split<'v>(&self, value: &'v str) -> (Option<&'v str>, &'v str) {
        let separator = self.separator.as_deref();
        match separator.and_then(|separator| value.rsplit_once(separator)) {
            Some((above, last)) => (Some(above), last),
            None => (None, value),
        }
    }

    fn order(&self, (a, many): (&str, u64), (b, more): (&str, u64)) -> Ordering {
        let natural = || (fold(a), a).cmp(&(fold(b), b));
        let turned = |order: Ordering| if self.sort.1 { order.reverse() } else { order };
        match self.sort.0 {
            FacetOrder::Count => turned(many.cmp(&more)).then_with(natural),
            FacetOrder::Alphabet | FacetOrder::Number => turned(natural()),
        }
    }
}

/// One facet: what was chosen of it, and the values of each dataset.
pub(super) struct Counting {
    pub(super) counted: Counted,
    pub(super) refined: BTreeSet<String>,
    pub(super) excluded: BTreeSet<String>,
    pub(super) values: Vec<Vec<String>>,
}

impl Counting {
    pub(super) fn facet(&self, name: String) -> Facet {
        let mut opened = BTreeSet::new();
        if let Some(separator) = self.counted.separator.as_deref() {
            let open = |value: &&String| value.matches(separator).count() < LEVELS;
            for value in self.refined.iter().filter(open) {
                let mut next = Some(value.as_str());
                while let Some(value) = next {
                    opened.insert(value);
                    next = self.counted.split(value).0;
                }
            }
        }
        let (values, cut) = self.level(None, &opened);
        Facet { name, values, cut }
    }

    /// The values of a level, with what lies below those that are opened, and whether some are left
    /// out.
    fn level(&self, above: Option<&str>, opened: &BTreeSet<&str>) -> (Vec<FacetValue>, bool) {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        for values in &self.values {
            let cut = values.iter().filter_map(|value| self.counted.cut(value, above));
            for value in cut.collect::<BTreeSet<&str>>() {
                *counts.entry(value).or_default() += 1;
            }
        }
        let mut listed: Vec<(&str, u64)> = counts.iter().map(|(v, n)| (*v, *n)).collect();
        listed.sort_by(|a, b| self.counted.order(*a, *b));
        let mut cut = listed.len() > self.counted.limit;
        listed.truncate(self.counted.limit);
        // What was chosen is there whatever its number.
        for chosen in self.refined.iter().chain(&self.excluded).map(String::as_str) {
            let is_here = self.counted.split(chosen).0 == above;
            if is_here && !listed.iter().any(|(value, _)| *value == chosen) {
                listed.push((chosen, counts.get(chosen).copied().unwrap_or(0)));
            }
        }
        let mut dressed = Vec::with_capacity(listed.len());
        for (value, count) in listed {
            let (children, less) = match opened.contains(value) {
                true => self.level(Some(value), opened),
                false => (Vec::new(), false),
            };
            cut |= less;
            dressed.push(FacetValue {
                name: self.counted.split(value).1.to_owned(),
                value: value.to_owned(),
                count,
                state: self.state(value),
                children,
            });
        }
        (dressed, cut)
    }

    fn state(&self, value: &str) -> FacetState {
        match (self.excluded.contains(value), self.refined.contains(value)) {
            (true, _) => FacetState::Excluded,
            (_, true) => FacetState::Refined,
            _ => FacetState::Displayed,
        }
    }
}
