//! The front page of the administration.

use axum::extract::State;
use fanal_model::Permission;
use fanal_service::{ListQuery, ServiceError};
use fanal_views::DatasetLink;
use fanal_views::admin::{AdminDataset, AdminHomePage, JobLine};

use crate::extract::{Params, Visitor};
use crate::portal::page_number;
use crate::{App, Html, Page};

/// Datasets on a page.
const PAGE_SIZE: u64 = 50;

/// Datasets with their state, loads in progress.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    params: Params,
) -> Page<AdminHomePage> {
    let page = page_number(&params);
    page_of(&app, &visitor, page).await.map(Html).map_err(|e| visitor.refused(e))
}

async fn page_of(app: &App, visitor: &Visitor, page: u64) -> Result<AdminHomePage, ServiceError> {
    let (platform, caller) = (&app.platform, &visitor.caller);
    platform.allow(caller, Permission::EditDatasets)?;
    let offset = (page - 1).saturating_mul(PAGE_SIZE);
    let query = ListQuery { limit: PAGE_SIZE, offset, ..ListQuery::default() };
    let found = platform.datasets(caller, &query).await?;
    let producers = platform.organisations().await?;
    let datasets = found.datasets.iter().map(|dataset| AdminDataset {
        link: DatasetLink::of(dataset),
        organisation: producers
            .iter()
            .find(|o| Some(o.id) == dataset.organisation)
            .map(|o| o.name.clone()),
        visibility: dataset.visibility,
        lifecycle: dataset.lifecycle,
        records: dataset.current.as_ref().map(|v| v.records),
        rejected: dataset.current.as_ref().map_or(0, |v| v.rejected),
        last_load: dataset.current.as_ref().map(|v| v.created),
    });
    let jobs = platform
        .recent_jobs(caller)
        .await?
        .into_iter()
        .map(|(job, dataset)| JobLine { job, dataset: dataset.as_ref().map(DatasetLink::of) });
    Ok(AdminHomePage {
        layout: visitor.layout(platform.now()),
        datasets: datasets.collect(),
        total: found.total,
        page,
        page_size: PAGE_SIZE,
        jobs: jobs.collect(),
    })
}
