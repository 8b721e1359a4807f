//! The list of datasets.

use axum::extract::State;
use fanal_model::Slug;
use fanal_service::{DatasetOrder, ListQuery, ServiceError};
use fanal_views::DatasetCard;
use fanal_views::portal::{CataloguePage, CatalogueSort, OrganisationLine};

use super::page_number;
use crate::extract::{Params, Visitor};
use crate::{App, Html, Page};

/// Datasets on a page.
const PAGE_SIZE: u64 = 20;

/// The datasets that answer a search, page by page.
pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    params: Params,
) -> Page<CataloguePage> {
    let sort = params.get("sort").and_then(CatalogueSort::from_name).unwrap_or_default();
    let page = page_number(&params);
    let given = |name| params.get(name).filter(|value| !value.is_empty());
    let refused = |e| visitor.refused(e);
    let chosen = given("organisation").map(Slug::parse).transpose();
    let chosen = chosen.map_err(|_| refused(ServiceError::NotFound))?;
    let query = ListQuery {
        text: params.get("q").map(str::to_owned),
        organisation: chosen.clone(),
        series: given("series").map(str::to_owned),
        order: Some(match sort {
            CatalogueSort::Title => DatasetOrder::TitleAsc,
            CatalogueSort::Modified => DatasetOrder::ModifiedDesc,
        }),
        limit: PAGE_SIZE,
        offset: (page - 1).saturating_mul(PAGE_SIZE),
    };
    let found = app.platform.datasets(&visitor.caller, &query).await.map_err(refused)?;
    let producers = app.platform.producers(&visitor.caller).await.map_err(refused)?;
    let name = |id| producers.iter().find(|o| Some(o.id) == id).map(|o| o.name.as_str());
    let cards = found.datasets.iter().map(|d| DatasetCard::of(d, name(d.organisation)));
    let organisation = producers.iter().find(|o| Some(&o.slug) == chosen.as_ref());
    if chosen.is_some() && organisation.is_none() {
        return Err(refused(ServiceError::NotFound));
    }
    Ok(Html(CataloguePage {
        layout: visitor.layout(app.platform.now()),
        q: params.get("q").unwrap_or_default().to_owned(),
        sort,
        organisation: organisation.map(|o| OrganisationLine {
            slug: o.slug.clone(),
            name: o.name.clone(),
            datasets: found.total,
        }),
        series: query.series,
        total: found.total,
        page,
        page_size: PAGE_SIZE,
        cards: cards.collect(),
    }))
}
