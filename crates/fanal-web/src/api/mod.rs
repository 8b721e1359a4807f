//! The Explore API v2.1, first part: catalogue, records, exports. The contract is Opendatasoft's;
//! each shape stands in `wire`, each refusal in `error`.

mod answer;
mod attachments;
mod datasets;
mod error;
mod exports;
mod facets;
mod functions;
mod licences;
mod parameters;
mod records;
mod wire;

use axum::Router;
use axum::routing::get;

pub(crate) use answer::cross_origin;
pub(crate) use attachments::download;
pub(crate) use datasets::root;
pub(crate) use error::ApiError;
pub(crate) use licences::coded as coded_licence;
pub(crate) use parameters::version;

use crate::App;

/// Where the API stands.
pub(crate) const BASE: &str = "/api/explore/v2.1";

/// The routes below [`BASE`]; each also answers with a slash at its end, without a redirect.
pub(crate) fn routes() -> Router<App> {
    let routes = [
        ("/", get(datasets::root)),
        ("/functions", get(functions::list)),
        ("/catalog", get(datasets::catalog)),
        ("/catalog/datasets", get(datasets::list)),
        ("/catalog/facets", get(facets::of_catalogue)),
        ("/catalog/datasets/{id}", get(datasets::show)),
        ("/catalog/datasets/{id}/records", get(records::list)),
        ("/catalog/datasets/{id}/records/{record}", get(records::show)),
        ("/catalog/datasets/{id}/attachments", get(attachments::list)),
        ("/catalog/datasets/{id}/attachments/{attachment}", get(attachments::download)),
        ("/catalog/datasets/{id}/facets", get(facets::of_records)),
        ("/catalog/datasets/{id}/exports", get(exports::list)),
        ("/catalog/datasets/{id}/exports/{format}", get(exports::export)),
    ];
    let mut router = Router::new();
    for (path, method) in routes {
        if path != "/" {
            router = router.route(&format!("{path}/"), method.clone());
        }
        router = router.route(path, method);
    }
    router.fallback(error::no_such_address)
}
