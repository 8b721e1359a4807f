//! Columns that designate persons stop whatever would make their dataset public, until somebody
//! leaves them out or says why they may be. Every act that writes a dataset goes through here.

use std::collections::BTreeMap;

use fanal_meaning::undecided;
use fanal_model::{AuditAct, Dataset, Field, FieldName, Problem, Subject, UserId, Version};
use fanal_store::{Act, StoreError};

use super::access::{begin_public, is_public};
use crate::ServiceError;

/// Why columns may be public although they designate persons, by the name, the label or the title of
/// each.
pub type Reasons = BTreeMap<String, String>;

/// The reason that somebody wrote; a blank one is none.
pub(crate) fn reason(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The columns that stop a dataset from being public: they designate persons, and nobody has said
/// why they may be public.
pub fn stopping_publication(dataset: &Dataset) -> Vec<&Field> {
    let stored = dataset.current.as_ref().map_or(&[][..], |version| &version.fields);
    undecided(&dataset.fields, stored)
}

/// Writes these reasons on the columns.
///
/// # Errors
/// `public-because-no-column` when one is about a column that is not there.
pub(crate) fn give_reasons(fields: &mut [Field], reasons: &Reasons) -> Result<(), Problem> {
    for (column, text) in reasons {
        let Some(place) = place_of(fields, column) else {
            return Err(Problem::new("public-because-no-column").text("column", column));
        };
        fields[place].annotations.public_because = reason(Some(text));
    }
    Ok(())
}

/// Where the column of that name stands, else the one of that label or title.
pub(crate) fn place_of(fields: &[Field], column: &str) -> Option<usize> {
    let made = FieldName::from_title(column).ok();
    let by_name = || fields.iter().position(|field| field.name.as_str() == column);
    let by_label = || fields.iter().position(|field| field.label == column);
    let by_title = || fields.iter().position(|field| Some(&field.name) == made.as_ref());
    by_name().or_else(by_label).or_else(by_title)
}

/// What people are told of columns that stop a publication: each code has its sentence.
pub(crate) fn told(code: &str, columns: &[Field]) -> Problem {
    let labels: Vec<&str> = columns.iter().map(|field| field.label.as_str()).collect();
    Problem::new(code).number("count", columns.len()).text("columns", labels.join(", "))
}

/// Writes what describes a dataset. What is public of one that becomes so begins with its current
/// version.
///
/// # Errors
/// [`ServiceError::PersonsUndecided`] when it would be public with columns that designate persons
/// and of which nothing is said.
pub(crate) async fn write_dataset(
    act: &mut Act,
    user: Option<UserId>,
    before: &Dataset,
    mut wanted: Dataset,
) -> Result<Dataset, ServiceError> {
    if is_public(&wanted) {
        let undecided: Vec<Field> = stopping_publication(&wanted).into_iter().cloned().collect();
        if !undecided.is_empty() {
            return Err(ServiceError::PersonsUndecided(undecided));
        }
    }
    begin_public(is_public(before), &mut wanted);
    let written = act.update_dataset(&wanted).await?;
    if says_more(&before.fields, &written.fields) {
        act.audit(user, AuditAct::PersonsAllowed, Subject::Dataset(written.id));
    }
    Ok(written)
}

/// Whether a reason stands there that did not before.
pub(crate) fn says_more(before: &[Field], after: &[Field]) -> bool {
    let known = |field: &Field| {
        let same = |old: &&Field| old.name == field.name;
        before.iter().find(same).and_then(|old| old.annotations.public_because.clone())
    };
    let reason = |field: &Field| field.annotations.public_because.clone();
    after.iter().any(|field| reason(field).is_some() && reason(field) != known(field))
}

/// Takes earlier versions away. Answers whether it did: their files are the next vacuum's to delete.
pub(crate) async fn withdraw(
    act: &mut Act,
    user: Option<UserId>,
    dataset: &Dataset,
    unwanted: impl Fn(&Version) -> bool,
) -> Result<bool, StoreError> {
    let current = dataset.current.as_ref().map(|version| version.id);
    let mut some = false;
    for version in act.available_versions(dataset.id).await? {
        if Some(version.id) != current && unwanted(&version) {
            act.expire_version(version.id).await?;
            act.audit(user, AuditAct::VersionExpired, Subject::Version(dataset.id, version.id));
            some = true;
        }
    }
    Ok(some)
}

#[cfg(test)]
mod tests;
