//! What is said of a field beyond its type (Explore API, annotations).

/// How a field is to be read and shown. Names are those of the Explore API's annotations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotations {
    /// Offered as a filter.
    pub facet: bool,
    /// Several values of the filter may be chosen together.
    pub disjunctive: bool,
    /// Separator of levels in one value, as `/` in `Nature/Arbre`.
    pub hierarchical: Option<String>,
    /// Separator of values in one cell of the source, as `,` in `ancien,remarquable`.
    pub multivalued: Option<String>,
    /// Unit of measure, as `m` or `€`.
    pub unit: Option<String>,
    /// Number of decimals shown.
    pub decimals: Option<u8>,
    /// IANA zone in which the source's local times are read.
    pub timezone: Option<String>,
    /// Part of the key that identifies a record.
    pub id: bool,
    /// Kind of identifier or quantity found (`siret`, `code_insee`, …), as `fanal-meaning` names it.
    pub meaning: Option<String>,
    /// Kind by which the values were seen to designate persons, where somebody decided on a meaning
    /// that does not.
    pub persons_seen: Option<String>,
    /// Why the column may be public although it designates persons, as somebody wrote it; never
    /// blank. Who and when stand in the audit log.
    pub public_because: Option<String>,
}
