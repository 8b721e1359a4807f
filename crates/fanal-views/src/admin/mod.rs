//! What those see who prepare and publish datasets.

mod attachments;
mod describe;
mod home;
mod job;
mod publish;
mod reading;
mod tables;
mod understanding;
mod upload;

pub use attachments::{AttachmentsPage, Joining, RemoveAttachmentPage};
pub use describe::{DescribePage, DescribedField};
pub use home::{AdminDataset, AdminHomePage, JobLine};
pub use job::{JobOutcome, JobPage};
pub use publish::{PersonColumn, PublishPage, UnpublishPage};
pub use reading::{ColumnReading, DecimalChoice, MarkedCells, MeaningGroup, OrderChoice};
pub use tables::{DatasetThere, FileTables, TableLine};
pub use understanding::{
    ColumnView, FileFacts, KeyField, ListCells, OddValue, PublicBecause, RejectedRow, Setting,
    Target, UnderstandingPage,
};
pub use upload::UploadPage;
