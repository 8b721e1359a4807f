//! What the platform does: one function per act, each taking who asks. It decides permissions,
//! owns transactions, enqueues jobs and runs them. Web pages, the API, the command line and jobs
//! all call the functions of [`Platform`]; none of them reaches the store, the lake or the engine
//! by itself.

mod caller;
mod datasets;
mod definition;
mod error;
mod examine;
mod feed;
mod jobs;
mod loads;
mod people;
mod platform;
mod profiles;
mod records;
mod scratch;
mod throttle;

pub use caller::Caller;
pub use datasets::{
    AttachedBytes, Description, Found, Front, ListQuery, Reasons, Seen, SeenAttachment, Sight,
    features, is_public, stopping_publication,
};
pub use definition::{Applied, Change, TomlFault, line_of};
pub use error::{Chain, ServiceError};
pub use jobs::{JobEnd, SeenJob, Worker};
pub use loads::{
    LoadRequest, LoadTarget, Looked, Looking, LookingChild, SeriesLoad, SeriesRequest, Spooled,
    differences,
};
pub use people::{PASSWORD_CHARACTERS, SignedIn, secret};
pub use platform::{Platform, PlatformSettings, sqlite_address};
pub use records::{Export, ExportRequest, Facets, Records, RecordsRequest, VersionChoice};
pub use throttle::Throttle;

// What callers hand over or get back, so that they need not know the crates below.
pub use fanal_engine::{QueryError, RecordId};
pub use fanal_formats::read::{ColumnProfile, Header, Part, Rejected, Unwatched, Watch};
pub use fanal_formats::write::{
    ExportColumn, ExportFormat, ExportOptions, ParquetCompression, values, write_json_objects,
};
pub use fanal_ingest::{
    Column, ColumnRecipe, GivenFile, Look, NO_MEANING, Recipe, Understanding, understand,
};
pub use fanal_meaning::{
    CellFormat, DateOrder, DecimalMark, Meaning, MeaningGroup, designates_person, is_missing_mark,
    moment, number_with, persons_kind,
};
pub use fanal_store::{DatasetList, DatasetOrder, Session, Upload};
