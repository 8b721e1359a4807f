//! The words of Fanal, as types: datasets, fields, versions, sources, people, jobs, audit.
//!
//! Every other crate speaks in these types. The crate does no I/O, names no wire format and
//! derives no serialisation: what goes over a wire is shaped where the wire is. Each word has one
//! name from the URL to the database column; the French word of the law stands in the doc comment
//! where there is one.

mod access;
mod actor;
mod annotations;
mod attachment;
mod audit;
mod dataset;
mod facet;
mod failpoint;
mod field;
mod ids;
mod instant;
mod job;
mod name;
mod organisation;
mod portal;
mod problem;
mod profile;
mod source;
mod value;
mod version;

pub use access::Access;
pub use actor::{Actor, Permission, Role, User};
pub use annotations::Annotations;
pub use attachment::Attachment;
pub use audit::{AuditAct, AuditEntry, Subject};
pub use dataset::{Dataset, Lifecycle, Metadata, Visibility};
pub use facet::{Facet, FacetState, FacetValue};
pub use failpoint::failpoint;
pub use field::{Field, FieldType};
pub use ids::{
    AttachmentId, DatasetId, JobId, LoadId, OrganisationId, PortalId, SourceId, UserId, VersionId,
};
pub use instant::{Clock, Instant, SystemClock};
pub use job::{Job, JobKind, JobState, Progress};
pub use name::{FieldName, NameError, Slug, fold};
pub use organisation::Organisation;
pub use portal::{Language, Portal};
pub use problem::{Argument, Problem};
pub use profile::{Distinct, Extent, FieldProfile, Frequent, Histogram, Lengths, Spread};
pub use source::{LoadMode, Source, SourceKind};
pub use value::Value;
pub use version::{Version, VersionState};
