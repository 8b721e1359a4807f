//! A dataset in a list.

use fanal_model::{Dataset, Instant, Lifecycle, Slug, Visibility};

use crate::{Layout, licence};

/// Characters of a description shown in a list.
const EXCERPT_LIMIT: usize = 220;

/// A dataset's title and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetLink {
    /// Address.
    pub slug: Slug,
    /// Title; the address stands for it when it is empty.
    pub title: String,
}

impl DatasetLink {
    /// The link to a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let title = &dataset.metadata.title;
        let title = if title.is_empty() { dataset.slug.as_str() } else { title };
        Self { slug: dataset.slug.clone(), title: title.to_owned() }
    }
}

/// What a list shows of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetCard {
    /// Title and address.
    pub link: DatasetLink,
    /// Name of its producer.
    pub organisation: Option<String>,
    /// Start of its description, cut at a word.
    pub excerpt: String,
    /// Records, once something was loaded.
    pub records: Option<u64>,
    /// Last change.
    pub modified: Instant,
    /// Code of its licence.
    pub licence: Option<String>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Draft or published.
    pub lifecycle: Lifecycle,
    /// Generated or invented data.
    pub fictitious: bool,
}

impl DatasetCard {
    /// The card of a dataset; `organisation` is its producer's name.
    pub fn of(dataset: &Dataset, organisation: Option<&str>) -> Self {
        Self {
            link: DatasetLink::of(dataset),
            organisation: organisation.map(str::to_owned),
            excerpt: excerpt(&dataset.metadata.description),
            records: dataset.current.as_ref().map(|v| v.records),
            modified: dataset.last_change(),
            licence: dataset.metadata.licence.clone(),
            visibility: dataset.visibility,
            lifecycle: dataset.lifecycle,
            fictitious: dataset.metadata.fictitious,
        }
    }

    pub(crate) fn is_draft(&self) -> bool {
        self.lifecycle == Lifecycle::Draft
    }

    pub(crate) fn is_open(&self) -> bool {
        self.visibility == Visibility::Open
    }

    pub(crate) fn licence_name(&self, layout: &Layout) -> String {
        match self.licence.as_deref() {
            Some(code) => licence(code).map_or(code, |l| l.name).to_owned(),
            None => layout.say("licence-none"),
        }
    }
}

/// The start of a text on one line, cut at a word and marked with `…` when something is left out.
pub(crate) fn excerpt(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() + 1 > EXCERPT_LIMIT {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_cut_at_a_word_and_says_so() {
        assert_eq!(excerpt("Un\n\ndeux"), "Un deux");
        let long = excerpt(&"mot ".repeat(100));
        assert!(long.ends_with("mot…") && long.chars().count() <= EXCERPT_LIMIT + 1, "{long}");
    }
}
