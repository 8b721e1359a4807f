//! The front page.

use axum::extract::State;
use fanal_views::DatasetCard;
use fanal_views::portal::{HomePage, OrganisationLine};

use crate::extract::Visitor;
use crate::{App, Html, Page};

/// Search first, then what there is.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Page<HomePage> {
    let front = app.platform.front(&visitor.caller).await.map_err(|e| visitor.refused(e))?;
    let latest = front
        .latest
        .iter()
        .map(|(dataset, producer)| DatasetCard::of(dataset, producer.as_deref()));
    let organisations = front.organisations.into_iter().map(|(organisation, datasets)| {
        OrganisationLine { slug: organisation.slug, name: organisation.name, datasets }
    });
    Ok(Html(HomePage {
        layout: visitor.layout(app.platform.now()),
        datasets: front.datasets,
        records: front.records,
        latest: latest.collect(),
        organisations: organisations.collect(),
    }))
}
