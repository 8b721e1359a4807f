//! Facets: what values there are, and how many records or datasets each keeps.

/// A facet (*filtre*) and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Name of the field.
    pub name: String,
    /// Its values, in order; of a hierarchy and of dates the first level.
    pub values: Vec<FacetValue>,
    /// Whether there are more values than were asked for, on some level.
    pub cut: bool,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// What is shown: of a path its last level.
    pub name: String,
    /// What is asked for by: the whole path.
    pub value: String,
    /// Records, or datasets, that have it.
    pub count: u64,
    /// Whether it was chosen.
    pub state: FacetState,
    /// The level below, of a path that was chosen.
    pub children: Vec<FacetValue>,
}

/// Whether a value of a facet was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetState {
    /// It was not.
    Displayed,
    /// Only what has it is kept.
    Refined,
    /// What has it is left out.
    Excluded,
}

impl FacetState {
    /// The name in the Explore API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Displayed => "displayed",
            Self::Refined => "refined",
            Self::Excluded => "excluded",
        }
    }
}
