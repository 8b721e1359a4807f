//! Pages filled with invented data: for the gallery, for snapshots, for looking at.

mod admin;
mod dataset;
mod portal;
mod profile;

use askama::Template;
use fanal_model::{Field, FieldProfile, Instant, Language};
use fanal_words::Words;

use crate::{DatasetCard, Filters, GalleryPage, Layout, RecordsTable};

/// 21 November 2026, 09:30 UTC: the present of every sample.
pub const NOW: Instant = Instant(1_795_253_400_000_000);

/// A page's name and its HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePage {
    /// Name of the page and of its state, as `dataset-old-version`.
    pub name: &'static str,
    /// The page.
    pub html: String,
}

/// Renders every page in its states.
pub fn pages(language: Language) -> Result<Vec<SamplePage>, askama::Error> {
    let mut pages = portal::pages(language)?;
    pages.extend(admin::pages(language)?);
    pages.push(page("gallery", &GalleryPage::new(layout(language, "/-/components")))?);
    Ok(pages)
}

fn page<T: Template>(name: &'static str, template: &T) -> Result<SamplePage, askama::Error> {
    Ok(SamplePage { name, html: template.render()? })
}

/// A reader's layout.
fn layout(language: Language, path: &str) -> Layout {
    let mut layout = Layout::new(Words::of(language), "Données de Port-Lumière", NOW);
    layout.path = path.into();
    layout
}

/// An agent's layout.
fn agent(language: Language, path: &str) -> Layout {
    let mut layout = layout(language, path);
    layout.signed_in = Some("Camille Martin".into());
    layout.may_edit = true;
    layout.csrf = "sample-token".into();
    layout
}

/// Cards of three datasets: open, draft and fictitious, restricted.
pub(crate) fn cards() -> Vec<DatasetCard> {
    dataset::all()
        .iter()
        .map(|(dataset, organisation)| DatasetCard::of(dataset, Some(organisation)))
        .collect()
}

/// What the trees can be filtered by, and what was chosen.
pub(crate) fn trees_filters() -> Filters {
    Filters { chosen: dataset::chosen(), ..dataset::filters() }
}

/// A page of the sample dataset of trees.
pub(crate) fn trees_table() -> RecordsTable {
    dataset::table()
}

/// Columns of the sample dataset of trees, with their profiles.
pub(crate) fn trees_profiles() -> Vec<(Field, FieldProfile)> {
    profile::all(dataset::fields())
}
