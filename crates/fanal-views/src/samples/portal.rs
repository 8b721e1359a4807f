//! What everybody sees.

use fanal_model::{Facet, FacetState, FacetValue, Language, Problem, Slug};
use fanal_words::Words;

use super::{SamplePage, agent, cards, dataset, layout, page, trees_profiles};
use crate::portal::{
    CataloguePage, CatalogueSort, DatasetPage, ErrorPage, HomePage, OrganisationLine, Records,
    Siblings, SignInPage, WelcomePage,
};
use crate::{Chosen, DatasetLink, Filter, Filters, FormState, RecordsTable};

pub(super) fn pages(language: Language) -> Result<Vec<SamplePage>, askama::Error> {
    Ok(vec![
        page("home", &home(language))?,
        page("home-empty", &home_empty(language))?,
        page("catalogue", &catalogue(language))?,
        page("catalogue-none", &catalogue_none(language))?,
        page("dataset", &dataset(language))?,
        page("dataset-old-version", &dataset_old(language))?,
        page("dataset-draft", &dataset_draft(language))?,
        page("dataset-large", &dataset_large(language))?,
        page("dataset-in-series", &dataset_in_series(language))?,
        page("dataset-filtered", &dataset_filtered(language))?,
        page("dataset-filtered-none", &dataset_filtered_none(language))?,
        page("dataset-empty", &DatasetPage { records: empty(), ..dataset(language) })?,
        page("dataset-on-request", &on_request(language))?,
        page("dataset-failed", &dataset_failed(language))?,
        page("sign-in", &sign_in(language, FormState::default()))?,
        page("sign-in-refused", &sign_in_refused(language))?,
        page("welcome", &welcome(language))?,
        page("not-found", &ErrorPage::not_found(layout(language, "/explore/dataset/x/")))?,
        page("internal-error", &ErrorPage::internal(layout(language, "/"), "a1b2c3"))?,
    ])
}

fn organisations() -> Vec<OrganisationLine> {
    [("port-lumiere", "Ville de Port-Lumière", 12), ("golfe", "Métropole du Golfe", 1)]
        .map(|(slug, name, datasets)| OrganisationLine {
            slug: Slug::parse(slug).expect("the samples' addresses are well formed"),
            name: name.into(),
            datasets,
        })
        .to_vec()
}

fn home(language: Language) -> HomePage {
    let mut layout = layout(language, "/");
    layout.demonstration = true;
    HomePage {
        layout,
        datasets: 13,
        records: 1_482_213,
        latest: cards(),
        organisations: organisations(),
    }
}

fn home_empty(language: Language) -> HomePage {
    HomePage {
        layout: agent(language, "/"),
        datasets: 0,
        records: 0,
        latest: Vec::new(),
        organisations: Vec::new(),
    }
}

fn catalogue(language: Language) -> CataloguePage {
    CataloguePage {
        layout: layout(language, "/explore/"),
        q: "l'eau & les arbres".into(),
        sort: CatalogueSort::Modified,
        organisation: organisations().pop(),
        series: Some("Comptages de 2025".into()),
        filters: themes(language),
        total: 130,
        page: 5,
        page_size: 10,
        cards: cards(),
    }
}

/// Themes to choose from, and one that is chosen.
fn themes(language: Language) -> Filters {
    let value = |text: &str, count, state| FacetValue {
        name: text.into(),
        value: text.into(),
        count,
        state,
        children: Vec::new(),
    };
    let values = vec![
        value("Environnement", 130, FacetState::Refined),
        value("Eau & assainissement", 12, FacetState::Displayed),
    ];
    let facet = Facet { name: "theme".into(), values, cut: false };
    Filters {
        path: "/explore/".into(),
        kept: vec!["q=eau".into()],
        chosen: Chosen::parse("refine.theme", "Environnement").into_iter().collect(),
        filters: vec![Filter::of_datasets(Words::of(language), facet)],
        ..Filters::default()
    }
}

fn catalogue_none(language: Language) -> CataloguePage {
    CataloguePage { total: 0, page: 1, cards: Vec::new(), ..catalogue(language) }
}

fn dataset(language: Language) -> DatasetPage {
    let dataset = dataset::trees();
    DatasetPage {
        layout: layout(language, "/explore/dataset/arbres/"),
        siblings: Siblings::default(),
        attachments: dataset::attachments(),
        fields: dataset.fields.clone(),
        dataset,
        profiles: trees_profiles().into_iter().map(|(_, profile)| profile).collect(),
        organisation: Some(dataset::organisation()),
        old_version: None,
        records: Records::Shown(dataset::table()),
        filters: dataset::filters(),
        versions: dataset::versions(),
        versions_page: 1,
        older_versions: false,
        base_url: "https://donnees.example.org".into(),
        may_edit: false,
    }
}

fn dataset_old(language: Language) -> DatasetPage {
    let old = dataset::versions().swap_remove(1);
    let table = RecordsTable { version: Some(2), ..dataset::table() };
    DatasetPage {
        old_version: Some(old),
        profiles: Vec::new(),
        records: Records::Shown(table),
        versions_page: 2,
        older_versions: true,
        may_edit: true,
        ..dataset(language)
    }
}

fn dataset_draft(language: Language) -> DatasetPage {
    let [_, (draft, _), _] = dataset::all();
    DatasetPage {
        layout: agent(language, "/explore/dataset/subventions-2025/"),
        dataset: draft,
        fields: Vec::new(),
        profiles: Vec::new(),
        records: Records::NotLoaded,
        filters: Filters::default(),
        versions: Vec::new(),
        attachments: Vec::new(),
        may_edit: true,
        ..dataset(language)
    }
}

/// One of a series.
fn dataset_in_series(language: Language) -> DatasetPage {
    let mut dataset = dataset(language);
    dataset.dataset.metadata.series = Some("Plan de gestion de 2025".into());
    let others = dataset::all().map(|(other, _)| DatasetLink::of(&other));
    DatasetPage { siblings: Siblings { links: others.to_vec(), total: 40 }, ..dataset }
}

/// The values of the filters stand as if they were counted.
fn dataset_filtered(language: Language) -> DatasetPage {
    let chosen = dataset::chosen();
    let table = RecordsTable { total: 31_204, chosen: chosen.clone(), ..dataset::table() };
    let filters = Filters { chosen, ..dataset::filters() };
    DatasetPage { records: Records::Shown(table), filters, ..dataset(language) }
}

fn dataset_filtered_none(language: Language) -> DatasetPage {
    let filters = Filters { filters: Vec::new(), ..dataset_filtered(language).filters };
    DatasetPage { records: empty(), filters, ..dataset(language) }
}

fn dataset_large(language: Language) -> DatasetPage {
    let mut page = dataset(language);
    if let Some(version) = &mut page.dataset.current {
        version.records = 10_000_000;
    }
    page
}

fn empty() -> Records {
    Records::Shown(RecordsTable { rows: Vec::new(), total: 0, ..dataset::table() })
}

fn on_request(language: Language) -> DatasetPage {
    DatasetPage {
        records: Records::OnRequest,
        attachments: Vec::new(),
        filters: Filters::default(),
        profiles: Vec::new(),
        versions: Vec::new(),
        ..dataset(language)
    }
}

fn dataset_failed(language: Language) -> DatasetPage {
    DatasetPage { records: Records::Failed(Problem::new("query-too-large")), ..dataset(language) }
}

fn sign_in(language: Language, form: FormState) -> SignInPage {
    SignInPage { layout: layout(language, "/sign-in"), form }
}

fn sign_in_refused(language: Language) -> SignInPage {
    let mut form = FormState::sent([("email", "camille@example.org"), ("next", "/admin/")]);
    form.fail_whole(Problem::new("sign-in-wrong"));
    sign_in(language, form)
}

fn welcome(language: Language) -> WelcomePage {
    let mut form = FormState::sent([("name", "Camille Martin"), ("email", "camille")]);
    form.fail("email", Problem::new("email-wrong"));
    form.fail("password", Problem::new("password-short").number("limit", 12));
    WelcomePage {
        layout: layout(language, "/welcome/sample"),
        token: "sample".into(),
        shortest_password: 12,
        form,
    }
}

#[cfg(test)]
mod tests {
    use super::super::NOW;
    use super::*;

    #[test]
    fn a_version_that_was_taken_away_is_told_with_its_date() {
        let page = ErrorPage::gone(layout(Language::French, "/"), NOW);
        assert!(page.sentence.contains("21 novembre 2026"), "{}", page.sentence);
    }
}
