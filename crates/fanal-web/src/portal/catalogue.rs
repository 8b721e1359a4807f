//! The list of datasets.

use std::collections::BTreeSet;

use axum::extract::State;
use fanal_model::{Facet, Slug};
use fanal_odsql::{FacetRequest, Refinement};
use fanal_service::{DatasetOrder, ListQuery, ServiceError};
use fanal_views::portal::{CataloguePage, CatalogueSort, OrganisationLine};
use fanal_views::{Chosen, DatasetCard, Filter, Filters};

use super::filters::{chosen, refinements};
use super::page_number;
use crate::api::coded_licence;
use crate::extract::{Params, Visitor};
use crate::{App, Html, Page};

/// Datasets on a page.
const PAGE_SIZE: u64 = 20;

/// What the list can be filtered by.
const FILTERS: [&str; 3] = ["theme", "publisher", "keyword"];

/// The datasets that answer a search, page by page.
pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    params: Params,
) -> Page<CataloguePage> {
    let layout = visitor.layout(app.platform.now());
    let sort = params.get("sort").and_then(CatalogueSort::from_name).unwrap_or_default();
    let page = page_number(&params);
    let given = |name| params.get(name).filter(|value| !value.is_empty());
    let refused = |e| visitor.refused(e);
    let organisation = given("organisation").map(Slug::parse).transpose();
    let producer = organisation.map_err(|_| refused(ServiceError::NotFound))?;
    let choices = chosen(&params).map_err(refused)?;
    let query = ListQuery {
        text: params.get("q").map(str::to_owned),
        organisation: producer.clone(),
        series: given("series").map(str::to_owned),
        refine: coded(&choices, false),
        exclude: coded(&choices, true),
        facets: FILTERS.map(FacetRequest::plain).into(),
        order: Some(match sort {
            CatalogueSort::Title => DatasetOrder::TitleAsc,
            CatalogueSort::Modified => DatasetOrder::ModifiedDesc,
        }),
        limit: PAGE_SIZE,
        offset: (page - 1).saturating_mul(PAGE_SIZE),
        ..ListQuery::default()
    };
    let found = app.platform.datasets(&visitor.caller, &query).await.map_err(refused)?;
    let facets = app.platform.catalogue_facets(&visitor.caller, &query).await.map_err(refused)?;
    let producers = app.platform.producers(&visitor.caller).await.map_err(refused)?;
    let filter = |facet| Filter::of_datasets(layout.words, facet);
    let filters = facets.into_iter().chain(unlisted(&choices)).map(filter).collect();
    let name = |id| producers.iter().find(|o| Some(o.id) == id).map(|o| o.name.as_str());
    let cards = found.datasets.iter().map(|d| DatasetCard::of(d, name(d.organisation)));
    let organisation = producers.iter().find(|o| Some(&o.slug) == producer.as_ref());
    if producer.is_some() && organisation.is_none() {
        return Err(refused(ServiceError::NotFound));
    }
    Ok(Html(CataloguePage {
        q: params.get("q").unwrap_or_default().to_owned(),
        sort,
        organisation: organisation.map(|o| OrganisationLine {
            slug: o.slug.clone(),
            name: o.name.clone(),
            datasets: found.total,
        }),
        filters: Filters { chosen: choices, filters, ..filters_of(&query, sort) },
        series: query.series,
        total: found.total,
        page,
        page_size: PAGE_SIZE,
        cards: cards.collect(),
        layout,
    }))
}

/// Where the links of the filters lead, but for what is chosen.
fn filters_of(query: &ListQuery, sort: CatalogueSort) -> Filters {
    let organisation = query.organisation.as_ref().map(Slug::as_str);
    let q = query.text.as_deref().unwrap_or_default();
    Filters {
        path: "/explore/".to_owned(),
        kept: CataloguePage::kept(q, organisation, query.series.as_deref(), sort),
        ..Filters::default()
    }
}

/// Facets without values, which give what was chosen of them its words.
fn unlisted(choices: &[Chosen]) -> impl Iterator<Item = Facet> {
    let names: BTreeSet<&str> = choices.iter().map(|one| one.name.as_str()).collect();
    let unlisted = names.into_iter().filter(|name| !FILTERS.contains(name));
    unlisted.map(|name| Facet { name: name.to_owned(), values: Vec::new(), cut: false })
}

/// What was chosen, as the platform knows it.
fn coded(choices: &[Chosen], excluded: bool) -> Vec<Refinement> {
    refinements(choices, excluded).into_iter().map(coded_licence).collect()
}
