//! Every component in every state, in both looks.

use askama::Template;
use fanal_model::Problem;

use crate::{DatasetCard, Filters, FormState, Layout, Paging, Profile, RecordsTable};

/// `/-/components`.
#[derive(Debug, Template)]
#[template(path = "gallery.html")]
pub struct GalleryPage {
    /// What every page needs.
    pub layout: Layout,
    pub(crate) cards: Vec<DatasetCard>,
    pub(crate) table: RecordsTable,
    pub(crate) filters: Filters,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) form: FormState,
    pub(crate) failed: FormState,
    pub(crate) problem: Problem,
}

impl GalleryPage {
    /// The gallery, with its own samples.
    pub fn new(layout: Layout) -> Self {
        let mut failed = FormState::default();
        for theme in ["light", "dark"] {
            failed.fail(format!("{theme}.failed"), Problem::new("title-missing"));
        }
        let table = crate::samples::trees_table();
        let words = layout.words;
        let profiles = crate::samples::trees_profiles();
        let profiles =
            profiles.iter().map(|(field, profile)| Profile::of(words, field, profile)).collect();
        Self {
            layout,
            profiles,
            cards: crate::samples::cards(),
            table,
            filters: crate::samples::trees_filters(),
            form: FormState::default(),
            failed,
            problem: Problem::new("title-missing"),
        }
    }

    pub(crate) fn paging(&self) -> Paging {
        Paging { page: 5, page_size: 20, total: 400, base: "/-/components".into() }
    }
}
