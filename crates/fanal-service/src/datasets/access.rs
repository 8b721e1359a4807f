//! The one place that says what an actor may see of a dataset.

use fanal_model::{Access, Actor, Dataset, Lifecycle, Permission, Visibility};

/// What an actor may see of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Nothing: for this actor it does not exist.
    Nothing,
    /// What describes it, and not its records.
    Description,
    /// Its records too, as far as the access goes.
    Records(Access),
}

/// Says what an actor may see of a dataset. Every handle on data is made from its answer.
pub(crate) fn sight(actor: &Actor, dataset: &Dataset) -> Sight {
    let records = Sight::Records(Access::hiding([]));
    if actor.may(Permission::ReadUnpublished) {
        return records;
    }
    match (dataset.lifecycle, dataset.visibility) {
        (Lifecycle::Draft, _) | (_, Visibility::Secret | Visibility::Restricted) => Sight::Nothing,
        (Lifecycle::Published, Visibility::MetadataOnly) => Sight::Description,
        (Lifecycle::Published, Visibility::Open) => records,
    }
}

/// Lifecycle and visibilities that a list shows to an actor; the same rule as [`sight`].
pub(crate) fn listed(actor: &Actor) -> (Option<Lifecycle>, Vec<Visibility>) {
    if actor.may(Permission::ReadUnpublished) {
        (None, Visibility::ALL.to_vec())
    } else {
        (Some(Lifecycle::Published), vec![Visibility::Open, Visibility::MetadataOnly])
    }
}

/// The number of the first version that an actor may read of a dataset whose records they see.
pub(crate) fn first_version(actor: &Actor, dataset: &Dataset) -> i64 {
    if actor.may(Permission::ReadUnpublished) { 1 } else { dataset.public_from }
}

/// Whether everybody may read the records.
pub fn is_public(dataset: &Dataset) -> bool {
    matches!(sight(&Actor::Anonymous, dataset), Sight::Records(_))
}

/// After a change that made the records public: what is public begins with the current version.
/// Those before it were made for a few, who may have left a column out since.
pub(crate) fn begin_public(was_public: bool, dataset: &mut Dataset) {
    if !was_public && is_public(dataset) {
        dataset.public_from = dataset.current.as_ref().map_or(1, |version| version.number);
    }
}

#[cfg(test)]
mod tests {
    use fanal_model::{DatasetId, Instant, Metadata, PortalId, Slug};

    use super::*;

    #[test]
    fn lists_and_single_answers_follow_one_rule() {
        let actor = Actor::Anonymous;
        let (lifecycle, visibilities) = listed(&actor);
        for state in [Lifecycle::Draft, Lifecycle::Published] {
            for visibility in Visibility::ALL {
                let dataset = Dataset {
                    id: DatasetId(1),
                    slug: Slug::parse("a").expect("a slug"),
                    portal: PortalId(1),
                    organisation: None,
                    metadata: Metadata::default(),
                    fields: Vec::new(),
                    visibility,
                    lifecycle: state,
                    current: None,
                    public_from: 1,
                    metadata_revision: 1,
                    created: Instant(0),
                    modified: Instant(0),
                };
                let shown =
                    lifecycle.is_none_or(|l| l == state) && visibilities.contains(&visibility);
                assert_eq!(
                    sight(&actor, &dataset) != Sight::Nothing,
                    shown,
                    "{state:?} {visibility:?}"
                );
            }
        }
    }
}
